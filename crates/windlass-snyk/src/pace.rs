//! One pace for one token: a sliding log, and a gate that closes for everybody.
//!
//! Snyk refuses every call on a throttled token until the calls stop, so each lone retry would restart the
//! silence. All work on a token therefore waits here, in line.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as TurnMutex, Notify};
use tokio::time::{Instant, sleep_until};

use crate::ratelimit::Stated;
use crate::window::{Limits, Log, PER_MINUTE, Ready};

/// Longest time the gate is closed for, whatever a header asks: 24 hours. Keeps clock arithmetic in range.
const LONGEST_CLOSURE: Duration = Duration::from_secs(24 * 3_600);

/// What is left of the pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Requests that may still go in the running minute; `None` when no limit is kept.
    pub remaining: Option<u32>,
    /// Requests in any minute; `None` when no limit is kept.
    pub limit: Option<u32>,
    /// How much longer the gate stays closed; `None` while it is open.
    pub closed_for: Option<Duration>,
}

/// The gate would stay closed for longer than the caller wants to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClosedTooLong(pub(crate) Duration);

#[derive(Debug)]
pub(crate) struct Pace {
    configured: Limits,
    /// Whoever holds it is first in line. Tokio's mutex is fair, so the line is in order of arrival, and
    /// dropping a waiting future hands the turn on.
    turn: TurnMutex<()>,
    /// Wakes the first in line. It keeps one wake-up for a waiter that is not there yet, so none is lost.
    changed: Notify,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    log: Log,
    closed_until: Option<Instant>,
}

/// A request under way. Dropping it, for whatever reason, records its end.
#[derive(Debug)]
pub(crate) struct InFlight {
    pace: Arc<Pace>,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.pace.state().log.finish(Instant::now());
        self.pace.changed.notify_one();
    }
}

enum Step {
    Go,
    Wait(Option<Instant>),
}

impl Pace {
    pub(crate) fn new(limits: Limits) -> Arc<Self> {
        let state = State { log: Log::new(limits.windows.clone()), closed_until: None };
        Arc::new(Self {
            configured: limits,
            turn: TurnMutex::new(()),
            changed: Notify::new(),
            state: Mutex::new(state),
        })
    }

    /// Waits for the gate and for a place in every window, in line.
    ///
    /// Safe to cancel: a dropped waiter leaves the line and takes nothing.
    pub(crate) async fn acquire(self: &Arc<Self>, patience: Duration) -> Result<InFlight, ClosedTooLong> {
        let _turn = self.turn.lock().await;
        loop {
            // Asked for before looking, so that a change between looking and waiting is not missed.
            let changed = self.changed.notified();
            match self.step(patience)? {
                Step::Go => return Ok(InFlight { pace: Arc::clone(self) }),
                Step::Wait(Some(at)) => tokio::select! {
                    () = sleep_until(at) => {}
                    () = changed => {}
                },
                Step::Wait(None) => changed.await,
            }
        }
    }

    fn step(&self, patience: Duration) -> Result<Step, ClosedTooLong> {
        let now = Instant::now();
        let mut state = self.state();
        if let Some(until) = state.closed_until.filter(|until| *until > now) {
            let remaining = until - now;
            return if remaining > patience { Err(ClosedTooLong(remaining)) } else { Ok(Step::Wait(Some(until))) };
        }
        state.closed_until = None;
        Ok(match state.log.ready(now) {
            Ready::Now => {
                state.log.start();
                Step::Go
            }
            Ready::At(at) => Step::Wait(Some(at)),
            Ready::AfterAnAnswer => Step::Wait(None),
        })
    }

    /// Closes the gate for everybody. Never shortens a closure.
    pub(crate) fn close(&self, wait: Duration) {
        let until = Instant::now() + wait.min(LONGEST_CLOSURE);
        let mut state = self.state();
        state.closed_until = Some(state.closed_until.map_or(until, |earlier| earlier.max(until)));
        drop(state);
        self.changed.notify_one();
    }

    /// Whether the gate is closed now.
    pub(crate) fn is_closed(&self) -> bool {
        self.state().closed_until.is_some_and(|until| until > Instant::now())
    }

    /// How long to stay silent after a 429 that does not say.
    pub(crate) fn silence(&self) -> Duration {
        self.configured.silence
    }

    /// Takes over what an answer says about the limits: lower ones are kept, higher ones are not believed.
    pub(crate) fn learn(&self, stated: &Stated) {
        if !stated.windows.is_empty() {
            self.state().log.set_windows(stated.tighten(&self.configured.windows));
            self.changed.notify_one();
        }
        if let Some(wait) = stated.exhausted_for {
            self.close(wait);
        }
    }

    pub(crate) fn budget(&self) -> Budget {
        let now = Instant::now();
        let state = self.state();
        let left = state.log.left(PER_MINUTE.length, now);
        Budget {
            remaining: left.map(|(left, _)| left),
            limit: left.map(|(_, limit)| limit),
            closed_for: state.closed_until.and_then(|until| until.checked_duration_since(now)).filter(|d| !d.is_zero()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing below panics while it holds the lock, so a poisoned state is still a consistent one.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;

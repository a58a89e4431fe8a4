//! One pace for one token: a record of its requests, and a gate that closes for everybody.
//!
//! Snyk refuses every call on a throttled token until the calls stop, so each lone retry would restart the
//! silence. All work on a token therefore waits here: that of this process in line, that of other processes of this
//! machine through the record they share.

mod shared;
mod travel;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as TurnMutex, Notify};
use tokio::time::{Instant, sleep_until};

use crate::config::ClientConfig;
use crate::ledger::{Busy, Ledger, Open};
use crate::ratelimit::{Stated, tightened};
use crate::record::{Micros, Ready, Sent, micros};
use crate::window::{Limits, PER_MINUTE, Window};
use travel::Travel;

/// Longest time the gate is closed for, whatever a header asks: 24 hours. Keeps clock arithmetic in range.
const LONGEST_CLOSURE: Duration = Duration::from_secs(24 * 3_600);
/// How often requests of other processes are looked for that ended: nothing else tells.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// How long to wait for a record that another process is at: it takes microseconds.
const IN_USE: Duration = Duration::from_millis(1);

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

/// The limits of one client, and the line it shares with all others of its token.
#[derive(Debug)]
pub(crate) struct Pace {
    configured: Limits,
    line: Arc<Line>,
}

#[derive(Debug)]
struct Line {
    /// Whoever holds it is first in line. Tokio's mutex is fair, so the line is in order of arrival, and
    /// dropping a waiting future hands the turn on.
    turn: TurnMutex<()>,
    /// Wakes the first in line. It keeps one wake-up for a waiter that is not there yet, so none is lost.
    changed: Notify,
    ledger: Mutex<Ledger>,
    travel: Mutex<Travel>,
}

/// A request under way. Dropping it, for whatever reason, records its end.
#[derive(Debug)]
pub(crate) struct InFlight {
    line: Arc<Line>,
    sent: Sent,
    /// How much earlier than its end it may be taken to have been counted.
    since_counted: Duration,
}

impl InFlight {
    /// Its answer has come, so long after it was sent.
    pub(crate) fn answered(mut self, took: Duration) {
        let mut travel = self.line.travel.lock().unwrap_or_else(PoisonError::into_inner);
        let since_counted = travel.since_counted(took);
        drop(travel);
        self.since_counted = since_counted;
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.line.ledger().finish(self.since_counted);
        self.line.changed.notify_one();
    }
}

enum Step {
    Go(Sent),
    Wait(Option<Instant>),
}

impl Pace {
    /// The pace of the token and origin of a client: one for all its clients in this process, and where a folder is
    /// named, for all on this machine.
    pub(crate) fn of(config: &ClientConfig) -> Self {
        Self { configured: config.limits.clone(), line: shared::line(config) }
    }

    /// Waits for the gate and for a place in every window, in line.
    ///
    /// Safe to cancel: a dropped waiter leaves the line and takes nothing.
    pub(crate) async fn acquire(&self, patience: Duration) -> Result<InFlight, ClosedTooLong> {
        let _turn = self.line.turn.lock().await;
        loop {
            // Asked for before looking, so that a change between looking and waiting is not missed.
            let changed = self.line.changed.notified();
            let until = match self.step(patience)? {
                Step::Go(sent) => {
                    return Ok(InFlight { line: Arc::clone(&self.line), sent, since_counted: Duration::ZERO });
                }
                Step::Wait(until) => until,
            };
            #[cfg(test)]
            model::breathe().await;
            match until {
                Some(at) => tokio::select! {
                    () = sleep_until(at) => {}
                    () = changed => {}
                },
                None => changed.await,
            }
        }
    }

    fn step(&self, patience: Duration) -> Result<Step, ClosedTooLong> {
        let now = Instant::now();
        let step = self.line.ledger().open(|open| self.look(open, now, patience));
        step.unwrap_or(Ok(Step::Wait(Some(now + IN_USE))))
    }

    fn look(&self, open: &mut Open<'_>, now: Instant, patience: Duration) -> Result<Step, ClosedTooLong> {
        if let Some(closed_for) = open.record.closed_for(open.now).map(Duration::from_micros) {
            return if closed_for > patience {
                Err(ClosedTooLong(closed_for))
            } else {
                Ok(Step::Wait(Some(now + closed_for)))
            };
        }
        let windows = self.windows(open);
        let mut ready = open.record.ready(&windows, open.now);
        if ready != Ready::Now && open.bury() {
            ready = open.record.ready(&windows, open.now);
        }
        let from_now = |at: Micros| now + Duration::from_micros(at.saturating_sub(open.now)).min(LONGEST_CLOSURE);
        let at = match ready {
            Ready::Now => return Ok(Step::Go(open.record.start(open.slot, &windows, open.now))),
            Ready::At(at) => Some(from_now(at)),
            Ready::AfterAnAnswer => None,
        };
        // Others may end a request, or learn that more remains, and cannot wake us.
        let look_again = open.others_in_flight().then_some(now + LOOK_AGAIN);
        Ok(Step::Wait(match (at, look_again) {
            (Some(at), Some(again)) => Some(at.min(again)),
            (at, again) => at.or(again),
        }))
    }

    /// Closes the gate for everybody. Never shortens a closure.
    pub(crate) fn close(&self, wait: Duration) {
        self.line.ledger().close(wait.min(LONGEST_CLOSURE));
        self.line.changed.notify_one();
    }

    /// Whether the gate is closed now. A record that is in use at this moment is not waited for.
    pub(crate) fn is_closed(&self) -> bool {
        self.line.ledger().open(|open| open.record.closed_for(open.now)).ok().flatten().is_some()
    }

    /// How long to stay silent after a 429 that does not say.
    pub(crate) fn silence(&self) -> Duration {
        self.configured.silence
    }

    /// Takes over what the answer to a request says about the limits: lower ones are kept, higher ones are not
    /// believed. What remains is believed, since others may use the token, too.
    pub(crate) fn learn(&self, stated: &Stated, place: &InFlight) {
        let learnt = self.line.ledger().open(|open| {
            if !stated.windows.is_empty() {
                open.record.state(&stated.windows);
            }
            let until = |reset: Duration| open.now.saturating_add(micros(reset.min(LONGEST_CLOSURE)));
            let remaining = stated.remaining.filter(|_| !self.configured.windows.is_empty());
            open.record.remain(place.sent, remaining.map(|(requests, reset)| (requests, until(reset))))
        });
        // In use: the next answer says the same.
        if learnt != Err(Busy) {
            self.line.changed.notify_one();
        }
        // That we used up ourselves what remained is nothing new.
        if let Some(wait) = stated.exhausted_for().filter(|_| learnt != Ok(true)) {
            self.close(wait);
        }
    }

    pub(crate) fn budget(&self) -> Budget {
        let look = |open: &mut Open<'_>| {
            let left = open.record.left(&self.windows(open), PER_MINUTE.length, open.now);
            let closed_for = open.record.closed_for(open.now).map(Duration::from_micros);
            Budget { remaining: left.map(|(left, _)| left), limit: left.map(|(_, limit)| limit), closed_for }
        };
        loop {
            if let Ok(budget) = self.line.ledger().open(look) {
                return budget;
            }
        }
    }

    /// The windows to keep: those configured, or tighter ones where the server states them.
    fn windows(&self, open: &Open<'_>) -> Vec<Window> {
        tightened(&self.configured.windows, open.record.stated())
    }
}

impl Line {
    fn new(ledger: Ledger) -> Self {
        Self {
            turn: TurnMutex::new(()),
            changed: Notify::new(),
            ledger: Mutex::new(ledger),
            travel: Mutex::new(Travel::default()),
        }
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        // Nothing below panics while it holds the lock, so a poisoned ledger is still a consistent one.
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;

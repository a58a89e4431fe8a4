//! What is remembered of a token's requests, by everybody who shares it. Values in, values out: no clock, no file.
//!
//! The server counts a request at some moment between our sending it and its answer reaching us. So a request takes a
//! place in a window from before it is sent until the window's length after its answer, less what the next one spends on the way at least;
//! while it is in flight it always counts. Whatever moments the server picked, no window of its own then holds more requests than one of ours did. A
//! request dropped without an answer counts from the drop, which is exact as long as the server counted it before that.

pub(crate) mod bytes;
mod ring;

use std::time::Duration;

use crate::window::Window;
pub(crate) use ring::{Micros, micros};
use ring::{Ring, SHAPES, shape_for};

/// Processes that can share a token at once. One more keeps its own log.
pub(crate) const SLOTS: usize = 32;
/// Windows a server may state. Snyk states three; more are forgotten, longest first.
pub(crate) const MOST_STATED: usize = 8;
/// How long the one request that asks anew what remains may keep the others waiting: Snyk's shortest window.
const ASKING_ANEW: Duration = Duration::from_secs(1);

/// Whether a request may go now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ready {
    Now,
    /// Not before this moment, unless an answer says otherwise.
    At(Micros),
    /// Not before a request that is in flight ends.
    AfterAnAnswer,
}

/// Requests the server says it will still take: no more than `starts` may have been started before `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cap {
    starts: u64,
    until: Micros,
}

/// What is known of a request when it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sent {
    /// Which of all requests it is, from 1.
    number: u64,
    /// Requests that had ended.
    ended: u64,
    /// Places that our own log left in the fullest window, its own among them.
    free: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    /// What is added to the wall clock of the machine to get the record's time, in microseconds.
    pub(crate) offset: i64,
    /// The latest moment anybody wrote; the record's time never falls behind it.
    pub(crate) latest: Micros,
    rings: [Ring; SHAPES.len()],
    /// Requests in flight, by process.
    in_flight: [u32; SLOTS],
    closed_until: Micros,
    /// Requests started, and ended, since the record was made.
    started: u64,
    finished: u64,
    cap: Option<Cap>,
    stated: Vec<Window>,
}

impl Default for Record {
    fn default() -> Self {
        Self {
            offset: 0,
            latest: 0,
            rings: SHAPES.map(Ring::new),
            in_flight: [0; SLOTS],
            closed_until: 0,
            started: 0,
            finished: 0,
            cap: None,
            stated: Vec::new(),
        }
    }
}

impl Record {
    /// Whether one more request fits into every window and into what the server says remains.
    pub(crate) fn ready(&mut self, windows: &[Window], now: Micros) -> Ready {
        let in_flight = self.all_in_flight();
        let mut at = None;
        for window in windows {
            let Some(free) = u64::from(window.requests.get()).checked_sub(in_flight).filter(|free| *free > 0) else {
                return Ready::AfterAnAnswer;
            };
            let (ring, keep) = self.ring(window.length);
            let used = ring.used(now, keep);
            if used >= free {
                at = at.max(ring.frees(now, keep, used - free + 1));
            }
        }
        match at.max(self.capped(now)) {
            Some(at) => Ready::At(at),
            None => Ready::Now,
        }
    }

    /// Until when the server's word keeps requests back.
    ///
    /// When its time is over nobody knows how much of the budget is back: one request asks, and the others wait for
    /// its answer.
    fn capped(&mut self, now: Micros) -> Option<Micros> {
        let cap = self.cap?;
        let used_up = cap.starts <= self.started;
        if now < cap.until {
            return used_up.then_some(cap.until);
        }
        self.cap = used_up
            .then_some(Cap { starts: self.started.saturating_add(1), until: now.saturating_add(micros(ASKING_ANEW)) });
        None
    }

    /// A request begins.
    pub(crate) fn start(&mut self, slot: usize, windows: &[Window], now: Micros) -> Sent {
        let free = windows.iter().map(|window| self.free(window, now)).min().unwrap_or(u64::MAX);
        self.in_flight[slot] = self.in_flight[slot].saturating_add(1);
        self.started = self.started.saturating_add(1);
        Sent { number: self.started, ended: self.finished, free }
    }

    /// Requests of a process end: dropped, or because the process is no more.
    pub(crate) fn finish(&mut self, slot: usize, requests: u32, now: Micros) {
        self.end(slot, requests, now, 0);
    }

    /// A request of a process ends with an answer; it may be taken to have been counted so long before.
    pub(crate) fn answer(&mut self, slot: usize, now: Micros, since_counted: Micros) {
        self.end(slot, 1, now, since_counted);
    }

    fn end(&mut self, slot: usize, requests: u32, now: Micros, since_counted: Micros) {
        let requests = requests.min(self.in_flight[slot]);
        if requests == 0 {
            return;
        }
        self.in_flight[slot] -= requests;
        self.finished = self.finished.saturating_add(u64::from(requests));
        for ring in &mut self.rings {
            ring.count(now, since_counted, requests);
        }
    }

    pub(crate) fn in_flight(&self, slot: usize) -> u32 {
        self.in_flight[slot]
    }

    pub(crate) fn all_in_flight(&self) -> u64 {
        self.in_flight.iter().map(|count| u64::from(*count)).sum()
    }

    /// Nobody may send for so long. Never shortens a closure.
    pub(crate) fn close(&mut self, until: Micros) {
        self.closed_until = self.closed_until.max(until);
    }

    /// How much longer nobody may send.
    pub(crate) fn closed_for(&self, now: Micros) -> Option<Micros> {
        self.closed_until.checked_sub(now).filter(|left| *left > 0)
    }

    /// Takes over the limits a server states.
    pub(crate) fn state(&mut self, windows: &[Window]) {
        if self.stated != windows {
            self.stated = windows.iter().take(MOST_STATED).copied().collect();
        }
    }

    /// The limits the server stated last.
    pub(crate) fn stated(&self) -> &[Window] {
        &self.stated
    }

    /// Takes over how many requests remain until a moment, as the answer to one request said; `None` where it does not say.
    ///
    /// Where that is no less than what our own log left, nobody else was seen to use the token, and our log keeps the limits by itself:
    /// better than the server's word, which counts in whole seconds. Returns whether the server says so. Where somebody else was seen, nothing else
    /// keeps them: the server knew for sure only of those that had ended when this one was sent, and all others are taken from what
    /// remains. That holds whichever window the server speaks of.
    pub(crate) fn remain(&mut self, sent: Sent, remaining: Option<(u64, Micros)>) -> bool {
        let since = self.started.saturating_sub(sent.number);
        let others = remaining.filter(|(requests, _)| requests.saturating_add(since).saturating_add(1) < sent.free);
        self.cap = others.map(|(requests, until)| {
            let counted = sent.ended.saturating_add(1);
            Cap { starts: counted.saturating_add(requests), until }
        });
        remaining.is_some() && others.is_none()
    }

    /// Requests that may go at once, were nothing else to change: `(left, limit)` of the longest of these windows that
    /// is not longer than `length`.
    pub(crate) fn left(&self, windows: &[Window], length: Duration, now: Micros) -> Option<(u32, u32)> {
        let window = windows.iter().filter(|window| window.length <= length).max_by_key(|window| window.length)?;
        let left = u32::try_from(self.free(window, now)).unwrap_or(u32::MAX);
        let capped = self.cap.filter(|cap| now < cap.until).map(|cap| cap.starts.saturating_sub(self.started));
        let left = capped.and_then(|capped| u32::try_from(capped).ok()).map_or(left, |capped| left.min(capped));
        Some((left, window.requests.get()))
    }

    /// Places that our own log leaves in a window.
    fn free(&self, window: &Window, now: Micros) -> u64 {
        let (ring, keep) = self.ring(window.length);
        u64::from(window.requests.get()).saturating_sub(ring.used(now, keep) + self.all_in_flight())
    }

    /// Forgets what other processes have in flight, as if it had ended now.
    pub(crate) fn alone(&mut self, slot: usize, now: Micros) {
        for other in (0..SLOTS).filter(|other| *other != slot) {
            self.finish(other, u32::MAX, now);
        }
    }

    fn ring(&self, length: Duration) -> (&Ring, Micros) {
        let keep = kept(length);
        (&self.rings[shape_for(keep)], keep)
    }
}

/// How long an answered request keeps its place: the window, one part in a thousand for clocks that run at
/// different speeds, and a millisecond because windows may include both their ends.
fn kept(length: Duration) -> Micros {
    let length = micros(length);
    length.saturating_add(length / 1_000).saturating_add(1_000)
}

#[cfg(test)]
mod tests;

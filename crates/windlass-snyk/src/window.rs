//! The limits Snyk puts on one token, and the log that keeps within them.

use std::collections::VecDeque;
use std::num::NonZeroU32;
use std::time::Duration;

use tokio::time::Instant;

/// At most `requests` in any stretch of time of this `length`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Requests.
    pub requests: NonZeroU32,
    /// Length of the stretch; it slides, it does not start on the minute.
    pub length: Duration,
}

const fn window(requests: u32, seconds: u64) -> Window {
    match NonZeroU32::new(requests) {
        Some(requests) => Window { requests, length: Duration::from_secs(seconds) },
        None => panic!("a window of no requests never opens"),
    }
}

/// Requests in any second for one token; above it calls are answered 429.
/// Source: `x-ratelimit-limit` of recorded answers, bucket `per_second`.
pub const PER_SECOND: Window = window(160, 1);
/// Requests in any minute for one token; above it every call is 429 until a full minute without calls.
/// Source: snyk/user-docs:docs/snyk-api/rest-api/about-the-rest-api.md, "Rate limiting".
pub const PER_MINUTE: Window = window(1_620, 60);
/// Requests in any hour for one token.
/// Source: `x-ratelimit-limit` of recorded answers, bucket `per_hour`.
pub const PER_HOUR: Window = window(97_200, 3_600);
/// How long to stay silent after a 429 that does not say: Snyk lifts a throttle when requests stop for one
/// interval, which is a minute. Source: as [`PER_MINUTE`].
pub const SILENCE: Duration = Duration::from_secs(60);

/// The pace a client keeps on one token, shared by all its clones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Every one of these holds. Tightened while the server states lower ones.
    pub windows: Vec<Window>,
    /// How long to stay silent after a 429 without `Retry-After` and `x-ratelimit-reset`.
    pub silence: Duration,
}

impl Default for Limits {
    /// Snyk's: 160 a second, 1,620 a minute, 97,200 an hour, a minute of silence.
    fn default() -> Self {
        Self { windows: vec![PER_SECOND, PER_MINUTE, PER_HOUR], silence: SILENCE }
    }
}

impl Limits {
    /// No windows at all, for a simulator that does not limit. A 429 still closes the gate.
    #[must_use]
    pub fn unlimited() -> Self {
        Self { windows: Vec::new(), silence: SILENCE }
    }
}

/// A sliding log of requests.
///
/// The server counts a request at some moment between our sending it and its answer reaching us. So a request
/// takes a place in a window from before it is sent until the window's length after its answer; while it is
/// in flight it always counts. Whatever moments the server picked, no window of its own then holds more
/// requests than one of ours did. A request dropped without an answer counts from the drop, which is exact
/// as long as the server counted it before that.
#[derive(Debug)]
pub(crate) struct Log {
    windows: Vec<Window>,
    in_flight: usize,
    /// When requests were answered or dropped, oldest first.
    done: VecDeque<Instant>,
}

/// Whether a request may go now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ready {
    Now,
    /// Not before this moment.
    At(Instant),
    /// Not before a request that is in flight ends.
    AfterAnAnswer,
}

impl Log {
    pub(crate) fn new(windows: Vec<Window>) -> Self {
        Self { windows, in_flight: 0, done: VecDeque::new() }
    }

    pub(crate) fn set_windows(&mut self, windows: Vec<Window>) {
        self.windows = windows;
    }

    pub(crate) fn ready(&self, now: Instant) -> Ready {
        let mut ready = Ready::Now;
        for window in &self.windows {
            let Some(places) = places(window).checked_sub(self.in_flight).filter(|places| *places > 0) else {
                return Ready::AfterAnAnswer;
            };
            // The oldest entry that has to leave the window before one more fits in.
            let leaving = self.done.len().checked_sub(places).and_then(|index| self.done.get(index));
            let Some(at) = leaving.map(|done| *done + kept(window)).filter(|at| *at > now) else { continue };
            ready = match ready {
                Ready::At(later) if later >= at => ready,
                Ready::At(_) | Ready::Now => Ready::At(at),
                Ready::AfterAnAnswer => ready,
            };
        }
        ready
    }

    pub(crate) fn start(&mut self) {
        self.in_flight += 1;
    }

    pub(crate) fn finish(&mut self, now: Instant) {
        self.in_flight = self.in_flight.saturating_sub(1);
        self.done.push_back(now);
        self.trim(now);
    }

    /// Requests that may go at once, were nothing else to change: `(left, limit)` of a window of this length
    /// or the longest below it.
    pub(crate) fn left(&self, length: Duration, now: Instant) -> Option<(u32, u32)> {
        let window = self.windows.iter().filter(|window| window.length <= length).max_by_key(|window| window.length)?;
        let recent = self.done.len() - self.done.partition_point(|done| *done + kept(window) <= now);
        let used = u32::try_from(recent + self.in_flight).unwrap_or(u32::MAX);
        Some((window.requests.get().saturating_sub(used), window.requests.get()))
    }

    /// Drops what no window looks at any more, so that the log stays as long as the largest limit at most.
    fn trim(&mut self, now: Instant) {
        let longest = self.windows.iter().map(kept).max().unwrap_or_default();
        let most = self.windows.iter().map(places).max().unwrap_or_default();
        while self.done.len() > most || self.done.front().is_some_and(|done| *done + longest <= now) {
            self.done.pop_front();
        }
    }
}

fn places(window: &Window) -> usize {
    usize::try_from(window.requests.get()).unwrap_or(usize::MAX)
}

/// How long an answered request keeps its place: the window, one part in a thousand for clocks that run at
/// different speeds, and a millisecond because windows may include both their ends.
fn kept(window: &Window) -> Duration {
    window.length + window.length / 1_000 + Duration::from_millis(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(requests: u32, length: Duration) -> Log {
        Log::new(vec![Window { requests: NonZeroU32::new(requests).unwrap(), length }])
    }

    #[test]
    fn a_request_in_flight_holds_its_place_however_long_it_takes() {
        let mut log = log(2, Duration::from_secs(1));
        let start = Instant::now();
        log.start();
        log.start();
        assert_eq!(log.ready(start + Duration::from_secs(100)), Ready::AfterAnAnswer);
        log.finish(start + Duration::from_secs(100));
        assert_eq!(log.ready(start + Duration::from_secs(100)), Ready::At(start + Duration::from_millis(101_002)));
        assert_eq!(log.ready(start + Duration::from_millis(101_002)), Ready::Now);
    }

    #[test]
    fn the_latest_of_several_windows_decides() {
        let mut log = log(1, Duration::from_secs(1));
        log.set_windows(vec![PER_SECOND, Window { requests: NonZeroU32::MIN, length: Duration::from_secs(9) }]);
        let start = Instant::now();
        log.start();
        log.finish(start);
        assert_eq!(log.ready(start), Ready::At(start + Duration::from_millis(9_010)));
        assert_eq!(log.left(Duration::from_secs(9), start), Some((0, 1)));
        assert_eq!(log.left(Duration::from_secs(1), start), Some((159, 160)));
    }

    #[test]
    fn the_log_is_no_longer_than_the_largest_limit() {
        let mut log = log(10, Duration::from_secs(3_600));
        let now = Instant::now();
        for _ in 0..1_000 {
            log.start();
            log.finish(now);
        }
        assert_eq!(log.done.len(), 10);
        log.start();
        log.finish(now + Duration::from_secs(4_000));
        assert_eq!(log.done.len(), 1);
    }
}

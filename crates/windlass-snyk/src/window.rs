//! The limits Snyk puts on one token.

use std::num::NonZeroU32;
use std::time::Duration;

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

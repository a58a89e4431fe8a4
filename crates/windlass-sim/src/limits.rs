//! Rate limits: several windows per principal, and a silence to be kept once one is exceeded.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// At most `requests` in any `span`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Requests allowed in the span.
    pub requests: usize,
    /// Length of the sliding window.
    pub span: Duration,
}

/// The limits of one principal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// All must hold; empty for no limit.
    pub windows: Vec<Window>,
    /// Above a limit every request is refused until the principal is silent for so long.
    pub silence: Duration,
    /// Whether a 429 carries `Retry-After`; the documentation promises it for export only.
    pub retry_after: bool,
}

impl Limits {
    /// What Snyk documents and its headers say: 160 a second, 1,620 a minute, 97,200 an hour, a minute of silence.
    #[must_use]
    pub fn documented() -> Self {
        let window = |requests, seconds| Window { requests, span: Duration::from_secs(seconds) };
        Self {
            windows: vec![window(160, 1), window(1_620, 60), window(97_200, 3_600)],
            silence: Duration::from_secs(60),
            retry_after: false,
        }
    }

    /// No limit and no headers about one.
    #[must_use]
    pub const fn none() -> Self {
        Self { windows: Vec::new(), silence: Duration::from_secs(60), retry_after: false }
    }

    /// One window, with a silence as long as the window: for tests that cannot wait a minute.
    #[must_use]
    pub fn window(requests: usize, span: Duration) -> Self {
        Self { windows: vec![Window { requests, span }], silence: span, retry_after: false }
    }

    /// The same limits with another silence.
    #[must_use]
    pub fn silence(self, silence: Duration) -> Self {
        Self { silence, ..self }
    }

    /// The same limits with `Retry-After` on every 429.
    #[must_use]
    pub fn with_retry_after(self) -> Self {
        Self { retry_after: true, ..self }
    }

    /// The `x-ratelimit-limit` header: the tightest limit, then every window with a quoted name.
    pub(crate) fn header(&self) -> String {
        let tightest = self.windows.iter().map(|w| w.requests).min().unwrap_or(0);
        let mut header = tightest.to_string();
        for window in &self.windows {
            let seconds = window.span.as_secs().max(1);
            let name = match seconds {
                1 => "per_second",
                60 => "per_minute",
                3_600 => "per_hour",
                _ => "per_window",
            };
            let requests = window.requests;
            header.push_str(&format!(
                ", {requests};w={seconds};name=\"crd|generic_key^api-gateway.api-rest|generic_key^{name}|principal_id|ratelimit_bucket^high\""
            ));
        }
        header
    }
}

/// What the limiter says to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Let through; what is left of the tightest window and seconds until it moves on.
    Pass { remaining: usize, reset: u64 },
    /// Refused; seconds of silence to keep.
    Refuse { reset: u64 },
}

/// The requests of one principal.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    logs: Vec<VecDeque<Instant>>,
    /// Set while refused: the last request, since which silence is measured.
    refused_at: Option<Instant>,
}

impl Meter {
    /// Counts a request at `now`.
    pub(crate) fn request(&mut self, limits: &Limits, now: Instant) -> Verdict {
        self.logs.resize_with(limits.windows.len(), VecDeque::new);
        if let Some(last) = self.refused_at {
            if now.saturating_duration_since(last) < limits.silence {
                return self.refuse(limits, now);
            }
            self.refused_at = None;
            self.logs.iter_mut().for_each(VecDeque::clear);
        }
        let mut tightest = (usize::MAX, 0);
        for (window, log) in limits.windows.iter().zip(&mut self.logs) {
            while log.front().is_some_and(|first| now.saturating_duration_since(*first) >= window.span) {
                log.pop_front();
            }
            if log.len() >= window.requests {
                return self.refuse(limits, now);
            }
            let oldest = log.front().map_or(Duration::ZERO, |first| now.saturating_duration_since(*first));
            let left = window.requests - log.len() - 1;
            if left < tightest.0 {
                tightest = (left, seconds_up(window.span.saturating_sub(oldest)));
            }
        }
        self.logs.iter_mut().for_each(|log| log.push_back(now));
        Verdict::Pass { remaining: tightest.0, reset: tightest.1 }
    }

    /// Puts the principal above its limit.
    pub(crate) fn refuse(&mut self, limits: &Limits, now: Instant) -> Verdict {
        self.refused_at = Some(now);
        Verdict::Refuse { reset: seconds_up(limits.silence) }
    }
}

/// Whole seconds, rounded up: a client that waits so long has waited long enough.
pub(crate) fn seconds_up(span: Duration) -> u64 {
    span.as_secs() + u64::from(span.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Limits, Meter, Verdict};

    #[test]
    fn requests_while_refused_prolong_the_refusal() {
        let limits = Limits::window(2, Duration::from_secs(10));
        let (mut meter, start) = (Meter::default(), Instant::now());
        let mut at = |seconds: u64| meter.request(&limits, start + Duration::from_secs(seconds));
        assert!(matches!(at(0), Verdict::Pass { remaining: 1, .. }));
        assert!(matches!(at(1), Verdict::Pass { remaining: 0, reset: 9 }));
        assert_eq!(at(2), Verdict::Refuse { reset: 10 });
        assert_eq!(at(11), Verdict::Refuse { reset: 10 }, "only nine seconds of silence");
        assert!(matches!(at(21), Verdict::Pass { .. }));
    }

    #[test]
    fn the_header_lists_windows_with_quoted_names() {
        let header = Limits::documented().header();
        assert!(header.starts_with("160, 160;w=1;name=\"crd|"), "{header}");
        assert!(header.contains("97200;w=3600;name="), "{header}");
    }
}

//! Whether to try again, and when. Values in, values out; nothing here waits.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

/// How often and how patiently requests are tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Attempts at most when the network or the server fails, the first one included.
    pub max_attempts: u32,
    /// Attempts at most that are answered 429, the first one included. Counted apart: while another tool
    /// uses up the token, giving up early would only lose the night.
    pub max_throttled: u32,
    /// Wait before the second attempt; each further one doubles it.
    pub base: Duration,
    /// Longest wait between attempts when the server does not ask for one.
    pub max: Duration,
    /// Added at random, from nothing up to this, to a wait the server asks for.
    pub jitter: Duration,
    /// A wait longer than this is not waited for.
    pub give_up_after: Duration,
}

impl Default for RetryPolicy {
    /// Six attempts (ten when throttled), 1 s doubling to 60 s, 2 s of jitter, giving up on waits beyond
    /// 10 minutes. The last two are those of Snyk's own CLI framework (snyk/go-application-framework).
    fn default() -> Self {
        Self {
            max_attempts: 6,
            max_throttled: 10,
            base: Duration::from_secs(1),
            max: Duration::from_secs(60),
            jitter: Duration::from_secs(2),
            give_up_after: Duration::from_secs(600),
        }
    }
}

impl RetryPolicy {
    /// One attempt, for a check that a person waits for.
    #[must_use]
    pub fn once() -> Self {
        Self { max_attempts: 1, max_throttled: 1, ..Self::default() }
    }
}

/// What kind of second chance a failure has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryClass {
    /// None: the same request fails again.
    Never,
    /// The network or the server failed; it may be over soon.
    Transient {
        /// How long the server asks to wait, if it does.
        asked: Option<Duration>,
    },
    /// The token is throttled: nobody may send for a while.
    Throttled {
        /// How long the server asks to wait, if it does.
        asked: Option<Duration>,
    },
}

/// What to do after a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Try again after this long.
    Wait(Duration),
    Stop,
}

/// Decides after a failure. `attempt` counts failures of this class, this one included; `random` is any number.
pub(crate) fn decide(policy: &RetryPolicy, attempt: u32, class: RetryClass, random: u64) -> Decision {
    match class {
        RetryClass::Never => Decision::Stop,
        RetryClass::Transient { asked } if attempt < policy.max_attempts => {
            let wait = asked.map_or(Duration::ZERO, |asked| asked.saturating_add(share(policy.jitter, random)));
            patient(policy, asked, wait.max(backoff(policy, attempt, random)))
        }
        // The gate measures the silence itself; what is decided here is only whether to stand in line again.
        RetryClass::Throttled { asked } if attempt < policy.max_throttled => patient(policy, asked, Duration::ZERO),
        RetryClass::Transient { .. } | RetryClass::Throttled { .. } => Decision::Stop,
    }
}

/// How long a 429 closes the gate for.
pub(crate) fn closure(policy: &RetryPolicy, asked: Option<Duration>, silence: Duration, random: u64) -> Duration {
    asked.unwrap_or(silence).saturating_add(share(policy.jitter, random))
}

fn patient(policy: &RetryPolicy, asked: Option<Duration>, wait: Duration) -> Decision {
    if asked.is_some_and(|asked| asked > policy.give_up_after) { Decision::Stop } else { Decision::Wait(wait) }
}

/// Doubling waits, of which the upper half is random so that workers that failed together do not return
/// together.
fn backoff(policy: &RetryPolicy, attempt: u32, random: u64) -> Duration {
    let doubled = policy.base.saturating_mul(1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX));
    let whole = doubled.min(policy.max);
    whole / 2 + share(whole / 2, random)
}

/// A part of `whole` between nothing and all of it.
fn share(whole: Duration, random: u64) -> Duration {
    let part = u32::try_from(random % 1_001).unwrap_or_default();
    (whole / 1_000).saturating_mul(part)
}

/// A number nobody can foresee; the standard library seeds its hash maps with the same.
pub(crate) fn random() -> u64 {
    RandomState::new().hash_one(0_u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: RetryClass = RetryClass::Transient { asked: None };

    #[test]
    fn waits_double_up_to_the_longest() {
        let policy = RetryPolicy { max_attempts: 100, ..RetryPolicy::default() };
        let wait = |attempt| decide(&policy, attempt, NOW, 1_000);
        assert_eq!(wait(1), Decision::Wait(Duration::from_secs(1)));
        assert_eq!(wait(2), Decision::Wait(Duration::from_secs(2)));
        assert_eq!(wait(6), Decision::Wait(Duration::from_secs(32)));
        assert_eq!(wait(7), Decision::Wait(Duration::from_secs(60)));
        assert_eq!(wait(99), Decision::Wait(Duration::from_secs(60)));
    }

    #[test]
    fn attempts_run_out_and_throttling_is_counted_apart() {
        let policy = RetryPolicy::default();
        assert!(matches!(decide(&policy, 5, NOW, 0), Decision::Wait(_)));
        assert_eq!(decide(&policy, 6, NOW, 0), Decision::Stop);
        let throttled = RetryClass::Throttled { asked: None };
        assert!(matches!(decide(&policy, 9, throttled, 0), Decision::Wait(_)));
        assert_eq!(decide(&policy, 10, throttled, 0), Decision::Stop);
        assert_eq!(decide(&policy, 1, RetryClass::Never, 0), Decision::Stop);
        assert_eq!(decide(&RetryPolicy::once(), 1, NOW, 0), Decision::Stop);
    }

    #[test]
    fn a_wait_beyond_ten_minutes_is_not_waited_for() {
        let policy = RetryPolicy::default();
        for class in [
            RetryClass::Transient { asked: Some(Duration::from_secs(601)) },
            RetryClass::Throttled { asked: Some(Duration::from_secs(601)) },
        ] {
            assert_eq!(decide(&policy, 1, class, 7), Decision::Stop);
        }
    }

    #[test]
    fn p9_a_429_that_does_not_say_is_a_minute_of_silence() {
        let policy = RetryPolicy::default();
        assert_eq!(closure(&policy, None, Duration::from_secs(60), 0), Duration::from_secs(60));
        assert_eq!(
            closure(&policy, Some(Duration::from_secs(5)), Duration::from_secs(60), 1_000),
            Duration::from_secs(7)
        );
    }

    proptest! {
        #[test]
        fn a_wait_is_never_shorter_than_asked_nor_unbounded(attempt in 1_u32..5, asked in 0_u64..600, random: u64) {
            let policy = RetryPolicy::default();
            let asked = Duration::from_secs(asked);
            let Decision::Wait(wait) = decide(&policy, attempt, RetryClass::Transient { asked: Some(asked) }, random) else {
                return Err(TestCaseError::fail("stopped"));
            };
            prop_assert!(wait >= asked);
            prop_assert!(wait <= asked.max(policy.max) + policy.jitter);
            prop_assert!(closure(&policy, Some(asked), policy.base, random) >= asked);
        }
    }
}

//! What a client did, in numbers.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::stopwatch::{Lap, Stopwatch};

/// Most notices kept; there are fewer endpoints than that.
const MOST_NOTICES: usize = 64;

/// What time is booked on, the first first: while a request is under way nobody says that the gate held things up.
const NETWORK: usize = 0;
const GATE: usize = 1;

/// A snapshot of the counters of a [`Client`](crate::Client) and its clones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Requests sent to the REST API, attempts that failed included.
    pub requests: u64,
    /// Answers with status 429.
    pub throttled: u64,
    /// Attempts after the first one of a request.
    pub retries: u64,
    /// Bodies received in bytes, decompressed.
    pub bytes: u64,
    /// Wall time in which at least one request waited for the pace or the gate, and none was under way.
    pub waited_for_gate: Duration,
    /// Wall time in which at least one request was under way: sent, and its answer not yet read to the end.
    pub waited_for_network: Duration,
    /// Endpoints Snyk says it will switch off.
    pub warnings: Vec<Sunset>,
}

/// Snyk announced the end of an endpoint's release (headers `sunset` and `deprecation`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sunset {
    /// The path with ids replaced: `/orgs/{id}/issues`.
    pub endpoint: String,
    /// The day it ends, as Snyk writes it (`YYYY-MM-DD`).
    pub date: String,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) requests: AtomicU64,
    pub(crate) throttled: AtomicU64,
    pub(crate) retries: AtomicU64,
    pub(crate) bytes: AtomicU64,
    waits: Stopwatch<2>,
    warnings: Mutex<BTreeSet<Sunset>>,
}

impl Counters {
    pub(crate) fn add(counter: &AtomicU64, amount: u64) {
        counter.fetch_add(amount, Ordering::Relaxed);
    }

    /// A request waits for the gate until this is dropped.
    pub(crate) fn at_the_gate(&self) -> Lap<'_, 2> {
        self.waits.begin(GATE)
    }

    /// A request is under way until this is dropped.
    pub(crate) fn on_the_network(&self) -> Lap<'_, 2> {
        self.waits.begin(NETWORK)
    }

    /// Notes a sunset; `true` the first time.
    pub(crate) fn warn(&self, path: &str, date: &str) -> bool {
        let notice = Sunset { endpoint: without_ids(path), date: date.chars().take(40).collect() };
        let mut warnings = self.warnings.lock().unwrap_or_else(PoisonError::into_inner);
        warnings.len() < MOST_NOTICES && warnings.insert(notice)
    }

    pub(crate) fn snapshot(&self) -> Stats {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let [waited_for_network, waited_for_gate] = self.waits.spent();
        Stats {
            requests: read(&self.requests),
            throttled: read(&self.throttled),
            retries: read(&self.retries),
            bytes: read(&self.bytes),
            waited_for_gate,
            waited_for_network,
            warnings: self.warnings.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect(),
        }
    }
}

fn without_ids(path: &str) -> String {
    let segments = path.split('/').map(|segment| if uuid::Uuid::try_parse(segment).is_ok() { "{id}" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sunset_is_noted_once_per_endpoint_whatever_the_organization() {
        let counters = Counters::default();
        assert!(counters.warn("/orgs/0f5d4ffe-9a3e-4a0c-9c3b-1f0b6d5c7e21/issues", "2027-01-01"));
        assert!(!counters.warn("/orgs/1f5d4ffe-9a3e-4a0c-9c3b-1f0b6d5c7e22/issues", "2027-01-01"));
        let notice = Sunset { endpoint: "/orgs/{id}/issues".into(), date: "2027-01-01".into() };
        assert_eq!(counters.snapshot().warnings, [notice]);
    }
}

//! What was asked of the simulator.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use serde::Serialize;

/// How many requests are remembered one by one; a longer run forgets the oldest.
const REMEMBERED: usize = 200_000;

/// A request as it arrived. The token is never kept.
#[derive(Debug, Clone, Serialize)]
pub struct RequestRecord {
    /// `GET`, `POST`, …
    pub method: String,
    /// Path with `/rest` or `/v1`.
    pub path: String,
    /// Query string as sent; empty if there was none.
    pub query: String,
    /// Status answered; 0 for none (a hang), or while it is still being answered.
    pub status: u16,
    /// First word of the `Authorization` header, if there was one.
    pub scheme: Option<String>,
    /// Principal by name, such as `group_service_account`; `None` if the token was not recognized.
    pub principal: Option<String>,
    /// Milliseconds since the simulator started.
    pub at_ms: u64,
}

/// Numbers over everything since the start.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Requests to the API; `/_sim/…` is not counted.
    pub requests: u64,
    /// Requests by method and endpoint template, such as `GET /orgs/{org_id}/issues`.
    pub by_endpoint: BTreeMap<String, u64>,
    /// Answers by status; 0 for requests that were left without one.
    pub by_status: BTreeMap<u16, u64>,
    /// Answers 429, scripted ones included.
    pub throttled: u64,
    /// Requests sent while the caller had to be silent, those already on their way not counted.
    pub requests_during_silence: u64,
    /// Most requests under way at once.
    pub peak_in_flight: u64,
    /// Bytes of body sent.
    pub bytes: u64,
    /// REST requests that had no `version`.
    pub without_version: u64,
    /// Requests with the same parameter given twice that may be given once.
    pub repeated_parameters: u64,
    /// Most requests in any one second.
    pub peak_per_second: u64,
    /// Most requests in any sixty seconds.
    pub peak_per_minute: u64,
    /// Faults that fired.
    pub faults_fired: u64,
}

/// The log behind [`Stats`].
#[derive(Debug)]
pub(crate) struct Log {
    started: Instant,
    pub(crate) stats: Stats,
    pub(crate) in_flight: u64,
    records: VecDeque<RequestRecord>,
    dropped: u64,
    second: VecDeque<Instant>,
    minute: VecDeque<Instant>,
}

impl Log {
    pub(crate) fn new() -> Self {
        Self {
            started: Instant::now(),
            stats: Stats::default(),
            in_flight: 0,
            records: VecDeque::new(),
            dropped: 0,
            second: VecDeque::new(),
            minute: VecDeque::new(),
        }
    }

    /// A request has arrived. The number names it in [`Log::end`].
    pub(crate) fn begin(&mut self, mut record: RequestRecord, template: &str, now: Instant) -> u64 {
        record.at_ms = now.saturating_duration_since(self.started).as_millis() as u64;
        self.stats.requests += 1;
        *self.stats.by_endpoint.entry(format!("{} {template}", record.method)).or_default() += 1;
        self.in_flight += 1;
        self.stats.peak_in_flight = self.stats.peak_in_flight.max(self.in_flight);
        let peak = |log: &mut VecDeque<Instant>, span: u64, most: &mut u64| {
            log.push_back(now);
            while log.front().is_some_and(|first| now.saturating_duration_since(*first) >= Duration::from_secs(span)) {
                log.pop_front();
            }
            *most = (*most).max(log.len() as u64);
        };
        peak(&mut self.second, 1, &mut self.stats.peak_per_second);
        peak(&mut self.minute, 60, &mut self.stats.peak_per_minute);
        if self.records.len() == REMEMBERED {
            self.records.pop_front();
            self.dropped += 1;
        }
        self.records.push_back(record);
        self.dropped + self.records.len() as u64 - 1
    }

    /// The answer to request `number` is on its way (status 0: there will be none).
    pub(crate) fn end(&mut self, number: u64, status: u16, principal: Option<&str>, bytes: u64) {
        self.in_flight = self.in_flight.saturating_sub(1);
        self.stats.bytes += bytes;
        *self.stats.by_status.entry(status).or_default() += 1;
        self.stats.throttled += u64::from(status == 429);
        let at = number.checked_sub(self.dropped).map(|at| at as usize);
        if let Some(record) = at.and_then(|at| self.records.get_mut(at)) {
            record.status = status;
            record.principal = principal.map(str::to_owned);
        }
    }

    pub(crate) fn records(&self) -> Vec<RequestRecord> {
        self.records.iter().cloned().collect()
    }
}

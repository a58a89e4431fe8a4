//! What a run did.

use serde::Serialize;
use std::collections::BTreeMap;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Every scan finished: the tables hold what the API listed.
    Succeeded,
    /// Some scans did not finish; the others are complete (P11).
    Partial,
    /// Nothing could be relied on: the run stopped.
    Failed,
    /// Somebody asked to stop.
    Cancelled,
}

impl Status {
    /// The word in reports and in the bookkeeping.
    pub fn word(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Partial => "partial",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What one stream did in a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct StreamReport {
    /// Rows received.
    pub rows: u64,
    /// Rows that were new or differ.
    pub changed: u64,
    /// Rows marked as removed.
    pub removed: u64,
    /// Pages read.
    pub pages: u64,
    /// Scans that finished.
    pub scans: u64,
    /// Scans that did not.
    pub failed_scans: u64,
}

/// Where a run's wall time went, in milliseconds. While pages are written the next ones are fetched, so that `store_ms` lies
/// beside the other two and does not add up with them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Waits {
    /// In which requests waited for the pace or a throttle, and none was under way.
    pub gate_ms: u64,
    /// In which at least one request was under way.
    pub network_ms: u64,
    /// In which at least one commit or sweep was under way.
    pub store_ms: u64,
}

/// Something that kept a scan from finishing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The stream.
    pub stream: String,
    /// The organization or group, by name.
    pub scope: String,
    /// The stable word for it.
    pub code: String,
    /// What happened, in a sentence.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// What Snyk or the network said, and its request id.
    pub why: String,
}

/// What a run did. The JSON form is a promise to scripts: fields are only added.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// How it ended.
    pub status: Status,
    /// The connection's name.
    pub connection: String,
    /// The run's id in `windlass_runs`.
    pub run: String,
    /// `full`, or `incremental` where a scan asked only for changes.
    pub mode: &'static str,
    /// Requests sent.
    pub requests: u64,
    /// Answers 429 among them.
    pub throttled: u64,
    /// Requests that were repeated.
    pub retries: u64,
    /// Wall time in milliseconds.
    pub duration_ms: u64,
    /// Where the time went.
    pub waited: Waits,
    /// Per stream, by name.
    pub streams: BTreeMap<&'static str, StreamReport>,
    /// What kept scans from finishing.
    pub errors: Vec<Failure>,
    /// What a person should know though nothing failed.
    pub warnings: Vec<String>,
}

impl Report {
    /// The rows received by a stream.
    pub fn rows(&self, stream: &str) -> u64 {
        self.streams.get(stream).map_or(0, |report| report.rows)
    }
}

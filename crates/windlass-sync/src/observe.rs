//! What happens during a run, told to whoever shows it.

use crate::Basis;
use windlass_snyk::{Budget, Stats};

/// Something happened.
#[derive(Debug, Clone)]
pub enum Progress<'a> {
    /// A stream's scans are known.
    Planned {
        /// The stream.
        stream: &'static str,
        /// Scans added to it.
        scans: u64,
        /// Rows to expect, where an earlier run tells, and no more scans are to come.
        rows: Option<u64>,
        /// Whether more scans of it are to come, as far as anybody knows.
        more: bool,
    },
    /// How much some streams are going to read.
    Estimated {
        /// The streams.
        streams: &'a [&'static str],
        /// Pages; at least so many.
        pages: u64,
        /// From what that is known.
        basis: Basis,
        /// What is left of the pace.
        budget: Budget,
    },
    /// One or more pages were committed.
    Page {
        /// The stream.
        stream: &'static str,
        /// The scope's name.
        scope: &'a str,
        /// Rows on them.
        rows: u64,
        /// Rows among them that were new or differ.
        changed: u64,
        /// The client's counters.
        stats: Stats,
        /// What is left of the pace.
        budget: Budget,
    },
    /// A scan ended.
    ScanEnded {
        /// The stream.
        stream: &'static str,
        /// The scope's name.
        scope: &'a str,
        /// Rows marked as removed.
        removed: u64,
        /// The code and the sentence of what ended it early.
        failed: Option<(&'static str, &'a str)>,
    },
}

/// Whoever shows what happens. Called from many tasks; must not block.
pub trait Observer: Send + Sync {
    /// Takes note.
    fn observe(&self, progress: &Progress<'_>);
}

/// Shows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {
    fn observe(&self, _: &Progress<'_>) {}
}

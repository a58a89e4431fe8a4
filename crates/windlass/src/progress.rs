//! A run as it happens: bars on a terminal, plain lines elsewhere, nothing for machines.

use crate::ages::{counted, thousands};
use crate::render::{err, tame};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use windlass_snyk::Budget;
use windlass_sync::{Observer, Progress, Silent};

/// Who shows the run.
pub(crate) fn observer(json: bool) -> Box<dyn Observer> {
    if json {
        Box::new(Silent)
    } else if std::io::stderr().is_terminal() {
        Box::new(Bars::default())
    } else {
        Box::new(Lines::default())
    }
}

/// What a stream has done so far.
#[derive(Default)]
struct Tally {
    scans: u64,
    ended: u64,
    failed: u64,
    expected: Option<u64>,
    rows: u64,
    changed: u64,
    removed: u64,
}

impl Tally {
    fn take(&mut self, progress: &Progress<'_>) {
        match progress {
            Progress::Planned { scans, rows, .. } => {
                self.scans += scans;
                self.expected = match (self.expected, rows) {
                    (Some(known), Some(more)) => Some(known + more),
                    (None, more) => *more,
                    (known, None) => known,
                };
            }
            Progress::Page { rows, changed, .. } => {
                self.rows += rows;
                self.changed += changed;
            }
            Progress::ScanEnded { removed, failed, .. } => {
                self.ended += 1;
                self.failed += u64::from(failed.is_some());
                self.removed += removed;
            }
        }
    }

    fn numbers(&self) -> String {
        let mut text = format!("{}, {} changed", counted(self.rows, "row"), thousands(self.changed));
        if self.removed > 0 {
            text.push_str(&format!(", {} removed", thousands(self.removed)));
        }
        if self.failed > 0 {
            text.push_str(&format!(", {} failed", counted(self.failed, "scan")));
        }
        text
    }
}

fn stream_of(progress: &Progress<'_>) -> &'static str {
    match progress {
        Progress::Planned { stream, .. } | Progress::Page { stream, .. } | Progress::ScanEnded { stream, .. } => stream,
    }
}

/// A line a stream, when all its scans have ended.
#[derive(Default)]
struct Lines(Mutex<BTreeMap<&'static str, Tally>>);

impl Observer for Lines {
    fn observe(&self, progress: &Progress<'_>) {
        let mut tallies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let stream = stream_of(progress);
        let tally = tallies.entry(stream).or_default();
        tally.take(progress);
        if let Progress::ScanEnded { scope, failed: Some((code, message)), .. } = progress {
            err(&tame(&format!("{stream}: {scope}: {message} ({code})")));
        }
        if matches!(progress, Progress::ScanEnded { .. }) && tally.ended == tally.scans {
            err(&format!("{stream}: {}", tally.numbers()));
        }
    }
}

/// A bar a stream.
#[derive(Default)]
struct Bars {
    all: MultiProgress,
    state: Mutex<BTreeMap<&'static str, (ProgressBar, Tally)>>,
}

impl Observer for Bars {
    fn observe(&self, progress: &Progress<'_>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let stream = stream_of(progress);
        let (bar, tally) = state.entry(stream).or_insert_with(|| {
            let bar = self.all.add(ProgressBar::new(0));
            bar.set_prefix(stream);
            (bar, Tally::default())
        });
        tally.take(progress);
        match progress {
            Progress::Planned { .. } => match tally.expected {
                Some(rows) if rows > 0 => {
                    bar.set_style(style("{prefix:<14} {bar:24} {percent:>3}%  eta {eta}  {msg}"));
                    bar.set_length(rows);
                }
                Some(_) | None => {
                    bar.set_style(style("{prefix:<14} {bar:24} {pos}/{len} scans  {msg}"));
                    bar.set_length(tally.scans);
                }
            },
            Progress::Page { stats, budget, .. } => {
                if tally.expected.is_some_and(|rows| rows > 0) {
                    bar.set_length(bar.length().unwrap_or(0).max(tally.rows));
                    bar.set_position(tally.rows);
                }
                bar.set_message(format!("{}, {} requests{}", tally.numbers(), stats.requests, left(budget)));
            }
            Progress::ScanEnded { scope, failed, .. } => {
                if let Some((code, message)) = failed {
                    let _ = self.all.println(tame(&format!("{stream}: {scope}: {message} ({code})")));
                }
                if tally.expected.is_none_or(|rows| rows == 0) {
                    bar.set_position(tally.ended);
                }
                if tally.ended == tally.scans {
                    bar.set_length(bar.position().max(1));
                    bar.set_position(bar.position().max(1));
                    bar.abandon_with_message(tally.numbers());
                }
            }
        }
    }
}

/// What is left of the pace.
fn left(budget: &Budget) -> String {
    match (budget.closed_for, budget.remaining) {
        (Some(closed), _) => format!(", throttled: waiting {} s", closed.as_secs().max(1)),
        (None, Some(remaining)) => format!(", {remaining} left in the minute"),
        (None, None) => String::new(),
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("━╸ ")
}

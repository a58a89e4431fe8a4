//! A run as it happens: bars on a terminal, plain lines elsewhere, nothing for machines.

use crate::ages::{counted, duration, thousands};
use crate::render::{err, tame};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use windlass_snyk::{Budget, Client};
use windlass_sync::{Basis, Observer, Progress, Silent, least_time};

/// Shows a run, and that nothing happens because Snyk throttles.
pub(crate) trait Screen: Observer {
    /// Snyk throttles the token: nothing is sent for so much longer. Told once a closure and then every second.
    fn throttled(&self, left: Duration, first: bool);

    /// The throttle is over.
    fn goes_on(&self) {}
}

/// Who shows the run.
pub(crate) fn screen(json: bool) -> Arc<dyn Screen> {
    if json {
        Arc::new(Silent)
    } else if std::io::stderr().is_terminal() {
        Arc::new(Bars::default())
    } else {
        Arc::new(Lines::default())
    }
}

/// Who says that Snyk throttles, for a command that shows nothing else.
pub(crate) fn lines(json: bool) -> Arc<dyn Screen> {
    if json { Arc::new(Silent) } else { Arc::new(Lines::default()) }
}

/// How often to look whether Snyk throttles.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// A wait that is worth a word.
const LONG: Duration = Duration::from_secs(1);

/// Looks at the gate until dropped: a command that waits for a minute in silence looks as if it hung.
pub(crate) struct Watch(tokio::task::JoinHandle<()>);

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Tells `screen` while Snyk throttles the client's token.
pub(crate) fn watch(client: &Client, screen: Arc<dyn Screen>) -> Watch {
    let client = client.clone();
    Watch(tokio::spawn(async move {
        let mut was_closed = false;
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            match client.budget().closed_for {
                Some(left) if was_closed || left >= LONG => {
                    screen.throttled(left, !was_closed);
                    was_closed = true;
                }
                Some(_) => {}
                None if was_closed => {
                    screen.goes_on();
                    was_closed = false;
                }
                None => {}
            }
        }
    }))
}

fn throttle(left: Duration) -> String {
    format!("Snyk throttles this token: sending nothing for another {} s", left.as_secs_f64().ceil())
}

/// What is going to be read and how long that takes at least, where it takes long enough for a word.
fn estimate(streams: &[&str], pages: u64, basis: Basis, budget: &Budget) -> Option<String> {
    let least = least_time(pages, budget).filter(|least| *least >= LONG)?;
    let streams = streams.join(", ");
    let pages = counted(pages, "page");
    let pages = match basis {
        Basis::Rows => format!("{streams}: about {pages} to read"),
        Basis::OpenIssues => format!("{streams}: {pages} of open issues to read, and those resolved or ignored"),
        Basis::Lists => format!("{streams}: {pages} to read, or more: how many is not known"),
    };
    let limit = budget.limit.map(thousands).unwrap_or_default();
    let least = duration(u64::try_from(least.as_millis()).unwrap_or(u64::MAX));
    Some(format!("{pages}; at least {least} at Snyk's limit of {limit} requests a minute"))
}

impl Screen for Silent {
    fn throttled(&self, _: Duration, _: bool) {}
}

/// What a stream has done so far.
#[derive(Default)]
struct Tally {
    scans: u64,
    ended: u64,
    failed: u64,
    /// Whether scans are to come that are not known yet.
    more: bool,
    expected: Option<u64>,
    rows: u64,
    changed: u64,
    removed: u64,
}

impl Tally {
    fn take(&mut self, progress: &Progress<'_>) {
        match progress {
            Progress::Estimated { .. } => {}
            Progress::Planned { scans, rows, more, .. } => {
                self.scans += scans;
                self.more = *more;
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

    /// Whether all scans have ended, and this was the last thing to know of them.
    fn is_over(&self, progress: &Progress<'_>) -> bool {
        let may_be_last = matches!(progress, Progress::Planned { .. } | Progress::ScanEnded { .. });
        may_be_last && !self.more && self.scans > 0 && self.ended == self.scans
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

/// The stream that it is about, where it is about one.
fn stream_of(progress: &Progress<'_>) -> Option<&'static str> {
    match progress {
        Progress::Estimated { .. } => None,
        Progress::Planned { stream, .. } | Progress::Page { stream, .. } | Progress::ScanEnded { stream, .. } => {
            Some(stream)
        }
    }
}

fn estimated(progress: &Progress<'_>) -> Option<String> {
    match progress {
        Progress::Estimated { streams, pages, basis, budget } => estimate(streams, *pages, *basis, budget),
        Progress::Planned { .. } | Progress::Page { .. } | Progress::ScanEnded { .. } => None,
    }
}

/// A line a stream, when all its scans have ended.
#[derive(Default)]
struct Lines(Mutex<BTreeMap<&'static str, Tally>>);

impl Observer for Lines {
    fn observe(&self, progress: &Progress<'_>) {
        let Some(stream) = stream_of(progress) else { return estimated(progress).iter().for_each(|line| err(line)) };
        let mut tallies = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tally = tallies.entry(stream).or_default();
        tally.take(progress);
        if let Progress::ScanEnded { scope, failed: Some((code, message)), .. } = progress {
            err(&tame(&format!("{stream}: {scope}: {message} ({code})")));
        }
        if tally.is_over(progress) {
            err(&format!("{stream}: {}", tally.numbers()));
        }
    }
}

impl Screen for Lines {
    fn throttled(&self, left: Duration, first: bool) {
        if first {
            err(&format!("{} …", throttle(left)));
        }
    }
}

/// A bar a stream.
#[derive(Default)]
struct Bars {
    all: MultiProgress,
    /// Below the bars, while Snyk throttles.
    gate: Mutex<Option<ProgressBar>>,
    state: Mutex<BTreeMap<&'static str, (ProgressBar, Tally)>>,
}

impl Observer for Bars {
    fn observe(&self, progress: &Progress<'_>) {
        let Some(stream) = stream_of(progress) else { return self.estimated(progress) };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (bar, tally) = state.entry(stream).or_insert_with(|| {
            let bar = self.all.add(ProgressBar::new(0));
            bar.set_prefix(stream);
            (bar, Tally::default())
        });
        tally.take(progress);
        match progress {
            Progress::Estimated { .. } => {}
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
            }
        }
        if tally.is_over(progress) {
            bar.set_length(bar.position().max(1));
            bar.set_position(bar.position().max(1));
            bar.abandon_with_message(tally.numbers());
        }
    }
}

impl Bars {
    /// The estimate above the bars, and in those that it is about until their first page comes.
    fn estimated(&self, progress: &Progress<'_>) {
        let (Some(line), Progress::Estimated { streams, .. }) = (estimated(progress), progress) else { return };
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let least = line.split_once("; ").and_then(|(_, least)| least.split_once(" at Snyk")).map(|(least, _)| least);
        for (bar, _) in streams.iter().filter_map(|stream| state.get(stream)) {
            bar.set_message(least.unwrap_or_default().to_owned());
        }
        let _ = self.all.println(line);
    }
}

impl Screen for Bars {
    fn throttled(&self, left: Duration, _: bool) {
        let mut gate = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
        let bar = gate.get_or_insert_with(|| {
            let bar = self.all.add(ProgressBar::new_spinner());
            bar.set_style(style("{msg}"));
            bar
        });
        bar.set_message(throttle(left));
        bar.tick();
    }

    fn goes_on(&self) {
        if let Some(bar) = self.gate.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
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

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: Budget = Budget { remaining: Some(1_620), limit: Some(1_620), closed_for: None };

    #[test]
    fn an_estimate_is_a_lower_bound_and_says_from_what_it_is_known() {
        let told = |pages, basis| estimate(&["issues"], pages, basis, &BUDGET);
        let limit = "at Snyk's limit of 1,620 requests a minute";
        assert_eq!(
            told(3_000, Basis::Rows),
            Some(format!("issues: about 3,000 pages to read; at least 1 min 8 s {limit}"))
        );
        let open = "issues: 3,000 pages of open issues to read, and those resolved or ignored";
        assert_eq!(told(3_000, Basis::OpenIssues), Some(format!("{open}; at least 1 min 8 s {limit}")));
        let lists = "issues: 400 pages to read, or more: how many is not known; at least 2.5 s";
        assert_eq!(told(400, Basis::Lists), Some(format!("{lists} {limit}")));
        assert_eq!(told(20, Basis::Rows), None, "not worth a word");
        assert_eq!(estimate(&["issues"], 9_000, Basis::Rows, &Budget { limit: None, ..BUDGET }), None);
    }

    #[test]
    fn a_stream_is_over_when_no_more_scans_are_to_come_and_all_have_ended() {
        let mut tally = Tally::default();
        let mut is_over = |progress: Progress<'_>| {
            tally.take(&progress);
            tally.is_over(&progress)
        };
        let planned = |scans, more| Progress::Planned { stream: "projects", scans, rows: None, more };
        let ended = || Progress::ScanEnded { stream: "projects", scope: "acme", removed: 0, failed: None };
        assert!(!is_over(planned(1, true)) && !is_over(ended()), "organizations are still being listed");
        assert!(is_over(planned(0, false)), "they are not any more");
        assert!(!is_over(planned(1, false)) && is_over(ended()));
        assert!(!Tally::default().is_over(&planned(0, false)), "nothing to scan is nothing to tell of");
    }

    #[test]
    fn a_throttle_says_how_long_it_lasts() {
        let told = throttle(Duration::from_millis(41_200));
        assert_eq!(told, "Snyk throttles this token: sending nothing for another 42 s");
    }
}

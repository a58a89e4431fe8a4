//! Which walk a scan makes. Pure: cursors and a clock in, a decision out.

use crate::{Sharding, lanes};
use std::time::Duration;
use windlass_model::Timestamp;
use windlass_store::books::{CursorRow, ShardRow};
use windlass_store::{Mode, Scan, ScanKey, Scope};
use windlass_streams::Stream;

/// How a run is to be done.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether everything is walked, whatever earlier runs saw.
    pub full: bool,
    /// The streams to sync, by name; `None` for all. Organizations are always listed.
    pub streams: Option<Vec<&'static str>>,
    /// How long issues are asked for by change before they are walked in full again. An incremental walk cannot see
    /// what vanished.
    pub full_every: Duration,
    /// How far an incremental walk reaches back behind what was already seen, for changes that Snyk lists late.
    pub overlap: Duration,
    /// How long after its start a walk of issues is still resumed; an older one starts anew.
    pub resume_within: Duration,
    /// Most requests at a time. Fewer are made where fewer keep the pace.
    pub concurrency: usize,
    /// Whether long lists are cut into shards that are walked at the same time.
    pub shards: bool,
    /// How they are cut.
    pub sharding: Sharding,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            full: false,
            streams: None,
            full_every: Duration::from_secs(24 * 3600),
            overlap: Duration::from_secs(600),
            resume_within: Duration::from_secs(24 * 3600),
            concurrency: lanes::MOST,
            shards: true,
            sharding: Sharding::default(),
        }
    }
}

impl Options {
    /// Whether a stream is to be synced.
    pub fn wants(&self, stream: &str) -> bool {
        self.streams.as_ref().is_none_or(|wanted| wanted.contains(&stream))
    }
}

/// Where a scan starts.
#[derive(Debug)]
pub(crate) enum Start {
    /// Goes on behind the last page that an earlier run committed.
    Resumed(Scan),
    /// From the first page.
    Anew(Scan),
}

/// How long after its start a walk is still resumed that cannot ask for what changed meanwhile: what stands on the pages it
/// has read is then taken for what Snyk lists now. A walk of that length is read anew in about as long.
const UNCHANGED: Duration = Duration::from_secs(900);

/// How long after its start a walk is resumed. Lists that other scans depend on are short and are walked anew: half a list from
/// yesterday is worth little.
fn resumed_for(stream: &Stream, scope: &Scope, options: &Options) -> Duration {
    match (scope, stream.changed_after) {
        (Scope::Token, _) => Duration::ZERO,
        (Scope::Group(_) | Scope::Organization(_), Some(_)) => options.resume_within,
        (Scope::Group(_) | Scope::Organization(_), None) | (Scope::Project(..), _) => {
            options.resume_within.min(UNCHANGED)
        }
    }
}

/// Decides where a scan starts and what it asks for. `shards` are those of the walk that `known` tells of; `walk` is the number
/// a new walk would get.
pub(crate) fn start(
    stream: &Stream,
    key: ScanKey,
    known: Option<&CursorRow>,
    shards: &[ShardRow],
    now: Timestamp,
    walk: i64,
    options: &Options,
) -> Start {
    if let Some(cursor) = known
        && within(cursor.started_at, now, resumed_for(stream, &key.scope, options))
        && !cursor.full_due
        && !options.full
        && let Some(scan) = Scan::resume(key.clone(), cursor.clone(), shards)
    {
        return Start::Resumed(scan);
    }
    let incremental = is_incremental(stream, &key.scope, known, now, options);
    let mode = if incremental { Mode::Incremental } else { Mode::Full };
    Start::Anew(Scan::begin(key, mode, walk, now, known))
}

/// Whether a walk that begins now asks only for changes.
pub(crate) fn is_incremental(
    stream: &Stream,
    scope: &Scope,
    known: Option<&CursorRow>,
    now: Timestamp,
    options: &Options,
) -> bool {
    stream.changed_after.is_some()
        && !options.full
        && !matches!(scope, Scope::Project(..))
        && known.is_some_and(|cursor| {
            !cursor.full_due
                && cursor.watermark.is_some()
                && cursor.full_finished_at.is_some_and(|finished| within(finished, now, options.full_every))
        })
}

/// Whether a run walks a list, where no other list tells that it changed.
pub(crate) fn is_due(stream: &Stream, known: Option<&CursorRow>, now: Timestamp, options: &Options) -> bool {
    stream.told_by.is_none()
        || options.full
        || options.streams.is_some()
        || !known.is_some_and(|cursor| {
            !cursor.full_due
                && cursor.finished_at.is_some()
                && cursor.full_finished_at.is_some_and(|finished| within(finished, now, options.full_every))
        })
}

/// Whether `now` is at most `length` after `then`. A clock that went back counts as "no": better to read once more.
fn within(then: Timestamp, now: Timestamp, length: Duration) -> bool {
    Duration::try_from(now.duration_since(then)).is_ok_and(|passed| passed < length)
}

/// The moment an incremental walk asks for, in the form the query wants.
pub(crate) fn changed_after(watermark: Timestamp, overlap: Duration) -> String {
    watermark.checked_sub(overlap).unwrap_or(watermark).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use windlass_model::ConnectionId;
    use windlass_streams::stream;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn key() -> ScanKey {
        let connection = ConnectionId::parse("6f1c8f5e-95a1-4bd4-8b8c-3e4a5b9c0d11").unwrap();
        ScanKey { connection, stream: "issues", scope: Scope::Organization("o1".to_owned()) }
    }

    fn finished(at_hour: &str) -> CursorRow {
        let finished = at(&format!("2026-01-01T{at_hour}:00:00Z"));
        CursorRow {
            mode: "full".to_owned(),
            started_at: finished,
            finished_at: Some(finished),
            full_finished_at: Some(finished),
            watermark: Some(finished),
            ..CursorRow::default()
        }
    }

    fn mode(known: Option<&CursorRow>, options: &Options) -> (bool, Mode) {
        let issues = stream("issues").unwrap();
        match start(issues, key(), known, &[], at("2026-01-02T12:00:00Z"), 7, options) {
            Start::Resumed(scan) => (true, scan.mode()),
            Start::Anew(scan) => (false, scan.mode()),
        }
    }

    #[test]
    fn the_first_walk_is_full_then_changes_until_a_day_has_passed() {
        let options = Options::default();
        assert_eq!(mode(None, &options), (false, Mode::Full));
        assert_eq!(mode(Some(&finished("13")), &options), (false, Mode::Incremental));
        assert_eq!(mode(Some(&finished("12")), &options), (false, Mode::Full), "24 hours have passed");
        let options = Options { full: true, ..options };
        assert_eq!(mode(Some(&finished("13")), &options), (false, Mode::Full));
    }

    #[test]
    fn a_full_walk_is_due_when_a_project_came_back() {
        let cursor = CursorRow { full_due: true, ..finished("13") };
        assert_eq!(mode(Some(&cursor), &Options::default()), (false, Mode::Full));
    }

    #[test]
    fn p3_a_walk_that_did_not_finish_is_resumed_unless_it_is_old() {
        let cursor = CursorRow {
            finished_at: None,
            next: Some("/orgs/o1/issues?starting_after=v1.x".to_owned()),
            ..finished("13")
        };
        assert_eq!(mode(Some(&cursor), &Options::default()), (true, Mode::Full));
        let old = CursorRow { started_at: at("2026-01-01T11:00:00Z"), ..cursor };
        assert!(!mode(Some(&old), &Options::default()).0);
    }

    #[test]
    fn p3_a_list_that_cannot_be_asked_for_changes_is_resumed_for_a_quarter_of_an_hour() {
        let started = at("2026-01-02T12:00:00Z");
        let cursor = CursorRow {
            mode: "full".to_owned(),
            next: Some("/orgs/o1/projects?starting_after=v1.x".to_owned()),
            started_at: started,
            ..CursorRow::default()
        };
        let resumed = |name: &str, minutes: u64| {
            let now = started + Duration::from_secs(minutes * 60);
            let start = start(stream(name).unwrap(), key(), Some(&cursor), &[], now, 7, &Options::default());
            matches!(start, Start::Resumed(_))
        };
        assert!(resumed("projects", 14) && resumed("issues", 14));
        assert!(!resumed("projects", 15) && resumed("issues", 15));
    }

    #[test]
    fn a_clock_that_went_back_costs_a_full_walk_and_no_more() {
        let ahead = CursorRow { full_finished_at: Some(at("2027-01-01T00:00:00Z")), ..finished("13") };
        assert_eq!(mode(Some(&ahead), &Options::default()), (false, Mode::Full));
    }

    #[test]
    fn the_overlap_is_taken_off_the_watermark() {
        let asked = changed_after(at("2026-01-02T12:00:00.5Z"), Duration::from_secs(600));
        assert_eq!(asked, "2026-01-02T11:50:00.5Z");
    }
}

//! P3: stopped at any moment, the next run goes on from the cursor and ends in the same state.

use crate::support::{World, assert_same};
use std::collections::HashMap;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use windlass_sim::{Fault, Limits, LinkForm, LinkStyle, Sim};
use windlass_sync::{Cancel, Observer, Progress, Status};

/// What tells one database from another that holds the same.
/// The simulator's port is in the addresses.
pub(crate) const OWN: &[&str] = &["synced_at", "seen_in", "run_id", "url", "content_hash"];

/// Asks to stop after so many pages of a stream.
struct StopAfter {
    stream: &'static str,
    commits: AtomicU64,
    last: u64,
    cancel: Cancel,
}

impl Observer for StopAfter {
    fn observe(&self, progress: &Progress<'_>) {
        if let Progress::Page { stream, .. } = progress
            && *stream == self.stream
            && self.commits.fetch_add(1, Ordering::Relaxed) + 1 == self.last
        {
            self.cancel.cancel();
        }
    }
}

/// Asks to stop when so many rows of one list of a stream are written.
struct StopBehind {
    stream: &'static str,
    rows: u64,
    written: Mutex<HashMap<String, u64>>,
    cancel: Cancel,
}

impl Observer for StopBehind {
    fn observe(&self, progress: &Progress<'_>) {
        let Progress::Page { stream, scope, rows, .. } = progress else { return };
        if *stream != self.stream {
            return;
        }
        let mut written = self.written.lock().unwrap();
        let of_list = written.entry((*scope).to_owned()).or_default();
        *of_list += rows;
        if *of_list >= self.rows {
            self.cancel.cancel();
        }
    }
}

/// A future that is dropped after it was polled so often.
struct Mortal<F> {
    inner: Option<F>,
    polls: u64,
}

impl<F: Future + Unpin> Future for Mortal<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.polls == 0 {
            self.inner = None;
            return Poll::Ready(None);
        }
        self.polls -= 1;
        let Some(inner) = &mut self.inner else { return Poll::Ready(None) };
        Pin::new(inner).poll(context).map(Some)
    }
}

async fn world(sizes: &[(u64, u64)]) -> World {
    let builder = Sim::builder().seed(9).organization_sizes(sizes).personal_organizations(0).growth_per_day(0.02);
    let links = LinkStyle::Fixed { form: LinkForm::Prefixed, object: false };
    let sim = builder.limits(Limits::none()).links(links).start().await.unwrap();
    World::new(sim, "group_service_account").await
}

const LONG_ISSUES: &[(u64, u64)] = &[(4, 300), (3, 240)];
const LONG_PROJECTS: &[(u64, u64)] = &[(320, 60), (3, 10)];

impl World {
    /// A run that is stopped after so many commits of a stream.
    pub(crate) async fn stopped_after(&mut self, stream: &'static str, commits: u64) {
        self.cancel = Cancel::default();
        let cancel = self.cancel.clone();
        self.stopped_by(&StopAfter { stream, commits: AtomicU64::new(0), last: commits, cancel }).await;
    }

    /// A run that is stopped when so many pages of one list of a stream are written, and no more can be: however slow the store
    /// is, the pages behind them do not come.
    async fn stopped_behind(&mut self, stream: &'static str, pages: u32) {
        self.cancel = Cancel::default();
        self.sim.fault(Fault::hang().on_path(format!("/{stream}")).on_pages(pages + 1, u32::MAX).always());
        let rows = u64::from(pages) * 100;
        self.stopped_by(&StopBehind { stream, rows, written: Mutex::default(), cancel: self.cancel.clone() }).await;
        self.sim.clear_faults();
    }

    async fn stopped_by(&mut self, observer: &dyn Observer) {
        let client = self.client();
        let mut plan = self.plan(&client);
        plan.observer = observer;
        let report = plan.run().await.unwrap();
        assert_eq!(report.status, Status::Cancelled, "{:?}", report.errors);
        self.cancel = Cancel::default();
    }

    /// A run that is dropped after so many polls; whether it ended before.
    pub(crate) async fn dropped_after(&self, polls: u64) -> bool {
        let client = self.client();
        let run = pin!(self.plan(&client).run());
        Mortal { inner: Some(run), polls }.await.is_some()
    }

    /// The pages of a list that were asked for since a request, as the query's cursor; `None` for a first page.
    fn asked_since(&self, first: usize, path: &str) -> Vec<Option<String>> {
        let requests = self.sim.requests();
        let of_list = requests[first..].iter().filter(|request| request.path.ends_with(path));
        of_list
            .map(|request| {
                request.query.split('&').find_map(|pair| pair.strip_prefix("starting_after=").map(ToOwned::to_owned))
            })
            .collect()
    }

    async fn next_cursor(&self, stream: &str) -> Option<String> {
        let sql = format!("select next from windlass_cursors where stream = '{stream}' and next is not null");
        self.rows(&sql).await.into_iter().next()?.remove(0)
    }
}

#[tokio::test]
async fn p3_a_walk_that_was_stopped_goes_on_behind_the_last_page_that_was_committed() {
    for (stream, path, sizes) in [("issues", "/issues", LONG_ISSUES), ("projects", "/projects", LONG_PROJECTS)] {
        let whole = world(sizes).await;
        whole.synced().await;
        let pages = whole.number(&format!("select max(pages) from windlass_run_scans where stream = '{stream}'")).await;
        for pages_read in 1..3 {
            let mut world = world(sizes).await;
            world.stopped_behind(stream, pages_read).await;
            let next = world.next_cursor(stream).await.expect("the walk was stopped in its middle");
            let covered = world
                .number(&format!("select pages from windlass_cursors where stream = '{stream}' and next is not null"))
                .await;
            let rows = world.number(&format!("select count(*) from snyk_{stream} where removed_at is null")).await;
            assert!(rows >= covered * 100, "{rows} rows on {covered} pages");
            let first = world.sim.requests().len();
            world.synced().await;
            let asked = world.asked_since(first, path);
            let cursor = next.split('&').find_map(|pair| pair.strip_prefix("starting_after=")).map(ToOwned::to_owned);
            assert!(asked.contains(&cursor), "the page behind the last commit is asked for");
            if stream == "issues" {
                // What is left of the walk, and the changes since it began.
                let left = usize::try_from(pages - covered).unwrap();
                assert_eq!(asked.iter().position(|page| *page == cursor), Some(0), "{asked:?}");
                assert_eq!(asked.iter().filter(|page| page.is_none()).count(), 1, "one first page, of changes");
                assert!(asked.len() <= left + 1, "{asked:?}: {left} pages were left");
            }
            world.assert_exact().await;
            assert_same(&world.dump(OWN).await, &whole.dump(OWN).await, &format!("{stream} behind page {pages_read}"));
        }
    }
}

#[tokio::test]
async fn p3_a_run_that_dies_at_any_moment_ends_in_the_same_state() {
    let whole = world(LONG_ISSUES).await;
    whole.synced().await;
    whole.set_day(1.0);
    whole.synced().await;
    let expected = whole.dump(OWN).await;
    // Dies again and again, first after few polls, then after more, until a run survives.
    for (first, growth) in [(1, 3), (20, 4), (5, 7)] {
        let world = world(LONG_ISSUES).await;
        let mut deaths = 0;
        for day in [0.0, 1.0] {
            world.set_day(day);
            let mut polls = first;
            while !world.dropped_after(polls).await {
                polls += growth;
                deaths += 1;
            }
        }
        assert!(deaths > 1, "{deaths} deaths");
        assert_same(&world.dump(OWN).await, &expected, &format!("after {deaths} deaths"));
        world.assert_exact().await;
        let statuses = world.rows("select distinct status from windlass_runs order by 1").await.concat();
        assert_eq!(statuses, [Some("interrupted".to_owned()), Some("succeeded".to_owned())]);
        let running =
            world.number("select count(*) from windlass_runs where finished_at is null and status = 'running'");
        assert_eq!(running.await, 0);
    }
}

#[tokio::test]
async fn p3_a_resumed_walk_catches_what_changed_since_it_began() {
    for pages_read in 1..4 {
        let mut world = world(LONG_ISSUES).await;
        world.synced().await;
        world.set_day(1.0);
        world.stopped_behind("issues", pages_read).await;
        // Half a day later: issues on the pages that were read have changed, projects are gone, others are new.
        world.set_day(1.5);
        let report = world.synced().await;
        assert_eq!(report.warnings, [""; 0]);
        for name in ["organizations", "targets", "projects"] {
            world.assert_stream_exact(windlass_streams::stream(name).unwrap()).await;
        }
        let open = |issues: std::collections::BTreeMap<String, serde_json::Value>| {
            let open = |issue: &serde_json::Value| {
                issue["attributes"]["status"] == "open" && issue["attributes"]["ignored"] == false
            };
            issues.into_iter().filter(|(_, issue)| open(issue)).collect::<std::collections::BTreeMap<_, _>>()
        };
        let ours = open(world.rebuilt(windlass_streams::stream("issues").unwrap()).await);
        assert_eq!(ours, open(world.truth("issues")), "stopped behind page {pages_read}");
        world.synced_in_full().await;
        world.assert_exact().await;
    }
}

#[tokio::test]
async fn p3_a_resumed_walk_reads_again_what_vanished_from_the_pages_it_had_read() {
    let mut world = world(LONG_ISSUES).await;
    world.stopped_behind("issues", 2).await;
    // Open issues vanish all over the list, those on the first pages too, before Snyk's counts are read.
    world.options.concurrency = 1;
    world.sim.fault(Fault::rows_removed(40).on_path("/projects"));
    world.synced().await;
    let left = world.number("select count(*) from project_count_drift where differs").await;
    assert_eq!(left, 0, "projects still hold issues that Snyk no longer lists");
}

#[tokio::test]
async fn p3_a_list_that_cannot_be_asked_for_changes_is_not_resumed_when_it_is_old() {
    let mut world = world(LONG_PROJECTS).await;
    world.synced().await;
    world.set_day(20.0);
    world.stopped_behind("projects", 2).await;
    // Projects on the pages that were read are gone or have changed.
    world.set_day(20.9);
    world.synced().await;
    for name in ["targets", "projects"] {
        world.assert_stream_exact(windlass_streams::stream(name).unwrap()).await;
    }
}

//! P2: what happens to the database's file in the middle of a run is told, what was committed before it stays, and once it is over
//! the next run holds what Snyk lists.

use crate::support::World;
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use windlass_sim::{Limits, Sim};
use windlass_store::sqlite::Options;
use windlass_store::{Sqlite, Store};
use windlass_sync::{Observer, Progress, Report, Status, Sync, schema};

/// Does something to the file when so many commits were seen.
struct Saboteur<F> {
    left: AtomicI64,
    act: Mutex<Option<F>>,
}

impl<F: FnOnce() + Send> Observer for Saboteur<F> {
    fn observe(&self, progress: &Progress<'_>) {
        if matches!(progress, Progress::Page { .. }) && self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.act.lock().unwrap().take().unwrap()();
        }
    }
}

/// A store that takes the place of one that is closed.
async fn nowhere() -> Arc<dyn Store> {
    let elsewhere = tempfile::tempdir().unwrap();
    Arc::new(Sqlite::open(elsewhere.path().join("none.db")).await.unwrap())
}

async fn world() -> World {
    let builder = Sim::builder().seed(61).organization_sizes(&[(4, 180), (30, 450)]).personal_organizations(0);
    let sim = builder.limits(Limits::none()).start().await.unwrap();
    World::new(sim, "group_service_account").await
}

impl World {
    fn file(&self) -> PathBuf {
        self.home.file()
    }

    /// Closes the database and opens it again, as the next process does.
    async fn open(&mut self, options: Options) {
        self.store = nowhere().await;
        let store = Sqlite::open_with(self.file(), options).await.unwrap();
        store.migrate(&schema()).await.unwrap();
        self.store = Arc::new(store);
    }

    /// A run in which something happens behind the commit of that number.
    async fn sabotaged(&self, commits: i64, act: impl FnOnce() + Send) -> Report {
        let saboteur = Saboteur { left: AtomicI64::new(commits), act: Mutex::new(Some(act)) };
        let client = self.client();
        let report = Sync { observer: &saboteur, ..self.plan(&client) }.run().await.unwrap();
        assert!(saboteur.act.lock().unwrap().is_none(), "nothing happened to the file");
        report
    }

    async fn issues(&self) -> i64 {
        self.number("select count(*) from snyk_issues").await
    }
}

#[track_caller]
fn assert_failed(report: &Report, code: &str) {
    assert_eq!(report.status, Status::Failed, "{:?}", report.errors);
    assert_eq!(report.errors[0].code, code, "{:?}", report.errors);
    for error in &report.errors {
        assert!(!error.help.is_empty(), "{error:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p2_a_file_that_another_program_locks_fails_the_run_and_keeps_what_was_committed() {
    let mut world = world().await;
    world.open(Options { wait: Duration::from_millis(200), ..Options::default() }).await;
    let held = Arc::new(Mutex::new(None));
    let (path, holder) = (world.file(), Arc::clone(&held));
    let report = world
        .sabotaged(5, move || {
            let other = Connection::open(path).unwrap();
            other.busy_timeout(Duration::from_secs(30)).unwrap();
            other.execute_batch("begin immediate").unwrap();
            *holder.lock().unwrap() = Some(other);
        })
        .await;
    assert_failed(&report, "store_locked");
    let committed = world.number("select count(*) from snyk_projects").await;
    assert!(committed > 0, "what was committed before is gone");
    assert_eq!(world.number("select count(*) from snyk_issues where removed_at is not null").await, 0);
    assert_eq!(world.rows("select status from windlass_runs").await[0][0].as_deref(), Some("running"));
    held.lock().unwrap().take().unwrap().execute_batch("rollback").unwrap();
    world.synced().await;
    world.assert_exact().await;
    let runs = world.rows("select status from windlass_runs order by id").await.concat();
    assert_eq!(runs, [Some("interrupted".to_owned()), Some("succeeded".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn p2_a_full_disk_fails_the_run_and_the_next_one_with_room_goes_on() {
    let mut world = world().await;
    let pages: i64 =
        Connection::open(world.file()).unwrap().query_row("pragma page_count", [], |row| row.get(0)).unwrap();
    let max_pages = Some(u32::try_from(pages).unwrap() + 60);
    world.open(Options { max_pages, ..Options::default() }).await;
    let report = world.sync().await;
    assert_failed(&report, "disk_full");
    let committed =
        world.number("select (select count(*) from snyk_projects) + (select count(*) from snyk_issues)").await;
    assert!(committed > 0, "what fitted is gone");
    world.open(Options::default()).await;
    world.synced().await;
    world.assert_exact().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn p2_a_file_that_is_removed_or_replaced_while_it_is_written_to_is_no_success() {
    let removed = |path: PathBuf| std::fs::remove_file(path).unwrap();
    let replaced = |path: PathBuf| {
        let other = path.with_extension("other");
        std::fs::copy(&path, &other).unwrap();
        std::fs::rename(&other, &path).unwrap();
    };
    let with_its_folder = |path: PathBuf| std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
    let mut logs = 0;
    for (what, act) in [
        ("removed", removed as fn(PathBuf)),
        ("replaced", replaced as fn(PathBuf)),
        ("removed with its folder", with_its_folder as fn(PathBuf)),
    ] {
        let mut world = world().await;
        let path = world.file();
        let report = world.sabotaged(5, move || act(path)).await;
        assert_eq!(report.status, Status::Failed, "{what}: {:?}", report.errors);
        assert!(report.errors.iter().any(|error| error.code == "store_moved"), "{what}: {:?}", report.errors);
        // Without the file its log is worth nothing, and would be applied to whatever comes in its place.
        let log = world.file().with_extension("db-wal");
        if !world.file().exists() && log.exists() {
            world.store = nowhere().await;
            let refused = Sqlite::open(world.file()).await.map(drop).unwrap_err();
            assert_eq!(refused.code(), "store_corrupt", "{what}");
            assert!(log.exists() && !world.file().exists(), "{what}: something was made anew");
            std::fs::remove_file(log).unwrap();
            logs += 1;
        }
        world.open(Options::default()).await;
        world.synced().await;
        world.assert_exact().await;
        assert!(world.issues().await > 0, "{what}");
    }
    assert_eq!(logs, 1, "only where the file alone was removed is its log left");
}

#[tokio::test]
async fn p2_a_disk_that_fills_up_leaves_rows_and_cursors_that_agree() {
    for pages in [90, 120] {
        let mut world = crate::p2_atomic::world().await;
        let path = world.home.file().with_file_name("small.db");
        let small = Sqlite::open_with(&path, Options { max_pages: Some(pages), ..Options::default() }).await.unwrap();
        small.migrate(&schema()).await.unwrap();
        world.store = Arc::new(small);
        let report = world.sync().await;
        assert_eq!(report.status, Status::Failed, "{pages} pages");
        assert!(report.errors.iter().any(|error| error.code == "disk_full"), "{:?}", report.errors);
        world.assert_cursors_cover_rows(&format!("{pages} pages")).await;
        let before = world.number("select count(*) from snyk_issues").await;
        // Somebody made room.
        world.store = windlass_store::open(&format!("sqlite:{}", path.display())).await.unwrap();
        world.store.migrate(&schema()).await.unwrap();
        assert_eq!(world.number("select count(*) from snyk_issues").await, before);
        world.synced().await;
        world.assert_exact().await;
    }
}

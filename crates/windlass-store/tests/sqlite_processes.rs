//! Other processes: they read while we write, are killed half-way, hold locks, and may not do what root may.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "the helpers of tests panic as the tests do")]

mod world;

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use windlass_model::{ConnectionId, RunId};
use windlass_store::suite::tables::schema;
use windlass_store::suite::world::World;
use windlass_store::{Sqlite, Store};
use world::{Kept, page, world_in};

const ROLE: &str = "WINDLASS_TEST_ROLE";
const DATABASE: &str = "WINDLASS_TEST_DATABASE";
const CONNECTION: &str = "WINDLASS_TEST_CONNECTION";

/// A process that plays a role of [`the_child_process`], from this very program.
fn child(program: &Path, role: &str, database: &Path, connection: ConnectionId) -> Command {
    let mut command = Command::new(program);
    command
        .args(["--exact", "the_child_process", "--nocapture"])
        .env(ROLE, role)
        .env(DATABASE, database)
        .env(CONNECTION, connection.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

fn started(role: &str, database: &Path, connection: ConnectionId) -> Child {
    child(&std::env::current_exe().unwrap(), role, database, connection).spawn().unwrap()
}

/// Waits for a line that a child prints.
fn heard(child: &mut Child, wanted: &str) -> String {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.map(Result::unwrap).find(|line| line.contains(wanted)).expect("the child says so before it ends")
}

/// Not a test of its own: what the other tests start. Without a role it does nothing.
#[tokio::test]
async fn the_child_process() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let path = std::path::PathBuf::from(std::env::var_os(DATABASE).unwrap());
    let connection = ConnectionId::parse(&std::env::var(CONNECTION).unwrap()).unwrap();
    match role.as_str() {
        "write" => {
            let store: Arc<dyn Store> = Arc::new(Sqlite::open(&path).await.unwrap());
            store.migrate(&schema()).await.unwrap();
            let world = World { store, connection, run: RunId::next() };
            let from = Kept::of(&world).await.pages;
            println!("goes on after page {from}");
            for number in from + 1.. {
                world.store.commit(page(&world, number)).await.unwrap();
            }
        }
        "hold" => {
            let store = Sqlite::open(&path).await.unwrap();
            let _held = store.lock(connection).await.unwrap();
            println!("holds the lock");
            std::thread::sleep(Duration::from_secs(60));
        }
        "open" => {
            let outcome = Sqlite::open(&path).await;
            println!("outcome: {}", outcome.map_or_else(|error| error.code(), |_| "opened"));
        }
        other => panic!("no such role: {other}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn p3_a_writer_killed_at_any_moment_leaves_rows_and_cursor_that_agree() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("killed.db");
    let world = world_in(&path).await;
    let mut last = 0;
    for round in 0..6 {
        let mut writer = started("write", &path, world.connection);
        assert!(heard(&mut writer, "goes on").contains(&format!("after page {last}")));
        // Reading while another process writes: every answer is a whole number of pages.
        let mut kept = Kept::of(&world).await;
        while kept.pages < last + 3 {
            kept.assert_whole();
            kept = Kept::of(&world).await;
        }
        // Not the same moment of a commit each time.
        std::thread::sleep(Duration::from_micros(700 * round));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let kept = Kept::of(&world).await;
        kept.assert_whole();
        assert!(kept.pages >= last + 3);
        last = kept.pages;
    }
    assert_eq!(world.rows("pragma integrity_check").await.map_err(|error| error.code()), Err("query_refused"));
    drop(world);
    let raw = rusqlite::Connection::open(&path).unwrap();
    assert_eq!(raw.query_row("pragma integrity_check", [], |row| row.get::<_, String>(0)).unwrap(), "ok");
}

#[tokio::test]
async fn a_lock_says_who_holds_it_and_ends_with_its_process() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("locked.db");
    let store = Sqlite::open(&path).await.unwrap();
    let connection = ConnectionId::random();
    let mut holder = started("hold", &path, connection);
    heard(&mut holder, "holds the lock");
    let refused = store.lock(connection).await.unwrap_err();
    assert_eq!(refused.code(), "run_locked");
    assert!(refused.to_string().contains(&format!("process {}, since 2", holder.id())), "{refused}");
    holder.kill().unwrap();
    holder.wait().unwrap();
    store.lock(connection).await.unwrap();
}

#[tokio::test]
async fn a_file_that_may_only_be_read_is_unwritable() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let path = folder.path().join("read-only.db");
    drop(world_in(&path).await);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write anyway, so the child is somebody else, and its program stands where anybody can run it.
    let program = folder.path().join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let is_root = fs::metadata(&program).unwrap().uid() == 0;
    for place in [&path, &closed.join("new.db"), &closed.join("new/new.db")] {
        let mut command = child(&program, "open", place, ConnectionId::random());
        command.current_dir(folder.path());
        if is_root {
            command.uid(65_534).gid(65_534);
        }
        let mut child = command.spawn().unwrap();
        assert_eq!(heard(&mut child, "outcome"), "outcome: store_unwritable", "{}", place.display());
        child.wait().unwrap();
    }
}

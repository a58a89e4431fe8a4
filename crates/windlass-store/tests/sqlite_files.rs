//! Files that are damaged, foreign, too new, too large or out of reach: each is told apart, and none is made worse.
#![allow(clippy::unwrap_used, reason = "the helpers of tests panic as the tests do")]

mod world;

use rusqlite::Connection;
use std::fs;
use std::path::Path;
use std::time::Duration;
use windlass_model::Row;
use windlass_store::sqlite::{APPLICATION_ID, FORMAT, Options};
use windlass_store::suite::tables::{Crate, CrateTag};
use windlass_store::suite::world::World;
use windlass_store::{Select, Sqlite, Store, StoreError};
use world::{Kept, page, world_in};

async fn code_of_open(path: &Path) -> Result<(), &'static str> {
    match Sqlite::open(path).await {
        Ok(_) => Ok(()),
        Err(error) => {
            let place = path.file_name().unwrap().to_str().unwrap();
            assert!(error.to_string().contains(place), "`{error}` does not name the file");
            assert!(miette::Diagnostic::help(&error).is_some(), "`{error}` does not say what to do");
            Err(error.code())
        }
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [("short", "hello".repeat(3)), ("long", "This is no database. ".repeat(1_000))] {
        let path = folder.path().join(name);
        fs::write(&path, &content).unwrap();
        assert_eq!(code_of_open(&path).await, Err("store_corrupt"), "{name}");
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
}

#[tokio::test]
async fn an_empty_file_becomes_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.db");
    fs::write(&path, "").unwrap();
    assert_eq!(code_of_open(&path).await, Ok(()));
    let raw = Connection::open(&path).unwrap();
    let number = |name| raw.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!((number("application_id"), number("user_version")), (APPLICATION_ID, FORMAT));
}

#[tokio::test]
async fn damage_is_told_when_it_is_met() {
    let folder = tempfile::tempdir().unwrap();
    for cut in [true, false] {
        let path = folder.path().join(format!("{cut}.db"));
        let world = world_in(&path).await;
        for number in 1..=20 {
            world.store.commit(page(&world, number)).await.unwrap();
        }
        drop(world);
        let mut bytes = fs::read(&path).unwrap();
        let half = bytes.len() / 2;
        if cut {
            bytes.truncate(half);
        } else {
            bytes[4096..].fill(0xa5);
        }
        fs::write(&path, bytes).unwrap();
        let outcome = async {
            let store = Sqlite::open(&path).await?;
            store.migrate(&windlass_store::suite::tables::schema()).await?;
            store.select(Select::of("select * from t_crates join t_crate_tags on crate_id = id", Vec::new())).await
        };
        assert_eq!(outcome.await.map_err(|error| error.code()), Err("store_corrupt"), "cut: {cut}");
    }
}

#[tokio::test]
async fn a_file_of_a_newer_windlass_or_of_one_before_the_first_release_is_not_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("newer.db");
    drop(Sqlite::open(&path).await.unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", FORMAT + 1).unwrap();
    assert_eq!(code_of_open(&path).await, Err("store_newer"));
    Connection::open(&path).unwrap().pragma_update(None, "user_version", FORMAT - 1).unwrap();
    assert_eq!(code_of_open(&path).await, Err("store_older"));
}

#[tokio::test]
async fn a_database_of_something_else_is_not_written_to() {
    let folder = tempfile::tempdir().unwrap();
    for (name, statement) in [
        ("tables", "create table holiday_photos (id integer)"),
        ("application", "pragma application_id = 7"),
        ("version", "pragma user_version = 7"),
    ] {
        let path = folder.path().join(name);
        Connection::open(&path).unwrap().execute_batch(statement).unwrap();
        let before = fs::read(&path).unwrap();
        assert_eq!(code_of_open(&path).await, Err("not_windlass"), "{name}");
        assert_eq!(fs::read(&path).unwrap(), before, "{name}");
    }
}

#[tokio::test]
async fn a_place_out_of_reach_is_unwritable() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert_eq!(code_of_open(folder.path()).await, Err("store_unwritable"), "a folder");
    let below = Sqlite::open(file.join("below/store.db")).await;
    assert_eq!(below.map(|_| ()).map_err(|error| error.code()), Err("store_unwritable"), "below a file");
}

#[tokio::test]
async fn a_url_names_the_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/folder/file:odd?mode=memory.db");
    let store = windlass_store::open(&format!("sqlite:{}", path.display())).await.unwrap();
    assert!(path.is_file());
    assert_eq!(store.location(), format!("sqlite:{}", path.display()));
    let unknown = windlass_store::open("mysql://joe:secret@db/x").await.map(|_| ()).unwrap_err();
    assert_eq!(unknown.code(), "unknown_store");
    assert!(!unknown.to_string().contains("secret"), "{unknown}");
}

#[tokio::test]
async fn p2_a_full_disk_keeps_what_was_committed_and_the_run_goes_on_later() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full.db");
    drop(world_in(&path).await);
    let small = Options { max_pages: Some(100), ..Options::default() };
    let store = Sqlite::open_with(&path, small).await.unwrap();
    let small = World::new(std::sync::Arc::new(store)).await;
    let (connection, run) = (small.connection, small.run);
    let mut number = 1;
    let error = loop {
        match small.store.commit(page(&small, number)).await {
            Ok(_) => number += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error.code(), "disk_full", "{error:?}");
    let kept = Kept::of(&small).await;
    assert_eq!(kept.pages, number - 1);
    kept.assert_whole();
    drop(small);
    let world = World { connection, run, ..world_in(&path).await };
    world.store.commit(page(&world, number)).await.unwrap();
    let kept = Kept::of(&world).await;
    assert_eq!(kept.pages, number);
    kept.assert_whole();
}

#[tokio::test]
async fn another_program_that_holds_the_file_is_named_as_the_cause() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("held.db");
    drop(world_in(&path).await);
    let wait = Duration::from_millis(200);
    let store = Sqlite::open_with(&path, Options { wait, ..Options::default() }).await.unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("begin immediate; delete from t_crates").unwrap();
    let world = World::try_new(std::sync::Arc::new(store)).await;
    assert_eq!(world.map(|_| ()).map_err(|error| error.code()), Err("store_locked"));
    other.execute_batch("rollback").unwrap();
}

#[tokio::test]
async fn what_a_query_may_not_reach_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let world = world_in(&folder.path().join("x.db")).await;
    let aim = folder.path().join("aim.db");
    for text in [
        &format!("attach '{}' as other", aim.display()),
        &format!("vacuum into '{}'", aim.display()),
        "detach main",
        "vacuum",
        "analyze",
        "reindex",
        "savepoint a",
        "pragma journal_mode = delete",
        "pragma query_only = 0",
        "pragma query_only",
        "pragma user_version = 7",
        "pragma wal_checkpoint(truncate)",
        "select load_extension('x')",
        "create virtual table temp.t using fts5(a)",
        "select * from pragma_query_only",
    ] {
        let code = world.store.select(Select::of(text, Vec::new())).await.map(|_| ()).map_err(|error| error.code());
        assert_eq!(code, Err("query_refused"), "{text}");
    }
    assert!(!aim.exists());
    for text in [
        "pragma table_info(t_crates)",
        "select name from pragma_table_info('t_crates')",
        "select value from json_each('[1]')",
        "explain query plan select * from t_crates order by pieces",
        "select name from sqlite_schema",
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 9) select i from n",
        "select json_extract('{\"a\":1}', '$.a'), date('2020-01-01'), row_number() over ()",
    ] {
        world.store.select(Select::of(text, Vec::new())).await.unwrap_or_else(|error| panic!("{text}: {error:?}"));
    }
}

#[tokio::test]
async fn bytes_are_shown_in_hexadecimal() {
    let folder = tempfile::tempdir().unwrap();
    let world = world_in(&folder.path().join("x.db")).await;
    assert_eq!(world.rows("select x'00ff10', 1.5, 2, null, 'a'").await.unwrap(), ["00ff10|1.5|2|-|a"]);
}

#[tokio::test]
async fn a_query_that_nobody_waits_for_makes_room_for_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let store =
        Sqlite::open_with(folder.path().join("x.db"), Options { readers: 1, ..Options::default() }).await.unwrap();
    let endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";
    let abandoned = store.select(Select::of(endless, Vec::new()));
    assert!(tokio::time::timeout(Duration::from_millis(50), abandoned).await.is_err());
    let next = tokio::time::timeout(Duration::from_secs(10), store.select(Select::of("select 1", Vec::new()))).await;
    assert_eq!(next.unwrap().unwrap().rows.len(), 1);
}

#[tokio::test]
async fn a_closed_store_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let world = world_in(&path).await;
    world.store.commit(page(&world, 1)).await.unwrap();
    world.rows("select 1").await.unwrap();
    drop(world);
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files, ["x.db"], "the write-ahead log is folded in, so that the file can be copied");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_may_open_a_new_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..20 {
        let path = folder.path().join(format!("{round}.db"));
        let opening: Vec<_> = (0..8).map(|_| tokio::spawn(Sqlite::open(path.clone()))).collect();
        for opened in opening {
            opened.await.unwrap().unwrap();
        }
    }
}

#[tokio::test]
async fn views_that_did_not_change_are_not_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    drop(world_in(&path).await);
    let schema_version = || {
        let raw = Connection::open(&path).unwrap();
        raw.pragma_query_value(None, "schema_version", |row| row.get::<_, i64>(0)).unwrap()
    };
    let before = schema_version();
    drop(world_in(&path).await);
    assert_eq!(schema_version(), before);
}

#[tokio::test]
async fn a_table_that_was_not_migrated_is_a_mistake_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let world = world_in(&path).await;
    let store = Sqlite::open(&path).await.unwrap();
    let batch = world.batch(1, vec![world.crate_of("a", "s", |_| {})], Vec::new());
    assert!(matches!(store.commit(batch).await, Err(StoreError::UnknownTable { table }) if table == "t_crate_events"));
    let sweep = world.sweep_of(2, Crate::TABLE);
    assert!(matches!(store.sweep(sweep).await, Err(StoreError::UnknownTable { .. })));
}

#[tokio::test]
async fn rows_that_somebody_deletes_take_their_children_with_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hand.db");
    let world = world_in(&path).await;
    let tagged =
        |name: &str| world.crate_of(name, "ship", |row| row.front = vec![CrateTag { word: Some(name.to_owned()) }]);
    world.commit(1, vec![tagged("x"), tagged("y")]).await.unwrap();
    let other = Connection::open(&path).unwrap();
    assert_eq!(other.execute("delete from t_crates where rowid = (select max(rowid) from t_crates)", []).unwrap(), 1);
    // Its number is given out again.
    world.commit(2, vec![world.crate_of("z", "ship", |_| {})]).await.unwrap();
    let left = world.rows("select word from t_crate_tags").await.unwrap();
    assert_eq!(left, ["x"]);
    other.execute("delete from t_crates", []).unwrap();
    world.commit(3, vec![tagged("x")]).await.unwrap();
    assert_eq!(world.rows("select count(*) from t_crate_tags").await.unwrap(), ["1"]);
}

#[tokio::test]
async fn indexes_are_made_when_the_rows_are_there_and_by_whoever_filled_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("indexes.db");
    let world = world_in(&path).await;
    let raw = Connection::open(&path).unwrap();
    let count = || {
        let text =
            "select count(*) from sqlite_schema where type = 'index' and tbl_name = 't_crates' and sql is not null";
        raw.query_row(text, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    world.commit(1, vec![world.crate_of("x", "ship", |_| {})]).await.unwrap();
    // Another command opens the file meanwhile.
    let other = Sqlite::open(&path).await.unwrap();
    other.migrate(&windlass_store::suite::tables::schema()).await.unwrap();
    assert_eq!(count(), 0);
    world.store.settle().await.unwrap();
    assert_eq!(count(), 1);
    other.settle().await.unwrap();
    assert_eq!(count(), 1);
    let again = world.commit(2, vec![world.crate_of("x", "ship", |_| {})]).await.unwrap();
    assert_eq!((again.inserted, again.changed), (0, 0), "settled or not, a row that is there is known");
}

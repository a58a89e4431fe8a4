//! `copy`: a copy is one moment of its source, whoever writes meanwhile, and whatever was there before it was cut off.

use crate::cluster::Cluster;
use crate::world::{world_at, world_in};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::runtime::Handle;
use tokio::sync::Notify;
use windlass_model::{Record, Row, Table, Value};
use windlass_store::Store;
use windlass_store::books::ConnectionRow;
use windlass_store::copy::{self, Copied, Target};
use windlass_store::suite::tables::{Crate, CrateMark, CrateTag, schema};
use windlass_store::suite::world::World;

/// More than one page, of rows and of what belongs to them.
const CRATES: usize = 2_500;

/// Rows after which a page is full.
const PAGE: u64 = 2_000;

fn record(world: &World, at: usize, state: &str, tags: usize) -> Record {
    world.crate_of(&format!("c{at}"), "ship", |row| {
        row.state = Some(state.to_owned());
        row.front = (0..tags).map(|tag| CrateTag { word: Some(tag.to_string()) }).collect();
        row.marks = vec![CrateMark { depth: Some(1) }];
    })
}

/// A source with rows, what belongs to them, changes and a connection.
async fn furnished(world: &World) {
    let id = world.connection.to_string();
    let connection = ConnectionRow { id: id.clone(), name: id, ..ConnectionRow::default() };
    let books = vec![connection.into_book(), world.cursor(1).into_book()];
    let records = (0..CRATES).map(|at| record(world, at, "open", 2)).collect();
    world.store.commit(world.batch(1, records, books)).await.unwrap();
}

/// Rows change, lose what belongs to them, come and go, on every page.
async fn change(world: &World) {
    let changed = |at: usize| record(world, at, "resolved", at % 2);
    let records = (0..CRATES).step_by(50).chain(CRATES..CRATES + 40).map(changed).collect();
    world.commit(2, records).await.unwrap();
    let gone = (0..CRATES).step_by(71).map(|at| vec![Value::Text(world.id(&format!("c{at}")))]).collect();
    assert_eq!(world.store.remove_rows(Crate::TABLE, gone).await.unwrap(), 36);
}

async fn everything(store: &dyn Store) -> Vec<(&'static str, Vec<Vec<Value>>)> {
    let mut all = Vec::new();
    for table in schema().tables {
        let mut rows = store.read_rows(table, None, 20_000).await.unwrap();
        rows.sort_by_cached_key(|row| format!("{row:?}"));
        all.push((table.name, rows));
    }
    all
}

async fn copied(from: &World, to: &World, told: &(dyn Fn(&Table, u64) + Send + Sync)) -> (Target, Vec<Copied>) {
    let tables = schema().tables;
    let target = copy::look(&*from.store, &*to.store, &tables).await.unwrap();
    let copied = copy::run(&*from.store, &*to.store, &tables, &target, told).await.unwrap();
    (target, copied)
}

/// The tables of which the copy says that they differ.
fn differing(copied: &[Copied]) -> Vec<&'static str> {
    copied.iter().filter(|one| !one.is_equal()).map(|one| one.table.name).collect()
}

#[track_caller]
fn assert_same(found: &[(&str, Vec<Vec<Value>>)], expected: &[(&str, Vec<Vec<Value>>)], what: &str) {
    for ((table, found), (_, expected)) in found.iter().zip(expected) {
        assert_eq!(found.len(), expected.len(), "{what}: rows of {table}");
        assert!(found == expected, "{what}: {table} differs");
    }
}

/// Each kind of source, and where its copy goes.
async fn pairs(cluster: &Cluster, folder: &std::path::Path) -> Vec<(&'static str, World, World)> {
    vec![
        ("a file to a server", world_in(&folder.join("a.db")).await, world_at(&cluster.url("of_a_file")).await),
        ("a server to a file", world_at(&cluster.url("source")).await, world_in(&folder.join("b.db")).await),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_of_one_moment_whoever_writes_meanwhile() {
    let (cluster, folder) = (Cluster::own(&[]), tempfile::tempdir().unwrap());
    for (what, from, to) in pairs(&cluster, folder.path()).await {
        furnished(&from).await;
        let before = everything(&*from.store).await;
        let has_changed = AtomicBool::new(false);
        let told = |table: &Table, rows: u64| {
            if table == Crate::TABLE && rows == PAGE && !has_changed.swap(true, Ordering::SeqCst) {
                tokio::task::block_in_place(|| Handle::current().block_on(change(&from)));
            }
        };
        let (target, copied) = copied(&from, &to, &told).await;
        assert!(target == Target::Empty && has_changed.load(Ordering::SeqCst), "{what}");
        assert_eq!(differing(&copied), Vec::<&str>::new(), "{what}");
        assert_same(&everything(&*to.store).await, &before, what);
        assert!(everything(&*from.store).await != before, "{what}: nothing was written meanwhile");
    }
}

#[tokio::test]
async fn a_copy_that_is_cut_off_and_goes_on_is_of_the_moment_when_it_went_on() {
    let (cluster, folder) = (Cluster::own(&[]), tempfile::tempdir().unwrap());
    for (what, from, to) in pairs(&cluster, folder.path()).await {
        furnished(&from).await;
        let cut = Arc::new(Notify::new());
        let told = |table: &Table, rows: u64| {
            if table == CrateTag::TABLE && rows == PAGE {
                cut.notify_one();
            }
        };
        tokio::select! {
            biased;
            () = cut.notified() => {}
            _ = copied(&from, &to, &told) => panic!("{what}: it was not cut off"),
        }
        change(&from).await;
        let (target, copied) = copied(&from, &to, &|_, _| {}).await;
        assert_eq!(target, Target::Begun, "{what}");
        assert_eq!(differing(&copied), Vec::<&str>::new(), "{what}");
        assert_same(&everything(&*to.store).await, &everything(&*from.store).await, what);
    }
}

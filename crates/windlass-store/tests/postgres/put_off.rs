//! Indexes and keys that are made when the rows are there.

use crate::cluster::Cluster;
use crate::ear::Ear;
use crate::faults::{IS_WAITING, locked, wait_for};
use crate::world::{Kept, page, world_at};
use std::sync::Arc;
use std::time::Duration;
use windlass_model::{Row, RunId};
use windlass_store::sql::{self, Dialect};
use windlass_store::suite::tables::{Crate, CrateTag, schema};
use windlass_store::suite::world::World;
use windlass_store::{Sweep, Within};

/// What waits for the rows: the keys of arrays' rows, an index of an entity, and that of its number.
const PUT_OFF: [&str; 4] =
    ["t_crate_marks_rows_pkey", "t_crate_tags_rows_pkey", "t_crates_by_ship_id_and_state", "t_crates_rowid_key"];

/// The indexes of a schema's tables of crates, but for those that stand from the start: names and what they are by the catalog.
async fn made(cluster: &Cluster, schema: &str) -> Vec<(String, u32, bool)> {
    let text = "select c.relname::text, c.oid, exists (select 1 from pg_constraint k where k.conindid = c.oid and k.contype = 'p') \
                from pg_class c where c.relnamespace = to_regnamespace($1) and c.relkind = 'i' \
                and c.relname like 't_crate%' and not c.relname in ('t_crates_pkey', 't_crate_events_pkey') \
                order by c.relname";
    let found = cluster.admin().await.query(text, &[&schema]).await.unwrap();
    found.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect()
}

/// Their names, and whether they are keys.
fn names(made: &[(String, u32, bool)]) -> Vec<(&str, bool)> {
    made.iter().map(|(name, _, is_key)| (name.as_str(), *is_key)).collect()
}

#[track_caller]
fn assert_all(made: &[(String, u32, bool)]) {
    assert_eq!(names(made), PUT_OFF.map(|name| (name, name.ends_with("_pkey"))));
}

/// Another process that works on the same store.
async fn another(cluster: &Cluster, world: &World, name: &str) -> World {
    let store = windlass_store::open(&cluster.url(name)).await.unwrap();
    store.migrate(&schema()).await.unwrap();
    World { store, connection: world.connection, run: RunId::next() }
}

#[tokio::test]
async fn indexes_are_made_when_the_rows_are_there_and_by_whoever_filled_the_table() {
    let cluster = Cluster::own(&[]);
    let world = world_at(&cluster.url("filled")).await;
    world.store.commit(page(&world, 1)).await.unwrap();
    // Another command opens the store meanwhile.
    let other = another(&cluster, &world, "filled").await;
    world.store.commit(page(&world, 2)).await.unwrap();
    assert_eq!(made(&cluster, "filled").await, []);
    world.store.settle().await.unwrap();
    let settled = made(&cluster, "filled").await;
    assert_all(&settled);
    other.store.settle().await.unwrap();
    another(&cluster, &world, "filled").await.store.settle().await.unwrap();
    assert_eq!(made(&cluster, "filled").await, settled, "what stands is made once");
    let again = world.store.commit(page(&world, 2)).await.unwrap();
    assert_eq!((again.inserted, again.changed), (0, 0), "settled or not, a row that is there is known");
    Kept::of(&world).await.assert_whole();
}

#[tokio::test]
async fn p3_what_a_run_that_was_killed_put_off_the_next_one_makes() {
    let cluster = Cluster::own(&[]);
    let killed = world_at(&cluster.url("killed")).await;
    killed.store.commit(page(&killed, 1)).await.unwrap();
    // Nor is a key missed that was made and not declared any more.
    cluster.execute(&format!("set search_path to killed; {}", sql::create_key_index(CrateTag::TABLE))).await;
    let next = another(&cluster, &killed, "killed").await;
    drop(killed);
    next.store.commit(page(&next, 2)).await.unwrap();
    next.store.settle().await.unwrap();
    assert_all(&made(&cluster, "killed").await);
    Kept::of(&next).await.assert_whole();
}

#[tokio::test]
async fn elements_that_are_replaced_have_their_key_first() {
    let cluster = Cluster::own(&[]);
    let world = world_at(&cluster.url("changed")).await;
    let tagged = |words: [&str; 2]| {
        world.crate_of("x", "ship", |row| row.front = words.map(|word| CrateTag { word: Some(word.to_owned()) }).into())
    };
    world.commit(1, vec![tagged(["a", "b"])]).await.unwrap();
    assert_eq!(made(&cluster, "changed").await, []);
    let changed = world.commit(2, vec![tagged(["c", "d"])]).await.unwrap();
    assert_eq!((changed.inserted, changed.changed), (0, 1));
    assert_eq!(world.rows("select word from t_crate_tags order by word").await.unwrap(), ["c", "d"]);
    let made = made(&cluster, "changed").await;
    assert_eq!(names(&made), [(PUT_OFF[0], true), (PUT_OFF[1], true)], "the rest is put off still");
}

#[tokio::test]
async fn a_store_of_before_keeps_what_it_has() {
    let cluster = Cluster::own(&[]);
    // As tables were made until now.
    let mut text = "create schema before; set search_path to before;".to_owned();
    for table in &schema().tables {
        text += &format!("{};", sql::create_table(Dialect::Postgres, table).replace(" collate \"C\"", ""));
        text.extend(sql::indexes(table).iter().map(|columns| format!("{};", sql::create_index(table, columns))));
    }
    cluster.execute(&text).await;
    let before = made(&cluster, "before").await;
    assert_all(&before);
    let world = world_at(&cluster.url("before")).await;
    world.store.commit(page(&world, 1)).await.unwrap();
    world.store.settle().await.unwrap();
    assert_eq!(made(&cluster, "before").await, before);
}

#[tokio::test]
async fn two_that_settle_at_once_make_each_index_once() {
    let cluster = Cluster::own(&[]);
    let world = world_at(&cluster.url("two")).await;
    world.store.commit(page(&world, 1)).await.unwrap();
    let other = another(&cluster, &world, "two").await;
    // Both are held up by somebody who writes.
    let (writer, admin) = (locked(&cluster, "two", "t_crates").await, cluster.admin().await);
    let settling = [&world, &other].map(|world| {
        let store = Arc::clone(&world.store);
        tokio::spawn(async move { store.settle().await })
    });
    wait_for(&admin, "2 = (select count(*) from pg_locks where not granted)").await;
    writer.batch_execute("commit").await.unwrap();
    for settled in settling {
        settled.await.unwrap().unwrap();
    }
    assert_all(&made(&cluster, "two").await);
}

#[tokio::test]
async fn many_who_wait_for_an_index_leave_sessions_to_others() {
    let cluster = Cluster::own(&[]);
    let world = Arc::new(world_at(&cluster.url("many")).await);
    world.store.commit(page(&world, 1)).await.unwrap();
    let (writer, admin) = (locked(&cluster, "many", "t_crates").await, cluster.admin().await);
    let sweeping: Vec<_> = (0..12)
        .map(|ship| {
            let within = Within::Column { column: "ship_id", ids: vec![world.id(&format!("ship {ship}"))] };
            let sweep = Sweep { within, ..world.sweep_of(2, Crate::TABLE) };
            let store = Arc::clone(&world.store);
            tokio::spawn(async move { store.sweep(sweep).await })
        })
        .collect();
    wait_for(&admin, IS_WAITING).await;
    for _ in 0..50 {
        let asked = tokio::time::timeout(Duration::from_secs(20), world.rows("select count(*) from t_harbours"));
        asked.await.expect("no session was left").unwrap();
    }
    writer.batch_execute("commit").await.unwrap();
    for swept in sweeping {
        swept.await.unwrap().unwrap();
    }
    assert_eq!(names(&made(&cluster, "many").await), [(PUT_OFF[2], false)]);
}

#[tokio::test]
async fn who_reads_meanwhile_is_not_kept_waiting() {
    let (ear, _listening) = Ear::listening();
    let cluster = Cluster::own(&[]);
    let world = world_at(&cluster.url("read")).await;
    world.store.commit(page(&world, 1)).await.unwrap();
    // A report that takes its time. Its lock lets everybody read and write, and nobody declare a key.
    let reader = cluster.admin().await;
    reader.batch_execute("begin; select count(*) from read.t_crate_tags_rows").await.unwrap();
    world.store.settle().await.unwrap();
    assert!(ear.heard().contains("the next run makes this index"), "{}", ear.heard());
    let names: Vec<String> = made(&cluster, "read").await.into_iter().map(|(name, _, _)| name).collect();
    assert_eq!(names, PUT_OFF, "the index is there, and only not called the key");
    world.store.commit(page(&world, 2)).await.unwrap();
    Kept::of(&world).await.assert_whole();
    reader.batch_execute("commit").await.unwrap();
    another(&cluster, &world, "read").await.store.settle().await.unwrap();
    assert_all(&made(&cluster, "read").await);
}

#[tokio::test]
async fn who_writes_and_owns_nothing_is_told_and_goes_on() {
    let (ear, _listening) = Ear::listening();
    let cluster = Cluster::own(&[]);
    let owner = world_at(&cluster.url("owned")).await;
    cluster
        .execute(
            "create role writer login; grant usage on schema owned to writer; \
             grant all on all tables in schema owned to writer; grant all on all sequences in schema owned to writer",
        )
        .await;
    let store = windlass_store::open(&cluster.url_as("writer", "postgres", "owned")).await.unwrap();
    store.migrate(&schema()).await.unwrap();
    let writer = World { store, connection: owner.connection, run: owner.run };
    writer.store.commit(page(&writer, 1)).await.unwrap();
    writer.store.settle().await.unwrap();
    assert!(ear.heard().contains("Only the owner"), "{}", ear.heard());
    let changed = writer.crate_of("1-0", "elsewhere", |_| {});
    assert_eq!(writer.commit(2, vec![changed]).await.unwrap().changed, 1);
    assert_eq!(writer.rows("select count(*) from t_crate_tags").await.unwrap(), ["49"]);
    another(&cluster, &owner, "owned").await.store.settle().await.unwrap();
    assert_all(&made(&cluster, "owned").await);
}

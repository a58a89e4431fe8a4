//! What is tried again, and what is not: our own mistakes stay mistakes.

use crate::cluster::Cluster;
use crate::ear::Ear;
use crate::faults::{IS_WAITING, committing, locked, wait_for};
use crate::world::{Kept, page, world_at};
use std::sync::Arc;
use windlass_store::suite::tables::schema;
use windlass_store::suite::world::World;

/// What is logged before another attempt.
const AGAIN: &str = "Trying again";

#[tokio::test]
async fn p2_a_new_row_that_two_pages_list_at_once_is_written_once() {
    let (ear, _listening) = Ear::listening();
    let cluster = Cluster::own(&[]);
    let world = Arc::new(world_at(&cluster.url("met")).await);
    // The first has written crates and is held up at their tags; the second wants to write the same crates.
    let (tags, admin) = (locked(&cluster, "met", "t_crate_tags_rows").await, cluster.admin().await);
    let first = committing(&world, 1);
    wait_for(&admin, IS_WAITING).await;
    let second = committing(&world, 1);
    wait_for(&admin, "2 = (select count(*) from pg_locks where not granted)").await;
    tags.batch_execute("commit").await.unwrap();
    let (first, second) = (first.await.unwrap().unwrap(), second.await.unwrap().unwrap());
    assert_eq!((first.inserted, second.inserted, second.changed), (50, 0, 0));
    assert!(ear.heard().contains(AGAIN), "{}", ear.heard());
    Kept::of(&world).await.assert_whole();
}

#[tokio::test]
async fn what_the_database_does_not_take_is_told_at_once() {
    let (ear, _listening) = Ear::listening();
    let cluster = Cluster::own(&[]);
    let world = world_at(&cluster.url("ours")).await;
    world.store.commit(page(&world, 1)).await.unwrap();
    for (mistake, undone, words, most) in [
        // The row that is there stays in the way, however often one looks.
        ("create unique index odd on ours.t_crates ((1)) where seen_in > 1", "drop index ours.odd", "odd", 2),
        (
            "alter table ours.t_crates add constraint odd check (seen_in < 2)",
            "alter table ours.t_crates drop constraint odd",
            "odd",
            0,
        ),
        (
            "alter table ours.t_crates rename column state to odd",
            "alter table ours.t_crates rename column odd to state",
            "state",
            0,
        ),
    ] {
        cluster.execute(mistake).await;
        let before = ear.heard().matches(AGAIN).count();
        let records = ["a", "b"].map(|name| world.crate_of(name, "ship", |_| {})).into();
        let error = world.commit(2, records).await.unwrap_err();
        assert_eq!(error.code(), "store_write_failed", "{mistake}: {error:?}");
        assert!(error.why().contains(words), "{mistake}: {}", error.why());
        let again = ear.heard().matches(AGAIN).count() - before;
        assert_eq!(again, most, "{mistake}");
        cluster.execute(undone).await;
        Kept::of(&world).await.assert_whole();
    }
    world.store.commit(page(&world, 2)).await.unwrap();
    assert_eq!(Kept::of(&world).await.pages, 2);
}

#[tokio::test]
async fn p2_a_lock_that_the_server_does_not_wait_for_is_asked_for_again() {
    let (ear, _listening) = Ear::listening();
    let cluster = Cluster::own(&[]);
    let world = world_at(&cluster.url("timed")).await;
    world.store.commit(page(&world, 1)).await.unwrap();
    cluster.execute("alter role windlass set lock_timeout = '50ms'").await;
    let world = World { store: windlass_store::open(&cluster.url("timed")).await.unwrap(), ..world };
    world.store.migrate(&schema()).await.unwrap();
    let (other, world) = (locked(&cluster, "timed", "windlass_cursors").await, Arc::new(world));
    let second = committing(&world, 2);
    while !ear.heard().contains("store_locked") {
        assert!(!second.is_finished(), "it gave up: {}", ear.heard());
        tokio::task::yield_now().await;
    }
    other.batch_execute("commit").await.unwrap();
    second.await.unwrap().unwrap();
    let kept = Kept::of(&world).await;
    kept.assert_whole();
    assert_eq!(kept.pages, 2);
}

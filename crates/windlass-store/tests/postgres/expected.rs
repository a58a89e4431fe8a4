//! Rows that are taken for new, and are not.

use crate::cluster::Cluster;
use crate::ear::Ear;
use crate::world::world_at;
use windlass_model::Record;
use windlass_store::suite::tables::CrateTag;
use windlass_store::suite::world::World;

/// What is logged where a row was there.
const MISTAKEN: &str = "Not all rows were new";

/// A crate with a tag.
fn tagged(world: &World, name: &str, word: &str) -> Record {
    let front = vec![CrateTag { word: Some(word.to_owned()) }];
    world.crate_of(name, "ship", |row| row.front = front)
}

/// As many as make the next ones look new, too.
fn many(world: &World, prefix: &str) -> Vec<Record> {
    (0..500).map(|at| tagged(world, &format!("{prefix}-{at}"), "a")).collect()
}

async fn words(world: &World) -> Vec<String> {
    world.rows("select word || ' ' || count(*) from t_crate_tags group by word order by word").await.unwrap()
}

#[tokio::test]
async fn p4_a_row_that_is_known_is_found_where_all_were_taken_for_new() {
    let (ear, _listening) = Ear::listening();
    let cluster = Cluster::own(&[]);
    let world = world_at(&cluster.url("guessed")).await;
    world.commit(1, many(&world, "first")).await.unwrap();
    let more = world.commit(1, many(&world, "second")).await.unwrap();
    assert_eq!((more.inserted, more.changed), (500, 0));
    assert!(!ear.heard().contains(MISTAKEN), "{}", ear.heard());
    // One as it was, one that changed, one that is new.
    let mixed = vec![tagged(&world, "first-0", "a"), tagged(&world, "second-0", "b"), tagged(&world, "third", "c")];
    let mixed = world.commit(1, mixed).await.unwrap();
    assert_eq!((mixed.inserted, mixed.changed), (1, 1));
    assert_eq!(ear.heard().matches(MISTAKEN).count(), 1, "{}", ear.heard());
    assert_eq!(words(&world).await, ["a 999", "b 1", "c 1"]);
    // It has learned: the same again is looked up at once.
    let again = world.commit(2, many(&world, "first")).await.unwrap();
    assert_eq!((again.inserted, again.changed), (0, 0));
    assert_eq!(ear.heard().matches(MISTAKEN).count(), 1, "{}", ear.heard());
    assert_eq!(world.rows("select count(*) from t_crates where seen_in = 2").await.unwrap(), ["500"]);
}

#[tokio::test]
async fn p4_a_row_that_was_removed_is_listed_again_where_all_were_taken_for_new() {
    let cluster = Cluster::own(&[]);
    let world = world_at(&cluster.url("removed")).await;
    world.commit(1, vec![tagged(&world, "gone", "a")]).await.unwrap();
    cluster.execute("update removed.t_crates set removed_at = now()").await;
    world.commit(2, many(&world, "new")).await.unwrap();
    let back = world.commit(2, vec![tagged(&world, "gone", "a")]).await.unwrap();
    assert_eq!((back.inserted, back.changed, back.reinstated), (0, 1, 1));
    assert_eq!(world.rows("select count(*) from t_crates where removed_at is null").await.unwrap(), ["501"]);
    assert_eq!(words(&world).await, ["a 501"]);
}

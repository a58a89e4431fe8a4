//! What breaks in the middle: the step is done as a whole or not at all, and goes on once the server is there (P2, P3).

use crate::between::Between;
use crate::cluster::Cluster;
use crate::ear::Ear;
use crate::world::{Kept, page, world_at};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use windlass_store::suite::world::World;
use windlass_store::{Committed, StoreError};

/// The other sessions of windlass, whatever they do.
const OURS: &str =
    "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'windlass%'";

pub(crate) const IS_WAITING: &str = "exists (select 1 from pg_locks where not granted)";

pub(crate) async fn wait_for(admin: &tokio_postgres::Client, condition: &str) {
    let sql = format!("select {condition}");
    while !admin.query_one(&sql, &[]).await.unwrap().get::<_, bool>(0) {
        tokio::task::yield_now().await;
    }
}

/// Commits a page in the background.
pub(crate) fn committing(world: &Arc<World>, number: i64) -> tokio::task::JoinHandle<Result<Committed, StoreError>> {
    let world = Arc::clone(world);
    tokio::spawn(async move { world.store.commit(page(&world, number)).await })
}

/// Somebody else holds a lock on the table until the session is dropped.
pub(crate) async fn locked(cluster: &Cluster, schema: &str, table: &str) -> tokio_postgres::Client {
    let other = cluster.admin().await;
    other.batch_execute(&format!("begin; lock table {schema}.{table} in access exclusive mode")).await.unwrap();
    other
}

#[tokio::test]
async fn p2_a_server_that_starts_anew_costs_nothing() {
    let (ear, _listening) = Ear::listening();
    let mut cluster = Cluster::own(&[]);
    let world = Arc::new(world_at(&cluster.url("anew")).await);
    world.store.commit(page(&world, 1)).await.unwrap();

    cluster.set(&[]);
    world.store.commit(page(&world, 2)).await.unwrap();

    // In the middle of a commit, which waits for a lock when the server goes.
    let (other, admin) = (locked(&cluster, "anew", "t_crates").await, cluster.admin().await);
    let third = committing(&world, 3);
    wait_for(&admin, IS_WAITING).await;
    cluster.stop();
    drop(other);
    while !ear.heard().contains("store_unreachable") {
        assert!(!third.is_finished(), "it gave up: {}", ear.heard());
        tokio::task::yield_now().await;
    }
    cluster.launch();
    third.await.unwrap().unwrap();

    let kept = Kept::of(&world).await;
    kept.assert_whole();
    assert_eq!(kept.pages, 3);
    let anew = World { store: windlass_store::open(&cluster.url("anew")).await.unwrap(), ..*world };
    anew.store.migrate(&windlass_store::suite::tables::schema()).await.unwrap();
    anew.store.commit(page(&anew, 4)).await.unwrap();
    assert_eq!(Kept::of(&anew).await.pages, 4);
}

#[tokio::test]
async fn p2_a_session_that_is_ended_costs_nothing() {
    let cluster = Cluster::own(&[]);
    let world = Arc::new(world_at(&cluster.url("ended")).await);
    world.store.commit(page(&world, 1)).await.unwrap();
    let admin = cluster.admin().await;

    // Idle in the pool.
    admin.execute(OURS, &[]).await.unwrap();
    world.store.commit(page(&world, 2)).await.unwrap();
    admin.execute(OURS, &[]).await.unwrap();
    assert_eq!(Kept::of(&world).await.pages, 2);

    // In the middle, after rows and before the cursor, three times.
    let other = locked(&cluster, "ended", "windlass_cursors").await;
    let third = committing(&world, 3);
    for _ in 0..3 {
        wait_for(&admin, IS_WAITING).await;
        let seen: i64 = admin.query_one("select count(*) from ended.t_crates", &[]).await.unwrap().get(0);
        assert_eq!(seen, 100, "rows were seen before their cursor");
        admin.execute(OURS, &[]).await.unwrap();
        wait_for(&admin, &format!("not {IS_WAITING}")).await;
    }
    drop(other);
    third.await.unwrap().unwrap();
    let kept = Kept::of(&world).await;
    kept.assert_whole();
    assert_eq!(kept.pages, 3);
}

#[tokio::test]
async fn p4_a_commit_whose_answer_is_lost_is_done_once() {
    let cluster = Cluster::own(&[]);
    let between = Between::start(&cluster);
    let world = world_at(&between.url("answer")).await;
    let state = |state: &str| vec![world.crate_of("x", "ship", |row| row.state = Some(state.to_owned()))];
    world.commit(1, state("open")).await.unwrap();
    // What is made before a row is rewritten ends with a COMMIT, too.
    world.store.settle().await.unwrap();

    between.hang_up.store(true, Ordering::SeqCst);
    let done = world.commit(2, state("resolved")).await.unwrap();
    assert!(!between.hang_up.load(Ordering::SeqCst), "nobody hung up");
    // The attempt that is told of found that there was nothing left to do.
    assert_eq!(done, Committed::default());
    let events = "select field, old_value, new_value from t_crate_events where field = 'state'";
    assert_eq!(world.rows(events).await.unwrap(), ["state|open|resolved"]);
    assert_eq!(world.rows("select state, seen_in from t_crates").await.unwrap(), ["resolved|2"]);
}

#[tokio::test]
async fn p2_what_two_sessions_make_of_each_other_is_tried_again() {
    let cluster = Cluster::own(&["deadlock_timeout=10ms"]);
    let world = Arc::new(world_at(&cluster.url("met")).await);
    world.store.commit(page(&world, 1)).await.unwrap();

    // Ours has the crates and is held up at their tags; the other has the cursors and waits for the crates, for an hour where need
    // be. Let go, ours wants the cursors: it closes the circle, and it is the one that is undone.
    let (tags, admin) = (locked(&cluster, "met", "t_crate_tags").await, cluster.admin().await);
    let other = locked(&cluster, "met", "windlass_cursors").await;
    other.batch_execute("set deadlock_timeout = '1h'").await.unwrap();
    let second = committing(&world, 2);
    wait_for(&admin, IS_WAITING).await;
    let others = tokio::spawn(async move {
        other.batch_execute("lock table met.t_crates in access exclusive mode; commit").await.unwrap();
    });
    wait_for(&admin, "2 = (select count(*) from pg_locks where not granted)").await;
    tags.batch_execute("commit").await.unwrap();
    others.await.unwrap();
    second.await.unwrap().unwrap();
    Kept::of(&world).await.assert_whole();

    // A row that changed since ours began to look.
    admin.batch_execute("alter role windlass set default_transaction_isolation = 'serializable'").await.unwrap();
    let world = Arc::new(World { store: windlass_store::open(&cluster.url("met")).await.unwrap(), ..*world });
    world.store.migrate(&windlass_store::suite::tables::schema()).await.unwrap();
    let other = cluster.admin().await;
    other.batch_execute("begin; update met.windlass_cursors set rows = rows").await.unwrap();
    let third = committing(&world, 3);
    wait_for(&admin, IS_WAITING).await;
    other.batch_execute("commit").await.unwrap();
    third.await.unwrap().unwrap();
    let kept = Kept::of(&world).await;
    kept.assert_whole();
    assert_eq!(kept.pages, 3);
}

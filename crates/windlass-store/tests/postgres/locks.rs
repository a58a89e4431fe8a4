//! The lock of a run, and what becomes of a run that loses it.

use crate::between::Between;
use crate::cluster::Cluster;
use crate::world::{page, world_at};
use windlass_model::{Row, RunId};
use windlass_store::books::RunRow;
use windlass_store::suite::world::{World, at};

/// Ends the sessions that hold a run's lock, and waits until they are gone.
const HOLDERS: &str = "select count(pg_terminate_backend(pid, 60000)) from pg_locks \
                       where locktype = 'advisory' and mode = 'ExclusiveLock' and granted";

/// Writes that the run began.
async fn begin(world: &World) {
    let row = RunRow {
        id: world.run.to_string(),
        connection_id: world.connection.to_string(),
        status: "running".to_owned(),
        started_at: at(1),
        ..RunRow::default()
    };
    world.store.commit(world.batch(1, Vec::new(), vec![row.into_book()])).await.unwrap();
}

/// Another process that works on the same connection.
async fn another(cluster: &Cluster, world: &World, schema: &str) -> World {
    let store = windlass_store::open(&cluster.url(schema)).await.unwrap();
    store.migrate(&windlass_store::suite::tables::schema()).await.unwrap();
    World { store, connection: world.connection, run: RunId::next() }
}

#[tokio::test]
async fn a_second_run_is_refused_and_told_who_is_there() {
    let cluster = Cluster::own(&[]);
    let first = world_at(&cluster.url("lock")).await;
    let second = another(&cluster, &first, "lock").await;
    let held = first.store.lock(first.connection).await.unwrap();
    let refused = second.store.lock(first.connection).await.unwrap_err();
    assert_eq!(refused.code(), "run_locked");
    let process = format!("windlass, process {}", std::process::id());
    assert!(refused.to_string().contains(&process), "{refused}");
    assert_eq!(first.store.lock(first.connection).await.unwrap_err().code(), "run_locked");
    // Another connection, and the same in another schema, are nobody's business.
    drop(second.store.lock(first.other().connection).await.unwrap());
    let elsewhere = another(&cluster, &first, "elsewhere").await;
    drop(elsewhere.store.lock(first.connection).await.unwrap());
    drop(held);
    drop(second.store.lock(first.connection).await.unwrap());
}

#[tokio::test]
async fn a_session_that_dies_frees_its_lock_and_a_run_alone_takes_it_anew() {
    let mut cluster = Cluster::own(&[]);
    let world = world_at(&cluster.url("anew")).await;
    let held = world.store.lock(world.connection).await.unwrap();
    begin(&world).await;
    for number in 1..4 {
        cluster.admin().await.execute(HOLDERS, &[]).await.unwrap();
        world.store.commit(page(&world, number)).await.unwrap();
        let second = another(&cluster, &world, "anew").await;
        assert_eq!(second.store.lock(world.connection).await.unwrap_err().code(), "run_locked");
    }
    cluster.set(&[]);
    world.store.sweep(world.sweep_of(2, windlass_store::suite::tables::Crate::TABLE)).await.unwrap();
    let second = another(&cluster, &world, "anew").await;
    assert_eq!(second.store.lock(world.connection).await.unwrap_err().code(), "run_locked");
    drop(held);
    drop(second.store.lock(world.connection).await.unwrap());
}

#[tokio::test]
async fn a_run_that_lost_its_lock_to_another_writes_nothing_more() {
    let cluster = Cluster::own(&[]);
    let first = world_at(&cluster.url("lost")).await;
    let held = first.store.lock(first.connection).await.unwrap();
    begin(&first).await;
    first.store.commit(page(&first, 1)).await.unwrap();
    cluster.admin().await.execute(HOLDERS, &[]).await.unwrap();

    let second = another(&cluster, &first, "lost").await;
    let others = second.store.lock(second.connection).await.unwrap();
    let refused = first.store.commit(page(&first, 2)).await.unwrap_err();
    assert_eq!(refused.code(), "run_locked", "{}", refused.why());
    let sweep = first.sweep_of(1, windlass_store::suite::tables::Crate::TABLE);
    assert_eq!(first.store.sweep(sweep).await.unwrap_err().code(), "run_locked");
    assert_eq!(first.store.forget(first.connection, true).await.unwrap_err().code(), "run_locked");

    // The other wrote, and is done: what the first knows of cursors is old.
    begin(&second).await;
    second.store.commit(page(&second, 2)).await.unwrap();
    drop(others);
    let refused = first.store.commit(page(&first, 3)).await.unwrap_err();
    assert_eq!(refused.code(), "run_locked");
    assert!(refused.to_string().contains(&second.run.to_string()), "{refused}");
    assert_eq!(second.rows("select max(pages) from windlass_cursors").await.unwrap(), ["2"]);
    drop(held);
    drop(second.store.lock(second.connection).await.unwrap());
}

#[tokio::test]
async fn a_run_that_does_not_know_that_its_lock_is_gone_writes_nothing_either() {
    let cluster = Cluster::own(&[]);
    let between = Between::start(&cluster);
    let first = world_at(&between.url("deaf")).await;
    let _held = first.store.lock(first.connection).await.unwrap();
    begin(&first).await;
    cluster.admin().await.execute(HOLDERS, &[]).await.unwrap();
    let second = another(&cluster, &first, "deaf").await;
    let others = second.store.lock(second.connection).await.unwrap();
    let refused = first.store.commit(page(&first, 1)).await.unwrap_err();
    assert_eq!(refused.code(), "run_locked", "{}", refused.why());
    assert_eq!(second.rows("select count(*) from t_crates").await.unwrap(), ["0"]);

    // Gone without a trace: the first finds itself alone, and goes on.
    drop(others);
    first.store.commit(page(&first, 1)).await.unwrap();
    assert_eq!(second.store.lock(second.connection).await.unwrap_err().code(), "run_locked");
}

#[tokio::test]
async fn who_takes_the_lock_waits_for_a_write_that_is_under_way() {
    let cluster = Cluster::own(&[]);
    let first = std::sync::Arc::new(world_at(&cluster.url("late")).await);
    let held = first.store.lock(first.connection).await.unwrap();
    begin(&first).await;
    // A commit that looked at the lock and now waits for a table.
    let (table, admin) = (cluster.admin().await, cluster.admin().await);
    table.batch_execute("begin; lock table late.t_crates in access exclusive mode").await.unwrap();
    let late = tokio::spawn({
        let first = std::sync::Arc::clone(&first);
        async move { first.store.commit(page(&first, 1)).await }
    });
    let waiting = "select count(*) from pg_locks where not granted and locktype = $1";
    let count = async |kind: &str| admin.query_one(waiting, &[&kind]).await.unwrap().get::<_, i64>(0);
    while count("relation").await == 0 {}
    admin.execute(HOLDERS, &[]).await.unwrap();
    let second = another_without_migration(&cluster, &first).await;
    let taking = tokio::spawn(async move {
        let lock = second.store.lock(second.connection).await.unwrap();
        (second, lock)
    });
    while count("advisory").await == 0 && !taking.is_finished() {}
    assert!(!taking.is_finished(), "two were at it at once");
    table.batch_execute("commit").await.unwrap();
    late.await.unwrap().unwrap();
    let (second, _lock) = taking.await.unwrap();
    assert_eq!(second.rows("select count(*) from t_crates").await.unwrap(), [crate::world::ROWS.to_string()]);
    drop(held);
}

async fn another_without_migration(cluster: &Cluster, world: &World) -> World {
    let store = windlass_store::open(&cluster.url("late")).await.unwrap();
    World { store, connection: world.connection, run: RunId::next() }
}

//! Cases of migrating, locking and forgetting.

use super::tables::{self, Crate, Harbour, OPEN_CRATES, later};
use super::world::World;
use crate::books::{ConnectionRow, FAILED_SCANS_KEPT, RunRow, RunScanRow, SCANS_KEPT};
use crate::{Change, Schema, Store, StoreError, Within};
use std::sync::Arc;
use windlass_model::{ConnectionId, Row, View};

type Outcome = Result<(), StoreError>;

pub(super) async fn migrating_again_changes_nothing(world: World) -> Outcome {
    world.store.commit(world.batch(1, vec![world.harbour("h")], vec![world.cursor(1).into_book()])).await?;
    assert_eq!(world.store.migrate(&tables::schema()).await?, []);
    assert_eq!(world.rows("select name from t_harbours").await?, ["h"]);
    assert_eq!(world.rows("select full_due from windlass_cursors").await?, ["0"]);
    Ok(())
}

pub(super) async fn a_new_column_makes_a_full_walk_due(world: World) -> Outcome {
    world.store.commit(world.batch(1, vec![world.harbour("h")], vec![world.cursor(1).into_book()])).await?;
    let mut schema = tables::schema();
    schema.tables.retain(|table| *table != Harbour::TABLE);
    schema.tables.extend([later::Harbour::TABLE, later::Pier::TABLE]);
    let changes = world.store.migrate(&schema).await?;
    let column = Change::ColumnAdded { table: "t_harbours".to_owned(), column: "depth".to_owned() };
    assert_eq!(changes, [column, Change::TableCreated("t_harbour_piers".to_owned())]);
    assert_eq!(world.rows("select full_due from windlass_cursors").await?, ["1"]);
    assert_eq!(world.rows("select name, depth from t_harbours").await?, ["h|-"], "rows stay");
    let row = later::Harbour { name: "h".to_owned(), depth: Some(9), piers: vec![later::Pier { name: None }] };
    let committed = world.commit(2, vec![row.into_record(world.connection.row("h"), None)]).await?;
    assert_eq!((committed.inserted, committed.changed), (0, 1), "a row with one more column is another row");
    assert_eq!(world.rows("select depth from t_harbours").await?, ["9"]);
    // An older windlass goes on writing what it knows.
    assert_eq!(world.commit(3, vec![world.harbour("h")]).await?.changed, 1);
    Ok(())
}

pub(super) async fn a_view_follows_its_text(world: World) -> Outcome {
    world.commit(1, vec![world.crate_of("a", "s", |_| {})]).await?;
    let of = |name, text| View { name, sqlite: text, postgres: text, ..OPEN_CRATES };
    let narrowed = of(OPEN_CRATES.name, "select 'more' as more, id from t_crates where 1 = 1");
    let on_top = of("t_on_top", "select more from t_open_crates");
    let schema = Schema { views: vec![narrowed, on_top], ..tables::schema() };
    assert_eq!(world.store.migrate(&schema).await?, []);
    assert_eq!(world.rows("select more from t_on_top").await?, ["more"]);
    Ok(())
}

pub(super) async fn what_is_distrusted_is_written_again(world: World) -> Outcome {
    let other = world.other();
    let rows = || vec![world.crate_of("a", "s", |_| {}), world.crate_of("b", "t", |_| {})];
    world.commit(1, rows()).await?;
    other.commit(1, vec![other.crate_of("a", "s", |_| {})]).await?;
    assert_eq!(world.commit(2, rows()).await?.changed, 0);
    let within = Within::Column { column: "ship_id", ids: vec![world.id("s")] };
    assert_eq!(world.store.distrust(world.connection, Crate::TABLE, within).await?, 1);
    assert_eq!(world.commit(3, rows()).await?.changed, 1, "the one of that ship");
    assert_eq!(world.store.distrust(world.connection, Crate::TABLE, Within::Connection).await?, 2);
    assert_eq!(world.commit(4, rows()).await?.changed, 2);
    assert_eq!(other.commit(2, vec![other.crate_of("a", "s", |_| {})]).await?.changed, 0, "of another connection");
    Ok(())
}

pub(super) async fn scans_of_old_runs_are_pruned(world: World) -> Outcome {
    let other = world.other();
    let runs = FAILED_SCANS_KEPT + 7;
    for world in [&world, &other] {
        let connection_id = world.connection.to_string();
        let mut books = Vec::new();
        for at in 0..runs {
            // Ids of runs sort by their start, and those of two connections lie between one another.
            let id = format!("{at:05} of {connection_id}");
            for (stream, status) in [("x", "succeeded"), ("y", "failed")] {
                let (run_id, connection_id) = (id.clone(), connection_id.clone());
                let (stream, status) = (stream.to_owned(), status.to_owned());
                books.push(RunScanRow { run_id, connection_id, stream, status, ..RunScanRow::default() }.into_book());
            }
            books.push(RunRow { id, connection_id: connection_id.clone(), ..RunRow::default() }.into_book());
        }
        world.store.commit(world.batch(1, Vec::new(), books)).await?;
    }
    let deleted = u64::from(runs - SCANS_KEPT) + u64::from(runs - FAILED_SCANS_KEPT);
    assert_eq!(world.store.prune(world.connection).await?, deleted);
    assert_eq!(world.store.prune(world.connection).await?, 0);
    let left = "select status, count(*), min(run_id) from windlass_run_scans where connection_id = ";
    let of = |world: &World| format!("{left}'{}' group by 1 order by 1", world.connection);
    let row = |status: &str, kept: u32, of: &World| format!("{status}|{kept}|{:05} of {}", runs - kept, of.connection);
    let expected = [row("failed", FAILED_SCANS_KEPT, &world), row("succeeded", SCANS_KEPT, &world)];
    assert_eq!(world.rows(&of(&world)).await?, expected);
    assert_eq!(world.rows(&of(&other)).await?, [row("failed", runs, &other), row("succeeded", runs, &other)]);
    assert_eq!(world.rows("select count(*) from windlass_runs").await?, [(2 * runs).to_string()], "runs stay");
    Ok(())
}

async fn furnished(world: &World) -> Outcome {
    let (id, run) = (world.connection.to_string(), world.run.to_string());
    let connection = ConnectionRow { id: id.clone(), name: id.clone(), ..ConnectionRow::default() };
    let run_row = RunRow { id: run.clone(), connection_id: id.clone(), ..RunRow::default() };
    let scan = RunScanRow { run_id: run, connection_id: id, ..RunScanRow::default() };
    let books = vec![connection.into_book(), run_row.into_book(), scan.into_book(), world.cursor(1).into_book()];
    let with_mark = world.crate_of("c", "s", |row| row.marks = vec![Default::default(); 2]);
    world.store.commit(world.batch(1, vec![world.harbour("h"), with_mark], books)).await?;
    world.store.sweep(world.sweep_of(2, Crate::TABLE)).await?;
    Ok(())
}

const OWN: &str = "select (select count(*) from windlass_connections), (select count(*) from windlass_runs), \
                   (select count(*) from windlass_run_scans), (select count(*) from windlass_cursors)";
const BROUGHT: &str = "select (select count(*) from t_harbours), (select count(*) from t_crates), \
                       (select count(*) from t_crate_marks), (select count(*) from t_crate_events)";

pub(super) async fn forgetting_takes_the_bookkeeping(world: World) -> Outcome {
    let other = world.other();
    furnished(&world).await?;
    furnished(&other).await?;
    assert_eq!(world.store.forget(world.connection, false).await?, 4);
    assert_eq!(world.rows(OWN).await?, ["1|1|1|1"]);
    assert_eq!(world.rows(BROUGHT).await?, ["2|2|4|2"], "what it brought stays");
    assert_eq!(world.rows("select name from windlass_connections").await?, [other.connection.to_string()]);
    Ok(())
}

pub(super) async fn forgetting_takes_the_rows_where_asked(world: World) -> Outcome {
    let other = world.other();
    furnished(&world).await?;
    furnished(&other).await?;
    assert_eq!(world.store.forget(world.connection, true).await?, 9);
    assert_eq!(world.rows(OWN).await?, ["1|1|1|1"]);
    assert_eq!(world.rows(BROUGHT).await?, ["1|1|2|1"]);
    assert_eq!(world.store.forget(world.connection, true).await?, 0);
    Ok(())
}

pub(super) async fn a_lock_is_held_by_one(first: Arc<dyn Store>, second: Arc<dyn Store>) -> Outcome {
    let (one, two) = (ConnectionId::random(), ConnectionId::random());
    let held = first.lock(one).await?;
    for store in [&first, &second] {
        let refused = store.lock(one).await.expect_err("it is held");
        assert_eq!(refused.code(), "run_locked");
        assert!(refused.to_string().contains(&std::process::id().to_string()), "{refused}");
    }
    drop(second.lock(two).await?);
    drop(held);
    drop(second.lock(one).await?);
    Ok(())
}

pub(super) async fn two_may_migrate_at_once(first: Arc<dyn Store>, second: Arc<dyn Store>) -> Outcome {
    let schema = tables::schema();
    let (one, two) = tokio::join!(first.migrate(&schema), second.migrate(&schema));
    assert_eq!(one?.len() + two?.len(), schema.tables.len(), "each table is created once");
    Ok(())
}

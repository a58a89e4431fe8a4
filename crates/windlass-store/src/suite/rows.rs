//! Cases of [`Store::read_rows`](crate::Store::read_rows) and [`Store::write_rows`](crate::Store::write_rows).

use super::commits::full;
use super::tables::{Crate, CrateTag, Event, Harbour, schema};
use super::world::World;
use crate::StoreError;
use crate::books::{ConnectionRow, CursorRow};
use windlass_model::{Row, Table, TableKind, Value};

type Outcome = Result<(), StoreError>;
type Rows = Vec<Vec<Value>>;

async fn all_of(world: &World, table: &'static Table) -> Result<Rows, StoreError> {
    world.store.read_rows(table, None, 1_000).await
}

async fn everything(world: &World) -> Result<Vec<(&'static Table, Rows)>, StoreError> {
    let mut tables = schema().tables;
    // Parents before their children.
    tables.sort_by_key(|table| matches!(table.kind, TableKind::Child { .. }));
    let mut all = Vec::new();
    for table in tables {
        all.push((table, all_of(world, table).await?));
    }
    Ok(all)
}

/// Rows of every kind: present ones, removed ones, changes, bookkeeping.
async fn furnished(world: &World) -> Outcome {
    let id = world.connection.to_string();
    let connection = ConnectionRow { id: id.clone(), name: id, ..ConnectionRow::default() };
    let books = vec![connection.into_book(), world.cursor(1).into_book()];
    let records = vec![world.harbour("h"), full(world, "x"), full(world, "y")];
    world.store.commit(world.batch(1, records, books)).await?;
    let changed = full(world, "y").with("state", Value::Text("resolved".to_owned()));
    world.commit(2, vec![changed]).await?;
    world.store.sweep(world.sweep_of(2, Crate::TABLE)).await.map(drop)
}

pub(super) async fn rows_are_read_page_by_page(world: World) -> Outcome {
    world.commit(1, ["a", "b", "c", "d", "e"].map(|name| world.harbour(name)).into()).await?;
    let mut ids = ["a", "b", "c", "d", "e"].map(|name| Value::Text(world.id(name)));
    ids.sort_by_key(Value::to_text);
    let (mut after, mut found, mut lengths) = (None, Vec::new(), Vec::new());
    loop {
        let page = world.store.read_rows(Harbour::TABLE, after, 2).await?;
        lengths.push(page.len());
        let Some(last) = page.last() else { break };
        after = Some(vec![last[0].clone()]);
        found.extend(page.into_iter().filter_map(|row| row.into_iter().next()));
    }
    assert_eq!((lengths, found), (vec![2, 2, 1, 0], ids.to_vec()));
    // A key of several columns.
    world.commit(2, vec![full(&world, "x"), full(&world, "y")]).await?;
    let all = all_of(&world, CrateTag::TABLE).await?;
    assert_eq!(all.len(), 6);
    for (at, row) in all.iter().enumerate() {
        let behind = world.store.read_rows(CrateTag::TABLE, Some(row[..3].to_vec()), 1_000).await?;
        assert_eq!(behind, all[at + 1..], "behind row {at}");
    }
    Ok(())
}

pub(super) async fn cells_are_read_as_their_columns_kind(world: World) -> Outcome {
    world.commit(1, vec![full(&world, "x")]).await?;
    let row = all_of(&world, Crate::TABLE).await?.remove(0);
    let record = full(&world, "x");
    assert_eq!(row.len(), Crate::TABLE.all_columns().len());
    assert_eq!(row[2..2 + record.values().len()], *record.values());
    Ok(())
}

pub(super) async fn rows_that_are_written_are_what_was_read(world: World) -> Outcome {
    furnished(&world).await?;
    let before = everything(&world).await?;
    let held = |table: &Table| before.iter().any(|(known, rows)| *known == table && !rows.is_empty());
    for table in [Harbour::TABLE, Crate::TABLE, CrateTag::TABLE, Event::TABLE, CursorRow::TABLE] {
        assert!(held(table), "{} has no rows to try it with", table.name);
    }
    world.store.forget(world.connection, true).await?;
    assert!(everything(&world).await?.iter().all(|(_, rows)| rows.is_empty()));
    for _ in 0..2 {
        for (table, rows) in &before {
            world.store.write_rows(table, rows.clone()).await?;
        }
        assert_eq!(everything(&world).await?, before);
    }
    // What is told anew is known.
    assert_eq!(world.commit(3, vec![full(&world, "x")]).await?.reinstated, 1);
    assert_eq!(world.rows("select count(*) from t_crate_tags").await?, ["6"]);
    Ok(())
}

pub(super) async fn a_row_with_the_same_key_is_replaced(world: World) -> Outcome {
    furnished(&world).await?;
    let mut harbours = all_of(&world, Harbour::TABLE).await?;
    harbours[0][2] = Value::Text("renamed".to_owned());
    let mut tags = all_of(&world, CrateTag::TABLE).await?;
    tags[0][3] = Value::Null;
    world.store.write_rows(Harbour::TABLE, harbours.clone()).await?;
    world.store.write_rows(CrateTag::TABLE, tags.clone()).await?;
    world.store.write_rows(CrateTag::TABLE, Vec::new()).await?;
    assert_eq!(all_of(&world, Harbour::TABLE).await?, harbours);
    assert_eq!(all_of(&world, CrateTag::TABLE).await?, tags);
    Ok(())
}

pub(super) async fn p2_a_page_that_fails_keeps_nothing(world: World) -> Outcome {
    furnished(&world).await?;
    let before = everything(&world).await?;
    let mut rows = all_of(&world, CursorRow::TABLE).await?;
    let mut bad = rows[0].clone();
    rows[0][4] = Value::Integer(7);
    (bad[4], bad[1]) = (Value::Integer(8), Value::Null);
    rows.push(bad);
    let failed = world.store.write_rows(CursorRow::TABLE, rows).await;
    assert_eq!(failed.map_err(|error| error.code()), Err("store_write_failed"));
    assert_eq!(everything(&world).await?, before);
    Ok(())
}

pub(super) async fn rows_that_are_removed_are_gone_with_what_they_hold(world: World) -> Outcome {
    furnished(&world).await?;
    let before = everything(&world).await?;
    let key = |name: &str| vec![Value::Text(world.id(name))];
    // One tag of one crate, then the other crate with all of its own; what is not there is not missed.
    let tags = all_of(&world, CrateTag::TABLE).await?;
    let tag = tags.iter().find(|row| row[0] == key("x")[0] && row[2] == Value::Integer(1)).map(|row| row[..3].to_vec());
    assert_eq!(world.store.remove_rows(CrateTag::TABLE, tag.into_iter().collect()).await?, 1);
    assert_eq!(all_of(&world, CrateTag::TABLE).await?.len(), tags.len() - 1);
    assert_eq!(world.store.remove_rows(Crate::TABLE, vec![key("y"), key("nobody")]).await?, 1);
    assert_eq!(all_of(&world, CrateTag::TABLE).await?.len(), 2);
    assert_eq!(world.rows("select count(*) from t_crate_tags_rows").await?, ["2"]);
    // Written anew it is as it was, and has nothing of what another had.
    for (table, rows) in &before {
        world.store.write_rows(table, rows.clone()).await?;
    }
    assert_eq!(everything(&world).await?, before);
    Ok(())
}

pub(super) async fn a_reading_is_of_one_moment(world: World) -> Outcome {
    furnished(&world).await?;
    let before = everything(&world).await?;
    let mut reading = world.store.reading().await?;
    let first = reading.read_rows(Harbour::TABLE, None, 1_000).await?;
    world.commit(4, vec![world.harbour("new"), world.crate_of("x", "ship", |_| {})]).await?;
    world.store.remove_rows(Crate::TABLE, vec![vec![Value::Text(world.id("y"))]]).await?;
    assert_ne!(everything(&world).await?, before);
    for (table, rows) in &before {
        assert_eq!(reading.read_rows(table, None, 1_000).await?, *rows, "{}", table.name);
    }
    assert_eq!(reading.read_rows(Harbour::TABLE, None, 1_000).await?, first);
    let key = |name: &str| vec![Value::Text(world.id(name))];
    assert_eq!(reading.missing(Crate::TABLE, vec![key("x"), key("nobody"), key("y")]).await?, [key("nobody")]);
    let tags = all_of(&world, CrateTag::TABLE).await?;
    assert_eq!(
        reading.missing(CrateTag::TABLE, tags.iter().map(|row| row[..3].to_vec()).collect()).await?,
        Rows::new()
    );
    Ok(())
}

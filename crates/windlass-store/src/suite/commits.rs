//! Cases of [`Store::commit`](crate::Store::commit).

use super::tables::{Crate, CrateMark, CrateTag, Harbour};
use super::world::{World, at, at_text};
use crate::books::CursorRow;
use crate::{Committed, StoreError};
use serde_json::json;
use windlass_model::{Book, Json, Record, Row, Value};

type Outcome = Result<(), StoreError>;

const NONE: Committed = Committed { inserted: 0, changed: 0, reinstated: 0, removed: 0, removed_with: 0 };

fn tags(words: &[&str]) -> Vec<CrateTag> {
    words.iter().map(|word| CrateTag { word: Some((*word).to_owned()) }).collect()
}

/// A crate with something in every column.
pub(super) fn full(world: &World, name: &str) -> Record {
    world.crate_of(name, "ship", |row| {
        row.origin = Some("Hûlsta 'quoted' \u{1f6a2}".to_owned());
        row.sealed = Some(true);
        row.weight = Some(1.5);
        row.due_at = Some(at(3));
        row.pieces = Some(i64::MAX);
        row.papers = Some(Json::of(&json!({"a": [1, null]})));
        row.updated_at = Some(at(1));
        row.front = tags(&["a", "b"]);
        row.back = tags(&["c"]);
        row.marks = vec![CrateMark { depth: Some(-4) }];
    })
}

pub(super) async fn what_is_written_is_read(world: World) -> Outcome {
    let committed = world.commit(1, vec![full(&world, "x")]).await?;
    assert_eq!(committed, Committed { inserted: 1, ..NONE });
    let found = world.store.select(crate::Select::of("select * from t_crates", Vec::new())).await?;
    let kinds = Crate::TABLE.all_columns();
    // A store may have a number of its own for a row, behind all the columns.
    let names = kinds.iter().map(|column| column.name).collect::<Vec<_>>();
    assert_eq!(found.columns[..names.len()], names);
    let row: Vec<Value> =
        found.rows.into_iter().flatten().zip(&kinds).map(|(value, column)| value.coerce(column.kind)).collect();
    let record = full(&world, "x");
    assert_eq!(row[0], Value::Text(world.id("x")));
    assert_eq!(row[1], Value::Text(world.connection.to_string()));
    assert_eq!(row[2..2 + record.values().len()], *record.values());
    let tail = &row[2 + record.values().len()..];
    let hash = record.fingerprint();
    assert_eq!(tail, [Value::Null, Value::Timestamp(at(1)), Value::Null, Value::Integer(1), Value::Integer(hash)]);
    let tags = world.rows("select list, ordinal, word from t_crate_tags order by 1, 2").await?;
    assert_eq!(tags, ["back|0|c", "front|0|a", "front|1|b"]);
    assert_eq!(world.rows("select crate_id, ordinal, depth from t_crate_marks").await?, [world.id("x") + "|0|-4"]);
    assert_eq!(world.rows("select * from t_crate_events").await?, [""; 0], "a new row is no event");
    Ok(())
}

pub(super) async fn p2_a_batch_that_fails_keeps_nothing(world: World) -> Outcome {
    let good = world.cursor(1);
    world.store.commit(world.batch(1, vec![world.harbour("a")], vec![good.into_book()])).await?;
    let before = everything(&world).await?;
    // A cursor without a stream cannot be stored, and it comes last: all else had been written.
    let next = CursorRow { walk: 2, ..world.cursor(2) }.into_book();
    let mut bad = next.clone();
    bad.values[1] = Value::Null;
    let records = vec![world.harbour("a2"), full(&world, "x")];
    let failed = world.store.commit(world.batch(2, records, vec![next, bad])).await;
    assert_eq!(failed.map_err(|error| error.code()), Err("store_write_failed"));
    assert_eq!(everything(&world).await?, before);
    assert_eq!(world.commit(3, vec![full(&world, "x")]).await?.inserted, 1, "the store works on");
    Ok(())
}

pub(super) async fn p2_a_batch_that_fails_leaves_those_beside_it(world: World) -> Outcome {
    let good = |name: &str| {
        let cursor = CursorRow { scope_id: name.to_owned(), ..world.cursor(1) };
        world.store.commit(world.batch(1, vec![world.harbour(name)], vec![cursor.into_book()]))
    };
    let mut cursor = world.cursor(1).into_book();
    cursor.values[1] = Value::Null;
    let bad = world.store.commit(world.batch(1, vec![world.harbour("bad")], vec![cursor]));
    let (a, b, bad, c, d) = tokio::join!(good("a"), good("b"), bad, good("c"), good("d"));
    assert_eq!(bad.map_err(|error| error.code()), Err("store_write_failed"));
    for committed in [a, b, c, d] {
        assert_eq!(committed?, Committed { inserted: 1, ..NONE });
    }
    assert_eq!(world.rows("select name from t_harbours order by 1").await?, ["a", "b", "c", "d"]);
    assert_eq!(world.rows("select scope_id from windlass_cursors order by 1").await?, ["a", "b", "c", "d"]);
    Ok(())
}

async fn everything(world: &World) -> Result<Vec<String>, StoreError> {
    let mut all = Vec::new();
    for table in ["t_harbours", "t_crates", "t_crate_tags", "t_crate_events", "windlass_cursors"] {
        all.extend(world.rows(&format!("select * from {table}")).await?);
    }
    Ok(all)
}

pub(super) async fn p4_the_same_batch_again_changes_nothing(world: World) -> Outcome {
    const REST: &str = "select id, connection_id, ship_id, origin, state, sealed, weight, due_at, pieces, papers, updated_at, \
                        extra, removed_at, content_hash from t_crates order by id";
    world.commit(1, vec![full(&world, "x"), full(&world, "y")]).await?;
    let before = (world.rows(REST).await?, world.rows("select * from t_crate_tags order by 1, 2, 3").await?);
    assert_eq!(world.commit(2, vec![full(&world, "x"), full(&world, "y")]).await?, NONE);
    assert_eq!((world.rows(REST).await?, world.rows("select * from t_crate_tags order by 1, 2, 3").await?), before);
    let seen = world.rows("select distinct synced_at, seen_in from t_crates").await?;
    assert_eq!(seen, [format!("{}|2", at_text(2))]);
    assert_eq!(world.rows("select * from t_crate_events").await?, [""; 0]);
    Ok(())
}

pub(super) async fn changes_of_tracked_columns_are_events(world: World) -> Outcome {
    world.commit(1, vec![full(&world, "x")]).await?;
    let changed = world.crate_of("x", "ship", |row| {
        row.state = Some("resolved".to_owned());
        row.sealed = Some(false);
        row.weight = Some(2.0);
        row.due_at = None;
        row.pieces = Some(1);
        row.updated_at = Some(at(9));
    });
    assert_eq!(world.commit(2, vec![changed]).await?, Committed { changed: 1, ..NONE });
    let events = "select crate_id, connection_id, field, old_value, new_value, changed_at, seen_at, reason, run_id \
                  from t_crate_events order by field";
    let told = |change: &str| {
        format!("{}|{}|{change}|{}|{}|-|{}", world.id("x"), world.connection, at_text(9), at_text(2), world.run)
    };
    let due = format!("due_at|{}|-", at_text(3));
    let expected = [&due, "sealed|true|false", "state|open|resolved", "weight|1.5|2"].map(told);
    assert_eq!(world.rows(events).await?, expected);
    assert_eq!(world.rows("select count(distinct id) from t_crate_events").await?, ["4"]);
    assert_eq!(world.rows("select state, sealed, pieces, due_at from t_crates").await?, ["resolved|0|1|-"]);
    Ok(())
}

pub(super) async fn child_rows_are_rewritten(world: World) -> Outcome {
    let with = |front: &[&str], back: &[&str]| {
        let (front, back) = (tags(front), tags(back));
        world.crate_of("x", "ship", |row| (row.front, row.back) = (front, back))
    };
    let neighbour = world.crate_of("y", "ship", |row| row.front = tags(&["mine"]));
    world.commit(1, vec![with(&["a", "b", "c"], &["d"]), neighbour]).await?;
    // Only a child row differs: that is a change of the crate.
    assert_eq!(world.commit(2, vec![with(&["a", "b"], &["d", "e"])]).await?, Committed { changed: 1, ..NONE });
    let args = vec![Value::Text(world.id("x"))];
    let sql = "select list, ordinal, word from t_crate_tags where crate_id = ?1 order by 1, 2";
    assert_eq!(world.rows_with(sql, args).await?, ["back|0|d", "back|1|e", "front|0|a", "front|1|b"]);
    assert_eq!(world.rows("select word from t_crate_tags where word = 'mine'").await?, ["mine"]);
    Ok(())
}

pub(super) async fn the_last_of_two_rows_with_one_id_wins(world: World) -> Outcome {
    let state = |state: &str| {
        world.crate_of("x", "ship", |row| (row.state, row.front) = (Some(state.to_owned()), tags(&[state])))
    };
    let committed = world.commit(1, vec![state("open"), world.harbour("h"), state("resolved")]).await?;
    assert_eq!(committed, Committed { inserted: 2, ..NONE });
    assert_eq!(world.rows("select state from t_crates").await?, ["resolved"]);
    assert_eq!(world.rows("select word from t_crate_tags").await?, ["resolved"]);
    let committed = world.commit(2, vec![state("open"), state("resolved")]).await?;
    assert_eq!(committed, NONE, "what it was in between was never there");
    assert_eq!(world.rows("select * from t_crate_events").await?, [""; 0]);
    Ok(())
}

pub(super) async fn extra_is_kept(world: World) -> Outcome {
    let record = |extra| Harbour { name: "h".to_owned() }.into_record(world.connection.row("h"), extra);
    world.commit(1, vec![record(Some(json!({"new": {"$x": 1}})))]).await?;
    assert_eq!(world.rows("select extra from t_harbours").await?, [r#"{"new":{"$x":1}}"#]);
    assert_eq!(world.commit(2, vec![record(None)]).await?.changed, 1);
    assert_eq!(world.rows("select extra from t_harbours").await?, ["-"]);
    Ok(())
}

pub(super) async fn an_empty_batch_is_fine(world: World) -> Outcome {
    assert_eq!(world.commit(1, Vec::new()).await?, NONE);
    Ok(())
}

pub(super) async fn books_are_replaced_by_their_key(world: World) -> Outcome {
    let cursor = |walk, shard, pages| CursorRow { shard, pages, ..world.cursor(walk) };
    let books = |rows: Vec<CursorRow>| rows.into_iter().map(Row::into_book).collect::<Vec<Book>>();
    let first = books(vec![cursor(1, 0, 1), cursor(1, 1, 7), cursor(1, 0, 2)]);
    world.store.commit(world.batch(1, Vec::new(), first)).await?;
    world.store.commit(world.batch(2, Vec::new(), books(vec![cursor(2, 0, 3)]))).await?;
    let found = world.rows("select shard, walk, pages, next, full_due from windlass_cursors order by shard").await?;
    assert_eq!(found, ["0|2|3|-|0", "1|1|7|-|0"]);
    let read = world.store.select(crate::Select::of("select * from windlass_cursors where shard = 1", vec![])).await?;
    let row = read.rows.into_iter().next().and_then(CursorRow::from_values);
    assert_eq!(row.map(|row| (row.walk, row.pages, row.started_at)), Some((1, 7, at(1))));
    Ok(())
}

pub(super) async fn a_row_that_comes_back_is_reinstated(world: World) -> Outcome {
    world.commit(1, vec![full(&world, "x"), full(&world, "y")]).await?;
    world.store.sweep(world.sweep_of(2, Crate::TABLE)).await?;
    let changed = full(&world, "y").with("state", Value::Text("resolved".to_owned()));
    let committed = world.commit(3, vec![full(&world, "x"), changed]).await?;
    assert_eq!(committed, Committed { changed: 2, reinstated: 2, ..NONE });
    assert_eq!(world.rows("select count(*) from t_crates where removed_at is null and seen_in = 3").await?, ["2"]);
    assert_eq!(world.rows("select count(*) from t_crate_tags").await?, ["6"]);
    let events = world
        .rows_with(
            "select field, old_value, new_value, seen_at, reason from t_crate_events where seen_at = ?1 order by 1, 3",
            vec![Value::Timestamp(at(3))],
        )
        .await?;
    let back = format!("removed_at|{}|-|{}|listed_again", at_text(2), at_text(3));
    let state = format!("state|open|resolved|{}|-", at_text(3));
    assert_eq!(events, [back.clone(), back, state]);
    Ok(())
}

pub(super) async fn two_connections_do_not_meet(world: World) -> Outcome {
    let other = world.other();
    world.commit(1, vec![world.harbour("h")]).await?;
    assert_eq!(other.commit(1, vec![other.harbour("h")]).await?.inserted, 1);
    assert_eq!(world.rows("select count(*), count(distinct connection_id) from t_harbours").await?, ["2|2"]);
    Ok(())
}

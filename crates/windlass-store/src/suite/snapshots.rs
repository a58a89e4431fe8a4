//! Cases of [`Store::snapshot`](crate::Store::snapshot).

use super::world::World;
use crate::{Kept, Select, Snapshot, StoreError};
use std::time::Duration;
use windlass_model::Value;

type Outcome = Result<(), StoreError>;

const OPEN: Kept = Kept { view: "t_open_crates", index: &["id"] };

/// The first cell of each row, as text.
async fn first(snapshot: &mut Box<dyn Snapshot>, sql: &str, args: Vec<Value>) -> Result<Vec<String>, StoreError> {
    let found = snapshot.select(Select::of(sql, args)).await?;
    Ok(found.rows.iter().filter_map(|row| row.first().and_then(Value::to_text)).collect())
}

pub(super) async fn a_snapshot_sees_one_moment(world: World) -> Outcome {
    let (names, open) = ("select name from t_harbours order by 1", "select count(*) from t_open_crates");
    world.commit(1, vec![world.harbour("a"), world.crate_of("x", "s", |_| {})]).await?;
    let mut plain = world.store.snapshot(Vec::new()).await?;
    let mut keeping = world.store.snapshot(vec![OPEN]).await?;
    world.commit(2, vec![world.harbour("b"), world.crate_of("y", "s", |_| {})]).await?;
    for snapshot in [&mut plain, &mut keeping] {
        assert_eq!(first(snapshot, names, Vec::new()).await?, ["a"]);
        assert_eq!(first(snapshot, open, Vec::new()).await?, ["1"]);
    }
    let mut later = world.store.snapshot(vec![OPEN]).await?;
    assert_eq!(first(&mut later, names, Vec::new()).await?, ["a", "b"]);
    assert_eq!(first(&mut later, open, Vec::new()).await?, ["2"]);
    assert_eq!(world.rows(open).await?, ["2"], "others see the view");
    Ok(())
}

pub(super) async fn an_error_does_not_end_a_snapshot(world: World) -> Outcome {
    world.commit(1, vec![world.harbour("a")]).await?;
    let mut snapshot = world.store.snapshot(vec![OPEN]).await?;
    world.commit(2, vec![world.harbour("b")]).await?;
    let endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";
    let limit = Some(Duration::from_millis(100));
    for (query, code) in [
        (Select::of("selec 1", Vec::new()), "query_failed"),
        (Select::of("select nothing from nowhere", Vec::new()), "query_failed"),
        (Select { timeout: limit, ..Select::of(endless, Vec::new()) }, "query_timeout"),
        (Select::of("delete from t_harbours", Vec::new()), "query_refused"),
    ] {
        let outcome = snapshot.select(query).await;
        assert_eq!(outcome.map(|_| ()).map_err(|error| error.code()), Err(code));
        assert_eq!(first(&mut snapshot, "select name from t_harbours", Vec::new()).await?, ["a"], "after {code}");
    }
    let two = Select { max_rows: Some(1), ..Select::of("select 1 union all select 2", Vec::new()) };
    let found = snapshot.select(two).await?;
    assert_eq!((found.rows.len(), found.truncated), (1, true));
    let long = "x".repeat(500_000);
    let much =
        format!("with recursive n(i) as (select 1 union all select i + 1 from n where i < 200) select '{long}' from n");
    let refused = snapshot.select(Select::of(much, Vec::new())).await.map(|_| ()).map_err(|error| error.to_string());
    assert!(refused.as_ref().is_err_and(|why| why.contains("64 MB")), "{refused:?}");
    // A statement that stays prepared takes other arguments, of other kinds.
    for value in [Value::Integer(1), Value::Text("x".to_owned()), Value::Null, Value::Integer(2)] {
        let found = snapshot.select(Select::of("select ?1 as given", vec![value.clone()])).await?;
        assert_eq!(found.rows, [[value]]);
    }
    Ok(())
}

pub(super) async fn a_snapshot_only_reads(world: World) -> Outcome {
    world.commit(1, vec![world.harbour("h")]).await?;
    let mut snapshot = world.store.snapshot(vec![OPEN]).await?;
    for text in [
        "delete from t_harbours",
        "update t_harbours set name = ''",
        "insert into t_harbours (id) values ('x')",
        "drop table t_harbours",
        "delete from t_open_crates",
        "delete from t_open_crates returning id",
        "insert into t_open_crates (id) values ('x') returning id",
        "drop table t_open_crates",
        "create temporary table t_new (a integer)",
        "select 1; select 2",
        "commit",
        "rollback",
        "",
    ] {
        let outcome = snapshot.select(Select::of(text, Vec::new())).await;
        assert_eq!(outcome.map(|_| ()).map_err(|error| error.code()), Err("query_refused"), "{text}");
    }
    assert_eq!(first(&mut snapshot, "select name from t_harbours", Vec::new()).await?, ["h"]);
    assert_eq!(world.rows("select name from t_harbours").await?, ["h"]);
    Ok(())
}

pub(super) async fn what_is_kept_answers_like_its_view(world: World) -> Outcome {
    let closed = world.crate_of("c", "s", |row| row.state = None);
    world.commit(1, vec![world.crate_of("a", "s", |_| {}), world.crate_of("b", "s", |_| {}), closed]).await?;
    let mut plain = world.store.snapshot(Vec::new()).await?;
    let mut keeping = world.store.snapshot(vec![OPEN]).await?;
    for (sql, args) in [
        ("select id from t_open_crates order by 1", Vec::new()),
        ("select id from t_open_crates where id = ?1", vec![Value::Text(world.id("b"))]),
        ("select id from t_open_crates where id = ?1", vec![Value::Text(world.id("c"))]),
        ("select count(*) from t_crates c join t_open_crates o on o.id = c.id", Vec::new()),
    ] {
        let expected = first(&mut plain, sql, args.clone()).await?;
        assert_eq!(first(&mut keeping, sql, args).await?, expected, "{sql}");
    }
    Ok(())
}

pub(super) async fn a_view_that_is_not_there_is_not_kept(world: World) -> Outcome {
    world.commit(1, vec![world.crate_of("a", "s", |_| {})]).await?;
    let missing = Kept { view: "t_nowhere", index: &["id"] };
    let no_column = Kept { view: "t_open_crates", index: &["nothing"] };
    let mut snapshot = world.store.snapshot(vec![missing, no_column]).await?;
    assert_eq!(first(&mut snapshot, "select id from t_open_crates", Vec::new()).await?, [world.id("a")]);
    let outcome = snapshot.select(Select::of("select * from t_nowhere", Vec::new())).await;
    assert_eq!(outcome.map(|_| ()).map_err(|error| error.code()), Err("query_failed"));
    Ok(())
}

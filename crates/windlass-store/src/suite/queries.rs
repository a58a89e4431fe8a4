//! Cases of [`Store::select`](crate::Store::select).

use super::world::World;
use crate::{Select, StoreError};
use std::time::{Duration, Instant};
use windlass_model::Value;

type Outcome = Result<(), StoreError>;

pub(super) async fn arguments_are_bound(world: World) -> Outcome {
    world.commit(1, vec![world.harbour("a'; drop table t_harbours; --"), world.harbour("b")]).await?;
    let args = vec![Value::Text("a'; drop table t_harbours; --".to_owned()), Value::Integer(7)];
    let found =
        world.store.select(Select::of("select name, ?2 as n from t_harbours where name = ?1", args.clone())).await?;
    assert_eq!(found.columns, ["name", "n"]);
    assert_eq!(found.rows, [args]);
    assert!(!found.truncated);
    Ok(())
}

pub(super) async fn rows_are_limited(world: World) -> Outcome {
    world.commit(1, ["a", "b", "c"].map(|name| world.harbour(name)).into()).await?;
    for (limit, rows, truncated) in [(None, 3, false), (Some(3), 3, false), (Some(2), 2, true), (Some(0), 0, true)] {
        let query = Select { max_rows: limit, ..Select::of("select name from t_harbours order by 1", Vec::new()) };
        let found = world.store.select(query).await?;
        assert_eq!((found.rows.len(), found.truncated), (rows, truncated), "limit {limit:?}");
    }
    Ok(())
}

pub(super) async fn time_is_limited(world: World) -> Outcome {
    let endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";
    let query = Select { timeout: Some(Duration::from_millis(100)), ..Select::of(endless, Vec::new()) };
    let began = Instant::now();
    let outcome = world.store.select(query).await;
    assert_eq!(outcome.map_err(|error| error.code()), Err("query_timeout"));
    assert!(began.elapsed() < Duration::from_secs(10), "it ended after {:?}", began.elapsed());
    assert_eq!(world.rows("select 1").await?, ["1"], "the next query is not cut short");
    Ok(())
}

pub(super) async fn only_reading_is_allowed(world: World) -> Outcome {
    world.commit(1, vec![world.harbour("h")]).await?;
    for text in [
        "delete from t_harbours",
        "update t_harbours set name = ''",
        "insert into t_harbours (id) values ('x')",
        "drop table t_harbours",
        "create table t_new (a integer)",
        "create temporary table t_new (a integer)",
        "alter table t_harbours add column a integer",
        "select 1; delete from t_harbours",
        "select 1; select 2",
        "begin",
        "",
        "-- nothing",
    ] {
        let outcome = world.store.select(Select::of(text, Vec::new())).await;
        assert_eq!(outcome.map(|_| ()).map_err(|error| error.code()), Err("query_refused"), "{text}");
    }
    assert_eq!(world.rows("select name from t_harbours; -- and no more").await?, ["h"]);
    Ok(())
}

pub(super) async fn mistakes_are_told(world: World) -> Outcome {
    for text in ["selec 1", "select nothing from nowhere", "select ?1", "select \"misspelt\" from t_harbours"] {
        let outcome = world.store.select(Select::of(text, Vec::new())).await;
        let error = outcome.expect_err(text);
        assert_eq!(error.code(), "query_failed", "{text}");
        assert!(std::error::Error::source(&error).is_some(), "what the database said is its source");
    }
    Ok(())
}

pub(super) async fn views_are_there(world: World) -> Outcome {
    let open = world.crate_of("a", "s", |_| {});
    let closed = world.crate_of("b", "s", |row| row.state = None);
    world.commit(1, vec![open, closed]).await?;
    assert_eq!(world.rows("select id from t_open_crates").await?, [world.id("a")]);
    Ok(())
}

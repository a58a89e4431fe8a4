//! Rows on their way to the server, in as many messages as they need.

use crate::cluster::Cluster;
use crate::world::world_at;
use windlass_model::Value;
use windlass_store::suite::tables::CrateTag;

/// Rows of a commit; with their tags they fill some dozen messages.
const ROWS: usize = 3000;

#[tokio::test]
async fn p6_rows_that_fill_many_messages_arrive_whole() {
    let cluster = Cluster::own(&[]);
    let world = world_at(&cluster.url("many")).await;
    let tag = |word: String| CrateTag { word: Some(word) };
    // The first is longer than a message by itself, the last has no array at all.
    let words = |at: usize| match at {
        0 => vec![tag("long".repeat(100_000)), tag("0".to_owned())],
        at if at + 1 == ROWS => Vec::new(),
        at => vec![tag(at.to_string()), tag("x".repeat(at % 300))],
    };
    let records: Vec<_> = (0..ROWS)
        .map(|at| {
            world.crate_of(&at.to_string(), "ship", |row| (row.state, row.front) = (Some(at.to_string()), words(at)))
        })
        .collect();
    let committed = world.commit(1, records.clone()).await.unwrap();
    assert_eq!((committed.inserted, committed.changed), (ROWS as u64, 0));
    let found = async |sql: &str| world.rows(sql).await.unwrap();
    assert_eq!(found("select count(*), count(distinct state) from t_crates").await, [format!("{ROWS}|{ROWS}")]);
    // Each tag stands with its own crate, in its own place.
    let own = "select count(*) from t_crate_tags t join t_crates c on c.id = t.crate_id \
               where t.ordinal = 0 and (t.word = c.state or c.state = '0' and length(t.word) = 400000)";
    assert_eq!(found(own).await, [(ROWS - 1).to_string()]);
    let filled: usize = (1..ROWS - 1).map(|at| at % 300).sum::<usize>() + 1;
    let rest = "select count(*), sum(length(word)) from t_crate_tags where ordinal = 1";
    assert_eq!(found(rest).await, [format!("{}|{filled}", ROWS - 1)]);
    // All of them once more, as they were and otherwise.
    let again = world.commit(2, records.clone()).await.unwrap();
    assert_eq!((again.inserted, again.changed), (0, 0));
    let others = records.into_iter().map(|record| record.with("origin", Value::Text("elsewhere".to_owned())));
    let changed = world.commit(3, others.collect()).await.unwrap();
    assert_eq!((changed.inserted, changed.changed), (0, ROWS as u64));
    assert_eq!(found(own).await, [(ROWS - 1).to_string()]);
    assert_eq!(found(rest).await, [format!("{}|{filled}", ROWS - 1)]);
}

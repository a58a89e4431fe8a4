//! Cases of [`Store::sweep`](crate::Store::sweep).

use super::tables::{Crate, Harbour, Ship};
use super::world::{World, at_text};
use crate::{Committed, StoreError, Within};
use windlass_model::{Row, Value};

type Outcome = Result<(), StoreError>;

const NONE: Committed = Committed { inserted: 0, changed: 0, reinstated: 0, removed: 0, removed_with: 0 };

pub(super) async fn p5_only_unseen_rows_within_the_scope_are_removed(world: World) -> Outcome {
    let crates = || {
        let of = |name, ship| world.crate_of(name, ship, |_| {});
        vec![of("a1", "a"), of("a2", "a"), of("b1", "b"), of("c1", "c")]
    };
    let names = ["a1", "a2", "b1", "c1"];
    world.commit(1, crates()).await?;
    world.commit(2, crates().into_iter().take(1).collect()).await?;
    let within = Within::Column { column: "ship_id", ids: vec![world.id("a"), world.id("c"), world.id("nowhere")] };
    let swept = world.store.sweep(crate::Sweep { within, ..world.sweep_of(2, Crate::TABLE) }).await?;
    assert_eq!(swept, Committed { removed: 2, ..NONE });
    assert_eq!(world.present(Crate::TABLE, &names).await?, ["a1", "b1"]);
    let again = world.store.sweep(world.sweep_of(2, Crate::TABLE)).await?;
    assert_eq!(again, Committed { removed: 1, ..NONE }, "what is removed is not removed again");
    assert_eq!(world.rows("select count(*) from t_crates").await?, ["4"], "removed rows stay");
    let none = Within::Column { column: "ship_id", ids: Vec::new() };
    let swept = world.store.sweep(crate::Sweep { within: none, ..world.sweep_of(3, Crate::TABLE) }).await?;
    assert_eq!(swept, NONE, "a scope of nothing holds nothing");
    Ok(())
}

pub(super) async fn p5_other_connections_are_left_alone(world: World) -> Outcome {
    let other = world.other();
    world.commit(1, vec![world.harbour("h")]).await?;
    other.commit(1, vec![other.harbour("h")]).await?;
    assert_eq!(world.store.sweep(world.sweep_of(2, Harbour::TABLE)).await?.removed, 1);
    assert_eq!(other.present(Harbour::TABLE, &["h"]).await?, ["h"]);
    Ok(())
}

pub(super) async fn what_refers_to_a_removed_row_goes_with_it(world: World) -> Outcome {
    let of = |name, ship| world.crate_of(name, ship, |row| row.marks = vec![Default::default()]);
    let all = vec![
        world.harbour("north"),
        world.harbour("south"),
        world.ship("n1", "north"),
        world.ship("s1", "south"),
        of("n1a", "n1"),
        of("n1b", "n1"),
        of("s1a", "s1"),
    ];
    world.commit(1, all).await?;
    world.commit(2, vec![world.harbour("south")]).await?;
    let swept = world.store.sweep(world.sweep_of(2, Harbour::TABLE)).await?;
    assert_eq!(swept, Committed { removed: 1, removed_with: 3, ..NONE });
    assert_eq!(world.present(Harbour::TABLE, &["north", "south"]).await?, ["south"]);
    assert_eq!(world.present(Ship::TABLE, &["n1", "s1"]).await?, ["s1"]);
    assert_eq!(world.present(Crate::TABLE, &["n1a", "n1b", "s1a"]).await?, ["s1a"]);
    assert_eq!(world.rows("select count(*) from t_crate_marks").await?, ["3"], "child rows describe the removed row");
    let events = "select field, old_value, new_value, changed_at, seen_at, reason, run_id from t_crate_events";
    let event = format!("removed_at|-|{0}|-|{0}|parent_removed|{1}", at_text(2), world.run);
    assert_eq!(world.rows(events).await?, [event.clone(), event]);
    assert_eq!(world.rows("select count(distinct id), count(distinct crate_id) from t_crate_events").await?, ["2|2"]);
    Ok(())
}

pub(super) async fn rows_that_refer_to_one_another_end(world: World) -> Outcome {
    let ship = |name: &str, mother: &str| {
        Ship { harbour_id: Some(world.id("h")), mother_id: Some(world.id(mother)), name: name.to_owned() }
            .into_record(world.connection.row(name), None)
    };
    let crate_of = world.crate_of("c", "two", |_| {});
    world.commit(1, vec![world.harbour("h"), ship("one", "two"), ship("two", "one"), crate_of]).await?;
    let swept = world.store.sweep(world.sweep_of(2, Harbour::TABLE)).await?;
    assert_eq!(swept, Committed { removed: 1, removed_with: 3, ..NONE });
    assert_eq!(world.rows("select count(*) from t_crate_events").await?, ["1"]);
    Ok(())
}

pub(super) async fn a_removal_keeps_its_reason(world: World) -> Outcome {
    let of = |name, state: &str| world.crate_of(name, "s", |row| row.state = Some(state.to_owned()));
    world.commit(1, vec![of("a", "open"), of("b", "resolved")]).await?;
    let sweep = crate::Sweep { reason: world.resolved(), ..world.sweep_of(2, Crate::TABLE) };
    assert_eq!(world.store.sweep(sweep).await?.removed, 2);
    let reasons = "select state, reason from t_crate_events join t_crates on t_crates.id = crate_id order by 1";
    assert_eq!(world.rows(reasons).await?, ["open|not_listed", "resolved|resolved_before"]);
    Ok(())
}

pub(super) async fn p2_a_sweep_that_fails_removes_nothing(world: World) -> Outcome {
    world.commit(1, vec![world.harbour("h"), world.ship("s", "h"), world.crate_of("c", "s", |_| {})]).await?;
    let mut bad = world.cursor(2).into_book();
    bad.values[1] = Value::Null;
    let books = vec![world.cursor(2).into_book(), bad];
    let failed = world.store.sweep(crate::Sweep { books, ..world.sweep_of(2, Harbour::TABLE) }).await;
    assert_eq!(failed.map_err(|error| error.code()), Err("store_write_failed"));
    assert_eq!(world.present(Harbour::TABLE, &["h"]).await?, ["h"]);
    assert_eq!(world.present(Crate::TABLE, &["c"]).await?, ["c"]);
    assert_eq!(
        world.rows("select id from t_crate_events union all select stream from windlass_cursors").await?,
        [""; 0]
    );
    let books = vec![world.cursor(2).into_book()];
    let swept = world.store.sweep(crate::Sweep { books, ..world.sweep_of(2, Harbour::TABLE) }).await?;
    assert_eq!(swept, Committed { removed: 1, removed_with: 2, ..NONE });
    assert_eq!(world.rows("select walk from windlass_cursors").await?, ["2"], "the cursor stands with the removals");
    Ok(())
}

pub(super) async fn many_ids_fit_in_a_scope(world: World) -> Outcome {
    let ships: Vec<String> = (0..5_000).map(|at| format!("ship{at}")).collect();
    let crates = ["ship0", "ship2500", "ship4999", "elsewhere"];
    world.commit(1, crates.iter().map(|ship| world.crate_of(ship, ship, |_| {})).collect()).await?;
    let ids = ships.iter().map(|ship| world.id(ship)).collect();
    let within = Within::Column { column: "ship_id", ids };
    let swept = world.store.sweep(crate::Sweep { within, ..world.sweep_of(2, Crate::TABLE) }).await?;
    assert_eq!(swept.removed, 3);
    assert_eq!(world.present(Crate::TABLE, &crates).await?, ["elsewhere"]);
    Ok(())
}

//! Cases of [`Store::replace`](crate::Store::replace).

use super::world::World;
use crate::books::SlaRow;
use crate::{Replacement, Select, StoreError};
use windlass_model::{Book, Row, Value};

type Outcome = Result<(), StoreError>;

fn sla(criticality: &str, severity: &str, days: i64) -> Book {
    SlaRow { business_criticality: criticality.to_owned(), severity: severity.to_owned(), days }.into_book()
}

fn all(rows: Vec<Book>) -> Replacement {
    Replacement { table: SlaRow::TABLE, of: None, rows }
}

fn of(criticality: &str, rows: Vec<Book>) -> Replacement {
    Replacement { of: Some(("business_criticality", Value::Text(criticality.to_owned()))), ..all(rows) }
}

const EVERYTHING: &str = "select business_criticality, severity, days from windlass_sla order by 1, 2";

pub(super) async fn rows_take_the_place_of_others(world: World) -> Outcome {
    world.store.replace(vec![all(vec![sla("", "low", 1), sla("high", "low", 2), sla("high", "high", 3)])]).await?;
    assert_eq!(world.rows(EVERYTHING).await?, ["|low|1", "high|high|3", "high|low|2"]);
    let two = vec![of("high", vec![sla("high", "low", 4)]), of("none", vec![sla("none", "low", 5)])];
    world.store.replace(two).await?;
    assert_eq!(world.rows(EVERYTHING).await?, ["|low|1", "high|low|4", "none|low|5"], "rows of others stay");
    world.store.replace(vec![of("high", Vec::new())]).await?;
    assert_eq!(world.rows(EVERYTHING).await?, ["|low|1", "none|low|5"]);
    world.store.replace(vec![all(Vec::new())]).await?;
    assert!(world.rows(EVERYTHING).await?.is_empty());
    world.store.replace(Vec::new()).await
}

pub(super) async fn p2_a_replacement_that_fails_replaces_nothing(world: World) -> Outcome {
    world.store.replace(vec![all(vec![sla("", "low", 1), sla("high", "low", 2)])]).await?;
    let mut bad = sla("x", "low", 2);
    bad.values[2] = Value::Null;
    let failed = world.store.replace(vec![all(Vec::new()), of("x", vec![sla("x", "low", 1), bad])]).await;
    assert_eq!(failed.map_err(|error| error.code()), Err("store_write_failed"));
    assert_eq!(world.rows(EVERYTHING).await?, ["|low|1", "high|low|2"]);
    Ok(())
}

pub(super) async fn nothing_is_replaced_where_somebody_else_was_quicker(world: World) -> Outcome {
    let unless = |days: i64| {
        let arguments = vec![Value::Text("low".to_owned()), Value::Integer(days)];
        Some(Select::of("select 1 from windlass_sla where severity = ?1 and days > ?2", arguments))
    };
    let replaced = |days| world.store.replace_unless(unless(days), vec![all(vec![sla("", "low", days)])]);
    assert!(replaced(5).await?);
    assert!(!replaced(4).await?);
    assert_eq!(world.rows(EVERYTHING).await?, ["|low|5"]);
    assert!(replaced(5).await? && replaced(6).await?);
    assert_eq!(world.rows(EVERYTHING).await?, ["|low|6"]);
    Ok(())
}

pub(super) async fn thousands_of_rows_are_replaced(world: World) -> Outcome {
    for days in [1, 2] {
        let rows = (0..5_000).map(|at| sla("", &format!("s{at}"), days)).collect();
        world.store.replace(vec![all(rows)]).await?;
        assert_eq!(
            world.rows("select count(*), sum(days) from windlass_sla").await?,
            [format!("5000|{}", days * 5_000)]
        );
    }
    Ok(())
}

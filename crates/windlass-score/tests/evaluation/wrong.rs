//! What is wrong with a card's SQL is told, does not pass, and stops nothing else.

use crate::world::{World, at, card, of_one};
use std::time::Duration;
use windlass_score::cards::EntityFilter;
use windlass_score::evaluate::{Limits, Status};
use windlass_score::{Options, ScoreError, evaluate};

/// What a card with this one check is told of its SQL.
async fn told(world: &World, sql: &str, limits: Limits) -> String {
    let options = Options { limits, ..Options::at(at(1_000)) };
    let report = evaluate(&*world.store, &[of_one(sql, "")], &options).await.unwrap().remove(0);
    assert!(report.entities.iter().all(|scored| scored.results[0].status == Status::Error), "{sql}");
    assert!(report.entities.iter().all(|scored| scored.score.level.is_none()), "an error does not pass: {sql}");
    let [error] = report.sql_errors.as_slice() else { panic!("{sql}: {:?}", report.sql_errors) };
    assert_eq!((error.check.as_deref(), error.sql.as_str(), error.entities), (Some("one"), sql, 4));
    assert_eq!(report.entities[3].results[0].message.as_ref().map(|message| message.is_empty()), Some(false));
    error.error.clone()
}

pub(crate) async fn an_error_does_not_pass(world: World) {
    for (sql, words) in [
        ("select 'PASS' where 1 = 0", "no row"),
        ("select 'PASS' where $entity_name = ''", "no row"),
        ("select identifier as entity_identifier, 'PASS' from windlass_entities where 1 = 0", "no row for this entity"),
        ("select 'passed'", "`passed`, and has to be PASS, WARN or FAIL"),
        ("select null as status", "null"),
        ("select 1", "`1`"),
        ("select 'x' as status, 'PASS' as other", "`x`"),
        ("select identifier as entity_identifier from windlass_entities", "no column that could be the status"),
        ("select nothing from nowhere", "nowhere"),
        ("select nothing from nowhere where $entity_name = ''", "nowhere"),
        ("select 'PASS' where $entity_name = ?9", "the query failed"),
    ] {
        let said = told(&world, sql, Limits::default()).await;
        assert!(said.contains(words), "{sql}: {said}");
    }
    let filter = "filter_sql: select identifier from nowhere";
    let report = world.evaluate(&of_one("select 'PASS'", filter)).await;
    assert_eq!(report.entities[0].results[0].status, Status::Error);
    assert!(report.sql_errors[0].error.starts_with("in `filter_sql`: "), "{:?}", report.sql_errors);
}

pub(crate) async fn a_bad_card_does_not_stop_the_others(world: World) {
    let two = "  - {key: bad, name: Bad, level: silver, sql: select nothing from nowhere}\n  \
               - {key: good, name: Good, level: bronze, sql: select 'PASS'}\n";
    let mut unchosen = card(two);
    unchosen.entity_filter = EntityFilter::Sql("select nothing from nowhere".to_owned());
    let reports = evaluate(&*world.store, &[unchosen, card(two)], &Options::at(at(1_000))).await.unwrap();
    assert!(reports[0].entities.is_empty() && reports[0].sql_errors[0].check.is_none());
    assert_eq!(reports[1].entities[0].results[0].status, Status::Pass);
    assert_eq!(reports[1].entities[0].score.level.as_deref(), Some("bronze"));
}

pub(crate) async fn queries_that_do_more_than_read_are_refused(world: World) {
    for sql in [
        "delete from windlass_entities",
        "update windlass_entities set owner = $entity_name",
        "drop table t_facts",
        "delete from entity_facts where $entity_name = ''",
        "create temporary table x (a integer)",
        "select 'PASS'; drop table t_facts",
        "commit",
    ] {
        let said = told(&world, sql, Limits::default()).await;
        assert!(said.contains("refused"), "{sql}: {said}");
    }
    assert_eq!(world.says("select 'PASS' from t_facts", "").await.len(), 4);
}

pub(crate) async fn what_runs_for_ever_is_ended(world: World) {
    let endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select 'PASS' from n where i < 0";
    let limits = Limits { query: Duration::from_millis(50), ..Limits::default() };
    assert!(told(&world, endless, limits).await.contains("did not end within 0.05 s"));
    let each = format!("{endless} and $entity_name <> ''");
    let limits = Limits { query: Duration::from_millis(100), check: Duration::from_millis(150), ..Limits::default() };
    let report = evaluate(&*world.store, &[of_one(&each, "")], &Options { limits, ..Options::at(at(1_000)) }).await;
    let report = report.unwrap().remove(0);
    let last = report.entities[3].results[0].message.clone().unwrap();
    // How many depends on how busy the machine is; two time limits do not fit into one and a half.
    assert!(last.contains("1 of 4 entities") || last.contains("2 of 4 entities"), "{last}");
}

pub(crate) async fn too_many_rows_are_an_error(world: World) {
    let limits = Limits { rows: 100, ..Limits::default() };
    let million = "with recursive n(i) as (select 1 union all select i + 1 from n) select 'PASS' as status, i as entity_identifier from n";
    assert!(told(&world, million, limits).await.contains("more than 100 rows"));
    // Of a query for one entity the first row is all that is read.
    let endless =
        "with recursive n(i) as (select 1 union all select i + 1 from n) select 'PASS' from n where $entity_name <> ''";
    if world.store.location().starts_with("sqlite") {
        assert_eq!(world.says(endless, "").await[0], "api PASS");
    }
}

pub(crate) async fn variables_are_never_text(world: World) {
    let sql =
        "select case when $entity_identifier = 'o''brien' then 'PASS' else 'FAIL' end, '$entity_identifier' as message";
    let said = world.says(sql, "").await;
    assert_eq!(said[1], "o'brien PASS ($entity_identifier)");
    assert_eq!(said[0], "api FAIL ($entity_identifier)");
}

pub(crate) async fn what_is_not_there_is_told(world: World) {
    let cards = [of_one("select 'PASS'", "")];
    let asked = |check: Option<&str>, entity: Option<&str>| Options {
        check: check.map(ToOwned::to_owned),
        entity: entity.map(ToOwned::to_owned),
        ..Options::at(at(1_000))
    };
    let failed = evaluate(&*world.store, &cards, &asked(Some("two"), None)).await.unwrap_err();
    assert!(matches!(&failed, ScoreError::NoCheck { known, .. } if known == "one"), "{failed:?}");
    let failed = evaluate(&*world.store, &cards, &asked(None, Some("nobody"))).await.unwrap_err();
    assert_eq!(failed.code(), "no_entity");
    for (entity, count) in [("api", 1), ("service:api", 1), ("repository:api", 0)] {
        let report = evaluate(&*world.store, &cards, &asked(Some("one"), Some(entity))).await.unwrap().remove(0);
        assert_eq!((report.entities.len(), report.narrowed), (count, true), "{entity}");
    }
}

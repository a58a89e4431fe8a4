//! Both databases answer the same.

use crate::support::World;
use windlass_model::{TableKind, Timestamp, Value};
use windlass_score::Policy;
use windlass_sim::{Limits, Sim};
use windlass_store::{Schema, Select, Store};
use windlass_streams::VIEWS;

/// What the binary asks of a database: with entities, and the views over them.
fn schema() -> Schema {
    let mut schema = windlass_sync::schema();
    schema.tables.extend(windlass_score::tables());
    schema.views.extend(windlass_score::VIEWS);
    schema
}

/// What a query finds, with yes and no as numbers and documents as parsed: SQLite knows no others.
async fn answer(store: &dyn Store, sql: &str) -> Vec<Vec<String>> {
    let found = store.select(Select::of(sql, Vec::new())).await.unwrap();
    let shown = |cell: &Value| match cell {
        Value::Boolean(yes) => i64::from(*yes).to_string(),
        Value::Text(text) | Value::Json(text) if text.starts_with(['{', '[']) => {
            serde_json::from_str::<serde_json::Value>(text).map_or_else(|_| text.clone(), |json| json.to_string())
        }
        Value::Null | Value::Text(_) | Value::Integer(_) | Value::Real(_) | Value::Timestamp(_) | Value::Json(_) => {
            cell.to_text().unwrap_or_default()
        }
    };
    let mut rows: Vec<Vec<String>> = found.rows.iter().map(|row| row.iter().map(shown).collect()).collect();
    rows.sort_unstable();
    rows
}

#[tokio::test]
async fn every_table_view_and_query_answers_as_on_sqlite() {
    let builder = Sim::builder().seed(19).organization_sizes(&[(9, 160), (4, 70)]).growth_per_day(0.05);
    let sim = builder.limits(Limits::none()).start().await.unwrap();
    let mut world = World::new(sim, "group_service_account").await;
    let folder = tempfile::tempdir().unwrap();
    let sqlite = windlass_store::open(&format!("sqlite:{}", folder.path().join("w.db").display())).await.unwrap();
    for store in [&world.store, &sqlite] {
        store.migrate(&schema()).await.unwrap();
    }
    for day in [0.0, 0.5, 3.0, 40.0] {
        world.set_day(day);
        for _ in 0..2 {
            world.synced().await;
            let other = std::mem::replace(&mut world.store, sqlite.clone());
            world.synced().await;
            world.store = other;
        }
    }
    let policy = Policy::parse(
        "policy.yaml",
        "sla: {default: {critical: 20, info: 1}, business_criticality: {high: {critical: 2, high: 3}, critical: {high: 1}}}",
    );
    let policy = policy.unwrap();
    for store in [&world.store, &sqlite] {
        windlass_score::policy::apply(&**store, &policy, Timestamp::default()).await.unwrap();
        let refreshed = windlass_score::entities::refresh(&**store).await.unwrap();
        assert!(refreshed.changed && refreshed.mapped > 0, "{refreshed:?}");
        assert!(!windlass_score::entities::refresh(&**store).await.unwrap().changed, "nothing changed since");
    }
    let mut queries: Vec<String> = Vec::new();
    for table in windlass_streams::tables().into_iter().chain(windlass_score::tables()) {
        // An event's id and a run's are made anew for each database.
        let is_anew =
            |name: &str| ["run_id", "seen_in"].contains(&name) || table.kind == TableKind::Log && name == "id";
        let own = |name: &&str| !is_anew(name);
        let columns: Vec<&str> = table.all_columns().iter().map(|column| column.name).filter(own).collect();
        queries.push(format!("select {} from {}", columns.join(", "), table.name));
    }
    for view in VIEWS.iter().chain(windlass_score::VIEWS) {
        let columns: Vec<&str> = view.columns.iter().map(|(name, _)| *name).collect();
        queries.push(format!("select {} from {}", columns.join(", "), view.name));
    }
    queries.extend(
        [
            "select severity, count(*), sum(risk_score), min(created_at), max(age_days) from open_issues group by severity",
            "select count(*) from open_issues where breached and due_at < '2026-02-01'",
            "select name, open_total, oldest_open_days from project_facts order by open_total desc, name limit 5",
            "select severity, sum(open) from severity_daily where day = '2026-01-04' group by severity",
            "select entity_type, count(*), sum(open_total), sum(breached) from entity_facts group by entity_type",
            "select p.tag, count(*) from (select key as tag from snyk_project_tags) p group by 1",
        ]
        .map(ToOwned::to_owned),
    );
    let mut rows = 0;
    for sql in queries {
        let (ours, expected) = (answer(&*world.store, &sql).await, answer(&*sqlite, &sql).await);
        rows += ours.len();
        let differs = ours.iter().zip(&expected).find(|(ours, expected)| ours != expected);
        assert_eq!((ours.len(), differs), (expected.len(), None), "{sql}");
    }
    assert!(rows > 2_000, "{rows} rows");
    for store in [&world.store, &sqlite] {
        let last = "select severity, sum(open) from severity_daily where day = (select max(day) from severity_daily) group by severity";
        let open = "select severity, count(*) from open_issues group by severity";
        assert_eq!(answer(&**store, last).await, answer(&**store, open).await, "the last day is the present");
        let sums = "select sum(open_total), sum(breached) from project_facts";
        let open =
            "select count(*), sum(case when breached then 1 else 0 end) from open_issues where project_id is not null";
        assert_eq!(answer(&**store, sums).await, answer(&**store, open).await, "facts add up");
    }
}

//! Every column of every table is filled somewhere in the simulated world, or listed with the reason it cannot be.

use crate::support::World;
use windlass_model::TableKind;
use windlass_sim::{Limits, Sim};

/// Columns that stay null, and why.
const NEVER_FILLED: &[(&str, &str)] = &[
    ("snyk_groups.slug", "only the list of groups is read, and Snyk promises no more than a name there"),
    ("snyk_groups.created_at", "as the slug"),
    ("snyk_groups.updated_at", "as the slug"),
    ("snyk_groups.removed_at", "the simulator's groups stay"),
    (
        "snyk_organizations.url",
        "the simulator has no pages for people; where Snyk's are known, a test of the stream says what is filled in",
    ),
    ("snyk_projects.url", "as the organization's"),
    ("snyk_issues.url", "as the organization's"),
];

#[tokio::test]
async fn every_column_is_filled_somewhere() {
    let builder = Sim::builder().seed(7).groups(2).organizations(8).projects(100).issues(1_000).growth_per_day(0.02);
    let sim = builder.resolved_kept_days(6.0).limits(Limits::none()).start().await.unwrap();
    let world = World::new(sim, "personal").await;
    for day in [0.0, 6.0, 12.0] {
        world.set_day(day);
        world.synced().await;
    }
    // The one field of the fields nobody knows.
    world.sim.fault(windlass_sim::Fault::unknown_fields().always());
    world.set_day(13.0);
    world.synced().await;
    let mut empty = Vec::new();
    for table in windlass_streams::tables() {
        for column in table.all_columns() {
            let of_rows = matches!(table.kind, TableKind::Entity { .. } | TableKind::Child { .. } | TableKind::Log);
            assert!(of_rows, "{} is no table of Snyk's rows", table.name);
            let sql = format!("select count({}) from {}", column.name, table.name);
            if world.number(&sql).await == 0 {
                empty.push(format!("{}.{}", table.name, column.name));
            }
        }
    }
    let listed: Vec<&str> = NEVER_FILLED.iter().map(|(column, _)| *column).collect();
    assert_eq!(empty, listed);
    world.sim.clear_faults();
}

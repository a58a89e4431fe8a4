//! What a fresh sync found, in a few lines: severities, and the projects that need people most.

use crate::ages::thousands;
use crate::format::text;
use crate::render::{self, out};
use windlass_model::Value;
use windlass_store::{Select, Store, StoreError};

const BY_SEVERITY: &str = "select severity, count(*), count(*) filter (where fixable), count(*) filter (where breached), max(age_days) \
     from open_issues group by severity, severity_rank order by severity_rank desc";

const WORST: &str = "select name, organization_name, open_critical, open_high, breached, oldest_open_days \
     from project_facts where open_total > 0 \
     order by open_critical desc, open_high desc, open_medium desc, name limit 5";

/// Prints the findings.
pub(crate) async fn print(store: &dyn Store) -> Result<(), StoreError> {
    let found = store.select(Select::of(BY_SEVERITY, Vec::new())).await?;
    let mut table = render::table(&["open issues", "#count", "#fixable", "#overdue", "#oldest, days"]);
    for row in &found.rows {
        table.add_row(row.iter().map(number));
    }
    render::print(&table);
    out("");
    let found = store.select(Select::of(WORST, Vec::new())).await?;
    let mut table =
        render::table(&["worst projects", "organization", "#critical", "#high", "#overdue", "#oldest, days"]);
    for row in &found.rows {
        table.add_row(row.iter().map(number));
    }
    render::print(&table);
    Ok(())
}

/// A cell; whole numbers with their thousands apart.
fn number(value: &Value) -> String {
    match value.as_integer().and_then(|number| u64::try_from(number).ok()) {
        Some(number) => thousands(number),
        None => text(value),
    }
}

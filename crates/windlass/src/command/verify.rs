//! `windlass verify`

use crate::ages::{counted, thousands};
use crate::connections::{client, connection, named, token};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{out, print, table};
use serde_json::json;
use windlass_store::Store;
use windlass_store::books::ConnectionRow;
use windlass_sync::verify::{Verification, verify};

/// Compare the tables with what Snyk lists and counts now: organizations, targets, projects, and open issues by
/// project and severity. Reads only; ends with code 9 where something differs.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The connections; all where none is named
    names: Vec<String>,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let mut exit = Exit::Done;
        for row in named(&*store, &self.names).await? {
            let found = match one(context, &*store, &row).await {
                Ok(found) => found,
                Err(failure) => {
                    exit = if exit == Exit::Done { failure.exit } else { exit };
                    failure.of_connection(&row.name).print(context.json);
                    continue;
                }
            };
            if context.json {
                out(&json!({ "ok": found.holds(), "connection": row.name, "verification": found }).to_string());
            } else {
                tell(&row.name, &found);
            }
            if !found.holds() && exit == Exit::Done {
                exit = Exit::Differs;
            }
        }
        Ok(exit)
    }
}

/// Compares one connection.
async fn one(context: &Context, store: &dyn Store, row: &ConnectionRow) -> Result<Verification, Failure> {
    let connection = connection(row)?;
    let client = client(context, row, &connection.base, token(row)?)?;
    Ok(verify(&connection, &client, store).await?)
}

/// Differences that are printed.
const SHOWN: usize = 20;

fn tell(name: &str, found: &Verification) {
    let mut counts = table(&["compared", "#snyk", "#here"]);
    for (stream, count) in &found.counts {
        counts.add_row([(*stream).to_owned(), thousands(count.snyk), thousands(count.ours)]);
    }
    print(&counts);
    out("");
    for organization in &found.inaccessible {
        out(&format!("note: {organization} refuses the API and cannot be compared"));
    }
    if found.holds() {
        return out(&format!("{name}: the tables hold what Snyk lists ({}).", counted(found.requests, "request")));
    }
    let mut differences = table(&["differs", "where", "what", "#snyk", "#here"]);
    for one in found.differences.iter().take(SHOWN) {
        let row =
            [one.stream.to_owned(), one.scope.clone(), one.what.clone(), thousands(one.snyk), thousands(one.ours)];
        differences.add_row(row);
    }
    print(&differences);
    if found.differences.len() > SHOWN {
        out(&format!("… and {} more (--json lists all)", found.differences.len() - SHOWN));
    }
    out("");
    out(&format!(
        "{name}: {}. Snyk may have changed since the last run: `windlass sync`, then verify again; \
         `windlass sync --full` reads everything.",
        counted(found.differences.len() as u64, "difference")
    ));
}

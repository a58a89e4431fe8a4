//! `windlass verify`

use crate::ages::{counted, duration, thousands};
use crate::connections::{client, connection, named, token};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::{lines, screen, watch};
use crate::render::{out, print, table};
use crate::signals::{stop_on_signal, unless_stopped};
use serde_json::json;
use windlass_model::SystemClock;
use windlass_snyk::Client;
use windlass_store::Store;
use windlass_store::books::ConnectionRow;
use windlass_sync::verify::{Difference, Verification, verify};
use windlass_sync::{Cancel, Connection, Options, Report, Status, Sync};

/// Compare the tables with what Snyk counts now
///
/// Compares organizations, targets, projects, and open issues by project and severity (of resolved and ignored ones
/// Snyk keeps no count). Reads only, unless --repair is given; ends with code 9 where something differs.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The connections; all where none is named
    names: Vec<String>,

    /// Read again what differs, and only that, then compare again
    #[arg(long)]
    repair: bool,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let mut worst = Exit::Done;
        for row in named(&*store, &self.names).await? {
            let exit = match self.one(context, &*store, &row).await {
                Ok(exit) => exit,
                Err(failure) => {
                    let exit = failure.exit;
                    failure.of_connection(&row.name).print(context.json);
                    exit
                }
            };
            worst = if worst == Exit::Done { exit } else { worst };
            if exit == Exit::Cancelled {
                break;
            }
        }
        Ok(worst)
    }

    /// Compares one connection, and mends it where that is wanted.
    async fn one(&self, context: &Context, store: &dyn Store, row: &ConnectionRow) -> Result<Exit, Failure> {
        let connection = connection(row)?;
        let client = client(context, row, &connection.base, token(row)?)?;
        let watching = watch(&client, lines(context.json));
        let found = unless_stopped(verify(&connection, &client, store)).await??;
        drop(watching);
        if !self.repair || found.holds() {
            if context.json {
                out(&json!({ "ok": found.holds(), "connection": row.name, "verification": found }).to_string());
            } else {
                tell(&row.name, &found);
                if !found.holds() {
                    advise(&row.name, &found);
                }
            }
            return Ok(if found.holds() { Exit::Done } else { Exit::Differs });
        }
        if !context.json {
            tell(&row.name, &found);
            out("");
            out(&format!("{}: reading again what differs …", row.name));
        }
        let report = mend(context, store, &connection, &client, &found).await?;
        if report.status != Status::Succeeded {
            return Ok(super::sync::tell(context, &report, None));
        }
        let kept = "what was read again is kept";
        let after =
            unless_stopped(verify(&connection, &client, store)).await.map_err(|failure| failure.keeping(kept))?;
        let after = after.map_err(|error| Failure::from(error).keeping(kept))?;
        told_after(context, &row.name, &found, &after, &report);
        Ok(if after.holds() { Exit::Done } else { Exit::Differs })
    }
}

/// Reads again what differs.
async fn mend(
    context: &Context,
    store: &dyn Store,
    connection: &Connection,
    client: &Client,
    found: &Verification,
) -> Result<Report, Failure> {
    let cancel = Cancel::default();
    let _signals = stop_on_signal(&cancel, context.json);
    let screen = screen(context.json);
    let _watching = watch(client, screen.clone());
    let sync = Sync {
        connection,
        client,
        store,
        clock: &SystemClock,
        observer: &*screen,
        options: &Options::default(),
        cancel: &cancel,
        version: env!("CARGO_PKG_VERSION"),
    };
    Ok(sync.repair(found).await?)
}

/// Says what was repaired and what still differs.
fn told_after(context: &Context, name: &str, before: &Verification, after: &Verification, report: &Report) {
    let is_left = |one: &&Difference| after.differences.iter().any(|left| left.is_about(one));
    let (left, repaired): (Vec<&Difference>, Vec<&Difference>) = before.differences.iter().partition(is_left);
    if context.json {
        let object = json!({
            "ok": after.holds(),
            "connection": name,
            "verification": after,
            "repaired": repaired,
            "run": report,
        });
        return out(&object.to_string());
    }
    out("");
    out(&format!(
        "{name}: {} of {} repaired in {} ({}, {} changed, {} removed).",
        thousands(repaired.len() as u64),
        counted(before.differences.len() as u64, "difference"),
        duration(report.duration_ms),
        counted(report.requests, "request"),
        counted(report.streams.values().map(|stream| stream.changed).sum::<u64>(), "row"),
        thousands(report.streams.values().map(|stream| stream.removed).sum::<u64>()),
    ));
    if after.holds() {
        return out(&format!("{name}: the tables hold what Snyk lists."));
    }
    out("");
    tell(name, after);
    let is_new = after.differences.len() > left.len();
    out("");
    out(if is_new {
        "Snyk changed while it was read: verify again."
    } else {
        "What is listed was read and is here: where the numbers still differ, Snyk counts otherwise than it lists."
    });
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
}

fn advise(name: &str, found: &Verification) {
    out("");
    out(&format!(
        "{name}: {}. Snyk may have changed since the last run: `windlass sync`, then verify again; \
         `windlass verify --repair` reads again what differs.",
        counted(found.differences.len() as u64, "difference")
    ));
}

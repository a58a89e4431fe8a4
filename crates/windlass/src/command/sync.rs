//! `windlass sync`

use crate::ages::{counted, duration, thousands};
use crate::connections::{client, connection, named, token};
use crate::context::Context;
use crate::entities::{self, PolicyArgs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::{screen, watch};
use crate::render::{self, out};
use crate::scorecards::after::{After, after};
use crate::signals::stop_on_signal;
use serde_json::Value as Json;
use std::time::Duration;
use windlass_model::SystemClock;
use windlass_store::Store;
use windlass_store::books::ConnectionRow;
use windlass_streams::STREAMS;
use windlass_sync::{Cancel, Options, Report, Status, Sync};

/// Bring everything up to date
///
/// Organizations and projects are read in full, issues by change, and in full once a day. A run that was stopped is
/// resumed where it stopped.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The connections; all where none is named
    names: Vec<String>,

    /// Walk everything, whatever earlier runs saw
    #[arg(long)]
    full: bool,

    /// Sync only this stream; may be repeated. Organizations are always listed
    #[arg(long, value_name = "STREAM", value_parser = stream)]
    stream: Vec<&'static str>,

    /// Hours between full walks of issues; in between, what vanished is found by comparing counts
    #[arg(long, value_name = "HOURS", default_value_t = 24)]
    full_every: u64,

    /// Most requests at a time; fewer are made where fewer keep Snyk's pace
    #[arg(long, value_name = "N", default_value_t = 96, value_parser = clap::value_parser!(u16).range(1..=256))]
    concurrency: u16,

    /// Evaluate no scorecards; otherwise those of the folder, where it exists
    #[arg(long)]
    no_scorecards: bool,

    #[command(flatten)]
    policy: PolicyArgs,
}

fn stream(name: &str) -> Result<&'static str, String> {
    let known: Vec<&str> = STREAMS.iter().map(|stream| stream.name).collect();
    let found = known.iter().find(|known| **known == name).copied();
    found.ok_or_else(|| format!("the streams are {}", known.join(", ")))
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let rows = named(&*store, &self.names).await?;
        let options = Options {
            full: self.full,
            streams: (!self.stream.is_empty()).then(|| self.stream.clone()),
            full_every: Duration::from_secs(self.full_every.saturating_mul(3_600)),
            concurrency: usize::from(self.concurrency),
            shards: context.shards,
            ..Options::default()
        };
        let cancel = Cancel::default();
        let _signals = stop_on_signal(&cancel, context.json);
        let mut worst = Exit::Done;
        let mut new = New::default();
        let mut followed = None;
        for (at, row) in rows.iter().enumerate() {
            let done = one(context, &*store, row, &options, &cancel).await;
            if let Ok(report) = &done {
                new.rows = true;
                new.entities |= entities::are_stale(&*store, report).await;
            }
            let is_last = at + 1 == rows.len() || cancel.is_cancelled();
            if is_last && context.json {
                // Machines find it in the last object; people need not wait for it to read the report.
                followed = Some(self.follow(&*store, &new, &cancel).await);
            }
            let scorecards = followed.as_ref().and_then(|(_, after)| after.as_ref()).map(After::to_json);
            let exit = match done {
                Ok(report) => tell(context, &report, scorecards),
                Err(mut failure) => {
                    let exit = failure.exit;
                    failure.more.extend(scorecards.map(|object| ("scorecards", object)));
                    failure.of_connection(&row.name).print(context.json);
                    exit
                }
            };
            worst = if worst == Exit::Done { exit } else { worst };
            if is_last {
                break;
            }
        }
        let (followed, after) = match followed {
            Some(followed) => followed,
            None => self.follow(&*store, &new, &cancel).await,
        };
        if let (Some(after), false) = (after, context.json) {
            after.print();
        }
        // The rows are there, whatever becomes of this.
        if let Err(failure) = followed {
            let kept = "all that was synced; entities are as they were before";
            let exit = failure.exit;
            failure.keeping(kept).print(context.json);
            worst = if worst == Exit::Done { exit } else { worst };
        }
        Ok(worst)
    }

    /// What follows from rows: entities, then scorecards.
    async fn follow(&self, store: &dyn Store, new: &New, cancel: &Cancel) -> (Result<(), Failure>, Option<After>) {
        let followed = entities::follow(store, &self.policy, new.entities).await;
        let wanted = new.rows && !self.no_scorecards && !cancel.is_cancelled();
        let after = if wanted { after(store, &self.policy.scorecards).await } else { None };
        (followed, after)
    }
}

/// What a sync may have brought.
#[derive(Default)]
struct New {
    rows: bool,
    entities: bool,
}

/// Syncs one connection.
pub(super) async fn one(
    context: &Context,
    store: &dyn Store,
    row: &ConnectionRow,
    options: &Options,
    cancel: &Cancel,
) -> Result<Report, Failure> {
    let connection = connection(row)?;
    let client = client(context, row, &connection.base, token(row)?)?;
    let screen = screen(context.json);
    let _watch = watch(&client, screen.clone());
    let sync = Sync {
        connection: &connection,
        client: &client,
        store,
        clock: &SystemClock,
        observer: &*screen,
        options,
        cancel,
        version: env!("CARGO_PKG_VERSION"),
    };
    Ok(sync.run().await?)
}

/// Prints a report, for machines with what became of the scorecards, and says how the process should end.
pub(super) fn tell(context: &Context, report: &Report, scorecards: Option<Json>) -> Exit {
    if context.json {
        match serde_json::to_value(report) {
            Ok(mut object) => {
                if let (Json::Object(members), Some(scorecards)) = (&mut object, scorecards) {
                    members.insert("scorecards".to_owned(), scorecards);
                }
                out(&object.to_string());
            }
            Err(error) => render::err(&format!("error: the report cannot be written: {error}")),
        }
        return exit(report);
    }
    out(&format!(
        "{}: {} in {} ({}, {}{})",
        report.connection,
        report.status.word(),
        duration(report.duration_ms),
        report.mode,
        counted(report.requests, "request"),
        if report.throttled > 0 { format!(", throttled {}", counted(report.throttled, "time")) } else { String::new() },
    ));
    out("");
    let mut table = render::table(&["stream", "#rows", "#changed", "#removed", "#pages", "#scans", "#failed"]);
    for stream in STREAMS {
        let Some(done) = report.streams.get(stream.name) else { continue };
        let numbers = [done.rows, done.changed, done.removed, done.pages, done.scans, done.failed_scans];
        table.add_row(std::iter::once(stream.name.to_owned()).chain(numbers.map(thousands)));
    }
    render::print(&table);
    for warning in &report.warnings {
        out("");
        out(&format!("note: {warning}"));
    }
    for failure in failures(report) {
        render::err("");
        render::err(failure.lines().trim_end());
    }
    if report.errors.len() > SHOWN {
        render::err(&format!("\n… and {} more: `windlass runs {}`", report.errors.len() - SHOWN, report.run));
    }
    if report.status == Status::Cancelled {
        out("");
        out("Stopped. What was whole is kept; `windlass sync` goes on from there.");
    }
    exit(report)
}

/// Failures that are printed in full.
const SHOWN: usize = 5;

/// What went wrong, in four lines each.
fn failures(report: &Report) -> Vec<Failure> {
    let rows: u64 = report.streams.values().map(|stream| stream.rows).sum();
    let kept = match report.status {
        Status::Partial => "every other scan is complete; nothing was removed by the one that failed",
        Status::Failed | Status::Succeeded | Status::Cancelled => "nothing was removed by a scan that did not finish",
    };
    let told = report.errors.iter().take(SHOWN).map(|error| {
        let what = if error.stream.is_empty() {
            error.message.clone()
        } else {
            format!("could not finish reading {} of {}: {}", error.stream, error.scope, error.message)
        };
        let kept = match error.code.as_str() {
            "store_moved" => "nothing here; what was committed is in the file, wherever it went".to_owned(),
            _ => format!("{} received and written; {kept}", counted(rows, "row")),
        };
        Failure::new(&error.code, what, error.why.clone(), error.help.clone()).keeping(kept)
    });
    told.collect()
}

fn exit(report: &Report) -> Exit {
    match report.status {
        Status::Succeeded => Exit::Done,
        Status::Partial => Exit::Partial,
        Status::Cancelled => Exit::Cancelled,
        Status::Failed => report.errors.first().map_or(Exit::Failed, |error| Exit::of(&error.code)),
    }
}

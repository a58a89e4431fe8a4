//! `windlass runs`

use crate::ages::duration;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::format::{objects, text};
use crate::render::{out, print, table, tame};
use serde_json::Value as Json;
use windlass_model::{Timestamp, Value};
use windlass_store::{Select, Selection};

/// What runs did, scan by scan
///
/// Lists the latest runs, or shows one scan by scan.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A run's id, or the beginning of it; `last` for the latest
    run: Option<String>,

    /// How many runs to list
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: u32,
}

const RUNS: &str = "select r.id as run, c.name as connection, r.mode, r.status, r.started_at, r.finished_at, r.requests, \
     r.throttled, r.network_ms, r.gate_ms, r.store_ms, r.rows, r.changed, r.removed, r.error_code as error \
     from windlass_runs r left join windlass_connections c on c.id = r.connection_id \
     where substr(r.id, 1, length(?1)) = ?1 order by r.started_at desc, r.id desc";

const SCANS: &str = "select stream, scope_kind as kind, scope_name as scope, mode, status, pages, rows, changed, removed, \
     error_code as error, error_message as message \
     from windlass_run_scans where run_id = ?1 order by started_at, stream, scope_name";

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let wanted = self.run.clone().filter(|run| run != "last").unwrap_or_default();
        let limit = if self.run.is_some() { 1 } else { self.limit };
        let query = Select { max_rows: Some(limit.into()), ..Select::of(RUNS, vec![Value::Text(wanted)]) };
        let runs = store.select(query).await?;
        if runs.rows.is_empty() {
            if let Some(run) = self.run {
                if run == "last" {
                    return Err(Failure::usage(
                        "there is no run yet",
                        format!("{} records none", store.location()),
                        "run `windlass sync` to make one",
                    ));
                }
                return Err(Failure::usage(
                    format!("there is no run `{run}`"),
                    format!("{} holds none whose id begins so", store.location()),
                    "list them with `windlass runs`",
                ));
            }
            out(if context.json { "[]" } else { "No run yet. `windlass sync` makes one." });
            return Ok(Exit::Done);
        }
        if self.run.is_none() {
            if context.json {
                out(&Json::Array(objects(&runs)).to_string());
            } else {
                show(&for_people(&runs, SHORT));
            }
            return Ok(Exit::Done);
        }
        let id = runs.rows.first().and_then(|row| row.first()).map(text).unwrap_or_default();
        let scans = store.select(Select::of(SCANS, vec![Value::Text(id)])).await?;
        if context.json {
            let mut run = objects(&runs).remove(0);
            if let Json::Object(members) = &mut run {
                members.insert("scans".to_owned(), Json::Array(objects(&scans)));
            }
            out(&run.to_string());
            return Ok(Exit::Done);
        }
        show(&for_people(&runs, usize::MAX));
        if let Some(line) = runs.rows.first().and_then(|row| where_the_time_went(&runs.columns, row)) {
            out(&line);
        }
        out("");
        show(&scans);
        Ok(Exit::Done)
    }
}

/// Characters of a run's id that are listed: its moment in milliseconds, enough to name it by.
const SHORT: usize = 13;

/// Runs as people read them: how long each took instead of its end, and the parts of that time instead of milliseconds.
fn for_people(runs: &Selection, id: usize) -> Selection {
    let columns = runs.columns.iter().map(|name| match name.as_str() {
        "finished_at" => "took".to_owned(),
        name => name.trim_end_matches("_ms").to_owned(),
    });
    let row = |row: &Vec<Value>| {
        let took = took(&runs.columns, row);
        let cell = |(name, value): (&String, &Value)| match name.as_str() {
            "run" => Value::Text(text(value).chars().take(id).collect()),
            "finished_at" => took.map_or(Value::Null, |ms| Value::Text(duration(ms))),
            "network_ms" | "gate_ms" | "store_ms" => part(took, value).map_or(Value::Null, Value::Text),
            _ => value.clone(),
        };
        runs.columns.iter().zip(row).map(cell).collect()
    };
    Selection { columns: columns.collect(), rows: runs.rows.iter().map(row).collect(), truncated: runs.truncated }
}

fn cell<'a>(columns: &[String], row: &'a [Value], name: &str) -> Option<&'a Value> {
    row.get(columns.iter().position(|column| column == name)?)
}

/// How long a run took, in milliseconds.
fn took(columns: &[String], row: &[Value]) -> Option<u64> {
    let at = |name| text(cell(columns, row, name)?).parse::<Timestamp>().ok();
    u64::try_from(at("finished_at")?.duration_since(at("started_at")?).as_millis()).ok()
}

/// A part of the time in percent.
fn part(took: Option<u64>, ms: &Value) -> Option<String> {
    let (took, ms) = (took.filter(|took| *took > 0)?, u64::try_from(ms.as_integer()?).ok()?);
    Some(format!("{}%", (ms.saturating_mul(100) / took).min(100)))
}

/// The same in a sentence.
fn where_the_time_went(columns: &[String], row: &[Value]) -> Option<String> {
    let took = took(columns, row);
    let part = |name| part(took, cell(columns, row, name)?);
    Some(format!(
        "Of {}: {} waiting for Snyk's answers, {} for Snyk's limits; {} writing, beside either.",
        duration(took?),
        part("network_ms")?,
        part("gate_ms")?,
        part("store_ms")?
    ))
}

fn show(found: &Selection) {
    let numbers = ["took", "requests", "throttled", "network", "gate", "store", "rows", "changed", "removed", "pages"];
    let header: Vec<String> = found
        .columns
        .iter()
        .map(|name| if numbers.contains(&name.as_str()) { format!("#{name}") } else { name.clone() })
        .collect();
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut shown = table(&names);
    for row in &found.rows {
        let cell = |(name, value): (&String, &Value)| match name.as_str() {
            "started_at" => text(value).chars().take(19).collect::<String>().replace('T', " "),
            _ => tame(&text(value)),
        };
        shown.add_row(found.columns.iter().zip(row).map(cell));
    }
    print(&shown);
}

//! `windlass copy`

use crate::ages::{counted, thousands};
use crate::connections::{all, id};
use crate::context::{Context, open, schema};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{out, print, table};
use crate::signals::unless_stopped;
use indicatif::ProgressBar;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;
use windlass_model::Table;
use windlass_store::copy::{self, Copied, Target};
use windlass_store::{RunLock, Store, StoreError};

/// Move a whole store into another database
///
/// Copies everything into an empty store, SQLite or PostgreSQL: every row with its history, connections with their
/// sealed tokens, runs and cursors, so that the next sync there goes on where this one is. Both are read back and
/// compared at the end; ends with code 9 where they differ. A copy that was cut off goes on when it is run again.
#[derive(clap::Args)]
#[command(
    after_help = "Example: windlass copy --from sqlite:windlass.db --to postgres://windlass@db.example.com/security"
)]
pub(crate) struct Args {
    /// The store to read; the one that --store names where it is left out
    #[arg(long, value_name = "URL")]
    from: Option<String>,

    /// The store to fill: an empty one, or one that a copy was cut off in
    #[arg(long, value_name = "URL")]
    to: String,
}

const CUT_OFF: &str = "the source as it is, and the pages that were copied; no connection is in the copy yet";

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let source = self.from.as_deref().unwrap_or(context.url());
        there(source)?;
        let from = open(source).await?;
        let tables = schema().tables;
        holds_something(&*from, &tables).await?;
        differ(source, &self.to, None)?;
        let to = open(&self.to).await?;
        differ(source, &self.to, Some((&*from, &*to)))?;
        let _locks = locks(&*from, &*to).await?;
        let target = copy::look(&*from, &*to, &tables).await?;
        if let Target::Other { connection } = &target {
            return Err(occupied(&*to, connection));
        }
        let progress = Progress::new(context.json);
        let told = |table: &Table, rows: u64| progress.tell(table, rows);
        let work = copy::run(&*from, &*to, &tables, &target, &told);
        let copied = unless_stopped(work).await.map_err(|mut stopped| {
            "run the same command again: it goes on from there".clone_into(&mut stopped.todo);
            stopped.keeping(CUT_OFF)
        })?;
        let copied = copied.map_err(|error| failed(error, &target))?;
        drop(progress);
        Ok(tell(context, &*from, &*to, &target, &copied))
    }
}

fn failed(error: StoreError, target: &Target) -> Failure {
    let failure = Failure::from(error);
    if *target == Target::Whole { failure } else { failure.keeping(CUT_OFF) }
}

/// Refuses to copy from a file that is not there: opening it would make it.
fn there(url: &str) -> Result<(), Failure> {
    match file(url) {
        Some(path) if !path.exists() => Err(Failure::usage(
            "there is nothing to copy",
            format!("{} does not exist", path.display()),
            "name the store to read with --from",
        )),
        Some(_) | None => Ok(()),
    }
}

fn file(url: &str) -> Option<PathBuf> {
    url.strip_prefix("sqlite:").map(|path| Path::new(path).to_owned())
}

async fn holds_something(from: &dyn Store, tables: &[&'static Table]) -> Result<(), Failure> {
    for table in tables {
        if !from.read_rows(table, None, 1).await?.is_empty() {
            return Ok(());
        }
    }
    Err(Failure::usage(
        "there is nothing to copy",
        format!("{} holds no row", from.location()),
        "name the store to read with --from",
    ))
}

/// Refuses to copy a store into itself; files are compared behind links.
fn differ(from: &str, to: &str, opened: Option<(&dyn Store, &dyn Store)>) -> Result<(), Failure> {
    let real = |url: &str| file(url).and_then(|path| path.canonicalize().ok());
    let is_same = matches!((real(from), real(to)), (Some(from), Some(to)) if from == to)
        || opened.is_some_and(|(from, to)| from.location() == to.location());
    if !is_same {
        return Ok(());
    }
    Err(Failure::usage(
        "a store cannot be copied into itself",
        "--from and --to name the same place",
        "name another place with --to",
    ))
}

/// No sync runs on either side meanwhile.
async fn locks(from: &dyn Store, to: &dyn Store) -> Result<Vec<RunLock>, Failure> {
    let mut locks = Vec::new();
    for row in all(from).await? {
        let connection = id(&row)?;
        for store in [from, to] {
            locks.push(store.lock(connection).await.map_err(|error| Failure::from(error).of_connection(&row.name))?);
        }
    }
    Ok(locks)
}

fn occupied(to: &dyn Store, connection: &str) -> Failure {
    Failure::new(
        "store_occupied",
        format!("{} is not empty", to.location()),
        format!("it holds rows of the connection {connection}, which the source does not know"),
        "name an empty place with --to: a new file, or another `schema=` of the database",
    )
}

/// A line that says how far it is, on a terminal.
struct Progress(ProgressBar);

impl Progress {
    fn new(is_hidden: bool) -> Self {
        let bar = if is_hidden { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    fn tell(&self, table: &Table, rows: u64) {
        self.0.set_message(format!("{}: {}", table.name, counted(rows, "row")));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Prints what was copied and whether it is the same, and says how the process should end.
fn tell(context: &Context, from: &dyn Store, to: &dyn Store, target: &Target, copied: &[Copied]) -> Exit {
    let is_equal = copied.iter().all(Copied::is_equal);
    let exit = if is_equal { Exit::Done } else { Exit::Differs };
    let sum = |count: fn(&Copied) -> u64| copied.iter().map(count).sum::<u64>();
    let (rows, written) = (sum(|one| one.rows), sum(|one| one.written));
    if context.json {
        let tables: Vec<serde_json::Value> = copied.iter().map(object).collect();
        let object = json!({
            "ok": is_equal, "from": from.location(), "to": to.location(), "rows": rows, "written": written, "tables": tables,
        });
        out(&object.to_string());
        return exit;
    }
    let mut shown = table(&["table", "#rows", "#there", "#written", "checksum", "equal"]);
    for one in copied.iter().filter(|one| one.rows + one.found > 0) {
        let equal = if one.is_equal() { "yes" } else { "NO" };
        let [rows, found, written] = [one.rows, one.found, one.written].map(thousands);
        shown.add_row([one.table.name, &rows, &found, &written, &format!("{:016x}", one.checksum), equal]);
    }
    print(&shown);
    out("");
    if is_equal {
        let there = match target {
            Target::Whole => "was there before and is the same".to_owned(),
            Target::Empty | Target::Begun | Target::Other { .. } => format!("{} written", counted(written, "row")),
        };
        out(&format!("{}: a copy of {}, {there}.", to.location(), from.location()));
        return exit;
    }
    let differing = copied.iter().filter(|one| !one.is_equal()).count() as u64;
    let advice = match target {
        Target::Whole => {
            "It was whole before and has gone on by itself, or the source has: nothing was written. Copy into an empty place."
        }
        Target::Empty | Target::Begun | Target::Other { .. } => {
            "No connection was copied, so nothing can sync into it. Empty the place and copy again."
        }
    };
    out(&format!("{}: differs in {}. {advice}", to.location(), counted(differing, "table")));
    exit
}

fn object(one: &Copied) -> serde_json::Value {
    json!({
        "table": one.table.name,
        "rows": one.rows,
        "rows_there": one.found,
        "written": one.written,
        "checksum": format!("{:016x}", one.checksum),
        "checksum_there": format!("{:016x}", one.found_checksum),
        "equal": one.is_equal(),
    })
}

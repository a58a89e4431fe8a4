//! `windlass demo`

use super::sync::tell;
use crate::context::{Context, open};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::{screen, watch};
use crate::render::out;
use crate::scorecards::{Evaluated, Keep, evaluated, moment_of_data, shown, to_json};
use crate::signals::stop_on_signal;
use crate::{connections, findings};
use std::path::PathBuf;
use std::time::Instant;
use windlass_model::{Clock, ConnectionId, SystemClock, Timestamp, Value};
use windlass_score::cards::{Card, STARTERS, parse};
use windlass_sim::{Limits, Sim};
use windlass_snyk::{Client, ClientConfig, Credentials, Token};
use windlass_store::books::ConnectionRow;
use windlass_store::{Select, Store};
use windlass_sync::{Cancel, Options, Status, Sync};

/// Look around without an account: a simulated Snyk, synced into a SQLite file
///
/// Starts a simulated Snyk inside this process (12 organizations, about 400 projects and 20,000 issues, the
/// documented rate limits), syncs it with the code that syncs the real one, and shows what it found. Run it again:
/// a day will have passed in the simulated company.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The SQLite file to sync into
    #[arg(long, default_value = "windlass-demo.db", value_name = "PATH")]
    file: PathBuf,

    /// The seed of the simulated company
    #[arg(long, default_value_t = 7, value_name = "N")]
    seed: u64,

    /// Issues in the simulated company
    #[arg(long, default_value_t = 20_000, value_name = "N")]
    issues: u64,
}

/// Where the story starts: so that there is something to look back on.
const FIRST_DAY: i64 = 30;

/// The simulator's day 0, in seconds since 1970: 2026-01-01T00:00:00Z.
const DAY_0: i64 = 1_767_225_600;

/// The clock of the simulated company, so that ages are those of its own time.
struct SimulatedClock {
    began: Timestamp,
    at: Instant,
}

impl SimulatedClock {
    fn at(day: i64) -> Self {
        let began = Timestamp::from_second(DAY_0 + day * 86_400).unwrap_or_default();
        Self { began, at: Instant::now() }
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> Timestamp {
        self.began.checked_add(self.at.elapsed()).unwrap_or(self.began)
    }
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = open(&format!("sqlite:{}", self.file.display())).await?;
        let runs = store.select(Select::of("select count(*) from windlass_runs", Vec::new())).await?;
        let runs = runs.rows.first().and_then(|row| row.first()).and_then(Value::as_integer).unwrap_or(0);
        let sim = self.simulate(FIRST_DAY + runs).await?;
        if !context.json {
            out(&format!("A simulated Snyk with 12 organizations is at {} (day {}).", sim.url(), FIRST_DAY + runs));
            out(&format!("Syncing it into {} …", self.file.display()));
            out("");
        }
        let row = connect(&*store, &sim).await?;
        let connection = connections::connection(&row)?;
        let token = Token::parse(sim.tokens().group_service_account().to_owned()).map_err(|error| {
            Failure::new("demo", "the simulator gave no token", error.to_string(), "report this as a bug")
        })?;
        let config = ClientConfig::new(connection.base.clone(), Credentials::Token(token));
        let client = Client::new(config).map_err(windlass_sync::SyncError::from)?;
        let clock = SimulatedClock::at(FIRST_DAY + runs);
        let cancel = Cancel::default();
        let _signals = stop_on_signal(&cancel, context.json);
        let screen = screen(context.json);
        let _watch = watch(&client, screen.clone());
        let sync = Sync {
            connection: &connection,
            client: &client,
            store: &*store,
            clock: &clock,
            observer: &*screen,
            options: &Options { full: true, ..Options::default() },
            cancel: &cancel,
            version: env!("CARGO_PKG_VERSION"),
        };
        let report = sync.run().await?;
        windlass_score::entities::refresh(&*store).await?;
        if context.json {
            let cards = match report.status {
                Status::Succeeded => {
                    let as_of = moment_of_data(&*store).await?;
                    Some(to_json(&scorecards(&*store, as_of).await?, &[], as_of))
                }
                Status::Partial | Status::Failed | Status::Cancelled => None,
            };
            return Ok(tell(context, &report, cards));
        }
        let exit = tell(context, &report, None);
        if exit != Exit::Done {
            return Ok(exit);
        }
        out("");
        findings::print(&*store).await?;
        out("");
        if let Some(first) = scorecards(&*store, moment_of_data(&*store).await?).await?.first() {
            shown::print_short(first);
        }
        out("");
        self.what_next(runs > 0);
        Ok(exit)
    }

    async fn simulate(&self, day: i64) -> Result<Sim, Failure> {
        let issues = usize::try_from(self.issues).unwrap_or(usize::MAX);
        let builder = Sim::builder().seed(self.seed).organizations(12).projects(400).issues(issues as _);
        let started =
            builder.day(day as f64).running_clock().limits(Limits::documented()).check_on_drop(false).start().await;
        started.map_err(|error| {
            let why = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            Failure::new("demo", error.to_string(), why, "check that this machine lets programs listen on 127.0.0.1")
        })
    }

    fn what_next(&self, again: bool) {
        let store = format!("--store sqlite:{}", self.file.display());
        out("Next:");
        out(&format!(
            "  windlass sql {store} \"select * from open_issues where severity = 'critical' order by age_days desc limit 10\""
        ));
        out(&format!("  windlass report {store}    all of it as a page for the browser"));
        out(&format!("  windlass scorecard report {store} keeps-the-promise    who resolves issues in time"));
        out("  windlass scorecard init              scorecards of your own, to change");
        out("  windlass schema                      what is in the tables");
        if again {
            out(&format!(
                "  windlass sql {store} \"select field, old_value, new_value, count(*) from snyk_issue_events group by 1, 2, 3\""
            ));
        } else {
            out("  windlass demo                        once more: a day passes, and history begins");
        }
        out("  windlass connect                     your own Snyk");
    }
}

/// Evaluates the scorecards that `windlass scorecard init` writes.
async fn scorecards(store: &dyn Store, as_of: Timestamp) -> Result<Vec<Evaluated>, Failure> {
    let cards = STARTERS.iter().filter_map(|(name, text)| parse(name.trim_end_matches(".yaml"), text).ok());
    let cards: Vec<Card> = cards.collect();
    Ok(evaluated(store, &cards, &windlass_score::Options::at(as_of), Keep::All).await?)
}

/// The demo's connection: the same on every run, though the simulator's port is not.
async fn connect(store: &dyn Store, sim: &Sim) -> Result<ConnectionRow, Failure> {
    let known = connections::all(store).await?.into_iter().find(|row| row.name == "demo");
    let now = SystemClock.now();
    let row = ConnectionRow {
        id: known.as_ref().map_or_else(|| ConnectionId::random().to_string(), |row| row.id.clone()),
        name: "demo".to_owned(),
        base_url: sim.url(),
        auth: "token".to_owned(),
        secret: "env:WINDLASS_DEMO_TOKEN".to_owned(),
        principal_kind: Some("service_account".to_owned()),
        principal_name: Some("the simulator".to_owned()),
        created_at: known.map_or(now, |row| row.created_at),
        ..ConnectionRow::default()
    };
    connections::save(store, row.clone()).await?;
    Ok(row)
}

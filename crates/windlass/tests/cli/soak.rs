//! P1, P2, P3, P5 for weeks: a company lives, Snyk fails now and then, the sync is killed, others read the database all the
//! while, and every tenth day the tables are what Snyk lists. On PostgreSQL the server fails, too. The short tales are tests;
//! `cargo xtask soak` tells long ones.

use crate::cluster::{Cluster, binary};
use crate::p3_resumes::Moments;
use crate::readers::Readers;
use crate::rebuilt::rebuilt;
use crate::support::{Done, User, company, start, until};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use windlass_model::{ConnectionId, Value as Cell};
use windlass_sim::{Fault, Limits, Permission, Sim};
use windlass_store::{Select, Store};

/// Faults that a run may meet at any request. Not among them: a hang, for which the binary waits a minute.
const PASSING: &[fn() -> Fault] = &[
    Fault::throttle,
    || Fault::throttle().retry_after(0),
    || Fault::status(500),
    || Fault::status(502),
    || Fault::status(503),
    || Fault::status(504),
    || Fault::html(502),
    || Fault::empty(500),
    || Fault::empty(200),
    Fault::cut,
    Fault::truncate,
    || Fault::slow(Duration::from_millis(1)),
    Fault::empty_page,
    || Fault::duplicate_rows(9),
    || Fault::expired_cursor().on_pages(2, 1_000),
    Fault::unknown_fields,
    Fault::unknown_values,
    // These stop a scan, or the run.
    || Fault::status(501),
    Fault::maintenance,
    Fault::gone,
    || Fault::html(200),
    || Fault::empty(204),
    Fault::old_unauthorized,
    Fault::forbidden,
    Fault::not_found,
    || Fault::redirect("http://127.0.0.2:9"),
    || Fault::next_foreign("http://127.0.0.2:9"),
    Fault::next_self,
];

/// Faults that last until they are lifted, or move the world on.
const LASTING: &[fn() -> Fault] = &[
    Fault::revoke_token,
    || Fault::permission_lost(Permission::OrgRead),
    || Fault::permission_lost(Permission::OrgProjectRead),
    || Fault::permission_lost(Permission::OrgProjectSnapshotRead),
    || Fault::permission_lost(Permission::GroupIssuesRead),
    || Fault::time_passes(0.1),
    || Fault::rows_inserted(4),
    || Fault::rows_removed(6),
];

/// What a command may end with while Snyk fails: done, partial, credentials, permissions, Snyk, differs. Never a database that
/// is not in order, a lock that nobody holds, a crash.
const ALLOWED: &[i32] = &[0, 3, 4, 5, 6, 9];

/// The tale to tell, from the environment.
struct Tale {
    days: u64,
    seed: u64,
    issues: u64,
    /// Runs that are killed, in percent.
    kill_rate: u64,
    /// Requests that meet a fault, in percent.
    fault_rate: u64,
    /// Runs during which the server fails, in percent.
    server_rate: u64,
}

impl Tale {
    fn from_environment(days: u64) -> Self {
        let number = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().unwrap());
        Self {
            days: number("WINDLASS_SOAK_DAYS", days),
            seed: number("WINDLASS_SOAK_SEED", 4),
            issues: number("WINDLASS_SOAK_ISSUES", 700),
            kill_rate: number("WINDLASS_SOAK_KILL_RATE", 40),
            fault_rate: number("WINDLASS_SOAK_FAULT_RATE", 5),
            server_rate: number("WINDLASS_SOAK_SERVER_RATE", 40),
        }
    }
}

/// What happened so far.
#[derive(Default)]
struct Told {
    runs: u64,
    kills: u64,
    compared: u64,
    lifted: u64,
    sessions: u64,
    restarts: u64,
    crashes: u64,
    endings: BTreeMap<i32, u64>,
}

/// A tale under way.
struct Story {
    tale: Tale,
    sim: Sim,
    user: User,
    /// Where the database is no file.
    server: Option<Server>,
    token: &'static str,
    dice: Moments,
    told: Told,
    /// Where we are, for whoever reads of a failure.
    place: String,
}

impl Story {
    fn begin(tale: Tale, server: Option<Server>) -> Self {
        let limits = Limits::none().silence(Duration::from_millis(20));
        let company = company().seed(tale.seed).organizations(4).projects(24).issues(tale.issues).growth_per_day(0.03);
        let sim = start(company.limits(limits));
        // A group in one walk, or organization by organization.
        let token = if tale.seed.is_multiple_of(2) { "without_group_issues_read" } else { "group_service_account" };
        let mut user = User::new();
        if let Some(server) = &server {
            user.set("WINDLASS_STORE", &server.url);
        }
        user.connect(&sim, token).ok();
        let dice = Moments::seeded(tale.seed);
        Self { tale, sim, user, server, token, dice, told: Told::default(), place: String::new() }
    }

    /// Lifts the faults there are and sets others.
    fn draw_faults(&mut self) {
        self.sim.clear_faults();
        self.told.lifted += 1;
        let kinds = 4;
        let each = self.tale.fault_rate as f64 / 100.0 / f64::from(kinds);
        for _ in 0..kinds {
            let fault = PASSING[self.dice.next(PASSING.len() as u64) as usize];
            let seed = self.dice.next(u64::MAX);
            self.sim.fault(fault().random(each, seed));
        }
        if self.dice.next(4) == 0 {
            let fault = LASTING[self.dice.next(LASTING.len() as u64) as usize];
            self.sim.fault(fault().on_request(1 + self.dice.next(60)));
        }
    }

    /// How many rows there are, and which of them are marked as removed.
    fn held(&self) -> (u64, BTreeSet<String>) {
        let sql = "select source_id, removed_at is not null from snyk_issues \
                   union all select source_id, removed_at is not null from snyk_projects";
        if let Some(server) = &self.server {
            let found = server.select(sql);
            let removed = found.iter().filter(|row| row[1] == Cell::Boolean(true));
            return (found.len() as u64, removed.filter_map(|row| row[0].to_text()).collect());
        }
        let database = rusqlite::Connection::open(self.user.database()).unwrap();
        database.busy_timeout(Duration::from_secs(10)).unwrap();
        let mut statement = database.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))).unwrap();
        let rows: Vec<(String, bool)> = rows.map(Result::unwrap).collect();
        (rows.len() as u64, rows.into_iter().filter(|row| row.1).map(|row| row.0).collect())
    }

    fn listed(&self) -> BTreeSet<String> {
        ["projects", "issues"].into_iter().flat_map(|stream| self.truth(stream).into_keys()).collect()
    }

    /// What the API lists to the token now, by Snyk's id.
    fn truth(&self, stream: &str) -> BTreeMap<String, Value> {
        let truth = self.sim.truth(self.token);
        let ids: Vec<String> = truth.organization_ids().into_iter().filter(|id| truth.is_accessible(id)).collect();
        let listed: Vec<Value> = match stream {
            "groups" => truth.groups(),
            "organizations" => truth.organizations(),
            "targets" => ids.iter().flat_map(|id| truth.all_targets(id)).collect(),
            "projects" => ids.iter().flat_map(|id| truth.projects(id)).collect(),
            _ => ids.iter().flat_map(|id| truth.issues(id).collect::<Vec<_>>()).collect(),
        };
        listed.into_iter().map(|one| (one["id"].as_str().unwrap().to_owned(), one)).collect()
    }

    /// One command, killed or left to itself.
    fn run(&mut self) {
        let args: &[&str] = match self.dice.next(6) {
            0 => &["sync", "--full"],
            1 => &["verify", "--repair"],
            _ => &["sync"],
        };
        let (rows, removed) = self.held();
        let listed = self.listed();
        self.told.runs += 1;
        if self.dice.next(100) < self.tale.kill_rate {
            let moment = self.sim.stats().requests + 1 + self.dice.next(18);
            let mut running = self.user.start(args);
            let what = format!("{}: {args:?} has sent its requests", self.place);
            until(&what, || self.sim.stats().requests >= moment || running.has_ended());
            self.told.kills += u64::from(running.kill());
        } else {
            // A file does not fail by itself; its tales draw nothing here.
            let fails = self.server.is_some() && self.dice.next(100) < self.tale.server_rate;
            let done = if fails { self.run_while_the_server_fails(args) } else { self.user.run(args) };
            let code = done.code.unwrap_or(-1);
            assert!(ALLOWED.contains(&code), "{}: {args:?}: {done:#?}", self.place);
            *self.told.endings.entry(code).or_default() += 1;
        }
        let (rows_now, removed_now) = self.held();
        assert!(rows_now >= rows, "{}: {args:?}: {rows} rows, then {rows_now}", self.place);
        // Neither before nor after was this row missing from Snyk's lists.
        let stays: BTreeSet<_> = listed.intersection(&self.listed()).cloned().collect();
        let lost = removed_now.difference(&removed).find(|id| stays.contains(*id));
        assert_eq!(lost, None, "{}: {args:?} marked a row as removed that Snyk lists", self.place);
    }

    /// One command, in the middle of which the server ends its sessions, starts anew or crashes: it has to go on.
    fn run_while_the_server_fails(&mut self, args: &[&str]) -> Done {
        let moment = self.sim.stats().requests + 1 + self.dice.next(18);
        let mut running = self.user.start(args);
        let what = format!("{}: {args:?} has sent its requests", self.place);
        until(&what, || self.sim.stats().requests >= moment || running.has_ended());
        let way = self.dice.next(3);
        if let Some(server) = self.server.as_mut().filter(|_| !running.has_ended()) {
            let told = &mut self.told;
            match way {
                0 => told.sessions += server.end_sessions(),
                1 => {
                    server.cluster.stop();
                    server.cluster.launch();
                    told.restarts += 1;
                }
                _ => {
                    server.cluster.crash();
                    server.cluster.launch();
                    told.crashes += 1;
                }
            }
        }
        running.wait()
    }

    /// Lifts the faults; the next runs have to make the database what the API lists, to the letter.
    fn compare(&mut self) {
        self.sim.clear_faults();
        for args in [&["sync"][..], &["sync", "--full"], &["verify"]] {
            let done = self.user.run(args);
            assert_eq!(done.code, Some(0), "{}: {args:?}: {done:#?}", self.place);
            self.told.runs += 1;
        }
        let connection = self.user.rows("select id from windlass_connections")[0]["id"].as_str().unwrap().to_owned();
        let connection = ConnectionId::parse(&connection).unwrap();
        let file = || format!("sqlite:{}", self.user.database().display());
        let url = self.server.as_ref().map_or_else(file, |server| server.url.clone());
        let runtime = Runtime::new().unwrap();
        for stream in windlass_streams::STREAMS {
            let ours = runtime.block_on(async {
                let store = windlass_store::open(&url).await.unwrap();
                rebuilt(&*store, connection, stream.table).await
            });
            let truth = self.truth(stream.name);
            let differs = |id: &&String| ours.get(*id) != truth.get(*id);
            let differing: Vec<&String> = ours.keys().chain(truth.keys()).filter(differs).take(5).collect();
            assert!(differing.is_empty(), "{}: {} differ: {differing:?}", self.place, stream.name);
        }
        self.told.compared += 1;
    }

    fn days(&mut self, readers: &mut Readers) {
        for day in 1..=self.tale.days {
            // Faults may have moved the clock on; it never goes back.
            self.sim.set_day(self.sim.day() + 1.0);
            if day == 1 || self.dice.next(3) == 0 {
                self.draw_faults();
            }
            for run in 0..2 + self.dice.next(3) {
                self.place = format!("seed {}, day {day}, run {run}", self.tale.seed);
                self.run();
            }
            if day % 10 == 0 || day == self.tale.days {
                self.place = format!("seed {}, day {day}, compared", self.tale.seed);
                self.compare();
                self.draw_faults();
            }
            readers.assert_content(&self.place);
        }
    }

    fn report(&self, reads: (u64, u64)) -> Value {
        let stats = self.sim.stats();
        let interrupted = self.user.number("select count(*) from windlass_runs where status = 'interrupted'");
        json!({
            "store": if self.server.is_some() { "postgres" } else { "sqlite" },
            "sessions_ended": self.told.sessions, "server_restarts": self.told.restarts, "server_crashes": self.told.crashes,
            "days": self.tale.days, "seed": self.tale.seed, "issues": self.truth("issues").len(), "runs": self.told.runs,
            "requests": stats.requests, "faults": stats.faults_fired, "kills": self.told.kills,
            "interrupted_runs": interrupted, "faults_lifted": self.told.lifted, "exit_codes": self.told.endings,
            "reads": reads.0, "reads_by_process": reads.1, "days_compared": self.told.compared,
        })
    }
}

/// A server of the tale's own, and a look at it.
struct Server {
    cluster: Cluster,
    url: String,
    runtime: Runtime,
    store: Arc<dyn Store>,
}

impl Server {
    fn start() -> Self {
        let (cluster, runtime) = (Cluster::own(&[]), Runtime::new().unwrap());
        let url = cluster.url("soak");
        let store = runtime.block_on(windlass_store::open(&url)).unwrap();
        Self { cluster, url, runtime, store }
    }

    fn select(&self, sql: &str) -> Vec<Vec<Cell>> {
        self.runtime.block_on(self.store.select(Select::of(sql, Vec::new()))).unwrap().rows
    }

    /// Ends every session of windlass, whatever it does; returns how many.
    fn end_sessions(&self) -> u64 {
        let sql =
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'windlass%'";
        let mut ask = Command::new(binary("psql"));
        ask.args(["--no-psqlrc", "--tuples-only", "--no-align", "--dbname", self.cluster.address(), "--command", sql]);
        let done = ask.output().unwrap();
        String::from_utf8(done.stdout).unwrap().trim().parse().unwrap()
    }
}

/// Tells a tale and what happened in it.
fn tell(tale: Tale, server: Option<Server>) -> Value {
    let began = Instant::now();
    let mut story = Story::begin(tale, server);
    // So that there is something to read from the first day on.
    story.user.run(&["sync"]).ok();
    let mut readers = Readers::start(&story.user, story.server.as_ref().map(|server| server.url.as_str()));
    story.days(&mut readers);
    let mut report = story.report(readers.end());
    report["seconds"] = began.elapsed().as_secs().into();
    let number = |name: &str| report[name].as_u64().unwrap();
    assert!(number("faults") > 0 && number("reads") > 0 && number("reads_by_process") > 0, "{report}");
    assert!(number("kills") > 0 || story.tale.kill_rate == 0, "{report}");
    if let Some(path) = std::env::var_os("WINDLASS_SOAK_REPORT") {
        std::fs::write(path, report.to_string()).unwrap();
    }
    report
}

#[test]
fn p3_a_soak_of_faults_and_kills_leaves_what_snyk_lists() {
    tell(Tale::from_environment(12), None);
}

#[test]
fn p3_a_soak_on_a_server_that_fails_leaves_what_snyk_lists() {
    let report = tell(Tale::from_environment(6), Some(Server::start()));
    let failures = ["sessions_ended", "server_restarts", "server_crashes"].map(|name| report[name].as_u64().unwrap());
    assert!(failures.iter().sum::<u64>() > 0, "{report}");
}

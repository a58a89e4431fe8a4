//! A world of its own for a test: a simulator, a store, a clock that stands still.

use crate::home::Home;
use crate::rebuilt::rebuilt;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use windlass_model::{ConnectionId, FixedClock, TableKind, Timestamp, Value};
use windlass_sim::Sim;
use windlass_snyk::{BaseUrl, Client, ClientConfig, Credentials, Limits, RetryPolicy, Timeouts, Token};
use windlass_store::{Select, Store};
use windlass_streams::{STREAMS, Stream};
use windlass_sync::{Cancel, Connection, Options, Report, Silent, Status, Sync, schema};

/// A connection to a simulator, and the store it syncs into.
pub(crate) struct World {
    pub(crate) sim: Sim,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) connection: Connection,
    pub(crate) clock: FixedClock,
    pub(crate) options: Options,
    pub(crate) cancel: Cancel,
    pub(crate) token: String,
    pub(crate) home: Home,
}

/// The moment the simulator shows at the start of a day: day 0 is 2026-01-01.
pub(crate) fn moment_of(day: f64) -> Timestamp {
    let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    start + Duration::from_secs_f64(day * 86_400.0)
}

impl World {
    /// A world around `sim`, seen through the token of that name.
    pub(crate) async fn new(sim: Sim, token: &str) -> Self {
        Self::at(sim, token, Home::new()).await
    }

    /// The same with a database that may be there already.
    pub(crate) async fn at(sim: Sim, token: &str, home: Home) -> Self {
        let store = home.open().await;
        store.migrate(&schema()).await.unwrap();
        let connection = Connection {
            id: ConnectionId::parse("6f1c8f5e-95a1-4bd4-8b8c-3e4a5b9c0d11").unwrap(),
            name: "acme".to_owned(),
            base: BaseUrl::parse(&sim.url()).unwrap(),
            organizations: None,
            groups: None,
        };
        let clock = FixedClock::at(moment_of(sim.day()));
        let token = sim.tokens().named(token).unwrap().to_owned();
        Self { sim, store, connection, clock, options: Options::default(), cancel: Cancel::default(), token, home }
    }

    /// A client that repeats after a millisecond and keeps no pace.
    pub(crate) fn client(&self) -> Client {
        Client::new(self.client_config()).unwrap()
    }

    /// The settings of that client.
    pub(crate) fn client_config(&self) -> ClientConfig {
        let credentials = Credentials::Token(Token::parse(self.token.clone()).unwrap());
        let retry = RetryPolicy {
            base: Duration::from_millis(1),
            max: Duration::from_millis(5),
            jitter: Duration::ZERO,
            ..RetryPolicy::default()
        };
        let limits = Limits { silence: Duration::from_millis(20), ..Limits::unlimited() };
        let timeouts = Timeouts {
            connect: Duration::from_secs(5),
            first_byte: Duration::from_millis(400),
            idle_body: Duration::from_millis(400),
        };
        ClientConfig { retry, limits, timeouts, ..ClientConfig::new(self.connection.base.clone(), credentials) }
    }

    /// Moves the simulator and the clock to a day.
    pub(crate) fn set_day(&self, day: f64) {
        self.sim.set_day(day);
        self.clock.set(moment_of(day));
    }

    /// One run.
    pub(crate) async fn sync(&self) -> Report {
        self.sync_with(&self.client()).await
    }

    /// One run with a client of the test's own.
    pub(crate) async fn sync_with(&self, client: &Client) -> Report {
        self.plan(client).run().await.unwrap()
    }

    /// One run that has to succeed.
    pub(crate) async fn synced(&self) -> Report {
        let report = self.sync().await;
        let day = self.sim.day();
        assert_eq!(report.status, Status::Succeeded, "day {day}: {:?}", report.errors);
        assert_eq!(report.errors, [], "day {day}");
        report
    }

    /// A run that walks everything.
    pub(crate) async fn synced_in_full(&mut self) -> Report {
        self.options.full = true;
        let report = self.synced().await;
        self.options.full = false;
        report
    }

    /// A run to make.
    pub(crate) fn plan<'a>(&'a self, client: &'a Client) -> Sync<'a> {
        Sync {
            connection: &self.connection,
            client,
            store: &*self.store,
            clock: &self.clock,
            observer: &Silent,
            options: &self.options,
            cancel: &self.cancel,
            version: "0.0.0",
        }
    }

    /// Every row of every `snyk_*` table as text, without those columns, in order.
    pub(crate) async fn dump(&self, without: &[&str]) -> Vec<String> {
        let mut lines = Vec::new();
        for table in windlass_streams::tables() {
            let own_id = table.kind == TableKind::Log;
            let wanted = |name: &&str| !(without.contains(name) || own_id && *name == "id");
            let names: Vec<_> = table.all_columns().iter().map(|column| column.name).filter(wanted).collect();
            let mut rows: Vec<String> = Vec::new();
            for row in self.rows(&format!("select {} from {}", names.join(", "), table.name)).await {
                let cells = names.iter().zip(row).map(|(name, cell)| format!("{name}={}", cell.unwrap_or_default()));
                rows.push(format!("{}: {}", table.name, cells.collect::<Vec<_>>().join(" ")));
            }
            rows.sort_unstable();
            lines.extend(rows);
        }
        lines
    }

    /// The rows of a query, as text; yes and no are 1 and 0, as in a store that knows no others.
    pub(crate) async fn rows(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        let found = self.store.select(Select::of(sql, Vec::new())).await.unwrap();
        let text = |cell: Value| match cell {
            Value::Boolean(yes) => Some(i64::from(yes).to_string()),
            Value::Null
            | Value::Text(_)
            | Value::Integer(_)
            | Value::Real(_)
            | Value::Timestamp(_)
            | Value::Json(_) => cell.to_text(),
        };
        found.rows.into_iter().map(|row| row.into_iter().map(text).collect()).collect()
    }

    /// The single number of a query.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        self.rows(sql).await[0][0].as_ref().map_or(0, |text| text.parse().unwrap())
    }

    /// Every live row of a stream rebuilt to the JSON it was received as, by Snyk's id.
    pub(crate) async fn rebuilt(&self, stream: &Stream) -> BTreeMap<String, serde_json::Value> {
        rebuilt(&*self.store, self.connection.id, stream.table).await
    }

    /// Fails unless the live rows are, to the letter, what the API lists to the token now.
    pub(crate) async fn assert_exact(&self) {
        for stream in STREAMS {
            self.assert_stream_exact(stream).await;
        }
    }

    /// The same for one stream.
    pub(crate) async fn assert_stream_exact(&self, stream: &Stream) {
        let ours = self.rebuilt(stream).await;
        let truth = self.truth(stream.name);
        let missing: BTreeSet<_> = truth.keys().filter(|id| !ours.contains_key(*id)).collect();
        let surplus: BTreeSet<_> = ours.keys().filter(|id| !truth.contains_key(*id)).collect();
        let day = self.sim.day();
        assert!(missing.is_empty(), "day {day}: {} {} are missing: {missing:?}", missing.len(), stream.name);
        assert!(surplus.is_empty(), "day {day}: {} {} are no longer listed: {surplus:?}", surplus.len(), stream.name);
        for (id, sent) in &truth {
            assert_eq!(&ours[id], sent, "day {day}: {} {id}", stream.name);
        }
    }

    /// What the API lists to the token now, by Snyk's id.
    pub(crate) fn truth(&self, stream: &str) -> BTreeMap<String, serde_json::Value> {
        let truth = self.sim.truth(&self.token);
        let wanted =
            |id: &str| self.connection.organizations.as_ref().is_none_or(|ids| ids.iter().any(|one| one == id));
        let in_group = |one: &serde_json::Value| {
            let group = one["attributes"]["group_id"].as_str();
            self.connection.groups.as_ref().is_none_or(|ids| ids.iter().any(|one| Some(one.as_str()) == group))
        };
        let id_of = |one: &serde_json::Value| one["id"].as_str().unwrap().to_owned();
        let organizations = truth.organizations().into_iter().filter(|one| wanted(&id_of(one)) && in_group(one));
        let organizations: Vec<_> = organizations.collect();
        let ids: Vec<String> = organizations.iter().map(id_of).collect();
        let accessible: Vec<_> = ids.iter().filter(|id| truth.is_accessible(id)).collect();
        let listed: Vec<serde_json::Value> = match stream {
            "groups" => {
                let narrowed = |id: &String| self.connection.groups.as_ref().is_none_or(|ids| ids.contains(id));
                truth.groups().into_iter().filter(|one| narrowed(&id_of(one))).collect()
            }
            "organizations" => organizations,
            "targets" => accessible.iter().flat_map(|id| truth.all_targets(id)).collect(),
            "projects" => accessible.iter().flat_map(|id| truth.projects(id)).collect(),
            _ => accessible.iter().flat_map(|id| truth.issues(id).collect::<Vec<_>>()).collect(),
        };
        listed.into_iter().map(|one| (id_of(&one), one)).collect()
    }
}

/// Fails with the lines that only one of two dumps has.
pub(crate) fn assert_same(ours: &[String], expected: &[String], what: &str) {
    let (left, right): (BTreeSet<_>, BTreeSet<_>) = (ours.iter().collect(), expected.iter().collect());
    let shown = |line: &&String| line.chars().take(1_000).collect::<String>();
    let surplus: Vec<_> = left.difference(&right).take(2).map(shown).collect();
    let missing: Vec<_> = right.difference(&left).take(2).map(shown).collect();
    assert!(ours == expected, "{what}\nsurplus: {surplus:#?}\nmissing: {missing:#?}");
}

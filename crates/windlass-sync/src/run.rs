//! A run: which organizations, then everything they hold, a bounded number of scans at a time.

use crate::agenda::Agenda;
use crate::lanes::Lanes;
use crate::outcome::{End, Outcome};
use crate::report::Report;
use crate::scan::Job;
use crate::scopes::{self, CursorKey, Organization, Surroundings};
use crate::shards::{Elsewhere, Prior};
use crate::timed::Timed;
use crate::{Cancel, Observer, Options, SyncError};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tokio::sync::OnceCell;
use windlass_model::{Clock, ConnectionId, Record, Row, RunId, Value};
use windlass_snyk::{BaseUrl, Client, Stats};
use windlass_store::books::{self, CursorRow, RunRow};
use windlass_store::{Batch, Mode, Scope, Store, StoreError};
use windlass_streams::Stream;

/// What to sync: the part of a connection that a run needs to know.
#[derive(Debug, Clone)]
pub struct Connection {
    /// Its id.
    pub id: ConnectionId,
    /// Its name.
    pub name: String,
    /// Where its token belongs.
    pub base: BaseUrl,
    /// The organizations it is narrowed to, by Snyk's ids.
    pub organizations: Option<Vec<String>>,
    /// The groups it is narrowed to, by Snyk's ids.
    pub groups: Option<Vec<String>>,
}

/// A sync to do.
pub struct Sync<'a> {
    /// The connection.
    pub connection: &'a Connection,
    /// The client that holds its token.
    pub client: &'a Client,
    /// Where the rows go; migrated.
    pub store: &'a dyn Store,
    /// Where "now" comes from.
    pub clock: &'a dyn Clock,
    /// Who is told what happens.
    pub observer: &'a dyn Observer,
    /// How it is to be done.
    pub options: &'a Options,
    /// The wish to stop.
    pub cancel: &'a Cancel,
    /// The version of windlass, for the record.
    pub version: &'a str,
}

/// A run under way.
pub(crate) struct Run<'a> {
    pub(crate) id: RunId,
    pub(crate) connection: &'a Connection,
    pub(crate) client: &'a Client,
    pub(crate) store: &'a dyn Store,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) observer: &'a dyn Observer,
    pub(crate) options: &'a Options,
    pub(crate) cancel: &'a Cancel,
    /// What rows are made with, as far as it is known by now.
    surroundings: Mutex<Arc<Surroundings>>,
    /// The cursors that earlier runs left.
    pub(crate) known: HashMap<CursorKey, CursorRow>,
    /// Scans that wait for a lane.
    pub(crate) agenda: Agenda,
    /// What begins as soon as an organization is listed.
    pub(crate) at_once: Vec<&'static Stream>,
    /// What all scans share: requests under way, pages in memory.
    pub(crate) lanes: Lanes,
    /// What projects tell of the issues that were never listed; read when it is first needed.
    pub(crate) prior: OnceCell<Prior>,
    /// By which it is measured, too, what shards may cost.
    pub(crate) elsewhere: Elsewhere,
    /// The number of the walk that was begun last.
    walks: AtomicI64,
    /// Set when a scan met what every other would meet.
    halt: AtomicBool,
    pub(crate) began: Instant,
    /// What the client had done before.
    pub(crate) before: Stats,
    /// The store again, with the time that writing took.
    pub(crate) timed: &'a Timed<'a>,
    pub(crate) row: RunRow,
}

/// A scan that was made.
pub(crate) struct Done {
    pub(crate) job: Job,
    pub(crate) outcome: Outcome,
}

impl Sync<'_> {
    /// Runs the sync and records it.
    ///
    /// # Errors
    /// [`SyncError`] where the run could not begin: another run holds the connection's lock, or the database failed before
    /// anything was asked of Snyk. What goes wrong later is in the report.
    pub async fn run(self) -> Result<Report, SyncError> {
        let _lock = self.store.lock(self.connection.id).await?;
        let timed = Timed::new(self.store);
        let mut run = self.begin(&timed).await?;
        let mut done = Vec::new();
        let ended = run.phases(&mut done).await;
        Ok(run.end(done, ended).await)
    }

    pub(crate) async fn begin<'a>(&'a self, timed: &'a Timed<'a>) -> Result<Run<'a>, StoreError> {
        let id = RunId::next();
        let row = RunRow {
            id: id.to_string(),
            connection_id: self.connection.id.to_string(),
            mode: Mode::Full.word().to_owned(),
            status: "running".to_owned(),
            started_at: self.clock.now(),
            version: self.version.to_owned(),
            ..RunRow::default()
        };
        let run = Run {
            id,
            connection: self.connection,
            client: self.client,
            store: timed,
            clock: self.clock,
            observer: self.observer,
            options: self.options,
            cancel: self.cancel,
            surroundings: Mutex::new(Arc::new(Surroundings {
                app_url: self.connection.base.app_url(),
                slugs: HashMap::new(),
                inaccessible: HashSet::new(),
            })),
            known: HashMap::new(),
            agenda: Agenda::default(),
            at_once: Vec::new(),
            lanes: Lanes::new(
                self.options.sharding.fewest_lanes,
                self.options.concurrency,
                self.options.sharding.most_waiting,
            ),
            prior: OnceCell::new(),
            elsewhere: Elsewhere::default(),
            walks: AtomicI64::new(0),
            halt: AtomicBool::new(false),
            began: Instant::now(),
            before: self.client.stats(),
            timed,
            row,
        };
        let mut books = run.interrupted().await?;
        books.push(run.row.clone().into_book());
        run.write(books).await?;
        Ok(run)
    }
}

impl Run<'_> {
    /// Whether a scan met what every other would meet.
    pub(crate) fn halted(&self) -> bool {
        self.halt.load(Ordering::Relaxed)
    }

    pub(crate) fn halt(&self) {
        self.halt.store(true, Ordering::Relaxed);
    }

    /// What rows are made with, as far as it is known by now.
    pub(crate) fn surroundings(&self) -> Arc<Surroundings> {
        Arc::clone(&self.surroundings.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes what rows are made with from now on.
    pub(crate) fn surround<T>(&self, change: impl FnOnce(&mut Surroundings) -> T) -> T {
        change(Arc::make_mut(&mut self.surroundings.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    /// A number greater than that of every walk before. Counted, since a clock can go back; kept in the cursors.
    pub(crate) fn next_walk(&self) -> i64 {
        self.walks.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// The greatest number that was given out so far.
    pub(crate) fn last_walk(&self) -> i64 {
        self.walks.load(Ordering::Relaxed)
    }

    /// Whether nothing more is to be asked of Snyk.
    pub(crate) fn stopped(&self) -> bool {
        self.halted() || self.cancel.is_cancelled()
    }

    pub(crate) async fn write(&self, books: Vec<windlass_model::Book>) -> Result<(), StoreError> {
        let (connection, run, now) = (self.connection.id, self.id, self.clock.now());
        self.store.commit(Batch { connection, run, walk: 0, now, records: Vec::new(), books }).await?;
        Ok(())
    }

    /// Runs that ended without a word: the lock is ours, so whoever wrote "running" is gone.
    async fn interrupted(&self) -> Result<Vec<windlass_model::Book>, StoreError> {
        let connection = vec![Value::Text(self.connection.id.to_string())];
        let which = "where connection_id = ?1 and status = 'running'";
        let rows: Vec<RunRow> = books::read(self.store, which, connection).await?;
        Ok(rows.into_iter().map(|row| RunRow { status: "interrupted".to_owned(), ..row }.into_book()).collect())
    }

    /// Reads what the token sees: its organizations, and the rows that list them. `None` where nothing more can be read.
    pub(crate) async fn organizations(
        &mut self,
        done: &mut Vec<Done>,
    ) -> Result<Option<(Vec<Organization>, Vec<Record>)>, StoreError> {
        let connection = self.connection.id.to_string();
        self.known = scopes::cursors(self.store, &connection).await?;
        self.walks = AtomicI64::new(self.known.values().map(|cursor| cursor.walk).max().unwrap_or(0));
        let before = scopes::organizations(self.store, &connection).await?;
        let inaccessible = before.iter().filter(|one| !one.accessible).map(|one| one.source_id.clone()).collect();
        self.surround(|surroundings| surroundings.inaccessible = inaccessible);
        let listed = self.whole_token(done).await;
        let mut lists = done.iter().filter(|done| done.job.scope == Scope::Token);
        if self.stopped() || lists.any(|done| done.fails() && !done.job.stream.optional) {
            return Ok(None);
        }
        // The lists of organizations and of projects may have made walks due.
        self.known = scopes::cursors(self.store, &connection).await?;
        let organizations = scopes::organizations(self.store, &connection).await?;
        let slugs = organizations.iter().map(Organization::place).collect();
        self.surround(|surroundings| surroundings.slugs = slugs);
        Ok(Some((organizations, listed)))
    }

    /// The lists of the whole token, and beside them those of each organization that every run walks; then issues and the other lists;
    /// then what looks wrong.
    async fn phases(&mut self, done: &mut Vec<Done>) -> Result<Vec<String>, StoreError> {
        self.at_once = self.in_every_run();
        let Some((organizations, listed)) = self.organizations(done).await? else { return Ok(Vec::new()) };
        let full = self.issues_and_others(&organizations, done).await?;
        self.store.settle().await?;
        let mut warnings = Vec::new();
        if self.options.wants("issues") {
            self.take_off_marks(&full).await?;
            let incremental = covered(&organizations, done, &full);
            let known = scopes::cursors(self.store, &self.connection.id.to_string()).await?;
            let lasting = self.reread(&incremental, &known, done).await?;
            if lasting > 0 {
                warnings.push(format!(
                    "{lasting} projects still differ from Snyk's own counts after they were read again; \
                     see the view project_count_drift"
                ));
            }
        }
        self.accessibility(&organizations, &listed, done, &mut warnings).await?;
        Ok(warnings)
    }

    /// Keeps which organizations refuse the API as a whole. One that holds rows is a failure instead: they can no longer be
    /// vouched for.
    pub(crate) async fn accessibility(
        &self,
        organizations: &[Organization],
        listed: &[Record],
        done: &mut [Done],
        warnings: &mut Vec<String>,
    ) -> Result<(), StoreError> {
        if self.stopped() {
            return Ok(());
        }
        let (mut refused, mut answered) = (HashSet::new(), HashSet::new());
        for organization in organizations {
            let scope = Scope::Organization(organization.source_id.clone());
            let own = || done.iter().filter(|done| done.job.scope == scope);
            // A part of the streams is no evidence against an organization that was not known to refuse all of them.
            let evidence = self.options.streams.is_none() || !organization.accessible;
            let all_forbidden = own().next().is_some() && own().all(|done| done.outcome.is_forbidden());
            if evidence && all_forbidden && !scopes::holds_rows(self.store, organization).await? {
                refused.insert(organization.source_id.clone());
            }
            if own().any(Done::finished) {
                answered.insert(organization.source_id.clone());
            }
        }
        for done in done.iter_mut() {
            if refused.contains(done.job.scope.id()) {
                done.outcome.inaccessible();
            }
        }
        if !refused.is_empty() {
            let names: Vec<&str> = organizations
                .iter()
                .filter(|one| refused.contains(&one.source_id))
                .map(|one| one.name.as_str())
                .collect();
            warnings.push(format!("no API access to {}: listed, but nothing in it can be read", names.join(", ")));
        }
        let changed: Vec<Record> = listed
            .iter()
            .filter(|record| {
                let id = record.get("source_id").as_text().unwrap_or_default();
                // One that was not asked, or that failed otherwise, stays what it was.
                let news = if refused.contains(id) { Some(false) } else { answered.contains(id).then_some(true) };
                organizations.iter().any(|one| one.source_id == id && news.is_some_and(|news| news != one.accessible))
            })
            .map(|record| {
                let accessible = !refused.contains(record.get("source_id").as_text().unwrap_or_default());
                record.clone().with("api_accessible", Value::Boolean(accessible))
            })
            .collect();
        if !changed.is_empty() {
            let (connection, run, now) = (self.connection.id, self.id, self.clock.now());
            let walk =
                done.iter().find(|done| done.job.stream.name == "organizations").map_or(0, |done| done.outcome.walk);
            let batch = Batch { connection, run, walk, now, records: changed, books: Vec::new() };
            self.store.commit(batch).await?;
        }
        Ok(())
    }
}

impl Done {
    pub(crate) fn finished(&self) -> bool {
        matches!(self.outcome.end, End::Finished)
    }

    pub(crate) fn fails(&self) -> bool {
        matches!(self.outcome.end, End::Failed(_))
    }
}

/// The organizations whose projects and issues were read to the end in this run, but whose issues only by change.
fn covered(organizations: &[Organization], done: &[Done], full: &HashSet<String>) -> Vec<Organization> {
    let of_some = done.iter().filter(|done| done.job.scope != Scope::Token);
    let failed: HashSet<&str> = of_some.filter(|done| !done.finished()).map(|done| done.job.scope.id()).collect();
    organizations
        .iter()
        .filter(|one| {
            !full.contains(&one.source_id)
                && !failed.contains(one.source_id.as_str())
                && one.group.as_deref().is_none_or(|group| !failed.contains(group))
        })
        .cloned()
        .collect()
}

pub(crate) fn key(job: &Job) -> CursorKey {
    (job.stream.name.to_owned(), job.scope.kind().to_owned(), job.scope.id().to_owned())
}

//! A run: who am I, which organizations, then everything they hold, a bounded number of scans at a time.

use crate::lanes::Lanes;
use crate::outcome::{End, Outcome};
use crate::report::Report;
use crate::scan::Job;
use crate::scopes::{self, CursorKey, Organization, issue_jobs, organization_job};
use crate::shards::Prior;
use crate::timed::Timed;
use crate::{Cancel, Observer, Options, Progress, SyncError};
use futures::stream::{FuturesUnordered, StreamExt};
use std::collections::{HashMap, HashSet};
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::task::Poll;
use std::time::Instant;
use tokio::sync::OnceCell;
use windlass_model::{Clock, ConnectionId, Record, Row, RunId, Value};
use windlass_snyk::{BaseUrl, Client, Stats};
use windlass_store::books::{self, CursorRow, RunRow};
use windlass_store::{Batch, Mode, Scope, Store, StoreError, Within};
use windlass_streams::{Per, STREAMS, Stream, stream};

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
    pub(crate) app_url: String,
    /// The slug of each organization that the connection holds, by Snyk's id.
    pub(crate) slugs: HashMap<String, String>,
    /// Organizations that refused the API when last asked, by Snyk's id.
    pub(crate) inaccessible: HashSet<String>,
    /// The cursors that earlier runs left.
    pub(crate) known: HashMap<CursorKey, CursorRow>,
    /// What all scans share: requests under way, pages in memory.
    pub(crate) lanes: Lanes,
    /// What projects tell of the issues that were never listed; read when it is first needed.
    pub(crate) prior: OnceCell<Prior>,
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
            app_url: self.connection.base.app_url(),
            slugs: HashMap::new(),
            inaccessible: HashSet::new(),
            known: HashMap::new(),
            lanes: Lanes::new(self.options.sharding.fewest_lanes, self.options.concurrency),
            prior: OnceCell::new(),
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
        self.inaccessible = before.iter().filter(|one| !one.accessible).map(|one| one.source_id.clone()).collect();
        let listed = self.whole_token(done).await;
        if self.stopped() || done.iter().any(|done| done.fails() && !done.job.stream.optional) {
            return Ok(None);
        }
        // The list of organizations may have made walks due.
        self.known = scopes::cursors(self.store, &connection).await?;
        let organizations = scopes::organizations(self.store, &connection).await?;
        self.slugs = organizations
            .iter()
            .map(|one| (one.source_id.clone(), one.slug.clone().unwrap_or_else(|| one.source_id.clone())))
            .collect();
        Ok(Some((organizations, listed)))
    }

    /// Parents first: lists of the whole token, then what organizations hold, then issues, then what looks wrong.
    async fn phases(&mut self, done: &mut Vec<Done>) -> Result<Vec<String>, StoreError> {
        let Some((organizations, mut listed)) = self.organizations(done).await? else { return Ok(Vec::new()) };
        let first = done.len();
        self.per_organization(&organizations, done).await;
        let mut warnings = Vec::new();
        if self.options.wants("issues")
            && let Some(issues) = stream("issues")
        {
            let full = self.issues(issues, &organizations, done).await?;
            self.store.settle().await?;
            self.take_off_marks(&full).await?;
            let incremental = covered(&organizations, &done[first..], &full);
            let known = scopes::cursors(self.store, &self.connection.id.to_string()).await?;
            let lasting = self.reread(&incremental, &known, done).await?;
            if lasting > 0 {
                warnings.push(format!(
                    "{lasting} projects still differ from Snyk's own counts after they were read again; \
                     see the view project_count_drift"
                ));
            }
        }
        self.accessibility(&organizations, &mut listed, done, first, &mut warnings).await?;
        Ok(warnings)
    }

    /// The lists that need no organization. Returns the rows of the organizations.
    async fn whole_token(&self, done: &mut Vec<Done>) -> Vec<Record> {
        let mut listed = Vec::new();
        for stream in STREAMS.iter().filter(|stream| stream.per == Per::Token) {
            let needed = stream.name == "organizations";
            if self.stopped() || !(needed || self.options.wants(stream.name)) {
                continue;
            }
            let job =
                Job { stream, scope: Scope::Token, name: self.connection.name.clone(), within: Within::Connection };
            self.observer.observe(&Progress::Planned { stream: stream.name, scans: 1, rows: None });
            let mut outcome = self.scan(&job, self.known.get(&key(&job))).await;
            if needed {
                listed = std::mem::take(&mut outcome.records);
            }
            outcome.records.clear();
            done.push(Done { job, outcome });
        }
        listed
    }

    async fn per_organization(&self, organizations: &[Organization], done: &mut Vec<Done>) {
        let streams = STREAMS.iter().filter(|stream| {
            stream.per == Per::Organization && stream.group_path.is_none() && self.options.wants(stream.name)
        });
        let jobs: Vec<Job> =
            streams.flat_map(|stream| organizations.iter().map(|one| organization_job(stream, one))).collect();
        self.planned(&jobs);
        self.estimate(&jobs).await;
        self.together(jobs, done).await;
    }

    /// Issues, a group at once where the token may. Returns the organizations, by Snyk's id, whose issues were walked in full.
    async fn issues(
        &self,
        issues: &'static Stream,
        organizations: &[Organization],
        done: &mut Vec<Done>,
    ) -> Result<HashSet<String>, StoreError> {
        let jobs = issue_jobs(issues, organizations);
        let members: HashMap<Scope, Vec<Organization>> =
            jobs.iter().map(|(job, members)| (job.scope.clone(), members.clone())).collect();
        let first = done.len();
        let jobs: Vec<Job> = jobs.into_iter().map(|(job, _)| job).collect();
        self.planned(&jobs);
        self.estimate(&jobs).await;
        self.together(jobs, done).await;
        // A group that may not be read as a whole is read organization by organization.
        let refused = |done: &Done| matches!(done.job.scope, Scope::Group(_)) && done.outcome.is_refused();
        let mut singly = Vec::new();
        for at in (first..done.len()).rev() {
            if refused(&done[at]) {
                let scope = done.remove(at).job.scope;
                let members = members.get(&scope).map_or(&[][..], Vec::as_slice);
                singly.extend(members.iter().map(|one| organization_job(issues, one)));
            }
        }
        self.planned(&singly);
        self.together(singly, done).await;
        self.catch_up(first, done).await?;
        // A walk that went on from an earlier run has not read everything in this one.
        let full = done[first..]
            .iter()
            .filter(|done| done.finished() && done.outcome.mode == Mode::Full && !done.outcome.resumed);
        Ok(full
            .flat_map(|done| match &done.job.scope {
                Scope::Organization(id) => vec![id.clone()],
                scope @ (Scope::Token | Scope::Group(_) | Scope::Project(..)) => {
                    members.get(scope).into_iter().flatten().map(|one| one.source_id.clone()).collect()
                }
            })
            .collect())
    }

    /// A walk that went on from an earlier run knows its first pages as they were then: what changed since is asked for now.
    async fn catch_up(&self, first: usize, done: &mut [Done]) -> Result<(), StoreError> {
        if !done[first..].iter().any(|done| done.finished() && done.outcome.resumed) {
            return Ok(());
        }
        let known = scopes::cursors(self.store, &self.connection.id.to_string()).await?;
        for done in &mut done[first..] {
            if done.finished() && done.outcome.resumed && !self.stopped() {
                let more = self.scan(&done.job, known.get(&key(&done.job))).await;
                done.outcome.add(more);
            }
        }
        Ok(())
    }

    /// Makes scans, as many at a time as there are lanes. Each has one of its own; where it is cut into shards it takes more.
    pub(crate) async fn together(&self, jobs: Vec<Job>, done: &mut Vec<Done>) {
        let mut waiting = jobs.into_iter();
        let mut scans = FuturesUnordered::new();
        // Looked at whenever anything happens at all: what frees a lane happens in here.
        poll_fn(|context| {
            loop {
                while let Some(lane) =
                    (!waiting.as_slice().is_empty()).then(|| self.lanes.begin(scans.is_empty())).flatten()
                {
                    let Some(job) = waiting.next() else { break };
                    scans.push(async move {
                        let outcome = self.scan(&job, self.known.get(&key(&job))).await;
                        drop(lane);
                        Done { job, outcome }
                    });
                }
                match scans.poll_next_unpin(context) {
                    Poll::Ready(Some(one)) => done.push(one),
                    Poll::Ready(None) => return Poll::Ready(()),
                    // Scans that went on may have given a lane back, and with it the next one can begin.
                    Poll::Pending if !waiting.as_slice().is_empty() && self.lanes.may_begin() => {}
                    Poll::Pending => return Poll::Pending,
                }
            }
        })
        .await;
    }

    pub(crate) fn planned(&self, jobs: &[Job]) {
        for stream in STREAMS {
            let of_stream: Vec<&Job> = jobs.iter().filter(|job| job.stream.name == stream.name).collect();
            if of_stream.is_empty() {
                continue;
            }
            // Only full walks can be foretold, by what the last one listed.
            let rows: Option<i64> = of_stream
                .iter()
                .map(|job| {
                    self.known.get(&key(job)).filter(|cursor| cursor.mode == Mode::Full.word()).map(|row| row.rows)
                })
                .sum();
            let rows = rows.and_then(|rows| u64::try_from(rows).ok());
            self.observer.observe(&Progress::Planned { stream: stream.name, scans: of_stream.len() as u64, rows });
        }
    }

    /// Keeps which organizations refuse the API as a whole. One that holds rows is a failure instead: they can no longer be
    /// vouched for.
    pub(crate) async fn accessibility(
        &self,
        organizations: &[Organization],
        listed: &mut [Record],
        done: &mut [Done],
        first: usize,
        warnings: &mut Vec<String>,
    ) -> Result<(), StoreError> {
        if self.stopped() {
            return Ok(());
        }
        let (mut refused, mut answered) = (HashSet::new(), HashSet::new());
        for organization in organizations {
            let scope = Scope::Organization(organization.source_id.clone());
            let own = || done[first..].iter().filter(|done| done.job.scope == scope);
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
        for done in &mut done[first..] {
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
        let position = stream("organizations").and_then(|stream| stream.table.position("api_accessible"));
        let changed: Vec<Record> = listed
            .iter_mut()
            .filter(|record| {
                let id = record.get("source_id").as_text().unwrap_or_default();
                // One that was not asked, or that failed otherwise, stays what it was.
                let news = if refused.contains(id) { Some(false) } else { answered.contains(id).then_some(true) };
                organizations.iter().any(|one| one.source_id == id && news.is_some_and(|news| news != one.accessible))
            })
            .filter_map(|record| {
                let accessible = !refused.contains(record.get("source_id").as_text().unwrap_or_default());
                *record.values.get_mut(position?)? = Value::Boolean(accessible);
                Some(record.clone())
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
    let failed: HashSet<&str> = done.iter().filter(|done| !done.finished()).map(|done| done.job.scope.id()).collect();
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

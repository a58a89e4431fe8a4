//! One scan: fetch, decode, commit, page by page, until the last page allows a sweep.

use crate::check::why;
use crate::error::causes;
use crate::plan::{self, Options, Start};
use crate::run::Run;
use crate::{Failure, Progress};
use futures::future::join;
use miette::Diagnostic;
use std::collections::HashSet;
use windlass_model::{Record, Row, Timestamp, Value};
use windlass_snyk::{ApiError, Cursor, Page, PageRequest};
use windlass_store::books::{CursorRow, RunScanRow};
use windlass_store::{Batch, Committed, Mode, Next, ReasonWhen, Scan, ScanKey, Scope, StoreError, Sweep, Within};
use windlass_streams::{Context, Stream};

/// A scan to make.
#[derive(Clone)]
pub(crate) struct Job {
    pub(crate) stream: &'static Stream,
    pub(crate) scope: Scope,
    /// The scope's name for people.
    pub(crate) name: String,
    /// Which rows the scan has to list: what a sweep may remove.
    pub(crate) within: Within,
}

/// How a scan ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) mode: Mode,
    /// Whether it went on from an earlier run.
    pub(crate) resumed: bool,
    pub(crate) pages: u64,
    pub(crate) rows: u64,
    pub(crate) committed: Committed,
    pub(crate) end: End,
    /// The rows of a whole token's list, which later scans are planned from.
    pub(crate) records: Vec<Record>,
    inaccessible: bool,
    started_at: Timestamp,
}

/// The end of a scan.
#[derive(Debug)]
pub(crate) enum End {
    /// It read its last page.
    Finished,
    /// Somebody asked to stop; what was committed stays.
    Cancelled,
    /// It could not go on; what was committed stays, nothing was removed.
    Failed(Box<ScanError>),
}

impl Outcome {
    fn error(&self) -> Option<&ScanError> {
        match &self.end {
            End::Failed(error) => Some(error),
            End::Finished | End::Cancelled => None,
        }
    }

    /// Whether Snyk answered 403.
    pub(crate) fn is_forbidden(&self) -> bool {
        self.error().is_some_and(ScanError::is_forbidden)
    }

    /// Whether Snyk would not show it at all: 403, or 404 in its place.
    pub(crate) fn is_refused(&self) -> bool {
        self.pages == 0 && self.error().is_some_and(ScanError::is_refused)
    }

    /// Takes the failure as a property of the organization: flagged, not fatal.
    pub(crate) fn inaccessible(&mut self) {
        self.inaccessible = true;
    }

    pub(crate) fn is_inaccessible(&self) -> bool {
        self.inaccessible
    }

    /// Adds what a second walk of the same scan did.
    pub(crate) fn add(&mut self, more: Self) {
        self.pages += more.pages;
        self.rows += more.rows;
        self.committed.inserted += more.committed.inserted;
        self.committed.changed += more.committed.changed;
        self.committed.reinstated += more.committed.reinstated;
        self.committed.removed += more.committed.removed;
        self.end = more.end;
    }
}

/// Why a scan could not go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ScanError {
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the pages of {path} go round in circles")]
    Circle { path: String },
    #[error("the token sees no organization")]
    NoOrganizations,
}

impl ScanError {
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Api(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Circle { .. } => "circle",
            Self::NoOrganizations => "no_organizations",
        }
    }

    /// Whether every other scan of the run would meet the same.
    pub(crate) fn is_fatal(&self) -> bool {
        match self {
            Self::Api(error) => matches!(
                error,
                ApiError::Unauthorized { .. }
                    | ApiError::OAuth { .. }
                    | ApiError::Throttled { .. }
                    | ApiError::Quota { .. }
                    | ApiError::Maintenance { .. }
                    | ApiError::Unreachable { .. }
                    | ApiError::Untrusted { .. }
            ),
            Self::Store(_) => true,
            Self::Circle { .. } | Self::NoOrganizations => false,
        }
    }

    pub(crate) fn is_forbidden(&self) -> bool {
        matches!(self, Self::Api(ApiError::Forbidden { .. }))
    }

    pub(crate) fn is_refused(&self) -> bool {
        matches!(self, Self::Api(ApiError::Forbidden { .. } | ApiError::NotFound { .. }))
    }

    fn help(&self) -> String {
        let help = match self {
            Self::Api(error) => Diagnostic::help(error),
            Self::Store(error) => Diagnostic::help(error),
            Self::Circle { .. } => return "run the sync again; if it stays so, report it to Snyk's support".to_owned(),
            Self::NoOrganizations => {
                return "give the token's owner or service account access to an organization in Snyk".to_owned();
            }
        };
        help.map(|help| help.to_string()).unwrap_or_default()
    }

    fn why(&self) -> String {
        match self {
            Self::Api(error) => why(error),
            Self::Store(error) => causes(error).join("; "),
            Self::Circle { .. } => "a page's next link leads to a page that was read before".to_owned(),
            Self::NoOrganizations => "Snyk's list of organizations is empty; nothing was removed here".to_owned(),
        }
    }

    /// The failure as a report tells it.
    pub(crate) fn tell(&self, stream: &str, scope: &str) -> Failure {
        Failure {
            stream: stream.to_owned(),
            scope: scope.to_owned(),
            code: self.code().to_owned(),
            message: self.to_string(),
            help: self.help(),
            why: self.why(),
        }
    }
}

/// What a walk keeps count of.
#[derive(Default)]
struct Walk {
    pages: u64,
    rows: u64,
    committed: Committed,
    records: Vec<Record>,
    /// Cursors seen, as numbers: a page that leads back is an error and not an endless run.
    seen: HashSet<u64>,
}

impl Run<'_> {
    /// Makes a scan and records how it ended.
    pub(crate) async fn scan(&self, job: &Job, known: Option<&CursorRow>) -> Outcome {
        let key = ScanKey { connection: self.connection.id, stream: job.stream.name, scope: job.scope.clone() };
        let started_at = self.clock.now();
        let start = plan::start(job.stream, key, known, started_at, walk_number(), self.options);
        let (scan, resumed) = match start {
            Start::Resumed(scan) => (scan, true),
            Start::Anew(scan) => (scan, false),
        };
        let mode = scan.mode();
        let mut walk = Walk::default();
        let end = match self.walk(job, scan, known, &mut walk).await {
            Ok(true) => End::Finished,
            Ok(false) => End::Cancelled,
            Err(error) => End::Failed(Box::new(error)),
        };
        let Walk { pages, rows, committed, records, .. } = walk;
        let outcome = Outcome { mode, resumed, pages, rows, committed, end, records, inaccessible: false, started_at };
        self.conclude(job, &outcome);
        outcome
    }

    /// Walks to the last page and sweeps; `false` where somebody asked to stop.
    async fn walk(
        &self,
        job: &Job,
        mut scan: Scan,
        known: Option<&CursorRow>,
        walk: &mut Walk,
    ) -> Result<bool, ScanError> {
        let mut began_anew = false;
        let mut fetched = match self.request(job, &scan) {
            Some(request) => self.fetch(job, &request).await,
            None => return Ok(false),
        };
        loop {
            let page = match fetched {
                // Snyk forgot the cursor: the list is walked from its start, once.
                Err(ScanError::Api(ApiError::ExpiredCursor { .. })) if !began_anew => {
                    began_anew = true;
                    walk.seen.clear();
                    scan = Scan::begin(scan.key().clone(), scan.mode(), walk_number(), self.clock.now(), known);
                    let Some(request) = self.request(job, &scan) else { return Ok(false) };
                    fetched = self.fetch(job, &request).await;
                    continue;
                }
                Err(error) => return Err(error),
                Ok(page) => page,
            };
            if let Some(next) = &page.next
                && !walk.seen.insert(number_of(next))
            {
                return Err(ScanError::Circle { path: next.path().to_owned() });
            }
            let batch = self.batch(job, &mut scan, page, walk).await?;
            let rows = batch.records.len() as u64;
            if job.scope == Scope::Token {
                walk.records.extend(batch.records.iter().cloned());
            }
            // The next page is under way while this one is written.
            let committed = match self.request(job, &scan) {
                Some(request) => {
                    let (committed, next) = join(self.store.commit(batch), self.fetch(job, &request)).await;
                    fetched = next;
                    committed?
                }
                None => {
                    let committed = self.store.commit(batch).await?;
                    self.count(job, walk, rows, committed);
                    if *scan.next() != Next::End {
                        return Ok(false);
                    }
                    break;
                }
            };
            self.count(job, walk, rows, committed);
        }
        self.finish(job, scan, walk).await?;
        Ok(true)
    }

    /// The page that follows; `None` at the end, or where somebody asked to stop.
    fn request(&self, job: &Job, scan: &Scan) -> Option<PageRequest> {
        if self.cancel.is_cancelled() || self.halted() {
            return None;
        }
        let fresh = || {
            let Options { overlap, .. } = self.options;
            let request = match &job.scope {
                Scope::Project(organization, project) => {
                    let request = job.stream.request(organization, false);
                    match job.stream.one_project {
                        Some(parameter) => request.query(parameter, project.as_str()),
                        None => request,
                    }
                }
                Scope::Group(id) => job.stream.request(id, true),
                Scope::Token | Scope::Organization(_) => job.stream.request(job.scope.id(), false),
            };
            match (scan.mode(), job.stream.changed_after, scan.watermark()) {
                (Mode::Incremental, Some(parameter), Some(watermark)) => {
                    request.query(parameter, plan::changed_after(watermark, *overlap))
                }
                (Mode::Incremental | Mode::Full, _, _) => request,
            }
        };
        match scan.next() {
            Next::End => None,
            Next::Start => Some(fresh()),
            // A cursor that does not parse was damaged on disk: the walk starts over.
            Next::After(cursor) => Some(Cursor::parse(cursor).map_or_else(|_| fresh(), PageRequest::resume)),
        }
    }

    async fn fetch(&self, job: &Job, request: &PageRequest) -> Result<Page<Record>, ScanError> {
        let context = Context {
            connection: self.connection.id,
            app_url: &self.app_url,
            slugs: &self.slugs,
            inaccessible: &self.inaccessible,
        };
        let decode = |body: &[u8]| (job.stream.decode)(body, &context);
        Ok(self.client.page_with(request, &decode).await?)
    }

    /// The rows of a page with the cursor that covers them.
    async fn batch(
        &self,
        job: &Job,
        scan: &mut Scan,
        page: Page<Record>,
        walk: &mut Walk,
    ) -> Result<Batch, StoreError> {
        let listed = page.data.len();
        let updated_at = page.data.iter().filter_map(|record| moment(record.get("updated_at"))).max();
        let next = page.next.map(|cursor| cursor.as_str().to_owned());
        let book = scan.page(listed, updated_at, page.server_time, next);
        let records: Vec<Record> = page.data.into_iter().filter(|record| self.is_selected(job, record)).collect();
        let mut books = vec![book];
        books.extend(self.due_by_return(job, &records).await?);
        walk.pages += 1;
        Ok(Batch {
            connection: self.connection.id,
            run: self.id,
            walk: scan.walk(),
            now: self.clock.now(),
            records,
            books,
        })
    }

    fn count(&self, job: &Job, walk: &mut Walk, rows: u64, committed: Committed) {
        walk.rows += rows;
        walk.committed.inserted += committed.inserted;
        walk.committed.changed += committed.changed;
        walk.committed.reinstated += committed.reinstated;
        self.observer.observe(&Progress::Page {
            stream: job.stream.name,
            scope: &job.name,
            rows,
            changed: committed.inserted + committed.changed,
            stats: self.client.stats(),
            budget: self.client.budget(),
        });
    }

    /// Ends a walk that read its last page: what a full one did not list is gone.
    async fn finish(&self, job: &Job, scan: Scan, walk: &mut Walk) -> Result<(), ScanError> {
        // An empty list of organizations is lost access, not a company that deleted everything.
        if job.stream.name == "organizations" && scan.rows() == 0 {
            return Err(ScanError::NoOrganizations);
        }
        let (run, now, number) = (self.id, self.clock.now(), scan.walk());
        let Ok(ended) = scan.finish(now, None) else { return Ok(()) };
        let books = vec![ended.book];
        match ended.proof {
            Some(finished) => {
                let reason = job.stream.leaving.map(|leaving| ReasonWhen {
                    column: leaving.column,
                    equals: leaving.equals,
                    reason: leaving.reason,
                });
                let (table, within) = (job.stream.table, job.within.clone());
                let swept = self.store.sweep(Sweep { finished, run, now, table, within, reason, books }).await?;
                walk.committed.removed += swept.removed;
                walk.committed.removed_with += swept.removed_with;
            }
            None => {
                let connection = self.connection.id;
                self.store.commit(Batch { connection, run, walk: number, now, records: Vec::new(), books }).await?;
            }
        }
        Ok(())
    }

    /// Tells the observer and keeps the scan's row for the end of the run.
    fn conclude(&self, job: &Job, outcome: &Outcome) {
        let failure = match &outcome.end {
            End::Failed(error) => Some(error.tell(job.stream.name, &job.name)),
            End::Finished | End::Cancelled => None,
        };
        if let End::Failed(error) = &outcome.end {
            tracing::warn!(
                stream.name = job.stream.name,
                scan.scope = job.name,
                error.code = error.code(),
                "A scan failed"
            );
            if error.is_fatal() {
                self.halt();
            }
        }
        let told = match (&outcome.end, &failure) {
            (End::Failed(error), Some(failure)) => Some((error.code(), failure.message.as_str())),
            (End::Finished | End::Cancelled | End::Failed(_), _) => None,
        };
        self.observer.observe(&Progress::ScanEnded {
            stream: job.stream.name,
            scope: &job.name,
            removed: outcome.committed.removed,
            failed: told,
        });
    }

    /// The scan's row in `windlass_run_scans`.
    pub(crate) fn scan_row(&self, job: &Job, outcome: &Outcome, status: &str, failure: Option<&Failure>) -> RunScanRow {
        let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        RunScanRow {
            run_id: self.id.to_string(),
            connection_id: self.connection.id.to_string(),
            stream: job.stream.name.to_owned(),
            scope_kind: job.scope.kind().to_owned(),
            scope_id: job.scope.id().to_owned(),
            scope_name: Some(job.name.clone()),
            mode: outcome.mode.word().to_owned(),
            status: status.to_owned(),
            pages: count(outcome.pages),
            rows: count(outcome.rows),
            changed: count(outcome.committed.inserted + outcome.committed.changed),
            removed: count(outcome.committed.removed),
            started_at: outcome.started_at,
            finished_at: Some(self.clock.now()),
            error_code: failure.map(|failure| failure.code.clone()),
            error_message: failure.map(|failure| failure.message.clone()),
        }
    }
}

/// A number that no other walk has. Random, so that neither a clock nor a lost counter can repeat one; 53 bits, so that every
/// reader of JSON takes it as it is.
pub(crate) fn walk_number() -> i64 {
    rand::random_range(1..1 << 53)
}

fn number_of(cursor: &Cursor) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    BuildHasherDefault::<DefaultHasher>::default().hash_one(cursor)
}

fn moment(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Timestamp(moment) => Some(*moment),
        Value::Null | Value::Text(_) | Value::Integer(_) | Value::Real(_) | Value::Boolean(_) | Value::Json(_) => None,
    }
}

/// The cursor rows of a connection, from a selection of all their columns.
pub(crate) fn cursor_rows(rows: Vec<Vec<Value>>) -> Vec<CursorRow> {
    rows.into_iter().filter_map(CursorRow::from_values).collect()
}

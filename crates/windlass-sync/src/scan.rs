//! One scan: fetch, decode, commit, page by page, until the last page allows a sweep.

use crate::outcome::{End, Outcome, ScanError};
use crate::pages::{Pages, Written};
use crate::plan::{self, Options, Start};
use crate::run::Run;
use crate::{Failure, Progress};
use futures::future::{Either, select};
use std::collections::HashSet;
use std::pin::pin;
use windlass_model::{Record, Row, Timestamp, Value};
use windlass_snyk::{ApiError, Cursor, Page, PageRequest};
use windlass_store::books::{CursorRow, RunScanRow};
use windlass_store::{Batch, Mode, Next, ReasonWhen, Scan, ScanKey, Scope, StoreError, Sweep, Within};
use windlass_streams::{Context, PAGE_LIMIT, Stream};

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

impl Run<'_> {
    /// Makes a scan and records how it ended.
    pub(crate) async fn scan(&self, job: &Job, known: Option<&CursorRow>) -> Outcome {
        let key = ScanKey { connection: self.connection.id, stream: job.stream.name, scope: job.scope.clone() };
        let started_at = self.clock.now();
        let start = plan::start(job.stream, key, known, started_at, self.next_walk(), self.options);
        let (mut scan, resumed) = match start {
            Start::Resumed(scan) => (scan, true),
            Start::Anew(scan) => (scan, false),
        };
        let mut pages = Pages::new(self, job);
        let end = match self.walk(job, &mut scan, known, &mut pages).await {
            Ok(true) => End::Finished,
            Ok(false) => End::Cancelled,
            Err(error) => End::Failed(Box::new(error)),
        };
        let Written { pages, rows, committed, records } = pages.written;
        let (mode, number) = (scan.mode(), scan.walk());
        let outcome = Outcome {
            mode,
            resumed,
            walk: number,
            pages,
            rows,
            committed,
            end,
            records,
            inaccessible: false,
            started_at,
        };
        self.conclude(job, &outcome);
        outcome
    }

    /// Walks to the last page and sweeps; `false` where somebody asked to stop. Whatever ends it, the pages that were fetched
    /// are written first.
    async fn walk(
        &self,
        job: &Job,
        scan: &mut Scan,
        known: Option<&CursorRow>,
        pages: &mut Pages<'_>,
    ) -> Result<bool, ScanError> {
        let read = self.read(job, scan, known, pages).await;
        pages.flush().await?;
        if !read? {
            return Ok(false);
        }
        self.finish(job, scan, pages).await?;
        Ok(true)
    }

    /// Reads to the last page, one page ahead of what is written.
    async fn read(
        &self,
        job: &Job,
        scan: &mut Scan,
        known: Option<&CursorRow>,
        pages: &mut Pages<'_>,
    ) -> Result<bool, ScanError> {
        // Cursors seen, as numbers: a page that leads back is an error and not an endless run.
        let mut seen = HashSet::new();
        let mut began_anew = false;
        while let Some(request) = self.request(job, scan) {
            // A wish to stop is heard while the gate is closed, too: nothing is lost with a page that has not come.
            let (fetch, cancelled) = (pin!(self.fetch(job, &request)), pin!(self.cancel.cancelled()));
            let Either::Left((fetched, _)) = pages.while_writing(select(fetch, cancelled)).await? else {
                return Ok(false);
            };
            let page = match fetched {
                // Snyk forgot the cursor: the list is walked from its start, once.
                Err(ApiError::ExpiredCursor { .. }) if !began_anew => {
                    began_anew = true;
                    seen.clear();
                    pages.flush().await?;
                    *scan = Scan::begin(scan.key().clone(), scan.mode(), self.next_walk(), self.clock.now(), known);
                    continue;
                }
                fetched => fetched?,
            };
            // Whether a full page that links to itself is the last one, nobody can tell: no proof of a finished walk (P5).
            if page.ends_in_itself && page.data.len() >= usize::from(PAGE_LIMIT) {
                return Err(ScanError::Circle { path: request.path().to_owned() });
            }
            if let Some(next) = &page.next
                && !seen.insert(number_of(next))
            {
                return Err(ScanError::Circle { path: next.path().to_owned() });
            }
            let batch = self.batch(job, scan, page).await?;
            pages.add(batch).await?;
        }
        Ok(*scan.next() == Next::End)
    }

    /// The page that follows; `None` at the end, or where somebody asked to stop.
    fn request(&self, job: &Job, scan: &Scan) -> Option<PageRequest> {
        if self.stopped() {
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

    async fn fetch(&self, job: &Job, request: &PageRequest) -> Result<Page<Record>, ApiError> {
        let context = Context {
            connection: self.connection.id,
            app_url: &self.app_url,
            slugs: &self.slugs,
            inaccessible: &self.inaccessible,
        };
        let decode = |body: &[u8]| (job.stream.decode)(body, &context);
        self.client.page_with(request, &decode).await
    }

    /// The rows of a page with the cursor that covers them.
    async fn batch(&self, job: &Job, scan: &mut Scan, page: Page<Record>) -> Result<Batch, StoreError> {
        let listed = page.data.len();
        let updated_at = page.data.iter().filter_map(|record| moment(record.get("updated_at"))).max();
        let next = page.next.map(|cursor| cursor.as_str().to_owned());
        let book = scan.page(listed, updated_at, page.server_time, next);
        let records: Vec<Record> = page.data.into_iter().filter(|record| self.is_selected(job, record)).collect();
        let mut books = vec![book];
        books.extend(self.due(job, &records).await?);
        let (connection, run, walk, now) = (self.connection.id, self.id, scan.walk(), self.clock.now());
        Ok(Batch { connection, run, walk, now, records, books })
    }

    /// Ends a walk that read its last page: what a full one did not list is gone.
    async fn finish(&self, job: &Job, scan: &Scan, pages: &mut Pages<'_>) -> Result<(), ScanError> {
        // No organization that the connection wants is lost access, not a company that deleted everything.
        if job.stream.name == "organizations" && pages.written.records.is_empty() {
            return Err(ScanError::NoOrganizations);
        }
        let (run, now) = (self.id, self.clock.now());
        let Ok(ended) = scan.clone().finish(now, None) else { return Ok(()) };
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
                pages.written.committed.removed += swept.removed;
                pages.written.committed.removed_with += swept.removed_with;
            }
            None => {
                self.write(books).await?;
            }
        }
        Ok(())
    }

    /// Tells the observer, and stops the run where every other scan would meet the same.
    fn conclude(&self, job: &Job, outcome: &Outcome) {
        // Whether a 403 is a failure or a property of the organization shows at the end, when all its lists were asked for.
        let is_told_later = outcome.is_forbidden() && matches!(job.scope, Scope::Organization(_));
        let failed = outcome.error().filter(|_| !is_told_later && !self.is_expected(job, outcome));
        if let Some(error) = failed {
            let (stream, scope, code) = (job.stream.name, &job.name, error.code());
            tracing::warn!(stream.name = stream, scan.scope = scope, error.code = code, "A scan failed");
            if error.is_fatal() {
                self.halt();
            }
        }
        let message = failed.map(ToString::to_string).unwrap_or_default();
        self.observer.observe(&Progress::ScanEnded {
            stream: job.stream.name,
            scope: &job.name,
            removed: outcome.committed.removed,
            failed: failed.map(|error| (error.code(), message.as_str())),
        });
    }

    /// Whether a failure is none: a list the token need not read, a group that is read organization by organization instead, an
    /// organization that is known to refuse the API.
    pub(crate) fn is_expected(&self, job: &Job, outcome: &Outcome) -> bool {
        let may_refuse = job.stream.optional || matches!(job.scope, Scope::Group(_));
        may_refuse && outcome.is_refused() || self.inaccessible.contains(job.scope.id()) && outcome.is_forbidden()
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

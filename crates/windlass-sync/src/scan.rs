//! One scan: fetch, decode, commit, page by page, until the last page allows a sweep.

use crate::lanes::Lane;
use crate::outcome::{End, Outcome, ScanError};
use crate::pages::{Pages, Written};
use crate::plan::{self, Options, Start};
use crate::run::Run;
use crate::scopes::Surroundings;
use crate::shards::{Crew, Forecast, Step};
use crate::{Failure, Progress};
use futures::future::{Either, select};
use futures::stream::{FuturesUnordered, StreamExt};
use std::pin::pin;
use tokio::sync::SemaphorePermit;
use tokio::task::JoinSet;
use windlass_model::{Record, RowId, Timestamp, Value};
use windlass_snyk::{ApiError, Page, PageRequest};
use windlass_store::books::{CursorRow, RunScanRow};
use windlass_store::{Batch, Mode, ReasonWhen, Scan, ScanKey, Scope, StoreError, Sweep, Within};
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

/// A step that was taken.
struct Taken<'a> {
    step: Step,
    answer: Result<Page<Record>, ApiError>,
    room: Option<SemaphorePermit<'a>>,
    lane: Option<Lane<'a>>,
}

impl Run<'_> {
    /// Makes a scan by itself, beside no other.
    pub(crate) async fn scan(&self, job: &Job, known: Option<&CursorRow>) -> Outcome {
        self.scan_in(self.lanes.take(true), job, known).await
    }

    /// Makes a scan and records how it ended. Its lane is for somebody else as soon as its last page has come.
    pub(crate) async fn scan_in(&self, lane: Option<Lane<'_>>, job: &Job, known: Option<&CursorRow>) -> Outcome {
        let key = ScanKey { connection: self.connection.id, stream: job.stream.name, scope: job.scope.clone() };
        let started_at = self.clock.now();
        let shards = match known {
            Some(cursor) if cursor.shards > 0 && cursor.finished_at.is_none() => self.stored_shards(cursor).await,
            Some(_) | None => Ok(Vec::new()),
        };
        // Shards that cannot be read are met again as soon as anything is written; here they only cost a walk from the start.
        let shards = shards.unwrap_or_default();
        let start = plan::start(job.stream, key, known, &shards, started_at, self.next_walk(), self.options);
        let (mut scan, resumed) = match start {
            Start::Resumed(scan) => (scan, true),
            Start::Anew(scan) => (scan, false),
        };
        let mut pages = Pages::new(self, job);
        let end = match self.walk(lane, job, &mut scan, known, &mut pages).await {
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
            finished_at: self.clock.now(),
        };
        if job.stream.name == "organizations" {
            self.all_listed(&outcome).await;
        }
        self.conclude(job, &outcome);
        outcome
    }

    /// Walks to the last page and sweeps; `false` where somebody asked to stop. Whatever ends it, the pages that were fetched
    /// are written first.
    async fn walk<'p>(
        &'p self,
        lane: Option<Lane<'_>>,
        job: &'p Job,
        scan: &mut Scan,
        known: Option<&CursorRow>,
        pages: &mut Pages<'p>,
    ) -> Result<bool, ScanError> {
        let read = self.read(job, scan, known, pages).await;
        drop(lane);
        pages.flush().await?;
        if !read? {
            return Ok(false);
        }
        self.finish(job, scan, pages).await?;
        Ok(true)
    }

    /// Reads to the last page of every shard, ahead of what is written.
    async fn read<'p>(
        &'p self,
        job: &'p Job,
        scan: &mut Scan,
        known: Option<&CursorRow>,
        pages: &mut Pages<'p>,
    ) -> Result<bool, ScanError> {
        let mut began_anew = false;
        let forecast = self.forecast(job, scan).await?;
        let mut crew = self.crew(job, scan, forecast);
        let mut under_way = FuturesUnordered::new();
        let mut wish = self.lanes.wish();
        // Whether a group's issues may be read, one request asks, not as many as there are shards.
        let mut is_allowed = known.is_some() || !matches!(job.scope, Scope::Group(_));
        loop {
            if scan.is_at_end() {
                return Ok(true);
            }
            if self.stopped() {
                return Ok(false);
            }
            // The first request goes in the scan's own lane.
            while (is_allowed || under_way.is_empty())
                && let Some(lane) = self.another_lane(under_way.is_empty())
            {
                let Some(step) = crew.next(scan) else { break };
                under_way.push(self.take(job, step, lane));
            }
            wish.be(crew.waiting(scan));
            // A wish to stop is heard while the gate is closed, too: nothing is lost with a page that has not come.
            let (arrival, cancelled) = (pin!(under_way.next()), pin!(self.cancel.cancelled()));
            let Either::Left((arrived, _)) = pages.while_writing(select(arrival, cancelled)).await? else {
                return Ok(false);
            };
            let Some(Taken { step, answer, room, lane }) = arrived else { return Ok(scan.is_at_end()) };
            drop(lane);
            let (shard, request) = match step {
                Step::Page { shard, request } => (shard, request),
                Step::Probe { evidence, .. } => {
                    let ids: Option<Vec<RowId>> = answer.ok().map(|page| page.data.iter().map(|row| row.id).collect());
                    crew.answered(&evidence, ids.as_deref());
                    continue;
                }
            };
            let page = match answer {
                // Snyk forgot the cursor: the list is walked from its start, once.
                Err(ApiError::ExpiredCursor { .. }) if scan.shards().len() == 1 && !began_anew => {
                    began_anew = true;
                    under_way.clear();
                    pages.flush().await?;
                    *scan = Scan::begin(scan.key().clone(), scan.mode(), self.next_walk(), self.clock.now(), known);
                    crew = self.crew(job, scan, None);
                    continue;
                }
                Err(ApiError::ExpiredCursor { .. }) if scan.shards().len() > 1 && crew.begins_anew(shard) => {
                    scan.restart(shard);
                    continue;
                }
                answer => answer?,
            };
            is_allowed = true;
            self.lanes.note(page.latency, page.server_time);
            // Whether a full page that links to itself is the last one, nobody can tell: no proof of a finished walk (P5).
            if page.ends_in_itself && page.data.len() >= usize::from(self.options.sharding.page_rows) {
                return Err(ScanError::Circle { path: request.path().to_owned() });
            }
            if let Some(next) = &page.next
                && crew.was_at(shard, next)
            {
                return Err(ScanError::Circle { path: next.path().to_owned() });
            }
            let rows: Vec<_> = page.data.iter().map(|row| (row.id, moment(row.get("created_at")))).collect();
            if crew.scouted(scan, &rows, page.next.is_none()) {
                continue;
            }
            let next = crew.arrived(scan, shard, &rows, request.place(), page.next.as_ref());
            // It asks the store. A commit that nobody waited for meanwhile would keep others waiting, those whom it waits for among them.
            let batch = pages.while_writing(self.batch(job, scan, shard, page, next)).await??;
            let before = pages.written.records.len();
            pages.add(batch, room);
            if job.stream.name == "organizations" {
                // What they hold refers to rows that are written.
                pages.flush().await?;
                self.listed(&pages.written.records[before..]);
            }
        }
    }

    /// Who walks the scan, in how many pieces.
    fn crew(&self, job: &Job, scan: &mut Scan, forecast: Option<Forecast>) -> Crew {
        let Options { overlap, sharding, .. } = self.options;
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
        let list = match (scan.mode(), job.stream.changed_after, scan.watermark()) {
            (Mode::Incremental, Some(parameter), Some(watermark)) => {
                request.query(parameter, plan::changed_after(watermark, *overlap))
            }
            (Mode::Incremental | Mode::Full, _, _) => request,
        };
        let list = list.limit(sharding.page_rows);
        let between = job.stream.created_between.unwrap_or_default();
        Crew::new(sharding.clone(), list, between, forecast, scan, self.lanes.useful(), self.elsewhere.share())
    }

    /// A lane for one more request of a scan: its own for the `first`, then others while they are free.
    fn another_lane(&self, first: bool) -> Option<Option<Lane<'_>>> {
        if first { Some(None) } else { self.lanes.take(false).map(Some) }
    }

    /// Takes a step: fetches, and waits for room to keep what came.
    async fn take<'p>(&'p self, job: &'p Job, step: Step, lane: Option<Lane<'p>>) -> Taken<'p> {
        let (Step::Page { request, .. } | Step::Probe { request, .. }) = &step;
        let answer = self.fetch(job, request).await;
        let room = self.lanes.room().await;
        Taken { step, answer, room, lane }
    }

    /// Fetches and decodes in a task of its own: while one page is decoded others arrive, and their places in the pace are given
    /// back. Dropping this stops it.
    async fn fetch(&self, job: &Job, request: &PageRequest) -> Result<Page<Record>, ApiError> {
        let (client, request, surroundings) = (self.client.clone(), request.clone(), self.surroundings());
        let (connection, decode) = (self.connection.id, job.stream.decode);
        let mut task = JoinSet::new();
        task.spawn(async move {
            let Surroundings { app_url, slugs, inaccessible } = &*surroundings;
            let context = Context { connection, app_url: app_url.as_deref(), slugs, inaccessible };
            client.page_with(&request, &|body| decode(body, &context)).await
        });
        match task.join_next().await {
            Some(Ok(page)) => page,
            Some(Err(error)) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            // Only a runtime that ends stops it, and then nobody asks any more.
            Some(Err(_)) | None => std::future::pending().await,
        }
    }

    /// The rows of a page with the cursor that covers them.
    async fn batch(
        &self,
        job: &Job,
        scan: &mut Scan,
        shard: usize,
        page: Page<Record>,
        next: Option<String>,
    ) -> Result<Batch, StoreError> {
        let listed = page.data.len();
        let updated_at = page.data.iter().filter_map(|record| moment(record.get("updated_at"))).max();
        let mut books = scan.page(shard, listed, updated_at, page.server_time, next);
        let surroundings = self.surroundings();
        let is_selected = |record: &Record| self.is_selected(job, record, &surroundings);
        let records: Vec<Record> = page.data.into_iter().filter(is_selected).collect();
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
        let ended = scan.clone().finish(now, None).map_err(|_| ScanError::Incomplete)?;
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
        may_refuse && outcome.is_refused()
            || self.surroundings().inaccessible.contains(job.scope.id()) && outcome.is_forbidden()
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
            finished_at: Some(outcome.finished_at),
            error_code: failure.map(|failure| failure.code.clone()),
            error_message: failure.map(|failure| failure.message.clone()),
        }
    }
}

fn moment(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Timestamp(moment) => Some(*moment),
        Value::Null | Value::Text(_) | Value::Integer(_) | Value::Real(_) | Value::Boolean(_) | Value::Json(_) => None,
    }
}

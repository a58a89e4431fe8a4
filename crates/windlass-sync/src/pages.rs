//! Pages on their way into the store: while some are written, the next ones are fetched and gathered.
//!
//! A scan has one commit under way at a time, so that a cursor never gets ahead of a page that could not be written. What
//! arrives meanwhile is written together: the slower the disk, the larger the transactions. How much may wait is bounded over all
//! scans: a page is asked for once there is room, and makes room when it was written.

use crate::Progress;
use crate::run::Run;
use crate::scan::Job;
use futures::future::{BoxFuture, Either, select};
use std::pin::pin;
use tokio::sync::SemaphorePermit;
use windlass_model::Record;
use windlass_store::{Batch, Committed, Scope, StoreError};

/// What was written.
#[derive(Default)]
pub(crate) struct Written {
    pub(crate) pages: u64,
    pub(crate) rows: u64,
    pub(crate) committed: Committed,
    /// The rows of a whole token's list, which later scans are planned from.
    pub(crate) records: Vec<Record>,
}

/// The pages of one scan.
pub(crate) struct Pages<'a> {
    run: &'a Run<'a>,
    job: &'a Job,
    writing: Option<BoxFuture<'a, (Gathered<'a>, Result<Committed, StoreError>)>>,
    waiting: Option<(Batch, Gathered<'a>)>,
    pub(crate) written: Written,
}

/// What one commit holds.
struct Gathered<'a> {
    pages: u64,
    rows: u64,
    room: Option<SemaphorePermit<'a>>,
}

impl Gathered<'_> {
    fn and(mut self, more: Self) -> Self {
        self.pages += more.pages;
        self.rows += more.rows;
        match (&mut self.room, more.room) {
            (Some(room), Some(more)) => room.merge(more),
            (room, more) => *room = room.take().or(more),
        }
        self
    }
}

impl<'a> Pages<'a> {
    pub(crate) fn new(run: &'a Run<'a>, job: &'a Job) -> Self {
        Self { run, job, writing: None, waiting: None, written: Written::default() }
    }

    /// Waits for `other`, and meanwhile keeps the store busy.
    pub(crate) async fn while_writing<T>(&mut self, other: impl Future<Output = T>) -> Result<T, StoreError> {
        let mut other = pin!(other);
        loop {
            let Some(writing) = &mut self.writing else { return Ok(other.await) };
            // The store first: what it has written it follows with what waits, however many pages have arrived meanwhile.
            match select(writing, &mut other).await {
                Either::Left(((gathered, committed), _)) => self.wrote(gathered, committed)?,
                Either::Right((value, _)) => return Ok(value),
            }
        }
    }

    /// Adds a page, with the room that it takes.
    pub(crate) fn add(&mut self, batch: Batch, room: Option<SemaphorePermit<'a>>) {
        if self.job.scope == Scope::Token {
            self.written.records.extend(batch.records.iter().cloned());
        }
        let page = Gathered { pages: 1, rows: batch.records.len() as u64, room };
        self.waiting = Some(match self.waiting.take() {
            None => (batch, page),
            Some((mut waiting, gathered)) => {
                waiting.records.extend(batch.records);
                // A cursor that has moved on is written once.
                waiting.books.retain(|book| !batch.books.iter().any(|later| later.is_row_of(book)));
                waiting.books.extend(batch.books);
                waiting.now = batch.now;
                (waiting, gathered.and(page))
            }
        });
        self.write_on();
    }

    /// Waits until everything is written.
    pub(crate) async fn flush(&mut self) -> Result<(), StoreError> {
        self.write_on();
        while let Some(writing) = self.writing.take() {
            let (gathered, committed) = writing.await;
            self.wrote(gathered, committed)?;
        }
        Ok(())
    }

    /// Begins to write what waits, where nothing is being written.
    fn write_on(&mut self) {
        if self.writing.is_some() {
            return;
        }
        if let Some((batch, gathered)) = self.waiting.take() {
            let commit = self.run.store.commit(batch);
            self.writing = Some(Box::pin(async move { (gathered, commit.await) }));
        }
    }

    /// Takes note of a commit that ended. After one that failed nothing more of this scan is written: its cursor would get
    /// ahead of the rows.
    fn wrote(&mut self, gathered: Gathered<'a>, committed: Result<Committed, StoreError>) -> Result<(), StoreError> {
        self.writing = None;
        let committed = committed.inspect_err(|_| self.waiting = None)?;
        self.write_on();
        self.written.pages += gathered.pages;
        self.written.rows += gathered.rows;
        self.written.committed.inserted += committed.inserted;
        self.written.committed.changed += committed.changed;
        self.written.committed.reinstated += committed.reinstated;
        self.run.observer.observe(&Progress::Page {
            stream: self.job.stream.name,
            scope: &self.job.name,
            rows: gathered.rows,
            changed: committed.inserted + committed.changed,
            stats: self.run.client.stats(),
            budget: self.run.client.budget(),
        });
        Ok(())
    }
}

//! The one writer: a thread that works off jobs, so that no transaction blocks an async worker.

use super::indexes::Index;
use super::place::Place;
use super::{Options, fault, open};
use crate::{Batch, Committed, Schema, StoreError};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

/// Rows that are committed in one transaction, where as many wait. A commit writes every page that it touches, and row
/// keys are random: a larger transaction touches fewer pages for each row.
const ROWS_TOGETHER: usize = 4_000;

type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

/// A commit that waits. The batch goes back to be freed, since the thread is what a first sync waits for.
struct Waiting(Batch, oneshot::Sender<(Result<Committed, StoreError>, Batch)>);

enum Job {
    /// Waiting commits are done together.
    Commit(Waiting),
    /// Anything else is done alone.
    Alone(Box<dyn FnOnce(&mut Session) + Send>),
}

/// The handle of the thread. Dropped, it waits for the jobs under way and for the file to be closed.
#[derive(Debug)]
pub(super) struct Writer {
    path: PathBuf,
    // `None` only while it is dropped.
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread and opens the database on it.
    pub(super) async fn start(path: PathBuf, options: Options) -> Result<Self, StoreError> {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let (opened, outcome) = oneshot::channel();
        let on_thread = path.clone();
        let thread = std::thread::Builder::new()
            .name("windlass-writer".to_owned())
            .spawn(move || work(on_thread, &options, opened, &waiting))
            .map_err(|source| fault::system(&path, source))?;
        outcome.await.map_err(|_| StoreError::Closed { path: path.clone() })??;
        Ok(Self { path, jobs: Some(jobs), thread: Some(thread) })
    }

    /// Commits a batch, perhaps together with others that wait.
    pub(super) async fn commit(&self, batch: Batch) -> Result<Committed, StoreError> {
        let (answer, outcome) = oneshot::channel();
        self.send(Job::Commit(Waiting(batch, answer)))?;
        let (committed, batch) = outcome.await.map_err(|_| self.closed())?;
        // Not here either: whoever asked has the next commit to send.
        tokio::task::spawn(async move { drop(batch) });
        committed
    }

    /// Runs a job on the thread. A caller that stops waiting does not stop it: it happens as a whole.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Session) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, outcome) = oneshot::channel();
        self.send(Job::Alone(Box::new(move |session| tell(answer, job(session)))))?;
        outcome.await.map_err(|_| self.closed())?
    }

    fn send(&self, job: Job) -> Result<(), StoreError> {
        self.jobs.as_ref().and_then(|jobs| jobs.send(job).ok()).ok_or_else(|| self.closed())
    }

    fn closed(&self) -> StoreError {
        StoreError::Closed { path: self.path.clone() }
    }
}

/// Answers, unless nobody waits any more.
fn tell<T>(answer: Answer<T>, outcome: Result<T, StoreError>) {
    let _ = answer.send(outcome);
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("The thread that writes to the database panicked");
        }
    }
}

fn work(path: PathBuf, options: &Options, opened: oneshot::Sender<Result<(), StoreError>>, jobs: &mpsc::Receiver<Job>) {
    let connection = match open::writer(&path, options) {
        Ok(connection) => connection,
        Err(error) => {
            tell(opened, Err(error));
            return;
        }
    };
    let Options { wait, cache_kib, .. } = *options;
    let place = Place::of(&path);
    let mut session =
        Session { connection, path, place, wait, schema: Schema::default(), put_off: Vec::new(), cache_kib };
    tell(opened, Ok(()));
    let mut next = None;
    while let Some(job) = next.take().or_else(|| jobs.recv().ok()) {
        match job {
            Job::Alone(job) => job(&mut session),
            Job::Commit(first) => {
                let mut rows = first.0.records.len();
                let mut together = vec![first];
                while rows < ROWS_TOGETHER && next.is_none() {
                    match jobs.try_recv() {
                        Ok(Job::Commit(one)) => {
                            rows += one.0.records.len();
                            together.push(one);
                        }
                        Ok(Job::Alone(job)) => next = Some(Job::Alone(job)),
                        Err(_) => break,
                    }
                }
                commit_together(&mut session, together);
            }
        }
    }
    session.close();
}

/// Commits batches in one transaction. Where that fails, each has one of its own: what one of them did wrong is told to its
/// caller alone, and an error never leaves part of a batch behind (P2).
fn commit_together(session: &mut Session, together: Vec<Waiting>) {
    let batches: Vec<&Batch> = together.iter().map(|Waiting(batch, _)| batch).collect();
    let outcomes: Vec<Result<Committed, StoreError>> = match session.commit(&batches) {
        Ok(committed) => committed.into_iter().map(Ok).collect(),
        Err(error) if batches.len() == 1 => vec![Err(error)],
        Err(_) => batches
            .iter()
            .map(|batch| session.commit(&[*batch]).map(|committed| committed.into_iter().next().unwrap_or_default()))
            .collect(),
    };
    for (Waiting(batch, answer), outcome) in together.into_iter().zip(outcomes) {
        // Where nobody waits any more, it is freed here.
        let _ = answer.send((outcome, batch));
    }
}

/// The connection that writes, and what it was told of the tables.
pub(super) struct Session {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    pub(super) place: Place,
    pub(super) wait: Duration,
    pub(super) schema: Schema,
    /// Indexes of tables that were empty when they were made, see [`Session::settle`].
    pub(super) put_off: Vec<Index>,
    pub(super) cache_kib: u32,
}

impl Session {
    /// Does something in one transaction, which is undone where it fails (P2).
    pub(super) fn atomically<T>(
        &mut self,
        act: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let Self { connection, path, place, wait, .. } = self;
        // Immediate: a transaction that begins by reading could not become one that writes once another process wrote.
        connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| {
                let outcome = act(&transaction)?;
                transaction.commit()?;
                Ok(outcome)
            })
            .map_err(|error| fault::writing(path, *wait, error))
            // Behind the commit, so that the last one of a run is looked at, too.
            .and_then(|outcome| place.check().map(|()| outcome))
    }

    /// Leaves the planner what it needs to know of the tables, if that is quickly done.
    fn close(self) {
        let Self { connection, path, .. } = self;
        let done = connection
            .busy_timeout(Duration::ZERO)
            .and_then(|()| connection.execute_batch("pragma analysis_limit = 400; pragma optimize;"));
        if let Err(error) = done {
            tracing::debug!(%error, "The statistics of {} were not renewed", path.display());
        }
        if let Err((_, error)) = connection.close() {
            tracing::warn!(%error, "{} was not closed as it should be", path.display());
        }
    }
}

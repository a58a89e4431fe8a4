//! The data of one moment: a connection of its own, on a thread of its own, in one transaction that reads.

use super::readers::{Abandoned, connect};
use super::{fault, select};
use crate::{Kept, Select, Selection, Snapshot, StoreError, sql};
use async_trait::async_trait;
use rusqlite::Connection;
use rusqlite::limits::Limit;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, mpsc};
use std::time::Duration;
use tokio::sync::oneshot;

/// Statements that stay prepared: more than a set of scorecards has checks.
const STATEMENTS: usize = 512;

/// Bytes of a text that a query may make or read: within one function nothing asks how long it takes, and what it makes is in memory.
const TEXT: i32 = 1_000_000;

/// A query that waits, and whether somebody still waits for it.
struct Job {
    query: Select,
    abandoned: Arc<AtomicBool>,
    answer: oneshot::Sender<Result<Selection, StoreError>>,
}

/// The handle of the thread. Dropped, it ends the transaction, and with it goes what was kept.
pub(super) struct Session {
    path: PathBuf,
    jobs: mpsc::Sender<Job>,
}

impl Session {
    /// Begins the transaction, and keeps what is to be kept.
    pub(super) async fn start(path: PathBuf, wait: Duration, keep: Vec<Kept>) -> Result<Self, StoreError> {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let (began, outcome) = oneshot::channel();
        let abandoned = Abandoned(Arc::default());
        let (flag, on_thread) = (Arc::clone(&abandoned.0), path.clone());
        // A thread and not the runtime's: a query that is prepared takes microseconds, as would a hop from one to another.
        std::thread::Builder::new()
            .name("windlass-snapshot".to_owned())
            .spawn(move || work(&on_thread, wait, &keep, flag, began, &waiting))
            .map_err(|source| fault::system(&path, source))?;
        outcome.await.map_err(|_| StoreError::Closed { path: path.clone() })??;
        Ok(Self { path, jobs })
    }
}

#[async_trait]
impl Snapshot for Session {
    async fn select(&mut self, query: Select) -> Result<Selection, StoreError> {
        let closed = || StoreError::Closed { path: self.path.clone() };
        let abandoned = Abandoned(Arc::default());
        let (answer, outcome) = oneshot::channel();
        let job = Job { query, abandoned: Arc::clone(&abandoned.0), answer };
        self.jobs.send(job).map_err(|_| closed())?;
        outcome.await.map_err(|_| closed())?
    }
}

fn work(
    path: &Path,
    wait: Duration,
    keep: &[Kept],
    abandoned: Arc<AtomicBool>,
    began: oneshot::Sender<Result<(), StoreError>>,
    jobs: &mpsc::Receiver<Job>,
) {
    let begun = connect(path, wait).and_then(|mut connection| {
        let begun = select::limited(&mut connection, None, abandoned, |connection| begin(connection, keep));
        begun
            .and_then(|()| select::guard(&mut connection))
            .and_then(|()| connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, TEXT).map(drop))
            .map(|()| connection)
            .map_err(|error| fault::writing(path, wait, error))
    });
    let mut connection = match begun {
        Ok(connection) => connection,
        Err(error) => {
            let _ = began.send(Err(error));
            return;
        }
    };
    if began.send(Ok(())).is_err() {
        return;
    }
    while let Ok(Job { query, abandoned, answer }) = jobs.recv() {
        let outcome = select::run_again(&mut connection, &query, abandoned);
        // Where nobody waits any more, there is nobody to tell.
        let _ = answer.send(outcome.map_err(|failure| failure.into_error(path, wait)));
    }
}

fn begin(connection: &Connection, keep: &[Kept]) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Temporary tables are in a file of the session's own; to write that, too, is forbidden while `query_only` is set.
    connection.pragma_update(None, "query_only", false)?;
    connection.execute_batch("begin")?;
    // The moment is that of the first look.
    connection.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
    for kept in keep {
        if let Err(error) = keep_rows(connection, kept) {
            tracing::debug!(view = kept.view, %error, "The rows of a view are not kept");
        }
    }
    connection.pragma_update(None, "query_only", true)
}

fn keep_rows(connection: &Connection, kept: &Kept) -> rusqlite::Result<()> {
    let (view, index) = (sql::quoted(kept.view), sql::quoted(&format!("{}_kept", kept.view)));
    let columns: Vec<String> = kept.index.iter().map(|column| sql::quoted(column)).collect();
    connection.execute_batch("savepoint keep")?;
    let made = connection.execute_batch(&format!(
        "create temp table {view} as select * from main.{view}; create index temp.{index} on {view} ({})",
        columns.join(", ")
    ));
    if made.is_err() {
        connection.execute_batch("rollback to keep")?;
    }
    connection.execute_batch("release keep")?;
    made
}

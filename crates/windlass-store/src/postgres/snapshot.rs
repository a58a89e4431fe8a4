//! The data of one moment: a session of its own, in one transaction that reads.

use super::connect::Pool;
use super::select::{Statements, fetch, into_error};
use crate::{Kept, Select, Selection, Snapshot, StoreError, sql};
use async_trait::async_trait;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio_postgres::{Client, Error, IsolationLevel, Transaction};

/// A query that waits.
struct Job {
    query: Select,
    answer: oneshot::Sender<Result<Selection, StoreError>>,
}

/// The handle of the task that has the session. Dropped, it ends the session, and with it goes what was kept.
struct Session {
    place: String,
    jobs: mpsc::Sender<Job>,
    task: JoinHandle<()>,
}

/// Begins the transaction, and keeps what is to be kept.
pub(super) async fn open(pool: &Pool, keep: &[Kept]) -> Result<Box<dyn Snapshot>, StoreError> {
    let client = pool.alone().await?;
    let place = pool.shown().to_owned();
    let (jobs, waiting) = mpsc::channel(1);
    let (began, outcome) = oneshot::channel();
    let task = tokio::spawn(work(client, keep.to_vec(), place.clone(), began, waiting));
    let session = Session { place, jobs, task };
    match outcome.await {
        Ok(Ok(())) => Ok(Box::new(session)),
        Ok(Err(error)) => Err(pool.fault(error)),
        Err(_) => Err(session.lost()),
    }
}

impl Session {
    fn lost(&self) -> StoreError {
        StoreError::Lost { place: self.place.clone(), source: "the session ended".into() }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[async_trait]
impl Snapshot for Session {
    async fn select(&mut self, query: Select) -> Result<Selection, StoreError> {
        let (answer, outcome) = oneshot::channel();
        self.jobs.send(Job { query, answer }).await.map_err(|_| self.lost())?;
        outcome.await.map_err(|_| self.lost())?
    }
}

/// Has the session: a transaction borrows it, and the handle could not hold both.
async fn work(
    mut client: Client,
    keep: Vec<Kept>,
    place: String,
    began: oneshot::Sender<Result<(), Error>>,
    mut jobs: mpsc::Receiver<Job>,
) {
    let transaction = match begin(&mut client, &keep).await {
        Ok(transaction) => transaction,
        Err(error) => {
            let _ = began.send(Err(error));
            return;
        }
    };
    if began.send(Ok(())).is_err() {
        return;
    }
    let mut statements = Statements::default();
    while let Some(Job { query, answer }) = jobs.recv().await {
        let selected = async {
            // Whatever the query before set or broke is undone with it.
            let limit = query.timeout.map_or(0, |limit| limit.as_millis().clamp(1, i32::MAX as u128));
            let afresh = format!("rollback to savepoint windlass; set local statement_timeout = {limit}");
            transaction.batch_execute(&afresh).await?;
            fetch(&transaction, &query, Some(&mut statements)).await
        };
        let outcome = selected.await.map_err(|failure| into_error(failure, &place, &query));
        // Where nobody waits any more, there is nobody to tell.
        let _ = answer.send(outcome);
    }
}

async fn begin<'c>(client: &'c mut Client, keep: &[Kept]) -> Result<Transaction<'c>, Error> {
    let transaction = client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).start().await?;
    // The moment is that of the first look.
    transaction.batch_execute("select 1; savepoint windlass").await?;
    for kept in keep {
        let view = sql::quoted(kept.view);
        let columns: Vec<String> = kept.index.iter().map(|column| sql::quoted(column)).collect();
        let text = format!(
            "create temporary table {view} on commit drop as select * from {view}; \
             create index on pg_temp.{view} ({}); analyze pg_temp.{view}; \
             release savepoint windlass; savepoint windlass",
            columns.join(", ")
        );
        if let Err(error) = transaction.batch_execute(&text).await {
            if error.is_closed() {
                return Err(error);
            }
            tracing::debug!(view = kept.view, %error, "The rows of a view are not kept");
            transaction.batch_execute("rollback to savepoint windlass").await?;
        }
    }
    transaction.batch_execute("release savepoint windlass; set transaction read only; savepoint windlass").await?;
    Ok(transaction)
}

//! Connections that read, lent to one query at a time.

use super::snapshot::Session;
use super::{fault, open, reading, select};
use crate::{Kept, Reading, Select, Selection, Snapshot, StoreError};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// The connections that are not lent.
#[derive(Debug)]
pub(super) struct Readers(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    path: PathBuf,
    wait: Duration,
    idle: Mutex<Vec<Connection>>,
    allowed: Arc<Semaphore>,
}

impl Readers {
    /// Allows `count` queries at a time; connections are opened when they are first needed.
    pub(super) fn new(path: PathBuf, count: usize, wait: Duration) -> Self {
        let allowed = Arc::new(Semaphore::new(count.max(1)));
        Self(Arc::new(Shared { path, wait, idle: Mutex::default(), allowed }))
    }

    /// Runs a query on a thread that may block. A caller that stops waiting interrupts it.
    pub(super) async fn select(&self, query: Select) -> Result<Selection, StoreError> {
        let shared = Arc::clone(&self.0);
        let closed = || StoreError::Closed { path: self.0.path.clone() };
        let permit = Arc::clone(&shared.allowed).acquire_owned().await.map_err(|_| closed())?;
        let abandoned = Abandoned(Arc::default());
        let flag = Arc::clone(&abandoned.0);
        let outcome = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let mut connection = shared.take()?;
            let outcome = select::run(&mut connection, &query, flag);
            let outcome = outcome.map_err(|failure| failure.into_error(&shared.path, shared.wait));
            if outcome.is_ok() || !matches!(outcome, Err(StoreError::Corrupt { .. } | StoreError::Io { .. })) {
                shared.idle().push(connection);
            }
            outcome
        });
        outcome.await.map_err(|_| closed())?
    }

    /// The data of this moment, on a connection of its own.
    pub(super) async fn snapshot(&self, keep: Vec<Kept>) -> Result<Box<dyn Snapshot>, StoreError> {
        let (path, wait) = (self.0.path.clone(), self.0.wait);
        Ok(Box::new(Session::start(path, wait, keep).await?))
    }

    /// The rows of this moment, on a connection of its own.
    pub(super) async fn reading(&self) -> Result<Box<dyn Reading>, StoreError> {
        Ok(Box::new(reading::Session::begin(self.0.path.clone(), self.0.wait).await?))
    }
}

impl Shared {
    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let idle = self.idle().pop();
        idle.map_or_else(|| connect(&self.path, self.wait), Ok)
    }
}

/// Opens a connection that reads.
pub(super) fn connect(path: &Path, wait: Duration) -> Result<Connection, StoreError> {
    // The file is there when the store is open.
    open::reader(path, wait).map_err(|error| match path.try_exists() {
        Ok(false) => StoreError::Moved { path: path.to_owned() },
        Ok(true) | Err(_) => fault::writing(path, wait, error),
    })
}

/// Says on its drop that nobody waits for the answer any more.
pub(super) struct Abandoned(pub(super) Arc<AtomicBool>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

//! SQLite: a file, one writer, many readers.
//!
//! The database is in WAL mode, so that reading never waits for writing, in this process or another. With
//! `synchronous = normal` a commit does not wait for the disk: a power cut may take back the last commits, though each
//! as a whole, rows and cursor together (P2). The next run reads those pages again, so nothing is lost but their time.
//! A crash of the process takes back nothing.

mod commit;
mod distrust;
mod fault;
mod forget;
mod indexes;
mod lock;
mod migrate;
mod open;
mod place;
mod prune;
mod readers;
mod reading;
mod rows;
mod select;
mod snapshot;
mod sweep;
mod value;
mod writer;

use crate::sql::{self, Dialect};
use crate::{
    Batch, Change, Committed, Kept, Reading, Replacement, RunLock, Schema, Select, Selection, Snapshot, Store,
    StoreError, Sweep, Within,
};
use async_trait::async_trait;
use readers::Readers;
use std::path::{Path, PathBuf};
use std::time::Duration;
use windlass_model::{ConnectionId, Table, Value};
use writer::{Session, Writer};

/// A number in the header of every file of windlass, so that no other database is written to by mistake: "wndl".
pub const APPLICATION_ID: i64 = 0x776e_646c;

/// The format of the file. Raised only by a change that an older windlass must not write to; tables and columns
/// that are added leave it as it is.
pub const FORMAT: i64 = 2;

/// How to open a database.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long to wait for another process that writes. Our own transactions last milliseconds, a migration or a
    /// sweep of a large table some seconds.
    pub wait: Duration,
    /// Memory for the writer's pages, in KiB. Row keys are random, so that inserts touch pages all over the index of keys.
    pub cache_kib: u32,
    /// How many queries run at a time; more wait.
    pub readers: usize,
    /// The size in pages at which the disk counts as full; `None`: as SQLite has it.
    pub max_pages: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Self { wait: Duration::from_secs(30), cache_kib: 24 * 1024, readers: 4, max_pages: None }
    }
}

/// A SQLite database.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    // Dropped in this order: only a writer that closes last folds the write-ahead log into the file.
    readers: Readers,
    writer: Writer,
}

impl Sqlite {
    /// Opens a database file; creates it and its folder where they are missing.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be written, is no database, or not one that this windlass may write to.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with(path, Options::default()).await
    }

    /// Opens a database file with other than the usual options.
    ///
    /// # Errors
    /// As [`Sqlite::open`].
    pub async fn open_with(path: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        let given = path.as_ref();
        // A relative path would follow the working directory, and one that begins with `file:` would be read as a URI.
        let path = std::path::absolute(given).map_err(|source| fault::system(given, source))?;
        let writer = Writer::start(path.clone(), options.clone()).await?;
        let readers = Readers::new(path.clone(), options.readers, options.wait);
        Ok(Self { path, readers, writer })
    }
}

#[async_trait]
impl Store for Sqlite {
    async fn migrate(&self, schema: &Schema) -> Result<Vec<Change>, StoreError> {
        let schema = schema.clone();
        self.writer.run(move |session| session.migrate(schema)).await
    }

    async fn commit(&self, batch: Batch) -> Result<Committed, StoreError> {
        self.writer.commit(batch).await
    }

    async fn sweep(&self, sweep: Sweep) -> Result<Committed, StoreError> {
        self.writer.run(move |session| session.sweep(&sweep)).await
    }

    async fn settle(&self) -> Result<(), StoreError> {
        self.writer.run(Session::settle).await
    }

    async fn distrust(
        &self,
        connection: ConnectionId,
        table: &'static Table,
        within: Within,
    ) -> Result<u64, StoreError> {
        self.writer.run(move |session| session.distrust(connection, table, &within)).await
    }

    async fn select(&self, query: Select) -> Result<Selection, StoreError> {
        self.readers.select(query).await
    }

    async fn snapshot(&self, keep: Vec<Kept>) -> Result<Box<dyn Snapshot>, StoreError> {
        self.readers.snapshot(keep).await
    }

    async fn replace_unless(&self, unless: Option<Select>, replacements: Vec<Replacement>) -> Result<bool, StoreError> {
        self.writer.run(move |session| session.replace(unless.as_ref(), &replacements)).await
    }

    async fn lock(&self, connection: ConnectionId) -> Result<RunLock, StoreError> {
        lock::take(&self.path, connection).map(RunLock::new)
    }

    async fn prune(&self, connection: ConnectionId) -> Result<u64, StoreError> {
        self.writer.run(move |session| session.prune(connection)).await
    }

    async fn forget(&self, connection: ConnectionId, rows: bool) -> Result<u64, StoreError> {
        self.writer.run(move |session| session.forget(connection, rows)).await
    }

    async fn read_rows(
        &self,
        table: &'static Table,
        after: Option<Vec<Value>>,
        limit: u32,
    ) -> Result<Vec<Vec<Value>>, StoreError> {
        let sql = sql::page(Dialect::Sqlite, table, after.is_some(), limit);
        let found = self.readers.select(Select::of(sql, after.unwrap_or_default())).await?;
        Ok(sql::typed(table, found.rows))
    }

    async fn reading(&self) -> Result<Box<dyn Reading>, StoreError> {
        self.readers.reading().await
    }

    async fn write_rows(&self, table: &'static Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        self.writer.run(move |session| session.write_rows(table, &rows)).await
    }

    async fn remove_rows(&self, table: &'static Table, keys: Vec<Vec<Value>>) -> Result<u64, StoreError> {
        self.writer.run(move |session| session.remove_rows(table, &keys)).await
    }

    fn location(&self) -> String {
        format!("sqlite:{}", self.path.display())
    }
}

#![doc = include_str!("../README.md")]

pub mod books;
pub mod copy;
mod entities;
mod error;
pub mod postgres;
mod scan;
mod select;
pub mod sql;
pub mod sqlite;
pub mod suite;

pub use error::{Cause, StoreError};
pub use postgres::Postgres;
pub use scan::{Ended, Finished, Mode, Next, OVERLAP, Scan, ScanKey, Scope, Shard};
pub use sqlite::Sqlite;

use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;
use windlass_model::{Book, ConnectionId, Record, RunId, Table, Timestamp, Value, View};

/// A database that the company owns.
#[async_trait]
pub trait Store: Send + Sync {
    /// Creates what is missing and adds columns that are new; never drops or rewrites. Views are made anew.
    async fn migrate(&self, schema: &Schema) -> Result<Vec<Change>, StoreError>;

    /// Writes rows, then bookkeeping, in one transaction: both or neither (P2).
    ///
    /// A row whose fingerprint is unchanged gets a new `synced_at` and `seen_in` and nothing else. A changed row is
    /// rewritten with its child rows, and each tracked column that differs becomes an event. A row that had been
    /// removed is reinstated.
    async fn commit(&self, batch: Batch) -> Result<Committed, StoreError>;

    /// Marks as removed what neither the finished walk nor a later one saw, and with each row the rows that belong to it, in one
    /// transaction with the bookkeeping. Children rows stay: they describe the removed row.
    async fn sweep(&self, sweep: Sweep) -> Result<Committed, StoreError>;

    /// Says that a large load is over: what the store put off for its sake, such as indexes, is done now. Whatever it put off,
    /// [`Store::sweep`] and [`Store::select`] are right before this, only slower.
    async fn settle(&self) -> Result<(), StoreError>;

    /// Forgets what rows looked like, so that the next walk writes those that it lists anew, whatever stands in them: for rows that
    /// somebody else may have changed. Returns how many.
    async fn distrust(
        &self,
        connection: ConnectionId,
        table: &'static Table,
        within: Within,
    ) -> Result<u64, StoreError>;

    /// Runs a query that only reads. What it may not do is refused by the database, not by looking at the text.
    async fn select(&self, query: Select) -> Result<Selection, StoreError>;

    /// A session that sees the data of one moment, however long it lasts and whoever writes meanwhile.
    async fn snapshot(&self, keep: Vec<Kept>) -> Result<Box<dyn Snapshot>, StoreError>;

    /// Replaces bookkeeping rows, all in one transaction: those that are named go, those that are given come. Nothing is replaced if by then
    /// the query `unless` finds a row, as where somebody else was quicker; whether it was is the answer.
    async fn replace_unless(&self, unless: Option<Select>, replacements: Vec<Replacement>) -> Result<bool, StoreError>;

    /// As [`Store::replace_unless`], whatever others do.
    async fn replace(&self, replacements: Vec<Replacement>) -> Result<(), StoreError> {
        self.replace_unless(None, replacements).await.map(drop)
    }

    /// Takes the connection's lock, so that two runs of it do not overlap. Released on drop and by a crash.
    async fn lock(&self, connection: ConnectionId) -> Result<RunLock, StoreError>;

    /// Deletes what the books hold of scans for longer than anybody looks at it, see [`books::SCANS_KEPT`]. Returns the rows deleted.
    async fn prune(&self, connection: ConnectionId) -> Result<u64, StoreError>;

    /// Forgets a connection: its bookkeeping, and where `rows` is set everything it brought. Returns the rows deleted.
    async fn forget(&self, connection: ConnectionId, rows: bool) -> Result<u64, StoreError>;

    /// A page of rows as they are kept, in the order of their keys, from the first behind the key `after`; each cell of its column's
    /// kind where it can be. Empty where there are no more.
    async fn read_rows(
        &self,
        table: &'static Table,
        after: Option<Vec<Value>>,
        limit: u32,
    ) -> Result<Vec<Vec<Value>>, StoreError>;

    /// The rows of this moment, however long they are read and whoever writes meanwhile.
    async fn reading(&self) -> Result<Box<dyn Reading>, StoreError>;

    /// Writes rows as another store had them, history and bookkeeping alike, in one transaction; a row with the same key is replaced.
    /// Child rows come behind the rows that they belong to.
    async fn write_rows(&self, table: &'static Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError>;

    /// Deletes rows by their keys, and with each the rows of its arrays, in one transaction. Returns how many were there.
    async fn remove_rows(&self, table: &'static Table, keys: Vec<Vec<Value>>) -> Result<u64, StoreError>;

    /// Where the data is, without a password, as the user may be told.
    fn location(&self) -> String;
}

/// The data of one moment, to ask as often as one likes. It ends when it is dropped.
#[async_trait]
pub trait Snapshot: Send {
    /// Runs a query that only reads, as [`Store::select`] does. One that fails does not end the snapshot.
    async fn select(&mut self, query: Select) -> Result<Selection, StoreError>;
}

/// Whole tables as they stood at one moment. It ends when it is dropped; a session that is lost cannot be had again.
#[async_trait]
pub trait Reading: Send {
    /// As [`Store::read_rows`].
    async fn read_rows(
        &mut self,
        table: &'static Table,
        after: Option<Vec<Value>>,
        limit: u32,
    ) -> Result<Vec<Vec<Value>>, StoreError>;

    /// Those of these keys that no row has.
    async fn missing(&mut self, table: &'static Table, keys: Vec<Vec<Value>>) -> Result<Vec<Vec<Value>>, StoreError>;
}

/// A view that is asked so often that its rows are worth keeping for as long as a snapshot lasts, in a temporary table of its name.
/// Where the database allows none, as on a standby, the view itself answers: the same rows, later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The view.
    pub view: &'static str,
    /// The columns by which its rows are looked up.
    pub index: &'static [&'static str],
}

/// Bookkeeping rows that take the place of others.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// Their table.
    pub table: &'static Table,
    /// Which rows go: those whose column holds this value; `None`: all.
    pub of: Option<(&'static str, Value)>,
    /// Which rows come, in the order of the table's columns.
    pub rows: Vec<Book>,
}

/// What a database has to hold.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Every table, parents before those that refer to them.
    pub tables: Vec<&'static Table>,
    /// Every view, those that others use first.
    pub views: Vec<View>,
}

/// What a migration did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A table was created.
    TableCreated(String),
    /// A column was added to a table that had rows or could have had some.
    ColumnAdded {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
}

/// One page of rows with the cursor that covers it.
#[derive(Debug)]
pub struct Batch {
    /// Whose rows they are.
    pub connection: ConnectionId,
    /// The run, for events.
    pub run: RunId,
    /// The number of the walk that listed the rows, greater than that of every walk before; see `seen_in`.
    pub walk: i64,
    /// The moment to record.
    pub now: Timestamp,
    /// The rows. One id may occur twice: the later one wins.
    pub records: Vec<Record>,
    /// Bookkeeping rows, inserted or replaced by their key.
    pub books: Vec<Book>,
}

/// What a commit or a sweep changed, in rows of entity tables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Committed {
    /// Rows that were new.
    pub inserted: u64,
    /// Rows that were there and differ now, reinstated ones included.
    pub changed: u64,
    /// Rows that had been removed and are back.
    pub reinstated: u64,
    /// Rows marked as removed in the swept table.
    pub removed: u64,
    /// Rows of other tables that were removed with them.
    pub removed_with: u64,
}

/// The end of a walk that read everything.
#[derive(Debug)]
pub struct Sweep {
    /// The proof that the walk read its last page.
    pub finished: Finished,
    /// The run, for events.
    pub run: RunId,
    /// The moment to record.
    pub now: Timestamp,
    /// The table that was walked.
    pub table: &'static Table,
    /// Which of its rows the walk had to list.
    pub within: Within,
    /// The reason to record for rows whose column has this value; `not_listed` for the others, `parent_removed` for those
    /// that go with a row they refer to.
    pub reason: Option<ReasonWhen>,
    /// Bookkeeping rows, inserted or replaced by their key.
    pub books: Vec<Book>,
}

/// Which rows a walk had to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Within {
    /// All rows of the connection.
    Connection,
    /// Rows of the connection whose column holds one of these row keys.
    Column {
        /// The column.
        column: &'static str,
        /// The row keys.
        ids: Vec<String>,
    },
}

/// A removal that has a reason of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReasonWhen {
    /// The column to look at.
    pub column: &'static str,
    /// What it holds.
    pub equals: &'static str,
    /// The reason to record.
    pub reason: &'static str,
}

/// A query.
#[derive(Debug, Clone, Default)]
pub struct Select {
    /// One statement; its arguments are `?1`, `?2`, … whatever the store.
    pub sql: String,
    /// Its arguments.
    pub args: Vec<Value>,
    /// Rows after which to stop; `None`: no limit.
    pub max_rows: Option<u64>,
    /// How long it may take; `None`: no limit.
    pub timeout: Option<Duration>,
}

impl Select {
    /// A query of our own, without limits.
    pub fn of(sql: impl Into<String>, args: Vec<Value>) -> Self {
        Self { sql: sql.into(), args, max_rows: None, timeout: None }
    }
}

/// What a query found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// The columns' names.
    pub columns: Vec<String>,
    /// The rows. A store without a type returns its substitute, see [`Value::coerce`].
    pub rows: Vec<Vec<Value>>,
    /// Whether there were more rows than the limit.
    pub truncated: bool,
}

/// The lock of a connection, held until dropped.
pub struct RunLock(#[allow(dead_code, reason = "held for its drop")] Box<dyn Send + Sync>);

impl RunLock {
    /// Wraps what releases the lock when dropped.
    pub fn new(held: impl Send + Sync + 'static) -> Self {
        Self(Box::new(held))
    }
}

impl std::fmt::Debug for RunLock {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("RunLock")
    }
}

/// Opens the store that a URL names: `sqlite:PATH`, whose file and folder are created where they are missing, or
/// `postgres://USER@HOST/DATABASE`.
///
/// # Errors
/// [`StoreError`] where the URL names no store we know, or the database cannot be opened, is corrupt, or was written by a
/// newer windlass.
pub async fn open(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    match sql::Dialect::of_url(url) {
        Some(sql::Dialect::Sqlite) => Ok(Arc::new(Sqlite::open(url.strip_prefix("sqlite:").unwrap_or(url)).await?)),
        Some(sql::Dialect::Postgres) => Ok(Arc::new(Postgres::open(url).await?)),
        None => Err(StoreError::UnknownUrl { url: sql::without_password(url) }),
    }
}

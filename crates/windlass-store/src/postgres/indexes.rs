//! Indexes and keys that are made when the rows are there.
//!
//! Most columns that are indexed hold random keys, so that each new row would touch a page somewhere in each index, and write it to the
//! log. Made at once from all the rows, an index is sorted and written from its first page to its last: with indexes that stand, half of
//! the server's time of a first sync goes into them. The key of an entity stands from the start, since each commit looks rows up by it.
//!
//! What was put off is what the catalog does not have: of a run that is killed nothing else is left, and the next one finds the same.

use super::connect::Pool;
use crate::sql::{self, ROWID};
use crate::{StoreError, entities};
use deadpool_postgres::{Object, Transaction};
use futures::{StreamExt, TryStreamExt, stream};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;
use windlass_model::{Table, TableKind};

/// How many are made at the same time: sorting is what takes long, and a session has one core for it.
const AT_A_TIME: usize = 2;

/// How long to wait for others who write the table, of whom none should take that long; others wait behind us.
const WRITERS: &str = "30s";

/// How long to wait for others who read the table while a key is declared; others wait behind us, readers, too.
const READERS: &str = "2s";

/// An index that is to be made.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Index {
    table: &'static Table,
    /// `None`: the table's primary key.
    columns: Option<Vec<&'static str>>,
}

impl Index {
    /// Those of a table that the catalog does not have.
    pub(super) async fn missing(transaction: &Transaction<'_>, table: &'static Table) -> Result<Vec<Self>, Error> {
        let keys = matches!(table.kind, TableKind::Child { .. }).then_some(Self { table, columns: None });
        let numbers = sql::has_rowid(table).then(|| vec![ROWID]);
        let indexes = sql::indexes(table).into_iter().chain(numbers);
        let indexes = indexes.map(|columns| Self { table, columns: Some(columns) });
        let mut missing = Vec::new();
        for index in keys.into_iter().chain(indexes) {
            if !index.exists(transaction).await? {
                missing.push(index);
            }
        }
        Ok(missing)
    }

    /// Whether it holds the elements of one of a table's arrays together.
    pub(super) fn is_key_of_array(&self, of: &'static Table) -> bool {
        self.columns.is_none() && entities::arrays(of).contains(&self.table)
    }

    /// Whether it is the key of a table.
    pub(super) fn is_key(&self, of: &'static Table) -> bool {
        self.columns.is_none() && self.table == of
    }

    /// Whether rows of a table are found by it that have a value in a column.
    pub(super) fn finds(&self, table: &'static Table, column: &str) -> bool {
        self.table == table && self.columns.as_ref().and_then(|columns| columns.first()) == Some(&column)
    }

    fn name(&self) -> String {
        match &self.columns {
            Some(columns) => sql::index_name(self.table, columns),
            None => sql::key_name(self.table),
        }
    }

    async fn exists(&self, transaction: &Transaction<'_>) -> Result<bool, Error> {
        let text = match self.columns {
            // `if not exists` asks who owns the table before it looks, and a user who only reads owns none.
            Some(_) => {
                "select exists (select 1 from pg_class where relnamespace = current_schema()::regnamespace \
                 and relname = left($1::text, 63)::name)"
            }
            None => {
                "select exists (select 1 from pg_constraint where connamespace = current_schema()::regnamespace \
                 and conname = left($1::text, 63)::name)"
            }
        };
        transaction.query_one(text, &[&self.name()]).await?.try_get(0)
    }

    pub(super) async fn make(&self, transaction: &Transaction<'_>) -> Result<(), Error> {
        let text = match &self.columns {
            Some(columns) => sql::create_index(self.table, columns),
            None => sql::create_key_index(self.table),
        };
        transaction.batch_execute(&text).await
    }

    /// Makes it unless somebody else did meanwhile. A key is first an index and then declared, in two transactions: the first keeps
    /// those who write the table waiting for as long as it takes, the second readers, too, for a moment.
    async fn make_once(&self, client: &mut Object) -> Result<(), Error> {
        let transaction = self.begin(client, WRITERS).await?;
        if self.exists(&transaction).await? {
            return Ok(());
        }
        self.make(&transaction).await?;
        transaction.commit().await?;
        if self.columns.is_none() {
            let transaction = self.begin(client, READERS).await?;
            if !self.exists(&transaction).await? {
                transaction.batch_execute(&sql::declare_key(self.table)).await?;
            }
            transaction.commit().await?;
        }
        Ok(())
    }

    /// Begins a transaction that waits for others who make the same, and so long for others who use the table. How long it may
    /// take is not what a limit of statements is set for.
    async fn begin<'c>(&self, client: &'c mut Object, patience: &str) -> Result<Transaction<'c>, Error> {
        let transaction = client.transaction().await?;
        transaction.batch_execute("set local statement_timeout = 0; set local lock_timeout = 0").await?;
        let others =
            "select pg_advisory_xact_lock(hashtextextended('windlass index ' || current_schema() || '.' || $1, 0))";
        transaction.execute(others, &[&self.name()]).await?;
        transaction.batch_execute(&format!("set local lock_timeout = '{patience}'")).await?;
        Ok(transaction)
    }
}

/// What a store put off.
#[derive(Debug)]
pub(super) struct PutOff {
    indexes: Mutex<Vec<Index>>,
    /// Who makes one has a session, and waits in it for commits that are under way. Did all who need one wait in a session, none would be
    /// left for what those commits wait for.
    turns: Semaphore,
}

impl PutOff {
    pub(super) fn new() -> Self {
        Self { indexes: Mutex::default(), turns: Semaphore::new(AT_A_TIME) }
    }

    pub(super) fn set(&self, indexes: Vec<Index>) {
        *self.indexes() = indexes;
    }

    /// Whether something is put off that is needed.
    pub(super) fn holds(&self, needed: impl Fn(&Index) -> bool) -> bool {
        self.indexes().iter().any(needed)
    }

    /// Makes what was put off and is needed. What cannot be made now, since others use the table or own it, is left to the next run:
    /// all is right without it, only slower.
    pub(super) async fn make(&self, pool: &Pool, needed: impl Fn(&Index) -> bool) -> Result<(), StoreError> {
        let due: Vec<Index> = self.indexes().iter().filter(|index| needed(index)).cloned().collect();
        stream::iter(due).map(|index| self.make_one(pool, index)).buffer_unordered(AT_A_TIME).try_collect().await
    }

    async fn make_one(&self, pool: &Pool, index: Index) -> Result<(), StoreError> {
        // It is never closed.
        let _turn = self.turns.acquire().await.ok();
        if !self.holds(|other| *other == index) {
            return Ok(());
        }
        let mut client = pool.get().await?;
        match index.make_once(&mut client).await {
            Ok(()) => {}
            Err(error) if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) => {
                tracing::info!(index = index.name(), "Others use the table: the next run makes this index");
            }
            Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
                tracing::warn!(
                    index = index.name(),
                    "Only the owner of the table can make this index: sync once as that user"
                );
            }
            Err(error) => return Err(pool.fault(error)),
        }
        self.indexes().retain(|other| *other != index);
        Ok(())
    }

    fn indexes(&self) -> MutexGuard<'_, Vec<Index>> {
        self.indexes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

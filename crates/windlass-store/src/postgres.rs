//! PostgreSQL, 15 and later: a database that a team shares.
//!
//! Every commit, sweep and migration is one transaction on a connection of a small pool, so several scans, and several
//! connections from several machines, write at the same time. What one run writes no other run of the same connection
//! touches: an advisory lock on a session of its own sees to that, and goes with the session, however it ends.
//!
//! What another transaction, or a server that is away for a moment, made fail was undone as a whole and is tried again for half a
//! minute (`connect::Attempts`). To open, to query, and to migrate where all is in its place, a user needs no more than `usage` on
//! the schema and `select` on the tables, on a standby, too. The locks are the session's, so what stands between us and the server
//! must not hand sessions around: PgBouncer in its mode `session` is fine, in its mode `transaction` it is not.

mod commit;
mod connect;
mod copy;
mod courier;
mod dial;
mod expected;
mod fault;
mod hosts;
mod indexes;
mod lock;
mod migrate;
mod own;
mod pgpass;
mod place;
mod reading;
mod rows;
mod select;
mod snapshot;
mod sweep;
mod tls;
mod upkeep;
mod value;

use crate::{
    Batch, Change, Committed, Kept, Reading, Replacement, RunLock, Schema, Select, Selection, Snapshot, Store,
    StoreError, Sweep, Within,
};
use async_trait::async_trait;
use connect::{Attempts, Pool};
use expected::Expected;
use indexes::PutOff;
use lock::{Fence, Locks};
use place::Place;
use std::sync::{Arc, PoisonError, RwLock};
pub(crate) use value::without_nul;
use windlass_model::{ConnectionId, RunId, Table, Value};

/// What an expression comes to that is made and awaited anew for each of its [`Attempts`]. No function: the future of an async closure
/// that borrows is not taken for `Send`.
macro_rules! again {
    ($attempt:expr) => {{
        let mut attempts = Attempts::default();
        loop {
            match $attempt.await {
                Err(error) => {
                    if let Err(error) = attempts.another(error).await {
                        break Err(error);
                    }
                }
                done => break done,
            }
        }
    }};
}

/// A PostgreSQL database.
pub struct Postgres {
    place: Place,
    pool: Pool,
    locks: Locks,
    put_off: PutOff,
    expected: Expected,
    /// What the last migration was told.
    schema: RwLock<Arc<Schema>>,
}

impl std::fmt::Debug for Postgres {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Postgres").field("place", &self.place.shown()).finish_non_exhaustive()
    }
}

impl Postgres {
    /// Opens the database that a URL names: `postgres://user@host/database?schema=…`, and what else libpq takes.
    ///
    /// # Errors
    /// [`StoreError`] where the URL cannot be read, the server cannot be reached, or refuses.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let place = Place::parse(url)?;
        let pool = Pool::new(&place)?;
        // So that a mistake is told here and not at the first row.
        drop(pool.get().await?);
        let (locks, put_off, expected) = (Locks::default(), PutOff::new(), Expected::default());
        Ok(Self { place, pool, locks, put_off, expected, schema: RwLock::default() })
    }

    /// What a write of a connection has to look at, see [`lock`].
    async fn fence(&self, connection: ConnectionId, run: Option<RunId>) -> Result<Option<Fence>, StoreError> {
        self.locks.fence(&self.pool, connection, run).await
    }

    fn schema(&self) -> Arc<Schema> {
        Arc::clone(&self.schema.read().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl Store for Postgres {
    async fn migrate(&self, schema: &Schema) -> Result<Vec<Change>, StoreError> {
        let (changes, put_off) = again!(migrate::run(&self.pool, &self.place, schema))?;
        self.put_off.set(put_off);
        *self.schema.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(schema.clone());
        Ok(changes)
    }

    async fn commit(&self, batch: Batch) -> Result<Committed, StoreError> {
        let schema = self.schema();
        let committed = again!(async {
            let fence = self.fence(batch.connection, Some(batch.run)).await?;
            commit::run(&self.pool, &schema, &batch, fence.as_ref(), (&self.put_off, &self.expected)).await
        });
        // To give back the memory of thousands of rows takes about a tenth of the time of a commit, and the next one need not wait for it.
        tokio::task::spawn_blocking(move || drop(batch));
        committed
    }

    async fn sweep(&self, sweep: Sweep) -> Result<Committed, StoreError> {
        let schema = self.schema();
        if let Within::Column { column, .. } = sweep.within {
            again!(self.put_off.make(&self.pool, |index| index.finds(sweep.table, column)))?;
        }
        again!(async {
            let fence = self.fence(sweep.finished.key().connection, Some(sweep.run)).await?;
            sweep::run(&self.pool, &schema, &sweep, fence.as_ref()).await
        })
    }

    async fn settle(&self) -> Result<(), StoreError> {
        again!(self.put_off.make(&self.pool, |_| true))
    }

    async fn distrust(
        &self,
        connection: ConnectionId,
        table: &'static Table,
        within: Within,
    ) -> Result<u64, StoreError> {
        again!(upkeep::distrust(&self.pool, connection, table, &within))
    }

    async fn select(&self, query: Select) -> Result<Selection, StoreError> {
        again!(select::run(&self.pool, &query))
    }

    async fn snapshot(&self, keep: Vec<Kept>) -> Result<Box<dyn Snapshot>, StoreError> {
        again!(snapshot::open(&self.pool, &keep))
    }

    async fn replace_unless(&self, unless: Option<Select>, replacements: Vec<Replacement>) -> Result<bool, StoreError> {
        again!(rows::replace(&self.pool, unless.as_ref(), &replacements))
    }

    async fn lock(&self, connection: ConnectionId) -> Result<RunLock, StoreError> {
        self.locks.take(&self.pool, &self.place, connection).await.map(RunLock::new)
    }

    async fn prune(&self, connection: ConnectionId) -> Result<u64, StoreError> {
        again!(upkeep::prune(&self.pool, connection))
    }

    async fn forget(&self, connection: ConnectionId, rows: bool) -> Result<u64, StoreError> {
        let schema = self.schema();
        again!(async {
            let fence = self.fence(connection, None).await?;
            upkeep::forget(&self.pool, &schema, (connection, rows), fence.as_ref()).await
        })
    }

    async fn read_rows(
        &self,
        table: &'static Table,
        after: Option<Vec<Value>>,
        limit: u32,
    ) -> Result<Vec<Vec<Value>>, StoreError> {
        again!(rows::read(&self.pool, table, after.clone(), limit))
    }

    async fn reading(&self) -> Result<Box<dyn Reading>, StoreError> {
        again!(reading::begin(&self.pool))
    }

    async fn write_rows(&self, table: &'static Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        again!(self.put_off.make(&self.pool, |index| index.is_key(table)))?;
        again!(rows::write(&self.pool, table, &rows))
    }

    async fn remove_rows(&self, table: &'static Table, keys: Vec<Vec<Value>>) -> Result<u64, StoreError> {
        again!(rows::remove(&self.pool, table, &keys))
    }

    fn location(&self) -> String {
        self.place.shown().to_owned()
    }
}

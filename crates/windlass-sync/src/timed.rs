//! A store that knows how long it was written to.

use async_trait::async_trait;
use std::time::Duration;
use windlass_model::{ConnectionId, Table, Value};
use windlass_snyk::{Lap, Stopwatch};
use windlass_store::{
    Batch, Change, Committed, Kept, Reading, Replacement, RunLock, Schema, Select, Selection, Snapshot, Store,
    StoreError, Sweep, Within,
};

/// A store, with the wall time in which a commit or a sweep was under way.
pub(crate) struct Timed<'a> {
    store: &'a dyn Store,
    writes: Stopwatch<1>,
}

impl<'a> Timed<'a> {
    pub(crate) fn new(store: &'a dyn Store) -> Self {
        Self { store, writes: Stopwatch::default() }
    }

    /// Wall time in which it was written to.
    pub(crate) fn spent(&self) -> Duration {
        let [writing] = self.writes.spent();
        writing
    }

    fn writing(&self) -> Lap<'_, 1> {
        self.writes.begin(0)
    }
}

#[async_trait]
impl Store for Timed<'_> {
    async fn migrate(&self, schema: &Schema) -> Result<Vec<Change>, StoreError> {
        self.store.migrate(schema).await
    }

    async fn commit(&self, batch: Batch) -> Result<Committed, StoreError> {
        let _writing = self.writing();
        self.store.commit(batch).await
    }

    async fn sweep(&self, sweep: Sweep) -> Result<Committed, StoreError> {
        let _writing = self.writing();
        self.store.sweep(sweep).await
    }

    async fn settle(&self) -> Result<(), StoreError> {
        let _writing = self.writing();
        self.store.settle().await
    }

    async fn distrust(
        &self,
        connection: ConnectionId,
        table: &'static Table,
        within: Within,
    ) -> Result<u64, StoreError> {
        let _writing = self.writing();
        self.store.distrust(connection, table, within).await
    }

    async fn select(&self, query: Select) -> Result<Selection, StoreError> {
        self.store.select(query).await
    }

    async fn snapshot(&self, keep: Vec<Kept>) -> Result<Box<dyn Snapshot>, StoreError> {
        self.store.snapshot(keep).await
    }

    async fn replace_unless(&self, unless: Option<Select>, replacements: Vec<Replacement>) -> Result<bool, StoreError> {
        let _writing = self.writing();
        self.store.replace_unless(unless, replacements).await
    }

    async fn lock(&self, connection: ConnectionId) -> Result<RunLock, StoreError> {
        self.store.lock(connection).await
    }

    async fn prune(&self, connection: ConnectionId) -> Result<u64, StoreError> {
        self.store.prune(connection).await
    }

    async fn forget(&self, connection: ConnectionId, rows: bool) -> Result<u64, StoreError> {
        self.store.forget(connection, rows).await
    }

    async fn read_rows(
        &self,
        table: &'static Table,
        after: Option<Vec<Value>>,
        limit: u32,
    ) -> Result<Vec<Vec<Value>>, StoreError> {
        self.store.read_rows(table, after, limit).await
    }

    async fn write_rows(&self, table: &'static Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        let _writing = self.writing();
        self.store.write_rows(table, rows).await
    }

    async fn remove_rows(&self, table: &'static Table, keys: Vec<Vec<Value>>) -> Result<u64, StoreError> {
        let _writing = self.writing();
        self.store.remove_rows(table, keys).await
    }

    async fn reading(&self) -> Result<Box<dyn Reading>, StoreError> {
        self.store.reading().await
    }

    fn location(&self) -> String {
        self.store.location()
    }
}

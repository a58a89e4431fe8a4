//! P2: rows and the cursor that covers them commit together, or not at all.

use crate::support::World;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use windlass_model::{ConnectionId, Table, Value};
use windlass_sim::{Limits, Sim};
use windlass_store::{
    Batch, Change, Committed, Kept, Reading, Replacement, RunLock, Schema, Select, Selection, Snapshot, Store,
    StoreError, Sweep, Within,
};
use windlass_sync::Status;

/// A store that fails one commit or sweep, and everything after it.
struct Failing {
    inner: Arc<dyn Store>,
    /// Writes that still succeed.
    left: AtomicI64,
}

impl Failing {
    fn fails(&self) -> Result<(), StoreError> {
        if self.left.fetch_sub(1, Ordering::Relaxed) > 0 {
            return Ok(());
        }
        Err(StoreError::UnknownTable { table: "a disk that is gone".to_owned() })
    }
}

#[async_trait::async_trait]
impl Store for Failing {
    async fn migrate(&self, schema: &Schema) -> Result<Vec<Change>, StoreError> {
        self.inner.migrate(schema).await
    }
    async fn commit(&self, batch: Batch) -> Result<Committed, StoreError> {
        self.fails()?;
        self.inner.commit(batch).await
    }
    async fn sweep(&self, sweep: Sweep) -> Result<Committed, StoreError> {
        self.fails()?;
        self.inner.sweep(sweep).await
    }
    async fn settle(&self) -> Result<(), StoreError> {
        self.inner.settle().await
    }

    async fn distrust(
        &self,
        connection: ConnectionId,
        table: &'static Table,
        within: Within,
    ) -> Result<u64, StoreError> {
        self.inner.distrust(connection, table, within).await
    }
    async fn select(&self, query: Select) -> Result<Selection, StoreError> {
        self.inner.select(query).await
    }
    async fn snapshot(&self, keep: Vec<Kept>) -> Result<Box<dyn Snapshot>, StoreError> {
        self.inner.snapshot(keep).await
    }
    async fn replace_unless(&self, unless: Option<Select>, by: Vec<Replacement>) -> Result<bool, StoreError> {
        self.inner.replace_unless(unless, by).await
    }
    async fn lock(&self, connection: ConnectionId) -> Result<RunLock, StoreError> {
        self.inner.lock(connection).await
    }
    async fn prune(&self, connection: ConnectionId) -> Result<u64, StoreError> {
        self.inner.prune(connection).await
    }
    async fn forget(&self, connection: ConnectionId, rows: bool) -> Result<u64, StoreError> {
        self.inner.forget(connection, rows).await
    }
    async fn read_rows(
        &self,
        table: &'static Table,
        after: Option<Vec<Value>>,
        limit: u32,
    ) -> Result<Vec<Vec<Value>>, StoreError> {
        self.inner.read_rows(table, after, limit).await
    }
    async fn write_rows(&self, table: &'static Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        self.inner.write_rows(table, rows).await
    }
    async fn remove_rows(&self, table: &'static Table, keys: Vec<Vec<Value>>) -> Result<u64, StoreError> {
        self.inner.remove_rows(table, keys).await
    }

    async fn reading(&self) -> Result<Box<dyn Reading>, StoreError> {
        self.inner.reading().await
    }

    fn location(&self) -> String {
        self.inner.location()
    }
}

pub(crate) async fn world() -> World {
    let builder = Sim::builder().seed(51).organization_sizes(&[(4, 180), (110, 150)]).personal_organizations(0);
    World::new(builder.growth_per_day(0.02).limits(Limits::none()).start().await.unwrap(), "group_service_account")
        .await
}

impl World {
    /// Every cursor that is not at its end says how many rows of its walk there are.
    pub(crate) async fn assert_cursors_cover_rows(&self, what: &str) {
        let sql = "select stream, walk, rows from windlass_cursors where finished_at is null";
        for row in self.rows(sql).await {
            let [stream, walk, rows] = [0, 1, 2].map(|at| row[at].clone().unwrap());
            let table: &Table = windlass_streams::stream(&stream).unwrap().table;
            let there = self.number(&format!("select count(*) from {} where seen_in = {walk}", table.name)).await;
            assert_eq!(there.to_string(), rows, "{what}: {stream}");
        }
        // No walk has rows that no cursor knows.
        for stream in windlass_streams::STREAMS {
            let sql = format!(
                "select count(*) from {} where seen_in not in (select walk from windlass_cursors)",
                stream.table.name
            );
            assert_eq!(self.number(&sql).await, 0, "{what}: {}", stream.name);
        }
    }
}

#[tokio::test]
async fn p2_a_write_that_fails_leaves_rows_and_cursors_that_agree() {
    let mut failed = 0;
    for writes in (1..60).step_by(2) {
        let mut world = world().await;
        let sound = Arc::clone(&world.store);
        world.store = Arc::new(Failing { inner: Arc::clone(&sound), left: AtomicI64::new(writes) });
        let report = world.sync().await;
        world.store = sound;
        if report.status == Status::Succeeded {
            break;
        }
        failed += 1;
        assert_eq!(report.status, Status::Failed, "{writes} writes");
        assert!(report.errors.iter().any(|error| error.code == "store_unknown_table"), "{:?}", report.errors);
        world.assert_cursors_cover_rows(&format!("{writes} writes")).await;
        world.synced().await;
        world.assert_exact().await;
    }
    assert!(failed > 5, "{failed} runs failed");
}

//! Rows that are not trusted, bookkeeping that nobody looks at any more, connections that are no longer wanted.

use super::connect::Pool;
use super::lock::{self, Fence};
use crate::books::{BOOKS, FAILED_SCANS_KEPT, SCANS_KEPT};
use crate::sql::{self, Dialect};
use crate::{Schema, StoreError, Within};
use tokio_postgres::types::ToSql;
use windlass_model::{ConnectionId, Table, TableKind};

/// Forgets what rows looked like.
pub(super) async fn distrust(
    pool: &Pool,
    connection: ConnectionId,
    table: &'static Table,
    within: &Within,
) -> Result<u64, StoreError> {
    let (connection, keys) = (connection.to_string(), within.keys());
    let mut arguments: Vec<&(dyn ToSql + Sync)> = vec![&connection];
    arguments.extend(keys.as_ref().map(|keys| keys as &(dyn ToSql + Sync)));
    let client = pool.get().await?;
    let forgotten = client.execute(&sql::distrust(Dialect::Postgres, table, within), &arguments).await;
    forgotten.map_err(|error| pool.fault(error))
}

/// Deletes the scans of old runs. Ids of runs sort by their start.
pub(super) async fn prune(pool: &Pool, connection: ConnectionId) -> Result<u64, StoreError> {
    let connection = connection.to_string();
    let mut client = pool.get().await?;
    let pruned = async {
        let transaction = client.transaction().await?;
        let mut deleted = 0;
        for (kept, which) in [(SCANS_KEPT, "and status = 'succeeded'"), (FAILED_SCANS_KEPT, "")] {
            let text = format!(
                "delete from windlass_run_scans where connection_id = $1 {which} and run_id collate \"C\" < ( \
                 select id from windlass_runs where connection_id = $1 order by id collate \"C\" desc limit 1 offset $2)"
            );
            deleted += transaction.execute(&text, &[&connection, &(i64::from(kept) - 1)]).await?;
        }
        transaction.commit().await?;
        Ok(deleted)
    };
    pruned.await.map_err(|error| pool.fault(error))
}

/// Deletes a connection's bookkeeping, and where `rows` is set all that it brought.
pub(super) async fn forget(
    pool: &Pool,
    schema: &Schema,
    (connection, rows): (ConnectionId, bool),
    fence: Option<&Fence>,
) -> Result<u64, StoreError> {
    let mut tables = schema.tables.clone();
    tables.extend(BOOKS.iter().filter(|book| !schema.tables.contains(book)));
    let connection = connection.to_string();
    let mut client = pool.get().await?;
    let forgotten = async {
        let transaction = client.transaction().await?;
        if !lock::holds(fence, &transaction).await? {
            return Ok(None);
        }
        let mut deleted = 0;
        // Child rows find their connection through their parent, so they go first.
        for is_child in [true, false] {
            for table in tables.iter().filter(|table| matches!(table.kind, TableKind::Child { .. }) == is_child) {
                let Some(text) = sql::forget(Dialect::Postgres, table, rows) else { continue };
                let name = sql::quoted(&sql::kept_in(table));
                let exists = transaction.query_one("select to_regclass($1) is not null", &[&name]).await?;
                if exists.try_get(0)? {
                    deleted += transaction.execute(&text, &[&connection]).await?;
                }
            }
        }
        transaction.commit().await?;
        Ok(Some(deleted))
    };
    lock::kept(fence, pool, forgotten.await).await
}

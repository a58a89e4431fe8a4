//! Rows that are not trusted, bookkeeping that nobody looks at any more, connections that are no longer wanted.

use super::connect::Pool;
use super::lock::{self, Fence};
use super::sweep::ids;
use crate::books::{BOOKS, ConnectionRow, FAILED_SCANS_KEPT, SCANS_KEPT};
use crate::sql::{self, Dialect};
use crate::{Schema, StoreError, Within};
use tokio_postgres::types::ToSql;
use windlass_model::{ConnectionId, Row, Table, TableKind};

/// Forgets what rows looked like.
pub(super) async fn distrust(
    pool: &Pool,
    connection: ConnectionId,
    table: &'static Table,
    within: &Within,
) -> Result<u64, StoreError> {
    let (connection, ids) = (connection.to_string(), ids(within));
    let mut arguments: Vec<&(dyn ToSql + Sync)> = vec![&connection];
    arguments.extend(ids.as_ref().map(|ids| ids as &(dyn ToSql + Sync)));
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
                let Some(condition) = belongs(table, rows) else { continue };
                let name = sql::quoted(table.name);
                let exists = transaction.query_one("select to_regclass($1) is not null", &[&name]).await?;
                if exists.try_get(0)? {
                    let text = format!("delete from {name} where {condition}");
                    deleted += transaction.execute(&text, &[&connection]).await?;
                }
            }
        }
        transaction.commit().await?;
        Ok(Some(deleted))
    };
    lock::kept(fence, pool, forgotten.await).await
}

/// Which rows of a table belong to the connection; `None` where they stay.
fn belongs(table: &Table, rows: bool) -> Option<String> {
    let by_connection = || table.position("connection_id").map(|_| "connection_id = $1".to_owned());
    match table.kind {
        TableKind::Entity { .. } => rows.then(|| "connection_id = $1".to_owned()),
        TableKind::Log => by_connection().filter(|_| rows),
        TableKind::Child { parent, parent_column, .. } => rows.then(|| {
            let (column, parent) = (sql::quoted(parent_column), sql::quoted(parent));
            format!("{column} in (select id from {parent} where connection_id = $1)")
        }),
        TableKind::Book { .. } if table == ConnectionRow::TABLE => Some("id = $1".to_owned()),
        TableKind::Book { .. } => by_connection(),
    }
}

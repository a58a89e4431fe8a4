//! Rows that go to another store, or come from one, and those that take the place of others.

use super::commit::staging;
use super::connect::Pool;
use super::copy::{self, Rows};
use super::select;
use super::value::{Cell, arguments};
use crate::entities::arrays;
use crate::sql::{self, Dialect};
use crate::{Replacement, Select, StoreError};
use tokio_postgres::Error;
use windlass_model::{Json, Table, Value};

const DIALECT: Dialect = Dialect::Postgres;

/// Where rows wait that take the place of others.
const COPIED: &str = "windlass_copied";

/// A page of rows.
pub(super) async fn read(
    pool: &Pool,
    table: &'static Table,
    after: Option<Vec<Value>>,
    limit: u32,
) -> Result<Vec<Vec<Value>>, StoreError> {
    let text = sql::page(DIALECT, table, after.is_some(), limit);
    let found = select::run(pool, &Select::of(text, after.unwrap_or_default())).await?;
    Ok(shaped(table, found.rows))
}

/// Rows of a page as every store gives them.
pub(super) fn shaped(table: &Table, rows: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    let mut rows = sql::typed(table, rows);
    rows.iter_mut().flatten().for_each(sort);
    rows
}

/// Gives a document the text that it had: PostgreSQL orders the members of objects by their length.
fn sort(cell: &mut Value) {
    if let Value::Json(text) = cell
        && let Ok(document) = serde_json::from_str(text)
    {
        *text = Json::of(&document).into_text();
    }
}

/// Writes rows as they were kept elsewhere; one with the same key is replaced.
pub(super) async fn write(pool: &Pool, table: &'static Table, rows: &[Vec<Value>]) -> Result<(), StoreError> {
    let (columns, staged) = (table.all_columns(), DIALECT.temporary(COPIED));
    let mut client = pool.get().await?;
    let written = async {
        let transaction = client.transaction().await?;
        transaction.batch_execute(&staging(COPIED, table, &columns)).await?;
        let copied = Rows::whole(staged.clone(), columns, rows.iter().map(Vec::as_slice));
        copy::send(&transaction, vec![copied]).await?;
        transaction.batch_execute(&sql::replace_from(table, &staged)).await?;
        transaction.commit().await
    };
    written.await.map_err(|error: Error| pool.fault(error))
}

/// Deletes rows by their keys, what belongs to them first.
pub(super) async fn remove(pool: &Pool, table: &'static Table, keys: &[Vec<Value>]) -> Result<u64, StoreError> {
    let children: Vec<String> =
        arrays(table).into_iter().filter_map(|child| sql::remove_children(DIALECT, child)).collect();
    let mut client = pool.get().await?;
    let removed = async {
        let transaction = client.transaction().await?;
        let mut removed = 0;
        for key in keys {
            let cells: Vec<Cell<'_>> = key.iter().map(Cell).collect();
            let args = arguments(&cells);
            for text in &children {
                transaction.execute(&transaction.prepare_cached(text).await?, &args).await?;
            }
            let statement = transaction.prepare_cached(&sql::remove(DIALECT, table)).await?;
            removed += transaction.execute(&statement, &args).await?;
        }
        transaction.commit().await?;
        Ok(removed)
    };
    removed.await.map_err(|error: Error| pool.fault(error))
}

/// Replaces bookkeeping rows, unless a query finds a row.
pub(super) async fn replace(
    pool: &Pool,
    unless: Option<&Select>,
    replacements: &[Replacement],
) -> Result<bool, StoreError> {
    let mut client = pool.get().await?;
    let written = async {
        let transaction = client.transaction().await?;
        // Two that replace the same rows would leave both theirs. In an order, so that they do not wait for each other.
        let mut tables: Vec<&str> = replacements.iter().map(|one| one.table.name).collect();
        tables.sort_unstable();
        tables.dedup();
        for table in tables {
            let lock = format!("lock table {} in share row exclusive mode", sql::quoted(table));
            transaction.batch_execute(&lock).await?;
        }
        if let Some(unless) = unless {
            let cells: Vec<Cell<'_>> = unless.args.iter().map(Cell).collect();
            let text = select::numbered(&unless.sql, &unless.args);
            if !transaction.query(&text, &arguments(&cells)).await?.is_empty() {
                return Ok(false);
            }
        }
        for Replacement { table, of, rows } in replacements {
            let value = of.as_ref().map(|(_, value)| Cell(value));
            transaction.execute(&sql::delete(DIALECT, table, of.as_ref()), &arguments(&value)).await?;
            let values = rows.iter().map(|row| row.values.as_slice());
            let come = Rows::whole(sql::quoted(table.name), table.all_columns(), values);
            copy::send(&transaction, vec![come]).await?;
        }
        transaction.commit().await.map(|()| true)
    };
    written.await.map_err(|error: Error| pool.fault(error))
}

//! Migration by addition.

use super::connect::Pool;
use super::indexes::Index;
use super::place::Place;
use crate::books::CursorRow;
use crate::sql::{self, Dialect};
use crate::{Change, Schema, StoreError};
use deadpool_postgres::Transaction;
use std::collections::HashSet;
use std::path::PathBuf;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;
use windlass_model::{Row, TableKind};
use xxhash_rust::xxh3::xxh3_64;

const DIALECT: Dialect = Dialect::Postgres;

/// The format of what is in the schema. Raised only by a change that an older windlass must not write to; tables and columns that
/// are added leave it as it is.
const FORMAT: i64 = 2;

/// What the comment on the first of our tables begins with.
const MARK: &str = "windlass, format ";

/// Creates what is missing. In one transaction that waits for others of its kind, so that two processes that start at once do not
/// meet half-way. Returns what is better made when the tables have been filled, too.
pub(super) async fn run(pool: &Pool, place: &Place, schema: &Schema) -> Result<(Vec<Change>, Vec<Index>), StoreError> {
    let mut client = pool.get().await?;
    let migrated = async {
        let transaction = client.transaction().await?;
        let key = xxh3_64(format!("windlass migration {}", place.schema).as_bytes()).cast_signed();
        transaction.execute("select pg_advisory_xact_lock($1)", &[&key]).await?;
        if !exists_schema(&transaction, &place.schema).await? {
            transaction.batch_execute(&format!("create schema {}", sql::quoted(&place.schema))).await?;
        }
        let found = format(&transaction).await?;
        if let Some(found) = found.filter(|found| *found != FORMAT) {
            return Ok(Err(found));
        }
        let done = tables(&transaction, &place.schema, schema).await?;
        views(&transaction, schema).await?;
        if found != Some(FORMAT)
            && let Some(first) = schema.tables.first()
        {
            transaction
                .batch_execute(&format!("comment on table {} is '{MARK}{FORMAT}'", sql::quoted(first.name)))
                .await?;
        }
        transaction.commit().await?;
        Ok(Ok(done))
    };
    let done = migrated.await.map_err(|error| pool.fault(error))?;
    let (changes, put_off) = done.map_err(|found| {
        let (path, known) = (PathBuf::from(place.shown()), FORMAT);
        if found > known { StoreError::Newer { path, found, known } } else { StoreError::Older { path, found, known } }
    })?;
    for change in &changes {
        match change {
            Change::TableCreated(table) => tracing::debug!(table, "Created a table"),
            Change::ColumnAdded { table, column } => tracing::info!(table, column, "Added a column"),
        }
    }
    Ok((changes, put_off))
}

async fn exists_schema(transaction: &Transaction<'_>, schema: &str) -> Result<bool, Error> {
    let text = "select exists (select 1 from pg_namespace where nspname = $1)";
    transaction.query_one(text, &[&schema]).await?.try_get(0)
}

/// The format that is there; `None` where nothing is.
async fn format(transaction: &Transaction<'_>) -> Result<Option<i64>, Error> {
    let text = "select obj_description(c.oid, 'pg_class') from pg_class c \
                where c.relnamespace = current_schema()::regnamespace and obj_description(c.oid, 'pg_class') like $1";
    let found = transaction.query_opt(&format!("{text} limit 1"), &[&format!("{MARK}%")]).await?;
    let comment: Option<String> = found.map(|row| row.try_get(0)).transpose()?;
    Ok(comment.and_then(|comment| comment.strip_prefix(MARK)?.parse().ok()))
}

async fn tables(
    transaction: &Transaction<'_>,
    schema: &str,
    wanted: &Schema,
) -> Result<(Vec<Change>, Vec<Index>), Error> {
    let (mut changes, mut put_off) = (Vec::new(), Vec::new());
    let mut is_full_due = false;
    for table in &wanted.tables {
        let existing = columns(transaction, schema, &sql::kept_in(table)).await?;
        if existing.is_empty() {
            let text = match table.kind {
                TableKind::Entity { .. } | TableKind::Child { .. } => sql::create_table_to_fill(table),
                TableKind::Log | TableKind::Book { .. } => sql::create_table(DIALECT, table),
            };
            transaction.batch_execute(&text).await?;
            changes.push(Change::TableCreated(table.name.to_owned()));
            if let TableKind::Child { parent, .. } = table.kind {
                is_full_due |= has_rows(transaction, schema, parent).await?;
            }
        }
        if !existing.is_empty() && sql::has_rowid(table) && !existing.contains(sql::ROWID) {
            transaction.batch_execute(&sql::add_rowid(table)).await?;
        }
        for column in sql::kept_columns(table) {
            if !existing.is_empty() && !existing.contains(column.name) {
                transaction.batch_execute(&sql::add_column(DIALECT, table, &column)).await?;
                changes.push(Change::ColumnAdded { table: table.name.to_owned(), column: column.name.to_owned() });
                is_full_due |= matches!(table.kind, TableKind::Entity { .. } | TableKind::Child { .. });
            }
        }
        let missing = Index::missing(transaction, table).await?;
        match table.kind {
            // Whoever opens the store while another process fills it makes none of these.
            TableKind::Entity { .. } | TableKind::Child { .. } => put_off.extend(missing),
            TableKind::Log | TableKind::Book { .. } => {
                for index in missing {
                    index.make(transaction).await?;
                }
            }
        }
    }
    if is_full_due && !columns(transaction, schema, CursorRow::TABLE.name).await?.is_empty() {
        // Rows that no longer change at Snyk would keep the new column empty until the next full walk.
        transaction.batch_execute(&format!("update {} set full_due = true", CursorRow::TABLE.name)).await?;
    }
    Ok((changes, put_off))
}

/// The names of a table's columns; none where there is no such table. From the catalog, since `information_schema` hides what
/// the user may not read.
async fn columns(transaction: &Transaction<'_>, schema: &str, table: &str) -> Result<HashSet<String>, Error> {
    let text = "select a.attname::text from pg_attribute a join pg_class c on c.oid = a.attrelid \
                join pg_namespace n on n.oid = c.relnamespace \
                where n.nspname = $1 and c.relname = $2 and a.attnum > 0 and not a.attisdropped";
    let found = transaction.query(text, &[&schema, &table]).await?;
    found.iter().map(|row| row.try_get(0)).collect()
}

async fn has_rows(transaction: &Transaction<'_>, schema: &str, table: &str) -> Result<bool, Error> {
    if columns(transaction, schema, table).await?.is_empty() {
        return Ok(false);
    }
    transaction.query_one(&format!("select exists (select 1 from {})", sql::quoted(table)), &[]).await?.try_get(0)
}

/// Makes views anew whose text changed. PostgreSQL keeps no text, so a comment holds its hash.
async fn views(transaction: &Transaction<'_>, schema: &Schema) -> Result<(), Error> {
    let children = schema.tables.iter().filter_map(|table| Some((table.name, sql::create_child_view(table)?)));
    let own = schema.views.iter().map(|view| (view.name, sql::create_view(DIALECT, view)));
    let wanted: Vec<(&str, String)> = children.chain(own).collect();
    let mut changed = Vec::new();
    for (name, text) in &wanted {
        let comment = "select obj_description(to_regclass($1), 'pg_class')";
        let found: Option<String> = transaction.query_one(comment, &[&sql::quoted(name)]).await?.try_get(0)?;
        if found != Some(mark(text)) {
            changed.push((*name, text.as_str()));
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    // Columns that were only added do not disturb what others have built on a view.
    transaction.batch_execute("savepoint views").await?;
    match make(transaction, &changed, true).await {
        Ok(()) => Ok(()),
        Err(error) if error.code() == Some(&SqlState::INVALID_TABLE_DEFINITION) => {
            transaction.batch_execute("rollback to savepoint views").await?;
            for (name, _) in wanted.iter().rev() {
                transaction.batch_execute(&sql::drop_view(name)).await?;
            }
            let all: Vec<_> = wanted.iter().map(|(name, text)| (*name, text.as_str())).collect();
            make(transaction, &all, false).await
        }
        Err(error) => Err(error),
    }
}

async fn make(transaction: &Transaction<'_>, views: &[(&str, &str)], replacing: bool) -> Result<(), Error> {
    for (name, text) in views {
        let comment = format!("comment on view {} is '{}'", sql::quoted(name), mark(text));
        let text = text.replacen("CREATE VIEW", if replacing { "CREATE OR REPLACE VIEW" } else { "CREATE VIEW" }, 1);
        transaction.batch_execute(&format!("{text};\n{comment}")).await?;
    }
    Ok(())
}

/// What the comment of a view of this text says.
fn mark(text: &str) -> String {
    format!("windlass {:016x}", xxh3_64(text.as_bytes()))
}

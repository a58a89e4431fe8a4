//! Migration by addition.

use super::indexes::Index;
use super::writer::Session;
use crate::books::CursorRow;
use crate::sql::{self, Dialect};
use crate::{Change, Schema, StoreError};
use rusqlite::{OptionalExtension, Result, Transaction};
use std::collections::HashSet;
use windlass_model::{Row, Table, TableKind};

const DIALECT: Dialect = Dialect::Sqlite;

impl Session {
    /// Creates what is missing. In one transaction, so that two processes that start at once do not meet half-way.
    pub(super) fn migrate(&mut self, schema: Schema) -> Result<Vec<Change>, StoreError> {
        let (changes, put_off) = self.atomically(|transaction| {
            let (mut changes, mut put_off) = (Vec::new(), Vec::new());
            let mut is_full_due = false;
            for table in &schema.tables {
                is_full_due |= migrate_table(transaction, table, &mut changes)?;
                put_off.extend(migrate_indexes(transaction, table)?);
            }
            if is_full_due && has_table(transaction, CursorRow::TABLE.name)? {
                // Rows that no longer change at Snyk would keep the new column empty until the next full walk.
                transaction.execute(&format!("update {} set full_due = 1", CursorRow::TABLE.name), [])?;
            }
            let children = schema.tables.iter().filter_map(|table| Some((table.name, sql::create_child_view(table)?)));
            let views = schema.views.iter().map(|view| (view.name, sql::create_view(DIALECT, view)));
            for (name, wanted) in children.chain(views) {
                migrate_view(transaction, name, &wanted)?;
            }
            for trigger in schema.tables.iter().filter_map(|table| sql::create_child_trigger(table)) {
                transaction.execute(&trigger, [])?;
            }
            Ok((changes, put_off))
        })?;
        (self.schema, self.put_off) = (schema, put_off);
        for change in &changes {
            match change {
                Change::TableCreated(table) => tracing::debug!(table, "Created a table"),
                Change::ColumnAdded { table, column } => tracing::info!(table, column, "Added a column"),
            }
        }
        Ok(changes)
    }
}

/// Brings a table up to date; whether rows that are there already lack something that Snyk would tell.
fn migrate_table(transaction: &Transaction<'_>, table: &'static Table, changes: &mut Vec<Change>) -> Result<bool> {
    let mut lacks = false;
    let existing = columns(transaction, &sql::kept_in(table))?;
    if existing.is_empty() {
        transaction.execute(&sql::create_table(DIALECT, table), [])?;
        changes.push(Change::TableCreated(table.name.to_owned()));
        lacks = match table.kind {
            TableKind::Child { parent, .. } => has_rows(transaction, parent)?,
            TableKind::Entity { .. } | TableKind::Log | TableKind::Book { .. } => false,
        };
    } else {
        for column in sql::kept_columns(table) {
            // SQLite's names do not differ by case.
            if existing.contains(&column.name.to_ascii_lowercase()) {
                continue;
            }
            transaction.execute(&sql::add_column(DIALECT, table, &column), [])?;
            changes.push(Change::ColumnAdded { table: table.name.to_owned(), column: column.name.to_owned() });
            lacks |= matches!(table.kind, TableKind::Entity { .. } | TableKind::Child { .. });
        }
    }
    Ok(lacks)
}

/// Makes the indexes of a table; returns those that are better made when it has been filled. Whoever opens the file while another
/// process fills it makes none of those: it would hold the lock for as long as that takes.
fn migrate_indexes(transaction: &Transaction<'_>, table: &'static Table) -> Result<Vec<Index>> {
    let mut missing = Vec::new();
    for index in Index::all_of(table) {
        if !index.exists(transaction)? {
            missing.push(index);
        }
    }
    if matches!(table.kind, TableKind::Entity { .. }) {
        return Ok(missing);
    }
    missing.iter().try_for_each(|index| index.make(transaction))?;
    Ok(Vec::new())
}

/// Makes a view anew if its text changed; what uses it finds it by name.
fn migrate_view(transaction: &Transaction<'_>, name: &str, wanted: &str) -> Result<()> {
    let standing: Option<String> = transaction
        .query_row("select sql from sqlite_schema where type = 'view' and name = ?1", [name], |row| row.get(0))
        .optional()?;
    if standing.as_deref() != Some(wanted) {
        transaction.execute(&sql::drop_view(name), [])?;
        transaction.execute(wanted, [])?;
    }
    Ok(())
}

/// The names of a table's columns, in lower case; none where there is no such table.
fn columns(transaction: &Transaction<'_>, table: &str) -> Result<HashSet<String>> {
    let mut statement = transaction.prepare("select lower(name) from pragma_table_info(?1)")?;
    statement.query_map([table], |row| row.get(0))?.collect()
}

fn has_table(transaction: &Transaction<'_>, table: &str) -> Result<bool> {
    Ok(!columns(transaction, table)?.is_empty())
}

fn has_rows(transaction: &Transaction<'_>, table: &str) -> Result<bool> {
    if !has_table(transaction, table)? {
        return Ok(false);
    }
    transaction.query_row(&format!("select exists (select 1 from {})", sql::quoted(table)), [], |row| row.get(0))
}

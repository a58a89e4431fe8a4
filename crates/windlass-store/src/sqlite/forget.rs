//! A connection that is no longer wanted.

use super::writer::Session;
use crate::StoreError;
use crate::books::{BOOKS, ConnectionRow};
use crate::sql::{self, Dialect};
use rusqlite::{Result, Transaction};
use windlass_model::{ConnectionId, Row, Table, TableKind};

impl Session {
    /// Deletes a connection's bookkeeping, and where `rows` is set all that it brought.
    pub(super) fn forget(&mut self, connection: ConnectionId, rows: bool) -> Result<u64, StoreError> {
        let mut tables = self.schema.tables.clone();
        for book in BOOKS {
            if !tables.contains(book) {
                tables.push(book);
            }
        }
        let connection = connection.to_string();
        self.atomically(|transaction| {
            let mut deleted = 0;
            // Child rows find their connection through their parent, so they go first.
            for is_child in [true, false] {
                for table in tables.iter().filter(|table| matches!(table.kind, TableKind::Child { .. }) == is_child) {
                    if let Some(condition) = belongs(table, rows)
                        && exists(transaction, table)?
                    {
                        let kept_in = sql::kept_in(Dialect::Sqlite, table);
                        let text = format!("delete from {} where {condition}", sql::quoted(&kept_in));
                        deleted += transaction.execute(&text, [&connection])? as u64;
                    }
                }
            }
            Ok(deleted)
        })
    }
}

/// Which rows of a table belong to the connection; `None` where they stay.
fn belongs(table: &Table, rows: bool) -> Option<String> {
    let argument = Dialect::Sqlite.argument(1);
    let by_connection = || table.position("connection_id").map(|_| format!("connection_id = {argument}"));
    match table.kind {
        TableKind::Entity { .. } => rows.then(|| format!("connection_id = {argument}")),
        TableKind::Log => by_connection().filter(|_| rows),
        TableKind::Child { parent, .. } => rows
            .then(|| format!("parent in (select rowid from {} where connection_id = {argument})", sql::quoted(parent))),
        TableKind::Book { .. } if table == ConnectionRow::TABLE => Some(format!("id = {argument}")),
        TableKind::Book { .. } => by_connection(),
    }
}

fn exists(transaction: &Transaction<'_>, table: &Table) -> Result<bool> {
    let text = "select exists (select 1 from sqlite_schema where type = 'table' and name = ?1)";
    transaction.query_row(text, [sql::kept_in(Dialect::Sqlite, table)], |row| row.get(0))
}

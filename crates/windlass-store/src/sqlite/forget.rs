//! A connection that is no longer wanted.

use super::writer::Session;
use crate::StoreError;
use crate::books::BOOKS;
use crate::sql::{self, Dialect};
use rusqlite::{Result, Transaction};
use windlass_model::{ConnectionId, Table, TableKind};

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
                    if let Some(text) = sql::forget(Dialect::Sqlite, table, rows)
                        && exists(transaction, table)?
                    {
                        deleted += transaction.execute(&text, [&connection])? as u64;
                    }
                }
            }
            Ok(deleted)
        })
    }
}

fn exists(transaction: &Transaction<'_>, table: &Table) -> Result<bool> {
    let text = "select exists (select 1 from sqlite_schema where type = 'table' and name = ?1)";
    transaction.query_row(text, [sql::kept_in(table)], |row| row.get(0))
}

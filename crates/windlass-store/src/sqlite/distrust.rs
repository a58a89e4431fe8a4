//! Rows that somebody else may have changed.

use super::writer::Session;
use crate::sql::{self, Dialect};
use crate::{StoreError, Within};
use rusqlite::{Result, Transaction, params_from_iter};
use windlass_model::{ConnectionId, Table, TableKind};

impl Session {
    /// Forgets what rows looked like, and deletes what is left of arrays whose row is gone. Returns how many rows it forgot.
    pub(super) fn distrust(
        &mut self,
        connection: ConnectionId,
        table: &'static Table,
        within: &Within,
    ) -> Result<u64, StoreError> {
        let children: Vec<&Table> = self
            .schema
            .tables
            .iter()
            .filter(|child| matches!(child.kind, TableKind::Child { parent, .. } if parent == table.name))
            .copied()
            .collect();
        self.atomically(|transaction| {
            let mut arguments = vec![connection.to_string()];
            arguments.extend(within.keys());
            let forgotten =
                transaction.execute(&sql::distrust(Dialect::Sqlite, table, within), params_from_iter(arguments))?;
            children.iter().try_for_each(|child| delete_orphans(transaction, table, child))?;
            Ok(forgotten as u64)
        })
    }
}

/// A row that is written again may get the number of one that was deleted, and would find that one's children there.
fn delete_orphans(transaction: &Transaction<'_>, table: &Table, child: &Table) -> Result<()> {
    let child = sql::quoted(&sql::kept_in(child));
    let text = format!("delete from {child} where parent not in (select rowid from {})", sql::quoted(table.name));
    transaction.execute(&text, []).map(drop)
}

//! Rows that come from another store.

use super::value::Arguments;
use super::writer::Session;
use crate::StoreError;
use crate::sql::{self, Dialect};
use windlass_model::{Table, Value};

impl Session {
    /// Writes rows as they were kept elsewhere; one with the same key is replaced.
    pub(super) fn write_rows(&mut self, table: &'static Table, rows: &[Vec<Value>]) -> Result<(), StoreError> {
        self.atomically(|transaction| {
            let mut statement = transaction.prepare_cached(&sql::replace(Dialect::Sqlite, table))?;
            rows.iter().try_for_each(|row| {
                let mut arguments = Arguments::of(&mut statement);
                arguments.bind_all(row)?;
                arguments.execute().map(drop)
            })
        })
    }
}

//! Rows that come from another store, and those that take the place of others.

use super::value::{Arguments, Cell};
use super::writer::Session;
use crate::entities::arrays;
use crate::sql::{self, Dialect};
use crate::{Replacement, Select, StoreError};
use rusqlite::params_from_iter;
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

    /// Deletes rows by their keys, what belongs to them first.
    pub(super) fn remove_rows(&mut self, table: &'static Table, keys: &[Vec<Value>]) -> Result<u64, StoreError> {
        let children = arrays(table).into_iter().filter_map(|child| sql::remove_children(Dialect::Sqlite, child));
        let texts: Vec<String> = children.chain([sql::remove(Dialect::Sqlite, table)]).collect();
        self.atomically(|transaction| {
            let mut removed = 0;
            for key in keys {
                let mut last = 0;
                for text in &texts {
                    let mut statement = transaction.prepare_cached(text)?;
                    let mut arguments = Arguments::of(&mut statement);
                    arguments.bind_all(key)?;
                    last = arguments.execute()?;
                }
                removed += last as u64;
            }
            Ok(removed)
        })
    }

    /// Replaces bookkeeping rows, unless a query finds a row.
    pub(super) fn replace(
        &mut self,
        unless: Option<&Select>,
        replacements: &[Replacement],
    ) -> Result<bool, StoreError> {
        self.atomically(|transaction| {
            if let Some(unless) = unless {
                let mut statement = transaction.prepare_cached(&unless.sql)?;
                if statement.exists(params_from_iter(unless.args.iter().map(Cell)))? {
                    return Ok(false);
                }
            }
            for Replacement { table, of, rows } in replacements {
                let mut delete = transaction.prepare_cached(&sql::delete(Dialect::Sqlite, table, of.as_ref()))?;
                let mut arguments = Arguments::of(&mut delete);
                if let Some((_, value)) = of {
                    arguments.bind(Cell(value))?;
                }
                arguments.execute()?;
                let mut insert = transaction.prepare_cached(&sql::insert(Dialect::Sqlite, table))?;
                for row in rows {
                    let mut arguments = Arguments::of(&mut insert);
                    arguments.bind_all(&row.values)?;
                    arguments.execute()?;
                }
            }
            Ok(true)
        })
    }
}

//! Indexes that are made when the rows are there.
//!
//! Most columns that are indexed hold random keys, so that each new row would touch a page somewhere in each index. Made at
//! once from all the rows, an index is sorted and then written from its first page to its last.

use super::writer::Session;
use crate::StoreError;
use crate::sql;
use rusqlite::{Result, Transaction};
use windlass_model::Table;

/// Memory for sorting an index, in KiB. SQLite takes as much again as the cache may hold.
const SORTING_KIB: u32 = 8 * 1024;

/// An index that is to be made.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Index {
    pub(super) table: &'static Table,
    pub(super) columns: Vec<&'static str>,
}

impl Index {
    pub(super) fn all_of(table: &'static Table) -> impl Iterator<Item = Self> {
        sql::indexes(table).into_iter().map(move |columns| Self { table, columns })
    }

    pub(super) fn exists(&self, transaction: &Transaction<'_>) -> Result<bool> {
        let text = "select exists (select 1 from sqlite_schema where type = 'index' and name = ?1)";
        transaction.query_row(text, [sql::index_name(self.table, &self.columns)], |row| row.get(0))
    }

    pub(super) fn make(&self, transaction: &Transaction<'_>) -> Result<()> {
        transaction.execute(&sql::create_index(self.table, &self.columns), []).map(drop)
    }
}

impl Session {
    /// Makes all that was put off, and lets the planner look at the tables.
    pub(super) fn settle(&mut self) -> Result<(), StoreError> {
        self.make_indexes(|_| true)?;
        let looked = self.connection.execute_batch("pragma analysis_limit = 400; pragma optimize;");
        looked.map_err(|error| super::fault::writing(&self.path, self.wait, error))
    }

    /// Makes what was put off and is needed now, each in a transaction of its own: others who write wait for no more than one.
    pub(super) fn make_indexes(&mut self, needed: impl Fn(&Index) -> bool) -> Result<(), StoreError> {
        while let Some(at) = self.put_off.iter().position(&needed) {
            let index = self.put_off[at].clone();
            self.set_cache(SORTING_KIB)?;
            let made = self.atomically(|transaction| index.make(transaction));
            self.set_cache(self.cache_kib)?;
            made?;
            self.put_off.swap_remove(at);
        }
        Ok(())
    }

    fn set_cache(&self, kib: u32) -> Result<(), StoreError> {
        let set = self.connection.pragma_update(None, "cache_size", -i64::from(kib));
        set.map_err(|error| super::fault::writing(&self.path, self.wait, error))
    }
}

//! Whether rows may be written without asking what is known of them.
//!
//! A first sync meets nothing but rows that are new, and to look each of them up takes the server a seventh of its time. So where row after row
//! of a table was new, those of the next commit are taken for new, too. The table's key knows better: a row that is there already makes
//! the transaction fail as a whole, and it is done anew with a look-up. The more often that happens the longer nothing is taken for
//! granted.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use windlass_model::Table;

/// Rows of a table that were new, one after the other, before the next ones are taken for new: more than most runs bring, so that
/// only a first sync, or one that has much to catch up with, may be mistaken at all.
const NEW: u64 = 500;

/// What a store expects of its tables.
#[derive(Debug, Default)]
pub(super) struct Expected(Mutex<HashMap<&'static str, Streak>>);

/// What was met last.
#[derive(Debug, Default)]
struct Streak {
    new: u64,
    mistakes: u32,
}

impl Expected {
    /// Whether all rows that come are taken for new.
    pub(super) fn new_only(&self, table: &Table) -> bool {
        self.tables()
            .get(table.name)
            .is_some_and(|streak| streak.new >= NEW.saturating_mul(1 << streak.mistakes.min(20)))
    }

    /// Takes note of rows that were committed.
    pub(super) fn met(&self, table: &'static Table, rows: usize, were_all_new: bool) {
        let mut tables = self.tables();
        let streak = tables.entry(table.name).or_default();
        streak.new = if were_all_new { streak.new.saturating_add(rows as u64) } else { 0 };
    }

    /// One of them was there.
    pub(super) fn mistaken(&self, table: &'static Table) {
        let mut tables = self.tables();
        let streak = tables.entry(table.name).or_default();
        (streak.new, streak.mistakes) = (0, streak.mistakes.saturating_add(1));
    }

    fn tables(&self) -> MutexGuard<'_, HashMap<&'static str, Streak>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::tables::{Crate, Harbour};
    use windlass_model::Row;

    #[test]
    fn rows_are_taken_for_new_behind_many_that_were_and_later_after_a_mistake() {
        let expected = Expected::default();
        assert!(!expected.new_only(Crate::TABLE));
        expected.met(Crate::TABLE, 499, true);
        assert!(!expected.new_only(Crate::TABLE));
        expected.met(Crate::TABLE, 1, true);
        assert!(expected.new_only(Crate::TABLE) && !expected.new_only(Harbour::TABLE));
        expected.met(Crate::TABLE, 100, false);
        assert!(!expected.new_only(Crate::TABLE), "one was known");
        expected.met(Crate::TABLE, 500, true);
        expected.mistaken(Crate::TABLE);
        expected.met(Crate::TABLE, 999, true);
        assert!(!expected.new_only(Crate::TABLE), "twice as many after a mistake");
        expected.met(Crate::TABLE, 1, true);
        assert!(expected.new_only(Crate::TABLE));
        (0..100).for_each(|_| expected.mistaken(Crate::TABLE));
        expected.met(Crate::TABLE, 100_000_000, true);
        assert!(!expected.new_only(Crate::TABLE), "hardly ever after many");
    }
}

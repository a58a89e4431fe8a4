//! What a finished walk did not list.

use super::commit::write_books;
use super::writer::Session;
use crate::entities::{Entity, Removal, referring};
use crate::sql::{self, Dialect, SWEPT};
use crate::{Committed, StoreError, Sweep, Within};
use rusqlite::{Connection, Result, params_from_iter};
use std::collections::VecDeque;

const DIALECT: Dialect = Dialect::Sqlite;

impl Session {
    /// Marks what the walk did not see, what refers to it, and writes the bookkeeping, in one transaction.
    pub(super) fn sweep(&mut self, sweep: &Sweep) -> Result<Committed, StoreError> {
        if let Within::Column { column, .. } = sweep.within
            && sweep.within.is_of_one()
        {
            self.make_indexes(|index| index.table == sweep.table && index.columns.first() == Some(&column))?;
        }
        let entities = self.schema.entities(sweep.table)?;
        self.atomically(|transaction| {
            transaction.execute_batch(&format!(
                "create temp table if not exists {SWEPT} (
                   round integer not null, id text not null, reason text not null, primary key (round, id)
                 ) without rowid;
                 delete from temp.{SWEPT};"
            ))?;
            let removal = Removal::of(sweep);
            let mut committed =
                Committed { removed: gather_unseen(transaction, &removal, sweep)?, ..Committed::default() };
            let (mut rounds, mut last) = (VecDeque::new(), 0);
            for root in entities.iter().filter(|entity| entity.table == sweep.table) {
                mark(transaction, &removal, root, 0)?;
                rounds.push_back((0, root));
            }
            while let Some((round, entity)) = rounds.pop_front() {
                for (child, column) in referring(&entities, entity.table) {
                    let gather = sql::sweep_children_of(DIALECT, child.table, column);
                    let found = transaction.prepare_cached(&gather)?.execute([last + 1, round])?;
                    if found > 0 {
                        last += 1;
                        // Marked at once: what is marked is not gathered again, on whatever way it is reached.
                        mark(transaction, &removal, child, last)?;
                        rounds.push_back((last, child));
                        committed.removed_with += found as u64;
                    }
                }
            }
            write_books(transaction, &sweep.books)?;
            Ok(committed)
        })
    }
}

/// Gathers what was not listed.
fn gather_unseen(connection: &Connection, removal: &Removal, sweep: &Sweep) -> Result<u64> {
    let text = sql::sweep_unseen(DIALECT, sweep.table, &sweep.within, sweep.reason.as_ref());
    let mut arguments: Vec<rusqlite::types::Value> =
        vec![removal.connection.clone().into(), sweep.finished.walk().into()];
    arguments.extend(sweep.within.keys().map(Into::into));
    if let Some(when) = &sweep.reason {
        arguments.extend([when.equals.to_owned().into(), when.reason.to_owned().into()]);
    }
    Ok(connection.prepare_cached(&text)?.execute(params_from_iter(arguments))? as u64)
}

/// Marks the rows of a round and records it.
fn mark(connection: &Connection, removal: &Removal, entity: &Entity, round: i64) -> Result<()> {
    let Removal { connection: of, run, now } = removal;
    connection.prepare_cached(&sql::mark(DIALECT, entity.table))?.execute((round, now))?;
    if let Some(log) = entity.log {
        connection.prepare_cached(&sql::record_removals(DIALECT, log))?.execute((round, now, of, run))?;
    }
    Ok(())
}

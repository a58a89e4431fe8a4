//! What a finished walk did not list.

use super::commit::write_books;
use super::writer::{Session, log_of};
use crate::sql::{self, Dialect, SWEPT};
use crate::{Committed, Schema, StoreError, Sweep, Within};
use rusqlite::{Connection, Result, params_from_iter};
use std::collections::VecDeque;
use windlass_model::value::timestamp_text;
use windlass_model::{Table, TableKind};

const DIALECT: Dialect = Dialect::Sqlite;

impl Session {
    /// Marks what the walk did not see, what refers to it, and writes the bookkeeping, in one transaction.
    pub(super) fn sweep(&mut self, sweep: &Sweep) -> Result<Committed, StoreError> {
        if let Within::Column { column, .. } = sweep.within {
            self.make_indexes(|index| index.table == sweep.table && index.columns.first() == Some(&column))?;
        }
        let entities = entities(&self.schema)?;
        let Some(root) = entities.iter().find(|entity| entity.table == sweep.table) else {
            return Err(StoreError::UnknownTable { table: sweep.table.name.to_owned() });
        };
        self.atomically(|transaction| {
            transaction.execute_batch(&format!(
                "create temp table if not exists {SWEPT} (
                   round integer not null, id text not null, reason text not null, primary key (round, id)
                 ) without rowid;
                 delete from temp.{SWEPT};"
            ))?;
            let removal = Removal::of(sweep);
            let mut committed =
                Committed { removed: removal.gather_unseen(transaction, sweep)?, ..Committed::default() };
            removal.mark(transaction, root, 0)?;
            let (mut rounds, mut last) = (VecDeque::from([(0, root)]), 0);
            while let Some((round, entity)) = rounds.pop_front() {
                for (child, column) in referring(&entities, entity.table) {
                    let gather = sql::sweep_children_of(DIALECT, child.table, column);
                    let found = transaction.prepare_cached(&gather)?.execute([last + 1, round])?;
                    if found > 0 {
                        last += 1;
                        // Marked at once: what is marked is not gathered again, on whatever way it is reached.
                        removal.mark(transaction, child, last)?;
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

/// An entity table with its log.
struct Entity {
    table: &'static Table,
    log: Option<&'static Table>,
}

fn entities(schema: &Schema) -> Result<Vec<Entity>, StoreError> {
    let mut entities = Vec::new();
    for table in &schema.tables {
        match table.kind {
            TableKind::Entity { events } => {
                let log = events.map(|name| log_of(schema, name)).transpose()?;
                entities.push(Entity { table, log });
            }
            TableKind::Child { .. } | TableKind::Log | TableKind::Book { .. } => {}
        }
    }
    Ok(entities)
}

/// The columns by which rows belong to rows of a table.
fn referring<'e>(entities: &'e [Entity], table: &'static Table) -> impl Iterator<Item = (&'e Entity, &'static str)> {
    entities.iter().flat_map(move |entity| {
        entity
            .table
            .columns
            .iter()
            .filter(|column| column.owner && column.references == Some(table.name))
            .map(move |column| (entity, column.name))
    })
}

/// What all removals of a sweep have in common, as text.
struct Removal {
    connection: String,
    run: String,
    now: String,
}

impl Removal {
    fn of(sweep: &Sweep) -> Self {
        Self {
            connection: sweep.finished.key().connection.to_string(),
            run: sweep.run.to_string(),
            now: timestamp_text(sweep.now),
        }
    }

    /// Gathers what was not listed.
    fn gather_unseen(&self, connection: &Connection, sweep: &Sweep) -> Result<u64> {
        let text = sql::sweep_unseen(DIALECT, sweep.table, &sweep.within, sweep.reason.as_ref());
        let mut arguments: Vec<rusqlite::types::Value> =
            vec![self.connection.clone().into(), sweep.finished.walk().into()];
        match &sweep.within {
            Within::Connection => {}
            Within::Column { ids, .. } => {
                arguments.push(serde_json::Value::from(ids.as_slice()).to_string().into());
            }
        }
        if let Some(when) = &sweep.reason {
            arguments.extend([when.equals.to_owned().into(), when.reason.to_owned().into()]);
        }
        Ok(connection.prepare_cached(&text)?.execute(params_from_iter(arguments))? as u64)
    }

    /// Marks the rows of a round and records it.
    fn mark(&self, connection: &Connection, entity: &Entity, round: i64) -> Result<()> {
        connection.prepare_cached(&sql::mark(DIALECT, entity.table))?.execute((round, &self.now))?;
        if let Some(log) = entity.log {
            let text = sql::record_removals(DIALECT, log);
            connection.prepare_cached(&text)?.execute((round, &self.now, &self.connection, &self.run))?;
        }
        Ok(())
    }
}

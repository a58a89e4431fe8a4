//! What a finished walk did not list.

use super::commit::{log, write_books};
use super::connect::Pool;
use super::lock::{self, Fence};
use crate::sql::{self, Dialect, SWEPT};
use crate::{Committed, Schema, StoreError, Sweep, Within};
use std::collections::VecDeque;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Error, Transaction};
use windlass_model::value::timestamp_text;
use windlass_model::{Table, TableKind};

const DIALECT: Dialect = Dialect::Postgres;

/// An entity table with its log.
struct Entity {
    table: &'static Table,
    log: Option<&'static Table>,
}

pub(super) async fn run(
    pool: &Pool,
    schema: &Schema,
    sweep: &Sweep,
    fence: Option<&Fence>,
) -> Result<Committed, StoreError> {
    let mut entities = Vec::new();
    for table in schema.tables.iter().filter(|table| matches!(table.kind, TableKind::Entity { .. })) {
        entities.push(Entity { table, log: log(schema, table)? });
    }
    if !entities.iter().any(|entity| entity.table == sweep.table) {
        return Err(StoreError::UnknownTable { table: sweep.table.name.to_owned() });
    }
    let mut client = pool.get().await?;
    let swept = async {
        let transaction = client.transaction().await?;
        if !lock::holds(fence, &transaction).await? {
            return Ok(None);
        }
        let committed = remove(&transaction, &entities, sweep).await?;
        write_books(&transaction, &sweep.books).await?;
        transaction.commit().await?;
        Ok(Some(committed))
    };
    lock::kept(fence, pool, swept.await).await
}

/// Marks what the walk did not see, and what refers to it.
async fn remove(transaction: &Transaction<'_>, entities: &[Entity], sweep: &Sweep) -> Result<Committed, Error> {
    transaction
        .batch_execute(&format!(
            "create temporary table {SWEPT} (round bigint not null, id text not null, reason text not null, primary key (round, id)) \
             on commit drop"
        ))
        .await?;
    let removal = Removal::of(sweep);
    let mut committed = Committed { removed: removal.gather_unseen(transaction, sweep).await?, ..Committed::default() };
    let mut rounds = VecDeque::new();
    for entity in entities.iter().filter(|entity| entity.table == sweep.table) {
        removal.mark(transaction, entity, 0).await?;
        rounds.push_back((0, entity.table));
    }
    let mut last: i64 = 0;
    while let Some((round, table)) = rounds.pop_front() {
        for entity in entities {
            let refers = |column: &&windlass_model::Column| column.owner && column.references == Some(table.name);
            for column in entity.table.columns.iter().filter(refers) {
                let gather = sql::sweep_children_of(DIALECT, entity.table, column.name);
                let found = transaction.execute(&gather, &[&(last + 1), &round]).await?;
                if found > 0 {
                    last += 1;
                    // Marked at once: what is marked is not gathered again, on whatever way it is reached.
                    removal.mark(transaction, entity, last).await?;
                    rounds.push_back((last, entity.table));
                    committed.removed_with += found;
                }
            }
        }
    }
    Ok(committed)
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
    async fn gather_unseen(&self, transaction: &Transaction<'_>, sweep: &Sweep) -> Result<u64, Error> {
        let text = sql::sweep_unseen(DIALECT, sweep.table, &sweep.within, sweep.reason.as_ref());
        let walk = sweep.finished.walk();
        let ids = ids(&sweep.within);
        let mut arguments: Vec<&(dyn ToSql + Sync)> = vec![&self.connection, &walk];
        arguments.extend(ids.as_ref().map(|ids| ids as &(dyn ToSql + Sync)));
        if let Some(when) = &sweep.reason {
            arguments.extend([&when.equals as &(dyn ToSql + Sync), &when.reason]);
        }
        transaction.execute(&text, &arguments).await
    }

    /// Marks the rows of a round and records it.
    async fn mark(&self, transaction: &Transaction<'_>, entity: &Entity, round: i64) -> Result<(), Error> {
        transaction.execute(&sql::mark(DIALECT, entity.table), &[&round, &self.now]).await?;
        if let Some(log) = entity.log {
            let text = sql::record_removals(DIALECT, log);
            transaction.execute(&text, &[&round, &self.now, &self.connection, &self.run]).await?;
        }
        Ok(())
    }
}

/// The row keys of a scope as a JSON array.
pub(super) fn ids(within: &Within) -> Option<String> {
    match within {
        Within::Connection => None,
        Within::Column { ids, .. } => Some(serde_json::Value::from(ids.as_slice()).to_string()),
    }
}

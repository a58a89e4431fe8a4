//! What a finished walk did not list.

use super::commit::write_books;
use super::connect::Pool;
use super::lock::{self, Fence};
use crate::entities::{Entity, Removal, referring};
use crate::sql::{self, Dialect, SWEPT};
use crate::{Committed, Schema, StoreError, Sweep};
use std::collections::VecDeque;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Error, Transaction};

const DIALECT: Dialect = Dialect::Postgres;

pub(super) async fn run(
    pool: &Pool,
    schema: &Schema,
    sweep: &Sweep,
    fence: Option<&Fence>,
) -> Result<Committed, StoreError> {
    let entities = schema.entities(sweep.table)?;
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
    let mut committed =
        Committed { removed: gather_unseen(transaction, &removal, sweep).await?, ..Committed::default() };
    let mut rounds = VecDeque::new();
    for entity in entities.iter().filter(|entity| entity.table == sweep.table) {
        mark(transaction, &removal, entity, 0).await?;
        rounds.push_back((0, entity.table));
    }
    let mut last: i64 = 0;
    while let Some((round, table)) = rounds.pop_front() {
        for (entity, column) in referring(entities, table) {
            let gather = sql::sweep_children_of(DIALECT, entity.table, column);
            let found = transaction.execute(&gather, &[&(last + 1), &round]).await?;
            if found > 0 {
                last += 1;
                // Marked at once: what is marked is not gathered again, on whatever way it is reached.
                mark(transaction, &removal, entity, last).await?;
                rounds.push_back((last, entity.table));
                committed.removed_with += found;
            }
        }
    }
    Ok(committed)
}

/// Gathers what was not listed.
async fn gather_unseen(transaction: &Transaction<'_>, removal: &Removal, sweep: &Sweep) -> Result<u64, Error> {
    let text = sql::sweep_unseen(DIALECT, sweep.table, &sweep.within, sweep.reason.as_ref());
    let (walk, keys) = (sweep.finished.walk(), sweep.within.keys());
    let mut arguments: Vec<&(dyn ToSql + Sync)> = vec![&removal.connection, &walk];
    arguments.extend(keys.as_ref().map(|keys| keys as &(dyn ToSql + Sync)));
    if let Some(when) = &sweep.reason {
        arguments.extend([&when.equals as &(dyn ToSql + Sync), &when.reason]);
    }
    transaction.execute(&text, &arguments).await
}

/// Marks the rows of a round and records it.
async fn mark(transaction: &Transaction<'_>, removal: &Removal, entity: &Entity, round: i64) -> Result<(), Error> {
    let Removal { connection, run, now } = removal;
    transaction.execute(&sql::mark(DIALECT, entity.table), &[&round, now]).await?;
    if let Some(log) = entity.log {
        transaction.execute(&sql::record_removals(DIALECT, log), &[&round, now, connection, run]).await?;
    }
    Ok(())
}

//! Whole tables as they stood at one moment: a session of its own, in one transaction that reads.

use super::connect::Pool;
use super::select::{Statements, numbered};
use super::value::{Cell, arguments, read};
use super::{fault, rows};
use crate::sql::{self, Dialect};
use crate::{Reading, StoreError};
use async_trait::async_trait;
use tokio_postgres::{Client, Error};
use windlass_model::{Table, Value};

const DIALECT: Dialect = Dialect::Postgres;

/// Begins the transaction. Its moment is that of the first query, the one that lifts the limits: while what was read is written
/// elsewhere the session is idle for as long as that takes.
const BEGIN: &str = "begin isolation level repeatable read, read only; \
     select count(set_config(name, '0', true)) from pg_settings \
     where name in ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')";

/// Dropped, it ends the session, and with it the transaction.
pub(super) struct Session {
    client: Client,
    place: String,
    prepared: Statements,
}

pub(super) async fn begin(pool: &Pool) -> Result<Box<dyn Reading>, StoreError> {
    let (client, place) = (pool.alone().await?, pool.shown().to_owned());
    client.batch_execute(BEGIN).await.map_err(|error| fault::reading(&place, error, None))?;
    Ok(Box::new(Session { client, place, prepared: Statements::default() }))
}

impl Session {
    async fn ask(&mut self, text: &str, args: &[Value]) -> Result<Vec<Vec<Value>>, StoreError> {
        let found = async {
            let text = numbered(text, args);
            let statement = match self.prepared.get(&text) {
                Some(statement) => statement.clone(),
                None => {
                    let statement = self.client.prepare(&text).await?;
                    self.prepared.insert(text, statement.clone());
                    statement
                }
            };
            let cells: Vec<Cell<'_>> = args.iter().map(Cell).collect();
            let args = arguments(&cells);
            let found = self.client.query(&statement, &args).await?;
            let cells = |row| (0..statement.columns().len()).map(|column| read(row, column)).collect();
            found.iter().map(cells).collect::<Result<_, Error>>()
        };
        found.await.map_err(|error| fault::reading(&self.place, error, None))
    }
}

#[async_trait]
impl Reading for Session {
    async fn read_rows(
        &mut self,
        table: &'static Table,
        after: Option<Vec<Value>>,
        limit: u32,
    ) -> Result<Vec<Vec<Value>>, StoreError> {
        let text = sql::page(DIALECT, table, after.is_some(), limit);
        Ok(rows::shaped(table, self.ask(&text, &after.unwrap_or_default()).await?))
    }

    async fn missing(&mut self, table: &'static Table, keys: Vec<Vec<Value>>) -> Result<Vec<Vec<Value>>, StoreError> {
        let text = sql::has(DIALECT, table);
        let mut missing = Vec::new();
        for key in keys {
            if self.ask(&text, &key).await?.is_empty() {
                missing.push(key);
            }
        }
        Ok(missing)
    }
}

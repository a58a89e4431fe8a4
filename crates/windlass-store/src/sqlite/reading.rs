//! Whole tables as they stood at one moment: a connection of its own, in one transaction that reads.

use super::readers::connect;
use super::select::{self, Failure};
use crate::sql::{self, Dialect};
use crate::{Reading, Select, StoreError};
use async_trait::async_trait;
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use windlass_model::{Table, Value};

/// Dropped, it ends the transaction.
pub(super) struct Session {
    path: PathBuf,
    wait: Duration,
    /// `None` while a thread that may block has it.
    connection: Option<Connection>,
}

impl Session {
    pub(super) async fn begin(path: PathBuf, wait: Duration) -> Result<Self, StoreError> {
        let place = path.clone();
        let begun = tokio::task::spawn_blocking(move || {
            let connection = connect(&place, wait)?;
            // The moment is that of the first look.
            let looked = connection
                .execute_batch("begin")
                .and_then(|()| connection.query_row("select count(*) from sqlite_schema", [], |_| Ok(())));
            looked.map(|()| connection).map_err(|error| Failure::Failed(error).into_error(&place, wait))
        });
        let connection = begun.await.map_err(|_| StoreError::Closed { path: path.clone() })??;
        Ok(Self { path, wait, connection: Some(connection) })
    }

    /// Does something on a thread that may block.
    async fn act<T: Send + 'static>(
        &mut self,
        act: impl FnOnce(&mut Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, StoreError> {
        let closed = || StoreError::Closed { path: self.path.clone() };
        let mut connection = self.connection.take().ok_or_else(closed)?;
        let done = tokio::task::spawn_blocking(move || {
            let outcome = act(&mut connection);
            (connection, outcome)
        });
        let (connection, outcome) = done.await.map_err(|_| closed())?;
        self.connection = Some(connection);
        outcome.map_err(|failure| failure.into_error(&self.path, self.wait))
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
        let sql = sql::page(Dialect::Sqlite, table, after.is_some(), limit);
        let query = Select::of(sql, after.unwrap_or_default());
        let found = self.act(move |connection| select::run(connection, &query, Arc::default())).await?;
        Ok(sql::typed(table, found.rows))
    }

    async fn missing(&mut self, table: &'static Table, keys: Vec<Vec<Value>>) -> Result<Vec<Vec<Value>>, StoreError> {
        self.act(move |connection| {
            let mut missing = Vec::new();
            for key in keys {
                let query = Select::of(sql::has(Dialect::Sqlite, table), key);
                if select::run(connection, &query, Arc::default())?.rows.is_empty() {
                    missing.push(query.args);
                }
            }
            Ok(missing)
        })
        .await
    }
}

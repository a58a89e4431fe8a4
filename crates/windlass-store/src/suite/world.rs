//! What the cases share: a connection, a clock that ticks by the walk, and short ways to write and read.

use super::tables::{Crate, Harbour, Ship, schema};
use crate::Within;
use crate::books::CursorRow;
use crate::{
    Batch, Committed, Ended, Finished, Mode, ReasonWhen, Scan, ScanKey, Scope, Select, Store, StoreError, Sweep,
};
use std::sync::Arc;
use windlass_model::{Book, ConnectionId, Record, Row, RunId, Table, Timestamp, Value};

/// A store with the suite's tables, and one connection.
pub struct World {
    /// The store.
    pub store: Arc<dyn Store>,
    /// Whose rows are written.
    pub connection: ConnectionId,
    /// The run of every batch.
    pub run: RunId,
}

/// The moment of a walk.
pub fn at(walk: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + walk * 60).unwrap_or_default()
}

/// The moment of a walk as stores keep it.
pub fn at_text(walk: i64) -> String {
    windlass_model::value::timestamp_text(at(walk))
}

impl World {
    /// Migrates the store and takes a connection of its own.
    ///
    /// # Panics
    /// Where the store does not migrate.
    pub async fn new(store: Arc<dyn Store>) -> Self {
        Self::try_new(store).await.expect("an empty store migrates")
    }

    /// Migrates the store and takes a connection of its own.
    ///
    /// # Errors
    /// As the store.
    pub async fn try_new(store: Arc<dyn Store>) -> Result<Self, StoreError> {
        store.migrate(&schema()).await?;
        Ok(Self { store, connection: ConnectionId::random(), run: RunId::next() })
    }

    /// The same store, another connection.
    pub fn other(&self) -> Self {
        Self { store: Arc::clone(&self.store), connection: ConnectionId::random(), run: RunId::next() }
    }

    /// A harbour on its way.
    pub fn harbour(&self, name: &str) -> Record {
        Harbour { name: name.to_owned() }.into_record(self.connection.row(name), None)
    }

    /// A ship of a harbour on its way.
    pub fn ship(&self, name: &str, harbour: &str) -> Record {
        let harbour_id = Some(self.id(harbour));
        Ship { harbour_id, mother_id: None, name: name.to_owned() }.into_record(self.connection.row(name), None)
    }

    /// A crate of a ship on its way.
    pub fn crate_of(&self, name: &str, ship: &str, with: impl FnOnce(&mut Crate)) -> Record {
        let mut row = Crate { ship_id: Some(self.id(ship)), state: Some("open".to_owned()), ..Crate::default() };
        with(&mut row);
        row.into_record(self.connection.row(name), None)
    }

    /// A row key.
    pub fn id(&self, name: &str) -> String {
        self.connection.row(name).to_string()
    }

    /// A batch of a walk.
    pub fn batch(&self, walk: i64, records: Vec<Record>, books: Vec<Book>) -> Batch {
        Batch { connection: self.connection, run: self.run, walk, now: at(walk), records, books }
    }

    /// Commits rows of a walk.
    ///
    /// # Errors
    /// As the store.
    pub async fn commit(&self, walk: i64, records: Vec<Record>) -> Result<Committed, StoreError> {
        self.store.commit(self.batch(walk, records, Vec::new())).await
    }

    /// The proof of a full walk that ended.
    ///
    /// # Panics
    /// Where [`Scan`] does not give one.
    pub fn finished(&self, walk: i64) -> Finished {
        let key = ScanKey { connection: self.connection, stream: "suite", scope: Scope::Token };
        let mut scan = Scan::begin(key, Mode::Full, walk, at(walk), None);
        scan.page(0, 0, None, None, None);
        match scan.finish(at(walk), None) {
            Ok(Ended { proof: Some(finished), .. }) => finished,
            Ok(Ended { proof: None, .. }) | Err(_) => panic!("a full walk behind its last page gives a proof"),
        }
    }

    /// A sweep of a whole table after a walk.
    pub fn sweep_of(&self, walk: i64, table: &'static Table) -> Sweep {
        Sweep {
            finished: self.finished(walk),
            run: self.run,
            now: at(walk),
            table,
            within: Within::Connection,
            reason: None,
            books: Vec::new(),
        }
    }

    /// A reason for crates that were resolved.
    pub fn resolved(&self) -> Option<ReasonWhen> {
        Some(ReasonWhen { column: "state", equals: "resolved", reason: "resolved_before" })
    }

    /// The cursor of a walk.
    pub fn cursor(&self, walk: i64) -> CursorRow {
        CursorRow {
            connection_id: self.connection.to_string(),
            stream: "suite".to_owned(),
            scope_kind: "token".to_owned(),
            mode: "full".to_owned(),
            walk,
            started_at: at(walk),
            ..CursorRow::default()
        }
    }

    /// What a query finds, each cell as text, `-` for null.
    ///
    /// # Errors
    /// As the store.
    pub async fn rows(&self, sql: &str) -> Result<Vec<String>, StoreError> {
        self.rows_with(sql, Vec::new()).await
    }

    /// What a query with arguments finds, each cell as text, `-` for null, and yes and no as 1 and 0, which is all that some stores know.
    ///
    /// # Errors
    /// As the store.
    pub async fn rows_with(&self, sql: &str, args: Vec<Value>) -> Result<Vec<String>, StoreError> {
        let found = self.store.select(Select::of(sql, args)).await?;
        let cell = |value: &Value| match value {
            Value::Boolean(yes) => i64::from(*yes).to_string(),
            Value::Null
            | Value::Text(_)
            | Value::Integer(_)
            | Value::Real(_)
            | Value::Timestamp(_)
            | Value::Json(_) => value.to_text().unwrap_or_else(|| "-".to_owned()),
        };
        Ok(found.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")).collect())
    }

    /// The names of the rows of a table that are there, in order.
    ///
    /// # Errors
    /// As the store.
    pub async fn present(&self, table: &'static Table, names: &[&str]) -> Result<Vec<String>, StoreError> {
        let ids = self.rows(&format!("select id from {} where removed_at is null", table.name)).await?;
        Ok(names.iter().filter(|name| ids.contains(&self.id(name))).map(|name| (*name).to_owned()).collect())
    }
}

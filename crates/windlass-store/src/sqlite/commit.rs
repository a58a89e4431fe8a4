//! One page of rows with the cursor that covers it.

use super::value::{Arguments, Cell, read};
use super::writer::{Session, log_of};
use crate::sql::{self, Dialect};
use crate::{Batch, Committed, Schema, StoreError};
use rusqlite::{CachedStatement, Connection, Result};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;
use windlass_model::value::timestamp_text;
use windlass_model::{Book, ChildList, Record, RowId, Table, TableKind, Value};

const DIALECT: Dialect = Dialect::Sqlite;

impl Session {
    /// Writes batches, each its rows, then its bookkeeping, all in one transaction.
    pub(super) fn commit(&mut self, batches: &[Batch]) -> Result<Vec<Committed>, StoreError> {
        let mut tables: Vec<(&'static Table, Option<&'static Table>)> = Vec::new();
        for record in batches.iter().flat_map(|batch| &batch.records) {
            if !tables.iter().any(|(table, _)| *table == record.table) {
                tables.push((record.table, log(&self.schema, record.table)?));
            }
        }
        self.atomically(|transaction| {
            let mut statements = Vec::with_capacity(tables.len());
            for (table, log) in &tables {
                statements.push(Statements::prepare(transaction, table, *log)?);
            }
            batches.iter().map(|batch| write_batch(transaction, &mut statements, batch)).collect()
        })
    }
}

fn write_batch(connection: &Connection, statements: &mut [Statements<'_>], batch: &Batch) -> Result<Committed> {
    let mut committed = Committed::default();
    let mut page = Page::of(batch);
    for record in latest(&batch.records) {
        if let Some(statements) = statements.iter_mut().find(|statements| statements.table == record.table) {
            page.write(statements, record, &mut committed)?;
        }
    }
    write_books(connection, &batch.books)?;
    Ok(committed)
}

/// The table that records changes of an entity's tracked columns.
fn log(schema: &Schema, table: &'static Table) -> Result<Option<&'static Table>, StoreError> {
    match table.kind {
        TableKind::Entity { events: Some(events) } => log_of(schema, events).map(Some),
        TableKind::Entity { events: None } => Ok(None),
        // A record is an entity; anything else is a mistake of ours.
        TableKind::Child { .. } | TableKind::Log | TableKind::Book { .. } => {
            Err(StoreError::UnknownTable { table: table.name.to_owned() })
        }
    }
}

/// The records without those whose id occurs again further on.
fn latest(records: &[Record]) -> Vec<&Record> {
    let mut seen = HashSet::with_capacity(records.len());
    let mut kept: Vec<&Record> =
        records.iter().rev().filter(|record| seen.insert((record.table.name, record.id))).collect();
    kept.reverse();
    kept
}

/// Inserts or replaces bookkeeping rows by their key.
pub(super) fn write_books(connection: &Connection, books: &[Book]) -> Result<()> {
    for book in books {
        let mut statement = connection.prepare_cached(&sql::upsert(DIALECT, book.table))?;
        let mut arguments = Arguments::of(&mut statement);
        arguments.bind_all(&book.values)?;
        arguments.execute()?;
    }
    Ok(())
}

/// What is prepared for an entity table.
struct Statements<'c> {
    connection: &'c Connection,
    table: &'static Table,
    known: CachedStatement<'c>,
    touch: CachedStatement<'c>,
    insert: CachedStatement<'c>,
    update: CachedStatement<'c>,
    record_event: Option<CachedStatement<'c>>,
    children: HashMap<&'static str, (CachedStatement<'c>, CachedStatement<'c>)>,
}

impl<'c> Statements<'c> {
    fn prepare(connection: &'c Connection, table: &'static Table, log: Option<&'static Table>) -> Result<Self> {
        let mut children = HashMap::new();
        for list in table.lists {
            let child = list.table;
            if !children.contains_key(child.name) {
                children.insert(child.name, prepare_child(connection, child)?);
            }
        }
        Ok(Self {
            connection,
            table,
            known: connection.prepare_cached(&sql::known(DIALECT, table))?,
            touch: connection.prepare_cached(&sql::touch(DIALECT, table))?,
            insert: connection.prepare_cached(&sql::insert(DIALECT, table))?,
            update: connection.prepare_cached(&sql::update(DIALECT, table))?,
            record_event: log.map(|log| connection.prepare_cached(&sql::insert(DIALECT, log))).transpose()?,
            children,
        })
    }

    /// The statements that delete and insert the rows of a child table.
    fn child(&mut self, child: &'static Table) -> Result<&mut (CachedStatement<'c>, CachedStatement<'c>)> {
        use std::collections::hash_map::Entry;
        Ok(match self.children.entry(child.name) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(missing) => missing.insert(prepare_child(self.connection, child)?),
        })
    }
}

fn prepare_child<'c>(
    connection: &'c Connection,
    child: &'static Table,
) -> Result<(CachedStatement<'c>, CachedStatement<'c>)> {
    Ok((
        connection.prepare_cached(&sql::delete_children(DIALECT, child))?,
        connection.prepare_cached(&sql::insert(DIALECT, child))?,
    ))
}

/// What was known of a row.
struct Known {
    number: i64,
    hash: i64,
    removed_at: Value,
    tracked: Vec<Value>,
}

/// What all rows of a batch have in common, as text.
struct Page {
    connection: String,
    run: String,
    now: String,
    walk: i64,
    scratch: Vec<u8>,
}

impl Page {
    fn of(batch: &Batch) -> Self {
        Self {
            connection: batch.connection.to_string(),
            run: batch.run.to_string(),
            now: timestamp_text(batch.now),
            walk: batch.walk,
            scratch: Vec::new(),
        }
    }

    fn write(&mut self, statements: &mut Statements<'_>, record: &Record, committed: &mut Committed) -> Result<()> {
        let mut text = RowId::TEXT;
        let id = record.id.write(&mut text);
        let hash = record.fingerprint(&mut self.scratch);
        let Some(known) = look_up(statements, id)? else {
            self.bind(&mut statements.insert, record, id, hash)?.execute()?;
            let number = statements.connection.last_insert_rowid();
            for list in &record.children {
                write_children(statements, number, list, false)?;
            }
            committed.inserted += 1;
            return Ok(());
        };
        if known.hash == hash && known.removed_at.is_null() {
            statements.touch.execute((&self.now, self.walk, known.number))?;
            return Ok(());
        }
        let mut update = self.bind(&mut statements.update, record, id, hash)?;
        update.bind(known.number)?;
        update.execute()?;
        for list in &record.children {
            write_children(statements, known.number, list, true)?;
        }
        committed.changed += 1;
        committed.reinstated += u64::from(!known.removed_at.is_null());
        self.record_changes(statements, record, id, known)
    }

    fn bind<'s, 'c>(
        &self,
        statement: &'s mut CachedStatement<'c>,
        record: &Record,
        id: &str,
        hash: i64,
    ) -> Result<Arguments<'s, 'c>> {
        let mut arguments = Arguments::of(statement);
        arguments.bind(id)?;
        arguments.bind(&self.connection)?;
        arguments.bind_all(&record.values)?;
        arguments.bind(&record.extra)?;
        arguments.bind(&self.now)?;
        arguments.bind(Cell(&Value::Null))?;
        arguments.bind(self.walk)?;
        arguments.bind(hash)?;
        Ok(arguments)
    }

    fn record_changes(&self, statements: &mut Statements<'_>, record: &Record, id: &str, known: Known) -> Result<()> {
        let Some(event) = &mut statements.record_event else { return Ok(()) };
        let mut write = |field: &str, old: Option<String>, new: Option<String>, at: &Value, reason: Option<&str>| {
            let mut arguments = Arguments::of(event);
            arguments.bind(Uuid::now_v7().to_string())?;
            arguments.bind(&self.connection)?;
            arguments.bind(id)?;
            arguments.bind(field)?;
            arguments.bind(old)?;
            arguments.bind(new)?;
            arguments.bind(Cell(at))?;
            arguments.bind(&self.now)?;
            arguments.bind(reason)?;
            arguments.bind(&self.run)?;
            arguments.execute()
        };
        // Snyk does not say since when it lists a row again.
        if let Some(removed_at) = known.removed_at.to_text() {
            write("removed_at", Some(removed_at), None, &Value::Null, Some("listed_again"))?;
        }
        for ((at, column), old) in sql::tracked(record.table).zip(known.tracked) {
            let old = old.coerce(column.kind).to_text();
            let new = record.values.get(at).and_then(Value::to_text);
            if old != new {
                write(column.name, old, new, record.get("updated_at"), None)?;
            }
        }
        Ok(())
    }
}

fn look_up(statements: &mut Statements<'_>, id: &str) -> Result<Option<Known>> {
    let mut rows = statements.known.query([id])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let count = sql::tracked(statements.table).count();
    Ok(Some(Known {
        number: row.get(0)?,
        hash: row.get(1)?,
        removed_at: read(row, 2)?,
        tracked: (3..3 + count).map(|column| read(row, column)).collect::<Result<_>>()?,
    }))
}

/// Writes the rows of an array; `parent` is the number of the row they belong to.
fn write_children(statements: &mut Statements<'_>, parent: i64, list: &ChildList, existed: bool) -> Result<()> {
    let (delete, insert) = statements.child(list.table)?;
    if existed {
        let mut arguments = Arguments::of(delete);
        arguments.bind(parent)?;
        if let Some(tag) = list.tag {
            arguments.bind(tag)?;
        }
        arguments.execute()?;
    }
    for (ordinal, row) in (0_i64..).zip(&list.rows) {
        let mut arguments = Arguments::of(insert);
        arguments.bind(parent)?;
        if let Some(tag) = list.tag {
            arguments.bind(tag)?;
        }
        arguments.bind(ordinal)?;
        arguments.bind_all(row)?;
        arguments.execute()?;
    }
    Ok(())
}

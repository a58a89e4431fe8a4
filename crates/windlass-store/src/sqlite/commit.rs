//! One page of rows with the cursor that covers it.

use super::value::{Arguments, Cell, read};
use super::writer::Session;
use crate::entities::arrays;
use crate::sql::{self, Dialect};
use crate::{Batch, Committed, StoreError};
use rusqlite::{CachedStatement, Connection, Result};
use std::collections::HashSet;
use uuid::Uuid;
use windlass_model::value::timestamp_text;
use windlass_model::{Book, ChildList, Record, RowId, Table, Value};

const DIALECT: Dialect = Dialect::Sqlite;

impl Session {
    /// Writes batches, each its rows, then its bookkeeping, all in one transaction.
    pub(super) fn commit(&mut self, batches: &[&Batch]) -> Result<Vec<Committed>, StoreError> {
        let mut tables: Vec<(&'static Table, Option<&'static Table>, bool)> = Vec::new();
        for record in batches.iter().flat_map(|batch| &batch.records) {
            if !tables.iter().any(|(table, ..)| *table == record.table) {
                let is_being_filled = self.put_off.iter().any(|index| index.table == record.table);
                tables.push((record.table, self.schema.log(record.table)?, is_being_filled));
            }
        }
        self.atomically(|transaction| {
            let mut statements = Vec::with_capacity(tables.len());
            for (table, log, is_being_filled) in &tables {
                statements.push(Statements::prepare(transaction, table, *log, *is_being_filled)?);
            }
            batches.iter().map(|batch| write_batch(transaction, &mut statements, batch)).collect()
        })
    }
}

fn write_batch(connection: &Connection, statements: &mut [Statements<'_>], batch: &Batch) -> Result<Committed> {
    let mut committed = Committed::default();
    let page = Page::of(batch);
    for record in latest(&batch.records) {
        if let Some(statements) = statements.iter_mut().find(|statements| statements.table == record.table) {
            page.write(statements, record, &mut committed)?;
        }
    }
    write_books(connection, &batch.books)?;
    Ok(committed)
}

/// The records without those whose id occurs again further on.
fn latest(records: &[Record]) -> Vec<&Record> {
    let mut seen = HashSet::with_capacity(records.len());
    let mut kept: Vec<_> = records.iter().rev().filter(|record| seen.insert((record.table.name, record.id))).collect();
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
    is_being_filled: bool,
    known: CachedStatement<'c>,
    touch: CachedStatement<'c>,
    insert: CachedStatement<'c>,
    update: CachedStatement<'c>,
    record_event: Option<CachedStatement<'c>>,
    children: Vec<Children<'c>>,
}

/// What is prepared for a table of child rows.
struct Children<'c> {
    table: &'static Table,
    delete: CachedStatement<'c>,
    insert: CachedStatement<'c>,
}

impl<'c> Statements<'c> {
    fn prepare(
        connection: &'c Connection,
        table: &'static Table,
        log: Option<&'static Table>,
        is_being_filled: bool,
    ) -> Result<Self> {
        let mut children = Vec::new();
        for table in arrays(table) {
            children.push(Children {
                table,
                delete: connection.prepare_cached(&sql::delete_children(DIALECT, table))?,
                insert: connection.prepare_cached(&sql::insert(DIALECT, table))?,
            });
        }
        Ok(Self {
            connection,
            table,
            is_being_filled,
            known: connection.prepare_cached(&sql::known(DIALECT, table))?,
            touch: connection.prepare_cached(&sql::touch(DIALECT, table))?,
            insert: connection.prepare_cached(&sql::insert_new(DIALECT, table))?,
            update: connection.prepare_cached(&sql::update(DIALECT, table))?,
            record_event: log.map(|log| connection.prepare_cached(&sql::insert(DIALECT, log))).transpose()?,
            children,
        })
    }
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
}

impl Page {
    fn of(batch: &Batch) -> Self {
        Self {
            connection: batch.connection.to_string(),
            run: batch.run.to_string(),
            now: timestamp_text(batch.now),
            walk: batch.walk,
        }
    }

    fn write(&self, statements: &mut Statements<'_>, record: &Record, committed: &mut Committed) -> Result<()> {
        let mut text = RowId::TEXT;
        let id = record.id.write(&mut text);
        // In a table that is being filled nearly every row is new, so it is not looked up first.
        if statements.is_being_filled && self.insert(statements, record, id)? {
            committed.inserted += 1;
            return Ok(());
        }
        let Some(known) = look_up(statements, id)? else {
            self.insert(statements, record, id)?;
            committed.inserted += 1;
            return Ok(());
        };
        if known.hash == record.fingerprint() && known.removed_at.is_null() {
            statements.touch.execute((&self.now, self.walk, known.number))?;
            return Ok(());
        }
        let mut update = self.bind(&mut statements.update, record, id)?;
        update.bind(known.number)?;
        update.execute()?;
        for list in record.children() {
            write_children(statements, known.number, list, true)?;
        }
        committed.changed += 1;
        committed.reinstated += u64::from(!known.removed_at.is_null());
        self.record_changes(statements, record, id, known)
    }

    /// Inserts a row with its child rows, unless it is there.
    fn insert(&self, statements: &mut Statements<'_>, record: &Record, id: &str) -> Result<bool> {
        if self.bind(&mut statements.insert, record, id)?.execute()? == 0 {
            return Ok(false);
        }
        let number = statements.connection.last_insert_rowid();
        for list in record.children() {
            write_children(statements, number, list, false)?;
        }
        Ok(true)
    }

    fn bind<'s, 'c>(
        &self,
        statement: &'s mut CachedStatement<'c>,
        record: &Record,
        id: &str,
    ) -> Result<Arguments<'s, 'c>> {
        let mut arguments = Arguments::of(statement);
        arguments.bind(id)?;
        arguments.bind(&self.connection)?;
        arguments.bind_all(record.values())?;
        arguments.bind(record.extra())?;
        arguments.bind(&self.now)?;
        arguments.bind(Cell(&Value::Null))?;
        arguments.bind(self.walk)?;
        arguments.bind(record.fingerprint())?;
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
            let new = record.values().get(at).and_then(Value::to_text);
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
    let prepared = statements.children.iter_mut().find(|prepared| prepared.table == list.table);
    // Every list of a record is one of its table's, for which statements were prepared.
    let prepared = prepared.ok_or(rusqlite::Error::InvalidQuery)?;
    if existed {
        let mut arguments = Arguments::of(&mut prepared.delete);
        arguments.bind(parent)?;
        if let Some(tag) = list.tag {
            arguments.bind(tag)?;
        }
        arguments.execute()?;
    }
    for (ordinal, row) in (0_i64..).zip(&list.rows) {
        let mut arguments = Arguments::of(&mut prepared.insert);
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

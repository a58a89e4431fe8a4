//! One batch of rows with the cursors that cover it.
//!
//! What is known of the rows is read once. New rows go straight into their table by COPY, since nobody else writes rows of this
//! connection; changed ones go into a table of this transaction and are merged from there; of unchanged ones two columns are
//! written.

use super::connect::Pool;
use super::lock::{self, Fence};
use super::value::{Cell, arguments, read};
use crate::entities::arrays;
use crate::sql::{self, Dialect, PARENT, ROWID};
use crate::{Batch, Committed, Schema, StoreError};
use deadpool_postgres::Transaction;
use futures::pin_mut;
use std::collections::{HashMap, HashSet};
use tokio_postgres::Error;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::Type;
use uuid::Uuid;
use windlass_model::{Book, Column, Kind, Record, RowId, Table, Value};

const DIALECT: Dialect = Dialect::Postgres;

/// Where changed rows wait for their merge.
const CHANGED: &str = "windlass_changed";

pub(super) async fn run(
    pool: &Pool,
    schema: &Schema,
    batch: &Batch,
    fence: Option<&Fence>,
) -> Result<Committed, StoreError> {
    let mut tables: Vec<(&'static Table, Option<&'static Table>)> = Vec::new();
    for record in &batch.records {
        if !tables.iter().any(|(table, _)| *table == record.table) {
            tables.push((record.table, schema.log(record.table)?));
        }
    }
    let mut client = pool.get().await?;
    let written = async {
        let transaction = client.transaction().await?;
        if !lock::holds(fence, &transaction).await? {
            return Ok(None);
        }
        let mut committed = Committed::default();
        for (table, log) in tables {
            write(&transaction, batch, table, log, &mut committed).await?;
        }
        write_books(&transaction, &batch.books).await?;
        transaction.commit().await?;
        Ok(Some(committed))
    };
    lock::kept(fence, pool, written.await).await
}

/// What was known of a row.
struct Known {
    /// Where its table has none, 0.
    number: i64,
    hash: i64,
    removed_at: Value,
    tracked: Vec<Value>,
}

/// A row to write.
struct Row<'r> {
    record: &'r Record,
    id: Value,
    number: Value,
    hash: Value,
}

/// Writes the records of one table.
async fn write(
    transaction: &Transaction<'_>,
    batch: &Batch,
    table: &'static Table,
    log: Option<&'static Table>,
    committed: &mut Committed,
) -> Result<(), Error> {
    let records = latest(&batch.records, table);
    let ids: Vec<String> = records.iter().map(|record| record.id.to_string()).collect();
    let mut known = look_up(transaction, table, &ids).await?;
    let mut numbers = numbers(transaction, table, ids.len() - known.len()).await?.into_iter();
    let (now, walk) = (Value::Timestamp(batch.now), Value::Integer(batch.walk));
    let (mut seen, mut changed, mut new) = (Vec::new(), Vec::new(), Vec::new());
    let mut events = Events::of(batch);
    for (record, id) in records.into_iter().zip(ids) {
        let hash = record.fingerprint();
        let row = |id: String, number: i64| Row {
            record,
            id: Value::Text(id),
            number: Value::Integer(number),
            hash: Value::Integer(hash),
        };
        match known.remove(&id) {
            None => new.push(row(id, numbers.next().unwrap_or_default())),
            Some(known) if known.hash == hash && known.removed_at.is_null() => seen.push(id),
            Some(known) => {
                committed.reinstated += u64::from(!known.removed_at.is_null());
                changed.push(row(id.clone(), known.number));
                events.note(record, &id, known);
            }
        }
    }
    committed.inserted += new.len() as u64;
    committed.changed += changed.len() as u64;
    if !seen.is_empty() {
        let text = format!("update {} set synced_at = $1, seen_in = $2 where id = any($3)", sql::quoted(table.name));
        transaction.execute(&text, &[&Cell(&now), &Cell(&walk), &seen]).await?;
    }
    let connection = Value::Text(batch.connection.to_string());
    let common = Common { connection: &connection, now: &now, walk: &walk };
    merge(transaction, table, &changed, &common).await?;
    copy_rows(transaction, table, table.name, &new, &common).await?;
    write_children(transaction, table, &[&changed, &new]).await?;
    if let Some(log) = log {
        let rows = events.rows.iter().map(|row| row.iter().map(Cell).collect()).collect();
        copy(transaction, log.name, log.columns, rows).await?;
    }
    Ok(())
}

/// The records of a table without those whose id occurs again further on.
fn latest<'r>(records: &'r [Record], table: &'static Table) -> Vec<&'r Record> {
    let mut seen: HashSet<RowId> = HashSet::with_capacity(records.len());
    let of_table = records.iter().rev().filter(|record| record.table == table);
    let mut kept: Vec<&Record> = of_table.filter(|record| seen.insert(record.id)).collect();
    kept.reverse();
    kept
}

async fn look_up(
    transaction: &Transaction<'_>,
    table: &Table,
    ids: &[String],
) -> Result<HashMap<String, Known>, Error> {
    let columns = sql::tracked(table).map(|(_, column)| format!(", {}", sql::quoted(column.name)));
    let number = if sql::has_rowid(table) { ROWID } else { "0::bigint" };
    let text = format!(
        "select id, content_hash, removed_at, {number}{} from {} where id = any($1)",
        columns.collect::<String>(),
        sql::quoted(table.name)
    );
    let found = transaction.query(&transaction.prepare_cached(&text).await?, &[&ids]).await?;
    let mut known = HashMap::with_capacity(found.len());
    for row in found {
        let tracked = (4..row.len()).map(|column| read(&row, column)).collect::<Result<_, _>>()?;
        let (number, hash) = (row.try_get(3)?, row.try_get(1)?);
        known.insert(row.try_get(0)?, Known { number, hash, removed_at: read(&row, 2)?, tracked });
    }
    Ok(known)
}

/// Numbers for rows that are new; none where their table has none.
async fn numbers(transaction: &Transaction<'_>, table: &Table, new: usize) -> Result<Vec<i64>, Error> {
    if new == 0 || !sql::has_rowid(table) {
        return Ok(Vec::new());
    }
    // The sequence is looked up once, not for each number.
    let text = "select nextval(s.name) from (select pg_get_serial_sequence($1, $2)::regclass as name offset 0) s, \
                generate_series(1, $3)";
    let statement = transaction.prepare_cached(text).await?;
    let (table, new) = (sql::quoted(table.name), i32::try_from(new).unwrap_or(i32::MAX));
    let given = transaction.query(&statement, &[&table, &ROWID, &new]).await?;
    given.iter().map(|row| row.try_get(0)).collect()
}

/// What all rows of a batch have in common.
struct Common<'c> {
    connection: &'c Value,
    now: &'c Value,
    walk: &'c Value,
}

/// Rewrites rows that were there.
async fn merge(
    transaction: &Transaction<'_>,
    table: &'static Table,
    rows: &[Row<'_>],
    common: &Common<'_>,
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let (name, staged) = (sql::quoted(table.name), DIALECT.temporary(CHANGED));
    transaction.batch_execute(&staging(CHANGED, table, &columns_to_copy(table))).await?;
    copy_rows(transaction, table, &staged, rows, common).await?;
    let columns = table.all_columns();
    let set: Vec<String> = columns
        .iter()
        .filter(|column| column.name != "id")
        .map(|column| format!("{0} = s.{0}", sql::quoted(column.name)))
        .collect();
    transaction
        .batch_execute(&format!(
            "update {name} t set {} from {staged} s where t.id = s.id; drop table {staged}",
            set.join(", ")
        ))
        .await?;
    let numbers: Vec<i64> = rows.iter().filter_map(|row| row.number.as_integer()).collect();
    for child in arrays(table) {
        let text = format!("delete from {} where {PARENT} = any($1)", sql::quoted(&sql::kept_in(child)));
        transaction.execute(&text, &[&numbers]).await?;
    }
    Ok(())
}

/// Makes a table of this transaction with columns of another and without its constraints: a newer windlass may have added some.
pub(super) fn staging(name: &str, of: &Table, columns: &[Column]) -> String {
    let names: Vec<String> = columns.iter().map(|column| sql::quoted(column.name)).collect();
    let (names, of) = (names.join(", "), sql::quoted(of.name));
    format!("create temporary table {name} on commit drop as select {names} from {of} limit 0")
}

/// The columns of an entity's row, its number where it has one included.
fn columns_to_copy(table: &Table) -> Vec<Column> {
    let mut columns = table.all_columns();
    if sql::has_rowid(table) {
        columns.extend(columns.first().map(|first| Column { name: ROWID, kind: Kind::Integer, ..*first }));
    }
    columns
}

async fn copy_rows(
    transaction: &Transaction<'_>,
    table: &'static Table,
    into: &str,
    rows: &[Row<'_>],
    common: &Common<'_>,
) -> Result<(), Error> {
    let columns = columns_to_copy(table);
    let is_numbered = sql::has_rowid(table);
    let extras: Vec<Value> = rows.iter().map(|row| row.record.extra.clone().map_or(Value::Null, Value::Json)).collect();
    let cells = rows.iter().zip(&extras).map(|(row, extra)| {
        let mut cells = Vec::with_capacity(columns.len());
        cells.extend([Cell(&row.id), Cell(common.connection)]);
        cells.extend(row.record.values.iter().map(Cell));
        cells.extend([extra, common.now, &Value::Null, common.walk, &row.hash].map(Cell));
        cells.extend(is_numbered.then_some(Cell(&row.number)));
        cells
    });
    copy(transaction, into, &columns, cells.collect()).await
}

/// Writes the elements of all arrays.
async fn write_children(
    transaction: &Transaction<'_>,
    table: &'static Table,
    written: &[&[Row<'_>]],
) -> Result<(), Error> {
    for child in arrays(table) {
        let columns = sql::kept_columns(child);
        let mut heads: Vec<(&Value, Option<Value>, Value, &[Value])> = Vec::new();
        for row in written.iter().copied().flatten() {
            for list in row.record.children.iter().filter(|list| list.table == child) {
                for (ordinal, cells) in list.rows.iter().enumerate() {
                    let tag = list.tag.map(|tag| Value::Text(tag.to_owned()));
                    heads.push((&row.number, tag, Value::Integer(ordinal as i64), cells));
                }
            }
        }
        let cells = heads.iter().map(|(parent, tag, ordinal, rest)| {
            let mut cells = Vec::with_capacity(columns.len());
            cells.push(Cell(parent));
            cells.extend(tag.as_ref().map(Cell));
            cells.push(Cell(ordinal));
            cells.extend(rest.iter().map(Cell));
            cells
        });
        copy(transaction, &sql::quoted(&sql::kept_in(child)), &columns, cells.collect()).await?;
    }
    Ok(())
}

/// Writes rows by COPY.
pub(super) async fn copy<'c>(
    transaction: &Transaction<'_>,
    into: &str,
    columns: &[Column],
    rows: Vec<Vec<Cell<'c>>>,
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = columns.iter().map(|column| sql::quoted(column.name)).collect();
    let text = format!("copy {into} ({}) from stdin (format binary)", names.join(", "));
    let kinds: Vec<Type> = columns.iter().map(|column| type_of(column.kind)).collect();
    let writer = BinaryCopyInWriter::new(transaction.copy_in(&text).await?, &kinds);
    pin_mut!(writer);
    for row in rows {
        writer.as_mut().write(&arguments(&row)).await?;
    }
    writer.finish().await.map(drop)
}

fn type_of(kind: Kind) -> Type {
    match kind {
        Kind::Text => Type::TEXT,
        Kind::Integer => Type::INT8,
        Kind::Real => Type::FLOAT8,
        Kind::Boolean => Type::BOOL,
        Kind::Timestamp => Type::TIMESTAMPTZ,
        Kind::Json => Type::JSONB,
    }
}

/// The changes of tracked columns.
struct Events<'b> {
    batch: &'b Batch,
    rows: Vec<Vec<Value>>,
}

impl<'b> Events<'b> {
    fn of(batch: &'b Batch) -> Self {
        Self { batch, rows: Vec::new() }
    }

    fn note(&mut self, record: &Record, id: &str, known: Known) {
        // Snyk does not say since when it lists a row again.
        if let Some(removed_at) = known.removed_at.to_text() {
            self.push(id, "removed_at", Some(removed_at), None, Value::Null, Some("listed_again"));
        }
        for ((at, column), old) in sql::tracked(record.table).zip(known.tracked) {
            let (old, new) = (old.to_text(), record.values.get(at).and_then(Value::to_text));
            if old != new {
                self.push(id, column.name, old, new, record.get("updated_at").clone(), None);
            }
        }
    }

    fn push(&mut self, id: &str, field: &str, old: Option<String>, new: Option<String>, at: Value, why: Option<&str>) {
        let text = |text: Option<String>| text.map_or(Value::Null, Value::Text);
        self.rows.push(vec![
            Value::Text(Uuid::now_v7().to_string()),
            Value::Text(self.batch.connection.to_string()),
            Value::Text(id.to_owned()),
            Value::Text(field.to_owned()),
            text(old),
            text(new),
            at,
            Value::Timestamp(self.batch.now),
            text(why.map(ToOwned::to_owned)),
            Value::Text(self.batch.run.to_string()),
        ]);
    }
}

/// Inserts or replaces bookkeeping rows by their key.
pub(super) async fn write_books(transaction: &Transaction<'_>, books: &[Book]) -> Result<(), Error> {
    for book in books {
        let statement = transaction.prepare_cached(&sql::upsert(DIALECT, book.table)).await?;
        let cells: Vec<Cell<'_>> = book.values.iter().map(Cell).collect();
        transaction.execute(&statement, &arguments(&cells)).await?;
    }
    Ok(())
}

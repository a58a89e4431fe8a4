//! One batch of rows with the cursors that cover it.
//!
//! What is known of the rows is read once, unless all are taken for new ([`super::expected`]). New rows go straight into their table by
//! COPY, since nobody else writes rows of this connection; changed ones go into a table of this transaction and are merged from there;
//! of unchanged ones two columns are written.

use super::connect::Pool;
use super::copy::{self, Rows};
use super::expected::Expected;
use super::fault;
use super::indexes::{Index, PutOff};
use super::lock::{self, Fence};
use super::value::{Cell, arguments, read};
use crate::entities::arrays;
use crate::sql::{self, Dialect, PARENT, ROWID};
use crate::{Batch, Committed, Schema, StoreError};
use deadpool_postgres::Transaction;
use futures::future::{join3, try_join, try_join_all};
use std::collections::{HashMap, HashSet};
use tokio_postgres::Error;
use uuid::Uuid;
use windlass_model::{Book, Column, Kind, Record, RowId, Table, Value};

const DIALECT: Dialect = Dialect::Postgres;

/// Where changed rows wait for their merge.
const CHANGED: &str = "windlass_changed";

/// A plan is kept for as long as nobody looks at the table: one that was made while it was empty would read all of it.
const BY_KEY: &str = "set local enable_seqscan to off";

pub(super) async fn run(
    pool: &Pool,
    schema: &Schema,
    batch: &Batch,
    fence: Option<&Fence>,
    (put_off, expected): (&PutOff, &Expected),
) -> Result<Committed, StoreError> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for record in &batch.records {
        if !parts.iter().any(|part| part.table == record.table) {
            parts.push(Part::of(batch, record.table, schema.log(record.table)?));
        }
    }
    let common = Common::of(batch);
    loop {
        let (taken_for_new, to_look_up): (Vec<_>, Vec<_>) =
            parts.iter().partition(|part| expected.new_only(part.table));
        let mut client = pool.get().await?;
        let written = async {
            let transaction = client.transaction().await?;
            // What is asked together is answered in turn, without a way there and back for each.
            let known = try_join_all(to_look_up.iter().map(|part| look_up(&transaction, part)));
            let by_key = transaction.batch_execute(BY_KEY);
            let (holds, by_key, known) = join3(lock::holds(fence, &transaction), by_key, known).await;
            if !holds? {
                return Ok(None);
            }
            by_key?;
            let looked_up = to_look_up.iter().zip(known?);
            let sorted = looked_up.chain(taken_for_new.iter().map(|part| (part, HashMap::new())));
            let sorted: Vec<Sorted<'_>> = sorted.map(|(part, known)| part.sort(batch, known)).collect();
            let is_due = |index: &Index| sorted.iter().any(|sorted| sorted.rewrites(index));
            if put_off.holds(is_due) {
                return Ok(Some(None));
            }
            let (mut committed, mut rows, mut met) = (Committed::default(), Vec::new(), Vec::new());
            for sorted in sorted {
                met.push((sorted.part, sorted.new.len() == sorted.part.records.len()));
                committed.inserted += sorted.new.len() as u64;
                committed.changed += sorted.changed.len() as u64;
                committed.reinstated += sorted.reinstated;
                rows.extend(write(&transaction, batch, &common, sorted).await?);
            }
            copy::send(&transaction, rows).await?;
            write_books(&transaction, &batch.books).await?;
            transaction.commit().await?;
            met.into_iter().for_each(|(part, are_new)| expected.met(part.table, part.records.len(), are_new));
            Ok(Some(Some(committed)))
        };
        match lock::kept(fence, pool, written.await).await {
            Ok(Some(committed)) => return Ok(committed),
            Ok(None) => {}
            Err(error) if fault::is_duplicate(&error) && !taken_for_new.is_empty() => {
                tracing::debug!(why = error.why(), "Not all rows were new: looking them up");
                taken_for_new.iter().for_each(|part| expected.mistaken(part.table));
                continue;
            }
            Err(error) => return Err(error),
        }
        // Elements that are replaced are found by their key. It is made by a transaction of its own: two that both wrote already
        // would wait for each other. Made or not, it is put off no longer.
        drop(client);
        put_off.make(pool, |index| parts.iter().any(|part| index.is_key_of_array(part.table))).await?;
    }
}

/// The records of one table.
struct Part<'b> {
    table: &'static Table,
    log: Option<&'static Table>,
    records: Vec<&'b Record>,
    ids: Vec<String>,
}

impl<'b> Part<'b> {
    fn of(batch: &'b Batch, table: &'static Table, log: Option<&'static Table>) -> Self {
        let records = latest(&batch.records, table);
        let ids = records.iter().map(|record| record.id.to_string()).collect();
        Self { table, log, records, ids }
    }

    /// Sorts the records by what is known of them.
    fn sort(&self, batch: &'b Batch, mut known: HashMap<String, Known>) -> Sorted<'_> {
        let mut sorted = Sorted {
            part: self,
            seen: Vec::new(),
            changed: Vec::new(),
            new: Vec::new(),
            events: Events::of(batch),
            reinstated: 0,
        };
        for (record, id) in self.records.iter().zip(&self.ids) {
            let row = |number: i64| Row { record, id, number };
            match known.remove(id) {
                None => sorted.new.push(row(0)),
                Some(known) if known.hash == record.fingerprint() && known.removed_at.is_null() => sorted.seen.push(id),
                Some(known) => {
                    sorted.reinstated += u64::from(!known.removed_at.is_null());
                    sorted.changed.push(row(known.number));
                    sorted.events.note(record, id, known);
                }
            }
        }
        sorted
    }
}

/// The same by what is to be done with them.
struct Sorted<'b> {
    part: &'b Part<'b>,
    seen: Vec<&'b str>,
    changed: Vec<Row<'b>>,
    new: Vec<Row<'b>>,
    events: Events<'b>,
    reinstated: u64,
}

impl Sorted<'_> {
    /// Whether it replaces elements that are found by this index.
    fn rewrites(&self, index: &Index) -> bool {
        !self.changed.is_empty() && index.is_key_of_array(self.part.table)
    }
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
#[derive(Clone, Copy)]
struct Row<'r> {
    record: &'r Record,
    id: &'r str,
    number: i64,
}

/// Writes what is known already; returns what is new to the tables.
async fn write<'b>(
    transaction: &Transaction<'_>,
    batch: &Batch,
    common: &'b Common,
    sorted: Sorted<'b>,
) -> Result<Vec<Rows<'b>>, Error> {
    let Sorted { part, seen, changed, mut new, events, .. } = sorted;
    let table = part.table;
    let (touched, numbers) = (touch(transaction, batch, table, &seen), numbers(transaction, table, new.len()));
    let (_, numbers) = try_join(touched, numbers).await?;
    for (row, number) in new.iter_mut().zip(numbers) {
        row.number = number;
    }
    merge(transaction, table, &changed, common).await?;
    let written = [changed, new.clone()].concat();
    let mut rows = vec![entities(table, sql::quoted(table.name), new, common)];
    rows.extend(arrays(table).into_iter().map(|child| elements(child, written.clone())));
    if let Some(log) = part.log {
        let mut events = events.rows.into_iter();
        rows.push(Rows::of(sql::quoted(log.name), log.columns.to_vec(), move |cells| {
            let Some(event) = events.next() else { return false };
            cells.begin();
            event.iter().zip(log.columns).for_each(|(value, column)| cells.cell(value, column.kind));
            true
        }));
    }
    Ok(rows)
}

/// Notes that unchanged rows were seen again.
async fn touch(transaction: &Transaction<'_>, batch: &Batch, table: &Table, seen: &[&str]) -> Result<(), Error> {
    if seen.is_empty() {
        return Ok(());
    }
    let (now, walk) = (Value::Timestamp(batch.now), Value::Integer(batch.walk));
    let text = format!("update {} set synced_at = $1, seen_in = $2 where id = any($3)", sql::quoted(table.name));
    transaction.execute(&text, &[&Cell(&now), &Cell(&walk), &seen]).await.map(drop)
}

/// The records of a table without those whose id occurs again further on.
fn latest<'r>(records: &'r [Record], table: &'static Table) -> Vec<&'r Record> {
    let mut seen: HashSet<RowId> = HashSet::with_capacity(records.len());
    let of_table = records.iter().rev().filter(|record| record.table == table);
    let mut kept: Vec<&Record> = of_table.filter(|record| seen.insert(record.id)).collect();
    kept.reverse();
    kept
}

async fn look_up(transaction: &Transaction<'_>, part: &Part<'_>) -> Result<HashMap<String, Known>, Error> {
    let table = part.table;
    let columns = sql::tracked(table).map(|(_, column)| format!(", {}", sql::quoted(column.name)));
    let number = if sql::has_rowid(table) { ROWID } else { "0::bigint" };
    let text = format!(
        "select id, content_hash, removed_at, {number}{} from {} where id = any($1)",
        columns.collect::<String>(),
        sql::quoted(table.name)
    );
    let found = transaction.query(&transaction.prepare_cached(&text).await?, &[&part.ids]).await?;
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
    let text = "select array_agg(nextval(s.name)) from \
                (select pg_get_serial_sequence($1, $2)::regclass as name offset 0) s, generate_series(1, $3)";
    let statement = transaction.prepare_cached(text).await?;
    let (table, new) = (sql::quoted(table.name), i32::try_from(new).unwrap_or(i32::MAX));
    transaction.query_one(&statement, &[&table, &ROWID, &new]).await?.try_get(0)
}

/// What all rows of a batch have in common.
struct Common {
    connection: String,
    now: Value,
    walk: i64,
}

impl Common {
    fn of(batch: &Batch) -> Self {
        Self { connection: batch.connection.to_string(), now: Value::Timestamp(batch.now), walk: batch.walk }
    }
}

/// Rewrites rows that were there.
async fn merge(
    transaction: &Transaction<'_>,
    table: &'static Table,
    rows: &[Row<'_>],
    common: &Common,
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let (name, staged) = (sql::quoted(table.name), DIALECT.temporary(CHANGED));
    transaction.batch_execute(&staging(CHANGED, table, &columns_to_copy(table))).await?;
    copy::send(transaction, vec![entities(table, staged.clone(), rows.to_vec(), common)]).await?;
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
    let numbers: Vec<i64> = rows.iter().map(|row| row.number).collect();
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

/// The rows of a table itself.
fn entities<'r>(table: &'static Table, into: String, rows: Vec<Row<'r>>, common: &'r Common) -> Rows<'r> {
    let is_numbered = sql::has_rowid(table);
    let mut rows = rows.into_iter();
    Rows::of(into, columns_to_copy(table), move |cells| {
        let Some(row) = rows.next() else { return false };
        cells.begin();
        cells.text(row.id);
        cells.text(&common.connection);
        for (value, column) in row.record.values().iter().zip(table.columns) {
            cells.cell(value, column.kind);
        }
        cells.document(row.record.extra());
        cells.cell(&common.now, Kind::Timestamp);
        cells.null();
        cells.number(common.walk);
        cells.number(row.record.fingerprint());
        if is_numbered {
            cells.number(row.number);
        }
        true
    })
}

/// The elements of the arrays that a table keeps.
fn elements<'r>(child: &'static Table, of: Vec<Row<'r>>) -> Rows<'r> {
    let lists = of.into_iter().flat_map(|row| row.record.children().iter().map(move |list| (row.number, list)));
    let mut elements = lists.filter(move |(_, list)| list.table == child).flat_map(|(number, list)| {
        list.rows.iter().enumerate().map(move |(ordinal, values)| (number, list.tag, ordinal, values))
    });
    Rows::of(sql::quoted(&sql::kept_in(child)), sql::kept_columns(child), move |cells| {
        let Some((number, tag, ordinal, values)) = elements.next() else { return false };
        cells.begin();
        cells.number(number);
        if let Some(tag) = tag {
            cells.text(tag);
        }
        cells.number(ordinal as i64);
        for (value, column) in values.iter().zip(child.columns) {
            cells.cell(value, column.kind);
        }
        true
    })
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
            let (old, new) = (old.to_text(), record.values().get(at).and_then(Value::to_text));
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
    let write = async |book: &Book| {
        let statement = transaction.prepare_cached(&sql::upsert(DIALECT, book.table)).await?;
        let cells: Vec<Cell<'_>> = book.values.iter().map(Cell).collect();
        transaction.execute(&statement, &arguments(&cells)).await
    };
    try_join_all(books.iter().map(write)).await.map(drop)
}

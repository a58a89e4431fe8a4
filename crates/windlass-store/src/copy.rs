//! A whole store into another one, whatever databases the two are.
//!
//! The source is read as it stood when the copy began, whoever writes to it meanwhile. Pages of rows go over in the order of their
//! keys, each in a transaction of its own, and a page that is there already is not written again: a copy that was cut off goes on.
//! Connections come last, when all else was read back and found equal, so that nothing can sync into half a copy.

mod checksum;

use crate::books::ConnectionRow;
use crate::{Reading, Select, Store, StoreError};
use checksum::Sum;
use std::collections::BTreeSet;
use windlass_model::{Row, Table, TableKind, Value};

/// Rows that are in memory at a time.
const PAGE: u32 = 2_000;

/// What the target of a copy holds before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Nothing.
    Empty,
    /// Rows of the source's connections, and no connection: a copy that was cut off.
    Begun,
    /// The source's connections: a whole copy, or what has become of one. It is compared and not written to.
    Whole,
    /// Something else: a connection that the source does not know.
    Other {
        /// Its id.
        connection: String,
    },
}

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The table.
    pub table: &'static Table,
    /// Its rows in the source.
    pub rows: u64,
    /// Its rows in the target.
    pub found: u64,
    /// How many were written; the others were there.
    pub written: u64,
    /// A checksum of all rows in the source.
    pub checksum: u64,
    /// The same of the target.
    pub found_checksum: u64,
}

impl Copied {
    /// Whether both hold the same.
    pub fn is_equal(&self) -> bool {
        (self.rows, self.checksum) == (self.found, self.found_checksum)
    }
}

/// Looks at what the target holds. Both have been migrated with the same tables.
///
/// # Errors
/// As [`Store::select`] and [`Store::read_rows`].
pub async fn look(from: &dyn Store, to: &dyn Store, tables: &[&'static Table]) -> Result<Target, StoreError> {
    let ours = connections(from, ConnectionRow::TABLE, "id").await?;
    let theirs = connections(to, ConnectionRow::TABLE, "id").await?;
    if let Some(other) = theirs.difference(&ours).next() {
        return Ok(Target::Other { connection: other.clone() });
    }
    let mut is_empty = true;
    for table in tables {
        is_empty &= to.read_rows(table, None, 1).await?.is_empty();
        if !table.all_columns().iter().any(|column| column.name == "connection_id") {
            continue;
        }
        let mut unknown = connections(to, table, "connection_id").await?;
        unknown.retain(|id| !ours.contains(id));
        // A connection may have been forgotten and its rows kept.
        if !unknown.is_empty() {
            let left = connections(from, table, "connection_id").await?;
            unknown.retain(|id| !left.contains(id));
        }
        if let Some(connection) = unknown.pop_first() {
            return Ok(Target::Other { connection });
        }
    }
    Ok(match (is_empty, theirs.is_empty()) {
        (true, _) => Target::Empty,
        (false, true) => Target::Begun,
        (false, false) => Target::Whole,
    })
}

async fn connections(store: &dyn Store, table: &Table, column: &str) -> Result<BTreeSet<String>, StoreError> {
    let found = store.select(Select::of(format!("select distinct {column} from {}", table.name), Vec::new())).await?;
    Ok(found.rows.into_iter().flatten().filter_map(|cell| cell.to_text()).collect())
}

/// Copies all tables and compares what then stands in both. Where they differ, and into a target that is [`Target::Whole`], no
/// connection is written. `told` hears of each page that was read: the table, and the rows of it so far.
///
/// # Errors
/// As [`Store::reading`] and [`Store::write_rows`]. All pages before are kept.
pub async fn run(
    from: &dyn Store,
    to: &dyn Store,
    tables: &[&'static Table],
    target: &Target,
    told: &(dyn Fn(&Table, u64) + Send + Sync),
) -> Result<Vec<Copied>, StoreError> {
    let mut from = from.reading().await?;
    let tables = ordered(tables);
    let (last, rest): (Vec<_>, Vec<_>) = tables.into_iter().partition(|table| *table == ConnectionRow::TABLE);
    let mut copied = Vec::new();
    for tables in [rest, last] {
        // What differs among the rows would be synced on.
        let is_to_write = *target != Target::Whole && copied.iter().all(Copied::is_equal);
        let begin = copied.len();
        for table in tables {
            copied.push(table_over(&mut *from, to, table, target, is_to_write, told).await?);
        }
        if is_to_write {
            to.settle().await?;
        }
        for one in &mut copied[begin..] {
            (one.found, one.found_checksum) = sum(to, one.table).await?;
            // What went over before the cut, and was gone from the source when the copy went on.
            if is_to_write && *target == Target::Begun && one.found > one.rows {
                remove_others(&mut *from, to, one.table).await?;
                (one.found, one.found_checksum) = sum(to, one.table).await?;
            }
        }
    }
    Ok(copied)
}

/// Parents before their children.
fn ordered(tables: &[&'static Table]) -> Vec<&'static Table> {
    let mut ordered = tables.to_vec();
    ordered.sort_by_key(|table| match table.kind {
        TableKind::Entity { .. } => 0,
        TableKind::Child { .. } => 1,
        TableKind::Log => 2,
        TableKind::Book { .. } => 3,
    });
    ordered
}

/// Copies a table, and sums up what it read.
async fn table_over(
    from: &mut dyn Reading,
    to: &dyn Store,
    table: &'static Table,
    target: &Target,
    is_to_write: bool,
    told: &(dyn Fn(&Table, u64) + Send + Sync),
) -> Result<Copied, StoreError> {
    let mut copied = Copied { table, rows: 0, found: 0, written: 0, checksum: 0, found_checksum: 0 };
    let mut total = Sum::default();
    // Whether the target may hold rows behind those that were copied.
    let mut may_be_there = *target == Target::Begun;
    let mut after = None;
    loop {
        let page = from.read_rows(table, after.clone(), PAGE).await?;
        let Some(last) = page.last() else { break };
        let next = key_of(table, last);
        let own = Sum::of(&page);
        total.add(own);
        copied.rows += page.len() as u64;
        if is_to_write {
            let theirs = if may_be_there { to.read_rows(table, after, PAGE).await? } else { Vec::new() };
            may_be_there &= !theirs.is_empty();
            if theirs.len() != page.len() || Sum::of(&theirs) != own {
                copied.written += page.len() as u64;
                to.write_rows(table, page).await?;
            }
        }
        told(table, copied.rows);
        after = Some(next);
    }
    copied.checksum = total.get();
    Ok(copied)
}

/// Removes the rows that the source does not have. Asked by their keys, since two databases may have an order of their own each.
async fn remove_others(from: &mut dyn Reading, to: &dyn Store, table: &'static Table) -> Result<(), StoreError> {
    let mut after = None;
    loop {
        let page = to.read_rows(table, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(key_of(table, last));
        let others = from.missing(table, page.iter().map(|row| key_of(table, row)).collect()).await?;
        if !others.is_empty() {
            to.remove_rows(table, others).await?;
        }
    }
}

/// The number of a table's rows and their sum.
async fn sum(store: &dyn Store, table: &'static Table) -> Result<(u64, u64), StoreError> {
    let (mut rows, mut sum, mut after) = (0, Sum::default(), None);
    loop {
        let page = store.read_rows(table, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok((rows, sum.get())) };
        after = Some(key_of(table, last));
        rows += page.len() as u64;
        sum.add(Sum::of(&page));
    }
}

/// A row's key.
fn key_of(table: &Table, row: &[Value]) -> Vec<Value> {
    let columns = table.all_columns();
    let at = table.key().into_iter().filter_map(|name| columns.iter().position(|column| column.name == name));
    at.filter_map(|at| row.get(at).cloned()).collect()
}

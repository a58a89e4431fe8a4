//! A row on its way to a store.

use crate::{RowId, Table, Value};
use std::cell::RefCell;
use xxhash_rust::xxh3::xxh3_64;

/// One entity with the rows of its arrays. Whatever changes it renews its fingerprint.
#[derive(Debug, Clone)]
pub struct Record {
    /// Where it belongs.
    pub table: &'static Table,
    /// Its row key.
    pub id: RowId,
    values: Vec<Value>,
    extra: Option<String>,
    children: Vec<ChildList>,
    fingerprint: i64,
}

/// The elements of one array, in the order Snyk sent them.
#[derive(Debug, Clone)]
pub struct ChildList {
    /// Where they belong.
    pub table: &'static Table,
    /// What the tag column says.
    pub tag: Option<&'static str>,
    /// The declared columns of each element.
    pub rows: Vec<Vec<Value>>,
}

impl Record {
    /// A row with what belongs to it. The fingerprint is worked out here, where pages are decoded side by side, and not where rows are
    /// written one after the other.
    pub fn new(
        table: &'static Table,
        id: RowId,
        values: Vec<Value>,
        extra: Option<String>,
        children: Vec<ChildList>,
    ) -> Self {
        let fingerprint = fingerprint(&values, extra.as_deref(), &children);
        Self { table, id, values, extra, children, fingerprint }
    }

    /// The declared columns, in order.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// What no column holds, as compact JSON.
    pub fn extra(&self) -> Option<&str> {
        self.extra.as_deref()
    }

    /// The rows of its arrays, one list for each of [`Table::lists`], in that order.
    pub fn children(&self) -> &[ChildList] {
        &self.children
    }

    /// The same with another cell; the same where the table has no such column.
    #[must_use]
    pub fn with(mut self, column: &str, value: Value) -> Self {
        if let Some(cell) = self.table.position(column).and_then(|at| self.values.get_mut(at)) {
            *cell = value;
        }
        Self::new(self.table, self.id, self.values, self.extra, self.children)
    }

    /// The cell of a declared column; null where the table has no such column.
    pub fn get(&self, column: &str) -> &Value {
        self.table.position(column).and_then(|at| self.values.get(at)).unwrap_or(&Value::Null)
    }

    /// A number that differs where the row, its `extra` or its child rows differ. The same in every release, since
    /// it is stored; two states of one row share it with a chance of 2⁻⁶⁴.
    pub fn fingerprint(&self) -> i64 {
        self.fingerprint
    }
}

/// Bytes that rows with their child rows rarely have more of.
const USUAL_BYTES: usize = 64 * 1024;

thread_local! {
    /// Where the bytes of one row after the other are put together: memory that is in the processor's cache already.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

fn fingerprint(values: &[Value], extra: Option<&str>, children: &[ChildList]) -> i64 {
    BYTES.with_borrow_mut(|bytes| {
        bytes.clear();
        // A row of megabytes is not what the next one needs.
        bytes.shrink_to(USUAL_BYTES);
        digest(values, extra, children, bytes)
    })
}

fn digest(values: &[Value], extra: Option<&str>, children: &[ChildList], bytes: &mut Vec<u8>) -> i64 {
    for value in values {
        value.fingerprint(bytes);
    }
    if let Some(extra) = extra {
        bytes.push(7);
        bytes.extend_from_slice(extra.as_bytes());
    }
    for list in children {
        bytes.push(8);
        for row in &list.rows {
            bytes.push(9);
            for value in row {
                value.fingerprint(bytes);
            }
        }
    }
    xxh3_64(bytes).cast_signed()
}

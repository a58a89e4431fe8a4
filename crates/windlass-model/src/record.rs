//! A row on its way to a store.

use crate::{RowId, Table, Value};
use xxhash_rust::xxh3::xxh3_64;

/// One entity with the rows of its arrays.
#[derive(Debug, Clone)]
pub struct Record {
    /// Where it belongs.
    pub table: &'static Table,
    /// Its row key.
    pub id: RowId,
    /// The declared columns, in order.
    pub values: Vec<Value>,
    /// What no column holds, as compact JSON.
    pub extra: Option<String>,
    /// The rows of its arrays, one list for each of [`Table::lists`], in that order.
    pub children: Vec<ChildList>,
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
    /// The cell of a declared column; null where the table has no such column.
    pub fn get(&self, column: &str) -> &Value {
        self.table.position(column).and_then(|at| self.values.get(at)).unwrap_or(&Value::Null)
    }

    /// A number that differs where the row, its `extra` or its child rows differ. The same in every release, since
    /// it is stored; two states of one row share it with a chance of 2⁻⁶⁴.
    pub fn fingerprint(&self, scratch: &mut Vec<u8>) -> i64 {
        scratch.clear();
        for value in &self.values {
            value.fingerprint(scratch);
        }
        if let Some(extra) = &self.extra {
            scratch.push(7);
            scratch.extend_from_slice(extra.as_bytes());
        }
        for list in &self.children {
            scratch.push(8);
            for row in &list.rows {
                scratch.push(9);
                for value in row {
                    value.fingerprint(scratch);
                }
            }
        }
        xxh3_64(scratch).cast_signed()
    }
}

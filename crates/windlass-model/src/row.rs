//! What `#[derive(Table)]` implements.

use crate::{ChildList, Json, Reading, Record, RowId, Table, Token, Value};
use serde_json::Value as JsonValue;

/// A row struct as the decoder sees it: numbered places to put scalars, and lists to push elements to.
pub trait Slots {
    /// The table of the row.
    fn table(&self) -> &'static Table;
    /// Offers a scalar to a column.
    fn read(&mut self, column: usize, token: Token<'_>) -> Reading;
    /// Offers a whole JSON document to a column; given back where the column is not JSON.
    fn read_json(&mut self, column: usize, document: Json) -> Result<(), Json>;
    /// Whether a column has a value.
    fn is_set(&self, column: usize) -> bool;
    /// The text of a text column.
    fn text(&self, column: usize) -> Option<&str>;
    /// The list at a position of [`Table::lists`].
    fn list(&mut self, list: usize) -> Option<&mut dyn List>;
}

/// The elements of an array, as the decoder sees them.
pub trait List {
    /// A new, empty element at the end.
    fn push(&mut self) -> &mut dyn Slots;
}

impl<R: Row> List for Vec<R> {
    fn push(&mut self) -> &mut dyn Slots {
        self.push(R::default());
        let last = self.len() - 1;
        &mut self[last]
    }
}

/// A row struct.
pub trait Row: Slots + Default + Send + 'static {
    /// Its table.
    const TABLE: &'static Table;
    /// The cells of the declared columns and the rows of the lists.
    fn into_parts(self) -> (Vec<Value>, Vec<ChildList>);
    /// The row from its cells, as a store returned them; `None` where one is missing or of another kind.
    fn from_values(values: Vec<Value>) -> Option<Self>;

    /// The row on its way to a store.
    fn into_record(self, id: RowId, extra: Option<JsonValue>) -> Record {
        let (values, children) = self.into_parts();
        Record::new(Self::TABLE, id, values, extra.map(|value| value.to_string()), children)
    }

    /// The row as bookkeeping.
    fn into_book(self) -> Book {
        Book { table: Self::TABLE, values: self.into_parts().0 }
    }
}

/// A row of windlass's own bookkeeping on its way to a store.
#[derive(Debug, Clone)]
pub struct Book {
    /// Where it belongs.
    pub table: &'static Table,
    /// Its cells, in the order of the table's columns.
    pub values: Vec<Value>,
}

impl Book {
    /// Whether both are the same row, so that the later of them is what is kept.
    pub fn is_row_of(&self, other: &Self) -> bool {
        let cell = |book: &Self, name| book.table.position(name).and_then(|at| book.values.get(at).cloned());
        self.table == other.table && self.table.key().into_iter().all(|name| cell(self, name) == cell(other, name))
    }
}

/// The rows of a list field, for [`Row::into_parts`].
pub fn child_list<R: Row>(rows: Vec<R>, tag: Option<&'static str>) -> ChildList {
    let mut cells = Vec::with_capacity(rows.len());
    // Collected, they would stay where the rows were, which is many times what they need, for as long as they wait for the store.
    cells.extend(rows.into_iter().map(|row| row.into_parts().0));
    ChildList { table: R::TABLE, tag, rows: cells }
}

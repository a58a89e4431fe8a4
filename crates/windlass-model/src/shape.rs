//! Where in a JSON document the columns of a table stand.

/// A tree over the received JSON, made by the derive from the paths of the fields.
#[derive(Debug)]
pub struct Shape {
    /// The document itself.
    pub root: Node,
    /// Values that are expected, and so are noted only where they differ.
    pub expected: &'static [Expected],
}

/// A place in the received JSON.
#[derive(Debug)]
pub enum Node {
    /// An object; members that are not listed go to `extra`.
    Object(&'static [(&'static str, Node)]),
    /// The value of a column (its position), and the expectation for a null (a position in [`Shape::expected`]).
    Leaf(usize, Option<usize>),
    /// An array whose elements are child rows (the position of the list), and the expectation for an empty one.
    Array(usize, Option<usize>),
    /// Not a column: a value that can be foretold (a position in [`Shape::expected`]).
    Constant(usize),
}

/// A value that stands at `path` whenever the column `with` has one, so that it need not be kept.
#[derive(Debug)]
pub struct Expected {
    /// Where it stands.
    pub path: &'static [&'static str],
    /// What stands there.
    pub value: Foretold,
    /// The column (its position) without which it is not expected; `None`: always expected.
    pub with: Option<usize>,
}

/// What stands at an expected place.
#[derive(Debug, Clone, Copy)]
pub enum Foretold {
    /// A null, where the column has no value.
    Null,
    /// An empty array, where there are no child rows.
    EmptyArray,
    /// This text.
    Text(&'static str),
    /// These pieces with columns (their positions) between them: piece, column, piece, column, …
    Template(&'static [(&'static str, Option<usize>)]),
}

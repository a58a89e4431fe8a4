//! Tables and columns as data.

use crate::shape::Shape;

/// What a column holds, in terms both stores can express.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text.
    Text,
    /// A 64-bit whole number.
    Integer,
    /// A 64-bit float.
    Real,
    /// True or false (SQLite: 1 or 0).
    Boolean,
    /// A moment, UTC, to the microsecond (SQLite: text that sorts by time).
    Timestamp,
    /// A JSON document (SQLite: text).
    Json,
}

impl Kind {
    /// The word that `windlass schema` and the docs use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Real => "real",
            Self::Boolean => "boolean",
            Self::Timestamp => "timestamp",
            Self::Json => "json",
        }
    }
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in SQL.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a row without a value is impossible.
    pub required: bool,
    /// What it means, in Markdown.
    pub doc: &'static str,
    /// The path in the received JSON, empty where windlass computes the value.
    pub source: &'static str,
    /// Whether a change is written to the table's event log.
    pub tracked: bool,
    /// The table whose `id` this column holds.
    pub references: Option<&'static str>,
    /// Whether the row belongs to the row it refers to, and is removed with it.
    pub owner: bool,
    /// Whether the views need an index on it.
    pub indexed: bool,
}

/// What a table is for, and with it who writes its standard columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// Rows that Snyk lists: the store adds [`ENTITY_HEAD`] and [`ENTITY_TAIL`] around the declared columns.
    Entity {
        /// The table that records changes of tracked columns.
        events: Option<&'static str>,
    },
    /// Array elements of an entity: the store adds the parent's row key, the tag where there is one, and `ordinal`.
    Child {
        /// The entity's table.
        parent: &'static str,
        /// The column that holds the entity's `id`.
        parent_column: &'static str,
        /// The column that says which array an element stood in, where several share the table.
        tag: Option<&'static str>,
    },
    /// Changes that were observed; only the store appends to it. Declares [`EVENT_COLUMNS`] after its reference.
    Log,
    /// windlass's own bookkeeping, keyed by the named columns.
    Book {
        /// The primary key.
        key: &'static [&'static str],
    },
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its name in SQL.
    pub name: &'static str,
    /// What one row is, in Markdown.
    pub doc: &'static str,
    /// What it is for.
    pub kind: TableKind,
    /// The declared columns, in order.
    pub columns: &'static [Column],
    /// Where in the received JSON its columns stand.
    pub shape: Shape,
    /// The arrays that become rows of other tables.
    pub lists: &'static [ListOf],
    /// Indexes over several columns, beside those that [`Column::indexed`] asks for.
    pub indexes: &'static [&'static [&'static str]],
}

/// An array of the received JSON that becomes rows of a child table.
#[derive(Debug, Clone, Copy)]
pub struct ListOf {
    /// The table of the elements.
    pub table: &'static Table,
    /// What the tag column says for this array.
    pub tag: Option<&'static str>,
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Table {}

impl Table {
    /// The position of a declared column.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// Every column of the table as it stands in SQL, the store's standard columns included.
    pub fn all_columns(&self) -> Vec<Column> {
        match self.kind {
            TableKind::Entity { .. } => [ENTITY_HEAD, self.columns, ENTITY_TAIL].concat(),
            TableKind::Child { parent, parent_column, tag } => {
                let mut columns = vec![Column {
                    name: parent_column,
                    required: true,
                    doc: "Row key of the parent.",
                    references: Some(parent),
                    ..standard("", Kind::Text, "")
                }];
                columns.extend(tag.map(|name| Column { required: true, ..standard(name, Kind::Text, TAG_DOC) }));
                columns.push(Column {
                    required: true,
                    ..standard("ordinal", Kind::Integer, "Position in the array Snyk sent, from 0.")
                });
                columns.extend_from_slice(self.columns);
                columns
            }
            TableKind::Log | TableKind::Book { .. } => self.columns.to_vec(),
        }
    }

    /// The names of the primary key's columns.
    pub fn key(&self) -> Vec<&'static str> {
        match self.kind {
            TableKind::Entity { .. } | TableKind::Log => vec!["id"],
            TableKind::Child { parent_column, tag, .. } => {
                [Some(parent_column), tag, Some("ordinal")].into_iter().flatten().collect()
            }
            TableKind::Book { key } => key.to_vec(),
        }
    }
}

const TAG_DOC: &str = "The attribute's name: which of Snyk's arrays the value stood in.";

const fn standard(name: &'static str, kind: Kind, doc: &'static str) -> Column {
    Column {
        name,
        kind,
        required: false,
        doc,
        source: "",
        tracked: false,
        references: None,
        owner: false,
        indexed: false,
    }
}

/// The columns in front of an entity's own.
pub const ENTITY_HEAD: &[Column] = &[
    Column { required: true, ..standard("id", Kind::Text, "Row key: UUIDv5 of `connection_id` and `source_id`.") },
    Column {
        required: true,
        references: Some("windlass_connections"),
        ..standard("connection_id", Kind::Text, "The connection that brought the row.")
    },
];

/// The columns behind an entity's own.
pub const ENTITY_TAIL: &[Column] = &[
    standard(
        "extra",
        Kind::Json,
        "What Snyk sent that no column holds; null mostly. Columns and `extra` rebuild the JSON received.",
    ),
    Column { required: true, ..standard("synced_at", Kind::Timestamp, "When a run last saw the row.") },
    standard(
        "removed_at",
        Kind::Timestamp,
        "When a finished scan no longer listed the row; null while Snyk lists it, and again if it comes back.",
    ),
    Column {
        required: true,
        ..standard(
            "seen_in",
            Kind::Integer,
            "The number of the walk that last listed the row; numbers only grow. A finished walk removes rows of a smaller one.",
        )
    },
    Column {
        required: true,
        ..standard(
            "content_hash",
            Kind::Integer,
            "Fingerprint of the row and its child rows: an unchanged row is not rewritten.",
        )
    },
];

/// What a log table declares after `id`, `connection_id` and the reference to its entity, in this order.
pub const EVENT_COLUMNS: [&str; 7] = ["field", "old_value", "new_value", "changed_at", "seen_at", "reason", "run_id"];

//! What databases write differently.

use windlass_model::Kind;

/// Whose SQL to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
}

impl Dialect {
    /// The type of a column.
    pub fn type_of(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Self::Sqlite, Kind::Text | Kind::Timestamp | Kind::Json) => "text",
            (Self::Sqlite, Kind::Integer | Kind::Boolean) => "integer",
            (Self::Sqlite, Kind::Real) => "real",
        }
    }

    /// What a required column holds in rows that were written before it was there.
    pub fn zero(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Self::Sqlite, Kind::Text) => "''",
            (Self::Sqlite, Kind::Integer | Kind::Boolean) => "0",
            (Self::Sqlite, Kind::Real) => "0.0",
            (Self::Sqlite, Kind::Timestamp) => "'1970-01-01T00:00:00.000000Z'",
            (Self::Sqlite, Kind::Json) => "'null'",
        }
    }

    /// The argument at a position, from 1.
    pub fn argument(self, position: usize) -> String {
        match self {
            Self::Sqlite => format!("?{position}"),
        }
    }

    /// The elements of a JSON array of texts that is passed as one argument.
    pub(crate) fn elements(self, position: usize) -> String {
        match self {
            Self::Sqlite => format!("select value from json_each(?{position})"),
        }
    }

    /// A column in a condition for which no index should be used.
    pub(crate) fn without_index(self, column: &str) -> String {
        match self {
            Self::Sqlite => format!("+{column}"),
        }
    }

    /// A new UUID.
    pub(crate) fn new_uuid(self) -> &'static str {
        match self {
            // Registered by the backend: SQLite has none of its own.
            Self::Sqlite => "windlass_uuid()",
        }
    }

    /// The name of a table that only this session sees.
    pub(crate) fn temporary(self, table: &str) -> String {
        match self {
            Self::Sqlite => format!("temp.{table}"),
        }
    }
}

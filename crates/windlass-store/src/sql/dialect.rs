//! What databases write differently.

use windlass_model::Kind;

/// Whose SQL to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Dialect {
    /// The dialect of the store that a URL names; `None` where it names none.
    pub fn of_url(url: &str) -> Option<Self> {
        match url.split_once(':')?.0 {
            "sqlite" => Some(Self::Sqlite),
            "postgres" | "postgresql" => Some(Self::Postgres),
            _ => None,
        }
    }

    /// The type of a column.
    pub fn type_of(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Self::Sqlite, Kind::Text | Kind::Timestamp | Kind::Json) | (Self::Postgres, Kind::Text) => "text",
            (Self::Sqlite, Kind::Integer | Kind::Boolean) => "integer",
            (Self::Sqlite, Kind::Real) => "real",
            (Self::Postgres, Kind::Timestamp) => "timestamptz",
            (Self::Postgres, Kind::Json) => "jsonb",
            (Self::Postgres, Kind::Integer) => "bigint",
            (Self::Postgres, Kind::Boolean) => "boolean",
            (Self::Postgres, Kind::Real) => "double precision",
        }
    }

    /// What a required column holds in rows that were written before it was there.
    pub fn zero(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (_, Kind::Text) => "''",
            (Self::Postgres, Kind::Boolean) => "false",
            (_, Kind::Integer) | (Self::Sqlite, Kind::Boolean) => "0",
            (_, Kind::Real) => "0.0",
            (_, Kind::Timestamp) => "'1970-01-01T00:00:00.000000Z'",
            (_, Kind::Json) => "'null'",
        }
    }

    /// The argument at a position, from 1.
    pub fn argument(self, position: usize) -> String {
        match self {
            Self::Sqlite => format!("?{position}"),
            Self::Postgres => format!("${position}"),
        }
    }

    /// An argument that is text, where nothing else says so.
    pub(crate) fn text(self, position: usize) -> String {
        self.typed(position, "text")
    }

    /// An argument that is a whole number, where nothing else says so.
    pub(crate) fn number(self, position: usize) -> String {
        self.typed(position, "bigint")
    }

    /// A moment that is passed as text.
    pub(crate) fn moment(self, position: usize) -> String {
        self.typed(position, "text::timestamptz")
    }

    fn typed(self, position: usize, kind: &str) -> String {
        match self {
            Self::Sqlite => self.argument(position),
            Self::Postgres => format!("{}::{kind}", self.argument(position)),
        }
    }

    /// The elements of a JSON array of texts that is passed as one argument.
    pub(crate) fn elements(self, position: usize) -> String {
        match self {
            Self::Sqlite => format!("select value from json_each(?{position})"),
            Self::Postgres => format!("select jsonb_array_elements_text({}::jsonb)", self.text(position)),
        }
    }

    /// A column in a condition for which no index should be used. PostgreSQL's statistics tell it so by themselves.
    pub(crate) fn without_index(self, column: &str) -> String {
        match self {
            Self::Sqlite => format!("+{column}"),
            Self::Postgres => column.to_owned(),
        }
    }

    /// A new UUID.
    pub(crate) fn new_uuid(self) -> &'static str {
        match self {
            // Registered by the backend: SQLite has none of its own.
            Self::Sqlite => "windlass_uuid()",
            Self::Postgres => "gen_random_uuid()::text",
        }
    }

    /// The name of a table that only this session sees.
    pub(crate) fn temporary(self, table: &str) -> String {
        match self {
            Self::Sqlite => format!("temp.{table}"),
            Self::Postgres => format!("pg_temp.{table}"),
        }
    }
}

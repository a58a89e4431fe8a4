//! Ids that cannot be mistaken for one another.

use std::fmt;
use uuid::Uuid;

/// A connection: one token, one base URL, one scope. The namespace of every row key it writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(Uuid);

/// One sync of one connection. Time-ordered, so that sorting by id sorts by start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunId(Uuid);

/// The key of a row: UUIDv5 of connection and Snyk's id, so that a foreign key is written without a look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId(Uuid);

impl ConnectionId {
    /// A new, random connection id.
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }

    /// Reads an id as a store returned it.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(Self)
    }

    /// The key of the row that holds what Snyk calls `source_id`.
    pub fn row(self, source_id: &str) -> RowId {
        RowId(Uuid::new_v5(&self.0, source_id.as_bytes()))
    }
}

impl RowId {
    /// Room for [`RowId::write`].
    pub const TEXT: [u8; 36] = [0; 36];

    /// The key as it is stored, without an allocation: each row that is written needs it.
    pub fn write(self, text: &mut [u8; 36]) -> &str {
        self.0.hyphenated().encode_lower(text)
    }
}

impl RunId {
    /// A new run id, later than all before it.
    pub fn next() -> Self {
        Self(Uuid::now_v7())
    }

    /// Reads an id as a store returned it.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(Self)
    }
}

impl fmt::Display for ConnectionId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(out)
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(out)
    }
}

impl fmt::Display for RowId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(out)
    }
}

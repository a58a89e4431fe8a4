//! What a cell holds.

use crate::Kind;
use jiff::Timestamp;

/// One cell of a row, in a type both stores know.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// Text as it was received.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Real(f64),
    /// True or false.
    Boolean(bool),
    /// A moment, UTC, to the microsecond.
    Timestamp(Timestamp),
    /// A JSON document, compact.
    Json(String),
}

/// A timestamp in the form the stores keep: UTC, six digits of fraction, so that text order is time order.
pub fn timestamp_text(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

impl Value {
    /// Whether there is no value.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text of a text cell.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Json(text) => Some(text),
            Self::Null | Self::Integer(_) | Self::Real(_) | Self::Boolean(_) | Self::Timestamp(_) => None,
        }
    }

    /// The number of an integer cell.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            Self::Null | Self::Text(_) | Self::Real(_) | Self::Boolean(_) | Self::Timestamp(_) | Self::Json(_) => None,
        }
    }

    /// The cell as events and terminals show it; `None` for null.
    pub fn to_text(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Text(text) | Self::Json(text) => Some(text.clone()),
            Self::Integer(number) => Some(number.to_string()),
            Self::Real(number) => Some(number.to_string()),
            Self::Boolean(yes) => Some(yes.to_string()),
            Self::Timestamp(moment) => Some(timestamp_text(*moment)),
        }
    }

    /// The cell as the column's kind has it. A store without the type (SQLite has no boolean, no timestamp) returns
    /// a substitute; a cell that cannot be of that kind comes back unchanged.
    pub fn coerce(self, kind: Kind) -> Self {
        match (kind, self) {
            (Kind::Boolean, Self::Integer(number)) => Self::Boolean(number != 0),
            (Kind::Timestamp, Self::Text(text)) => match text.parse() {
                Ok(moment) => Self::Timestamp(moment),
                Err(_) => Self::Text(text),
            },
            (Kind::Json, Self::Text(text)) => Self::Json(text),
            (Kind::Real, Self::Integer(number)) => Self::Real(number as f64),
            (_, other) => other,
        }
    }

    /// Appends bytes that differ for different values: the input of a row's fingerprint.
    pub fn fingerprint(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.push(0),
            Self::Text(text) => tagged(out, 1, text.as_bytes()),
            Self::Integer(number) => tagged(out, 2, &number.to_le_bytes()),
            Self::Real(number) => tagged(out, 3, &number.to_bits().to_le_bytes()),
            Self::Boolean(yes) => tagged(out, 4, &[u8::from(*yes)]),
            Self::Timestamp(moment) => tagged(out, 5, &moment.as_microsecond().to_le_bytes()),
            Self::Json(text) => tagged(out, 6, text.as_bytes()),
        }
    }
}

fn tagged(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    out.push(tag);
    out.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    out.extend_from_slice(bytes);
}

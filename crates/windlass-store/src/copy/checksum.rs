//! A sum of rows that does not depend on their order, nor on how a database writes what it was given.

use crate::postgres::without_nul;
use serde_json::Value as JsonValue;
use std::collections::BTreeMap;
use windlass_model::Value;
use xxhash_rust::xxh3::xxh3_64;

/// The sum of the hashes of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sum(u64);

impl Sum {
    /// The sum of some rows.
    pub(super) fn of(rows: &[Vec<Value>]) -> Self {
        let mut bytes = Vec::new();
        let hash = |row: &Vec<Value>| {
            bytes.clear();
            row.iter().for_each(|cell| write(cell, &mut bytes));
            xxh3_64(&bytes)
        };
        Self(rows.iter().map(hash).fold(0, u64::wrapping_add))
    }

    /// The sum of both.
    pub(super) fn add(&mut self, other: Self) {
        self.0 = self.0.wrapping_add(other.0);
    }

    /// As a number.
    pub(super) fn get(self) -> u64 {
        self.0
    }
}

/// Appends bytes that are the same for cells that mean the same.
fn write(cell: &Value, bytes: &mut Vec<u8>) {
    match cell {
        Value::Text(text) => Value::Text(without_nul(text).into_owned()).fingerprint(bytes),
        Value::Json(text) => match serde_json::from_str(text) {
            Ok(document) => {
                bytes.push(b'j');
                write_json(&document, bytes);
            }
            Err(_) => cell.fingerprint(bytes),
        },
        Value::Null | Value::Integer(_) | Value::Real(_) | Value::Boolean(_) | Value::Timestamp(_) => {
            cell.fingerprint(bytes);
        }
    }
}

fn write_json(document: &JsonValue, bytes: &mut Vec<u8>) {
    match document {
        JsonValue::Null => bytes.push(b'0'),
        JsonValue::Bool(yes) => bytes.push(if *yes { b't' } else { b'f' }),
        // PostgreSQL writes 1e2 as 100.
        JsonValue::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(whole), ..) => write_whole(whole.into(), bytes),
            (None, Some(whole), _) => write_whole(whole.into(), bytes),
            (None, None, real) => match real.unwrap_or(f64::NAN) {
                real if real.fract() == 0.0 && real.abs() < 2_f64.powi(64) => write_whole(real as i128, bytes),
                real => {
                    bytes.push(b'r');
                    bytes.extend_from_slice(&real.to_bits().to_le_bytes());
                }
            },
        },
        JsonValue::String(text) => write_text(text, bytes),
        JsonValue::Array(elements) => {
            bytes.push(b'[');
            elements.iter().for_each(|element| write_json(element, bytes));
            bytes.push(b']');
        }
        JsonValue::Object(members) => {
            bytes.push(b'{');
            // Sorted by the names that both stores can hold.
            let members: BTreeMap<_, _> = members.iter().map(|(name, value)| (without_nul(name), value)).collect();
            for (name, value) in members {
                write_text(&name, bytes);
                write_json(value, bytes);
            }
            bytes.push(b'}');
        }
    }
}

fn write_whole(number: i128, bytes: &mut Vec<u8>) {
    bytes.push(b'i');
    bytes.extend_from_slice(&number.to_le_bytes());
}

fn write_text(text: &str, bytes: &mut Vec<u8>) {
    let text = without_nul(text);
    bytes.push(b's');
    bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn json(text: &str) -> Value {
        Value::Json(text.to_owned())
    }

    fn row(cell: Value) -> Sum {
        Sum::of(&[vec![cell]])
    }

    #[test]
    fn what_means_the_same_has_the_same_sum() {
        for (one, other) in [
            (json(r#"{"a":1,"bb":[1e2,0.5]}"#), json(r#"{"bb": [100, 0.50], "a": 1.0}"#)),
            (json(r#""a\u0000b""#), json("\"a\u{fffd}b\"")),
            (json(r#"{"a\u0000":1,"ab":2}"#), json("{\"ab\":2,\"a\u{fffd}\":1}")),
            (json("100000000000000000.0"), json("1e17")),
            (text("a\0b"), text("a\u{fffd}b")),
        ] {
            assert_eq!(row(one.clone()), row(other.clone()), "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_differs_has_another() {
        for (one, other) in [
            (json(r#"["a","b"]"#), json(r#"["ab"]"#)),
            (json("[[1],2]"), json("[[1,2]]")),
            (json("9007199254740993"), json("9007199254740992")),
            (json("0"), json("null")),
            (json("1"), text("1")),
            (text(""), Value::Null),
            (text("1"), Value::Integer(1)),
        ] {
            assert_ne!(row(one.clone()), row(other.clone()), "{one:?} {other:?}");
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter_and_that_of_cells_does() {
        let (a, b) = (vec![text("a"), text("b")], vec![text("b"), text("a")]);
        assert_eq!(Sum::of(&[a.clone(), b.clone()]), Sum::of(&[b.clone(), a.clone()]));
        assert_ne!(Sum::of(&[a]), Sum::of(&[b]));
    }
}

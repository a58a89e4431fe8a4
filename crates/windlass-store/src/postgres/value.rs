//! Cells on their way in and out.

use bytes::{BufMut, BytesMut};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::borrow::Cow;
use std::error::Error;
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use windlass_model::value::{TIMESTAMP_LENGTH, write_timestamp};
use windlass_model::{Kind, Timestamp, Value};

/// Microseconds from 1970 to 2000, where PostgreSQL's time begins.
const EPOCH: i64 = 946_684_800_000_000;

type Outcome<T> = Result<T, Box<dyn Error + Sync + Send>>;

/// A cell to write, in the form that the column wants.
#[derive(Debug)]
pub(super) struct Cell<'a>(pub(super) &'a Value);

/// Cells as the driver takes arguments.
pub(super) fn arguments<'c, 'v: 'c>(cells: impl IntoIterator<Item = &'c Cell<'v>>) -> Vec<&'c (dyn ToSql + Sync)> {
    cells.into_iter().map(|cell| cell as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Cell<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Outcome<IsNull> {
        match (self.0, kind) {
            (Value::Null, _) => return Ok(IsNull::Yes),
            (Value::Integer(number), &Type::INT4) => out.put_i32(i32::try_from(*number)?),
            (value, kind) => put(value, kind_of(kind, value), out),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// What a parameter of a type takes; of one that we do not know, what the value is.
fn kind_of(kind: &Type, value: &Value) -> Kind {
    match (kind, value) {
        (&Type::JSONB, _) => Kind::Json,
        (&Type::FLOAT8, _) => Kind::Real,
        (&Type::BOOL, _) => Kind::Boolean,
        (&Type::TIMESTAMPTZ, _) => Kind::Timestamp,
        (&Type::INT8, _) => Kind::Integer,
        (&Type::TEXT, _) | (_, Value::Null | Value::Text(_) | Value::Json(_) | Value::Timestamp(_)) => Kind::Text,
        (_, Value::Integer(_)) => Kind::Integer,
        (_, Value::Real(_)) => Kind::Real,
        (_, Value::Boolean(_)) => Kind::Boolean,
    }
}

/// Writes a cell that is not null in the server's binary form.
pub(super) fn put(value: &Value, kind: Kind, out: &mut impl BufMut) {
    match (value, kind) {
        (Value::Null, _) => {}
        (Value::Text(text) | Value::Json(text), Kind::Json) => put_document(text, out),
        (Value::Text(text) | Value::Json(text), _) => out.put_slice(without_nul(text).as_bytes()),
        (Value::Integer(number), Kind::Real) => out.put_f64(*number as f64),
        (Value::Integer(number), Kind::Boolean) => out.put_u8(u8::from(*number != 0)),
        (Value::Integer(number), Kind::Text) => out.put_slice(number.to_string().as_bytes()),
        (Value::Integer(number), Kind::Integer | Kind::Timestamp | Kind::Json) => out.put_i64(*number),
        (Value::Real(number), _) => out.put_f64(*number),
        (Value::Boolean(yes), Kind::Integer) => out.put_i64(i64::from(*yes)),
        (Value::Boolean(yes), _) => out.put_u8(u8::from(*yes)),
        (Value::Timestamp(moment), Kind::Timestamp) => out.put_i64(moment.as_microsecond() - EPOCH),
        (Value::Timestamp(moment), _) => out.put_slice(write_timestamp(*moment, &mut [0; TIMESTAMP_LENGTH]).as_bytes()),
    }
}

/// Writes a document as `jsonb` takes it: the format's version, then its text.
pub(super) fn put_document(text: &str, out: &mut impl BufMut) {
    out.put_u8(1);
    out.put_slice(without_nul_escapes(text).as_bytes());
}

/// PostgreSQL's text cannot hold the character NUL, which no name and no title means: it becomes U+FFFD.
pub(crate) fn without_nul(text: &str) -> Cow<'_, str> {
    if text.as_bytes().contains(&0) { text.replace('\0', "\u{fffd}").into() } else { text.into() }
}

/// The same in a JSON document, where it is written `\u0000`.
fn without_nul_escapes(text: &str) -> Cow<'_, str> {
    if !text.contains("\\u0000") {
        return text.into();
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        // An escape is the backslash and what follows it: `\\u0000` is a backslash and five characters.
        let (before, escape) = rest.split_at(at);
        kept.push_str(before);
        let length =
            if escape.starts_with("\\u0000") { 6 } else { 1 + escape[1..].chars().next().map_or(0, char::len_utf8) };
        kept.push_str(if length == 6 { "\\ufffd" } else { &escape[..length] });
        rest = &escape[length..];
    }
    kept.push_str(rest);
    kept.into()
}

/// The types that are read as they are. Any other has to be asked for as text.
pub(super) fn is_known(kind: &Type) -> bool {
    matches!(
        *kind,
        Type::BOOL
            | Type::INT2
            | Type::INT4
            | Type::INT8
            | Type::FLOAT4
            | Type::FLOAT8
            | Type::NUMERIC
            | Type::TEXT
            | Type::VARCHAR
            | Type::BPCHAR
            | Type::NAME
            | Type::UNKNOWN
            | Type::TIMESTAMPTZ
            | Type::JSON
            | Type::JSONB
    )
}

/// A cell of a known type as it was read.
struct Read(Value);

impl<'a> FromSql<'a> for Read {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Outcome<Self> {
        Ok(Self(match *kind {
            Type::BOOL => Value::Boolean(bool::from_sql(kind, raw)?),
            Type::INT2 => Value::Integer(i16::from_sql(kind, raw)?.into()),
            Type::INT4 => Value::Integer(i32::from_sql(kind, raw)?.into()),
            Type::INT8 => Value::Integer(i64::from_sql(kind, raw)?),
            Type::FLOAT4 => Value::Real(f32::from_sql(kind, raw)?.into()),
            Type::FLOAT8 => Value::Real(f64::from_sql(kind, raw)?),
            // What `sum` makes of whole numbers.
            Type::NUMERIC => {
                let number = Decimal::from_sql(kind, raw)?;
                let whole = number.is_integer().then(|| number.to_i64()).flatten();
                whole.map_or_else(|| Value::Real(number.to_f64().unwrap_or(f64::NAN)), Value::Integer)
            }
            Type::TIMESTAMPTZ => moment(i64::from_sql(&Type::INT8, raw)?),
            Type::JSONB => Value::Json(compact(std::str::from_utf8(raw.get(1..).unwrap_or_default())?)),
            Type::JSON => Value::Json(compact(std::str::from_utf8(raw)?)),
            _ => Value::Text(std::str::from_utf8(raw)?.to_owned()),
        }))
    }

    fn accepts(kind: &Type) -> bool {
        is_known(kind)
    }
}

/// A moment; beyond what we can count, and for `infinity`, its text.
fn moment(micros: i64) -> Value {
    let since_1970 = micros.checked_add(EPOCH).and_then(|micros| Timestamp::from_microsecond(micros).ok());
    since_1970
        .map_or_else(|| Value::Text(if micros < 0 { "-infinity" } else { "infinity" }.to_owned()), Value::Timestamp)
}

/// A cell.
pub(super) fn read(row: &Row, column: usize) -> Result<Value, tokio_postgres::Error> {
    row.try_get::<_, Option<Read>>(column).map(|cell| cell.map_or(Value::Null, |cell| cell.0))
}

/// A JSON document without the spaces that PostgreSQL puts between its parts.
fn compact(text: &str) -> String {
    let (mut kept, mut inside, mut escaped) = (String::with_capacity(text.len()), false, false);
    for character in text.chars() {
        match character {
            '"' if !escaped => inside = !inside,
            ' ' if !inside => continue,
            _ => {}
        }
        escaped = inside && character == '\\' && !escaped;
        kept.push(character);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_loses_its_spaces_and_nothing_else() {
        assert_eq!(
            compact(r#"{"a b": [1, "c, \" d\\", {}], "e": "\\\" "}"#),
            r#"{"a b":[1,"c, \" d\\",{}],"e":"\\\" "}"#
        );
    }

    #[test]
    fn a_nul_is_replaced_and_what_looks_like_one_is_not() {
        assert_eq!(without_nul("a\0b"), "a\u{fffd}b");
        assert_eq!(without_nul_escapes(r#""a\u0000b\\u0000\n\u00001""#), r#""a\ufffdb\\u0000\n\ufffd1""#);
        assert_eq!(without_nul_escapes(r#""plain""#), r#""plain""#);
    }

    #[test]
    fn the_end_of_time_is_text() {
        assert_eq!(moment(i64::MAX), Value::Text("infinity".to_owned()));
        assert_eq!(moment(0), Value::Timestamp("2000-01-01T00:00:00Z".parse().unwrap()));
    }
}

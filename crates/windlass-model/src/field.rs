//! How a Rust type reads a JSON scalar, and what it is in SQL.

use crate::value::read_timestamp;
use crate::{Json, Kind, Value};
use jiff::Timestamp;
use serde_json::{Number, Value as JsonValue};

/// A JSON scalar as the decoder meets it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Token<'a> {
    /// `true` or `false`.
    Boolean(bool),
    /// A number without sign or fraction.
    Unsigned(u64),
    /// A negative number without fraction.
    Signed(i64),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// Text.
    Text(&'a str),
}

impl Token<'_> {
    /// The scalar as a JSON value, for `extra`.
    pub fn to_json(self) -> JsonValue {
        match self {
            Self::Boolean(yes) => JsonValue::Bool(yes),
            Self::Unsigned(number) => JsonValue::Number(number.into()),
            Self::Signed(number) => JsonValue::Number(number.into()),
            Self::Float(number) => Number::from_f64(number).map_or(JsonValue::Null, JsonValue::Number),
            Self::Text(text) => JsonValue::String(text.to_owned()),
        }
    }
}

/// What became of a scalar that was offered to a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The column holds it, and rebuilds it to the letter.
    Exact,
    /// The column holds its meaning but not its form; the form goes to `extra`.
    Inexact,
    /// The column cannot hold it; it goes to `extra`.
    Refused,
}

/// A type that can be a column.
pub trait Field: Default {
    /// What the column holds.
    const KIND: Kind;
    /// Whether a row without a value is impossible.
    const REQUIRED: bool = false;
    /// Reads a scalar.
    fn read(&mut self, token: Token<'_>) -> Reading;
    /// Takes a whole JSON document; only [`Json`] columns do.
    fn read_json(&mut self, document: Json) -> Result<(), Json> {
        Err(document)
    }
    /// Whether there is a value.
    fn is_set(&self) -> bool;
    /// The text of a text field.
    fn as_text(&self) -> Option<&str> {
        None
    }
    /// The cell.
    fn into_value(self) -> Value;
    /// The field from a cell that a store returned; `None` where it is of another kind.
    fn from_value(value: Value) -> Option<Self>;
}

impl Field for String {
    const KIND: Kind = Kind::Text;
    const REQUIRED: bool = true;

    fn read(&mut self, token: Token<'_>) -> Reading {
        let Token::Text(text) = token else { return Reading::Refused };
        text.clone_into(self);
        Reading::Exact
    }

    fn is_set(&self) -> bool {
        !self.is_empty()
    }

    fn as_text(&self) -> Option<&str> {
        Some(self)
    }

    fn into_value(self) -> Value {
        Value::Text(self)
    }

    fn from_value(value: Value) -> Option<Self> {
        value.as_text().map(ToOwned::to_owned)
    }
}

/// The part of [`Field`] that is the same for every optional type.
macro_rules! optional {
    ($type:ty, $kind:ident, $pattern:pat => $value:expr, $read:expr $(, $as_text:item)?) => {
        impl Field for Option<$type> {
            const KIND: Kind = Kind::$kind;
            $($as_text)?

            fn read(&mut self, token: Token<'_>) -> Reading {
                let read: fn(Token<'_>) -> Option<($type, Reading)> = $read;
                let Some((value, reading)) = read(token) else { return Reading::Refused };
                *self = Some(value);
                reading
            }

            fn is_set(&self) -> bool {
                self.is_some()
            }

            fn into_value(self) -> Value {
                self.map_or(Value::Null, Value::$kind)
            }

            fn from_value(value: Value) -> Option<Self> {
                if value.is_null() {
                    return Some(None);
                }
                let $pattern = value.coerce(Kind::$kind) else { return None };
                Some(Some($value))
            }
        }
    };
}

optional!(String, Text, Value::Text(text) => text, |token| match token {
    Token::Text(text) => Some((text.to_owned(), Reading::Exact)),
    Token::Boolean(_) | Token::Unsigned(_) | Token::Signed(_) | Token::Float(_) => None,
}, fn as_text(&self) -> Option<&str> {
    self.as_deref()
});
optional!(bool, Boolean, Value::Boolean(yes) => yes, |token| match token {
    Token::Boolean(yes) => Some((yes, Reading::Exact)),
    Token::Text(_) | Token::Unsigned(_) | Token::Signed(_) | Token::Float(_) => None,
});
optional!(i64, Integer, Value::Integer(number) => number, |token| match token {
    Token::Unsigned(number) => Some((i64::try_from(number).ok()?, Reading::Exact)),
    Token::Signed(number) => Some((number, Reading::Exact)),
    Token::Float(number) if number.fract() == 0.0 && number.abs() < EXACT => Some((number as i64, Reading::Inexact)),
    Token::Float(_) | Token::Text(_) | Token::Boolean(_) => None,
});
optional!(f64, Real, Value::Real(number) => number, |token| match token {
    Token::Unsigned(number) => Some((number as f64, exact(number < EXACT as u64))),
    Token::Signed(number) => Some((number as f64, exact(number.unsigned_abs() < EXACT as u64))),
    Token::Float(number) => Some((number, exact(number.fract() != 0.0))),
    Token::Text(_) | Token::Boolean(_) => None,
});
optional!(Timestamp, Timestamp, Value::Timestamp(moment) => moment, |token| match token {
    Token::Text(text) => {
        let (moment, is_shortest) = read_timestamp(text)?;
        Some((moment, exact(is_shortest)))
    }
    Token::Boolean(_) | Token::Unsigned(_) | Token::Signed(_) | Token::Float(_) => None,
});

/// Whole numbers below this are themselves as floats.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn exact(yes: bool) -> Reading {
    if yes { Reading::Exact } else { Reading::Inexact }
}

impl Field for Option<Json> {
    const KIND: Kind = Kind::Json;

    fn read(&mut self, token: Token<'_>) -> Reading {
        *self = Some(Json::of(&token.to_json()));
        Reading::Exact
    }

    fn read_json(&mut self, document: Json) -> Result<(), Json> {
        *self = Some(document);
        Ok(())
    }

    fn is_set(&self) -> bool {
        self.is_some()
    }

    fn into_value(self) -> Value {
        self.map_or(Value::Null, |document| Value::Json(document.into_text()))
    }

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            Value::Text(text) | Value::Json(text) => Some(Some(Json::kept(text))),
            Value::Integer(_) | Value::Real(_) | Value::Boolean(_) | Value::Timestamp(_) => None,
        }
    }
}

/// Fields of windlass's own rows, which always have a value and never come from Snyk.
macro_rules! own {
    ($type:ty, $kind:ident) => {
        impl Field for $type {
            const KIND: Kind = Kind::$kind;
            const REQUIRED: bool = true;

            fn read(&mut self, _: Token<'_>) -> Reading {
                Reading::Refused
            }

            fn is_set(&self) -> bool {
                true
            }

            fn into_value(self) -> Value {
                Value::$kind(self)
            }

            fn from_value(value: Value) -> Option<Self> {
                let Value::$kind(own) = value.coerce(Kind::$kind) else { return None };
                Some(own)
            }
        }
    };
}

own!(i64, Integer);
own!(bool, Boolean);
own!(Timestamp, Timestamp);

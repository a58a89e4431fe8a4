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
    let mut text = [0; TIMESTAMP_LENGTH];
    write_timestamp(moment, &mut text).to_owned()
}

/// Bytes of [`write_timestamp`] at most, years before 0 included.
pub const TIMESTAMP_LENGTH: usize = 30;

/// As [`timestamp_text`], without an allocation: each row has several.
pub fn write_timestamp(moment: Timestamp, text: &mut [u8; TIMESTAMP_LENGTH]) -> &str {
    let (head, micros) = write_seconds(moment, text);
    text[head] = b'.';
    digits(&mut text[head + 1..head + 7], micros);
    text[head + 7] = b'Z';
    utf8(&text[..head + 8])
}

/// The shortest form, as [`Timestamp`] displays itself: no more digits of fraction than there are.
pub(crate) fn shortest_timestamp(moment: Timestamp, text: &mut [u8; TIMESTAMP_LENGTH]) -> &str {
    let (head, micros) = write_seconds(moment, text);
    let mut end = head;
    if micros != 0 {
        text[head] = b'.';
        digits(&mut text[head + 1..head + 7], micros);
        end = head + 7;
        while text[end - 1] == b'0' {
            end -= 1;
        }
    }
    text[end] = b'Z';
    utf8(&text[..=end])
}

/// Writes date and time to the second; returns where that ends, and the microseconds that are left.
fn write_seconds(moment: Timestamp, text: &mut [u8; TIMESTAMP_LENGTH]) -> (usize, u32) {
    let civil = jiff::tz::Offset::UTC.to_datetime(moment);
    let number = |part: i8| u32::from(part.unsigned_abs());
    let year = if civil.year() < 0 {
        // As ISO 8601 writes them: a sign and six digits.
        text[0] = b'-';
        digits(&mut text[1..7], u32::from(civil.year().unsigned_abs()));
        7
    } else {
        digits(&mut text[..4], u32::from(civil.year().unsigned_abs()));
        4
    };
    let parts = [civil.month(), civil.day(), civil.hour(), civil.minute(), civil.second()];
    for (at, (before, part)) in b"--T::".iter().zip(parts).enumerate() {
        let at = year + 3 * at;
        text[at] = *before;
        digits(&mut text[at + 1..at + 3], number(part));
    }
    (year + 15, civil.subsec_nanosecond().unsigned_abs() / 1_000)
}

/// Fills a place with a number, zeros in front.
fn digits(place: &mut [u8], mut number: u32) {
    for digit in place.iter_mut().rev() {
        // A digit is below 10.
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
}

fn utf8(ascii: &[u8]) -> &str {
    std::str::from_utf8(ascii).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn timestamps_are_written_as_the_library_writes_them(second in -200_000_000_000_i64..250_000_000_000, micros in 0..1_000_000_i32) {
            let moment = Timestamp::new(second, micros * 1_000).unwrap();
            let mut text = [0; TIMESTAMP_LENGTH];
            let whole = moment.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string();
            if !whole.starts_with('-') {
                prop_assert_eq!(write_timestamp(moment, &mut text), whole);
            }
            prop_assert_eq!(shortest_timestamp(moment, &mut text), moment.to_string());
            prop_assert_eq!(timestamp_text(moment).parse::<Timestamp>().unwrap(), moment);
        }
    }
}

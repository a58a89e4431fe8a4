//! What a cell holds.

use crate::Kind;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

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

/// Reads a timestamp to the microsecond, and says whether [`shortest_timestamp`] writes it as it was.
pub(crate) fn read_timestamp(text: &str) -> Option<(Timestamp, bool)> {
    if let Some(moment) = read_shortest(text.as_bytes()) {
        return Some((moment, true));
    }
    let parsed: Timestamp = text.parse().ok()?;
    let moment = Timestamp::from_microsecond(parsed.as_microsecond()).ok()?;
    Some((moment, shortest_timestamp(moment, &mut [0; TIMESTAMP_LENGTH]) == text))
}

/// Reads the form that [`shortest_timestamp`] writes, which is the one that Snyk sends. Each issue has eight, and where a reader of all
/// forms were asked for them, a tenth of decoding would be that.
fn read_shortest(text: &[u8]) -> Option<Timestamp> {
    let (seconds, fraction) = text.strip_suffix(b"Z")?.split_at_checked(19)?;
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2] = seconds else {
        return None;
    };
    let year = i16::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    let two = |tens: u8, ones: u8| i8::try_from(number(&[tens, ones])?).ok();
    let nanoseconds = match fraction {
        [] => 0,
        [b'.', digits @ ..] if digits.len() <= 6 && digits.last().is_some_and(|last| *last != b'0') => {
            (digits.len()..9).fold(number(digits)?, |number, _| number * 10)
        }
        [..] => return None,
    };
    let (month, day) = (two(m1, m2)?, two(d1, d2)?);
    let (hour, minute, second) = (two(h1, h2)?, two(n1, n2)?, two(s1, s2)?);
    let civil = DateTime::new(year, month, day, hour, minute, second, nanoseconds).ok()?;
    Offset::UTC.to_timestamp(civil).ok()
}

/// The number that a few digits are.
fn number(digits: &[u8]) -> Option<i32> {
    digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + i32::from(digit - b'0')))
}

/// Writes date and time to the second; returns where that ends, and the microseconds that are left.
fn write_seconds(moment: Timestamp, text: &mut [u8; TIMESTAMP_LENGTH]) -> (usize, u32) {
    let civil = Offset::UTC.to_datetime(moment);
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
    let [a, b, c, d, e, f, g, h] = (bytes.len() as u64).to_le_bytes();
    out.reserve(9 + bytes.len());
    out.extend_from_slice(&[tag, a, b, c, d, e, f, g, h]);
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
            prop_assert_eq!(read_timestamp(&moment.to_string()), Some((moment, true)));
        }

        #[test]
        fn timestamps_are_read_as_the_library_reads_them(
            text in prop_oneof![
                "[0-9]{4}-(0[1-9]|1[0-2])-[0-2][0-9]T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]{0,5}[0-9]{0,5})?(Z|Z|Z|z)",
                "-?[0-9]{4,6}-[0-9]{2}-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:([0-6][0-9]|x0)([.,][0-9]{0,10})?(Z|\\+01:00|ZZ|)",
            ]
        ) {
            let library = text.parse::<Timestamp>().ok();
            let library = library.and_then(|moment| Timestamp::from_microsecond(moment.as_microsecond()).ok());
            prop_assert_eq!(read_timestamp(&text), library.map(|moment| (moment, moment.to_string() == text)));
        }
    }
}

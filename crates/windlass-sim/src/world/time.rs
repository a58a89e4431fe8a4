//! Moments of the simulated world: microseconds since 1970, UTC.

/// Microseconds since 1970-01-01T00:00:00Z.
pub(crate) type Micros = i64;

pub(crate) const SECOND: Micros = 1_000_000;
pub(crate) const MINUTE: Micros = 60 * SECOND;
pub(crate) const HOUR: Micros = 60 * MINUTE;
pub(crate) const DAY: Micros = 24 * HOUR;

/// Day 0 of every world: 2026-01-01T00:00:00Z.
pub(crate) const EPOCH: Micros = 1_767_225_600 * SECOND;

/// Year, month and day of a moment (Gregorian, by counting 400-year eras from March).
fn civil(at: Micros) -> (i64, i64, i64) {
    let z = at.div_euclid(DAY) + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, day)
}

fn two(out: &mut Vec<u8>, n: i64) {
    out.push(b'0' + (n / 10 % 10) as u8);
    out.push(b'0' + (n % 10) as u8);
}

/// Appends `2026-01-01`.
pub(crate) fn write_date(out: &mut Vec<u8>, at: Micros) {
    let (year, month, day) = civil(at);
    two(out, year / 100);
    two(out, year % 100);
    out.push(b'-');
    two(out, month);
    out.push(b'-');
    two(out, day);
}

/// Appends RFC 3339 with as many fractional digits as the value has: the API writes none, two, three or six.
pub(crate) fn write_timestamp(out: &mut Vec<u8>, at: Micros) {
    write_date(out, at);
    out.push(b'T');
    write_clock(out, at);
    let mut fraction = at.rem_euclid(SECOND);
    if fraction != 0 {
        out.push(b'.');
        while fraction != 0 {
            out.push(b'0' + (fraction / 100_000) as u8);
            fraction = fraction % 100_000 * 10;
        }
    }
    out.push(b'Z');
}

fn write_clock(out: &mut Vec<u8>, at: Micros) {
    let seconds = at.rem_euclid(DAY) / SECOND;
    two(out, seconds / 3600);
    out.push(b':');
    two(out, seconds / 60 % 60);
    out.push(b':');
    two(out, seconds % 60);
}

/// The `Date` header of HTTP: `Thu, 01 Jan 2026 00:00:00 GMT`.
pub(crate) fn http_date(at: Micros) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, month, day) = civil(at);
    let weekday = DAYS[at.div_euclid(DAY).rem_euclid(7) as usize];
    let mut clock = Vec::with_capacity(8);
    write_clock(&mut clock, at);
    let clock = String::from_utf8_lossy(&clock);
    format!("{weekday}, {day:02} {} {year} {clock} GMT", MONTHS[(month - 1) as usize])
}

/// Reads RFC 3339 with `Z` or an offset; anything shorter is refused as the API refuses it.
pub(crate) fn parse_timestamp(text: &str) -> Option<Micros> {
    if text.len() < 20 || !matches!(text.as_bytes().get(10), Some(b'T' | b't')) {
        return None;
    }
    text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_microsecond)
}

/// A moment with as many fractional digits as `dice` says, never later than `at`.
pub(crate) const fn coarse(at: Micros, dice: u64) -> Micros {
    let quantum = match dice % 8 {
        0 => SECOND,
        1 | 2 => 10_000,
        3..=5 => 1_000,
        _ => 1,
    };
    at - at.rem_euclid(quantum)
}

#[cfg(test)]
mod tests {
    use super::{DAY, EPOCH, http_date, parse_timestamp, write_timestamp};

    fn text(at: i64) -> String {
        let mut out = Vec::new();
        write_timestamp(&mut out, at);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn timestamps_read_as_they_are_written() {
        for at in [EPOCH, EPOCH + 550_000, EPOCH - 400 * DAY + 26_454_629, EPOCH + 58 * DAY + 958_000] {
            assert_eq!(parse_timestamp(&text(at)), Some(at), "{}", text(at));
        }
        assert_eq!(text(EPOCH + 550_000), "2026-01-01T00:00:00.55Z");
    }

    #[test]
    fn offsets_are_understood_and_bare_dates_are_not() {
        assert_eq!(parse_timestamp("2026-01-01T02:00:00+02:00"), Some(EPOCH));
        assert_eq!(parse_timestamp("2026-01-01"), None);
        assert_eq!(parse_timestamp("2026-01-01 02:00:00 02:00"), None);
    }

    #[test]
    fn day_zero_is_a_thursday() {
        assert_eq!(http_date(EPOCH), "Thu, 01 Jan 2026 00:00:00 GMT");
    }
}

//! Numbers and moments as people read them.

use windlass_model::Timestamp;

/// A moment to the minute, UTC.
pub(crate) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// The day of a moment, UTC.
pub(crate) fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

/// A whole number with its thousands apart.
pub fn thousands(number: impl Into<i128>) -> String {
    let number = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number of things: `1 issue`, `2,000 issues`.
pub fn counted(number: impl Into<i128>, thing: &str) -> String {
    let number = number.into();
    format!("{} {thing}{}", thousands(number), if number == 1 { "" } else { "s" })
}

/// A number of entities.
pub fn entities(count: usize) -> String {
    if count == 1 { "1 entity".to_owned() } else { format!("{} entities", thousands(count as u64)) }
}

/// A length of time in days, from seconds: one digit behind the point below ten days.
pub(crate) fn days(seconds: f64) -> String {
    let days = seconds / 86_400.0;
    if days < 10.0 { format!("{days:.1}") } else { format!("{days:.0}") }
}

/// A part of a whole as percent; nothing of nothing is all of it.
pub(crate) fn percent(part: i64, whole: i64) -> String {
    if whole == 0 { "100 %".to_owned() } else { format!("{:.0} %", part as f64 * 100.0 / whole as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!((thousands(-1_234_567), counted(1, "issue")), ("-1,234,567".to_owned(), "1 issue".to_owned()));
        assert_eq!((days(86_400.0 * 2.25), days(86_400.0 * 31.2)), ("2.2".to_owned(), "31".to_owned()));
        assert_eq!((percent(1, 3), percent(0, 0)), ("33 %".to_owned(), "100 %".to_owned()));
    }
}

//! Patterns with `*`, and what the stars stood for.

use std::collections::HashSet;

/// What the stars of a pattern stand for in a text; `None` where it does not match. `*` is anything without a `/`, `**` is anything.
/// Letters match whatever their case: hosts and GitHub's names know none.
pub(crate) fn captures<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut found = Vec::new();
    matches(pattern, text, &mut found, &mut HashSet::new()).then_some(found)
}

/// How much is left of a pattern and of a text, where the one does not match the other. Without it every star would try every end of all
/// before it once more: one with a dozen of them would not end.
type Failed = HashSet<(usize, usize)>;

fn matches<'t>(pattern: &str, text: &'t str, found: &mut Vec<&'t str>, failed: &mut Failed) -> bool {
    let left = (pattern.len(), text.len());
    if failed.contains(&left) {
        return false;
    }
    let Some(star) = pattern.find('*') else { return pattern.eq_ignore_ascii_case(text) };
    let (head, rest) = pattern.split_at(star);
    let Some(start) = text.get(..head.len()) else { return false };
    if !start.eq_ignore_ascii_case(head) {
        return false;
    }
    let text = &text[head.len()..];
    let (anything, rest) = match rest.strip_prefix("**") {
        Some(rest) => (true, rest),
        None => (false, &rest[1..]),
    };
    // The longest first, as in a shell.
    let within = if anything { text.len() } else { text.find('/').unwrap_or(text.len()) };
    for end in (0..=within).rev().filter(|end| text.is_char_boundary(*end)) {
        found.push(&text[..end]);
        if matches(rest, &text[end..], found, failed) {
            return true;
        }
        found.pop();
    }
    failed.insert(left);
    false
}

/// How many stars a pattern has.
pub(crate) fn stars(pattern: &str) -> usize {
    pattern.replace("**", "*").matches('*').count()
}

/// A text with `$1`, `$2`, … replaced by what the stars stood for.
pub(crate) fn filled(text: &str, found: &[&str]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        let digits = rest[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[at + 1..at + 1 + digits].parse::<usize>().ok();
        match number.and_then(|number| found.get(number.checked_sub(1)?)) {
            Some(value) => out.push_str(value),
            None => out.push_str(&rest[at..=at + digits]),
        }
        rest = &rest[at + 1 + digits..];
    }
    out + rest
}

/// The greatest number behind a `$`.
pub(crate) fn highest(text: &str) -> usize {
    let numbers = text.split('$').skip(1).filter_map(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        part[..digits].parse::<usize>().ok()
    });
    numbers.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything_within_a_segment_and_two_for_anything() {
        let table: &[(&str, &str, Option<&[&str]>)] = &[
            ("github.com/acme/*-api", "github.com/acme/shop-api", Some(&["shop"])),
            ("github.com/acme/*-api", "GitHub.com/ACME/Shop-API", Some(&["Shop"])),
            ("github.com/acme/*-api", "github.com/acme/shop/deep-api", None),
            ("github.com/**/*-api", "github.com/acme/shop/deep-api", Some(&["acme/shop", "deep"])),
            ("acme/*", "acme/shop", Some(&["shop"])),
            ("acme/*", "acme/", Some(&[""])),
            ("acme/shop", "acme/shop", Some(&[])),
            ("acme/shop", "acme/shop2", None),
            ("*-*", "a-b-c", Some(&["a-b", "c"])),
            ("*", "支付", Some(&["支付"])),
            ("支*", "x", None),
            ("", "", Some(&[])),
        ];
        for (pattern, text, expected) in table {
            let found = captures(pattern, text);
            assert_eq!(found.as_deref(), *expected, "{pattern} on {text}");
        }
    }

    #[test]
    fn a_pattern_of_many_stars_ends() {
        let text = "a-".repeat(50);
        for star in ["*", "**"] {
            let pattern = format!("{}{star}:{star}", format!("{star}-").repeat(20));
            assert_eq!(captures(&pattern, &format!("{text}/build")), None);
            assert_eq!(captures(&pattern, &format!("{text}:build")).map(|found| found.len()), Some(22));
        }
    }

    #[test]
    fn what_the_stars_stood_for_is_filled_in() {
        assert_eq!(filled("$1-of-$2", &["shop", "acme"]), "shop-of-acme");
        assert_eq!(filled("$1$2 $ $9x", &["a", "b"]), "ab $ $9x");
        assert_eq!((highest("$1-$12"), highest("none $"), stars("a/**/*-b")), (12, 0, 2));
    }
}

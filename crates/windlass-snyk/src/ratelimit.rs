//! What the headers of an answer say about limits and waiting.

use std::num::NonZeroU32;
use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::record::MOST_STATED;
use crate::window::Window;

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// Longest list of limits that is read, in bytes. Snyk's takes about 400.
const LONGEST_LIST: usize = 4_096;
/// Longest window that is believed. Snyk's longest is an hour.
const LONGEST_WINDOW: Duration = Duration::from_secs(3_600);
/// How long an exhausted budget without `x-ratelimit-reset` lasts: Snyk's shortest window.
const SHORTEST_RESET: Duration = Duration::from_secs(1);

/// The limits an answer states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Stated {
    pub(crate) windows: Vec<Window>,
    /// How many requests the server still takes, and for how long it says so. Which window it speaks of it does not say:
    /// the one with least left, as far as anybody knows.
    pub(crate) remaining: Option<(u64, Duration)>,
}

impl Stated {
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let windows = text(headers, &LIMIT).map(windows).unwrap_or_default();
        let remaining = text(headers, &REMAINING).and_then(first_number);
        let remaining = remaining.map(|requests| (requests, reset(headers).unwrap_or(SHORTEST_RESET)));
        Self { windows, remaining }
    }

    /// Set when nothing remains: how long until something does.
    pub(crate) fn exhausted_for(&self) -> Option<Duration> {
        self.remaining.filter(|(requests, _)| *requests == 0).map(|(_, reset)| reset)
    }
}

/// Our windows with the server's where those are tighter. A length we have no window for is added.
pub(crate) fn tightened(ours: &[Window], stated: &[Window]) -> Vec<Window> {
    let mut windows = ours.to_vec();
    for stated in stated {
        match windows.iter_mut().find(|window| window.length == stated.length) {
            Some(window) => window.requests = window.requests.min(stated.requests),
            None if ours.is_empty() => {} // asked to keep no limits
            None => windows.push(*stated),
        }
    }
    windows
}

/// How long an answer asks to wait: the longer of `retry-after` and `x-ratelimit-reset`.
pub(crate) fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    retry_after(headers).max(reset(headers))
}

/// The server's clock.
pub(crate) fn server_time(headers: &HeaderMap) -> Option<Timestamp> {
    text(headers, &DATE).and_then(http_date)
}

/// `retry-after`: seconds, or an HTTP date. A date is compared with the server's clock where it is given,
/// since ours may be wrong.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = text(headers, &RETRY_AFTER)?.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = http_date(value)?;
    let now = server_time(headers).unwrap_or_else(Timestamp::now);
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

/// `x-ratelimit-reset`: whole seconds from now, not a moment in time.
fn reset(headers: &HeaderMap) -> Option<Duration> {
    text(headers, &RESET).and_then(first_number).map(Duration::from_secs)
}

fn first_number(value: &str) -> Option<u64> {
    value.split([',', ';']).next().and_then(|first| first.trim().parse().ok())
}

fn http_date(value: &str) -> Option<Timestamp> {
    DateTimeParser::new().relaxed_weekday(true).parse_timestamp(value.trim()).ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Reads `160, 160;w=1;name="a|b^c", 1620;w=60;name="…"`: a bare limit that repeats one of the buckets, then
/// buckets with their seconds. Names are quoted and may hold commas and semicolons. What cannot be read is
/// left out; a limit of zero would stop us for good and is left out too.
fn windows(list: &str) -> Vec<Window> {
    if list.len() > LONGEST_LIST {
        return Vec::new();
    }
    let mut windows: Vec<Window> = Vec::new();
    for item in split_outside_quotes(list, ',') {
        let mut parts = split_outside_quotes(item, ';').into_iter();
        let requests = parts.next().and_then(|first| first.trim().parse::<NonZeroU32>().ok());
        let seconds = parts.find_map(|part| part.trim().strip_prefix("w=")?.trim().parse::<u64>().ok());
        let (Some(requests), Some(seconds)) = (requests, seconds) else { continue };
        let length = Duration::from_secs(seconds);
        if !length.is_zero() && length <= LONGEST_WINDOW {
            windows.push(Window { requests, length });
        }
    }
    // Two buckets of one length: the tighter one holds.
    windows.sort_by_key(|window| (window.length, window.requests));
    windows.dedup_by_key(|window| window.length);
    windows.truncate(MOST_STATED);
    windows
}

fn split_outside_quotes(text: &str, separator: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(|character| {
        quoted ^= character == '"';
        character == separator && !quoted
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    fn pairs(list: &str) -> Vec<(u32, u64)> {
        windows(list).iter().map(|window| (window.requests.get(), window.length.as_secs())).collect()
    }

    #[test]
    fn the_list_seen_on_the_wire_is_read() {
        let name =
            r#"name="crd|generic_key^api-gateway.api-rest|generic_key^per_second|principal_id|ratelimit_bucket^high""#;
        let list = format!("160, 160;w=1;{name}, 1620;w=60;{name}, 97200;w=3600;{name}");
        assert_eq!(pairs(&list), [(160, 1), (1_620, 60), (97_200, 3_600)]);
    }

    #[test]
    fn commas_and_semicolons_in_names_do_not_split() {
        assert_eq!(pairs(r#"5;name="a,9;w=1;b";w=60"#), [(5, 60)]);
        assert_eq!(pairs(r#"5;w=60;name="open"#), [(5, 60)]);
    }

    #[test]
    fn a_hostile_list_changes_nothing() {
        for list in [
            "",
            "160",
            "0;w=60",
            "-1;w=1",
            "5;w=0",
            "5;w=99999999999999999999",
            "5;w=86400",
            ",,,;;;",
            "5;w",
            "\"",
            "x;w=1",
        ] {
            assert_eq!(pairs(list), [], "{list}");
        }
        assert_eq!(pairs(&"1;w=1,".repeat(5_000)), []);
    }

    #[test]
    fn only_tighter_limits_are_taken_over() {
        let ours = [Window { requests: NonZeroU32::new(100).unwrap(), length: Duration::from_secs(60) }];
        let tightened = |list: &str| {
            let tightened = tightened(&ours, &windows(list));
            tightened.iter().map(|window| (window.requests.get(), window.length.as_secs())).collect::<Vec<_>>()
        };
        assert_eq!(tightened("50;w=60"), [(50, 60)]);
        assert_eq!(tightened("500;w=60"), [(100, 60)]);
        assert_eq!(tightened("9;w=10, 8;w=60, 7;w=60"), [(7, 60), (9, 10)]);
        assert_eq!(super::tightened(&[], &windows("1;w=60")), []);
    }

    #[test]
    fn nothing_remaining_says_for_how_long() {
        let exhausted = |pairs: &[_]| Stated::read(&headers(pairs)).exhausted_for();
        assert_eq!(
            exhausted(&[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "42")]),
            Some(Duration::from_secs(42))
        );
        assert_eq!(exhausted(&[("x-ratelimit-remaining", "0")]), Some(Duration::from_secs(1)));
        assert_eq!(
            exhausted(&[("x-ratelimit-remaining", "0, 12"), ("x-ratelimit-reset", "3")]),
            Some(Duration::from_secs(3))
        );
        for value in ["1", "", "none", "-0.5"] {
            assert_eq!(exhausted(&[("x-ratelimit-remaining", value), ("x-ratelimit-reset", "42")]), None, "{value}");
        }
    }

    #[test]
    fn the_longer_of_the_two_waits_is_asked() {
        let asked = |pairs: &[_]| asked_wait(&headers(pairs)).map(|wait| wait.as_secs());
        assert_eq!(asked(&[]), None);
        assert_eq!(asked(&[("retry-after", "7")]), Some(7));
        assert_eq!(asked(&[("retry-after", "7"), ("x-ratelimit-reset", "30")]), Some(30));
        assert_eq!(asked(&[("retry-after", "soon"), ("x-ratelimit-reset", "")]), None);
    }

    #[test]
    fn a_date_is_measured_by_the_servers_clock() {
        let date = ("date", "Wed, 21 Oct 2015 07:28:00 GMT");
        let asked = |value| asked_wait(&headers(&[date, ("retry-after", value)])).map(|wait| wait.as_secs());
        assert_eq!(asked("Wed, 21 Oct 2015 07:28:30 GMT"), Some(30));
        assert_eq!(asked("Wed, 21 Oct 2015 07:27:30 GMT"), Some(0));
        assert_eq!(server_time(&headers(&[date])), Some("2015-10-21T07:28:00Z".parse().unwrap()));
    }
}

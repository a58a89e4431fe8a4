//! What comes from outside, whatever it is: no panic, no way out of the origin, nothing kept that is larger than it may be.

use http::header::{HeaderName, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};
use proptest::prelude::*;
use serde_json::Value;

use crate::base_url::BaseUrl;
use crate::cursor::{Cursor, resolve_next};
use crate::page::{Document, RawLink};
use crate::problem::{Problem, blotted, is_json_api};
use crate::ratelimit::{Stated, asked_wait};
use crate::token::Token;

/// Pieces of addresses, which random text would hardly ever put together.
fn link() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "/",
        "//",
        "\\",
        "rest",
        "/rest",
        "orgs",
        ".",
        "..",
        "%2e",
        "%2E%2e",
        "%2f",
        "%5c",
        "%00",
        "@",
        ":",
        "?",
        "#",
        "&",
        "=",
        "https:",
        "http:",
        "https://api.snyk.io",
        "api.snyk.io",
        "evil.example",
        ":443",
        ":8443",
        " ",
        "\t",
        "\u{0}",
        "é",
        "\u{202e}",
        "starting_after=",
        "version=2024-10-15",
        "javascript:",
        "data:",
        "[::1]",
    ]);
    prop_oneof![prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat()), any::<String>()]
}

/// Pieces of JSON and of what breaks it.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"data\":",
        "\"errors\":[",
        "\"detail\":",
        "\"code\":",
        "\"links\":",
        "\"next\":",
        "\"href\":",
        "\"meta\":",
        "\"count\":",
        "null",
        "true",
        "-",
        "1e999",
        "1e-999",
        "99999999999999999999999",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"\\u001b[2J\"",
        "\"hunter2\"",
        "<html>",
        "\u{feff}",
        " ",
    ]);
    let json = prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![json, prop::collection::vec(any::<u8>(), 0..200)]
}

fn header() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        "160",
        "0",
        "-1",
        "18446744073709551616",
        "1e9",
        ";",
        ",",
        "w=",
        ";w=1",
        ";w=60",
        ";w=3600",
        ";w=0",
        "name=",
        "\"",
        "\"a,b;c\"",
        " ",
        "Wed, 21 Oct 2015 07:28:00 GMT",
        "Thu, 01 Jan -9999 00:00:00 GMT",
    ]);
    let list = prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![list, prop::collection::vec(any::<u8>(), 0..60)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn p8_no_next_link_leads_out_of_the_rest_base(link in link()) {
        let base = BaseUrl::parse("https://api.snyk.io").unwrap();
        let current = Cursor::parse("/orgs?version=2024-10-15").unwrap();
        if let Ok(Some(next)) = resolve_next(&base, &current, &RawLink::new(link)) {
            let url = base.rest(&next);
            prop_assert!(url.is_some(), "{next}");
            prop_assert_eq!(Cursor::parse(next.as_str()).unwrap(), next, "it is stored and read again");
        }
    }

    #[test]
    fn headers_about_limits_are_read_or_left(values in prop::collection::vec(header(), 4)) {
        let names = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"].map(HeaderName::from_static);
        let mut headers = HeaderMap::new();
        for (name, value) in names.into_iter().chain([RETRY_AFTER]).zip(values) {
            headers.extend(HeaderValue::from_bytes(&value).ok().map(|value| (name, value)));
        }
        let stated = Stated::read(&headers);
        prop_assert!(stated.windows.len() <= crate::record::MOST_STATED);
        prop_assert!(stated.windows.iter().all(|window| !window.length.is_zero()));
        asked_wait(&headers);
    }

    #[test]
    fn p7_a_text_is_a_token_or_refused_and_never_shown(text in any::<String>(), dots in "[a-z_.A-Z0-9=-]{0,80}") {
        for text in [text, format!("snyk_uat.{dots}"), format!("snyk_sat.x.{dots}.y"), dots] {
            if let Ok(token) = Token::parse(text) {
                prop_assert!(token.expose().is_ascii());
                let _ = token.kind();
                prop_assert_eq!(format!("{token:?}"), "***");
            }
        }
    }

    #[test]
    fn p7_an_error_body_says_little_and_never_the_token(body in body()) {
        let problem = Problem::read(&blotted(&body, &["hunter2"]));
        for (text, longest) in [(problem.code, 80), (problem.parameter, 80), (problem.detail, 300)] {
            let text = text.unwrap_or_default();
            prop_assert!(text.chars().count() <= longest);
            prop_assert!(!text.contains("hunter2") && !text.chars().any(char::is_control), "{text:?}");
        }
    }

    #[test]
    fn a_page_is_read_or_refused(body in body()) {
        is_json_api(&body);
        if let Ok(page) = serde_json::from_slice::<Document<Value>>(&body) {
            let counted = page.meta.is_some_and(|meta| meta.get("count").is_some());
            let named = body.windows(6).any(|six| six == b"\"data\"");
            prop_assert!(named || counted, "a body without data passed for a page");
        }
    }
}

#[test]
fn nesting_without_end_is_refused_wherever_it_stands() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(20_000), close.repeat(20_000));
    for value in [deep("[", "]"), deep(r#"{"a":"#, "}"), "[".repeat(100_000), r#"{"a":"#.repeat(100_000)] {
        for (around, is_kept) in [
            (r#"{"data":[@]}"#, true),
            (r#"{"data":[],"meta":@}"#, true),
            (r#"{"data":[],"links":@}"#, false), // skipped without recursion where it is well-formed
            (r#"{"errors":[@]}"#, true),
        ] {
            let body = around.replace('@', &value).into_bytes();
            assert!(serde_json::from_slice::<Document<Value>>(&body).is_err() || !is_kept, "{around}");
            is_json_api(&body);
            assert!(Problem::read(&body).detail.is_none_or(|detail| detail.chars().count() <= 300));
        }
        let link = format!(r#"{{"data":[],"links":{{"next":{value}}}}}"#);
        assert!(serde_json::from_slice::<Document<Value>>(link.as_bytes()).is_err());
    }
}

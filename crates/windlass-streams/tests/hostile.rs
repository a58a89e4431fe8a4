//! Bodies that nobody honest sends: each is read or refused, and nothing else happens.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use proptest::prelude::*;
use std::collections::{HashMap, HashSet};
use windlass_model::{ConnectionId, Record};
use windlass_streams::{Context, STREAMS, Stream};

fn decode(stream: &Stream, body: &[u8]) -> Result<Vec<Record>, String> {
    let connection = ConnectionId::parse("6f1c8f5e-95a1-4bd4-8b8c-3e4a5b9c0d11").unwrap();
    let (slugs, inaccessible) = (HashMap::new(), HashSet::new());
    let context =
        Context { connection, app_url: Some("https://app.snyk.io"), slugs: &slugs, inaccessible: &inaccessible };
    (stream.decode)(body, &context).map(|page| page.data).map_err(|error| error.to_string())
}

/// A page of one row, with something else at every place where something can stand.
fn pages(value: &str) -> Vec<String> {
    let places = [
        r#"{"data":[@]}"#,
        r#"{"data":[{"id":@,"type":"x","attributes":{}}]}"#,
        r#"{"data":[{"id":"1","type":"x","attributes":@}]}"#,
        r#"{"data":[{"id":"1","type":"x","attributes":{"name":@,"title":@,"status":@,"coordinates":@,"problems":[@]}}]}"#,
        r#"{"data":[{"id":"1","type":"x","attributes":{"nobody_knows_this":@}}]}"#,
        r#"{"data":[{"id":"1","type":"x","attributes":{},"relationships":{"organization":{"data":@}},"meta":@}]}"#,
    ];
    places.map(|place| place.replace('@', value)).into()
}

#[test]
fn nesting_without_end_is_refused_at_every_place() {
    for value in [
        format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("{}1{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000)),
        "[".repeat(500_000),
    ] {
        for (stream, body) in
            STREAMS.iter().flat_map(|stream| pages(&value).into_iter().map(move |body| (stream, body)))
        {
            let error = decode(stream, body.as_bytes()).unwrap_err();
            assert!(error.contains("recursion limit") || error.contains("invalid type"), "{}: {error}", stream.name);
        }
    }
}

#[test]
fn numbers_and_texts_of_any_size_are_read_or_refused() {
    let digits = "9".repeat(400);
    let long = format!("\"{}\"", "x".repeat(4 << 20));
    let values = ["1e999", "-1e999", "1e-999", &digits, &format!("0.{digits}"), "\"\\u0000\"", "\"\\ud800\"", &long];
    for value in values {
        for (stream, body) in STREAMS.iter().flat_map(|stream| pages(value).into_iter().map(move |body| (stream, body)))
        {
            // Either is fine; a row must still be one row.
            if let Ok(rows) = decode(stream, body.as_bytes()) {
                assert_eq!(rows.len(), 1, "{}", stream.name);
            }
        }
    }
    let nul = &pages("\"a\\u0000b\"")[4];
    assert!(STREAMS.iter().any(|stream| decode(stream, nul.as_bytes()).is_ok()), "a NUL is a character like others");
}

proptest! {
    #[test]
    fn a_page_that_was_damaged_on_its_way_is_read_or_refused(
        place in any::<prop::sample::Index>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let pages = pages(r#"{"status":"open","is_fixable":true,"created_at":"2026-01-01T00:00:00Z","n":[1.5,null]}"#);
        let mut body = pages[place.index(pages.len())].clone().into_bytes();
        for (at, byte) in damage {
            let at = at.index(body.len());
            body[at] = byte;
        }
        body.truncate(cut.index(body.len() * 2).max(1));
        for stream in STREAMS {
            let _ = decode(stream, &body);
        }
    }
}

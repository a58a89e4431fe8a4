//! Bodies: compressed, too large, and what is read around them.

#![allow(clippy::unwrap_used, reason = "helpers outside of the test functions")]

mod support;

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use support::{Server, page, reply};
use windlass_snyk::{ApiError, Client, Document, Identity, PageRequest, Version};

fn orgs() -> PageRequest {
    PageRequest::new("/orgs", Version::new("2024-10-15"))
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_page_carries_what_came_around_it() {
    let server = Server::start(|_| {
        let headers = "date: Wed, 21 Oct 2015 07:28:00 GMT\r\nsnyk-request-id: abc\r\nsunset: 2027-01-01\r\n";
        reply(200, headers, r#"{"data":[7],"meta":{"count":9}}"#)
    })
    .await;
    let client = server.client();
    let page = client.page::<u32>(&orgs()).await.unwrap();
    assert_eq!((page.data, page.next, page.bytes), (vec![7], None, 31));
    assert_eq!(page.server_time, Some("2015-10-21T07:28:00Z".parse().unwrap()));
    assert_eq!(page.request_id.as_deref(), Some("abc"));
    assert_eq!(page.meta.unwrap()["count"], 9);
    client.page::<u32>(&orgs()).await.unwrap();
    let warnings = client.stats().warnings;
    assert_eq!(warnings.len(), 1);
    assert_eq!((warnings[0].endpoint.as_str(), warnings[0].date.as_str()), ("/orgs", "2027-01-01"));
    assert_eq!(client.stats().bytes, 62);
}

#[tokio::test]
async fn the_caller_may_decode_straight_into_rows() {
    let server = Server::start(|_| page("")).await;
    let rows = server
        .client()
        .page_with(&orgs(), &|body| Ok(serde_json::from_slice::<Document<u32>>(body)?.map(|n| format!("row {n}"))))
        .await
        .unwrap();
    assert_eq!(rows.data, ["row 1", "row 2"]);
}

#[tokio::test]
async fn gzip_and_brotli_are_understood() {
    let server = Server::start(|seen| {
        let accepted = seen.header("accept-encoding").unwrap_or_default();
        if !(accepted.contains("gzip") && accepted.contains("br")) {
            return reply(406, "", "");
        }
        match seen.number {
            0 => reply(200, "content-encoding: gzip\r\n", gzip(br#"{"data":[1]}"#)),
            // One uncompressed meta-block of eleven bytes, then an empty last one.
            _ => reply(200, "content-encoding: br\r\n", [&[0x0b, 0x05, 0x80][..], br#"{"data":[]}"#, &[0x03]].concat()),
        }
    })
    .await;
    let client = server.client();
    assert_eq!(client.page::<u32>(&orgs()).await.unwrap().bytes, 12);
    assert_eq!(client.page::<u32>(&orgs()).await.unwrap().bytes, 11);
}

#[tokio::test]
async fn a_small_answer_that_unpacks_to_a_huge_one_is_refused() {
    let mut body = br#"{"data":[],"x":""#.to_vec();
    body.resize(64 * 1024 * 1024, b'a');
    let bomb = gzip(&body);
    assert!(bomb.len() < 100_000);
    let server = Server::start(move |_| reply(200, "content-encoding: gzip\r\n", &bomb)).await;
    let mut config = server.config();
    config.max_body_bytes = 1024 * 1024;
    let error = Client::new(config).unwrap().page::<u32>(&orgs()).await.unwrap_err();
    assert!(matches!(error, ApiError::TooLarge { limit_bytes: 1_048_576, .. }), "{error:?}");
    assert_eq!((error.code(), server.seen().len()), ("body_too_large", 1));
}

#[tokio::test]
async fn an_archive_that_breaks_off_is_fetched_again() {
    let whole = gzip(br#"{"data":[1]}"#);
    let server = Server::start(move |seen| {
        let length = if seen.number == 0 { whole.len() - 6 } else { whole.len() };
        reply(200, "content-encoding: gzip\r\n", &whole[..length])
    })
    .await;
    assert_eq!(server.client().page::<u32>(&orgs()).await.unwrap().data, [1]);
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn an_answer_without_data_is_never_an_empty_page() {
    for body in ["{}", r#"{"jsonapi":{"version":"1.0"}}"#, r#"{"jsonapi":{},"errors":[{"status":"500","detail":"d"}]}"#]
    {
        let server = Server::start(move |_| reply(200, "", body)).await;
        assert!(server.client().page::<u32>(&orgs()).await.is_err(), "{body}");
    }
}

#[tokio::test]
async fn the_token_says_who_it_is_without_its_email() {
    let server = Server::start(|_| {
        let body = r#"{"jsonapi":{"version":"1.0"},"data":{"type":"user","id":"u1","attributes":{"name":"Alice",
            "email":"alice@example.com","default_org_context":"o1"}},"links":{"self":"/self"}}"#;
        reply(200, "", body)
    })
    .await;
    let identity = server.client().identity().await.unwrap();
    let expected =
        Identity { kind: "user".into(), id: "u1".into(), name: "Alice".into(), default_org: Some("o1".into()) };
    assert_eq!(identity, expected);
    assert_eq!(server.seen()[0].target(), "/rest/self?version=2024-10-15");
}

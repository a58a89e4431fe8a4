//! P9: throttled, nothing is sent until the gate opens. And second chances in general.

mod support;

use std::time::Duration;

use futures::future::join_all;
use support::{Server, page, reply};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use windlass_snyk::{ApiError, Client, Limits, PageRequest, RetryPolicy, Version};

fn orgs() -> PageRequest {
    PageRequest::new("/orgs", Version::new("2024-10-15"))
}

const COUNTS: &str = "content-type: application/vnd.api+json\r\n";

#[tokio::test]
async fn p9_after_a_429_nobody_sends_until_the_silence_is_over() {
    let server = Server::start(|seen| if seen.number == 0 { reply(429, "", "") } else { page("") }).await;
    let client = server.client();
    let first = tokio::spawn({
        let client = client.clone();
        async move { client.page::<u32>(&orgs()).await }
    });
    while client.budget().closed_for.is_none() {
        tokio::task::yield_now().await;
    }
    let request = orgs();
    let others = join_all((0..8).map(|_| client.page::<u32>(&request))).await;
    assert!(others.into_iter().all(|page| page.is_ok()));
    assert!(first.await.unwrap().is_ok());
    let seen = server.seen();
    assert_eq!(seen.len(), 10);
    let silence = seen[1].at - seen[0].at;
    assert!(silence >= Duration::from_millis(200), "{silence:?}");
    let stats = client.stats();
    assert_eq!((stats.requests, stats.throttled, stats.retries), (10, 1, 1));
    assert!(stats.waited_for_gate >= Duration::from_millis(190), "{stats:?}");
}

#[tokio::test]
async fn p9_retry_after_is_kept_to() {
    let server = Server::start(|seen| match seen.number {
        0 => reply(429, "retry-after: 1\r\nx-ratelimit-reset: 0\r\n", ""),
        _ => page(""),
    })
    .await;
    server.client().page::<u32>(&orgs()).await.unwrap();
    let seen = server.seen();
    assert!(seen[1].at - seen[0].at >= Duration::from_secs(1));
}

#[tokio::test]
async fn p9_when_nothing_remains_the_gate_closes_before_a_429() {
    let headers = format!("{COUNTS}x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 1\r\n");
    let server = Server::start(move |_| reply(200, &headers, r#"{"data":[]}"#)).await;
    let client = server.client();
    client.page::<u32>(&orgs()).await.unwrap();
    assert!(client.budget().closed_for.is_some());
    client.page::<u32>(&orgs()).await.unwrap();
    let seen = server.seen();
    assert!(seen[1].at - seen[0].at >= Duration::from_secs(1));
}

#[tokio::test]
async fn lower_limits_of_the_server_are_learnt() {
    let headers = format!("{COUNTS}x-ratelimit-limit: 5, 5;w=60;name=\"a,b\"\r\n");
    let server = Server::start(move |_| reply(200, &headers, r#"{"data":[]}"#)).await;
    let mut config = server.config();
    config.limits = Limits::default();
    let client = Client::new(config).unwrap();
    assert_eq!(client.budget().limit, Some(1_620));
    client.page::<u32>(&orgs()).await.unwrap();
    assert_eq!((client.budget().limit, client.budget().remaining), (Some(5), Some(4)));
}

#[tokio::test]
async fn a_wait_beyond_patience_ends_in_throttled_for_everybody_without_another_request() {
    let server = Server::start(|_| reply(429, "retry-after: 601\r\nsnyk-request-id: r-9\r\n", "")).await;
    let client = server.client();
    let error = client.page::<u32>(&orgs()).await.unwrap_err();
    assert!(matches!(error, ApiError::Throttled { asked: Some(wait), .. } if wait == Duration::from_secs(601)));
    assert_eq!(error.request_id(), Some("r-9"));
    assert_eq!(client.page::<u32>(&orgs()).await.unwrap_err().code(), "throttled");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn what_passes_with_time_is_tried_again() {
    let cut = || b"HTTP/1.1 200 X\r\nx-cut: yes\r\ncontent-length: 900\r\n\r\n{\"data\":[1".to_vec();
    let short = || reply(200, COUNTS, r#"{"data":[1"#);
    let server = Server::start(move |seen| match seen.number {
        0 => reply(500, "", "<html>oops"),
        1 => reply(502, "", ""),
        2 => Vec::new(),
        3 => cut(),
        4 => short(),
        _ => page(""),
    })
    .await;
    let client = server.client();
    assert_eq!(client.page::<u32>(&orgs()).await.unwrap().data, [1, 2]);
    assert_eq!((server.seen().len(), client.stats().retries), (6, 5));
}

#[tokio::test]
async fn attempts_run_out() {
    let server = Server::start(|_| reply(503, "", "")).await;
    let error = server.client().page::<u32>(&orgs()).await.unwrap_err();
    assert!(matches!(error, ApiError::Server { status: 503, .. }));
    assert_eq!(server.seen().len(), 6);
}

#[tokio::test]
async fn what_does_not_pass_is_asked_once() {
    for (status, body, code) in [
        (400, "{}", "bad_request"),
        (401, r#"{"status":"401","code":"Unauthorized"}"#, "invalid_credentials"),
        (403, "", "forbidden"),
        (404, "nothing here", "not_found"),
        (410, "", "endpoint_retired"),
        (501, "", "server_error"),
        (503, r#"{"errors":[{"status":"503","code":"SNYK-0099","detail":"d"}]}"#, "maintenance"),
        (200, "<html>Sign in</html>", "not_snyk"),
        (200, r#"{"hello":"world"}"#, "not_snyk"),
        (200, r#"{"jsonapi":{"version":"1.0"},"data":"x"}"#, "unexpected_body"),
        (404, "<html>nginx", "not_snyk"),
    ] {
        let server = Server::start(move |_| reply(status, "", body)).await;
        let error = server.client().page::<u32>(&orgs()).await.unwrap_err();
        assert_eq!((error.code(), server.seen().len()), (code, 1), "{status} {body}");
        assert_eq!(error.path(), Some("/orgs"));
    }
}

#[tokio::test]
async fn a_refused_connection_is_unreachable() {
    let server = Server::start(|_| page("")).await;
    let config = server.config();
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let base = windlass_snyk::BaseUrl::parse(&format!("http://{closed}")).unwrap();
    let client = Client::new(windlass_snyk::ClientConfig { base, ..config }).unwrap();
    let error = client.page::<u32>(&orgs().query("name", "hidden")).await.unwrap_err();
    assert_eq!(error.code(), "unreachable");
    assert!(!format!("{error:?}").contains("hidden"));
    assert_eq!(client.stats().requests, 6);
}

#[tokio::test]
async fn a_server_that_says_nothing_times_out() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = Server::start(|_| page("")).await;
    let mut config = server.config();
    config.base = windlass_snyk::BaseUrl::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    config.timeouts.first_byte = Duration::from_millis(30);
    config.retry = RetryPolicy::once();
    let error = Client::new(config).unwrap().page::<u32>(&orgs()).await.unwrap_err();
    assert!(matches!(error, ApiError::Timeout { phase: windlass_snyk::TimeoutPhase::FirstByte, .. }), "{error:?}");
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_not_trusted_and_asked_once() {
    let server = Server::start(|_| page("")).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    let talk = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            stream.write_all(b"HTTP/1.1 400 X\r\n\r\n").await.unwrap();
            stream.read_to_end(&mut Vec::new()).await.ok();
        }
    });
    let base = windlass_snyk::BaseUrl::parse(&base).unwrap();
    let client = Client::new(windlass_snyk::ClientConfig { base, ..server.config() }).unwrap();
    let error = client.page::<u32>(&orgs()).await.unwrap_err();
    assert!(matches!(error, ApiError::Untrusted { .. }), "{error:?}");
    assert_eq!((error.code(), client.stats().requests), ("untrusted", 1));
    talk.abort();
}

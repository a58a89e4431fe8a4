//! P7: a token is in no log, no error, no debug output. And how OAuth2 tokens come and go.

#![allow(clippy::unwrap_used, reason = "helpers outside of the test functions")]

mod support;

use std::io::Write;
use std::sync::{Arc, Mutex};

use futures::future::join_all;
use support::{Reply, SECRET, Seen, Server, page, reply};
use windlass_snyk::{ApiError, Client, ClientConfig, Credentials, PageRequest, Token, Version};

const ACCESS: &str = "swordfish-swordfish";

fn orgs() -> PageRequest {
    PageRequest::new("/orgs", Version::new("2024-10-15")).query("name", "quiet-query")
}

fn oauth(server: &Server) -> ClientConfig {
    let client_secret = Token::parse(SECRET.to_owned()).unwrap();
    ClientConfig { credentials: Credentials::OAuth2 { client_id: "id-1".into(), client_secret }, ..server.config() }
}

/// Grants a token with a number in it, so that a test can tell the first from the second.
fn grant(seen: &Seen, lifetime: u64) -> Reply {
    let number = seen.number;
    let body = format!(r#"{{"access_token":"{ACCESS}-{number}","expires_in":{lifetime},"token_type":"bearer"}}"#);
    reply(200, "content-type: application/json\r\n", body)
}

fn is_grant(seen: &Seen) -> bool {
    seen.head.starts_with("POST /oauth2/token ")
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn p7_no_token_in_logs_errors_or_debug_output() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    // A server that echoes what it was sent, in every form an error takes.
    let server = Server::start(|seen| {
        if is_grant(seen) {
            return if seen.number < 6 { grant(seen, 3_600) } else { reply(401, "", &seen.body) };
        }
        let echo = seen.header("authorization").unwrap();
        match seen.number % 5 {
            0 => page(""),
            1 => reply(403, "", format!(r#"{{"errors":[{{"code":"{echo}","detail":"you sent {echo}"}}]}}"#)),
            2 => reply(400, "", format!("what is {echo}?")),
            3 => reply(200, "", format!(r#"{{"jsonapi":{{}},"data":"{echo}"}}"#)),
            _ => reply(401, "", format!(r#"{{"status":"401","code":"{echo}"}}"#)),
        }
    })
    .await;

    let mut shown = String::new();
    for config in [server.config(), oauth(&server)] {
        shown.push_str(&format!("{config:?}"));
        let client = Client::new(config).unwrap();
        for _ in 0..12 {
            if let Err(error) = client.page::<u32>(&orgs()).await {
                shown.push_str(&format!("{error} {error:?} {error:#?}"));
                let mut source = std::error::Error::source(&error);
                while let Some(cause) = source {
                    shown.push_str(&format!("{cause} {cause:?}"));
                    source = cause.source();
                }
            }
        }
        shown.push_str(&format!("{client:?} {:?} {:?}", client.stats(), client.budget()));
    }
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("Snyk answered"), "the log was captured");
    assert!(shown.contains("***"), "something was blotted out");
    for secret in [SECRET, ACCESS] {
        assert!(!shown.contains(secret), "{shown}");
        assert!(!logged.contains(secret), "{logged}");
    }
    assert!(!logged.contains("quiet-query"), "query values are not logged: {logged}");
}

#[tokio::test]
async fn an_oauth2_token_is_fetched_once_for_everybody_and_sent_as_bearer() {
    let server = Server::start(|seen| if is_grant(seen) { grant(seen, 3_600) } else { page("") }).await;
    let client = Client::new(oauth(&server)).unwrap();
    let request = orgs();
    let pages = join_all((0..10).map(|_| client.page::<u32>(&request))).await;
    assert!(pages.into_iter().all(|page| page.is_ok()));
    let seen = server.seen();
    assert_eq!(seen.iter().filter(|seen| is_grant(seen)).count(), 1);
    assert_eq!(seen[0].body, format!("grant_type=client_credentials&client_id=id-1&client_secret={SECRET}"));
    assert_eq!(seen[0].header("content-type"), Some("application/x-www-form-urlencoded"));
    let bearer = format!("Bearer {ACCESS}-0");
    assert!(seen[1..].iter().all(|seen| seen.header("authorization") == Some(bearer.as_str())));
}

#[tokio::test]
async fn an_oauth2_token_is_renewed_before_it_ends() {
    let server = Server::start(|seen| if is_grant(seen) { grant(seen, 0) } else { page("") }).await;
    let client = Client::new(oauth(&server)).unwrap();
    client.page::<u32>(&orgs()).await.unwrap();
    client.page::<u32>(&orgs()).await.unwrap();
    assert_eq!(server.seen().iter().filter(|seen| is_grant(seen)).count(), 2);
}

#[tokio::test]
async fn a_refused_oauth2_token_is_renewed_once_then_the_request_fails() {
    let server = Server::start(|seen| if is_grant(seen) { grant(seen, 3_600) } else { reply(401, "", "") }).await;
    let client = Client::new(oauth(&server)).unwrap();
    assert!(matches!(client.page::<u32>(&orgs()).await, Err(ApiError::Unauthorized { .. })));
    let grants: Vec<bool> = server.seen().iter().map(is_grant).collect();
    assert_eq!(grants, [true, false, true, false]);
}

#[tokio::test]
async fn a_renewed_oauth2_token_carries_the_request_through() {
    let server = Server::start(|seen| match (is_grant(seen), seen.header("authorization")) {
        (true, _) => grant(seen, 3_600),
        (false, Some(value)) if value.ends_with("-0") => reply(401, "", ""),
        (false, _) => page(""),
    })
    .await;
    let client = Client::new(oauth(&server)).unwrap();
    assert_eq!(client.page::<u32>(&orgs()).await.unwrap().data, [1, 2]);
}

#[tokio::test]
async fn a_refused_client_secret_is_typed_and_asked_once() {
    let body = r#"{"error":"invalid_client","error_description":"Client authentication failed"}"#;
    for status in [400, 401, 403] {
        let server = Server::start(move |_| reply(status, "", body)).await;
        let error = Client::new(oauth(&server)).unwrap().page::<u32>(&orgs()).await.unwrap_err();
        assert!(matches!(&error, ApiError::OAuth { error: Some(word), .. } if word == "invalid_client"), "{error:?}");
        assert_eq!((error.code(), server.seen().len()), ("invalid_credentials", 1));
    }
}

#[tokio::test]
async fn a_token_endpoint_that_stumbles_is_asked_again() {
    let server = Server::start(|seen| match (is_grant(seen), seen.number) {
        (true, 0) => reply(502, "", ""),
        (true, 1) => reply(429, "", ""),
        (true, _) => grant(seen, 3_600),
        (false, _) => page(""),
    })
    .await;
    let client = Client::new(oauth(&server)).unwrap();
    client.page::<u32>(&orgs()).await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 4);
    assert!(seen[2].at - seen[1].at >= std::time::Duration::from_millis(200), "a 429 there closes the gate too");
}

#[tokio::test]
async fn a_jwt_given_as_a_token_is_sent_as_bearer() {
    let server = Server::start(|_| page("")).await;
    let jwt = "eyJhbGciOiJSUzI1NiJ9.e30.sig"; // {"alg":"RS256"}
    let token = Token::parse(jwt.to_owned()).unwrap();
    let config = ClientConfig { credentials: Credentials::Token(token), ..server.config() };
    Client::new(config).unwrap().page::<u32>(&orgs()).await.unwrap();
    assert_eq!(server.seen()[0].header("authorization"), Some(format!("Bearer {jwt}").as_str()));
}

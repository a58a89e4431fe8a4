//! P8: a token goes to the configured origin only.

mod support;

use support::{SECRET, Server, page, reply};
use windlass_snyk::{ApiError, Cursor, PageRequest, Version};

const VERSION: Version = Version::new("2024-10-15");

fn orgs() -> PageRequest {
    PageRequest::new("/orgs", VERSION).limit(100)
}

#[tokio::test]
async fn p8_a_next_link_to_another_server_is_refused_and_nothing_arrives_there() {
    let evil = Server::start(|_| page("")).await;
    let link = format!("{}/rest/orgs?version=2024-10-15&starting_after=x", evil.url());
    let server = Server::start(move |_| page(&link)).await;
    let error = server.client().page::<u32>(&orgs()).await.unwrap_err();
    assert!(matches!(&error, ApiError::ForeignLink { host, .. } if host == "127.0.0.1"), "{error:?}");
    assert_eq!(error.code(), "foreign_link");
    assert_eq!((server.seen().len(), evil.seen().len()), (1, 0));
}

#[tokio::test]
async fn p8_a_redirect_is_an_error_and_nothing_arrives_there() {
    let evil = Server::start(|_| page("")).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("location: {}/rest/orgs\r\n", evil.url());
        let server = Server::start(move |_| reply(status, &location, "")).await;
        let error = server.client().page::<u32>(&orgs()).await.unwrap_err();
        assert!(matches!(&error, ApiError::Redirected { host, .. } if host == "127.0.0.1"), "{error:?}");
        assert_eq!(server.seen().len(), 1);
    }
    assert_eq!(evil.seen().len(), 0);
}

#[tokio::test]
async fn p8_a_redirect_within_the_server_is_not_followed_either() {
    let server = Server::start(|_| reply(302, "location: /login\r\n", "")).await;
    let error = server.client().page::<u32>(&orgs()).await.unwrap_err();
    assert_eq!((error.code(), server.seen().len()), ("redirected", 1));
}

#[tokio::test]
async fn p8_a_stored_cursor_cannot_name_a_host() {
    for text in ["https://evil.example/orgs", "//evil.example/orgs", "/\\evil.example", "@evil.example/", "/../v1"] {
        assert!(Cursor::parse(text).is_err(), "{text}");
    }
}

#[tokio::test]
async fn a_walk_sends_next_as_it_was_given_in_all_three_forms() {
    let origin = std::sync::Arc::new(std::sync::OnceLock::<String>::new());
    let known = std::sync::Arc::clone(&origin);
    let server = Server::start(move |seen| match seen.number {
        0 => page("/orgs?version=2024-10-15&limit=100&starting_after=v1.a%3D"),
        1 => page("/rest/orgs?version=2024-10-15&limit=100&starting_after=v1.b%3D"),
        2 => page(&format!("{}/rest/orgs?version=2024-10-15&limit=100&starting_after=v1.c%3D", known.get().unwrap())),
        _ => page(""),
    })
    .await;
    origin.set(server.url().to_owned()).unwrap();
    let client = server.client();
    let mut request = orgs();
    while let Some(next) = client.page::<u32>(&request).await.unwrap().next {
        request = PageRequest::resume(Cursor::parse(next.as_str()).unwrap());
    }
    let seen = server.seen();
    let targets: Vec<_> = seen.iter().map(support::Seen::target).collect();
    let after = |cursor: &str| format!("/rest/orgs?version=2024-10-15&limit=100{cursor}");
    let expected = ["", "&starting_after=v1.a%3D", "&starting_after=v1.b%3D", "&starting_after=v1.c%3D"].map(after);
    assert_eq!(targets, expected);
    for request in &seen {
        assert_eq!(request.header("authorization"), Some(format!("token {SECRET}").as_str()));
        assert_eq!(request.header("accept"), Some("application/vnd.api+json"));
    }
}

#[tokio::test]
async fn a_400_on_a_cursor_says_that_the_cursor_expired() {
    let server = Server::start(|_| reply(400, "", r#"{"errors":[{"status":"400","detail":"bad cursor"}]}"#)).await;
    let client = server.client();
    let cursor = Cursor::parse("/orgs?version=2024-10-15&starting_after=old").unwrap();
    let error = client.page::<u32>(&PageRequest::resume(cursor)).await.unwrap_err();
    assert_eq!((error.code(), error.detail()), ("expired_cursor", Some("bad cursor")));
    assert_eq!(client.page::<u32>(&orgs()).await.unwrap_err().code(), "bad_request");
}

//! A client as small as can be: it sends, follows `next`, and judges nothing.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "a private helper: each test file uses its own part, and a test may fail loudly"
)]

use reqwest::{Client, Response};
use serde_json::Value;
use windlass_sim::Sim;

/// The version every request asks for unless it says otherwise.
pub const VERSION: &str = "version=2024-10-15";

pub struct Caller {
    pub client: Client,
    pub base: String,
    pub authorization: String,
}

impl Caller {
    pub fn new(sim: &Sim, token: &str) -> Self {
        // Another test of this process may have been first; either provider will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { client, base: sim.url(), authorization: format!("token {token}") }
    }

    /// Sends to a path below `/rest`.
    pub async fn send(&self, path: &str) -> reqwest::Result<Response> {
        self.send_url(&format!("{}/rest{path}", self.base)).await
    }

    pub async fn send_url(&self, url: &str) -> reqwest::Result<Response> {
        self.client.get(url).header("authorization", &self.authorization).send().await
    }

    pub async fn status(&self, path: &str) -> u16 {
        self.send(path).await.unwrap().status().as_u16()
    }

    pub async fn json(&self, path: &str) -> Value {
        let response = self.send(path).await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        body(response).await
    }

    /// The path below `/rest` that `next` leads to.
    pub fn next(&self, page: &Value) -> Option<String> {
        let next = &page["links"]["next"];
        let href = next.as_str().or_else(|| next["href"].as_str())?;
        let path = href.strip_prefix(&self.base).unwrap_or(href);
        assert!(path.starts_with('/'), "{href} is of another host");
        Some(path.strip_prefix("/rest").unwrap_or(path).to_owned())
    }

    /// All rows of a list.
    pub async fn walk(&self, first: &str) -> Vec<Value> {
        let (rows, _) = self.pages(first).await;
        rows
    }

    /// All rows of a list, and how many pages they came on.
    pub async fn pages(&self, first: &str) -> (Vec<Value>, usize) {
        let (mut rows, mut count, mut next) = (Vec::new(), 0, Some(first.to_owned()));
        while let Some(path) = next {
            let page = self.json(&path).await;
            rows.extend(page["data"].as_array().unwrap().iter().cloned());
            next = self.next(&page);
            count += 1;
            assert!(count < 10_000, "{first} does not end");
        }
        (rows, count)
    }
}

pub async fn body(response: Response) -> Value {
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

pub fn id(resource: &Value) -> String {
    resource["id"].as_str().unwrap().to_owned()
}

/// The issue counts in its project's `latest_issue_counts`.
pub fn is_counted(issue: &Value) -> bool {
    let attributes = &issue["attributes"];
    attributes["status"] == "open"
        && attributes["ignored"] == false
        && attributes["effective_severity_level"] != "info"
        && issue["relationships"]["scan_item"]["data"]["type"] == "project"
}

/// The sum of a project's `latest_issue_counts`.
pub fn counted(project: &Value) -> u64 {
    let counts = &project["meta"]["latest_issue_counts"];
    ["low", "medium", "high", "critical"].iter().map(|level| counts[*level].as_u64().unwrap()).sum()
}

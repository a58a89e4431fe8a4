//! What is asked for, and what comes back.

use std::time::Duration;

use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer};
use url::form_urlencoded;

use crate::cursor::{Cursor, CursorError, STARTING_AFTER};
use crate::version::Version;

/// A request for one page of a collection, or for a single resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    target: Target,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    First { path: String, version: Version, limit: Option<u8>, query: Vec<(String, String)> },
    Resumed(Cursor),
}

impl PageRequest {
    /// The first page of `path` below the REST base, such as `/orgs/{org_id}/issues`.
    #[must_use]
    pub fn new(path: impl Into<String>, version: Version) -> Self {
        Self { target: Target::First { path: path.into(), version, limit: None, query: Vec::new() } }
    }

    /// The page a cursor points at. It already holds version, limit and filters and is sent as it is, so
    /// [`query`](Self::query) and [`limit`](Self::limit) do nothing here: given twice, Snyk refuses them.
    #[must_use]
    pub fn resume(cursor: Cursor) -> Self {
        Self { target: Target::Resumed(cursor) }
    }

    /// Adds a query parameter. A name given again is repeated, which is how some lists are sent.
    #[must_use]
    pub fn query(mut self, name: &str, value: impl Into<String>) -> Self {
        if let Target::First { query, .. } = &mut self.target {
            query.push((name.to_owned(), value.into()));
        }
        self
    }

    /// Rows per page. Snyk takes 10 to 100 in steps of ten (targets: 1 to 100) and gives 10 when not asked.
    #[must_use]
    pub fn limit(mut self, rows: u8) -> Self {
        if let Target::First { limit, .. } = &mut self.target {
            *limit = Some(rows);
        }
        self
    }

    /// The page of this list that begins behind `place`, which a cursor of the same list named.
    ///
    /// # Errors
    /// [`CursorError`] where that is no address.
    pub fn behind(self, place: &str) -> Result<Cursor, CursorError> {
        self.query(STARTING_AFTER, place).cursor()
    }

    /// The place in the list that it goes on behind, where it resumes.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        match &self.target {
            Target::First { .. } => None,
            Target::Resumed(cursor) => cursor.starting_after(),
        }
    }

    /// The path without the query: what errors and logs may show.
    #[must_use]
    pub fn path(&self) -> &str {
        match &self.target {
            Target::First { path, .. } => path.split(['?', '#']).next().unwrap_or_default(),
            Target::Resumed(cursor) => cursor.path(),
        }
    }

    /// Whether this goes on from a cursor, so that a 400 means Snyk no longer knows it.
    pub(crate) fn is_resumed(&self) -> bool {
        match self.target {
            Target::First { .. } => false,
            Target::Resumed(_) => true,
        }
    }

    /// The address to send.
    ///
    /// # Errors
    /// [`CursorError`] where the path is more than a path.
    pub fn cursor(&self) -> Result<Cursor, CursorError> {
        match &self.target {
            Target::Resumed(cursor) => Ok(cursor.clone()),
            Target::First { path, version, limit, query } => {
                if path.contains('?') {
                    return Err(CursorError::Character);
                }
                let mut text = format!("{path}?version={}", escape(version.as_str()));
                if let Some(rows) = limit {
                    text.push_str(&format!("&limit={rows}"));
                }
                for (name, value) in query {
                    text.push_str(&format!("&{}={}", escape(name), escape(value)));
                }
                Cursor::parse(&text)
            }
        }
    }
}

/// Percent-encodes a query name or value; a space is `%20`, which every decoder reads alike.
fn escape(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// A link as Snyk sent it: not yet checked, so it cannot be requested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawLink(String);

impl RawLink {
    /// Wraps the text of a link.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text of the link.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for RawLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Text(String),
            Object { href: String },
        }
        Ok(match Form::deserialize(deserializer)? {
            Form::Text(text) => Self(text),
            Form::Object { href } => Self(href),
        })
    }
}

/// The `links` of a document. Absent, `null`, `{}`, and links as text or as `{ "href": … }` are all fine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Links {
    /// Where the next page is; absent on the last one.
    #[serde(default)]
    pub next: Option<RawLink>,
}

/// A decoded page body.
#[derive(Debug, Clone, PartialEq)]
pub struct Document<T> {
    /// The elements of `data`, in order.
    pub data: Vec<T>,
    /// `links.next`, as sent.
    pub next: Option<RawLink>,
    /// `meta`, such as counts where they were asked for.
    pub meta: Option<serde_json::Value>,
}

impl<T> Document<T> {
    /// The same page with each element turned into something else.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Document<U> {
        Document { data: self.data.into_iter().map(turn).collect(), next: self.next, meta: self.meta }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Document<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(bound = "T: Deserialize<'de>")]
        struct Wire<T> {
            data: Option<Vec<T>>,
            links: Option<Links>,
            meta: Option<serde_json::Value>,
            errors: Option<IgnoredAny>,
        }
        let wire = Wire::<T>::deserialize(deserializer)?;
        if wire.errors.is_some() {
            return Err(D::Error::custom("`errors` in an answer that says it succeeded"));
        }
        // A body without `data` must not pass for an empty page: a finished scan of nothing would mark every
        // row removed. Only a count that was asked for (`meta_count=only`) comes without.
        let counted = wire.meta.as_ref().is_some_and(|meta| meta.get("count").is_some());
        let data = match wire.data {
            Some(data) => data,
            None if counted => Vec::new(),
            None => return Err(D::Error::missing_field("data")),
        };
        Ok(Self { data, next: wire.links.and_then(|links| links.next), meta: wire.meta })
    }
}

/// One page of a collection.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The rows. May be empty although `next` is there: go on.
    pub data: Vec<T>,
    /// Where to go on; `None` only at the end of the walk.
    pub next: Option<Cursor>,
    /// Whether `next` is `None` because the page's link leads to the page itself (seen in snyk-labs/pysnyk#213). On a page that
    /// is not full the walk is at its end; on a full one nobody can tell.
    pub ends_in_itself: bool,
    /// `meta` of the document, such as counts where they were asked for.
    pub meta: Option<serde_json::Value>,
    /// Snyk's clock when it answered (the `Date` header, whole seconds).
    pub server_time: Option<jiff::Timestamp>,
    /// Snyk's id of this request; quote it to their support.
    pub request_id: Option<String>,
    /// Size of the body in bytes, decompressed.
    pub bytes: u64,
    /// From sending the request to the last byte of its answer; waiting for the pace is no part of it.
    pub latency: Duration,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(json: &str) -> Result<Document<u32>, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn links_are_read_in_every_form_seen() {
        let next = |links: &str| document(&format!(r#"{{"data":[1]{links}}}"#)).unwrap().next.map(|link| link.0);
        for none in ["", r#","links":null"#, r#","links":{}"#, r#","links":{"self":"/x"}"#, r#","links":{"next":null}"#]
        {
            assert_eq!(next(none), None, "{none}");
        }
        for some in [r#""/x""#, r#"{"href":"/x"}"#, r#"{"href":"/x","meta":{"a":1}}"#] {
            assert_eq!(next(&format!(r#","links":{{"next":{some}}}"#)), Some("/x".into()), "{some}");
        }
    }

    #[test]
    fn a_body_without_data_is_not_an_empty_page() {
        for json in [
            "{}",
            r#"{"data":null}"#,
            r#"{"jsonapi":{"version":"1.0"}}"#,
            r#"{"data":[],"errors":[]}"#,
            r#"{"meta":{}}"#,
        ] {
            assert!(document(json).is_err(), "{json}");
        }
        assert!(document(r#"{"data":[]}"#).unwrap().data.is_empty());
        assert!(document(r#"{"meta":{"count":7}}"#).unwrap().meta.is_some());
    }

    #[test]
    fn a_request_escapes_its_query_and_repeats_nothing() {
        let request = PageRequest::new("/orgs/1/issues", Version::new("2024-10-15"))
            .limit(10)
            .limit(100)
            .query("updated_after", "2024-01-01T00:00:00+02:00")
            .query("name", "a b&c");
        assert_eq!(
            request.cursor().unwrap().as_str(),
            "/orgs/1/issues?version=2024-10-15&limit=100&updated_after=2024-01-01T00%3A00%3A00%2B02%3A00&name=a%20b%26c"
        );
    }

    #[test]
    fn a_place_in_a_list_is_gone_to_with_other_filters() {
        let list = PageRequest::new("/orgs/1/issues", Version::new("2024-10-15")).limit(100);
        let behind = list.query("created_before", "2024-01-01T00:00:00Z").behind("v1.x=").unwrap();
        let expected = "/orgs/1/issues?version=2024-10-15&limit=100&created_before=2024-01-01T00%3A00%3A00Z&starting_after=v1.x%3D";
        assert_eq!(behind.as_str(), expected);
        assert_eq!(behind.starting_after().as_deref(), Some("v1.x="));
    }

    #[test]
    fn a_resumed_request_is_sent_as_it_was_stored() {
        let cursor = Cursor::parse("/orgs?version=2024-10-15&limit=100&starting_after=v1.x%3D").unwrap();
        let request = PageRequest::resume(cursor.clone()).limit(50).query("a", "b");
        assert_eq!(request.cursor(), Ok(cursor));
    }

    #[test]
    fn a_path_that_is_more_than_a_path_is_refused() {
        for path in ["orgs", "/orgs?x=1", "/orgs/../v1", "/orgs#x", "//evil.example", "/orgs/a b"] {
            assert!(PageRequest::new(path, Version::new("2024-10-15")).cursor().is_err(), "{path}");
        }
    }
}

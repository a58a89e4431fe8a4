//! Where a walk goes on: a path and query below the REST base, never a host.

use std::fmt;

use url::form_urlencoded;

use crate::base_url::BaseUrl;
use crate::page::RawLink;

/// The address of a page below the REST base: path and query, starting with `/`.
///
/// It names no host, so one that was kept in a database for days cannot send a token anywhere but to the
/// origin the client is configured for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cursor(String);

/// The parameter that holds the place behind which a page begins.
pub(crate) const STARTING_AFTER: &str = "starting_after";

/// Why a text is not a [`Cursor`]. The text is not repeated: a query may hold what people searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[diagnostic(code(windlass::api::cursor), help("run `windlass sync --full` to walk from the start"))]
pub enum CursorError {
    /// Relative, empty, or with a scheme in front.
    #[error("the address of the page does not start with a single `/`")]
    NotAPath,
    /// Backslashes, spaces, control characters or a fragment.
    #[error("the address of the page has a character in it that no address has")]
    Character,
    /// `.` or `..` as a path segment, which would leave the REST base.
    #[error("the address of the page walks out of the REST base")]
    DotSegment,
    /// `/rest` twice, which Snyk answers with 404.
    #[error("the address of the page has `/rest` in it twice")]
    DoubledRest,
}

impl Cursor {
    /// Reads what [`Cursor::as_str`] gave. One leading `/rest` is dropped.
    ///
    /// # Errors
    /// [`CursorError`] when it could lead outside of the REST base.
    pub fn parse(text: &str) -> Result<Self, CursorError> {
        let below = match text.strip_prefix("/rest") {
            Some(rest) if rest.starts_with('/') => rest,
            Some(_) | None => text,
        };
        if !below.starts_with('/') || below.starts_with("//") {
            return Err(CursorError::NotAPath);
        }
        if !below.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'#')) {
            return Err(CursorError::Character);
        }
        let path = below.split('?').next().unwrap_or_default();
        if path.split('/').any(is_dot_segment) {
            return Err(CursorError::DotSegment);
        }
        if path == "/rest" || path.starts_with("/rest/") {
            return Err(CursorError::DoubledRest);
        }
        Ok(Self(below.to_owned()))
    }

    /// Path and query.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path alone: what errors and logs may show.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.split('?').next().unwrap_or_default()
    }

    /// The place in the list that it goes on behind, without the filters around it; `None` where it names none.
    #[must_use]
    pub fn starting_after(&self) -> Option<String> {
        self.pairs().into_iter().find(|(name, _)| name == STARTING_AFTER).map(|(_, value)| value)
    }

    /// Whether two addresses ask the same, however their queries are ordered and escaped.
    pub(crate) fn same_page(&self, other: &Self) -> bool {
        self.path() == other.path() && self.pairs() == other.pairs()
    }

    fn pairs(&self) -> Vec<(String, String)> {
        let query = self.0.split_once('?').map_or("", |(_, query)| query);
        let mut pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        pairs.sort();
        pairs
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_dot_segment(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

/// Why a `next` link is not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LinkFault {
    /// It points at another scheme, host or port.
    Foreign { host: String },
    /// It is no address of a page.
    Malformed(CursorError),
}

/// Where a page says the next one is. `None` at the end of a walk, which is also a link to the page itself
/// (seen in snyk-labs/pysnyk#213): following it would never end.
///
/// Snyk sends three forms: `/orgs/…`, `/rest/orgs/…` and `https://api.snyk.io/rest/orgs/…`. The path and
/// query are taken as they are: `next` already holds `version`, `limit` and the filters, and Snyk refuses
/// either of them given twice.
pub(crate) fn resolve_next(base: &BaseUrl, current: &Cursor, link: &RawLink) -> Result<Option<Cursor>, LinkFault> {
    let text = link.as_str().trim();
    if text.is_empty() {
        return Ok(None);
    }
    let cursor = if text.starts_with('/') && !text.starts_with("//") {
        let without_fragment = text.split('#').next().unwrap_or_default();
        Cursor::parse(without_fragment)
    } else {
        // `//host/…` is an absolute address that borrows our scheme.
        let absolute = if text.starts_with("//") { format!("https:{text}") } else { text.to_owned() };
        let url = url::Url::parse(&absolute).map_err(|_| LinkFault::Malformed(CursorError::NotAPath))?;
        if !base.owns(&url) {
            return Err(LinkFault::Foreign { host: url.host_str().unwrap_or(url.scheme()).to_owned() });
        }
        Cursor::parse(&url[url::Position::BeforePath..url::Position::AfterQuery])
    }
    .map_err(LinkFault::Malformed)?;
    Ok((!cursor.same_page(current)).then_some(cursor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(link: &str) -> Result<Option<String>, LinkFault> {
        let base = BaseUrl::parse("https://api.snyk.io").unwrap();
        let current = Cursor::parse("/orgs/1/issues?version=2024-10-15&limit=100").unwrap();
        Ok(resolve_next(&base, &current, &RawLink::new(link))?.map(|cursor| cursor.to_string()))
    }

    #[test]
    fn the_three_forms_of_next_are_one_address() {
        let expected = "/orgs/1/issues?version=2024-10-15&limit=100&starting_after=v1.eyJ%3D%3D";
        for prefix in ["", "/rest", "https://api.snyk.io/rest", "https://api.snyk.io:443/rest", "https://API.snyk.io"] {
            assert_eq!(next(&format!("{prefix}{expected}")), Ok(Some(expected.to_owned())), "{prefix}");
        }
    }

    #[test]
    fn p8_a_next_link_to_another_origin_is_foreign() {
        for link in [
            "https://evil.example/rest/orgs/1/issues",
            "http://api.snyk.io/rest/orgs/1/issues",
            "https://api.snyk.io:8443/rest/orgs/1/issues",
            "https://api.snyk.io.evil.example/rest/orgs",
            "https://api.snyk.io@evil.example/rest/orgs",
            "https://user:pass@api.snyk.io/rest/orgs",
            "//evil.example/rest/orgs",
            "https:\\\\evil.example/rest/orgs",
            "javascript:alert(1)",
            "file:///etc/passwd",
        ] {
            assert!(matches!(next(link), Err(LinkFault::Foreign { .. })), "{link}: {:?}", next(link));
        }
    }

    #[test]
    fn p8_a_next_link_that_is_no_address_is_refused() {
        for link in
            ["/\\evil.example/x", "orgs/1", "/rest/../v1/orgs", "/orgs/%2E%2e/x", "/rest/rest/orgs", "/a b", "?x=1"]
        {
            assert!(matches!(next(link), Err(LinkFault::Malformed(_))), "{link}: {:?}", next(link));
        }
    }

    #[test]
    fn a_link_to_the_page_itself_ends_the_walk() {
        for link in
            ["", "/rest/orgs/1/issues?limit=100&version=2024-10-15", "/orgs/1/issues?version=2024%2D10%2D15&limit=100"]
        {
            assert_eq!(next(link), Ok(None), "{link}");
        }
    }

    #[test]
    fn a_cursor_survives_storage_unchanged() {
        let text = "/orgs/1/issues?status=open&status=resolved&starting_after=v1.ey%3D%3D";
        assert_eq!(Cursor::parse(text).unwrap().as_str(), text);
        assert_eq!(Cursor::parse(text).unwrap().path(), "/orgs/1/issues");
        assert_eq!(Cursor::parse(text).unwrap().starting_after().as_deref(), Some("v1.ey=="));
        assert_eq!(Cursor::parse("/orgs/1/issues?limit=100").unwrap().starting_after(), None);
        for bad in ["", "orgs", "https://evil.example/", "//evil.example", "/rest/rest/x", "/x#y", "/x\n"] {
            assert!(Cursor::parse(bad).is_err(), "{bad}");
        }
    }
}

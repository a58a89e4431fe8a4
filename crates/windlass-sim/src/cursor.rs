//! Cursors and the links that carry them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::world::walk::Key;

/// The place in a list: opaque to clients, `v1.` and base64 of this as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    /// The endpoint it belongs to; another one refuses it.
    #[serde(rename = "e")]
    pub(crate) endpoint: String,
    /// Time of creation of the last row, for issues.
    #[serde(rename = "t")]
    created: i64,
    #[serde(rename = "r", default)]
    rank: i64,
    #[serde(rename = "o")]
    org: u32,
    #[serde(rename = "i")]
    index: u64,
    /// The page it leads to; the first page has number 1 and no cursor.
    #[serde(rename = "p")]
    pub(crate) page: u32,
    /// Rows of the list before the page, for a server that counts.
    #[serde(rename = "n", default)]
    pub(crate) skip: usize,
    /// The filters it was made with, for a server that insists.
    #[serde(rename = "f", default)]
    pub(crate) filters: u64,
}

impl Cursor {
    pub(crate) fn new(endpoint: &str, key: Key, page: u32) -> Self {
        let Key { rank, created, org, index } = key;
        Self { endpoint: endpoint.to_owned(), created, rank, org, index, page, skip: 0, filters: 0 }
    }

    /// The same with what other servers keep in a cursor: rows before it, and the list's filters.
    pub(crate) fn of_list(self, skip: usize, filters: u64) -> Self {
        Self { skip, filters, ..self }
    }

    pub(crate) const fn key(&self) -> Key {
        Key { rank: self.rank, created: self.created, org: self.org, index: self.index }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text.strip_prefix("v1.")?).ok()?;
        serde_json::from_slice(&bytes).ok()
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let json = serde_json::to_string(self).map_err(|_| std::fmt::Error)?;
        write!(f, "v1.{}", STANDARD.encode(json))
    }
}

/// The form of a link's URL. All three are met in the real API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkForm {
    /// `https://host/rest/orgs/…`
    Absolute,
    /// `/rest/orgs/…`
    Prefixed,
    /// `/orgs/…`
    Relative,
}

/// How `links.next` is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkStyle {
    /// Always in this form.
    Fixed {
        /// The form of the URL.
        form: LinkForm,
        /// As `{"href": …}` rather than as a string.
        object: bool,
    },
    /// Another form on every page, so that a client meets all six.
    Rotating,
}

impl LinkStyle {
    /// Form and shape for the links on `page`.
    const fn on_page(self, page: u32) -> (LinkForm, bool) {
        match self {
            Self::Fixed { form, object } => (form, object),
            Self::Rotating => {
                let form = match page % 3 {
                    0 => LinkForm::Absolute,
                    1 => LinkForm::Prefixed,
                    _ => LinkForm::Relative,
                };
                (form, page.is_multiple_of(2))
            }
        }
    }

    /// A link on `page` to `path` (below `/rest`) with `query`.
    pub(crate) fn link(self, base: &str, page: u32, path: &str, query: &str) -> Value {
        let (form, object) = self.on_page(page);
        let href = match form {
            LinkForm::Absolute => format!("{base}/rest{path}?{query}"),
            LinkForm::Prefixed => format!("/rest{path}?{query}"),
            LinkForm::Relative => format!("{path}?{query}"),
        };
        if object { json!({ "href": href, "meta": {} }) } else { Value::String(href) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Key};

    #[test]
    fn a_cursor_reads_as_it_is_written_and_nothing_else_does() {
        let cursor = Cursor::new("/orgs", Key { rank: 0, created: -5, org: 3, index: 9 }, 4);
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        assert_eq!(Cursor::parse("v1.e30="), None);
        assert_eq!(Cursor::parse("nonsense"), None);
    }
}

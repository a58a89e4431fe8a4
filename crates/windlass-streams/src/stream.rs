//! What a stream is.

use serde_json::Error;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use windlass_model::decode::Decoded;
use windlass_model::{ConnectionId, Record, Row, RowId, Table};
use windlass_snyk::{Document, PageRequest, Version};

/// An endpoint that becomes tables.
pub struct Stream {
    /// Its name on the command line, in reports and in the bookkeeping.
    pub name: &'static str,
    /// The table of its resources.
    pub table: &'static Table,
    /// What one walk lists.
    pub per: Per,
    /// The collection's path. `{id}` stands for the scope's id.
    pub path: &'static str,
    /// The same collection for a whole group, where Snyk offers it.
    pub group_path: Option<&'static str>,
    /// The API version to ask for.
    pub version: Version,
    /// Parameters of every walk.
    pub query: &'static [(&'static str, &'static str)],
    /// The parameter that asks only for what changed after a moment, where there is one.
    pub changed_after: Option<&'static str>,
    /// The parameters that ask only for what was created after and before a moment, where there are such: a long list is then
    /// walked in shards. Every row has to have that moment, and it must never change.
    pub created_between: Option<(&'static str, &'static str)>,
    /// The parameter that asks only for one project, where there is one.
    pub one_project: Option<&'static str>,
    /// What other streams tell of a list that is not walked in every run: a query for the Snyk ids of the organizations of a
    /// connection (`?1`) whose list has changed. Without one, every run walks the list.
    pub told_by: Option<&'static str>,
    /// The permissions a token needs for it, by Snyk's names.
    pub permissions: &'static [&'static str],
    /// The permissions a token needs for the group's collection.
    pub group_permissions: &'static [&'static str],
    /// Whether a token that may not read it still makes a complete sync.
    pub optional: bool,
    /// A removal that has a reason of its own.
    pub leaving: Option<Leaving>,
    /// How a page becomes rows.
    pub decode: fn(&[u8], &Context<'_>) -> Result<Document<Record>, Error>,
}

/// What one walk lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// All that the token sees.
    Token,
    /// What belongs to one organization.
    Organization,
}

/// Rows whose `column` holds `equals` are expected to leave; their removal is recorded with `reason`.
#[derive(Debug, Clone, Copy)]
pub struct Leaving {
    /// The column.
    pub column: &'static str,
    /// What it holds.
    pub equals: &'static str,
    /// The reason to record.
    pub reason: &'static str,
}

/// Rows a page holds at most. Snyk takes 10 to 100.
pub const PAGE_LIMIT: u8 = 100;

/// What a row needs to know beyond its own JSON.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The connection, the namespace of the row keys.
    pub connection: ConnectionId,
    /// The origin of Snyk's web application, for deep links; none where that is not known, and then there are no links.
    pub app_url: Option<&'a str>,
    /// The slug of each organization, by Snyk's id, for deep links.
    pub slugs: &'a HashMap<String, String>,
    /// The organizations that refuse the API, by Snyk's id.
    pub inaccessible: &'a HashSet<String>,
}

impl Context<'_> {
    /// The address of an organization in the web application.
    pub(crate) fn organization_url(&self, slug: Option<&str>) -> Option<String> {
        Some([self.app_url?, "/org/", slug?].concat())
    }

    /// The address of a project in the web application.
    /// Source: the form Snyk's own `browseUrl` has.
    pub(crate) fn project_url(&self, organization: Option<&str>, project: &str) -> Option<String> {
        let slug = self.slugs.get(organization?)?;
        Some([self.app_url?, "/org/", slug, "/project/", project].concat())
    }
}

/// A row that a stream lists.
pub(crate) trait Listed: Row {
    /// Snyk's id.
    fn source_id(&self) -> &str;
    /// Fills the fields that windlass computes.
    fn complete(&mut self, context: &Context<'_>, keys: &Keys);
}

/// Decodes a page straight into rows.
pub(crate) fn decode<R: Listed>(body: &[u8], context: &Context<'_>) -> Result<Document<Record>, Error> {
    // Whether it is UTF-8 is quicker found for the whole body than for each of its strings.
    let document: Document<Decoded<R>> = match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text)?,
        Err(_) => serde_json::from_slice(body)?,
    };
    let keys = Keys::of(context.connection);
    Ok(document.map(|Decoded { mut row, extra }| {
        row.complete(context, &keys);
        let id = context.connection.row(row.source_id());
        row.into_record(id, extra)
    }))
}

/// The row keys that the rows of one page refer to. A few of them occur again and again, as its organization's; to look among many is
/// no quicker than to work one out.
pub(crate) struct Keys {
    connection: ConnectionId,
    known: RefCell<Vec<(String, String)>>,
}

/// How many keys are remembered.
const REMEMBERED: usize = 4;

impl Keys {
    fn of(connection: ConnectionId) -> Self {
        Self { connection, known: RefCell::default() }
    }

    /// The row key for one of Snyk's ids.
    pub(crate) fn key(&self, source_id: &Option<String>) -> Option<String> {
        let source_id = source_id.as_ref()?;
        let mut known = self.known.borrow_mut();
        if let Some((_, key)) = known.iter().find(|(known, _)| known == source_id) {
            return Some(key.clone());
        }
        let mut text = RowId::TEXT;
        let key = self.connection.row(source_id).write(&mut text).to_owned();
        if known.len() < REMEMBERED {
            known.push((source_id.clone(), key.clone()));
        }
        Some(key)
    }
}

impl Stream {
    /// The first page of what one scope lists; `group` says that the scope is a group and not what [`Stream::per`] says.
    pub fn request(&self, scope_id: &str, group: bool) -> PageRequest {
        let path = if group { self.group_path.unwrap_or(self.path) } else { self.path };
        let request = PageRequest::new(path.replace("{id}", scope_id), self.version).limit(PAGE_LIMIT);
        self.query.iter().fold(request, |request, (name, value)| request.query(name, *value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_snyks_pages_or_are_not_there() {
        let slugs = HashMap::from([("o1".to_owned(), "acme".to_owned())]);
        let (connection, inaccessible) = (ConnectionId::random(), HashSet::new());
        let at = |app_url| Context { connection, app_url, slugs: &slugs, inaccessible: &inaccessible };
        let known = at(Some("https://app.snyk.io"));
        assert_eq!(known.organization_url(Some("acme")).as_deref(), Some("https://app.snyk.io/org/acme"));
        assert_eq!(known.project_url(Some("o1"), "p1").as_deref(), Some("https://app.snyk.io/org/acme/project/p1"));
        assert_eq!((known.organization_url(None), known.project_url(Some("o2"), "p1")), (None, None));
        let unknown = at(None);
        assert_eq!((unknown.organization_url(Some("acme")), unknown.project_url(Some("o1"), "p1")), (None, None));
    }
}

//! What each endpoint answers once the request is known to be sound.

pub(crate) mod control;
pub(crate) mod issues;
pub(crate) mod orgs;
pub(crate) mod projects;
pub(crate) mod v1;

use serde_json::{Map, Value};

use crate::catalog::{Endpoint, Entry, Permission};
use crate::cursor::Cursor;
use crate::faults::{NextTwist, Twist};
use crate::problem::Problem;
use crate::query::Query;
use crate::render::Json;
use crate::render::drift::drift_body;
use crate::state::State;
use crate::tokens::Principal;
use crate::world::id::{Id, Kind};
use crate::world::org::Org;
use crate::world::view::View;
use crate::world::walk::Key;

/// A sound request to a REST endpoint.
pub(crate) struct Call<'a> {
    pub(crate) state: &'a State,
    pub(crate) entry: &'static Entry,
    pub(crate) principal: usize,
    /// Below `/rest`.
    pub(crate) path: &'a str,
    /// The query as it came.
    pub(crate) raw_query: &'a str,
    pub(crate) ids: Vec<Id>,
    pub(crate) query: Query,
    pub(crate) view: View,
    pub(crate) twist: Twist,
}

/// A place before every row of every list.
const BEFORE_ALL: Key = Key { rank: i64::MIN, created: i64::MIN, org: u32::MAX, index: 0 };

/// Rows of a list and where the list goes on.
#[derive(Default)]
pub(crate) struct Page {
    /// The rows, with commas between them.
    pub(crate) rows: Json,
    /// The place of the first and last row, if there are rows.
    pub(crate) ends: Option<(Key, Key)>,
    pub(crate) more_after: bool,
    pub(crate) more_before: bool,
    pub(crate) meta: Option<Value>,
}

impl Page {
    /// Starts another row; the caller appends it.
    pub(crate) fn row(&mut self, key: Key) -> &mut Json {
        let first = match self.ends {
            Some((first, _)) => {
                self.rows.raw(",");
                first
            }
            None => key,
        };
        self.ends = Some((first, key));
        &mut self.rows
    }
}

impl<'a> Call<'a> {
    pub(crate) fn who(&self) -> &'a Principal {
        &self.state.tokens.principals[self.principal]
    }

    /// Answers with a body.
    pub(crate) fn answer(&self) -> Result<Vec<u8>, Problem> {
        let body = match self.entry.endpoint {
            Endpoint::Myself => self.myself(),
            Endpoint::Orgs => self.list_orgs(),
            Endpoint::Org => self.one_org(),
            Endpoint::Groups => self.list_groups(),
            Endpoint::Group => self.one_group(),
            Endpoint::GroupOrgs => self.list_group_orgs(),
            Endpoint::Projects => self.list_projects(),
            Endpoint::Project => self.one_project(),
            Endpoint::Targets => self.list_targets(),
            Endpoint::Target => self.one_target(),
            Endpoint::OrgIssues => self.org_issues(),
            Endpoint::OrgIssue => self.org_issue(),
            Endpoint::GroupIssues => self.group_issues(),
            Endpoint::GroupIssue => self.group_issue(),
        }?;
        let drift = self.twist.drift;
        Ok(if drift.any() { drift_body(&body, drift).unwrap_or(body) } else { body })
    }

    fn allows(&self, permissions: &[Permission]) -> bool {
        permissions.iter().all(|permission| self.state.allows(self.principal, *permission))
    }

    /// The organization in the path, if the caller may ask about it and for what the endpoint gives.
    pub(crate) fn org(&self) -> Result<&Org, Problem> {
        let missing = || Problem::not_found("Organization");
        let address = self.ids.first().and_then(|id| self.view.world.address(*id)).ok_or_else(missing)?;
        let org = (address.kind == Kind::Organization && address.index == 0)
            .then(|| self.view.org(address.parent))
            .flatten()
            .filter(|org| self.who().sees_org(org))
            .ok_or_else(missing)?;
        // A personal organization is listed and can be looked at, but nothing below it has API access.
        let below = self.entry.endpoint != Endpoint::Org;
        if org.group.is_none() && below || !self.allows(self.entry.permissions) {
            return Err(Problem::forbidden());
        }
        Ok(org)
    }

    /// The index of the group in the path, under the same conditions.
    pub(crate) fn group(&self) -> Result<u32, Problem> {
        let missing = || Problem::not_found("Group");
        let address = self.ids.first().and_then(|id| self.view.world.address(*id)).ok_or_else(missing)?;
        let exists = address.kind == Kind::Group && address.index == 0 && address.parent < self.view.world.groups;
        if !exists {
            return Err(missing());
        }
        if !self.who().sees_group(address.parent) || !self.allows(self.entry.permissions) {
            return Err(Problem::forbidden());
        }
        Ok(address.parent)
    }

    pub(crate) fn page_number(&self) -> u32 {
        page_of(&self.query)
    }

    /// A list's body.
    pub(crate) fn list(&self, mut page: Page) -> Vec<u8> {
        let number = self.page_number();
        let mut links = Map::new();
        let style = self.state.settings.links;
        let base = self.state.url.as_str();
        let before = self.query.after.as_ref().map_or(0, |cursor| cursor.skip.saturating_sub(self.twist.repeat));
        let filters = self.query.filters_number(self.entry);
        let to = |key: Key, parameter: &str, page: u32, skip: usize| {
            let cursor = Cursor::new(self.entry.template, key, page).of_list(skip, filters);
            self.continuation(parameter, &cursor)
        };
        if page.more_after
            && let Some((_, last)) = page.ends
        {
            let next = to(last, "starting_after", number.saturating_add(1), before + self.query.limit);
            links.insert("next".into(), style.link(base, number, self.path, &next));
        }
        if page.more_before
            && let Some((first, _)) = page.ends
        {
            let prev = to(first, "ending_before", number.saturating_sub(1).max(1), 0);
            links.insert("prev".into(), style.link(base, number, self.path, &prev));
        }
        if self.twist.empty {
            // The same place under another cursor, so that nothing is lost behind the empty page.
            let key = self.query.after.as_ref().map_or(BEFORE_ALL, Cursor::key);
            let next = to(key, "starting_after", number.saturating_add(1), before);
            links.insert("next".into(), style.link(base, number, self.path, &next));
            page.rows = Json::default();
        }
        match &self.twist.next {
            NextTwist::True => {}
            NextTwist::Itself => {
                links.insert("next".into(), style.link(base, number, self.path, self.raw_query));
            }
            NextTwist::Foreign(to) => {
                let query = page.ends.map_or_else(
                    || self.raw_query.to_owned(),
                    |(_, last)| {
                        self.continuation(
                            "starting_after",
                            &Cursor::new(self.entry.template, last, number.saturating_add(1)),
                        )
                    },
                );
                links.insert("next".into(), format!("{to}/rest{}?{query}", self.path).into());
            }
        }
        // The last page has no links at all, or only its own.
        if links.contains_key("next") || number.is_multiple_of(2) {
            links.insert("self".into(), style.link(base, number, self.path, self.raw_query));
        }
        let mut body = Json::with_capacity(page.rows.out.len() + 1_024);
        body.raw(r#"{"jsonapi":{"version":"1.0"},"data":["#);
        body.out.append(&mut page.rows.out);
        body.raw(r#"],"links":"#).raw(&Value::Object(links).to_string());
        if let Some(meta) = page.meta {
            body.raw(r#","meta":"#).raw(&meta.to_string());
        }
        body.raw("}");
        body.out
    }

    /// The query of a continuation: version, limit, filters, cursor. Percent-encoded, `=` included.
    fn continuation(&self, parameter: &str, cursor: &Cursor) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("limit", &self.query.limit.to_string());
        query.append_pair("version", &self.query.version);
        let spread = cursor.page.is_multiple_of(2);
        for (name, value) in self.query.filters(self.entry, spread) {
            query.append_pair(name, &value);
        }
        query.append_pair(parameter, &cursor.to_string());
        query.finish()
    }

    /// The body of a single resource.
    pub(crate) fn single(&self, write: impl FnOnce(&mut Json)) -> Vec<u8> {
        let mut body = Json::with_capacity(4_096);
        body.raw(r#"{"jsonapi":{"version":"1.0"},"data":"#);
        write(&mut body);
        body.raw(r#","links":{"self":"#).str(&format!("/rest{}?version={}", self.path, self.query.version)).raw("}}");
        body.out
    }
}

/// The number of the page a query asks for.
pub(crate) fn page_of(query: &Query) -> u32 {
    query.after.as_ref().or(query.before.as_ref()).map_or(1, |cursor| cursor.page)
}

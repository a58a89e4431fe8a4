//! `/self`, `/orgs`, `/groups` and what is directly below them.

use serde_json::json;

use super::{Call, Page};
use crate::problem::Problem;
use crate::render::Json;
use crate::render::org::{OrgForm, group, org};
use crate::tokens::Scope;
use crate::world::id::Kind;
use crate::world::names::PEOPLE;
use crate::world::org::Org;
use crate::world::walk::Key;

/// Picks one page out of rows in list order; `key` says where a row is.
pub(crate) fn cut<T>(call: &Call<'_>, rows: Vec<T>, key: impl Fn(&T) -> u64, write: impl Fn(&mut Json, &T)) -> Page {
    let place = |at: u64| Key { rank: 0, created: 0, org: 0, index: at };
    let limit = call.query.limit;
    let mut page = Page::default();
    let (start, end) = match (&call.query.after, &call.query.before) {
        (Some(after), _) => {
            // An empty page's cursor may stand before the first row.
            let passed = |row: &T| after.key().created >= 0 && key(row) <= after.key().index;
            let start = rows.iter().take_while(|row| passed(row)).count();
            (start, (start + limit).min(rows.len()))
        }
        (None, Some(before)) => {
            let end = rows.iter().take_while(|row| key(row) < before.key().index).count();
            (end.saturating_sub(limit), end)
        }
        (None, None) => (0, limit.min(rows.len())),
    };
    page.more_before = start > 0;
    page.more_after = end < rows.len();
    for row in &rows[start..end] {
        let at = key(row);
        write(page.row(place(at)), row);
    }
    page
}

impl Call<'_> {
    pub(crate) fn myself(&self) -> Result<Vec<u8>, Problem> {
        let who = self.who();
        let world = &self.view.world;
        let id = world.id(Kind::Principal, 1, if who.is_user() { 0 } else { 100 + self.principal as u64 });
        let context = who.orgs(&self.view).first().map(|org| world.org_id(org.index));
        Ok(self.single(|json| {
            json.raw(r#"{"type":""#).raw(if who.is_user() { "user" } else { "service_account" });
            json.raw(r#"","id":"#).id(id).raw(r#","attributes":{"name":"#);
            if who.is_user() {
                let (name, user) = PEOPLE[0];
                json.str(name).raw(r#","username":"#).str(user).raw(r#","email":""#).raw(user);
                json.raw(r#"@example.com","avatar_url":"https://snyk.io/avatar.png""#);
            } else {
                json.str(who.name);
            }
            if let Some(context) = context {
                json.raw(r#","default_org_context":"#).id(context);
            }
            json.raw("}}");
        }))
    }

    pub(crate) fn list_orgs(&self) -> Result<Vec<u8>, Problem> {
        let (query, world, now) = (&self.query, &self.view.world, self.view.now);
        let name = query.text("name").map(str::to_lowercase);
        let group_id = query.id("group_id");
        let rows: Vec<&Org> = self
            .who()
            .orgs(&self.view)
            .into_iter()
            .filter(|org| group_id.is_none_or(|id| org.group.is_some_and(|group| world.group_id(group) == id)))
            .filter(|org| query.flag("is_personal").is_none_or(|wanted| wanted == org.group.is_none()))
            .filter(|org| query.text("slug").is_none_or(|slug| slug == org.slug))
            .filter(|org| name.as_ref().is_none_or(|part| org.name(now).to_lowercase().contains(part)))
            .collect();
        let form = if query.list("expand").is_some() { OrgForm::WithRole } else { OrgForm::Listed };
        let page = cut(self, rows, |row| u64::from(row.index), |json, row| org(json, world, row, now, form));
        Ok(self.list(page))
    }

    pub(crate) fn one_org(&self) -> Result<Vec<u8>, Problem> {
        let found = self.org()?;
        let form = OrgForm::Alone(self.query.list("expand").is_some());
        Ok(self.single(|json| org(json, &self.view.world, found, self.view.now, form)))
    }

    pub(crate) fn list_groups(&self) -> Result<Vec<u8>, Problem> {
        let world = &self.view.world;
        let rows = self.who().groups(world);
        let page = cut(self, rows, |row| u64::from(*row), |json, row| group(json, world, *row, false));
        Ok(self.list(page))
    }

    pub(crate) fn one_group(&self) -> Result<Vec<u8>, Problem> {
        let found = self.group()?;
        Ok(self.single(|json| group(json, &self.view.world, found, true)))
    }

    pub(crate) fn list_group_orgs(&self) -> Result<Vec<u8>, Problem> {
        let index = self.group()?;
        let (query, world, now) = (&self.query, &self.view.world, self.view.now);
        let mut all: Vec<&Org> = self.view.orgs().filter(|org| org.group == Some(index)).collect();
        let total = all.len();
        all.sort_by_key(|org| (org.name(now).to_lowercase(), org.index));
        // A row's place is its rank by name among all organizations that ever exist, so that it stays while
        // others come and go.
        let mut ranks: Vec<&Org> = world.orgs.iter().collect();
        ranks.sort_by_key(|org| (org.name(now).to_lowercase(), org.index));
        let rank = |org: &Org| ranks.iter().position(|other| other.index == org.index).unwrap_or(0) as u64;
        let name = query.text("name").map(str::to_lowercase);
        let rows: Vec<(u64, &Org)> = all
            .into_iter()
            .filter(|org| name.as_ref().is_none_or(|part| org.name(now).to_lowercase().contains(part)))
            .filter(|org| query.text("slug").is_none_or(|slug| slug == org.slug))
            .map(|org| (rank(org), org))
            .collect();
        let mut page = cut(self, rows, |row| row.0, |json, row| org(json, world, row.1, now, OrgForm::Listed));
        if query.list("expand").is_some() {
            page.meta = Some(json!({ "total_count": total }));
        }
        debug_assert!(!matches!(self.who().scope, Scope::Organization(_)), "an organization's account sees no group");
        Ok(self.list(page))
    }
}

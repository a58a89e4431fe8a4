//! `/orgs/{id}/issues`, `/groups/{id}/issues` and single issues.

use super::{Call, Page};
use crate::problem::Problem;
use crate::render::issue;
use crate::world::id::Kind;
use crate::world::issue::{IssueKind, Place, Severity};
use crate::world::listing::Cursors;
use crate::world::org::Org;
use crate::world::walk::{Begin, Filter, Found, Key};

impl Call<'_> {
    pub(crate) fn org_issues(&self) -> Result<Vec<u8>, Problem> {
        let org = self.org()?;
        self.issue_page(&[org])
    }

    pub(crate) fn group_issues(&self) -> Result<Vec<u8>, Problem> {
        let group = self.group()?;
        let orgs: Vec<&Org> = self.view.orgs().filter(|org| org.group == Some(group)).collect();
        self.issue_page(&orgs)
    }

    pub(crate) fn org_issue(&self) -> Result<Vec<u8>, Problem> {
        let org = self.org()?;
        self.one_issue(&[org])
    }

    pub(crate) fn group_issue(&self) -> Result<Vec<u8>, Problem> {
        let group = self.group()?;
        let orgs: Vec<&Org> = self.view.orgs().filter(|org| org.group == Some(group)).collect();
        self.one_issue(&orgs)
    }

    fn one_issue(&self, orgs: &[&Org]) -> Result<Vec<u8>, Problem> {
        let missing = || Problem::not_found("Issue");
        let address = self.ids.get(1).and_then(|id| self.view.world.address(*id)).ok_or_else(missing)?;
        let org =
            orgs.iter().find(|org| org.index == address.parent && address.kind == Kind::Issue).ok_or_else(missing)?;
        let found = self.view.issue(org, address.index).ok_or_else(missing)?;
        Ok(self.single(|json| issue::issue(json, &self.view.world, org, &found)))
    }

    fn issue_page(&self, orgs: &[&Org]) -> Result<Vec<u8>, Problem> {
        let filter = self.filter();
        let listing = self.view.world.listing;
        let filters = self.query.filters_number(self.entry);
        if listing.cursors == Cursors::Bound && self.query.after.as_ref().is_some_and(|after| after.filters != filters)
        {
            let detail = "'starting_after' belongs to a list with other filters".to_owned();
            return Err(Problem::parameter("starting_after", detail));
        }
        let begin = match (&self.query.after, &self.query.before) {
            (Some(after), _) => Begin::After(self.step_back(orgs, &filter, after.key())),
            (None, Some(before)) => Begin::Before(before.key()),
            (None, None) => Begin::First,
        };
        let found = self.found(orgs, &filter, begin, self.query.limit);
        let mut page = Page::default();
        page.rows.out.reserve(found.rows.len() * 1_800);
        let world = &self.view.world;
        for (key, row) in &found.rows {
            issue::issue(page.row(*key), world, &world.orgs[key.org as usize], row);
        }
        match begin {
            Begin::First => page.more_after = found.more,
            Begin::After(_) => (page.more_after, page.more_before) = (found.more, true),
            Begin::Before(_) => (page.more_after, page.more_before) = (true, found.more),
        }
        Ok(self.list(page))
    }

    fn found(&self, orgs: &[&Org], filter: &Filter, begin: Begin, limit: usize) -> Found {
        if !self.view.world.listing.needs_sorting() {
            return self.view.issues(orgs, filter, begin, limit);
        }
        let skip = self.query.after.as_ref().map_or(0, |after| after.skip.saturating_sub(self.twist.repeat));
        self.view.issues_sorted(orgs, filter, begin, skip, limit)
    }

    /// With duplicated rows, the walk begins some rows before its cursor.
    fn step_back(&self, orgs: &[&Org], filter: &Filter, key: Key) -> Key {
        let rows = self.twist.repeat;
        if rows == 0 {
            return key;
        }
        // One row more than is repeated: the walk begins after it. The last row is at the cursor itself.
        let before = self.found(orgs, filter, Begin::Before(key), rows);
        before.rows.first().map_or(key, |(place, _)| *place)
    }

    fn filter(&self) -> Filter {
        let query = &self.query;
        let scan_item = query.id("scan_item.id").map(|id| {
            let address = self.view.world.address(id)?;
            match address.kind {
                Kind::Project => Some((address.parent, Place::Project(address.index))),
                Kind::Environment => Some((address.parent, Place::Environment(address.index))),
                Kind::Group
                | Kind::Organization
                | Kind::Target
                | Kind::Issue
                | Kind::Ignore
                | Kind::Principal
                | Kind::Integration
                | Kind::Execution
                | Kind::Resource
                | Kind::Token
                | Kind::Finding => None,
            }
        });
        let kinds = [
            IssueKind::PackageVulnerability,
            IssueKind::License,
            IssueKind::Cloud,
            IssueKind::Code,
            IssueKind::Custom,
            IssueKind::Config,
        ];
        let has = |names: &[String], name: &str| names.iter().any(|given| given == name);
        Filter {
            scan_item,
            in_environments: query.text("scan_item.type").map(|text| text == "environment"),
            kind: query.text("type").and_then(|text| kinds.into_iter().find(|kind| kind.name() == text)),
            severities: query
                .list("effective_severity_level")
                .map(|names| Severity::ALL.into_iter().filter(|level| has(names, level.name())).collect()),
            statuses: query.list("status").map(|names| (has(names, "open"), has(names, "resolved"))),
            ignored: query.flag("ignored"),
            created_after: query.time("created_after"),
            created_before: query.time("created_before"),
            updated_after: query.time("updated_after"),
            updated_before: query.time("updated_before"),
        }
    }
}

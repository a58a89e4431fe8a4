//! What a perfect client would know: every resource a token may read today, as it is served.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::catalog::Permission;
use crate::render::drift::{Drift, drift};
use crate::render::project::Detail;
use crate::render::{Json, issue, org as render_org, project};
use crate::state::{State, locked};
use crate::tokens::Principal;
use crate::world::id::{Id, Kind};
use crate::world::org::Org;
use crate::world::view::View;

/// The world through one token at one moment. It stays as it is when the simulator's day moves on, and is cheap
/// to keep.
#[derive(Debug, Clone)]
pub struct Truth {
    view: View,
    who: Principal,
    allowed: Vec<Permission>,
    drift: Drift,
}

/// How much an organization holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OrganizationCounts {
    /// Projects.
    pub projects: u64,
    /// Targets that have projects.
    pub targets: u64,
    /// Issues listed.
    pub issues: u64,
    /// Issues that are ignored.
    pub ignored: u64,
    /// Issues by `status`.
    pub by_status: BTreeMap<String, u64>,
    /// Issues by `effective_severity_level`, whatever their status.
    pub by_severity: BTreeMap<String, u64>,
    /// Open issues that are not ignored, by `effective_severity_level`.
    pub open_by_severity: BTreeMap<String, u64>,
}

impl Truth {
    /// `token` is a token or the name of one.
    pub(crate) fn new(state: &State, token: &str) -> Option<Self> {
        let who = state.tokens.find(token)?.clone();
        let index = state.tokens.principals.iter().position(|p| p.name == who.name)?;
        let allowed = Permission::ALL.iter().copied().filter(|p| state.allows(index, *p)).collect();
        Some(Self { view: state.view(), who, allowed, drift: locked(&state.faults).standing_drift() })
    }

    fn value(&self, write: impl FnOnce(&mut Json)) -> Value {
        let mut json = Json::default();
        write(&mut json);
        let mut value = serde_json::from_slice(&json.out).unwrap_or_default();
        if self.drift.any() {
            drift(&mut value, self.drift);
        }
        value
    }

    /// Groups, as `/groups` lists them.
    #[must_use]
    pub fn groups(&self) -> Vec<Value> {
        let world = &self.view.world;
        self.who
            .groups(world)
            .into_iter()
            .map(|group| self.value(|json| render_org::group(json, world, group, false)))
            .collect()
    }

    /// Organizations, as `/orgs` lists them.
    #[must_use]
    pub fn organizations(&self) -> Vec<Value> {
        let (world, now) = (&self.view.world, self.view.now);
        let form = render_org::OrgForm::Listed;
        self.who
            .orgs(&self.view)
            .into_iter()
            .map(|org| self.value(|json| render_org::org(json, world, org, now, form)))
            .collect()
    }

    /// Ids of the organizations, in the order of `/orgs`.
    #[must_use]
    pub fn organization_ids(&self) -> Vec<String> {
        self.who.orgs(&self.view).into_iter().map(|org| self.view.world.org_id(org.index).to_string()).collect()
    }

    /// The organization answers about its projects and issues; a personal one answers 403.
    #[must_use]
    pub fn is_accessible(&self, organization: &str) -> bool {
        self.org(organization, &[]).is_some()
    }

    /// The organization, if the token may read from it what needs `permissions`.
    fn org(&self, id: &str, permissions: &[Permission]) -> Option<&Org> {
        let address = Id::parse(id).and_then(|id| self.view.world.address(id))?;
        let org = (address.kind == Kind::Organization).then(|| self.view.org(address.parent)).flatten()?;
        let may = org.group.is_some() && self.who.sees_org(org) && !self.who.refused;
        (may && permissions.iter().all(|p| self.allowed.contains(p))).then_some(org)
    }

    /// Projects of an organization with `expand=target` and both counts in `meta`; empty where they are refused.
    #[must_use]
    pub fn projects(&self, organization: &str) -> Vec<Value> {
        let Some(org) = self.org(organization, &[Permission::OrgProjectRead]) else { return Vec::new() };
        let (world, now, counts) = (&self.view.world, self.view.now, self.view.counts(org));
        let one = |row| {
            let row: crate::world::project::Project = row;
            let detail = Detail { counts: Some(counts[row.index as usize]), dependencies: true, target: true };
            self.value(|json| project::project(json, world, org, &row, now, detail))
        };
        self.view.projects(org, 0).map(one).collect()
    }

    /// Targets of an organization that have projects; empty where they are refused.
    #[must_use]
    pub fn targets(&self, organization: &str) -> Vec<Value> {
        let Some(org) = self.org(organization, &[Permission::OrgProjectRead]) else { return Vec::new() };
        let world = &self.view.world;
        self.view.targets(org, 0, false).map(|row| self.value(|json| project::target(json, world, org, &row))).collect()
    }

    /// The same with the empty ones, as `exclude_empty=false` lists them.
    #[must_use]
    pub fn all_targets(&self, organization: &str) -> Vec<Value> {
        let Some(org) = self.org(organization, &[Permission::OrgProjectRead]) else { return Vec::new() };
        let world = &self.view.world;
        self.view.targets(org, 0, true).map(|row| self.value(|json| project::target(json, world, org, &row))).collect()
    }

    /// Issues of an organization, one by one in listing order; none where they are refused.
    pub fn issues<'a>(&'a self, organization: &str) -> impl Iterator<Item = Value> + 'a {
        let needed = [Permission::OrgRead, Permission::OrgProjectRead, Permission::OrgProjectSnapshotRead];
        let org = self.org(organization, &needed);
        let world = &self.view.world;
        org.into_iter().flat_map(move |org| {
            (0..self.view.issues_found(org))
                .filter_map(move |index| self.view.issue(org, index))
                .map(move |row| self.value(|json| issue::issue(json, world, org, &row)))
        })
    }

    /// Number of issues of an organization, without making them.
    #[must_use]
    pub fn issue_count(&self, organization: &str) -> u64 {
        self.counts(organization).issues
    }

    /// How much an organization holds, whatever the token may read of it; zeros where it has no API access.
    #[must_use]
    pub fn counts(&self, organization: &str) -> OrganizationCounts {
        let mut counts = OrganizationCounts::default();
        let Some(org) = self.org(organization, &[]) else { return counts };
        counts.projects = self.view.projects(org, 0).count() as u64;
        counts.targets = self.view.targets(org, 0, false).count() as u64;
        for issue in (0..self.view.issues_found(org)).filter_map(|index| self.view.issue(org, index)) {
            let open = issue.resolved.is_none();
            let severity = issue.severity.name();
            counts.issues += 1;
            counts.ignored += u64::from(issue.ignored);
            *counts.by_status.entry(if open { "open" } else { "resolved" }.into()).or_default() += 1;
            *counts.by_severity.entry(severity.into()).or_default() += 1;
            if open && !issue.ignored {
                *counts.open_by_severity.entry(severity.into()).or_default() += 1;
            }
        }
        counts
    }

    /// All counts as JSON, for the control endpoint.
    pub(crate) fn summary(&self) -> Value {
        let one = |org: &Org| {
            let id = self.view.world.org_id(org.index).to_string();
            let counts = self.counts(&id);
            json!({ "id": id, "name": org.name(self.view.now), "slug": org.slug, "accessible": self.is_accessible(&id), "counts": counts })
        };
        let organizations: Vec<Value> = self.who.orgs(&self.view).into_iter().map(one).collect();
        json!({ "token": self.who.name, "groups": self.groups().len(), "organizations": organizations })
    }
}

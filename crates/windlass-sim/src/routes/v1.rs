//! The older API: no version, no JSON:API, one answer per call.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::catalog::Permission;
use crate::problem::Problem;
use crate::render::issue::Subject;
use crate::state::State;
use crate::tokens::Principal;
use crate::world::flaws::{FLAWS, LICENSES};
use crate::world::id::{Id, Kind};
use crate::world::issue::{Issue, IssueKind, Place, Severity};
use crate::world::names::PEOPLE;
use crate::world::org::Org;
use crate::world::view::View;
use crate::world::walk::{Begin, Filter};

/// The template under which a v1 request is counted.
pub(crate) fn template(path: &str) -> &'static str {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["", "v1", "orgs"] => "/v1/orgs",
        ["", "v1", "user", "me"] => "/v1/user/me",
        ["", "v1", "org", _, "project", _, "aggregated-issues"] => {
            "/v1/org/{org_id}/project/{project_id}/aggregated-issues"
        }
        _ => "(unknown)",
    }
}

/// What an aggregated-issues request may ask for.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Ask {
    include_description: bool,
    filters: Filters,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filters {
    severities: Option<Vec<String>>,
    types: Option<Vec<String>>,
    ignored: Option<bool>,
}

/// Answers a v1 request of a known principal.
pub(crate) fn answer(state: &State, principal: usize, method: &str, path: &str, body: &[u8]) -> Answer {
    let view = state.view();
    let who = &state.tokens.principals[principal];
    let parts: Vec<&str> = path.trim_start_matches("/v1/").split('/').collect();
    let result = match (method, parts.as_slice()) {
        ("GET", ["orgs"]) => Ok(json!({ "orgs": orgs(&view, who, &state.url) })),
        ("GET", ["user", "me"]) if who.is_user() => {
            let (name, user) = PEOPLE[0];
            let id = view.world.id(Kind::Principal, 1, 0).to_string();
            let orgs = orgs(&view, who, &state.url);
            Ok(json!({ "id": id, "username": name, "email": format!("{user}@example.com"), "orgs": orgs }))
        }
        ("GET", ["user", "me"]) => Err(Problem::unauthorized()),
        ("POST", ["org", org, "project", project, "aggregated-issues"]) => {
            aggregated(state, &view, principal, (org, project), body)
        }
        _ => Err(Problem::not_found("Resource")),
    };
    match result {
        Ok(value) => Answer::json(200, &value),
        Err(problem) => refusal(state, &problem),
    }
}

/// A refusal in v1's form.
pub(crate) fn refusal(state: &State, problem: &Problem) -> Answer {
    let mut answer = Answer::json(problem.status, &problem.v1_body());
    answer.header("x-error-reference", Id::anonymous(view_seed(state), u64::from(problem.status)).to_string());
    answer
}

fn view_seed(state: &State) -> u64 {
    state.view().world.seed ^ 0xE44
}

fn orgs(view: &View, who: &Principal, url: &str) -> Vec<Value> {
    let world = &view.world;
    let one = |org: &Org| {
        let group =
            org.group.map(|group| json!({ "id": world.group_id(group).to_string(), "name": world.group_name(group) }));
        let link = format!("{url}/org/{}", org.slug);
        json!({ "id": world.org_id(org.index).to_string(), "name": org.name(view.now), "slug": org.slug, "url": link, "group": group })
    };
    who.orgs(view).into_iter().map(one).collect()
}

fn aggregated(state: &State, view: &View, principal: usize, ids: (&str, &str), body: &[u8]) -> Result<Value, Problem> {
    // v1 gives one message for a missing organization and for one without permission.
    let missing = || {
        Problem::not_found(&format!(
            "Org {} was not found or you may not have the correct permissions to access the org.",
            ids.0
        ))
    };
    let ask: Ask = if body.is_empty() {
        Ask::default()
    } else {
        serde_json::from_slice(body).map_err(|error| Problem::bad_request(format!("Invalid body: {error}")))?
    };
    let address = |text: &str| Id::parse(text).and_then(|id| view.world.address(id));
    let org = address(ids.0)
        .filter(|at| at.kind == Kind::Organization)
        .and_then(|at| view.org(at.parent))
        .ok_or_else(missing)?;
    let allowed =
        [Permission::OrgProjectRead, Permission::OrgProjectSnapshotRead].iter().all(|p| state.allows(principal, *p));
    if !allowed || org.group.is_none() || !state.tokens.principals[principal].sees_org(org) {
        return Err(missing());
    }
    let project =
        address(ids.1).filter(|at| at.kind == Kind::Project && at.parent == org.index).ok_or_else(missing)?.index;
    org.project(project, view.now).ok_or_else(missing)?;
    let filter = Filter {
        scan_item: Some(Some((org.index, Place::Project(project)))),
        statuses: Some((true, false)),
        ignored: ask.filters.ignored,
        ..Filter::default()
    };
    let found = view.issues(&[org], &filter, Begin::First, usize::MAX - 1);
    let rows = found.rows.iter().filter_map(|(_, row)| one(org, row, project, &ask)).collect::<Vec<_>>();
    Ok(json!({ "issues": rows }))
}

/// One v1 issue; `None` for types v1 does not know or the caller did not ask for.
fn one(org: &Org, issue: &Issue, project: u64, ask: &Ask) -> Option<Value> {
    let subject = Subject::of(org, issue, project);
    let (word, id, title) = match issue.kind {
        IssueKind::PackageVulnerability => ("vuln", subject.key(), FLAWS[issue.what].title),
        IssueKind::License => ("license", subject.license_key(LICENSES[issue.what].0), LICENSES[issue.what].0),
        IssueKind::Cloud | IssueKind::Code | IssueKind::Custom | IssueKind::Config => return None,
    };
    let wanted =
        |list: &Option<Vec<String>>, value: &str| list.as_ref().is_none_or(|list| list.iter().any(|l| l == value));
    if issue.severity == Severity::Info
        || !wanted(&ask.filters.types, word)
        || !wanted(&ask.filters.severities, issue.severity.name())
    {
        return None;
    }
    let mut data = json!({ "id": id, "title": title, "severity": issue.severity.name(), "url": format!("https://security.snyk.io/vuln/{id}") });
    if issue.severity != issue.original {
        data["originalSeverity"] = json!(issue.original.name());
    }
    if issue.kind == IssueKind::PackageVulnerability {
        let flaw = &FLAWS[issue.what];
        let score = f64::from(flaw.score) / 10.0;
        data["exploitMaturity"] = json!("no-known-exploit");
        data["identifiers"] = json!({ "CVE": [], "CWE": [flaw.cwe] });
        // Both a number and a string occur.
        data["cvssScore"] = if issue.index.is_multiple_of(2) { json!(score) } else { json!(score.to_string()) };
        data["CVSSv3"] = json!(flaw.vector);
        data["semver"] = json!({ "vulnerable": ["<9.9.9"] });
    }
    if ask.include_description {
        data["description"] = json!("## Overview\n…");
    }
    let fixable = issue.roll.chance(110, 550);
    Some(json!({
        "id": id,
        "issueType": word,
        "pkgName": subject.package,
        "pkgVersions": [subject.version],
        "issueData": data,
        "isPatched": false,
        "isIgnored": issue.ignored,
        "fixInfo": { "isUpgradable": fixable, "isPinnable": false, "isPatchable": false, "isFixable": fixable, "isPartiallyFixable": fixable, "nearestFixedInVersion": "9.9.9", "fixedIn": ["9.9.9"] },
        "priority": { "score": 100 + issue.roll.below(94, 800), "factors": [] },
    }))
}

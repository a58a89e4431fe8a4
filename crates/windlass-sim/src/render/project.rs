//! `project` and `target` resources.

use super::Json;
use crate::world::World;
use crate::world::id::Kind;
use crate::world::names::TEAMS;
use crate::world::org::Org;
use crate::world::project::{EMPTY_TARGETS, Project, Target};
use crate::world::time::{DAY, Micros, coarse};
use crate::world::view::Counts;

/// What the caller asked to have in `meta` and relationships.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Detail {
    /// `meta.latest_issue_counts`, when asked for.
    pub(crate) counts: Option<Counts>,
    /// `meta.latest_dependency_total`.
    pub(crate) dependencies: bool,
    /// `expand=target`.
    pub(crate) target: bool,
}

/// `attributes.business_criticality`.
pub(crate) fn criticality(project: &Project) -> &'static [&'static str] {
    project.roll.pick(30, &[&[] as &[&str], &[], &["critical"], &["high"], &["medium"], &["low", "medium"]])
}

/// `attributes.environment`.
pub(crate) fn environment(project: &Project) -> &'static [&'static str] {
    project
        .roll
        .pick(31, &[&[] as &[&str], &["backend"], &["frontend", "external"], &["internal"], &["saas", "hosted"], &[]])
}

/// `attributes.lifecycle`.
pub(crate) fn lifecycle(project: &Project) -> &'static [&'static str] {
    project.roll.pick(32, &[&["production"] as &[&str], &["production"], &["development"], &["sandbox"], &[]])
}

/// `attributes.target_runtime`, for .NET only.
pub(crate) fn runtime(project: &Project, org: &Org) -> Option<&'static str> {
    (project.flavour(org).name == "nuget").then(|| project.roll.pick(33, &["net6.0", "net8.0", "netcoreapp3.1"]))
}

/// `attributes.tags` as key and value.
pub(crate) fn tags(project: &Project, target: &Target) -> Vec<(&'static str, String)> {
    let mut tags = Vec::new();
    if project.roll.chance(34, 850) {
        tags.push(("service", target.service()));
    }
    if project.roll.chance(35, 500) {
        tags.push(("team", project.roll.pick(36, TEAMS).to_owned()));
    }
    if project.roll.chance(37, 100) {
        tags.push(("url", "https://wiki.example.com/a?b=c&d=e%20f".to_owned()));
    }
    tags
}

/// Who imported the project: a user's index.
pub(crate) fn importer(project: &Project) -> Option<u64> {
    project.roll.chance(38, 800).then(|| project.roll.below(39, 6))
}

/// `meta.cli_monitored_at`: a moment for projects of the CLI.
pub(crate) fn monitored_at(project: &Project, target: &Target, now: Micros) -> Option<Micros> {
    (target.origin() == "cli").then(|| coarse(project.tested_at(now), project.roll.bits(40)))
}

fn words(json: &mut Json, key: &str, words: &[&str]) {
    json.raw(key).raw("[");
    for (at, word) in words.iter().enumerate() {
        json.raw(if at == 0 { "" } else { "," }).str(word);
    }
    json.raw("]");
}

/// Appends the project.
pub(crate) fn project(json: &mut Json, world: &World, org: &Org, project: &Project, now: Micros, detail: Detail) {
    let flavour = project.flavour(org);
    let target = Target::of(org, project.target);
    let id = world.id(Kind::Project, org.index, project.index);
    json.raw(r#"{"type":"project","id":"#).id(id).raw(r#","meta":{"#);
    meta(json, project, &target, now, detail);
    json.raw(r#"},"attributes":{"name":"#).str(&project.name(org, &target));
    json.raw(r#","type":""#).raw(flavour.name).raw(r#"","target_file":"#).str(&project.target_file(flavour));
    json.raw(r#","target_reference":"#).str(project.branch()).raw(r#","origin":""#).raw(target.origin());
    json.raw(r#"","created":"#).time(project.created);
    json.raw(if project.active { r#","status":"active""# } else { r#","status":"inactive""# });
    if let Some(runtime) = runtime(project, org) {
        json.raw(r#","target_runtime":""#).raw(runtime).raw("\"");
    }
    // Unset attributes are empty arrays mostly, and left out sometimes.
    if !project.roll.chance(41, 50) {
        words(json, r#","business_criticality":"#, criticality(project));
        words(json, r#","environment":"#, environment(project));
        words(json, r#","lifecycle":"#, lifecycle(project));
    }
    json.raw(r#","tags":["#);
    for (at, (key, value)) in tags(project, &target).iter().enumerate() {
        json.raw(if at == 0 { "" } else { "," }).raw(r#"{"key":"#).str(key).raw(r#","value":"#).str(value).raw("}");
    }
    json.raw(r#"],"read_only":"#).bool(project.roll.chance(42, 30));
    match flavour.name {
        "yarn" => json.raw(r#","build_args":{"root_workspace":"frontend"}"#),
        "dockerfile" | "linux" => json.raw(r#","build_args":{"platform":"linux/arm64"}"#),
        "nuget" => json.raw(r#","build_args":{"target_framework":"net8.0"}"#),
        _ => json,
    };
    settings(json, project);
    json.raw(r#"},"relationships":{"#);
    relationships(json, world, org, project, &target, detail);
    json.raw("}}");
}

fn meta(json: &mut Json, project: &Project, target: &Target, now: Micros, detail: Detail) {
    let tested = project.tested_at(now);
    let mut comma = "";
    match monitored_at(project, target, now) {
        Some(at) => {
            json.raw(r#""cli_monitored_at":"#).time(at);
            comma = ",";
        }
        None if project.roll.chance(43, 500) => {
            json.raw(r#""cli_monitored_at":null"#);
            comma = ",";
        }
        None => {}
    }
    if let Some([low, medium, high, critical]) = detail.counts {
        json.raw(comma).raw(r#""latest_issue_counts":{"critical":"#).int(critical).raw(r#","high":"#).int(high);
        json.raw(r#","low":"#).int(low).raw(r#","medium":"#).int(medium).raw(r#","updated_at":"#).time(tested).raw("}");
        comma = ",";
    }
    if detail.dependencies {
        json.raw(comma).raw(r#""latest_dependency_total":{"total":"#).int(project.roll.below(44, 1_800));
        json.raw(r#","updated_at":"#).time(tested).raw("}");
    }
}

fn settings(json: &mut Json, project: &Project) {
    let roll = project.roll;
    json.raw(r#","settings":{"recurring_tests":{"frequency":""#)
        .raw(roll.pick(45, &["daily", "daily", "weekly", "never"]));
    json.raw(r#""},"pull_requests":{"#);
    if roll.chance(46, 600) {
        json.raw(r#""is_enabled":true,"fail_only_for_issues_with_fix":"#).bool(roll.chance(47, 500));
        json.raw(r#","policy":"only_new","severity_threshold":"high""#);
    }
    json.raw("}");
    if roll.chance(48, 300) {
        json.raw(r#","auto_dependency_upgrade":{"is_enabled":true,"is_inherited":false,"is_major_upgrade_enabled":false,"limit":"#);
        json.int(1 + roll.below(49, 10)).raw(r#","minimum_age":21,"ignored_dependencies":["lodash","größe"]}"#);
    }
    if roll.chance(50, 300) {
        json.raw(r#","auto_remediation_prs":{"is_backlog_prs_enabled":false,"is_fresh_prs_enabled":true,"is_patch_remediation_enabled":false}"#);
        json.raw(r#","manual_remediation_prs":{"is_patch_remediation_enabled":true}"#);
    }
    if roll.chance(51, 100) {
        json.raw(r#","pull_request_assignment":{"is_enabled":true,"type":"manual","assignees":["grace"]}"#);
    }
    json.raw("}");
}

fn relationships(json: &mut Json, world: &World, org: &Org, project: &Project, target: &Target, detail: Detail) {
    let org_id = world.org_id(org.index);
    let target_id = world.id(Kind::Target, org.index, target.index);
    json.raw(r#""organization":{"data":{"type":"org","id":"#).id(org_id).raw(r#"},"links":{"related":"/orgs/"#);
    json.id_part(org_id).raw(r#""}},"target":{"data":{"type":"target","id":"#).id(target_id);
    if detail.target {
        json.raw(r#","attributes":{"display_name":"#).str(&target.display_name(org.owner)).raw(r#","url":"#);
        url(json, org, target);
        json.raw("}");
        if target.origin() == "kubernetes" {
            json.raw(r#","meta":{"integration_data":{"cluster":"production-eu","namespace":"default"}}"#);
        }
    }
    json.raw(r#"},"links":{"related":"/orgs/"#).id_part(org_id).raw("/targets/").id_part(target_id).raw(r#""}}"#);
    let people = [("importer", importer(project)), ("owner", project.roll.chance(52, 250).then_some(1))];
    for (role, user) in people {
        let Some(user) = user else { continue };
        let user = world.id(Kind::Principal, 1, user);
        json.raw(",\"").raw(role).raw(r#"":{"data":{"type":"user","id":"#).id(user);
        json.raw(r#"},"links":{"related":"/orgs/"#).id_part(org_id).raw("/members/").id_part(user).raw(r#""}}"#);
    }
}

/// A target's URL; only the CLI gives one.
fn url(json: &mut Json, org: &Org, target: &Target) {
    if target.origin() == "cli" {
        json.str(&target.display_name(org.owner));
    } else {
        json.raw("null");
    }
}

/// Appends the target.
pub(crate) fn target(json: &mut Json, world: &World, org: &Org, target: &Target) {
    json.raw(r#"{"type":"target","id":"#).id(world.id(Kind::Target, org.index, target.index));
    json.raw(r#","attributes":{"display_name":"#).str(&target.display_name(org.owner)).raw(r#","url":"#);
    url(json, org, target);
    json.raw(r#","is_private":"#).bool(target.is_private());
    if !target.roll.chance(5, 100) {
        json.raw(r#","created_at":"#).time(target.created);
    }
    json.raw(r#"},"relationships":{"organization":{"data":{"type":"organization","id":"#).id(world.org_id(org.index));
    json.raw(r#"}},"integration":{"data":{"type":"integration","id":"#);
    if matches!(target.origin(), "cli" | "api") {
        json.raw("null");
    } else {
        json.id(world.id(Kind::Integration, org.index, target.roll.below(6, 4)));
    }
    json.raw(r#","attributes":{"integration_type":""#).raw(target.origin()).raw(r#""}}}}}"#);
    debug_assert!(
        target.index < EMPTY_TARGETS + 10 && target.created < Micros::MAX - DAY,
        "a target out of this world"
    );
}

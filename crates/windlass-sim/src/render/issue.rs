//! `issue` resources.

use super::Json;
use super::coordinates::coordinates;
use crate::world::World;
use crate::world::flaws::{CODE_RULES, CONFIG_RULES, FLAWS, LICENSES};
use crate::world::id::{Id, Kind};
use crate::world::issue::{Issue, IssueKind, Place, Severity};
use crate::world::org::Org;
use crate::world::project::{Product, flavour_of};
use crate::world::roll::mix;
use crate::world::time::{DAY, Micros, SECOND, coarse};

/// What an issue of a package is about.
pub(crate) struct Subject {
    pub(crate) word: &'static str,
    pub(crate) tool: &'static str,
    pub(crate) package: &'static str,
    pub(crate) version: &'static str,
    /// The number at the end of the Snyk id, unique in a project.
    pub(crate) number: u64,
}

impl Subject {
    /// The package of an issue in `project`. Neighbours in two projects of a kind share one vulnerability.
    pub(crate) fn of(org: &Org, issue: &Issue, project: u64) -> Self {
        let ecosystem = flavour_of(org, project).ecosystem;
        let packages = ecosystem.packages;
        let (package, version) = packages[(issue.index / 2 % packages.len() as u64) as usize];
        let number = 100_000 + issue.index / 2 * 2 + (issue.index + project) % 2;
        Self { word: ecosystem.word, tool: ecosystem.tool, package, version, number }
    }

    /// `SNYK-JS-LODASH-1040724`: the name without scope, in capitals, signs dropped.
    fn write_key(&self, json: &mut Json) {
        json.raw("SNYK-").raw(self.word).raw("-");
        for byte in self.package.bytes().filter(|b| b.is_ascii_alphanumeric()) {
            json.out.push(byte.to_ascii_uppercase());
        }
        json.raw("-").int(self.number);
    }

    /// The Snyk id as text.
    pub(crate) fn key(&self) -> String {
        let mut json = Json::default();
        self.write_key(&mut json);
        String::from_utf8_lossy(&json.out).into_owned()
    }

    /// The id of a licence problem.
    pub(crate) fn license_key(&self, spdx: &str) -> String {
        format!("snyk:lic:{}:{}:{spdx}:{}", self.word.to_ascii_lowercase(), self.package, self.number)
    }
}

/// Appends the issue.
pub(crate) fn issue(json: &mut Json, world: &World, org: &Org, issue: &Issue) {
    let id = world.id(Kind::Issue, org.index, issue.index);
    json.raw(r#"{"attributes":{"#);
    match issue.kind {
        IssueKind::PackageVulnerability => package(json, org, issue),
        IssueKind::License => license(json, org, issue),
        IssueKind::Code => code(json, world, org, issue),
        IssueKind::Cloud | IssueKind::Config | IssueKind::Custom => config(json, world, org, issue),
    }
    json.raw(r#","coordinates":"#);
    coordinates(json, world, org, issue);
    json.raw(r#","created_at":"#).time(issue.created);
    if issue.roll.chance(60, 150) {
        json.raw(r#","description":"#)
            .str("## Overview\nAffected versions of this package are vulnerable.\n\n> \"Grüße\" – see `README.md`\n");
    }
    json.raw(r#","effective_severity_level":""#).raw(issue.severity.name()).raw(r#"","ignored":"#).bool(issue.ignored);
    if let Some(at) = issue.resolved {
        json.raw(r#","resolution":{"resolved_at":"#).time(at);
        json.raw(if issue.roll.chance(61, 400) { r#","type":"disappeared""# } else { r#","type":"fixed""# });
        if issue.roll.chance(62, 200) {
            json.raw(r#","details":"no longer detected in the latest test""#);
        }
        json.raw("}");
    }
    risk(json, issue);
    json.raw(r#","status":""#).raw(if issue.resolved.is_some() { "resolved" } else { "open" });
    json.raw(r#"","type":""#).raw(issue.kind.name()).raw(r#"","updated_at":"#).time(issue.updated);
    json.raw(r#"},"id":"#).id(id).raw(r#","relationships":{"#);
    relationships(json, world, org, issue);
    json.raw(r#"},"type":"issue"}"#);
}

fn package(json: &mut Json, org: &Org, issue: &Issue) {
    let Place::Project(project) = issue.place else { return };
    let subject = Subject::of(org, issue, project);
    let flaw = &FLAWS[issue.what];
    let roll = issue.roll;
    let cve_number = 1_000 + subject.number % 48_000;
    let cve_year = 2016 + subject.number % 10;
    let known = issue.created + coarse(roll.below(63, 4 * SECOND as u64) as Micros, roll.bits(64));
    json.raw(r#""classes":[{"id":""#).raw(flaw.cwe).raw(r#"","source":"CWE","type":"weakness"}"#);
    if roll.chance(65, 120) {
        json.raw(r#",{"id":"CWE-1035","source":"CWE","type":"weakness","url":"https://cwe.mitre.org/data/definitions/1035.html"}"#);
    }
    json.raw(r#"],"key":""#);
    subject.write_key(json);
    json.raw(r#"","problems":[{"id":""#);
    subject.write_key(json);
    json.raw(r#"","source":"SNYK","type":"vulnerability","updated_at":"#).time(known);
    if roll.chance(66, 300) {
        json.raw(r#","disclosed_at":"#).time(coarse(issue.created - 40 * DAY, roll.bits(67)));
        json.raw(r#","discovered_at":"#).time(coarse(issue.created - 41 * DAY, roll.bits(68)));
    }
    json.raw("}");
    // Not every advisory has a CVE.
    let has_cve = roll.chance(69, 900);
    if has_cve {
        let cve = |json: &mut Json| {
            json.raw("CVE-").int(cve_year).raw("-").int(cve_number);
        };
        json.raw(r#",{"id":""#);
        cve(json);
        json.raw(r#"","source":"NVD","type":"vulnerability","updated_at":"#).time(known + 1);
        json.raw(r#","url":"https://nvd.nist.gov/vuln/detail/"#);
        cve(json);
        json.raw(r#""}"#);
    }
    json.raw(r#"],"severities":[{"level":""#).raw(flaw.level.name()).raw(r#"","modification_time":"#).time(known);
    json.raw(r#","score":"#).int(u64::from(flaw.score / 10)).raw(".").int(u64::from(flaw.score % 10));
    json.raw(r#","source":"Snyk","vector":""#).raw(flaw.vector).raw(r#"","version":"3.1"}"#);
    if has_cve && roll.chance(70, 600) {
        json.raw(r#",{"level":"high","modification_time":"#).time(known);
        json.raw(
            r#","score":7.5,"source":"NVD","vector":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H","version":"3.1"}"#,
        );
    }
    json.raw("]");
    if roll.chance(71, 500) {
        let level = roll.pick(72, &["not defined", "proof of concept", "attacked", "unreported"]);
        json.raw(r#","exploit_details":{"maturity_levels":[{"format":"CVSS_v4","level":""#).raw(level);
        json.raw(r#""}],"sources":["#).raw(if roll.chance(73, 80) { r#""CISA"]}"# } else { "]}" });
    }
    // Issues of images may be titled by their CVE.
    let in_image = flavour_of(org, project).product == Product::Container;
    if in_image && has_cve && roll.chance(74, 250) {
        json.raw(r#","title":"CVE-"#).int(cve_year).raw("-").int(cve_number).raw("\"");
    } else {
        json.raw(r#","title":"#).str(flaw.title);
    }
    if roll.chance(75, 700) {
        json.raw(r#","tool":""#).raw(subject.tool).raw("\"");
    }
}

fn license(json: &mut Json, org: &Org, issue: &Issue) {
    let Place::Project(project) = issue.place else { return };
    let subject = Subject::of(org, issue, project);
    let (spdx, level) = LICENSES[issue.what];
    let key = subject.license_key(spdx);
    json.raw(r#""key":"#).str(&key).raw(r#","problems":[{"id":"#).str(&key);
    json.raw(r#","source":"SNYK","type":"rule"}],"title":""#).raw(spdx).raw(r#" license","severities":[]"#);
    debug_assert_ne!(level, Severity::Critical, "a licence is at most high");
}

fn code(json: &mut Json, world: &World, org: &Org, issue: &Issue) {
    let (title, rule, cwe, _) = CODE_RULES[issue.what];
    if let Place::Project(project) = issue.place {
        json.raw(r#""key":""#).id_part(world.id(Kind::Project, org.index, project)).raw(":");
        for part in 0..8_u64 {
            let separator = if part == 0 { "" } else { "." };
            json.raw(separator).raw(&format!("{:08x}", issue.roll.bits(80 + part) as u32));
        }
        json.raw(":").int(issue.index);
    }
    json.raw(r#"","key_asset":"#).id(world.id(Kind::Finding, org.index, issue.index));
    json.raw(r#","classes":[{"id":""#).raw(cwe).raw(r#"","source":"CWE","type":"weakness"}],"problems":[{"id":""#);
    json.raw(rule).raw(r#"","source":"SNYK","type":"rule"}],"title":"#).str(title);
}

fn config(json: &mut Json, world: &World, org: &Org, issue: &Issue) {
    let (title, rule, _) = CONFIG_RULES[issue.what];
    json.raw(r#""classes":[{"id":"CIS-AWS-2.1.3","source":"CIS","type":"compliance"},{"id":"Data","source":"SNYK","type":"rule-category"}],"key":""#);
    json.raw(rule).raw(":").raw(&format!("{:016x}", mix(world.seed ^ u64::from(org.index), issue.index)));
    json.raw(r#"","problems":[{"id":""#)
        .raw(rule)
        .raw(r#"","source":"SNYK","type":"rule","url":"https://security.snyk.io/rules/cloud/"#);
    json.raw(rule).raw(r#""}],"title":"#).str(title);
}

fn risk(json: &mut Json, issue: &Issue) {
    let roll = issue.roll;
    if roll.chance(90, 100) {
        return;
    }
    json.raw(r#","risk":{"factors":["#);
    if roll.chance(91, 150) {
        json.raw(r#"{"name":"deployed","updated_at":"#)
            .time(issue.created)
            .raw(r#","value":"#)
            .bool(roll.chance(92, 500));
        json.raw(r#","included_in_score":true},{"name":"public_facing","updated_at":"#).time(issue.created);
        json.raw(r#","value":true,"links":{"evidence":"https://app.snyk.io/evidence/"#).int(issue.index).raw(r#""}}"#);
    }
    json.raw("]");
    if roll.chance(93, 950) {
        let base = [10, 120, 300, 500, 740][issue.original as usize];
        json.raw(r#","score":{"model":"v1","value":"#).int(base + roll.below(94, 200));
        if roll.chance(95, 300) {
            json.raw(r#","updated_at":"#).time(issue.created);
        }
        json.raw("}");
    }
    json.raw("}");
}

fn relationships(json: &mut Json, world: &World, org: &Org, issue: &Issue) {
    let org_id = world.org_id(org.index);
    if issue.ignored {
        json.raw(r#""ignore":{"data":{"id":"#).id(world.id(Kind::Ignore, org.index, issue.index));
        json.raw(r#","type":"ignore"}},"#);
    }
    json.raw(r#""organization":{"data":{"id":"#)
        .id(org_id)
        .raw(r#","type":"organization"},"links":{"related":"/orgs/"#);
    json.id_part(org_id).raw(r#""}},"scan_item":{"data":{"id":"#);
    let (id, word): (Id, _) = match issue.place {
        Place::Project(project) => (world.id(Kind::Project, org.index, project), "project"),
        Place::Environment(index) => (world.id(Kind::Environment, org.index, index), "environment"),
    };
    json.id(id).raw(r#","type":""#).raw(word).raw(r#""},"links":{"related":"/orgs/"#).id_part(org_id);
    json.raw("/").raw(word).raw("s/").id_part(id).raw(r#""}}"#);
    if issue.roll.chance(96, 200) {
        json.raw(r#","test_executions":{"data":[{"id":"#).id(world.id(Kind::Execution, org.index, issue.index));
        json.raw(r#","type":"test-workflow-execution"}"#);
        if issue.roll.chance(97, 200) {
            json.raw(r#",{"id":"run-"#).int(issue.index).raw(r#"","type":"custom-execution"}"#);
        }
        json.raw("]}");
    }
}

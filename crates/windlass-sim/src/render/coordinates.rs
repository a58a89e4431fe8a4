//! `coordinates` of an issue: where it is, in one of four shapes.

use super::Json;
use super::issue::Subject;
use crate::world::World;
use crate::world::id::Kind;
use crate::world::issue::{Issue, IssueKind, Place};
use crate::world::names::{CLOUD_RESOURCES, RESOURCE_PATHS, SOURCE_FILES};
use crate::world::org::Org;
use crate::world::project::{Product, flavour_of};

/// Appends the array.
pub(crate) fn coordinates(json: &mut Json, world: &World, org: &Org, issue: &Issue) {
    let roll = issue.roll;
    // Most issues have one; those of images often name several packages built from one source.
    let count = match issue.kind {
        IssueKind::PackageVulnerability if roll.chance(100, 200) => 2 + roll.below(101, 2),
        IssueKind::PackageVulnerability
        | IssueKind::License
        | IssueKind::Cloud
        | IssueKind::Code
        | IssueKind::Custom
        | IssueKind::Config => 1,
    };
    json.raw("[");
    for at in 0..count {
        json.raw(if at == 0 { "{" } else { ",{" });
        flags(json, org, issue, at);
        json.raw(r#""representations":["#);
        representations(json, world, org, issue, at);
        json.raw("]}");
    }
    json.raw("]");
}

fn flags(json: &mut Json, org: &Org, issue: &Issue, at: u64) {
    let roll = issue.roll;
    let dice = |question: u64, per_mille: u64| roll.chance(110 + question + 16 * at, per_mille);
    // Newer answers carry the life of each coordinate.
    if roll.chance(102, 500) {
        json.raw(r#""state":""#).raw(if issue.resolved.is_some() { "resolved" } else { "open" });
        json.raw(r#"","created_at":"#).time(issue.created).raw(r#","updated_at":"#).time(issue.updated);
        json.raw(r#","last_introduced_at":"#).time(issue.created);
        if let Some(resolved) = issue.resolved.or(issue.resolved_before) {
            json.raw(r#","last_resolved_at":"#).time(resolved);
            json.raw(r#","last_resolved_details":"upgraded""#);
        }
        json.raw(",");
    }
    let fixable = dice(0, 550);
    match issue.kind {
        IssueKind::PackageVulnerability => {
            json.raw(r#""is_fixable_manually":false,"is_fixable_snyk":"#).bool(fixable);
            json.raw(r#","is_fixable_upstream":"#).bool(dice(1, 700));
            json.raw(r#","is_patchable":"#).bool(dice(2, 30));
            json.raw(r#","is_pinnable":"#).bool(dice(3, 150));
            json.raw(r#","is_upgradeable":"#).bool(fixable).raw(r#","reachability":""#);
            let in_image = matches!(issue.place, Place::Project(p) if flavour_of(org, p).product == Product::Container);
            let reach = if in_image {
                "not-applicable"
            } else {
                roll.pick(103, &["no-info", "no-info", "function", "package"])
            };
            json.raw(reach).raw("\",");
            if dice(4, 100) {
                json.raw(r#""remedies":[{"type":"automated","description":"Upgrade the *direct* dependency","correlation_id":"r-"#);
                json.int(issue.index).raw(r#"","meta":{"schema_version":"1","data":{"upgrade_to":["9.9.9"]}}}],"#);
            }
        }
        IssueKind::Code | IssueKind::License => {
            json.raw(r#""is_fixable_manually":true,"is_fixable_snyk":false,"is_fixable_upstream":false,"#);
        }
        IssueKind::Cloud | IssueKind::Config => {
            json.raw(r#""remedies":[{"type":"terraform","description":"Set `versioning.enabled` to `true`"},{"type":"manual"}],"#);
        }
        IssueKind::Custom => {}
    }
}

fn representations(json: &mut Json, world: &World, org: &Org, issue: &Issue, at: u64) {
    let roll = issue.roll;
    match issue.kind {
        IssueKind::PackageVulnerability | IssueKind::License => {
            let Place::Project(project) = issue.place else { return };
            let subject = Subject::of(org, issue, project);
            json.raw(r#"{"dependency":{"package_name":""#).part(subject.package);
            if at > 0 {
                json.raw("-").raw(["dev", "bin", "doc"][(at as usize - 1) % 3]);
            }
            json.raw(r#"","package_version":"#).str(subject.version).raw("}}");
        }
        IssueKind::Code => {
            let line = 1 + roll.below(104, 900);
            json.raw(r#"{"sourceLocation":{"file":"#).str(roll.pick(105, SOURCE_FILES));
            if roll.chance(106, 700) {
                json.raw(&format!(
                    r#","commit_id":"{:016x}{:016x}{:08x}""#,
                    roll.bits(107),
                    roll.bits(108),
                    roll.bits(109) as u32
                ));
            }
            json.raw(r#","region":{"start":{"line":"#).int(line).raw(r#","column":5},"end":{"line":"#).int(line + 1);
            json.raw(r#","column":42}}}}"#);
        }
        IssueKind::Cloud => cloud(json, world, org, issue),
        IssueKind::Config if roll.chance(104, 300) => {
            json.raw(r#"{"cloud_resource":{"environment":{"id":"#).id(world.id(Kind::Environment, org.index, 1000));
            json.raw(
                r#","type":"scm","name":"repository"},"resource":{"input_type":"tf_hcl","type":"iac","name":"logs","#,
            );
            json.raw(
                r#""resource_type":"aws_s3_bucket","location":"infra/main.tf:12","tags":{},"iac_mappings_count":0}}}"#,
            );
        }
        IssueKind::Config | IssueKind::Custom => {
            json.raw(r#"{"resourcePath":"#).str(roll.pick(105, RESOURCE_PATHS)).raw("}");
        }
    }
}

fn cloud(json: &mut Json, world: &World, org: &Org, issue: &Issue) {
    let Place::Environment(index) = issue.place else { return };
    let roll = issue.roll;
    let (platform, resource, location) = CLOUD_RESOURCES[(index % CLOUD_RESOURCES.len() as u64) as usize];
    let number = issue.index;
    json.raw(r#"{"cloud_resource":{"environment":{"id":"#).id(world.id(Kind::Environment, org.index, index));
    json.raw(r#","type":""#).raw(platform).raw(r#"","name":"production – "#).raw(location);
    json.raw(r#"","native_id":""#).int(100_000_000_000 + roll.below(104, 1_000_000)).raw(r#""},"resource":{"id":"#);
    json.id(world.id(Kind::Resource, org.index, number))
        .raw(r#","input_type":"cloud_scan","name":"reports-"#)
        .int(number);
    json.raw(r#"","type":"cloud","native_id":"arn:aws:s3:::reports-"#)
        .int(number)
        .raw(r#"","platform":""#)
        .raw(platform);
    json.raw(r#"","resource_type":""#).raw(resource).raw(r#"","location":""#).raw(location);
    json.raw(r#"","tags":{"team":"größe","cost-centre":"4711"},"iac_mappings_count":"#).int(number % 3).raw("}}}");
}

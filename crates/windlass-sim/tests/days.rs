//! The world changes from day to day, the same way every time, and says so.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly, its helpers too")]

mod common;

use common::{Caller, VERSION, id};
use serde_json::Value;
use std::collections::BTreeMap;
use windlass_sim::{Limits, Sim, SimBuilder, Truth};

fn world() -> SimBuilder {
    Sim::builder().seed(11).organizations(4).projects(80).issues(2_000).limits(Limits::none())
}

fn issues(truth: &Truth) -> BTreeMap<String, Value> {
    let orgs = truth.organization_ids();
    orgs.iter().flat_map(|org| truth.issues(org).collect::<Vec<_>>()).map(|row| (id(&row), row)).collect()
}

fn at<'a>(row: &'a Value, name: &str) -> &'a str {
    row["attributes"][name].as_str().unwrap()
}

/// A moment as text that sorts: fractions are cut to one length.
fn sortable(moment: &str) -> String {
    let (whole, fraction) = moment.trim_end_matches('Z').split_once('.').unwrap_or((moment.trim_end_matches('Z'), ""));
    format!("{whole}.{fraction:0<6}")
}

#[tokio::test]
async fn day_zero_holds_exactly_what_was_asked_for() {
    let sim = world().start().await.unwrap();
    let truth = sim.truth("group_service_account");
    let orgs = truth.organization_ids();
    assert_eq!(orgs.len(), 4);
    assert_eq!(orgs.iter().map(|org| truth.projects(org).len()).sum::<usize>(), 80);
    assert_eq!(issues(&truth).len(), 2_000);
    let kinds: std::collections::BTreeSet<String> =
        issues(&truth).values().map(|row| at(row, "type").to_owned()).collect();
    let place = |row: &Value| {
        let item = row["relationships"]["scan_item"]["data"]["id"].as_str().unwrap();
        (item.to_owned(), at(row, "key").to_owned())
    };
    let keys: std::collections::BTreeSet<_> = issues(&truth).values().map(place).collect();
    assert_eq!(keys.len(), 2_000, "a key is unique in its project");
    let distinct: std::collections::BTreeSet<_> = keys.iter().map(|(_, key)| key).collect();
    assert!(distinct.len() < 2_000, "and repeats over projects");
    assert_eq!(kinds.len(), 6, "every type of issue occurs: {kinds:?}");
}

#[tokio::test]
async fn the_same_day_is_the_same_whichever_way_it_is_reached() {
    let (one, two) = (world().start().await.unwrap(), world().start().await.unwrap());
    for day in [1.0, 3.5, 17.0] {
        one.set_day(day);
    }
    two.set_day(17.0);
    assert_eq!(issues(&one.truth("personal")), issues(&two.truth("personal")));
    let other = world().seed(12).start().await.unwrap();
    other.set_day(17.0);
    assert_ne!(issues(&one.truth("personal")), issues(&other.truth("personal")));
}

#[tokio::test]
async fn every_visible_change_moves_updated_at_to_its_moment() {
    let sim = world().issues(800).start().await.unwrap();
    let mut seen = BTreeMap::<&str, u32>::new();
    let mut old = issues(&sim.truth("group_service_account"));
    for step in 1..=45 {
        let (from, to) = (f64::from(step - 1) * 0.9, f64::from(step) * 0.9);
        sim.set_day(to);
        let new = issues(&sim.truth("group_service_account"));
        for (id, row) in &new {
            let Some(was) = old.get(id) else {
                *seen.entry("appeared").or_default() += 1;
                assert!(day_of(at(row, "created_at")) > from - 1e-6, "a new issue was created since: {row}");
                continue;
            };
            if was == row {
                continue;
            }
            let moment = day_of(at(row, "updated_at"));
            assert!(moment > from - 1e-6 && moment <= to + 1e-6, "day {moment} is not in {from}..{to}");
            assert_eq!(at(was, "created_at"), at(row, "created_at"));
            for (what, name) in [("status", "status"), ("severity", "effective_severity_level")] {
                if at(was, name) != at(row, name) {
                    *seen.entry(what).or_default() += 1;
                }
            }
            if was["attributes"]["ignored"] != row["attributes"]["ignored"] {
                *seen.entry(if row["attributes"]["ignored"] == true { "ignored" } else { "noticed" }).or_default() += 1;
            }
            if at(was, "status") == "resolved" && at(row, "status") == "open" {
                *seen.entry("reopened").or_default() += 1;
            }
        }
        *seen.entry("vanished").or_default() += old.keys().filter(|id| !new.contains_key(*id)).count() as u32;
        old = new;
    }
    for what in ["appeared", "status", "severity", "ignored", "noticed", "reopened", "vanished"] {
        assert!(seen.get(what).is_some_and(|n| *n >= 3), "{what}: {seen:?}");
    }
}

/// Days since day 0.
fn day_of(moment: &str) -> f64 {
    let moment: jiff::Timestamp = moment.parse().unwrap();
    let start: jiff::Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    (moment.as_microsecond() - start.as_microsecond()) as f64 / 86_400e6
}

#[tokio::test]
async fn updated_after_finds_every_issue_that_changed_between_two_days() {
    let sim = world().start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().group_service_account());
    sim.set_day(5.0);
    let old = issues(&sim.truth("group_service_account"));
    sim.set_day(7.25);
    let truth = sim.truth("group_service_account");
    let new = issues(&truth);
    let changed: Vec<String> =
        new.iter().filter(|(id, row)| old.get(*id) != Some(row)).map(|(id, _)| id.clone()).collect();
    assert!(changed.len() > 10, "{}", changed.len());
    let group = truth.groups()[0]["id"].as_str().unwrap().to_owned();
    // The moment itself excluded: 5.0 is 2026-01-06.
    let since = "updated_after=2026-01-05T23:59:59.999999Z";
    let rows = caller.walk(&format!("/groups/{group}/issues?{VERSION}&limit=50&{since}")).await;
    let found: std::collections::BTreeSet<String> = rows.iter().map(id).collect();
    assert_eq!(found, changed.into_iter().collect());
}

#[tokio::test]
async fn a_group_lists_the_issues_of_its_organizations_in_order_of_creation() {
    let sim = world().groups(2).day(4.0).start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().personal());
    let truth = sim.truth("personal");
    let mut total = 0;
    for group in truth.groups() {
        let group = id(&group);
        let rows = caller.walk(&format!("/groups/{group}/issues?{VERSION}&limit=100")).await;
        let moments: Vec<String> = rows.iter().map(|row| sortable(at(row, "created_at"))).collect();
        assert!(moments.is_sorted(), "insertion order");
        total += rows.len();
        let orgs: Vec<Value> =
            truth.organizations().into_iter().filter(|o| o["attributes"]["group_id"] == group).collect();
        let mut listed = caller.walk(&format!("/groups/{group}/orgs?{VERSION}&limit=10")).await;
        listed.sort_by_key(|org| orgs.iter().position(|other| other == org));
        assert_eq!(listed, orgs);
    }
    assert_eq!(total as u64, truth.organization_ids().iter().map(|org| truth.issue_count(org)).sum::<u64>());
}

#[tokio::test]
async fn counts_of_projects_equal_their_open_issues_that_are_not_ignored() {
    let sim = world().start().await.unwrap();
    for day in [0.0, 9.5, 30.0] {
        sim.set_day(day);
        let truth = sim.truth("group_service_account");
        for org in truth.organization_ids() {
            let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
            for issue in truth.issues(&org).filter(common::is_counted) {
                let project = issue["relationships"]["scan_item"]["data"]["id"].as_str().unwrap().to_owned();
                *counts.entry((project, at(&issue, "effective_severity_level").to_owned())).or_default() += 1;
            }
            for project in truth.projects(&org) {
                for level in ["low", "medium", "high", "critical"] {
                    let expected = counts.remove(&(id(&project), level.to_owned())).unwrap_or(0);
                    assert_eq!(project["meta"]["latest_issue_counts"][level], expected, "day {day} {project}");
                }
            }
            assert_eq!(counts.len(), 0, "every issue is in a project that is listed");
        }
    }
}

#[tokio::test]
async fn projects_and_organizations_come_go_and_change() {
    let sim = world().organizations(20).start().await.unwrap();
    let names = |truth: &Truth| -> BTreeMap<String, String> {
        let orgs = truth.organization_ids();
        orgs.iter().flat_map(|org| truth.projects(org)).map(|row| (id(&row), at(&row, "name").to_owned())).collect()
    };
    let start = sim.truth("group_service_account");
    sim.set_day(45.0);
    let later = sim.truth("group_service_account");
    let (old, new) = (names(&start), names(&later));
    assert!(new.keys().any(|id| !old.contains_key(id)), "a project appeared");
    assert!(old.keys().any(|id| !new.contains_key(id)), "a project vanished");
    assert!(old.iter().any(|(id, name)| new.get(id).is_some_and(|other| other != name)), "a project was renamed");
    let (old, new) = (start.organization_ids(), later.organization_ids());
    assert!(new.iter().any(|id| !old.contains(id)), "an organization appeared");
    assert!(old.iter().any(|id| !new.contains(id)), "an organization vanished");
}

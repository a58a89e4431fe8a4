//! Each fault does what its script says, once.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly, its helpers too")]

mod common;

use common::{Caller, VERSION, body, id};
use std::collections::BTreeSet;
use std::time::Duration;
use windlass_sim::{Fault, Limits, Permission, Sim};

async fn world() -> (Sim, Caller, String) {
    let sim =
        Sim::builder().seed(5).organization_sizes(&[(5, 95), (2, 20)]).limits(Limits::none()).start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().group_service_account());
    let org = sim.truth("group_service_account").organization_ids()[0].clone();
    (sim, caller, org)
}

#[tokio::test]
async fn refusals_come_when_they_are_scripted_and_then_no_more() {
    let (sim, caller, org) = world().await;
    let issues = format!("/orgs/{org}/issues?{VERSION}");
    for (fault, status, has) in [
        (Fault::throttle(), 429, "SNYK-0001"),
        (Fault::status(500), 500, "SNYK-9999"),
        (Fault::status(502), 502, "SNYK-0008"),
        (Fault::status(503), 503, "SNYK-0009"),
        (Fault::status(504), 504, "SNYK-0004"),
        (Fault::maintenance(), 503, "SNYK-0099"),
        (Fault::gone(), 410, "errors"),
        (Fault::html(502), 502, "<html>"),
        (Fault::html(200), 200, "<html>"),
        (Fault::empty(500), 500, ""),
        (Fault::old_unauthorized(), 401, "{\"code\":\"Unauthorized\""),
        (Fault::expired_cursor(), 400, "starting_after"),
        (Fault::forbidden(), 403, "SNYK-OPENAPI-0002"),
        (Fault::not_found(), 404, "SNYK-OPENAPI-0004"),
    ] {
        sim.fault(fault.clone().on_path("/issues").on_request(2));
        assert_eq!(caller.status(&issues).await, 200, "{fault:?} waits for the second request");
        assert_eq!(caller.status(&format!("/self?{VERSION}")).await, 200, "{fault:?} is for issues");
        let response = caller.send(&issues).await.unwrap();
        assert_eq!(response.status(), status, "{fault:?}");
        let text = String::from_utf8(response.bytes().await.unwrap().to_vec()).unwrap();
        assert!(text.contains(has), "{fault:?}: {text}");
        assert_eq!(caller.status(&issues).await, 200, "{fault:?} is over");
        sim.clear_faults();
    }
    assert_eq!(sim.stats().faults_fired, 14);
}

#[tokio::test]
async fn the_wire_breaks_in_the_ways_it_is_told_to() {
    let (sim, caller, org) = world().await;
    let issues = format!("/orgs/{org}/issues?{VERSION}&limit=50");
    sim.fault(Fault::cut());
    let broken = caller.send(&issues).await.unwrap();
    assert!(broken.bytes().await.is_err(), "the connection breaks in the middle");
    sim.fault(Fault::truncate());
    let short = caller.send(&issues).await.unwrap().bytes().await.unwrap();
    assert!(serde_json::from_slice::<serde_json::Value>(&short).is_err(), "HTTP is whole, the JSON is not");
    sim.fault(Fault::hang());
    let hung = tokio::time::timeout(Duration::from_millis(200), caller.send(&issues)).await;
    assert!(hung.is_err(), "no answer");
    sim.fault(Fault::slow(Duration::from_millis(5)));
    assert_eq!(caller.json(&issues).await["data"].as_array().unwrap().len(), 50, "slow but whole");
}

#[tokio::test]
async fn a_redirect_and_a_foreign_next_point_where_they_are_told() {
    let (sim, caller, org) = world().await;
    let issues = format!("/orgs/{org}/issues?{VERSION}&limit=10");
    sim.fault(Fault::redirect("http://elsewhere.invalid"));
    let moved = caller.send(&issues).await.unwrap();
    assert_eq!(moved.status(), 302);
    assert_eq!(moved.headers()["location"], format!("http://elsewhere.invalid/rest{issues}"));
    sim.fault(Fault::next_foreign("http://elsewhere.invalid"));
    let page = caller.json(&issues).await;
    assert!(page["links"]["next"].as_str().unwrap().starts_with("http://elsewhere.invalid/rest/orgs/"));
    sim.fault(Fault::next_self());
    let page = caller.json(&issues).await;
    assert_eq!(caller.next(&page).unwrap(), issues);
}

#[tokio::test]
async fn an_empty_page_in_the_middle_loses_nothing() {
    let (sim, caller, org) = world().await;
    let truth = sim.truth("group_service_account");
    for page in [1, 3] {
        sim.fault(Fault::empty_page().on_path("/issues").on_pages(page, page));
        let (rows, pages) = caller.pages(&format!("/orgs/{org}/issues?{VERSION}&limit=10")).await;
        assert_eq!(rows, truth.issues(&org).collect::<Vec<_>>());
        assert_eq!(pages, 11);
    }
    sim.fault(Fault::empty_page().on_path("/projects"));
    assert_eq!(caller.walk(&format!("/orgs/{org}/projects?{VERSION}")).await.len(), truth.projects(&org).len());
}

#[tokio::test]
async fn duplicated_rows_are_the_last_of_the_page_before() {
    let (sim, caller, org) = world().await;
    sim.fault(Fault::duplicate_rows(3).on_path("/issues").on_pages(2, 2));
    let rows = caller.walk(&format!("/orgs/{org}/issues?{VERSION}&limit=10")).await;
    let ids: Vec<String> = rows.iter().map(id).collect();
    assert_eq!(ids[7..10], ids[10..13]);
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!((ids.len(), unique.len()), (98, 95));
}

#[tokio::test]
async fn rows_come_and_go_while_a_walk_is_under_way() {
    let (sim, caller, org) = world().await;
    let before = sim.truth("group_service_account").issue_count(&org);
    sim.fault(Fault::rows_removed(4).on_path("/issues").on_pages(3, 3));
    sim.fault(Fault::rows_inserted(2).on_path("/issues").on_pages(4, 4));
    let rows = caller.walk(&format!("/orgs/{org}/issues?{VERSION}&limit=10")).await;
    let truth = sim.truth("group_service_account");
    assert!(sim.day() > 0.0, "time has passed");
    let walked: BTreeSet<String> = rows.iter().map(id).collect();
    let listed: BTreeSet<String> = truth.issues(&org).map(|row| id(&row)).collect();
    assert_eq!(before, 95);
    assert!(listed.is_subset(&walked), "a forward walk loses no row that stays");
    assert!(walked.difference(&listed).count() > 0, "it saw rows that are gone now");
    let projects = truth.projects(&org);
    let counted: u64 = projects.iter().map(common::counted).sum();
    let counts = truth.counts(&org).open_by_severity;
    let in_projects = truth.issues(&org).filter(common::is_counted).count() as u64;
    assert_eq!(counted, in_projects, "{counts:?}");
}

#[tokio::test]
async fn an_organization_that_hardly_grows_is_not_waited_for_until_all_others_are_huge() {
    let builder = Sim::builder().seed(5).organization_sizes(&[(1, 2), (4, 300)]).growth_per_day(0.01);
    let sim = builder.limits(Limits::none()).start().await.unwrap();
    let truth = sim.truth("group_service_account");
    let ids = truth.organization_ids();
    let (large, small) = ids
        .iter()
        .max_by_key(|id| truth.issue_count(id))
        .zip(ids.iter().find(|id| truth.issue_count(id) == 2))
        .unwrap();
    let before = truth.issue_count(large);
    let caller = Caller::new(&sim, sim.tokens().group_service_account());
    sim.fault(Fault::rows_inserted(100).on_path(format!("/orgs/{small}/issues")));
    assert_eq!(caller.status(&format!("/orgs/{small}/issues?{VERSION}")).await, 200);
    assert!((1.0..=20.0).contains(&sim.day()), "{}", sim.day());
    assert!(sim.truth("group_service_account").issue_count(large) < 2 * before);
}

#[tokio::test]
async fn what_is_taken_away_stays_away_until_faults_are_cleared() {
    let (sim, caller, org) = world().await;
    let issues = format!("/orgs/{org}/issues?{VERSION}");
    sim.fault(Fault::permission_lost(Permission::OrgProjectSnapshotRead).on_path("/issues").on_request(2));
    assert_eq!(caller.status(&issues).await, 200);
    assert_eq!(caller.status(&issues).await, 403);
    assert_eq!(caller.status(&issues).await, 403);
    assert_eq!(caller.status(&format!("/orgs/{org}/projects?{VERSION}")).await, 200);
    sim.clear_faults();
    sim.fault(Fault::revoke_token().on_request(2));
    assert_eq!(caller.status(&issues).await, 200);
    assert_eq!(caller.status(&issues).await, 401);
    assert_eq!(caller.status(&format!("/self?{VERSION}")).await, 401);
    sim.clear_faults();
    sim.fault(Fault::organization_gone().on_path("/issues").on_pages(2, 2));
    let page = caller.json(&issues).await;
    assert_eq!(caller.status(&caller.next(&page).unwrap()).await, 404);
    assert_eq!(sim.truth("group_service_account").organization_ids().len(), 1, "it is no longer listed either");
}

#[tokio::test]
async fn drift_is_nested_and_in_the_truth_when_it_stands() {
    let (sim, caller, org) = world().await;
    sim.fault(Fault::unknown_fields().always());
    let rows = caller.walk(&format!("/orgs/{org}/issues?{VERSION}&limit=100")).await;
    assert!(rows.iter().all(|row| row["x_future"]["deep"].is_array()));
    assert_eq!(rows, sim.truth("group_service_account").issues(&org).collect::<Vec<_>>());
    sim.clear_faults();
    sim.fault(Fault::unknown_values().on_path("/projects"));
    let rows = caller.walk(&format!("/orgs/{org}/projects?{VERSION}&limit=100")).await;
    assert!(rows.iter().all(|row| row["attributes"]["origin"] == "hyperscaler-cr"));
}

#[tokio::test]
async fn random_faults_fire_about_as_often_as_they_say() {
    let (sim, caller, _) = world().await;
    sim.fault(Fault::status(500).random(0.25, 9));
    let mut failed = 0;
    for _ in 0..200 {
        failed += u32::from(caller.status(&format!("/self?{VERSION}")).await == 500);
    }
    assert!((30..70).contains(&failed), "{failed} of 200");
}

#[tokio::test]
async fn a_fault_can_be_set_over_http() {
    let (sim, caller, org) = world().await;
    let post = async |script: &str| {
        let request = caller.client.post(format!("{}/_sim/fault", sim.url())).body(script.to_owned());
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(post(r#"{"kind": "throttle", "retry_after": 2, "path": "/issues", "on_request": 2}"#).await, 200);
    assert_eq!(post(r#"{"kind": "earthquake"}"#).await, 400);
    assert_eq!(caller.status(&format!("/orgs/{org}/issues?{VERSION}")).await, 200);
    assert_eq!(caller.status(&format!("/orgs/{org}/issues?{VERSION}")).await, 429);
    let summary = body(caller.send_url(&format!("{}/_sim/truth?token=personal", sim.url())).await.unwrap()).await;
    assert_eq!(summary["organizations"][0]["counts"]["issues"], 95);
    let lines =
        caller.send_url(&format!("{}/_sim/truth?stream=issues", sim.url())).await.unwrap().text().await.unwrap();
    assert_eq!(lines.lines().count(), 115);
    let day = caller.client.post(format!("{}/_sim/day", sim.url())).body("{\"day\": 2.5}").send().await.unwrap();
    assert_eq!(body(day).await["day"], 2.5);
    assert_eq!(sim.stats().requests, 2, "control requests are not counted");
}

#[tokio::test]
#[should_panic(expected = "a scripted fault never fired")]
async fn dropping_accuses_a_script_that_was_never_met() {
    let (sim, caller, _) = world().await;
    sim.fault(Fault::status(500).on_path("/targets"));
    assert_eq!(caller.status(&format!("/self?{VERSION}")).await, 200);
    sim.shutdown();
}

#[tokio::test]
#[should_panic(expected = "had no `version`")]
async fn dropping_accuses_a_client_that_names_no_version() {
    let (sim, caller, _) = world().await;
    assert_eq!(caller.status("/self").await, 400);
    sim.shutdown();
}

//! Pages of a walk add up to the truth.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly, its helpers too")]

mod common;

use common::Caller;
use windlass_sim::{Limits, Sim};

#[tokio::test]
async fn a_walk_of_every_list_equals_the_truth() {
    let sim =
        Sim::builder().seed(7).organizations(4).projects(60).issues(900).limits(Limits::none()).start().await.unwrap();
    for token in ["group_service_account", "organization_service_account", "personal", "pat"] {
        let caller = Caller::new(&sim, sim.tokens().named(token).unwrap());
        let truth = sim.truth(token);
        assert_eq!(caller.walk("/groups?version=2024-10-15").await, truth.groups());
        assert_eq!(caller.walk("/orgs?version=2024-10-15&limit=10").await, truth.organizations());
        for org in truth.organization_ids().into_iter().filter(|org| truth.is_accessible(org)) {
            let meta = "expand=target&meta.latest_issue_counts=true&meta.latest_dependency_total=true";
            let projects = caller.walk(&format!("/orgs/{org}/projects?version=2024-10-15&limit=10&{meta}")).await;
            assert_eq!(projects, truth.projects(&org));
            let targets = caller.walk(&format!("/orgs/{org}/targets?version=2024-10-15&limit=7")).await;
            assert_eq!(targets, truth.targets(&org));
            let issues = caller.walk(&format!("/orgs/{org}/issues?version=2024-10-15&limit=100")).await;
            assert_eq!(issues, truth.issues(&org).collect::<Vec<_>>());
        }
    }
}

#[tokio::test]
async fn single_resources_are_those_of_the_lists() {
    let sim = Sim::builder().seed(2).organization_sizes(&[(6, 40)]).limits(Limits::none()).start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().group_service_account());
    let truth = sim.truth("group_service_account");
    let org = &truth.organization_ids()[0];
    let group = common::id(&truth.groups()[0]);
    let version = common::VERSION;
    for issue in truth.issues(org) {
        let id = common::id(&issue);
        assert_eq!(caller.json(&format!("/orgs/{org}/issues/{id}?{version}")).await["data"], issue);
        assert_eq!(caller.json(&format!("/groups/{group}/issues/{id}?{version}")).await["data"], issue);
    }
    let meta = "expand=target&meta.latest_issue_counts=true&meta.latest_dependency_total=true";
    for project in truth.projects(org) {
        let id = common::id(&project);
        assert_eq!(caller.json(&format!("/orgs/{org}/projects/{id}?{version}&{meta}")).await["data"], project);
    }
    for target in truth.targets(org) {
        let id = common::id(&target);
        assert_eq!(caller.json(&format!("/orgs/{org}/targets/{id}?{version}")).await["data"], target);
    }
}

#[tokio::test]
async fn filters_choose_what_a_reader_of_the_truth_would_choose() {
    let sim =
        Sim::builder().seed(4).organization_sizes(&[(12, 600)]).day(3.0).limits(Limits::none()).start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().group_service_account());
    let truth = sim.truth("group_service_account");
    let org = &truth.organization_ids()[0];
    let project = common::id(&truth.projects(org)[0]);
    let rows: Vec<serde_json::Value> = truth.issues(org).collect();
    let text = |row: &serde_json::Value, name: &str| row["attributes"][name].as_str().unwrap().to_owned();
    let middle = text(&rows[300], "created_at");
    type Keeps = Box<dyn Fn(usize, &serde_json::Value) -> bool>;
    let cases: Vec<(String, Keeps)> = vec![
        ("status=resolved".into(), Box::new(move |_, row| text(row, "status") == "resolved")),
        ("status=open,resolved".into(), Box::new(|_, _| true)),
        ("ignored=true".into(), Box::new(|_, row| row["attributes"]["ignored"] == true)),
        ("type=code".into(), Box::new(move |_, row| text(row, "type") == "code")),
        (
            "effective_severity_level=low,critical".into(),
            Box::new(move |_, row| ["low", "critical"].contains(&text(row, "effective_severity_level").as_str())),
        ),
        (
            format!("scan_item.id={project}"),
            Box::new(move |_, row| row["relationships"]["scan_item"]["data"]["id"] == project),
        ),
        (
            "scan_item.type=environment".into(),
            Box::new(|_, row| row["relationships"]["scan_item"]["data"]["type"] == "environment"),
        ),
        (format!("created_after={middle}"), Box::new(|at, _| at > 300)),
        (format!("created_before={middle}"), Box::new(|at, _| at < 300)),
    ];
    for (filter, keeps) in cases {
        let expected: Vec<_> =
            rows.iter().enumerate().filter(|(at, row)| keeps(*at, row)).map(|(_, row)| row.clone()).collect();
        let found = caller.walk(&format!("/orgs/{org}/issues?{}&limit=20&{filter}", common::VERSION)).await;
        assert!(!expected.is_empty() || filter.contains("environment"), "{filter} chooses nothing");
        assert_eq!(found, expected, "{filter}");
    }
}

#[tokio::test]
async fn next_links_take_every_form() {
    let sim = Sim::builder().seed(4).organization_sizes(&[(2, 100)]).limits(Limits::none()).start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().group_service_account());
    let org = sim.truth("group_service_account").organization_ids()[0].clone();
    let mut forms = std::collections::BTreeSet::new();
    let mut next = Some(format!("/orgs/{org}/issues?{}&limit=10&status=open,resolved", common::VERSION));
    let mut last = serde_json::Value::Null;
    while let Some(path) = next {
        last = caller.json(&path).await;
        next = caller.next(&last);
        let link = &last["links"]["next"];
        if let Some(href) = link.as_str().or_else(|| link["href"].as_str()) {
            let form = if href.starts_with("http") {
                "absolute"
            } else if href.starts_with("/rest") {
                "prefixed"
            } else {
                "relative"
            };
            forms.insert((form, link.is_object()));
        }
    }
    assert_eq!(forms.len(), 6, "{forms:?}");
    assert!(last["links"].get("next").is_none());
}

//! Groups and organizations that come and go between runs, and what must not go with them.

use crate::support::World;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;
use windlass_sim::{Fault, Limits, Sim};
use windlass_sync::{Observer, Progress, Sharding, Status};

async fn world() -> World {
    let builder = Sim::builder().seed(11).organization_sizes(&[(3, 60), (3, 50), (2, 40)]).personal_organizations(0);
    World::new(builder.start().await.unwrap(), "group_service_account").await
}

#[tokio::test]
async fn p5_a_group_that_is_no_longer_listed_takes_nothing_with_it() {
    let mut world = world().await;
    world.synced().await;
    // Narrowed to a group that is gone, the list of groups is empty and whole, and so is the list of organizations.
    world.connection.groups = Some(vec!["5b1e7a3c-0000-4000-8000-000000000000".to_owned()]);
    let report = world.sync().await;
    assert_eq!((report.status, report.errors[0].code.as_str()), (Status::Failed, "no_organizations"));
    for stream in windlass_streams::STREAMS.iter().filter(|stream| stream.name != "groups") {
        let removed = format!("select count(*) from {} where removed_at is not null", stream.table.name);
        assert_eq!(world.number(&removed).await, 0, "{}", stream.name);
    }
    assert_eq!(world.number("select count(*) from snyk_issue_events").await, 0);
    world.connection.groups = None;
    world.synced().await;
    world.assert_exact().await;
}

#[tokio::test]
async fn p1_an_organization_that_joins_a_group_has_all_its_issues_at_once() {
    let mut world = world().await;
    let all = world.sim.truth(&world.token).organization_ids();
    world.connection.organizations = Some(all[..2].to_vec());
    world.synced().await;
    world.connection.organizations = None;
    let report = world.synced().await;
    assert_eq!(report.mode, "full", "the walk of the group had gone past the newcomer's issues");
    world.assert_exact().await;
    assert_eq!(world.synced().await.mode, "incremental");
    world.assert_exact().await;
}

/// Twenty-five organizations, ten on a page.
async fn on_three_pages() -> World {
    let sizes: Vec<(u64, u64)> = (0..25).map(|at| (1 + at % 2, 4)).collect();
    let builder = Sim::builder().seed(12).organization_sizes(&sizes).personal_organizations(0).growth_per_day(0.1);
    let sim = builder.limits(Limits::none()).start().await.unwrap();
    let mut world = World::new(sim, "group_service_account").await;
    world.options.sharding = Sharding { page_rows: 10, ..Sharding::default() };
    world
}

/// How often each list of a stream was asked for from its start since a request, by path.
fn begun(world: &World, since: usize, stream: &str) -> BTreeMap<String, usize> {
    let mut begun = BTreeMap::new();
    for request in &world.sim.requests()[since..] {
        if request.path.ends_with(stream) && !request.query.contains("starting_after") {
            *begun.entry(request.path.clone()).or_default() += 1;
        }
    }
    begun
}

#[tokio::test]
async fn what_organizations_hold_is_asked_for_before_the_last_of_them_is_listed() {
    let world = on_three_pages().await;
    // So that answers to what the first page led to come before the last page.
    world.sim.fault(Fault::slow(Duration::from_millis(20)).on_path("/rest/orgs").on_pages(2, 3).always());
    world.synced().await;
    world.assert_exact().await;
    let requests = world.sim.requests();
    let place = |found: Option<usize>| found.expect("the request was made");
    let first = place(requests.iter().position(|one| one.path.ends_with("/projects")));
    let last = place(requests.iter().rposition(|one| one.path == "/rest/orgs"));
    assert!(requests[0].path == "/rest/orgs" && 0 < first && first < last, "{first} {last}");
}

#[tokio::test]
async fn p5_a_list_of_organizations_that_fails_behind_its_first_page_removes_none_and_the_next_run_ends_exact() {
    for (is_first_sync, fault, code) in [
        (true, Fault::status(500).always(), "server_error"),
        (false, Fault::status(500).always(), "server_error"),
        (true, Fault::gone(), "endpoint_retired"),
        (false, Fault::old_unauthorized(), "invalid_credentials"),
    ] {
        let mut world = on_three_pages().await;
        if !is_first_sync {
            world.synced().await;
            world.set_day(2.0);
            // A walk that finished would remove one from each page.
            let wanted = world.sim.truth(&world.token).organization_ids();
            let wanted = wanted.into_iter().enumerate().filter(|(at, _)| at % 10 != 3).map(|(_, id)| id);
            world.connection.organizations = Some(wanted.collect());
        }
        let since = world.sim.requests().len();
        world.sim.fault(fault.on_path("/rest/orgs").on_pages(2, 2));
        let report = world.sync().await;
        assert_eq!((report.status, report.errors.len()), (Status::Failed, 1), "{:?}", report.errors);
        let (stream, error) = (report.errors[0].stream.as_str(), report.errors[0].code.as_str());
        assert_eq!((stream, error), ("organizations", code));
        assert_eq!(world.number("select count(*) from snyk_organizations where removed_at is not null").await, 0);
        assert_eq!(
            world.number("select coalesce(sum(removed), 0) from windlass_run_scans where status <> 'succeeded'").await,
            0
        );
        for stream in ["/targets", "/issues"] {
            assert_eq!(begun(&world, since, stream).len(), 0, "{stream} of a list that failed");
        }
        if code != "invalid_credentials" {
            // However long the list took to fail: what was listed is read, by lists of its own.
            let asked = begun(&world, since, "/projects").len();
            assert_eq!(asked, if is_first_sync { 10 } else { 9 }, "{code}");
            assert_eq!(report.streams["projects"].scans, asked as u64, "{code}");
        }
        world.sim.clear_faults();
        world.synced().await;
        world.synced_in_full().await;
        world.assert_exact().await;
    }
}

#[tokio::test]
async fn a_list_of_organizations_that_begins_anew_begins_nothing_twice() {
    let world = on_three_pages().await;
    world.sim.fault(Fault::expired_cursor().on_path("/rest/orgs").on_pages(2, 2));
    world.synced().await;
    world.assert_exact().await;
    assert_eq!(begun(&world, 0, "/orgs").values().copied().collect::<Vec<_>>(), [2]);
    let projects = begun(&world, 0, "/projects");
    assert_eq!((projects.len(), projects.values().max()), (25, Some(&1)));
}

/// What is told of one stream's plan: scans, rows, and whether more are to come.
#[derive(Default)]
struct Plans(Mutex<Vec<(u64, Option<u64>, bool)>>);

impl Observer for Plans {
    fn observe(&self, progress: &Progress<'_>) {
        if let Progress::Planned { stream: "projects", scans, rows, more } = progress {
            self.0.lock().unwrap().push((*scans, *rows, *more));
        }
    }
}

#[tokio::test]
async fn more_projects_are_to_come_until_the_list_of_organizations_has_ended_and_then_their_rows_are_foretold() {
    let world = on_three_pages().await;
    let projects = i64::try_from(world.truth("projects").len()).unwrap();
    for rows in [None, u64::try_from(projects).ok()] {
        let (plans, client) = (Plans::default(), world.client());
        let mut plan = world.plan(&client);
        plan.observer = &plans;
        plan.run().await.unwrap();
        let expected = [(10, None, true), (10, None, true), (5, None, true), (0, rows, false)];
        assert_eq!(*plans.0.lock().unwrap(), expected);
    }
    world.sim.fault(Fault::gone().on_path("/rest/orgs").on_pages(2, 2));
    let (plans, client) = (Plans::default(), world.client());
    let mut plan = world.plan(&client);
    plan.observer = &plans;
    plan.run().await.unwrap();
    assert_eq!(*plans.0.lock().unwrap(), [(10, None, true), (0, None, false)], "none are to come after a failure");
}

//! P11: one organization that fails leaves the others complete, and the run says so.

use crate::support::World;
use std::collections::BTreeMap;
use windlass_sim::{Fault, Limits, Sim};
use windlass_streams::stream;
use windlass_sync::Status;

async fn world(token: &str) -> World {
    let builder = Sim::builder().seed(21).organization_sizes(&[(4, 30), (3, 20), (5, 25)]).personal_organizations(0);
    World::new(builder.growth_per_day(0.1).limits(Limits::none()).start().await.unwrap(), token).await
}

/// The rows that do not belong to an organization.
fn of_others(rows: BTreeMap<String, serde_json::Value>, organization: &str) -> BTreeMap<String, serde_json::Value> {
    let elsewhere = |row: &serde_json::Value| row["relationships"]["organization"]["data"]["id"] != organization;
    rows.into_iter().filter(|(_, row)| elsewhere(row)).collect()
}

impl World {
    fn organization(&self, at: usize) -> String {
        self.sim.truth(&self.token).organization_ids()[at].clone()
    }
}

#[tokio::test]
async fn p11_an_organization_that_fails_leaves_the_others_complete_and_is_named() {
    let faults =
        [(Fault::status(500), "server_error"), (Fault::not_found(), "not_found"), (Fault::forbidden(), "forbidden")];
    for (fault, code) in faults {
        let world = world("without_group_issues_read").await;
        world.synced().await;
        world.set_day(1.0);
        let failing = world.organization(1);
        let kept = world.dump(&[]).await.into_iter().filter(|line| line.contains(&failing)).collect::<Vec<_>>();
        world.sim.fault(fault.on_path(format!("/orgs/{failing}/")).always());
        let report = world.sync().await;
        assert_eq!(report.status, Status::Partial, "{code}: {:?}", report.errors);
        let name = world.rows(&format!("select name from snyk_organizations where source_id = '{failing}'")).await;
        let name = name[0][0].clone().unwrap();
        let mut told: Vec<_> =
            report.errors.iter().map(|one| (one.stream.as_str(), one.scope.as_str(), one.code.as_str())).collect();
        told.sort_unstable();
        let name = name.as_str();
        assert_eq!(told, [("issues", name, code), ("projects", name, code), ("targets", name, code)]);
        assert!(report.errors.iter().all(|one| !one.message.is_empty() && !one.help.is_empty() && !one.why.is_empty()));
        for of in ["targets", "projects", "issues"] {
            let ours = of_others(world.rebuilt(stream(of).unwrap()).await, &failing);
            assert_eq!(ours, of_others(world.truth(of), &failing), "{code}: {of}");
        }
        world.assert_stream_exact(stream("organizations").unwrap()).await;
        let still: Vec<_> = world.dump(&[]).await.into_iter().filter(|line| line.contains(&failing)).collect();
        let of_streams = |lines: Vec<String>| {
            lines.into_iter().filter(|line| !line.starts_with("snyk_organizations")).collect::<Vec<_>>()
        };
        assert_eq!(of_streams(still), of_streams(kept), "{code}: its rows stay as they were");
        let scans = "select distinct status from windlass_run_scans where run_id = (select max(id) from windlass_runs) order by 1";
        assert_eq!(world.rows(scans).await.concat(), [Some("failed".to_owned()), Some("succeeded".to_owned())]);
        let run = world.rows("select status, error_code from windlass_runs order by id desc limit 1").await.concat();
        assert_eq!(run, [Some("partial".to_owned()), Some(code.to_owned())]);
        world.sim.clear_faults();
        world.synced().await;
        world.assert_exact().await;
    }
}

#[tokio::test]
async fn p11_a_group_that_fails_in_the_middle_leaves_projects_complete_and_issues_unswept() {
    let world = world("group_service_account").await;
    world.synced().await;
    world.set_day(1.0);
    let issues = world.number("select count(*) from snyk_issues where removed_at is null").await;
    world.sim.fault(Fault::status(500).on_path("/groups/").always());
    let report = world.sync().await;
    // The list of groups fails too: it is optional only where the token may not read it.
    assert_ne!(report.status, Status::Succeeded);
    world.sim.clear_faults();
    assert!(world.number("select count(*) from snyk_issues where removed_at is null").await <= issues);
    world.synced().await;
    world.assert_exact().await;
}

#[tokio::test]
async fn p11_organizations_without_api_access_are_flagged_and_do_not_fail_the_run() {
    let builder = Sim::builder().seed(3).organization_sizes(&[(3, 20), (2, 9)]).personal_organizations(2);
    let sim = builder.growth_per_day(0.0).limits(Limits::none()).start().await.unwrap();
    let world = World::new(sim, "personal").await;
    let report = world.synced().await;
    assert_eq!(report.warnings.len(), 1, "{:?}", report.warnings);
    assert!(report.warnings[0].starts_with("no API access to "), "{:?}", report.warnings);
    let flagged = "select count(*) from snyk_organizations where not api_accessible and is_personal";
    assert_eq!(world.number(flagged).await, 2);
    assert_eq!(
        world.number("select count(*) from snyk_organizations where api_accessible and not is_personal").await,
        2
    );
    let inaccessible = "select count(*) from windlass_run_scans where status = 'inaccessible'";
    assert_eq!(world.number(inaccessible).await, 6, "targets, projects and issues of two organizations");
    world.assert_exact().await;

    let before = world.dump(&["synced_at", "seen_in"]).await;
    let again = world.synced().await;
    assert_eq!(again.warnings, report.warnings);
    assert_eq!(again.streams.values().map(|stream| stream.changed).sum::<u64>(), 0);
    crate::support::assert_same(&world.dump(&["synced_at", "seen_in"]).await, &before, "the second run");
}

#[tokio::test]
async fn p11_an_organization_whose_access_comes_back_is_no_longer_flagged() {
    let world = world("without_group_issues_read").await;
    let closed = world.organization(1);
    world.sim.fault(Fault::forbidden().on_path(format!("/orgs/{closed}/")).always());
    let report = world.synced().await;
    assert_eq!(report.warnings.len(), 1);
    let flagged = "select count(*) from snyk_organizations where not api_accessible";
    assert_eq!(world.number(flagged).await, 1);
    world.sim.clear_faults();
    let report = world.synced().await;
    assert_eq!(report.warnings, [""; 0]);
    assert_eq!(world.number(flagged).await, 0);
    world.assert_exact().await;
}

#[tokio::test]
async fn p11_a_token_that_loses_everything_fails_and_removes_nothing() {
    let world = world("without_group_issues_read").await;
    world.synced().await;
    let before = world.dump(&["synced_at", "seen_in", "api_accessible", "content_hash"]).await;
    world.sim.fault(Fault::forbidden().on_path("/rest/orgs/").always());
    let report = world.sync().await;
    assert_eq!(report.status, Status::Failed);
    assert_eq!(report.errors[0].code, "forbidden");
    crate::support::assert_same(
        &world.dump(&["synced_at", "seen_in", "api_accessible", "content_hash"]).await,
        &before,
        "rows of organizations that are closed now",
    );
    world.sim.clear_faults();
    world.synced().await;
    world.assert_exact().await;
}

#[tokio::test]
async fn p11_an_organization_that_was_not_asked_stays_flagged() {
    let mut world = world("without_group_issues_read").await;
    let closed = world.organization(1);
    world.sim.fault(Fault::forbidden().on_path(format!("/orgs/{closed}/")).always());
    world.synced().await;
    let flagged = "select count(*) from snyk_organizations where not api_accessible";
    assert_eq!(world.number(flagged).await, 1);
    world.options.streams = Some(vec!["organizations"]);
    world.synced().await;
    assert_eq!(world.number(flagged).await, 1, "nobody asked whether it answers");
    world.options.streams = None;
    world.sim.clear_faults();
    world.sim.fault(Fault::status(500).on_path(format!("/orgs/{closed}/")).always());
    assert_eq!(world.sync().await.status, Status::Partial);
    assert_eq!(world.number(flagged).await, 1, "an error is no answer");
    world.sim.clear_faults();
    world.synced().await;
    assert_eq!(world.number(flagged).await, 0);
}

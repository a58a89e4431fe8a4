//! Groups and organizations that come and go between runs, and what must not go with them.

use crate::support::World;
use windlass_sim::Sim;
use windlass_sync::Status;

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

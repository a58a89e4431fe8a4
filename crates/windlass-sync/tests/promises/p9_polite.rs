//! P9: alone on a token, windlass causes no 429; throttled, it sends nothing until the gate opens.

use crate::support::World;
use std::time::Duration;
use windlass_sim::{Fault, Limits, Sim};
use windlass_snyk::{Client, ClientConfig};

/// So many organizations that are read in three requests each, and a client with the pace that it has by default.
pub(crate) async fn at_snyks_pace(organizations: usize) -> World {
    let sizes = vec![(1, 2); organizations];
    let builder = Sim::builder().seed(91).organization_sizes(&sizes).personal_organizations(0).growth_per_day(0.0);
    let sim = builder.limits(Limits::documented()).start().await.unwrap();
    let world = World::new(sim, "without_group_issues_read").await;
    let client =
        Client::new(ClientConfig { limits: windlass_snyk::Limits::default(), ..world.client_config() }).unwrap();
    let report = world.sync_with(&client).await;
    assert_eq!(report.errors, []);
    let stats = world.sim.stats();
    assert!(stats.requests > 3 * organizations as u64, "{} requests", stats.requests);
    assert_eq!((stats.throttled, report.throttled, report.retries), (0, 0, 0));
    let refused = stats.by_endpoint.get("GET /groups/{group_id}/issues");
    assert_eq!(refused, Some(&1), "one request tells that a group's issues may not be read");
    assert_eq!(report.requests, stats.requests);
    assert!(stats.peak_per_second <= 160 && stats.peak_per_minute <= 1_620, "{stats:?}");
    world
}

#[tokio::test]
async fn p9_a_sync_at_the_documented_pace_causes_no_429() {
    let world = at_snyks_pace(80).await;
    assert!(world.sim.stats().peak_per_second > 40, "a burst is allowed and wanted");
    world.assert_exact().await;
}

#[tokio::test]
async fn p9_a_client_that_is_throttled_is_silent_until_it_may_go_on() {
    let faults = [Fault::throttle_until_silent(), Fault::throttle().retry_after(1), Fault::throttle()];
    for fault in faults {
        let builder = Sim::builder().seed(92).organization_sizes(&[(1, 2); 20]).personal_organizations(0);
        let limits = Limits::none().silence(Duration::from_secs(1));
        let sim = builder.growth_per_day(0.0).limits(limits).start().await.unwrap();
        let world = World::new(sim, "without_group_issues_read").await;
        world.sim.fault(fault.on_path("/projects").on_request(7));
        let report = world.synced().await;
        let stats = world.sim.stats();
        assert!(report.throttled >= 1 && report.throttled <= 17, "those under way may be refused too: {report:?}");
        assert_eq!(stats.throttled, report.throttled);
        assert_eq!(stats.requests_during_silence, 0);
        world.assert_exact().await;
    }
}

#[tokio::test]
async fn p9_a_limit_that_nobody_knew_of_slows_the_run_and_does_not_end_it() {
    let builder = Sim::builder().seed(93).organization_sizes(&[(1, 2); 30]).personal_organizations(0);
    let limits = Limits::window(40, Duration::from_secs(1));
    let sim = builder.growth_per_day(0.0).limits(limits).start().await.unwrap();
    let world = World::new(sim, "without_group_issues_read").await;
    let report = world.synced().await;
    assert_eq!(world.sim.stats().requests_during_silence, 0, "{report:?}");
    world.assert_exact().await;
}

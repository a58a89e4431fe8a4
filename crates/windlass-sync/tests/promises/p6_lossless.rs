//! P6: columns and `extra` together are the JSON received; a value nobody knows is stored as it came.

use crate::support::World;
use windlass_sim::{Fault, Limits, Sim};

#[tokio::test]
async fn p6_fields_and_values_from_tomorrow_are_kept() {
    let faults = [
        (Fault::unknown_fields(), "x_future", "cast(extra as text) like '%x_future%'"),
        (Fault::unknown_values(), "hyperscaler-cr", "origin = 'hyperscaler-cr'"),
    ];
    for (fault, word, kept) in faults {
        let builder = Sim::builder().seed(61).organization_sizes(&[(12, 130), (5, 40)]).personal_organizations(0);
        let sim = builder.growth_per_day(0.0).limits(Limits::none()).start().await.unwrap();
        let mut world = World::new(sim, "group_service_account").await;
        world.synced().await;
        let before = world.truth("projects");
        // Without end and on every path, so that the simulator's truth has it too.
        world.sim.fault(fault.always());
        world.synced_in_full().await;
        assert_ne!(world.truth("projects"), before, "{word}");
        world.assert_exact().await;
        assert!(world.number(&format!("select count(*) from snyk_projects where {kept}")).await > 0, "{word}");
        assert_eq!(world.number("select count(*) from snyk_issue_events").await, 0, "{word}: nothing tracked changed");
        // And it goes away as it came.
        world.sim.clear_faults();
        world.synced_in_full().await;
        world.assert_exact().await;
    }
}

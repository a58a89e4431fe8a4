//! P8: a token goes to the configured origin only, whatever `links.next` or a redirect says.

use crate::support::World;
use std::io::ErrorKind;
use std::net::TcpListener;
use windlass_sim::{Fault, Limits, Sim};
use windlass_sync::Status;

#[tokio::test]
async fn p8_nothing_is_sent_to_where_a_link_or_a_redirect_leads() {
    let elsewhere = TcpListener::bind("127.0.0.2:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let to = format!("http://{}", elsewhere.local_addr().unwrap());
    let faults = [(Fault::next_foreign(&to), "foreign_link"), (Fault::redirect(&to), "redirected")];
    for (fault, code) in faults {
        for (path, status) in
            [("/rest/orgs", Status::Failed), ("/projects", Status::Partial), ("/issues", Status::Partial)]
        {
            let mut sizes = vec![(110, 130), (2, 4)];
            sizes.resize(110, (0, 0));
            let builder = Sim::builder().seed(41).organization_sizes(&sizes).personal_organizations(0);
            let sim = builder.growth_per_day(0.0).limits(Limits::none()).start().await.unwrap();
            let mut world = World::new(sim, "group_service_account").await;
            let organizations = world.sim.truth(&world.token).organization_ids();
            world.connection.organizations = Some(organizations.into_iter().take(2).collect());
            world.synced().await;
            world.sim.fault(fault.clone().on_path(path).on_pages(1, 1));
            world.options.full = true;
            let report = world.sync().await;
            let codes: Vec<_> = report.errors.iter().map(|error| error.code.as_str()).collect();
            assert_eq!(codes, [code], "{path}: {:?}", report.errors);
            assert_eq!(report.status, status, "{path}");
            world.sim.clear_faults();
            world.assert_exact().await;
        }
    }
    assert_eq!(elsewhere.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "somebody knocked");
}

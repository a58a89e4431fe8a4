//! P5: nothing is marked removed by a scan that did not finish, for whatever cause. Every fault of the simulator, on the
//! first, a middle and the last page of every kind of list.

use crate::support::World;
use std::collections::BTreeSet;
use std::time::Duration;
use windlass_sim::{Fault, Limits, Permission, Sim};
use windlass_snyk::{Client, RetryPolicy};
use windlass_sync::Status;

/// What becomes of the run that meets the fault.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Then {
    /// It succeeds, as if nothing had happened.
    Succeeds,
    /// It does not; an error has this code.
    Stops(&'static str),
    /// What the fault does to the data decides.
    Either,
}
use Then::{Either, Stops, Succeeds};

/// How often a fault fires.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Often {
    Once,
    Always,
}
use Often::{Always, Once};

/// A fault and its outcome.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) fault: fn() -> Fault,
    pub(crate) often: Often,
    then: Then,
}

const fn case(name: &'static str, fault: fn() -> Fault, often: Often, then: Then) -> Case {
    Case { name, fault, often, then }
}

const ELSEWHERE: &str = "http://127.0.0.2:9";

/// Every fault that the simulator has.
pub(crate) const CASES: &[Case] = &[
    case("throttle", Fault::throttle, Once, Succeeds),
    case("throttle", Fault::throttle, Always, Stops("throttled")),
    case("throttle that says how long", || Fault::throttle().retry_after(0), Once, Succeeds),
    case("500", || Fault::status(500), Once, Succeeds),
    case("500", || Fault::status(500), Always, Stops("server_error")),
    case("501", || Fault::status(501), Once, Stops("server_error")),
    case("502", || Fault::status(502), Once, Succeeds),
    case("503", || Fault::status(503), Always, Stops("server_error")),
    case("503 that says how long", || Fault::status(503).retry_after(0), Once, Succeeds),
    case("504", || Fault::status(504), Once, Succeeds),
    case("maintenance", Fault::maintenance, Once, Stops("maintenance")),
    case("gone", Fault::gone, Once, Stops("endpoint_retired")),
    case("web page with 200", || Fault::html(200), Once, Stops("not_snyk")),
    case("web page with 502", || Fault::html(502), Once, Succeeds),
    case("empty 500", || Fault::empty(500), Once, Succeeds),
    case("empty 500", || Fault::empty(500), Always, Stops("server_error")),
    case("empty 200", || Fault::empty(200), Always, Stops("interrupted")),
    case("empty 204", || Fault::empty(204), Always, Either),
    case("older 401", Fault::old_unauthorized, Once, Stops("invalid_credentials")),
    case("cut", Fault::cut, Once, Succeeds),
    case("cut", Fault::cut, Always, Stops("interrupted")),
    case("truncate", Fault::truncate, Once, Succeeds),
    case("truncate", Fault::truncate, Always, Stops("interrupted")),
    case("hang", Fault::hang, Once, Succeeds),
    case("hang", Fault::hang, Always, Stops("timeout")),
    case("slow", || Fault::slow(Duration::from_millis(2)), Once, Succeeds),
    case("expired cursor", Fault::expired_cursor, Once, Succeeds),
    case("expired cursor", Fault::expired_cursor, Always, Stops("expired_cursor")),
    case("forbidden", Fault::forbidden, Once, Stops("forbidden")),
    case("not found", Fault::not_found, Once, Stops("not_found")),
    case("redirect", || Fault::redirect(ELSEWHERE), Once, Stops("redirected")),
    case("next elsewhere", || Fault::next_foreign(ELSEWHERE), Once, Stops("foreign_link")),
    case("next is itself", Fault::next_self, Always, Stops("circle")),
    case("empty page", Fault::empty_page, Once, Succeeds),
    case("token revoked", Fault::revoke_token, Once, Stops("invalid_credentials")),
    case("organization gone", Fault::organization_gone, Once, Either),
    case("org.read lost", || Fault::permission_lost(Permission::OrgRead), Once, Either),
    case("org.project.read lost", || Fault::permission_lost(Permission::OrgProjectRead), Once, Either),
    case("snapshot read lost", || Fault::permission_lost(Permission::OrgProjectSnapshotRead), Once, Either),
    case("group.issues.read lost", || Fault::permission_lost(Permission::GroupIssuesRead), Once, Either),
    case("group.read lost", || Fault::permission_lost(Permission::GroupRead), Once, Either),
    case("time passes", || Fault::time_passes(0.2), Once, Either),
    case("rows inserted", || Fault::rows_inserted(5), Once, Succeeds),
    case("rows removed", || Fault::rows_removed(7), Once, Succeeds),
    case("duplicate rows", || Fault::duplicate_rows(5), Once, Succeeds),
    case("unknown fields", Fault::unknown_fields, Once, Succeeds),
    case("unknown values", Fault::unknown_values, Once, Succeeds),
];

/// Faults after which a run succeeds with something else than what Snyk lists without them.
pub(crate) const MARKING: &[&str] = &["rows inserted", "rows removed", "unknown fields", "unknown values"];

/// A list that is longer than two pages.
#[derive(Debug, Clone, Copy, PartialEq)]
enum List {
    Organizations,
    Projects,
    GroupIssues,
    OrganizationIssues,
}

impl List {
    /// A part of the path that only this list has, or that it is the first to have.
    fn path(self, world: &World) -> String {
        let first = || world.sim.truth(&world.token).organization_ids().remove(0);
        match self {
            Self::Organizations => "/rest/orgs".to_owned(),
            Self::Projects => format!("{}/projects", first()),
            Self::GroupIssues => "/issues".to_owned(),
            Self::OrganizationIssues => format!("{}/issues", first()),
        }
    }

    fn token(self) -> &'static str {
        match self {
            Self::Organizations | Self::Projects | Self::GroupIssues => "group_service_account",
            Self::OrganizationIssues => "without_group_issues_read",
        }
    }

    /// What the table says, but for what is special to a list and a page.
    fn then(self, case: &Case, page: u32) -> Then {
        match (self, case.name, page) {
            // No list that was begun anew begins with an expired cursor.
            (_, "expired cursor", 1) => Stops("bad_request"),
            // A group that refuses is read organization by organization.
            (Self::GroupIssues, "forbidden" | "not found", 1) => Succeeds,
            // The last page has no next.
            (_, "next elsewhere" | "next is itself" | "empty page", 3) => Either,
            _ => case.then,
        }
    }
}

/// An estate in which that list has three pages and all others are short.
async fn estate(list: List) -> Sim {
    let sizes = match list {
        List::Organizations => {
            let mut sizes = vec![(2, 9), (3, 12), (2, 8)];
            sizes.resize(203, (0, 0));
            sizes.extend([(2, 9), (1, 5), (2, 7)]);
            sizes
        }
        List::Projects => vec![(201, 20), (2, 8)],
        List::GroupIssues => vec![(3, 120), (3, 110)],
        List::OrganizationIssues => vec![(3, 230), (2, 8)],
    };
    let limits = Limits::none().silence(Duration::ZERO);
    let builder = Sim::builder().seed(5).organization_sizes(&sizes).personal_organizations(0).growth_per_day(0.02);
    builder.limits(limits).start().await.unwrap()
}

async fn world(list: List, folder: tempfile::TempDir) -> World {
    let mut world = World::in_folder(estate(list).await, list.token(), folder).await;
    let organizations = world.sim.truth(&world.token).organization_ids();
    let many = organizations.len();
    let wanted = organizations.into_iter().enumerate().filter(|(at, _)| *at < 3 || *at + 3 >= many);
    world.connection.organizations = Some(wanted.map(|(_, id)| id).collect());
    world
}

impl World {
    /// The ids that are marked as removed.
    pub(crate) async fn removed(&self) -> BTreeSet<String> {
        let mut removed = BTreeSet::new();
        for stream in windlass_streams::STREAMS {
            let sql = format!("select source_id from {} where removed_at is not null", stream.table.name);
            removed.extend(self.rows(&sql).await.into_iter().filter_map(|row| row.into_iter().next()?));
        }
        removed
    }

    /// All that Snyk lists to the token, by id.
    pub(crate) fn listed(&self) -> BTreeSet<String> {
        let streams = windlass_streams::STREAMS.iter();
        streams.flat_map(|stream| self.truth(stream.name).into_keys()).collect()
    }
}

/// A client that gives up soon.
pub(crate) fn hasty(world: &World, case: &Case) -> Client {
    let mut config = world.client_config();
    if case.often == Always {
        config.retry = RetryPolicy { max_attempts: 2, max_throttled: 2, ..config.retry };
    }
    if case.name == "hang" {
        config.timeouts.first_byte = Duration::from_millis(150);
    }
    Client::new(config).unwrap()
}

async fn every_case(list: List) {
    let template = world(list, tempfile::tempdir().unwrap()).await;
    template.synced().await;
    template.assert_exact().await;
    let World { sim, store, folder: first, .. } = template;
    drop((sim, store));
    for (at, case) in CASES.iter().enumerate() {
        // Every fault meets every page of three on one list or another.
        let page = u32::try_from((at + list as usize) % 3).unwrap() + 1;
        let what = format!("{} {:?} on page {page} of {list:?}", case.name, case.often);
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(first.path().join("w.db"), folder.path().join("w.db")).unwrap();
        let mut world = world(list, folder).await;
        world.set_day(1.0);
        let fault = (case.fault)().on_path(list.path(&world)).on_pages(page, page);
        world.sim.fault(if case.often == Always { fault.always() } else { fault });
        let report = world.sync_with(&hasty(&world, case)).await;
        match list.then(case, page) {
            Succeeds => assert_eq!((report.status, report.errors), (Status::Succeeded, Vec::new()), "{what}"),
            Stops(code) => {
                let codes: Vec<_> = report.errors.iter().map(|error| error.code.as_str()).collect();
                assert!(codes.contains(&code), "{what}: {:?}", report.errors);
                assert_ne!(report.status, Status::Succeeded, "{what}");
            }
            Either => {}
        }
        world.sim.clear_faults();
        // What the fault took out of the world is not listed here any more.
        let kept = world.listed();
        let lost: Vec<_> = kept.intersection(&world.removed().await).cloned().collect();
        assert_eq!(lost, [""; 0], "{what}: marked as removed though Snyk lists them");
        // Where a fault left no trace the run itself was exact.
        if list.then(case, page) != Succeeds || MARKING.contains(&case.name) {
            world.synced_in_full().await;
        }
        world.assert_exact().await;
    }
}

#[tokio::test]
async fn p5_no_fault_in_the_list_of_organizations_removes_a_row() {
    every_case(List::Organizations).await;
}

#[tokio::test]
async fn p5_no_fault_in_a_list_of_projects_removes_a_row() {
    every_case(List::Projects).await;
}

#[tokio::test]
async fn p5_no_fault_in_a_groups_list_of_issues_removes_a_row() {
    every_case(List::GroupIssues).await;
}

#[tokio::test]
async fn p5_no_fault_in_an_organizations_list_of_issues_removes_a_row() {
    every_case(List::OrganizationIssues).await;
}

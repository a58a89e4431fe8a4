//! Long lists, walked in shards: as exact as in one piece, in whatever order they are listed and whatever a cursor means.

use crate::home::Home;
use crate::p3_resumes::OWN;
use crate::p5_cautious::{CASES, MARKING, Often, hasty};
use crate::support::{World, assert_same};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use windlass_sim::{Cursors, Fault, Limits, LinkForm, LinkStyle, Order, Sim, SimBuilder};
use windlass_sync::{Sharding, Status};

/// Short pages, so that a list of hundreds of rows is long.
const ROWS: u8 = 10;

/// Cuts short lists, too, and takes over whatever there is.
pub(crate) fn eager() -> Sharding {
    Sharding {
        cost: 1.0,
        least_pages: 2.0,
        least_taken: 0.5,
        page_rows: ROWS,
        fewest_lanes: 16,
        // So that a list takes many commits, however slow the store is.
        most_waiting: 4,
        in_any_order: true,
        ..Sharding::default()
    }
}

pub(crate) fn estate(sizes: &[(u64, u64)]) -> SimBuilder {
    let links = LinkStyle::Fixed { form: LinkForm::Prefixed, object: false };
    let builder = Sim::builder().seed(17).organization_sizes(sizes).personal_organizations(0).growth_per_day(0.02);
    builder.limits(Limits::none().silence(Duration::ZERO)).links(links)
}

pub(crate) async fn world(builder: SimBuilder, sharding: Sharding) -> World {
    let mut world = World::new(builder.start().await.unwrap(), "group_service_account").await;
    world.options.sharding = sharding;
    world.options.full = true;
    world
}

const SIZES: &[(u64, u64)] = &[(5, 220), (3, 120)];

/// The requests for issues since one, as their parameters.
fn asked(world: &World, since: usize) -> Vec<BTreeMap<String, String>> {
    let requests = world.sim.requests();
    let of_issues = requests[since..].iter().filter(|request| request.path.ends_with("/issues"));
    let pairs = |query: &str| {
        let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
        query.split('&').filter_map(pair).collect()
    };
    of_issues.map(|request| pairs(&request.query)).collect()
}

/// The cursors that went with bounds under which no first page was asked for: those of shards that gave something up, and of
/// the probe.
fn with_other_bounds(asked: &[BTreeMap<String, String>]) -> usize {
    let bounds =
        |one: &BTreeMap<String, String>| (one.get("created_after").cloned(), one.get("created_before").cloned());
    let is_first = |one: &&BTreeMap<String, String>| !one.contains_key("starting_after");
    let begun: BTreeSet<_> = asked.iter().filter(is_first).map(bounds).collect();
    asked.iter().filter(|one| !is_first(one) && !begun.contains(&bounds(one))).count()
}

impl World {
    async fn shards(&self) -> i64 {
        self.number("select max(shards) from windlass_cursors where stream = 'issues'").await
    }

    async fn assert_nothing_listed_is_removed(&self, what: &str) {
        let lost: Vec<_> = self.listed().intersection(&self.removed().await).cloned().collect();
        assert_eq!(lost, [""; 0], "{what}: marked as removed though Snyk lists them");
    }

    fn ceiling(&self) -> usize {
        self.truth("issues").len().div_ceil(usize::from(ROWS))
    }
}

#[tokio::test]
async fn p1_a_list_in_shards_is_exact_in_every_order_and_with_every_kind_of_cursor() {
    for order in [Order::Insertion, Order::Shuffled, Order::Severity, Order::NewestFirst] {
        for cursors in [Cursors::Place, Cursors::Count, Cursors::Bound] {
            let what = format!("{order:?} {cursors:?}");
            // Few to begin with, so that there is something to take over.
            let sharding = Sharding { most_at_first: 3, ..eager() };
            let world = world(estate(SIZES).order(order).cursors(cursors).bursts(0.3), sharding).await;
            // The second walk is cut by what the first one found.
            for day in [0.0, 4.0] {
                world.set_day(day);
                let since = world.sim.requests().len();
                world.synced().await;
                world.assert_exact().await;
                assert!(world.shards().await > 2, "{what}");
                let moved = with_other_bounds(&asked(&world, since));
                if cursors == Cursors::Place {
                    assert!(moved > 1, "{what}: shards take over from each other");
                } else {
                    assert!(
                        moved <= 1,
                        "{what}: {moved} cursors went with other bounds though the probe showed that they must not"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn a_list_in_shards_costs_few_requests_and_is_read_by_many_at_a_time() {
    let sharding = Sharding { page_rows: ROWS, fewest_lanes: 16, ..Sharding::default() };
    let world = world(estate(&[(9, 3_000)]), sharding).await;
    for day in [0.0, 2.0] {
        world.set_day(day);
        let since = world.sim.requests().len();
        world.synced().await;
        let (made, pages) = (asked(&world, since).len(), world.ceiling());
        assert!(made <= pages + pages / 25, "{made} requests for {pages} pages on day {day}");
        assert!(world.shards().await >= 8, "{} shards", world.shards().await);
        world.assert_exact().await;
    }
}

#[tokio::test]
async fn a_short_list_and_a_list_that_is_not_to_be_cut_are_walked_by_one_cursor() {
    let mut world = world(estate(SIZES), Sharding::default()).await;
    world.synced().await;
    assert_eq!(world.shards().await, 0);
    world.options.sharding = eager();
    world.options.shards = false;
    let since = world.sim.requests().len();
    world.synced().await;
    assert_eq!((world.shards().await, asked(&world, since).len()), (0, world.ceiling()));
}

#[tokio::test]
async fn p3_a_walk_in_shards_that_dies_at_any_moment_ends_in_the_same_state() {
    for cursors in [Cursors::Place, Cursors::Count] {
        let whole = world(estate(SIZES), eager()).await;
        whole.synced().await;
        let expected = whole.dump(OWN).await;
        let mut resumed = 0;
        for (first, growth) in [(3, 2), (40, 5), (11, 3)] {
            let mut world = world(estate(SIZES).cursors(cursors), eager()).await;
            // A full walk that is asked for begins anew; one that is due is resumed.
            world.options.full = false;
            let (mut polls, mut deaths) = (first, 0);
            while !world.dropped_after(polls).await {
                polls += growth;
                deaths += 1;
                let left = "select count(*) from windlass_cursors where stream = 'issues' and shards > 1 and finished_at is null";
                resumed += world.number(left).await;
            }
            assert_same(&world.dump(OWN).await, &expected, &format!("{cursors:?}: after {deaths} deaths"));
            world.assert_exact().await;
        }
        assert!(resumed > 0, "no death left a walk in shards");
    }
}

#[tokio::test]
async fn p3_every_shard_goes_on_behind_its_last_page_that_was_committed() {
    for commits in [1, 2, 4] {
        let mut world = world(estate(SIZES), eager()).await;
        world.options.full = false;
        world.stopped_after("issues", commits).await;
        let stored = world.rows("select coalesce(next, ''), ended from windlass_shards order by shard").await;
        assert!(stored.len() > 2, "{stored:?}");
        let since = world.sim.requests().len();
        world.synced().await;
        let asked = asked(&world, since);
        for shard in stored {
            let next = shard[0].clone().unwrap();
            let Some(cursor) = next.split('&').find_map(|pair| pair.strip_prefix("starting_after=")) else { continue };
            let again =
                asked.iter().filter(|one| one.get("starting_after").is_some_and(|place| place == cursor)).count();
            assert!(again >= 1, "a shard began anew instead of at its cursor");
        }
        world.assert_exact().await;
    }
}

#[tokio::test]
async fn p5_a_shard_that_fails_leaves_the_walk_unfinished_and_the_next_run_goes_on() {
    let faults: [fn() -> Fault; 3] = [Fault::forbidden, Fault::gone, || Fault::html(200)];
    for (at, fault) in faults.into_iter().enumerate() {
        let mut world = world(estate(SIZES), eager()).await;
        world.synced().await;
        world.options.full = false;
        world.set_day(4.0);
        world.sim.fault(fault().on_path("/issues").on_request(25 + at as u64 * 5));
        let report = world.sync().await;
        assert_ne!(report.status, Status::Succeeded);
        let streams = report.streams["issues"];
        assert_eq!(streams.removed, 0, "what was not listed is not gone");
        assert!(streams.pages > 2, "what the other shards fetched is committed: {streams:?}");
        let walk = "select walk from windlass_cursors where stream = 'issues' and finished_at is null";
        let (begun, seen) = (world.number(walk).await, streams.rows);
        let there = world.number(&format!("select count(*) from snyk_issues where seen_in = {begun}")).await;
        assert!(there > 0 && there.unsigned_abs() <= seen, "{there} rows of {seen}");
        world.sim.clear_faults();
        world.synced().await;
        let ended =
            world.number("select walk from windlass_cursors where stream = 'issues' and scope_kind = 'group'").await;
        assert!(ended >= begun);
        world.synced_in_full().await;
        world.assert_exact().await;
    }
}

#[tokio::test]
async fn p5_a_shard_whose_cursor_expired_begins_anew_once_and_the_others_go_on() {
    let whole = world(estate(SIZES), eager()).await;
    let since = whole.sim.requests().len();
    whole.synced().await;
    let usual = asked(&whole, since).len();
    let world = world(estate(SIZES), eager()).await;
    world.sim.fault(Fault::expired_cursor().on_path("/issues").on_pages(3, 3));
    let since = world.sim.requests().len();
    world.synced().await;
    world.assert_exact().await;
    let asked = asked(&world, since).len();
    assert!(asked < usual * 2, "{asked} requests instead of {usual}: only one shard was to begin anew");
    world.sim.fault(Fault::expired_cursor().on_path("/issues").on_pages(2, 100).always());
    let report = world.sync().await;
    assert_eq!(report.errors[0].code, "expired_cursor");
    assert_eq!(report.streams["issues"].removed, 0);
    world.sim.clear_faults();
    world.synced().await;
    world.assert_exact().await;
}

#[tokio::test]
async fn p5_no_fault_in_a_list_in_shards_removes_a_row() {
    let sizes = &[(2, 90), (2, 40)];
    let template = world(estate(sizes), eager()).await;
    template.synced().await;
    let World { sim, store, home: first, .. } = template;
    drop((sim, store));
    for (at, case) in CASES.iter().enumerate().step_by(Home::one_fault_in()) {
        // Every shard's first pages, later pages, the probe: each fault meets another request.
        let request = 1 + at as u64 * 5 % 18;
        let what = format!("{} {:?} on request {request}", case.name, case.often);
        let sim = estate(sizes).check_on_drop(false).start().await.unwrap();
        let mut world = World::at(sim, "group_service_account", first.copy()).await;
        world.options.sharding = Sharding { most_at_first: 4, ..eager() };
        world.options.full = true;
        world.set_day(1.0);
        let fault = (case.fault)().on_path("/issues").on_request(request);
        world.sim.fault(if case.often == Often::Always { fault.always() } else { fault });
        let report = world.sync_with(&hasty(&world, case)).await;
        world.sim.clear_faults();
        world.assert_nothing_listed_is_removed(&what).await;
        let unmoved = !MARKING.contains(&case.name) && !["time passes", "organization gone"].contains(&case.name);
        if report.status == Status::Succeeded && unmoved {
            world.assert_exact().await;
        } else if at % 2 == 0 {
            world.synced_in_full().await;
            world.assert_exact().await;
        } else {
            world.options.full = false;
            world.synced().await;
            world.assert_nothing_listed_is_removed(&what).await;
        }
    }
}

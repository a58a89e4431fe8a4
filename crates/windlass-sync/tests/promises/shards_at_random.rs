//! P1 and P5 of lists in shards, against whatever a server may do: any order, any meaning of a cursor, many rows of one moment,
//! rows that come and go while the list is walked, and any number of shards and requests at a time.

use crate::shards::{eager, estate, world};
use crate::support::World;
use proptest::prelude::*;
use std::collections::BTreeSet;
use windlass_sim::{Cursors, Fault, Order};
use windlass_sync::{Sharding, Status};

/// A server and a way to walk it.
#[derive(Debug, Clone)]
struct Case {
    seed: u64,
    sizes: Vec<(u64, u64)>,
    order: Order,
    cursors: Cursors,
    bursts: f64,
    lanes: usize,
    at_first: usize,
    cost: f64,
    in_any_order: bool,
    /// What happens while the list is walked, and at which request for a page.
    meanwhile: Vec<(u8, u64, u64)>,
    /// After so many polls the run dies, to be resumed.
    dies: Option<u64>,
}

fn case() -> impl Strategy<Value = Case> {
    let order =
        prop_oneof![Just(Order::Insertion), Just(Order::Shuffled), Just(Order::Severity), Just(Order::NewestFirst)];
    let cursors = prop_oneof![3 => Just(Cursors::Place), 2 => Just(Cursors::Count), 1 => Just(Cursors::Bound)];
    let sizes = proptest::collection::vec((2_u64..5, 30_u64..260), 1..3);
    let bursts = prop_oneof![Just(0.0), Just(0.4), Just(1.0)];
    let meanwhile = proptest::collection::vec((0_u8..4, 1_u64..25, 1_u64..30), 0..5);
    let walk = (1_usize..14, 1_usize..8, 0.1_f64..2.0, any::<bool>());
    (any::<u64>(), sizes, order, cursors, bursts, walk, meanwhile, proptest::option::of(5_u64..200)).prop_map(
        |(seed, sizes, order, cursors, bursts, (lanes, at_first, cost, in_any_order), meanwhile, dies)| Case {
            seed,
            sizes,
            order,
            cursors,
            bursts,
            lanes,
            at_first,
            cost,
            in_any_order,
            meanwhile,
            dies,
        },
    )
}

fn listed(world: &World) -> BTreeSet<String> {
    world.truth("issues").into_keys().collect()
}

async fn live(world: &World) -> BTreeSet<String> {
    let rows = world.rows("select source_id from snyk_issues where removed_at is null").await;
    rows.into_iter().filter_map(|row| row.into_iter().next()?).collect()
}

async fn is_exact(case: Case) {
    let builder = estate(&case.sizes).seed(case.seed).order(case.order).cursors(case.cursors).bursts(case.bursts);
    let builder = builder.held_back(0.2).check_on_drop(false);
    let sharding =
        Sharding { cost: case.cost, in_any_order: case.in_any_order, most_at_first: case.at_first, ..eager() };
    let mut world = world(builder, sharding).await;
    world.options.concurrency = case.lanes;
    world.synced().await;
    let first = listed(&world);
    assert_eq!(live(&world).await, first, "the first walk");
    // Some are gone before the second walk begins, others come and go while it goes on.
    world.set_day(4.0);
    let before = listed(&world);
    for (what, request, rows) in &case.meanwhile {
        let fault = match what {
            // Where a cursor counts rows, one that comes or goes makes every walk skip another, cut or not.
            0..=2 if case.cursors == Cursors::Count => continue,
            // As time passes severities change, and a row changes its place.
            2 if case.order == Order::Severity => continue,
            0 => Fault::rows_removed(*rows),
            1 => Fault::rows_backdated(*rows),
            2 => Fault::rows_inserted(*rows),
            _ => Fault::duplicate_rows(3),
        };
        world.sim.fault(fault.on_path("/issues").on_request(*request));
    }
    if let Some(polls) = case.dies {
        world.dropped_after(polls).await;
        // A walk that was asked for in full begins anew: the run that died has made it due.
        world.options.full = false;
    }
    let report = world.sync().await;
    assert_eq!((report.status, report.errors), (Status::Succeeded, Vec::new()));
    let (after, ours) = (listed(&world), live(&world).await);
    let lost: Vec<_> = before.intersection(&after).filter(|id| !ours.contains(*id)).collect();
    assert!(
        lost.is_empty(),
        "{} of {} that were there all the time are missing or swept: {lost:?}",
        lost.len(),
        before.len()
    );
    if case.dies.is_none() {
        let kept: Vec<_> = first.difference(&before).filter(|id| ours.contains(*id) && !after.contains(*id)).collect();
        assert!(kept.is_empty(), "gone before the walk began, and still there: {kept:?}");
    }
    world.sim.clear_faults();
    world.options.full = true;
    world.synced().await;
    assert_eq!(live(&world).await, listed(&world), "the last walk");
    world.assert_stream_exact(windlass_streams::stream("issues").unwrap()).await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn p1_p5_whatever_the_server_does_a_walk_in_shards_misses_nothing_and_sweeps_nothing_that_is_listed(case in case()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.block_on(is_exact(case));
    }
}

/// More where somebody has the time: `PROPTEST_CASES`.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(24)
}

//! The pace against a model of Snyk's counting, in paused time.

use std::num::NonZeroU32;
use std::sync::Arc;

use futures::future::join_all;
use proptest::prelude::*;
use tokio::time::{advance, sleep};

use super::*;
use crate::window::Window;

pub(super) const PATIENCE: Duration = Duration::from_secs(600);

pub(super) fn window(requests: u32, millis: u64) -> Window {
    Window { requests: NonZeroU32::new(requests).unwrap(), length: Duration::from_millis(millis) }
}

/// A pace that nothing else shares.
fn alone(limits: Limits) -> Pace {
    Pace { configured: limits, line: Arc::new(Line::new(Ledger::alone())) }
}

pub(super) fn pace(windows: &[Window]) -> Pace {
    alone(Limits { windows: windows.to_vec(), silence: Duration::from_secs(60) })
}

fn paused() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
}

/// One request of a worker: how long until the server counts it, and until the answer is back.
type Trip = (u64, u64);

/// Runs workers through the gate and returns the moments at which the server counted.
async fn counted(pace: &Pace, workers: Vec<Vec<Trip>>) -> Vec<Instant> {
    let moments = Mutex::new(Vec::new());
    let all = workers.into_iter().map(async |trips| {
        for (out, back) in trips {
            let place = pace.acquire(PATIENCE).await.unwrap();
            sleep(Duration::from_millis(out)).await;
            moments.lock().unwrap().push(Instant::now());
            sleep(Duration::from_millis(back)).await;
            place.answered(Duration::from_millis(out + back));
        }
    });
    join_all(all).await;
    let mut moments = moments.into_inner().unwrap();
    moments.sort();
    moments
}

/// Most moments in any stretch of this length, both ends included.
fn most_within(moments: &[Instant], length: Duration) -> usize {
    let stretch = |start: &Instant| moments.iter().filter(|at| *at >= start && **at <= *start + length).count();
    moments.iter().map(stretch).max().unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever the ways take: these are fewer answers than would tell.
    #[test]
    fn p9_no_window_of_the_server_ever_holds_more_than_its_limit(
        limits in prop::collection::vec((1_u32..6, 1_u64..400), 1..4),
        workers in prop::collection::vec(prop::collection::vec((0_u64..120, 0_u64..120), 1..8), 1..8),
    ) {
        let windows: Vec<Window> = limits.into_iter().map(|(requests, millis)| window(requests, millis)).collect();
        let total: usize = workers.iter().map(Vec::len).sum();
        let moments = paused().block_on(async { counted(&pace(&windows), workers).await });
        prop_assert_eq!(moments.len(), total, "a worker was never woken");
        for window in windows {
            let limit = usize::try_from(window.requests.get()).unwrap();
            prop_assert!(most_within(&moments, window.length) <= limit);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// No way is shorter than the shortest, and a third of them are longer, there and back.
    #[test]
    fn p9_nor_where_the_time_that_answers_take_is_known(
        limits in prop::collection::vec((1_u32..40, 50_u64..1_500), 1..3),
        (there, more) in (0_u64..150, 0_u64..150),
        delays in prop::collection::vec((0_u64..3, 0_u64..200, 0_u64..3, 0_u64..200), 150..400),
        workers in 1_usize..40,
    ) {
        let windows: Vec<Window> = limits.into_iter().map(|(requests, millis)| window(requests, millis)).collect();
        let late = |often: u64, by: u64| if often == 0 { by } else { 0 };
        let trip = |(a, out, b, back): &(u64, u64, u64, u64)| (there + late(*a, *out), there + more + late(*b, *back));
        let trips: Vec<Trip> = delays.iter().map(trip).collect();
        let workers: Vec<Vec<Trip>> = trips.chunks(trips.len().div_ceil(workers)).map(<[Trip]>::to_vec).collect();
        let moments = paused().block_on(async { counted(&pace(&windows), workers).await });
        prop_assert_eq!(moments.len(), delays.len(), "a worker was never woken");
        for window in windows {
            let limit = usize::try_from(window.requests.get()).unwrap();
            prop_assert!(most_within(&moments, window.length) <= limit);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_leaves_its_place_earlier_by_what_the_next_one_spends_on_the_way() {
    let pace = pace(&[window(100, 1_000)]);
    let start = Instant::now();
    // The first hundred show what an answer takes, the others go by it: 0.55 s after their answers instead of a second.
    counted(&pace, vec![vec![(0, 600); 1]; 100]).await;
    counted(&pace, vec![vec![(0, 600); 2]; 100]).await;
    let elapsed = start.elapsed();
    assert!(elapsed > Duration::from_secs(3) && elapsed < Duration::from_millis(3_500), "{elapsed:?}");
}

#[tokio::test(start_paused = true)]
async fn what_we_used_up_ourselves_keeps_nobody_back_for_longer_than_our_own_log() {
    let (limit, second) = (20, Duration::from_secs(1));
    let pace = pace(&[window(limit, 1_000)]);
    let log = Mutex::new(Vec::<Instant>::new());
    let start = Instant::now();
    let workers = (0..40_u64).map(async |worker| {
        for trip in 0..5 {
            let took = Duration::from_millis(100 + (worker * 7 + trip * 13) % 60);
            let place = pace.acquire(PATIENCE).await.unwrap();
            // As Snyk says it: what is left of the second, which ends within whole seconds.
            let remaining = {
                let mut log = log.lock().unwrap();
                log.push(Instant::now());
                let counted = log.iter().filter(|at| at.elapsed() < second).count();
                u64::from(limit).checked_sub(counted as u64).expect("over the limit")
            };
            sleep(took).await;
            pace.learn(&Stated { windows: Vec::new(), remaining: Some((remaining, second)) }, &place);
            place.answered(took);
        }
    });
    join_all(workers).await;
    assert_eq!(log.into_inner().unwrap().len(), 200);
    assert!(start.elapsed() < Duration::from_secs(11), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_burst_is_allowed_up_to_snyks_limits() {
    let pace = alone(Limits::default());
    let start = Instant::now();
    let moments = counted(&pace, vec![vec![(0, 0); 1]; 1_620]).await;
    assert_eq!(most_within(&moments, Duration::from_secs(1)), 160);
    assert!(start.elapsed() < Duration::from_secs(11));
    assert_eq!(pace.budget().remaining, Some(0));
    assert_eq!(pace.budget().limit, Some(1_620));
    counted(&pace, vec![vec![(0, 0)]]).await;
    assert!(start.elapsed() > Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn p9_a_closed_gate_lets_nobody_through_and_is_never_shortened() {
    let pace = pace(&[]);
    let start = Instant::now();
    pace.close(Duration::from_secs(60));
    pace.close(Duration::from_secs(1));
    assert_eq!(pace.budget().closed_for, Some(Duration::from_secs(60)));
    assert!(pace.is_closed());
    let moments = counted(&pace, vec![vec![(0, 0)]; 20]).await;
    assert!(moments.iter().all(|at| *at >= start + Duration::from_secs(60)));
    assert_eq!(pace.budget().closed_for, None);
}

#[tokio::test(start_paused = true)]
async fn p9_a_gate_that_closes_again_holds_those_already_waiting() {
    let pace = pace(&[]);
    let start = Instant::now();
    pace.close(Duration::from_secs(10));
    let waiting = counted(&pace, vec![vec![(0, 0)]; 5]);
    let closing = async {
        sleep(Duration::from_secs(9)).await;
        pace.close(Duration::from_secs(10));
    };
    let (moments, ()) = tokio::join!(waiting, closing);
    assert!(moments.iter().all(|at| *at >= start + Duration::from_secs(19)));
}

#[tokio::test(start_paused = true)]
async fn a_gate_closed_for_longer_than_patience_fails_everybody_in_line() {
    let pace = pace(&[window(1, 100)]);
    let place = pace.acquire(PATIENCE).await.unwrap();
    let line = join_all((0..3).map(|_| pace.acquire(PATIENCE)));
    let closing = async { pace.close(Duration::from_secs(3_600)) };
    let (results, ()) = tokio::join!(line, closing);
    for result in results {
        assert_eq!(result.unwrap_err(), ClosedTooLong(Duration::from_secs(3_600)));
    }
    drop(place);
}

#[tokio::test(start_paused = true)]
async fn a_hostile_wait_is_cut_to_a_day() {
    let pace = pace(&[]);
    pace.close(Duration::MAX);
    assert_eq!(pace.budget().closed_for, Some(LONGEST_CLOSURE));
}

#[tokio::test(start_paused = true)]
async fn the_line_is_served_in_order() {
    let pace = pace(&[window(1, 10)]);
    let order = Mutex::new(Vec::new());
    let workers = (0..10).map(async |number| {
        let place = pace.acquire(PATIENCE).await.unwrap();
        order.lock().unwrap().push(number);
        drop(place);
    });
    join_all(workers).await;
    assert_eq!(order.into_inner().unwrap(), (0..10).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_waiter_that_gives_up_leaves_the_line_and_wakes_the_next() {
    let pace = pace(&[window(1, 10)]);
    let place = pace.acquire(PATIENCE).await.unwrap();
    let mut impatient = Box::pin(pace.acquire(PATIENCE));
    let mut patient = Box::pin(pace.acquire(PATIENCE));
    assert!(futures::poll!(impatient.as_mut()).is_pending());
    assert!(futures::poll!(patient.as_mut()).is_pending());
    drop(place); // wakes the first in line, which then goes away without passing it on itself
    drop(impatient);
    patient.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_request_dropped_in_flight_counts_from_the_drop() {
    let pace = pace(&[window(1, 1_000)]);
    let place = pace.acquire(PATIENCE).await.unwrap();
    advance(Duration::from_secs(30)).await;
    let dropped = Instant::now();
    drop(place);
    pace.acquire(PATIENCE).await.unwrap();
    assert!(dropped.elapsed() > Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn limits_the_server_states_are_kept_and_lifted_with_it() {
    let pace = pace(&[window(100, 60_000)]);
    let place = pace.acquire(PATIENCE).await.unwrap();
    let state = |requests| Stated { windows: vec![window(requests, 60_000)], remaining: None };
    pace.learn(&state(3), &place);
    assert_eq!(pace.budget().limit, Some(3));
    pace.learn(&Stated::default(), &place);
    assert_eq!(pace.budget().limit, Some(3), "an answer that states nothing changes nothing");
    pace.learn(&state(500), &place);
    assert_eq!(pace.budget().limit, Some(100));
    pace.learn(&Stated { remaining: Some((0, Duration::from_secs(7))), ..Stated::default() }, &place);
    assert_eq!(pace.budget().closed_for, Some(Duration::from_secs(7)));
}

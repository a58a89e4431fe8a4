//! Rate limits, and the silence they ask for.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly, its helpers too")]

mod common;

use common::{Caller, VERSION};
use std::time::{Duration, Instant};
use windlass_sim::{Fault, Limits, Sim};

#[tokio::test]
async fn above_the_limit_everything_is_refused_until_the_caller_was_silent() {
    let silence = Duration::from_millis(400);
    let limits = Limits::window(5, Duration::from_secs(2)).silence(silence).with_retry_after();
    let sim = Sim::builder().organization_sizes(&[(1, 5)]).limits(limits).start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().personal());
    let path = format!("/self?{VERSION}");
    for left in (0..5).rev() {
        let response = caller.send(&path).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["x-ratelimit-remaining"], left.to_string());
        assert!(response.headers()["x-ratelimit-limit"].to_str().unwrap().starts_with("5, 5;w=2;name=\""));
    }
    let refused = caller.send(&path).await.unwrap();
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.headers()["retry-after"], "1");
    assert_eq!(refused.headers()["x-ratelimit-reset"], "1");
    assert_eq!(sim.stats().requests_during_silence, 0);
    // Another principal has a budget of its own.
    assert_eq!(Caller::new(&sim, sim.tokens().group_service_account()).status(&path).await, 200);

    // Asking all the time never ends it: keep asking for longer than the silence.
    let start = Instant::now();
    while start.elapsed() < silence * 2 {
        assert_eq!(caller.status(&path).await, 429);
    }
    assert!(sim.stats().requests_during_silence > 0);
    // The silence itself is what is tested, so this wait is no synchronisation.
    tokio::time::sleep(silence + Duration::from_millis(50)).await;
    assert_eq!(caller.status(&path).await, 200);
}

#[tokio::test]
async fn a_scripted_throttle_is_watched_for_silence_too() {
    let sim = Sim::builder().limits(Limits::none()).organization_sizes(&[(1, 5)]).start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().personal());
    let path = format!("/self?{VERSION}");
    sim.fault(Fault::throttle().retry_after(60).on_request(2));
    assert_eq!(caller.status(&path).await, 200);
    let refused = caller.send(&path).await.unwrap();
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str().unwrap()), (429, "60"));
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(200) {
        assert_eq!(caller.status(&path).await, 200, "a script refuses what it says, no more");
    }
    assert!(sim.stats().requests_during_silence > 0);
    assert_eq!(sim.stats().throttled, 1);
}

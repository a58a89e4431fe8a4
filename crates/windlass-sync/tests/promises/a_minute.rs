//! P9 once more, for as long as the limit of a minute takes to matter. In a file that sorts first: it waits while others
//! work.

use crate::p9_polite::at_snyks_pace;

#[tokio::test]
async fn p9_a_sync_of_more_than_a_minutes_requests_causes_no_429_a_minute() {
    let world = at_snyks_pace(566).await;
    assert!(world.sim.stats().requests > 1_620);
    assert_eq!(world.number("select count(*) from snyk_projects where removed_at is null").await, 566);
}

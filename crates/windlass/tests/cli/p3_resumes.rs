//! P3: kill -9 at any moment; the next run goes on from the cursor and ends in the same state.

use crate::support::{User, company, start, until};
use std::time::Duration;
use windlass_sim::Sim;

/// How often the sync is killed.
const KILLS: u64 = 25;

fn large() -> Sim {
    start(company().organizations(8).projects(240).issues(6_000).growth_per_day(0.0).latency(Duration::from_millis(3)))
}

/// Two users with one connection: what they sync has the same keys.
fn twins(sim: &Sim, token: &str) -> (User, User) {
    let (one, other) = (User::connected(sim, token), User::new());
    for file in [User::database, User::key] {
        std::fs::create_dir_all(file(&other).parent().unwrap()).unwrap();
        std::fs::copy(file(&one), file(&other)).unwrap();
    }
    std::fs::set_permissions(other.key(), std::fs::metadata(one.key()).unwrap().permissions()).unwrap();
    (one, other)
}

/// Moments that look random and are the same on every machine (xorshift).
pub(crate) struct Moments(u64);

impl Moments {
    /// Others for every seed.
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

fn killed_and_resumed(token: &str) {
    let sim = large();
    let (calm, unlucky) = twins(&sim, token);
    let before = sim.stats().requests;
    calm.run(&["sync"]).ok();
    let walk = sim.stats().requests - before;
    let own = &sim.requests()[before as usize..];
    let of = |list: &str| own.iter().filter(|request| request.path.ends_with(list)).count() as u64;
    let lists = walk.saturating_sub(of("/issues")).max(1);
    // Targets are not listed again once they were.
    let anew = lists - of("/targets");

    let all = calm.number("select count(*) from snyk_issues");

    let mut moments = Moments(0x9e37_79b9_7f4a_7c15);
    let (mut kills, mut spent, mut committed, mut among) = (0, 0, 0, 0);
    while kills < KILLS {
        let before = sim.stats().requests;
        // Every third time among the lists, else behind the lists that every run reads anew: among the issues.
        let behind = if committed > 0 { anew } else { lists };
        let moment =
            if kills % 3 == 0 || committed == all { 1 + moments.next(lists) } else { behind + moments.next(24) };
        let moment = before + moment;
        let mut run = unlucky.start(&["sync"]);
        until("the sync has sent its requests", || sim.stats().requests >= moment || run.has_ended());
        kills += u64::from(run.kill());
        spent += sim.stats().requests - before;
        let found = unlucky.rows("select count(*) as held, count(removed_at) as removed from snyk_issues");
        let held = found[0]["held"].as_u64().unwrap();
        assert!(held >= committed, "kill {kills} lost rows: {committed}, then {held}");
        assert_eq!(found[0]["removed"], 0, "a run that was killed removed rows");
        among += u64::from(held > 0 && held < all);
        committed = held;
    }
    assert!(among >= KILLS / 4, "only {among} kills were among the issues");
    let before = sim.stats().requests;
    unlucky.run(&["sync"]).ok();
    spent += sim.stats().requests - before;

    let (ours, expected) = (unlucky.dump(), calm.dump());
    let differs = ours.iter().zip(&expected).find(|(ours, expected)| ours != expected);
    assert_eq!(ours.len(), expected.len(), "first difference: {differs:#?}");
    assert!(ours == expected, "{differs:#?}");
    unlucky.assert_exact(&sim, token);
    unlucky.run(&["verify"]).ok();
    let interrupted = unlucky.number("select count(*) from windlass_runs where status = 'interrupted'");
    assert!(interrupted > 0 && interrupted <= KILLS, "{interrupted} runs are recorded as interrupted");
    let running = unlucky.number("select count(*) from windlass_runs where status = 'running'");
    assert_eq!(running, 0);
    assert!(spent < walk * KILLS / 2, "{spent} requests for a walk of {walk}: nothing was resumed");
}

#[test]
fn p3_a_sync_killed_at_25_moments_ends_as_one_that_was_left_alone() {
    killed_and_resumed("group_service_account");
}

#[test]
fn p3_a_sync_by_organization_killed_at_25_moments_ends_as_one_that_was_left_alone() {
    killed_and_resumed("without_group_issues_read");
}

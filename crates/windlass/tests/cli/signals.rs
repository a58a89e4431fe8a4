//! Ctrl-C and SIGTERM: rows stay whole, the exit code is 130, and the next run goes on.
#![cfg(unix)]

use crate::support::{User, company, start, until};
use std::time::Duration;

fn stopped_by(signal: &str) {
    let sim = start(company().issues(2_500).latency(Duration::from_millis(20)));
    let user = User::connected(&sim, "personal");
    let before = sim.stats().requests;
    let run = user.start(&["sync"]);
    until("issues are read", || {
        sim.requests()[before as usize..].iter().filter(|one| one.path.ends_with("/issues")).count() > 6
    });
    run.signal(signal);
    let done = run.wait();
    assert_eq!(done.code, Some(130), "{done:#?}");
    assert!(done.err.contains("Stopping"), "{done:#?}");
    let done = done.says("cancelled").says("`windlass sync` goes on from there");
    assert!(!done.err.contains("error:"), "{done:#?}");
    let held = user.number("select count(*) from snyk_issues");
    assert!(held > 0 && held < 2_500, "{held} rows: the signal came too early or too late");
    // An issue that is there is there with all that hangs on it.
    let children = "select i.id, (select count(*) from snyk_issue_problems where issue_id = i.id) as problems, \
        (select count(*) from snyk_issue_coordinates where issue_id = i.id) as coordinates, \
        (select count(*) from snyk_issue_severities where issue_id = i.id) as severities from snyk_issues i";
    let before = user.rows(children);
    user.run(&["runs", "last"]).ok().says("cancelled");
    let between = sim.stats().requests;
    user.run(&["sync"]).ok();
    assert!(sim.stats().requests > between);
    user.assert_exact(&sim, "personal");
    user.run(&["verify"]).ok();
    let after: std::collections::HashSet<String> = user.rows(children).iter().map(ToString::to_string).collect();
    assert!(before.iter().all(|issue| after.contains(&issue.to_string())), "an issue was not whole");
}

#[test]
fn ctrl_c_stops_a_sync_behind_whole_pages_and_the_next_one_goes_on() {
    stopped_by("INT");
}

#[test]
fn sigterm_stops_a_sync_as_ctrl_c_does() {
    stopped_by("TERM");
}

#[test]
fn a_second_ctrl_c_does_not_wait() {
    let sim = start(company().latency(Duration::from_secs(20)));
    let user = User::new();
    let token = user.file("token", sim.tokens().personal());
    // Connecting would take minutes against a simulator this slow: the row is written by hand.
    let fast = start(company());
    user.run(&["connect", "--url", &fast.url(), "--token-file", &token, "--no-store-token"]).ok();
    let database = rusqlite::Connection::open(user.database()).unwrap();
    database.execute("update windlass_connections set base_url = ?1", [sim.url()]).unwrap();
    drop(database);
    let mut run = user.start(&["sync"]);
    until("the first request is under way", || sim.stats().peak_in_flight > 0);
    run.signal("INT");
    // The first is taken note of before the second arrives only if they are not merged: repeat until it ends.
    until("it ends", || {
        run.signal_if_running("INT");
        run.has_ended()
    });
    assert_eq!(run.wait().code, Some(130));
}

//! P9: one pace per token on one machine, whichever process works, however it ends.

use crate::support::{Done, User, company, files, start, until};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::Duration;
use windlass_sim::{Limits, Sim};

const TOKEN: &str = "group_service_account";

/// A Snyk that bears little: so many requests in two seconds, and a 429 for whoever sends more.
fn strict(requests: usize) -> Sim {
    start(company().limits(Limits::window(requests, Duration::from_secs(2))))
}

/// The user's databases: the default one, and another that knows the same connection.
fn two_databases(user: &User) -> [String; 2] {
    let other = user.path("other.db");
    std::fs::copy(user.database(), &other).unwrap();
    [user.database(), other].map(|path| format!("sqlite:{}", path.display()))
}

fn held(user: &User, database: &str) -> u64 {
    let sql = "select count(*) as held from snyk_issues where removed_at is null";
    let found = user.run(&["--store", database, "sql", "--format", "json", sql]).ok().json();
    found[0]["held"].as_u64().unwrap()
}

/// Issues the API lists to the token.
fn listed(sim: &Sim) -> u64 {
    let truth = sim.truth(TOKEN);
    let organizations = truth.organization_ids().into_iter().filter(|id| truth.is_accessible(id));
    organizations.map(|id| truth.issue_count(&id)).sum()
}

#[track_caller]
fn assert_never_throttled(sim: &Sim) {
    let stats = sim.stats();
    assert_eq!((stats.throttled, stats.by_status.get(&429)), (0, None), "{stats:?}");
}

/// The record of the one token that was used.
fn record(user: &User) -> PathBuf {
    let files = files(&user.pace());
    files.into_iter().find(|path| path.extension().is_none()).unwrap()
}

#[test]
fn p9_two_processes_at_once_with_one_token_cause_no_429() {
    let sim = strict(10);
    let user = User::connected(&sim, TOKEN);
    let databases = two_databases(&user);
    let before = sim.stats().requests;
    let runs = databases.each_ref().map(|database| user.start(&["--store", database, "sync"]));
    for done in runs.map(super::support::Running::wait) {
        done.ok();
    }
    assert!(sim.stats().requests - before > 20, "more than two windows hold");
    assert_never_throttled(&sim);
    for database in &databases {
        assert_eq!(held(&user, database), listed(&sim), "{database}");
    }
}

#[test]
fn p9_a_process_right_after_another_goes_on_at_its_pace() {
    let sim = strict(12);
    let user = User::connected(&sim, TOKEN);
    for _ in 0..3 {
        user.run(&["check"]).ok();
    }
    user.run(&["sync"]).ok();
    assert!(sim.stats().requests > 24, "more than two windows hold: {:?}", sim.stats());
    assert_never_throttled(&sim);
    user.assert_exact(&sim, TOKEN);
}

#[test]
fn p9_a_process_killed_with_requests_in_flight_does_not_block_the_next() {
    let limits = Limits::window(12, Duration::from_secs(2));
    let sim = start(company().limits(limits).latency(Duration::from_millis(50)));
    let user = User::connected(&sim, TOKEN);
    for _ in 0..3 {
        let before = sim.stats().requests;
        let mut run = user.start(&["sync"]);
        until("requests are under way", || sim.stats().requests > before + 2 || run.has_ended());
        assert!(run.kill());
    }
    user.run(&["sync"]).ok();
    assert_never_throttled(&sim);
    user.assert_exact(&sim, TOKEN);
}

/// The next line of a log; fails at its end.
fn next_line(log: &mut impl BufRead) -> String {
    let mut line = String::new();
    assert!(log.read_line(&mut line).unwrap() > 0, "the log ended");
    line
}

#[test]
fn p9_a_429_in_one_process_silences_the_next() {
    let sim = start(company().limits(Limits::none().silence(Duration::from_secs(1))));
    let user = User::connected(&sim, TOKEN);
    sim.fault(windlass_sim::Fault::throttle());
    let mut first = user.start(&["--log", "info", "check"]);
    let mut log = BufReader::new(first.stderr());
    while !next_line(&mut log).contains("Throttled by Snyk") {}
    assert!(first.kill());
    let throttled = sim.requests().iter().find(|request| request.status == 429).unwrap().at_ms;
    user.run(&["check"]).ok();
    let after: Vec<u64> = sim.requests().iter().map(|request| request.at_ms).filter(|at| *at > throttled).collect();
    assert!(after.iter().all(|at| *at >= throttled + 1_000), "{throttled}, then {after:?}");
}

/// Somebody else with the same token, who leaves so many requests of the budget.
fn another_tool_spends_all_but(sim: &Sim, left: u64) {
    let (address, token) = (sim.url().replace("http://", ""), sim.tokens().named(TOKEN).unwrap().to_owned());
    loop {
        let mut stream = TcpStream::connect(&address).unwrap();
        let head = "GET /rest/self?version=2024-10-15 HTTP/1.1";
        write!(stream, "{head}\r\nhost: {address}\r\nauthorization: token {token}\r\nconnection: close\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "the other tool was throttled: {answer}");
        let remaining = answer.lines().find_map(|line| line.strip_prefix("x-ratelimit-remaining: ")).unwrap();
        if remaining.parse::<u64>().unwrap() <= left {
            return;
        }
    }
}

#[test]
fn p9_a_budget_that_another_tool_spends_is_not_exceeded() {
    let limits = Limits::window(30, Duration::from_secs(2));
    let sim = start(company().limits(limits).latency(Duration::from_millis(30)));
    let user = User::connected(&sim, TOKEN);
    for left in [4, 1, 9] {
        another_tool_spends_all_but(&sim, left);
        user.run(&["sync", "--full"]).ok();
        assert_never_throttled(&sim);
    }
    user.assert_exact(&sim, TOKEN);
}

#[test]
fn p9_a_damaged_record_or_none_that_can_be_written_does_not_fail_a_sync() {
    let sim = start(company());
    let user = User::connected(&sim, TOKEN);
    let warned = |done: &Done| done.err.matches(" WARN ").count();
    std::fs::write(record(&user), "not a record").unwrap();
    let done = user.run(&["--log", "warn", "sync"]).ok();
    assert_eq!(warned(&done), 1, "{done:#?}");
    let done = user.run(&["--log", "warn", "sync"]).ok();
    assert_eq!(warned(&done), 0, "{done:#?}");
    std::fs::remove_dir_all(user.pace()).unwrap();
    std::fs::write(user.pace(), "a file where the folder belongs").unwrap();
    let done = user.run(&["--log", "warn", "sync", "--full"]).ok();
    assert_eq!(warned(&done), 1, "{done:#?}");
    user.assert_exact(&sim, TOKEN);
}

#[test]
fn p7_the_token_is_in_no_file_of_the_pace() {
    let sim = start(company());
    let user = User::connected(&sim, TOKEN);
    let token = sim.tokens().named(TOKEN).unwrap();
    let found = files(&user.pace());
    assert!(found.len() >= 2, "{found:?}");
    for path in found {
        assert!(!path.display().to_string().contains(token), "{}", path.display());
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(token.len()).any(|part| part == token.as_bytes()), "{}", path.display());
    }
}

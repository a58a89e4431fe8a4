//! `windlass copy`: a store moves with all that it has seen, and goes on where it was.

use crate::cluster::Cluster;
use crate::support::{User, company, keys, start, until};
use std::time::Duration;
use windlass_sim::Sim;

/// How often a copy is killed at most: it may be faster than we.
const KILLS: usize = 3;

/// A store that has seen changes and removals over some weeks.
fn lived(issues: u64) -> (Sim, User) {
    let sim = start(company().issues(issues));
    let user = User::connected(&sim, "group_service_account");
    for day in [0.0, 20.0, 45.0] {
        sim.set_day(day);
        user.run(&["sync", "--full"]).ok();
    }
    for what in ["snyk_issues where removed_at is not null", "snyk_issue_events", "windlass_cursors"] {
        assert!(user.number(&format!("select count(*) from {what}")) > 0, "no {what}");
    }
    (sim, user)
}

fn file(user: &User, name: &str) -> String {
    format!("sqlite:{}", user.path(name).display())
}

fn source(user: &User) -> String {
    format!("sqlite:{}", user.database().display())
}

/// Every cell of every table, bookkeeping included.
fn everything(user: &User, store: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for table in windlass_sync::schema().tables.into_iter().chain(windlass_score::tables()) {
        let columns: Vec<&str> = table.all_columns().iter().map(|column| column.name).collect();
        let query = format!("select {} from {}", columns.join(", "), table.name);
        let found = user.run(&["--store", store, "sql", "--format", "json", "--limit", "0", &query]).ok().json();
        let rows = found.as_array().unwrap().iter();
        let mut rows: Vec<String> = rows.map(|row| format!("{} {row}", table.name)).collect();
        rows.sort_unstable();
        lines.extend(rows);
    }
    lines
}

#[track_caller]
fn assert_same(ours: &[String], expected: &[String]) {
    let differs = ours.iter().zip(expected).find(|(ours, expected)| ours != expected);
    assert_eq!(ours.len(), expected.len(), "first difference: {differs:#?}");
    assert!(ours == expected, "{differs:#?}");
}

fn copy(user: &User, from: &str, to: &str) -> serde_json::Value {
    user.run(&["copy", "--from", from, "--to", to, "--json"]).ok().json()
}

#[test]
fn a_store_moves_to_postgresql_and_back_and_goes_on_on_either_side() {
    let cluster = Cluster::start();
    let (sim, user) = lived(250);
    let (first, there, back) = (source(&user), cluster.url("moved"), file(&user, "back.db"));
    let before = everything(&user, &first);

    let report = copy(&user, &first, &there);
    assert_eq!(keys(&report), ["from", "ok", "rows", "tables", "to", "written"]);
    assert_eq!(
        (&report["ok"], &report["rows"], &report["from"]),
        (&true.into(), &before.len().into(), &first.as_str().into())
    );
    assert_eq!(report["written"], report["rows"]);
    let one = &report["tables"][0];
    assert_eq!(keys(one), ["checksum", "checksum_there", "equal", "rows", "rows_there", "table", "written"]);
    let shown =
        user.run(&["copy", "--from", &there, "--to", &back]).ok().says("snyk_issue_events").says("a copy of").out;
    assert!(!shown.contains("NO"), "{shown}");
    assert_same(&everything(&user, &back), &before);
    assert_same(&everything(&user, &first), &before);

    // The token came along, and the cursors: no walk begins anew.
    sim.set_day(46.0);
    for store in [&there, &back] {
        let run = user.run(&["--store", store, "sync", "--json"]).ok().json();
        assert_eq!((&run["status"], &run["mode"]), (&"succeeded".into(), &"incremental".into()));
        user.run(&["--store", store, "verify"]).ok().says("the tables hold what Snyk lists");
    }
    // What went on by itself is not written to.
    let gone_on = everything(&user, &there);
    let again = user.run(&["copy", "--from", &first, "--to", &there]);
    assert_eq!(again.code, Some(9), "{again:#?}");
    again.says("nothing was written");
    assert_same(&everything(&user, &there), &gone_on);
}

#[test]
fn a_copy_that_is_killed_and_run_again_ends_as_one_that_was_left_alone() {
    let cluster = Cluster::start();
    let (_sim, user) = lived(3_000);
    let first = source(&user);
    let before = everything(&user, &first);
    for to in [cluster.url("killed"), file(&user, "killed.db")] {
        let held = || {
            let tables = ["snyk_issues", "snyk_projects", "snyk_issue_coordinates", "snyk_issue_events"];
            let counts = tables.map(|table| format!("(select count(*) from {table})"));
            let query = format!("select {} as n", counts.join(" + "));
            user.run(&["--store", &to, "sql", "--format", "json", &query]).ok().json()[0]["n"].as_u64().unwrap()
        };
        let (mut kills, mut last) = (0, held());
        while kills < KILLS {
            let mut run = user.start(&["copy", "--from", &first, "--to", &to]);
            until("a page was written", || run.has_ended() || held() > last);
            if !run.kill() {
                break;
            }
            (kills, last) = (kills + 1, held());
            // Nobody can sync into half a copy.
            user.run(&["--store", &to, "sync"]).fails(2, &["no connection"]);
        }
        assert!(kills > 0, "the copy was faster than we");
        let report = copy(&user, &first, &to);
        assert!(report["written"].as_u64().unwrap() < report["rows"].as_u64().unwrap(), "it began anew: {report}");
        let back = file(&user, "back.db");
        copy(&user, &to, &back);
        assert_same(&everything(&user, &back), &before);
        std::fs::remove_file(user.path("back.db")).unwrap();
        assert_eq!(copy(&user, &first, &to)["written"], 0, "what is whole is not written again");
    }
}

#[test]
fn a_place_that_holds_something_else_is_refused_and_left_alone() {
    let (sim, user) = lived(250);
    let first = source(&user);
    let other = User::connected(&sim, "group_service_account");
    other.run(&["sync"]).ok();
    let taken = source(&other);
    let before = everything(&other, &taken);
    let args = |from: &str, to: &str| ["copy", "--from", from, "--to", to].map(ToOwned::to_owned);
    let run = |from: &str, to: &str| user.run(&args(from, to).each_ref().map(String::as_str));
    run(&first, &taken).fails(7, &["is not empty", "does not know", "empty place", "nothing was changed"]);
    // Without its connection they are still somebody's rows.
    other.run(&["disconnect", "snyk"]).ok();
    run(&first, &taken).fails(7, &["is not empty"]);
    let rows = |lines: Vec<String>| lines.into_iter().filter(|line| !line.starts_with("windlass_")).collect::<Vec<_>>();
    assert_same(&rows(everything(&other, &taken)), &rows(before));

    run(&first, &first).fails(2, &["into itself"]);
    std::os::unix::fs::symlink(user.database(), user.path("link.db")).unwrap();
    run(&first, &file(&user, "link.db")).fails(2, &["into itself"]);
    run(&file(&user, "nowhere.db"), &file(&user, "new.db")).fails(2, &["nothing to copy", "does not exist"]);
    assert!(!user.path("nowhere.db").exists() && !user.path("new.db").exists());
    let empty = User::new();
    empty.run(&["connections"]).ok();
    run(&source(&empty), &file(&user, "new.db")).fails(2, &["nothing to copy", "holds no row"]);
}

#[test]
fn what_was_changed_in_the_copy_by_hand_is_found() {
    let (_sim, user) = lived(250);
    let to = file(&user, "copy.db");
    copy(&user, &source(&user), &to);
    let database = rusqlite::Connection::open(user.path("copy.db")).unwrap();
    let one = "update snyk_issues set title = title || '.' where id = (select min(id) from snyk_issues)";
    assert_eq!(database.execute(one, []).unwrap(), 1);
    drop(database);
    let again = user.run(&["copy", "--from", &source(&user), "--to", &to, "--json"]);
    assert_eq!(again.code, Some(9), "{again:#?}");
    let report = again.json();
    let tables = report["tables"].as_array().unwrap().iter();
    let differing: Vec<&str> =
        tables.filter(|one| one["equal"] == false).map(|one| one["table"].as_str().unwrap()).collect();
    assert_eq!((&report["ok"], differing), (&false.into(), vec!["snyk_issues"]));
}

#[test]
fn what_postgresql_cannot_hold_is_replaced_and_what_it_spells_otherwise_is_the_same() {
    let cluster = Cluster::start();
    let sim = start(company());
    let user = User::connected(&sim, "group_service_account");
    user.run(&["sync"]).ok();
    let database = rusqlite::Connection::open(user.database()).unwrap();
    let odd = r#"update snyk_issues set title = 'a' || char(0) || 'b', extra = '{"z":1e2,"a\u0000":[1.50,"\u0000"],"bb":-0.0}'"#;
    assert!(database.execute(odd, []).unwrap() > 0);
    drop(database);
    let to = cluster.url("odd");
    copy(&user, &source(&user), &to);
    let titles = user.run(&["--store", &to, "sql", "--format", "json", "select distinct title from snyk_issues"]).ok();
    assert_eq!(titles.json()[0]["title"], "a\u{fffd}b");
}

#[test]
fn a_store_that_is_written_to_is_not_copied_and_a_copy_that_is_stopped_says_what_is_kept() {
    let sim = start(company().issues(2_500).latency(Duration::from_millis(20)));
    let user = User::connected(&sim, "group_service_account");
    let to = file(&user, "copy.db");
    let before = sim.stats().requests;
    let run = user.start(&["sync"]);
    until("the sync is under way", || sim.stats().requests > before);
    user.run(&["copy", "--from", &source(&user), "--to", &to]).fails(8, &["under way"]);
    assert_eq!(run.wait().code, Some(0));
    let held = || {
        let query = "select count(*) as n from snyk_targets";
        user.run(&["--store", &to, "sql", "--format", "json", query]).ok().json()[0]["n"].as_u64().unwrap()
    };
    let mut run = user.start(&["copy", "--from", &source(&user), "--to", &to]);
    until("a page was written", || run.has_ended() || held() > 0);
    run.signal_if_running("INT");
    run.wait().fails(130, &["stopped", "goes on from there", "no connection is in the copy yet"]);
    copy(&user, &source(&user), &to);
}

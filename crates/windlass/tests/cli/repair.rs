//! `windlass verify --repair`: what somebody did to the tables is found, read again, and told.

use crate::support::{User, company, keys, start, until};
use windlass_sim::{Fault, Sim};

/// Does something to the tables behind windlass's back. How many rows it touched.
fn damage(user: &User, sql: &str) -> usize {
    let touched = rusqlite::Connection::open(user.database()).unwrap().execute(sql, []).unwrap();
    assert!(touched > 0, "no damage by {sql}");
    touched
}

/// What Snyk counts, and a verification with it.
const COUNTED: &str = "status = 'open' and ignored = 0 and project_id is not null \
                       and effective_severity_level in ('critical', 'high', 'medium', 'low')";

/// Every row but those of the history, to which a repair adds.
fn rows(user: &User) -> Vec<String> {
    user.dump().into_iter().filter(|line| !line.starts_with("snyk_issue_events")).collect()
}

/// What a verification says differs, by stream.
fn differing(user: &User) -> Vec<String> {
    let found = user.run(&["verify", "--json"]);
    assert_eq!(found.code, Some(9), "{found:#?}");
    let found = found.json();
    let differences = found["verification"]["differences"].as_array().unwrap();
    differences.iter().map(|one| one["stream"].as_str().unwrap().to_owned()).collect()
}

fn synced(token: &str) -> (Sim, User) {
    let sim = start(company());
    let user = User::connected(&sim, token);
    user.run(&["sync"]).ok();
    (sim, user)
}

#[test]
fn whatever_was_done_to_the_tables_is_found_and_repaired() {
    let one_project = "project_id = (select project_id from snyk_issues where status = 'open' and ignored = 0 \
                       group by 1 order by count(*) desc, 1 limit 1)";
    for (stream, sql) in [
        ("issues", format!("delete from snyk_issues where {COUNTED} and {one_project}")),
        ("issues", format!("delete from snyk_issues where rowid > (select max(rowid) - 40 from snyk_issues) and {COUNTED}")),
        ("issues", format!("update snyk_issues set status = 'resolved', title = 'x' where {COUNTED} and {one_project}")),
        ("issues", format!("update snyk_issues set removed_at = '2026-01-01T00:00:00.000000Z' where {COUNTED}")),
        ("issues", format!("update snyk_issues set effective_severity_level = 'none' where {COUNTED} and {one_project}")),
        ("projects", "delete from snyk_projects where id in (select id from snyk_projects order by id limit 3)".to_owned()),
        ("projects", "update snyk_projects set removed_at = synced_at, name = 'x' where id = (select min(id) from snyk_projects)".to_owned()),
        ("projects", "insert into snyk_projects (id, connection_id, source_id, organization_id, organization_source_id, name) \
                      select 'x', connection_id, 'x', organization_id, organization_source_id, 'x' from snyk_projects limit 1".to_owned()),
        ("targets", "delete from snyk_targets where rowid % 2 = 0".to_owned()),
        ("organizations", "delete from snyk_organizations where id = (select min(id) from snyk_organizations)".to_owned()),
    ] {
        let (sim, user) = synced("group_service_account");
        let whole = rows(&user);
        damage(&user, &sql);
        let found = differing(&user);
        assert!(found.iter().any(|one| one == stream), "{sql}: {found:?}");
        let healed = user.run(&["verify", "--repair"]).ok();
        let healed = healed.says("repaired in").says("the tables hold what Snyk lists");
        assert!(!healed.out.contains("windlass sync"), "{healed:#?}");
        user.run(&["verify"]).ok();
        user.assert_exact(&sim, "group_service_account");
        let (now, before): (Vec<_>, Vec<_>) = (alive(rows(&user)), alive(whole));
        let differs = now.iter().zip(&before).find(|(now, before)| now != before);
        assert!(now == before, "{sql}: {} rows, were {}: {differs:#?}", now.len(), before.len());
        user.run(&["sync"]).ok();
        user.assert_exact(&sim, "group_service_account");
    }
}

/// Without rows that are marked as removed: one that somebody put there is, and stays as history.
fn alive(rows: Vec<String>) -> Vec<String> {
    rows.into_iter().filter(|line| !line.contains("\"source_id\":\"x\"")).collect()
}

#[test]
fn a_repair_reads_what_differs_and_nothing_else() {
    let (sim, user) = synced("group_service_account");
    let project = &user.rows(
        "select project_id as id, count(*) as issues from snyk_issues where project_id is not null \
 group by 1 having sum(status = 'open' and ignored = 0) > 0 order by 2 limit 1",
    )[0];
    let id = project["id"].as_str().unwrap();
    damage(&user, &format!("delete from snyk_issues where project_id = '{id}'"));
    let before = sim.stats().requests as usize;
    let told = user.run(&["verify", "--repair", "--json"]).ok().json();
    assert_eq!(keys(&told), ["connection", "ok", "repaired", "run", "verification"]);
    assert_eq!((&told["ok"], &told["run"]["status"]), (&true.into(), &"succeeded".into()));
    assert!(!told["repaired"].as_array().unwrap().is_empty());
    assert_eq!(told["verification"]["differences"], serde_json::json!([]));
    let issues: Vec<String> = sim.requests()[before..]
        .iter()
        .filter(|one| one.path.ends_with("/issues"))
        .map(|one| one.path.clone())
        .collect();
    assert_eq!(issues.len(), 1, "one project of one organization: {issues:?}");
    assert_eq!(told["run"]["streams"]["issues"]["changed"], project["issues"]);
    let runs = user.run(&["runs", "--json"]).ok().json();
    assert_eq!(runs.as_array().map(Vec::len), Some(2), "a repair is a run");
    // Nothing to repair: nothing is done.
    let told = user.run(&["verify", "--repair"]).ok().says("the tables hold what Snyk lists");
    assert!(!told.out.contains("repaired"), "{told:#?}");
    assert_eq!(user.run(&["runs", "--json"]).ok().json(), runs);
}

#[test]
fn what_cannot_be_repaired_is_told_and_ends_with_9_or_as_a_sync_does() {
    let (sim, user) = synced("group_service_account");
    damage(&user, &format!("delete from snyk_issues where {COUNTED}"));
    sim.fault(Fault::status(500).on_path("/issues").always());
    user.run(&["verify", "--repair"]).fails(6, &["could not finish reading issues of", "500"]);
    sim.clear_faults();
    // Another run holds the connection.
    let id = user.run(&["connections", "--json"]).ok().json()[0]["id"].as_str().unwrap().to_owned();
    let lock = user.path(&format!("home/data/windlass/windlass.db.{id}.lock"));
    let held = std::fs::OpenOptions::new().write(true).open(lock).unwrap();
    held.lock().unwrap();
    user.run(&["verify", "--repair"]).fails(8, &["another run of this connection"]);
    drop(held);
    user.run(&["verify", "--repair"]).ok();
    user.assert_exact(&sim, "group_service_account");
}

#[test]
fn ctrl_c_ends_a_verification_and_a_check_politely() {
    let (sim, user) = synced("group_service_account");
    let rows = user.dump();
    sim.fault(Fault::hang().on_path("/orgs").always());
    for (command, kept) in [("verify", "nothing was changed"), ("check", "the connection and all its rows")] {
        let before = sim.stats().faults_fired;
        let run = user.start(&[command]);
        until("it waits for Snyk", || sim.stats().faults_fired > before);
        run.signal("INT");
        run.wait().fails(130, &["stopped before it was done", "Ctrl-C", kept]);
    }
    sim.clear_faults();
    assert!(user.dump() == rows, "a command that was stopped wrote something");
    damage(&user, &format!("delete from snyk_issues where {COUNTED}"));
    sim.fault(Fault::hang().on_path("/issues").always());
    let before = sim.stats().faults_fired;
    let run = user.start(&["verify", "--repair"]);
    until("it reads again", || sim.stats().faults_fired > before);
    run.signal("TERM");
    let done = run.wait();
    assert_eq!(done.code, Some(130), "{done:#?}");
    done.says("What was whole is kept");
    sim.clear_faults();
    user.run(&["verify", "--repair"]).ok();
    user.assert_exact(&sim, "group_service_account");
}

#[test]
fn a_long_wait_is_announced_and_so_is_a_long_walk() {
    let sim = start(company().organizations(130).projects(130).issues(0));
    let user = User::connected(&sim, "personal");
    let synced = user.run(&["sync"]).ok();
    let line =
        "targets, projects: 260 pages to read, or more: how many is not known; at least 1.6 s at Snyk's limit of 1,620";
    assert!(synced.err.contains(line), "{synced:#?}");
    let synced = user.run(&["sync", "--full"]).ok();
    assert!(synced.err.contains("targets, projects: about 260 pages to read; at least 1.6 s"), "{synced:#?}");
    for (command, path) in [("check", "/self"), ("verify", "/orgs"), ("sync", "/orgs")] {
        sim.fault(Fault::throttle().on_path(path).retry_after(2));
        let done = user.run(&[command]).ok();
        assert!(done.err.contains("Snyk throttles this token: sending nothing for another"), "{command}: {done:#?}");
        sim.clear_faults();
    }
    sim.fault(Fault::throttle().on_path("/self").retry_after(2));
    assert_eq!(user.run(&["check", "--json"]).ok().err, "");
}

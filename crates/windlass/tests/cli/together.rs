//! Several processes, as on several machines, sync into one database of PostgreSQL.

use crate::cluster::Cluster;
use crate::support::{User, company, start, until};
use windlass_sim::{Fault, Sim};

const TOKEN: &str = "group_service_account";

/// 32 bytes, base64.
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

const HELD: &str =
    "select count(*) from snyk_issues i join windlass_connections c on c.id = i.connection_id where c.name = 'ours'";

/// Somebody on a machine of their own, with the team's key, who has connected one company to the team's database.
fn connected(store: &str, name: &str, sim: &Sim) -> User {
    let user = User::new().with("WINDLASS_STORE", store).with("WINDLASS_KEY", KEY);
    let token = sim.tokens().named(TOKEN).unwrap();
    user.run_with_input(&["connect", name, "--url", &sim.url(), "--token-stdin"], token).ok();
    user
}

/// Fails unless the connection's live issues are those that its company lists.
fn assert_exact(user: &User, name: &str, sim: &Sim) {
    let truth = sim.truth(TOKEN);
    let mut listed: Vec<String> = Vec::new();
    for organization in truth.organization_ids() {
        listed.extend(truth.issues(&organization).map(|issue| issue["id"].as_str().unwrap().to_owned()));
    }
    listed.sort_unstable();
    let held = user.rows(&format!(
        "select i.source_id from snyk_issues i join windlass_connections c on c.id = i.connection_id \
         where c.name = '{name}' and i.removed_at is null order by i.source_id"
    ));
    let held: Vec<&str> = held.iter().map(|row| row["source_id"].as_str().unwrap()).collect();
    assert_eq!(held.len(), listed.len(), "{name}");
    assert!(held == listed, "{name} holds other issues than its company lists");
}

#[test]
fn p3_a_run_that_is_killed_frees_its_lock_and_resumes_while_another_connection_syncs() {
    let cluster = Cluster::start();
    let store = cluster.url("together");
    let (stuck, busy) = (start(company().issues(1_500)), start(company().seed(12).issues(1_500)));
    let (ours, theirs) = (connected(&store, "ours", &stuck), connected(&store, "theirs", &busy));

    // Behind rows that were committed, so that there is something to go on from.
    stuck.fault(Fault::hang().on_path("/issues").on_request(6));
    let mut run = ours.start(&["sync", "ours"]);
    until("rows of the first pages are there", || ours.number(HELD) > 0 || run.has_ended());
    let other = theirs.start(&["sync", "theirs"]);
    // From another machine, on which the connection is as known as here.
    theirs.run(&["sync", "ours"]).fails(8, &["another run of this connection is under way", "windlass, process"]);
    other.wait().ok();
    assert_exact(&theirs, "theirs", &busy);
    let before = ours.number(HELD);
    assert!(run.kill(), "the run was to hang");
    stuck.clear_faults();

    let requests = stuck.stats().requests;
    ours.run(&["sync", "ours"]).ok();
    assert!(before > 0 && stuck.stats().requests > requests);
    for (user, name, sim) in [(&ours, "ours", &stuck), (&theirs, "theirs", &busy)] {
        assert_exact(user, name, sim);
        user.run(&["verify", name]).ok();
    }
    let statuses = ours.rows("select status, count(*) as runs from windlass_runs group by status order by status");
    let statuses: Vec<_> = statuses.iter().map(|row| (row["status"].as_str().unwrap(), &row["runs"])).collect();
    assert_eq!(statuses, [("interrupted", &1.into()), ("succeeded", &2.into())]);
}

//! Databases that earlier releases left: `stores/VERSION.sqlite` of SQLite, `stores/VERSION.sql` of PostgreSQL. This release opens them,
//! adds what it needs, and goes on with the history that they hold.

use crate::cluster::{Cluster, binary, run};
use crate::support::{TOKEN, User, company, start};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use windlass_sim::{Sim, SimBuilder};

const WHO: &str = "group_service_account";

/// The schema in the dumps of PostgreSQL.
const SCHEMA: &str = "snyk";

/// What the stores were filled from; the same company lists more on later days.
fn its_company() -> SimBuilder {
    company().organizations(1).projects(3).issues(16)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores")
}

/// The saved stores with this ending.
fn saved(ending: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let found: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|is| is == ending)).collect();
    assert!(!found.is_empty(), "no saved store: `cargo xtask keep-store` makes those of this version");
    found
}

/// Days of the company's life, synced into a store.
fn live(user: &User, sim: &Sim) {
    for day in [0.0, 20.0, 40.0] {
        sim.set_day(day);
        user.run(&["sync", "--full"]).ok();
    }
}

/// Goes on in a store that was restored for this user.
fn goes_on(user: &User, file: &Path) {
    let events = user.number("select count(*) from snyk_issue_events");
    let runs = user.number("select count(*) from windlass_runs");
    assert!(events > 0 && runs == 3, "{}: {events} events, {runs} runs", file.display());
    let sim = start(its_company());
    sim.set_day(50.0);
    user.connect(&sim, WHO).ok().says("Updated");
    user.run(&["sync"]).ok();
    user.assert_exact(&sim, WHO);
    user.run(&["sync", "--full"]).ok();
    user.run(&["verify"]).ok();
    assert!(user.number("select count(*) from snyk_issue_events") > events, "{}", file.display());
    assert_eq!(user.number("select count(*) from windlass_runs"), runs + 2);
    user.run(&["runs"]).ok();
}

#[test]
fn files_of_earlier_releases_are_gone_on_with() {
    for file in saved("sqlite") {
        let user = User::new();
        std::fs::create_dir_all(user.database().parent().unwrap()).unwrap();
        std::fs::copy(&file, user.database()).unwrap();
        goes_on(&user, &file);
    }
}

#[test]
fn schemas_of_earlier_releases_are_gone_on_with() {
    let cluster = Cluster::start();
    for file in saved("sql") {
        let database = format!("upgraded_{}", std::process::id());
        cluster.create(&database, None);
        let url = cluster.url_of(&database);
        let mut restore = Command::new(binary("psql"));
        restore.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname", &url, "--file"]).arg(&file);
        run(restore.stdout(Stdio::null()));
        goes_on(&User::new().with("WINDLASS_STORE", &in_schema(&url)), &file);
        cluster.remove(&database);
    }
}

fn in_schema(url: &str) -> String {
    format!("{url}&schema={SCHEMA}")
}

#[test]
#[ignore = "writes the stores of this version: `cargo xtask keep-store`, once a release"]
fn the_stores_of_this_version_are_saved() {
    let version = env!("CARGO_PKG_VERSION");
    let file = |ending: &str| folder().join(format!("{version}.{ending}"));
    let lived_in = |user: User| {
        let sim = start(its_company());
        let user = user.with(TOKEN, sim.tokens().named(WHO).unwrap());
        user.run(&["connect", "--url", &sim.url(), "--token-env", TOKEN, "--no-store-token"]).ok();
        live(&user, &sim);
        user
    };
    let user = lived_in(User::new());
    let _ = std::fs::remove_file(file("sqlite"));
    let database = rusqlite::Connection::open(user.database()).unwrap();
    database.execute("vacuum into ?1", [file("sqlite").display().to_string()]).unwrap();

    let cluster = Cluster::start();
    let database = format!("saved_{}", std::process::id());
    cluster.create(&database, None);
    let url = cluster.url_of(&database);
    lived_in(User::new().with("WINDLASS_STORE", &in_schema(&url)));
    let mut dump = Command::new(binary("pg_dump"));
    dump.args(["--no-owner", "--no-privileges", "--schema", SCHEMA, "--dbname", &url, "--file"]).arg(file("sql"));
    run(&mut dump);
    // An older psql does not know these two of its own commands.
    let text = std::fs::read_to_string(file("sql")).unwrap();
    let kept = text.lines().filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"));
    std::fs::write(file("sql"), kept.map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    cluster.remove(&database);
}

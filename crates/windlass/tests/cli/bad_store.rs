//! Databases that cannot be written, are full, are damaged, or are somebody else's.

use crate::support::{Done, TOKEN, User, company, start, until};
use std::process::Command;
use std::time::Duration;

#[test]
fn a_store_that_cannot_be_written_is_told_with_its_path() {
    let user = User::new();
    let file = user.file("regular", "a file");
    let below = format!("sqlite:{file}/windlass.db");
    user.run(&["connections", "--store", &below]).fails(7, &["regular", "--store sqlite:PATH", "nothing was changed"]);
    let folder = format!("sqlite:{}", user.path("home").display());
    user.run(&["connections", "--store", &folder]).fails(7, &["home"]);
    user.run(&["connections", "--store", "sqlite:/proc/windlass.db"]).fails(7, &["/proc"]);
    user.run(&["connections", "--store", "sqlite:/dev/full"]).fails(7, &["/dev/full"]);
    assert_eq!(std::fs::read_to_string(file).unwrap(), "a file");
}

#[test]
fn a_store_of_an_unknown_kind_is_refused() {
    let user = User::new();
    user.run(&["connections", "--store", "mysql://root:hunter2@db"]).fails(2, &["mysql", "sqlite:PATH"]);
    let told = user.run(&["connections", "--store", "mysql://root:hunter2@db"]);
    assert!(!told.err.contains("hunter2"), "{told:#?}");
    user.run(&["connections", "--store", ""]).fails(2, &["sqlite:PATH"]);
    let user = user.with("WINDLASS_STORE", "nonsense");
    user.run(&["connections"]).fails(2, &["nonsense"]);
}

#[test]
fn a_damaged_database_is_told_and_left_as_it_is() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    let whole = std::fs::read(user.database()).unwrap();
    let text = user.file("text.db", &"this is not a database. ".repeat(400));
    user.run(&["connections", "--store", &format!("sqlite:{text}")]).fails(7, &["not a readable SQLite database"]);
    // The header is whole, the pages behind it are not.
    let mut damaged = whole.clone();
    for byte in &mut damaged[4_096..] {
        *byte = 0xA5;
    }
    std::fs::write(user.database(), &damaged).unwrap();
    user.run(&["sync"]).fails(7, &["not a readable SQLite database", "backup"]);
    std::fs::write(user.database(), &whole).unwrap();
    user.run(&["sync"]).ok();
    user.assert_exact(&sim, "personal");
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let user = User::new();
    let path = user.path("other.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute_batch("create table albums (id integer primary key, title text); insert into albums values (1, 'x')")
        .unwrap();
    drop(other);
    let before = std::fs::read(&path).unwrap();
    let store = format!("sqlite:{}", path.display());
    user.run(&["connections", "--store", &store]).fails(7, &["not one of windlass", "nothing was changed"]);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

/// The binary where no file may grow beyond `blocks` of 512 or 1024 bytes: a disk that is full, for one process.
fn cramped(user: &User, blocks: u32, args: &str) -> Done {
    let mut command = Command::new("sh");
    user.scrub(&mut command);
    // Without the trap the system would end the process with SIGXFSZ; ignored, a write fails as on a full disk.
    let binary = env!("CARGO_BIN_EXE_windlass");
    command.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec '{binary}' {args}")]);
    let output = assert_cmd::Command::from_std(command).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Done { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn p2_a_disk_that_is_full_ends_the_sync_with_7_and_the_next_one_finishes() {
    let sim = start(company().issues(1_500));
    let user = User::connected(&sim, "personal");
    let done = cramped(&user, 2_000, "sync");
    assert!(!done.err.contains("panicked"), "{done:#?}");
    done.fails(7, &["windlass.db"]);
    assert!(user.number("select count(*) from snyk_issues") < 1_500);
    user.run(&["sync"]).ok();
    user.assert_exact(&sim, "personal");
    user.run(&["verify"]).ok();
}

#[test]
fn a_full_disk_while_connecting_saves_nothing() {
    let sim = start(company());
    let user = User::new().with(TOKEN, sim.tokens().personal());
    let done = cramped(&user, 8, &format!("connect --url {} --token-env {TOKEN}", sim.url()));
    done.fails(7, &["windlass.db"]);
    user.connect(&sim, "personal").ok();
}

/// The files beside the database.
fn neighbour(user: &User, end: &str) -> std::path::PathBuf {
    let mut name = user.database().into_os_string();
    name.push(end);
    name.into()
}

#[test]
fn a_database_that_was_cut_short_is_told_with_what_a_new_one_would_lose_and_nothing_is_made_anew() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    let whole = std::fs::read(user.database()).unwrap();
    let half = whole.len() / 2;
    for length in [half - half % 4_096, half - half % 4_096 + 700, whole.len() - 1, 4_096, 700] {
        std::fs::write(user.database(), &whole[..length]).unwrap();
        for command in ["sync", "verify", "runs"] {
            let told = user.run(&[command]);
            told.fails(7, &["not a readable SQLite database", "`-wal`", "backup", "`snyk_issue_events`"]);
        }
        let left = std::fs::metadata(user.database()).unwrap().len();
        assert_eq!(left, length as u64, "the file was written to");
    }
    // What the message says: move it away, connect and sync anew.
    std::fs::rename(user.database(), user.path("damaged.db")).unwrap();
    user.run(&["sync"]).fails(2, &["there is no connection yet", "windlass connect"]);
    user.connect(&sim, "personal").ok();
    user.run(&["sync"]).ok();
    user.assert_exact(&sim, "personal");
    // Or a backup.
    std::fs::write(user.database(), &whole).unwrap();
    user.run(&["sync"]).ok();
    user.assert_exact(&sim, "personal");
}

#[test]
fn a_database_that_is_gone_or_empty_between_runs_is_not_taken_for_an_old_one() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    std::fs::write(user.database(), "").unwrap();
    user.run(&["sync"]).fails(2, &["there is no connection yet", "windlass.db"]);
    std::fs::remove_file(user.database()).unwrap();
    user.run(&["sync"]).fails(2, &["there is no connection yet", "windlass.db"]);
    std::fs::remove_dir_all(user.database().parent().unwrap()).unwrap();
    user.run(&["sync"]).fails(2, &["there is no connection yet", "windlass.db"]);
    user.connect(&sim, "personal").ok();
    user.run(&["sync"]).ok();
    user.assert_exact(&sim, "personal");
}

#[test]
fn a_database_of_a_newer_windlass_is_left_to_it() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    let format = |change: i64| {
        let database = rusqlite::Connection::open(user.database()).unwrap();
        let format: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        database.pragma_update(None, "user_version", format + change).unwrap();
    };
    format(1);
    for command in ["sync", "verify", "connections"] {
        user.run(&[command]).fails(7, &["newer windlass", "use the newer windlass", "nothing was changed"]);
    }
    format(-1);
    user.run(&["sync"]).ok();
    user.assert_exact(&sim, "personal");
}

/// What is left of a sync that was killed: rows in the write-ahead log that are not in the file yet.
fn killed(sim: &windlass_sim::Sim, user: &User) {
    let before = sim.stats().requests as usize;
    let run = user.start(&["sync"]);
    until("issues are read", || {
        sim.requests()[before..].iter().filter(|one| one.path.ends_with("/issues")).count() > 8
    });
    assert!(run.kill(), "it ended too early");
    assert!(std::fs::metadata(neighbour(user, "-wal")).unwrap().len() > 0, "nothing is in the log");
}

#[test]
fn p3_a_log_that_is_removed_or_cut_short_after_a_crash_costs_time_and_nothing_else() {
    for part in [0, 1, 3, 4] {
        let sim = start(company().issues(2_500).latency(Duration::from_millis(10)));
        let user = User::connected(&sim, "personal");
        killed(&sim, &user);
        let log = std::fs::read(neighbour(&user, "-wal")).unwrap();
        match part {
            0 => std::fs::remove_file(neighbour(&user, "-wal")).unwrap(),
            part => std::fs::write(neighbour(&user, "-wal"), &log[..log.len() * part / 4 - 100]).unwrap(),
        }
        let _ = std::fs::remove_file(neighbour(&user, "-shm"));
        user.run(&["sync"]).ok();
        user.assert_exact(&sim, "personal");
        user.run(&["verify"]).ok();
    }
}

#[test]
fn a_log_whose_file_is_gone_is_not_thrown_away() {
    let sim = start(company().issues(2_500).latency(Duration::from_millis(10)));
    let user = User::connected(&sim, "personal");
    killed(&sim, &user);
    let log = std::fs::read(neighbour(&user, "-wal")).unwrap();
    let kept = user.path("kept.db");
    std::fs::rename(user.database(), &kept).unwrap();
    user.run(&["sync"]).fails(7, &["write-ahead log is there", "`-wal`"]);
    assert!(!user.database().exists(), "a new file was made");
    assert!(std::fs::read(neighbour(&user, "-wal")).unwrap() == log, "the log was touched");
    std::fs::rename(&kept, user.database()).unwrap();
    user.run(&["sync"]).ok();
    user.assert_exact(&sim, "personal");
}

#[test]
fn a_database_that_is_removed_during_a_sync_is_told() {
    let sim = start(company().issues(2_500).latency(Duration::from_millis(10)));
    let user = User::connected(&sim, "personal");
    let before = sim.stats().requests as usize;
    let run = user.start(&["sync"]);
    until("issues are read", || {
        sim.requests()[before..].iter().filter(|one| one.path.ends_with("/issues")).count() > 4
    });
    std::fs::remove_file(user.database()).unwrap();
    run.wait().fails(7, &["was removed or replaced while windlass was writing", "`-wal`"]);
    assert!(!user.database().exists(), "a new file was made");
}

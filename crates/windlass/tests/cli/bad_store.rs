//! Databases that cannot be written, are full, are damaged, or are somebody else's.

use crate::support::{Done, TOKEN, User, company, start};
use std::process::Command;

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

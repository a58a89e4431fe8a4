//! Terminals and what is not one.
#![cfg(unix)]

use crate::support::{User, company, start};
use std::io::Read;
use std::process::{Command, Stdio};

#[test]
fn output_that_is_piped_has_no_escape_codes_and_lines_that_end_where_their_text_ends() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    for args in
        [&["sync"][..], &["runs"], &["runs", "last"], &["verify"], &["connections"], &["schema"], &["sync", "nope"]]
    {
        let done = user.run(args);
        for text in [&done.out, &done.err] {
            assert!(!text.contains('\u{1b}'), "{args:?}: {text}");
            assert!(text.lines().all(|line| line.trim_end() == line), "{args:?}: {text:?}");
        }
    }
}

/// Runs the binary on a terminal of 100 columns, as `script` makes one. What it showed.
fn on_a_terminal(user: &User, args: &str) -> String {
    let mut command = Command::new("script");
    user.scrub(&mut command);
    let line = format!("stty cols 100 rows 40; '{}' {args}", env!("CARGO_BIN_EXE_windlass"));
    command
        .env("TERM", "xterm-256color")
        .env("SHELL", "/bin/sh")
        .args(["-qec", &line, "/dev/null"])
        .stdin(Stdio::null());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn has_script() -> bool {
    Command::new("script")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[test]
fn a_sync_on_a_terminal_shows_bars_and_no_color_takes_the_colours_out() {
    if !has_script() {
        println!("`script` is not installed: nothing was tested");
        return;
    }
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    let shown = on_a_terminal(&user, "sync --full");
    assert!(shown.contains('━') && shown.contains("issues"), "no bars in {shown:?}");
    assert!(shown.contains("succeeded in"), "{shown:?}");
    let shown = on_a_terminal(&user, "runs last");
    assert!(shown.contains("\u{1b}[1m"), "no bold header in {shown:?}");
    let wide = shown
        .lines()
        .map(|line| line.trim_end().replace("\u{1b}[1m", "").replace("\u{1b}[0m", ""))
        .find(|line| line.chars().count() > 110);
    assert_eq!(wide, None, "a line is wider than the terminal");
    let user = user.with("NO_COLOR", "1");
    let shown = on_a_terminal(&user, "runs last");
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
}

#[test]
fn a_reader_who_has_seen_enough_causes_no_panic() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    for args in [
        &["schema", "--format", "markdown"][..],
        &["sql", "select * from snyk_issues"],
        &["sql", "select * from snyk_issues", "--format", "csv"],
        &["completions", "bash"],
        &["--help"],
        &["sync"],
        &["sync", "--json"],
        &["sync", "nope"],
        &["sync", "nope", "--json"],
        &["verify"],
    ] {
        // Both ends are closed before anything is written.
        let mut command = user.command(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        let code = child.wait().unwrap().code();
        assert!(!told.contains("panicked"), "{args:?}: {told}");
        assert!(matches!(code, Some(0 | 2)), "{args:?} ended with {code:?}");

        let mut child = user.command(args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stderr.take());
        let code = child.wait().unwrap().code();
        assert!(matches!(code, Some(0 | 2)), "{args:?} ended with {code:?} when nobody read its errors");
    }
}

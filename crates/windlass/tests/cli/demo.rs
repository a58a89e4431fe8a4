//! `windlass demo`: no account, no token, and what it proposes works.

use crate::support::User;

fn demo(user: &User) -> String {
    user.run(&["demo", "--file", "look.db", "--issues", "600"]).ok().out
}

/// The commands under "Next:", without their explanations.
fn proposed(shown: &str) -> Vec<String> {
    let next = shown.lines().skip_while(|line| *line != "Next:").skip(1);
    next.map(|line| line.trim().split("    ").next().unwrap().trim().to_owned()).collect()
}

#[test]
fn the_demo_runs_twice_a_day_apart_and_what_it_proposes_works() {
    let user = User::new();
    let first = demo(&user);
    for word in
        ["(day 30)", "demo: succeeded", "critical", "worst projects", "Security basics: ", "worst of all", "Next:"]
    {
        assert!(first.contains(word), "no {word:?} in\n{first}");
    }
    let second = demo(&user);
    assert!(second.contains("(day 31)"), "{second}");
    let mut tried = 0;
    for command in proposed(&first).into_iter().chain(proposed(&second)) {
        let command = command.strip_prefix("windlass ").unwrap_or_else(|| panic!("`{command}` is no command of ours"));
        if command == "connect" || command == "demo" {
            continue; // One needs an account, the other has just run.
        }
        let mut shell = std::process::Command::new("sh");
        user.scrub(&mut shell);
        shell.args(["-c", &format!("'{}' {command}", env!("CARGO_BIN_EXE_windlass"))]);
        let output = shell.output().unwrap();
        assert!(output.status.success() && !output.stdout.is_empty(), "`{command}`: {output:?}");
        tried += 1;
    }
    assert!(tried >= 4, "only {tried} commands were proposed");
    let store = format!("sqlite:{}", user.path("look.db").display());
    user.run(&["--store", &store, "runs"]).ok().says("demo").says("succeeded");
    user.run(&["--store", &store, "connections"]).ok().says("demo");
    assert!(!user.database().exists(), "the demo touched the real store");
}

#[test]
fn the_demo_for_machines_is_one_report() {
    let user = User::new();
    let report = user.run(&["demo", "--file", "look.db", "--issues", "300", "--json"]).ok().json();
    assert_eq!((&report["status"], &report["connection"]), (&"succeeded".into(), &"demo".into()));
    assert_eq!(report["scorecards"]["cards"].as_array().map(Vec::len), Some(3), "{report}");
}

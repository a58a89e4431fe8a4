//! Help, completions and the version.

use crate::support::User;

/// Every command with what its help has to mention.
const COMMANDS: &[(&str, &[&str])] = &[
    ("demo", &["--file", "--seed", "--issues"]),
    (
        "connect",
        &[
            "--region",
            "--url",
            "--token-env",
            "--token-file",
            "--token-stdin",
            "--client-id",
            "--org",
            "--group",
            "--no-store-token",
        ],
    ),
    ("connections", &[]),
    ("check", &["[NAME]"]),
    ("disconnect", &["<NAME>", "--delete-rows"]),
    (
        "sync",
        &[
            "[NAMES]...",
            "--full",
            "--stream",
            "--full-every",
            "--concurrency",
            "--policy",
            "--scorecards",
            "--no-scorecards",
        ],
    ),
    ("runs", &["[RUN]", "--limit"]),
    ("verify", &["[NAMES]..."]),
    ("entities", &["list", "import", "sources", "forget", "unmapped"]),
    ("copy", &["--from", "--to"]),
    ("sql", &["<QUERY>", "--format", "--limit", "--timeout"]),
    ("schema", &["[TABLE]", "--format"]),
    ("report", &["--out", "--days"]),
    ("scorecard", &["init", "schema", "lint", "run", "list", "report", "explain"]),
    ("completions", &["bash", "zsh", "fish"]),
];

#[test]
fn every_command_has_help_that_names_its_flags() {
    let user = User::new();
    let overview = user.run(&["--help"]).ok();
    for (command, mentions) in COMMANDS {
        assert!(overview.out.contains(&format!("  {command} ")), "the overview lacks {command}");
        let help = user.run(&[command, "--help"]).ok();
        for word in mentions.iter().chain(&["--store", "--json", "--log", "--log-format"]) {
            assert!(help.out.contains(word), "the help of {command} lacks {word}");
        }
        assert_eq!(help.err, "");
        assert!(help.out.lines().all(|line| line.chars().count() <= 100), "the help of {command} is too wide");
        assert!(user.run(&[command, "-h"]).ok().out.contains("Usage:"));
    }
    let listed = overview.out.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    for command in listed.filter(|command| *command != "help") {
        assert!(COMMANDS.iter().any(|(known, _)| *known == command), "no test knows the command {command}");
    }
}

#[test]
fn every_command_of_scorecards_has_help_with_an_example() {
    let user = User::new();
    let flags: &[(&str, &[&str])] = &[
        ("init", &["--folder", "--force"]),
        ("schema", &[]),
        ("lint", &["[FOLDER|FILE]...", "--offline"]),
        ("run", &["[CARD]...", "--entity", "--check", "--dry-run", "--fail-below", "--timeout", "--prune"]),
        ("list", &["--folder"]),
        ("report", &["[CARD]", "--entity", "--format", "--since", "--drafts", "--limit"]),
        ("explain", &["<CHECK>", "<ENTITY>", "--card"]),
    ];
    for (command, mentions) in flags {
        let help = user.run(&["scorecard", command, "--help"]).ok().out;
        for word in mentions.iter().chain(&["Example", "--json"]) {
            assert!(help.contains(word), "the help of scorecard {command} lacks {word}");
        }
        assert!(help.lines().all(|line| line.chars().count() <= 100), "the help of {command} is too wide");
    }
}

#[test]
fn the_version_and_the_completions_of_every_shell_are_printed() {
    let user = User::new();
    assert_eq!(user.run(&["--version"]).ok().out, format!("windlass {}\n", env!("CARGO_PKG_VERSION")));
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let completions = user.run(&["completions", shell]).ok();
        assert!(completions.out.contains("disconnect") && completions.out.contains("delete-rows"), "{shell}");
    }
    user.run(&["completions", "tcsh"]).fails(2, &["tcsh", "bash"]);
}

#[test]
fn a_mistake_on_the_command_line_is_told_in_four_lines() {
    let user = User::new();
    user.run(&["synk"]).fails(2, &["synk", "sync", "windlass --help"]);
    user.run(&["sync", "--nope"]).fails(2, &["--nope", "windlass sync --help"]);
    user.run(&["sync", "--stream", "nope"]).fails(2, &["nope", "the streams are groups, organizations"]);
    user.run(&["sync", "--concurrency", "0"]).fails(2, &["--concurrency"]);
    user.run(&["sql"]).fails(2, &["<QUERY>"]);
    user.run(&["sql", "select 1", "--format", "xml"]).fails(2, &["xml", "table, csv, json"]);
    user.run(&["connect", "--region", "mars-01"]).fails(2, &["us-01"]);
    user.run(&["connect", "--region", "eu-01", "--url", "https://api.eu.snyk.io"]).fails(2, &["--url"]);
    user.run(&["connect", "--token-env", "A", "--token-stdin"]).fails(2, &["--token-stdin"]);
    user.run(&["connections", "--log", "windlass=loud"]).fails(2, &["--log"]);
    let nothing = user.run(&[]);
    assert_eq!(nothing.code, Some(2));
    assert!(nothing.err.contains("Usage: windlass"), "{nothing:#?}");
}

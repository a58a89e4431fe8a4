//! `cargo xtask`: the commands that developers and CI share.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program's output is its interface")]

mod bench;
mod bench_scores;
mod docs;
mod edges;
mod measure;
mod postgres;
mod prose;
mod run;
mod shape;
mod soak;
mod yardstick;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The commands that developers and CI share")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run every test: doc tests, then all others
    Test,
    /// Formatting, lints and rustdoc, warnings denied
    Lint,
    /// Check that the papers are true: tables, paths, flags, variables, the edge table, the length of files
    Docs {
        /// Write docs/tables.md and docs/faults.md instead of checking them
        #[arg(long)]
        write: bool,
    },
    /// Measure the release build against the simulator in its own process, and print a Markdown table
    Bench {
        /// Runs of each measurement; medians are printed
        #[arg(long, default_value_t = 5)]
        runs: usize,
        /// Only the quick ones: nothing above 20,000 issues
        #[arg(long)]
        quick: bool,
        /// Only those whose name holds this
        #[arg(long, value_name = "WORDS")]
        only: Option<String>,
    },
    /// Measure a first sync beside a Python script that stores one flat table, in turns: a yardstick for machines
    BenchYardstick {
        /// Runs of each; medians are printed
        #[arg(long, default_value_t = 5)]
        runs: usize,
    },
    /// Measure scorecards: ten checks of 5,000 projects over 1,000,000 issues, in both forms of a check
    BenchScores(bench_scores::Scores),
    /// Save a small store of this version, on SQLite and on PostgreSQL, that later versions have to open; once a release
    KeepStore,
    /// Tell a long story of faults, kills and readers, and print what happened in it
    Soak(soak::Soak),
    /// Run a command and print what it used as JSON; used by `bench`
    #[command(hide = true)]
    Measure {
        /// The command and its arguments
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<String>,
    },
}

fn main() -> Result<()> {
    match Cli::parse().task {
        Task::Test => run::test(),
        Task::Lint => run::lint(),
        Task::Docs { write } => docs::check(write),
        Task::Bench { runs, quick, only } => bench::bench(runs, quick, only.as_deref()),
        Task::BenchYardstick { runs } => yardstick::measure(runs),
        Task::BenchScores(scores) => bench_scores::bench(&scores),
        Task::KeepStore => run::run(run::cargo(&[
            "test",
            "--locked",
            "--package",
            "windlass",
            "--test",
            "cli",
            "--",
            "--ignored",
            "upgrade::the_stores_of_this_version_are_saved",
        ])),
        Task::Soak(story) => soak::soak(&story),
        Task::Measure { command } => measure::measure(&command),
    }
}

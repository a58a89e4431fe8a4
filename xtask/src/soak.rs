//! A long soak: the test of that name with more days, and what it met.

use crate::{postgres, run};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde_json::Value;

/// What is told.
#[derive(Args)]
pub(crate) struct Soak {
    /// Days that pass
    #[arg(long, default_value_t = 90)]
    days: u64,
    /// Everything random follows from this; an even one reads organization by organization
    #[arg(long, default_value_t = 90)]
    seed: u64,
    /// Issues on day 0
    #[arg(long, default_value_t = 700)]
    issues: u64,
    /// Commands that are killed, in percent
    #[arg(long, default_value_t = 40)]
    kill_rate: u64,
    /// Requests that meet a fault, in percent
    #[arg(long, default_value_t = 5)]
    fault_rate: u64,
    /// Where the database is: on PostgreSQL the server fails, too
    #[arg(long, value_enum, default_value_t = Place::Sqlite)]
    store: Place,
    /// On PostgreSQL: commands in the middle of which the server ends sessions, restarts or crashes, in percent
    #[arg(long, default_value_t = 40)]
    server_rate: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Place {
    Sqlite,
    Postgres,
}

impl Place {
    /// The test with the story, by its whole name.
    fn test(self) -> &'static str {
        match self {
            Self::Sqlite => "soak::p3_a_soak_of_faults_and_kills_leaves_what_snyk_lists",
            Self::Postgres => "soak::p3_a_soak_on_a_server_that_fails_leaves_what_snyk_lists",
        }
    }
}

/// Tells the story and prints what happened in it.
pub(crate) fn soak(soak: &Soak) -> Result<()> {
    let path = std::env::temp_dir().join(format!("windlass-soak-{}.json", std::process::id()));
    let mut test = run::cargo(&["test", "--quiet", "--locked", "--package", "windlass", "--test", "cli"]);
    if soak.store == Place::Postgres {
        postgres::install_if_missing()?;
    }
    let name = soak.store.test();
    test.args(["--", "--exact", name]);
    for (name, value) in [
        ("WINDLASS_SOAK_DAYS", soak.days),
        ("WINDLASS_SOAK_SEED", soak.seed),
        ("WINDLASS_SOAK_ISSUES", soak.issues),
        ("WINDLASS_SOAK_KILL_RATE", soak.kill_rate),
        ("WINDLASS_SOAK_FAULT_RATE", soak.fault_rate),
        ("WINDLASS_SOAK_SERVER_RATE", soak.server_rate),
    ] {
        test.env(name, value.to_string());
    }
    test.env("WINDLASS_SOAK_REPORT", &path);
    run::run(test)?;
    let text = std::fs::read_to_string(&path).with_context(|| format!("the test `{name}` wrote no report"))?;
    std::fs::remove_file(&path)?;
    let report: Value = serde_json::from_str(&text)?;
    println!("| | |\n|---|--:|");
    for (name, value) in report.as_object().context("the report is no object")? {
        println!(
            "| {} | {} |",
            name.replace('_', " "),
            value.to_string().replace(['{', '}', '"'], "").replace(',', ", ")
        );
    }
    Ok(())
}

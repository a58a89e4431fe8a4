//! A sync beside a script written by hand, and beside what the databases alone need for the same rows, in turns: how fast the machine is in
//! this hour falls out of the ratio.

use crate::bench::{self, Case, Simulator, median};
use crate::postgres::{self, Cluster};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::Path;

/// What the script is.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/yardstick.py");

/// What one run used.
struct Used {
    wall_ms: u64,
    cpu_ms: u64,
    peak_kib: u64,
}

/// Measures both and prints a table.
pub(crate) fn measure(runs: usize) -> Result<()> {
    let programs = bench::programs()?;
    let case = bench::USUAL;
    let simulator = bench::simulator(&programs, &case)?;
    let (mut scripts, mut syncs, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let (mut syncs_into_postgres, mut copies) = (Vec::new(), Vec::new());
    for _ in 0..runs.max(1) {
        let folder = bench::folder()?;
        let done = (|| {
            let at = |name: &str| folder.join(name).display().to_string();
            let script = |words: &[&str]| script(&simulator, &folder, case.issues(), words);
            scripts.push(script(&["flat", &simulator.url, &at("flat.db")])?);
            let store = format!("sqlite:{}", at("bench.db"));
            syncs.push(sync(&programs, &simulator, &case, &folder, &store)?);
            rows.push(script(&["rows", &at("bench.db"), &at("rows.db")])?);
            let server = postgres::usual()?;
            syncs_into_postgres.push(sync(&programs, &simulator, &case, &folder, &server.url("bench"))?);
            copies.push(copy(&server, &folder)?);
            anyhow::Ok(())
        })();
        std::fs::remove_dir_all(&folder)?;
        done?;
    }
    println!("{}\n", bench::machine());
    println!("| 100,000 issues, no limit, no latency, in turns | wall s | CPU s | peak MiB |\n|---|--:|--:|--:|");
    println!("{}", row("script by hand: one flat table", &scripts));
    println!("{}", row("`windlass sync`: all tables", &syncs));
    println!("{}", row("SQLite alone: the same rows, by `insert … select`", &rows));
    println!("{}", row("`windlass sync` into PostgreSQL", &syncs_into_postgres));
    println!("{}", row("PostgreSQL alone: the same rows, by `copy` from files", &copies));
    let ratio = |of: fn(&Used) -> u64| median(&syncs, of) as f64 / median(&scripts, of).max(1) as f64;
    println!(
        "| the sync into SQLite, as a part of the script | {:.2} | {:.2} | |",
        ratio(|used| used.wall_ms),
        ratio(|used| used.cpu_ms)
    );
    Ok(())
}

/// Runs the script, which says how many issues there are at its end.
fn script(simulator: &Simulator, folder: &Path, issues: u64, words: &[&str]) -> Result<Used> {
    let used = bench::measured(folder, Some(simulator), &[&["python3", SCRIPT], words].concat(), &[])?;
    ensure!(used["exit"] == 0, "the script failed; it needs Python 3: {used}");
    let said = used["stdout"].as_str().unwrap_or_default().trim();
    ensure!(said == issues.to_string(), "the script stored {said} issues of {issues}");
    figures(&used)
}

fn sync(programs: &Path, simulator: &Simulator, case: &Case, folder: &Path, store: &str) -> Result<Used> {
    bench::connect(programs, simulator, case, folder, store)?;
    figures(&bench::windlass(programs, Some(simulator), case, folder, &["sync", "--json", "--store", store])?)
}

/// Copies the tables of issues into others of their kind, then makes their indexes; only that is measured, on the client's side.
fn copy(server: &Cluster, folder: &Path) -> Result<Used> {
    let host = server.folder().display().to_string();
    let psql = |script: &str| {
        let file = folder.join("script.sql");
        std::fs::write(&file, script)?;
        let file = file.display().to_string();
        let arguments =
            ["psql", "-qAt", "-v", "ON_ERROR_STOP=1", "-h", &host, "-U", "windlass", "-f", &file, "postgres"];
        let used = bench::measured(folder, None, &arguments, &[])?;
        ensure!(used["exit"] == 0, "psql failed: {used}");
        anyhow::Ok(used)
    };
    let said = |used: &Value| used["stdout"].as_str().unwrap_or_default().trim().to_owned();
    let named = "select tablename from pg_tables where schemaname = 'bench' and tablename ~ '^snyk_issue' order by 1;";
    let tables = said(&psql(named)?);
    let (mut prepared, mut copied) = ("create schema alone;\n".to_owned(), String::new());
    for table in tables.lines() {
        let file = folder.join(table).display().to_string();
        prepared += &format!("\\copy bench.{table} to '{file}' with (format binary)\n");
        prepared +=
            &format!("create table alone.{table} (like bench.{table} including defaults including identity);\n");
        copied += &format!("\\copy alone.{table} from '{file}' with (format binary)\n");
    }
    // As windlass has it: the key of issues stands while they are written, the rest is made at the end.
    psql(&format!("{prepared}create unique index on alone.snyk_issues (id);"))?;
    let indexes = "select regexp_replace(pg_get_indexdef(indexrelid), ' ON bench\\.', ' ON alone.') from pg_index \
                   where indrelid::regclass::text ~ '^bench.snyk_issue' and indrelid::regclass::text <> 'bench.snyk_issue_events' \
                   and pg_get_indexdef(indexrelid) !~ 'bench.snyk_issues USING btree \\(id\\)'\n\\gexec\n";
    figures(&psql(&format!("{copied}{indexes}"))?)
}

fn figures(used: &Value) -> Result<Used> {
    let number = |name: &str| used[name].as_u64().with_context(|| format!("{name} is missing"));
    Ok(Used { wall_ms: number("wall_ms")?, cpu_ms: number("cpu_ms")?, peak_kib: number("peak_kib")? })
}

fn row(name: &str, runs: &[Used]) -> String {
    let seconds = |of| median(runs, of) as f64 / 1_000.0;
    let peak = median(runs, |used| used.peak_kib) as f64 / 1_024.0;
    format!("| {name} | {:.2} | {:.2} | {peak:.0} |", seconds(|used| used.wall_ms), seconds(|used| used.cpu_ms))
}

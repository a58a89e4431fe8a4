//! The figures in `docs/benchmarks.md`: whole processes, release build, the simulator in a process of its own.

use crate::run;
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A simulator, ended on drop.
struct Simulator {
    process: Child,
    /// Kept open: a program whose output nobody reads may stumble over it.
    _output: std::io::Lines<BufReader<std::process::ChildStdout>>,
    url: String,
    token: String,
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What is measured.
struct Case {
    name: &'static str,
    issues: u64,
    organizations: u64,
    projects: u64,
    latency_ms: u64,
    limits: &'static str,
    /// Whether a sync goes before, so that nothing has changed.
    again: bool,
}

const CASES: &[Case] = &[
    Case {
        name: "first sync, no limit, no latency",
        issues: 20_000,
        organizations: 12,
        projects: 400,
        latency_ms: 0,
        limits: "none",
        again: false,
    },
    Case {
        name: "nothing changed",
        issues: 20_000,
        organizations: 12,
        projects: 400,
        latency_ms: 0,
        limits: "none",
        again: true,
    },
    Case {
        name: "first sync, documented limits",
        issues: 20_000,
        organizations: 12,
        projects: 400,
        latency_ms: 0,
        limits: "documented",
        again: false,
    },
    Case {
        name: "first sync, no limit, no latency",
        issues: 500_000,
        organizations: 12,
        projects: 4_000,
        latency_ms: 0,
        limits: "none",
        again: false,
    },
];

/// One run's figures.
#[derive(Clone, Copy)]
struct Figures {
    wall_ms: u64,
    cpu_ms: u64,
    peak_kib: u64,
    requests: u64,
    issues: u64,
}

/// Measures every case and prints a table.
pub(crate) fn bench(runs: usize, quick: bool) -> Result<()> {
    run::run(run::cargo(&["build", "--release", "--locked", "--package", "windlass", "--package", "windlass-sim"]))?;
    let programs = programs()?;
    println!("{}", machine());
    println!();
    println!("| case | issues | wall s (min–max) | issues/s | CPU s per 100,000 issues | peak MiB | requests |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for case in CASES.iter().filter(|case| !quick || case.issues <= 20_000) {
        let mut figures = Vec::new();
        for _ in 0..runs.max(1) {
            figures.push(measure(&programs, case)?);
        }
        println!("{}", row(case, &figures));
    }
    Ok(())
}

fn programs() -> Result<PathBuf> {
    let output = run::cargo(&["metadata", "--no-deps", "--locked", "--format-version", "1"]).output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let target = metadata["target_directory"].as_str().context("no target folder")?;
    Ok(Path::new(target).join("release"))
}

fn measure(programs: &Path, case: &Case) -> Result<Figures> {
    let simulator = simulator(programs, case)?;
    let folder = std::env::temp_dir().join(format!("windlass-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let store = format!("sqlite:{}", folder.join("bench.db").display());
    let figures = (|| {
        windlass(
            programs,
            &simulator,
            case,
            &folder,
            &[
                "connect",
                "bench",
                "--url",
                &simulator.url,
                "--token-env",
                "BENCH_TOKEN",
                "--no-store-token",
                "--store",
                &store,
            ],
        )?;
        let sync = ["sync", "--json", "--store", &store];
        if case.again {
            windlass(programs, &simulator, case, &folder, &sync)?;
        }
        let used = windlass(programs, &simulator, case, &folder, &sync)?;
        figures(&used)
    })();
    std::fs::remove_dir_all(&folder)?;
    figures
}

fn simulator(programs: &Path, case: &Case) -> Result<Simulator> {
    let number = |name: &str, value: u64| [name.to_owned(), value.to_string()];
    let mut command = Command::new(programs.join("windlass-sim"));
    command
        .args(["--port", "0", "--frozen", "--seed", "7", "--limits", case.limits])
        .args(number("--issues", case.issues))
        .args(number("--organizations", case.organizations))
        .args(number("--projects", case.projects))
        .args(number("--latency-ms", case.latency_ms))
        .stdout(Stdio::piped());
    let mut process = command.spawn().context("cannot start the simulator")?;
    let mut lines = BufReader::new(process.stdout.take().context("no output")?).lines();
    let first = lines.next().context("the simulator said nothing")??;
    let url = first.strip_prefix("listening on ").context("the simulator did not say where it listens")?.to_owned();
    while let Some(line) = lines.next() {
        let line = line?;
        let mut words = line.split_whitespace();
        if words.next() == Some("group_service_account") {
            let token = words.next().context("no token")?.to_owned();
            return Ok(Simulator { process, _output: lines, url, token });
        }
    }
    bail!("the simulator showed no token")
}

/// Runs windlass below `measure`.
fn windlass(programs: &Path, simulator: &Simulator, case: &Case, folder: &Path, arguments: &[&str]) -> Result<Value> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args(["measure", "--"])
        .arg(programs.join("windlass"))
        .args(arguments)
        .env("BENCH_TOKEN", &simulator.token)
        .env("WINDLASS_KEY_FILE", folder.join("key"));
    if case.limits == "none" {
        command.env("WINDLASS_UNPACED", "true");
    }
    let output = command.output()?;
    let used: Value = serde_json::from_slice(&output.stdout).context("measure printed no JSON")?;
    ensure!(used["exit"] == 0, "windlass {arguments:?} failed: {used}");
    Ok(used)
}

fn figures(used: &Value) -> Result<Figures> {
    let report: Value = serde_json::from_str(used["stdout"].as_str().unwrap_or_default())?;
    ensure!(report["status"] == "succeeded", "the sync did not succeed: {report}");
    let number = |value: &Value| value.as_u64().context("a figure is missing");
    Ok(Figures {
        wall_ms: number(&used["wall_ms"])?,
        cpu_ms: number(&used["cpu_ms"])?,
        peak_kib: number(&used["peak_kib"])?,
        requests: number(&report["requests"])?,
        issues: number(&report["streams"]["issues"]["rows"])?,
    })
}

fn row(case: &Case, figures: &[Figures]) -> String {
    let median = |of: fn(&Figures) -> u64| {
        let mut values: Vec<u64> = figures.iter().map(of).collect();
        values.sort_unstable();
        values[values.len() / 2]
    };
    let wall = median(|one| one.wall_ms);
    let (least, most) = (figures.iter().map(|one| one.wall_ms).min(), figures.iter().map(|one| one.wall_ms).max());
    let issues = median(|one| one.issues);
    let seconds = |ms: u64| format!("{:.2}", ms as f64 / 1_000.0);
    let (rate, cpu) = if case.again {
        ("–".to_owned(), "–".to_owned())
    } else {
        let cpu = median(|one| one.cpu_ms) as f64 / 1_000.0 * 100_000.0 / issues as f64;
        (format!("{:.0}", issues as f64 * 1_000.0 / wall.max(1) as f64), format!("{cpu:.2}"))
    };
    format!(
        "| {} | {} | {} ({}–{}) | {rate} | {cpu} | {:.0} | {} |",
        case.name,
        case.issues,
        seconds(wall),
        seconds(least.unwrap_or_default()),
        seconds(most.unwrap_or_default()),
        median(|one| one.peak_kib) as f64 / 1_024.0,
        median(|one| one.requests),
    )
}

/// What the figures were made on.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = model
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, name)| name);
    format!("{cores} cores of {model}, {} {}", std::env::consts::OS, std::env::consts::ARCH)
}

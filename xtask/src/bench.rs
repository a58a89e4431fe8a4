//! The figures in `docs/benchmarks.md`: whole processes, release build, the simulator in a process of its own.

use crate::{postgres, run};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A simulator, ended on drop.
pub(crate) struct Simulator {
    process: Child,
    /// Kept open: a program whose output nobody reads may stumble over it.
    _output: std::io::Lines<BufReader<std::process::ChildStdout>>,
    pub(crate) url: String,
    token: String,
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What is measured.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    name: &'static str,
    issues: u64,
    organizations: u64,
    projects: u64,
    latency_ms: u64,
    limits: &'static str,
    /// Whether it syncs into PostgreSQL.
    into_postgres: bool,
    /// Whether long lists are walked by one cursor.
    unsharded: bool,
    /// Whether a sync goes before, so that nothing has changed.
    again: bool,
    /// Runs at most, where one takes minutes.
    runs: usize,
}

/// One list for each token: the usual case, from which the others differ.
pub(crate) const USUAL: Case = Case {
    name: "",
    issues: 100_000,
    organizations: 12,
    projects: 1_000,
    latency_ms: 0,
    limits: "none",
    into_postgres: false,
    unsharded: false,
    again: false,
    runs: usize::MAX,
};

impl Case {
    /// How many issues there are.
    pub(crate) fn issues(&self) -> u64 {
        self.issues
    }

    /// The usual case with so much to sync.
    pub(crate) fn sized(issues: u64, projects: u64) -> Self {
        Self { issues, projects, ..USUAL }
    }
}

const CASES: &[Case] = &[
    Case { name: "first sync, no limit, no latency", ..USUAL },
    Case { name: "first sync into PostgreSQL, no limit, no latency", into_postgres: true, ..USUAL },
    Case { name: "first sync, no limit, no latency", issues: 20_000, projects: 400, ..USUAL },
    Case { name: "nothing changed", issues: 20_000, projects: 400, again: true, ..USUAL },
    Case {
        name: "nothing changed, PostgreSQL",
        issues: 20_000,
        projects: 400,
        into_postgres: true,
        again: true,
        ..USUAL
    },
    Case {
        name: "nothing changed, 500 organizations, documented limits",
        issues: 50_000,
        organizations: 500,
        projects: 2_000,
        limits: "documented",
        again: true,
        runs: 1,
        ..USUAL
    },
    Case { name: "one organization, 300 ms, one cursor", unsharded: true, runs: 1, ..ONE_ORGANIZATION },
    Case { name: "one organization, 300 ms, shards", ..ONE_ORGANIZATION },
    Case {
        name: "300 organizations, 200 ms",
        issues: 60_000,
        organizations: 300,
        projects: 1_500,
        latency_ms: 200,
        limits: "documented",
        ..USUAL
    },
    Case { name: "one organization, 300 ms, shards", issues: 300_000, projects: 1_000, runs: 1, ..ONE_ORGANIZATION },
    Case { name: "first sync, no limit, no latency", issues: 1_000_000, projects: 4_000, runs: 1, ..USUAL },
];

const ONE_ORGANIZATION: Case =
    Case { issues: 30_000, organizations: 1, projects: 200, latency_ms: 300, limits: "documented", ..USUAL };

/// One run's figures.
#[derive(Clone, Copy)]
struct Figures {
    wall_ms: u64,
    cpu_ms: u64,
    peak_kib: u64,
    requests: u64,
    /// Requests of a walk that knew beforehand where every page ends.
    perfect: u64,
    issues: u64,
}

/// Measures every case and prints a table.
pub(crate) fn bench(runs: usize, quick: bool, only: Option<&str>) -> Result<()> {
    let programs = programs()?;
    println!("{}", machine());
    println!();
    println!(
        "| case | issues | wall s (min–max) | times the bound | issues/s | CPU s per 100,000 issues | peak MiB | requests (perfect) |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    let is_wanted =
        |case: &&Case| (!quick || case.issues <= 20_000) && only.is_none_or(|words| case.name.contains(words));
    for case in CASES.iter().filter(is_wanted) {
        let mut figures = Vec::new();
        for _ in 0..runs.clamp(1, case.runs) {
            figures.push(measure(&programs, case)?);
        }
        println!("{}", row(case, &figures));
    }
    Ok(())
}

/// Builds what is measured, and says where it is.
pub(crate) fn programs() -> Result<PathBuf> {
    run::run(run::cargo(&["build", "--release", "--locked", "--package", "windlass", "--package", "windlass-sim"]))?;
    let output = run::cargo(&["metadata", "--no-deps", "--locked", "--format-version", "1"]).output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let target = metadata["target_directory"].as_str().context("no target folder")?;
    Ok(Path::new(target).join("release"))
}

fn measure(programs: &Path, case: &Case) -> Result<Figures> {
    let simulator = simulator(programs, case)?;
    let folder = folder()?;
    let server = case.into_postgres.then(postgres::usual).transpose()?;
    let file = format!("sqlite:{}", folder.join("bench.db").display());
    let store = server.as_ref().map_or(file, |server| server.url("bench"));
    let figures = (|| {
        connect(programs, &simulator, case, &folder, &store)?;
        let sync = ["sync", "--json", "--store", &store];
        if case.again {
            windlass(programs, Some(&simulator), case, &folder, &sync)?;
        }
        let used = windlass(programs, Some(&simulator), case, &folder, &sync)?;
        figures(&used)
    })();
    std::fs::remove_dir_all(&folder)?;
    figures
}

/// An empty folder for one measurement.
pub(crate) fn folder() -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("windlass-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Makes a connection to the simulator.
pub(crate) fn connect(programs: &Path, simulator: &Simulator, case: &Case, folder: &Path, store: &str) -> Result<()> {
    let whereto = ["connect", "bench", "--url", &simulator.url, "--store", store];
    let token = ["--token-env", "BENCH_TOKEN", "--no-store-token"];
    windlass(programs, Some(simulator), case, folder, &[&whereto[..], &token].concat()).map(drop)
}

pub(crate) fn simulator(programs: &Path, case: &Case) -> Result<Simulator> {
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

/// Runs windlass below `measure`, with the simulator's token where there is one.
pub(crate) fn windlass(
    programs: &Path,
    simulator: Option<&Simulator>,
    case: &Case,
    folder: &Path,
    arguments: &[&str],
) -> Result<Value> {
    let program = programs.join("windlass");
    let program = program.to_str().context("the target folder is no text")?;
    let mut variables = Vec::new();
    variables.extend(case.unsharded.then_some(("WINDLASS_UNSHARDED", "true")));
    variables.extend((case.limits == "none").then_some(("WINDLASS_UNPACED", "true")));
    let used = measured(folder, simulator, &[&[program], arguments].concat(), &variables)?;
    ensure!(used["exit"] == 0, "windlass {arguments:?} failed: {used}");
    Ok(used)
}

/// Runs a command below `measure`.
pub(crate) fn measured(
    folder: &Path,
    simulator: Option<&Simulator>,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Result<Value> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args(["measure", "--"])
        .args(arguments)
        .env("BENCH_TOKEN", simulator.map_or("", |simulator| &simulator.token))
        .env("WINDLASS_KEY_FILE", folder.join("key"))
        .env("WINDLASS_PACE_FOLDER", folder.join("pace"))
        .envs(variables.iter().copied());
    serde_json::from_slice(&command.output()?.stdout).context("measure printed no JSON")
}

fn figures(used: &Value) -> Result<Figures> {
    let report: Value = serde_json::from_str(used["stdout"].as_str().unwrap_or_default())?;
    ensure!(report["status"] == "succeeded", "the sync did not succeed: {report}");
    ensure!(report["throttled"] == 0, "Snyk would have throttled it: {report}");
    let number = |value: &Value| value.as_u64().context("a figure is missing");
    let issues = number(&report["streams"]["issues"]["rows"])?;
    let lists = report["streams"].as_object().context("no streams")?;
    let others: u64 =
        lists.iter().filter(|(name, _)| *name != "issues").filter_map(|(_, one)| one["pages"].as_u64()).sum();
    Ok(Figures {
        wall_ms: number(&used["wall_ms"])?,
        cpu_ms: number(&used["cpu_ms"])?,
        peak_kib: number(&used["peak_kib"])?,
        requests: number(&report["requests"])?,
        perfect: others + issues.div_ceil(100).max(number(&report["streams"]["issues"]["scans"])?),
        issues,
    })
}

/// The least time, in ms, that Snyk's documented limits allow for a number of requests: 160 a second, 1,620 in any 60 s.
fn bound_ms(requests: u64) -> u64 {
    let before_last = requests.saturating_sub(1);
    before_last / 1_620 * 60_000 + before_last % 1_620 * 1_000 / 160
}

/// The middle one of what was measured.
pub(crate) fn median<T>(runs: &[T], of: fn(&T) -> u64) -> u64 {
    let mut values: Vec<u64> = runs.iter().map(of).collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn row(case: &Case, figures: &[Figures]) -> String {
    let median = |of: fn(&Figures) -> u64| median(figures, of);
    let wall = median(|one| one.wall_ms);
    let (least, most) = (figures.iter().map(|one| one.wall_ms).min(), figures.iter().map(|one| one.wall_ms).max());
    let (issues, requests) = (median(|one| one.issues), median(|one| one.requests));
    let seconds = |ms: u64| format!("{:.2}", ms as f64 / 1_000.0);
    let none = || "–".to_owned();
    let bound = bound_ms(requests);
    let of_bound =
        if case.limits == "none" || bound == 0 { none() } else { format!("{:.2}", wall as f64 / bound as f64) };
    let (rate, cpu) = if case.again {
        (none(), none())
    } else {
        let cpu = median(|one| one.cpu_ms) as f64 / 1_000.0 * 100_000.0 / issues.max(1) as f64;
        (format!("{:.0}", issues as f64 * 1_000.0 / wall.max(1) as f64), format!("{cpu:.2}"))
    };
    format!(
        "| {} | {} | {} ({}–{}) | {of_bound} | {rate} | {cpu} | {:.0} | {requests} ({}) |",
        case.name,
        case.issues,
        seconds(wall),
        seconds(least.unwrap_or_default()),
        seconds(most.unwrap_or_default()),
        median(|one| one.peak_kib) as f64 / 1_024.0,
        median(|one| one.perfect),
    )
}

/// What the figures were made on.
pub(crate) fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = model
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, name)| name);
    format!("{cores} cores of {model}, {} {}", std::env::consts::OS, std::env::consts::ARCH)
}

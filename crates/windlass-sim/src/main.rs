//! `windlass-sim`: the simulator as a program.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program's output is its interface")]

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use windlass_sim::{Cursors, Fault, Limits, Order, Sim};

/// A simulated Snyk API on 127.0.0.1, with made-up data and fake tokens.
///
/// The first line printed is `listening on http://127.0.0.1:PORT`; the tokens follow, one per line.
/// `GET /_sim/truth`, `/_sim/stats`, `/_sim/tokens` and `/_sim/day` tell what is going on;
/// `POST /_sim/day` and `/_sim/fault` change it.
#[derive(Debug, Parser)]
#[command(version)]
struct Args {
    /// Port to listen on; 0 for any
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Seed of the world; the same seed gives the same world and the same tokens
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Groups
    #[arg(long, default_value_t = 1)]
    groups: u32,
    /// Organizations on day 0
    #[arg(long, default_value_t = 12)]
    organizations: u32,
    /// Projects on day 0, over all organizations
    #[arg(long, default_value_t = 400)]
    projects: u64,
    /// Issues on day 0, over all organizations
    #[arg(long, default_value_t = 20_000)]
    issues: u64,
    /// Day to start on; day 0 is 2026-01-01
    #[arg(long, default_value_t = 0.0)]
    day: f64,
    /// Let the clock stand still instead of running on from the day
    #[arg(long)]
    frozen: bool,
    /// Wait before every answer, in milliseconds
    #[arg(long, default_value_t = 0)]
    latency_ms: u64,
    /// Order in which issues are listed
    #[arg(long, value_enum, default_value_t)]
    order: Order,
    /// What a cursor of a list of issues means
    #[arg(long, value_enum, default_value_t)]
    cursors: Cursors,
    /// Share of issues that are found 40 at a time, in one moment
    #[arg(long, default_value_t = 0.0)]
    bursts: f64,
    /// Rate limits
    #[arg(long, value_enum, default_value_t = Limit::Documented)]
    limits: Limit,
    /// Share of requests that meet a random fault (429, 500, 502, 503, a broken or truncated body)
    #[arg(long, default_value_t = 0.0)]
    fault_rate: f64,
    /// Compress answers for callers that accept gzip
    #[arg(long)]
    gzip: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Limit {
    /// 160 a second, 1,620 a minute, 97,200 an hour, then a minute of silence
    Documented,
    /// No limits
    None,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = error.source();
            while let Some(why) = cause {
                eprintln!("  why: {why}");
                cause = why.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> Result<(), Box<dyn std::error::Error>> {
    let mut builder = Sim::builder()
        .seed(args.seed)
        .groups(args.groups)
        .organizations(args.organizations)
        .projects(args.projects)
        .issues(args.issues)
        .day(args.day)
        .latency(Duration::from_millis(args.latency_ms))
        .gzip(args.gzip)
        .order(args.order)
        .cursors(args.cursors)
        .bursts(args.bursts)
        .limits(match args.limits {
            Limit::Documented => Limits::documented(),
            Limit::None => Limits::none(),
        })
        .check_on_drop(false);
    if !args.frozen {
        builder = builder.running_clock();
    }
    if args.fault_rate > 0.0 {
        for (fault, at) in random_faults().into_iter().zip(0..) {
            let share = args.fault_rate / random_faults().len() as f64;
            builder = builder.fault(fault.random(share, args.seed + at));
        }
    }
    let sim = builder.start_on(args.port).await?;
    // A reader that has seen enough is no reason to stop serving.
    let _ = announce(&sim);
    tokio::signal::ctrl_c().await?;
    let stats = sim.stats();
    eprintln!(
        "{} requests, {} throttled, {} during silence",
        stats.requests, stats.throttled, stats.requests_during_silence
    );
    sim.shutdown();
    Ok(())
}

/// What goes wrong on an ordinary bad day.
fn random_faults() -> Vec<Fault> {
    vec![
        Fault::throttle().retry_after(1),
        Fault::status(500),
        Fault::status(502),
        Fault::status(503).retry_after(1),
        Fault::cut(),
        Fault::truncate(),
    ]
}

/// Says where the simulator listens, and which tokens it knows.
fn announce(sim: &Sim) -> std::io::Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "listening on {}\n", sim.url())?;
    for (name, token, about) in sim.tokens().iter() {
        writeln!(out, "{name:<30} {token}  ({about})")?;
    }
    writeln!(out, "{:<30} {}", "client_id", sim.tokens().client_id())?;
    writeln!(out, "{:<30} {}", "client_secret", sim.tokens().client_secret())
}

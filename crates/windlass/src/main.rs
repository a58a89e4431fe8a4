//! The command line. The only crate that prints, exits or reads the environment.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the crate that prints")]
#![allow(clippy::result_large_err, reason = "a failure is made once, at the end of a command")]

mod ages;
mod command;
mod connections;
mod context;
mod entities;
mod exit;
mod failure;
mod findings;
mod format;
mod progress;
mod render;
mod scorecards;
mod secret;
mod signals;
mod usage;
mod vault;

use clap::{CommandFactory, Parser};
use context::{Context, Global, LogFormat};
use exit::Exit;
use std::process::ExitCode;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Rows are made on one thread and dropped on another, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Hauls a company's Snyk data into a SQL database the company owns, and proves it is complete.
#[derive(Parser)]
#[command(name = "windlass", version, max_term_width = 100, after_help = "Start without an account: `windlass demo`.")]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: command::Command,
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage::refuse(&error, &Cli::command()).into(),
    };
    log(&cli.global);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            render::err(&format!("error: cannot start: {error}"));
            return Exit::Failed.into();
        }
    };
    let json = cli.global.json;
    let outcome = runtime.block_on(async {
        let context = Context::new(cli.global)?;
        command::run(cli.command, &context, Cli::command).await
    });
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => {
            failure.print(json);
            failure.exit.into()
        }
    }
}

/// Logs go to standard error, so that results can be piped.
fn log(global: &Global) {
    let layer = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let layer = match global.log_format {
        LogFormat::Text => layer.with_ansi(render::is_colourful()).boxed(),
        LogFormat::Json => layer.json().boxed(),
    };
    tracing_subscriber::registry().with(layer.with_filter(global.log.clone())).init();
}

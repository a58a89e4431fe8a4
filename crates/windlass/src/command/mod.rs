//! One command, one file: its arguments and what it does.

mod check;
mod completions;
mod connect;
mod connections;
mod copy;
mod demo;
mod disconnect;
mod entities;
mod report;
mod runs;
mod schema;
mod scorecard;
mod sql;
mod sync;
mod verify;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use clap::Subcommand;

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Look around without an account: a simulated Snyk, synced into a SQLite file
    Demo(demo::Args),
    /// Connect to Snyk: validate a token and remember it
    Connect(connect::Args),
    /// List the connections
    Connections(connections::Args),
    /// Validate a connection again
    Check(check::Args),
    /// Forget a connection
    Disconnect(disconnect::Args),
    /// Bring everything up to date
    Sync(sync::Args),
    /// What runs did, scan by scan
    Runs(runs::Args),
    /// Compare the tables with what Snyk counts now
    Verify(verify::Args),
    /// What scorecards score: services, repositories, organizations, projects
    #[command(subcommand)]
    Entities(entities::Entities),
    /// Move a whole store into another database
    Copy(copy::Args),
    /// Write what is open, and who keeps the promise, as one HTML file
    Report(report::Args),
    /// Query the tables; reads only
    Sql(sql::Args),
    /// Tables, columns and what they mean
    Schema(schema::Args),
    /// Scorecards: write, check, evaluate, report, explain
    #[command(subcommand)]
    Scorecard(scorecard::Scorecard),
    /// Completions for a shell
    Completions(completions::Args),
}

/// Does it.
pub(crate) async fn run(command: Command, context: &Context, cli: fn() -> clap::Command) -> Result<Exit, Failure> {
    match command {
        Command::Demo(args) => args.run(context).await,
        Command::Connect(args) => args.run(context).await,
        Command::Connections(args) => args.run(context).await,
        Command::Check(args) => args.run(context).await,
        Command::Disconnect(args) => args.run(context).await,
        Command::Sync(args) => args.run(context).await,
        Command::Runs(args) => args.run(context).await,
        Command::Verify(args) => args.run(context).await,
        Command::Entities(command) => command.run(context).await,
        Command::Copy(args) => args.run(context).await,
        Command::Report(args) => args.run(context).await,
        Command::Sql(args) => args.run(context).await,
        Command::Schema(args) => args.run(context),
        Command::Scorecard(command) => command.run(context).await,
        Command::Completions(args) => args.run(cli()),
    }
}

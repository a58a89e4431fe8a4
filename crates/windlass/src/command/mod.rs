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

/// What to do. What a command says of itself stands at its arguments: a doc comment here would hide all but a line of it.
#[derive(Subcommand)]
pub(crate) enum Command {
    Demo(demo::Args),
    Connect(connect::Args),
    Connections(connections::Args),
    Check(check::Args),
    Disconnect(disconnect::Args),
    Sync(sync::Args),
    Runs(runs::Args),
    Verify(verify::Args),
    /// What scorecards score: services, repositories, organizations, projects
    #[command(subcommand)]
    Entities(entities::Entities),
    Copy(copy::Args),
    Report(report::Args),
    Sql(sql::Args),
    Schema(schema::Args),
    /// Scorecards: write, check, evaluate, report, explain
    #[command(subcommand)]
    Scorecard(scorecard::Scorecard),
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

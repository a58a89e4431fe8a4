//! `windlass scorecard`

mod explain;
mod init;
mod lint;
mod list;
mod report;
mod run;
mod schema;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use clap::Subcommand;

/// What to do with scorecards.
#[derive(Subcommand)]
pub(crate) enum Scorecard {
    // What each does stands with its arguments: a word here would take the place of the longer text there.
    Init(init::Args),
    Schema(schema::Args),
    Lint(lint::Args),
    Run(run::Args),
    List(list::Args),
    Report(report::Args),
    Explain(explain::Args),
}

impl Scorecard {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        match self {
            Self::Init(args) => args.run(context),
            Self::Schema(args) => Ok(args.run(context)),
            Self::Lint(args) => args.run(context).await,
            Self::Run(args) => args.run(context).await,
            Self::List(args) => args.run(context).await,
            Self::Report(args) => args.run(context).await,
            Self::Explain(args) => args.run(context).await,
        }
    }
}

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
    /// Write three scorecards to begin with, and a policy
    Init(init::Args),
    /// Print the JSON Schema of a scorecard, for editors
    Schema(schema::Args),
    /// Look for mistakes in scorecards and in the policy
    Lint(lint::Args),
    /// Evaluate scorecards and keep what they find
    Run(run::Args),
    /// List scorecards
    List(list::Args),
    /// What entities have on a scorecard, check by check, and who moved
    Report(report::Args),
    /// Look into a check on one entity: its SQL, what is bound, its rows, the verdict
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

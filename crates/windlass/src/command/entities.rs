//! `windlass entities`

mod forget;
mod import;
mod list;
mod sources;
mod unmapped;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use clap::Subcommand;

/// What to do with entities.
#[derive(Subcommand)]
pub(crate) enum Entities {
    /// List entities with their owners and how many projects they have
    List(list::Args),
    /// Import entities from Backstage's catalog-info.yaml files, CSV or JSON
    Import(import::Args),
    /// List what was imported, by the names that it was imported under
    Sources(sources::Args),
    /// Forget what was imported under a name
    ///
    /// Entities that are also derived from Snyk, or in another source, stay as those say. What was kept of their scores stays, too, until the
    /// scorecards are evaluated again: then they are gone from them, and their history says so.
    Forget(forget::Args),
    /// List projects that belong to no service
    Unmapped(unmapped::Args),
}

impl Entities {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        match self {
            Self::List(args) => args.run(context).await,
            Self::Import(args) => args.run(context).await,
            Self::Sources(args) => args.run(context).await,
            Self::Forget(args) => args.run(context).await,
            Self::Unmapped(args) => args.run(context).await,
        }
    }
}

//! `windlass scorecard schema`

use crate::context::Context;
use crate::exit::Exit;
use crate::render::out;
use windlass_score::cards;

/// Print the JSON Schema of a scorecard, for editors
///
/// Editors complete and check files by it. Needs no database.
#[derive(clap::Args)]
#[command(after_help = "Example: windlass scorecard schema > scorecards/scorecard.schema.json\n\
                        A card names it in its first line: # yaml-language-server: $schema=./scorecard.schema.json")]
pub(crate) struct Args {}

impl Args {
    pub(crate) fn run(self, context: &Context) -> Exit {
        let schema = cards::schema();
        out(&if context.json { schema.to_string() } else { format!("{schema:#}") });
        Exit::Done
    }
}

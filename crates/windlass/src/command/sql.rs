//! `windlass sql`

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::format::{self, Format};
use crate::render;
use std::io::Read;
use std::time::Duration;
use windlass_store::Select;

/// Query the tables; reads only
///
/// Tables and views alike, within a time limit and a row limit.
#[derive(clap::Args)]
#[command(after_help = "Example: windlass sql \"select severity, count(*) from open_issues group by severity\"")]
pub(crate) struct Args {
    /// One SQL statement; `-` reads it from standard input
    query: String,

    /// How to print the rows; --json means json
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Rows after which to stop; 0 for no limit
    #[arg(long, default_value_t = 10_000, value_name = "N")]
    limit: u64,

    /// Seconds the query may take; 0 for no limit
    #[arg(long, default_value_t = 60, value_name = "SECONDS")]
    timeout: u64,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let query = Select {
            sql: self.text()?,
            args: Vec::new(),
            max_rows: (self.limit > 0).then_some(self.limit),
            timeout: (self.timeout > 0).then(|| Duration::from_secs(self.timeout)),
        };
        let found = store.select(query).await?;
        let default = if context.json { Format::Json } else { Format::Table };
        format::print(&found, self.format.unwrap_or(default))?;
        if found.truncated {
            render::err(&format!("note: stopped after {} rows; --limit 0 prints all", self.limit));
        }
        Ok(Exit::Done)
    }

    fn text(&self) -> Result<String, Failure> {
        if self.query != "-" {
            return Ok(self.query.clone());
        }
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(|error| {
            Failure::usage("the query cannot be read from standard input", error.to_string(), "pipe in UTF-8 text")
        })?;
        Ok(text)
    }
}

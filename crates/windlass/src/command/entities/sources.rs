//! `windlass entities sources`

use crate::ages::{moment, thousands};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{out, print, table, tame};
use serde_json::json;
use windlass_score::entities::import::sources;

/// List what was imported, by the names that it was imported under: how many entities each describes, and when it was imported last.
#[derive(clap::Args)]
pub(crate) struct Args {}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let sources = sources(&*store).await?;
        if context.json {
            let objects = sources.iter().map(|source| {
                json!({ "source": source.name, "entities": source.entities, "imported_at": source.imported_at })
            });
            out(&serde_json::Value::Array(objects.collect()).to_string());
        } else if sources.is_empty() {
            out("Nothing was imported yet: `windlass entities import FILE` does.");
        } else {
            let mut shown = table(&["source", "#entities", "imported"]);
            for source in &sources {
                shown.add_row([tame(&source.name), thousands(source.entities), moment(source.imported_at)]);
            }
            print(&shown);
        }
        Ok(Exit::Done)
    }
}

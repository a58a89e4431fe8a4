//! `windlass entities forget`

use crate::ages::entities;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{out, tame};
use serde_json::json;
use windlass_model::{Clock, SystemClock};
use windlass_score::entities::import::{import, sources};

/// The source to forget.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The name, as `windlass entities sources` lists it
    #[arg(value_name = "SOURCE")]
    source: String,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let known = sources(&*store).await?;
        let Some(found) = known.iter().find(|source| source.name == self.source) else {
            let names: Vec<&str> = known.iter().map(|source| source.name.as_str()).collect();
            let why = match names.is_empty() {
                true => "nothing was imported".to_owned(),
                false => format!("imported were {}", tame(&names.join(", "))),
            };
            let what = format!("nothing was imported as `{}`", tame(&self.source));
            return Err(Failure::usage(what, why, "name one that `windlass entities sources` lists"));
        };
        import(&*store, &found.name, Vec::new(), SystemClock.now()).await?;
        if context.json {
            out(&json!({ "ok": true, "source": found.name, "forgotten": found.entities }).to_string());
        } else {
            let count = entities(usize::try_from(found.entities).unwrap_or(usize::MAX));
            out(&format!("Forgot `{}`, which described {count}.", tame(&found.name)));
        }
        Ok(Exit::Done)
    }
}

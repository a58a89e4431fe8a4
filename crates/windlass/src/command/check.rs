//! `windlass check`

use super::connect::{note, object, say};
use crate::connections::{connection, hasty_client, home_of, one, save, token};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::{lines, watch};
use crate::render::out;
use crate::signals::unless_stopped;
use windlass_model::{Clock, SystemClock};
use windlass_store::books::ConnectionRow;
use windlass_sync::check::check;

/// Validate a connection again
///
/// Is the token good, what can it read, which permissions are missing.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The connection; may be left out where there is only one
    name: Option<String>,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let mut row = one(&*store, self.name.as_deref()).await?;
        let known = connection(&row)?;
        let token = token(&row)?;
        let home = home_of(&token);
        let client = hasty_client(context, &row, &known.base, token)?;
        let watch = watch(&client, lines(context.json));
        let checked = unless_stopped(check(&known, &client, home.as_deref())).await;
        drop(watch);
        match checked.map_err(|stopped| stopped.keeping("the connection and all its rows"))? {
            Ok(checked) => {
                note(&mut row, &checked);
                save(&*store, row.clone()).await?;
                if context.json {
                    out(&object(&checked, &row).to_string());
                } else {
                    out(&format!("`{}` works", row.name));
                    say(&checked, &row);
                }
                Ok(Exit::Done)
            }
            Err(refusal) => {
                let row = ConnectionRow {
                    checked_at: Some(SystemClock.now()),
                    checked_code: Some(refusal.code.to_owned()),
                    ..row
                };
                save(&*store, row).await?;
                Err(Failure::from(refusal).keeping("the connection and all its rows"))
            }
        }
    }
}

//! `windlass disconnect`

use crate::ages::counted;
use crate::connections::{id, one};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::out;
use serde_json::json;

/// Forget a connection
///
/// Its token goes with it. What it brought stays, unless --delete-rows is given.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The connection
    name: String,

    /// Delete every row that it brought, history included
    #[arg(long)]
    delete_rows: bool,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let row = one(&*store, Some(&self.name)).await?;
        let id = id(&row)?;
        let _lock = store.lock(id).await?;
        let deleted = store.forget(id, self.delete_rows).await?;
        if self.delete_rows {
            windlass_score::entities::refresh(&*store).await?;
        }
        if context.json {
            out(&json!({ "ok": true, "connection": row.name, "rows_deleted": if self.delete_rows { deleted } else { 0 } }).to_string());
        } else if self.delete_rows {
            out(&format!("Forgot `{}` and deleted {} that it brought.", row.name, counted(deleted, "row")));
        } else {
            out(&format!("Forgot `{}` and its token. Its rows stay; --delete-rows would have deleted them.", row.name));
        }
        if row.secret == "sealed" && !context.json {
            out("The token itself still works: revoke it in Snyk if nothing else uses it.");
        }
        Ok(Exit::Done)
    }
}

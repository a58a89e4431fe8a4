//! `windlass connections`

use crate::ages::moment;
use crate::connections::all;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{out, print, table};
use serde_json::json;
use windlass_model::Json;
use windlass_store::books::ConnectionRow;

/// List the connections
///
/// Each with what its last validation found. Tokens are never shown.
#[derive(clap::Args)]
pub(crate) struct Args {}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let rows = all(&*store).await?;
        if context.json {
            out(&serde_json::Value::Array(rows.iter().map(object).collect()).to_string());
        } else if rows.is_empty() {
            out("No connection yet. Run `windlass connect` to make one, or `windlass demo` to look around.");
        } else {
            let mut shown = table(&["name", "snyk", "token of", "token", "last check", "result"]);
            for row in &rows {
                let of = row.principal_name.clone().unwrap_or_default();
                let at = row.checked_at.map(moment).unwrap_or_default();
                let result = row.checked_code.clone().unwrap_or_default();
                shown.add_row([&row.name, &row.base_url, &of, &row.secret, &at, &result]);
            }
            print(&shown);
        }
        Ok(Exit::Done)
    }
}

fn object(row: &ConnectionRow) -> serde_json::Value {
    json!({
        "name": row.name,
        "id": row.id,
        "url": row.base_url,
        "auth": row.auth,
        "token": row.secret,
        "principal": { "kind": row.principal_kind, "name": row.principal_name },
        "organizations": row.organizations.as_ref().map(Json::read::<Vec<String>>),
        "groups": row.groups.as_ref().map(Json::read::<Vec<String>>),
        "created_at": row.created_at.to_string(),
        "checked_at": row.checked_at.map(|at| at.to_string()),
        "checked": row.checked_code,
    })
}

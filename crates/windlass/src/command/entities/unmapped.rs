//! `windlass entities unmapped`

use crate::ages::{counted, thousands};
use crate::context::Context;
use crate::entities::{PolicyArgs, refresh};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{err, out, print, table, tame};
use serde_json::json;
use windlass_score::entities::unmapped;

/// List projects that belong to no service: by no tag, no rule and no import.
#[derive(clap::Args)]
#[command(after_help = "Example: windlass entities unmapped --json | jq -r '.[].repository' | sort | uniq -c")]
pub(crate) struct Args {
    /// Projects after which to stop; 0 for no limit
    #[arg(long, default_value_t = 1_000, value_name = "N")]
    limit: usize,

    #[command(flatten)]
    policy: PolicyArgs,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let refreshed = refresh(&*store, &self.policy).await?;
        let mut projects = unmapped(&*store).await?;
        let all = projects.len();
        projects.truncate(if self.limit == 0 { all } else { self.limit });
        if context.json {
            let objects = projects.iter().map(|project| {
                json!({
                    "id": project.source_id,
                    "name": project.name,
                    "organization": project.organization,
                    "repository": project.repository,
                    "url": project.url,
                })
            });
            out(&serde_json::Value::Array(objects.collect()).to_string());
        } else if all == 0 {
            out(&format!("Every project belongs to a service ({}).", counted(refreshed.mapped, "project")));
        } else {
            let mut shown = table(&["organization", "project", "repository", "id"]);
            for project in &projects {
                let text = |text: &Option<String>| tame(text.as_deref().unwrap_or_default());
                let id = project.source_id.clone();
                shown.add_row([text(&project.organization), text(&project.name), text(&project.repository), id]);
            }
            print(&shown);
            out("");
            let every = thousands(refreshed.mapped + refreshed.unmapped);
            out(&format!("{} of {every} projects belong to no service.", thousands(refreshed.unmapped)));
            out("Tag them in Snyk with `service`, write rules into scorecards/policy.yaml, or import a catalog.");
        }
        if projects.len() < all {
            err(&format!("note: stopped after {} projects; --limit 0 prints all", thousands(projects.len() as u64)));
        }
        Ok(Exit::Done)
    }
}

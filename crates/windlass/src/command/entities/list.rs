//! `windlass entities list`

use crate::ages::thousands;
use crate::context::Context;
use crate::entities::{PolicyArgs, refresh};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{err, out, print, table, tame};
use serde_json::json;
use std::collections::BTreeMap;
use windlass_model::{Json, Value};
use windlass_score::books::EntityRow;
use windlass_store::{Select, Store, books};

/// List entities, after bringing them up to date: with their owners, and how many listed projects belong to them.
#[derive(clap::Args)]
#[command(after_help = "Example: windlass entities list service")]
pub(crate) struct Args {
    /// Only this type: `organization`, `repository`, `project`, `service`, or one that was imported
    #[arg(value_name = "TYPE")]
    kind: Option<String>,

    /// Entities after which to stop; 0 for no limit
    #[arg(long, default_value_t = 1_000, value_name = "N")]
    limit: usize,

    #[command(flatten)]
    policy: PolicyArgs,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        refresh(&*store, &self.policy).await?;
        let (which, args) = match &self.kind {
            Some(kind) => ("where type = ?1 order by identifier", vec![Value::Text(kind.clone())]),
            None => ("order by type, identifier", Vec::new()),
        };
        let mut rows: Vec<EntityRow> = books::read(&*store, which, args).await?;
        if let (Some(kind), true) = (&self.kind, rows.is_empty()) {
            return Err(none(&*store, kind).await?);
        }
        let all = rows.len();
        rows.truncate(if self.limit == 0 { all } else { self.limit });
        let projects = projects(&*store).await?;
        let count = |row: &EntityRow| projects.get(&(row.r#type.clone(), row.identifier.clone())).copied().unwrap_or(0);
        if context.json {
            let objects = rows.iter().map(|row| {
                json!({
                    "type": row.r#type,
                    "identifier": row.identifier,
                    "name": row.name,
                    "owner": row.owner,
                    "properties": row.properties.as_ref().map(Json::read::<serde_json::Value>),
                    "source": row.source,
                    "projects": count(row),
                })
            });
            out(&serde_json::Value::Array(objects.collect()).to_string());
        } else if rows.is_empty() {
            out("No entities yet: they come with the first `windlass sync`.");
        } else {
            let mut shown = table(&["type", "identifier", "name", "owner", "#projects", "source"]);
            for row in &rows {
                let owner = row.owner.clone().unwrap_or_default();
                let cells = [&row.r#type, &row.identifier, &row.name, &owner].map(|text| tame(text));
                shown.add_row(cells.into_iter().chain([thousands(count(row)), row.source.clone()]));
            }
            print(&shown);
        }
        if rows.len() < all {
            err(&format!(
                "note: stopped after {} of {} entities; --limit 0 prints all",
                rows.len(),
                thousands(all as u64)
            ));
        }
        Ok(Exit::Done)
    }
}

/// How many listed projects belong to each entity.
async fn projects(store: &dyn Store) -> Result<BTreeMap<(String, String), u64>, Failure> {
    let text = "select entity_type, entity_identifier, count(*) from windlass_entity_projects group by 1, 2";
    let found = store.select(Select::of(text, Vec::new())).await?;
    let counted = found.rows.iter().filter_map(|row| match row.as_slice() {
        [kind, identifier, count] => {
            let count = u64::try_from(count.as_integer()?).ok()?;
            Some(((kind.to_text()?, identifier.to_text()?), count))
        }
        _ => None,
    });
    Ok(counted.collect())
}

async fn none(store: &dyn Store, kind: &str) -> Result<Failure, Failure> {
    let found = store.select(Select::of("select distinct type from windlass_entities order by 1", Vec::new())).await?;
    let types: Vec<String> = found.rows.iter().filter_map(|row| row.first()?.to_text()).collect();
    let why = match types.is_empty() {
        true => "there are no entities yet".to_owned(),
        false => format!("there are entities of type {}", types.join(", ")),
    };
    let todo = match kind {
        "service" => {
            "tag projects in Snyk with `service`, write rules into scorecards/policy.yaml, or import a catalog"
        }
        _ => "choose one of these, or import entities of that type",
    };
    Ok(Failure::usage(format!("there is no entity of type `{kind}`"), why, todo))
}

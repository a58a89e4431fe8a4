//! `windlass entities import`

use crate::ages::{counted, entities as entities_of, thousands};
use crate::context::Context;
use crate::entities::{PolicyArgs, mistakes, refresh};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{err, out, print, table, tame};
use serde_json::json;
use std::collections::HashMap;
use std::path::PathBuf;
use windlass_model::{Clock, SystemClock};
use windlass_score::entities::import::{ImportedEntity, Preview, import, load, preview};

/// Import entities from files: Backstage's catalog-info.yaml (.yaml, .yml), tables (.csv) or JSON (.json). What the same source brought
/// before is replaced. Where a file is wrong, nothing is written.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  windlass entities import catalog-info.yaml --dry-run\n  \
                        windlass entities import services.csv\n  \
                        windlass entities import --source backstage */catalog-info.yaml")]
pub(crate) struct Args {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// What the files are called together, so that the next import of the same replaces them. Default: the name of the file, where it
    /// is one
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// Say what would be imported, and write nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    policy: PolicyArgs,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let source = self.source()?;
        let entities =
            load(&self.files).map_err(|errors| mistakes("bad_entities", "the entities cannot be imported", &errors))?;
        let store = context.store().await?;
        if !self.dry_run {
            refresh(&*store, &self.policy).await?;
        }
        let now = SystemClock.now();
        let Preview { derived, shared, dropped } = preview(&*store, &source, entities.clone(), now).await?;
        let (mapped, unmapped) = (derived.mapped as u64, derived.unmapped.len() as u64);
        if !self.dry_run {
            import(&*store, &source, entities.clone(), now).await?;
        }
        let mut counts: HashMap<(&str, &str), u64> = HashMap::new();
        for row in &derived.projects {
            *counts.entry((&row.entity_type, &row.entity_identifier)).or_default() += 1;
        }
        let projects = |entity: &ImportedEntity| {
            counts.get(&(entity.kind.as_str(), entity.identifier.as_str())).copied().unwrap_or(0)
        };
        let owners: HashMap<(&str, &str), Option<&str>> = derived
            .entities
            .iter()
            .map(|row| ((row.r#type.as_str(), row.identifier.as_str()), row.owner.as_deref()))
            .collect();
        // Whom it has, wherever that was said.
        let owner = |entity: &ImportedEntity| {
            owners.get(&(entity.kind.as_str(), entity.identifier.as_str())).copied().flatten()
        };
        if context.json {
            let objects = entities.iter().map(|entity| {
                json!({
                    "type": entity.kind,
                    "identifier": entity.identifier,
                    "name": entity.name,
                    "owner": owner(entity),
                    "projects": projects(entity),
                })
            });
            let object = json!({
                "ok": true,
                "source": source,
                "dry_run": self.dry_run,
                "entities": objects.collect::<Vec<_>>(),
                "dropped": dropped,
                "shared": shared.iter().map(|(kind, identifier, source)| {
                    json!({ "type": kind, "identifier": identifier, "source": source })
                }).collect::<Vec<_>>(),
                "mapped": mapped,
                "unmapped": unmapped,
            });
            out(&object.to_string());
            return Ok(Exit::Done);
        }
        let mut shown = table(&["type", "identifier", "owner", "#projects"]);
        let mut without = 0;
        for entity in &entities {
            let count = projects(entity);
            without += u64::from(count == 0);
            let owner = tame(owner(entity).unwrap_or_default());
            shown.add_row([tame(&entity.kind), tame(&entity.identifier), owner, thousands(count)]);
        }
        print(&shown);
        out("");
        let verb = if self.dry_run { "Would import" } else { "Imported" };
        out(&format!("{verb} {} as `{}`.", entities_of(entities.len()), tame(&source)));
        if dropped > 0 {
            let gone = if self.dry_run { "would go" } else { "are gone" };
            out(&format!("{} that it brought before {gone}.", entities_of(dropped)));
        }
        if without > 0 {
            out(&format!("{} of them without a project: their links name nothing that is synced.", thousands(without)));
        }
        out(&format!(
            "{} belong to a service, {} to none (`windlass entities unmapped`).",
            counted(mapped, "project"),
            thousands(unmapped)
        ));
        for (kind, identifier, other) in shared.iter().take(NAMED) {
            let (kind, identifier, other) = (tame(kind), tame(identifier), tame(other));
            err(&format!("note: the {kind} `{identifier}` is also in `{other}`; what was imported last wins"));
        }
        if shared.len() > NAMED {
            err(&format!("note: and {} more are in other sources, too", thousands((shared.len() - NAMED) as u64)));
        }
        Ok(Exit::Done)
    }

    fn source(&self) -> Result<String, Failure> {
        match (&self.source, self.files.as_slice()) {
            (Some(source), _) if !source.trim().is_empty() => Ok(source.trim().to_owned()),
            (None, [file]) => Ok(file.file_name().unwrap_or_default().to_string_lossy().into_owned()),
            (Some(_) | None, _) => Err(Failure::usage(
                "the files have no name together",
                "the next import of the same name replaces what they bring, and there are several",
                "name them with --source, such as `--source backstage`",
            )),
        }
    }
}

/// Entities that are named.
const NAMED: usize = 5;

//! `windlass scorecard list`

use crate::ages::{counted, moment, thousands};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{err, out, print, table, tame};
use crate::scorecards::{FolderArgs, not_right, read};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use windlass_score::cards::Card;
use windlass_score::report::{Kept, kept};
use windlass_store::{Select, Store};

/// List scorecards
///
/// Those of the folder and those that were evaluated: how many checks and entities, when, and what went wrong.
#[derive(clap::Args)]
#[command(after_help = "Example: windlass scorecard list")]
pub(crate) struct Args {
    #[command(flatten)]
    folder: FolderArgs,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let folder = self.folder.folder.is_dir().then(|| read(&self.folder.folder, None)).transpose()?;
        let (cards, problems) = folder.map(|folder| (folder.cards, folder.problems)).unwrap_or_default();
        let store = context.store().await?;
        let kept: BTreeMap<String, Kept> =
            kept(&*store).await?.into_iter().map(|one| (one.card.id.clone(), one)).collect();
        let entities = entities(&*store).await?;
        let files: BTreeMap<String, Card> = cards.into_iter().map(|card| (card.id.clone(), card)).collect();
        let ids: BTreeSet<&String> = files.keys().chain(kept.keys()).collect();
        let mut shown = table(&["scorecard", "name", "type", "state", "#checks", "#entities", "evaluated", "#errors"]);
        let mut objects = Vec::new();
        for id in &ids {
            let (file, known) = (files.get(*id), kept.get(*id));
            let Some(card) = file.or(known.map(|known| &known.card)) else { continue };
            let count = entities.get(*id).copied().unwrap_or(0);
            let errors = known.map_or(0, |known| known.sql_errors.len());
            if context.json {
                objects.push(json!({
                    "id": card.id,
                    "name": card.name,
                    "type": card.kind,
                    "published": card.published,
                    "in_folder": file.is_some(),
                    "checks": card.checks.len(),
                    "entities": count,
                    "evaluated_at": known.map(|known| known.as_of),
                    "errors": errors,
                }));
                continue;
            }
            let state = if card.published { "published" } else { "draft" };
            let state = if file.is_some() { state.to_owned() } else { format!("{state}, no file") };
            shown.add_row([
                tame(&card.id),
                tame(&card.name),
                if card.levels.is_empty() { "POINTS" } else { "LEVEL" }.to_owned(),
                state,
                card.checks.len().to_string(),
                thousands(count),
                known.map_or_else(|| "never".to_owned(), |known| moment(known.as_of)),
                errors.to_string(),
            ]);
        }
        if context.json {
            out(&json!({ "scorecards": objects, "problems": problems }).to_string());
            return Ok(Exit::Done);
        }
        if ids.is_empty() {
            out("No scorecard yet. `windlass scorecard init` writes three to begin with.");
        } else {
            print(&shown);
        }
        if let Some(failure) =
            not_right(&problems, &format!("{} can be read", counted(files.len() as u64, "scorecard")))
        {
            err("");
            err(failure.lines().trim_end());
        }
        Ok(Exit::Done)
    }
}

/// How many entities each card scores.
async fn entities(store: &dyn Store) -> Result<BTreeMap<String, u64>, Failure> {
    let text = "select scorecard_id, count(*) from windlass_scores where until is null group by scorecard_id";
    let found = store.select(Select::of(text, Vec::new())).await?;
    let counted = found.rows.iter().filter_map(|row| match row.as_slice() {
        [id, count] => Some((id.to_text()?, u64::try_from(count.as_integer()?).ok()?)),
        _ => None,
    });
    Ok(counted.collect())
}

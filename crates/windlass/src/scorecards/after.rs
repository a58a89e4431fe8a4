//! Scorecards after a sync: evaluated and kept where there is a folder of them. Nothing that is wrong with them is the sync's.

use super::shown::{sql_failure, title, two_lines};
use super::{Evaluated, Folder, Keep, Problem, evaluated, not_right, read, to_json};
use crate::failure::Failure;
use crate::render::{out, tame};
use serde_json::{Value as Json, json};
use std::path::Path;
use windlass_model::Timestamp;
use windlass_score::Options;
use windlass_score::cards::is_policy;
use windlass_store::Store;

/// What became of the scorecards.
pub(crate) enum After {
    /// They were evaluated.
    Evaluated { cards: Vec<Evaluated>, problems: Vec<Problem>, as_of: Timestamp },
    /// They could not be.
    Failed(Failure),
}

/// Evaluates the folder's scorecards and keeps what they find; `None` where there is no folder, or none in it. The policy is applied before.
pub(crate) async fn after(store: &dyn Store, folder: &Path) -> Option<After> {
    if !folder.is_dir() {
        return None;
    }
    match read(folder, None) {
        Ok(folder) if folder.cards.is_empty() && folder.problems.is_empty() => None,
        Ok(folder) => Some(all(store, folder).await.unwrap_or_else(After::Failed)),
        Err(failure) => Some(After::Failed(failure)),
    }
}

async fn all(store: &dyn Store, folder: Folder) -> Result<After, Failure> {
    let as_of = super::moment_of_data(store).await?;
    let cards = evaluated(store, &folder.cards, &Options::at(as_of), Keep::All).await?;
    // What is wrong with the policy was told where it was to be applied.
    let problems = folder.problems.into_iter().filter(|one| !is_policy(Path::new(&one.file)));
    Ok(After::Evaluated { cards, problems: problems.collect(), as_of })
}

impl After {
    /// Two lines, and what is wrong as notes.
    pub(crate) fn print(&self) {
        out("");
        match self {
            Self::Failed(failure) => {
                out(&format!("note: no scorecard was evaluated: {}: {}", tame(&failure.what), tame(&failure.why)))
            }
            Self::Evaluated { cards, problems, .. } => {
                for line in two_lines(cards) {
                    out(&line);
                }
                let errors = cards
                    .iter()
                    .flat_map(|one| one.report.sql_errors.iter().map(|error| sql_failure(&one.report.card, error)));
                for one in cards.iter().filter(|one| one.overtaken) {
                    let card = title(&one.report.card);
                    out(&format!("note: {card} was evaluated on newer data meanwhile, and that is what is kept"));
                }
                for failure in not_right(problems, "").into_iter().chain(errors) {
                    out(&format!("note: {}: {}", tame(&failure.what), tame(&failure.why)));
                }
            }
        }
    }

    /// The same for machines.
    pub(crate) fn to_json(&self) -> Json {
        match self {
            Self::Evaluated { cards, problems, as_of } => to_json(cards, problems, *as_of),
            Self::Failed(failure) => {
                json!({ "error": failure.code, "detail": failure.what, "why": failure.why, "help": failure.todo })
            }
        }
    }
}

//! `windlass scorecard explain`

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::format::{self, Format, objects, text};
use crate::render::{self, out, tame};
use crate::scorecards::shown::{output, word};
use crate::scorecards::{FolderArgs, moment_of_data, read};
use serde_json::{Value as Json, json};
use windlass_score::cards::Card;
use windlass_score::evaluate::Limits;
use windlass_score::explain;
use windlass_score::explain::{Explanation, Question};
use windlass_score::report::kept;
use windlass_store::{Selection, Store};

/// Look into a check on one entity
///
/// The query as it was written, what its variables stand for, the rows it returns, and what follows. Nothing is kept.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  windlass scorecard explain no-criticals service:payments-api\n  \
                        windlass scorecard explain tested-lately acme/api --card hygiene")]
pub(crate) struct Args {
    /// The check, by its key
    #[arg(value_name = "CHECK")]
    check: String,

    /// The entity: its identifier, or `type:identifier`
    #[arg(value_name = "ENTITY")]
    entity: String,

    /// The scorecard, where several have a check of that key
    #[arg(long, value_name = "CARD")]
    card: Option<String>,

    #[command(flatten)]
    folder: FolderArgs,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let card = self.card(&*store).await?;
        let as_of = moment_of_data(&*store).await?;
        let told = explain(&*store, &card, &self.check, &self.entity, (as_of, Limits::default())).await?;
        if context.json {
            out(&to_json(&told, as_of).to_string());
        } else {
            print(&card, &told)?;
        }
        Ok(Exit::Done)
    }

    /// The card that has the check: of the folder, or else of those that were evaluated.
    async fn card(&self, store: &dyn Store) -> Result<Card, Failure> {
        let mut cards = match self.folder.folder.is_dir() {
            true => read(&self.folder.folder, None)?.cards,
            false => Vec::new(),
        };
        for one in kept(store).await? {
            if !cards.iter().any(|card| card.id == one.card.id) {
                cards.push(one.card);
            }
        }
        if let Some(wanted) = &self.card {
            let known: Vec<String> = cards.iter().map(|card| card.id.clone()).collect();
            cards.retain(|card| card.id == *wanted);
            if cards.is_empty() {
                return Err(Failure::usage(
                    format!("there is no scorecard `{wanted}`"),
                    format!("there are {}", if known.is_empty() { "none".to_owned() } else { known.join(", ") }),
                    "name one by its file, without the ending",
                ));
            }
        }
        let all: Vec<String> =
            cards.iter().flat_map(|card| card.checks.iter().map(|check| check.key.clone())).collect();
        cards.retain(|card| card.checks.iter().any(|check| check.key == self.check));
        let several: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
        if several.len() > 1 {
            return Err(Failure::usage(
                format!("several scorecards have a check `{}`", self.check),
                format!("{} have", several.join(" and ")),
                "name one with --card",
            ));
        }
        cards.pop().ok_or_else(|| {
            let why = match all.is_empty() {
                true => "there is no scorecard, neither in the folder nor evaluated".to_owned(),
                false => format!("there are {}", all.join(", ")),
            };
            let todo = "name a check by its `key`; `windlass scorecard init` writes scorecards to begin with";
            Failure::usage(format!("there is no check `{}`", self.check), why, todo)
        })
    }
}

fn print(card: &Card, told: &Explanation) -> Result<(), Failure> {
    let result = &told.result;
    out(&format!(
        "{} {}: {} {} ({} of {})",
        tame(&told.entity.kind),
        tame(&told.entity.identifier),
        result.status.mark(),
        word(result.status),
        told.check.key,
        card.id
    ));
    match &told.is_scored {
        Ok(true) => {}
        Ok(false) => out("This scorecard does not score it: its `entity_filter` leaves it out. If it did:"),
        Err(error) => out(&format!("Whether this scorecard scores it cannot be told: {}", tame(error))),
    }
    if let Some(message) = &result.message {
        out(&format!("  why: {}", tame(message)));
    }
    if let Some(value) = &result.output {
        out(&format!("  output: {}", output(&told.check, value)));
    }
    if let Some(property) = &result.related_property {
        out(&format!("  related: {}", tame(property)));
    }
    if let Some(filter) = &told.filter {
        out("");
        out("Which entities it applies to:");
        question(filter)?;
    }
    out("");
    out(if told.question.for_each {
        "The query, asked for this entity:"
    } else {
        "The query, asked once for all entities:"
    });
    question(&told.question)
}

fn question(asked: &Question) -> Result<(), Failure> {
    for line in asked.sql.trim_end().lines() {
        out(&format!("    {}", tame(line)));
    }
    if !asked.bound.is_empty() {
        out("");
        let mut table = render::table(&["bound", "value"]);
        for (name, value) in &asked.bound {
            let value = if value.is_null() { "null".to_owned() } else { tame(&text(value)) };
            table.add_row([format!("${name}"), value]);
        }
        render::print(&table);
    }
    out("");
    if let Some(error) = &asked.error {
        out(&format!("It failed: {}", tame(error)));
        return Ok(());
    }
    if asked.rows.is_empty() {
        out(if asked.for_each { "It returned no row." } else { "It returned no row for this entity." });
        return Ok(());
    }
    out(if asked.for_each { "It returned:" } else { "It returned for this entity:" });
    out("");
    format::print(&selection(asked), Format::Table)?;
    if asked.truncated {
        out("… and more rows; only the first counts.");
    }
    Ok(())
}

fn selection(asked: &Question) -> Selection {
    Selection { columns: asked.columns.clone(), rows: asked.rows.clone(), truncated: asked.truncated }
}

fn to_json(told: &Explanation, as_of: windlass_model::Timestamp) -> Json {
    let question = |asked: &Question| {
        let bound = asked.bound.iter().map(|(name, value)| json!({ "name": name, "value": value.to_text() }));
        json!({
            "sql": asked.sql,
            "for_each": asked.for_each,
            "bound": bound.collect::<Vec<_>>(),
            "rows": objects(&selection(asked)),
            "truncated": asked.truncated,
            "error": asked.error,
        })
    };
    json!({
        "scorecard": told.card,
        "check": told.check.key,
        "entity": told.entity,
        "as_of": as_of,
        "scored": told.is_scored.as_ref().ok(),
        "filter": told.filter.as_ref().map(question),
        "query": question(&told.question),
        "result": told.result,
    })
}

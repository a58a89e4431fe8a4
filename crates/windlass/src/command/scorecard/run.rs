//! `windlass scorecard run`

use crate::ages::entities;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{err, out, tame};
use crate::scorecards::shown::{print, title};
use crate::scorecards::tally::label;
use crate::scorecards::{
    Evaluated, Folder, FolderArgs, Keep, evaluated, follow, moment_of_data, not_right, read, to_json,
};
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::time::Duration;
use windlass_score::cards::{Card, EntityFilter, Level, id_of};
use windlass_score::evaluate::{Limits, Scored};
use windlass_score::{Options, entity_types, policy, prune, strangers};
use windlass_store::Store;

/// Evaluate scorecards and keep what they find
///
/// On what was last synced; entities and the policy are brought up to date before. A card that is not right is told and stops no other.
/// Every `windlass sync` does the same where the folder exists.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  windlass scorecard run\n  windlass scorecard run security-basics --dry-run\n  \
                        windlass scorecard run --entity service:payments-api --fail-below silver")]
pub(crate) struct Args {
    /// The scorecards, by the names of their files without the ending; all where none is named
    #[arg(value_name = "CARD")]
    cards: Vec<String>,

    /// Only this entity: its identifier, or `type:identifier`. Nothing is kept
    #[arg(long, value_name = "ENTITY")]
    entity: Option<String>,

    /// Only this check. Nothing is kept
    #[arg(long, value_name = "CHECK", conflicts_with = "fail_below")]
    check: Option<String>,

    /// Write nothing: neither results, nor entities, nor the policy
    #[arg(long)]
    dry_run: bool,

    /// End with 11 where an entity is below this level, by its key or name; for pipelines. Drafts do not count, unless they are named
    #[arg(long, value_name = "LEVEL")]
    fail_below: Option<String>,

    /// Seconds a query may take
    #[arg(long, default_value_t = 10, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3_600))]
    timeout: u64,

    /// Forget scorecards, with their history, that the folder no longer holds
    #[arg(long, conflicts_with_all = ["cards", "entity", "check", "dry_run"])]
    prune: bool,

    /// The policy: days allowed, and how services are found. Default: `policy.yaml` in the folder
    #[arg(long, env = "WINDLASS_POLICY", value_name = "FILE")]
    policy: Option<PathBuf>,

    #[command(flatten)]
    folder: FolderArgs,
}

/// An entity that is below the level that was asked for.
struct Below<'e> {
    card: &'e Card,
    scored: &'e Scored,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let Folder { cards, mut problems, policy } = read(&self.folder.folder, self.policy.as_deref())?;
        let cards = self.chosen(cards, &mut problems)?;
        let gate = self.gate(&cards)?;
        if let (true, true, Some(failure)) = (cards.is_empty(), self.check.is_some(), not_right(&problems, "all")) {
            return Err(Failure { exit: Exit::BadCards, ..failure });
        }
        let store = context.store().await?;
        let as_of = moment_of_data(&*store).await?;
        if !self.dry_run {
            follow(&*store, policy.as_ref()).await?;
        } else if let Some(policy) = policy
            && policy != policy::applied(&*store).await?.unwrap_or_default()
        {
            err("note: the policy of the folder is not the one that was last applied, and a dry run does not apply it");
        }
        let query = Duration::from_secs(self.timeout);
        let limits = Limits { query, check: Limits::default().check.max(query), ..Limits::default() };
        let options = Options { check: self.check.clone(), entity: self.entity.clone(), limits, ..Options::at(as_of) };
        let keep = if self.dry_run { Keep::Nothing } else { Keep::All };
        let done = evaluated(&*store, &cards, &options, keep).await?;
        let gone = match self.prune && problems.is_empty() {
            true => prune(&*store, &cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>()).await?,
            false => Vec::new(),
        };
        let below = below(&done, &gate);
        let unjudged = unjudged(&done, &gate);
        let errs = done.iter().any(|one| !one.report.sql_errors.is_empty());
        let exit = match (problems.is_empty() && !errs && unjudged.is_empty(), below.is_empty()) {
            (false, _) => Exit::BadCards,
            (true, false) => Exit::Below,
            (true, true) => Exit::Done,
        };
        if context.json {
            let mut object = to_json(&done, &problems, as_of);
            if let Json::Object(members) = &mut object {
                members.insert("ok".to_owned(), json!(exit == Exit::Done));
                members.insert("dry_run".to_owned(), json!(self.dry_run));
                members.insert("forgotten".to_owned(), json!(gone));
                let below = below.iter().map(|one| {
                    let entity = &one.scored.entity;
                    json!({
                        "scorecard": one.card.id,
                        "type": entity.kind,
                        "identifier": entity.identifier,
                        "level": one.scored.score.level,
                    })
                });
                members.insert("below".to_owned(), below.collect());
                members.insert("unjudged".to_owned(), json!(unjudged));
            }
            out(&object.to_string());
            return Ok(exit);
        }
        for (at, one) in done.iter().enumerate() {
            if at > 0 {
                out("");
            }
            print(one);
        }
        for card in gone {
            out(&format!("Forgot `{}`, which the folder no longer holds.", tame(&card)));
        }
        if let Some(failure) = not_right(&problems, &format!("{} evaluated", entities_of(&done))) {
            err("");
            err(failure.lines().trim_end());
        }
        if self.entity.is_none() {
            note_strangers(&*store, done.iter().map(|one| &one.report.card)).await?;
            for report in done.iter().map(|one| &one.report) {
                let by_query =
                    matches!(report.card.entity_filter, EntityFilter::Sql(_)) && report.sql_errors.is_empty();
                if by_query && report.entities.is_empty() {
                    err(&format!("note: `{}` scores nobody: its `entity_filter` lists nobody", tame(&report.card.id)));
                }
            }
        }
        self.tell_below(&below, &unjudged);
        Ok(exit)
    }

    /// The cards that were named, or all.
    fn chosen(&self, cards: Vec<Card>, problems: &mut Vec<crate::scorecards::Problem>) -> Result<Vec<Card>, Failure> {
        if self.cards.is_empty() {
            if cards.is_empty() && problems.is_empty() {
                return Err(Failure::usage(
                    "there is no scorecard",
                    format!("{} holds none", self.folder.folder.display()),
                    "write some with `windlass scorecard init`",
                ));
            }
            return Ok(cards);
        }
        let is_of = |file: &str, name: &str| id_of(Path::new(file)) == name;
        for name in &self.cards {
            let is_there =
                cards.iter().any(|card| card.id == *name) || problems.iter().any(|one| is_of(&one.file, name));
            if !is_there {
                let known: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
                return Err(Failure::usage(
                    format!("there is no scorecard `{name}`"),
                    format!("{} holds {}", self.folder.folder.display(), known.join(", ")),
                    "name one by its file, without the ending",
                ));
            }
        }
        // What is wrong with cards that nobody asked for is not told.
        problems.retain(|one| self.cards.iter().any(|name| is_of(&one.file, name)));
        Ok(cards.into_iter().filter(|card| self.cards.contains(&card.id)).collect())
    }

    /// The level that entities have to have, for each card that has it.
    fn gate(&self, cards: &[Card]) -> Result<Vec<(String, i64)>, Failure> {
        let Some(wanted) = &self.fail_below else { return Ok(Vec::new()) };
        let of_key = |level: &&Level| level.key.eq_ignore_ascii_case(wanted);
        let of_name = |level: &&Level| level.name.eq_ignore_ascii_case(wanted);
        let level = |card: &Card| {
            card.levels.iter().find(of_key).or_else(|| card.levels.iter().find(of_name)).map(|level| level.rank)
        };
        let counts = |card: &&Card| card.published || self.cards.contains(&card.id);
        let gate: Vec<(String, i64)> =
            cards.iter().filter(counts).filter_map(|card| Some((card.id.clone(), level(card)?))).collect();
        if gate.is_empty() {
            let mut known: Vec<&str> = cards.iter().flat_map(|card| &card.levels).map(|one| one.key.as_str()).collect();
            known.sort_unstable();
            known.dedup();
            let why = match known.is_empty() {
                true => "none of these scorecards has levels".to_owned(),
                false => format!("the levels are {}", known.join(", ")),
            };
            return Err(Failure::usage(
                format!("no scorecard that counts has a level `{wanted}`"),
                why,
                "name a level of one of the scorecards by its key or its name",
            ));
        }
        Ok(gate)
    }

    fn tell_below(&self, below: &[Below<'_>], unjudged: &[&str]) {
        let Some(level) = &self.fail_below else { return };
        let kept =
            if self.dry_run { "nothing was written" } else { "what was found, unless only a part was asked for" };
        if !unjudged.is_empty() {
            let what = format!("nobody was judged by {}", unjudged.join(", "));
            let why = match &self.entity {
                Some(entity) => format!("none of the scorecards with a level {level} scores `{}`", tame(entity)),
                None => "the filter of its entities finds none".to_owned(),
            };
            let todo = "see `entity_filter` in the card, and `windlass entities list` for the types and identifiers that there are";
            err("");
            err(Failure::new("unjudged", what, why, todo).keeping(kept).lines().trim_end());
        }
        if below.is_empty() {
            if unjudged.is_empty() {
                out("");
                out(&format!("Nobody is below {level}."));
            }
            return;
        }
        let named = below.iter().take(NAMED).map(|one| {
            let entity = &one.scored.entity;
            let has = tame(&label(one.card, &one.scored.score));
            format!("{} {} has {has} on {}", tame(&entity.kind), tame(&entity.identifier), one.card.id)
        });
        let mut why: Vec<String> = named.collect();
        if below.len() > NAMED {
            why.push(format!("and {} more", below.len() - NAMED));
        }
        let what = format!("{} below {level}", are(below.len()));
        let todo = "`windlass scorecard explain CHECK ENTITY` says what stands between";
        err("");
        err(Failure::new("below", what, why.join("; "), todo).keeping(kept).lines().trim_end());
    }
}

/// Says which types of cards nobody has.
pub(super) async fn note_strangers<'c>(
    store: &dyn Store,
    cards: impl IntoIterator<Item = &'c Card>,
) -> Result<(), Failure> {
    let known = entity_types(store).await?;
    for card in cards {
        let strangers = strangers(card, &known);
        if strangers.is_empty() {
            continue;
        }
        err(&format!(
            "note: `{}` scores nobody of the type {}; `windlass entities list` shows the entities that there are, with their types",
            tame(&card.id),
            strangers.iter().map(|kind| format!("`{}`", tame(kind))).collect::<Vec<_>>().join(" or ")
        ));
    }
    Ok(())
}

/// Entities that are named.
const NAMED: usize = 5;

fn are(count: usize) -> String {
    format!("{} {}", entities(count), if count == 1 { "is" } else { "are" })
}

fn entities_of(done: &[Evaluated]) -> String {
    match done {
        [] => "nothing else was".to_owned(),
        done => done.iter().map(|one| title(&one.report.card)).collect::<Vec<_>>().join(", "),
    }
}

/// The cards with the level that was asked for that judged nobody: that nobody is below it would say nothing. Of one entity that was
/// asked for one card has to know it.
fn unjudged<'e>(done: &'e [Evaluated], gate: &[(String, i64)]) -> Vec<&'e str> {
    let gated =
        done.iter().map(|one| &one.report).filter(|report| gate.iter().any(|(card, _)| *card == report.card.id));
    let (judged, unjudged): (Vec<_>, Vec<_>) = gated.partition(|report| !report.entities.is_empty());
    if judged.iter().any(|report| report.narrowed) {
        return Vec::new();
    }
    unjudged.into_iter().map(|report| report.card.id.as_str()).collect()
}

fn below<'e>(done: &'e [Evaluated], gate: &[(String, i64)]) -> Vec<Below<'e>> {
    let mut below = Vec::new();
    for (id, rank) in gate {
        for one in done.iter().filter(|one| one.report.card.id == *id) {
            let of_card = one.report.entities.iter().filter(|scored| scored.score.rank.is_none_or(|has| has < *rank));
            below.extend(of_card.map(|scored| Below { card: &one.report.card, scored }));
        }
    }
    below
}

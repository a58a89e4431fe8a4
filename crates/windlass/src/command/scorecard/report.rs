//! `windlass scorecard report`

mod markdown;

use crate::ages::{entities, moment, thousands};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{self, err, out, tame};
use crate::scorecards::shown::{LEGEND, print_errors, print_moved, print_told, row, title};
use crate::scorecards::tally::moved_json;
use clap::ValueEnum;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::time::Duration;
use windlass_model::Timestamp;
use windlass_score::dx;
use windlass_score::evaluate::{Report, Scored};
use windlass_score::history::Moved;
use windlass_score::report::{Moves, kept, moved, of_entity, report, reports};
use windlass_store::Store;

/// What entities have on a scorecard, check by check, and who moved
///
/// As it was last evaluated: a row for each entity, the worst first, a column for each check. JSON has the shape of DX's
/// `catalog.entities.scorecards`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  windlass scorecard report security-basics\n  \
                        windlass scorecard report --entity service:payments-api --format json\n  \
                        windlass scorecard report --format markdown --since 24h > comment.md\n  windlass scorecard report --format html > scorecards.html")]
pub(crate) struct Args {
    /// The scorecard; all where none is named
    #[arg(value_name = "CARD")]
    card: Option<String>,

    /// Only this entity: its identifier, or `type:identifier`
    #[arg(long, value_name = "ENTITY")]
    entity: Option<String>,

    /// How to print it; --json means json
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Say who moved within this time before the last sync: hours, days or weeks, as in 24h, 7d, 2w
    #[arg(long, value_name = "TIME", default_value = "7d", value_parser = span)]
    since: Duration,

    /// Also scorecards and checks that are drafts
    #[arg(long)]
    drafts: bool,

    /// Entities of a scorecard after which to stop; 0 for no limit
    #[arg(long, default_value_t = 1_000, value_name = "N")]
    limit: usize,
}

/// How to print a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// For machines, in DX's shape
    Json,
    /// For a wiki or a comment
    Markdown,
    /// One page that stands alone, for a browser or paper
    Html,
}

fn span(text: &str) -> Result<Duration, String> {
    let wrong = || "write a number with h, d or w, as in 24h, 7d, 2w".to_owned();
    let unit = text.chars().last().ok_or_else(wrong)?;
    let seconds = match unit {
        'h' => 3_600,
        'd' => 86_400,
        'w' => 604_800,
        _ => return Err(wrong()),
    };
    let number: u32 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    Ok(Duration::from_secs(u64::from(number) * seconds))
}

/// A scorecard with those who moved on it.
struct Shown {
    report: Report,
    moved: Vec<Moved>,
    since: Timestamp,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let shown = self.shown(&*store).await?;
        let default = if context.json { Format::Json } else { Format::Table };
        match self.format.unwrap_or(default) {
            Format::Table => self.print(&shown),
            Format::Json => out(&self.to_json(&shown).to_string()),
            Format::Markdown => {
                let pages: Vec<String> =
                    shown.iter().map(|one| markdown::page(&one.report, &one.moved, one.since, self.limit)).collect();
                out(pages.join("\n").trim_end());
            }
            Format::Html => {
                let shown = shown.into_iter().map(|Shown { report, moved, since }| (report, Moves { since, moved }));
                out(windlass_web::scorecard::page(&shown.collect::<Vec<_>>()).trim_end());
            }
        }
        Ok(Exit::Done)
    }

    /// The scorecards that were asked for, with who moved.
    async fn shown(&self, store: &dyn Store) -> Result<Vec<Shown>, Failure> {
        let kept = kept(store).await?;
        let known: Vec<&str> = kept.iter().map(|one| one.card.id.as_str()).collect();
        if known.is_empty() {
            return Err(Failure::usage(
                "no scorecard was evaluated yet",
                format!("{} holds no result", store.location()),
                "run `windlass scorecard run`, or first `windlass scorecard init`",
            ));
        }
        if let Some(card) = &self.card
            && !known.contains(&card.as_str())
        {
            let why = format!("{} were", known.join(", "));
            let todo = "choose one of these, or run `windlass scorecard run`";
            return Err(Failure::usage(format!("there is no scorecard `{card}` that was evaluated"), why, todo));
        }
        let mut reports = match (&self.entity, &self.card) {
            (Some(entity), _) => of_entity(store, entity).await?,
            (None, Some(card)) => report(store, card).await?.into_iter().collect(),
            (None, None) => reports(store, kept).await?,
        };
        let is_asked = |report: &Report| match &self.card {
            Some(card) => report.card.id == *card,
            None => self.drafts || report.card.published,
        };
        reports.retain(is_asked);
        let mut shown = Vec::new();
        for report in reports {
            let report = if self.drafts { report } else { report.without_drafts() };
            let since = report.as_of.checked_sub(self.since).unwrap_or(Timestamp::MIN);
            let Moves { since, mut moved } = moved(store, &report.card.id, since).await?;
            if let Some(entity) = &self.entity {
                let of = |one: &Moved| {
                    one.entity_identifier == *entity
                        || format!("{}:{}", one.entity_type, one.entity_identifier) == *entity
                };
                moved.retain(of);
            }
            shown.push(Shown { report, moved, since });
        }
        Ok(shown)
    }

    fn limited<'r>(&self, report: &'r Report) -> Vec<&'r Scored> {
        let mut all = report.from_the_worst();
        all.truncate(if self.limit == 0 { all.len() } else { self.limit });
        all
    }

    fn print(&self, shown: &[Shown]) {
        for (at, Shown { report, moved, since }) in shown.iter().enumerate() {
            if at > 0 {
                out("");
            }
            let count = entities(report.entities.len());
            out(&format!("{}: {count}, as of {}", title(&report.card), moment(report.as_of)));
            out("");
            let has = if report.card.levels.is_empty() { "points" } else { "level" };
            let mut header = vec!["type", "entity", has, "since"];
            header.extend(report.card.checks.iter().map(|check| check.key.as_str()));
            let mut table = render::table(&header);
            let limited = self.limited(report);
            for scored in &limited {
                let mut cells = row(&report.card, scored);
                cells.insert(0, tame(&scored.entity.kind));
                cells.insert(3, scored.since.map_or_else(String::new, day));
                table.add_row(cells);
            }
            render::print(&table);
            if limited.len() < report.entities.len() {
                let all = thousands(report.entities.len() as u64);
                err(&format!("note: stopped after {} of {all} entities; --limit 0 prints all", limited.len()));
            }
            out("");
            out(LEGEND);
            out("");
            print_told(report);
            out(&format!("Since {}:", day(*since)));
            print_moved(&report.card, moved, MOVED);
            print_errors(report);
        }
    }

    /// Of one entity DX's answer; of all, the same for each.
    fn to_json(&self, shown: &[Shown]) -> Json {
        let reports: Vec<Report> = shown.iter().map(|one| one.report.clone()).collect();
        // A draft that was named is asked for.
        let drafts = self.drafts || self.card.is_some();
        let mut object = if self.entity.is_some() {
            json!(dx::answer(&reports, drafts))
        } else {
            let mut by_entity: BTreeMap<(&str, &str), Json> = BTreeMap::new();
            for report in &reports {
                for scored in &report.entities {
                    let entity = &scored.entity;
                    let one = by_entity.entry((&entity.kind, &entity.identifier)).or_insert_with(|| {
                        json!({
                            "type": entity.kind,
                            "identifier": entity.identifier,
                            "name": entity.name,
                            "owner": entity.owner,
                            "scorecards": [],
                        })
                    });
                    if let Some(Json::Array(cards)) = one.get_mut("scorecards") {
                        cards.push(json!(dx::scorecard(&report.card, scored, report.as_of, drafts)));
                    }
                }
            }
            json!({ "ok": true, "entities": by_entity.into_values().collect::<Vec<_>>() })
        };
        if let Json::Object(members) = &mut object {
            let moved = shown.iter().flat_map(|one| one.moved.iter().map(moved_json));
            members.insert("moved".to_owned(), moved.collect());
        }
        object
    }
}

/// Moves that are listed by name.
const MOVED: usize = 20;

/// A moment to the day, UTC.
fn day(at: Timestamp) -> String {
    moment(at).chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_hours_days_or_weeks() {
        for (text, hours) in [("24h", Some(24)), ("7d", Some(168)), ("2w", Some(336)), ("0d", Some(0))] {
            assert_eq!(span(text).ok(), hours.map(|hours| Duration::from_secs(hours * 3_600)), "{text}");
        }
        for text in ["", "7", "d", "-1d", "7ä", "99999999999d", "1.5d"] {
            assert!(span(text).is_err(), "{text}");
        }
    }
}

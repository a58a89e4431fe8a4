//! Scorecards: who is where, what stands in the way, entity by entity. Every verdict is a sign and a word, not a colour alone.

mod moves;
#[cfg(test)]
mod tests;
mod way;

use crate::frame::{self, link, wide};
use crate::paint::{safe, text_on};
use crate::words::{day, entities, moment, thousands};
use maud::{Markup, html};
use windlass_score::cards::{Card, CardKind, Check, Level};
use windlass_score::evaluate::{CheckResult, Points, Report, Score, SqlError, Status};
use windlass_score::report::Moves;
use windlass_score::{aggregated, shown};

/// Entities in the matrix of a page of its own: those that need people most. A page of thousands helps nobody; the command line lists all.
const ROWS: usize = 150;

/// The same in a report, where a scorecard is one thing of several.
const FEW: usize = 25;

/// Scorecards as a page, each with those who moved on it.
pub fn page(cards: &[(Report, Moves)]) -> String {
    let title = match cards {
        [(only, _)] => format!("Scorecard: {}", only.card.name),
        _ => "Scorecards".to_owned(),
    };
    let body = html! {
        header {
            h1 { (title) }
            @if let Some(as_of) = cards.iter().map(|(card, _)| card.as_of).max() { p.soft { "As of " (moment(as_of)) "." } }
        }
        @for (card, moved) in cards { section { h2 { (name(&card.card)) } (scores(card, moved, ROWS)) } }
    };
    frame::page(&title, &body)
}

/// One scorecard of a report.
pub(crate) fn section(report: &Report, moved: &Moves) -> Markup {
    html! { section { h2 { "Scorecard: " (name(&report.card)) } (scores(report, moved, FEW)) } }
}

fn name(card: &Card) -> Markup {
    html! { (card.name) @if !card.published { " " span.chip.quiet { "draft" } } }
}

/// What is below the name.
fn scores(report: &Report, moved: &Moves, rows: usize) -> Markup {
    let card = &report.card;
    html! {
        @if let Some(description) = &card.description { p.soft { (description) } }
        @for error in &report.sql_errors {
            div.notice {
                strong { (error.check.as_deref().unwrap_or("The filter of entities")) ": " } (error.error)
                @if error.entities > 1 { " (" (entities(error.entities as usize)) ")" }
                details { summary { "Its SQL" } (sql(card, error)) }
            }
        }
        @if report.entities.is_empty() {
            p { "No entity is scored: the card's filter finds none." }
        } @else {
            (shares(report))
            (checks(report))
            (matrix(report, rows))
            (way::section(report))
            (moves::section(report, moved))
        }
    }
}

fn sql(card: &Card, error: &SqlError) -> Markup {
    let of = error.check.as_deref().unwrap_or("the filter of entities");
    let name = format!("{}: the SQL of {of}", card.name);
    html! { pre tabindex="0" role="region" aria-label=(name) { (error.sql) } }
}

/// How many entities have what.
fn shares(report: &Report) -> Markup {
    let card = &report.card;
    if card.kind == CardKind::Points {
        let points: Vec<Points> = report.entities.iter().filter_map(|one| one.score.points).collect();
        let (achieved, total) =
            points.iter().fold((0.0, 0.0), |(achieved, total), one| (achieved + one.achieved, total + one.total));
        return html! { p { strong { (achieved) " of " (total) " points" } " over " (entities(report.entities.len())) "." } };
    }
    let mut levels: Vec<&Level> = card.levels.iter().collect();
    levels.sort_by_key(|level| std::cmp::Reverse(level.rank));
    let having = |key: Option<&str>| report.entities.iter().filter(|one| one.score.level.as_deref() == key).count();
    let parts = levels.iter().map(|level| (level.name.as_str(), level.color.as_str(), having(Some(&level.key))));
    let none = card.empty_level.as_ref().map(|none| (none.label.as_str(), none.color.as_str(), having(None)));
    let parts: Vec<(&str, &str, usize)> = parts.chain(none).collect();
    let said: Vec<String> = parts.iter().map(|(name, _, count)| format!("{name} {count}")).collect();
    html! {
        div.share role="img" aria-label=(said.join(", ")) {
            @for (name, colour, count) in parts.iter().filter(|(.., count)| *count > 0) {
                span style=(format!("flex: {count} 0 0; background: {}; color: {}", safe(colour), text_on(colour))) { (name) " " (count) }
            }
        }
        p.soft { (said.join(" · ")) " of " (entities(report.entities.len())) "." }
    }
}

/// What each check says of all.
fn checks(report: &Report) -> Markup {
    let table = html! {
        table.numbers {
            thead { tr { @for name in ["check", "of", "pass", "warn", "fail", "error", "left out", "output", "days to mend"] { th scope="col" { (name) } } } }
            tbody { @for check in &report.card.checks { tr {
                th scope="row" { (link(check.external_url.as_deref(), &check.name)) @if !check.published { " " span.chip.quiet { "draft" } } }
                td { (report.card.place_of(check)) }
                @for count in report.counts(check).each() { td { (thousands(count)) } }
                td { (aggregated(check, report.entities.iter().flat_map(|one| &one.results)).unwrap_or_default()) }
                td { @if let Some(days) = check.estimated_dev_days { (days) } }
            } } }
        }
    };
    wide(&format!("{}: its checks", report.card.name), table)
}

/// Entities by checks, those that need people most first.
fn matrix(report: &Report, most: usize) -> Markup {
    let rows = report.from_the_worst();
    let left = rows.len().saturating_sub(most);
    let table = html! {
        table.matrix {
            thead { tr {
                th scope="col" { "entity" }
                th scope="col" { @if report.card.kind == CardKind::Level { "level" } @else { "points" } }
                @for check in &report.card.checks { th scope="col" { (check.name) } }
            } }
            tbody { @for one in rows.into_iter().take(most) { tr {
                th scope="row" { (one.entity.name) br; span.soft { (one.entity.kind)
                    @if let Some(owner) = &one.entity.owner { ", " (owner) } } }
                td { (attained(&report.card, &one.score)) @if let Some(since) = one.since { br; small.soft { "since " (day(since)) } } }
                @for check in &report.card.checks { td { (verdict(check, one.results.iter().find(|result| result.check == check.key))) } }
            } } }
        }
    };
    html! {
        (wide(&format!("{}: entities and checks", report.card.name), table))
        @if left > 0 {
            p.soft { "And " (entities(left)) " that need people less. " code { "windlass scorecard report " (report.card.id) } " lists all." }
        }
        p.soft { "✓ passes, ! passes with a warning, ✗ fails, ? could not tell, – does not apply." }
    }
}

fn verdict(check: &Check, result: Option<&CheckResult>) -> Markup {
    let Some(result) = result else { return html! {} };
    let said = word(result.status);
    html! {
        span class={ "verdict " (class(result.status)) } title=(said) role="img" aria-label=(said) { (result.status.mark()) }
        @if let Some(output) = result.output.as_ref().filter(|_| check.output_enabled) { br; small { (shown(check, output)) } }
    }
}

fn class(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Warn | Status::Error => "warn",
        Status::Fail => "fail",
        Status::NotApplicable => "quiet",
    }
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Pass => "passes",
        Status::Warn => "passes with a warning",
        Status::Fail => "fails",
        Status::Error => "could not tell",
        Status::NotApplicable => "does not apply",
    }
}

/// The level, or the points, that an entity has.
fn attained(card: &Card, score: &Score) -> Markup {
    if let Some(points) = score.points {
        return html! { (points.achieved) " / " (points.total) };
    }
    let level = score.level.as_deref();
    let found = card.level(level).map(|level| (&level.name, &level.color));
    let none = || card.empty_level.as_ref().map(|none| (&none.label, &none.color));
    html! {
        @if let Some((name, colour)) = if level.is_some() { found } else { none() } {
            span.chip style=(format!("background: {}; color: {}", safe(colour), text_on(colour))) { (name) }
        } @else { (level.unwrap_or("–")) }
    }
}

//! Scorecards for people: marks, outputs, summaries.

use super::Evaluated;
use super::tally::{direction, groups, label, moves};
use crate::ages::{counted, entities, moment, thousands};
use crate::failure::Failure;
use crate::render::{self, err, out, tame};
use serde_json::Value as Json;
use std::collections::HashSet;
use windlass_score::Place;
use windlass_score::cards::{Card, Check};
use windlass_score::evaluate::{CheckResult, Report, Scored, SqlError, Status, Told};
use windlass_score::history::Moved;

/// What the marks mean.
pub(crate) const LEGEND: &str =
    "✓ pass   ! warn, which passes   ✗ fail   ? error, which does not pass   – does not apply";

/// A status as a word.
pub(crate) fn word(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Warn => "warn",
        Status::Fail => "fail",
        Status::Error => "error",
        Status::NotApplicable => "does not apply",
    }
}

/// An output with its unit.
pub(crate) fn output(check: &Check, value: &Json) -> String {
    tame(&windlass_score::shown(check, value))
}

/// The mark of a result, with its output where it does not simply pass.
pub(crate) fn cell(check: &Check, result: &CheckResult) -> String {
    match (&result.output, result.status) {
        (Some(value), Status::Warn | Status::Fail) => format!("{} {}", result.status.mark(), output(check, value)),
        _ => result.status.mark().to_owned(),
    }
}

/// A card's name, with what it is called on the command line.
pub(crate) fn title(card: &Card) -> String {
    let draft = if card.published { "" } else { ", a draft" };
    format!("{} ({}{draft})", tame(&card.name), card.id)
}

/// A card that was evaluated.
pub(crate) fn print(one: &Evaluated) {
    let report = &one.report;
    let of = match (report.narrowed, one.overtaken) {
        (true, _) => ", a part, which is not kept",
        (false, true) => ", not kept, since somebody evaluated newer data meanwhile",
        (false, false) => "",
    };
    out(&format!("{}: {}, as of {}{of}", title(&report.card), entities(report.entities.len()), moment(report.as_of)));
    out("");
    if report.scored {
        let has = if report.card.levels.is_empty() { "points" } else { "level" };
        let mut table = render::table(&[has, "#entities"]);
        for group in groups(report) {
            table.add_row([tame(&group.name), thousands(group.entities)]);
        }
        render::print(&table);
        out("");
    }
    let of = if report.card.levels.is_empty() { "group" } else { "level" };
    let mut table = render::table(&["check", of, "#pass", "#warn", "#fail", "#error", "#does not apply"]);
    for check in &report.card.checks {
        let name = if check.published { check.key.clone() } else { format!("{} (draft)", check.key) };
        let numbers = report.counts(check).each().map(thousands);
        table.add_row([name, tame(report.card.place_of(check))].into_iter().chain(numbers));
    }
    render::print(&table);
    if !one.moved.is_empty() {
        out("");
        print_moved(&report.card, &one.moved, MOVED);
    }
    print_errors(report);
}

/// What there is to do, check by check: the words that most of those have that do not pass, and how many have others.
pub(crate) fn print_told(report: &Report) {
    let lines = to_do(report, |text| tame(&one_line(text)));
    if lines.is_empty() {
        return;
    }
    out("What stands in the way:");
    for line in lines {
        out(&format!("  {line}"));
    }
    out("");
}

/// What there is to do about each check, on a line; nothing where nobody fails it, or it has no words.
pub(crate) fn to_do(report: &Report, words: impl Fn(&str) -> String) -> Vec<String> {
    report.told().into_iter().filter_map(|(check, told)| to_do_about(check, told, &words)).collect()
}

fn to_do_about(check: &Check, told: Vec<Told<'_>>, words: impl Fn(&str) -> String) -> Option<String> {
    let fails = |told: &Told<'_>| told.of.iter().filter(|(status, _)| *status == Status::Fail).count();
    let mut told: Vec<(usize, Told<'_>)> = told.into_iter().map(|told| (fails(&told), told)).collect();
    told.retain(|(fails, _)| *fails > 0);
    let all: usize = told.iter().map(|(fails, _)| fails).sum();
    // The first of several: that of those that need people most.
    let (most, first) = told.iter().rev().max_by_key(|(fails, _)| *fails)?;
    let message = words(first.message?);
    let others = match all - most {
        0 => String::new(),
        others => format!(
            " ({} of them told otherwise, see `windlass scorecard explain {} ENTITY`)",
            thousands(others as u64),
            check.key
        ),
    };
    Some(format!("{} ({} fail): {message}{others}", check.key, thousands(all as u64)))
}

/// A text of several lines as one.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What went wrong with a card's SQL, with the SQL.
pub(crate) fn print_errors(report: &Report) {
    for error in &report.sql_errors {
        err("");
        err(sql_failure(&report.card, error).lines().trim_end());
        for line in error.sql.trim_end().lines() {
            err(&format!("    {}", tame(line)));
        }
    }
}

/// Moves that are listed after a run.
const MOVED: usize = 5;

/// Who moved, at most so many by name.
pub(crate) fn print_moved(card: &Card, moved: &[Moved], most: usize) {
    out(&format!("Moved: {}", moves_line(moved)));
    let by_name: Vec<&Moved> = moved.iter().filter(|moved| moved.from.is_some()).collect();
    for moved in by_name.iter().take(most) {
        out(&format!("  {}", moved_line(card, moved)));
    }
    if by_name.len() > most {
        out(&format!("  … and {} more", thousands((by_name.len() - most) as u64)));
    }
}

/// One who moved.
pub(crate) fn moved_line(card: &Card, moved: &Moved) -> String {
    let score = |score: &Option<windlass_score::evaluate::Score>| {
        score.as_ref().map_or_else(|| "not scored".to_owned(), |score| tame(&label(card, score)))
    };
    let who = format!("{} {}", tame(&moved.entity_type), tame(&moved.entity_identifier));
    format!("{}: {who}: {} → {}", direction(moved), score(&moved.from), score(&moved.to))
}

/// How many moved, and where to.
pub(crate) fn moves_line(moved: &[Moved]) -> String {
    let moves = moves(moved);
    let each = [
        (moves.up, "up"),
        (moves.down, "down"),
        (moves.other, "to as much of something else"),
        (moves.new, "new"),
        (moves.gone, "gone"),
    ];
    let told: Vec<String> = each
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", thousands(*count)))
        .collect();
    if told.is_empty() { "nobody".to_owned() } else { told.join(", ") }
}

/// An error of a card's SQL.
pub(crate) fn sql_failure(card: &Card, error: &SqlError) -> Failure {
    let place = error.place.as_ref().filter(|place| !place.file.is_empty());
    let place = place.map(|Place { file, line, column }| format!(" ({file}:{line}:{column})")).unwrap_or_default();
    let what = match &error.check {
        Some(check) => {
            let of = entities(error.entities as usize);
            format!("the check `{check}` of `{}`{place} could not tell for {of}", card.id)
        }
        None => format!("`{}`{place} cannot tell which entities it scores", card.id),
    };
    let query = format!("mend its `{}`, which is below", error.query.field());
    let todo = match &error.check {
        Some(check) => format!("{query}; `windlass scorecard explain {check} ENTITY` looks into it"),
        None => query,
    };
    let kept = match &error.check {
        Some(_) => "it counts as not passed; every other check was evaluated",
        None => "nothing is scored by it; every other scorecard was evaluated",
    };
    Failure::new("query_failed", what, error.error.clone(), todo).keeping(kept)
}

/// A card in a few lines: the levels, and the three that need people most.
pub(crate) fn print_short(one: &Evaluated) {
    let report = &one.report;
    let groups: Vec<String> =
        groups(report).iter().map(|group| format!("{} {}", thousands(group.entities), tame(&group.name))).collect();
    out(&format!("{}: {}", tame(&report.card.name), groups.join(", ")));
    if !one.moved.iter().all(|moved| moved.from.is_none()) {
        out(&format!("Moved since the last sync: {}", moves_line(&one.moved)));
    }
    out("");
    let mut header = vec!["worst of all", "", "has"];
    header.extend(report.card.checks.iter().map(|check| check.key.as_str()));
    let mut table = render::table(&header);
    for scored in report.from_the_worst().into_iter().take(3) {
        table.add_row(std::iter::once(tame(&scored.entity.kind)).chain(row(&report.card, scored)));
    }
    render::print(&table);
}

/// An entity's row: its name, what it has, what each check says.
pub(crate) fn row(card: &Card, scored: &Scored) -> Vec<String> {
    let mut cells = vec![tame(&scored.entity.identifier), tame(&label(card, &scored.score))];
    cells.extend(card.checks.iter().map(|check| {
        let result = scored.results.iter().find(|result| result.check == check.key);
        result.map_or_else(String::new, |result| cell(check, result))
    }));
    cells
}

/// What a sync says of scorecards, in two lines.
pub(crate) fn two_lines(cards: &[Evaluated]) -> [String; 2] {
    let scored = cards.iter().flat_map(|one| &one.report.entities);
    let scored: HashSet<_> = scored.map(|one| (&one.entity.kind, &one.entity.identifier)).collect();
    let moved: Vec<Moved> = cards.iter().flat_map(|one| one.moved.clone()).collect();
    [
        format!("{} evaluated for {}", counted(cards.len() as u64, "scorecard"), entities(scored.len())),
        format!("  scores: {}; `windlass scorecard report` tells who has what", moves_line(&moved)),
    ]
}

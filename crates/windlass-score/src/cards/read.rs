//! From the tree of a file to a card.

use super::fields::{Fields, Notes, Wrong, boolean, integer, number, one_of, text, texts};
use super::node::{Yaml, parse};
use super::validate::validate;
use super::{
    Aggregation, Auto, Card, CardKind, Check, CheckGroup, CustomOptions, Decimals, EmptyLevel, EntityFilter, Level,
    OutputType, Problem, Source, Tag,
};
use std::collections::HashSet;

/// Reads a card; `id` is what it is called by.
pub(super) fn card(id: &str, source: &str) -> Result<Card, Vec<Problem>> {
    let node = parse(source).map_err(|problem| vec![problem])?;
    let mut notes = Notes::default();
    let mut fields = Fields::of(&node, "a scorecard", String::new(), &mut notes);
    if !fields.is_object() {
        return Err(notes.problems);
    }
    let name = fields.text("name");
    let kind = fields.required("type", kind);
    let mut card = Card {
        id: id.to_owned(),
        name,
        description: fields.maybe("description", text),
        kind: kind.unwrap_or(CardKind::Level),
        published: fields.maybe("published", boolean).unwrap_or(true),
        entity_filter: fields.object("entity_filter", entity_filter).unwrap_or(EntityFilter::Types(Vec::new())),
        empty_level: fields
            .object("empty_level", |fields| EmptyLevel { label: fields.text("label"), color: fields.text("color") }),
        levels: fields.list("levels", |fields| Level {
            key: fields.text("key"),
            name: fields.text("name"),
            color: fields.text("color"),
            rank: fields.required("rank", integer),
        }),
        check_groups: fields.list("check_groups", |fields| CheckGroup {
            key: fields.text("key"),
            name: fields.text("name"),
            ordering: fields.maybe("ordering", integer).unwrap_or(UNORDERED),
        }),
        checks: fields.list("checks", check),
        tags: fields.list("tags", |fields| Tag { value: fields.text("value"), color: fields.maybe("color", text) }),
        source: Source::default(),
    };
    fields.finish();
    order(&mut card);
    validate(&card, kind.is_some(), &mut notes);
    notes.problems.sort_by_key(|problem| (problem.line, problem.column));
    notes.problems.dedup();
    if !notes.problems.is_empty() {
        return Err(notes.problems);
    }
    card.source = Source::of(&card, &notes);
    sort(&mut card);
    Ok(card)
}

/// The ordering of what has none yet.
const UNORDERED: i64 = i64::MIN;

/// Gives what has no ordering its place in the file, or the next that nothing beside it has.
fn order(card: &mut Card) {
    let groups: Vec<i64> = card.check_groups.iter().map(|group| group.ordering).collect();
    for (group, place) in card.check_groups.iter_mut().zip(places(&groups)) {
        group.ordering = place;
    }
    let of = |check: &Check| (check.level.clone(), check.group.clone());
    let beside: HashSet<_> = card.checks.iter().map(of).collect();
    for beside in beside {
        let mut checks: Vec<&mut Check> = card.checks.iter_mut().filter(|check| of(check) == beside).collect();
        let orderings: Vec<i64> = checks.iter().map(|check| check.ordering).collect();
        for (check, place) in checks.iter_mut().zip(places(&orderings)) {
            check.ordering = place;
        }
    }
}

/// Puts groups and checks in the order in which people are shown them: level by level from the lowest, or group by group.
fn sort(card: &mut Card) {
    card.check_groups.sort_by_key(|group| group.ordering);
    let mut checks = std::mem::take(&mut card.checks);
    checks.sort_by_key(|check| card.order_of(check));
    card.checks = checks;
}

/// Orderings, where those that are not said are the first from their place that nothing else has.
fn places(orderings: &[i64]) -> Vec<i64> {
    let mut taken: HashSet<i64> = orderings.iter().copied().filter(|ordering| *ordering != UNORDERED).collect();
    let mut all = Vec::with_capacity(orderings.len());
    for (place, ordering) in (1..).zip(orderings) {
        let free = (place..).find(|free| !taken.contains(free)).filter(|_| *ordering == UNORDERED);
        taken.extend(free);
        all.push(free.unwrap_or(*ordering));
    }
    all
}

fn kind(value: &Yaml) -> Result<Option<CardKind>, Wrong> {
    one_of(value, &[("LEVEL", Some(CardKind::Level)), ("POINTS", Some(CardKind::Points))])
}

fn entity_filter(fields: &mut Fields<'_, '_>) -> EntityFilter {
    let types = fields.maybe("types", texts);
    match (types, fields.maybe("sql", text)) {
        (Some(types), None) => EntityFilter::Types(types),
        (None, Some(sql)) => EntityFilter::Sql(sql),
        (None, None) => EntityFilter::Types(Vec::new()),
        (Some(_), Some(sql)) => {
            fields.complain("has both `types` and `sql`", "leave one of them out");
            EntityFilter::Sql(sql)
        }
    }
}

fn check(fields: &mut Fields<'_, '_>) -> Check {
    Check {
        key: fields.text("key"),
        name: fields.text("name"),
        description: fields.maybe("description", text),
        ordering: fields.maybe("ordering", integer).unwrap_or(UNORDERED),
        level: fields.maybe("level", text),
        group: fields.maybe("group", text),
        points: fields.maybe("points", number),
        sql: fields.text("sql"),
        filter_sql: fields.maybe("filter_sql", text),
        filter_message: fields.maybe("filter_message", text),
        message: fields.maybe("message", text),
        output_enabled: fields.maybe("output_enabled", boolean).unwrap_or_default(),
        output_type: fields.maybe("output_type", output_type),
        output_custom_options: fields.object("output_custom_options", |fields| CustomOptions {
            unit: fields.text("unit"),
            decimals: fields.maybe("decimals", decimals),
        }),
        output_aggregation: fields.maybe("output_aggregation", aggregation),
        external_url: fields.maybe("external_url", text),
        estimated_dev_days: fields.maybe("estimated_dev_days", number),
        published: fields.maybe("published", boolean).unwrap_or(true),
    }
}

fn output_type(value: &Yaml) -> Result<OutputType, Wrong> {
    one_of(
        value,
        &[
            ("string", OutputType::String),
            ("number", OutputType::Number),
            ("percent", OutputType::Percent),
            ("currency_usd", OutputType::CurrencyUsd),
            ("duration_milliseconds", OutputType::DurationMilliseconds),
            ("duration_seconds", OutputType::DurationSeconds),
            ("duration_minutes", OutputType::DurationMinutes),
            ("duration_hours", OutputType::DurationHours),
            ("duration_days", OutputType::DurationDays),
            ("custom", OutputType::Custom),
        ],
    )
}

fn aggregation(value: &Yaml) -> Result<Aggregation, Wrong> {
    one_of(
        value,
        &[
            ("mean", Aggregation::Mean),
            ("median", Aggregation::Median),
            ("sum", Aggregation::Sum),
            ("min", Aggregation::Min),
            ("max", Aggregation::Max),
        ],
    )
}

fn decimals(value: &Yaml) -> Result<Decimals, Wrong> {
    if matches!(value, Yaml::Text(text) if text == "auto") {
        return Ok(Decimals::Auto(Auto::Auto));
    }
    let digits = integer(value).ok().and_then(|digits| u8::try_from(digits).ok()).filter(|digits| *digits <= 9);
    let wrong = || ("is no number of digits".to_owned(), "write 0 to 9, or `auto`".to_owned());
    digits.map(Decimals::Digits).ok_or_else(wrong)
}

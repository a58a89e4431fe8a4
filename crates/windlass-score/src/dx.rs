//! A report in the shape of DX's `catalog.entities.scorecards`, so that what reads that reads this.
//!
//! Ids are keys, since ours are files. DX knows neither an error nor a check that does not apply: the first is a `FAIL` whose message is the
//! error, the second is left out, as it is of DX's points.

use crate::cards::{Card, CardKind, Check, CheckGroup, CustomOptions, EmptyLevel, Level, OutputType, Tag};
use crate::evaluate::{CheckResult, Report, Scored, Status};
use serde::Serialize;
use serde_json::Value as Json;
use windlass_model::Timestamp;

/// The answer for an entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Always true.
    pub ok: bool,
    /// Its scorecards.
    pub scorecards: Vec<Scorecard>,
    /// Nothing follows.
    pub response_metadata: Metadata,
}

/// What DX pages by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Metadata {
    /// Always null: all is in one answer.
    pub next_cursor: Option<String>,
}

/// A scorecard of an entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scorecard {
    /// The name of the card's file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `LEVEL` or `POINTS`.
    #[serde(rename = "type")]
    pub kind: CardKind,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// LEVEL: what there is to attain, and what is.
    #[serde(flatten)]
    pub levels: Option<Levels>,
    /// POINTS: what there is to collect, and what is.
    #[serde(flatten)]
    pub points: Option<PointsOfGroups>,
    /// What each check says.
    pub checks: Vec<Result>,
}

/// LEVEL: what there is to attain, and what is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Levels {
    /// The levels, from the lowest.
    pub levels: Vec<LevelOf>,
    /// The level that is attained.
    pub current_level: Option<LevelOf>,
    /// What is shown where none is.
    pub empty_level: Option<EmptyLevel>,
}

/// A level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelOf {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: String,
    /// Its rank.
    pub rank: i64,
}

/// POINTS: what there is to collect, and what is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PointsOfGroups {
    /// The groups, in their order.
    pub check_groups: Vec<Group>,
    /// The points.
    pub points_meta: PointsMeta,
}

/// A group of checks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its place.
    pub ordering: i64,
}

/// Points of a number of points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct PointsMeta {
    /// Those of the checks that pass.
    pub points_achieved: f64,
    /// Those of all checks that apply.
    pub points_total: f64,
}

/// What a check says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Result {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it asks.
    pub description: Option<String>,
    /// Its place in its level or group.
    pub ordering: i64,
    /// Whether it passes.
    pub passed: bool,
    /// `PASS`, `WARN` or `FAIL`.
    pub status: Status,
    /// Whether it is more than a draft.
    pub published: bool,
    /// Its output.
    pub output: Option<Output>,
    /// What to tell the owner.
    pub message: Option<String>,
    /// The property that would mend it.
    pub related_property: Option<String>,
    /// Its properties, where there are several.
    pub related_properties: Option<Vec<String>>,
    /// The moment of the data.
    pub executed_at: Timestamp,
    /// LEVEL: the level that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Named>,
    /// POINTS: the group that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_group: Option<Named>,
    /// POINTS: what it is worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
}

/// An output, and how it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Output {
    /// The raw value.
    pub value: Json,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: OutputType,
    /// `custom`: how it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_options: Option<CustomOptions>,
}

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The answer for the entities of these reports, which are of one entity as [`of_entity`](crate::report::of_entity) gives them. Drafts
/// are left out, as DX does, unless they are asked for.
pub fn answer(reports: &[Report], with_drafts: bool) -> Answer {
    let shown = reports.iter().filter(|report| with_drafts || report.card.published);
    let scorecards = shown.flat_map(|report| {
        report.entities.iter().map(move |scored| scorecard(&report.card, scored, report.as_of, with_drafts))
    });
    Answer { ok: true, scorecards: scorecards.collect(), response_metadata: Metadata::default() }
}

/// A scorecard of an entity.
pub fn scorecard(card: &Card, scored: &Scored, as_of: Timestamp, with_drafts: bool) -> Scorecard {
    let mut checks: Vec<(&Check, &CheckResult)> = card
        .checks
        .iter()
        .filter_map(|check| Some((check, scored.results.iter().find(|result| result.check == check.key)?)))
        .filter(|(check, result)| result.status != Status::NotApplicable && (with_drafts || check.published))
        .collect();
    checks.sort_by_key(|(check, _)| card.order_of(check));
    let (levels, points) = match card.kind {
        CardKind::Level => (Some(levels(card, scored)), None),
        CardKind::Points => (None, Some(points(card, scored))),
    };
    Scorecard {
        id: card.id.clone(),
        name: card.name.clone(),
        kind: card.kind,
        tags: card.tags.clone(),
        levels,
        points,
        checks: checks.into_iter().map(|(check, result)| of_check(card, check, result, as_of)).collect(),
    }
}

fn levels(card: &Card, scored: &Scored) -> Levels {
    let of = |level: &Level| LevelOf {
        id: level.key.clone(),
        name: level.name.clone(),
        color: level.color.clone(),
        rank: level.rank,
    };
    let current = card.level(scored.score.level.as_deref());
    let mut levels: Vec<LevelOf> = card.levels.iter().map(of).collect();
    levels.sort_by_key(|level| level.rank);
    Levels { levels, current_level: current.map(of), empty_level: card.empty_level.clone() }
}

fn points(card: &Card, scored: &Scored) -> PointsOfGroups {
    let of = |CheckGroup { key, name, ordering }: &CheckGroup| Group {
        id: key.clone(),
        name: name.clone(),
        ordering: *ordering,
    };
    let mut check_groups: Vec<Group> = card.check_groups.iter().map(of).collect();
    check_groups.sort_by_key(|group| group.ordering);
    let points = scored.score.points.unwrap_or_default();
    let points_meta = PointsMeta { points_achieved: points.achieved, points_total: points.total };
    PointsOfGroups { check_groups, points_meta }
}

fn of_check(card: &Card, check: &Check, result: &CheckResult, executed_at: Timestamp) -> Result {
    let (level, group) = (card.level_of(check), card.group_of(check));
    let named = |id: &String, name: &String| Named { id: id.clone(), name: name.clone() };
    let related: Vec<String> =
        result.related_property.iter().flat_map(|list| list.split(',')).map(|one| one.trim().to_owned()).collect();
    Result {
        id: check.key.clone(),
        name: check.name.clone(),
        description: check.description.clone(),
        ordering: check.ordering,
        passed: result.status.passes(),
        status: match result.status {
            Status::Error | Status::NotApplicable => Status::Fail,
            known @ (Status::Pass | Status::Warn | Status::Fail) => known,
        },
        published: check.published,
        output: result.output.clone().map(|value| Output {
            kind: check.output_type.unwrap_or(if value.is_number() { OutputType::Number } else { OutputType::String }),
            custom_options: check.output_custom_options.clone(),
            value,
        }),
        message: result.message.clone(),
        related_property: related.first().cloned(),
        related_properties: (related.len() > 1).then_some(related),
        executed_at,
        level: level.map(|level| named(&level.key, &level.name)),
        check_group: group.map(|group| named(&group.key, &group.name)),
        points: check.points,
    }
}

//! What an evaluation comes to: entities by level or points, checks by status, moves by direction.

use super::Evaluated;
use serde::Serialize;
use serde_json::{Value as Json, json};
use windlass_score::cards::{Card, CardKind};
use windlass_score::evaluate::{Report, Score};
use windlass_score::history::{Direction, Moved};

/// What people call what an entity has.
pub(crate) fn label(card: &Card, score: &Score) -> String {
    if let Some(points) = score.points {
        return format!("{} of {}", points.achieved, points.total);
    }
    match card.level(score.level.as_deref()) {
        Some(level) => level.name.clone(),
        None => card.empty_level.as_ref().map_or_else(|| "none".to_owned(), |empty| empty.label.clone()),
    }
}

/// Entities that have the same.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Group {
    /// LEVEL: the level's key, null where none is attained. POINTS: null.
    pub(crate) key: Option<String>,
    /// What people call it.
    pub(crate) name: String,
    /// How many entities.
    pub(crate) entities: u64,
}

/// Entities by what they have, from the best; none where nobody has a score, since only some of the checks were asked for.
pub(crate) fn groups(report: &Report) -> Vec<Group> {
    if !report.scored {
        return Vec::new();
    }
    let count =
        |wanted: &dyn Fn(&Score) -> bool| report.entities.iter().filter(|scored| wanted(&scored.score)).count() as u64;
    match report.card.kind {
        CardKind::Level => {
            let mut levels: Vec<_> = report.card.levels.iter().collect();
            levels.sort_by_key(|level| std::cmp::Reverse(level.rank));
            let keys = levels.into_iter().map(|level| Some(level.key.clone())).chain([None]);
            let group = |key: Option<String>| Group {
                name: label(&report.card, &Score { level: key.clone(), ..Score::default() }),
                entities: count(&|score| score.level == key),
                key,
            };
            keys.map(group).collect()
        }
        CardKind::Points => {
            let part = |score: &Score| score.points.map_or(1.0, |points| points.part());
            let group = |name: &str, wanted: &dyn Fn(f64) -> bool| Group {
                key: None,
                name: name.to_owned(),
                entities: count(&|score| wanted(part(score))),
            };
            vec![
                group("all points", &|part| part >= 1.0),
                group("half or more", &|part| (0.5..1.0).contains(&part)),
                group("less than half", &|part| part < 0.5),
            ]
        }
    }
}

/// How many moved, and where to.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Moves {
    pub(crate) up: u64,
    pub(crate) down: u64,
    pub(crate) new: u64,
    pub(crate) gone: u64,
    pub(crate) other: u64,
}

/// How many moved, and where to.
pub(crate) fn moves<'m>(moved: impl IntoIterator<Item = &'m Moved>) -> Moves {
    let mut moves = Moves::default();
    for moved in moved {
        match (moved.direction(), &moved.from, &moved.to) {
            (Direction::Up, ..) => moves.up += 1,
            (Direction::Down, ..) => moves.down += 1,
            (Direction::Sideways, None, _) => moves.new += 1,
            (Direction::Sideways, _, None) => moves.gone += 1,
            (Direction::Sideways, Some(_), Some(_)) => moves.other += 1,
        }
    }
    moves
}

/// The word for where a move leads.
pub(crate) fn direction(moved: &Moved) -> &'static str {
    match (moved.direction(), &moved.from, &moved.to) {
        (Direction::Up, ..) => "up",
        (Direction::Down, ..) => "down",
        (Direction::Sideways, None, _) => "new",
        (Direction::Sideways, _, None) => "gone",
        (Direction::Sideways, Some(_), Some(_)) => "other",
    }
}

/// A move for machines.
pub(crate) fn moved_json(moved: &Moved) -> Json {
    json!({
        "scorecard": moved.scorecard_id,
        "type": moved.entity_type,
        "identifier": moved.entity_identifier,
        "direction": direction(moved),
        "from": moved.from,
        "to": moved.to,
        "at": moved.at,
    })
}

/// A card for machines.
pub(crate) fn to_json(one: &Evaluated) -> Json {
    let report = &one.report;
    let checks = report.card.checks.iter().map(|check| {
        let mut object = json!(report.counts(check));
        if let Json::Object(members) = &mut object {
            members.insert("key".to_owned(), json!(check.key));
            members.insert("name".to_owned(), json!(check.name));
            members.insert("published".to_owned(), json!(check.published));
        }
        object
    });
    json!({
        "id": report.card.id,
        "name": report.card.name,
        "type": report.card.kind,
        "published": report.card.published,
        "entities": report.entities.len(),
        "groups": groups(report),
        "checks": checks.collect::<Vec<_>>(),
        "errors": report.sql_errors,
        "moves": moves(&one.moved),
        "moved": one.moved.iter().filter(|moved| moved.from.is_some()).map(moved_json).collect::<Vec<_>>(),
    })
}

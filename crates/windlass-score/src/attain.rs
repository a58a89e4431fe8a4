//! What results come to: a level, or points. Plain functions.

use crate::cards::{Card, CardKind, Level};
use crate::evaluate::{CheckResult, Points, Score, Status};

/// What an entity attains with these results, one for each check of the card, in its order.
pub fn score(card: &Card, results: &[CheckResult]) -> Score {
    match card.kind {
        CardKind::Level => {
            let level = level(card, results);
            Score { level: level.map(|level| level.key.clone()), rank: level.map(|level| level.rank), points: None }
        }
        CardKind::Points => Score { level: None, rank: None, points: Some(points(card, results)) },
    }
}

/// The checks that count, each with its result: those that are no drafts and apply to the entity.
fn counting<'a>(
    card: &'a Card,
    results: &'a [CheckResult],
) -> impl Iterator<Item = (&'a crate::cards::Check, &'a CheckResult)> {
    let each = card.checks.iter().zip(results);
    each.filter(|(check, result)| check.published && result.status != Status::NotApplicable)
}

/// The highest level whose checks, and those of all lower ones, pass. A level without checks is attained with the one below it.
fn level<'c>(card: &'c Card, results: &[CheckResult]) -> Option<&'c Level> {
    let mut levels: Vec<&Level> = card.levels.iter().collect();
    levels.sort_by_key(|level| level.rank);
    let passes = |level: &Level| {
        counting(card, results)
            .filter(|(check, _)| check.level.as_deref() == Some(&level.key))
            .all(|(_, result)| result.status.passes())
    };
    levels.into_iter().take_while(|level| passes(level)).last()
}

/// The points of the checks that pass, of those of all that apply.
fn points(card: &Card, results: &[CheckResult]) -> Points {
    counting(card, results).fold(Points::default(), |sum, (check, result)| {
        let worth = check.points.unwrap_or_default();
        Points { achieved: sum.achieved + if result.status.passes() { worth } else { 0.0 }, total: sum.total + worth }
    })
}

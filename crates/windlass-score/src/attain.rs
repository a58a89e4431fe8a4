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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{Check, parse};

    const P: Status = Status::Pass;
    const W: Status = Status::Warn;
    const F: Status = Status::Fail;
    const E: Status = Status::Error;
    const N: Status = Status::NotApplicable;

    /// A card whose checks belong to these levels or groups, each worth as many points as its place; those with `!` are drafts.
    fn card(kind: &str, checks: &[&str]) -> Card {
        let (of, head) = match kind {
            // Not in the order of their ranks.
            "LEVEL" => (
                "level",
                "empty_level: {label: None, color: \"#000000\"}\nlevels:\n  \
                         - {key: gold, name: Gold, color: \"#000000\", rank: 9}\n  \
                         - {key: bronze, name: Bronze, color: \"#000000\", rank: 1}\n  \
                         - {key: silver, name: Silver, color: \"#000000\", rank: 5}",
            ),
            _ => ("group", "check_groups: [{key: a, name: A}, {key: b, name: B}]"),
        };
        let check = |(at, name): (usize, &&str)| {
            let points = if of == "group" { format!(", points: {at}") } else { String::new() };
            let (published, name) = (!name.starts_with('!'), name.trim_start_matches('!'));
            format!("  - {{key: c{at}, name: C, {of}: {name}{points}, published: {published}, sql: select 1}}\n")
        };
        let checks: String = (1..).zip(checks).map(check).collect();
        let text = format!("name: A\ntype: {kind}\nentity_filter: {{types: [service]}}\n{head}\nchecks:\n{checks}");
        parse("a", &text).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    fn scored(kind: &str, checks: &[&str], statuses: &[Status]) -> Score {
        let card = card(kind, checks);
        let status = |check: &Check| check.key[1..].parse::<usize>().map(|number| statuses[number - 1]).unwrap();
        let results: Vec<CheckResult> = card.checks.iter().map(|check| CheckResult::of(check, status(check))).collect();
        score(&card, &results)
    }

    #[test]
    fn the_highest_level_whose_checks_and_those_of_all_lower_ones_pass() {
        let one_each = &["bronze", "silver", "gold"][..];
        for (checks, statuses, level) in [
            (one_each, &[P, P, P][..], Some("gold")),
            (one_each, &[P, P, F], Some("silver")),
            (one_each, &[P, F, P], Some("bronze")),
            (one_each, &[F, P, P], None),
            (one_each, &[W, W, W], Some("gold")),
            (one_each, &[P, E, P], Some("bronze")),
            (one_each, &[P, N, F], Some("silver")),
            (one_each, &[N, N, N], Some("gold")),
            (&["gold", "bronze", "bronze"], &[F, P, P], Some("silver")),
            (&["gold", "bronze", "bronze"], &[P, P, F], None),
            (&["gold"], &[P], Some("gold")),
            (&["bronze", "!silver", "gold"], &[P, F, P], Some("gold")),
            (&["!bronze", "silver"], &[P, F], Some("bronze")),
        ] {
            let score = scored("LEVEL", checks, statuses);
            assert_eq!(score.level.as_deref(), level, "{checks:?} {statuses:?}");
            assert_eq!((score.rank.is_some(), score.points), (level.is_some(), None));
        }
    }

    #[test]
    fn points_are_of_those_that_apply() {
        let three = &["a", "b", "b"][..];
        for (checks, statuses, achieved, total) in [
            (three, &[P, P, P][..], 6.0, 6.0),
            (three, &[W, F, P], 4.0, 6.0),
            (three, &[P, E, F], 1.0, 6.0),
            (three, &[P, F, N], 1.0, 3.0),
            (three, &[N, N, N], 0.0, 0.0),
            (&["a", "!b", "b"], &[P, P, F], 1.0, 4.0),
        ] {
            let score = scored("POINTS", checks, statuses);
            assert_eq!(score.points, Some(Points { achieved, total }), "{checks:?} {statuses:?}");
            assert_eq!(score.level, None);
        }
    }
}

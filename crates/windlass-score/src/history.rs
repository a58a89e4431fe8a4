//! Scores over time: what is kept of them, and who moved. Plain functions.
//!
//! A row is a stretch of time in which an entity had a score, `since` it began `until` it ended. A stretch has some length, and two that
//! follow one another differ.

use crate::books::ScoreRow;
use crate::evaluate::{Entity, Points, Score};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use windlass_model::Timestamp;

/// An entity's type and identifier.
pub type Key = (String, String);

/// An entity that has another score than before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// The scorecard.
    pub scorecard_id: String,
    /// The entity's type.
    pub entity_type: String,
    /// The entity's identifier.
    pub entity_identifier: String,
    /// What it had; `None` where it was not scored.
    pub from: Option<Score>,
    /// What it has; `None` where it is no longer scored.
    pub to: Option<Score>,
    /// Since when it has it.
    pub at: Timestamp,
}

/// Where a move leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To a higher level, or a greater part of the points.
    Up,
    /// To a lower one.
    Down,
    /// It came, it left, or it has as much of something else.
    Sideways,
}

impl Moved {
    /// Where it leads.
    pub fn direction(&self) -> Direction {
        let (Some(from), Some(to)) = (&self.from, &self.to) else { return Direction::Sideways };
        let ordering = match (from.points, to.points) {
            (Some(from), Some(to)) => to.part().total_cmp(&from.part()),
            // No level is below every rank.
            _ => to.rank.cmp(&from.rank),
        };
        match ordering {
            std::cmp::Ordering::Greater => Direction::Up,
            std::cmp::Ordering::Less => Direction::Down,
            std::cmp::Ordering::Equal => Direction::Sideways,
        }
    }
}

impl Points {
    /// The part that is achieved, from 0 to 1; all of it where nothing applies.
    pub fn part(self) -> f64 {
        if self.total > 0.0 { self.achieved / self.total } else { 1.0 }
    }
}

/// The score in a row.
pub fn score_of(row: &ScoreRow) -> Score {
    let points = row.points_achieved.zip(row.points_total);
    let points = points.map(|(achieved, total)| Points { achieved, total });
    Score { level: row.level.clone(), rank: row.rank, points }
}

/// Writes the scores of a moment into the history of a scorecard.
///
/// A row is new only where a score changed; the row before it ends. One that began at the same moment, or later since somebody set
/// the clock back, gives way to it: the same data was judged anew. Entities that are no longer scored end.
pub fn carry(scorecard: &str, before: Vec<ScoreRow>, scores: &[(&Entity, &Score)], as_of: Timestamp) -> Vec<ScoreRow> {
    let mut histories = by_entity(before);
    let mut after = Vec::new();
    for (entity, score) in scores {
        let key = (entity.kind.clone(), entity.identifier.clone());
        let mut rows = histories.remove(&key).unwrap_or_default();
        end(&mut rows, as_of);
        match rows.last_mut() {
            // It goes on, or it went away at this very moment and did not.
            Some(last) if last.until == Some(as_of) && score_of(last) == **score => last.until = None,
            _ => rows.push(row(scorecard, key, score, as_of)),
        }
        after.append(&mut rows);
    }
    for mut rows in histories.into_values() {
        end(&mut rows, as_of);
        after.append(&mut rows);
    }
    after
}

/// Ends what has not ended, and drops what would end before it began.
fn end(rows: &mut Vec<ScoreRow>, as_of: Timestamp) {
    rows.retain(|row| row.since < as_of);
    for row in rows {
        if row.until.is_none_or(|until| until > as_of) {
            row.until = Some(as_of);
        }
    }
}

fn row(scorecard: &str, (entity_type, entity_identifier): Key, score: &Score, since: Timestamp) -> ScoreRow {
    ScoreRow {
        scorecard_id: scorecard.to_owned(),
        entity_type,
        entity_identifier,
        since,
        until: None,
        level: score.level.clone(),
        rank: score.rank,
        points_achieved: score.points.map(|points| points.achieved),
        points_total: score.points.map(|points| points.total),
    }
}

/// Rows by their entity, from the oldest.
fn by_entity(rows: Vec<ScoreRow>) -> BTreeMap<Key, Vec<ScoreRow>> {
    let mut histories: BTreeMap<Key, Vec<ScoreRow>> = BTreeMap::new();
    for row in rows {
        histories.entry((row.entity_type.clone(), row.entity_identifier.clone())).or_default().push(row);
    }
    histories.values_mut().for_each(|rows| rows.sort_by_key(|row| row.since));
    histories
}

/// When a scorecard was first evaluated. Before that nobody had a score, so that against an earlier moment everybody would have moved.
pub fn began(rows: &[ScoreRow]) -> Option<Timestamp> {
    rows.iter().map(|row| row.since).min()
}

/// Who has another score now than at a moment, whatever was between, by type and identifier.
pub fn moved(rows: Vec<ScoreRow>, since: Timestamp) -> Vec<Moved> {
    let mut moves = Vec::new();
    for ((entity_type, entity_identifier), rows) in by_entity(rows) {
        let then = rows.iter().find(|row| row.since <= since && row.until.is_none_or(|until| until > since));
        let Some(last) = rows.last() else { continue };
        let (from, to) = (then.map(score_of), last.until.is_none().then(|| score_of(last)));
        if from != to {
            let (scorecard_id, at) = (last.scorecard_id.clone(), last.until.unwrap_or(last.since));
            moves.push(Moved { scorecard_id, entity_type, entity_identifier, from, to, at });
        }
    }
    moves
}

/// What a step changed for those who have another score behind it than before, by type and identifier.
pub fn changes(scorecard: &str, before: &[ScoreRow], after: &[ScoreRow], at: Timestamp) -> Vec<Moved> {
    let (mut before, mut after) = (present(before), present(after));
    let keys: BTreeSet<Key> = before.keys().chain(after.keys()).cloned().collect();
    let each = keys.into_iter().filter_map(|key| {
        let (from, to) = (before.remove(&key), after.remove(&key));
        let scorecard_id = scorecard.to_owned();
        let (entity_type, entity_identifier) = key;
        (from != to).then_some(Moved { scorecard_id, entity_type, entity_identifier, from, to, at })
    });
    each.collect()
}

/// What each entity has at the end.
fn present(rows: &[ScoreRow]) -> BTreeMap<Key, Score> {
    let open = rows.iter().filter(|row| row.until.is_none());
    open.map(|row| ((row.entity_type.clone(), row.entity_identifier.clone()), score_of(row))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn level(rank: i64) -> Score {
        let level = (rank > 0).then(|| format!("l{rank}"));
        Score { level, rank: (rank > 0).then_some(rank), points: None }
    }

    fn points(achieved: f64, total: f64) -> Score {
        Score { points: Some(Points { achieved, total }), ..Score::default() }
    }

    fn entity(identifier: &str) -> Entity {
        Entity { kind: "service".to_owned(), identifier: identifier.to_owned(), ..Entity::default() }
    }

    /// The history after these moments, each with the ranks of `a` and `b`; `-1`: not scored.
    fn history(moments: &[(i64, i64, i64)]) -> Vec<ScoreRow> {
        let (a, b) = (entity("a"), entity("b"));
        moments.iter().fold(Vec::new(), |rows, (moment, of_a, of_b)| {
            let scores = [(&a, level(*of_a), *of_a), (&b, level(*of_b), *of_b)];
            let scored: Vec<_> =
                scores.iter().filter(|(.., rank)| *rank >= 0).map(|(entity, score, _)| (*entity, score)).collect();
            carry("card", rows, &scored, at(*moment))
        })
    }

    fn shown(rows: &[ScoreRow]) -> Vec<String> {
        let mut shown: Vec<String> = rows
            .iter()
            .map(|row| {
                let until = row.until.map_or("…".to_owned(), |until| until.as_second().to_string());
                format!("{} {} {}-{until}", row.entity_identifier, row.rank.unwrap_or_default(), row.since.as_second())
            })
            .collect();
        shown.sort();
        shown
    }

    #[test]
    fn a_row_is_new_only_where_a_score_changed() {
        for (moments, expected) in [
            (&[(10, 1, 0)][..], &["a 1 10-…", "b 0 10-…"][..]),
            (&[(10, 1, 0), (20, 1, 0), (30, 1, 0)], &["a 1 10-…", "b 0 10-…"]),
            (&[(10, 1, 0), (20, 2, 0)], &["a 1 10-20", "a 2 20-…", "b 0 10-…"]),
            (&[(10, 1, 0), (20, 2, -1)], &["a 1 10-20", "a 2 20-…", "b 0 10-20"]),
            (&[(10, 1, -1), (20, -1, 1), (30, -1, 1)], &["a 1 10-20", "b 1 20-…"]),
            (&[(10, 1, -1), (20, -1, -1), (30, 1, -1)], &["a 1 10-20", "a 1 30-…"]),
            // The same data, judged anew.
            (&[(10, 1, 1), (10, 2, -1)], &["a 2 10-…"]),
            (&[(10, 1, 1), (20, 2, -1), (20, 3, 2)], &["a 1 10-20", "a 3 20-…", "b 1 10-20", "b 2 20-…"]),
            (&[(10, 1, 1), (20, 2, -1), (20, 1, 1)], &["a 1 10-…", "b 1 10-…"]),
            // Older data than the last.
            (&[(10, 1, 1), (30, 2, 1), (20, 3, 1)], &["a 1 10-20", "a 3 20-…", "b 1 10-…"]),
        ] {
            assert_eq!(shown(&history(moments)), expected, "{moments:?}");
        }
    }

    #[test]
    fn who_moved_is_told_against_a_moment() {
        let rows = history(&[(10, 1, 1), (20, 2, -1), (30, 3, 2), (40, 1, 3)]);
        let shown = |since| -> Vec<String> {
            let rank = |score: &Option<Score>| score.as_ref().map_or(-1, |score| score.rank.unwrap_or_default());
            let moves = moved(rows.clone(), at(since)).into_iter();
            moves
                .map(|moved| {
                    let (from, to, way) = (rank(&moved.from), rank(&moved.to), moved.direction());
                    format!("{} {from}>{to} {way:?} {}", moved.entity_identifier, moved.at.as_second())
                })
                .collect()
        };
        assert_eq!(shown(5), ["a -1>1 Sideways 40", "b -1>3 Sideways 40"]);
        assert_eq!(shown(10), ["b 1>3 Up 40"], "a is where it was");
        assert_eq!(shown(25), ["a 2>1 Down 40", "b -1>3 Sideways 40"]);
        assert_eq!(shown(40), [""; 0]);
        assert_eq!((began(&rows), began(&[])), (Some(at(10)), None));
        let gone = moved(history(&[(10, 1, 1), (20, 1, -1)]), at(10));
        assert_eq!((gone.len(), gone[0].to.as_ref(), gone[0].at), (1, None, at(20)));
    }

    #[test]
    fn a_step_changes_those_who_have_another_score_behind_it() {
        let steps = [(10, 1, 1), (20, 2, -1), (30, 2, -1), (40, -1, 0)];
        let changed = |step: usize| -> Vec<String> {
            let (before, after) = (history(&steps[..step]), history(&steps[..=step]));
            changes("card", &before, &after, at(0)).into_iter().map(|moved| moved.entity_identifier).collect()
        };
        assert_eq!([0, 1, 2, 3].map(changed), [vec!["a", "b"], vec!["a", "b"], vec![], vec!["a", "b"]]);
    }

    #[test]
    fn points_go_up_and_down_by_their_part() {
        let moved = |from: Score, to: Score| Moved {
            scorecard_id: String::new(),
            entity_type: String::new(),
            entity_identifier: String::new(),
            from: Some(from),
            to: Some(to),
            at: at(0),
        };
        for (from, to, way) in [
            (points(1.0, 2.0), points(2.0, 2.0), Direction::Up),
            (points(1.0, 2.0), points(2.0, 5.0), Direction::Down),
            (points(1.0, 2.0), points(2.0, 4.0), Direction::Sideways),
            (points(0.0, 0.0), points(2.0, 4.0), Direction::Down),
        ] {
            assert_eq!(moved(from, to).direction(), way);
        }
    }
}

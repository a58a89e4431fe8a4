//! Who needs people most.

use super::{Report, Scored, Status};
use serde_json::Value as Json;
use std::cmp::Ordering;

impl Report {
    /// The entities, those that need people most first: by level or points, by how many checks they do not pass, by how much.
    pub fn from_the_worst(&self) -> Vec<&Scored> {
        let mut all: Vec<(Badness, &Scored)> =
            self.entities.iter().map(|scored| (Badness::of(scored), scored)).collect();
        all.sort_by(|(one, at), (other, other_at)| {
            let (key, other_key) = (&at.entity, &other_at.entity);
            one.compare(other).then_with(|| (&key.identifier, &key.kind).cmp(&(&other_key.identifier, &other_key.kind)))
        });
        all.into_iter().map(|(_, scored)| scored).collect()
    }
}

/// How far an entity is from passing everything.
struct Badness {
    rank: Option<i64>,
    part: f64,
    failing: usize,
    by: f64,
}

impl Badness {
    fn of(scored: &Scored) -> Self {
        let failing = scored.results.iter().filter(|one| !one.status.passes() && one.status != Status::NotApplicable);
        Self {
            rank: scored.score.rank,
            part: scored.score.points.map_or(0.0, |points| points.part()),
            failing: failing.clone().count(),
            by: failing.filter_map(|one| one.output.as_ref().and_then(Json::as_f64)).sum(),
        }
    }

    /// The worse first.
    fn compare(&self, other: &Self) -> Ordering {
        (self.rank.cmp(&other.rank))
            .then(self.part.total_cmp(&other.part))
            .then(other.failing.cmp(&self.failing))
            .then(other.by.total_cmp(&self.by))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::parse;
    use crate::evaluate::{CheckResult, Entity, Points, Score};
    use serde_json::json;

    #[test]
    fn the_worst_are_those_of_the_lowest_level_with_most_that_fails_by_most() {
        let head = "name: A\ntype: POINTS\nentity_filter: {types: [a]}\ncheck_groups: [{key: g, name: G}]\nchecks:\n";
        let card = parse("a", &format!("{head}  - {{key: c, name: C, group: g, points: 1, sql: select 1}}\n")).unwrap();
        let check = card.checks[0].clone();
        let of = |identifier: &str, rank: Option<i64>, points: f64, results: &[(Status, i64)]| {
            let result = |(status, by): &(Status, i64)| CheckResult {
                output: Some(json!(by)),
                ..CheckResult::of(&check, *status)
            };
            let entity = Entity { identifier: identifier.to_owned(), kind: "a".to_owned(), ..Entity::default() };
            let points = Some(Points { achieved: points, total: 4.0 });
            let score = Score { rank, points, ..Score::default() };
            Scored { entity, score, results: results.iter().map(result).collect(), since: None }
        };
        let (pass, warn, fail, none) = (Status::Pass, Status::Warn, Status::Fail, Status::NotApplicable);
        let entities = vec![
            of("top", Some(2), 1.0, &[(fail, 9)]),
            of("b", Some(1), 1.0, &[(pass, 90), (warn, 90), (none, 90)]),
            of("a", Some(1), 1.0, &[(pass, 0)]),
            of("more points", Some(1), 2.0, &[(fail, 99)]),
            of("by one", Some(1), 1.0, &[(fail, 1)]),
            of("by two", Some(1), 1.0, &[(fail, 2)]),
            of("twice", Some(1), 1.0, &[(fail, 0), (Status::Error, 0)]),
            of("no level", None, 4.0, &[(pass, 0)]),
        ];
        let as_of = windlass_model::Timestamp::default();
        let report = Report { card, as_of, entities, sql_errors: Vec::new(), narrowed: false, scored: true };
        let order: Vec<&str> = report.from_the_worst().iter().map(|one| one.entity.identifier.as_str()).collect();
        assert_eq!(order, ["no level", "twice", "by two", "by one", "a", "b", "more points", "top"]);
    }
}

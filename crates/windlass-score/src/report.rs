//! What was kept, read again.

use crate::ScoreError;
use crate::books::{CheckResultRow, EntityRow, ScoreRow, ScorecardRow};
use crate::cards::{Card, Query};
use crate::evaluate::{CheckResult, Entity, Report, Scored, SqlError, Status};
use crate::history::{self, Moved, score_of};
use std::collections::HashMap;
use windlass_model::{Timestamp, Value};
use windlass_store::{Store, books};

const OF_CARD: &str = "where scorecard_id = ?1";

/// A scorecard as it was last evaluated, in short.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The scorecard.
    pub card: Card,
    /// The moment of the data.
    pub as_of: Timestamp,
    /// Errors of its SQL.
    pub sql_errors: Vec<SqlError>,
}

/// The scorecards that were evaluated, by their ids.
///
/// # Errors
/// As the store.
pub async fn kept(store: &dyn Store) -> Result<Vec<Kept>, ScoreError> {
    let rows: Vec<ScorecardRow> = books::read(store, "", Vec::new()).await?;
    let mut all: Vec<Kept> = rows.into_iter().filter_map(of_row).collect();
    all.sort_by(|one, other| one.card.id.cmp(&other.card.id));
    Ok(all)
}

/// A scorecard as it was last evaluated, with every entity; `None` where it never was.
///
/// # Errors
/// As the store.
pub async fn report(store: &dyn Store, scorecard: &str) -> Result<Option<Report>, ScoreError> {
    let id = vec![Value::Text(scorecard.to_owned())];
    let rows: Vec<ScorecardRow> = books::read(store, "where id = ?1", id).await?;
    Ok(reports(store, rows.into_iter().filter_map(of_row).collect()).await?.pop())
}

/// The same of several that are [`kept`], in their order.
///
/// # Errors
/// As the store.
pub async fn reports(store: &dyn Store, kept: Vec<Kept>) -> Result<Vec<Report>, ScoreError> {
    if kept.is_empty() {
        return Ok(Vec::new());
    }
    let known = entities(store).await?;
    let mut reports = Vec::with_capacity(kept.len());
    for one in kept {
        let id = || vec![Value::Text(one.card.id.clone())];
        let results: Vec<CheckResultRow> = books::read(store, OF_CARD, id()).await?;
        let scores: Vec<ScoreRow> = books::read(store, "where scorecard_id = ?1 and until is null", id()).await?;
        reports.push(assembled(one, scores, results, &known));
    }
    Ok(reports)
}

/// What one entity has on every scorecard that scores it, by their ids; `identifier` may be `type:identifier`.
///
/// # Errors
/// [`ScoreError::NoEntity`] where there is no such entity; else as the store.
pub async fn of_entity(store: &dyn Store, identifier: &str) -> Result<Vec<Report>, ScoreError> {
    let mut known = entities(store).await?;
    known.retain(|_, entity| entity.is_called(identifier));
    if known.is_empty() {
        return Err(ScoreError::NoEntity { identifier: identifier.to_owned() });
    }
    let mut reports = Vec::new();
    for kept in kept(store).await? {
        let (mut scores, mut results) = (Vec::new(), Vec::new());
        for (kind, identifier) in known.keys() {
            let args = || [&kept.card.id, kind, identifier].map(|text| Value::Text(text.clone())).to_vec();
            let of_entity = "where scorecard_id = ?1 and entity_type = ?2 and entity_identifier = ?3";
            let open = format!("{of_entity} and until is null");
            scores.extend(books::read::<ScoreRow>(store, &open, args()).await?);
            results.extend(books::read::<CheckResultRow>(store, of_entity, args()).await?);
        }
        if !scores.is_empty() {
            reports.push(Report { narrowed: true, ..assembled(kept, scores, results, &known) });
        }
    }
    Ok(reports)
}

/// Who moved on a scorecard.
#[derive(Debug, Clone, PartialEq)]
pub struct Moves {
    /// Against which moment: the one that was asked about, or when the scorecard was first evaluated, where that was later.
    pub since: Timestamp,
    /// Who has another score now than then, by type and identifier.
    pub moved: Vec<Moved>,
}

/// Who has another score on a scorecard now than at a moment.
///
/// # Errors
/// As the store.
pub async fn moved(store: &dyn Store, scorecard: &str, since: Timestamp) -> Result<Moves, ScoreError> {
    let rows: Vec<ScoreRow> = books::read(store, OF_CARD, vec![Value::Text(scorecard.to_owned())]).await?;
    let since = history::began(&rows).map_or(since, |began| since.max(began));
    Ok(Moves { since, moved: history::moved(rows, since) })
}

impl Report {
    /// Leaves the checks out that are drafts, with what they say.
    pub fn without_drafts(mut self) -> Self {
        self.card.checks.retain(|check| check.published);
        let is_left = |key: &str| self.card.checks.iter().any(|check| check.key == key);
        self.entities.iter_mut().for_each(|one| one.results.retain(|result| is_left(&result.check)));
        self.sql_errors.retain(|error| error.check.as_deref().is_none_or(is_left));
        self
    }
}

fn of_row(row: ScorecardRow) -> Option<Kept> {
    let card: Card = serde_json::from_str(&row.document?.into_text()).ok()?;
    let errors = row.sql_errors.and_then(|errors| serde_json::from_str(&errors.into_text()).ok());
    Some(Kept { card: Card { id: row.id, ..card }, as_of: row.evaluated_at, sql_errors: errors.unwrap_or_default() })
}

type Entities = HashMap<history::Key, Entity>;

async fn entities(store: &dyn Store) -> Result<Entities, ScoreError> {
    let rows: Vec<EntityRow> = books::read(store, "", Vec::new()).await?;
    let each = rows.into_iter().map(Entity::from);
    Ok(each.map(|entity| ((entity.kind.clone(), entity.identifier.clone()), entity)).collect())
}

fn assembled(kept: Kept, scores: Vec<ScoreRow>, results: Vec<CheckResultRow>, known: &Entities) -> Report {
    let Kept { card, as_of, sql_errors } = kept;
    let places: HashMap<&str, usize> =
        card.checks.iter().enumerate().map(|(at, check)| (check.key.as_str(), at)).collect();
    let mut of_entity: HashMap<history::Key, Vec<(usize, CheckResult)>> = HashMap::new();
    for row in results {
        let Some(place) = places.get(row.check_id.as_str()) else { continue };
        let key = (row.entity_type.clone(), row.entity_identifier.clone());
        of_entity.entry(key).or_default().push((*place, result(row)));
    }
    let mut entities: Vec<Scored> = scores
        .into_iter()
        .map(|row| {
            let score = score_of(&row);
            let key = (row.entity_type, row.entity_identifier);
            let mut results = of_entity.remove(&key).unwrap_or_default();
            results.sort_by_key(|(place, _)| *place);
            let entity = known.get(&key).cloned().unwrap_or_else(|| {
                let (kind, identifier) = key;
                Entity { kind, name: identifier.clone(), identifier, ..Entity::default() }
            });
            let results = results.into_iter().map(|(_, result)| result).collect();
            Scored { entity, score, since: Some(row.since), results }
        })
        .collect();
    entities.sort_by(|one, other| {
        (&one.entity.kind, &one.entity.identifier).cmp(&(&other.entity.kind, &other.entity.identifier))
    });
    Report { card, as_of, entities, sql_errors, narrowed: false, scored: true }
}

fn result(row: CheckResultRow) -> CheckResult {
    CheckResult {
        check: row.check_id,
        // What a later release may know is nothing that passes here.
        status: Status::of(&row.status).unwrap_or(Status::Error),
        output: row.output.and_then(|output| serde_json::from_str(&output.into_text()).ok()),
        message: row.message,
        related_property: row.related_property,
        since: Some(row.since),
        query: Query::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::parse;

    #[test]
    fn drafts_are_left_out_with_all_that_they_say() {
        let head = "name: A\ntype: POINTS\nentity_filter: {types: [a]}\ncheck_groups: [{key: g, name: G}]\nchecks:\n";
        let check =
            |key: &str, more: &str| format!("  - {{key: {key}, name: C, group: g, points: 1, sql: select 1{more}}}\n");
        let text = format!("{head}{}{}", check("counts", ""), check("draft", ", published: false"));
        let card = parse("a", &text).unwrap();
        let results = card.checks.iter().map(|check| CheckResult::of(check, Status::Fail)).collect();
        let entities =
            vec![Scored { entity: Entity::default(), score: crate::evaluate::Score::default(), since: None, results }];
        let error = |check: Option<&str>| SqlError {
            query: Query::Check,
            place: None,
            check: check.map(ToOwned::to_owned),
            error: String::new(),
            sql: String::new(),
            entities: 1,
        };
        let sql_errors = vec![error(None), error(Some("draft")), error(Some("counts"))];
        let as_of = Timestamp::default();
        let report = Report { card, as_of, entities, sql_errors, narrowed: false, scored: true }.without_drafts();
        assert_eq!((report.card.checks.len(), report.card.checks[0].key.as_str()), (1, "counts"));
        assert_eq!((report.entities[0].results.len(), report.entities[0].results[0].check.as_str()), (1, "counts"));
        assert_eq!(report.sql_errors, [error(None), error(Some("counts"))]);
    }
}

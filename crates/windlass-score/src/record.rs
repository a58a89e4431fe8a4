//! What was found, kept: the present of every check, and the history of every score.

use crate::ScoreError;
use crate::books::{CheckResultRow, ScoreRow, ScorecardRow};
use crate::cards::CardKind;
use crate::evaluate::{CheckResult, Entity, Report, Score, Scored, as_of};
use crate::history::{Moved, carry, changes};
use std::collections::HashMap;
use windlass_model::{Json, Row, Timestamp, Value};
use windlass_store::{Replacement, Select, Store, StoreError, books};

const OF_CARD: &str = "where scorecard_id = ?1";

/// Keeps what [`evaluate`](crate::evaluate::evaluate) found, in one transaction, and says who moved against what was kept before. The
/// report learns since when each result and score is as it is.
///
/// # Errors
/// [`ScoreError::Narrowed`] where only a part was evaluated; [`ScoreError::Overtaken`] where somebody else has kept what is true of newer
/// data; [`ScoreError::Store`] as the store.
pub async fn record(store: &dyn Store, report: &mut Report) -> Result<Vec<Moved>, ScoreError> {
    if report.narrowed {
        return Err(ScoreError::Narrowed { card: report.card.id.clone() });
    }
    loop {
        let known = known(store, &report.card.id).await?;
        if let Some(newer) = known.filter(|known| *known > report.as_of)
            && overtaken(store, report).await?
        {
            return Err(ScoreError::Overtaken { card: report.card.id.clone(), as_of: report.as_of, newer });
        }
        let change = Change::of(store, report).await?;
        // Somebody else may keep theirs meanwhile: then what has changed is to be found anew.
        if store.replace_unless(Some(kept_anew(report, known)), replacements(report, change.rows)).await? {
            return Ok(change.moves);
        }
    }
}

/// Finds a row where the scorecard was evaluated since it was `known`.
fn kept_anew(report: &Report, known: Option<Timestamp>) -> Select {
    let id = Value::Text(report.card.id.clone());
    match known {
        Some(known) => {
            let arguments = vec![id, Value::Timestamp(known)];
            Select::of("select 1 from windlass_scorecards where id = ?1 and evaluated_at <> ?2", arguments)
        }
        None => Select::of("select 1 from windlass_scorecards where id = ?1", vec![id]),
    }
}

/// What is to be kept of a report.
fn replacements(report: &Report, scores: Vec<ScoreRow>) -> Vec<Replacement> {
    let id = Value::Text(report.card.id.clone());
    let card = ScorecardRow {
        id: report.card.id.clone(),
        name: report.card.name.clone(),
        description: report.card.description.clone(),
        r#type: word(report.card.kind).to_owned(),
        published: report.card.published,
        document: serde_json::to_value(&report.card).ok().map(|json| Json::of(&json)),
        evaluated_at: report.as_of,
        sql_errors: errors(report),
    };
    let results = report.entities.iter().flat_map(|scored| result_rows(report, scored));
    let rows = |table, column, rows| Replacement { table, of: Some((column, id.clone())), rows };
    vec![
        rows(ScorecardRow::TABLE, "id", vec![card.into_book()]),
        rows(CheckResultRow::TABLE, "scorecard_id", results.map(Row::into_book).collect()),
        rows(ScoreRow::TABLE, "scorecard_id", scores.into_iter().map(Row::into_book).collect()),
    ]
}

/// The moment of the data that a scorecard was last evaluated on.
async fn known(store: &dyn Store, id: &str) -> Result<Option<Timestamp>, StoreError> {
    let known: Vec<ScorecardRow> = books::read(store, "where id = ?1", vec![Value::Text(id.to_owned())]).await?;
    Ok(known.first().map(|known| known.evaluated_at))
}

/// Whether the data that is kept is of something newer than the report. Where the data itself is no newer, somebody set the clock back, and
/// what is kept is from a time that never was.
async fn overtaken(store: &dyn Store, report: &Report) -> Result<bool, ScoreError> {
    Ok(as_of(store).await?.is_some_and(|data| data > report.as_of))
}

/// What [`record`] would say, without keeping anything.
///
/// # Errors
/// As [`record`].
pub async fn preview(store: &dyn Store, report: &mut Report) -> Result<Vec<Moved>, ScoreError> {
    if report.narrowed {
        return Err(ScoreError::Narrowed { card: report.card.id.clone() });
    }
    Ok(Change::of(store, report).await?.moves)
}

/// Forgets scorecards that are not among these, with all that is kept of them. Returns their ids.
///
/// # Errors
/// As the store.
pub async fn prune(store: &dyn Store, keep: &[&str]) -> Result<Vec<String>, ScoreError> {
    let found = store.select(Select::of("select id from windlass_scorecards", Vec::new())).await?;
    let ids = found.rows.into_iter().flatten().filter_map(|cell| cell.to_text());
    let mut gone: Vec<String> = ids.filter(|id| !keep.contains(&id.as_str())).collect();
    gone.sort();
    let replacements = gone.iter().flat_map(|id| {
        let tables =
            [(ScorecardRow::TABLE, "id"), (CheckResultRow::TABLE, "scorecard_id"), (ScoreRow::TABLE, "scorecard_id")];
        tables.map(|(table, column)| Replacement {
            table,
            of: Some((column, Value::Text(id.clone()))),
            rows: Vec::new(),
        })
    });
    store.replace(replacements.collect()).await?;
    Ok(gone)
}

/// The word that tables have for a kind of card.
pub(crate) fn word(kind: CardKind) -> &'static str {
    match kind {
        CardKind::Level => "LEVEL",
        CardKind::Points => "POINTS",
    }
}

/// What an evaluation changes.
struct Change {
    rows: Vec<ScoreRow>,
    moves: Vec<Moved>,
}

impl Change {
    async fn of(store: &dyn Store, report: &mut Report) -> Result<Self, ScoreError> {
        let id = vec![Value::Text(report.card.id.clone())];
        let before: Vec<ScoreRow> = books::read(store, OF_CARD, id.clone()).await?;
        let results: Vec<CheckResultRow> = books::read(store, OF_CARD, id).await?;
        date_results(report, results);
        let scores: Vec<(&Entity, &Score)> =
            report.entities.iter().map(|scored| (&scored.entity, &scored.score)).collect();
        let rows = carry(&report.card.id, before.clone(), &scores, report.as_of);
        let moves = changes(&report.card.id, &before, &rows, report.as_of);
        date_scores(report, &rows);
        Ok(Self { rows, moves })
    }
}

/// Says since when each check says what it says: for as long as its status stays.
fn date_results(report: &mut Report, before: Vec<CheckResultRow>) {
    let known: HashMap<(String, String, String), (String, Timestamp)> = before
        .into_iter()
        .map(|row| ((row.check_id, row.entity_type, row.entity_identifier), (row.status, row.since)))
        .collect();
    for scored in &mut report.entities {
        for result in &mut scored.results {
            let key = (result.check.clone(), scored.entity.kind.clone(), scored.entity.identifier.clone());
            let same = known.get(&key).filter(|(status, _)| status == result.status.word());
            // Never in the future of the data, should somebody set the clock back.
            result.since = Some(same.map_or(report.as_of, |(_, since)| (*since).min(report.as_of)));
        }
    }
}

/// Says since when each entity has what it has.
fn date_scores(report: &mut Report, rows: &[ScoreRow]) {
    let open = rows.iter().filter(|row| row.until.is_none());
    let since: HashMap<(&str, &str), Timestamp> =
        open.map(|row| ((row.entity_type.as_str(), row.entity_identifier.as_str()), row.since)).collect();
    for scored in &mut report.entities {
        scored.since = since.get(&(scored.entity.kind.as_str(), scored.entity.identifier.as_str())).copied();
    }
}

fn result_rows(report: &Report, scored: &Scored) -> Vec<CheckResultRow> {
    let row = |result: &CheckResult| CheckResultRow {
        scorecard_id: report.card.id.clone(),
        check_id: result.check.clone(),
        entity_type: scored.entity.kind.clone(),
        entity_identifier: scored.entity.identifier.clone(),
        status: result.status.word().to_owned(),
        passed: result.status.passes(),
        output: result.output.as_ref().map(Json::of),
        message: result.message.clone(),
        related_property: result.related_property.clone(),
        since: result.since.unwrap_or(report.as_of),
        executed_at: report.as_of,
    };
    scored.results.iter().map(row).collect()
}

fn errors(report: &Report) -> Option<Json> {
    let errors = serde_json::to_value(&report.sql_errors).ok()?;
    (!report.sql_errors.is_empty()).then(|| Json::of(&errors))
}

//! A check on one entity, looked into: the SQL, what its variables stand for, its rows, and what follows from them.

use crate::ScoreError;
use crate::cards::{Card, Check, EntityFilter};
use crate::contract::{IDENTIFIER, TYPE, column};
use crate::evaluate::{Asker, CheckResult, Entity, Known, Limits, no_check, refused, worth_keeping};
use crate::variables::{asks_of_entity, bind};
use windlass_model::{Timestamp, Value};
use windlass_store::Store;

/// Rows that are shown.
const SHOWN: usize = 20;

/// A check on one entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The scorecard.
    pub card: String,
    /// The check.
    pub check: Check,
    /// The entity.
    pub entity: Entity,
    /// Whether the card's filter chooses the entity; the error of the query where it cannot tell.
    pub is_scored: Result<bool, String>,
    /// The query that says whether the check applies, where there is one.
    pub filter: Option<Question>,
    /// The check's query.
    pub question: Question,
    /// What follows.
    pub result: CheckResult,
}

/// A query and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// As it was written.
    pub sql: String,
    /// Whether it is asked for each entity, or once for all.
    pub for_each: bool,
    /// Each variable in it with what it stands for, a list once for each element.
    pub bound: Vec<(String, Value)>,
    /// The answer's columns.
    pub columns: Vec<String>,
    /// The answer's first rows; of a query that answers for all entities in rows of their own, those of this entity.
    pub rows: Vec<Vec<Value>>,
    /// Whether there are more.
    pub truncated: bool,
    /// What is wrong with the query.
    pub error: Option<String>,
}

/// Looks into a check. `entity` is an identifier or `type:identifier`.
///
/// # Errors
/// [`ScoreError::NoCheck`] and [`ScoreError::NoEntity`] where there is none such; else as the store.
pub async fn explain(
    store: &dyn Store,
    card: &Card,
    check: &str,
    entity: &str,
    (as_of, limits): (Timestamp, Limits),
) -> Result<Explanation, ScoreError> {
    let found = card.checks.iter().find(|known| known.key == check);
    let check = found.ok_or_else(|| no_check(std::slice::from_ref(card), check))?.clone();
    // As where the card is evaluated: what counts against no limit there counts against none here.
    let snapshot = store.snapshot(worth_keeping(std::slice::from_ref(card))).await?;
    let mut asker = Asker::of(snapshot, as_of, limits).await?;
    let as_of = asker.as_of();
    let entities = asker.entities(true).await?;
    let scored: Result<Vec<&Entity>, String> = match &card.entity_filter {
        EntityFilter::Types(types) => Ok(entities.iter().filter(|entity| types.contains(&entity.kind)).collect()),
        EntityFilter::Sql(sql) => {
            let listed = asker.listed(sql, &entities).await?;
            listed.map(|listed| entities.iter().filter(|entity| listed.contains(entity)).collect())
        }
    };
    let known = Known::of(&entities, scored.as_deref().unwrap_or_default());
    // One that the card scores rather than another of the same name.
    let mut called = scored.iter().flatten().copied().chain(&entities).filter(|known| known.is_called(entity));
    let named = || ScoreError::NoEntity { identifier: entity.to_owned() };
    let entity = called.next().ok_or_else(named)?.clone();
    let is_scored = scored.as_ref().map(|scored| scored.contains(&&entity)).map_err(Clone::clone);
    let filter = match &check.filter_sql {
        Some(sql) => Some(ask(&mut asker, sql, &entity, as_of, limits).await?),
        None => None,
    };
    let question = ask(&mut asker, &check.sql, &entity, as_of, limits).await?;
    let result = asker.check(&check, &[&entity], &known).await?.into_iter().next();
    let result = result.unwrap_or_else(|| CheckResult::error(&check, String::new()));
    Ok(Explanation { card: card.id.clone(), check, entity, is_scored, filter, question, result })
}

async fn ask(
    asker: &mut Asker,
    sql: &str,
    entity: &Entity,
    as_of: Timestamp,
    limits: Limits,
) -> Result<Question, ScoreError> {
    let for_each = asks_of_entity(sql);
    let mut question = Question {
        sql: sql.to_owned(),
        for_each,
        bound: Vec::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        truncated: false,
        error: None,
    };
    if let Some(refused) = refused(sql) {
        return Ok(Question { error: Some(refused), ..question });
    }
    let bound = match bind(sql, Some(entity), as_of) {
        Ok(bound) => bound,
        Err(error) => return Ok(Question { error: Some(error.to_string()), ..question }),
    };
    let most = if for_each { SHOWN as u64 } else { limits.rows };
    match asker.ask(&bound, most, limits.query).await? {
        Err(error) => question.error = Some(error),
        Ok(mut found) => {
            if !for_each && let Some(identifier) = column(&found.columns, IDENTIFIER) {
                let kind = column(&found.columns, TYPE);
                let text = |row: &[Value], at: usize| row.get(at).and_then(Value::to_text);
                found.rows.retain(|row| {
                    let is_of_type = kind.is_none_or(|kind| text(row, kind).is_none_or(|kind| kind == entity.kind));
                    is_of_type && text(row, identifier).as_deref() == Some(&entity.identifier)
                });
            }
            question.truncated = found.truncated || found.rows.len() > SHOWN;
            found.rows.truncate(SHOWN);
            (question.columns, question.rows) = (found.columns, found.rows);
        }
    }
    question.bound = bound.args;
    Ok(question)
}

//! A check's questions: one for every entity, or one for all of them.

use super::entities::{Known, Listed};
use super::{CheckResult, Entity, Limits, Status};
use crate::books::EntityRow;
use crate::cards::query::refusal;
use crate::cards::{Check, Query};
use crate::contract::{IDENTIFIER, LEFT_OUT, NO_ROW, TWICE, TYPE, column, is_true, result, status_of};
use crate::variables::{Bound, asks_of_entity, bind};
use std::collections::HashMap;
use std::time::{Duration, Instant};
use windlass_model::{Row, Timestamp, Value};
use windlass_store::books::ClockRow;
use windlass_store::{Select, Selection, Snapshot, StoreError};

/// Rows by the type, where they tell it, and the identifier of their entity.
type RowsOf<'f> = HashMap<(Option<String>, String), First<'f>>;

/// The first row of several.
struct First<'f> {
    row: &'f Vec<Value>,
    /// Whether all of them say the same status.
    agreed: bool,
}

/// What a query found, or what is wrong with it.
type Found = Result<Selection, String>;

/// Asks a snapshot.
pub(crate) struct Asker {
    snapshot: Box<dyn Snapshot>,
    as_of: Timestamp,
    limits: Limits,
}

impl Asker {
    /// Of a snapshot. The moment of its data is what the data itself says: a sync may have ended since somebody looked.
    pub(crate) async fn of(
        mut snapshot: Box<dyn Snapshot>,
        as_of: Timestamp,
        limits: Limits,
    ) -> Result<Self, StoreError> {
        let sql = format!("select id, as_of from {} where id = 1", ClockRow::TABLE.name);
        let found = snapshot.select(Select::of(sql, Vec::new())).await?;
        let clock = found.rows.into_iter().find_map(ClockRow::from_values);
        Ok(Self { snapshot, as_of: clock.map_or(as_of, |clock| clock.as_of), limits })
    }

    pub(crate) fn as_of(&self) -> Timestamp {
        self.as_of
    }

    /// All entities, by type and identifier.
    pub(crate) async fn entities(&mut self, with_projects: bool) -> Result<Vec<Entity>, StoreError> {
        let columns: Vec<&str> = EntityRow::TABLE.columns.iter().map(|column| column.name).collect();
        let sql = format!("select {} from {}", columns.join(", "), EntityRow::TABLE.name);
        let found = self.snapshot.select(Select::of(sql, Vec::new())).await?;
        let rows = found.rows.into_iter().filter_map(EntityRow::from_values);
        let mut entities: Vec<Entity> = rows.map(Entity::from).collect();
        // By bytes, which is not how every database sorts text.
        entities.sort_by(|one, other| (&one.kind, &one.identifier).cmp(&(&other.kind, &other.identifier)));
        if with_projects {
            let sql = "select entity_type, entity_identifier, project_id from windlass_entity_projects";
            let found = self.snapshot.select(Select::of(sql, Vec::new())).await?;
            let mut projects: HashMap<(String, String), Vec<String>> = HashMap::new();
            for row in found.rows {
                if let [Value::Text(kind), Value::Text(identifier), Value::Text(project)] = row.as_slice() {
                    projects.entry((kind.clone(), identifier.clone())).or_default().push(project.clone());
                }
            }
            for entity in &mut entities {
                let key = (entity.kind.clone(), entity.identifier.clone());
                entity.projects = projects.remove(&key).unwrap_or_default();
                entity.projects.sort();
            }
        }
        Ok(entities)
    }

    /// The entities that a query lists, of all there are.
    pub(crate) async fn listed(&mut self, sql: &str, all: &[Entity]) -> Result<Result<Listed, String>, StoreError> {
        Ok(self.once(sql).await?.and_then(|found| Listed::of(&found, all)))
    }

    /// What a check says of each entity, in their order.
    pub(crate) async fn check(
        &mut self,
        check: &Check,
        entities: &[&Entity],
        known: &Known<'_>,
    ) -> Result<Vec<CheckResult>, StoreError> {
        let applies = self.applies(check, entities, known).await?;
        let asked: Vec<&Entity> = entities
            .iter()
            .zip(&applies)
            .filter(|(_, applies)| **applies == Ok(true))
            .map(|(entity, _)| *entity)
            .collect();
        let mut results = self.answers(check, &asked, known).await?.into_iter();
        let left_out =
            || CheckResult { message: check.filter_message.clone(), ..CheckResult::of(check, Status::NotApplicable) };
        let each = applies.into_iter().map(|applies| match applies {
            Ok(true) => results.next().unwrap_or_else(|| CheckResult::error(check, NO_ROW.to_owned())),
            Ok(false) => left_out(),
            Err(error) => {
                let error = format!("in `filter_sql`: {error}");
                CheckResult { query: Query::Filter, ..CheckResult::error(check, error) }
            }
        });
        Ok(each.collect())
    }

    /// Whether a check applies to each of the entities.
    async fn applies(
        &mut self,
        check: &Check,
        entities: &[&Entity],
        known: &Known<'_>,
    ) -> Result<Vec<Result<bool, String>>, StoreError> {
        let Some(sql) = &check.filter_sql else { return Ok(entities.iter().map(|_| Ok(true)).collect()) };
        if asks_of_entity(sql) {
            let found = self.each(sql, entities).await?;
            let first = |found: Selection| found.rows.first().and_then(|row| row.first()).is_some_and(is_true);
            return Ok(found.into_iter().map(|found| found.map(first)).collect());
        }
        let listed = self.listed(sql, known.all).await?;
        let each = entities.iter().map(|entity| match &listed {
            Ok(listed) => Ok(listed.contains(entity)),
            Err(error) => Err(error.clone()),
        });
        Ok(each.collect())
    }

    async fn answers(
        &mut self,
        check: &Check,
        entities: &[&Entity],
        known: &Known<'_>,
    ) -> Result<Vec<CheckResult>, StoreError> {
        if entities.is_empty() {
            return Ok(Vec::new());
        }
        let said = |columns: &[String], row: Option<&Vec<Value>>, without: &str| match row {
            Some(row) => result(check, columns, row),
            None => CheckResult::error(check, without.to_owned()),
        };
        if asks_of_entity(&check.sql) {
            let found = self.each(&check.sql, entities).await?;
            let each = found.into_iter().map(|found| match found {
                Ok(found) => said(&found.columns, found.rows.first(), NO_ROW),
                Err(error) => CheckResult::error(check, error),
            });
            return Ok(each.collect());
        }
        let found = match self.once(&check.sql).await? {
            Ok(found) => found,
            Err(error) => return Ok(entities.iter().map(|_| CheckResult::error(check, error.clone())).collect()),
        };
        let each = match by_entity(&found) {
            Some(rows) => entities
                .iter()
                .map(|entity| match of_entity(&found.columns, &rows, entity, known) {
                    Ok(row) => said(&found.columns, row, LEFT_OUT),
                    Err(error) => CheckResult::error(check, error),
                })
                .collect(),
            None => {
                let answer = said(&found.columns, found.rows.first(), NO_ROW);
                entities.iter().map(|_| answer.clone()).collect()
            }
        };
        Ok(each)
    }

    /// Asks for every entity.
    async fn each(&mut self, sql: &str, entities: &[&Entity]) -> Result<Vec<Found>, StoreError> {
        if let Some(refused) = refused(sql) {
            return Ok(entities.iter().map(|_| Err(refused.clone())).collect());
        }
        let (began, limit) = (Instant::now(), self.limits.check);
        let (mut found, mut asked) = (Vec::with_capacity(entities.len()), 0);
        for entity in entities {
            let left = limit.saturating_sub(began.elapsed());
            found.push(if left.is_zero() {
                Err(format!(
                    "the check took more than {} s, in which it was asked for {asked} of {} entities: have it answer for all at once, in \
                     rows with `entity_identifier`",
                    limit.as_secs_f64(),
                    entities.len()
                ))
            } else {
                asked += 1;
                match bind(sql, Some(entity), self.as_of) {
                    Ok(bound) => self.ask(&bound, 1, left.min(self.limits.query)).await?,
                    Err(error) => Err(error.to_string()),
                }
            });
        }
        Ok(found)
    }

    /// Asks for all entities at once.
    async fn once(&mut self, sql: &str) -> Result<Found, StoreError> {
        if let Some(refused) = refused(sql) {
            return Ok(Err(refused));
        }
        let bound = match bind(sql, None, self.as_of) {
            Ok(bound) => bound,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let found = self.ask(&bound, self.limits.rows, self.limits.query).await?;
        Ok(found.and_then(|found| match found.truncated {
            true => Err(format!(
                "the query returns more than {} rows: it has to return one for each entity",
                self.limits.rows
            )),
            false => Ok(found),
        }))
    }

    /// Asks. What is wrong with the query is the check's, what is wrong with the store is ours.
    pub(crate) async fn ask(&mut self, bound: &Bound, rows: u64, time: Duration) -> Result<Found, StoreError> {
        let query = Select { sql: bound.sql.clone(), args: bound.values(), max_rows: Some(rows), timeout: Some(time) };
        match self.snapshot.select(query).await {
            Ok(found) => Ok(Ok(found)),
            Err(error @ (StoreError::QueryRefused { .. } | StoreError::QueryTimeout { .. })) => {
                Ok(Err(error.to_string()))
            }
            Err(error @ StoreError::QueryFailed { .. }) => Ok(Err(format!("{error}: {}", error.why()))),
            Err(error) => Err(error),
        }
    }
}

/// What is said of a text that is not asked.
pub(crate) fn refused(sql: &str) -> Option<String> {
    let (what, remedy) = refusal(sql)?;
    Some(StoreError::QueryRefused { reason: format!("{what}; {remedy}") }.to_string())
}

/// The row of an entity among those of all. One of its type, or one that tells no type where nobody else could be meant.
fn of_entity<'f>(
    columns: &[String],
    rows: &RowsOf<'f>,
    entity: &Entity,
    known: &Known<'_>,
) -> Result<Option<&'f Vec<Value>>, String> {
    let with = |kind: Option<&str>| rows.get(&(kind.map(ToOwned::to_owned), entity.identifier.clone()));
    let (typed, untyped) = (with(Some(&entity.kind)), with(None));
    if untyped.is_some()
        && let Some(error) = known.without_type(&entity.identifier)
    {
        return Err(error);
    }
    let status = |first: &First<'_>| status_of(columns, first.row);
    let agreed = [typed, untyped].into_iter().flatten().all(|first| first.agreed)
        && typed.zip(untyped).is_none_or(|(one, other)| status(one) == status(other));
    if agreed { Ok(typed.or(untyped).map(|first| first.row)) } else { Err(TWICE.to_owned()) }
}

/// The first row of each entity, where the rows say of which they are.
fn by_entity(found: &Selection) -> Option<RowsOf<'_>> {
    let identifier = column(&found.columns, IDENTIFIER)?;
    let kind = column(&found.columns, TYPE);
    let mut rows = HashMap::with_capacity(found.rows.len());
    for row in &found.rows {
        let text = |at: usize| row.get(at).and_then(Value::to_text);
        if let Some(identifier) = text(identifier) {
            let first = rows.entry((kind.and_then(text), identifier)).or_insert(First { row, agreed: true });
            if !std::ptr::eq(first.row, row) && first.agreed {
                first.agreed = status_of(&found.columns, first.row) == status_of(&found.columns, row);
            }
        }
    }
    Some(rows)
}

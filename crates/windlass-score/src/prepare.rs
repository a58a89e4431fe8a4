//! Whether the store understands a card's queries, without running them.

use crate::cards::query::refusal;
use crate::cards::{Card, EntityFilter, Query};
use crate::evaluate::{Entity, Limits};
use crate::place::Place;
use crate::variables::bind;
use std::collections::HashSet;
use windlass_model::Timestamp;
use windlass_store::{Select, Store, StoreError};

/// A query of a card that the store does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Where it stands.
    pub place: Place,
    /// What is wrong with it.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// The queries of a card that are never asked: those that are none, and those that ask another clock than the data's.
pub fn refused(card: &Card) -> Vec<Refused> {
    let each = card.queries().into_iter().filter_map(|(check, query, sql)| {
        let (what, remedy) = refusal(sql)?;
        let place = card.place_of_query(check, query).unwrap_or_default();
        Some(Refused { place, what, remedy: remedy.to_owned() })
    });
    each.collect()
}

/// Has the store prepare every query of a card, but for those that are [`refused`]. What is bound has the types that it has in an
/// evaluation.
///
/// # Errors
/// [`StoreError`] where the store fails for another reason than a query.
pub async fn prepare(store: &dyn Store, card: &Card) -> Result<Vec<Refused>, StoreError> {
    let entity = Entity {
        kind: "service".to_owned(),
        identifier: "one".to_owned(),
        name: "one".to_owned(),
        owner: Some("somebody".to_owned()),
        projects: vec!["one".to_owned()],
        ..Entity::default()
    };
    let mut refused = Vec::new();
    for (check, query, sql) in card.queries().into_iter().filter(|(.., sql)| refusal(sql).is_none()) {
        let place = card.place_of_query(check, query).unwrap_or_default();
        let of_all = query == Query::Entities;
        let bound = match bind(sql, (!of_all).then_some(&entity), Timestamp::UNIX_EPOCH) {
            Ok(bound) => bound,
            Err(error) => {
                let remedy = "have it list entities, without asking for one".to_owned();
                refused.push(Refused { place, what: error.to_string(), remedy });
                continue;
            }
        };
        let query = bound.sql.trim_end().trim_end_matches(';');
        // To explain a query is to prepare it. PostgreSQL explains what writes, too: as a part of a query, of which no row is asked for, it
        // is refused.
        let alone = format!("explain {query}");
        let within = format!("select * from (\n{query}\n) as prepared limit 0");
        for (text, is_alone) in [(alone, true), (within, false)] {
            let timeout = Some(Limits::default().query);
            let select = Select { max_rows: Some(1), timeout, ..Select::of(text, bound.values()) };
            let (what, remedy) = match store.select(select).await {
                Ok(_) | Err(StoreError::QueryTimeout { .. }) => continue,
                Err(error @ StoreError::QueryRefused { .. }) => (error.to_string(), ONLY_READS),
                Err(error @ StoreError::QueryFailed { .. }) if is_alone => {
                    (without_ours(&error.why()), "`windlass schema` lists the tables and their columns")
                }
                Err(StoreError::QueryFailed { .. }) => ("it is no query, or it would write".to_owned(), ONLY_READS),
                Err(error) => return Err(error),
            };
            refused.push(Refused { place, what, remedy: remedy.to_owned() });
            break;
        }
    }
    Ok(refused)
}

/// What the database says, without the query, which has words of ours before it, and without numbers of its own.
fn without_ours(why: &str) -> String {
    let why = why.split_once(" in explain ").map_or(why, |(why, _)| why);
    why.split_once("; Error code ").map_or(why, |(why, _)| why).to_owned()
}

/// The types of the entities that there are.
///
/// # Errors
/// As [`Store::select`].
pub async fn entity_types(store: &dyn Store) -> Result<HashSet<String>, StoreError> {
    let found = store.select(Select::of("select distinct type from windlass_entities", Vec::new())).await?;
    Ok(found.rows.into_iter().flatten().filter_map(|cell| cell.to_text()).collect())
}

/// The types of a card that are not among these: a slip of the pen, or nothing was imported yet.
pub fn strangers<'c>(card: &'c Card, known: &HashSet<String>) -> Vec<&'c str> {
    match &card.entity_filter {
        EntityFilter::Types(types) => types.iter().filter(|kind| !known.contains(*kind)).map(String::as_str).collect(),
        EntityFilter::Sql(_) => Vec::new(),
    }
}

const ONLY_READS: &str = "a check may only read";

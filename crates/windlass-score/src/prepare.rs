//! Whether the store understands a card's queries, without running them.

use crate::cards::{Card, EntityFilter};
use crate::evaluate::Entity;
use crate::variables::bind;
use windlass_model::Timestamp;
use windlass_store::{Select, Store, StoreError};

/// A query of a card that the store does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Where it stands in the card: `checks[2].sql`.
    pub path: String,
    /// What is wrong with it.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// Has the store prepare every query of a card. What is bound has the types that it has in an evaluation.
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
    for (path, sql) in queries(card) {
        let of_all = path == FILTER;
        let bound = match bind(sql, (!of_all).then_some(&entity), Timestamp::UNIX_EPOCH) {
            Ok(bound) => bound,
            Err(error) => {
                let remedy = "have it list entities, without asking for one".to_owned();
                refused.push(Refused { path, what: error.to_string(), remedy });
                continue;
            }
        };
        let query = bound.sql.trim_end().trim_end_matches(';');
        // To explain a query is to prepare it. The second is for PostgreSQL, which explains a statement that writes, and none may stand there.
        for text in [format!("explain {query}"), format!("explain select * from (\n{query}\n) as prepared")] {
            let select = Select { max_rows: Some(1), ..Select::of(text, bound.values()) };
            let (what, remedy) = match store.select(select).await {
                Ok(_) => continue,
                Err(error @ StoreError::QueryRefused { .. }) => (error.to_string(), "a check may only read".to_owned()),
                Err(error @ StoreError::QueryFailed { .. }) => {
                    (without_ours(&error.why()), "`windlass schema` lists the tables and their columns".to_owned())
                }
                Err(error) => return Err(error),
            };
            refused.push(Refused { path, what, remedy });
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

const FILTER: &str = "entity_filter.sql";

/// Every query of a card, with its place in it.
fn queries(card: &Card) -> Vec<(String, &str)> {
    let mut queries = Vec::new();
    if let EntityFilter::Sql(sql) = &card.entity_filter {
        queries.push((FILTER.to_owned(), sql.as_str()));
    }
    for (at, check) in card.checks.iter().enumerate() {
        queries.push((format!("checks[{at}].sql"), check.sql.as_str()));
        queries.extend(check.filter_sql.as_deref().map(|sql| (format!("checks[{at}].filter_sql"), sql)));
    }
    queries
}

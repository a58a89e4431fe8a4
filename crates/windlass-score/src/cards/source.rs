//! Where the queries of a card stand in its file.

use super::fields::Notes;
use super::node::At;
use super::{Card, EntityFilter};
use crate::place::Place;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A query of a card.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Query {
    /// The one that chooses the entities: `entity_filter.sql`.
    Entities,
    /// The one that says which entities a check applies to: `filter_sql`.
    Filter,
    /// The one that a check asks: `sql`.
    #[default]
    Check,
}

impl Query {
    /// The field that it stands in.
    pub fn field(self) -> &'static str {
        match self {
            Self::Entities => "entity_filter.sql",
            Self::Filter => "filter_sql",
            Self::Check => "sql",
        }
    }
}

/// The file of a card, and where its queries stand in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The file; empty where only its text was read.
    pub(super) file: String,
    places: BTreeMap<(String, Query), (u64, u64)>,
}

impl Source {
    pub(super) fn of(card: &Card, notes: &Notes) -> Self {
        let place = |path: &str| {
            let At { line, column } = notes.place(path);
            (line, column)
        };
        let mut places = BTreeMap::new();
        if let EntityFilter::Sql(_) = &card.entity_filter {
            places.insert((String::new(), Query::Entities), place("entity_filter.sql"));
        }
        for (at, check) in card.checks.iter().enumerate() {
            for query in [Query::Check, Query::Filter] {
                places.insert((check.key.clone(), query), place(&format!("checks[{at}].{}", query.field())));
            }
        }
        Self { file: String::new(), places }
    }
}

impl Card {
    /// Every query, with the key of the check that it is of.
    pub(crate) fn queries(&self) -> Vec<(Option<&str>, Query, &str)> {
        let mut queries = Vec::new();
        if let EntityFilter::Sql(sql) = &self.entity_filter {
            queries.push((None, Query::Entities, sql.as_str()));
        }
        for check in &self.checks {
            let key = Some(check.key.as_str());
            queries.push((key, Query::Check, check.sql.as_str()));
            queries.extend(check.filter_sql.as_deref().map(|sql| (key, Query::Filter, sql)));
        }
        queries
    }

    /// Where a query stands: of a check, by its key, or the one that chooses the entities. `None` where the card is not as it was read.
    pub fn place_of_query(&self, check: Option<&str>, query: Query) -> Option<Place> {
        let (line, column) = *self.source.places.get(&(check.unwrap_or_default().to_owned(), query))?;
        Some(Place { file: self.source.file.clone(), line, column })
    }
}

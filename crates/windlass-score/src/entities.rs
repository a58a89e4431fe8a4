//! Entities: what scorecards score, and which projects belong to each. Derived from Snyk's rows, the policy and what was imported.

mod derive;
pub mod import;
mod known;
mod link;
mod read;
mod repository;

pub use derive::{Derived, Unmapped, derive};
pub use known::{Known, Organization, Project, Tag, Target};
pub use link::{Link, LinkKind};

use crate::books::{EntityProjectRow, EntityRow};
use crate::policy;
use serde_json::Value;
use windlass_model::{Json, Row};
use windlass_store::{Replacement, Store, StoreError, books};

/// What a refresh found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// Entities there are now.
    pub entities: u64,
    /// Listed projects that belong to a service.
    pub mapped: u64,
    /// Listed projects that belong to none.
    pub unmapped: u64,
    /// Whether anything differs from before.
    pub changed: bool,
}

/// Derives entities anew, and writes them where something differs.
///
/// # Errors
/// As [`Store::select`] and [`Store::replace`].
pub async fn refresh(store: &dyn Store) -> Result<Refreshed, StoreError> {
    let derived = derived(store).await?;
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let mut entities: Vec<EntityRow> = books::read(store, "", Vec::new()).await?;
    let mut projects: Vec<EntityProjectRow> = books::read(store, "", Vec::new()).await?;
    for row in &mut entities {
        // A database may keep a document's members in an order of its own, and sorts text by rules of its own.
        row.properties = row.properties.as_ref().and_then(Json::read::<Value>).as_ref().map(Json::of);
    }
    entities.sort_by(|one, other| (&one.r#type, &one.identifier).cmp(&(&other.r#type, &other.identifier)));
    projects.sort_by(|one, other| key(one).cmp(&key(other)));
    let changed = entities != derived.entities || projects != derived.projects;
    let refreshed = Refreshed {
        entities: count(derived.entities.len()),
        mapped: count(derived.mapped),
        unmapped: count(derived.unmapped.len()),
        changed,
    };
    if changed {
        let entities = derived.entities.into_iter().map(Row::into_book).collect();
        let projects = derived.projects.into_iter().map(Row::into_book).collect();
        let all = |table, rows| Replacement { table, of: None, rows };
        store.replace(vec![all(EntityRow::TABLE, entities), all(EntityProjectRow::TABLE, projects)]).await?;
    }
    Ok(refreshed)
}

/// Listed projects that belong to no service.
///
/// # Errors
/// As [`Store::select`].
pub async fn unmapped(store: &dyn Store) -> Result<Vec<Unmapped>, StoreError> {
    Ok(derived(store).await?.unmapped)
}

async fn derived(store: &dyn Store) -> Result<Derived, StoreError> {
    let policy = policy::applied(store).await?.unwrap_or_default();
    Ok(derive(&read::known(store).await?, &policy))
}

fn key(row: &EntityProjectRow) -> (&str, &str, &str) {
    (&row.entity_type, &row.entity_identifier, &row.project_id)
}

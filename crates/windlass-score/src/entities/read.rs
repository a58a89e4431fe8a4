//! What entities are derived from, out of the store.

use super::known::{Known, Organization, Project, Tag, Target};
use windlass_model::Value;
use windlass_store::{Select, Store, StoreError, books};

/// Reads what is listed, and what was imported.
pub(super) async fn known(store: &dyn Store) -> Result<Known, StoreError> {
    let organizations = "select id, source_id, name, slug, url from snyk_organizations where removed_at is null";
    let targets = "select t.id, t.source_id, t.display_name, t.url, t.integration_type from snyk_targets t where t.removed_at is null";
    let projects = "select id, source_id, name, organization_id, target_id, target_source_id, target_display_name, target_url, \
                    origin, url from snyk_projects where removed_at is null";
    let tags = "select t.project_id, t.key, t.value from snyk_project_tags t \
                join snyk_projects p on p.id = t.project_id where p.removed_at is null order by 1, 2, 3";
    Ok(Known {
        organizations: rows(store, organizations, |mut cell| Organization {
            id: cell().unwrap_or_default(),
            source_id: cell().unwrap_or_default(),
            name: cell(),
            slug: cell(),
            url: cell(),
        })
        .await?,
        targets: rows(store, targets, |mut cell| Target {
            id: cell().unwrap_or_default(),
            source_id: cell().unwrap_or_default(),
            display_name: cell(),
            url: cell(),
            integration: cell(),
        })
        .await?,
        projects: rows(store, projects, |mut cell| Project {
            id: cell().unwrap_or_default(),
            source_id: cell().unwrap_or_default(),
            name: cell(),
            organization_id: cell(),
            target_id: cell(),
            target_source_id: cell(),
            target_name: cell(),
            target_url: cell(),
            origin: cell(),
            url: cell(),
        })
        .await?,
        tags: rows(store, tags, |mut cell| Tag {
            project_id: cell().unwrap_or_default(),
            key: cell().unwrap_or_default(),
            value: cell().unwrap_or_default(),
        })
        .await?,
        imported: books::read(store, "", Vec::new()).await?,
    })
}

/// The rows of a query, each made from its cells in their order.
async fn rows<T>(
    store: &dyn Store,
    sql: &str,
    make: fn(Box<dyn FnMut() -> Option<String>>) -> T,
) -> Result<Vec<T>, StoreError> {
    let found = store.select(Select::of(sql, Vec::new())).await?;
    let made = found.rows.into_iter().map(|row| {
        let mut cells = row.into_iter();
        make(Box::new(move || cells.next().as_ref().and_then(Value::to_text)))
    });
    Ok(made.collect())
}

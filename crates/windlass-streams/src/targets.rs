//! Targets. Source: `GET /orgs/{org_id}/targets`, those without projects included.
//!
//! Projects are listed with their targets. What those tell need not be asked for again in every run, which would make twice the
//! requests where nothing changed.

use crate::stream::{Context, Keys, Listed, Per, Stream, decode};
use windlass_model::{Row, Table, Timestamp};
use windlass_snyk::version;

pub(crate) const STREAM: Stream = Stream {
    name: "targets",
    table: TargetRow::TABLE,
    per: Per::Organization,
    path: "/orgs/{id}/targets",
    group_path: None,
    version: version::TARGETS,
    query: &[("exclude_empty", "false")],
    changed_after: None,
    created_between: None,
    one_project: None,
    told_by: Some(TOLD_BY_PROJECTS),
    permissions: &["org.project.read"],
    group_permissions: &[],
    optional: false,
    leaving: None,
    decode: decode::<TargetRow>,
};

/// Organizations with a project whose target is not here or has another name here, or with a target that lost its last project
/// since its list was walked.
const TOLD_BY_PROJECTS: &str = "\
    select p.organization_source_id from snyk_projects p left join snyk_targets t on t.id = p.target_id \
    where p.connection_id = ?1 and p.removed_at is null and p.target_id is not null \
    and (t.id is null or t.removed_at is not null or t.display_name <> p.target_display_name) \
    union \
    select t.organization_source_id from snyk_projects p join snyk_targets t on t.id = p.target_id \
    join windlass_cursors c on c.connection_id = t.connection_id and c.stream = 'targets' \
    and c.scope_kind = 'organization' and c.scope_id = t.organization_source_id \
    where p.connection_id = ?1 and p.removed_at > c.full_finished_at and t.removed_at is null \
    and t.id not in (select target_id from snyk_projects where target_id is not null and removed_at is null)";

/// One row per target: a repository, an image or another thing that projects are found in. Listed by full walks, and in between where
/// projects tell of a change.
#[derive(Debug, Default, Table)]
#[table(name = "snyk_targets")]
#[constant(path = "type", text = "target")]
#[constant(path = "relationships.organization.data.type", text = "organization", with = organization_source_id)]
#[constant(path = "relationships.integration.data.type", text = "integration", with = integration_type)]
pub struct TargetRow {
    /// Snyk's id of the target.
    #[column(from = "id")]
    pub source_id: String,
    /// Its organization's row in `snyk_organizations`.
    #[column(references = "snyk_organizations", owner)]
    pub organization_id: Option<String>,
    /// Snyk's id of its organization.
    #[column(from = "relationships.organization.data.id")]
    pub organization_source_id: Option<String>,
    /// Its name for people, such as `acme/shop`.
    #[column(from = "attributes.display_name")]
    pub display_name: Option<String>,
    /// Its address, filled mainly for targets that the CLI made.
    #[column(from = "attributes.url", null)]
    pub url: Option<String>,
    /// Whether it is private.
    #[column(from = "attributes.is_private")]
    pub is_private: Option<bool>,
    /// The kind of integration that brought it, such as `github` or `cli`.
    #[column(from = "relationships.integration.data.attributes.integration_type")]
    pub integration_type: Option<String>,
    /// Snyk's id of that integration.
    #[column(from = "relationships.integration.data.id", null_with = integration_type)]
    pub integration_id: Option<String>,
    /// When it was made in Snyk.
    #[column(from = "attributes.created_at")]
    pub created_at: Option<Timestamp>,
}

impl Listed for TargetRow {
    fn source_id(&self) -> &str {
        &self.source_id
    }

    fn complete(&mut self, _: &Context<'_>, keys: &Keys) {
        self.organization_id = keys.key(&self.organization_source_id);
    }
}

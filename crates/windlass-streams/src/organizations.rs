//! Organizations. Source: `GET /orgs`. Columns of DX's `snyk_organizations` keep their names and meanings.

use crate::stream::{Context, Keys, Listed, Per, Stream, decode};
use windlass_model::{Row, Table, Timestamp};
use windlass_snyk::version;

pub(crate) const STREAM: Stream = Stream {
    name: "organizations",
    table: OrganizationRow::TABLE,
    per: Per::Token,
    path: "/orgs",
    group_path: None,
    version: version::ORGS,
    query: &[],
    changed_after: None,
    created_between: None,
    one_project: None,
    told_by: None,
    permissions: &["org.read"],
    group_permissions: &[],
    optional: false,
    leaving: None,
    decode: decode::<OrganizationRow>,
};

/// One row per organization that the token can see.
#[derive(Debug, Default, Table)]
#[table(name = "snyk_organizations")]
#[constant(path = "type", text = "org")]
pub struct OrganizationRow {
    /// Snyk's id of the organization.
    #[column(from = "id")]
    pub source_id: String,
    /// The organization's name.
    #[column(from = "attributes.name")]
    pub name: Option<String>,
    /// The name as it stands in addresses; it can change.
    #[column(from = "attributes.slug")]
    pub slug: Option<String>,
    /// Whether it belongs to no group.
    #[column(from = "attributes.is_personal")]
    pub is_personal: Option<bool>,
    /// Snyk's id of its group.
    #[column(from = "attributes.group_id")]
    pub group_source_id: Option<String>,
    /// Its row in `snyk_groups`; that row is missing where the token may not list groups.
    #[column(references = "snyk_groups")]
    pub group_id: Option<String>,
    /// Whether people may ask to join it.
    #[column(from = "attributes.access_requests_enabled")]
    pub access_requests_enabled: Option<bool>,
    /// Whether it can be read through the API: false where Snyk refuses its projects, targets and issues alike.
    pub api_accessible: Option<bool>,
    /// When it was made in Snyk.
    #[column(from = "attributes.created_at")]
    pub created_at: Option<Timestamp>,
    /// When it was last changed in Snyk.
    #[column(from = "attributes.updated_at")]
    pub updated_at: Option<Timestamp>,
    /// Its page in Snyk's web application.
    pub url: Option<String>,
}

impl Listed for OrganizationRow {
    fn source_id(&self) -> &str {
        &self.source_id
    }

    fn complete(&mut self, context: &Context<'_>, keys: &Keys) {
        self.group_id = keys.key(&self.group_source_id);
        self.api_accessible = Some(!context.inaccessible.contains(&self.source_id));
        self.url = context.organization_url(self.slug.as_deref());
    }
}

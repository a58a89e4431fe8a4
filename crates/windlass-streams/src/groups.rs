//! Groups. Source: `GET /groups` (beta; a plain version from 2024-10-15 reaches it). A token without the right to list
//! groups still makes a complete sync, so the stream is optional.

use crate::stream::{Context, Keys, Listed, Per, Stream, decode};
use windlass_model::{Row, Table, Timestamp};
use windlass_snyk::version;

pub(crate) const STREAM: Stream = Stream {
    name: "groups",
    table: GroupRow::TABLE,
    per: Per::Token,
    path: "/groups",
    group_path: None,
    version: version::GROUPS,
    query: &[],
    changed_after: None,
    created_between: None,
    one_project: None,
    told_by: None,
    permissions: &[],
    group_permissions: &[],
    optional: true,
    leaving: None,
    decode: decode::<GroupRow>,
};

/// One row per group that the token can see.
#[derive(Debug, Default, Table)]
#[table(name = "snyk_groups")]
#[constant(path = "type", text = "group")]
pub struct GroupRow {
    /// Snyk's id of the group.
    #[column(from = "id")]
    pub source_id: String,
    /// The group's name.
    #[column(from = "attributes.name")]
    pub name: Option<String>,
    /// The name as it stands in addresses.
    #[column(from = "attributes.slug")]
    pub slug: Option<String>,
    /// When the group was made in Snyk.
    #[column(from = "attributes.created_at")]
    pub created_at: Option<Timestamp>,
    /// When the group was last changed in Snyk.
    #[column(from = "attributes.updated_at")]
    pub updated_at: Option<Timestamp>,
}

impl Listed for GroupRow {
    fn source_id(&self) -> &str {
        &self.source_id
    }

    fn complete(&mut self, _: &Context<'_>, _: &Keys) {}
}

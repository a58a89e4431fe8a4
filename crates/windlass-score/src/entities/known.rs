//! What entities are derived from.

use crate::books::ImportedEntityRow;

/// What entities are derived from: listed rows of Snyk, and what was imported.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Organizations.
    pub organizations: Vec<Organization>,
    /// Targets.
    pub targets: Vec<Target>,
    /// Projects.
    pub projects: Vec<Project>,
    /// Tags of projects.
    pub tags: Vec<Tag>,
    /// What was imported.
    pub imported: Vec<ImportedEntityRow>,
}

/// An organization.
#[derive(Debug, Clone, Default)]
pub struct Organization {
    /// Its row key.
    pub id: String,
    /// Snyk's id.
    pub source_id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its name in addresses.
    pub slug: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

/// A target.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// Its row key.
    pub id: String,
    /// Snyk's id.
    pub source_id: String,
    /// Its name.
    pub display_name: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The kind of integration.
    pub integration: Option<String>,
}

/// A project.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// Its row key.
    pub id: String,
    /// Snyk's id.
    pub source_id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its organization's row key.
    pub organization_id: Option<String>,
    /// Its target's row key.
    pub target_id: Option<String>,
    /// Snyk's id of its target.
    pub target_source_id: Option<String>,
    /// Its target's name.
    pub target_name: Option<String>,
    /// Its target's address.
    pub target_url: Option<String>,
    /// The integration it came by.
    pub origin: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

/// A tag of a project.
#[derive(Debug, Clone, Default)]
pub struct Tag {
    /// The project's row key.
    pub project_id: String,
    /// The tag's key.
    pub key: String,
    /// The tag's value.
    pub value: String,
}

//! Projects. Source: `GET /orgs/{org_id}/projects` with the target expanded and the latest counts asked for. There is
//! no updated-since filter, so every run walks all of them.

use crate::stream::{Context, Keys, Listed, Per, Stream, decode};
use windlass_model::{Json, Row, Table, Timestamp};
use windlass_snyk::version;

pub(crate) const STREAM: Stream = Stream {
    name: "projects",
    table: ProjectRow::TABLE,
    per: Per::Organization,
    path: "/orgs/{id}/projects",
    group_path: None,
    version: version::PROJECTS,
    query: &[("expand", "target"), ("meta.latest_issue_counts", "true"), ("meta.latest_dependency_total", "true")],
    changed_after: None,
    created_between: None,
    one_project: None,
    told_by: None,
    permissions: &["org.project.read"],
    group_permissions: &[],
    optional: false,
    leaving: None,
    decode: decode::<ProjectRow>,
};

/// One row per project: one manifest, image, configuration or source tree that Snyk tests.
#[derive(Debug, Default, Table)]
#[table(name = "snyk_projects")]
#[constant(path = "type", text = "project")]
#[constant(path = "relationships.organization.data.type", text = "org", with = organization_source_id)]
#[constant(path = "relationships.organization.links.related", template = "/orgs/{organization_source_id}", with = organization_source_id)]
#[constant(path = "relationships.target.data.type", text = "target", with = target_source_id)]
#[constant(path = "relationships.target.links.related", template = "/orgs/{organization_source_id}/targets/{target_source_id}", with = target_source_id)]
#[constant(path = "relationships.owner.data.type", text = "user", with = owner_id)]
#[constant(path = "relationships.owner.links.related", template = "/orgs/{organization_source_id}/members/{owner_id}", with = owner_id)]
#[constant(path = "relationships.importer.data.type", text = "user", with = importer_id)]
#[constant(path = "relationships.importer.links.related", template = "/orgs/{organization_source_id}/members/{importer_id}", with = importer_id)]
pub struct ProjectRow {
    /// Snyk's id of the project.
    #[column(from = "id")]
    pub source_id: String,
    /// Its organization's row in `snyk_organizations`.
    #[column(references = "snyk_organizations", owner)]
    pub organization_id: Option<String>,
    /// Snyk's id of its organization.
    #[column(from = "relationships.organization.data.id")]
    pub organization_source_id: Option<String>,
    /// Its target's row in `snyk_targets`.
    #[column(references = "snyk_targets")]
    pub target_id: Option<String>,
    /// Snyk's id of its target.
    #[column(from = "relationships.target.data.id")]
    pub target_source_id: Option<String>,
    /// The target's name for people.
    #[column(from = "relationships.target.data.attributes.display_name")]
    pub target_display_name: Option<String>,
    /// The target's address, filled mainly for projects that the CLI made.
    #[column(from = "relationships.target.data.attributes.url", null_with = target_display_name)]
    pub target_url: Option<String>,
    /// What the integration adds to the target, such as a Kubernetes cluster.
    #[column(from = "relationships.target.data.meta.integration_data")]
    pub target_integration_data: Option<Json>,
    /// Its name, such as `acme/shop:package.json`.
    #[column(from = "attributes.name")]
    pub name: Option<String>,
    /// The package manager or kind of scan, such as `npm`, `sast` or `terraformconfig`.
    #[column(from = "attributes.type")]
    pub project_type: Option<String>,
    /// The product that tests it: `open_source`, `code`, `container`, `iac`, or `unknown` for a type we do not know.
    pub product: Option<String>,
    /// The integration it came by, such as `github` or `cli`.
    #[column(from = "attributes.origin")]
    pub origin: Option<String>,
    /// `active`, or `inactive` where monitoring is off.
    #[column(from = "attributes.status")]
    pub status: Option<String>,
    /// Whether it cannot be changed.
    #[column(from = "attributes.read_only")]
    pub read_only: Option<bool>,
    /// The file that is tested; may be empty.
    #[column(from = "attributes.target_file")]
    pub target_file: Option<String>,
    /// The branch or tag; may be empty.
    #[column(from = "attributes.target_reference")]
    pub target_reference: Option<String>,
    /// The runtime, for .NET.
    #[column(from = "attributes.target_runtime")]
    pub target_runtime: Option<String>,
    /// Build arguments: `root_workspace`, `platform` or `target_framework`.
    #[column(from = "attributes.build_args")]
    pub build_args: Option<Json>,
    /// How often Snyk tests it: `daily`, `weekly` or `never`.
    #[column(from = "attributes.settings.recurring_tests.frequency")]
    pub test_frequency: Option<String>,
    /// Settings of pull request checks.
    #[column(from = "attributes.settings.pull_requests")]
    pub pull_request_settings: Option<Json>,
    /// Settings of automatic dependency upgrades.
    #[column(from = "attributes.settings.auto_dependency_upgrade")]
    pub auto_dependency_upgrade_settings: Option<Json>,
    /// Settings of automatic fix pull requests.
    #[column(from = "attributes.settings.auto_remediation_prs")]
    pub auto_remediation_settings: Option<Json>,
    /// Settings of fix pull requests opened by hand.
    #[column(from = "attributes.settings.manual_remediation_prs")]
    pub manual_remediation_settings: Option<Json>,
    /// Settings of who is assigned to pull requests.
    #[column(from = "attributes.settings.pull_request_assignment")]
    pub pull_request_assignment_settings: Option<Json>,
    /// Snyk's id of the user who owns it.
    #[column(from = "relationships.owner.data.id")]
    pub owner_id: Option<String>,
    /// Snyk's id of the user who imported it.
    #[column(from = "relationships.importer.data.id")]
    pub importer_id: Option<String>,
    /// Open, not ignored critical issues, as Snyk counts them.
    #[column(from = "meta.latest_issue_counts.critical")]
    pub critical_count: Option<i64>,
    /// Open, not ignored high issues, as Snyk counts them.
    #[column(from = "meta.latest_issue_counts.high")]
    pub high_count: Option<i64>,
    /// Open, not ignored medium issues, as Snyk counts them.
    #[column(from = "meta.latest_issue_counts.medium")]
    pub medium_count: Option<i64>,
    /// Open, not ignored low issues, as Snyk counts them.
    #[column(from = "meta.latest_issue_counts.low")]
    pub low_count: Option<i64>,
    /// When Snyk counted: the best "last tested" there is.
    #[column(from = "meta.latest_issue_counts.updated_at")]
    pub counted_at: Option<Timestamp>,
    /// The number of dependencies.
    #[column(from = "meta.latest_dependency_total.total")]
    pub dependency_total: Option<i64>,
    /// When Snyk counted the dependencies.
    #[column(from = "meta.latest_dependency_total.updated_at")]
    pub dependencies_counted_at: Option<Timestamp>,
    /// When the CLI last monitored it.
    #[column(from = "meta.cli_monitored_at")]
    pub cli_monitored_at: Option<Timestamp>,
    /// When it was made in Snyk.
    #[column(from = "attributes.created")]
    pub created_at: Option<Timestamp>,
    /// Its page in Snyk's web application.
    pub url: Option<String>,
    /// Its tags.
    #[children(from = "attributes.tags", empty)]
    pub tags: Vec<ProjectTagRow>,
    /// Its business criticality.
    #[children(from = "attributes.business_criticality", tag = "business_criticality", empty)]
    pub business_criticality: Vec<ProjectAttributeRow>,
    /// Its environment.
    #[children(from = "attributes.environment", tag = "environment", empty)]
    pub environment: Vec<ProjectAttributeRow>,
    /// Its lifecycle.
    #[children(from = "attributes.lifecycle", tag = "lifecycle", empty)]
    pub lifecycle: Vec<ProjectAttributeRow>,
}

/// One row per tag of a project.
#[derive(Debug, Default, Table)]
#[table(name = "snyk_project_tags", parent = "snyk_projects", parent_column = "project_id")]
pub struct ProjectTagRow {
    /// The tag's key.
    #[column(from = "key")]
    pub key: Option<String>,
    /// The tag's value.
    #[column(from = "value")]
    pub value: Option<String>,
}

/// One row per value of a project's attributes `business_criticality`, `environment` and `lifecycle`.
#[derive(Debug, Default, Table)]
#[table(name = "snyk_project_attributes", parent = "snyk_projects", parent_column = "project_id", tag = "name")]
pub struct ProjectAttributeRow {
    /// The value.
    #[column(from = "")]
    pub value: Option<String>,
}

impl Listed for ProjectRow {
    fn source_id(&self) -> &str {
        &self.source_id
    }

    fn complete(&mut self, context: &Context<'_>, keys: &Keys) {
        self.organization_id = keys.key(&self.organization_source_id);
        self.target_id = keys.key(&self.target_source_id);
        self.product = self.project_type.as_deref().map(|of| product(of).to_owned());
        self.url = context.project_url(self.organization_source_id.as_deref(), &self.source_id);
    }
}

/// The product that tests a type of project. Container and IaC types are named by Snyk's partner guide; the rest is by name.
fn product(project_type: &str) -> &'static str {
    match project_type {
        "sast" => "code",
        "apk" | "deb" | "rpm" | "linux" | "dockerfile" => "container",
        "armconfig" | "cloudformationconfig" | "helmconfig" | "k8sconfig" | "terraformconfig" | "terraformplan" => {
            "iac"
        }
        "cocoapods" | "composer" | "cpp" | "golang" | "golangdep" | "gomodules" | "gradle" | "govendor" | "hex"
        | "maven" | "npm" | "nuget" | "paket" | "pip" | "poetry" | "rubygems" | "sbt" | "yarn" | "yarn-workspace" => {
            "open_source"
        }
        _ => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::product;

    #[test]
    fn a_type_that_snyk_adds_tomorrow_is_of_an_unknown_product() {
        assert_eq!(product("npm"), "open_source");
        assert_eq!(product("sast"), "code");
        assert_eq!(product("deb"), "container");
        assert_eq!(product("k8sconfig"), "iac");
        assert_eq!(product("quantum"), "unknown");
    }
}

//! The endpoints as data: path, releases, permissions, parameters. Everything strict is decided from here.

use crate::version::{Release, Stability};

/// A permission a token may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// `org.read`, "View Organization".
    OrgRead,
    /// `org.project.read`, "View Projects"; covers targets too.
    OrgProjectRead,
    /// `org.project.snapshot.read`, "View Project history".
    OrgProjectSnapshotRead,
    /// `group.issues.read`, "View Issues" of a group.
    GroupIssuesRead,
    /// `group.read`, "View Groups".
    GroupRead,
    /// `group.org.list`, "View Organizations" of a group.
    GroupOrgList,
}

impl Permission {
    /// The id Snyk uses for it, such as `org.project.read`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::OrgRead => "org.read",
            Self::OrgProjectRead => "org.project.read",
            Self::OrgProjectSnapshotRead => "org.project.snapshot.read",
            Self::GroupIssuesRead => "group.issues.read",
            Self::GroupRead => "group.read",
            Self::GroupOrgList => "group.org.list",
        }
    }

    /// True for permissions that only group-level accounts and users can hold.
    #[must_use]
    pub const fn is_group_level(self) -> bool {
        matches!(self, Self::GroupIssuesRead | Self::GroupRead | Self::GroupOrgList)
    }

    /// Finds a permission by its id.
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|permission| permission.id() == id)
    }

    /// Every permission the catalog asks for.
    pub const ALL: &[Self] = &[
        Self::OrgRead,
        Self::OrgProjectRead,
        Self::OrgProjectSnapshotRead,
        Self::GroupIssuesRead,
        Self::GroupRead,
        Self::GroupOrgList,
    ];
}

/// Which endpoint answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Myself,
    Orgs,
    Org,
    Groups,
    Group,
    GroupOrgs,
    Projects,
    Project,
    Targets,
    Target,
    OrgIssues,
    OrgIssue,
    GroupIssues,
    GroupIssue,
}

/// What a parameter's value must look like.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    /// Any text of at most so many characters.
    Text(usize),
    /// Letters, digits, `_`, `.` and `-` only, at most 100.
    Slug,
    Uuid,
    Bool,
    Time,
    OneOf(&'static [&'static str]),
    Tag,
}

/// How often a parameter may be given, and how a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arity {
    One,
    /// `a=1,2`; in a continuation also `a=1&a=2`.
    Commas,
    /// `a=1&a=2`.
    Repeated,
}

/// A query parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) arity: Arity,
    pub(crate) rule: Rule,
}

/// How an endpoint pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paging {
    None,
    /// `limit` 10 to 100, a multiple of 10.
    Tens,
    /// `limit` 1 to 100.
    Ones,
}

/// One endpoint.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) endpoint: Endpoint,
    /// The path below `/rest`.
    pub(crate) template: &'static str,
    pub(crate) releases: &'static [Release],
    pub(crate) permissions: &'static [Permission],
    pub(crate) paging: Paging,
    pub(crate) parameters: &'static [Parameter],
}

const fn one(name: &'static str, rule: Rule) -> Parameter {
    Parameter { name, arity: Arity::One, rule }
}

const fn commas(name: &'static str, rule: Rule) -> Parameter {
    Parameter { name, arity: Arity::Commas, rule }
}

const fn repeated(name: &'static str, rule: Rule) -> Parameter {
    Parameter { name, arity: Arity::Repeated, rule }
}

const fn ga(year: u16, month: u8, day: u8) -> Release {
    Release::new(year, month, day, Stability::Ga)
}

const fn beta(year: u16, month: u8, day: u8) -> Release {
    Release::new(year, month, day, Stability::Beta)
}

const fn experimental(year: u16, month: u8, day: u8) -> Release {
    Release::new(year, month, day, Stability::Experimental)
}

const LEVELS: &[&str] = &["info", "low", "medium", "high", "critical"];
const KINDS: &[&str] = &["package_vulnerability", "license", "cloud", "code", "custom", "config"];
const CRITICALITIES: &[&str] = &["critical", "high", "medium", "low"];
const ENVIRONMENTS: &[&str] =
    &["frontend", "backend", "internal", "external", "mobile", "saas", "onprem", "hosted", "distributed"];
const LIFECYCLES: &[&str] = &["production", "development", "sandbox"];
const SOURCES: &[&str] = &[
    "acr",
    "api",
    "artifactory-cr",
    "aws-config",
    "aws-lambda",
    "azure-functions",
    "azure-repos",
    "bitbucket-cloud",
    "bitbucket-connect-app",
    "bitbucket-server",
    "cli",
    "cloud-foundry",
    "digitalocean-cr",
    "docker-hub",
    "ecr",
    "gcr",
    "github",
    "github-cloud-app",
    "github-cr",
    "github-enterprise",
    "github-server-app",
    "gitlab",
    "gitlab-cr",
    "google-artifact-cr",
    "harbor-cr",
    "heroku",
    "ibm-cloud",
    "in-memory-fs",
    "kubernetes",
    "nexus-cr",
    "nexus-private-repo",
    "pivotal",
    "quay-cr",
    "terraform-cloud",
];

const ISSUE_PARAMETERS: &[Parameter] = &[
    one("scan_item.id", Rule::Uuid),
    one("scan_item.type", Rule::OneOf(&["project", "environment"])),
    one("type", Rule::OneOf(KINDS)),
    one("updated_before", Rule::Time),
    one("updated_after", Rule::Time),
    one("created_before", Rule::Time),
    one("created_after", Rule::Time),
    commas("effective_severity_level", Rule::OneOf(LEVELS)),
    commas("status", Rule::OneOf(&["open", "resolved"])),
    one("ignored", Rule::Bool),
];

const PROJECT_META: [Parameter; 3] = [
    commas("expand", Rule::OneOf(&["target"])),
    one("meta.latest_issue_counts", Rule::Bool),
    one("meta.latest_dependency_total", Rule::Bool),
];

const PROJECT_PARAMETERS: &[Parameter] = &[
    PROJECT_META[0],
    PROJECT_META[1],
    PROJECT_META[2],
    repeated("target_id", Rule::Uuid),
    one("target_reference", Rule::Text(2048)),
    one("target_file", Rule::Text(2048)),
    one("target_runtime", Rule::Text(2048)),
    one("meta_count", Rule::OneOf(&["only"])),
    commas("ids", Rule::Uuid),
    commas("names", Rule::Text(2048)),
    commas("names_start_with", Rule::Text(2048)),
    commas("origins", Rule::Text(128)),
    commas("types", Rule::Text(128)),
    one("cli_monitored_before", Rule::Time),
    one("cli_monitored_after", Rule::Time),
    commas("importing_user_public_id", Rule::Uuid),
    commas("tags", Rule::Tag),
    commas("business_criticality", Rule::OneOf(CRITICALITIES)),
    commas("environment", Rule::OneOf(ENVIRONMENTS)),
    commas("lifecycle", Rule::OneOf(LIFECYCLES)),
];

const PROJECT_RELEASES: &[Release] = &[
    beta(2021, 6, 4),
    experimental(2022, 8, 12),
    experimental(2022, 12, 21),
    ga(2023, 2, 15),
    ga(2023, 8, 28),
    ga(2023, 9, 11),
    ga(2023, 11, 6),
    ga(2024, 5, 31),
];
const TARGET_RELEASES: &[Release] = &[beta(2021, 8, 20), ga(2024, 2, 21)];
const ISSUE_RELEASES: &[Release] = &[experimental(2023, 3, 10), beta(2023, 9, 29), ga(2024, 1, 23)];
const ISSUE_PERMISSIONS: &[Permission] =
    &[Permission::OrgRead, Permission::OrgProjectRead, Permission::OrgProjectSnapshotRead];

/// Every REST endpoint the simulator has.
pub(crate) const CATALOG: &[Entry] = &[
    Entry {
        endpoint: Endpoint::Myself,
        template: "/self",
        releases: &[experimental(2022, 3, 1), experimental(2022, 9, 14), ga(2024, 4, 22)],
        permissions: &[],
        paging: Paging::None,
        parameters: &[],
    },
    Entry {
        endpoint: Endpoint::Orgs,
        template: "/orgs",
        releases: &[experimental(2022, 4, 6), beta(2022, 12, 15), ga(2023, 5, 29), ga(2024, 2, 28)],
        permissions: &[],
        paging: Paging::Tens,
        parameters: &[
            one("group_id", Rule::Uuid),
            one("is_personal", Rule::Bool),
            one("slug", Rule::Slug),
            one("name", Rule::Text(100)),
            repeated("expand", Rule::OneOf(&["member_role"])),
        ],
    },
    Entry {
        endpoint: Endpoint::Org,
        template: "/orgs/{org_id}",
        releases: &[experimental(2022, 4, 6), beta(2022, 12, 15), ga(2023, 5, 29)],
        permissions: &[Permission::OrgRead],
        paging: Paging::None,
        parameters: &[repeated("expand", Rule::OneOf(&["tenant"]))],
    },
    Entry {
        endpoint: Endpoint::Groups,
        template: "/groups",
        releases: &[experimental(2022, 1, 31), beta(2023, 1, 30)],
        permissions: &[],
        paging: Paging::Tens,
        parameters: &[],
    },
    Entry {
        endpoint: Endpoint::Group,
        template: "/groups/{group_id}",
        releases: &[experimental(2022, 1, 31), beta(2023, 1, 30), experimental(2024, 4, 25)],
        permissions: &[Permission::GroupRead],
        paging: Paging::None,
        parameters: &[],
    },
    Entry {
        endpoint: Endpoint::GroupOrgs,
        template: "/groups/{group_id}/orgs",
        releases: &[experimental(2023, 10, 24), beta(2023, 12, 14), ga(2024, 2, 28)],
        permissions: &[Permission::GroupRead, Permission::GroupOrgList],
        paging: Paging::Tens,
        parameters: &[
            one("name", Rule::Text(100)),
            one("slug", Rule::Text(100)),
            one("expand", Rule::OneOf(&["count"])),
        ],
    },
    Entry {
        endpoint: Endpoint::Projects,
        template: "/orgs/{org_id}/projects",
        releases: PROJECT_RELEASES,
        permissions: &[Permission::OrgProjectRead],
        paging: Paging::Tens,
        parameters: PROJECT_PARAMETERS,
    },
    Entry {
        endpoint: Endpoint::Project,
        template: "/orgs/{org_id}/projects/{project_id}",
        releases: PROJECT_RELEASES,
        permissions: &[Permission::OrgProjectRead],
        paging: Paging::None,
        parameters: &PROJECT_META,
    },
    Entry {
        endpoint: Endpoint::Targets,
        template: "/orgs/{org_id}/targets",
        releases: TARGET_RELEASES,
        permissions: &[Permission::OrgProjectRead],
        paging: Paging::Ones,
        parameters: &[
            one("count", Rule::Bool),
            one("is_private", Rule::Bool),
            one("exclude_empty", Rule::Bool),
            one("url", Rule::Text(2048)),
            commas("source_types", Rule::OneOf(SOURCES)),
            one("display_name", Rule::Text(2048)),
            one("created_gte", Rule::Time),
        ],
    },
    Entry {
        endpoint: Endpoint::Target,
        template: "/orgs/{org_id}/targets/{target_id}",
        releases: TARGET_RELEASES,
        permissions: &[Permission::OrgProjectRead],
        paging: Paging::None,
        parameters: &[],
    },
    Entry {
        endpoint: Endpoint::OrgIssues,
        template: "/orgs/{org_id}/issues",
        releases: ISSUE_RELEASES,
        permissions: ISSUE_PERMISSIONS,
        paging: Paging::Tens,
        parameters: ISSUE_PARAMETERS,
    },
    Entry {
        endpoint: Endpoint::OrgIssue,
        template: "/orgs/{org_id}/issues/{issue_id}",
        releases: &[ga(2024, 1, 23)],
        permissions: ISSUE_PERMISSIONS,
        paging: Paging::None,
        parameters: &[],
    },
    Entry {
        endpoint: Endpoint::GroupIssues,
        template: "/groups/{group_id}/issues",
        releases: ISSUE_RELEASES,
        permissions: &[Permission::GroupIssuesRead],
        paging: Paging::Tens,
        parameters: ISSUE_PARAMETERS,
    },
    Entry {
        endpoint: Endpoint::GroupIssue,
        template: "/groups/{group_id}/issues/{issue_id}",
        releases: &[ga(2024, 1, 23)],
        permissions: &[Permission::GroupIssuesRead],
        paging: Paging::None,
        parameters: &[],
    },
];

/// Finds the entry for a path below `/rest/`, with the texts that stand for its `{…}` parts.
pub(crate) fn find(path: &str) -> Option<(&'static Entry, Vec<&str>)> {
    let parts: Vec<&str> = path.split('/').collect();
    CATALOG.iter().find_map(|entry| {
        let wanted = entry.template[1..].split('/');
        if wanted.clone().count() != parts.len() {
            return None;
        }
        let mut ids = Vec::new();
        for (want, have) in wanted.zip(&parts) {
            if want.starts_with('{') {
                ids.push(*have);
            } else if want != *have {
                return None;
            }
        }
        Some((entry, ids))
    })
}

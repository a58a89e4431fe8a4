//! Issues. Source: `GET /orgs/{org_id}/issues`, or `GET /groups/{group_id}/issues` where the token may: one walk for all its
//! organizations. Columns of DX's `snyk_issues` keep their names and meanings.

use crate::lenient::{All, Lenient, Members};
use crate::stream::{Context, Keys, Leaving, Listed, Per, Stream, decode};
use serde::Deserialize;
use windlass_model::{Json, Row, Table, Timestamp};
use windlass_snyk::version;

pub(crate) const STREAM: Stream = Stream {
    name: "issues",
    table: IssueRow::TABLE,
    per: Per::Organization,
    path: "/orgs/{id}/issues",
    group_path: Some("/groups/{id}/issues"),
    version: version::ISSUES,
    query: &[],
    changed_after: Some("updated_after"),
    created_between: Some(("created_after", "created_before")),
    one_project: Some("scan_item.id"),
    told_by: None,
    permissions: &["org.read", "org.project.read", "org.project.snapshot.read"],
    group_permissions: &["group.issues.read"],
    optional: false,
    // Snyk forgets resolved issues after a while; that is no news to anybody.
    leaving: Some(Leaving { column: "status", equals: "resolved", reason: "resolved_and_no_longer_listed" }),
    decode: decode::<IssueRow>,
};

/// One row per issue, open or resolved.
#[derive(Debug, Default, Table)]
#[table(
    name = "snyk_issues",
    events = "snyk_issue_events",
    // The last three are there so that `project_issue_counts` and `severity_daily` read the index and not the rows.
    index(
        project_id,
        status,
        ignored,
        effective_severity_level,
        removed_at,
        created_at,
        resolved_at,
        fixable
    )
)]
#[constant(path = "type", text = "issue")]
#[constant(path = "relationships.organization.data.type", text = "organization", with = organization_source_id)]
#[constant(path = "relationships.organization.links.related", template = "/orgs/{organization_source_id}", with = organization_source_id)]
#[constant(path = "relationships.scan_item.links.related", template = "/orgs/{organization_source_id}/projects/{scan_item_id}", with = scan_item_id)]
#[constant(path = "relationships.ignore.data.type", text = "ignore", with = ignore_id)]
pub struct IssueRow {
    /// Snyk's id of the issue.
    #[column(from = "id")]
    pub source_id: String,
    /// The issue's key: for open source and container the id of the vulnerability, so it repeats over projects.
    #[column(from = "attributes.key")]
    pub source_key: Option<String>,
    /// Its organization's row in `snyk_organizations`.
    #[column(references = "snyk_organizations", owner)]
    pub organization_id: Option<String>,
    /// Snyk's id of its organization.
    #[column(from = "relationships.organization.data.id")]
    pub organization_source_id: Option<String>,
    /// Its project's row in `snyk_projects`; null for an issue of a cloud environment.
    #[column(references = "snyk_projects", owner)]
    pub project_id: Option<String>,
    /// Snyk's id of its cloud environment; null for an issue of a project.
    pub environment_id: Option<String>,
    /// Snyk's id of the project or environment it was found in.
    #[column(from = "relationships.scan_item.data.id")]
    pub scan_item_id: Option<String>,
    /// `project` or `environment`.
    #[column(from = "relationships.scan_item.data.type")]
    pub scan_item_type: Option<String>,
    /// What it is, in a line.
    #[column(from = "attributes.title")]
    pub title: Option<String>,
    /// What it is, in Markdown; often absent.
    #[column(from = "attributes.description")]
    pub description: Option<String>,
    /// `package_vulnerability`, `license`, `code`, `config`, `cloud` or `custom`.
    #[column(from = "attributes.type")]
    pub issue_type: Option<String>,
    /// The scanner, such as `snyk://npm-deps`.
    #[column(from = "attributes.tool")]
    pub tool: Option<String>,
    /// `info`, `low`, `medium`, `high` or `critical`, after policies.
    #[column(from = "attributes.effective_severity_level", tracked)]
    pub effective_severity_level: Option<String>,
    /// `open` or `resolved`.
    #[column(from = "attributes.status", tracked)]
    pub status: Option<String>,
    /// Whether it is ignored; independent of `status`.
    #[column(from = "attributes.ignored", tracked)]
    pub ignored: Option<bool>,
    /// Snyk's id of the ignore.
    #[column(from = "relationships.ignore.data.id")]
    pub ignore_id: Option<String>,
    /// For Snyk Code: the finding's id, unique in its repository.
    #[column(from = "attributes.key_asset")]
    pub key_asset: Option<String>,
    /// Snyk's risk score, 0 to 1000.
    #[column(from = "attributes.risk.score.value")]
    pub risk_score: Option<i64>,
    /// The model of that score.
    #[column(from = "attributes.risk.score.model")]
    pub risk_model: Option<String>,
    /// When it was scored.
    #[column(from = "attributes.risk.score.updated_at")]
    pub risk_scored_at: Option<Timestamp>,
    /// When it was resolved.
    #[column(from = "attributes.resolution.resolved_at")]
    pub resolved_at: Option<Timestamp>,
    /// How it was resolved: `fixed` or `disappeared`.
    #[column(from = "attributes.resolution.type")]
    pub resolution_type: Option<String>,
    /// More on how it was resolved.
    #[column(from = "attributes.resolution.details")]
    pub resolution_details: Option<String>,
    /// How far exploits are: the level of the newest format that Snyk rates it in.
    pub exploit_maturity: Option<String>,
    /// That level in every format (array of `format` and `level`).
    #[column(from = "attributes.exploit_details.maturity_levels")]
    pub exploit_maturity_levels: Option<Json>,
    /// Who reports exploits (array of names, such as `CISA`).
    #[column(from = "attributes.exploit_details.sources")]
    pub exploit_sources: Option<Json>,
    /// The first package that its coordinates name.
    pub package_name: Option<String>,
    /// The version of that package.
    pub package_version: Option<String>,
    /// The first CVE id among its problems.
    pub cve: Option<String>,
    /// The highest CVSS score among its severities.
    pub cvss_score: Option<f64>,
    /// Whether any coordinate can be fixed, by hand, by Snyk or upstream.
    pub fixable: Option<bool>,
    /// Whether an upgrade fixes any coordinate.
    pub upgradeable: Option<bool>,
    /// Whether a patch fixes any coordinate.
    pub patchable: Option<bool>,
    /// Whether pinning fixes any coordinate.
    pub pinnable: Option<bool>,
    /// The strongest reachability among its coordinates: `function`, `package`, `no-info`, `not-applicable`.
    pub reachability: Option<String>,
    /// The tests that found it (array of references).
    #[column(from = "relationships.test_executions.data")]
    pub test_executions: Option<Json>,
    /// When it was first seen in Snyk.
    #[column(from = "attributes.created_at")]
    pub created_at: Option<Timestamp>,
    /// When it was last changed in Snyk.
    #[column(from = "attributes.updated_at")]
    pub updated_at: Option<Timestamp>,
    /// Its place on the project's page in Snyk's web application.
    pub url: Option<String>,
    /// What is wrong, by the ids of vulnerabilities and rules.
    #[children(from = "attributes.problems")]
    pub problems: Vec<ProblemRow>,
    /// Which classes of weakness it belongs to.
    #[children(from = "attributes.classes")]
    pub classes: Vec<ClassRow>,
    /// How severe each source rates it.
    #[children(from = "attributes.severities")]
    pub severities: Vec<SeverityRow>,
    /// Where it is.
    #[children(from = "attributes.coordinates")]
    pub coordinates: Vec<CoordinateRow>,
    /// What raises or lowers its risk.
    #[children(from = "attributes.risk.factors", empty_with = risk_score)]
    pub risk_factors: Vec<RiskFactorRow>,
}

/// One row per problem of an issue: a vulnerability's or rule's id in one catalogue.
#[derive(Debug, Default, Table)]
#[table(name = "snyk_issue_problems", parent = "snyk_issues", parent_column = "issue_id")]
pub struct ProblemRow {
    /// The id, such as `SNYK-JS-LODASH-450202` or `CVE-2019-10744`.
    #[column(from = "id")]
    pub problem_id: Option<String>,
    /// The catalogue, such as `SNYK` or `NVD`.
    #[column(from = "source")]
    pub source: Option<String>,
    /// `vulnerability` or `rule`.
    #[column(from = "type")]
    pub problem_type: Option<String>,
    /// Its page.
    #[column(from = "url")]
    pub url: Option<String>,
    /// When it was disclosed.
    #[column(from = "disclosed_at")]
    pub disclosed_at: Option<Timestamp>,
    /// When it was discovered.
    #[column(from = "discovered_at")]
    pub discovered_at: Option<Timestamp>,
    /// When the catalogue last changed it.
    #[column(from = "updated_at")]
    pub updated_at: Option<Timestamp>,
}

/// One row per class of an issue.
#[derive(Debug, Default, Table)]
#[table(name = "snyk_issue_classes", parent = "snyk_issues", parent_column = "issue_id")]
pub struct ClassRow {
    /// The id, such as `CWE-400`.
    #[column(from = "id")]
    pub class_id: Option<String>,
    /// The catalogue, such as `CWE`.
    #[column(from = "source")]
    pub source: Option<String>,
    /// `weakness`, `rule-category` or `compliance`.
    #[column(from = "type")]
    pub class_type: Option<String>,
    /// Its page.
    #[column(from = "url")]
    pub url: Option<String>,
}

/// One row per rating of an issue.
#[derive(Debug, Default, Table)]
#[table(name = "snyk_issue_severities", parent = "snyk_issues", parent_column = "issue_id")]
pub struct SeverityRow {
    /// Who rates, such as `Snyk` or `NVD`.
    #[column(from = "source")]
    pub source: Option<String>,
    /// The level, before policies.
    #[column(from = "level")]
    pub level: Option<String>,
    /// The CVSS score, 0 to 10.
    #[column(from = "score")]
    pub score: Option<f64>,
    /// The CVSS vector.
    #[column(from = "vector")]
    pub vector: Option<String>,
    /// The CVSS version.
    #[column(from = "version")]
    pub version: Option<String>,
    /// When the rating was last changed.
    #[column(from = "modification_time")]
    pub modified_at: Option<Timestamp>,
}

/// One row per coordinate of an issue: a place where it is.
#[derive(Debug, Default, Table)]
#[table(name = "snyk_issue_coordinates", parent = "snyk_issues", parent_column = "issue_id")]
pub struct CoordinateRow {
    /// `open` or `resolved`.
    #[column(from = "state")]
    pub state: Option<String>,
    /// The package, where it is a dependency.
    pub package_name: Option<String>,
    /// The package's version.
    pub package_version: Option<String>,
    /// The file, where it is in source code.
    pub file: Option<String>,
    /// The first line, from 1.
    pub start_line: Option<i64>,
    /// The last line, from 1.
    pub end_line: Option<i64>,
    /// The path of the resource, where it is in a configuration.
    pub resource_path: Option<String>,
    /// The resource's id in its cloud, where it is in one.
    pub cloud_resource: Option<String>,
    /// Every representation as Snyk sent it; the columns above are of the first.
    #[column(from = "representations")]
    pub representations: Option<Json>,
    /// What can be done (array).
    #[column(from = "remedies")]
    pub remedies: Option<Json>,
    /// Whether it can be fixed by hand.
    #[column(from = "is_fixable_manually")]
    pub is_fixable_manually: Option<bool>,
    /// Whether Snyk can fix it.
    #[column(from = "is_fixable_snyk")]
    pub is_fixable_snyk: Option<bool>,
    /// Whether it is fixed upstream.
    #[column(from = "is_fixable_upstream")]
    pub is_fixable_upstream: Option<bool>,
    /// Whether a patch fixes it.
    #[column(from = "is_patchable")]
    pub is_patchable: Option<bool>,
    /// Whether pinning fixes it.
    #[column(from = "is_pinnable")]
    pub is_pinnable: Option<bool>,
    /// Whether an upgrade fixes it.
    #[column(from = "is_upgradeable")]
    pub is_upgradeable: Option<bool>,
    /// Whether the vulnerable code is reached: `function`, `package`, `no-info`, `not-applicable`.
    #[column(from = "reachability")]
    pub reachability: Option<String>,
    /// When it was first seen here.
    #[column(from = "created_at")]
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    #[column(from = "updated_at")]
    pub updated_at: Option<Timestamp>,
    /// When it last came in.
    #[column(from = "last_introduced_at")]
    pub last_introduced_at: Option<Timestamp>,
    /// When it last went out.
    #[column(from = "last_resolved_at")]
    pub last_resolved_at: Option<Timestamp>,
    /// How it last went out.
    #[column(from = "last_resolved_details")]
    pub last_resolved_details: Option<String>,
}

/// One row per risk factor of an issue.
#[derive(Debug, Default, Table)]
#[table(name = "snyk_issue_risk_factors", parent = "snyk_issues", parent_column = "issue_id")]
pub struct RiskFactorRow {
    /// The factor, such as `deployed` or `public_facing`.
    #[column(from = "name")]
    pub name: Option<String>,
    /// Whether it holds.
    #[column(from = "value")]
    pub value: Option<bool>,
    /// Whether it counts in the score.
    #[column(from = "included_in_score")]
    pub included_in_score: Option<bool>,
    /// When it was last looked at.
    #[column(from = "updated_at")]
    pub updated_at: Option<Timestamp>,
    /// Where the evidence is.
    #[column(from = "links")]
    pub links: Option<Json>,
}

/// One row per observed change of an issue's `status`, `ignored`, `effective_severity_level` or `removed_at`. The first sight
/// of an issue is no change.
#[derive(Debug, Default, Table)]
#[table(name = "snyk_issue_events", log, index(issue_id))]
pub struct IssueEventRow {
    /// Row key.
    pub id: String,
    /// The connection that saw it.
    #[column(references = "windlass_connections")]
    pub connection_id: String,
    /// The issue's row in `snyk_issues`.
    #[column(references = "snyk_issues")]
    pub issue_id: String,
    /// The column that changed.
    pub field: String,
    /// What it held.
    pub old_value: Option<String>,
    /// What it holds.
    pub new_value: Option<String>,
    /// When Snyk says the issue changed (its `updated_at`); null for a removal, which Snyk does not date.
    pub changed_at: Option<Timestamp>,
    /// When windlass saw it.
    pub seen_at: Timestamp,
    /// For removals: `not_listed`, `resolved_and_no_longer_listed` or `parent_removed`; `listed_again` where it came back.
    pub reason: Option<String>,
    /// The run that saw it.
    #[column(references = "windlass_runs")]
    pub run_id: String,
}

impl Listed for IssueRow {
    fn source_id(&self) -> &str {
        &self.source_id
    }

    fn complete(&mut self, context: &Context<'_>, keys: &Keys) {
        self.organization_id = keys.key(&self.organization_source_id);
        match self.scan_item_type.as_deref() {
            Some("project") => self.project_id = keys.key(&self.scan_item_id),
            Some("environment") => self.environment_id.clone_from(&self.scan_item_id),
            Some(_) | None => {}
        }
        if let (Some("project"), Some(project)) = (self.scan_item_type.as_deref(), &self.scan_item_id) {
            let page = context.project_url(self.organization_source_id.as_deref(), project);
            self.url = page.zip(self.source_key.as_ref()).map(|(page, key)| page + "#issue-" + key);
        }
        for coordinate in &mut self.coordinates {
            coordinate.complete();
        }
        self.summarize();
    }
}

impl IssueRow {
    /// The columns that sum up child rows.
    fn summarize(&mut self) {
        let cve =
            self.problems.iter().filter_map(|problem| problem.problem_id.as_ref()).find(|id| id.starts_with("CVE-"));
        self.cve = cve.cloned();
        self.cvss_score = self.severities.iter().filter_map(|severity| severity.score).max_by(f64::total_cmp);
        if let Some(package) = self.coordinates.iter().find(|coordinate| coordinate.package_name.is_some()) {
            self.package_name.clone_from(&package.package_name);
            self.package_version.clone_from(&package.package_version);
        }
        let any = |of: fn(&CoordinateRow) -> Option<bool>| {
            self.coordinates.iter().filter_map(of).reduce(|one, other| one || other)
        };
        let fixable =
            [any(|at| at.is_fixable_manually), any(|at| at.is_fixable_snyk), any(|at| at.is_fixable_upstream)];
        (self.upgradeable, self.patchable, self.pinnable) =
            (any(|at| at.is_upgradeable), any(|at| at.is_patchable), any(|at| at.is_pinnable));
        self.fixable = fixable.into_iter().flatten().reduce(|one, other| one || other);
        let strongest =
            self.coordinates.iter().filter_map(|at| at.reachability.as_ref()).min_by_key(|word| weakness(word));
        self.reachability = strongest.cloned();
        self.exploit_maturity = self.exploit_maturity_levels.as_ref().and_then(newest_level);
    }
}

/// The rank of a reachability, 0 the strongest; words we do not know come last.
fn weakness(reachability: &str) -> u8 {
    match reachability {
        "function" => 0,
        "package" => 1,
        "no-info" => 2,
        "not-applicable" => 3,
        _ => 4,
    }
}

/// A level of `attributes.exploit_details.maturity_levels`.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Rated {
    format: Lenient<String>,
    level: Lenient<String>,
}

/// The level whose format sorts last: `CVSSv4` after `CVSSv3`.
fn newest_level(levels: &Json) -> Option<String> {
    let All(levels) = levels.read::<Lenient<All<Members<Rated>>>>()?.0?;
    let rated = levels.into_iter().filter_map(|Members(rated)| Some((rated.format.0?, rated.level.0?)));
    rated.max_by(|(one, _), (other, _)| one.cmp(other)).map(|(_, level)| level)
}

//! Views for people, so that date arithmetic is written once per dialect. Ages count to the end of the last run
//! (`windlass_clock`), never to the reader's clock: an age and the rows it is about are of one moment.

use windlass_model::View;

/// Every view, those that others use first.
pub const VIEWS: &[View] = &[OPEN_ISSUES, PROJECT_FACTS, COUNT_DRIFT];

const OPEN_ISSUES: View = View {
    name: "open_issues",
    doc: "One row per issue that is open, not ignored and still listed: what somebody has to act on.",
    columns: &[
        ("issue_id", "Row key in `snyk_issues`."),
        ("source_id", "Snyk's id of the issue."),
        ("source_key", "The issue's key."),
        ("title", "What it is."),
        ("issue_type", "`package_vulnerability`, `license`, `code`, `config`, `cloud` or `custom`."),
        ("severity", "`info`, `low`, `medium`, `high` or `critical`, after policies."),
        ("severity_rank", "The same as a number, 0 (`info`) to 4 (`critical`); -1 for a level we do not know."),
        ("cve", "The first CVE id."),
        ("cvss_score", "The highest CVSS score."),
        ("risk_score", "Snyk's risk score."),
        ("fixable", "Whether any coordinate can be fixed."),
        ("package_name", "The first package."),
        ("package_version", "Its version."),
        ("project_id", "Row key in `snyk_projects`."),
        ("project_name", "The project's name."),
        ("product", "The product that tests the project."),
        ("organization_id", "Row key in `snyk_organizations`."),
        ("organization_name", "The organization's name."),
        ("created_at", "When it was first seen in Snyk."),
        ("age_days", "Whole days from then to the end of the last run."),
        ("sla_days", "Days allowed: critical 15, high 30, medium 90, low 180, none for others."),
        ("due_at", "When they are over."),
        ("breached", "Whether they are."),
        ("url", "Its place in Snyk's web application."),
        ("connection_id", "The connection."),
    ],
    sqlite: include_str!("views/open_issues.sqlite.sql"),
    postgres: include_str!("views/open_issues.postgres.sql"),
};

const PROJECT_FACTS: View = View {
    name: "project_facts",
    doc: "One row per project that is still listed, with what is open in it.",
    columns: &[
        ("project_id", "Row key in `snyk_projects`."),
        ("source_id", "Snyk's id of the project."),
        ("name", "The project's name."),
        ("project_type", "The package manager or kind of scan."),
        ("product", "The product that tests it."),
        ("origin", "The integration it came by."),
        ("status", "`active` or `inactive`."),
        ("organization_id", "Row key in `snyk_organizations`."),
        ("organization_name", "The organization's name."),
        ("target_name", "The target's name."),
        ("open_critical", "Open, not ignored critical issues, counted in `snyk_issues`."),
        ("open_high", "The same for high."),
        ("open_medium", "The same for medium."),
        ("open_low", "The same for low."),
        ("open_total", "All open, not ignored issues."),
        ("fixable", "Those among them that can be fixed."),
        ("breached", "Those among them that are overdue."),
        ("oldest_open_days", "Age in days of the oldest of them."),
        ("ignored", "Open issues that are ignored."),
        ("resolved", "Resolved issues that Snyk still lists."),
        ("last_tested_at", "When Snyk last counted: the best \"last tested\" there is."),
        ("dependency_total", "The number of dependencies."),
        ("url", "Its page in Snyk's web application."),
        ("connection_id", "The connection."),
    ],
    sqlite: include_str!("views/project_facts.sqlite.sql"),
    postgres: include_str!("views/project_facts.postgres.sql"),
};

const COUNT_DRIFT: View = View {
    name: "project_count_drift",
    doc: "One row per listed project that Snyk counts issues of: Snyk's counts beside ours. Where they differ, the next run reads the project again.",
    columns: &[
        ("project_id", "Row key in `snyk_projects`."),
        ("source_id", "Snyk's id of the project."),
        ("name", "The project's name."),
        ("organization_id", "Row key in `snyk_organizations`."),
        ("organization_source_id", "Snyk's id of the organization."),
        ("connection_id", "The connection."),
        ("snyk_critical", "Critical, as Snyk counts."),
        ("our_critical", "Critical, as we count."),
        ("snyk_high", "High, as Snyk counts."),
        ("our_high", "High, as we count."),
        ("snyk_medium", "Medium, as Snyk counts."),
        ("our_medium", "Medium, as we count."),
        ("snyk_low", "Low, as Snyk counts."),
        ("our_low", "Low, as we count."),
        ("differs", "Whether any pair differs."),
    ],
    sqlite: include_str!("views/project_count_drift.sqlite.sql"),
    postgres: include_str!("views/project_count_drift.postgres.sql"),
};

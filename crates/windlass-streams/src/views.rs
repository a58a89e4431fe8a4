//! Views for people, so that date arithmetic is written once per dialect. Ages count to the end of the last run
//! (`windlass_clock`), never to the reader's clock: an age and the rows it is about are of one moment.

use windlass_model::View;

/// Every view, those that others use first.
pub const VIEWS: &[View] =
    &[PROJECT_SLA, OPEN_ISSUES, PROJECT_ISSUE_COUNTS, RESOLVED_ISSUES, PROJECT_FACTS, SEVERITY_DAILY, COUNT_DRIFT];

const PROJECT_SLA: View = View {
    name: "project_sla",
    doc: "One row per project, and one with an empty `project_id` for issues of no project: the days allowed to resolve an issue, by severity.",
    columns: &[
        ("project_id", "Row key in `snyk_projects`; empty for issues of cloud environments."),
        (
            "critical_days",
            "Days for critical issues: by `windlass_sla` for the project's business criticality, the fewest where it has several; else by \
             its row for all; else 15.",
        ),
        ("high_days", "The same for high; else 30."),
        ("medium_days", "The same for medium; else 90."),
        ("low_days", "The same for low; else 180."),
        ("info_days", "The same for info; else null: no limit."),
    ],
    sqlite: include_str!("views/project_sla.sqlite.sql"),
    postgres: include_str!("views/project_sla.postgres.sql"),
};

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
        (
            "sla_days",
            "Days allowed, see `project_sla`: critical 15, high 30, medium 90, low 180 where no policy says otherwise.",
        ),
        ("due_at", "When they are over."),
        ("breached", "Whether they are."),
        ("url", "Its place in Snyk's web application."),
        ("connection_id", "The connection."),
    ],
    sqlite: include_str!("views/open_issues.sqlite.sql"),
    postgres: include_str!("views/open_issues.postgres.sql"),
};

const PROJECT_ISSUE_COUNTS: View = View {
    name: "project_issue_counts",
    doc: "One row per project with issues: how many, of what kind. What `project_facts` and `entity_facts` add up.",
    columns: &[
        ("project_id", "Row key in `snyk_projects`."),
        ("open_critical", "Critical issues that are open, not ignored and still listed."),
        ("open_high", "The same for high."),
        ("open_medium", "The same for medium."),
        ("open_low", "The same for low."),
        ("open_total", "The same for all severities."),
        ("fixable", "Those among them that can be fixed."),
        ("breached", "Those among them that are overdue."),
        ("breached_critical", "Those of them that are critical."),
        ("breached_high", "Those of them that are high."),
        ("oldest_open_at", "When the oldest of the open ones was first seen in Snyk."),
        ("ignored", "Open issues that are ignored and still listed."),
        ("resolved", "Resolved issues that Snyk still lists."),
        (
            "opened_30",
            "Issues first seen in Snyk in the 30 days before the end of the last run, whatever became of them.",
        ),
        ("opened_90", "The same in 90 days."),
        (
            "resolved_30",
            "Issues that Snyk says were resolved in those 30 days, whether it still lists them or not. An open issue that is no longer \
             listed is not resolved.",
        ),
        ("resolved_90", "The same in 90 days."),
    ],
    sqlite: include_str!("views/project_issue_counts.sqlite.sql"),
    postgres: include_str!("views/project_issue_counts.postgres.sql"),
};

const RESOLVED_ISSUES: View = View {
    name: "resolved_issues",
    doc: "One row per issue that was resolved in the 90 days before the end of the last run, still listed or not.",
    columns: &[
        ("issue_id", "Row key in `snyk_issues`."),
        ("project_id", "Row key in `snyk_projects`."),
        ("organization_id", "Row key in `snyk_organizations`."),
        ("severity", "Its severity, after policies."),
        ("created_at", "When it was first seen in Snyk."),
        ("resolved_at", "When it was resolved."),
        ("seconds", "Whole seconds in between."),
        ("connection_id", "The connection."),
    ],
    sqlite: include_str!("views/resolved_issues.sqlite.sql"),
    postgres: include_str!("views/resolved_issues.postgres.sql"),
};

const PROJECT_FACTS: View = View {
    name: "project_facts",
    doc: "One row per project that is still listed, with what is open in it, what came and went, and how long that took.",
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
        ("breached_critical", "Those of them that are critical."),
        ("breached_high", "Those of them that are high."),
        ("oldest_open_days", "Age in days of the oldest of them."),
        ("ignored", "Open issues that are ignored."),
        ("resolved", "Resolved issues that Snyk still lists."),
        (
            "opened_30",
            "Issues first seen in Snyk in the 30 days before the end of the last run, whatever became of them.",
        ),
        ("opened_90", "The same in 90 days."),
        ("resolved_30", "Issues that Snyk says were resolved in those 30 days, still listed or not."),
        ("resolved_90", "The same in 90 days."),
        (
            "mttr_days_critical",
            "Mean days from first seen to resolved, over critical issues resolved in those 90 days, to two decimals; null where none was.",
        ),
        ("mttr_days_high", "The same for high."),
        ("mttr_days_medium", "The same for medium."),
        ("mttr_days_low", "The same for low."),
        ("mttr_median_days_critical", "The median of the same; of an even number the mean of the middle two."),
        ("mttr_median_days_high", "The same for high."),
        ("mttr_median_days_medium", "The same for medium."),
        ("mttr_median_days_low", "The same for low."),
        ("last_tested_at", "When Snyk last counted: the best \"last tested\" there is."),
        ("dependency_total", "The number of dependencies."),
        ("url", "Its page in Snyk's web application."),
        ("connection_id", "The connection."),
    ],
    sqlite: include_str!("views/project_facts.sqlite.sql"),
    postgres: include_str!("views/project_facts.postgres.sql"),
};

const SEVERITY_DAILY: View = View {
    name: "severity_daily",
    doc: "One row per day, organization and severity that has issues, for the 400 days to the end of the last run: add up what you ask \
          about. Days before the first sync are told by `created_at` and `resolved_at`; later ones also by `snyk_issue_events`. What was \
          ignored when it was first seen counts as ignored ever since it was opened, for Snyk does not say since when it is; what was resolved \
          then and reopened later counts as open all along, for Snyk no longer says when it was resolved.",
    columns: &[
        ("day", "The day in UTC, such as `2026-01-31`."),
        (
            "severity",
            "`info`, `low`, `medium`, `high`, `critical`, or `other` for a level we do not know; as it was on that day.",
        ),
        (
            "open",
            "Issues open, not ignored and listed at the end of the day; on the last one as many as in `open_issues`. It changes by what is \
             opened and resolved, and by what is ignored, rated anew, reopened or no longer listed.",
        ),
        ("opened", "Issues first seen in Snyk on that day, whatever became of them."),
        (
            "resolved",
            "Issues resolved on that day, as Snyk says. An open issue that is no longer listed is not resolved.",
        ),
        ("organization_id", "Row key in `snyk_organizations`."),
        ("connection_id", "The connection."),
    ],
    sqlite: include_str!("views/severity_daily.sqlite.sql"),
    postgres: include_str!("views/severity_daily.postgres.sql"),
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

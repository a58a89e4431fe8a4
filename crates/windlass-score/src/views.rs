//! Views over entities, for checks and reports.

use windlass_model::View;

/// Every view, those that others use first.
pub const VIEWS: &[View] = &[ENTITY_FACTS];

const ENTITY_FACTS: View = View {
    name: "entity_facts",
    doc: "One row per entity: what `project_facts` says, over its listed projects.",
    columns: &[
        ("entity_type", "The entity's type."),
        ("entity_identifier", "Unique within its type."),
        ("name", "What people call it."),
        ("owner", "Who owns it."),
        ("projects", "How many listed projects belong to it; where it is 0 so are all counts."),
        ("open_critical", "Open, not ignored critical issues."),
        ("open_high", "The same for high."),
        ("open_medium", "The same for medium."),
        ("open_low", "The same for low."),
        ("open_total", "All open, not ignored issues."),
        ("fixable", "Those among them that can be fixed."),
        ("ignored", "Open issues that are ignored."),
        ("breached", "Open, not ignored issues that are overdue."),
        ("breached_critical", "Those of them that are critical."),
        ("breached_high", "Those of them that are high."),
        ("oldest_open_days", "Age in days of the oldest open, not ignored issue; null where there is none."),
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
        ("last_tested_at", "When any of its projects was last tested, see `project_facts`."),
        ("untested_projects", "Projects without a test in the 30 days before the end of the last run."),
        ("coverage", "The other projects as a part of all, 0 to 1; null without projects."),
    ],
    sqlite: include_str!("views/entity_facts.sqlite.sql"),
    postgres: include_str!("views/entity_facts.postgres.sql"),
};

//! Entities, and what scorecards found, as tables.

use windlass_model::{Json, Row, Table, Timestamp};

/// What a scorecard scores: a service, a repository, an organization, a project. Made anew from Snyk's rows, from the policy and from what
/// was imported, whenever one of them changed.
#[derive(Debug, Clone, Default, PartialEq, Table)]
#[table(name = "windlass_entities", key(type, identifier))]
pub struct EntityRow {
    /// `organization`, `repository`, `project`, `service`, or a type that was imported.
    pub r#type: String,
    /// Unique within its type: the organization's slug, the repository's name, Snyk's id of the project, the service's name.
    pub identifier: String,
    /// What people call it.
    pub name: String,
    /// Who owns it.
    pub owner: Option<String>,
    /// What else is known of it (object).
    pub properties: Option<Json>,
    /// Where it comes from: `snyk`, `tag`, `rule` or `import`.
    pub source: String,
}

/// Which projects belong to an entity.
#[derive(Debug, Clone, Default, PartialEq, Table)]
#[table(name = "windlass_entity_projects", key(entity_type, entity_identifier, project_id), index(project_id))]
pub struct EntityProjectRow {
    /// The entity's type.
    pub entity_type: String,
    /// The entity's identifier.
    pub entity_identifier: String,
    /// Row key in `snyk_projects`.
    #[column(references = "snyk_projects")]
    pub project_id: String,
    /// Why: the tag, the rule or the link that says so.
    pub because: String,
}

/// An entity as a file described it.
#[derive(Debug, Clone, Default, PartialEq, Table)]
#[table(name = "windlass_imported_entities", key(source, type, identifier))]
pub struct ImportedEntityRow {
    /// What was imported: a name that the next import of the same replaces.
    pub source: String,
    /// The entity's type.
    pub r#type: String,
    /// Unique within its type.
    pub identifier: String,
    /// What people call it.
    pub name: String,
    /// Who owns it.
    pub owner: Option<String>,
    /// What else the file says of it (object).
    pub properties: Option<Json>,
    /// Which projects belong to it (array of objects with `kind`: `organization`, `repository`, `project` or `tag`, and `value`).
    pub links: Option<Json>,
    /// When it was imported.
    pub imported_at: Timestamp,
}

/// The policy that was last applied: how services are found, and the days allowed.
#[derive(Debug, Clone, Default, PartialEq, Table)]
#[table(name = "windlass_policy", key(id))]
pub struct PolicyRow {
    /// Always 1.
    pub id: i64,
    /// The policy file, as JSON.
    pub document: Option<Json>,
    /// When it was applied.
    pub applied_at: Timestamp,
}

/// A scorecard as it was last evaluated.
#[derive(Debug, Clone, Default, PartialEq, Table)]
#[table(name = "windlass_scorecards", key(id))]
pub struct ScorecardRow {
    /// The name of its file, without the ending.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// `LEVEL` or `POINTS`.
    pub r#type: String,
    /// Whether it is more than a draft.
    pub published: bool,
    /// The card, as JSON.
    pub document: Option<Json>,
    /// When it was last evaluated: the moment of the data, not of the reader.
    pub evaluated_at: Timestamp,
    /// Errors of its SQL (array of objects with `check` and `error`); null where there was none.
    pub sql_errors: Option<Json>,
}

/// What a check says of an entity now.
#[derive(Debug, Clone, Default, PartialEq, Table)]
#[table(
    name = "windlass_check_results",
    key(scorecard_id, check_id, entity_type, entity_identifier),
    index(entity_type, entity_identifier)
)]
pub struct CheckResultRow {
    /// The scorecard.
    #[column(references = "windlass_scorecards")]
    pub scorecard_id: String,
    /// The check's key in its card.
    pub check_id: String,
    /// The entity's type.
    pub entity_type: String,
    /// The entity's identifier.
    pub entity_identifier: String,
    /// `PASS`, `WARN`, `FAIL`; `ERROR` where the check could not tell, which does not pass; `NOT_APPLICABLE` where its filter leaves the
    /// entity out.
    pub status: String,
    /// Whether it passes: `PASS` and `WARN` do.
    pub passed: bool,
    /// What the query's column `output` held (any JSON scalar).
    pub output: Option<Json>,
    /// What the query's column `message` held, the filter's message, or the error.
    pub message: Option<String>,
    /// What the query's column `related_property` or `related_properties` held.
    pub related_property: Option<String>,
    /// Since when the check has had this status for this entity.
    pub since: Timestamp,
    /// The moment of the data that it was evaluated on.
    pub executed_at: Timestamp,
}

/// What an entity attained on a scorecard, from one change to the next. The row without `until` is the present.
#[derive(Debug, Clone, Default, PartialEq, Table)]
#[table(
    name = "windlass_scores",
    key(scorecard_id, entity_type, entity_identifier, since),
    index(entity_type, entity_identifier)
)]
pub struct ScoreRow {
    /// The scorecard.
    #[column(references = "windlass_scorecards")]
    pub scorecard_id: String,
    /// The entity's type.
    pub entity_type: String,
    /// The entity's identifier.
    pub entity_identifier: String,
    /// Since when.
    pub since: Timestamp,
    /// When the next row began, or the entity was no longer scored.
    pub until: Option<Timestamp>,
    /// LEVEL: the key of the level; null where none is attained.
    pub level: Option<String>,
    /// LEVEL: its rank; null where none is attained.
    pub rank: Option<i64>,
    /// POINTS: those of the checks that pass.
    pub points_achieved: Option<f64>,
    /// POINTS: those of all checks that apply.
    pub points_total: Option<f64>,
}

/// Every table of this crate.
pub const BOOKS: &[&Table] = &[
    EntityRow::TABLE,
    EntityProjectRow::TABLE,
    ImportedEntityRow::TABLE,
    PolicyRow::TABLE,
    ScorecardRow::TABLE,
    CheckResultRow::TABLE,
    ScoreRow::TABLE,
];

//! What the company asks for: days allowed by severity, and how services and owners are found. The file is `scorecards/policy.yaml`.

pub(crate) mod pattern;
mod read;

use crate::books::PolicyRow;
use crate::place::{FileError, text_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use windlass_model::{Json, Row, Timestamp};
use windlass_store::books::SlaRow;
use windlass_store::{Replacement, Store, StoreError, books};

/// The policy that `windlass scorecard init` writes: what holds by default, and what else could be said.
pub const STARTER: &str = include_str!("policy/starter.yaml");

/// Days allowed, by severity.
pub type Days = BTreeMap<String, i64>;

/// A policy.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// Days allowed to resolve an issue.
    pub sla: Sla,
    /// How services are found.
    pub services: Services,
    /// How owners are found.
    pub owners: Owners,
}

/// Days allowed to resolve an issue. What is not named is as by default: critical 15, high 30, medium 90, low 180.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Sla {
    /// For all projects.
    pub default: Days,
    /// For projects with this business criticality in Snyk.
    pub business_criticality: BTreeMap<String, Days>,
}

/// How services are found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Services {
    /// The key of the project tag whose value is the service.
    pub tag: String,
    /// For projects without that tag: the first rule that matches says it.
    pub rules: Vec<Rule>,
}

impl Default for Services {
    fn default() -> Self {
        Self { tag: "service".to_owned(), rules: Vec::new() }
    }
}

/// How owners are found where neither an import nor a rule names one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Owners {
    /// Keys of project tags whose value is the owner, the one that counts most first.
    pub tags: Vec<String>,
}

impl Default for Owners {
    fn default() -> Self {
        Self { tags: vec!["owner".to_owned(), "team".to_owned()] }
    }
}

/// A rule: projects whose repository or name matches belong to a service.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rule {
    /// A pattern for the repository's name or address, such as `github.com/acme/*-api`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    /// A pattern for the project's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// The service; `$1` is what the first star stood for.
    pub service: String,
    /// Who owns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

impl Policy {
    /// Reads a policy file; where there is none the default holds.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn load(path: &Path) -> Result<Self, Vec<FileError>> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = text_of(path).map_err(|error| vec![error])?;
        Self::parse(&path.display().to_string(), &text)
    }

    /// Reads a policy; `file` is what it is called in errors.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<FileError>> {
        read::policy(file, text)
    }

    /// The rows of `windlass_sla`.
    fn rows(&self) -> Vec<SlaRow> {
        let some = self.sla.business_criticality.iter().map(|(of, days)| (of.as_str(), days));
        let all = std::iter::once(("", &self.sla.default)).chain(some);
        let rows = all.flat_map(|(of, days)| {
            days.iter().map(|(severity, days)| SlaRow {
                business_criticality: of.to_owned(),
                severity: severity.clone(),
                days: *days,
            })
        });
        rows.collect()
    }
}

/// Writes a policy: views and [`crate::entities::refresh`] go by it from now on. Returns whether it differs from the one before.
///
/// # Errors
/// As [`Store::select`] and [`Store::replace`].
pub async fn apply(store: &dyn Store, policy: &Policy, now: Timestamp) -> Result<bool, StoreError> {
    if applied(store).await?.as_ref() == Some(policy) {
        return Ok(false);
    }
    let document = serde_json::to_value(policy).ok().map(|value| Json::of(&value));
    let row = PolicyRow { id: 1, document, applied_at: now };
    let days = policy.rows().into_iter().map(Row::into_book).collect();
    store
        .replace(vec![
            Replacement { table: SlaRow::TABLE, of: None, rows: days },
            Replacement { table: PolicyRow::TABLE, of: None, rows: vec![row.into_book()] },
        ])
        .await?;
    Ok(true)
}

/// The policy that was last applied; `None` where none was.
///
/// # Errors
/// As [`Store::select`].
pub async fn applied(store: &dyn Store) -> Result<Option<Policy>, StoreError> {
    let rows: Vec<PolicyRow> = books::read(store, "where id = 1", Vec::new()).await?;
    Ok(rows.into_iter().find_map(|row| row.document?.read::<Policy>()))
}

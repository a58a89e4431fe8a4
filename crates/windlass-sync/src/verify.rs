//! Is this all of it: what Snyk counts now beside what the tables hold. Reads, never writes; [`crate::Sync::repair`] mends.

use crate::SyncError;
use crate::list::{Listed, list};
use crate::run::Connection;
use crate::scopes::{self, Organization};
use futures::stream::{StreamExt, TryStreamExt, iter};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use windlass_model::Value;
use windlass_snyk::{ApiError, Client, PageRequest, version};
use windlass_store::{Select, Store};

/// Organizations asked at a time.
const AT_ONCE: usize = 8;

/// What a verification found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Verification {
    /// Rows compared, by stream: Snyk's number and ours.
    pub counts: BTreeMap<&'static str, Counts>,
    /// Where they differ.
    pub differences: Vec<Difference>,
    /// Organizations that refuse the API and so cannot be vouched for.
    pub inaccessible: Vec<String>,
    /// Requests sent.
    pub requests: u64,
    /// What a repair has to read again.
    #[serde(skip)]
    pub(crate) wrong: Wrong,
}

/// Where the tables and Snyk disagree, as a repair needs to know it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wrong {
    /// The list of organizations.
    pub(crate) organizations: bool,
    /// Lists of an organization: the stream, and Snyk's id of the organization.
    pub(crate) lists: BTreeSet<(&'static str, String)>,
    /// Projects whose issues differ, by Snyk's id: the organization's id, and the project's name.
    pub(crate) projects: BTreeMap<String, (String, String)>,
}

/// Two numbers that should be one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// As Snyk counts.
    pub snyk: u64,
    /// As we count.
    pub ours: u64,
}

/// A place where the tables and Snyk disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The stream.
    pub stream: &'static str,
    /// The organization, or organization and project.
    pub scope: String,
    /// What differs.
    pub what: String,
    /// As Snyk counts.
    pub snyk: u64,
    /// As we count.
    pub ours: u64,
}

impl Difference {
    /// Whether it is the same place, whatever the numbers.
    pub fn is_about(&self, other: &Self) -> bool {
        (self.stream, &self.scope, &self.what) == (other.stream, &other.scope, &other.what)
    }
}

#[derive(Deserialize)]
struct Project {
    id: String,
    #[serde(default)]
    meta: Meta,
}

#[derive(Default, Deserialize)]
struct Meta {
    latest_issue_counts: Option<BTreeMap<String, serde_json::Value>>,
}

const SEVERITIES: [&str; 4] = ["critical", "high", "medium", "low"];

/// Compares organizations, targets, projects and open issues with what Snyk lists and counts now.
///
/// # Errors
/// [`SyncError`] where Snyk or the database could not be asked.
pub async fn verify(connection: &Connection, client: &Client, store: &dyn Store) -> Result<Verification, SyncError> {
    let mut found = Verification::default();
    let before = client.stats().requests;
    let ours = scopes::organizations(store, &connection.id.to_string()).await?;
    let snyks: BTreeSet<String> = list::<Listed>(client, PageRequest::new("/orgs", version::ORGS))
        .await?
        .into_iter()
        .filter(|one| one.is_selected(connection))
        .map(|one| one.id)
        .collect();
    let held: BTreeSet<String> = ours.iter().map(|one| one.source_id.clone()).collect();
    if found.ids("organizations", &connection.name, &snyks, &held) {
        found.wrong.organizations = true;
        for missing in snyks.difference(&held) {
            found.wrong.lists.extend(["targets", "projects", "issues"].map(|stream| (stream, missing.clone())));
        }
    }
    let both: Vec<Organization> = ours.into_iter().filter(|one| snyks.contains(&one.source_id)).collect();
    let parts: Vec<Part> =
        iter(both).map(|one| organization(client, store, one)).buffered(AT_ONCE).try_collect().await?;
    for part in parts {
        found.add(part);
    }
    found.requests = client.stats().requests - before;
    Ok(found)
}

/// What one organization gave.
enum Part {
    Inaccessible(String),
    Compared {
        id: String,
        name: String,
        targets: (u64, u64),
        snyks: BTreeMap<String, [Option<u64>; 4]>,
        ours: BTreeMap<String, (String, [u64; 4])>,
    },
}

async fn organization(client: &Client, store: &dyn Store, one: Organization) -> Result<Part, SyncError> {
    let collection = |of: &str, version| PageRequest::new(format!("/orgs/{}/{of}", one.source_id), version);
    let request = collection("projects", version::PROJECTS).query("meta.latest_issue_counts", "true");
    let projects = match list::<Project>(client, request).await {
        Ok(projects) => projects,
        Err(ApiError::Forbidden { .. }) if !one.accessible => return Ok(Part::Inaccessible(one.name)),
        Err(error) => return Err(error.into()),
    };
    let request =
        collection("targets", version::TARGETS).query("count", "true").query("exclude_empty", "false").limit(10);
    let page = client.page::<IgnoredAny>(&request).await?;
    let targets = page.meta.and_then(|meta| meta.get("count")?.as_u64()).unwrap_or_default();
    let own_targets = "select count(*) from snyk_targets where organization_id = ?1 and removed_at is null";
    let counted = store.select(Select::of(own_targets, vec![Value::Text(one.row.clone())])).await?;
    let held = counted.rows.first().and_then(|row| row.first()?.as_integer()).unwrap_or_default();
    let snyks = projects
        .into_iter()
        .map(|project| {
            let counts = project.meta.latest_issue_counts.unwrap_or_default();
            (project.id, SEVERITIES.map(|severity| counts.get(severity).and_then(serde_json::Value::as_u64)))
        })
        .collect();
    Ok(Part::Compared {
        id: one.source_id.clone(),
        name: one.name.clone(),
        targets: (targets, u64::try_from(held).unwrap_or_default()),
        snyks,
        ours: own_counts(store, &one).await?,
    })
}

/// Our projects of an organization, with open, not ignored issues by severity. Counted by the index and not through the view,
/// which would count the whole estate once for every organization.
async fn own_counts(store: &dyn Store, one: &Organization) -> Result<BTreeMap<String, (String, [u64; 4])>, SyncError> {
    let sql = "select p.source_id, p.name, i.effective_severity_level, count(i.id) from snyk_projects p \
               left join snyk_issues i on i.project_id = p.id and i.status = 'open' and not i.ignored and i.removed_at is null \
               where p.organization_id = ?1 and p.removed_at is null group by 1, 2, 3";
    let found = store.select(Select::of(sql, vec![Value::Text(one.row.clone())])).await?;
    let mut projects: BTreeMap<String, (String, [u64; 4])> = BTreeMap::new();
    for row in found.rows {
        let [Value::Text(id), name, severity, count] = row.as_slice() else { continue };
        let (_, counts) = projects.entry(id.clone()).or_insert_with(|| (name.to_text().unwrap_or_default(), [0; 4]));
        let at = SEVERITIES.iter().position(|known| severity.as_text() == Some(known));
        if let (Some(at), Some(count)) = (at, count.as_integer()) {
            counts[at] = u64::try_from(count).unwrap_or_default();
        }
    }
    Ok(projects)
}

impl Verification {
    /// Whether nothing differs.
    pub fn holds(&self) -> bool {
        self.differences.is_empty()
    }

    fn count(&mut self, stream: &'static str, snyk: u64, ours: u64) {
        let counts = self.counts.entry(stream).or_default();
        counts.snyk += snyk;
        counts.ours += ours;
    }

    fn differ(&mut self, stream: &'static str, scope: &str, what: &str, (snyk, ours): (u64, u64)) {
        if snyk != ours {
            self.differences.push(Difference { stream, scope: scope.to_owned(), what: what.to_owned(), snyk, ours });
        }
    }

    /// Compares two lists. Whether they differ.
    fn ids(&mut self, stream: &'static str, scope: &str, snyks: &BTreeSet<String>, ours: &BTreeSet<String>) -> bool {
        self.count(stream, snyks.len() as u64, ours.len() as u64);
        self.differ(stream, scope, "listed by Snyk, missing here", (snyks.difference(ours).count() as u64, 0));
        self.differ(stream, scope, "here, no longer listed by Snyk", (0, ours.difference(snyks).count() as u64));
        snyks != ours
    }

    fn add(&mut self, part: Part) {
        let (organization, name, targets, snyks, ours) = match part {
            Part::Inaccessible(name) => return self.inaccessible.push(name),
            Part::Compared { id, name, targets, snyks, ours } => (id, name, targets, snyks, ours),
        };
        self.count("targets", targets.0, targets.1);
        self.differ("targets", &name, "targets", targets);
        if targets.0 != targets.1 {
            self.wrong.lists.insert(("targets", organization.clone()));
        }
        if self.ids("projects", &name, &snyks.keys().cloned().collect(), &ours.keys().cloned().collect()) {
            self.wrong.lists.insert(("projects", organization.clone()));
        }
        for (id, counts) in &snyks {
            let Some((project, own)) = ours.get(id) else {
                // What is here of a project that is not is anybody's guess.
                self.wrong.projects.insert(id.clone(), (organization.clone(), id.clone()));
                continue;
            };
            for ((severity, snyk), own) in SEVERITIES.iter().zip(counts).zip(own) {
                // Snyk counts nothing in a project that it has not tested.
                let Some(snyk) = *snyk else { continue };
                self.count("open issues", snyk, *own);
                self.differ("issues", &format!("{name} / {project}"), &format!("open {severity} issues"), (snyk, *own));
                if snyk != *own {
                    self.wrong.projects.insert(id.clone(), (organization.clone(), project.clone()));
                }
            }
        }
    }
}

//! Which organizations a run covers, and how their issues are best walked.

use crate::run::Run;
use crate::scan::Job;
use std::collections::{BTreeMap, HashMap, HashSet};
use windlass_model::{Book, Record, Row, Table, TableKind, Value};
use windlass_store::books::{self, CursorRow};
use windlass_store::{Scope, Select, Store, StoreError, Within};
use windlass_streams::{STREAMS, Stream};

/// An organization that the connection holds.
#[derive(Debug, Clone)]
pub(crate) struct Organization {
    /// Snyk's id.
    pub(crate) source_id: String,
    /// Its row key.
    pub(crate) row: String,
    pub(crate) name: String,
    pub(crate) slug: Option<String>,
    /// Snyk's id of its group.
    pub(crate) group: Option<String>,
    /// Its group's name, where the token may list groups.
    pub(crate) group_name: Option<String>,
    pub(crate) accessible: bool,
}

impl Organization {
    /// One that has just been listed.
    pub(crate) fn listed(record: &Record) -> Option<Self> {
        let text = |column: &str| record.get(column).as_text().map(ToOwned::to_owned);
        let source_id = text("source_id")?;
        Some(Self {
            row: record.id.to_string(),
            name: text("name").unwrap_or_else(|| source_id.clone()),
            slug: text("slug"),
            group: text("group_source_id"),
            group_name: None,
            accessible: *record.get("api_accessible") != Value::Boolean(false),
            source_id,
        })
    }

    /// Its id, and its name as it stands in addresses.
    pub(crate) fn place(&self) -> (String, String) {
        (self.source_id.clone(), self.slug.as_ref().unwrap_or(&self.source_id).clone())
    }
}

/// What rows are made with beyond their own JSON.
#[derive(Debug, Clone)]
pub(crate) struct Surroundings {
    pub(crate) app_url: Option<String>,
    /// The slug of each organization that the connection holds, by Snyk's id.
    pub(crate) slugs: HashMap<String, String>,
    /// Organizations that refused the API when last asked, by Snyk's id.
    pub(crate) inaccessible: HashSet<String>,
}

/// The issues that Snyk counts in projects: open ones, not ignored, of the four severities that it counts.
pub(crate) const COUNTED: &str = "sum(coalesce(critical_count, 0) + coalesce(high_count, 0) + coalesce(medium_count, 0) \
                                  + coalesce(low_count, 0))";

/// The key under which a scan's cursor is known: stream, kind and id of the scope.
pub(crate) type CursorKey = (String, String, String);

/// The cursors that earlier runs left.
pub(crate) async fn cursors(store: &dyn Store, connection: &str) -> Result<HashMap<CursorKey, CursorRow>, StoreError> {
    let rows: Vec<CursorRow> =
        books::read(store, "where connection_id = ?1", vec![Value::Text(connection.to_owned())]).await?;
    Ok(rows.into_iter().map(|row| ((row.stream.clone(), row.scope_kind.clone(), row.scope_id.clone()), row)).collect())
}

/// The organizations that Snyk still lists, by name.
pub(crate) async fn organizations(store: &dyn Store, connection: &str) -> Result<Vec<Organization>, StoreError> {
    let sql = "select o.source_id, o.id, o.name, o.slug, o.group_source_id, (select g.name from snyk_groups g \
               where g.source_id = o.group_source_id and g.connection_id = o.connection_id) as group_name, o.api_accessible \
               from snyk_organizations o where o.connection_id = ?1 and o.removed_at is null order by o.name, o.source_id";
    let found = store.select(Select::of(sql, vec![Value::Text(connection.to_owned())])).await?;
    let organization = |row: Vec<Value>| {
        let mut cells = row.into_iter();
        let mut text = || cells.next().and_then(|cell| cell.to_text());
        let (source_id, row, name, slug, group, group_name) = (text()?, text()?, text(), text(), text(), text());
        let accessible = text().is_none_or(|word| word != "0" && word != "false");
        let name = name.unwrap_or_else(|| source_id.clone());
        Some(Organization { source_id, row, name, slug, group, group_name, accessible })
    };
    Ok(found.rows.into_iter().filter_map(organization).collect())
}

/// Whether an organization has rows that Snyk listed once and that were not removed since.
pub(crate) async fn holds_rows(store: &dyn Store, organization: &Organization) -> Result<bool, StoreError> {
    let belongs = |table: &&Table| table.columns.iter().any(|column| column.name == "organization_id");
    for table in STREAMS.iter().map(|stream| stream.table).filter(belongs) {
        debug_assert!(matches!(table.kind, TableKind::Entity { .. }));
        let sql = format!("select 1 from {} where organization_id = ?1 and removed_at is null limit 1", table.name);
        let found = store.select(Select::of(sql, vec![Value::Text(organization.row.clone())])).await?;
        if !found.rows.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How the issues of all organizations are walked: a group at once where it has several, the others one by one.
pub(crate) fn issue_jobs(stream: &'static Stream, organizations: &[Organization]) -> Vec<(Job, Vec<Organization>)> {
    let mut groups: BTreeMap<&str, Vec<Organization>> = BTreeMap::new();
    let mut jobs = Vec::new();
    for organization in organizations {
        match &organization.group {
            Some(group) => groups.entry(group).or_default().push(organization.clone()),
            None => jobs.push((organization_job(stream, organization), vec![organization.clone()])),
        }
    }
    for (group, members) in groups {
        match (members.as_slice(), stream.group_path) {
            ([_, _, ..], Some(_)) => {
                let ids = members.iter().map(|organization| organization.row.clone()).collect();
                let within = Within::Column { column: "organization_id", ids };
                let name = members.iter().find_map(|one| one.group_name.as_deref()).unwrap_or(group);
                let job = Job { stream, scope: Scope::Group(group.to_owned()), name: format!("group {name}"), within };
                jobs.push((job, members));
            }
            (single, _) => {
                jobs.extend(single.iter().map(|one| (organization_job(stream, one), vec![one.clone()])));
            }
        }
    }
    jobs
}

/// The scan of one stream of one organization.
pub(crate) fn organization_job(stream: &'static Stream, organization: &Organization) -> Job {
    Job {
        stream,
        scope: Scope::Organization(organization.source_id.clone()),
        name: organization.name.clone(),
        within: Within::Column { column: "organization_id", ids: vec![organization.row.clone()] },
    }
}

impl Run<'_> {
    /// The scan of one project's issues, by Snyk's ids.
    pub(crate) fn project_job(&self, issues: &'static Stream, organization: &str, project: &str, name: &str) -> Job {
        Job {
            stream: issues,
            scope: Scope::Project(organization.to_owned(), project.to_owned()),
            name: name.to_owned(),
            within: Within::Column { column: "project_id", ids: vec![self.connection.id.row(project).to_string()] },
        }
    }

    /// Whether the connection wants a row: it may be narrowed to organizations or groups, and a group's list of issues may
    /// reach into organizations that the token cannot see otherwise.
    pub(crate) fn is_selected(&self, job: &Job, record: &Record, surroundings: &Surroundings) -> bool {
        let id = |column: &str| record.get(column).as_text();
        let is_in = |narrowed: &Option<Vec<String>>, id: Option<&str>| {
            narrowed.as_ref().is_none_or(|ids| id.is_some_and(|id| ids.iter().any(|one| one == id)))
        };
        match (job.stream.name, &job.scope) {
            ("groups", _) => is_in(&self.connection.groups, id("source_id")),
            ("organizations", _) => {
                is_in(&self.connection.organizations, id("source_id"))
                    && is_in(&self.connection.groups, id("group_source_id"))
            }
            (_, Scope::Group(_)) => id("organization_source_id").is_some_and(|id| surroundings.slugs.contains_key(id)),
            (_, Scope::Token | Scope::Organization(_) | Scope::Project(..)) => true,
        }
    }

    /// What a page makes due beyond its own rows. Written with the page, so that a crash does not forget it.
    pub(crate) async fn due(&self, job: &Job, records: &[Record]) -> Result<Vec<Book>, StoreError> {
        if records.is_empty() {
            return Ok(Vec::new());
        }
        match job.stream.name {
            "organizations" => self.due_by_membership(records).await,
            "projects" => self.due_by_return(job, records).await,
            _ => Ok(Vec::new()),
        }
    }

    /// An organization that is new, was removed, or belongs to another group than it did: the walk that covers it now may have
    /// gone past its issues already, so that it is due to be full.
    async fn due_by_membership(&self, records: &[Record]) -> Result<Vec<Book>, StoreError> {
        let sql = "select source_id, coalesce(group_source_id, '') from snyk_organizations \
                   where connection_id = ?1 and removed_at is null";
        let found = self.store.select(Select::of(sql, vec![Value::Text(self.connection.id.to_string())])).await?;
        let text = |value: &Value| value.as_text().unwrap_or_default().to_owned();
        let before: HashMap<String, String> =
            found.rows.iter().filter_map(|row| Some((text(row.first()?), text(row.get(1)?)))).collect();
        let mut due = Vec::new();
        for record in records {
            let (id, group) = (text(record.get("source_id")), text(record.get("group_source_id")));
            if before.get(&id) == Some(&group) {
                continue;
            }
            for (kind, scope) in [("group", group), ("organization", id)] {
                let cursor = self.known.get(&("issues".to_owned(), kind.to_owned(), scope));
                due.extend(cursor.map(|cursor| CursorRow { full_due: true, ..cursor.clone() }.into_book()));
            }
        }
        Ok(due)
    }

    /// A project that had been removed and is listed again, or comes from another organization: its issues may have changed
    /// long before the moment from which the next incremental walk asks, so that they are due to be read again.
    async fn due_by_return(&self, job: &Job, records: &[Record]) -> Result<Vec<Book>, StoreError> {
        let places: Vec<String> = (2..records.len() + 2).map(|at| format!("?{at}")).collect();
        let sql = format!(
            "select source_id from snyk_projects where (removed_at is not null or organization_id <> ?1) and id in ({})",
            places.join(", ")
        );
        let organization = self.connection.id.row(job.scope.id()).to_string();
        let ids = records.iter().map(|record| record.id.to_string());
        let args = std::iter::once(organization).chain(ids).map(Value::Text).collect();
        let found = self.store.select(Select::of(sql, args)).await?;
        let returned = found.rows.into_iter().filter_map(|row| row.into_iter().next()?.to_text());
        let due = |project| CursorRow { full_due: true, ..self.project_cursor(project) }.into_book();
        Ok(returned.map(due).collect())
    }
}

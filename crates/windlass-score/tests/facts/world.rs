//! A handful of rows in a database, and what it says of them.

use crate::cluster::Cluster;
use std::sync::Arc;
use windlass_model::{Book, ConnectionId, Record, Row, RunId, Timestamp, Value};
use windlass_score::{Policy, policy};
use windlass_store::books::ClockRow;
use windlass_store::{Batch, Schema, Select, Store};
use windlass_streams::{IssueRow, OrganizationRow, ProjectAttributeRow, ProjectRow, ProjectTagRow};

/// Day 0 of these tests: 2026-01-01T12:00:00Z, in seconds since 1970.
const DAY_0: i64 = 1_767_268_800;

/// Noon of a day.
pub(crate) fn day(number: i64) -> Timestamp {
    Timestamp::from_second(DAY_0 + number * 86_400).unwrap()
}

/// A database with what the binary keeps in one.
pub(crate) struct World {
    pub(crate) store: Arc<dyn Store>,
    connection: ConnectionId,
    /// What the database is in.
    _home: Box<dyn std::any::Any>,
}

/// An issue of organization `acme`: id, project, severity, the day it was created, the day it was resolved.
pub(crate) type Issue<'i> = (&'i str, &'i str, &'i str, i64, Option<i64>);

impl World {
    pub(crate) async fn on_both() -> [Self; 2] {
        let folder = tempfile::tempdir().unwrap();
        let sqlite = format!("sqlite:{}", folder.path().join("w.db").display());
        let cluster = Cluster::start();
        // Of its own: the server may be shared.
        let postgres = cluster.url(&format!("facts_{}", ConnectionId::random().to_string().replace('-', "")));
        [Self::open(&sqlite, folder).await, Self::open(&postgres, cluster).await]
    }

    async fn open(url: &str, home: impl std::any::Any) -> Self {
        let store = windlass_store::open(url).await.unwrap();
        let mut schema: Schema = windlass_sync::schema();
        schema.tables.extend(windlass_score::tables());
        schema.views.extend(windlass_score::VIEWS);
        store.migrate(&schema).await.unwrap();
        Self { store, connection: ConnectionId::random(), _home: Box::new(home) }
    }

    pub(crate) fn connection(&self) -> ConnectionId {
        self.connection
    }

    pub(crate) fn key(&self, source_id: &str) -> String {
        self.connection.row(source_id).to_string()
    }

    async fn commit(&self, now: Timestamp, records: Vec<Record>, books: Vec<Book>) {
        let batch = Batch { connection: self.connection, run: RunId::next(), walk: 1, now, records, books };
        self.store.commit(batch).await.unwrap();
    }

    /// A run that ended on this day.
    pub(crate) async fn ran(&self, number: i64) {
        let clock = ClockRow { id: 1, as_of: day(number) };
        self.commit(day(number), Vec::new(), vec![clock.into_book()]).await;
    }

    pub(crate) async fn policy(&self, text: &str) {
        policy::apply(&*self.store, &Policy::parse("policy.yaml", text).unwrap(), day(0)).await.unwrap();
    }

    /// A project of organization `acme`, with these business criticalities and services, last tested on this day.
    pub(crate) async fn project(&self, id: &str, criticality: &[&str], services: &[&str], tested: Option<i64>) {
        let organization = OrganizationRow {
            source_id: "acme".to_owned(),
            slug: Some("acme".to_owned()),
            name: Some("Acme".to_owned()),
            ..OrganizationRow::default()
        };
        let attribute = |value: &&str| ProjectAttributeRow { value: Some((*value).to_owned()) };
        let tag = |value: &&str| ProjectTagRow { key: Some("service".to_owned()), value: Some((*value).to_owned()) };
        let project = ProjectRow {
            source_id: id.to_owned(),
            name: Some(format!("acme/{id}")),
            organization_id: Some(self.key("acme")),
            target_display_name: Some("acme/shop".to_owned()),
            counted_at: tested.map(day),
            business_criticality: criticality.iter().map(attribute).collect(),
            tags: services.iter().map(tag).collect(),
            ..ProjectRow::default()
        };
        let records = vec![
            organization.into_record(self.connection.row("acme"), None),
            project.into_record(self.connection.row(id), None),
        ];
        self.commit(day(0), records, Vec::new()).await;
    }

    /// Issues as they are seen on a day.
    pub(crate) async fn issues(&self, seen: i64, issues: &[Issue<'_>]) {
        self.rows(seen, issues.iter().map(|issue| self.issue(seen, *issue)).collect()).await;
    }

    pub(crate) fn issue(&self, seen: i64, (id, project, severity, created, resolved): Issue<'_>) -> IssueRow {
        IssueRow {
            source_id: id.to_owned(),
            organization_id: Some(self.key("acme")),
            project_id: (!project.is_empty()).then(|| self.key(project)),
            effective_severity_level: Some(severity.to_owned()),
            status: Some(if resolved.is_some() { "resolved" } else { "open" }.to_owned()),
            ignored: Some(false),
            fixable: Some(id.starts_with('f')),
            created_at: Some(day(created)),
            resolved_at: resolved.map(day),
            updated_at: Some(day(seen)),
            ..IssueRow::default()
        }
    }

    pub(crate) async fn rows(&self, seen: i64, rows: Vec<IssueRow>) {
        let records = rows.into_iter().map(|row| {
            let id = self.connection.row(&row.source_id);
            row.into_record(id, None)
        });
        self.commit(day(seen), records.collect(), Vec::new()).await;
    }

    /// A query's rows, their cells with a blank between them, `-` for null.
    pub(crate) async fn ask(&self, sql: &str) -> Vec<String> {
        let found = self.store.select(Select::of(sql, Vec::new())).await.unwrap();
        let cell = |cell: &Value| match cell {
            Value::Boolean(yes) => i64::from(*yes).to_string(),
            Value::Null => "-".to_owned(),
            Value::Text(_) | Value::Integer(_) | Value::Real(_) | Value::Timestamp(_) | Value::Json(_) => {
                cell.to_text().unwrap_or_default()
            }
        };
        found.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
    }
}

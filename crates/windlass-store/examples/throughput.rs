//! How many issues a second the SQLite store takes: a first sync, the same again, one row in twenty changed, a sweep.
//!
//! `cargo run --release --example throughput -p windlass-store -- [ISSUES] [AT_ONCE] [FOLDER]`, where
//! AT_ONCE pages of 100 issues wait to be written at a time. The rows have the size of Snyk's
//! issues: 30 columns, a description, six child rows in five tables.
#![allow(clippy::print_stdout, reason = "it is there to tell figures")]

use std::sync::Arc;
use std::time::Instant;
use windlass_model::{ConnectionId, Record, Row, RunId, Table, Timestamp};
use windlass_store::books::{BOOKS, CursorRow};
use windlass_store::{Batch, Committed, Ended, Mode, Scan, ScanKey, Schema, Scope, Sqlite, Store, Sweep, Within};

/// An issue.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "issues", events = "issue_events", index(organization_id, status))]
pub struct Issue {
    /// Snyk's id.
    pub source_id: String,
    /// The organization.
    #[column(references = "organizations")]
    pub organization_id: Option<String>,
    /// The project.
    #[column(references = "projects")]
    pub project_id: Option<String>,
    /// Text.
    pub title: Option<String>,
    /// Text.
    pub description: Option<String>,
    /// Text.
    pub url: Option<String>,
    /// Text.
    pub key: Option<String>,
    /// Text.
    pub issue_type: Option<String>,
    /// Text.
    #[column(tracked)]
    pub status: Option<String>,
    /// Text.
    #[column(tracked)]
    pub severity: Option<String>,
    /// Flag.
    #[column(tracked)]
    pub ignored: Option<bool>,
    /// Text.
    pub package_name: Option<String>,
    /// Text.
    pub package_version: Option<String>,
    /// Text.
    pub cve: Option<String>,
    /// Number.
    pub cvss_score: Option<f64>,
    /// Number.
    pub risk_score: Option<i64>,
    /// Flag.
    pub fixable: Option<bool>,
    /// Flag.
    pub upgradeable: Option<bool>,
    /// Flag.
    pub patchable: Option<bool>,
    /// Flag.
    pub pinnable: Option<bool>,
    /// Text.
    pub reachability: Option<String>,
    /// Text.
    pub exploit_maturity: Option<String>,
    /// Moment.
    pub created_at: Option<Timestamp>,
    /// Moment.
    pub updated_at: Option<Timestamp>,
    /// Moment.
    pub resolved_at: Option<Timestamp>,
    /// Rows.
    #[children(from = "problems")]
    pub problems: Vec<Problem>,
    /// Rows.
    #[children(from = "classes")]
    pub classes: Vec<Class>,
    /// Rows.
    #[children(from = "severities")]
    pub severities: Vec<Severity>,
    /// Rows.
    #[children(from = "coordinates")]
    pub coordinates: Vec<Coordinate>,
    /// Rows.
    #[children(from = "factors")]
    pub factors: Vec<Factor>,
}

macro_rules! child {
    ($row:ident, $table:literal) => {
        /// An element.
        #[derive(Debug, Clone, Default, Table)]
        #[table(name = $table, parent = "issues", parent_column = "issue_id")]
        pub struct $row {
            /// Text.
            pub name: Option<String>,
            /// Text.
            pub source: Option<String>,
            /// Text.
            pub url: Option<String>,
            /// Number.
            pub score: Option<f64>,
            /// Moment.
            pub updated_at: Option<Timestamp>,
        }
    };
}
child!(Problem, "issue_problems");
child!(Class, "issue_classes");
child!(Severity, "issue_severities");
child!(Coordinate, "issue_coordinates");
child!(Factor, "issue_factors");

/// A change.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "issue_events", log)]
pub struct Event {
    /// Id.
    pub id: String,
    /// Connection.
    pub connection_id: String,
    /// Issue.
    #[column(references = "issues")]
    pub issue_id: String,
    /// Column.
    pub field: String,
    /// Old.
    pub old_value: Option<String>,
    /// New.
    pub new_value: Option<String>,
    /// When.
    pub changed_at: Option<Timestamp>,
    /// Seen.
    pub seen_at: Timestamp,
    /// Why.
    pub reason: Option<String>,
    /// Run.
    pub run_id: String,
}

fn issue(connection: ConnectionId, at: usize, walk: i64) -> Record {
    let text = |text: &str| Some(text.to_owned());
    let moment = Timestamp::from_second(1_700_000_000 + at as i64).ok();
    let changed = walk > 2 && at.is_multiple_of(20);
    macro_rules! child {
        ($row:ident) => {
            $row {
                name: text("SNYK-JS-LODASH-590103"),
                source: text("SNYK"),
                url: None,
                score: Some(7.4),
                updated_at: moment,
            }
        };
    }
    let row = Issue {
        source_id: format!("6e0d8d3a-0000-4000-8000-{at:012}"),
        organization_id: Some(connection.row(&format!("org{}", at / 5_000)).to_string()),
        project_id: Some(connection.row(&format!("project{}", at / 60)).to_string()),
        title: text("Prototype Pollution in lodash"),
        description: Some("Affected versions of this package are vulnerable to Prototype Pollution. ".repeat(5)),
        url: text("https://app.snyk.io/org/acme/project/6e0d8d3a#issue-SNYK-JS-LODASH-590103"),
        key: Some(format!("SNYK-JS-LODASH-{at}")),
        issue_type: text("package_vulnerability"),
        status: text(if changed { "resolved" } else { "open" }),
        severity: text("high"),
        ignored: Some(false),
        package_name: text("lodash"),
        package_version: text("4.17.15"),
        cve: text("CVE-2020-8203"),
        cvss_score: Some(7.4),
        risk_score: Some(712),
        fixable: Some(true),
        upgradeable: Some(true),
        patchable: Some(false),
        pinnable: Some(false),
        reachability: text("no-info"),
        exploit_maturity: text("Proof of Concept"),
        created_at: moment,
        updated_at: moment,
        resolved_at: None,
        problems: vec![child!(Problem), child!(Problem)],
        classes: vec![child!(Class)],
        severities: vec![child!(Severity)],
        coordinates: vec![child!(Coordinate)],
        factors: vec![child!(Factor)],
    };
    let source = row.source_id.clone();
    row.into_record(connection.row(&source), None)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let at_once: usize = arguments.next().map_or(Ok(8), |text| text.parse())?;
    let folder = tempfile::tempdir_in(arguments.next().unwrap_or_else(|| "/tmp".to_owned()))?;
    let path = folder.path().join("bench.db");
    let store = Arc::new(Sqlite::open(&path).await?);
    let own =
        [Issue::TABLE, Problem::TABLE, Class::TABLE, Severity::TABLE, Coordinate::TABLE, Factor::TABLE, Event::TABLE];
    store.migrate(&Schema { tables: BOOKS.iter().copied().chain(own).collect(), views: Vec::new() }).await?;
    let (connection, run) = (ConnectionId::random(), RunId::next());
    for (walk, what) in [(1, "first sync"), (2, "nothing changed"), (3, "5 % changed")] {
        let began = Instant::now();
        let mut writing = tokio::task::JoinSet::new();
        let mut total = Committed::default();
        for page in 0..count / 100 {
            if writing.len() == at_once
                && let Some(done) = writing.join_next().await
            {
                count_up(&mut total, done??);
            }
            let records = (0..100).map(|at| issue(connection, page * 100 + at, walk)).collect();
            let cursor = CursorRow { connection_id: connection.to_string(), walk, ..CursorRow::default() };
            let books = vec![cursor.into_book()];
            let batch = Batch { connection, run, walk, now: Timestamp::now(), records, books };
            let store = Arc::clone(&store);
            writing.spawn(async move { store.commit(batch).await });
        }
        while let Some(done) = writing.join_next().await {
            count_up(&mut total, done??);
        }
        report(what, count, began.elapsed());
        println!("    {} new, {} changed", total.inserted, total.changed);
    }
    let key = ScanKey { connection, stream: "issues", scope: Scope::Token };
    let mut scan = Scan::begin(key, Mode::Full, 4, Timestamp::now(), None);
    scan.page(0, 0, None, None, None);
    let Ok(Ended { proof: Some(finished), .. }) = scan.finish(Timestamp::now(), None) else { return Ok(()) };
    let began = Instant::now();
    let swept = store
        .sweep(Sweep {
            finished,
            run,
            now: Timestamp::now(),
            table: Issue::TABLE,
            within: Within::Connection,
            reason: None,
            books: Vec::new(),
        })
        .await?;
    report("sweep of all", usize::try_from(swept.removed)?, began.elapsed());
    let closing = Instant::now();
    drop(store);
    println!("closed in {:.2} s, {} MiB", closing.elapsed().as_secs_f64(), std::fs::metadata(&path)?.len() >> 20);
    Ok(())
}

fn report(what: &str, count: usize, took: std::time::Duration) {
    println!("{what}: {:.0} issues/s", count as f64 / took.as_secs_f64());
}

fn count_up(total: &mut Committed, page: Committed) {
    total.inserted += page.inserted;
    total.changed += page.changed;
}

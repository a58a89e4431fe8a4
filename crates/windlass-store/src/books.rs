//! windlass's own bookkeeping, as tables.

use crate::{Select, Store, StoreError};
use windlass_model::{Json, Row, Table, Timestamp, Value};

/// Reads rows of windlass's own bookkeeping. `which` follows the table's name in the query: a condition, an order.
///
/// # Errors
/// As [`Store::select`].
pub async fn read<R: Row>(store: &dyn Store, which: &str, args: Vec<Value>) -> Result<Vec<R>, StoreError> {
    let columns: Vec<&str> = R::TABLE.columns.iter().map(|column| column.name).collect();
    let sql = format!("select {} from {} {which}", columns.join(", "), R::TABLE.name);
    let found = store.select(Select::of(sql, args)).await?;
    Ok(found.rows.into_iter().filter_map(R::from_values).collect())
}

/// A connection: how to reach Snyk, and which part of it to sync. The token itself is sealed or only referred to.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "windlass_connections", key(id))]
pub struct ConnectionRow {
    /// The connection's UUID, the namespace of its row keys.
    pub id: String,
    /// The name it is called by.
    pub name: String,
    /// The API's origin.
    pub base_url: String,
    /// How it authenticates: `token` or `oauth2`.
    pub auth: String,
    /// The OAuth2 client id, where it uses one.
    pub client_id: Option<String>,
    /// Where the secret is: `sealed`, `env:NAME` or `file:PATH`.
    pub secret: String,
    /// The encrypted secret, base64, where it is `sealed`.
    pub sealed: Option<String>,
    /// The organizations it is narrowed to (array of Snyk's ids); null for all.
    pub organizations: Option<Json>,
    /// The groups it is narrowed to (array of Snyk's ids); null for all.
    pub groups: Option<Json>,
    /// What the token belongs to: `user`, `service_account` or `app_instance`.
    pub principal_kind: Option<String>,
    /// The name of the token's owner.
    pub principal_name: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last validated.
    pub checked_at: Option<Timestamp>,
    /// What the last validation found: `ok` or an error code.
    pub checked_code: Option<String>,
}

/// One sync of one connection.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "windlass_runs", key(id), index(connection_id, started_at))]
pub struct RunRow {
    /// The run's UUID; sorts by start.
    pub id: String,
    /// The connection.
    #[column(references = "windlass_connections")]
    pub connection_id: String,
    /// `full`, or `incremental` where at least one scan asked only for changes.
    pub mode: String,
    /// `running`, `succeeded`, `partial`, `failed`, `cancelled`, or `interrupted` where the process ended without a word.
    pub status: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// Requests sent.
    pub requests: i64,
    /// Answers 429 among them.
    pub throttled: i64,
    /// Requests that were repeated.
    pub retries: i64,
    /// Wall time in milliseconds in which requests waited for the pace or a throttle, and none was under way. Null while it runs.
    pub gate_ms: Option<i64>,
    /// Wall time in milliseconds in which at least one request was under way.
    pub network_ms: Option<i64>,
    /// Wall time in milliseconds in which at least one commit or sweep was under way; requests may have been, too.
    pub store_ms: Option<i64>,
    /// Rows received.
    pub rows: i64,
    /// Rows that were new or differ.
    pub changed: i64,
    /// Rows marked as removed.
    pub removed: i64,
    /// The code of what ended or marred it.
    pub error_code: Option<String>,
    /// The same in a sentence.
    pub error_message: Option<String>,
    /// The version of windlass.
    pub version: String,
}

/// Runs of a connection whose scans are kept in `windlass_run_scans`. By count and not by age: thousands of organizations that are
/// synced every few minutes would make millions of rows a month. The runs themselves stay, a row each.
pub const SCANS_KEPT: u32 = 100;

/// The same for scans that did not succeed: they are few, and looked at when somebody asks since when.
pub const FAILED_SCANS_KEPT: u32 = 1_000;

/// One scan of a run. The scans of the last 100 runs of a connection are kept, those that did not succeed of the last 1,000.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "windlass_run_scans", key(run_id, stream, scope_kind, scope_id))]
pub struct RunScanRow {
    /// The run.
    #[column(references = "windlass_runs")]
    pub run_id: String,
    /// The connection.
    #[column(references = "windlass_connections")]
    pub connection_id: String,
    /// The stream.
    pub stream: String,
    /// `token`, `group`, `organization` or `project`.
    pub scope_kind: String,
    /// Snyk's id of the scope, empty for a whole token.
    pub scope_id: String,
    /// Its name for people.
    pub scope_name: Option<String>,
    /// `full` or `incremental`.
    pub mode: String,
    /// `succeeded`, `failed`, `cancelled`, or `inaccessible` where Snyk refuses an organization as a whole.
    pub status: String,
    /// Pages read in this run.
    pub pages: i64,
    /// Rows received in this run.
    pub rows: i64,
    /// Rows that were new or differ.
    pub changed: i64,
    /// Rows marked as removed.
    pub removed: i64,
    /// When it began in this run.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// The code of what ended it.
    pub error_code: Option<String>,
    /// The same in a sentence.
    pub error_message: Option<String>,
}

/// Where a scan stands, committed with the rows that it covers.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "windlass_cursors", key(connection_id, stream, scope_kind, scope_id, shard))]
pub struct CursorRow {
    /// The connection.
    #[column(references = "windlass_connections")]
    pub connection_id: String,
    /// The stream.
    pub stream: String,
    /// `token`, `group`, `organization` or `project`.
    pub scope_kind: String,
    /// Snyk's id of the scope, empty for a whole token.
    pub scope_id: String,
    /// The slice of the scan, 0 for the whole.
    pub shard: i64,
    /// `full` or `incremental`.
    pub mode: String,
    /// The walk's number, what its rows have in `seen_in`.
    pub walk: i64,
    /// Path and query of the page that follows; null before the first and behind the last.
    pub next: Option<String>,
    /// Pages committed.
    pub pages: i64,
    /// Rows committed.
    pub rows: i64,
    /// The greatest `updated_at` in this walk so far.
    pub high: Option<Timestamp>,
    /// The moment from which the next incremental walk asks, before the overlap is taken off.
    pub watermark: Option<Timestamp>,
    /// When the walk began.
    pub started_at: Timestamp,
    /// The server's time on its first page.
    pub server_started_at: Option<Timestamp>,
    /// When it read its last page; null while it has not.
    pub finished_at: Option<Timestamp>,
    /// When a full walk last finished.
    pub full_finished_at: Option<Timestamp>,
    /// Whether the next walk must be a full one, whenever the last was.
    pub full_due: bool,
    /// Rows that the last full walk listed, by which the next one is cut into shards.
    pub full_rows: i64,
    /// Shards that the walk is cut into, see `windlass_shards`; 0 where it is walked in one piece.
    pub shards: i64,
    /// What a re-read of a project left: Snyk's counts and ours, so that a lasting difference is not read again and again.
    pub fingerprint: Option<String>,
}

/// A shard of a walk: the stretch of `created_at` that one of its cursors walks, committed with the rows that it covers. Rows of
/// earlier walks stay until a later walk has as many shards; they mean nothing.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "windlass_shards", key(connection_id, stream, scope_kind, scope_id, shard))]
pub struct ShardRow {
    /// The connection.
    #[column(references = "windlass_connections")]
    pub connection_id: String,
    /// The stream.
    pub stream: String,
    /// `group` or `organization`.
    pub scope_kind: String,
    /// Snyk's id of the scope.
    pub scope_id: String,
    /// Its number in the walk, from 0.
    pub shard: i64,
    /// The number of the walk; the row counts while the scan's cursor names the same.
    pub walk: i64,
    /// It lists what was created after this moment; null where it has no lower end.
    pub created_after: Option<Timestamp>,
    /// It lists what was created before this moment; null where it has no upper end.
    pub created_before: Option<Timestamp>,
    /// Path and query of the page that follows; null before the first and behind the last.
    pub next: Option<String>,
    /// Pages committed.
    pub pages: i64,
    /// Whether it has read its last page.
    pub ended: bool,
}

/// The moment that views count ages to: the end of the last run.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "windlass_clock", key(id))]
pub struct ClockRow {
    /// Always 1.
    pub id: i64,
    /// The moment.
    pub as_of: Timestamp,
}

/// Days allowed to resolve an issue, where a policy says otherwise than the default: critical 15, high 30, medium 90, low 180.
#[derive(Debug, Clone, Default, PartialEq, Eq, Table)]
#[table(name = "windlass_sla", key(business_criticality, severity))]
pub struct SlaRow {
    /// For projects with this business criticality in Snyk; empty for all that have no row of their own.
    pub business_criticality: String,
    /// `info`, `low`, `medium`, `high` or `critical`.
    pub severity: String,
    /// Days from `created_at`.
    pub days: i64,
}

/// Every bookkeeping table.
pub const BOOKS: &[&Table] = &[
    ConnectionRow::TABLE,
    RunRow::TABLE,
    RunScanRow::TABLE,
    CursorRow::TABLE,
    ShardRow::TABLE,
    ClockRow::TABLE,
    SlaRow::TABLE,
];

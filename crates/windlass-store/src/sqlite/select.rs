//! A query that only reads: what it may do, for how long, how much of it.
//!
//! The file is open for reading only and `query_only` is set, so that nothing can be written; the authorizer refuses,
//! already when a statement is prepared, what could reach other files or change the connection for the next query.

use super::fault;
use super::value::{Cell, read};
use crate::select::{ANSWER, too_large};
use crate::{Select, Selection, StoreError};
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, Error, ErrorCode, Statement};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use windlass_model::Value;

/// Steps of SQLite's machine between two looks at the clock; some ten microseconds.
const STEPS: i32 = 2_000;

/// Pragmas that tell about tables and the file, and do nothing.
const HARMLESS: &[&str] = &[
    "application_id",
    "collation_list",
    "compile_options",
    "database_list",
    "encoding",
    "foreign_key_list",
    "freelist_count",
    "function_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "page_count",
    "page_size",
    "table_info",
    "table_list",
    "table_xinfo",
    "user_version",
];

/// Of these, those whose argument names a table or an index; any other argument would set something.
const WITH_ARGUMENT: &[&str] =
    &["foreign_key_list", "index_info", "index_list", "index_xinfo", "table_info", "table_list", "table_xinfo"];

/// Why a query gave nothing.
pub(super) enum Failure {
    Refused(String),
    Timeout(Duration),
    Failed(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl Failure {
    pub(super) fn into_error(self, path: &Path, wait: Duration) -> StoreError {
        match self {
            Self::Refused(reason) => StoreError::QueryRefused { reason },
            Self::Timeout(limit) => StoreError::QueryTimeout { limit },
            Self::Failed(error) => {
                fault::file(path, wait, error).unwrap_or_else(|error| StoreError::QueryFailed { source: error.into() })
            }
        }
    }
}

/// Runs a query until its end, its limits, or until nobody waits for it.
pub(super) fn run(
    connection: &mut Connection,
    query: &Select,
    abandoned: Arc<AtomicBool>,
) -> Result<Selection, Failure> {
    guard(connection)?;
    limited(connection, query.timeout, abandoned, |connection| {
        let mut statement = connection.prepare(&query.sql)?;
        fetch(&mut statement, query, usize::MAX)
    })
    .map_err(|failure| explained(failure, query))
}

/// As [`run`], with a statement that stays prepared, on a connection that has its [`guard`]: to set that anew would have SQLite
/// prepare every statement again.
pub(super) fn run_again(
    connection: &mut Connection,
    query: &Select,
    abandoned: Arc<AtomicBool>,
) -> Result<Selection, Failure> {
    limited(connection, query.timeout, abandoned, |connection| {
        let mut statement = connection.prepare_cached(&query.sql)?;
        fetch(&mut statement, query, ANSWER)
    })
    .map_err(|failure| explained(failure, query))
}

/// Lets the statements that are prepared from now on read tables, and do nothing else.
pub(super) fn guard(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.authorizer(Some(authorize))
}

/// Does something until its end, for so long, or until nobody waits for it.
pub(super) fn limited<T, E: From<Error>>(
    connection: &mut Connection,
    limit: Option<Duration>,
    abandoned: Arc<AtomicBool>,
    act: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, E> {
    let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
    connection.progress_handler(
        STEPS,
        Some(move || abandoned.load(Ordering::Relaxed) || deadline.is_some_and(|deadline| Instant::now() >= deadline)),
    )?;
    let outcome = act(connection);
    // The handler holds what belongs to this one.
    connection.progress_handler(STEPS, None::<fn() -> bool>)?;
    outcome
}

fn fetch(statement: &mut Statement<'_>, query: &Select, most: usize) -> Result<Selection, Failure> {
    if !statement.readonly() {
        return Err(Failure::Refused("it would write".to_owned()));
    }
    let columns: Vec<String> = statement.column_names().map(ToOwned::to_owned).collect();
    if columns.is_empty() {
        return Err(Failure::Refused("it is no query".to_owned()));
    }
    let wanted = statement.parameter_count();
    if wanted != query.args.len() {
        return Err(Failure::Failed(Error::InvalidParameterCount(query.args.len(), wanted)));
    }
    for (at, value) in query.args.iter().enumerate() {
        statement.raw_bind_parameter(at + 1, Cell(value))?;
    }
    let mut selection = Selection { columns, ..Selection::default() };
    let mut bytes = 0;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        if query.max_rows.is_some_and(|limit| selection.rows.len() as u64 >= limit) {
            selection.truncated = true;
            break;
        }
        let cells = (0..selection.columns.len()).map(|column| read(row, column));
        let cells: Vec<Value> = cells.collect::<Result<_, _>>()?;
        bytes += cells.iter().filter_map(Value::as_text).map(str::len).sum::<usize>();
        if bytes > most {
            return Err(Failure::Refused(too_large(most)));
        }
        selection.rows.push(cells);
    }
    Ok(selection)
}

/// Says what SQLite's word for a refusal or an interruption means here.
fn explained(failure: Failure, query: &Select) -> Failure {
    let Failure::Failed(error) = failure else { return failure };
    if matches!(error, Error::MultipleStatement) {
        return Failure::Refused("it is more than one statement".to_owned());
    }
    match (error.sqlite_error_code(), query.timeout) {
        _ if is_denied(&error) => Failure::Refused("it does something else than to read tables".to_owned()),
        (Some(ErrorCode::ReadOnly), _) => Failure::Refused("it would write".to_owned()),
        (Some(ErrorCode::OperationInterrupted), Some(limit)) => Failure::Timeout(limit),
        _ => Failure::Failed(error),
    }
}

/// Whether the authorizer said no. For a function SQLite says so in words only.
fn is_denied(error: &Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::AuthorizationForStatementDenied)
        || error.to_string().starts_with("not authorized to use function")
}

#[expect(clippy::wildcard_enum_match_arm, reason = "not our enum, and what it names beside these is no reading")]
fn authorize(asked: AuthContext<'_>) -> Authorization {
    let is_allowed = match asked.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => !function_name.eq_ignore_ascii_case("load_extension"),
        AuthAction::Pragma { pragma_name, pragma_value } => is_harmless(pragma_name, pragma_value),
        _ => false,
    };
    if is_allowed { Authorization::Allow } else { Authorization::Deny }
}

fn is_harmless(pragma: &str, argument: Option<&str>) -> bool {
    let among = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(pragma));
    among(HARMLESS) && (argument.is_none() || among(WITH_ARGUMENT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pragma_may_tell_but_not_set() {
        assert!(is_harmless("table_info", Some("x")));
        assert!(is_harmless("USER_VERSION", None));
        assert!(!is_harmless("user_version", Some("7")));
        assert!(!is_harmless("query_only", None));
        assert!(!is_harmless("journal_mode", Some("delete")));
    }

    #[test]
    fn all_pragmas_with_an_argument_are_listed_as_harmless() {
        assert!(WITH_ARGUMENT.iter().all(|name| HARMLESS.contains(name)));
    }
}

//! A query that only reads: in a transaction that cannot write, for so long, so much of it.

use super::connect::Pool;
use super::fault;
use super::value::{Cell, arguments, is_known, read};
use crate::select::{ANSWER, too_large};
use crate::sql::{self, Token};
use crate::{Select, Selection, StoreError};
use std::collections::HashMap;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Error, Statement, Transaction};
use windlass_model::Value;

/// Statements that stay prepared in a session: more than a set of scorecards has checks.
const STATEMENTS: usize = 512;

/// What a session has prepared, by its text.
pub(super) type Statements = HashMap<String, Statement>;

/// Functions that do something, or reach beyond the tables, although the transaction only reads; the beginnings of their names.
const REACHING: &[&str] = &[
    "dblink",
    "lo_",
    "pg_advisory",
    "pg_cancel_backend",
    "pg_create_",
    "pg_drop_",
    "pg_export_snapshot",
    "pg_logical_",
    "pg_ls_",
    "pg_notify",
    "pg_promote",
    "pg_read_",
    "pg_reload_conf",
    "pg_replication_",
    "pg_rotate_logfile",
    "pg_stat_file",
    "pg_stat_reset",
    "pg_switch_wal",
    "pg_terminate_backend",
    "pg_try_advisory",
    "pg_wal_replay_",
    "query_to_xml",
    "set_config",
];

/// Why a query gave nothing.
pub(super) enum Failure {
    Refused(String),
    Failed(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

pub(super) async fn run(pool: &Pool, query: &Select) -> Result<Selection, StoreError> {
    let mut client = pool.get().await?;
    let selected = async {
        let transaction = client.build_transaction().read_only(true).start().await?;
        if let Some(limit) = query.timeout {
            let limit = limit.as_millis().clamp(1, i32::MAX as u128);
            transaction.batch_execute(&format!("set local statement_timeout = {limit}")).await?;
        }
        let selection = fetch(&transaction, query, None).await?;
        // Whatever the query set for the session is undone with it.
        transaction.rollback().await?;
        Ok(selection)
    };
    selected.await.map_err(|failure| into_error(failure, pool.shown(), query))
}

/// Why a query gave nothing, for the user.
pub(super) fn into_error(failure: Failure, place: &str, query: &Select) -> StoreError {
    match failure {
        Failure::Refused(reason) => StoreError::QueryRefused { reason },
        Failure::Failed(error) if is_several(&error, &query.sql) => {
            StoreError::QueryRefused { reason: "it is more than one statement".to_owned() }
        }
        Failure::Failed(error) => fault::reading(place, error, query.timeout),
    }
}

/// What a query finds; with `statements` it stays prepared, may be no more than a query, and its answer is bounded.
pub(super) async fn fetch(
    transaction: &Transaction<'_>,
    query: &Select,
    statements: Option<&mut Statements>,
) -> Result<Selection, Failure> {
    let text = numbered(&query.sql, &query.args);
    let most = if statements.is_some() { ANSWER } else { usize::MAX };
    let statement = match statements {
        Some(statements) => match statements.get(&text) {
            Some(statement) => statement.clone(),
            None => {
                let statement = prepared_alone(transaction, &text).await?;
                if statements.len() >= STATEMENTS {
                    statements.clear();
                }
                statements.insert(text, statement.clone());
                statement
            }
        },
        None => {
            refuse_reaching(&text)?;
            prepared(transaction, &text).await?
        }
    };
    if statement.columns().is_empty() {
        return Err(no_query());
    }
    let columns = statement.columns().iter().map(|column| column.name().to_owned()).collect();
    let cells: Vec<Cell<'_>> = query.args.iter().map(Cell).collect();
    let portal = transaction.bind(&statement, &arguments(&cells)).await?;
    let wanted = query.max_rows.and_then(|rows| usize::try_from(rows).ok()).unwrap_or(usize::MAX);
    // One more than is wanted tells whether there are more; 0 is all of them, which the server may then read in parallel.
    let all = query.max_rows.map_or(0, |rows| i32::try_from(rows.saturating_add(1)).unwrap_or(i32::MAX));
    // What is bounded is taken bit by bit, since the driver keeps all of what it is given.
    let mut page = if most == usize::MAX { all } else { 1 };
    let (mut rows, mut bytes) = (Vec::<Vec<Value>>::new(), 0);
    loop {
        let found = transaction.query_portal(&portal, page).await?;
        let is_last = page == 0 || found.len() < usize::try_from(page).unwrap_or(usize::MAX);
        for row in &found {
            if rows.len() >= wanted {
                return Ok(Selection { columns, rows, truncated: true });
            }
            let cells = (0..row.len()).map(|column| read(row, column)).collect::<Result<Vec<Value>, _>>()?;
            bytes += cells.iter().filter_map(Value::as_text).map(str::len).sum::<usize>();
            if bytes > most {
                return Err(Failure::Refused(too_large(most)));
            }
            rows.push(cells);
        }
        if is_last {
            return Ok(Selection { columns, rows, truncated: false });
        }
        page = page.saturating_mul(4).min(LARGEST_PAGE);
    }
}

/// Rows that are taken from the server at once.
const LARGEST_PAGE: i32 = 16 * 1024;

fn no_query() -> Failure {
    Failure::Refused("it is no query, or it would write".to_owned())
}

/// Refuses a query that calls one of [`REACHING`].
fn refuse_reaching(text: &str) -> Result<(), Failure> {
    match reaching(text) {
        Some(name) => Err(Failure::Refused(format!("it calls `{name}`, which does more than to read tables"))),
        None => Ok(()),
    }
}

/// The function among [`REACHING`] that a text calls.
fn reaching(text: &str) -> Option<String> {
    let mut code = String::with_capacity(text.len());
    for token in sql::tokens(text) {
        match token {
            Token::Code(text) => code.push_str(text),
            // A name may stand in quotes; literals and comments are as good as a space.
            Token::Quoted(name) => match name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
                Some(name) => code.push_str(name),
                None => code.push(' '),
            },
        }
    }
    let code = code.to_ascii_lowercase();
    let called = code.match_indices('(').filter_map(|(at, _)| {
        let before = code[..at].trim_end();
        let begin =
            before.rfind(|character: char| !(character.is_alphanumeric() || character == '_')).map_or(0, |at| at + 1);
        before.get(begin..)
    });
    let mut named = called.filter(|name| REACHING.iter().any(|begin| name.starts_with(begin)));
    named.next().map(ToOwned::to_owned)
}

/// Prepares what may be no more than a query: what writes cannot stand within one.
async fn prepared_alone(transaction: &Transaction<'_>, text: &str) -> Result<Statement, Failure> {
    refuse_reaching(text)?;
    // As it was written first, for what is wrong with it is told by its place.
    let alone = transaction.prepare(text).await?;
    if alone.columns().is_empty() {
        return Err(no_query());
    }
    within(transaction, text, &alone).await.map_err(|error| match error.code() {
        Some(&SqlState::SYNTAX_ERROR | &SqlState::FEATURE_NOT_SUPPORTED) => no_query(),
        _ => error.into(),
    })
}

/// Prepares a query, so that every column is of a type that we can read.
async fn prepared(transaction: &Transaction<'_>, text: &str) -> Result<Statement, Error> {
    let statement = transaction.prepare(text).await?;
    if statement.columns().iter().all(|column| is_known(column.type_())) {
        return Ok(statement);
    }
    within(transaction, text, &statement).await
}

/// Prepares a query as part of another, which asks for what we cannot read as text. `statement` is the query alone.
async fn within(transaction: &Transaction<'_>, text: &str, statement: &Statement) -> Result<Statement, Error> {
    let names: Vec<String> = (0..statement.columns().len()).map(|at| format!("c{at}")).collect();
    let wanted = statement.columns().iter().zip(&names).map(|(column, name)| {
        let cast = if is_known(column.type_()) { "" } else { "::text" };
        format!("q.{name}{cast} as {}", sql::quoted(column.name()))
    });
    let wanted: Vec<String> = wanted.collect();
    // On lines of its own, since the query may end in a comment.
    let inner = text.trim_end().trim_end_matches(';');
    let text = format!("select {} from (\n{inner}\n) as q ({})", wanted.join(", "), names.join(", "));
    transaction.prepare(&text).await
}

/// A query of ours with its arguments as PostgreSQL names them, each with its type.
pub(super) fn numbered(text: &str, args: &[Value]) -> String {
    let mut numbered = String::with_capacity(text.len() + 16 * args.len());
    for token in sql::tokens(text) {
        let mut rest = match token {
            Token::Quoted(quoted) => {
                numbered.push_str(quoted);
                continue;
            }
            Token::Code(code) => code,
        };
        while let Some(at) = rest.find('?') {
            let digits = rest[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
            let (before, after) = rest.split_at(at + 1 + digits);
            let position: Option<usize> = before[at + 1..].parse().ok();
            match position.and_then(|position| args.get(position.checked_sub(1)?)) {
                Some(value) => {
                    numbered.push_str(&before[..at]);
                    numbered.push('$');
                    numbered.push_str(&before[at + 1..]);
                    numbered.push_str(cast(value));
                }
                // PostgreSQL has operators with a question mark.
                None => numbered.push_str(before),
            }
            rest = after;
        }
        numbered.push_str(rest);
    }
    numbered
}

/// What tells PostgreSQL of which type an argument is.
fn cast(value: &Value) -> &'static str {
    match value {
        Value::Null => "",
        Value::Text(_) => "::text",
        Value::Integer(_) => "::bigint",
        Value::Real(_) => "::double precision",
        Value::Boolean(_) => "::boolean",
        Value::Timestamp(_) => "::timestamptz",
        Value::Json(_) => "::jsonb",
    }
}

/// Whether the server did not understand a text because it holds more than one statement.
fn is_several(error: &Error, text: &str) -> bool {
    error.code() == Some(&SqlState::SYNTAX_ERROR)
        && text.trim_end().trim_end_matches(';').contains(';')
        && error.as_db_error().is_some_and(|said| said.position().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reaches_beyond_the_tables_is_known_by_its_name() {
        for text in [
            "select pg_terminate_backend(pid) from pg_stat_activity",
            "select PG_READ_FILE ('/etc/hosts')",
            "select \"pg_advisory_lock\"(1)",
            "select pg_catalog.set_config /* x */ ('a', 'b', false)",
        ] {
            assert!(reaching(text).is_some(), "{text}");
        }
        for text in ["select 'pg_read_file(' || lower(name) from lo_levels", "select (1) -- dblink(", "select count(*)"]
        {
            assert_eq!(reaching(text), None, "{text}");
        }
    }

    #[test]
    fn arguments_are_named_as_postgresql_does() {
        let args: Vec<Value> = (0..11).map(Value::Integer).chain([Value::Text("x".to_owned()), Value::Null]).collect();
        assert_eq!(numbered("?1 ?11 ?12 ?13 ?1", &args), "$1::bigint $11::bigint $12::text $13 $1::bigint");
        for text in ["select '?1'", "select \"?1\" -- ?1", "/* ?1 */ $q$ ?1 $q$", "a ? 'b' ?| ?14", "?0"] {
            assert_eq!(numbered(text, &args), text);
        }
    }
}

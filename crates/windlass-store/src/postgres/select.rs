//! A query that only reads: in a transaction that cannot write, for so long, so much of it.

use super::connect::Pool;
use super::fault;
use super::value::{Cell, is_known, read};
use crate::sql::{self, Token};
use crate::{Select, Selection, StoreError};
use std::collections::HashMap;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Error, Statement, Transaction};
use windlass_model::Value;

/// Statements that stay prepared in a session: more than a set of scorecards has checks.
const STATEMENTS: usize = 512;

/// What a session has prepared, by its text.
pub(super) type Statements = HashMap<String, Statement>;

/// Why a query gave nothing.
pub(super) enum Failure {
    Refused(&'static str),
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
        Failure::Refused(reason) => StoreError::QueryRefused { reason: reason.to_owned() },
        Failure::Failed(error) if is_several(&error, &query.sql) => {
            StoreError::QueryRefused { reason: "it is more than one statement".to_owned() }
        }
        Failure::Failed(error) => fault::reading(place, error, query.timeout),
    }
}

/// What a query finds; with `statements` it stays prepared.
pub(super) async fn fetch(
    transaction: &Transaction<'_>,
    query: &Select,
    statements: Option<&mut Statements>,
) -> Result<Selection, Failure> {
    let text = numbered(&query.sql, &query.args);
    let statement = match statements {
        Some(statements) => match statements.get(&text) {
            Some(statement) => statement.clone(),
            None => {
                let statement = prepared(transaction, &text).await?;
                if statements.len() >= STATEMENTS {
                    statements.clear();
                }
                statements.insert(text, statement.clone());
                statement
            }
        },
        None => prepared(transaction, &text).await?,
    };
    if statement.columns().is_empty() {
        return Err(Failure::Refused("it is no query, or it would write"));
    }
    let columns = statement.columns().iter().map(|column| column.name().to_owned()).collect();
    let cells: Vec<Cell<'_>> = query.args.iter().map(Cell).collect();
    let arguments: Vec<&(dyn ToSql + Sync)> = cells.iter().map(|cell| cell as &(dyn ToSql + Sync)).collect();
    let portal = transaction.bind(&statement, &arguments).await?;
    // One more than is wanted tells whether there are more; 0 is all of them.
    let most = query.max_rows.map_or(0, |rows| i32::try_from(rows.saturating_add(1)).unwrap_or(i32::MAX));
    let found = transaction.query_portal(&portal, most).await?;
    let wanted = query.max_rows.and_then(|rows| usize::try_from(rows).ok()).unwrap_or(usize::MAX);
    let truncated = found.len() > wanted;
    let rows = found.iter().take(wanted).map(|row| (0..row.len()).map(|column| read(row, column)).collect());
    Ok(Selection { columns, rows: rows.collect::<Result<_, _>>()?, truncated })
}

/// Prepares a query, so that every column is of a type that we can read: what is of another is asked for as text.
async fn prepared(transaction: &Transaction<'_>, text: &str) -> Result<Statement, Error> {
    let statement = transaction.prepare(text).await?;
    if statement.columns().iter().all(|column| is_known(column.type_())) {
        return Ok(statement);
    }
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
fn numbered(text: &str, args: &[Value]) -> String {
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
    fn arguments_are_named_as_postgresql_does() {
        let args: Vec<Value> = (0..11).map(Value::Integer).chain([Value::Text("x".to_owned()), Value::Null]).collect();
        assert_eq!(numbered("?1 ?11 ?12 ?13 ?1", &args), "$1::bigint $11::bigint $12::text $13 $1::bigint");
        for text in ["select '?1'", "select \"?1\" -- ?1", "/* ?1 */ $q$ ?1 $q$", "a ? 'b' ?| ?14", "?0"] {
            assert_eq!(numbered(text, &args), text);
        }
    }
}

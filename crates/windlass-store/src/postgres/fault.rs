//! What the server said, by what the user has to do.

use crate::StoreError;
use deadpool_postgres::PoolError;
use std::path::PathBuf;
use std::time::Duration;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

/// A connection that could not be had.
pub(super) fn pool(place: &str, error: PoolError) -> StoreError {
    match error {
        PoolError::Backend(error) | PoolError::PostCreateHook(deadpool_postgres::HookError::Backend(error)) => {
            connecting(place, error)
        }
        PoolError::Timeout(_) | PoolError::Closed | PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_) => {
            StoreError::Unreachable { place: place.to_owned(), source: error.into() }
        }
    }
}

/// A connection that could not be made.
pub(super) fn connecting(place: &str, error: Error) -> StoreError {
    let place = place.to_owned();
    match error.code() {
        Some(_) => writing(&place, error),
        None => StoreError::Unreachable { place, source: error.into() },
    }
}

/// Something that could not be written.
pub(super) fn writing(place: &str, error: Error) -> StoreError {
    let (path, place, source) = (PathBuf::from(place), place.to_owned(), told(error));
    let Some(code) = source.1 else { return StoreError::Lost { place, source: source.0 } };
    let source = source.0;
    match class(&code) {
        Class::Refused => StoreError::Refused { place, source },
        Class::Passing | Class::Lost => StoreError::Lost { place, source },
        Class::Full => StoreError::DiskFull { path, source },
        Class::Timeout => StoreError::Locked { path, waited: Duration::ZERO },
        Class::Ours => StoreError::WriteFailed { path, source },
    }
}

/// A query that could not be answered.
pub(super) fn reading(place: &str, error: Error, limit: Option<Duration>) -> StoreError {
    let (source, code) = told(error);
    let place = place.to_owned();
    let Some(code) = code else { return StoreError::Lost { place, source } };
    if code == SqlState::READ_ONLY_SQL_TRANSACTION {
        return StoreError::QueryRefused { reason: "it would write".to_owned() };
    }
    if code == SqlState::QUERY_CANCELED {
        return match limit {
            Some(limit) => StoreError::QueryTimeout { limit },
            None => StoreError::QueryFailed { source },
        };
    }
    match class(&code) {
        Class::Lost => StoreError::Lost { place, source },
        Class::Refused | Class::Passing | Class::Full | Class::Timeout | Class::Ours => {
            StoreError::QueryFailed { source }
        }
    }
}

/// What a state means to the user.
enum Class {
    /// User, password, grants, or a server that only reads.
    Refused,
    /// Another transaction was in the way.
    Passing,
    /// The connection is gone.
    Lost,
    Full,
    Timeout,
    Ours,
}

fn class(code: &SqlState) -> Class {
    match code.code().split_at_checked(2) {
        _ if *code == SqlState::INSUFFICIENT_PRIVILEGE
            || *code == SqlState::READ_ONLY_SQL_TRANSACTION
            || *code == SqlState::INVALID_CATALOG_NAME
            || *code == SqlState::UNDEFINED_OBJECT =>
        {
            Class::Refused
        }
        _ if *code == SqlState::UNIQUE_VIOLATION => Class::Passing,
        _ if *code == SqlState::DISK_FULL || *code == SqlState::OUT_OF_MEMORY => Class::Full,
        _ if *code == SqlState::QUERY_CANCELED || *code == SqlState::LOCK_NOT_AVAILABLE => Class::Timeout,
        Some(("28", _)) => Class::Refused,
        Some(("40", _)) => Class::Passing,
        // Broken connections, too many of them, a server that stops.
        Some(("08" | "53" | "57" | "58" | "XX", _)) => Class::Lost,
        _ => Class::Ours,
    }
}

/// The server's words, with its hints; its state, where it was the server that spoke.
fn told(error: Error) -> (crate::Cause, Option<SqlState>) {
    match error.as_db_error() {
        Some(said) => {
            let mut words = said.message().to_owned();
            for more in [said.detail(), said.hint()].into_iter().flatten() {
                words.push_str("; ");
                words.push_str(more);
            }
            (words.into(), Some(said.code().clone()))
        }
        None => (error.into(), None),
    }
}

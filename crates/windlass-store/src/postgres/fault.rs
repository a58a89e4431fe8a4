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
    let unreachable = |source| StoreError::Unreachable { place: place.to_owned(), source };
    match error.code().map(class) {
        None if is_password_missing(&error) => StoreError::Refused {
            place: place.to_owned(),
            advice: "give the password in the URL, in `PGPASSWORD` or in `~/.pgpass` (mode 0600)",
            source: "the server wants a password, and none was given".into(),
        },
        // It starts, it stops, or it has no room: it is there in a moment.
        None | Some(Class::Lost | Class::Passing) => unreachable(told(error).0),
        Some(Class::Refused(_) | Class::Full | Class::Disk | Class::Locked | Class::Duplicate | Class::Ours) => {
            writing(place, error)
        }
    }
}

/// The driver says it in words only.
pub(super) fn is_password_missing(error: &Error) -> bool {
    std::error::Error::source(error).is_some_and(|cause| cause.to_string() == "password missing")
}

/// Something that could not be written.
pub(super) fn writing(place: &str, error: Error) -> StoreError {
    let class = error.code().map_or(Class::Lost, class);
    let (path, place, source) = (PathBuf::from(place), place.to_owned(), told(error).0);
    match class {
        Class::Refused(advice) => StoreError::Refused { place, advice, source },
        Class::Passing | Class::Lost => StoreError::Lost { place, source },
        Class::Full => StoreError::DiskFull { path, source },
        Class::Disk => StoreError::Io { path, source },
        Class::Locked => StoreError::Locked { path, waited: None },
        Class::Duplicate => StoreError::WriteFailed { path, source: Duplicate(source).into() },
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
    // Of what is too much for the server, and of what it did not expect, another query knows nothing.
    if matches!(code.code(), "53000" | "53100" | "53200" | "53400" | "XX000") {
        return StoreError::QueryFailed { source };
    }
    match class(&code) {
        // On a standby a query is in the way of what the primary changed.
        Class::Lost | Class::Passing => StoreError::Lost { place, source },
        Class::Disk => StoreError::Io { path: place.into(), source },
        Class::Refused(_) | Class::Full | Class::Locked | Class::Duplicate | Class::Ours => {
            StoreError::QueryFailed { source }
        }
    }
}

/// What a state means to the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// User, password, grants, a server that only reads; and what to do about it.
    Refused(&'static str),
    /// Another transaction was in the way.
    Passing,
    /// The connection is gone, or there is none to be had.
    Lost,
    /// No space is left.
    Full,
    /// The disk failed, or the server lost its way.
    Disk,
    /// Somebody else's lock, for longer than the server lets us wait.
    Locked,
    /// A row was there already.
    Duplicate,
    Ours,
}

/// That a row was there already: two pages of one run may list the same new row at the same time, and the next attempt sees it.
/// Where it does not, we are mistaken.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Duplicate(crate::Cause);

/// Whether it failed only because a row was there already.
pub(super) fn is_duplicate(error: &StoreError) -> bool {
    matches!(error, StoreError::WriteFailed { source, .. } if source.is::<Duplicate>())
}

fn class(code: &SqlState) -> Class {
    let advice = match code.code() {
        "25006" => {
            "this server only reads: it is a standby, or `default_transaction_read_only` is set for the server, the database or the \
             user; name the primary in the URL, or all hosts and `target_session_attrs=read-write`"
        }
        "42501" => {
            "grant this user `usage` and `create` on the schema and make it the owner of the tables, or use the user who made them; \
             to query, `usage` on the schema and `select` on the tables is enough"
        }
        "3D000" => "see that the database's name is right, or create it (`createdb`)",
        "3F000" | "42P01" | "42704" => {
            "see that the schema and the settings in the URL are right and that the tables are there, and grant this user `usage` on \
             the schema where it has none"
        }
        // PostgreSQL knows no other reason to cancel what nobody asked it to cancel.
        "57014" => {
            "where `statement_timeout` is set for the server, the database or the user, raise it for windlass: \
             `alter role NAME set statement_timeout = 0`; nothing of this step was written"
        }
        "53400" => "raise the limit that the server names, for windlass: `alter role NAME set temp_file_limit = -1`",
        code if code.starts_with("28") => {
            "see that user and password are right, and that `pg_hba.conf` lets the user in from here"
        }
        _ => "",
    };
    if !advice.is_empty() {
        return Class::Refused(advice);
    }
    match code.code() {
        "23505" => Class::Duplicate,
        "53100" => Class::Full,
        "55P03" => Class::Locked,
        // `idle_in_transaction_session_timeout`, `transaction_timeout`.
        "25P03" | "25P04" => Class::Lost,
        code => match code.get(..2) {
            Some("40") => Class::Passing,
            // Broken connections, too many of them, too little memory, a server that starts or stops.
            Some("08" | "53" | "57") => Class::Lost,
            Some("58" | "XX") => Class::Disk,
            _ => Class::Ours,
        },
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_means_one_thing_to_the_user() {
        let of = |code: &str| class(&SqlState::from_code(code));
        for code in ["53400", "25006", "42501", "42P01", "3D000", "3F000", "57014", "28P01", "28000"] {
            assert!(matches!(of(code), Class::Refused(_)), "{code}");
        }
        for (code, expected) in [
            ("40001", Class::Passing),
            ("40P01", Class::Passing),
            ("23505", Class::Duplicate),
            ("53300", Class::Lost),
            ("53200", Class::Lost),
            ("57P01", Class::Lost),
            ("57P03", Class::Lost),
            ("57P05", Class::Lost),
            ("25P03", Class::Lost),
            ("08006", Class::Lost),
            ("53100", Class::Full),
            ("55P03", Class::Locked),
            ("58030", Class::Disk),
            ("XX001", Class::Disk),
            ("23503", Class::Ours),
            ("23502", Class::Ours),
            ("42703", Class::Ours),
            ("42804", Class::Ours),
            ("22003", Class::Ours),
        ] {
            assert_eq!(of(code), expected, "{code}");
        }
    }
}

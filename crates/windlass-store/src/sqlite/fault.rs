//! From what SQLite and the system say to what the user must do.

use crate::StoreError;
use rusqlite::{Error, ErrorCode, ffi};
use std::io;
use std::path::Path;
use std::time::Duration;

/// What went wrong while writing.
pub(super) fn writing(path: &Path, waited: Duration, error: Error) -> StoreError {
    file(path, waited, error)
        .unwrap_or_else(|error| StoreError::WriteFailed { path: path.to_owned(), source: error.into() })
}

/// What went wrong with the file, whatever was done with it; the error itself where it is not the file's fault.
#[expect(clippy::wildcard_enum_match_arm, reason = "not our enum, and it is open")]
pub(super) fn file(path: &Path, waited: Duration, error: Error) -> Result<StoreError, Error> {
    let Some(failure) = error.sqlite_error() else { return Err(error) };
    let (code, extended) = (failure.code, failure.extended_code);
    let path = path.to_owned();
    Ok(match code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Locked { path, waited: Some(waited) },
        ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => StoreError::Corrupt { path, source: error.into() },
        ErrorCode::DiskFull => StoreError::DiskFull { path, source: error.into() },
        // The shared-memory file is made larger by writing to it; SQLite has no other word for "no space" there.
        ErrorCode::SystemIoFailure if extended == ffi::SQLITE_IOERR_SHMSIZE => {
            StoreError::DiskFull { path, source: error.into() }
        }
        ErrorCode::SystemIoFailure => StoreError::Io { path, source: error.into() },
        ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
            StoreError::Unwritable { path, source: error.into() }
        }
        _ => return Err(error),
    })
}

/// What went wrong with a file outside SQLite.
#[expect(clippy::wildcard_enum_match_arm, reason = "not our enum, and it is open")]
pub(super) fn system(path: &Path, error: io::Error) -> StoreError {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            StoreError::DiskFull { path, source: error.into() }
        }
        _ => StoreError::Unwritable { path, source: error.into() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_of(extended: i32) -> &'static str {
        writing(Path::new("x.db"), Duration::ZERO, Error::SqliteFailure(ffi::Error::new(extended), None)).code()
    }

    #[test]
    fn every_failure_of_the_file_says_what_to_do() {
        for (extended, code) in [
            (ffi::SQLITE_BUSY, "store_locked"),
            (ffi::SQLITE_BUSY_SNAPSHOT, "store_locked"),
            (ffi::SQLITE_NOTADB, "store_corrupt"),
            (ffi::SQLITE_CORRUPT, "store_corrupt"),
            (ffi::SQLITE_CORRUPT_INDEX, "store_corrupt"),
            (ffi::SQLITE_FULL, "disk_full"),
            (ffi::SQLITE_IOERR_SHMSIZE, "disk_full"),
            (ffi::SQLITE_IOERR_WRITE, "store_io"),
            (ffi::SQLITE_CANTOPEN, "store_unwritable"),
            (ffi::SQLITE_READONLY, "store_unwritable"),
            (ffi::SQLITE_READONLY_DBMOVED, "store_unwritable"),
            (ffi::SQLITE_PERM, "store_unwritable"),
            (ffi::SQLITE_CONSTRAINT_NOTNULL, "store_write_failed"),
        ] {
            assert_eq!(code_of(extended), code, "{extended}");
        }
    }

    #[test]
    fn a_full_disk_is_known_outside_sqlite_too() {
        let error = system(Path::new("x"), io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(error.code(), "disk_full");
    }
}

//! Opening: folders, the file, its settings, and whether it is ours.

use super::{APPLICATION_ID, FORMAT, Options, fault, place};
use crate::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::Path;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Statements that stay prepared: a handful for each table.
const STATEMENTS: usize = 256;

/// Bytes of a page in a file that is new; one that is there keeps its own. A page takes several issues with their text, so that with
/// twice SQLite's usual size a sync writes half as many, and there is less to look for.
const PAGE_BYTES: i64 = 8 * 1024;

/// Bytes in the write-ahead log at which it is folded into the file. The fewer times, the more often a page
/// that was written again and again is folded in once, and folding is what waits for the disk.
const FOLD_AT_BYTES: i64 = 64 * 1024 * 1024;

/// The size to which the log's file is cut back, in bytes, after a large transaction made it grow.
const LOG_BYTES: i64 = 128 * 1024 * 1024;

/// How soon to try again to open a file that another process is just setting up, which takes it a few milliseconds.
const AGAIN_AFTER: Duration = Duration::from_millis(10);

/// Opens the connection that writes.
pub(super) fn writer(path: &Path, options: &Options) -> Result<Connection, StoreError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|source| fault::system(folder, source))?;
    }
    place::refuse_remains(path)?;
    let deadline = Instant::now() + options.wait;
    loop {
        match writer_at_once(path, options) {
            // SQLite itself does not wait where two set the journal mode of a new file at once.
            Err(StoreError::Locked { .. }) if Instant::now() < deadline => std::thread::sleep(AGAIN_AFTER),
            outcome => return outcome,
        }
    }
}

fn writer_at_once(path: &Path, options: &Options) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let fault = |error| fault::writing(path, options.wait, error);
    let mut connection = Connection::open_with_flags(path, flags).map_err(fault)?;
    connection.busy_timeout(options.wait).map_err(fault)?;
    // SQLite opens a file that may only be read without a word, and fails at the first write.
    if connection.is_readonly("main").map_err(fault)? {
        let source = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        return Err(StoreError::Unwritable { path: path.to_owned(), source: source.into() });
    }
    connection.pragma_update(None, "page_size", PAGE_BYTES).map_err(fault)?;
    claim(&mut connection, path, options.wait)?;
    set_up(&connection, options).map_err(fault)?;
    Ok(connection)
}

/// Opens a connection that reads.
pub(super) fn reader(path: &Path, wait: Duration) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(wait)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "cache_size", -16 * 1024)?;
    strict(&connection)?;
    Ok(connection)
}

/// A misspelt column in double quotes is an error, not a text.
fn strict(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    Ok(())
}

fn set_up(connection: &Connection, options: &Options) -> rusqlite::Result<()> {
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        tracing::warn!(
            journal.mode = mode,
            "The database's folder does not allow a write-ahead log: queries wait for writes"
        );
    }
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(None, "cache_size", -i64::from(options.cache_kib))?;
    let page: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    connection.pragma_update_and_check(None, "wal_autocheckpoint", FOLD_AT_BYTES / page.max(512), |_| Ok(()))?;
    connection.pragma_update_and_check(None, "journal_size_limit", LOG_BYTES, |_| Ok(()))?;
    if let Some(pages) = options.max_pages {
        connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
    }
    strict(connection)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("windlass_uuid", 0, flags, |_| Ok(Uuid::now_v7().to_string()))
}

/// Whether the file is ours to write; an empty one becomes ours.
fn claim(connection: &mut Connection, path: &Path, wait: Duration) -> Result<(), StoreError> {
    let fault = |error| fault::writing(path, wait, error);
    // In a transaction, so that it does not see one half of what another process writes here.
    let reading = connection.transaction().map_err(fault)?;
    let is_ours = check(&reading, path, wait)?;
    reading.finish().map_err(fault)?;
    if is_ours {
        return Ok(());
    }
    // Another process may be about to do the same, so look again behind its lock.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
    if !check(&transaction, path, wait)? {
        transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(fault)?;
        transaction.pragma_update(None, "user_version", FORMAT).map_err(fault)?;
    }
    transaction.commit().map_err(fault)
}

/// Whether the file is ours already; `false` where it is empty.
fn check(connection: &Connection, path: &Path, wait: Duration) -> Result<bool, StoreError> {
    let fault = |error| fault::writing(path, wait, error);
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0)).map_err(fault);
    let (application, format) = (number("application_id")?, number("user_version")?);
    let objects: i64 =
        connection.query_row("select count(*) from sqlite_schema", [], |row| row.get(0)).map_err(fault)?;
    if application == APPLICATION_ID {
        if format > FORMAT {
            return Err(StoreError::Newer { path: path.to_owned(), found: format, known: FORMAT });
        }
        if format < FORMAT {
            return Err(StoreError::Older { path: path.to_owned(), found: format, known: FORMAT });
        }
        return Ok(true);
    }
    if application != 0 || format != 0 || objects != 0 {
        return Err(StoreError::NotWindlass { path: path.to_owned() });
    }
    Ok(false)
}

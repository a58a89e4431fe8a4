//! The lock of a connection: a file beside the database, locked by the system, which lets go of it when the process ends.

use super::fault;
use crate::StoreError;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use windlass_model::{ConnectionId, Timestamp};

/// Takes the lock. The file stays when it is released: to delete it could take it away from the next holder.
pub(super) fn take(database: &Path, connection: ConnectionId) -> Result<File, StoreError> {
    let path = path_of(database, connection);
    let fault = |source| fault::system(&path, source);
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(fault)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(StoreError::RunLocked { connection: connection.to_string(), holder: holder(&mut file) });
        }
        Err(TryLockError::Error(source)) => return Err(fault(source)),
    }
    // Who holds it is for people to read; the lock holds without it, even on a full disk.
    let noted = file
        .set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| write!(file, "process {}, since {:.0}", std::process::id(), Timestamp::now()));
    if let Err(error) = noted {
        tracing::debug!(%error, "The lock's holder was not noted");
    }
    Ok(file)
}

fn path_of(database: &Path, connection: ConnectionId) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(format!(".{connection}.lock"));
    name.into()
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    match file.take(200).read_to_string(&mut text) {
        Ok(_) if !text.is_empty() => text,
        Ok(_) | Err(_) => "a process that has not said which".to_owned(),
    }
}

//! Whether the file is still the one that was opened. SQLite goes on writing to a file that somebody removed or replaced, and all of
//! it is gone when the process ends.

use crate::StoreError;
use std::path::{Path, PathBuf};

/// A file by its name and by what the system knows it by.
#[derive(Debug)]
pub(super) struct Place {
    path: PathBuf,
    identity: Option<(u64, u64)>,
}

impl Place {
    pub(super) fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), identity: identity(path) }
    }

    /// Whether the name still leads to the file.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        if identity(&self.path) == self.identity { Ok(()) } else { Err(StoreError::Moved { path: self.path.clone() }) }
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

/// Elsewhere a file that is open cannot be removed.
#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

/// Refuses what SQLite would not: to make a database anew where the log of an old one lies, which it would delete; to take a last
/// page that was cut short for a whole one.
pub(super) fn refuse_remains(path: &Path) -> Result<(), StoreError> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    // The log first: a file that another process is just making is not empty any more when it has one.
    let length = |path: &Path| std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    let (log, length) = (length(Path::new(&log)), length(path));
    let corrupt = |why: &str| Err(StoreError::Corrupt { path: path.to_owned(), source: why.into() });
    if log > 0 && length == 0 {
        return corrupt("it is empty or gone, but its write-ahead log is there");
    }
    // With a log, the page is written again from there.
    if log == 0 && page_size(path).is_some_and(|size| length % size != 0) {
        return corrupt("it ends in the middle of a page");
    }
    Ok(())
}

/// The size of a database's pages in bytes, as its header says.
fn page_size(path: &Path) -> Option<u64> {
    use std::io::Read;
    let mut header = [0; 18];
    std::fs::File::open(path).ok()?.read_exact(&mut header).ok()?;
    let (magic, size) = header.split_at_checked(16)?;
    let size = u64::from(u16::from_be_bytes(size.try_into().ok()?));
    // 65,536 does not fit, and is written as 1.
    (magic == b"SQLite format 3\0" && size > 0).then_some(if size == 1 { 65_536 } else { size })
}

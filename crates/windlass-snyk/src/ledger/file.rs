//! The file of a record, its lock, and the locks by which processes show that they live.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::record::bytes::{SIZE, decode, encode};
use crate::record::{Record, SLOTS};

/// How often the lock is tried at once before the caller is told to come back. Others hold it for microseconds.
const TRIES: u32 = 50;
/// How often it is tried when the file is opened, a millisecond apart.
const OPENING_TRIES: u32 = 500;

/// Why a record cannot be shared.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("another process holds the file's lock")]
    Busy,
    #[error("the file holds no record")]
    Damaged,
    #[error("{SLOTS} processes use the token already")]
    Crowded,
    #[error("{0}")]
    Io(#[from] io::Error),
}

#[derive(Debug)]
pub(crate) struct RecordFile {
    file: File,
    /// The path of the record; beside it lie the locks of the processes, with a number added.
    path: PathBuf,
    slot: usize,
    /// Locked for as long as this process lives, however it ends.
    _alive: File,
    /// What the file held when it was read last; empty where that was no record.
    seen: Vec<u8>,
}

impl RecordFile {
    /// Opens or makes the file, and takes a place among those who share it.
    pub(crate) fn open(folder: &Path, name: &str) -> Result<Self, Trouble> {
        make(folder)?;
        let path = folder.join(name);
        let file = private(&path)?;
        lock(&file, OPENING_TRIES, || std::thread::sleep(Duration::from_millis(1)))?;
        // Under the lock, so that nobody takes us for dead while we look for a place.
        let place = (0..SLOTS).find_map(|slot| match claim(&path, slot) {
            Ok(Some(alive)) => Some(Ok((slot, alive))),
            Ok(None) => None,
            Err(error) => Some(Err(error)),
        });
        file.unlock()?;
        let (slot, alive) = place.ok_or(Trouble::Crowded)??;
        Ok(Self { file, path, slot, _alive: alive, seen: Vec::new() })
    }

    pub(crate) fn slot(&self) -> usize {
        self.slot
    }

    pub(crate) fn lock(&self) -> Result<(), Trouble> {
        lock(&self.file, TRIES, std::thread::yield_now)
    }

    pub(crate) fn unlock(&self) {
        // An error would mean that there is no lock; closing the file lifts it in any case.
        let _ = self.file.unlock();
    }

    /// Reads the record; `None` where there is none yet.
    pub(crate) fn read(&mut self) -> Result<Option<Record>, Trouble> {
        let mut bytes = Vec::with_capacity(SIZE + 1);
        self.file.seek(SeekFrom::Start(0))?;
        // One byte more than a record has, to tell a file that is longer.
        (&self.file).take(SIZE as u64 + 1).read_to_end(&mut bytes)?;
        self.seen.clear();
        if bytes.is_empty() {
            return Ok(None);
        }
        let record = <&[u8; SIZE]>::try_from(bytes.as_slice()).ok().and_then(decode).ok_or(Trouble::Damaged)?;
        self.seen = bytes;
        Ok(Some(record))
    }

    /// Whether this is what the file held when it was read.
    pub(crate) fn holds(&self, record: &Record) -> bool {
        self.seen == encode(record)
    }

    pub(crate) fn write(&mut self, record: &Record) -> Result<(), Trouble> {
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&encode(record))?;
        if self.seen.is_empty() {
            self.file.set_len(SIZE as u64)?;
        }
        Ok(())
    }

    /// Processes with requests in flight that live no more.
    pub(crate) fn dead(&self, record: &Record, own: usize) -> Vec<usize> {
        let suspects = (0..SLOTS).filter(|slot| *slot != own && record.in_flight(*slot) > 0);
        suspects.filter(|slot| matches!(claim(&self.path, *slot), Ok(Some(_)))).collect()
    }
}

/// Locks the file that shows that a process lives; `None` while another process holds it.
fn claim(path: &Path, slot: usize) -> io::Result<Option<File>> {
    let file = private(&path.with_added_extension(slot.to_string()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn lock(file: &File, tries: u32, pause: impl Fn()) -> Result<(), Trouble> {
    for _ in 0..tries {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => pause(),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    Err(Trouble::Busy)
}

/// A file for its owner alone. It tells when somebody used a token, and nothing of the token.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn make(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

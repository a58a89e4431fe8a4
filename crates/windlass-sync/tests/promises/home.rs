//! Where a world keeps its rows: a SQLite file in a folder of its own. The same tests run on PostgreSQL, see
//! `tests/promises_on_postgres`.

use std::path::PathBuf;
use std::sync::Arc;
use windlass_store::Store;

/// A database of its own.
pub(crate) struct Home(tempfile::TempDir);

impl Home {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// One that holds what this one does, which nobody may have open.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self::new();
        std::fs::copy(self.file(), copy.file()).unwrap();
        copy
    }

    pub(crate) async fn open(&self) -> Arc<dyn Store> {
        windlass_store::open(&format!("sqlite:{}", self.file().display())).await.unwrap()
    }

    /// Which share of the faults is met: all of them.
    pub(crate) fn one_fault_in() -> usize {
        1
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.path().join("w.db")
    }
}

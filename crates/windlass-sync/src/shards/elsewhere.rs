//! The pages of lists that are never cut, by which it is measured, too, what shards may cost.

use std::sync::atomic::{AtomicU64, Ordering};

/// Pages elsewhere, and the lists that share them.
#[derive(Debug, Default)]
pub(crate) struct Elsewhere {
    pages: AtomicU64,
    lists: AtomicU64,
}

impl Elsewhere {
    /// So many pages, for so many lists that may be cut.
    pub(crate) fn is(&self, pages: u64, lists: usize) {
        self.pages.store(pages, Ordering::Relaxed);
        self.lists.store(lists as u64, Ordering::Relaxed);
    }

    /// There are so many more lists that may be cut.
    pub(crate) fn is_shared_by_more(&self, lists: usize) {
        self.lists.fetch_add(lists as u64, Ordering::Relaxed);
    }

    /// The share of each list.
    pub(crate) fn share(&self) -> f64 {
        self.pages.load(Ordering::Relaxed) as f64 / self.lists.load(Ordering::Relaxed).max(1) as f64
    }
}

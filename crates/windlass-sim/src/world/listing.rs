//! How issues are listed: in which order, and what a cursor means. The real API documents insertion order and says nothing of cursors.

use super::org::Org;
use super::roll::Roll;

/// The order of a list of issues.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Order {
    /// As they were found; what was back-dated comes last.
    #[default]
    Insertion,
    /// Any order, but always the same.
    Shuffled,
    /// The most severe first, then as they were found.
    Severity,
    /// What was found last comes first.
    NewestFirst,
}

/// What `starting_after` means for issues.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Cursors {
    /// A place in the order, whatever the filters.
    #[default]
    Place,
    /// So many rows of the filtered list to skip.
    Count,
    /// A place, but only with the filters that the cursor was made with; 400 otherwise.
    Bound,
}

/// How the issues of a world are listed, and what is special about them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Listing {
    pub(crate) order: Order,
    pub(crate) cursors: Cursors,
    /// The share of issues that are not there before a fault inserts them, back-dated.
    pub(crate) held_back: f64,
}

impl Listing {
    /// Whether a page has to be looked for among all issues.
    pub(crate) fn needs_sorting(self) -> bool {
        self.order != Order::Insertion || self.cursors == Cursors::Count || self.held_back > 0.0
    }

    /// Whether an issue is held back at first.
    pub(crate) fn holds_back(self, org: &Org, index: u64) -> bool {
        self.held_back > 0.0 && dice(org, index).unit(0) < self.held_back
    }
}

/// The dice of an issue's place in lists.
pub(crate) fn dice(org: &Org, index: u64) -> Roll {
    Roll::new(org.seed, 11, u64::from(org.index), index)
}

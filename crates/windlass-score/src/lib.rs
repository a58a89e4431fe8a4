#![doc = include_str!("../README.md")]

pub mod attain;
pub mod books;
pub mod cards;
mod contract;
pub mod dx;
mod error;
pub mod evaluate;
pub mod explain;
pub mod history;
mod record;
pub mod report;
pub mod variables;
mod words;

pub use error::ScoreError;
pub use evaluate::{Options, as_of, evaluate};
pub use explain::explain;
pub use record::{preview, prune, record};

use windlass_model::{Table, View};

/// Views over the streams' tables and our own, those that others use first.
pub const VIEWS: &[View] = &[];

/// Every table that this crate fills.
pub fn tables() -> Vec<&'static Table> {
    books::BOOKS.to_vec()
}

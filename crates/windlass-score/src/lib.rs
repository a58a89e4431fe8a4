#![doc = include_str!("../README.md")]

pub mod attain;
pub mod books;
pub mod cards;
mod contract;
mod error;
pub mod evaluate;
pub mod variables;
mod words;

pub use error::ScoreError;

use windlass_model::{Table, View};

/// Views over the streams' tables and our own, those that others use first.
pub const VIEWS: &[View] = &[];

/// Every table that this crate fills.
pub fn tables() -> Vec<&'static Table> {
    books::BOOKS.to_vec()
}

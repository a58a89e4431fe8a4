#![doc = include_str!("../README.md")]

pub mod books;

use windlass_model::{Table, View};

/// Views over the streams' tables and our own, those that others use first.
pub const VIEWS: &[View] = &[];

/// Every table that this crate fills.
pub fn tables() -> Vec<&'static Table> {
    books::BOOKS.to_vec()
}

#![doc = include_str!("../README.md")]

pub mod books;
pub mod entities;
mod place;
pub mod policy;
mod views;

pub use place::{FileError, Place};
pub use policy::Policy;
pub use views::VIEWS;

use windlass_model::Table;

/// Every table that this crate fills.
pub fn tables() -> Vec<&'static Table> {
    books::BOOKS.to_vec()
}

#![doc = include_str!("../README.md")]

pub mod attain;
pub mod books;
pub mod cards;
mod contract;
pub mod dx;
pub mod entities;
mod error;
pub mod evaluate;
pub mod explain;
pub mod history;
mod place;
pub mod policy;
mod prepare;
mod record;
pub mod report;
mod shown;
pub mod variables;
mod views;
mod words;
mod yaml;

pub use error::ScoreError;
pub use evaluate::{Options, as_of, evaluate};
pub use explain::explain;
pub use place::{FileError, Place};
pub use policy::Policy;
pub use prepare::{Refused, entity_types, prepare, refused, strangers};
pub use record::{preview, prune, record};
pub use shown::{aggregated, is_link, shown};
pub use views::VIEWS;

use windlass_model::Table;

/// Every table that this crate fills.
pub fn tables() -> Vec<&'static Table> {
    books::BOOKS.to_vec()
}

//! From Snyk to a store: what to read, in which order, how far a run got, and whether it is all.
//!
//! Prohibition: this crate prints nothing and reads no environment. It reports through [`Observer`] and [`Report`].

mod agenda;
mod cancel;
pub mod check;
mod conclude;
mod drift;
mod error;
mod estimate;
mod lanes;
mod list;
mod observe;
mod outcome;
mod pages;
mod phases;
mod plan;
mod repair;
mod report;
mod run;
mod scan;
mod scopes;
mod shards;
mod timed;
pub mod verify;

pub use cancel::Cancel;
pub use error::SyncError;
pub use estimate::{Basis, least_time};
pub use observe::{Observer, Progress, Silent};
pub use plan::Options;
pub use report::{Failure, Report, Status, StreamReport, Waits};
pub use run::{Connection, Sync};
pub use shards::Sharding;

use windlass_store::Schema;
use windlass_store::books::BOOKS;

/// What a database has to hold for windlass: the streams' tables, the bookkeeping, the views.
pub fn schema() -> Schema {
    let tables = BOOKS.iter().copied().chain(windlass_streams::tables()).collect();
    Schema { tables, views: windlass_streams::VIEWS.to_vec() }
}

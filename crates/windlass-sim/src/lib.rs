#![doc = include_str!("../README.md")]

mod answer;
mod catalog;
mod cursor;
mod fault;
mod faults;
mod interfere;
mod limits;
mod oauth;
mod problem;
mod query;
mod render;
mod routes;
mod script;
mod serve;
mod sim;
mod state;
mod stats;
mod tokens;
mod truth;
mod version;
mod world;

pub use catalog::Permission;
pub use cursor::{LinkForm, LinkStyle};
pub use fault::Fault;
pub use limits::{Limits, Window};
pub use sim::{Sim, SimBuilder, StartError};
pub use stats::{RequestRecord, Stats};
pub use tokens::Tokens;
pub use truth::{OrganizationCounts, Truth};
pub use world::listing::{Cursors, Order};

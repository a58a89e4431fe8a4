//! The promises of the sync engine, each tested against the simulator by what arrived in the database.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod p1_exact;
mod p5_cautious;
mod support;


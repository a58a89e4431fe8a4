//! What the views say of a handful of rows, on both databases.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../../../windlass-store/tests/postgres/cluster.rs"]
mod cluster;
mod entities;
mod starters;
mod views;
mod world;

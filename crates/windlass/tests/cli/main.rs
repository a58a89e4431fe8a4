//! The real binary against a simulated Snyk: what people type, what they see, what is left behind.
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod bad_input;
mod bad_store;
#[path = "../../../windlass-store/tests/postgres/cluster.rs"]
mod cluster;
mod copy;
mod demo;
mod entities;
mod help;
mod json;
mod p3_resumes;
mod p7_secret;
mod p9_polite;
mod path;
mod readers;
#[path = "../../../windlass-sync/tests/promises/rebuilt.rs"]
mod rebuilt;
mod repair;
mod report;
mod scorecard;
mod screen;
mod signals;
mod soak;
mod support;
mod together;
mod upgrade;

//! The promises of the sync engine, each tested against the simulator by what arrived in the database.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod a_minute;
mod between_full_walks;
mod check;
mod columns;
mod home;
mod membership;
mod p11_partial;
mod p1_exact;
mod p2_atomic;
mod p2_store_faults;
mod p3_resumes;
mod p5_cautious;
mod p5_faults;
mod p6_lossless;
mod p8_aimed;
mod p9_polite;
mod rebuilt;
mod runs;
mod shards;
mod shards_at_random;
mod support;
mod targets;

//! The promises of the sync engine, on PostgreSQL: the tests of `tests/promises`, but for those that are about SQLite's file or about
//! no database at all.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../../../windlass-store/tests/postgres/cluster.rs"]
mod cluster;
mod home;
mod same;

#[path = "../promises/between_full_walks.rs"]
mod between_full_walks;
#[path = "../promises/columns.rs"]
mod columns;
#[path = "../promises/membership.rs"]
mod membership;
#[path = "../promises/p11_partial.rs"]
mod p11_partial;
#[path = "../promises/p1_exact.rs"]
mod p1_exact;
#[path = "../promises/p2_atomic.rs"]
mod p2_atomic;
#[path = "../promises/p3_resumes.rs"]
mod p3_resumes;
#[path = "../promises/p5_cautious.rs"]
mod p5_cautious;
#[path = "../promises/p5_faults.rs"]
mod p5_faults;
#[path = "../promises/p6_lossless.rs"]
mod p6_lossless;
#[path = "../promises/rebuilt.rs"]
mod rebuilt;
#[path = "../promises/runs.rs"]
mod runs;
#[path = "../promises/shards.rs"]
mod shards;
#[path = "../promises/shards_at_random.rs"]
mod shards_at_random;
#[path = "../promises/support.rs"]
mod support;

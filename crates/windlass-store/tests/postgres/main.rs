//! The PostgreSQL store on a real server.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly, its helpers too")]

mod admin;
mod again;
mod between;
mod certificates;
mod cluster;
mod copies;
mod ear;
mod expected;
mod faults;
mod full;
mod hosts;
mod locks;
mod messages;
mod own;
mod put_off;
mod refusals;
mod tls;
#[path = "../world/mod.rs"]
mod world;

use cluster::Cluster;
use std::sync::Arc;
use windlass_store::suite;

#[tokio::test]
async fn postgres_passes_the_suite() {
    let cluster = Cluster::start();
    // The server may be somebody's who runs this twice.
    let run: String = windlass_model::ConnectionId::random().to_string().chars().take(8).collect();
    suite::all(async |name| -> Arc<dyn windlass_store::Store> {
        windlass_store::open(&cluster.url(&format!("{name}_{run}"))).await.unwrap()
    })
    .await;
}

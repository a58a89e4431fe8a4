//! Where a world keeps its rows: a database of its own on a server that the worlds of one process share.

use crate::cluster::Cluster;
use std::sync::{Arc, Mutex, Weak};
use windlass_model::ConnectionId;
use windlass_store::Store;

/// Ends with the last world that uses it.
static SERVER: Mutex<Weak<Cluster>> = Mutex::new(Weak::new());

/// A database of its own.
pub(crate) struct Home {
    server: Arc<Cluster>,
    database: String,
}

impl Home {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self::made(None)
    }

    /// One that holds what this one does, which nobody may have open.
    pub(crate) fn copy(&self) -> Self {
        Self::made(Some(&self.database))
    }

    fn made(template: Option<&str>) -> Self {
        let mut running = SERVER.lock().unwrap();
        let server = running.upgrade().unwrap_or_else(|| Arc::new(Cluster::start()));
        *running = Arc::downgrade(&server);
        drop(running);
        let database = format!("w{}", ConnectionId::random().to_string().replace('-', ""));
        server.create(&database, template);
        Self { server, database }
    }

    /// Which share of the faults is met. What a fault does is decided before anything is written, so that a few of them show that this
    /// store is told the same; all where `WINDLASS_EVERY_FAULT` is set.
    pub(crate) fn one_fault_in() -> usize {
        if std::env::var_os("WINDLASS_EVERY_FAULT").is_some() { 1 } else { 11 }
    }

    pub(crate) async fn open(&self) -> Arc<dyn Store> {
        windlass_store::open(&self.server.url_of(&self.database)).await.unwrap()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        self.server.remove(&self.database);
    }
}

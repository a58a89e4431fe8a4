//! SQLite passes what every backend must pass.

use std::sync::Arc;
use windlass_store::{Sqlite, Store, suite};

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_passes_the_suite() {
    let folder = tempfile::tempdir().unwrap();
    suite::all(async |name| {
        let store = Sqlite::open(folder.path().join(name).join("store.db")).await.unwrap();
        Arc::new(store) as Arc<dyn Store>
    })
    .await;
}

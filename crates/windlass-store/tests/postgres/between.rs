//! What lies between us and the server, and what it can do to us.

use crate::cluster::Cluster;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};

/// What a server says to a session that an administrator ends.
const ENDED: &[u8] = b"57P01";

const SOCKET: &str = ".s.PGSQL.5432";

/// One who forwards all, but keeps the answer to a COMMIT for himself when told to, and never says that a server hung up.
pub(crate) struct Between {
    folder: tempfile::TempDir,
    /// Whether to keep the answer to the next COMMIT and hang up.
    pub(crate) hang_up: Arc<AtomicBool>,
}

impl Between {
    pub(crate) fn start(cluster: &Cluster) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (inner, outer) = (cluster.folder().join(SOCKET), folder.path().join(SOCKET));
        let (listener, hang_up) = (UnixListener::bind(&outer).unwrap(), Arc::<AtomicBool>::default());
        let told = Arc::clone(&hang_up);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = UnixStream::connect(&inner).await.unwrap();
                tokio::spawn(forward(client, server, Arc::clone(&told)));
            }
        });
        Self { folder, hang_up }
    }

    pub(crate) fn url(&self, schema: &str) -> String {
        format!("postgres://windlass@/postgres?host={}&schema={schema}", self.folder.path().display())
    }
}

async fn forward(mut client: UnixStream, mut server: UnixStream, hang_up: Arc<AtomicBool>) {
    let (mut asked, mut answered) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let mut is_over = false;
    loop {
        tokio::select! {
            read = client.read(&mut asked) => match read {
                Ok(length) if length > 0 => {
                    let is_commit = has(&asked[..length], b"COMMIT");
                    is_over |= is_commit && hang_up.swap(false, Ordering::SeqCst);
                    server.write_all(&asked[..length]).await.unwrap();
                }
                _ => break,
            },
            read = server.read(&mut answered) => match read {
                Ok(length) if length > 0 && !is_over && !has(&answered[..length], ENDED) => client.write_all(&answered[..length]).await.unwrap(),
                _ if is_over => break,
                // As a firewall that forgot us: nothing comes any more, and nobody says so.
                _ => return std::future::pending().await,
            },
        }
    }
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|found| found == word)
}

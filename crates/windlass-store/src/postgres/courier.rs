//! A thread of its own that moves the bytes of all sessions.
//!
//! The threads that everything else shares decode pages, each for milliseconds at a time. There a message to the server, and its answer, would lie until
//! one of them is done with its page, and the server would wait, as it did for a good part of a first sync.

use std::convert::Infallible;
use std::io;
use std::thread;
use tokio::runtime::{Builder, Handle};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use tokio_postgres::{Client, Config, Error};
use tokio_postgres_rustls::MakeRustlsConnect;

/// A session, and the task that moves its bytes.
pub(super) type Dialed = (Client, JoinHandle<()>);

/// Who moves them. The thread ends when this is dropped and the last session has ended.
pub(super) struct Courier {
    thread: Handle,
    /// Nothing is sent: that it is there is what it says.
    needed: mpsc::Sender<Infallible>,
}

impl Courier {
    pub(super) fn hire() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let thread = runtime.handle().clone();
        let (needed, mut nobody) = mpsc::channel::<Infallible>(1);
        thread::Builder::new().name("postgres".to_owned()).spawn(move || runtime.block_on(nobody.recv()))?;
        Ok(Self { thread, needed })
    }

    /// Makes a session. Dropping this stops it.
    pub(super) async fn dial(&self, config: Config, tls: MakeRustlsConnect) -> Result<Dialed, Error> {
        let needed = self.needed.clone();
        let dial = async move {
            let (client, connection) = config.connect(tls).await?;
            let session = tokio::spawn(async move {
                if let Err(error) = connection.await {
                    tracing::debug!(%error, "A session with the database ended");
                }
                drop(needed);
            });
            Ok((client, session))
        };
        let mut task = JoinSet::new();
        task.spawn_on(dial, &self.thread);
        match task.join_next().await {
            Some(Ok(dialed)) => dialed,
            Some(Err(error)) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            // Its thread ends after us.
            Some(Err(_)) | None => std::future::pending().await,
        }
    }
}

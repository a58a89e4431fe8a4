//! Ctrl-C and SIGTERM: a wish to stop, and how a command follows it.

use crate::exit::Exit;
use crate::failure::Failure;
use crate::render;
use tokio::task::JoinHandle;
use windlass_sync::Cancel;

/// Listens until dropped.
pub(crate) struct Listening(JoinHandle<()>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The first signal asks every scan to stop behind its page; the second ends the process, which loses nothing either.
#[must_use = "it listens until it is dropped"]
pub(crate) fn stop_on_signal(cancel: &Cancel, quiet: bool) -> Listening {
    let cancel = cancel.clone();
    Listening(tokio::spawn(async move {
        if signal().await.is_err() {
            return;
        }
        cancel.cancel();
        if !quiet {
            render::err("Stopping behind the pages under way; press Ctrl-C again to stop at once.");
        }
        if signal().await.is_ok() {
            #[allow(clippy::exit, reason = "a second Ctrl-C is a person who will not wait")]
            std::process::exit(i32::from(Exit::Cancelled.code()));
        }
    }))
}

/// Does what only reads, unless a signal comes first: then nothing is left to finish.
pub(crate) async fn unless_stopped<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    tokio::select! {
        done = work => Ok(done),
        Ok(()) = signal() => Err(Failure::new(
            "cancelled",
            "stopped before it was done",
            "Ctrl-C was pressed, or the process was asked to end",
            "run it again: it begins anew",
        )),
    }
}

#[cfg(unix)]
async fn signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn signal() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

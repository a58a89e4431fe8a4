//! A wish to stop, seen by every scan between two pages.

use std::sync::Arc;
use tokio::sync::watch;

/// Shared by whoever asks to stop and all who should. Clones are the same wish.
#[derive(Debug, Clone)]
pub struct Cancel(Arc<watch::Sender<bool>>);

impl Default for Cancel {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Cancel {
    /// Asks everybody to stop at the next whole page.
    pub fn cancel(&self) {
        self.0.send_replace(true);
    }

    /// Whether somebody asked.
    pub fn is_cancelled(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until somebody asks.
    pub async fn cancelled(&self) {
        // The sender lives in `self`, so the wait cannot fail.
        let _ = self.0.subscribe().wait_for(|asked| *asked).await;
    }
}

//! Connections: a small pool, and sessions of their own for locks.

use super::dial::Dialer;
use super::fault;
use super::place::Place;
use crate::{StoreError, sql};
use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Object, QueueMode, RecyclingMethod, Runtime};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tokio_postgres::Client;

/// Connections at most: what scans commit at the same time, and queries beside.
const MOST: usize = 6;

/// How long to try again what another transaction, or a server that was not there, made fail: as long as a server takes to
/// start anew, or a standby to take its place.
const TRIED_FOR: Duration = Duration::from_secs(30);

/// The longest pause before an attempt.
const PAUSE: Duration = Duration::from_secs(3);

/// Attempts at what failed because a row was there already. One is enough where two pages met; the third page that lists the same
/// new row at the same time would be a rare guest.
const MEETINGS: u32 = 2;

/// The connections of a store.
pub(super) struct Pool {
    pool: deadpool_postgres::Pool,
    dialer: Dialer,
    /// What every session begins with.
    greeting: Arc<str>,
    place: Arc<str>,
}

impl Pool {
    pub(super) fn new(place: &Place) -> Result<Self, StoreError> {
        let dialer = Dialer::new(place)?;
        // To compile what a view over a million issues asks takes longer than to answer it: 8 of 16 s, measured.
        let settings = "set timezone to 'UTC'; set datestyle to iso; set jit to off";
        let greeting: Arc<str> = format!("set search_path to {}; {settings}", sql::quoted(&place.schema)).into();
        let manager = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_connect(place.config.clone(), dialer.clone(), manager);
        let greet = Arc::clone(&greeting);
        let pool = deadpool_postgres::Pool::builder(manager)
            .max_size(MOST)
            // The one that was used last has its catalog, its statements and its share of the server's memory at hand.
            .queue_mode(QueueMode::Lifo)
            .runtime(Runtime::Tokio1)
            .post_create(Hook::async_fn(move |client, _| {
                let greeting = Arc::clone(&greet);
                Box::pin(async move { client.batch_execute(&greeting).await.map_err(HookError::Backend) })
            }))
            .build()
            .map_err(|error| StoreError::BadUrl { url: place.shown().to_owned(), source: error.into() })?;
        Ok(Self { pool, dialer, greeting, place: place.shown().into() })
    }

    /// A connection, back in the pool when it is dropped.
    pub(super) async fn get(&self) -> Result<Object, StoreError> {
        self.pool.get().await.map_err(|error| fault::pool(&self.place, error))
    }

    /// A session of its own, which ends when it is dropped.
    pub(super) async fn alone(&self) -> Result<Client, StoreError> {
        let fault = |error| fault::connecting(&self.place, error);
        let (client, _) = self.dialer.dial().await.map_err(fault)?;
        client.batch_execute(&self.greeting).await.map_err(fault)?;
        Ok(client)
    }

    /// What went wrong in writing, for the user.
    pub(super) fn fault(&self, error: tokio_postgres::Error) -> StoreError {
        fault::writing(&self.place, error)
    }

    /// What went wrong in reading, for the user.
    pub(super) fn shown(&self) -> &str {
        &self.place
    }
}

/// Attempts at something that is done as a whole: where others were in its way, or the connection was gone, it was undone, and
/// done twice it is done once.
#[derive(Default)]
pub(super) struct Attempts {
    failed: u32,
    began: Option<Instant>,
}

impl Attempts {
    /// Waits a little where another attempt makes sense; else gives the error back.
    pub(super) async fn another(&mut self, error: StoreError) -> Result<(), StoreError> {
        self.failed += 1;
        let began = *self.began.get_or_insert_with(Instant::now);
        let pause = PAUSE.min(Duration::from_millis(20) * self.failed.pow(3));
        let passes = error.passes() || fault::is_duplicate(&error) && self.failed <= MEETINGS;
        if !passes || began.elapsed() + pause > TRIED_FOR {
            return Err(error);
        }
        tracing::debug!(error = error.code(), why = error.why(), attempt = self.failed, "Trying again");
        sleep(pause).await;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_passes_is_tried_again_for_a_while_and_what_does_not_is_not() {
        let lost = || StoreError::Lost { place: "here".to_owned(), source: "gone".into() };
        let (mut attempts, began) = (Attempts::default(), Instant::now());
        let mut tried = 0;
        let given_up = loop {
            match attempts.another(lost()).await {
                Ok(()) => tried += 1,
                Err(error) => break error,
            }
        };
        assert_eq!((given_up.code(), tried > 10), ("store_lost", true), "{tried} attempts");
        assert!(began.elapsed() <= TRIED_FOR && began.elapsed() > TRIED_FOR / 2, "{:?}", began.elapsed());
        let locked = |waited| StoreError::Locked { path: "here".into(), waited };
        assert!(Attempts::default().another(locked(None)).await.is_ok());
        assert!(Attempts::default().another(locked(Some(PAUSE))).await.is_err());
        let ours = StoreError::UnknownTable { table: "t".to_owned() };
        assert!(Attempts::default().another(ours).await.is_err());
    }
}

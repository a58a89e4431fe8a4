//! Connections: a small pool, and sessions of their own for locks.

use super::fault;
use super::place::{Place, SslMode};
use crate::{StoreError, sql};
use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Object, RecyclingMethod, Runtime};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;
use tokio_postgres::config::SslMode as Negotiated;
use tokio_postgres::{Client, Config};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Connections at most: what scans commit at the same time, and queries beside.
const MOST: usize = 6;

/// How long to wait for the server, where the URL says nothing.
const PATIENCE: Duration = Duration::from_secs(15);

/// Attempts at something that another transaction made fail.
const ATTEMPTS: u32 = 5;

/// The connections of a store.
pub(super) struct Pool {
    pool: deadpool_postgres::Pool,
    config: Config,
    tls: MakeRustlsConnect,
    /// What every session begins with.
    greeting: Arc<str>,
    place: Arc<str>,
}

impl Pool {
    pub(super) fn new(place: &Place) -> Result<Self, StoreError> {
        let mut config = place.config.clone();
        config.ssl_mode(match place.ssl {
            SslMode::Disable => Negotiated::Disable,
            SslMode::Prefer => Negotiated::Prefer,
            SslMode::Require | SslMode::VerifyCa | SslMode::VerifyFull => Negotiated::Require,
        });
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        let tls = super::tls::connector(place)?;
        let greeting: Arc<str> =
            format!("set search_path to {}; set timezone to 'UTC'; set datestyle to iso", sql::quoted(&place.schema))
                .into();
        let manager = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(config.clone(), tls.clone(), manager);
        let greet = Arc::clone(&greeting);
        let pool = deadpool_postgres::Pool::builder(manager)
            .max_size(MOST)
            .runtime(Runtime::Tokio1)
            .post_create(Hook::async_fn(move |client, _| {
                let greeting = Arc::clone(&greet);
                Box::pin(async move { client.batch_execute(&greeting).await.map_err(HookError::Backend) })
            }))
            .build()
            .map_err(|error| StoreError::BadUrl { url: place.shown().to_owned(), source: error.into() })?;
        Ok(Self { pool, config, tls, greeting, place: place.shown().into() })
    }

    /// A connection, back in the pool when it is dropped.
    pub(super) async fn get(&self) -> Result<Object, StoreError> {
        self.pool.get().await.map_err(|error| fault::pool(&self.place, error))
    }

    /// A session of its own, which ends when it is dropped.
    pub(super) async fn alone(&self) -> Result<Client, StoreError> {
        let fault = |error| fault::connecting(&self.place, error);
        let (client, connection) = self.config.connect(self.tls.clone()).await.map_err(fault)?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "A session with the database ended");
            }
        });
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
pub(super) struct Attempts(u32);

impl Attempts {
    /// Waits a little where another attempt makes sense; else gives the error back.
    pub(super) async fn another(&mut self, error: StoreError) -> Result<(), StoreError> {
        self.0 += 1;
        if self.0 >= ATTEMPTS || !error.passes() {
            return Err(error);
        }
        tracing::debug!(error = error.code(), why = error.why(), attempt = self.0, "Trying again");
        sleep(Duration::from_millis(20) * self.0.pow(3)).await;
        Ok(())
    }
}

//! How a session comes about: host by host in the URL's order, with TLS or without as `sslmode` means it.

use super::courier::{Courier, Dialed};
use super::place::{Place, SslMode};
use super::tls;
use crate::StoreError;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio_postgres::config::{Host, LoadBalanceHosts, SslMode as Asked, SslNegotiation};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, Error};
use tokio_postgres_rustls::MakeRustlsConnect;
use uuid::Uuid;

/// How long to wait for the server, where the URL says nothing.
const PATIENCE: Duration = Duration::from_secs(15);

/// A connection that nobody speaks on is asked whether it is still there after this long: what stands between us and the server
/// forgets those that are silent, often after six minutes, and the session that holds a lock is.
const SILENCE: Duration = Duration::from_secs(60);

/// What libpq and the system take where nobody says otherwise.
const USUAL_SILENCE: Duration = Duration::from_secs(2 * 60 * 60);

/// What makes sessions.
#[derive(Clone)]
pub(super) struct Dialer(Arc<Way>);

struct Way {
    /// One for each host.
    hosts: Vec<Config>,
    ssl: SslMode,
    tls: MakeRustlsConnect,
    courier: Courier,
    is_random: bool,
    /// Whether somebody was told that there is no encryption.
    is_told: AtomicBool,
}

impl Dialer {
    pub(super) fn new(place: &Place) -> Result<Self, StoreError> {
        let bad = |why: String| StoreError::BadUrl { url: place.shown().to_owned(), source: why.into() };
        let config = &place.config;
        let is_weak = matches!(place.ssl, SslMode::Disable | SslMode::Allow | SslMode::Prefer);
        if is_weak && config.get_ssl_negotiation() == SslNegotiation::Direct {
            return Err(bad(
                "`sslnegotiation=direct` needs an `sslmode` that insists on TLS: `require` or more".to_owned()
            ));
        }
        let courier =
            Courier::hire().map_err(|error| StoreError::Io { path: place.shown().into(), source: error.into() })?;
        let mut hosts = place.hosts.clone();
        for host in &mut hosts {
            if config.get_connect_timeout().is_none() {
                host.connect_timeout(PATIENCE);
            }
            if config.get_keepalives_idle() == USUAL_SILENCE {
                host.keepalives_idle(SILENCE);
            }
        }
        Ok(Self(Arc::new(Way {
            hosts,
            ssl: place.ssl,
            tls: tls::connector(place)?,
            courier,
            is_random: config.get_load_balance_hosts() == LoadBalanceHosts::Random,
            is_told: AtomicBool::default(),
        })))
    }

    /// A session with the first host that gives one. As with libpq a host that does not know the user ends it: the others are there
    /// for a host that does not answer.
    pub(super) async fn dial(&self) -> Result<Dialed, Error> {
        let mut hosts: Vec<&Config> = self.0.hosts.iter().collect();
        if self.0.is_random {
            hosts.sort_by_cached_key(|_| Uuid::new_v4());
        }
        let Some(last) = hosts.pop() else { return self.0.once(&Config::new(), Asked::Disable).await };
        for host in hosts {
            match self.0.host(host).await {
                Err(error) if !is_final(&error) => tracing::debug!(%error, "A host did not answer: trying the next"),
                outcome => return outcome,
            }
        }
        self.0.host(last).await
    }
}

impl deadpool_postgres::Connect for Dialer {
    fn connect(&self, _: &Config) -> Pin<Box<dyn Future<Output = Result<Dialed, Error>> + Send + '_>> {
        Box::pin(self.dial())
    }
}

impl Way {
    async fn host(&self, host: &Config) -> Result<Dialed, Error> {
        // As libpq: nobody listens in on a socket of this machine.
        if !matches!(host.get_hosts(), [] | [Host::Tcp(_)]) {
            return self.once(host, Asked::Disable).await;
        }
        let (first, second) = match self.ssl {
            SslMode::Disable => (Asked::Disable, None),
            SslMode::Allow => (Asked::Disable, Some(Asked::Require)),
            SslMode::Prefer => (Asked::Prefer, Some(Asked::Disable)),
            SslMode::Require | SslMode::VerifyCa | SslMode::VerifyFull => (Asked::Require, None),
        };
        let error = match self.once(host, first).await {
            Err(error) if asks_for_another(&error) => error,
            outcome => return outcome,
        };
        let Some(second) = second else { return Err(error) };
        match self.once(host, second).await {
            // It says that it was the wrong way, which this one was not the first to be.
            Err(again) if asks_for_another(&again) => Err(error),
            Ok(dialed) => {
                if second == Asked::Disable && is_of_tls(&error) && !self.is_told.swap(true, Ordering::Relaxed) {
                    let why = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
                    tracing::warn!(
                        why,
                        "TLS with the database's server failed: going on without, as `sslmode=prefer` has it"
                    );
                }
                Ok(dialed)
            }
            outcome => outcome,
        }
    }

    async fn once(&self, host: &Config, asked: Asked) -> Result<Dialed, Error> {
        let mut config = host.clone();
        config.ssl_mode(asked);
        self.courier.dial(config, self.tls.clone()).await
    }
}

/// Whether the other way, with TLS or without, may be the one that the server wants. A password that it did not take is not shown to
/// it again in another way.
fn asks_for_another(error: &Error) -> bool {
    is_of_tls(error) || error.code() == Some(&SqlState::INVALID_AUTHORIZATION_SPECIFICATION)
}

/// The driver says it in words only.
fn is_of_tls(error: &Error) -> bool {
    error.to_string().starts_with("error performing TLS handshake")
}

/// Whether the host knows us, and does not let us in.
fn is_final(error: &Error) -> bool {
    error.code().is_some_and(|code| code.code().starts_with("28")) || super::fault::is_password_missing(error)
}

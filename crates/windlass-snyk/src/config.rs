//! What a client is made from.

use std::path::PathBuf;
use std::time::Duration;

use crate::base_url::BaseUrl;
use crate::retry::RetryPolicy;
use crate::token::Credentials;
use crate::window::Limits;

/// Everything a [`Client`](crate::Client) needs. [`ClientConfig::new`] fills in what suits Snyk.
#[derive(Debug, Clone)]
pub struct ClientConfig {
    /// The only origin the credentials are sent to.
    pub base: BaseUrl,
    /// Who the client is.
    pub credentials: Credentials,
    /// The pace kept on this token.
    pub limits: Limits,
    /// Where runs on this machine share the pace of a token, in a small file per token that does not hold it. `None`
    /// shares it among the clients of this process only.
    pub pace_folder: Option<PathBuf>,
    /// How failures are tried again.
    pub retry: RetryPolicy,
    /// How long each part of a request may take.
    pub timeouts: Timeouts,
    /// Largest body in bytes, after decompression; beyond it the request fails.
    pub max_body_bytes: u64,
    /// The `User-Agent` header.
    pub user_agent: String,
    /// Whether `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` count. Loopback origins never go through a proxy.
    pub system_proxy: bool,
}

/// Largest body by default, in bytes. A page of 100 issues takes well below 1 MiB; 64 MiB is no page any more.
const MAX_BODY_BYTES: u64 = 64 * 1024 * 1024;

impl ClientConfig {
    /// Snyk's limits, kept by this process, six attempts, 64 MiB of body, the system's proxy.
    #[must_use]
    pub fn new(base: BaseUrl, credentials: Credentials) -> Self {
        Self {
            base,
            credentials,
            limits: Limits::default(),
            pace_folder: None,
            retry: RetryPolicy::default(),
            timeouts: Timeouts::default(),
            max_body_bytes: MAX_BODY_BYTES,
            user_agent: concat!("windlass/", env!("CARGO_PKG_VERSION")).to_owned(),
            system_proxy: true,
        }
    }
}

/// How long the parts of a request may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Until the connection stands, TLS included.
    pub connect: Duration,
    /// Until the first byte of the answer, connecting included.
    pub first_byte: Duration,
    /// Between two pieces of the body.
    pub idle_body: Duration,
}

impl Default for Timeouts {
    /// 10 s, 60 s, 30 s: Snyk's slowest pages take tens of seconds on large organizations.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(60),
            idle_body: Duration::from_secs(30),
        }
    }
}

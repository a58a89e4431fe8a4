//! One exchange with the server: send, wait so long, read so much.

use std::time::Duration;

use tokio::time::timeout;

use crate::answer::Answer;
use crate::base_url::BaseUrl;
use crate::config::{ClientConfig, Timeouts};
use crate::error::{ApiError, Context, TimeoutPhase};
use crate::tls;

/// Sends requests and reads bodies within their bounds. Knows nothing of tokens, pace or retries.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    http: reqwest::Client,
    timeouts: Timeouts,
    max_body_bytes: u64,
}

impl Exchange {
    pub(crate) fn new(config: &ClientConfig) -> Result<Self, ApiError> {
        let http = http_client(&config.base, config).map_err(|error| match error {
            Unbuilt::Tls(source) => ApiError::Tls { source },
            Unbuilt::Http(source) => ApiError::Setup { source: source.without_url() },
        })?;
        Ok(Self { http, timeouts: config.timeouts, max_body_bytes: config.max_body_bytes })
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// Sends and waits for the head of the answer.
    pub(crate) async fn send(&self, request: reqwest::Request, path: &str) -> Result<reqwest::Response, ApiError> {
        let after = self.timeouts.first_byte;
        let sent = timeout(after, self.http.execute(request)).await;
        let phase = TimeoutPhase::FirstByte;
        let result = sent.map_err(|_| ApiError::Timeout { phase, after, context: Context::at(path) })?;
        result.map_err(|source| self.not_sent(source, path))
    }

    /// Reads the whole body, decompressed, and refuses more than the limit: a few kilobytes of gzip can
    /// become gigabytes.
    pub(crate) async fn read(&self, mut response: reqwest::Response, path: &str) -> Result<Answer, ApiError> {
        let (status, headers) = (response.status(), response.headers().clone());
        let mut answer = Answer { status, headers, body: Vec::new(), latency: Duration::ZERO };
        let after = self.timeouts.idle_body;
        loop {
            let piece = timeout(after, response.chunk()).await;
            let phase = TimeoutPhase::Body;
            let piece = piece.map_err(|_| ApiError::Timeout { phase, after, context: answer.context(path) })?;
            let piece = piece.map_err(|source| ApiError::Interrupted {
                context: answer.context(path),
                source: Some(Box::new(source.without_url())),
            })?;
            let Some(piece) = piece else { return Ok(answer) };
            let length = u64::try_from(answer.body.len() + piece.len()).unwrap_or(u64::MAX);
            if length > self.max_body_bytes {
                return Err(ApiError::TooLarge { limit_bytes: self.max_body_bytes, context: answer.context(path) });
            }
            answer.body.extend_from_slice(&piece);
        }
    }

    fn not_sent(&self, source: reqwest::Error, path: &str) -> ApiError {
        // The address holds the query, which is nobody's business in a log.
        let source = source.without_url();
        let context = Context::at(path);
        if tls::is_tls_failure(&source) {
            ApiError::Untrusted { context, source }
        } else if source.is_timeout() {
            ApiError::Timeout { phase: TimeoutPhase::Connect, after: self.timeouts.connect, context }
        } else {
            ApiError::Unreachable { context, source }
        }
    }
}

enum Unbuilt {
    Tls(rustls::Error),
    Http(reqwest::Error),
}

fn http_client(base: &BaseUrl, config: &ClientConfig) -> Result<reqwest::Client, Unbuilt> {
    let tls = tls::config(base.is_https()).map_err(Unbuilt::Tls)?;
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(reqwest::redirect::Policy::none())
        // Every attempt has to pass the gate, so the library may not make its own.
        .retry(reqwest::retry::never())
        .referer(false)
        .gzip(true)
        .brotli(true)
        .connect_timeout(config.timeouts.connect)
        .pool_idle_timeout(Duration::from_secs(60))
        .user_agent(&config.user_agent);
    // A proxy would receive what goes to a loopback origin in the clear.
    let direct = base.is_loopback() || !config.system_proxy;
    let builder = if direct { builder.no_proxy() } else { builder };
    builder.build().map_err(Unbuilt::Http)
}

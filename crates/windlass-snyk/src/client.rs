//! The client: the only place that sends.

use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, sleep};

use crate::answer::Answer;
use crate::auth::{Auth, Authorization};
use crate::config::ClientConfig;
use crate::cursor::{Cursor, CursorError, LinkFault, resolve_next};
use crate::decode::DecodeError;
use crate::error::{ApiError, Context};
use crate::exchange::Exchange;
use crate::pace::{Budget, ClosedTooLong, InFlight, Pace};
use crate::page::{Document, Page, PageRequest};
use crate::problem::{self, clean};
use crate::ratelimit::{self, Stated};
use crate::retry::{self, Decision, RetryClass};
use crate::stats::{Counters, Stats};

/// Turns the body of an answer into a document.
pub type Decode<'a, D> = &'a (dyn Fn(&[u8]) -> Result<D, serde_json::Error> + Send + Sync);

/// A client for one token on one origin. Clones share the connections and the counters; all clients of a token share
/// its pace, those of other processes too where [`ClientConfig::pace_folder`] names a place for it.
#[derive(Debug, Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    config: ClientConfig,
    exchange: Exchange,
    auth: Auth,
    pace: Pace,
    counters: Counters,
}

/// A document with what came around it.
struct Received<D> {
    document: D,
    answer: Answer,
}

/// Failures of one request so far.
#[derive(Default)]
struct Failures {
    transient: u32,
    throttled: u32,
    renewed: bool,
}

impl Client {
    /// Sets a client up. Sends nothing.
    ///
    /// # Errors
    /// [`ApiError::Tls`] without trusted certificates on this machine, [`ApiError::Setup`] for a user agent or
    /// proxy address that cannot be used.
    pub fn new(config: ClientConfig) -> Result<Self, ApiError> {
        let inner = Inner {
            exchange: Exchange::new(&config)?,
            auth: Auth::new(config.credentials.clone(), &config.base),
            pace: Pace::of(&config),
            counters: Counters::default(),
            config,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Fetches one page of a collection; `T` is decoded from each element of `data`.
    ///
    /// # Errors
    /// Any [`ApiError`], after the attempts that [`RetryPolicy`](crate::RetryPolicy) allows.
    pub async fn page<T: DeserializeOwned>(&self, request: &PageRequest) -> Result<Page<T>, ApiError> {
        self.page_with(request, &|body| serde_json::from_slice(body)).await
    }

    /// As [`Client::page`], but the caller decodes the body, for instance straight into rows.
    ///
    /// # Errors
    /// As [`Client::page`].
    pub async fn page_with<T>(
        &self,
        request: &PageRequest,
        decode: Decode<'_, Document<T>>,
    ) -> Result<Page<T>, ApiError> {
        let current = address(request)?;
        let Received { document, answer } = self.receive(request, &current, decode).await?;
        let next = match &document.next {
            Some(link) => resolve_next(&self.inner.config.base, &current, link).map_err(|fault| match fault {
                LinkFault::Foreign { host } => {
                    let host = clean(&host, 253).unwrap_or_default();
                    ApiError::ForeignLink { host, context: answer.context(current.path()) }
                }
                LinkFault::Malformed(source) => ApiError::BadLink { context: answer.context(current.path()), source },
            })?,
            None => None,
        };
        let ends_in_itself =
            next.is_none() && document.next.as_ref().is_some_and(|link| !link.as_str().trim().is_empty());
        Ok(Page {
            data: document.data,
            next,
            ends_in_itself,
            meta: document.meta,
            server_time: ratelimit::server_time(&answer.headers),
            request_id: answer.request_id(),
            bytes: length(&answer.body),
            latency: answer.latency,
        })
    }

    /// Fetches a single resource: the `data` of a document that holds one.
    ///
    /// # Errors
    /// As [`Client::page`].
    pub async fn one<T: DeserializeOwned>(&self, request: &PageRequest) -> Result<T, ApiError> {
        #[derive(Deserialize)]
        struct Single<T> {
            data: T,
        }
        let current = address(request)?;
        let received = self.receive(request, &current, &|body| serde_json::from_slice::<Single<T>>(body)).await?;
        Ok(received.document.data)
    }

    /// What this client and its clones did so far.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.inner.counters.snapshot()
    }

    /// How much of the pace is left.
    #[must_use]
    pub fn budget(&self) -> Budget {
        self.inner.pace.budget()
    }

    /// The origin this client talks to.
    #[must_use]
    pub fn base(&self) -> &crate::BaseUrl {
        &self.inner.config.base
    }

    /// Makes attempts until one succeeds or the policy says stop.
    async fn receive<D>(
        &self,
        request: &PageRequest,
        at: &Cursor,
        decode: Decode<'_, D>,
    ) -> Result<Received<D>, ApiError> {
        let mut failures = Failures::default();
        loop {
            let error = match self.attempt(request, at, decode, &mut failures).await {
                Ok(received) => return Ok(received),
                Err(error) => error,
            };
            let class = error.retry();
            let wait = match retry::decide(&self.inner.config.retry, failures.count(class), class, retry::random()) {
                Decision::Stop => return Err(error),
                Decision::Wait(wait) => wait,
            };
            Counters::add(&self.inner.counters.retries, 1);
            let wait_ms = millis(wait);
            tracing::info!(page.path = at.path(), retry.wait_ms = wait_ms, error = error.code(), "Trying again");
            sleep(wait).await;
        }
    }

    /// One attempt; two where an OAuth2 token turns out to be refused.
    async fn attempt<D>(
        &self,
        request: &PageRequest,
        at: &Cursor,
        decode: Decode<'_, D>,
        failures: &mut Failures,
    ) -> Result<Received<D>, ApiError> {
        loop {
            let (place, authorization) = self.admitted(at.path()).await?;
            let answer = self.exchange(place, &authorization, at).await?;
            match answer.check(at.path(), request.is_resumed(), &[authorization.token.expose()]) {
                Ok(()) => return decoded(answer, at.path(), decode),
                Err(error) => {
                    let refused = matches!(error, ApiError::Unauthorized { .. }) && !failures.renewed;
                    if !refused || !self.inner.auth.refused(&authorization).await {
                        return Err(error);
                    }
                    failures.renewed = true;
                }
            }
        }
    }

    /// Waits until a request may go, and gets its header.
    async fn admitted(&self, path: &str) -> Result<(InFlight, Authorization), ApiError> {
        let inner = &self.inner;
        loop {
            let waiting = inner.counters.at_the_gate();
            let place = inner.pace.acquire(inner.config.retry.give_up_after).await;
            drop(waiting);
            let place = place
                .map_err(|ClosedTooLong(wait)| ApiError::Throttled { asked: Some(wait), context: Context::at(path) })?;
            let authorization = inner.auth.authorization(&inner.exchange).await.inspect_err(|error| {
                if let ApiError::Throttled { asked, .. } = error {
                    self.fall_silent(*asked);
                }
            })?;
            // Fetching a token takes a while, in which somebody else may have been told to stop.
            if !inner.pace.is_closed() {
                return Ok((place, authorization));
            }
        }
    }

    /// Sends one request and reads its answer.
    async fn exchange(&self, place: InFlight, authorization: &Authorization, at: &Cursor) -> Result<Answer, ApiError> {
        let inner = &self.inner;
        let path = at.path();
        let source = CursorError::NotAPath;
        let url = inner.config.base.rest(at);
        let url = url.ok_or_else(|| ApiError::InvalidRequest { context: Context::at(path), source })?;
        let request = inner.exchange.http().get(url);
        let request = request.header(ACCEPT, "application/vnd.api+json").header(AUTHORIZATION, &authorization.header);
        let request = request.build().map_err(|source| ApiError::Setup { source: source.without_url() })?;

        Counters::add(&inner.counters.requests, 1);
        let started = Instant::now();
        let _under_way = inner.counters.on_the_network();
        let response = inner.exchange.send(request, path).await?;
        let head_after = started.elapsed();
        self.heed(&response, path, &place);
        // Only now: the next in line must already see what this answer said.
        place.answered(head_after);

        let mut answer = inner.exchange.read(response, path).await?;
        answer.latency = started.elapsed();
        Counters::add(&inner.counters.bytes, length(&answer.body));
        tracing::debug!(
            page.path = path,
            page.duration_ms = millis(started.elapsed()),
            page.bytes = length(&answer.body),
            http.status = answer.status.as_u16(),
            snyk.request_id = answer.request_id(),
            "Snyk answered"
        );
        Ok(answer)
    }

    /// Takes in what the head of an answer says to everybody: limits, throttling, the end of an endpoint.
    fn heed(&self, response: &reqwest::Response, path: &str, place: &InFlight) {
        let headers = response.headers();
        self.inner.pace.learn(&Stated::read(headers), place);
        if response.status() == http::StatusCode::TOO_MANY_REQUESTS {
            Counters::add(&self.inner.counters.throttled, 1);
            self.fall_silent(ratelimit::asked_wait(headers));
        }
        if let Some(date) = headers.get("sunset").and_then(|value| value.to_str().ok())
            && self.inner.counters.warn(path, date)
        {
            tracing::warn!(page.path = path, snyk.sunset = date, "Snyk will switch this endpoint off");
        }
    }

    /// Closes the gate for everybody.
    fn fall_silent(&self, asked: Option<Duration>) {
        let policy = &self.inner.config.retry;
        let wait = retry::closure(policy, asked, self.inner.pace.silence(), retry::random());
        self.inner.pace.close(wait);
        tracing::info!(gate.wait_ms = millis(wait), "Throttled by Snyk; sending nothing for a while");
    }
}

impl Failures {
    /// Counts a failure and says how many of its class there were.
    fn count(&mut self, class: RetryClass) -> u32 {
        let counter = match class {
            RetryClass::Never => return 0,
            RetryClass::Transient { .. } => &mut self.transient,
            RetryClass::Throttled { .. } => &mut self.throttled,
        };
        *counter += 1;
        *counter
    }
}

fn address(request: &PageRequest) -> Result<Cursor, ApiError> {
    request.cursor().map_err(|source| ApiError::InvalidRequest { context: Context::at(request.path()), source })
}

fn decoded<D>(answer: Answer, path: &str, decode: Decode<'_, D>) -> Result<Received<D>, ApiError> {
    let error = match decode(&answer.body) {
        Ok(document) => return Ok(Received { document, answer }),
        Err(error) => DecodeError::new(&error),
    };
    let context = answer.context(path);
    Err(if error.is_cut_short() {
        ApiError::Interrupted { context, source: Some(Box::new(error)) }
    } else if problem::is_json_api(&answer.body) {
        ApiError::Decode { context, source: error }
    } else {
        ApiError::NotSnyk { status: answer.status.as_u16(), content_type: answer.content_type(), context }
    })
}

fn length(body: &[u8]) -> u64 {
    u64::try_from(body.len()).unwrap_or(u64::MAX)
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

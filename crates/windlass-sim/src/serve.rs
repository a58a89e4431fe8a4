//! One request, from arrival to answer: who, how often, what goes wrong, which release, what.

use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{Request, Response};

use crate::answer::{Answer, JSON_API};
use crate::catalog::{self, Arity, Entry};
use crate::faults::{Delivery, Twist};
use crate::interfere::{Interference, interfere};
use crate::limits::{Verdict, seconds_up};
use crate::oauth::Client;
use crate::problem::Problem;
use crate::query::{Query, pairs};
use crate::routes::{Call, control, page_of, v1};
use crate::state::{Silence, State, locked};
use crate::stats::RequestRecord;
use crate::version::{Refusal, Release};
use crate::world::id::Id;
use crate::world::time::{http_date, write_date};

/// Bodies of requests are small; more is refused.
const MOST_BODY_BYTES: usize = 1 << 20;

/// Requests that arrive so soon after a 429 had been sent before it could be read.
const ON_THEIR_WAY: std::time::Duration = std::time::Duration::from_millis(100);

/// Notes the end of a request also when its caller hangs up first.
struct Ending<'a> {
    state: &'a State,
    number: u64,
    status: u16,
    principal: Option<&'static str>,
    bytes: u64,
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        locked(&self.state.log).end(self.number, self.status, self.principal, self.bytes);
    }
}

/// What is known of a request before anything is decided.
pub(crate) struct Arrived<'a> {
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) pairs: Vec<(String, String)>,
    /// The REST endpoint and the texts of its path parameters.
    pub(crate) entry: Option<(&'static Entry, Vec<&'a str>)>,
    pub(crate) principal: Option<usize>,
    pub(crate) at: Instant,
}

impl Arrived<'_> {
    pub(crate) fn is_rest(&self) -> bool {
        self.path == "/rest" || self.path.starts_with("/rest/")
    }

    /// The page of a list it asks for, as its cursor says.
    pub(crate) fn page(&self) -> u32 {
        let cursor = |(name, value): &(String, String)| {
            matches!(name.as_str(), "starting_after" | "ending_before")
                .then(|| crate::cursor::Cursor::parse(value))
                .flatten()
        };
        self.pairs.iter().find_map(cursor).map_or(1, |cursor| cursor.page)
    }
}

/// Answers any request.
pub(crate) async fn handle(state: Arc<State>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let now = Instant::now();
    let body = to_bytes(body, MOST_BODY_BYTES).await.unwrap_or_default();
    let date = http_date(locked(&state.clock).now());
    let path = head.uri.path();
    if path.starts_with("/_sim") {
        return control::answer(&state, head.method.as_str(), path, head.uri.query().unwrap_or_default(), &body);
    }
    let arrived = arrive(&state, &head, now);
    let mut ending =
        Ending { state: &state, number: record(&state, &head, &arrived), status: 0, principal: None, bytes: 0 };
    ending.principal = arrived.principal.map(|index| state.tokens.principals[index].name);
    if !state.settings.latency.is_zero() {
        tokio::time::sleep(state.settings.latency).await;
    }
    let (mut answer, delivery) = match decide(&state, &head, &arrived, &body) {
        Interference::Answer(answer, delivery) => (answer, delivery),
        Interference::Hang => {
            // Forever: the caller gives up, which drops this future and notes the end.
            std::future::pending::<()>().await;
            (Answer::new(500, "", Vec::new()), Delivery::Whole)
        }
    };
    let accepts_gzip = head.headers.get(ACCEPT_ENCODING).is_some_and(|v| v.to_str().is_ok_and(|v| v.contains("gzip")));
    if state.settings.gzip && accepts_gzip && answer.body.len() > 1_024 {
        answer.compress();
    }
    ending.status = answer.status;
    ending.bytes = answer.body.len() as u64;
    answer.send(&date, delivery)
}

fn arrive<'a>(state: &State, head: &'a Parts, at: Instant) -> Arrived<'a> {
    let path = head.uri.path();
    let query = head.uri.query().unwrap_or_default();
    Arrived {
        path,
        query,
        pairs: pairs(query),
        entry: path.strip_prefix("/rest/").and_then(catalog::find),
        principal: authenticate(state, head),
        at,
    }
}

/// The principal behind the `Authorization` header. Scheme words are case-insensitive; API tokens go with
/// `token`, access tokens of OAuth2 with `Bearer`.
fn authenticate(state: &State, head: &Parts) -> Option<usize> {
    let value = head.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    let principal = if scheme.eq_ignore_ascii_case("bearer") {
        locked(&state.oauth).accepts(secret.trim()).then(|| state.tokens.oauth_client())
    } else if scheme.eq_ignore_ascii_case("token") {
        state.tokens.index_of(secret.trim())
    } else {
        None
    }?;
    let refused = state.tokens.principals[principal].refused || locked(&state.fallen).revoked.contains(&principal);
    (!refused).then_some(principal)
}

fn record(state: &State, head: &Parts, arrived: &Arrived<'_>) -> u64 {
    let scheme = head.headers.get(AUTHORIZATION).map(|value| {
        value
            .to_str()
            .ok()
            .and_then(|text| text.split_once(' '))
            .map_or_else(|| "?".to_owned(), |(word, _)| word.to_owned())
    });
    let record = RequestRecord {
        method: head.method.to_string(),
        path: arrived.path.to_owned(),
        query: arrived.query.to_owned(),
        status: 0,
        scheme,
        principal: None,
        at_ms: 0,
    };
    let template = match &arrived.entry {
        Some((entry, _)) => entry.template,
        None if arrived.path == "/oauth2/token" => "/oauth2/token",
        None => v1::template(arrived.path),
    };
    let silent = arrived.principal.and_then(|index| locked(&state.silences).get(&index).copied());
    let broke_silence = silent.is_some_and(|silence| arrived.at > silence.from && arrived.at < silence.until);
    let repeats = |(at, (name, _)): (usize, &(String, String))| {
        let list = arrived.entry.as_ref().and_then(|(entry, _)| entry.parameters.iter().find(|p| p.name == name));
        list.is_none_or(|p| p.arity == Arity::One) && arrived.pairs[..at].iter().any(|(other, _)| other == name)
    };
    let mut log = locked(&state.log);
    log.stats.requests_during_silence += u64::from(broke_silence);
    log.stats.repeated_parameters += u64::from(arrived.pairs.iter().enumerate().any(repeats));
    log.stats.without_version +=
        u64::from(arrived.is_rest() && !arrived.pairs.iter().any(|(name, _)| name == "version"));
    log.begin(record, template, arrived.at)
}

/// Everything between arrival and delivery; no waiting here.
fn decide(state: &State, head: &Parts, arrived: &Arrived<'_>, body: &[u8]) -> Interference {
    let mut twist = Twist::default();
    let mut delivery = Delivery::Whole;
    if let Some(interference) = interfere(state, arrived, &mut twist, &mut delivery) {
        return interference;
    }
    // A fault may just have revoked the token.
    let principal = arrived.principal.filter(|index| !locked(&state.fallen).revoked.contains(index));
    if arrived.path == "/oauth2/token" {
        return Interference::Answer(token(state, head, body), delivery);
    }
    let Some(principal) = principal else {
        return Interference::Answer(refuse(state, arrived, &Problem::unauthorized()), delivery);
    };
    let limits = &state.settings.limits;
    let verdict = locked(&state.meters).entry(principal).or_default().request(limits, arrived.at);
    let mut answer = match verdict {
        Verdict::Refuse { reset } => {
            begin_silence(state, principal, limits.silence);
            let mut answer = refuse(state, arrived, &Problem::throttled());
            answer.header("x-ratelimit-reset", reset.to_string());
            answer.header("x-ratelimit-remaining", "0");
            if limits.retry_after {
                answer.header("retry-after", reset.to_string());
            }
            answer
        }
        Verdict::Pass { remaining, reset } => {
            let mut answer = if arrived.is_rest() {
                rest(state, head, arrived, principal, twist)
            } else {
                v1::answer(state, principal, head.method.as_str(), arrived.path, body)
            };
            if !limits.windows.is_empty() {
                answer.header("x-ratelimit-remaining", remaining.to_string());
                answer.header("x-ratelimit-reset", reset.to_string());
            }
            answer
        }
    };
    if !limits.windows.is_empty() {
        answer.header("x-ratelimit-limit", limits.header());
    }
    Interference::Answer(answer, delivery)
}

/// From now on, but for what is on its way, the principal should send nothing for `span`.
pub(crate) fn begin_silence(state: &State, principal: usize, span: std::time::Duration) {
    let now = Instant::now();
    let mut silences = locked(&state.silences);
    // A refusal that prolongs a silence does not excuse the requests in it.
    let kept = silences.get(&principal).filter(|silence| now < silence.until).map(|silence| silence.from);
    let from = kept.unwrap_or(now + ON_THEIR_WAY);
    silences.insert(principal, Silence { from, until: now + span });
}

fn token(state: &State, head: &Parts, body: &[u8]) -> Answer {
    let content_type = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let client = Client {
        id: state.tokens.client_id(),
        secret: state.tokens.client_secret(),
        url: &state.url,
        seed: state.view().world.seed,
        expires_in: state.settings.token_lifetime,
    };
    let (status, value) = if head.method == "POST" {
        locked(&state.oauth).answer(&client, content_type, body)
    } else {
        (405, serde_json::json!({ "error": "invalid_request", "error_description": "POST only" }))
    };
    Answer::json(status, &value)
}

/// A refusal in the form of the API it was asked of.
pub(crate) fn refuse(state: &State, arrived: &Arrived<'_>, problem: &Problem) -> Answer {
    if arrived.path.starts_with("/v1/") {
        return v1::refusal(state, problem);
    }
    let id = request_id(state);
    let requested = arrived.pairs.iter().find(|(name, _)| name == "version").map(|(_, value)| value.clone());
    let mut answer = Answer::new(problem.status, JSON_API, problem.body(&id).to_string().into_bytes());
    answer.header("snyk-request-id", id);
    let today = today(state);
    let releases = arrived.entry.as_ref().map_or(&[] as &[Release], |(entry, _)| entry.releases);
    if let Ok(release) = Release::serving(releases, requested.as_deref(), today) {
        version_headers(&mut answer, release);
    }
    answer.header("snyk-version-requested", requested.unwrap_or_default());
    answer
}

fn version_headers(answer: &mut Answer, release: Release) {
    answer.header("snyk-version-served", release.to_string());
    answer.header("snyk-version-lifecycle-stage", release.stability.stage());
}

fn request_id(state: &State) -> String {
    let number = locked(&state.log).stats.requests;
    Id::anonymous(state.view().world.seed ^ 0x4E0, number).to_string()
}

fn today(state: &State) -> Release {
    let mut date = Vec::with_capacity(10);
    write_date(&mut date, locked(&state.clock).now());
    let parsed = std::str::from_utf8(&date).ok().and_then(Release::parse);
    parsed.unwrap_or(Release::new(2026, 1, 1, crate::version::Stability::Ga))
}

fn rest(state: &State, head: &Parts, arrived: &Arrived<'_>, principal: usize, twist: Twist) -> Answer {
    let version = arrived.pairs.iter().find(|(name, _)| name == "version").map(|(_, value)| value.as_str());
    let result = sound(state, head, arrived, version).and_then(|(entry, release, query, ids)| {
        let path = arrived.path.strip_prefix("/rest").unwrap_or_default();
        debug_assert!(page_of(&query) >= 1, "pages count from one");
        let view = state.view();
        let raw_query = arrived.query;
        let call = Call { state, entry, principal, path, raw_query, ids, query, view, twist };
        call.answer().map(|body| (body, release))
    });
    match result {
        Err(problem) => refuse(state, arrived, &problem),
        Ok((body, release)) => {
            let mut answer = Answer::new(200, JSON_API, body);
            answer.header(
                "snyk-request-id",
                head.headers
                    .get("snyk-request-id")
                    .and_then(|v| v.to_str().ok())
                    .map_or_else(|| request_id(state), str::to_owned),
            );
            answer.header("snyk-version-requested", version.unwrap_or_default());
            version_headers(&mut answer, release);
            answer
        }
    }
}

/// The request as its endpoint understands it, or the first thing wrong with it.
fn sound(
    state: &State,
    head: &Parts,
    arrived: &Arrived<'_>,
    version: Option<&str>,
) -> Result<(&'static Entry, Release, Query, Vec<Id>), Problem> {
    let (entry, texts) = arrived.entry.as_ref().ok_or_else(|| Problem::not_found("Resource"))?;
    if head.method != "GET" {
        return Err(Problem::method_not_allowed());
    }
    let release = Release::serving(entry.releases, version, today(state)).map_err(|refusal| match refusal {
        Refusal::Missing => Problem::parameter("version", "missing required query parameter 'version'".to_owned()),
        Refusal::Unparsable => {
            Problem::parameter("version", format!("invalid version '{}'", version.unwrap_or_default()))
        }
        Refusal::Future => Problem::parameter("version", "requested version newer than present date".to_owned()),
        Refusal::NoCandidate => Problem::not_found("Requested version"),
    })?;
    let query = Query::read(entry, &arrived.pairs)?;
    let id = |text: &&str| Id::parse(text).ok_or_else(|| Problem::bad_request(format!("'{text}' is not a UUID")));
    let ids = texts.iter().map(id).collect::<Result<Vec<_>, _>>()?;
    Ok((entry, release, query, ids))
}

/// Seconds as a header says them.
pub(crate) fn seconds(span: std::time::Duration) -> String {
    seconds_up(span).to_string()
}

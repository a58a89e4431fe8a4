//! The `Authorization` header: a token as it is, or one that OAuth2 hands out and takes back.

use std::time::Duration;

use http::{HeaderValue, StatusCode};
use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::Instant;
use url::form_urlencoded;

use crate::base_url::BaseUrl;
use crate::error::ApiError;
use crate::exchange::Exchange;
use crate::token::{Credentials, Token, TokenKind};

/// What the token endpoint is called in errors.
const PATH: &str = "/oauth2/token";
/// Lifetime assumed when the endpoint names none. Snyk names one, an hour by default.
const LIFETIME: Duration = Duration::from_secs(600);
/// Longest time before its end that a token is renewed; a short-lived one is renewed in its last tenth.
const AHEAD: Duration = Duration::from_secs(60);

/// A header ready to send, and what is needed to renew it.
#[derive(Debug, Clone)]
pub(crate) struct Authorization {
    pub(crate) header: HeaderValue,
    /// The token in the header, to be blotted out of error texts.
    pub(crate) token: Token,
    generation: u64,
}

/// Makes headers; shared by all clones of a client.
#[derive(Debug)]
pub(crate) struct Auth {
    credentials: Credentials,
    endpoint: reqwest::Url,
    /// Held while a token is fetched, so that one fetch serves everybody who waits.
    access: Mutex<Access>,
}

#[derive(Debug, Default)]
struct Access {
    current: Option<(Authorization, Instant)>,
    generation: u64,
}

impl Auth {
    pub(crate) fn new(credentials: Credentials, base: &BaseUrl) -> Self {
        Self { credentials, endpoint: base.oauth_token(), access: Mutex::default() }
    }

    /// The header for the next request. One attempt: the caller's loop decides about more.
    pub(crate) async fn authorization(&self, exchange: &Exchange) -> Result<Authorization, ApiError> {
        match &self.credentials {
            Credentials::Token(token) => Ok(authorization(token.clone(), token.kind() == TokenKind::Jwt, 0)),
            Credentials::OAuth2 { client_id, client_secret } => {
                let mut access = self.access.lock().await;
                if let Some((current, _)) = access.current.as_ref().filter(|(_, renew)| *renew > Instant::now()) {
                    return Ok(current.clone());
                }
                let asked_at = Instant::now();
                let (token, lifetime) = self.fetch(exchange, client_id, client_secret).await?;
                access.generation += 1;
                let fresh = authorization(token, true, access.generation);
                access.current = Some((fresh.clone(), asked_at + lifetime - AHEAD.min(lifetime / 10)));
                Ok(fresh)
            }
        }
    }

    /// After a 401: forgets the token that was refused, unless a newer one is there already. `false` when
    /// there is nothing to renew.
    pub(crate) async fn refused(&self, used: &Authorization) -> bool {
        match &self.credentials {
            Credentials::Token(_) => false,
            Credentials::OAuth2 { .. } => {
                let mut access = self.access.lock().await;
                if access.current.as_ref().is_some_and(|(current, _)| current.generation == used.generation) {
                    access.current = None;
                }
                true
            }
        }
    }

    async fn fetch(&self, exchange: &Exchange, id: &str, secret: &Token) -> Result<(Token, Duration), ApiError> {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", id)
            .append_pair("client_secret", secret.expose())
            .finish();
        let request = exchange
            .http()
            .post(self.endpoint.clone())
            .header(http::header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(http::header::ACCEPT, "application/json")
            .body(form)
            .build()
            .map_err(|source| ApiError::Setup { source: source.without_url() })?;
        let answer = exchange.read(exchange.send(request, PATH).await?, PATH).await?;
        tracing::debug!(http.status = answer.status.as_u16(), "Asked for an access token");
        let checked = answer.check(PATH, false, &[secret.expose()]);
        checked.map_err(|error| refusal(error, answer.status))?;
        granted(&answer.body).ok_or_else(|| ApiError::NotSnyk {
            status: answer.status.as_u16(),
            content_type: answer.content_type(),
            context: answer.context(PATH),
        })
    }
}

/// Refusals of the token endpoint are about the client id and secret, not about an API token.
fn refusal(error: ApiError, status: StatusCode) -> ApiError {
    let refused =
        matches!(error, ApiError::Unauthorized { .. } | ApiError::Forbidden { .. } | ApiError::BadRequest { .. });
    match error.context().filter(|_| refused).cloned().map(Box::new) {
        Some(context) => ApiError::OAuth { status: status.as_u16(), error: context.snyk_code.clone(), context },
        None => error,
    }
}

/// Reads the grant. Its errors are not passed on: they could quote the token.
fn granted(body: &[u8]) -> Option<(Token, Duration)> {
    #[derive(Deserialize)]
    struct Grant {
        access_token: String,
        expires_in: Option<u64>,
    }
    let grant: Grant = serde_json::from_slice(body).ok()?;
    // Capped at a day, to keep clock arithmetic in range.
    let lifetime = grant.expires_in.map_or(LIFETIME, |seconds| Duration::from_secs(seconds.min(86_400)));
    Some((Token::parse(grant.access_token).ok()?, lifetime))
}

fn authorization(token: Token, bearer: bool, generation: u64) -> Authorization {
    let scheme = if bearer { "Bearer" } else { "token" };
    // A token is printable ASCII, which every header value may hold, so this cannot fail.
    let mut header =
        HeaderValue::try_from(format!("{scheme} {}", token.expose())).unwrap_or(HeaderValue::from_static(""));
    header.set_sensitive(true);
    Authorization { header, token, generation }
}

//! `POST /oauth2/token` with client credentials, and the access tokens it gave out.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::world::id::Id;

/// Access tokens given out, with their ends.
#[derive(Debug, Default)]
pub(crate) struct OAuth {
    given: HashMap<String, Instant>,
}

/// What the endpoint needs to know about its client.
pub(crate) struct Client<'a> {
    pub(crate) id: &'a str,
    pub(crate) secret: &'a str,
    /// Base URL, for the `aud` claim.
    pub(crate) url: &'a str,
    pub(crate) seed: u64,
    pub(crate) expires_in: Duration,
}

impl OAuth {
    /// Answers a token request: status and body.
    pub(crate) fn answer(&mut self, client: &Client<'_>, content_type: &str, body: &[u8]) -> (u16, Value) {
        let refuse =
            |status: u16, error: &str, why: &str| (status, json!({ "error": error, "error_description": why }));
        if !content_type.starts_with("application/x-www-form-urlencoded") {
            return refuse(400, "invalid_request", "the body must be a form");
        }
        let fields: HashMap<String, String> = form_urlencoded::parse(body).into_owned().collect();
        let field = |name: &str| fields.get(name).map_or("", String::as_str);
        if field("grant_type") != "client_credentials" {
            return refuse(400, "unsupported_grant_type", "grant_type must be client_credentials");
        }
        if field("client_id").is_empty() || field("client_secret").is_empty() {
            return refuse(400, "invalid_request", "client_id and client_secret are required");
        }
        if field("client_id") != client.id || field("client_secret") != client.secret {
            return refuse(401, "invalid_client", "client authentication failed");
        }
        let number = self.given.len() as u64;
        let payload =
            json!({ "aud": [client.url], "sub": client.id, "jti": Id::anonymous(client.seed, number).to_string() });
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let token =
            format!("{}.{}.{}", part(r#"{"alg":"none","typ":"JWT"}"#), part(&payload.to_string()), part("fake"));
        self.given.insert(token.clone(), Instant::now() + client.expires_in);
        let answer = json!({
            "access_token": token,
            "expires_in": client.expires_in.as_secs(),
            "token_type": "bearer",
            "scope": "org.read org.project.read org.project.snapshot.read group.read group.issues.read",
            "bot_id": Id::anonymous(client.seed, 0xB07).to_string(),
        });
        (200, answer)
    }

    /// The token was given out and has not expired.
    pub(crate) fn accepts(&self, token: &str) -> bool {
        self.given.get(token).is_some_and(|end| Instant::now() < *end)
    }
}

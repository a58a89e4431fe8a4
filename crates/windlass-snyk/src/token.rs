//! A secret that will not print.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

/// A credential. `Debug` and `Display` show `***`, and its memory is wiped when it is dropped.
///
/// It cannot be serialized, so no report, state file or log can take it along by accident:
///
/// ```compile_fail
/// let token = windlass_snyk::Token::parse("not-a-real-token".to_owned()).unwrap();
/// serde_json::to_string(&token);
/// ```
#[derive(Clone)]
pub struct Token(SecretString);

/// What a token looks like. A guess from its shape, only for messages and for the choice of the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenKind {
    /// A UUID: a personal API token, or the API key of a service account.
    Uuid,
    /// A personal access token (`snyk_uat.…`).
    Pat {
        /// The API host the token says it is valid on, if that could be read.
        host: Option<String>,
    },
    /// The access token of a service account (`snyk_sat.…`).
    ServicePat {
        /// The API host the token says it is valid on, if that could be read.
        host: Option<String>,
    },
    /// A JWT, as OAuth2 hands out.
    Jwt,
    /// None of these; sent as it is.
    Unknown,
}

/// Why a text cannot be a token. The text is never part of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
pub enum TokenError {
    /// Nothing but white space.
    #[error("the token is empty")]
    #[diagnostic(
        code(windlass::api::token),
        help("create one in Snyk: Account settings, or Settings > Service accounts")
    )]
    Empty,
    /// White space in the middle.
    #[error("the token has white space in it")]
    #[diagnostic(code(windlass::api::token), help("paste the token alone, without the word `token` or `Bearer`"))]
    WhiteSpace,
    /// A control character, such as an escape sequence of the terminal.
    #[error("the token has a control character in it")]
    #[diagnostic(code(windlass::api::token), help("copy the token again; a key press may have been read as text"))]
    Control,
    /// A character outside ASCII, such as a typographic quote.
    #[error("the token has a character in it that is not ASCII")]
    #[diagnostic(code(windlass::api::token), help("copy the token again, not from formatted text"))]
    NotAscii,
}

impl Token {
    /// Takes a token, without the white space around it.
    ///
    /// # Errors
    /// [`TokenError`] when it is empty or holds a character no token has.
    pub fn parse(text: String) -> Result<Self, TokenError> {
        let text = Zeroizing::new(text);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(TokenError::Empty);
        }
        for character in trimmed.chars() {
            if character.is_whitespace() {
                return Err(TokenError::WhiteSpace);
            } else if character.is_control() {
                return Err(TokenError::Control);
            } else if !character.is_ascii() {
                return Err(TokenError::NotAscii);
            }
        }
        Ok(Self(SecretString::from(trimmed)))
    }

    /// What the token looks like.
    #[must_use]
    pub fn kind(&self) -> TokenKind {
        let text = self.expose();
        let parts: Vec<&str> = text.split('.').collect();
        match parts.as_slice() {
            ["snyk_uat", _, payload, _] => TokenKind::Pat { host: claimed_host(payload) },
            ["snyk_sat", _, payload, _] => TokenKind::ServicePat { host: claimed_host(payload) },
            [header, _, _] if is_jwt_header(header) => TokenKind::Jwt,
            [one] if uuid::Uuid::try_parse(one).is_ok() => TokenKind::Uuid,
            _ => TokenKind::Unknown,
        }
    }

    /// The secret itself. For the header of a request and for encrypted storage; nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// The claim `h` of a PAT. It comes from the token, so only what looks like a host name is believed.
fn claimed_host(payload: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Claims {
        h: String,
    }
    let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?);
    let claims: Claims = serde_json::from_slice(&bytes).ok()?;
    let host = claims.h.trim_start_matches("https://").trim_end_matches('/').to_ascii_lowercase();
    let plausible = host.len() <= 253
        && host.contains('.')
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    plausible.then_some(host)
}

fn is_jwt_header(part: &str) -> bool {
    #[derive(Deserialize)]
    struct Header {
        #[expect(dead_code, reason = "its presence is what matters")]
        alg: String,
    }
    URL_SAFE_NO_PAD.decode(part).is_ok_and(|bytes| serde_json::from_slice::<Header>(&bytes).is_ok())
}

/// How the client proves who it is.
#[derive(Debug, Clone)]
pub enum Credentials {
    /// A token sent as it is: `Authorization: token …`, or `Bearer …` when it is a JWT.
    Token(Token),
    /// A service account that trades its id and secret for short-lived tokens at `/oauth2/token`.
    OAuth2 {
        /// The client id; not a secret.
        client_id: String,
        /// The client secret.
        client_secret: Token,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> TokenKind {
        Token::parse(text.to_owned()).unwrap().kind()
    }

    fn encoded(json: &str) -> String {
        URL_SAFE_NO_PAD.encode(json)
    }

    #[test]
    fn the_kind_is_read_from_the_shape() {
        assert_eq!(kind(" 0f5d4ffe-9a3e-4a0c-9c3b-1f0b6d5c7e21\n"), TokenKind::Uuid);
        let payload = encoded(r#"{"h":"api.eu.snyk.io"}"#);
        let host = Some("api.eu.snyk.io".to_owned());
        assert_eq!(kind(&format!("snyk_uat.ab12cd34.{payload}.sum")), TokenKind::Pat { host: host.clone() });
        assert_eq!(kind(&format!("snyk_sat.ab12cd34.{payload}.sum")), TokenKind::ServicePat { host });
        assert_eq!(kind("snyk_uat.ab12cd34.!!!.sum"), TokenKind::Pat { host: None });
        assert_eq!(kind(&format!("{}.body.sig", encoded(r#"{"alg":"RS256"}"#))), TokenKind::Jwt);
        assert_eq!(kind("a.b.c"), TokenKind::Unknown);
        assert_eq!(kind("hello"), TokenKind::Unknown);
    }

    #[test]
    fn a_host_that_is_not_a_host_name_is_not_believed() {
        for h in ["evil.example/x", "a b.c", "api.snyk.io@evil.example", "", "localhost"] {
            let payload = encoded(&format!(r#"{{"h":"{h}"}}"#));
            assert_eq!(kind(&format!("snyk_uat.x.{payload}.y")), TokenKind::Pat { host: None }, "{h}");
        }
    }

    #[test]
    fn p7_a_refused_token_is_not_repeated() {
        for (text, expected) in [
            ("", TokenError::Empty),
            (" \t\n", TokenError::Empty),
            ("token hunter2", TokenError::WhiteSpace),
            ("hunter2\u{1b}[A", TokenError::Control),
            ("“hunter2”", TokenError::NotAscii),
            ("hunter\u{a0}2", TokenError::WhiteSpace),
        ] {
            let error = Token::parse(text.to_owned()).unwrap_err();
            assert_eq!(error, expected);
            assert!(!format!("{error} {error:?}").contains("hunter"));
        }
    }

    #[test]
    fn p7_a_token_prints_as_stars_however_it_is_nested() {
        let token = Token::parse("hunter2".to_owned()).unwrap();
        assert_eq!(format!("{token} {token:?}"), "*** ***");
        let credentials = Credentials::OAuth2 { client_id: "id".into(), client_secret: token };
        assert!(!format!("{credentials:?} {credentials:#?}").contains("hunter2"));
    }
}

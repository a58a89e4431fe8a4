//! Where the database is: a URL as libpq takes it, with `schema` of our own.

use crate::{StoreError, sql};
use tokio_postgres::Config;
use url::form_urlencoded;

/// The schema where the URL names none.
const USUAL_SCHEMA: &str = "public";

/// How much is asked of TLS, in libpq's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SslMode {
    Disable,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

impl SslMode {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "disable" => Self::Disable,
            // libpq tries without TLS first where it is told to `allow`; nobody is worse off with TLS.
            "allow" | "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            _ => return None,
        })
    }
}

/// A database, a schema in it, and how to get there.
pub(super) struct Place {
    pub(super) config: Config,
    pub(super) schema: String,
    pub(super) ssl: SslMode,
    /// The file of certificates to trust instead of the system's.
    pub(super) root_certificate: Option<String>,
    shown: String,
}

impl Place {
    /// Reads a URL, and what the environment adds to it, as libpq does: `PGPASSWORD`, `PGSSLMODE`, `PGSSLROOTCERT`.
    pub(super) fn parse(url: &str) -> Result<Self, StoreError> {
        Self::parse_with(url, |name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    fn parse_with(text: &str, variable: impl Fn(&str) -> Option<String>) -> Result<Self, StoreError> {
        let shown = sql::without_password(text);
        let bad = |why: String| StoreError::BadUrl { url: shown.clone(), source: why.into() };
        let (mut schema, mut ssl, mut root_certificate, mut rest) = (None, None, None, Vec::new());
        let (address, query) = text.split_once('?').unwrap_or((text, ""));
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let value = || form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned());
            match pair.split_once('=').map_or(pair, |(name, _)| name) {
                "schema" => schema = value(),
                "sslmode" => ssl = value(),
                "sslrootcert" => root_certificate = value(),
                _ => rest.push(pair),
            }
        }
        let others = format!("{address}{}{}", if rest.is_empty() { "" } else { "?" }, rest.join("&"));
        let mut config: Config = others.parse().map_err(|error: tokio_postgres::Error| {
            // The library's words on a parameter that it does not know are in its source.
            bad(std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string))
        })?;
        let schema = schema.unwrap_or_else(|| USUAL_SCHEMA.to_owned());
        if schema.is_empty() || schema.contains('\0') {
            return Err(bad("the schema has no name".to_owned()));
        }
        let word = ssl.or_else(|| variable("PGSSLMODE")).unwrap_or_else(|| "prefer".to_owned());
        let ssl = SslMode::parse(&word).ok_or_else(|| {
            bad(format!("`{word}` is no sslmode; there are disable, prefer, require, verify-ca and verify-full"))
        })?;
        if config.get_password().is_none()
            && let Some(password) = variable("PGPASSWORD")
        {
            config.password(password);
        }
        if config.get_application_name().is_none() {
            config.application_name(format!("windlass, process {}", std::process::id()));
        }
        let root_certificate = root_certificate.or_else(|| variable("PGSSLROOTCERT"));
        Ok(Self { config, schema, ssl, root_certificate, shown })
    }

    /// As it may be shown: without the password.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio_postgres::config::Host;

    fn parsed(url: &str) -> Place {
        Place::parse_with(url, |_| None).unwrap()
    }

    #[test]
    fn a_url_names_host_user_database_and_schema() {
        let place = parsed("postgres://joe:s%40cret%2F@db.example:5433/snyk?schema=security&sslmode=verify-full");
        assert_eq!(place.config.get_hosts(), [Host::Tcp("db.example".to_owned())]);
        assert_eq!(place.config.get_ports(), [5433]);
        assert_eq!((place.config.get_user(), place.config.get_dbname()), (Some("joe"), Some("snyk")));
        assert_eq!(place.config.get_password(), Some(&b"s@cret/"[..]));
        assert_eq!((place.schema.as_str(), place.ssl), ("security", SslMode::VerifyFull));
        assert_eq!(place.shown(), "postgres://joe:***@db.example:5433/snyk?schema=security&sslmode=verify-full");
    }

    #[test]
    fn what_the_url_leaves_out_comes_from_the_environment() {
        let variables = |name: &str| match name {
            "PGPASSWORD" => Some("hunter2".to_owned()),
            "PGSSLMODE" => Some("require".to_owned()),
            _ => None,
        };
        let place = Place::parse_with("postgres://joe@db/x", variables).unwrap();
        assert_eq!((place.config.get_password(), place.ssl), (Some(&b"hunter2"[..]), SslMode::Require));
        let place = Place::parse_with("postgres://joe:own@db/x?sslmode=disable", variables).unwrap();
        assert_eq!((place.config.get_password(), place.ssl), (Some(&b"own"[..]), SslMode::Disable));
    }

    #[test]
    fn p7_a_url_that_cannot_be_read_is_told_without_its_password() {
        for url in [
            "postgres://joe:hunter2@db/x?sslmode=sometimes",
            "postgres://joe:hunter2@db/x?nonsense=1",
            "postgres://joe:hunter2@db:notaport/x",
            "postgres://joe:hunter2@db/x?schema=",
            "postgres:///x?user=joe&password=hunter2&sslmode=sometimes",
        ] {
            let error = Place::parse_with(url, |_| None).map(|_| ()).unwrap_err();
            assert_eq!(error.code(), "store_bad_url");
            assert!(!format!("{error:?} {error} {}", error.why()).contains("hunter2"), "{error:?}");
        }
    }
}

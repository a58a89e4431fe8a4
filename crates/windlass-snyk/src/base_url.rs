//! The one origin a client talks to.

use std::fmt;

use url::{Host, Url};

use crate::Region;
use crate::cursor::Cursor;

/// The API origin a token belongs to, such as `https://api.eu.snyk.io`.
///
/// Requests are joined to it and to nothing else. It holds no path, query or user information.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    url: Url,
    /// `url` as text, without the trailing slash.
    origin: String,
}

impl BaseUrl {
    /// Reads an origin. A trailing `/`, `/rest` or `/v1` is dropped, since people paste those along.
    ///
    /// Any host is allowed: private-cloud tenants have their own. Plain `http` is for loopback hosts only
    /// (127.0.0.0/8, `::1`, `localhost`), where the simulator lives.
    ///
    /// # Errors
    /// [`BaseUrlError`] says which part does not belong. The text itself is not repeated: it may hold a
    /// password.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let url = Url::parse(text.trim()).map_err(|source| BaseUrlError::Malformed { source })?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(BaseUrlError::Scheme);
        }
        let host = url.host().ok_or(BaseUrlError::Scheme)?;
        if url.scheme() == "http" && !is_loopback(&host) {
            return Err(BaseUrlError::PlainHttp { host: host.to_string() });
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BaseUrlError::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::Query);
        }
        if !matches!(url.path().trim_end_matches('/'), "" | "/rest" | "/v1") {
            return Err(BaseUrlError::Path);
        }
        Ok(Self::from_checked(&url))
    }

    /// The origin of a public region.
    #[must_use]
    pub fn region(region: Region) -> Self {
        let mut url = Self::default_region();
        // A constant host name always fits an https URL; were it refused, the default region would stay,
        // which a unit test over all regions rules out.
        if url.set_host(Some(region.api_host())).is_err() {
            debug_assert!(false, "region hosts are valid");
        }
        Self::from_checked(&url)
    }

    /// Scheme, host and port, without a trailing slash: `https://api.eu.snyk.io`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The host, without the port.
    #[must_use]
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// The origin of the web application, for links that people click: a leading `api.` becomes `app.`
    /// (the rule of Snyk's CLI framework). A host without that prefix is kept. None on loopback: a simulator has no pages, and what is
    /// behind a tunnel is not known.
    #[must_use]
    pub fn app_url(&self) -> Option<String> {
        match self.host().strip_prefix("api.") {
            _ if self.is_loopback() => None,
            Some(rest) => Some(self.origin.replacen(&format!("api.{rest}"), &format!("app.{rest}"), 1)),
            None => Some(self.origin.clone()),
        }
    }

    /// Whether the origin is on this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.url.host().is_some_and(|host| is_loopback(&host))
    }

    /// Whether traffic is encrypted; `false` on loopback at most.
    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Whether a URL points at this origin: same scheme, host and port, and no user information.
    pub(crate) fn owns(&self, url: &Url) -> bool {
        url.origin() == self.url.origin() && url.username().is_empty() && url.password().is_none()
    }

    /// The address of a cursor below the REST base. `None` if joining would leave the origin, which
    /// [`Cursor`] rules out; checked again because the token goes where this points.
    pub(crate) fn rest(&self, cursor: &Cursor) -> Option<Url> {
        let url = Url::parse(&format!("{}/rest{cursor}", self.origin)).ok()?;
        (self.owns(&url) && url.path().starts_with("/rest/")).then_some(url)
    }

    /// The OAuth2 token endpoint, which lives on the API host.
    pub(crate) fn oauth_token(&self) -> Url {
        let mut url = self.url.clone();
        url.set_path("/oauth2/token");
        url
    }

    fn from_checked(url: &Url) -> Self {
        let mut url = url.clone();
        url.set_path("/");
        let origin = url.as_str().trim_end_matches('/').to_owned();
        Self { url, origin }
    }

    #[expect(clippy::unwrap_used, reason = "a constant, parsed by every test below")]
    fn default_region() -> Url {
        Url::parse("https://api.snyk.io/").unwrap()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// Why a text is not an API origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
pub enum BaseUrlError {
    /// Not a URL.
    #[error("the API address is not a URL")]
    #[diagnostic(code(windlass::api::base_url), help("write it in full, such as https://api.eu.snyk.io"))]
    Malformed {
        /// What the URL parser met.
        source: url::ParseError,
    },
    /// Neither `https` nor `http`.
    #[error("the API address does not start with https://")]
    #[diagnostic(code(windlass::api::base_url), help("write it in full, such as https://api.eu.snyk.io"))]
    Scheme,
    /// `http` to another machine, which would send the token in the clear.
    #[error("plain http would send the token in the clear to {host}")]
    #[diagnostic(code(windlass::api::base_url), help("use https; plain http is for loopback hosts only"))]
    PlainHttp {
        /// The host that was named.
        host: String,
    },
    /// A user name or password before the host.
    #[error("the API address holds a user name or a password")]
    #[diagnostic(code(windlass::api::base_url), help("remove the part before `@`; the token is given apart"))]
    UserInfo,
    /// A `?query` or `#fragment`.
    #[error("the API address holds a query or a fragment")]
    #[diagnostic(code(windlass::api::base_url), help("give only scheme and host, such as https://api.eu.snyk.io"))]
    Query,
    /// A path other than `/rest` or `/v1`.
    #[error("the API address holds a path")]
    #[diagnostic(code(windlass::api::base_url), help("give only scheme and host, such as https://api.eu.snyk.io"))]
    Path,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(text: &str) -> String {
        BaseUrl::parse(text).unwrap().origin().to_owned()
    }

    #[test]
    fn what_people_paste_ends_in_one_origin() {
        for text in ["https://api.eu.snyk.io", "https://API.eu.snyk.io/", " https://api.eu.snyk.io/rest "] {
            assert_eq!(origin(text), "https://api.eu.snyk.io");
        }
        for text in ["https://api.eu.snyk.io/rest/", "https://api.eu.snyk.io/v1", "https://api.eu.snyk.io:443/v1/"] {
            assert_eq!(origin(text), "https://api.eu.snyk.io");
        }
        assert_eq!(origin("https://api.acme.snyk.io:8443"), "https://api.acme.snyk.io:8443");
    }

    #[test]
    fn every_region_has_an_origin_and_an_app() {
        for region in Region::ALL.iter().copied() {
            let base = BaseUrl::region(region);
            assert_eq!(base.origin(), format!("https://{}", region.api_host()));
            assert_eq!(base.app_url(), Some(base.origin().replace("//api.", "//app.")));
        }
    }

    #[test]
    fn p8_plain_http_is_for_loopback_only() {
        for text in ["http://127.0.0.1:9", "http://127.8.8.8", "http://[::1]:80/rest", "http://localhost:4010"] {
            let base = BaseUrl::parse(text).unwrap();
            assert!(base.is_loopback());
            assert_eq!(base.app_url(), None);
        }
        for text in
            ["http://api.snyk.io", "http://127.0.0.1.evil.example", "http://localhost.evil.example", "http://10.0.0.1"]
        {
            assert!(matches!(BaseUrl::parse(text), Err(BaseUrlError::PlainHttp { .. })), "{text}");
        }
    }

    #[test]
    fn p7_what_does_not_belong_is_refused_without_being_repeated() {
        for text in [
            "https://user:hunter2@api.snyk.io",
            "https://api.snyk.io/rest?token=hunter2",
            "https://api.snyk.io/#hunter2",
            "https://api.snyk.io/api/v1/hunter2",
            "ftp://api.snyk.io/hunter2",
            "api.snyk.io/hunter2",
            "",
        ] {
            let error = BaseUrl::parse(text).unwrap_err();
            assert!(!format!("{error:?} {error}").contains("hunter2"), "{text}");
        }
    }
}

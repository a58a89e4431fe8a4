//! What can go wrong between us and Snyk.

use std::time::Duration;

use crate::cursor::CursorError;
use crate::decode::DecodeError;
use crate::retry::RetryClass;

/// Which request failed, and what Snyk said about it. Nothing in it is secret: the path comes without its
/// query, and a token that a body echoes is blotted out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The path below the REST base, without the query.
    pub path: String,
    /// Snyk's id of the request; quote it to their support.
    pub request_id: Option<String>,
    /// The code in Snyk's error body, such as `SNYK-0005`.
    pub snyk_code: Option<String>,
    /// The explanation in Snyk's error body, cut to 300 characters.
    pub detail: Option<String>,
}

impl Context {
    pub(crate) fn at(path: &str) -> Box<Self> {
        Box::new(Self { path: path.to_owned(), ..Self::default() })
    }
}

/// A request that did not succeed. Variants say whose turn it is; [`ApiError::code`] is the stable word for it.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[allow(missing_docs, reason = "`context`, `status` and `asked` mean the same in every variant; see the methods")]
pub enum ApiError {
    /// 401: the token is wrong, expired, or of another region.
    #[error("Snyk refused the token for {}", .context.path)]
    #[diagnostic(
        code(windlass::api::unauthorized),
        help("run `windlass check` to test the token; it may belong to another region")
    )]
    Unauthorized { context: Box<Context> },
    /// 403: the token is good but may not read this.
    #[error("the token may not read {}", .context.path)]
    #[diagnostic(code(windlass::api::forbidden), help("run `windlass check` to see which permissions are missing"))]
    Forbidden { context: Box<Context> },
    /// 404 in Snyk's words; also what a version that never existed is answered with.
    #[error("Snyk knows no {}", .context.path)]
    #[diagnostic(code(windlass::api::not_found), help("it may have been deleted, or the token cannot see it"))]
    NotFound { context: Box<Context> },
    /// Another 4xx: the request itself is at fault.
    #[error("Snyk did not understand the request for {} ({status})", .context.path)]
    #[diagnostic(
        code(windlass::api::bad_request),
        help("this is probably a bug in windlass; report it with the request id")
    )]
    BadRequest {
        status: u16,
        /// The query parameter Snyk names, if it does.
        parameter: Option<String>,
        context: Box<Context>,
    },
    /// 400 on a request that goes on from a cursor: Snyk no longer knows it.
    #[error("Snyk no longer knows where {} was left", .context.path)]
    #[diagnostic(code(windlass::api::expired_cursor), help("run the sync again; it walks this list from the start"))]
    ExpiredCursor { context: Box<Context> },
    /// 410: the endpoint is switched off, for hours (a brownout) or for good.
    #[error("Snyk has retired {}", .context.path)]
    #[diagnostic(
        code(windlass::api::endpoint_retired),
        help("update windlass; if it is new, Snyk may be rehearsing: try again in four hours")
    )]
    Gone { context: Box<Context> },
    /// 429 until attempts or patience ran out.
    #[error("Snyk throttles this token ({})", .context.path)]
    #[diagnostic(
        code(windlass::api::throttled),
        help("other tools use the same token; give windlass its own, or run it when they rest")
    )]
    Throttled {
        /// How long Snyk asks to wait.
        asked: Option<Duration>,
        context: Box<Context>,
    },
    /// 429 with SNYK-0006: a quota of the plan, which waiting does not refill.
    #[error("the quota of the Snyk plan is used up ({})", .context.path)]
    #[diagnostic(code(windlass::api::quota), help("ask the owner of the Snyk account about the plan's limits"))]
    Quota { context: Box<Context> },
    /// 503 with SNYK-0099: planned maintenance.
    #[error("Snyk is down for maintenance ({})", .context.path)]
    #[diagnostic(code(windlass::api::maintenance), help("see https://status.snyk.io and run the sync again later"))]
    Maintenance { context: Box<Context> },
    /// 5xx, or 408 and 425, until attempts ran out.
    #[error("Snyk failed to answer {} ({status})", .context.path)]
    #[diagnostic(
        code(windlass::api::server_error),
        help("see https://status.snyk.io and run the sync again; it resumes where it stopped")
    )]
    Server {
        status: u16,
        /// How long Snyk asks to wait.
        asked: Option<Duration>,
        context: Box<Context>,
    },
    /// No connection: name, route, refusal or reset.
    #[error("cannot reach Snyk for {}", .context.path)]
    #[diagnostic(
        code(windlass::api::unreachable),
        help("check the network, the proxy (HTTPS_PROXY) and the region of the connection")
    )]
    Unreachable {
        context: Box<Context>,
        /// What the network said, without the address.
        source: reqwest::Error,
    },
    /// The server's certificate is not trusted, or no common protocol was found.
    #[error("cannot trust the server that answers for {}", .context.path)]
    #[diagnostic(
        code(windlass::api::untrusted),
        help("if a proxy inspects traffic, add its certificate to the system's trusted ones")
    )]
    Untrusted {
        context: Box<Context>,
        /// What the TLS library said, without the address.
        source: reqwest::Error,
    },
    /// No answer, or no more of it, in time.
    #[error("{} took longer than {} s to {phase}", .context.path, .after.as_secs_f32())]
    #[diagnostic(code(windlass::api::timeout), help("run the sync again; it resumes where it stopped"))]
    Timeout {
        phase: TimeoutPhase,
        /// The time that was allowed.
        after: Duration,
        context: Box<Context>,
    },
    /// The connection broke in the middle of a body.
    #[error("the answer to {} broke off", .context.path)]
    #[diagnostic(code(windlass::api::interrupted), help("run the sync again; it resumes where it stopped"))]
    Interrupted {
        context: Box<Context>,
        /// What the network said, where it was the one to notice.
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// JSON:API, but not the shape expected.
    #[error("the answer to {} is not the shape we expect", .context.path)]
    #[diagnostic(
        code(windlass::api::unexpected_body),
        help("update windlass; if it is new, report this with the request id")
    )]
    Decode {
        context: Box<Context>,
        /// Where and why, without the data.
        source: DecodeError,
    },
    /// A body beyond `max_body_bytes`.
    #[error("the answer to {} is larger than {limit_bytes} bytes", .context.path)]
    #[diagnostic(code(windlass::api::body_too_large), help("check that the address of the connection is Snyk's"))]
    TooLarge {
        /// The limit in bytes, after decompression.
        limit_bytes: u64,
        context: Box<Context>,
    },
    /// Something else than Snyk answers: a login page, a proxy, another service.
    #[error("what answers for {} is not Snyk's API ({status})", .context.path)]
    #[diagnostic(
        code(windlass::api::not_snyk),
        help("check the address of the connection, and that no proxy or login page is in between")
    )]
    NotSnyk {
        status: u16,
        /// What the answer says it is.
        content_type: Option<String>,
        context: Box<Context>,
    },
    /// `links.next` points elsewhere. Nothing was sent there.
    #[error("the next page of {} is said to be on {host}, which is not where the token belongs", .context.path)]
    #[diagnostic(
        code(windlass::api::foreign_link),
        help("check the address of the connection; the token was not sent there")
    )]
    ForeignLink {
        /// The host of the link.
        host: String,
        context: Box<Context>,
    },
    /// `links.next` is no address below the REST base.
    #[error("the next page of {} has no usable address", .context.path)]
    #[diagnostic(code(windlass::api::bad_link), help("update windlass; if it is new, report this with the request id"))]
    BadLink {
        context: Box<Context>,
        /// What is wrong with it.
        source: CursorError,
    },
    /// 3xx. Redirects are not followed: the token belongs to the configured origin.
    #[error("{} is redirected to {host}", .context.path)]
    #[diagnostic(
        code(windlass::api::redirected),
        help("set the address of the connection to the API host of your region; the token was not sent on")
    )]
    Redirected {
        status: u16,
        /// The host it points at, or `an unnamed place`.
        host: String,
        context: Box<Context>,
    },
    /// The token endpoint refused the client id and secret.
    #[error("Snyk refused the client id and secret ({status})")]
    #[diagnostic(
        code(windlass::api::oauth),
        help("check the client id and the secret; a rotated secret stops working")
    )]
    OAuth {
        status: u16,
        /// The OAuth2 error word, such as `invalid_client`.
        error: Option<String>,
        context: Box<Context>,
    },
    /// The request cannot be built.
    #[error("cannot ask for {}", .context.path)]
    #[diagnostic(code(windlass::api::invalid_request), help("this is a bug in windlass; report it"))]
    InvalidRequest {
        context: Box<Context>,
        /// What is wrong with its address.
        source: CursorError,
    },
    /// TLS cannot be set up on this machine.
    #[error("cannot set up encryption")]
    #[diagnostic(code(windlass::api::setup), help("install the system's CA certificates (package `ca-certificates`)"))]
    Tls {
        /// What the TLS library said.
        source: rustls::Error,
    },
    /// The HTTP client cannot be built, for instance because of a malformed proxy address.
    #[error("cannot set up the HTTP client")]
    #[diagnostic(code(windlass::api::setup), help("check HTTPS_PROXY, and the user agent if one is configured"))]
    Setup {
        /// What the HTTP library said.
        source: reqwest::Error,
    },
}

/// What a request was doing when its time ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeoutPhase {
    /// Connecting.
    Connect,
    /// Waiting for the first byte.
    FirstByte,
    /// Waiting for more of the body.
    Body,
}

impl std::fmt::Display for TimeoutPhase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Connect => "connect",
            Self::FirstByte => "start answering",
            Self::Body => "send more of its answer",
        })
    }
}

impl ApiError {
    /// The stable word for the failure, for reports and machines.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthorized { .. } | Self::OAuth { .. } => "invalid_credentials",
            Self::Forbidden { .. } => "forbidden",
            Self::NotFound { .. } => "not_found",
            Self::BadRequest { .. } => "bad_request",
            Self::ExpiredCursor { .. } => "expired_cursor",
            Self::Gone { .. } => "endpoint_retired",
            Self::Throttled { .. } => "throttled",
            Self::Quota { .. } => "quota",
            Self::Maintenance { .. } => "maintenance",
            Self::Server { .. } => "server_error",
            Self::Unreachable { .. } => "unreachable",
            Self::Untrusted { .. } => "untrusted",
            Self::Timeout { .. } => "timeout",
            Self::Interrupted { .. } => "interrupted",
            Self::Decode { .. } => "unexpected_body",
            Self::TooLarge { .. } => "body_too_large",
            Self::NotSnyk { .. } => "not_snyk",
            Self::ForeignLink { .. } => "foreign_link",
            Self::BadLink { .. } => "bad_link",
            Self::Redirected { .. } => "redirected",
            Self::InvalidRequest { .. } => "invalid_request",
            Self::Tls { .. } | Self::Setup { .. } => "setup",
        }
    }

    /// Whether another attempt may succeed. The client has made its attempts already when it returns an
    /// error; this says what kind it was.
    #[must_use]
    pub fn retry(&self) -> RetryClass {
        match self {
            Self::Throttled { asked, .. } => RetryClass::Throttled { asked: *asked },
            // 501 is a statement about the request, not about the moment.
            Self::Server { status: 501, .. } => RetryClass::Never,
            Self::Server { asked, .. } => RetryClass::Transient { asked: *asked },
            Self::Unreachable { .. } | Self::Timeout { .. } | Self::Interrupted { .. } => {
                RetryClass::Transient { asked: None }
            }
            Self::Unauthorized { .. }
            | Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::BadRequest { .. }
            | Self::ExpiredCursor { .. }
            | Self::Gone { .. }
            | Self::Quota { .. }
            | Self::Maintenance { .. }
            | Self::Untrusted { .. }
            | Self::Decode { .. }
            | Self::TooLarge { .. }
            | Self::NotSnyk { .. }
            | Self::ForeignLink { .. }
            | Self::BadLink { .. }
            | Self::Redirected { .. }
            | Self::OAuth { .. }
            | Self::InvalidRequest { .. }
            | Self::Tls { .. }
            | Self::Setup { .. } => RetryClass::Never,
        }
    }

    /// Which request failed; `None` when there was none yet.
    #[must_use]
    pub fn context(&self) -> Option<&Context> {
        match self {
            Self::Unauthorized { context }
            | Self::Forbidden { context }
            | Self::NotFound { context }
            | Self::BadRequest { context, .. }
            | Self::ExpiredCursor { context }
            | Self::Gone { context }
            | Self::Throttled { context, .. }
            | Self::Quota { context }
            | Self::Maintenance { context }
            | Self::Server { context, .. }
            | Self::Unreachable { context, .. }
            | Self::Untrusted { context, .. }
            | Self::Timeout { context, .. }
            | Self::Interrupted { context, .. }
            | Self::Decode { context, .. }
            | Self::TooLarge { context, .. }
            | Self::NotSnyk { context, .. }
            | Self::ForeignLink { context, .. }
            | Self::BadLink { context, .. }
            | Self::Redirected { context, .. }
            | Self::OAuth { context, .. }
            | Self::InvalidRequest { context, .. } => Some(context),
            Self::Tls { .. } | Self::Setup { .. } => None,
        }
    }

    /// Snyk's id of the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.context()?.request_id.as_deref()
    }

    /// The explanation Snyk gave.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.context()?.detail.as_deref()
    }

    /// The path below the REST base, without the query.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.context().map(|context| context.path.as_str())
    }
}

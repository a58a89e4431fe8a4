//! Faults: what goes wrong, for which requests, how often.

use std::time::Duration;

use crate::catalog::Permission;

/// What goes wrong.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Effect {
    Throttle { retry_after: Option<u64>, until_silent: bool },
    Status { status: u16, retry_after: Option<u64> },
    Maintenance,
    Html { status: u16 },
    Empty { status: u16 },
    OldUnauthorized,
    ExpiredCursor,
    Forbidden,
    NotFound,
    Redirect { to: String },
    Cut,
    Truncate,
    Hang,
    Slow { pause: Duration },
    RevokeToken,
    OrganizationGone,
    PermissionLost(Permission),
    TimePasses { days: f64 },
    RowsInserted(u64),
    RowsBackdated(u64),
    RowsRemoved(u64),
    DuplicateRows(usize),
    UnknownFields,
    UnknownValues,
    NextForeign { to: String },
    NextSelf,
    EmptyPage,
}

/// How often a fault fires.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Often {
    Times(u64),
    Always,
    /// Each matching request with this probability, by dice of this seed.
    Random {
        probability: f64,
        seed: u64,
    },
}

/// Something that goes wrong on purpose.
///
/// Without more, a fault fires once, on the first request to the API. Narrow it with [`Fault::on_path`],
/// [`Fault::on_request`] and [`Fault::on_pages`]; repeat it with [`Fault::times`], [`Fault::always`] or
/// [`Fault::random`].
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    pub(crate) effect: Effect,
    pub(crate) path: Option<String>,
    pub(crate) pages: Option<(u32, u32)>,
    pub(crate) request: u64,
    pub(crate) often: Often,
}

impl Fault {
    pub(crate) const fn new(effect: Effect) -> Self {
        Self { effect, path: None, pages: None, request: 1, often: Often::Times(1) }
    }

    /// 429. The caller must then be silent: for [`Fault::retry_after`] seconds, or for the limits' silence.
    #[must_use]
    pub const fn throttle() -> Self {
        Self::new(Effect::Throttle { retry_after: None, until_silent: false })
    }

    /// 429, and as with the real limit every further request is refused until the caller has been silent.
    #[must_use]
    pub const fn throttle_until_silent() -> Self {
        Self::new(Effect::Throttle { retry_after: None, until_silent: true })
    }

    /// A failure of the server: 500, 501, 502, 503, 504, or 410 for a retired endpoint.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        Self::new(Effect::Status { status, retry_after: None })
    }

    /// 410: the endpoint is retired, or in a brownout.
    #[must_use]
    pub const fn gone() -> Self {
        Self::status(410)
    }

    /// 503 with `SNYK-0099`, which Snyk's own tools do not retry.
    #[must_use]
    pub const fn maintenance() -> Self {
        Self::new(Effect::Maintenance)
    }

    /// An HTML page of a proxy, with this status; 200 is the nasty one.
    #[must_use]
    pub const fn html(status: u16) -> Self {
        Self::new(Effect::Html { status })
    }

    /// This status with an empty body.
    #[must_use]
    pub const fn empty(status: u16) -> Self {
        Self::new(Effect::Empty { status })
    }

    /// 401 with the older body, without an `errors` array.
    #[must_use]
    pub const fn old_unauthorized() -> Self {
        Self::new(Effect::OldUnauthorized)
    }

    /// 400 about `starting_after`: the cursor has expired. Fires on requests with a cursor only if narrowed so.
    #[must_use]
    pub const fn expired_cursor() -> Self {
        Self::new(Effect::ExpiredCursor)
    }

    /// 403, this once.
    #[must_use]
    pub const fn forbidden() -> Self {
        Self::new(Effect::Forbidden)
    }

    /// 404, this once.
    #[must_use]
    pub const fn not_found() -> Self {
        Self::new(Effect::NotFound)
    }

    /// 302 to the same path at `to`, the base URL of another host.
    #[must_use]
    pub fn redirect(to: impl Into<String>) -> Self {
        Self::new(Effect::Redirect { to: to.into() })
    }

    /// The connection breaks in the middle of the body.
    #[must_use]
    pub const fn cut() -> Self {
        Self::new(Effect::Cut)
    }

    /// The JSON ends in the middle, though HTTP says that it is complete.
    #[must_use]
    pub const fn truncate() -> Self {
        Self::new(Effect::Truncate)
    }

    /// No answer until the caller gives up.
    #[must_use]
    pub const fn hang() -> Self {
        Self::new(Effect::Hang)
    }

    /// The body comes in eight pieces with a pause before each.
    #[must_use]
    pub const fn slow(pause: Duration) -> Self {
        Self::new(Effect::Slow { pause })
    }

    /// The caller's token is refused from this request on.
    #[must_use]
    pub const fn revoke_token() -> Self {
        Self::new(Effect::RevokeToken)
    }

    /// The organization in the path is gone from this request on: 404, and no longer listed.
    #[must_use]
    pub const fn organization_gone() -> Self {
        Self::new(Effect::OrganizationGone)
    }

    /// The caller loses a permission from this request on.
    #[must_use]
    pub const fn permission_lost(permission: Permission) -> Self {
        Self::new(Effect::PermissionLost(permission))
    }

    /// Before this request is answered the clock moves on: rows appear, change and vanish between two pages.
    #[must_use]
    pub const fn time_passes(days: f64) -> Self {
        Self::new(Effect::TimePasses { days })
    }

    /// Before this request is answered the clock moves on until the organization in the path has `n` more issues, or by 20 days:
    /// an organization that hardly grows has fewer then.
    #[must_use]
    pub const fn rows_inserted(n: u64) -> Self {
        Self::new(Effect::RowsInserted(n))
    }

    /// Before this request is answered `n` of the issues that were held back are there, created long ago; see
    /// [`SimBuilder::held_back`](crate::SimBuilder::held_back).
    #[must_use]
    pub const fn rows_backdated(n: u64) -> Self {
        Self::new(Effect::RowsBackdated(n))
    }

    /// Before this request is answered `n` issues of the organization in the path vanish, all over the list.
    #[must_use]
    pub const fn rows_removed(n: u64) -> Self {
        Self::new(Effect::RowsRemoved(n))
    }

    /// A page of issues repeats the last `n` rows of the page before it.
    #[must_use]
    pub const fn duplicate_rows(n: usize) -> Self {
        Self::new(Effect::DuplicateRows(n))
    }

    /// Resources carry fields nobody knows, nested ones too.
    #[must_use]
    pub const fn unknown_fields() -> Self {
        Self::new(Effect::UnknownFields)
    }

    /// Open enumerations carry values nobody knows; status, severity of the issue and types stay.
    #[must_use]
    pub const fn unknown_values() -> Self {
        Self::new(Effect::UnknownValues)
    }

    /// `links.next` points to the same page at `to`, the base URL of another host.
    #[must_use]
    pub fn next_foreign(to: impl Into<String>) -> Self {
        Self::new(Effect::NextForeign { to: to.into() })
    }

    /// `links.next` is the request itself.
    #[must_use]
    pub const fn next_self() -> Self {
        Self::new(Effect::NextSelf)
    }

    /// A page without rows whose `next` has a new cursor: the walk goes on behind it.
    #[must_use]
    pub const fn empty_page() -> Self {
        Self::new(Effect::EmptyPage)
    }

    /// Adds `Retry-After` in seconds to a throttle or a status; other faults ignore it.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        if let Effect::Throttle { retry_after, .. } | Effect::Status { retry_after, .. } = &mut self.effect {
            *retry_after = Some(seconds);
        }
        self
    }

    /// Only requests whose path contains `part`, such as `"/issues"`. `/oauth2/token` counts as well.
    #[must_use]
    pub fn on_path(mut self, part: impl Into<String>) -> Self {
        self.path = Some(part.into());
        self
    }

    /// Starts with the `n`th matching request, counted from 1 when the fault is set.
    #[must_use]
    pub const fn on_request(mut self, n: u64) -> Self {
        self.request = n;
        self
    }

    /// Only requests for these pages of a list, first and last included; the page without a cursor is 1.
    #[must_use]
    pub const fn on_pages(mut self, first: u32, last: u32) -> Self {
        self.pages = Some((first, last));
        self
    }

    /// Fires `n` times in a row.
    #[must_use]
    pub const fn times(mut self, n: u64) -> Self {
        self.often = Often::Times(n);
        self
    }

    /// Fires on every matching request.
    #[must_use]
    pub const fn always(mut self) -> Self {
        self.often = Often::Always;
        self
    }

    /// Fires on each matching request with `probability`. Never demanded when the simulator is dropped.
    #[must_use]
    pub const fn random(mut self, probability: f64, seed: u64) -> Self {
        self.often = Often::Random { probability, seed };
        self
    }
}

//! How a scan ended, and why it could not go on.

use crate::Failure;
use crate::check::why;
use miette::Diagnostic;
use windlass_model::{Record, Timestamp};
use windlass_snyk::ApiError;
use windlass_store::{Committed, Mode, StoreError};

/// How a scan ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) mode: Mode,
    /// The number of its walk.
    pub(crate) walk: i64,
    /// Whether it went on from an earlier run.
    pub(crate) resumed: bool,
    pub(crate) pages: u64,
    pub(crate) rows: u64,
    pub(crate) committed: Committed,
    pub(crate) end: End,
    /// The rows of a whole token's list, which later scans are planned from.
    pub(crate) records: Vec<Record>,
    /// Whether a failure was taken as a property of the organization.
    pub(crate) inaccessible: bool,
    pub(crate) started_at: Timestamp,
    pub(crate) finished_at: Timestamp,
}

/// The end of a scan.
#[derive(Debug)]
pub(crate) enum End {
    /// It read its last page.
    Finished,
    /// Somebody asked to stop; what was committed stays.
    Cancelled,
    /// It could not go on; what was committed stays, nothing was removed.
    Failed(Box<ScanError>),
}

impl Outcome {
    pub(crate) fn error(&self) -> Option<&ScanError> {
        match &self.end {
            End::Failed(error) => Some(error),
            End::Finished | End::Cancelled => None,
        }
    }

    /// Whether Snyk answered 403.
    pub(crate) fn is_forbidden(&self) -> bool {
        self.error().is_some_and(ScanError::is_forbidden)
    }

    /// Whether Snyk would not show it at all: 403, or 404 in its place.
    pub(crate) fn is_refused(&self) -> bool {
        self.pages == 0 && self.error().is_some_and(ScanError::is_refused)
    }

    /// Takes the failure as a property of the organization: flagged, not fatal.
    pub(crate) fn inaccessible(&mut self) {
        self.inaccessible = true;
    }

    pub(crate) fn is_inaccessible(&self) -> bool {
        self.inaccessible
    }

    /// Adds what a second walk of the same scan did.
    pub(crate) fn add(&mut self, more: Self) {
        self.pages += more.pages;
        self.rows += more.rows;
        self.committed.inserted += more.committed.inserted;
        self.committed.changed += more.committed.changed;
        self.committed.reinstated += more.committed.reinstated;
        self.committed.removed += more.committed.removed;
        self.end = more.end;
        self.finished_at = more.finished_at;
    }
}

/// Why a scan could not go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ScanError {
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the pages of {path} go round in circles")]
    Circle { path: String },
    #[error("the walk was cut into pieces that do not make up the whole list")]
    Incomplete,
    #[error("the token sees no organization")]
    NoOrganizations,
}

impl ScanError {
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Api(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Circle { .. } => "circle",
            Self::Incomplete => "store_incomplete_walk",
            Self::NoOrganizations => "no_organizations",
        }
    }

    /// Whether every other scan of the run would meet the same.
    pub(crate) fn is_fatal(&self) -> bool {
        match self {
            Self::Api(error) => matches!(
                error,
                ApiError::Unauthorized { .. }
                    | ApiError::OAuth { .. }
                    | ApiError::Throttled { .. }
                    | ApiError::Quota { .. }
                    | ApiError::Maintenance { .. }
                    | ApiError::Unreachable { .. }
                    | ApiError::Untrusted { .. }
            ),
            Self::Store(_) => true,
            Self::Circle { .. } | Self::Incomplete | Self::NoOrganizations => false,
        }
    }

    pub(crate) fn is_forbidden(&self) -> bool {
        matches!(self, Self::Api(ApiError::Forbidden { .. }))
    }

    pub(crate) fn is_refused(&self) -> bool {
        matches!(self, Self::Api(ApiError::Forbidden { .. } | ApiError::NotFound { .. }))
    }

    fn help(&self) -> String {
        let help = match self {
            Self::Api(error) => Diagnostic::help(error),
            Self::Store(error) => Diagnostic::help(error),
            Self::Circle { .. } => return "run the sync again; if it stays so, report it to Snyk's support".to_owned(),
            Self::Incomplete => return "run the sync again: it walks the list anew".to_owned(),
            Self::NoOrganizations => {
                return "give the token's owner or service account access to an organization in Snyk".to_owned();
            }
        };
        help.map(|help| help.to_string()).unwrap_or_default()
    }

    fn why(&self) -> String {
        match self {
            Self::Api(error) => why(error),
            Self::Store(error) => error.why(),
            Self::Circle { .. } => "a page's next link leads to a page that was read before".to_owned(),
            Self::Incomplete => {
                "windlass's own notes on the walk were changed while it went on; nothing was removed".to_owned()
            }
            Self::NoOrganizations => {
                "Snyk lists none, or none that the connection is narrowed to; nothing was removed here".to_owned()
            }
        }
    }

    /// The failure as a report tells it.
    pub(crate) fn tell(&self, stream: &str, scope: &str) -> Failure {
        Failure {
            stream: stream.to_owned(),
            scope: scope.to_owned(),
            code: self.code().to_owned(),
            message: self.to_string(),
            help: self.help(),
            why: self.why(),
        }
    }
}

//! What keeps a run from beginning or from being recorded. What goes wrong inside a run is in its report.

use miette::Diagnostic;
use windlass_snyk::ApiError;
use windlass_store::StoreError;

/// A sync, a check or a verification could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Snyk.
    #[error(transparent)]
    Api(#[from] ApiError),
}

impl SyncError {
    /// The stable word for it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::Api(error) => error.code(),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> String {
        let help = match self {
            Self::Store(error) => Diagnostic::help(error),
            Self::Api(error) => Diagnostic::help(error),
        };
        help.map(|help| help.to_string()).unwrap_or_default()
    }

    /// What Snyk, the network or the database said.
    pub fn why(&self) -> String {
        match self {
            Self::Store(error) => error.why(),
            Self::Api(error) => crate::check::why(error),
        }
    }
}

/// What stands behind an error, outermost first.
pub(crate) fn causes(error: &dyn std::error::Error) -> Vec<String> {
    std::iter::successors(error.source(), |cause| cause.source()).map(ToString::to_string).collect()
}

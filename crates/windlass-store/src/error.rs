//! What can go wrong with a store, by what the user has to do.

use std::path::PathBuf;
use std::time::Duration;

/// What a backend's own library said.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A store failed. Whatever failed, no part of the batch or sweep under way was kept (P2).
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum StoreError {
    /// The URL names no store we know.
    #[error("`{url}` names no store that windlass knows")]
    #[diagnostic(code(windlass::store::unknown_url), help("use `sqlite:PATH` or `postgres://USER@HOST/DATABASE`"))]
    UnknownUrl {
        /// The URL, without a password.
        url: String,
    },
    /// The URL names a PostgreSQL database in a way that cannot be read.
    #[error("`{url}` cannot be read")]
    #[diagnostic(
        code(windlass::store::bad_url),
        help(
            "it has the form `postgres://USER@HOST:PORT/DATABASE?schema=SCHEMA&sslmode=MODE`; what is special in a name or a \
             password is written as `%` and two hexadecimal digits"
        )
    )]
    BadUrl {
        /// The URL, without a password.
        url: String,
        /// What is wrong with it.
        source: Cause,
    },
    /// The certificate that we show to the server, or its key, cannot be used.
    #[error("the client certificate for {place} cannot be used")]
    #[diagnostic(
        code(windlass::store::bad_certificate),
        help(
            "`sslcert` and `sslkey` in the URL (`PGSSLCERT`, `PGSSLKEY`) name a certificate and its key as PEM files, the key for its \
             owner's eyes only (mode 0600); without them those of `~/.postgresql` are taken where they are there"
        )
    )]
    BadCertificate {
        /// The URL, without a password.
        place: String,
        /// What is wrong with which file.
        source: Cause,
    },
    /// The server does not answer.
    #[error("cannot reach {place}")]
    #[diagnostic(
        code(windlass::store::unreachable),
        help(
            "see that the server runs and has room for a connection more, and that host, port and `sslmode` are right, then run it again"
        )
    )]
    Unreachable {
        /// The URL, without a password.
        place: String,
        /// What the system said.
        source: Cause,
    },
    /// The server does not let us do it.
    #[error("{place} refused")]
    #[diagnostic(code(windlass::store::refused), help("{advice}"))]
    Refused {
        /// The URL, without a password.
        place: String,
        /// What to do, by what the server minds.
        advice: &'static str,
        /// What the server said.
        source: Cause,
    },
    /// The server ended what was under way.
    #[error("{place} ended what was under way")]
    #[diagnostic(
        code(windlass::store::lost),
        help("run it again once the server is there: this step was undone as a whole, all before it is kept")
    )]
    Lost {
        /// The URL, without a password.
        place: String,
        /// What the server or the system said.
        source: Cause,
    },
    /// The file or its folder cannot be written.
    #[error("cannot write to {}", path.display())]
    #[diagnostic(
        code(windlass::store::unwritable),
        help("let this user write to the file and to its folder, or choose another place with `--store sqlite:PATH`")
    )]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: Cause,
    },
    /// The file is no database, or a damaged one.
    #[error("{} is not a readable SQLite database", path.display())]
    #[diagnostic(
        code(windlass::store::corrupt),
        help(
            "move the file and its `-wal` and `-shm` neighbours away, then put a backup in its place, or connect and sync anew: all \
             that Snyk still lists comes back, but what is gone from Snyk and the history of changes (`snyk_issue_events`) are in \
             the old file only"
        )
    )]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: Cause,
    },
    /// The file was removed or replaced while it was open.
    #[error("{} was removed or replaced while windlass was writing to it", path.display())]
    #[diagnostic(
        code(windlass::store::moved),
        help(
            "put the same file back beside its `-wal`; without it move the `-wal` and `-shm` away, too, then put a backup there, or \
             connect and sync anew"
        )
    )]
    Moved {
        /// The file.
        path: PathBuf,
    },
    /// No space is left.
    #[error("no space is left for {}", path.display())]
    #[diagnostic(
        code(windlass::store::disk_full),
        help(
            "free some space, on the server's disk where there is a server, and run it again: the step that did not fit was undone as a whole, all before it is kept"
        )
    )]
    DiskFull {
        /// The file, or the database as a URL without a password.
        path: PathBuf,
        /// What the system said.
        source: Cause,
    },
    /// The disk failed.
    #[error("reading or writing {} failed", path.display())]
    #[diagnostic(
        code(windlass::store::io),
        help(
            "look at the log of the system, or of the database's server, for disk errors; a SQLite file does not belong on a network share"
        )
    )]
    Io {
        /// The file, or the database as a URL without a password.
        path: PathBuf,
        /// What the system said.
        source: Cause,
    },
    /// Somebody else holds a lock on what we write for longer than we wait, or than the server lets us.
    #[error("{} is locked by somebody else{}", path.display(), waited.map_or_else(String::new, |waited| format!(", for {} s by now", waited.as_secs())))]
    #[diagnostic(
        code(windlass::store::locked),
        help("end the program that has a transaction open on it, then run it again; nothing of this step was written")
    )]
    Locked {
        /// The file, or the database as a URL without a password.
        path: PathBuf,
        /// How long we waited; `None` where the server's `lock_timeout` decides.
        waited: Option<Duration>,
    },
    /// A newer windlass wrote it.
    #[error("{} was written by a newer windlass (format {found}; this one knows {known})", path.display())]
    #[diagnostic(
        code(windlass::store::newer),
        help("use the newer windlass, or name another file or another `schema` of the database")
    )]
    Newer {
        /// The file, or the database as a URL without a password.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format that we know.
        known: i64,
    },
    /// A windlass from before the first release wrote it.
    #[error("{} was written by a windlass from before its first release (format {found}; this one knows {known})", path.display())]
    #[diagnostic(
        code(windlass::store::older),
        help("name a new file or schema, connect and sync into it, then delete this one")
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The format that we know.
        known: i64,
    },
    /// It is a database of something else.
    #[error("{} is a database, but not one of windlass", path.display())]
    #[diagnostic(
        code(windlass::store::not_windlass),
        help("name a file that does not exist yet, or one that windlass made")
    )]
    NotWindlass {
        /// The file.
        path: PathBuf,
    },
    /// Another run of the connection is under way.
    #[error("another run of this connection is under way ({holder})")]
    #[diagnostic(code(windlass::store::run_locked), help("wait for it to end; a run that crashed holds no lock"))]
    RunLocked {
        /// The connection's id.
        connection: String,
        /// Who holds the lock, as far as is known.
        holder: String,
    },
    /// The query wants more than to read.
    #[error("the query was refused: {reason}")]
    #[diagnostic(
        code(windlass::store::query_refused),
        help("one statement that only reads is allowed: `select`, `with`, `explain`")
    )]
    QueryRefused {
        /// What it wanted.
        reason: String,
    },
    /// The query took too long.
    #[error("the query did not end within {} s", limit.as_secs_f64())]
    #[diagnostic(code(windlass::store::query_timeout), help("narrow it with a `where`, or allow it more time"))]
    QueryTimeout {
        /// How long it was allowed to take.
        limit: Duration,
    },
    /// The database does not understand the query, or it failed under way.
    #[error("the query failed")]
    #[diagnostic(code(windlass::store::query_failed), help("`windlass schema` lists the tables and their columns"))]
    QueryFailed {
        /// What the database said.
        source: Cause,
    },
    /// Ours: a table that no migration told the store of.
    #[error("the store was not told of the table `{table}`")]
    #[diagnostic(code(windlass::store::unknown_table), help("this is a mistake in windlass: please report it"))]
    UnknownTable {
        /// The table.
        table: String,
    },
    /// Ours: the database did not take what we wrote.
    #[error("{} did not take what windlass wrote", path.display())]
    #[diagnostic(
        code(windlass::store::write_failed),
        help("this is a mistake in windlass: please report it; nothing of this step was written")
    )]
    WriteFailed {
        /// The file, or the database as a URL without a password.
        path: PathBuf,
        /// What the database said.
        source: Cause,
    },
    /// Ours: the thread that works on the database ended.
    #[error("the work on {} ended early", path.display())]
    #[diagnostic(
        code(windlass::store::closed),
        help("this is a mistake in windlass: please report it; nothing of this step was written")
    )]
    Closed {
        /// The file.
        path: PathBuf,
    },
}

impl StoreError {
    /// A stable word for scripts and bookkeeping.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownUrl { .. } => "unknown_store",
            Self::BadUrl { .. } => "store_bad_url",
            Self::BadCertificate { .. } => "store_bad_certificate",
            Self::Unreachable { .. } => "store_unreachable",
            Self::Refused { .. } => "store_refused",
            Self::Lost { .. } => "store_lost",
            Self::Unwritable { .. } => "store_unwritable",
            Self::Corrupt { .. } => "store_corrupt",
            Self::Moved { .. } => "store_moved",
            Self::DiskFull { .. } => "disk_full",
            Self::Io { .. } => "store_io",
            Self::Locked { .. } => "store_locked",
            Self::Newer { .. } => "store_newer",
            Self::Older { .. } => "store_older",
            Self::NotWindlass { .. } => "not_windlass",
            Self::RunLocked { .. } => "run_locked",
            Self::QueryRefused { .. } => "query_refused",
            Self::QueryTimeout { .. } => "query_timeout",
            Self::QueryFailed { .. } => "query_failed",
            Self::UnknownTable { .. } => "store_unknown_table",
            Self::WriteFailed { .. } => "store_write_failed",
            Self::Closed { .. } => "store_closed",
        }
    }

    /// Whether it may well succeed when it is tried again in a moment.
    pub(crate) fn passes(&self) -> bool {
        // Where we did not wait ourselves, the server may have waited for a moment only.
        matches!(self, Self::Lost { .. } | Self::Unreachable { .. } | Self::Locked { waited: None, .. })
    }

    /// Why, as the system or the database says; where nobody says so, in our own words.
    pub fn why(&self) -> String {
        let causes = std::iter::successors(std::error::Error::source(self), |cause| cause.source());
        let causes: Vec<String> = causes.map(ToString::to_string).collect();
        if causes.is_empty() { reason(self).to_owned() } else { causes.join("; ") }
    }
}

/// Why, where no library said so.
fn reason(error: &StoreError) -> &'static str {
    match error {
        StoreError::UnknownUrl { .. } => "a store is named by its kind and its place",
        StoreError::Locked { .. } => "what one writes nobody else can write before it is done",
        StoreError::Moved { .. } => {
            "what is written to a file that is no longer in its place is lost when the program ends"
        }
        StoreError::Newer { .. } => "an older windlass cannot know what a newer one keeps there",
        StoreError::Older { .. } => {
            "child rows are kept in another way since, and formats are carried over from the first release on"
        }
        StoreError::NotWindlass { .. } => {
            "its tables are not windlass's, and windlass does not touch what is not its own"
        }
        StoreError::RunLocked { .. } => "two runs of one connection at once would undo each other's work",
        StoreError::QueryRefused { .. } => "`windlass sql` opens the tables for reading only",
        StoreError::QueryTimeout { .. } => "a query may not go on for ever",
        StoreError::UnknownTable { .. } | StoreError::Closed { .. } => "windlass contradicts itself",
        StoreError::BadUrl { .. }
        | StoreError::BadCertificate { .. }
        | StoreError::Unreachable { .. }
        | StoreError::Refused { .. }
        | StoreError::Lost { .. }
        | StoreError::Unwritable { .. }
        | StoreError::Corrupt { .. }
        | StoreError::DiskFull { .. }
        | StoreError::Io { .. }
        | StoreError::QueryFailed { .. }
        | StoreError::WriteFailed { .. } => "the database does not say",
    }
}

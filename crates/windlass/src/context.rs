//! What every command needs, read once: flag, then environment, then default.

use crate::failure::Failure;
use clap::{Args, ValueEnum};
use directories::ProjectDirs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tracing_subscriber::filter::Targets;
use windlass_snyk::{Limits, RetryPolicy};
use windlass_store::sql::Dialect;
use windlass_store::{Schema, Store};

/// Flags that every command takes.
#[derive(Args)]
pub(crate) struct Global {
    /// Where the data is: `sqlite:PATH` or `postgres://USER@HOST/DATABASE`. Default: a file in the user's data folder
    #[arg(long, global = true, env = "WINDLASS_STORE", value_name = "URL", help_heading = "Everywhere")]
    pub(crate) store: Option<String>,

    /// Print one JSON object for machines
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(crate) json: bool,

    /// What to log: `error`, `warn`, `info`, `debug`, or a filter such as `windlass_snyk=debug`
    #[arg(
        long,
        global = true,
        env = "WINDLASS_LOG",
        value_name = "FILTER",
        default_value = "error",
        hide_default_value = true,
        help_heading = "Everywhere"
    )]
    pub(crate) log: Targets,

    /// How to log
    #[arg(long, global = true, value_enum, default_value = "text", help_heading = "Everywhere")]
    pub(crate) log_format: LogFormat,

    /// Milliseconds before the first repetition of a request; for tests against a simulator
    #[arg(long, global = true, env = "WINDLASS_RETRY_MS", hide = true)]
    retry_ms: Option<u64>,

    /// Milliseconds of silence after a 429 that names no wait; for tests against a simulator
    #[arg(long, global = true, env = "WINDLASS_SILENCE_MS", hide = true)]
    silence_ms: Option<u64>,

    /// Where runs share the pace of a token; for tests. Default: a folder in the user's state folder
    #[arg(long, global = true, env = "WINDLASS_PACE_FOLDER", hide = true)]
    pace_folder: Option<PathBuf>,

    /// Keep no pace; for benchmarks against a simulator on this machine, refused elsewhere
    #[arg(long, global = true, env = "WINDLASS_UNPACED", hide = true)]
    unpaced: bool,

    /// Walk every list with one cursor; for benchmarks
    #[arg(long, global = true, env = "WINDLASS_UNSHARDED", hide = true)]
    unsharded: bool,
}

/// How to log.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LogFormat {
    /// A line a message
    Text,
    /// A JSON object a message
    Json,
}

/// What every command needs.
pub(crate) struct Context {
    store: String,
    /// Whether to print for machines.
    pub(crate) json: bool,
    /// How failures are tried again.
    pub(crate) retry: RetryPolicy,
    /// The pace kept on a token.
    pub(crate) limits: Limits,
    /// Where runs on this machine share the pace; `None` where this user has no place for it.
    pub(crate) pace_folder: Option<PathBuf>,
    /// Whether no pace is kept.
    pub(crate) unpaced: bool,
    /// Whether long lists are walked in shards.
    pub(crate) shards: bool,
}

impl Context {
    pub(crate) fn new(global: Global) -> Result<Self, Failure> {
        let store = match global.store {
            Some(url) => url,
            None => format!("sqlite:{}", data_folder()?.join("windlass.db").display()),
        };
        let mut retry = RetryPolicy::default();
        if let Some(ms) = global.retry_ms {
            retry.base = Duration::from_millis(ms);
            retry.max = retry.base * 10;
            retry.jitter = Duration::ZERO;
        }
        let mut limits = if global.unpaced { Limits::unlimited() } else { Limits::default() };
        if let Some(ms) = global.silence_ms {
            limits.silence = Duration::from_millis(ms);
        }
        // Without a place each run keeps its own pace, as each container does.
        let pace_folder = global.pace_folder.or_else(|| state_folder().ok().map(|folder| folder.join("pace")));
        let (unpaced, shards) = (global.unpaced, !global.unsharded);
        let pace_folder = pace_folder.filter(|_| !unpaced);
        Ok(Self { store, json: global.json, retry, limits, pace_folder, unpaced, shards })
    }

    /// The dialect of the store.
    pub(crate) fn dialect(&self) -> Dialect {
        Dialect::of_url(&self.store).unwrap_or(Dialect::Sqlite)
    }

    /// The store's URL as it was given, which may hold a password.
    pub(crate) fn url(&self) -> &str {
        &self.store
    }

    /// Whether there is a store already; of one on a server only asking it tells.
    pub(crate) fn has_store(&self) -> bool {
        self.store.strip_prefix("sqlite:").is_none_or(|path| std::path::Path::new(path).exists())
    }

    /// Opens the store and brings its tables up to date.
    pub(crate) async fn store(&self) -> Result<Arc<dyn Store>, Failure> {
        open(&self.store).await
    }
}

/// Opens a store and brings its tables up to date.
pub(crate) async fn open(url: &str) -> Result<Arc<dyn Store>, Failure> {
    let store = windlass_store::open(url).await?;
    store.migrate(&schema()).await?;
    Ok(store)
}

/// What a database has to hold: what a sync writes and what scores write.
pub(crate) fn schema() -> Schema {
    let mut schema = windlass_sync::schema();
    schema.tables.extend(windlass_score::tables());
    schema.views.extend(windlass_score::VIEWS);
    schema
}

fn folders() -> Result<ProjectDirs, Failure> {
    ProjectDirs::from("", "", "windlass").ok_or_else(|| {
        Failure::usage(
            "there is no place for windlass's files",
            "this user has no home folder",
            "set HOME, or name a place with `--store sqlite:PATH` and a key with WINDLASS_KEY",
        )
    })
}

fn data_folder() -> Result<PathBuf, Failure> {
    Ok(folders()?.data_dir().to_owned())
}

/// The folder of what may be lost without harm; in the data folder where the system knows no such place.
fn state_folder() -> Result<PathBuf, Failure> {
    let folders = folders()?;
    Ok(folders.state_dir().unwrap_or(folders.data_local_dir()).to_owned())
}

/// The folder of the key that seals tokens.
pub(crate) fn config_folder() -> Result<PathBuf, Failure> {
    Ok(folders()?.config_dir().to_owned())
}

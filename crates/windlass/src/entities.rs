//! Entities follow the rows that they are derived from, and the policy.

use crate::failure::Failure;
use crate::scorecards::policy_file;
use serde_json::json;
use std::path::PathBuf;
use windlass_model::{Clock, SystemClock, Value};
use windlass_score::{FileError, Policy, entities, policy};
use windlass_store::{Select, Store};
use windlass_sync::Report;

/// Where the policy is.
#[derive(clap::Args)]
pub(crate) struct PolicyArgs {
    /// The policy: days allowed, and how services are found. Default: `policy.yaml` in the folder of the scorecards; where that is
    /// missing, the one that was last applied stays
    #[arg(long, env = "WINDLASS_POLICY", value_name = "FILE")]
    policy: Option<PathBuf>,

    /// The folder of the scorecards
    #[arg(long, env = "WINDLASS_SCORECARDS", value_name = "DIR", default_value = "scorecards")]
    pub(crate) scorecards: PathBuf,
}

impl PolicyArgs {
    /// The policy's file, if there is one.
    fn file(&self) -> Option<PathBuf> {
        match &self.policy {
            Some(file) => file.exists().then(|| file.clone()),
            None => policy_file(&self.scorecards),
        }
    }
}

/// Applies the policy, where there is a file. Returns whether it differs from the one before.
async fn apply(store: &dyn Store, args: &PolicyArgs) -> Result<bool, Failure> {
    let Some(file) = args.file() else { return Ok(false) };
    let read = Policy::load(&file).map_err(|errors| mistakes("bad_policy", "the policy cannot be applied", &errors))?;
    Ok(policy::apply(store, &read, SystemClock.now()).await?)
}

/// Applies the policy and derives entities anew.
pub(crate) async fn refresh(store: &dyn Store, args: &PolicyArgs) -> Result<entities::Refreshed, Failure> {
    apply(store, args).await?;
    Ok(entities::refresh(store).await?)
}

/// After a sync: the same, unless nothing that entities are derived from is new.
pub(crate) async fn follow(store: &dyn Store, args: &PolicyArgs, stale: bool) -> Result<(), Failure> {
    if apply(store, args).await? || stale {
        entities::refresh(store).await?;
    }
    Ok(())
}

/// Whether a run may have changed what entities are derived from, or one before ended without a word. Where that cannot be told they
/// are derived anew.
pub(crate) async fn are_stale(store: &dyn Store, report: &Report) -> bool {
    let others = report.streams.iter().filter(|(name, _)| **name != "issues");
    let differs = others.map(|(_, stream)| stream.changed + stream.removed).sum::<u64>() > 0;
    if differs {
        return true;
    }
    let orderly = "select case when exists (select 1 from windlass_entities) then \
                   coalesce((select status from windlass_runs where id <> ?1 order by started_at desc limit 1), '') else '' end";
    let found = store.select(Select::of(orderly, vec![Value::Text(report.run.clone())])).await;
    let status = found.ok().and_then(|found| found.rows.first()?.first()?.to_text());
    !matches!(status.as_deref(), Some("succeeded" | "partial" | "failed"))
}

/// What is wrong with files, in four lines; `what` cannot be done for it.
pub(crate) fn mistakes(code: &str, what: &str, errors: &[FileError]) -> Failure {
    let told: Vec<String> = errors.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = errors.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let why = format!("{}{more}", told.join("; "));
    let remedy = errors.first().map(|error| error.remedy.clone()).unwrap_or_default();
    let all = errors.iter().map(|error| {
        json!({ "file": error.file, "line": error.line, "column": error.column, "what": error.what, "help": error.remedy })
    });
    let mut failure = Failure::new(code, what, why, remedy);
    failure.more.push(("errors", all.collect()));
    failure
}

/// Mistakes that are printed; machines get all.
const SHOWN: usize = 5;

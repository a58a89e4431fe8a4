//! Scorecards out of a folder: read, evaluated, kept.

pub(crate) mod after;
pub(crate) mod shown;
pub(crate) mod tally;

use crate::exit::Exit;
use crate::failure::Failure;
use serde::Serialize;
use std::path::{Path, PathBuf};
use windlass_model::{Clock, SystemClock, Timestamp};
use windlass_score::cards::{self, Card, CardError, Cards, is_policy};
use windlass_score::history::Moved;
use windlass_score::{FileError, Options, Policy, ScoreError, entities, evaluate, policy, preview, record};
use windlass_store::Store;

/// Where the scorecards are.
#[derive(clap::Args)]
pub(crate) struct FolderArgs {
    /// The folder of the scorecards
    #[arg(long, env = "WINDLASS_SCORECARDS", value_name = "DIR", default_value = "scorecards")]
    pub(crate) folder: PathBuf,
}

/// What a folder holds.
pub(crate) struct Folder {
    /// The scorecards that are right.
    pub(crate) cards: Vec<Card>,
    /// What is wrong with its files.
    pub(crate) problems: Vec<Problem>,
    /// Its policy; `None` where there is none, or none that is right.
    pub(crate) policy: Option<Policy>,
}

/// Something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Problem {
    /// The file.
    pub(crate) file: String,
    /// The line, from 1; 0 where it is the file as a whole.
    pub(crate) line: u64,
    /// The column, from 1; 0 where it is not known.
    pub(crate) column: u64,
    /// What is wrong.
    pub(crate) what: String,
    /// What to do about it.
    pub(crate) help: String,
}

impl Problem {
    /// Where and what, on one line.
    pub(crate) fn line(&self) -> String {
        let Self { file, line, column, what, .. } = self.clone();
        FileError { file, line, column, what, remedy: String::new() }.to_string()
    }
}

impl From<FileError> for Problem {
    fn from(FileError { file, line, column, what, remedy }: FileError) -> Self {
        Self { file, line, column, what, help: remedy }
    }
}

/// What is wrong with a card, each as a problem of its file.
pub(crate) fn problems_of(error: CardError) -> Vec<Problem> {
    let file = error.file.display().to_string();
    let each = error.problems.into_iter().map(|cards::Problem { line, column, what, remedy }| Problem {
        file: file.clone(),
        line,
        column,
        what,
        help: remedy,
    });
    each.collect()
}

/// The policy's file in a folder, if there is one.
pub(crate) fn policy_file(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    entries.filter_map(Result::ok).map(|entry| entry.path()).find(|path| is_policy(path))
}

/// Reads a folder, with the policy in it or elsewhere. What is wrong with one file stops no other.
pub(crate) fn read(folder: &Path, policy: Option<&Path>) -> Result<Folder, Failure> {
    let Cards { good, bad } = cards::load(folder)?;
    let mut problems: Vec<Problem> = bad.into_iter().flat_map(problems_of).collect();
    let policy = match policy.map(Path::to_owned).or_else(|| policy_file(folder)).map(|file| Policy::load(&file)) {
        Some(Ok(policy)) => Some(policy),
        Some(Err(errors)) => {
            problems.extend(errors.into_iter().map(Problem::from));
            None
        }
        None => None,
    };
    Ok(Folder { cards: good, problems, policy })
}

/// A scorecard that was evaluated.
pub(crate) struct Evaluated {
    /// What every entity has on it.
    pub(crate) report: windlass_score::evaluate::Report,
    /// Who has another score than before; nobody where only a part was evaluated.
    pub(crate) moved: Vec<Moved>,
    /// Whether it is not kept, since somebody else has kept what is true of newer data.
    pub(crate) overtaken: bool,
}

/// What becomes of what is found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// It is kept.
    All,
    /// It is only told.
    Nothing,
}

/// The moment that the data is of.
pub(crate) async fn moment_of_data(store: &dyn Store) -> Result<Timestamp, Failure> {
    windlass_score::as_of(store).await?.ok_or_else(|| {
        let why = format!("{} holds nothing that was synced, so there is nothing to evaluate", store.location());
        let failure = Failure::new("never_synced", "no sync has ended yet", why, "run `windlass sync` first");
        Failure { exit: Exit::Usage, ..failure }
    })
}

/// Brings entities up to date, by the policy of the folder where there is one.
pub(crate) async fn follow(store: &dyn Store, policy: Option<&Policy>) -> Result<(), Failure> {
    if let Some(policy) = policy {
        policy::apply(store, policy, SystemClock.now()).await?;
    }
    entities::refresh(store).await?;
    Ok(())
}

/// Evaluates scorecards on the data of one moment, and keeps what is found.
pub(crate) async fn evaluated(
    store: &dyn Store,
    cards: &[Card],
    options: &Options,
    keep: Keep,
) -> Result<Vec<Evaluated>, ScoreError> {
    let mut all = Vec::with_capacity(cards.len());
    for mut report in evaluate(store, cards, options).await? {
        let moved = match keep {
            _ if report.narrowed => Ok(Vec::new()),
            Keep::All => record(store, &mut report).await,
            Keep::Nothing => preview(store, &mut report).await,
        };
        let (moved, overtaken) = match moved {
            Ok(moved) => (moved, false),
            // It is no mistake, and true of the data that it was evaluated on.
            Err(ScoreError::Overtaken { .. }) => (Vec::new(), true),
            Err(error) => return Err(error),
        };
        all.push(Evaluated { report, moved, overtaken });
    }
    Ok(all)
}

/// What is wrong with files of the folder, in four lines.
pub(crate) fn not_right(problems: &[Problem], kept: &str) -> Option<Failure> {
    let first = problems.first()?;
    let mut files: Vec<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    files.dedup();
    let what = match files.as_slice() {
        [file] => format!("{file} is not right"),
        files => format!("{} files of scorecards are not right", files.len()),
    };
    let mut why: Vec<String> = problems.iter().take(SHOWN).map(Problem::line).collect();
    if problems.len() > SHOWN {
        why.push(format!("and {} more", problems.len() - SHOWN));
    }
    let todo = format!("{}; `windlass scorecard lint` tells all, with what to do about each", first.help);
    let mut failure = Failure::new("bad_scorecard", what, why.join("; "), todo).keeping(kept);
    failure.more.push(("problems", serde_json::json!(problems)));
    Some(failure)
}

/// Problems that are told on one line.
const SHOWN: usize = 3;

/// Everything for machines that an evaluation says.
pub(crate) fn to_json(cards: &[Evaluated], problems: &[Problem], as_of: Timestamp) -> serde_json::Value {
    // A sync may have ended between the question and the evaluation, which tells the moment that it was on.
    let as_of = cards.first().map_or(as_of, |one| one.report.as_of);
    serde_json::json!({
        "as_of": as_of,
        "cards": cards.iter().map(tally::to_json).collect::<Vec<_>>(),
        "problems": problems,
    })
}

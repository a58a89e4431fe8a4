//! `windlass scorecard lint`

use super::run::note_strangers;
use crate::ages::counted;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{err, out, tame};
use crate::scorecards::{Problem, problems_of};
use serde_json::json;
use std::path::{Path, PathBuf};
use windlass_score::cards::{self, Card, CardError, id_of, is_policy};
use windlass_score::{Place, Policy, Refused, prepare, refused};
use windlass_store::Store;

/// Look for mistakes in scorecards and in the policy
///
/// What the files say, and whether the database knows the tables and columns that their SQL asks. Nothing is run and nothing is written.
/// Ends with 10 where something is wrong.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  windlass scorecard lint\n  windlass scorecard lint scorecards/hygiene.yaml --offline"
)]
pub(crate) struct Args {
    /// Folders and files. Default: the folder of the scorecards
    #[arg(value_name = "FOLDER|FILE")]
    paths: Vec<PathBuf>,

    /// The folder where none is named
    #[arg(long, env = "WINDLASS_SCORECARDS", value_name = "DIR", default_value = "scorecards")]
    folder: PathBuf,

    /// Do not ask the database about the SQL
    #[arg(long)]
    offline: bool,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let paths = if self.paths.is_empty() { std::slice::from_ref(&self.folder) } else { self.paths.as_slice() };
        let files = files(paths)?;
        let store = if self.offline || !context.has_store() { None } else { Some(context.store().await?) };
        let (mut cards, mut problems) = (Vec::new(), Vec::new());
        for (at, file) in files.iter().enumerate() {
            let (card, found) = of_file(file, store.as_deref()).await?;
            cards.extend(card);
            problems.extend(found);
            problems.extend(files[..at].iter().any(|other| is_twin(file, other)).then(|| twin(file)));
        }
        let exit = if problems.is_empty() { Exit::Done } else { Exit::BadCards };
        if context.json {
            let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
            let object = json!({
                "ok": problems.is_empty(),
                "files": files,
                "sql_checked": store.is_some(),
                "problems": problems,
            });
            out(&object.to_string());
            return Ok(exit);
        }
        for problem in &problems {
            out(&tame(&problem.line()));
            out(&format!("    do: {}", tame(&problem.help)));
        }
        let found =
            if problems.is_empty() { "nothing wrong".to_owned() } else { counted(problems.len() as u64, "mistake") };
        out(&format!("{}: {found}", counted(files.len() as u64, "file")));
        if let Some(store) = &store {
            note_strangers(&**store, &cards).await?;
        } else {
            let why = if self.offline { "as --offline says" } else { "since there is no database yet" };
            err(&format!("note: the SQL was not shown to the database, {why}"));
        }
        Ok(exit)
    }
}

/// The scorecard in a file, if it is one, and what is wrong with the file.
async fn of_file(file: &Path, store: Option<&dyn Store>) -> Result<(Option<Card>, Vec<Problem>), Failure> {
    if is_policy(file) {
        let errors = Policy::load(file).err().unwrap_or_default();
        return Ok((None, errors.into_iter().map(Problem::from).collect()));
    }
    let shown = file.display().to_string();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            let what = format!("the file cannot be read ({error})");
            let help = "it has to be a readable file of UTF-8 text".to_owned();
            return Ok((None, vec![Problem { file: shown, line: 0, column: 0, what, help }]));
        }
    };
    let card = match cards::parse(&id_of(file), &text) {
        Ok(card) => card,
        Err(problems) => return Ok((None, problems_of(CardError { file: file.to_owned(), problems }))),
    };
    let mut found = refused(&card);
    if let Some(store) = store {
        found.extend(prepare(store, &card).await?);
    }
    let mut problems: Vec<Problem> = found
        .into_iter()
        .map(|Refused { place: Place { line, column, .. }, what, remedy }| Problem {
            file: shown.clone(),
            line,
            column,
            what,
            help: remedy,
        })
        .collect();
    problems.sort_by_key(|problem| (problem.line, problem.column));
    Ok((Some(card), problems))
}

/// Whether two files of one folder are scorecards of one name.
fn is_twin(file: &Path, other: &Path) -> bool {
    !is_policy(file) && file != other && (file.parent(), file.file_stem()) == (other.parent(), other.file_stem())
}

fn twin(file: &Path) -> Problem {
    let cards::Problem { line, column, what, remedy } = cards::Problem::twin(&id_of(file));
    Problem { file: file.display().to_string(), line, column, what, help: remedy }
}

/// The files that are named, and those of the folders that are.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            if !path.exists() {
                return Err(Failure::usage(
                    format!("there is no {}", path.display()),
                    "neither a file nor a folder has that name here",
                    "name the folder of the scorecards, or write some with `windlass scorecard init`",
                ));
            }
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).map_err(|error| {
            let what = format!("the folder {} cannot be read", path.display());
            Failure::usage(what, error.to_string(), "name a folder that this user may read")
        })?;
        let is_yaml = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
        let mut found: Vec<PathBuf> =
            entries.filter_map(Result::ok).map(|entry| entry.path()).filter(is_yaml).collect();
        found.sort();
        files.extend(found);
    }
    Ok(files)
}

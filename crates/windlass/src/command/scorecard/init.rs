//! `windlass scorecard init`

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::out;
use crate::scorecards::FolderArgs;
use serde_json::json;
use std::path::Path;
use windlass_score::{cards, policy};

/// Write three scorecards to begin with, and a policy
///
/// The scorecards are "Security basics", "Keeps the promise" and "Hygiene". Beside them go a policy and the JSON Schema that editors
/// check them by. A file that is there already is kept.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  windlass scorecard init\n  windlass scorecard init --folder security/scorecards")]
pub(crate) struct Args {
    #[command(flatten)]
    folder: FolderArgs,

    /// Write the files anew that are there already
    #[arg(long)]
    force: bool,
}

/// The name of the schema's file, beside the cards.
const SCHEMA: &str = "scorecard.schema.json";

impl Args {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, Failure> {
        let folder = &self.folder.folder;
        let (mut written, mut kept) = (Vec::new(), Vec::new());
        for (name, text) in files() {
            let path = folder.join(&name);
            if path.exists() && !self.force {
                kept.push(path.display().to_string());
                continue;
            }
            write(folder, &path, &text).map_err(|error| {
                let what = format!("{} cannot be written", path.display());
                let so_far = match written.len() {
                    0 => "nothing was changed".to_owned(),
                    _ => format!("{} written", written.join(", ")),
                };
                let todo = "name a folder that this user may write to with --folder";
                Failure { exit: Exit::Usage, ..Failure::new("unwritable", what, error.to_string(), todo) }
                    .keeping(so_far)
            })?;
            written.push(path.display().to_string());
        }
        if context.json {
            let object =
                json!({ "ok": true, "folder": folder.display().to_string(), "written": written, "kept": kept });
            out(&object.to_string());
            return Ok(Exit::Done);
        }
        for path in &written {
            out(&format!("Wrote {path}"));
        }
        for path in &kept {
            out(&format!("Kept  {path}, which was there already; --force writes it anew"));
        }
        let flag =
            if folder == Path::new("scorecards") { String::new() } else { format!(" --folder {}", folder.display()) };
        out("");
        out("Next:");
        for (command, does) in [
            ("run", "evaluates them on what was synced; every `windlass sync` does so from now on"),
            ("report", "who has what, check by check"),
            ("lint", "finds mistakes in what you change"),
        ] {
            let command =
                format!("windlass scorecard {command}{}", if command == "report" { "" } else { flag.as_str() });
            out(&format!("  {command:<28}  {does}"));
        }
        out("Keep the folder in Git: who changes a promise should ask for a review.");
        Ok(Exit::Done)
    }
}

/// Every file with its text. Cards say where their schema is: beside them.
fn files() -> Vec<(String, String)> {
    let card = |(name, text): &(&str, &str)| {
        ((*name).to_owned(), format!("# yaml-language-server: $schema=./{SCHEMA}\n{text}"))
    };
    let mut files: Vec<(String, String)> = cards::STARTERS.iter().map(card).collect();
    files.push(("policy.yaml".to_owned(), policy::STARTER.to_owned()));
    files.push((SCHEMA.to_owned(), format!("{:#}\n", cards::schema())));
    files
}

fn write(folder: &Path, path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(path, text)
}

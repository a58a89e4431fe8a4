//! `windlass report`

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::out;
use serde_json::json;
use std::path::{Path, PathBuf};
use windlass_web::report::{DAYS, MOST_DAYS, Options, page};

/// Write what is open, and who keeps the promise, as one HTML file
///
/// The file stands alone: no server, no script, nothing loaded. For a browser, a phone, or paper.
#[derive(clap::Args)]
#[command(after_help = "Example: windlass report --out report.html --days 90")]
pub(crate) struct Args {
    /// The file to write; `-` for standard output
    #[arg(long, default_value = "windlass-report.html", value_name = "FILE")]
    out: PathBuf,

    /// Days to look back
    #[arg(long, default_value_t = DAYS, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(7..=i64::from(MOST_DAYS)))]
    days: u16,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let store = context.store().await?;
        let text = page(&*store, Options { days: self.days }).await?.ok_or_else(never_synced)?;
        write(&self.out, &text)?;
        if self.out != Path::new("-") {
            let bytes = text.len();
            if context.json {
                out(&json!({ "ok": true, "file": self.out.display().to_string(), "bytes": bytes }).to_string());
            } else {
                out(&format!("Wrote {} ({} KiB).", self.out.display(), bytes.div_ceil(1024)));
            }
        }
        Ok(Exit::Done)
    }
}

/// There is nothing to tell of.
pub(crate) fn never_synced() -> Failure {
    Failure::usage("there is nothing to report on yet", "this store has never been synced", "run `windlass sync` first")
}

/// Writes a page to a file, whole or not at all, or to standard output.
pub(crate) fn write(file: &Path, text: &str) -> Result<(), Failure> {
    if file == Path::new("-") {
        out(text.trim_end());
        return Ok(());
    }
    let failed = |error: std::io::Error| {
        Failure::new(
            "report",
            format!("{} cannot be written", file.display()),
            error.to_string(),
            "name a file in a folder that this user may write to, with --out",
        )
    };
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        failed(error)
    })
}

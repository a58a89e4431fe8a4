//! `windlass completions`

use crate::exit::Exit;
use crate::failure::Failure;
use clap_complete::{Shell, generate};

/// Completions for a shell
///
/// For bash: `source <(windlass completions bash)`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Args {
    pub(crate) fn run(self, mut cli: clap::Command) -> Result<Exit, Failure> {
        // Into memory first: a closed pipe must not end in a panic.
        let mut text = Vec::new();
        generate(self.shell, &mut cli, "windlass", &mut text);
        crate::render::out(String::from_utf8_lossy(&text).trim_end());
        Ok(Exit::Done)
    }
}

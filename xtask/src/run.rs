//! Running cargo.

use crate::postgres;
use anyhow::{Context, Result, ensure};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    let mut path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    path.pop();
    path
}

/// Cargo, in the project's folder.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(arguments);
    // What cargo tells xtask about xtask is not for the build: some build scripts would run anew for it, and then half of everything.
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command and fails where it fails.
pub(crate) fn run(mut command: Command) -> Result<()> {
    let shown = format!("{command:?}");
    let status = command.status().with_context(|| format!("cannot start {shown}"))?;
    ensure!(status.success(), "{shown} ended with {status}");
    Ok(())
}

/// Every test. The runner's own summary comes last.
pub(crate) fn test() -> Result<()> {
    run(cargo(&["test", "--workspace", "--locked", "--doc", "--quiet"]))?;
    let mut nextest = cargo(&["nextest", "--version"]);
    let has_nextest = nextest.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    let server = postgres::start()?;
    let mut tests = if has_nextest {
        cargo(&["nextest", "run", "--workspace", "--locked", "--no-fail-fast"])
    } else {
        cargo(&["test", "--workspace", "--locked", "--lib", "--bins", "--tests", "--no-fail-fast"])
    };
    if let Some(server) = &server {
        tests.env(postgres::VARIABLE, server.address());
    }
    run(tests)
}

/// Formatting, lints and rustdoc.
pub(crate) fn lint() -> Result<()> {
    run(cargo(&["fmt", "--all", "--check"]))?;
    run(cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"]))?;
    let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--locked", "--quiet", "--document-private-items"]);
    // The command line's doc comments are its help, where a link in angle brackets would be shown as it stands.
    doc.env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private_intra_doc_links -A rustdoc::bare_urls");
    run(doc)
}

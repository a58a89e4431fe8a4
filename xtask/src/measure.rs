//! What one command uses, by the operating system's own account.

use anyhow::{Context, Result};
use serde_json::json;
use std::process::Command;
use std::time::Instant;

/// Runs a command and prints wall and CPU time, peak memory, exit code and output as one JSON object.
#[cfg(unix)]
pub(crate) fn measure(command: &[String]) -> Result<()> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let (program, arguments) = command.split_first().context("no command")?;
    let began = Instant::now();
    let output = Command::new(program).args(arguments).output().with_context(|| format!("cannot start {program}"))?;
    let wall = began.elapsed();
    // Of this process's only child: that is why `bench` starts a new `measure` for each command.
    let used = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let report = json!({
        "wall_ms": u64::try_from(wall.as_millis())?,
        "cpu_ms": used.user_time().num_milliseconds() + used.system_time().num_milliseconds(),
        "peak_kib": used.max_rss(),
        "exit": output.status.code(),
        "stdout": String::from_utf8_lossy(&output.stdout),
        "stderr": String::from_utf8_lossy(&output.stderr),
    });
    println!("{report}");
    Ok(())
}

/// Elsewhere the system keeps other accounts.
#[cfg(not(unix))]
pub(crate) fn measure(_: &[String]) -> Result<()> {
    anyhow::bail!("measuring needs Unix")
}

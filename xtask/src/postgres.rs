//! The PostgreSQL server that the tests of a run share, so that not each of them starts its own.

#[allow(clippy::unwrap_used, reason = "it is the tests' own, who may fail loudly")]
#[path = "../../crates/windlass-store/tests/postgres/cluster.rs"]
mod cluster;

use crate::run;
use anyhow::{Result, bail};
pub(crate) use cluster::Cluster;
use std::process::{Command, Stdio};

/// The variable by which tests find a server.
pub(crate) const VARIABLE: &str = "WINDLASS_TEST_POSTGRES";

/// Starts a server, unless the environment names one. Where the machine has none and its package manager can be asked, it is
/// installed first.
pub(crate) fn start() -> Result<Option<Cluster>> {
    if std::env::var_os(VARIABLE).is_some() {
        return Ok(None);
    }
    install_if_missing()?;
    Ok(Some(Cluster::start()))
}

/// Starts a server as it comes, for a benchmark.
pub(crate) fn usual() -> Result<Cluster> {
    install_if_missing()?;
    Ok(Cluster::usual())
}

/// Sees to it that a server can be started.
pub(crate) fn install_if_missing() -> Result<()> {
    if Cluster::can_start() { Ok(()) } else { install() }
}

fn install() -> Result<()> {
    let mut asked = Command::new("apt-get");
    let can =
        asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|done| done.success());
    if !can {
        bail!(
            "the tests need PostgreSQL's server (15 or later): install it, or name one that runs in {VARIABLE}, as \
             postgres://USER@HOST/DATABASE; its user has to be allowed to create databases"
        );
    }
    let mut update = Command::new("apt-get");
    update.args(["update", "-qq"]);
    run::run(update)?;
    let mut install = Command::new("apt-get");
    install.args(["install", "-y", "-qq", "--no-install-recommends", "postgresql", "postgresql-client"]);
    install.env("DEBIAN_FRONTEND", "noninteractive");
    run::run(install)
}

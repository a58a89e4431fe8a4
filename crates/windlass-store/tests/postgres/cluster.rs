//! A PostgreSQL server of the test's own: made by the machine's own binaries in a temporary folder, reached through a socket there,
//! ended with the test. Where `WINDLASS_TEST_POSTGRES` names a server, that one is used.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a server may take to start, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server.
pub(crate) struct Cluster {
    /// Ended on drop; `None` where it is somebody else's.
    server: Option<Child>,
    /// Gone after the server.
    folder: tempfile::TempDir,
    /// Begins with `postgres://` and names a database.
    url: String,
}

impl Cluster {
    /// Starts one.
    ///
    /// # Panics
    /// Where there is none to be had: no test is skipped.
    pub(crate) fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("wpg").tempdir().unwrap();
        if let Ok(url) = std::env::var("WINDLASS_TEST_POSTGRES") {
            return Self { server: None, folder, url };
        }
        let root = is_root();
        if root {
            // The server refuses to run as root, and needs a folder of its own.
            run(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let data = folder.path().join("data");
        let mut make = command("initdb", root);
        run(make
            .args(["--no-sync", "--auth=trust", "--username=windlass", "--encoding=UTF8", "--locale=C"])
            .arg(&data));
        let mut server = command("postgres", root);
        server.arg("-D").arg(&data).arg("-k").arg(folder.path());
        for setting in ["listen_addresses=", "fsync=off", "log_min_messages=fatal", "max_connections=500"] {
            server.args(["-c", setting]);
        }
        let server = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let url = format!("postgres:///postgres?user=windlass&host={}", folder.path().display());
        let cluster = Self { server: Some(server), folder, url };
        cluster.await_start();
        cluster
    }

    /// A schema of that name in its database, as a URL.
    #[allow(dead_code, reason = "not every test binary wants schemas")]
    pub(crate) fn url(&self, schema: &str) -> String {
        let joined = if self.url.contains('?') { '&' } else { '?' };
        format!("{}{joined}schema={schema}", self.url)
    }

    /// Whether this machine has what it needs.
    #[allow(dead_code, reason = "only who installs it asks")]
    pub(crate) fn can_start() -> bool {
        ["initdb", "postgres", "pg_isready", "psql"].into_iter().all(|name| find(name).is_some())
    }

    /// As `WINDLASS_TEST_POSTGRES` names it.
    #[allow(dead_code, reason = "only who starts it for others asks")]
    pub(crate) fn address(&self) -> &str {
        &self.url
    }

    /// Makes a database, empty or as a template that nobody has open.
    #[allow(dead_code, reason = "not every test binary wants databases")]
    pub(crate) fn create(&self, database: &str, template: Option<&str>) {
        let began = Instant::now();
        loop {
            let text = format!("create database {database} template {}", template.unwrap_or("template0"));
            let mut ask = Command::new(binary("psql"));
            ask.args(["--no-psqlrc", "--quiet", "--dbname", &self.url]);
            if let Some(template) = template {
                // Sessions that were dropped here may not have ended there.
                let end =
                    format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{template}'");
                ask.args(["--command", &end]).stdout(Stdio::null());
            }
            let done = ask.args(["--command", &text]).output().unwrap();
            if done.status.success() {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "{}", String::from_utf8_lossy(&done.stderr));
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Removes a database, whoever has it open.
    #[allow(dead_code, reason = "not every test binary wants databases")]
    pub(crate) fn remove(&self, database: &str) {
        let text = format!("drop database if exists {database} with (force)");
        let mut ask = Command::new(binary("psql"));
        // One that is left goes with the server.
        let _ = ask.args(["--no-psqlrc", "--quiet", "--dbname", &self.url, "--command", &text]).output();
    }

    /// The URL of a database.
    #[allow(dead_code, reason = "not every test binary wants databases")]
    pub(crate) fn url_of(&self, database: &str) -> String {
        let (address, parameters) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let (address, _) = address.rsplit_once('/').unwrap();
        format!("{address}/{database}?{parameters}")
    }

    fn await_start(&self) {
        let began = Instant::now();
        let ready = || {
            let mut ask = Command::new(binary("pg_isready"));
            ask.args(["--quiet", "--host"]).arg(self.folder.path());
            ask.status().is_ok_and(|status| status.success())
        };
        while !ready() {
            assert!(began.elapsed() < PATIENCE, "the server did not start");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // At once, without a farewell: nobody needs the data.
            let _ = Command::new("kill").args(["-QUIT", &server.id().to_string()]).status();
            let _ = server.wait();
        }
    }
}

fn is_root() -> bool {
    let user = Command::new("id").arg("-u").output().unwrap();
    user.stdout.trim_ascii() == b"0"
}

/// Where a binary of the server is: where Debian keeps it, or in the path.
fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(Result::ok);
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    let files = folders.into_iter().rev().chain(std::env::split_paths(&path)).map(|folder| folder.join(name));
    files.into_iter().find(|file| file.is_file())
}

/// A binary of the server, as a user who may run it.
fn command(name: &str, root: bool) -> Command {
    if !root {
        return Command::new(binary(name));
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(binary(name)).current_dir("/");
    command
}

/// The same, where there has to be one.
fn binary(name: &str) -> PathBuf {
    find(name).unwrap_or_else(|| {
        panic!(
            "`{name}` of PostgreSQL is not here: install the server (Debian: `apt-get install postgresql`), or name one that runs \
             in WINDLASS_TEST_POSTGRES, as postgres://USER@HOST/DATABASE"
        )
    })
}

fn run(command: &mut Command) {
    let done = command.output().unwrap();
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}

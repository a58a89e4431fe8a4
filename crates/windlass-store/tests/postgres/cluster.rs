//! A PostgreSQL server of the test's own: made by the machine's own binaries in a temporary folder, reached through a socket there,
//! ended with the test. Where `WINDLASS_TEST_POSTGRES` names a server, that one is used.
#![allow(dead_code, reason = "no test binary needs all of it")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a server may take to start, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server.
pub(crate) struct Cluster {
    /// Ended on drop; `None` where it is somebody else's, or stopped.
    server: Option<Child>,
    /// Gone after the server.
    folder: tempfile::TempDir,
    /// Begins with `postgres://` and names a database.
    url: String,
    /// Whether it keeps what is written as a server does by default, and not for a test only.
    is_usual: bool,
    /// What the server is told beside the usual.
    settings: Vec<String>,
    /// Where it listens on loopback, and what its socket is called.
    port: u16,
}

/// What PostgreSQL takes where nobody says otherwise. A server that is reached through a socket in a folder of its own shares it.
const USUAL_PORT: u16 = 5432;

impl Cluster {
    /// Starts one, or names the one that there is.
    ///
    /// # Panics
    /// Where there is none to be had: no test is skipped.
    pub(crate) fn start() -> Self {
        if let Ok(url) = std::env::var("WINDLASS_TEST_POSTGRES") {
            return Self {
                server: None,
                folder: folder(),
                url,
                is_usual: false,
                settings: Vec::new(),
                port: USUAL_PORT,
            };
        }
        Self::own(&[])
    }

    /// Starts one to do with as one likes, with these settings.
    pub(crate) fn own(settings: &[&str]) -> Self {
        let mut cluster = Self::made();
        cluster.settings = settings.iter().map(|setting| (*setting).to_owned()).collect();
        cluster.launch();
        cluster
    }

    /// One that was never started.
    pub(crate) fn made() -> Self {
        let folder = folder();
        give(folder.path());
        run(command("initdb", is_root())
            .args(["--no-sync", "--auth=trust", "--username=windlass", "--encoding=UTF8", "--locale=C"])
            .arg(folder.path().join("data")));
        let url = format!("postgres://windlass@/postgres?host={}", folder.path().display());
        Self { server: None, folder, url, is_usual: false, settings: Vec::new(), port: USUAL_PORT }
    }

    /// Starts one with the settings that it comes with.
    pub(crate) fn usual() -> Self {
        let mut cluster = Self::made();
        cluster.is_usual = true;
        cluster.launch();
        cluster
    }

    /// Has it listen on loopback, too, on a port that the system chose. Returns the port.
    pub(crate) fn listen(&mut self) -> u16 {
        loop {
            let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            self.port = free;
            self.url = format!("postgres://windlass@/postgres?host={}&port={free}", self.folder.path().display());
            // Somebody else may have taken it meanwhile.
            if self.try_launch() {
                return free;
            }
        }
    }

    /// Starts what was made or stopped.
    pub(crate) fn launch(&mut self) {
        assert!(self.try_launch(), "the server did not start");
    }

    fn try_launch(&mut self) -> bool {
        let mut server = command("postgres", is_root());
        server.arg("-D").arg(self.data()).arg("-k").arg(self.folder.path());
        server.args(["-p", &self.port.to_string()]);
        let listen = if self.port == USUAL_PORT { "listen_addresses=" } else { "listen_addresses=127.0.0.1" };
        let usual = [listen, "fsync=off", "log_min_messages=fatal", "max_connections=500"];
        let usual = if self.is_usual { &usual[..1] } else { &usual[..] };
        for setting in usual.iter().copied().chain(self.settings.iter().map(String::as_str)) {
            server.args(["-c", setting]);
        }
        self.server = Some(server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        self.await_start()
    }

    /// Stops it, ending every session.
    pub(crate) fn stop(&mut self) {
        let mut server = self.server.take().unwrap();
        run(Command::new("kill").args(["-INT", &server.id().to_string()]));
        server.wait().unwrap();
    }

    /// Stops it as a power cut would, but for what the disk had not yet: it recovers when it starts.
    pub(crate) fn crash(&mut self) {
        let mut server = self.server.take().unwrap();
        run(Command::new("kill").args(["-QUIT", &server.id().to_string()]));
        server.wait().unwrap();
    }

    /// Starts it anew with these settings, and what `pg_hba.conf` says now.
    pub(crate) fn set(&mut self, settings: &[&str]) {
        self.stop();
        self.settings = settings.iter().map(|setting| (*setting).to_owned()).collect();
        self.launch();
    }

    /// Where its files are.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Makes a file or folder the server's own.
    pub(crate) fn give(&self, file: &Path) {
        give(file);
    }

    /// A folder of the test's, and of the server's socket.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A schema of that name in its database, as a URL.
    pub(crate) fn url(&self, schema: &str) -> String {
        let joined = if self.url.contains('?') { '&' } else { '?' };
        format!("{}{joined}schema={schema}", self.url)
    }

    /// The same for another user, database and schema.
    pub(crate) fn url_as(&self, user: &str, database: &str, schema: &str) -> String {
        format!("postgres://{user}@/{database}?host={}&schema={schema}", self.folder.path().display())
    }

    /// Whether this machine has what it needs.
    pub(crate) fn can_start() -> bool {
        ["initdb", "postgres", "pg_isready", "psql"].into_iter().all(|name| find(name).is_some())
    }

    /// As `WINDLASS_TEST_POSTGRES` names it.
    pub(crate) fn address(&self) -> &str {
        &self.url
    }

    /// Makes a database, empty or as a template that nobody has open.
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
    pub(crate) fn remove(&self, database: &str) {
        let text = format!("drop database if exists {database} with (force)");
        let mut ask = Command::new(binary("psql"));
        // One that is left goes with the server.
        let _ = ask.args(["--no-psqlrc", "--quiet", "--dbname", &self.url, "--command", &text]).output();
    }

    /// The URL of a database.
    pub(crate) fn url_of(&self, database: &str) -> String {
        let (address, parameters) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let (address, _) = address.rsplit_once('/').unwrap();
        format!("{address}/{database}?{parameters}")
    }

    /// Whether it started.
    fn await_start(&mut self) -> bool {
        let began = Instant::now();
        let ready = || {
            let mut ask = Command::new(binary("pg_isready"));
            ask.args(["--quiet", "--port", &self.port.to_string(), "--host"]).arg(self.folder.path());
            ask.status().is_ok_and(|status| status.success())
        };
        while !ready() {
            assert!(began.elapsed() < PATIENCE, "the server did not start");
            if self.server.as_mut().is_none_or(|server| !matches!(server.try_wait(), Ok(None))) {
                return false;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        true
    }
}

/// The server refuses to run as root, and wants its files for itself.
fn give(file: &Path) {
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(file));
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("wpg").tempdir().unwrap()
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

/// A binary of the server, as a user who may run it.
fn command(name: &str, root: bool) -> Command {
    if !root {
        return Command::new(binary(name));
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(binary(name)).current_dir("/");
    command
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

/// The same, where there has to be one.
pub(crate) fn binary(name: &str) -> PathBuf {
    find(name).unwrap_or_else(|| {
        panic!(
            "`{name}` of PostgreSQL is not here: install the server (Debian: `apt-get install postgresql`), or name one that runs \
             in WINDLASS_TEST_POSTGRES, as postgres://USER@HOST/DATABASE"
        )
    })
}

pub(crate) fn run(command: &mut Command) {
    let done = command.output().unwrap();
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}

//! A user of their own for a test: a home, a store, a simulated Snyk, and nothing of the machine's environment.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use windlass_sim::{Limits, Sim, SimBuilder};

/// Longest a command or a wait may take, in seconds: beyond it something hangs.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// The environment variable that holds the token, where one does.
pub(crate) const TOKEN: &str = "WINDLASS_TEST_TOKEN";

/// Somebody who uses windlass.
pub(crate) struct User {
    folder: tempfile::TempDir,
    env: Vec<(String, String)>,
}

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl User {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("home")).unwrap();
        let env = [("WINDLASS_RETRY_MS", "1"), ("WINDLASS_SILENCE_MS", "20")];
        Self { folder, env: env.map(|(name, value)| (name.to_owned(), value.to_owned())).into() }
    }

    /// Somebody who has connected with the token of that name, which is stored.
    pub(crate) fn connected(sim: &Sim, token: &str) -> Self {
        let user = Self::new();
        user.connect(sim, token).ok();
        user
    }

    /// Connects with the token of that name, which is stored.
    pub(crate) fn connect(&self, sim: &Sim, token: &str) -> Done {
        self.run_with_input(&["connect", "--url", &sim.url(), "--token-stdin"], sim.tokens().named(token).unwrap())
    }

    /// The same user with another variable in the environment.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.unset(name);
        self.env.push((name.to_owned(), value.to_owned()));
    }

    pub(crate) fn unset(&mut self, name: &str) {
        self.env.retain(|(known, _)| known != name);
    }

    /// A path in the user's folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file of the user's, for them alone.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// The default database.
    pub(crate) fn database(&self) -> PathBuf {
        self.path("home/data/windlass/windlass.db")
    }

    /// The default key file.
    pub(crate) fn key(&self) -> PathBuf {
        self.path("home/config/windlass/key")
    }

    /// Where this user's runs share the pace of a token.
    pub(crate) fn pace(&self) -> PathBuf {
        self.path("home/state/windlass/pace")
    }

    /// The binary, with a scrubbed environment.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_windlass"));
        self.scrub(&mut command);
        command.args(args);
        command
    }

    /// Another program with the same environment.
    pub(crate) fn scrub(&self, command: &mut Command) {
        command.env_clear().envs(self.env.iter().map(|(name, value)| (name, value)));
        command.env("HOME", self.path("home"));
        command.env("XDG_DATA_HOME", self.path("home/data")).env("XDG_CONFIG_HOME", self.path("home/config"));
        command.env("XDG_STATE_HOME", self.path("home/state"));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).current_dir(self.folder.path());
    }

    pub(crate) fn run(&self, args: &[&str]) -> Done {
        Done::of(assert_cmd::Command::from_std(self.command(args)).timeout(PATIENCE).output().unwrap(), args)
    }

    pub(crate) fn run_with_input(&self, args: &[&str], input: &str) -> Done {
        let mut command = assert_cmd::Command::from_std(self.command(args));
        Done::of(command.timeout(PATIENCE).write_stdin(input).output().unwrap(), args)
    }

    /// Starts the binary and leaves it running.
    pub(crate) fn start(&self, args: &[&str]) -> Running {
        let mut command = self.command(args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Running(Some(command.spawn().unwrap()))
    }

    /// The rows of a query.
    pub(crate) fn rows(&self, sql: &str) -> Vec<Value> {
        let found = self.run(&["sql", "--format", "json", "--limit", "0", sql]).ok().json();
        found.as_array().unwrap().clone()
    }

    /// The number a query finds.
    pub(crate) fn number(&self, sql: &str) -> u64 {
        self.rows(sql)[0].as_object().unwrap().values().next().unwrap().as_u64().unwrap()
    }

    /// Every row of every table that comes from Snyk, without what tells when and by which run it was written.
    pub(crate) fn dump(&self) -> Vec<String> {
        let bookkeeping = ["synced_at", "seen_in", "seen_at", "run_id"];
        let mut lines = Vec::new();
        for table in windlass_sync::schema().tables.into_iter().chain(windlass_score::tables()) {
            if table.name.starts_with("windlass_") {
                continue;
            }
            let log = matches!(table.kind, windlass_model::TableKind::Log);
            let columns = table.all_columns().into_iter().map(|column| column.name);
            let columns: Vec<&str> =
                columns.filter(|name| !(bookkeeping.contains(name) || log && *name == "id")).collect();
            let rows = self.rows(&format!("select {} from {}", columns.join(", "), table.name));
            let mut rows: Vec<String> = rows.iter().map(|row| format!("{} {row}", table.name)).collect();
            rows.sort_unstable();
            lines.extend(rows);
        }
        lines
    }

    /// Fails unless the live rows are those that the API lists to the token now, by id.
    pub(crate) fn assert_exact(&self, sim: &Sim, token: &str) {
        let truth = sim.truth(token);
        let organizations: Vec<_> = truth.organization_ids().into_iter().filter(|id| truth.is_accessible(id)).collect();
        let id = |one: Value| one["id"].as_str().unwrap().to_owned();
        let issues: Vec<String> =
            organizations.iter().flat_map(|of| truth.issues(of).map(id).collect::<Vec<_>>()).collect();
        let projects: Vec<String> = organizations.iter().flat_map(|of| truth.projects(of)).map(id).collect();
        for (table, mut listed) in [("snyk_issues", issues), ("snyk_projects", projects)] {
            let held = self.rows(&format!("select source_id from {table} where removed_at is null order by 1"));
            let held: Vec<&str> = held.iter().map(|row| row["source_id"].as_str().unwrap()).collect();
            listed.sort_unstable();
            assert_eq!(held.len(), listed.len(), "{table}");
            assert!(held == listed, "{table} holds other rows than the API lists");
        }
    }
}

impl Done {
    fn of(output: Output, args: &[&str]) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let done = Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
        assert!(!done.err.contains("panicked"), "{args:?} panicked: {}", done.err);
        done
    }

    /// Fails unless the command did what was asked.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self
    }

    /// Fails unless the command ended with this code and the four lines of a failure, in which `words` occur.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        let lines: Vec<&str> = self.err.lines().collect();
        let four = lines.windows(4).find(|four| {
            let labels = ["error: ", "  why: ", "   do: ", " kept: "];
            labels.iter().zip(*four).all(|(label, line)| line.len() > label.len() && line.starts_with(label))
        });
        let four = four.unwrap_or_else(|| panic!("no four lines in {self:#?}")).join("\n");
        for word in words {
            assert!(four.contains(word), "no {word:?} in\n{four}");
        }
        self
    }

    /// The one object or array on standard output.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.out.lines().count(), 1, "{self:#?}");
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// Fails unless `word` is on standard output.
    #[track_caller]
    pub(crate) fn says(self, word: &str) -> Self {
        assert!(self.out.contains(word), "no {word:?} in {self:#?}");
        self
    }
}

/// A command under way; killed when it is forgotten.
pub(crate) struct Running(Option<Child>);

impl Running {
    pub(crate) fn id(&self) -> u32 {
        self.0.as_ref().unwrap().id()
    }

    /// What it says on standard error, as it says it.
    pub(crate) fn stderr(&mut self) -> std::process::ChildStderr {
        self.0.as_mut().unwrap().stderr.take().unwrap()
    }

    pub(crate) fn has_ended(&mut self) -> bool {
        self.0.as_mut().unwrap().try_wait().unwrap().is_some()
    }

    /// Sends it a signal by its short name.
    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill").arg(format!("-{name}")).arg(self.id().to_string()).status().unwrap();
        assert!(status.success());
    }

    /// The same, where it may have ended.
    pub(crate) fn signal_if_running(&mut self, name: &str) {
        if !self.has_ended() {
            self.signal(name);
        }
    }

    /// Ends it as a power cut would. Whether it was still running.
    pub(crate) fn kill(mut self) -> bool {
        let mut child = self.0.take().unwrap();
        let running = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap().code().is_none() && running
    }

    /// Waits for its end.
    pub(crate) fn wait(mut self) -> Done {
        Done::of(self.0.take().unwrap().wait_with_output().unwrap(), &["a command that was started"])
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A small company without rate limits, on which a test may put more.
pub(crate) fn company() -> SimBuilder {
    Sim::builder().seed(11).organizations(3).projects(12).issues(250).personal_organizations(0).limits(Limits::none())
}

/// Starts a simulator; its server has a thread of its own.
pub(crate) fn start(builder: SimBuilder) -> Sim {
    tokio::runtime::Runtime::new().unwrap().block_on(builder.check_on_drop(false).start()).unwrap()
}

/// Waits until something is so.
#[track_caller]
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The keys of an object, in order.
#[track_caller]
pub(crate) fn keys(object: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

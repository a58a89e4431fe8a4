//! A failure speaks in four lines: what, why, what to do, what was kept.

use crate::exit::Exit;
use crate::render::{err, out, tame};
use miette::Diagnostic;
use serde_json::{Value, json};
use windlass_score::ScoreError;
use windlass_store::StoreError;
use windlass_sync::SyncError;
use windlass_sync::check::Refusal;

/// What the user is told when a command cannot do what was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The stable word for it.
    pub(crate) code: String,
    /// What happened.
    pub(crate) what: String,
    /// Why.
    pub(crate) why: String,
    /// What to do.
    pub(crate) todo: String,
    /// What was kept, and what was not touched.
    pub(crate) kept: String,
    /// How the process ends.
    pub(crate) exit: Exit,
    /// More for machines.
    pub(crate) more: Vec<(&'static str, Value)>,
}

impl Failure {
    /// A failure before anything was changed.
    pub(crate) fn new(code: &str, what: impl Into<String>, why: impl Into<String>, todo: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            what: what.into(),
            why: why.into(),
            todo: todo.into(),
            kept: "nothing was changed".to_owned(),
            exit: Exit::of(code),
            more: Vec::new(),
        }
    }

    /// A mistake on the command line.
    pub(crate) fn usage(what: impl Into<String>, why: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, ..Self::new("usage", what, why, todo) }
    }

    /// Says what was kept.
    pub(crate) fn keeping(mut self, kept: impl Into<String>) -> Self {
        self.kept = kept.into();
        self
    }

    /// Says which connection it was, to machines.
    pub(crate) fn of_connection(mut self, name: &str) -> Self {
        self.more.push(("connection", json!(name)));
        self
    }

    /// Prints it: for people on standard error, for machines as one object on standard output.
    pub(crate) fn print(&self, json: bool) {
        if json {
            let mut object = json!({
                "ok": false,
                "error": self.code,
                "detail": self.what,
                "why": self.why,
                "help": self.todo,
                "kept": self.kept,
            });
            if let Value::Object(members) = &mut object {
                members.extend(self.more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
            }
            return out(&object.to_string());
        }
        err(self.lines().trim_end());
    }

    /// The four lines.
    pub(crate) fn lines(&self) -> String {
        let line = |label: &str, text: &str| match text {
            "" => String::new(),
            text => format!("{label:>6} {}\n", tame(text)),
        };
        let mut lines = format!("error: {}\n", tame(&self.what));
        lines.push_str(&line("why:", &self.why));
        lines.push_str(&line("do:", &self.todo));
        lines.push_str(&line("kept:", &self.kept));
        lines
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let help = error.help().map(|help| help.to_string()).unwrap_or_default();
        Self::new(error.code(), error.to_string(), error.why(), help).keeping(kept(&error))
    }
}

/// What a store that failed has kept.
fn kept(error: &StoreError) -> &'static str {
    match error {
        StoreError::UnknownUrl { .. }
        | StoreError::BadUrl { .. }
        | StoreError::BadCertificate { .. }
        | StoreError::Unwritable { .. }
        | StoreError::Corrupt { .. }
        | StoreError::Newer { .. }
        | StoreError::Older { .. }
        | StoreError::NotWindlass { .. }
        | StoreError::RunLocked { .. }
        | StoreError::QueryRefused { .. }
        | StoreError::QueryTimeout { .. }
        | StoreError::QueryFailed { .. }
        | StoreError::UnknownTable { .. } => "nothing was changed",
        StoreError::Moved { .. } => "nothing here; what was committed is in the file, wherever it went",
        StoreError::Unreachable { .. }
        | StoreError::Refused { .. }
        | StoreError::Lost { .. }
        | StoreError::DiskFull { .. }
        | StoreError::Io { .. }
        | StoreError::Locked { .. }
        | StoreError::WriteFailed { .. }
        | StoreError::Closed { .. } => "all that was committed before; nothing of the step that failed",
    }
}

impl From<SyncError> for Failure {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Store(error) => error.into(),
            SyncError::Api(_) => Self::new(error.code(), error.to_string(), error.why(), error.help()),
        }
    }
}

impl From<ScoreError> for Failure {
    fn from(error: ScoreError) -> Self {
        match error {
            ScoreError::Store(error) => error.into(),
            error @ (ScoreError::Folder { .. }
            | ScoreError::NoCheck { .. }
            | ScoreError::NoEntity { .. }
            | ScoreError::Narrowed { .. }
            | ScoreError::Overtaken { .. }) => Self::new(error.code(), error.to_string(), error.why(), error.help()),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let more = vec![("missing", json!(refusal.missing)), ("organizations", json!(refusal.organizations))];
        let failure = Self::new(refusal.code, refusal.detail, refusal.why, refusal.help);
        Self { more, ..failure }
    }
}

impl From<Box<Refusal>> for Failure {
    fn from(refusal: Box<Refusal>) -> Self {
        (*refusal).into()
    }
}

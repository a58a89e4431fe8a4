//! A failure speaks in four lines: what, why, what to do, what was kept.

use crate::exit::Exit;
use miette::Diagnostic;
use serde_json::{Value, json};
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
            println!("{object}");
            return;
        }
        eprint!("{}", self.lines());
    }

    /// The four lines.
    pub(crate) fn lines(&self) -> String {
        let line = |label: &str, text: &str| match text {
            "" => String::new(),
            text => format!("{label:>6} {text}\n"),
        };
        let mut lines = format!("error: {}\n", self.what);
        lines.push_str(&line("why:", &self.why));
        lines.push_str(&line("do:", &self.todo));
        lines.push_str(&line("kept:", &self.kept));
        lines
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let help = error.help().map(|help| help.to_string()).unwrap_or_default();
        let causes = std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
        let why: Vec<String> = causes.map(ToString::to_string).collect();
        let failure = Self::new(error.code(), error.to_string(), why.join("; "), help);
        failure.keeping("all that was committed before; nothing of the step that failed")
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

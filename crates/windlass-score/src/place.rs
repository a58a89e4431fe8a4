//! Something wrong with a file, and where.

use crate::yaml;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1; 0 where it is about the file as a whole.
    pub line: u64,
    /// The column in characters, from 1; 0 where only the line is known.
    pub column: u64,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl fmt::Display for FileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(out, "{}: {}", self.file, self.what),
            (line, 0) => write!(out, "{}:{line}: {}", self.file, self.what),
            (line, column) => write!(out, "{}:{line}:{column}: {}", self.file, self.what),
        }
    }
}

impl std::error::Error for FileError {}

/// A place in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: u64,
    /// The column in characters, from 1; 0 where only the line is known.
    pub column: u64,
}

impl Place {
    pub(crate) fn file(file: &str) -> Self {
        Self { file: file.to_owned(), line: 0, column: 0 }
    }

    pub(crate) fn at(file: &str, location: serde_saphyr::Location) -> Self {
        Self { file: file.to_owned(), line: location.line(), column: location.column() }
    }

    pub(crate) fn error(&self, what: impl Into<String>, remedy: impl Into<String>) -> FileError {
        let Self { file, line, column } = self.clone();
        FileError { file, line, column, what: what.into(), remedy: remedy.into() }
    }

    /// What the YAML reader says; `remedy` where it is no YAML, or of another shape.
    pub(crate) fn of_yaml(file: &str, error: serde_saphyr::Error, remedy: &str) -> FileError {
        let place = error.location().map_or_else(|| Self::file(file), |at| Self::at(file, at));
        let (what, better) = yaml::told(error.without_snippet());
        place.error(what, better.unwrap_or_else(|| remedy.to_owned()))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}", self.file),
            line => write!(out, "{} line {line}", self.file),
        }
    }
}

/// The text of a file.
pub(crate) fn text_of(path: &std::path::Path) -> Result<String, FileError> {
    std::fs::read_to_string(path).map_err(|error| {
        let place = Place::file(&path.display().to_string());
        place.error(format!("it cannot be read: {error}"), "name a text file in UTF-8 that this user may read")
    })
}

//! What an imported entity says of the projects that belong to it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Which projects belong to an entity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Link {
    /// What the value names.
    pub kind: LinkKind,
    /// The name or id.
    pub value: String,
}

/// What a link names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// A Snyk organization, by slug or id: where there are links of other kinds, only its projects count; else all of them.
    Organization,
    /// A repository by name or address, or a Snyk target by id.
    Repository,
    /// A Snyk project, by id or name.
    Project,
    /// A tag of projects, as `key=value` or `key:value`.
    Tag,
}

impl Link {
    /// A link.
    pub fn new(kind: LinkKind, value: impl Into<String>) -> Self {
        Self { kind, value: value.into() }
    }
}

impl LinkKind {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Repository => "repository",
            Self::Project => "project",
            Self::Tag => "tag",
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.kind.word(), self.value)
    }
}

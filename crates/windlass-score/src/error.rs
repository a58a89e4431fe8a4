//! What can go wrong with scorecards, beside a card's own mistakes.

use miette::Diagnostic;
use std::io;
use std::path::PathBuf;
use windlass_model::Timestamp;
use windlass_store::StoreError;

/// Scorecards could not be read, evaluated or kept.
#[derive(Debug, thiserror::Error)]
pub enum ScoreError {
    /// The folder of scorecards cannot be read.
    #[error("the scorecards in {} cannot be read", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A card has no such check.
    #[error("the scorecard `{card}` has no check `{check}`")]
    NoCheck {
        /// The scorecard.
        card: String,
        /// What was asked for.
        check: String,
        /// The checks that there are.
        known: String,
    },
    /// There is no such entity.
    #[error("there is no entity `{identifier}`")]
    NoEntity {
        /// What was asked for.
        identifier: String,
    },
    /// Ours: only a part was evaluated, and a part cannot take the place of the whole.
    #[error("only a part of the scorecard `{card}` was evaluated, so it is not kept")]
    Narrowed {
        /// The scorecard.
        card: String,
    },
    /// Somebody else evaluated it on newer data meanwhile.
    #[error("the scorecard `{card}` was evaluated on newer data meanwhile, so what it says of {as_of} is not kept")]
    Overtaken {
        /// The scorecard.
        card: String,
        /// The moment of the data.
        as_of: Timestamp,
        /// The moment of the newer data.
        newer: Timestamp,
    },
}

impl ScoreError {
    /// A stable word for scripts and bookkeeping.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "scorecards_unreadable",
            Self::Store(error) => error.code(),
            Self::NoCheck { .. } => "no_check",
            Self::NoEntity { .. } => "no_entity",
            Self::Narrowed { .. } => "narrowed",
            Self::Overtaken { .. } => "overtaken",
        }
    }

    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Folder { .. } => {
                "name the folder where they are, or make one with `windlass scorecard init`".to_owned()
            }
            Self::Store(error) => Diagnostic::help(error).map(|help| help.to_string()).unwrap_or_default(),
            Self::NoCheck { known, .. } => format!("its checks are {known}"),
            Self::NoEntity { .. } => "`windlass entities list` lists those that there are".to_owned(),
            Self::Narrowed { .. } => "evaluate it for all entities and checks to keep what it finds".to_owned(),
            Self::Overtaken { .. } => "look at what is kept, or evaluate it again".to_owned(),
        }
    }

    /// Why, as the system or the database says.
    pub fn why(&self) -> String {
        match self {
            Self::Folder { source, .. } => source.to_string(),
            Self::Store(error) => error.why(),
            Self::NoCheck { .. } => "checks are called by their `key`".to_owned(),
            Self::NoEntity { .. } => "entities are made of what was synced and imported".to_owned(),
            Self::Narrowed { .. } => "a part cannot take the place of the whole".to_owned(),
            Self::Overtaken { newer, .. } => format!("what is kept is of {newer}"),
        }
    }
}

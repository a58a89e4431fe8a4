//! What a check tells owners, and whom.

use super::{Entity, Report, Scored, Status};
use crate::cards::Check;
use std::collections::HashMap;

/// What a check tells some entities, in its own words or its query's.
#[derive(Debug, Clone, PartialEq)]
pub struct Told<'r> {
    /// What to do, in Markdown; of an error what went wrong. `None` where the card has no words for it.
    pub message: Option<&'r str>,
    /// The property, or a list of them, that would mend it.
    pub mended_by: Option<&'r str>,
    /// Whether it is an error: then the words are not the card's.
    pub is_error: bool,
    /// Whom, each with its status; those that need people most first.
    pub of: Vec<(Status, &'r Entity)>,
}

impl Report {
    /// What each check tells those that it has something to tell: all that do not pass, and others where there are words for them. In the
    /// order of those that need people most.
    pub fn told(&self) -> Vec<(&Check, Vec<Told<'_>>)> {
        let worst = self.from_the_worst();
        self.card.checks.iter().map(|check| (check, Told::by(check, &worst))).collect()
    }
}

impl<'r> Told<'r> {
    fn by(check: &Check, worst: &[&'r Scored]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        let mut known = HashMap::new();
        for one in worst {
            let Some(result) = one.results.iter().find(|result| result.check == check.key) else { continue };
            let (message, mended_by) = (result.message.as_deref(), result.related_property.as_deref());
            let is_told = match result.status {
                Status::Fail | Status::Error => true,
                Status::Warn | Status::NotApplicable => message.is_some() || mended_by.is_some(),
                Status::Pass => false,
            };
            if !is_told {
                continue;
            }
            let is_error = result.status == Status::Error;
            let at = *known.entry((message, mended_by, is_error)).or_insert_with(|| {
                all.push(Self { message, mended_by, is_error, of: Vec::new() });
                all.len() - 1
            });
            all[at].of.push((result.status, &one.entity));
        }
        all
    }
}

//! The faults that are set, and the decision which of them fires.

use crate::fault::{Effect, Fault, Often};
use crate::problem::Problem;
use crate::render::drift::Drift;
use crate::world::roll::Roll;

/// Faults in the order they were set; the first that matches fires.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    set: Vec<Armed>,
}

#[derive(Debug)]
struct Armed {
    fault: Fault,
    matched: u64,
    fired: u64,
}

impl Armed {
    /// Counts a matching request; true if the fault fires on it.
    fn fires(&mut self, path: &str, page: u32) -> bool {
        let fault = &self.fault;
        if fault.path.as_ref().is_some_and(|part| !path.contains(part.as_str()))
            || fault.pages.is_some_and(|(first, last)| page < first || page > last)
        {
            return false;
        }
        self.matched += 1;
        self.matched >= fault.request
            && match fault.often {
                Often::Times(times) => self.fired < times,
                Often::Always => true,
                Often::Random { probability, seed } => Roll::new(seed, 11, 0, self.matched).unit(1) < probability,
            }
    }
}

impl Faults {
    pub(crate) fn set(&mut self, fault: Fault) {
        self.set.push(Armed { fault, matched: 0, fired: 0 });
    }

    pub(crate) fn clear(&mut self) {
        self.set.clear();
    }

    /// The effect that this request meets, if any. All faults count the request, one fires.
    pub(crate) fn meet(&mut self, path: &str, page: u32) -> Option<Effect> {
        let mut effect = None;
        for armed in &mut self.set {
            if armed.fires(path, page) && effect.is_none() {
                armed.fired += 1;
                effect = Some(armed.fault.effect.clone());
            }
        }
        effect
    }

    /// Scripted faults that never fired.
    pub(crate) fn unfired(&self) -> Vec<&Fault> {
        let scripted = |armed: &&Armed| armed.fired == 0 && !matches!(armed.fault.often, Often::Random { .. });
        self.set.iter().filter(scripted).map(|armed| &armed.fault).collect()
    }

    /// Drift that every answer has, and the truth with it.
    pub(crate) fn standing_drift(&self) -> Drift {
        let always = |effect: &Effect| {
            let stands = |armed: &Armed| {
                armed.fault.often == Often::Always && armed.fault.path.is_none() && armed.fault.effect == *effect
            };
            self.set.iter().any(stands)
        };
        Drift { fields: always(&Effect::UnknownFields), values: always(&Effect::UnknownValues) }
    }
}

/// Where `links.next` of a page leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum NextTwist {
    #[default]
    True,
    Foreign(String),
    Itself,
}

/// What a fault changes in the page itself, when it does not replace the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Twist {
    pub(crate) drift: Drift,
    pub(crate) next: NextTwist,
    pub(crate) empty: bool,
    pub(crate) repeat: usize,
}

/// How the finished answer is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) enum Delivery {
    #[default]
    Whole,
    Cut,
    Truncated,
    Slow(std::time::Duration),
}

/// The refusal a fault stands for, if it is one with an ordinary body.
pub(crate) fn refusal(effect: &Effect) -> Option<(Problem, Option<u64>)> {
    let plain = |problem| Some((problem, None));
    match effect {
        Effect::Status { status, retry_after } => Some((Problem::server(*status), *retry_after)),
        Effect::Maintenance => plain(Problem::maintenance()),
        Effect::ExpiredCursor => {
            plain(Problem::parameter("starting_after", "'starting_after' is no longer valid".to_owned()))
        }
        Effect::Forbidden => plain(Problem::forbidden()),
        Effect::NotFound => plain(Problem::not_found("Resource")),
        Effect::Throttle { .. }
        | Effect::Html { .. }
        | Effect::Empty { .. }
        | Effect::OldUnauthorized
        | Effect::Redirect { .. }
        | Effect::Cut
        | Effect::Truncate
        | Effect::Hang
        | Effect::Slow { .. }
        | Effect::RevokeToken
        | Effect::OrganizationGone
        | Effect::PermissionLost(_)
        | Effect::TimePasses { .. }
        | Effect::RowsInserted(_)
        | Effect::RowsBackdated(_)
        | Effect::RowsRemoved(_)
        | Effect::DuplicateRows(_)
        | Effect::UnknownFields
        | Effect::UnknownValues
        | Effect::NextForeign { .. }
        | Effect::NextSelf
        | Effect::EmptyPage => None,
    }
}

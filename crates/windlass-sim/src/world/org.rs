//! Organizations: their size, their life, and how fast they grow.

use super::names::{COMPANIES, ORGANIZATIONS};
use super::roll::Roll;
use super::shape::{Shape, Size};
use super::time::{DAY, EPOCH, HOUR, Micros, coarse};

/// How long before day 0 the first issue was found, in days.
const HISTORY_DAYS: i64 = 700;

/// An organization and the constants its projects and issues follow from.
#[derive(Debug, Clone)]
pub(crate) struct Org {
    pub(crate) seed: u64,
    pub(crate) index: u32,
    /// `None` for a personal organization.
    pub(crate) group: Option<u32>,
    name: String,
    pub(crate) slug: String,
    /// The owner part of its repositories.
    pub(crate) owner: &'static str,
    pub(crate) created: Micros,
    /// The first `projects` were all added by then.
    pub(crate) projects_until: Micros,
    issues_from: Micros,
    /// Day 0, or the day after the organization appeared: until then its first issues, from then on growth.
    pub(crate) steady_from: Micros,
    /// Projects it starts with.
    pub(crate) projects: u64,
    /// Issues it starts with.
    pub(crate) issues: u64,
    /// Time between two new projects.
    pub(crate) project_gap: Micros,
    issue_gap: Micros,
    /// Cloud environments that are scanned.
    pub(crate) environments: u64,
    gone: Option<Micros>,
    renamed: Option<Micros>,
    /// No project comes or goes.
    pub(crate) frozen_projects: bool,
    /// How long a resolved issue stays listed.
    pub(crate) kept: Micros,
    bursts: f64,
}

/// Issues of one burst.
const BURST: u64 = 40;

/// A gap so long that nothing happens in any world's life, and that still adds up without overflow.
const NEVER: Micros = 40_000 * DAY;

impl Org {
    /// The organization `index` of `shape`; `late` is the day it appears on, for those that come after day 0.
    pub(crate) fn new(shape: &Shape, index: u32, group: Option<u32>, size: Size, late: Option<i64>) -> Self {
        let roll = Roll::new(shape.seed, 2, 0, u64::from(index));
        let (created, projects_until, issues_from, steady_from) = match late {
            None => {
                let days = 1_500 - i64::from(index) % 300;
                let created = coarse(EPOCH - days * DAY + roll.below(1, DAY as u64) as Micros, roll.bits(2));
                (created, EPOCH - (HISTORY_DAYS + 5) * DAY, EPOCH - HISTORY_DAYS * DAY, EPOCH)
            }
            Some(day) => {
                let created = EPOCH + day * DAY + roll.below(1, DAY as u64 / 2) as Micros;
                (created, created + HOUR, created + 2 * HOUR, created + DAY)
            }
        };
        let word = &ORGANIZATIONS[index as usize % ORGANIZATIONS.len()];
        let round = index as usize / ORGANIZATIONS.len();
        let (name, slug) = if round == 0 {
            (word.0.to_owned(), word.1.to_owned())
        } else {
            (format!("{} {}", word.0, round + 1), format!("{}-{}", word.1, round + 1))
        };
        let gap = |count: u64, rate: f64, least: f64| match count {
            0 => NEVER,
            n => ((DAY as f64 / (n as f64 * rate).max(least)) as Micros).max(1_000),
        };
        let comes_and_goes = shape.organizations_come_and_go && group.is_some() && index > 0;
        let environments = match (size.projects, size.issues) {
            (0, 0) => 0,
            (0, _) => 1,
            // The first organization always has one, so that every world of some size has issues of clouds.
            (_, issues) if issues >= 20 => u64::from(index == 0) + roll.below(5, 3),
            _ => 0,
        };
        let growth = shape.growth_per_day;
        Self {
            seed: shape.seed,
            index,
            group,
            name,
            slug,
            owner: COMPANIES[group.unwrap_or(0) as usize % COMPANIES.len()].1,
            created,
            projects_until,
            issues_from,
            steady_from,
            projects: size.projects,
            issues: size.issues,
            project_gap: if growth > 0.0 { gap(size.projects, growth * 0.8, 0.05) } else { NEVER },
            issue_gap: if growth > 0.0 { gap(size.issues, growth, 0.5) } else { NEVER },
            environments,
            gone: (comes_and_goes && roll.chance(6, 70))
                .then(|| steady_from + DAY + roll.below(7, 60 * DAY as u64) as Micros),
            renamed: (index > 0 && growth > 0.0 && roll.chance(8, 120))
                .then(|| coarse(steady_from + DAY / 2 + roll.below(9, 40 * DAY as u64) as Micros, roll.bits(10))),
            frozen_projects: growth <= 0.0,
            kept: shape.resolved_kept,
            bursts: shape.bursts,
        }
    }

    /// The organization exists at `now`.
    pub(crate) fn exists(&self, now: Micros) -> bool {
        self.created <= now && self.gone.is_none_or(|gone| now < gone)
    }

    pub(crate) fn name(&self, now: Micros) -> String {
        match self.renamed {
            Some(at) if at <= now => format!("{} (EMEA)", self.name),
            _ => self.name.clone(),
        }
    }

    pub(crate) fn updated(&self, now: Micros) -> Micros {
        self.renamed.filter(|at| *at <= now).unwrap_or(self.created)
    }

    /// Empty repositories it knows.
    pub(crate) fn empty_targets(&self) -> u64 {
        if self.projects == 0 { 0 } else { 1 + u64::from(self.index) % 2 }
    }

    /// When issue `index` was found. Never earlier than issue `index - 1`.
    pub(crate) fn issue_created(&self, index: u64, dice: u64) -> Micros {
        let first = index - index % BURST;
        // Growth is not in bursts: it has to begin on its day.
        let is_burst =
            self.bursts > 0.0 && first + BURST <= self.issues && self.issue_roll(first).unit(40) < self.bursts;
        if is_burst { self.issue_slot(first, self.issue_roll(first).bits(0)) } else { self.issue_slot(index, dice) }
    }

    fn issue_slot(&self, index: u64, dice: u64) -> Micros {
        let span = self.steady_from - self.issues_from;
        let (start, slot) = if index < self.issues {
            let at = (span as i128 * i128::from(index) / i128::from(self.issues)) as Micros;
            (self.issues_from + at, span / self.issues as Micros)
        } else {
            (self.steady_from + (index - self.issues) as Micros * self.issue_gap, self.issue_gap)
        };
        let second = super::time::SECOND;
        if slot >= 4 * second {
            // Rounding down by at most a second keeps it inside its slot, hence in order.
            coarse(start + second + (dice % (slot - 2 * second) as u64) as Micros, dice >> 40)
        } else {
            start + (dice % slot.max(1) as u64) as Micros
        }
    }

    /// The number of issues found before `at`: since they are in order, the first that was not.
    pub(crate) fn issues_before(&self, at: Micros) -> u64 {
        let (mut low, mut high) = (0, self.issues);
        if at > self.steady_from {
            low = self.issues;
            high = self.issues + ((at - self.steady_from) / self.issue_gap) as u64 + 1;
        }
        if self.issues == 0 {
            return 0;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if self.issue_created(middle, self.issue_roll(middle).bits(0)) < at {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    pub(crate) fn issue_roll(&self, index: u64) -> Roll {
        Roll::new(self.seed, 5, u64::from(self.index), index)
    }
}

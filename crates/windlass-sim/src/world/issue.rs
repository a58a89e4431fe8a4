//! The state of an issue: a pure function of the seed, the organization, the index and the moment.

use super::flaws::{CODE_RULES, CONFIG_RULES, FLAWS, LICENSES};
use super::org::Org;
use super::project::{Product, flavour_of};
use super::roll::Roll;
use super::time::{DAY, HOUR, MINUTE, Micros, coarse};

/// `effective_severity_level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    Info,
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    pub(crate) const ALL: [Self; 5] = [Self::Info, Self::Low, Self::Medium, Self::High, Self::Critical];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// `attributes.type` of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IssueKind {
    PackageVulnerability,
    License,
    Cloud,
    Code,
    Custom,
    Config,
}

impl IssueKind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::PackageVulnerability => "package_vulnerability",
            Self::License => "license",
            Self::Cloud => "cloud",
            Self::Code => "code",
            Self::Custom => "custom",
            Self::Config => "config",
        }
    }
}

/// What was scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Project(u64),
    Environment(u64),
}

/// An issue as it is at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Issue {
    pub(crate) index: u64,
    pub(crate) roll: Roll,
    pub(crate) place: Place,
    pub(crate) kind: IssueKind,
    /// Index into the table of its kind.
    pub(crate) what: usize,
    /// Severity before any policy.
    pub(crate) original: Severity,
    pub(crate) severity: Severity,
    pub(crate) ignored: bool,
    /// When it was resolved, if it is.
    pub(crate) resolved: Option<Micros>,
    /// When it was resolved before it was reopened, if that happened.
    pub(crate) resolved_before: Option<Micros>,
    pub(crate) created: Micros,
    pub(crate) updated: Micros,
}

/// One organization at one moment, ready to be asked for its issues.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now<'a> {
    pub(crate) org: &'a Org,
    pub(crate) now: Micros,
}

/// Events of issues that exist on day 0 lie up to this many days ahead; of later ones, after their birth.
const AHEAD_DAYS: i64 = 60;
/// The share of ignores that lie before day 0 reaches back this far.
const IGNORES_BACK_DAYS: i64 = 60;

impl Now<'_> {
    /// Where issue `index` is. `born` decides which projects it can be in.
    fn place(&self, index: u64, roll: Roll, born: Micros) -> Option<Place> {
        let org = self.org;
        if org.environments > 0 && (org.projects == 0 || roll.chance(1, 30)) {
            return Some(Place::Environment(roll.below(2, org.environments)));
        }
        let projects = if index < org.issues { org.projects } else { org.projects_by(born) };
        if projects == 0 {
            return None;
        }
        // The square of an even draw: the first project gets many, the last few.
        let draw = roll.unit(3);
        Some(Place::Project(((draw * draw * projects as f64) as u64).min(projects - 1)))
    }

    /// The issue, unless it is not yet found, no longer kept, or in a project that is gone.
    pub(crate) fn issue(&self, index: u64) -> Option<Issue> {
        let org = self.org;
        let roll = org.issue_roll(index);
        let created = org.issue_created(index, roll.bits(0));
        if created > self.now {
            return None;
        }
        let place = self.place(index, roll, created)?;
        if let Place::Project(project) = place
            && org.project_gone(project).is_some_and(|gone| gone <= self.now)
        {
            return None;
        }
        let (kind, what, original) = self.subject(index, place, roll);
        let mut issue = Issue {
            index,
            roll,
            place,
            kind,
            what,
            original,
            severity: original,
            ignored: false,
            resolved: None,
            resolved_before: None,
            created,
            updated: created,
        };
        self.live(&mut issue).then_some(issue)
    }

    fn subject(&self, index: u64, place: Place, roll: Roll) -> (IssueKind, usize, Severity) {
        let from = |kind, what: u64, level| (kind, what as usize, level);
        let config = roll.below(5, CONFIG_RULES.len() as u64);
        let Place::Project(project) = place else {
            return from(IssueKind::Cloud, config, CONFIG_RULES[config as usize].2);
        };
        let product = flavour_of(self.org, project).product;
        let dice = roll.below(4, 1000);
        match product {
            Product::OpenSource if dice < 60 => {
                let what = roll.below(5, LICENSES.len() as u64);
                from(IssueKind::License, what, LICENSES[what as usize].1)
            }
            Product::OpenSource if dice < 75 => from(IssueKind::Custom, config, CONFIG_RULES[config as usize].2),
            Product::OpenSource | Product::Container => {
                // Neighbours in two projects share a vulnerability, over organizations too; see `Subject`.
                let shared = Roll::new(self.org.seed, 6, 0, index / 2 * 2 + (index + project) % 2);
                let what = shared.below(5, FLAWS.len() as u64);
                from(IssueKind::PackageVulnerability, what, FLAWS[what as usize].level)
            }
            Product::Code => {
                let what = roll.below(5, CODE_RULES.len() as u64);
                from(IssueKind::Code, what, CODE_RULES[what as usize].3)
            }
            Product::Iac => from(IssueKind::Config, config, CONFIG_RULES[config as usize].2),
        }
    }

    /// A moment in the issue's life: for those of day 0 within `[day 0 - back, day 0 + 60]`.
    fn moment(&self, issue: &Issue, salt: u64, back: Micros) -> Micros {
        let draw = issue.roll.unit(salt);
        let ahead = (AHEAD_DAYS * DAY) as f64;
        let at = if issue.index < self.org.issues {
            self.org.steady_from - back + (draw * (back as f64 + ahead)) as Micros
        } else {
            issue.created + HOUR + (draw * ahead) as Micros
        };
        let soon = issue.created + MINUTE;
        let at = if at < soon { soon + issue.roll.below(salt + 1, 6 * HOUR as u64) as Micros } else { at };
        coarse(at, issue.roll.bits(salt + 2))
    }

    /// Plays the issue's life up to now. False when it is no longer listed.
    fn live(&self, issue: &mut Issue) -> bool {
        if self.org.frozen_projects {
            return self.still_life(issue);
        }
        let (now, roll) = (self.now, issue.roll);
        if roll.chance(20, 80) {
            let at = self.moment(issue, 21, IGNORES_BACK_DAYS * DAY);
            if at <= now {
                issue.severity = regraded(issue.original, issue.kind);
                issue.updated = issue.updated.max(at);
            }
        }
        if roll.chance(30, 110) {
            let at = self.moment(issue, 31, IGNORES_BACK_DAYS * DAY);
            let until = at + HOUR + roll.below(35, 30 * DAY as u64) as Micros;
            let until = coarse(until, roll.bits(36));
            if at <= now {
                issue.ignored = true;
                issue.updated = issue.updated.max(at);
            }
            if roll.chance(34, 400) && until <= now {
                issue.ignored = false;
                issue.updated = issue.updated.max(until);
            }
        }
        if roll.chance(40, 350) {
            // A tenth of a day less than they are kept, so that on day 0 none has vanished yet.
            let kept = self.org.kept;
            let at = self.moment(issue, 41, (kept - DAY / 10).max(0));
            let again = coarse(at + kept / 10 + (roll.unit(45) * 0.8 * kept as f64) as Micros, roll.bits(46));
            let reopens = roll.chance(44, 180);
            if reopens && again <= now {
                issue.resolved_before = Some(at);
                issue.updated = issue.updated.max(again);
            } else if at <= now {
                issue.resolved = Some(at);
                issue.updated = issue.updated.max(at);
                return now < at + kept;
            }
        }
        true
    }

    /// A world without growth has a past but no future: some of its issues are resolved or ignored for good.
    fn still_life(&self, issue: &mut Issue) -> bool {
        let roll = issue.roll;
        let at = coarse(issue.created + MINUTE + roll.below(31, 6 * HOUR as u64) as Micros, roll.bits(32));
        if at <= self.org.steady_from {
            issue.ignored = roll.chance(30, 80);
            issue.resolved = roll.chance(40, 150).then_some(at);
            if issue.ignored || issue.resolved.is_some() {
                issue.updated = at;
            }
        }
        true
    }
}

/// A policy moves the severity by one level, down more often than not.
const fn regraded(from: Severity, kind: IssueKind) -> Severity {
    match (from, kind) {
        (Severity::Critical, _) => Severity::High,
        (Severity::High, IssueKind::PackageVulnerability) => Severity::Critical,
        (Severity::High, _) | (Severity::Low, _) => Severity::Medium,
        (Severity::Medium, _) | (Severity::Info, _) => Severity::Low,
    }
}

//! The world at one moment, with what faults have done to it.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::World;
use super::issue::{Issue, Now, Place, Severity};
use super::org::Org;
use super::project::{EMPTY_TARGETS, Project, Target};
use super::time::Micros;

/// Changes that faults made to the world. Each new version is a new value, so that a view never changes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overlay {
    pub(crate) version: u64,
    /// Organizations that are gone.
    pub(crate) gone: BTreeSet<u32>,
    /// Issues (organization, index) that are gone.
    pub(crate) hidden: BTreeSet<(u32, u64)>,
    /// Issues (organization, index) that had been held back and are there now.
    pub(crate) late: BTreeSet<(u32, u64)>,
}

/// Open, not ignored issues of a project: low, medium, high, critical.
pub(crate) type Counts = [u64; 4];

/// Counts by project, kept because a page of projects needs a look at every issue of the organization.
type Cache = Mutex<HashMap<(u32, Micros, u64), Arc<Vec<Counts>>>>;

/// More entries than this and the cache starts over.
const CACHE_ENTRIES: usize = 4_096;

/// The world as it is now.
#[derive(Debug, Clone)]
pub(crate) struct View {
    pub(crate) world: Arc<World>,
    pub(crate) overlay: Arc<Overlay>,
    pub(crate) now: Micros,
    cache: Arc<Cache>,
}

impl View {
    pub(crate) fn new(world: Arc<World>) -> Self {
        Self { world, overlay: Arc::default(), now: super::time::EPOCH, cache: Arc::default() }
    }

    pub(crate) fn at(&self, now: Micros, overlay: Arc<Overlay>) -> Self {
        Self { world: Arc::clone(&self.world), overlay, now, cache: Arc::clone(&self.cache) }
    }

    /// The organization, if it exists now.
    pub(crate) fn org(&self, index: u32) -> Option<&Org> {
        let org = self.world.orgs.get(index as usize)?;
        (org.exists(self.now) && !self.overlay.gone.contains(&index)).then_some(org)
    }

    /// Organizations that exist now, in insertion order.
    pub(crate) fn orgs(&self) -> impl Iterator<Item = &Org> {
        (0..self.world.orgs.len() as u32).filter_map(|index| self.org(index))
    }

    pub(crate) fn issue(&self, org: &Org, index: u64) -> Option<Issue> {
        let hides = !self.overlay.hidden.is_empty() && self.overlay.hidden.contains(&(org.index, index));
        let waits = self.world.listing.holds_back(org, index) && !self.overlay.late.contains(&(org.index, index));
        if hides || waits { None } else { Now { org, now: self.now }.issue(index) }
    }

    /// Issues found so far; an upper bound of those listed.
    pub(crate) fn issues_found(&self, org: &Org) -> u64 {
        org.issues_before(self.now + 1)
    }

    /// Projects that exist now, in insertion order, from `first` on.
    pub(crate) fn projects<'a>(&'a self, org: &'a Org, first: u64) -> impl Iterator<Item = Project> + 'a {
        (first..org.projects_by(self.now)).filter_map(|index| org.project(index, self.now))
    }

    /// Targets that exist now, in insertion order, from `first` on; empty ones too if `empty`.
    pub(crate) fn targets<'a>(&'a self, org: &'a Org, first: u64, empty: bool) -> impl Iterator<Item = Target> + 'a {
        let used = org.projects_by(self.now).div_ceil(super::project::PROJECTS_PER_TARGET);
        let archived = if empty { org.empty_targets() } else { 0 };
        let archived = first.max(EMPTY_TARGETS)..EMPTY_TARGETS + archived;
        (first.min(used)..used)
            .chain(archived)
            .filter(move |index| empty || self.has_projects(org, *index))
            .map(|index| Target::of(org, index))
    }

    pub(crate) fn has_projects(&self, org: &Org, target: u64) -> bool {
        let size = super::project::PROJECTS_PER_TARGET;
        let first = target.saturating_mul(size);
        target < EMPTY_TARGETS && (first..first + size).any(|p| org.project(p, self.now).is_some())
    }

    /// Open, not ignored issues of every project, by project index.
    pub(crate) fn counts(&self, org: &Org) -> Arc<Vec<Counts>> {
        let key = (org.index, self.now, self.overlay.version);
        if let Some(known) = self.cache.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(known);
        }
        let mut counts = vec![Counts::default(); org.projects_by(self.now) as usize];
        for index in 0..self.issues_found(org) {
            let Some(issue) = self.issue(org, index) else { continue };
            let Place::Project(project) = issue.place else { continue };
            if issue.resolved.is_some() || issue.ignored || issue.severity == Severity::Info {
                continue;
            }
            if let Some(row) = counts.get_mut(project as usize) {
                row[issue.severity as usize - 1] += 1;
            }
        }
        let counts = Arc::new(counts);
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.len() >= CACHE_ENTRIES {
            cache.clear();
        }
        cache.insert(key, Arc::clone(&counts));
        counts
    }
}

//! Everything the server shares between requests.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::catalog::Permission;
use crate::cursor::LinkStyle;
use crate::faults::Faults;
use crate::limits::{Limits, Meter};
use crate::oauth::OAuth;
use crate::stats::Log;
use crate::tokens::{Principal, Scope, Tokens};
use crate::world::World;
use crate::world::org::Org;
use crate::world::time::{DAY, EPOCH, MINUTE, Micros};
use crate::world::view::{Overlay, View};

/// What does not change while the server runs.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) limits: Limits,
    pub(crate) latency: Duration,
    pub(crate) links: LinkStyle,
    pub(crate) token_lifetime: Duration,
    pub(crate) gzip: bool,
    pub(crate) check_on_drop: bool,
}

/// The simulated time: a day, and real time since it was set unless frozen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    day: f64,
    since: Instant,
    frozen: bool,
}

impl Clock {
    pub(crate) fn new(day: f64, frozen: bool) -> Self {
        Self { day, since: Instant::now(), frozen }
    }

    pub(crate) fn set(&mut self, day: f64) {
        *self = Self::new(day, self.frozen);
    }

    /// Days since day 0.
    pub(crate) fn day(&self) -> f64 {
        self.day + if self.frozen { 0.0 } else { self.since.elapsed().as_secs_f64() / 86_400.0 }
    }

    pub(crate) fn now(&self) -> Micros {
        EPOCH + (self.day() * DAY as f64) as Micros
    }

    /// The moment the world is looked at: while the clock runs it moves by minutes, so that counts can be kept.
    pub(crate) fn view_moment(&self) -> Micros {
        let now = self.now();
        if self.frozen { now } else { now - now.rem_euclid(MINUTE) }
    }
}

/// What faults did to callers.
#[derive(Debug, Default)]
pub(crate) struct Fallen {
    pub(crate) revoked: BTreeSet<usize>,
    pub(crate) lost: BTreeSet<(usize, &'static str)>,
}

/// A time in which a principal should send nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Silence {
    /// Requests before this were on their way when the 429 went out.
    pub(crate) from: Instant,
    pub(crate) until: Instant,
}

/// Shared by all requests.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) url: String,
    pub(crate) settings: Settings,
    pub(crate) tokens: Tokens,
    view: View,
    pub(crate) clock: Mutex<Clock>,
    overlay: RwLock<Arc<Overlay>>,
    pub(crate) fallen: Mutex<Fallen>,
    pub(crate) faults: Mutex<Faults>,
    pub(crate) meters: Mutex<HashMap<usize, Meter>>,
    pub(crate) silences: Mutex<HashMap<usize, Silence>>,
    pub(crate) oauth: Mutex<OAuth>,
    pub(crate) log: Mutex<Log>,
}

/// A poisoned lock still holds sound data here: every update is a single step.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    pub(crate) fn new(url: String, world: World, clock: Clock, settings: Settings) -> Self {
        let tokens = Tokens::new(&world);
        Self {
            url,
            settings,
            tokens,
            view: View::new(Arc::new(world)),
            clock: Mutex::new(clock),
            overlay: RwLock::default(),
            fallen: Mutex::default(),
            faults: Mutex::default(),
            meters: Mutex::default(),
            silences: Mutex::default(),
            oauth: Mutex::default(),
            log: Mutex::new(Log::new()),
        }
    }

    /// The world as it is now; it does not change while it is held.
    pub(crate) fn view(&self) -> View {
        let now = locked(&self.clock).view_moment();
        let overlay = Arc::clone(&self.overlay.read().unwrap_or_else(PoisonError::into_inner));
        self.view.at(now, overlay)
    }

    /// Changes the world for everybody who looks from now on.
    pub(crate) fn change_overlay(&self, change: impl FnOnce(&mut Overlay)) {
        let mut current = self.overlay.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = Overlay::clone(&current);
        change(&mut next);
        next.version += 1;
        *current = Arc::new(next);
    }

    /// The principal holds `permission` and has not lost it.
    pub(crate) fn allows(&self, principal: usize, permission: Permission) -> bool {
        let lost = locked(&self.fallen).lost.contains(&(principal, permission.id()));
        !lost && self.tokens.principals[principal].has(permission)
    }
}

/// What a principal sees of the world.
impl Principal {
    pub(crate) fn sees_org(&self, org: &Org) -> bool {
        match self.scope {
            Scope::Everything => true,
            Scope::Group(group) => org.group == Some(group),
            Scope::Organization(index) => org.index == index,
        }
    }

    pub(crate) fn sees_group(&self, group: u32) -> bool {
        match self.scope {
            Scope::Everything => true,
            Scope::Group(own) => own == group,
            Scope::Organization(_) => false,
        }
    }

    /// Groups, by index.
    pub(crate) fn groups(&self, world: &World) -> Vec<u32> {
        (0..world.groups).filter(|group| self.sees_group(*group)).collect()
    }

    /// Organizations it sees now, in insertion order.
    pub(crate) fn orgs<'a>(&self, view: &'a View) -> Vec<&'a Org> {
        view.orgs().filter(|org| self.sees_org(org)).collect()
    }
}

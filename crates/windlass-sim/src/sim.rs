//! Starting, asking and stopping a simulator.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::extract::State as Shared;
use axum::http::Request;
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::cursor::LinkStyle;
use crate::fault::Fault;
use crate::limits::Limits;
use crate::serve::handle;
use crate::state::{Clock, Settings, State, locked};
use crate::stats::{RequestRecord, Stats};
use crate::tokens::Tokens;
use crate::truth::Truth;
use crate::world::World;
use crate::world::listing::{Cursors, Listing, Order};
use crate::world::shape::{Shape, Size};
use crate::world::time::DAY;

/// What a simulator is made of; see [`Sim::builder`].
#[derive(Debug, Clone)]
pub struct SimBuilder {
    shape: Shape,
    settings: Settings,
    day: f64,
    frozen: bool,
    fixed_organizations: Option<bool>,
    faults: Vec<Fault>,
}

/// The simulator could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken or not allowed.
    #[error("cannot listen on 127.0.0.1:{port}")]
    Listen {
        /// The port asked for; 0 for any.
        port: u16,
        /// What the system said.
        source: std::io::Error,
    },
    /// No thread, no reactor or no listener could be had for the server.
    #[error("cannot start the server's thread")]
    Thread(#[source] std::io::Error),
}

impl Default for SimBuilder {
    fn default() -> Self {
        Self {
            shape: Shape {
                seed: 1,
                groups: 1,
                organizations: 5,
                projects: 60,
                issues: 1_500,
                personal_organizations: 1,
                sizes: None,
                resolved_kept: 20 * DAY,
                growth_per_day: 0.005,
                organizations_come_and_go: true,
                listing: Listing::default(),
                bursts: 0.0,
            },
            settings: Settings {
                limits: Limits::documented(),
                latency: Duration::ZERO,
                links: LinkStyle::Rotating,
                token_lifetime: Duration::from_secs(3_599),
                gzip: false,
                check_on_drop: true,
            },
            day: 0.0,
            frozen: true,
            fixed_organizations: None,
            faults: Vec::new(),
        }
    }
}

impl SimBuilder {
    /// Everything in the world follows from this. Default 1.
    #[must_use]
    pub const fn seed(mut self, seed: u64) -> Self {
        self.shape.seed = seed;
        self
    }

    /// Groups; organizations are dealt out to them in turn. Default 1.
    #[must_use]
    pub const fn groups(mut self, groups: u32) -> Self {
        self.shape.groups = groups;
        self
    }

    /// Organizations on day 0, personal ones not counted. Default 5.
    #[must_use]
    pub const fn organizations(mut self, organizations: u32) -> Self {
        self.shape.organizations = organizations;
        self
    }

    /// Projects on day 0, over all organizations. Default 60.
    #[must_use]
    pub const fn projects(mut self, projects: u64) -> Self {
        self.shape.projects = projects;
        self
    }

    /// Issues on day 0, over all organizations, resolved ones included. Default 1,500.
    #[must_use]
    pub const fn issues(mut self, issues: u64) -> Self {
        self.shape.issues = issues;
        self
    }

    /// Projects and issues of each organization on day 0, instead of the three totals. Organizations then stay
    /// as they are unless [`SimBuilder::organizations_come_and_go`] says otherwise.
    #[must_use]
    pub fn organization_sizes(mut self, sizes: &[(u64, u64)]) -> Self {
        self.shape.sizes =
            Some(sizes.iter().map(|(projects, issues)| Size { projects: *projects, issues: *issues }).collect());
        self
    }

    /// Personal organizations: listed for users, without API access. Default 1.
    #[must_use]
    pub const fn personal_organizations(mut self, count: u32) -> Self {
        self.shape.personal_organizations = count;
        self
    }

    /// Whether organizations appear and vanish as days pass. Default true, false with explicit sizes.
    #[must_use]
    pub const fn organizations_come_and_go(mut self, yes: bool) -> Self {
        self.fixed_organizations = Some(!yes);
        self
    }

    /// New issues per day as a share of those on day 0. Default 0.005. With 0 nothing ever changes.
    #[must_use]
    pub const fn growth_per_day(mut self, share: f64) -> Self {
        self.shape.growth_per_day = share;
        self
    }

    /// How many days a resolved issue stays listed. Default 20.
    #[must_use]
    pub fn resolved_kept_days(mut self, days: f64) -> Self {
        self.shape.resolved_kept = (days * DAY as f64) as i64;
        self
    }

    /// The order in which issues are listed. Default [`Order::Insertion`].
    #[must_use]
    pub const fn order(mut self, order: Order) -> Self {
        self.shape.listing.order = order;
        self
    }

    /// What a cursor of a list of issues means. Default [`Cursors::Place`].
    #[must_use]
    pub const fn cursors(mut self, cursors: Cursors) -> Self {
        self.shape.listing.cursors = cursors;
        self
    }

    /// The share of issues that are found 40 at a time, in one moment. Default none.
    #[must_use]
    pub const fn bursts(mut self, share: f64) -> Self {
        self.shape.bursts = share;
        self
    }

    /// The share of issues that are not there before [`Fault::rows_backdated`] inserts them. Default none.
    #[must_use]
    pub const fn held_back(mut self, share: f64) -> Self {
        self.shape.listing.held_back = share;
        self
    }

    /// The day it starts on. Default 0, which is 2026-01-01T00:00:00Z.
    #[must_use]
    pub const fn day(mut self, day: f64) -> Self {
        self.day = day;
        self
    }

    /// Lets real time pass since the day was set. Without it the clock stands still, and tests repeat.
    #[must_use]
    pub const fn running_clock(mut self) -> Self {
        self.frozen = false;
        self
    }

    /// Rate limits. Default [`Limits::documented`].
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }

    /// Wait before every answer. Default none.
    #[must_use]
    pub const fn latency(mut self, latency: Duration) -> Self {
        self.settings.latency = latency;
        self
    }

    /// How `links` are written. Default [`LinkStyle::Rotating`].
    #[must_use]
    pub const fn links(mut self, links: LinkStyle) -> Self {
        self.settings.links = links;
        self
    }

    /// Lifetime of OAuth2 access tokens, in real time. Default 3,599 s.
    #[must_use]
    pub const fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.token_lifetime = lifetime;
        self
    }

    /// Compresses answers for callers that accept gzip. Default false.
    #[must_use]
    pub const fn gzip(mut self, yes: bool) -> Self {
        self.settings.gzip = yes;
        self
    }

    /// A fault that is set before the first request.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Whether dropping the simulator panics when a scripted fault never fired or a REST request had no
    /// `version`. Default true.
    #[must_use]
    pub const fn check_on_drop(mut self, yes: bool) -> Self {
        self.settings.check_on_drop = yes;
        self
    }

    /// Starts on any free port of 127.0.0.1.
    ///
    /// # Errors
    /// When no port or no thread can be had.
    pub async fn start(self) -> Result<Sim, StartError> {
        self.start_on(0).await
    }

    /// Starts on `port` of 127.0.0.1; 0 for any.
    ///
    /// The server has a thread and a reactor of its own, so that a test may block while it waits for a process.
    ///
    /// # Errors
    /// When the port is taken or no thread can be had.
    pub async fn start_on(mut self, port: u16) -> Result<Sim, StartError> {
        let listen = |source| StartError::Listen { port, source };
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let listener = listener.into_std().map_err(listen)?;
        let fixed = self.fixed_organizations.unwrap_or(self.shape.sizes.is_some());
        self.shape.organizations_come_and_go = !fixed && self.shape.growth_per_day > 0.0;
        let clock = Clock::new(self.day, self.frozen);
        let state = Arc::new(State::new(format!("http://{address}"), World::new(&self.shape), clock, self.settings));
        for fault in self.faults {
            locked(&state.faults).set(fault);
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("windlass-sim")
            .enable_all()
            .build()
            .map_err(StartError::Thread)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let served = Arc::clone(&state);
        let thread = std::thread::Builder::new()
            .name("windlass-sim".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    let router = Router::new()
                        .fallback(|Shared(state): Shared<Arc<State>>, request: Request<axum::body::Body>| {
                            handle(state, request)
                        })
                        .with_state(served);
                    let Ok(listener) = TcpListener::from_std(listener) else { return };
                    let listener = listener.tap_io(|stream| {
                        // Small answers must not wait for more to send; without it they are only slower.
                        let _ = stream.set_nodelay(true);
                    });
                    tokio::select! {
                        _ = axum::serve(listener, router) => {}
                        _ = stopped => {}
                    }
                });
                // Open connections, hanging ones too, end here.
                runtime.shutdown_background();
            })
            .map_err(StartError::Thread)?;
        Ok(Sim { state, stop: Some(stop), thread: Some(thread) })
    }
}

/// A running simulator. Dropping it stops the server, and accuses: see [`SimBuilder::check_on_drop`].
#[derive(Debug)]
pub struct Sim {
    state: Arc<State>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sim {
    /// A simulator to be configured.
    #[must_use]
    pub fn builder() -> SimBuilder {
        SimBuilder::default()
    }

    /// `http://127.0.0.1:PORT`; REST is below `/rest`, v1 below `/v1`.
    #[must_use]
    pub fn url(&self) -> String {
        self.state.url.clone()
    }

    /// The tokens that work here, and those that do not.
    #[must_use]
    pub fn tokens(&self) -> &Tokens {
        &self.state.tokens
    }

    /// Sets a fault, after those already set.
    pub fn fault(&self, fault: Fault) {
        locked(&self.state.faults).set(fault);
    }

    /// Forgets all faults, fired or not, and gives back revoked tokens and lost permissions.
    pub fn clear_faults(&self) {
        locked(&self.state.faults).clear();
        *locked(&self.state.fallen) = crate::state::Fallen::default();
        locked(&self.state.silences).clear();
    }

    /// Moves the clock to `day` days after 2026-01-01T00:00:00Z; half days are fine.
    pub fn set_day(&self, day: f64) {
        locked(&self.state.clock).set(day);
    }

    /// The day it is.
    #[must_use]
    pub fn day(&self) -> f64 {
        locked(&self.state.clock).day()
    }

    /// What was asked so far.
    #[must_use]
    pub fn stats(&self) -> Stats {
        locked(&self.state.log).stats.clone()
    }

    /// The requests so far, oldest first; the last 200,000 at most.
    #[must_use]
    pub fn requests(&self) -> Vec<RequestRecord> {
        locked(&self.state.log).records()
    }

    /// What `token` (or the token of that name) may read today. `None` for a token the world does not have.
    #[must_use]
    pub fn truth_of(&self, token: &str) -> Option<Truth> {
        Truth::new(&self.state, token)
    }

    /// What `token` (or the token of that name) may read today.
    ///
    /// # Panics
    /// If the world has no such token: that is a mistake in the test.
    #[must_use]
    pub fn truth(&self, token: &str) -> Truth {
        match self.truth_of(token) {
            Some(truth) => truth,
            None => panic!("this world has no such token; use sim.tokens()"),
        }
    }

    /// Stops the server and checks what [`Drop`] checks.
    pub fn shutdown(self) {
        drop(self);
    }

    fn complaints(&self) -> Vec<String> {
        let faults = locked(&self.state.faults);
        let mut complaints: Vec<String> =
            faults.unfired().iter().map(|fault| format!("a scripted fault never fired: {fault:?}")).collect();
        let without = locked(&self.state.log).stats.without_version;
        if without > 0 {
            complaints.push(format!("{without} REST requests had no `version`"));
        }
        complaints
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // An error means that the server has stopped already.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            // A panic over there was printed over there.
            let _ = thread.join();
        }
        if self.state.settings.check_on_drop && !std::thread::panicking() {
            let complaints = self.complaints();
            assert!(complaints.is_empty(), "windlass-sim: {}", complaints.join("; "));
        }
    }
}

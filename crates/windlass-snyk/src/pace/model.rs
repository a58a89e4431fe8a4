//! Every order of steps, to a depth: no wake-up is lost, whoever ends, gives up, or is told to stop, and when.
//!
//! This is the production code on tokio's own primitives, which are modelled where they are made. A model checker for
//! threads would need them replaced by its own, and would then check our copy of tokio. What is ours are the moments
//! between two locks: a worker takes its turn, looks, and waits. Each of them is a point at which this scheduler may let
//! somebody else go first; [`breathe`] is the one that has no await in production.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use tokio::time::advance;

use super::tests::{PATIENCE, pace, window};
use super::*;

thread_local! {
    static BREATHING: Cell<bool> = const { Cell::new(false) };
}

/// Where another thread may step in between looking and waiting. Nothing but in this model.
pub(super) async fn breathe() {
    let mut breathed = !BREATHING.get();
    poll_fn(|context| {
        if std::mem::replace(&mut breathed, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Steps that are chosen; after them everything goes on by itself.
const DEPTH: usize = 6;
/// One request in any stretch of so many milliseconds.
const WINDOW_MS: u64 = 10;
const TICK: Duration = Duration::from_millis(6);
const CLOSURE: Duration = Duration::from_millis(20);

#[derive(Default)]
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

type Acquiring = Pin<Box<dyn Future<Output = Result<InFlight, ClosedTooLong>>>>;

enum Worker {
    Waiting(Acquiring, Arc<Flag>),
    InFlight(InFlight),
    Gone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    /// A worker that was woken runs until it waits again.
    Poll(usize),
    /// A worker that waits is dropped.
    Cancel(usize),
    /// An answer arrives and says how many requests remain.
    Answer(usize, u64),
    /// A request ends.
    End(usize),
    /// The gate closes.
    Close,
    /// Time passes.
    Tick,
}

/// The choices of one way through, and how many there were each time.
#[derive(Default)]
struct Schedule {
    choices: Vec<(usize, usize)>,
    at: usize,
}

impl Schedule {
    fn choose(&mut self, options: usize) -> usize {
        if self.at == self.choices.len() {
            self.choices.push((0, options));
        }
        self.at += 1;
        self.choices[self.at - 1].0.min(options - 1)
    }

    /// Goes on to the next way through; `false` after the last.
    fn next(&mut self) -> bool {
        self.at = 0;
        while let Some((chosen, options)) = self.choices.pop() {
            if chosen + 1 < options {
                self.choices.push((chosen + 1, options));
                return true;
            }
        }
        false
    }
}

struct World {
    pace: Arc<Pace>,
    workers: Vec<Worker>,
    cancels: usize,
    closures: usize,
    answers: usize,
    ticks: usize,
    acts: Vec<Act>,
}

impl World {
    fn new(workers: usize) -> Self {
        let pace = Arc::new(pace(&[window(1, WINDOW_MS)]));
        let worker = |_| {
            let pace = Arc::clone(&pace);
            let flag = Flag(AtomicBool::new(true));
            Worker::Waiting(Box::pin(async move { pace.acquire(PATIENCE).await }), Arc::new(flag))
        };
        let workers = (0..workers).map(worker).collect();
        Self { pace, workers, cancels: 1, closures: 1, answers: 1, ticks: 3, acts: Vec::new() }
    }

    fn possible(&self) -> Vec<Act> {
        let mut acts = Vec::new();
        for (number, worker) in self.workers.iter().enumerate() {
            match worker {
                Worker::Waiting(_, woken) => {
                    if woken.0.load(Ordering::SeqCst) {
                        acts.push(Act::Poll(number));
                    }
                    acts.extend((self.cancels > 0).then_some(Act::Cancel(number)));
                }
                Worker::InFlight(_) => {
                    acts.push(Act::End(number));
                    acts.extend((self.answers > 0).then_some(Act::Answer(number, 0)));
                    acts.extend((self.answers > 0).then_some(Act::Answer(number, 7)));
                }
                Worker::Gone => {}
            }
        }
        let waiting = self.workers.iter().any(|worker| matches!(worker, Worker::Waiting(..)));
        acts.extend((waiting && self.closures > 0).then_some(Act::Close));
        acts.extend((waiting && self.ticks > 0).then_some(Act::Tick));
        acts
    }

    async fn act(&mut self, act: Act) {
        self.acts.push(act);
        match act {
            Act::Poll(number) => self.poll(number),
            Act::Cancel(number) => {
                self.cancels -= 1;
                self.workers[number] = Worker::Gone;
            }
            Act::Answer(number, requests) => {
                self.answers -= 1;
                if let Worker::InFlight(place) = &self.workers[number] {
                    let remaining = Some((requests, CLOSURE));
                    self.pace.learn(&Stated { remaining, ..Stated::default() }, place);
                }
            }
            Act::End(number) => self.workers[number] = Worker::Gone,
            Act::Close => {
                self.closures -= 1;
                self.pace.close(CLOSURE);
            }
            Act::Tick => {
                self.ticks = self.ticks.saturating_sub(1);
                advance(TICK).await;
            }
        }
    }

    fn poll(&mut self, number: usize) {
        let Worker::Waiting(future, woken) = &mut self.workers[number] else { return };
        woken.0.store(false, Ordering::SeqCst);
        let waker = Waker::from(Arc::clone(woken));
        if let Poll::Ready(place) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            assert!(!self.pace.is_closed(), "let through a closed gate: {:?}", self.acts);
            self.workers[number] = Worker::InFlight(place.unwrap());
            let in_flight = self.workers.iter().filter(|worker| matches!(worker, Worker::InFlight(_))).count();
            assert_eq!(in_flight, 1, "more than the window holds: {:?}", self.acts);
        }
    }

    /// Goes on fairly: whoever was woken runs, requests end, and time passes when nothing else can.
    async fn finish(mut self) {
        (self.cancels, self.closures, self.answers) = (0, 0, 0);
        let mut idle = 0;
        while self.workers.iter().any(|worker| !matches!(worker, Worker::Gone)) {
            let next = self.possible().into_iter().find(|act| *act != Act::Tick);
            idle = if next.is_some() { 0 } else { idle + 1 };
            assert!(idle < 400, "somebody waits who will never be woken: {:?}", self.acts);
            self.act(next.unwrap_or(Act::Tick)).await;
        }
    }
}

/// Goes every way through and says how many there were.
fn explore(workers: usize, depth: usize) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let mut schedule = Schedule::default();
    let mut ways = 0;
    BREATHING.set(true);
    runtime.block_on(async {
        loop {
            let mut world = World::new(workers);
            for _ in 0..depth {
                let possible = world.possible();
                if possible.is_empty() {
                    break;
                }
                world.act(possible[schedule.choose(possible.len())]).await;
            }
            world.finish().await;
            ways += 1;
            if !schedule.next() {
                break;
            }
        }
    });
    BREATHING.set(false);
    ways
}

#[test]
fn p9_no_wake_up_is_lost_in_any_order_of_three_workers() {
    let ways = explore(3, DEPTH);
    println!("{ways} ways");
    assert!(ways > 10_000, "{ways}");
}

//! How many requests are under way at a time: enough to keep the pace, no more.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use windlass_model::Timestamp;
use windlass_snyk::PER_SECOND;

/// Most requests under way: as many as keep the pace where an answer takes 0.7 seconds.
pub(crate) const MOST: usize = 96;

/// Fewest. One of them may take long.
pub(crate) const FEWEST: usize = 4;

/// Requests under way where no latency is known yet.
const AT_FIRST: usize = 16;

/// Answers whose latency counts.
const RECENT: usize = 64;

/// Pages that wait for the store, over all scans, before no more are asked for: 4,800 rows. With those under way it bounds memory
/// whatever the estate (P10). What waits is written together: half as many cost a sixth of the time of a first sync, twice as many gain
/// next to nothing for 25 MB.
pub(crate) const PAGES: usize = 48;

/// What all scans of a run share.
pub(crate) struct Lanes {
    most: usize,
    fewest: usize,
    taken: AtomicUsize,
    /// Shards that wait for a lane. Scans that have not begun leave the lanes to them: the longest list is read from the start
    /// and not at the end, by whatever it can use.
    wanted: AtomicUsize,
    heard: Mutex<Heard>,
    room: Semaphore,
}

/// What answers told.
#[derive(Default)]
struct Heard {
    latencies: VecDeque<Duration>,
    server_time: Option<Timestamp>,
}

/// What a scan wants; dropping it is wanting nothing.
pub(crate) struct Wish<'a> {
    lanes: &'a Lanes,
    shards: usize,
}

impl Wish<'_> {
    /// So many of its shards wait.
    pub(crate) fn be(&mut self, shards: usize) {
        self.lanes.wanted.fetch_add(shards, Ordering::Relaxed);
        self.lanes.wanted.fetch_sub(std::mem::replace(&mut self.shards, shards), Ordering::Relaxed);
    }
}

impl Drop for Wish<'_> {
    fn drop(&mut self) {
        self.be(0);
    }
}

/// The right to have a request under way; dropping it gives it back.
pub(crate) struct Lane<'a>(&'a Lanes);

impl Drop for Lane<'_> {
    fn drop(&mut self) {
        self.0.taken.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Lanes {
    /// So many requests are under way at least and at most, and so many pages wait for the store.
    pub(crate) fn new(fewest: usize, most: usize, pages: usize) -> Self {
        Self {
            most: most.max(1),
            fewest,
            taken: AtomicUsize::new(0),
            wanted: AtomicUsize::new(0),
            heard: Mutex::default(),
            room: Semaphore::new(pages.max(1)),
        }
    }

    /// A lane, if one is free; `needed` is given even if none is, so that what has none yet gets on.
    pub(crate) fn take(&self, needed: bool) -> Option<Lane<'_>> {
        if !needed && !self.is_free() {
            return None;
        }
        self.taken.fetch_add(1, Ordering::Relaxed);
        Some(Lane(self))
    }

    /// A lane for a scan that has not begun, if no shard waits for it; `needed` as for [`Lanes::take`].
    pub(crate) fn begin(&self, needed: bool) -> Option<Lane<'_>> {
        if needed || self.may_begin() { self.take(needed) } else { None }
    }

    /// Whether one more scan may begin.
    pub(crate) fn may_begin(&self) -> bool {
        self.wanted.load(Ordering::Relaxed) == 0 && self.is_free()
    }

    /// What a scan wants: nothing yet.
    pub(crate) fn wish(&self) -> Wish<'_> {
        Wish { lanes: self, shards: 0 }
    }

    fn is_free(&self) -> bool {
        self.taken.load(Ordering::Relaxed) < self.useful()
    }

    /// Requests that are useful at a time.
    pub(crate) fn useful(&self) -> usize {
        useful(self.heard().usual_latency()).max(self.fewest).min(self.most)
    }

    /// Room for a page that has come, until it is written.
    pub(crate) async fn room(&self) -> Option<SemaphorePermit<'_>> {
        // Nobody closes it, so there is always a permit.
        self.room.acquire().await.ok()
    }

    /// Takes note of an answer.
    pub(crate) fn note(&self, latency: Duration, server_time: Option<Timestamp>) {
        let mut heard = self.heard();
        if heard.latencies.len() == RECENT {
            heard.latencies.pop_front();
        }
        heard.latencies.push_back(latency);
        heard.server_time = heard.server_time.max(server_time);
    }

    /// The latest moment that the server told.
    pub(crate) fn server_time(&self) -> Option<Timestamp> {
        self.heard().server_time
    }

    fn heard(&self) -> std::sync::MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Heard {
    /// A quarter of the answers came sooner. Not the mean: what waited because we were busy ourselves is no reason to ask for
    /// more at a time.
    fn usual_latency(&self) -> Option<Duration> {
        let mut sorted: Vec<Duration> = self.latencies.iter().copied().collect();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 4).copied()
    }
}

/// What keeps the pace at a latency, and three tenths more, since no latency is steady. A request takes its place in the pace from
/// its sending until a second after its answer, less three quarters of what answers take at least, so that at a latency of half a second
/// nine tenths of the pace are reached.
fn useful(latency: Option<Duration>) -> usize {
    let Some(latency) = latency else { return AT_FIRST };
    let (latency, second) = (latency.as_secs_f64(), PER_SECOND.length.as_secs_f64());
    let kept = f64::from(PER_SECOND.requests.get()) * latency / (second + latency / 4.0);
    ((kept * 1.3).ceil() as usize).min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_follow_the_latency_within_bounds() {
        let of = |millis| useful(Some(Duration::from_millis(millis)));
        assert_eq!([of(0), of(10), of(100), of(300), of(2_000)], [0, 3, 21, 59, 96]);
        assert_eq!(useful(None), 16);
    }

    #[test]
    fn a_lane_is_free_again_when_it_is_dropped() {
        let lanes = Lanes::new(FEWEST, 2, PAGES);
        let (first, second) = (lanes.take(false), lanes.take(false));
        assert!(first.is_some() && second.is_some() && lanes.take(false).is_none());
        assert!(lanes.take(true).is_some(), "what is needed is given");
        drop(first);
        assert!(lanes.take(false).is_some());
    }

    #[test]
    fn a_scan_does_not_begin_while_a_shard_waits_for_a_lane() {
        let lanes = Lanes::new(FEWEST, 2, PAGES);
        let mut wish = lanes.wish();
        wish.be(3);
        assert!(lanes.begin(false).is_none() && lanes.take(false).is_some());
        assert!(lanes.begin(true).is_some(), "what is needed is given");
        wish.be(1);
        drop(wish);
        assert!(lanes.begin(false).is_some());
    }

    #[test]
    fn a_few_slow_answers_open_no_lanes() {
        let lanes = Lanes::new(FEWEST, MOST, PAGES);
        for at in 0..100_u64 {
            lanes.note(Duration::from_millis(if at % 2 == 0 { 5 } else { 5_000 }), None);
        }
        assert_eq!(lanes.useful(), 4);
    }
}

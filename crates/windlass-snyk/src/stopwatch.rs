//! Where the time goes when much happens at once.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Wall time by what was under way. A moment is booked once, on the first kind of which at least one is under way, however
/// many there are: the kinds together never come to more than the time that passed.
#[derive(Debug)]
pub struct Stopwatch<const KINDS: usize>(Mutex<State<KINDS>>);

#[derive(Debug)]
struct State<const KINDS: usize> {
    under_way: [u32; KINDS],
    spent: [Duration; KINDS],
    /// Up to when time is booked.
    booked: Instant,
}

/// Something under way. Dropping it, for whatever reason, ends it.
#[derive(Debug)]
#[must_use = "it ends when it is dropped"]
pub struct Lap<'a, const KINDS: usize> {
    watch: &'a Stopwatch<KINDS>,
    kind: usize,
}

impl<const KINDS: usize> Default for Stopwatch<KINDS> {
    fn default() -> Self {
        let booked = Instant::now();
        Self(Mutex::new(State { under_way: [0; KINDS], spent: [Duration::ZERO; KINDS], booked }))
    }
}

impl<const KINDS: usize> Stopwatch<KINDS> {
    /// Something of a kind begins. A kind that there is not is not measured.
    pub fn begin(&self, kind: usize) -> Lap<'_, KINDS> {
        self.change(kind, |under_way| under_way.saturating_add(1));
        Lap { watch: self, kind }
    }

    /// The time booked on each kind so far.
    #[must_use]
    pub fn spent(&self) -> [Duration; KINDS] {
        let mut state = self.state();
        state.book(Instant::now());
        state.spent
    }

    fn change(&self, kind: usize, change: impl FnOnce(u32) -> u32) {
        let mut state = self.state();
        state.book(Instant::now());
        if let Some(under_way) = state.under_way.get_mut(kind) {
            *under_way = change(*under_way);
        }
    }

    fn state(&self) -> MutexGuard<'_, State<KINDS>> {
        // Nothing panics while it holds the lock, so a poisoned state is still a consistent one.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<const KINDS: usize> State<KINDS> {
    fn book(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.booked);
        self.booked = now;
        let first = self.under_way.iter().position(|count| *count > 0);
        if let Some(spent) = first.and_then(|kind| self.spent.get_mut(kind)) {
            *spent += passed;
        }
    }
}

impl<const KINDS: usize> Drop for Lap<'_, KINDS> {
    fn drop(&mut self) {
        self.watch.change(self.kind, |under_way| under_way.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::advance;

    #[tokio::test(start_paused = true)]
    async fn what_overlaps_is_booked_once_and_on_the_first_kind() {
        let second = Duration::from_secs(1);
        let watch = Stopwatch::<2>::default();
        advance(second).await;
        let waits = (watch.begin(1), watch.begin(1));
        advance(second).await;
        let flies = watch.begin(0);
        advance(second * 3).await;
        drop(waits.0);
        drop(flies);
        advance(second * 5).await;
        assert_eq!(watch.spent(), [second * 3, second * 6], "the one that still waits counts");
        drop(waits.1);
        advance(second).await;
        assert_eq!(watch.spent(), [second * 3, second * 6], "nothing is under way");
    }
}

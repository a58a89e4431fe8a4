//! Counts per bucket of time, newest last: a log of fixed size.

use std::time::Duration;

/// Microseconds since some start that everybody who shares a record agrees on.
pub(crate) type Micros = u64;

/// How requests that ended lately are counted: in buckets of this width, so many of them.
///
/// A request keeps its place until the end of its bucket and the window's length after that, so a bucket makes the
/// pace slower by its width at most and never faster.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    width: Micros,
    pub(crate) buckets: usize,
}

/// Finest first: 20 ms for a second, half a second for a minute, 10 s for an hour. Each costs its window less than 2 %.
pub(crate) const SHAPES: [Shape; 3] = [
    Shape { width: 20_000, buckets: 64 },
    Shape { width: 500_000, buckets: 128 },
    Shape { width: 10_000_000, buckets: 368 },
];

impl Shape {
    /// The longest time for which it remembers every request.
    fn span(self) -> Micros {
        self.width * (self.buckets as Micros - 1)
    }
}

/// Which shape counts for a stretch of this length; the coarsest where none is long enough.
pub(crate) fn shape_for(keep: Micros) -> usize {
    SHAPES.iter().position(|shape| keep <= shape.span()).unwrap_or(SHAPES.len() - 1)
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ring {
    width: Micros,
    /// The number of the newest bucket since the start.
    pub(crate) head: u64,
    pub(crate) counts: Box<[u32]>,
}

impl Ring {
    pub(crate) fn new(shape: Shape) -> Self {
        Self { width: shape.width, head: 0, counts: vec![0; shape.buckets].into_boxed_slice() }
    }

    /// Counts requests that ended so long before now. Time that runs backwards counts as standing still.
    pub(crate) fn count(&mut self, now: Micros, before: Micros, requests: u32) {
        let bucket = (now / self.width).max(self.head);
        let buckets = self.counts.len() as u64;
        if bucket - self.head >= buckets {
            self.counts.fill(0);
        } else {
            for passed in self.head + 1..=bucket {
                self.counts[(passed % buckets) as usize] = 0;
            }
        }
        self.head = bucket;
        let now = now.max(bucket * self.width);
        let bucket = (now.saturating_sub(before) / self.width).max((bucket + 1).saturating_sub(buckets));
        let count = &mut self.counts[(bucket % buckets) as usize];
        *count = count.saturating_add(requests);
    }

    /// Requests whose place is not free yet.
    pub(crate) fn used(&self, now: Micros, keep: Micros) -> u64 {
        self.kept(now, keep).map(|(_, count)| u64::from(count)).sum()
    }

    /// When so many more places will be free.
    pub(crate) fn frees(&self, now: Micros, keep: Micros, places: u64) -> Option<Micros> {
        let mut freed = 0;
        let mut leaving = self.kept(now, keep).map(|(until, count)| {
            freed += u64::from(count);
            (until, freed)
        });
        leaving.find(|(_, freed)| *freed >= places).map(|(until, _)| until)
    }

    /// Buckets that still count, oldest first: until when, and how many.
    fn kept(&self, now: Micros, keep: Micros) -> impl Iterator<Item = (Micros, u32)> {
        let buckets = self.counts.len() as u64;
        let oldest = (self.head + 1).saturating_sub(buckets);
        // Bucket n counts until (n + 1) * width + keep: those that ended before are skipped at once.
        let first = (now.saturating_sub(keep) / self.width).max(oldest);
        (first..=self.head).filter_map(move |bucket| {
            let count = self.counts[(bucket % buckets) as usize];
            let until = (bucket + 1).saturating_mul(self.width).saturating_add(keep);
            (count > 0 && until > now).then_some((until, count))
        })
    }
}

/// A stretch of time in microseconds.
pub(crate) fn micros(time: Duration) -> Micros {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_counts_until_the_end_of_its_bucket_and_the_window_after_it() {
        let mut ring = Ring::new(SHAPES[0]);
        ring.count(1_000_001, 0, 2); // bucket 50 ends at 1.02 s
        ring.count(1_070_000, 20_000, 3); // bucket 52 ends at 1.06 s
        let keep = 1_000_000;
        assert_eq!(ring.used(1_100_000, keep), 5);
        assert_eq!(ring.used(2_019_999, keep), 5);
        assert_eq!(ring.used(2_020_000, keep), 3);
        assert_eq!(ring.frees(1_100_000, keep, 1), Some(2_020_000));
        assert_eq!(ring.frees(1_100_000, keep, 3), Some(2_060_000));
        assert_eq!(ring.frees(1_100_000, keep, 6), None);
        assert_eq!(ring.used(2_060_000, keep), 0);
    }

    #[test]
    fn old_buckets_are_forgotten_and_time_never_runs_backwards() {
        let mut ring = Ring::new(SHAPES[0]);
        ring.count(5_000_000, 0, 7);
        ring.count(4_000_000, 0, 1);
        assert_eq!(ring.used(5_000_000, 1_000_000), 8);
        ring.count(6_300_000, 0, 1);
        assert_eq!(ring.used(6_300_000, 1_200_000), 1);
        // Longer ago than it remembers is as long ago as it remembers.
        ring.count(6_300_000, u64::MAX, 1);
        assert_eq!(ring.used(6_300_000, 1_260_000), 2);
        ring.count(u64::MAX, 0, 1);
        assert_eq!(ring.used(u64::MAX - 1, 1), 1);
    }

    #[test]
    fn every_limit_of_snyk_has_a_ring_that_remembers_long_enough() {
        for (seconds, shape) in [(1, 0), (2, 1), (60, 1), (3_600, 2), (86_400, 2)] {
            assert_eq!(shape_for(micros(Duration::from_millis(seconds * 1_001 + 1))), shape, "{seconds} s");
        }
    }
}

//! How rows spread over their moments of creation, as far as anybody can know before they are listed.

use windlass_model::Timestamp;

/// The share of rows that were created before a moment. Grows from 0 to 1, straight between its points.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spread {
    /// Seconds since 1970 and the share, both ascending; at least two points.
    points: Vec<(f64, f64)>,
}

impl Spread {
    /// As moments that were seen, in any order.
    pub(crate) fn of_moments(mut moments: Vec<Timestamp>) -> Option<Self> {
        moments.sort_unstable();
        let last = moments.len().checked_sub(1).filter(|last| *last > 0)?;
        let points = moments.iter().enumerate().map(|(at, moment)| (seconds(*moment), at as f64 / last as f64));
        Some(Self { points: points.collect() })
    }

    /// As sources that give rows evenly from a moment until `now`: the moment and the number of rows.
    pub(crate) fn of_sources(mut sources: Vec<(Timestamp, f64)>, now: Timestamp) -> Option<Self> {
        let end = seconds(now);
        sources.retain(|(start, _)| seconds(*start) < end - 1.0);
        sources.sort_by_key(|(start, _)| *start);
        let total: f64 = sources.iter().map(|(_, rows)| rows).sum();
        if total <= 0.0 {
            return None;
        }
        let mut points = Vec::with_capacity(sources.len() + 1);
        let (mut sum, mut rate, mut last) = (0.0, 0.0, 0.0);
        for (start, rows) in sources {
            let start = seconds(start);
            sum += rate * (start - last);
            rate += rows / (end - start);
            last = start;
            points.push((start, sum / total));
        }
        points.push((end, 1.0));
        Some(Self { points })
    }

    /// The same without what lies before a moment, the oldest that there is.
    pub(crate) fn since(&self, moment: Timestamp) -> Self {
        let (from, gone) = (seconds(moment), self.share(moment));
        if gone >= 0.999 {
            return self.clone();
        }
        let left = self.points.iter().filter(|(at, _)| *at > from);
        let points = std::iter::once((from, 0.0)).chain(left.map(|(at, share)| (*at, (share - gone) / (1.0 - gone))));
        Self { points: points.collect() }
    }

    /// The share of rows that were created before a moment.
    pub(crate) fn share(&self, moment: Timestamp) -> f64 {
        let moment = seconds(moment);
        let above = self.points.partition_point(|(at, _)| *at < moment);
        match (above.checked_sub(1).and_then(|below| self.points.get(below)), self.points.get(above)) {
            (None, _) => 0.0,
            (_, None) => 1.0,
            (Some((from, low)), Some((to, high))) => low + (high - low) * (moment - from) / (to - from),
        }
    }

    /// The moment before which a share of the rows was created, in whole seconds: rounded down, so that many rows of one moment
    /// stay in one piece.
    pub(crate) fn moment(&self, share: f64) -> Option<Timestamp> {
        let above = self.points.partition_point(|(_, up_to)| *up_to < share);
        let second = match (above.checked_sub(1).and_then(|below| self.points.get(below)), self.points.get(above)) {
            (None, first) => first?.0,
            (Some(last), None) => last.0,
            (Some((from, low)), Some((to, high))) => from + (to - from) * (share - low) / (high - low),
        };
        Timestamp::from_second(second.floor() as i64).ok()
    }
}

fn seconds(moment: Timestamp) -> f64 {
    moment.as_microsecond() as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn moments_that_were_seen_are_cut_into_equal_parts() {
        let spread = Spread::of_moments((0..=100).rev().map(|second| at(second * 10)).collect()).unwrap();
        assert_eq!(spread.moment(0.25), Some(at(250)));
        assert_eq!((spread.share(at(-5)), spread.share(at(500)), spread.share(at(5_000))), (0.0, 0.5, 1.0));
        assert_eq!(Spread::of_moments(vec![at(1)]), None);
    }

    #[test]
    fn many_rows_of_one_moment_stay_together() {
        let mut moments = vec![at(700); 80];
        moments.extend((0..10).map(at));
        moments.extend((1_000..1_010).map(at));
        let spread = Spread::of_moments(moments).unwrap();
        assert_eq!([0.2, 0.5, 0.8].map(|share| spread.moment(share)), [Some(at(700)); 3]);
    }

    #[test]
    fn sources_give_their_rows_evenly_until_now() {
        let spread = Spread::of_sources(vec![(at(500), 100.0), (at(0), 100.0), (at(9_999), 5.0)], at(1_000)).unwrap();
        assert_eq!((spread.share(at(500)), spread.share(at(750))), (0.25, 0.625));
        assert_eq!(spread.moment(0.625), Some(at(750)));
        assert_eq!(Spread::of_sources(vec![(at(2_000), 9.0)], at(1_000)), None);
    }

    #[test]
    fn what_lies_before_the_oldest_row_is_forgotten() {
        let spread = Spread::of_sources(vec![(at(0), 10.0)], at(1_000)).unwrap().since(at(600));
        assert_eq!((spread.share(at(600)), spread.share(at(800)), spread.share(at(1_000))), (0.0, 0.5, 1.0));
    }
}

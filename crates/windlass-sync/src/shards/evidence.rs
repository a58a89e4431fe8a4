//! What a cursor means: a place in the server's order, or a number of rows to skip.
//!
//! A shard may give up a part of its stretch and keep its cursor only where a cursor is a place. That is never assumed. A page
//! that was read is asked for once more, with the same cursor and a filter that excludes the row before it. If the cursor is a
//! place, the answer begins with that page's rows; if it counts rows, the answer begins further on.

use std::collections::HashSet;
use std::time::Duration;
use windlass_model::{RowId, Timestamp};

/// Distance to a filter's end within which it is not relied on whether a row passes: nobody knows how moments are rounded.
const UNSURE: Duration = Duration::from_secs(1);

/// A page to ask for again, and what the answer has to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// The place that the page was behind.
    pub(crate) place: String,
    pub(crate) after: Timestamp,
    pub(crate) before: Timestamp,
    /// The page's rows that pass the filter, in its order.
    sure: Vec<RowId>,
    /// Those of which that is not known.
    unsure: HashSet<RowId>,
}

impl Evidence {
    /// Of a page behind `place`: the creation of the row before it, and its rows. `None` where no filter excludes that row and
    /// lets one of these pass.
    pub(crate) fn of(place: String, last: Timestamp, rows: &[(RowId, Timestamp)]) -> Option<Self> {
        let created = || rows.iter().map(|(_, created)| *created);
        let apart = UNSURE * 2;
        let above = (last.checked_add(apart).ok()?, created().max()?.checked_add(apart).ok()?);
        let below = (created().min()?.checked_sub(apart).ok()?, last.checked_sub(apart).ok()?);
        let built = |(after, before): (Timestamp, Timestamp)| {
            let (after, before) = (whole_second(after)?, whole_second(before)?);
            let passes = |created: Timestamp| {
                let inside = created >= after + UNSURE && created <= before - UNSURE;
                let outside = created <= after - UNSURE || created >= before + UNSURE;
                if inside { Some(true) } else { outside.then_some(false) }
            };
            let of = |wanted| move |(id, created): &(RowId, Timestamp)| (passes(*created) == wanted).then_some(*id);
            let sure: Vec<RowId> = rows.iter().filter_map(of(Some(true))).collect();
            let unsure = rows.iter().filter_map(of(None)).collect();
            // The row before has to fall outside, rounding or not.
            let tells = !sure.is_empty() && passes(last) == Some(false);
            tells.then(|| Self { place: place.clone(), after, before, sure, unsure })
        };
        [above, below].into_iter().filter_map(built).max_by_key(|evidence| evidence.sure.len())
    }

    /// Whether an answer shows that a cursor is a place.
    pub(crate) fn is_shown_by(&self, answer: &[RowId]) -> bool {
        answer.iter().filter(|id| !self.unsure.contains(*id)).take(self.sure.len()).eq(&self.sure)
    }
}

fn whole_second(moment: Timestamp) -> Option<Timestamp> {
    Timestamp::from_second(moment.as_second()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use windlass_model::ConnectionId;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    fn id(number: i64) -> RowId {
        ConnectionId::parse("6f1c8f5e-95a1-4bd4-8b8c-3e4a5b9c0d11").unwrap().row(&number.to_string())
    }

    /// What a server answers that takes the place as the number of the row before the page.
    fn answer(list: &[(RowId, Timestamp)], evidence: &Evidence, counts: bool) -> Vec<RowId> {
        let behind = evidence.place.parse::<usize>().unwrap() + 1;
        let passes = |row: &&(RowId, Timestamp)| row.1 > evidence.after && row.1 < evidence.before;
        if counts {
            list.iter().filter(passes).skip(behind).map(|row| row.0).take(10).collect()
        } else {
            list[behind..].iter().filter(passes).map(|row| row.0).take(10).collect()
        }
    }

    #[test]
    fn a_cursor_that_counts_rows_is_told_from_one_that_is_a_place_in_every_order() {
        let ascending: Vec<_> = (0..40).map(|number| (id(number), at(number * 7))).collect();
        let mut descending = ascending.clone();
        descending.reverse();
        let mut shuffled = ascending.clone();
        shuffled.sort_by_key(|row| row.1.as_second() * 17 % 41);
        let mut bursts: Vec<_> = (0..40).map(|number| (id(number), at(number / 7 * 30))).collect();
        bursts.rotate_left(3);
        for list in [ascending, descending, shuffled, bursts] {
            let mut told = 0;
            for page in [5, 10, 15, 20] {
                let evidence = Evidence::of((page - 1).to_string(), list[page - 1].1, &list[page..page + 5]);
                let Some(evidence) = evidence else { continue };
                assert!(evidence.is_shown_by(&answer(&list, &evidence, false)), "{evidence:?}");
                assert!(!evidence.is_shown_by(&answer(&list, &evidence, true)), "{evidence:?}");
                told += 1;
            }
            assert!(told > 0, "{list:?}");
        }
    }

    #[test]
    fn a_page_of_the_same_moment_as_the_row_before_it_tells_nothing() {
        let rows: Vec<_> = (0..5).map(|number| (id(number), at(1))).collect();
        assert_eq!(Evidence::of("1".to_owned(), at(0), &rows), None);
    }

    #[test]
    fn rows_at_the_ends_of_the_filter_may_be_there_or_not() {
        let rows: Vec<_> = (0..5).map(|number| (id(number), at(number))).collect();
        let evidence = Evidence::of("1".to_owned(), at(0), &rows).unwrap();
        assert_eq!((evidence.after, evidence.before), (at(2), at(6)));
        assert_eq!(evidence.sure, [id(3), id(4)]);
        assert!(evidence.is_shown_by(&[id(2), id(3), id(4), id(9)]));
        assert!(evidence.is_shown_by(&[id(3), id(4)]));
        assert!(!evidence.is_shown_by(&[id(4), id(3)]) && !evidence.is_shown_by(&[id(3)]));
    }
}

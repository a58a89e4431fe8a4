//! The record, moment by moment.

use super::*;
use crate::window::PER_SECOND;
use std::num::NonZeroU32;

const SECOND: Micros = 1_000_000;

fn window(requests: u32, seconds: u64) -> Window {
    Window { requests: NonZeroU32::new(requests).unwrap(), length: Duration::from_secs(seconds) }
}

#[test]
fn a_request_in_flight_holds_its_place_however_long_it_takes() {
    let (mut record, windows) = (Record::default(), [window(2, 1)]);
    record.start(0, &[], 0);
    record.start(1, &[], 0);
    assert_eq!(record.ready(&windows, 100 * SECOND), Ready::AfterAnAnswer);
    record.finish(1, 1, 100 * SECOND);
    // The end of its bucket of 20 ms, the second, a thousandth of it, and a millisecond.
    assert_eq!(record.ready(&windows, 100 * SECOND), Ready::At(101_022_000));
    assert_eq!(record.ready(&windows, 101_022_000), Ready::Now);
}

#[test]
fn the_latest_of_several_windows_decides() {
    let (mut record, windows) = (Record::default(), [PER_SECOND, window(1, 9), window(1, 1)]);
    record.start(0, &[], 0);
    record.finish(0, 1, 0);
    assert_eq!(record.ready(&windows, 0), Ready::At(9_510_000));
    assert_eq!(record.left(&windows, Duration::from_secs(9), 0), Some((0, 1)));
    assert_eq!(record.left(&[PER_SECOND], Duration::from_secs(1), 0), Some((159, 160)));
}

#[test]
fn a_process_ends_no_more_than_it_began() {
    let mut record = Record::default();
    record.start(0, &[], 0);
    record.start(1, &[], 0);
    record.finish(0, 5, 0);
    record.finish(0, 1, 0);
    assert_eq!((record.in_flight(0), record.in_flight(1), record.finished), (0, 1, 1));
    record.alone(0, 0);
    assert_eq!((record.all_in_flight(), record.finished), (0, 2));
}

#[test]
fn what_the_server_says_remains_is_not_exceeded() {
    let (mut record, windows) = (Record::default(), [PER_SECOND]);
    let asking = record.start(0, &[], 0);
    record.start(0, &[], 0); // may have been counted after the server spoke
    record.remain(asking, Some((2, 10 * SECOND)));
    record.finish(0, 1, 0);
    assert_eq!(record.left(&windows, PER_SECOND.length, 0), Some((1, 160)));
    assert_eq!(record.ready(&windows, 0), Ready::Now);
    record.start(0, &[], 0);
    assert_eq!(record.ready(&windows, 0), Ready::At(10 * SECOND));
    record.remain(asking, Some((3, 10 * SECOND)));
    assert_eq!(record.ready(&windows, 0), Ready::Now);
}

#[test]
fn what_is_under_way_is_taken_from_what_remains_only_where_others_were_seen() {
    let windows = [PER_SECOND];
    // 10 under way before it, 5 after: alone, the server says that 149 remain.
    for (remaining, others, more) in [(149, false, 144), (139, true, 124)] {
        let mut record = Record::default();
        for _ in 0..10 {
            record.start(0, &windows, 0);
        }
        let sent = record.start(0, &windows, 0);
        for _ in 0..5 {
            record.start(0, &windows, 0);
        }
        record.remain(sent, Some((remaining, SECOND)));
        let left = record.left(&windows, PER_SECOND.length, 0);
        assert_eq!(left, Some((more, 160)), "others: {others}");
    }
}

#[test]
fn when_the_time_is_over_one_request_asks_anew() {
    let (mut record, windows) = (Record::default(), [PER_SECOND]);
    let asking = record.start(0, &[], 0);
    record.remain(asking, Some((0, SECOND)));
    record.finish(0, 1, 0);
    assert_eq!(record.ready(&windows, 0), Ready::At(SECOND));
    assert_eq!(record.ready(&windows, SECOND), Ready::Now);
    let asking = record.start(0, &[], 0);
    assert_eq!(record.ready(&windows, SECOND), Ready::At(2 * SECOND));
    record.remain(asking, Some((100, 5 * SECOND)));
    assert_eq!(record.ready(&windows, SECOND), Ready::Now);
    // An answer that does not say lifts it.
    record.remain(asking, Some((0, 5 * SECOND)));
    record.remain(asking, None);
    assert_eq!(record.ready(&windows, SECOND), Ready::Now);
}

#[test]
fn a_budget_that_was_not_used_up_ends_without_a_question() {
    let (mut record, windows) = (Record::default(), [PER_SECOND]);
    let asking = record.start(0, &[], 0);
    record.remain(asking, Some((1, SECOND)));
    record.finish(0, 1, 0);
    for _ in 0..3 {
        assert_eq!(record.ready(&windows, 3 * SECOND), Ready::Now);
    }
}

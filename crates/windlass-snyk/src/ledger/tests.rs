//! Records that are shared, damaged, and seen by clocks that step.

use super::*;
use crate::record::Ready;
use crate::record::bytes::SIZE;
use crate::window::Window;
use proptest::prelude::*;
use std::num::NonZeroU32;
use std::path::PathBuf;

const NAME: &str = "0123456789abcdef";
const SECOND: Micros = 1_000_000;

fn ten_a_minute() -> [Window; 1] {
    [Window { requests: NonZeroU32::new(10).unwrap(), length: Duration::from_secs(60) }]
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// What a process does that opens the record.
    fn process(&self) -> Ledger {
        Ledger::shared(self.0.path(), NAME)
    }

    fn record(&self) -> PathBuf {
        self.0.path().join(NAME)
    }
}

impl Ledger {
    fn ready(&mut self) -> Ready {
        let ready = self.open(|open| {
            let ready = open.record.ready(&ten_a_minute(), open.now);
            if ready != Ready::Now && open.bury() { open.record.ready(&ten_a_minute(), open.now) } else { ready }
        });
        ready.unwrap()
    }

    fn start(&mut self) {
        self.open(|open| open.record.start(open.slot, &[], open.now)).unwrap();
    }

    fn left(&mut self) -> u32 {
        let left = self.open(|open| open.record.left(&ten_a_minute(), Duration::from_secs(60), open.now));
        left.unwrap().unwrap().0
    }

    fn is_shared(&self) -> bool {
        self.file.is_some()
    }
}

#[test]
fn p9_two_processes_see_each_others_requests_at_once() {
    let folder = Folder::new();
    let (mut one, mut other) = (folder.process(), folder.process());
    assert_ne!(one.slot, other.slot);
    one.start();
    other.start();
    assert_eq!((one.left(), other.left()), (8, 8));
    one.finish(Duration::ZERO);
    assert_eq!((one.left(), other.left()), (8, 8));
    other.close(Duration::from_secs(60));
    let closed = one.open(|open| open.record.closed_for(open.now)).unwrap().unwrap();
    assert!(closed > 30 * SECOND);
}

#[test]
fn p9_a_process_that_begins_sees_what_the_one_before_it_did() {
    let folder = Folder::new();
    let mut first = folder.process();
    for _ in 0..10 {
        first.start();
        first.finish(Duration::ZERO);
    }
    drop(first);
    let mut second = folder.process();
    assert_eq!(second.left(), 0);
    assert!(matches!(second.ready(), Ready::At(_)));
}

#[test]
fn p9_what_a_dead_process_had_in_flight_counts_as_ended() {
    let folder = Folder::new();
    let (mut doomed, mut heir) = (folder.process(), folder.process());
    (0..10).for_each(|_| doomed.start());
    assert_eq!(heir.ready(), Ready::AfterAnAnswer, "it lives");
    drop(doomed); // as a kill does: the lock goes, the record stays
    assert!(matches!(heir.ready(), Ready::At(_)), "the server may have counted them until now");
    assert_eq!(heir.left(), 0);
    let mut next = folder.process();
    assert_eq!(next.left(), 0);
    assert!(matches!(next.ready(), Ready::At(_)));
}

#[test]
fn the_place_of_a_dead_process_is_taken_with_what_it_left() {
    let folder = Folder::new();
    let mut doomed = folder.process();
    doomed.start();
    let slot = doomed.slot;
    drop(doomed);
    let mut heir = folder.process();
    assert_eq!(heir.slot, slot);
    assert_eq!(heir.open(|open| open.record.in_flight(open.slot)), Ok(0));
    assert_eq!(heir.left(), 9);
}

#[test]
fn p9_a_damaged_record_is_written_anew_and_shared_again() {
    for damage in [&b"garbage"[..], &[0; SIZE], &[0xff; SIZE], &[7; SIZE + 9]] {
        let folder = Folder::new();
        let mut one = folder.process();
        one.start();
        std::fs::write(folder.record(), damage).unwrap();
        assert_eq!(one.left(), 9, "what the process knows is kept");
        let mut other = folder.process();
        assert!(one.is_shared() && other.is_shared());
        assert_eq!(other.left(), 9);
        std::fs::write(folder.record(), damage).unwrap();
        assert_eq!(folder.process().left(), 10, "what nobody knows is gone");
        assert_eq!(std::fs::metadata(folder.record()).unwrap().len(), SIZE as u64);
    }
}

#[test]
fn where_no_file_can_be_each_keeps_its_own_pace() {
    let folder = Folder::new();
    std::fs::write(folder.0.path().join("file"), "").unwrap();
    let mut alone = Ledger::shared(&folder.0.path().join("file/below"), NAME);
    assert!(!alone.is_shared());
    (0..10).for_each(|_| alone.start());
    assert_eq!(alone.ready(), Ready::AfterAnAnswer);
    (0..10).for_each(|_| alone.finish(Duration::ZERO));
    assert!(matches!(alone.ready(), Ready::At(_)));
}

#[test]
fn one_process_too_many_keeps_its_own_pace() {
    let folder = Folder::new();
    let processes: Vec<Ledger> = (0..crate::record::SLOTS).map(|_| folder.process()).collect();
    assert!(processes.iter().all(Ledger::is_shared));
    assert!(!folder.process().is_shared());
}

#[test]
fn what_cannot_be_written_at_once_is_written_later() {
    let folder = Folder::new();
    let mut one = folder.process();
    one.start();
    let other = std::fs::File::options().read(true).write(true).open(folder.record()).unwrap();
    other.lock().unwrap();
    assert_eq!(one.open(|open| open.now), Err(Busy));
    one.finish(Duration::ZERO);
    one.close(Duration::from_secs(9));
    other.unlock().unwrap();
    let mut third = folder.process();
    assert_eq!(third.open(|open| open.record.all_in_flight()), Ok(1));
    one.open(|_| ()).unwrap();
    assert_eq!(third.open(|open| open.record.all_in_flight()), Ok(0));
    assert!(third.open(|open| open.record.closed_for(open.now).is_some()).unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_process_that_stopped_with_the_lock_is_not_waited_for_for_ever() {
    let folder = Folder::new();
    let mut one = folder.process();
    (0..3).for_each(|_| one.start());
    let other = std::fs::File::options().read(true).write(true).open(folder.record()).unwrap();
    other.lock().unwrap();
    assert_eq!(one.open(|_| ()), Err(Busy));
    tokio::time::advance(LOCKED_FOR_GOOD).await;
    assert_eq!(one.open(|_| ()), Err(Busy), "nobody asked in between: it may have been free all the while");
    let step = ASKED_AGAIN / 2;
    for _ in 1..LOCKED_FOR_GOOD.as_millis() / step.as_millis() {
        tokio::time::advance(step).await;
        assert_eq!(one.open(|_| ()), Err(Busy));
    }
    tokio::time::advance(step).await;
    assert_eq!(one.left(), 7);
    assert!(!one.is_shared());
}

#[cfg(unix)]
#[test]
fn p7_the_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let below = folder.0.path().join("deep/pace");
    let ledger = Ledger::shared(&below, NAME);
    assert!(ledger.is_shared());
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&below), 0o700);
    for entry in std::fs::read_dir(&below).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
}

/// A process, by what it knows of time: nothing, or a moment of its monotonic clock and the record's time then.
#[derive(Debug, Clone, Copy, Default)]
struct Watch(Option<(Micros, Micros)>);

impl Watch {
    fn look(&mut self, record: &mut Record, truth: Micros, wall: Micros) -> Micros {
        let own = self.0.map(|(at, time)| time + (truth - at));
        let now = settle(record, wall, own);
        self.0 = Some((truth, now));
        record.latest = record.latest.max(now);
        now
    }
}

proptest! {
    /// Time passes, the wall clock steps, processes look. Between two looks of processes that live, and across steps
    /// backwards whoever lives, the record's time never passes faster than time itself: nothing is forgotten early.
    #[test]
    fn p9_a_clock_that_steps_makes_nobody_forget(
        events in prop::collection::vec((0_usize..3, 0_u64..30 * SECOND, -7_200_i64..7_200, any::<bool>()), 1..60),
    ) {
        let mut record = Record::default();
        let mut watches = [Watch::default(); 3];
        let (mut truth, mut wall) = (0, 2_000_000_000 * SECOND);
        let mut last: Option<(Micros, Micros)> = None;
        for watch in &mut watches {
            watch.look(&mut record, truth, wall);
        }
        for (process, passed, step, reborn) in events {
            truth += passed;
            wall += passed;
            let step = if step % 3 == 0 { step } else { 0 };
            wall = wall.saturating_add_signed(step * 1_000_000);
            // A process may only be replaced where the clock did not just step forward: nobody can see that.
            if reborn && step <= 0 && last.is_some() {
                watches[process] = Watch::default();
            }
            // Somebody who lives looks first, as a process that waits does all the time.
            let witness = (process + 1) % 3;
            watches[witness].look(&mut record, truth, wall);
            let now = watches[process].look(&mut record, truth, wall);
            if let Some((then, at)) = last {
                prop_assert!(now >= at, "time ran backwards");
                prop_assert!(now - at <= truth - then + 3 * micros(STEP), "{now} {at} {truth} {then}");
            }
            last = Some((truth, now));
        }
    }
}

#[test]
fn a_clock_set_back_between_two_processes_makes_the_second_one_wait() {
    let mut record = Record::default();
    let wall = 2_000_000_000 * SECOND;
    Watch::default().look(&mut record, 0, wall);
    let mut next = Watch::default();
    assert_eq!(next.look(&mut record, 0, wall - 3_600 * SECOND), wall);
    assert_eq!(next.look(&mut record, SECOND, wall - 3_599 * SECOND), wall + SECOND);
}

//! Who keeps the record of a token, and by which clock: this process alone, or all of this machine through a file.

mod file;

use std::path::Path;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use crate::record::{Micros, Record, micros};
use file::{RecordFile, Trouble};

/// How far wall clock and monotonic clock may part between two looks before the wall clock counts as set anew.
const STEP: Duration = Duration::from_millis(50);
/// How long another process may hold the lock before we go on without it. It holds it for microseconds, unless it was
/// stopped in that moment.
const LOCKED_FOR_GOOD: Duration = Duration::from_secs(2);

/// Whoever waits for the lock asks again sooner than this.
const ASKED_AGAIN: Duration = Duration::from_millis(250);

/// The record is in use by another process at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Busy;

#[derive(Debug)]
pub(crate) struct Ledger {
    /// As last seen; the record itself where there is no file.
    record: Record,
    slot: usize,
    /// A moment by the monotonic clock and by the record's.
    anchor: Option<(Instant, Micros)>,
    file: Option<RecordFile>,
    /// Since when the lock was never free, and when that was last seen.
    busy: Option<(Instant, Instant)>,
    /// What could not be written while the record was in use.
    late: Late,
}

#[derive(Debug, Default)]
struct Late {
    finished: u32,
    closed_until: Option<Instant>,
}

/// The record at a moment, for as long as nobody else may touch it.
pub(crate) struct Open<'r> {
    pub(crate) record: &'r mut Record,
    /// Where the requests of this process are counted.
    pub(crate) slot: usize,
    pub(crate) now: Micros,
    file: Option<&'r RecordFile>,
}

impl Open<'_> {
    /// Counts what processes that are no more had in flight as ended now. Whether there was any.
    pub(crate) fn bury(&mut self) -> bool {
        let Some(file) = self.file else { return false };
        let dead = file.dead(self.record, self.slot);
        for slot in &dead {
            self.record.finish(*slot, u32::MAX, self.now);
        }
        !dead.is_empty()
    }

    /// Whether another process has requests in flight: its end wakes nobody here.
    pub(crate) fn others_in_flight(&self) -> bool {
        self.record.all_in_flight() > u64::from(self.record.in_flight(self.slot))
    }
}

impl Ledger {
    /// A record that nobody else knows.
    pub(crate) fn alone() -> Self {
        Self { record: Record::default(), slot: 0, anchor: None, file: None, busy: None, late: Late::default() }
    }

    /// The record of that name in a folder, shared with whoever opens it. Where that cannot be, one of our own.
    pub(crate) fn shared(folder: &Path, name: &str) -> Self {
        let mut ledger = Self::alone();
        match RecordFile::open(folder, name) {
            Ok(file) => {
                ledger.slot = file.slot();
                ledger.file = Some(file);
                // Whoever had this place before is gone, and with it what it had in flight.
                let ended = ledger.open(|open| {
                    open.record.finish(open.slot, u32::MAX, open.now);
                    open.bury();
                });
                if ended.is_err() {
                    ledger.late.finished = u32::MAX;
                }
            }
            Err(trouble) => warn(&trouble),
        }
        ledger
    }

    /// Does something with the record.
    ///
    /// # Errors
    /// [`Busy`] when another process is at it: try again in a moment.
    pub(crate) fn open<T>(&mut self, work: impl FnOnce(&mut Open<'_>) -> T) -> Result<T, Busy> {
        let mono = Instant::now();
        let Some(file) = &mut self.file else { return Ok(self.work(mono, None, work)) };
        let wall = wall_clock();
        match file.lock() {
            Ok(()) => {}
            Err(Trouble::Busy) if !self.is_locked_for_good(mono) => return Err(Busy),
            Err(trouble) => return Ok(self.go_on_alone(&trouble, mono, work)),
        }
        self.busy = None;
        match file.read() {
            Ok(Some(record)) => self.record = record,
            Ok(None) => {} // a new file: what we know is all there is
            Err(Trouble::Damaged) => tracing::warn!("The record of the pace was damaged and is written anew"),
            Err(trouble) => return Ok(self.go_on_alone(&trouble, mono, work)),
        }
        let done = self.work(mono, Some(wall), work);
        let Some(file) = &mut self.file else { return Ok(done) };
        let written = if file.holds(&self.record) {
            Ok(())
        } else {
            self.record.latest = self.anchor.map_or(self.record.latest, |(_, now)| now);
            file.write(&self.record)
        };
        file.unlock();
        if let Err(trouble) = written {
            self.give_up(&trouble, mono);
        }
        Ok(done)
    }

    /// Whether the lock has been held for so long that nobody will let it go. Two moments at which it was met with nothing in between
    /// are no evidence.
    fn is_locked_for_good(&mut self, now: Instant) -> bool {
        let (since, _) = self.busy.filter(|(_, last)| now - *last < ASKED_AGAIN).unwrap_or((now, now));
        self.busy = Some((since, now));
        now - since >= LOCKED_FOR_GOOD
    }

    /// The end of a request of this process, now or as soon as the record can be had. It may be taken to have been counted so long
    /// before.
    pub(crate) fn finish(&mut self, since_counted: Duration) {
        if self.open(|open| open.record.answer(open.slot, open.now, micros(since_counted))).is_err() {
            self.late.finished = self.late.finished.saturating_add(1);
        }
    }

    /// Closes the gate for so long, now or as soon as the record can be had.
    pub(crate) fn close(&mut self, wait: Duration) {
        let closed = self.open(|open| open.record.close(open.now.saturating_add(micros(wait))));
        if closed.is_err() {
            self.late.closed_until = self.late.closed_until.max(Some(Instant::now() + wait));
        }
    }

    fn work<T>(&mut self, mono: Instant, wall: Option<Micros>, work: impl FnOnce(&mut Open<'_>) -> T) -> T {
        let own = self.anchor.map(|(at, time)| time.saturating_add(micros(mono - at)));
        let now = match wall {
            Some(wall) => settle(&mut self.record, wall, own),
            None => own.unwrap_or_default(),
        };
        self.anchor = Some((mono, now));
        self.record.finish(self.slot, std::mem::take(&mut self.late.finished), now);
        if let Some(until) = self.late.closed_until.take() {
            self.record.close(now.saturating_add(micros(until.saturating_duration_since(mono))));
        }
        work(&mut Open { record: &mut self.record, slot: self.slot, now, file: self.file.as_ref() })
    }

    fn go_on_alone<T>(&mut self, trouble: &Trouble, mono: Instant, work: impl FnOnce(&mut Open<'_>) -> T) -> T {
        self.give_up(trouble, mono);
        self.work(mono, None, work)
    }

    /// From now on this process keeps its own record, which begins as what was known of the shared one.
    fn give_up(&mut self, trouble: &Trouble, mono: Instant) {
        warn(trouble);
        self.file = None;
        let now = self.anchor.map_or(0, |(at, time)| time.saturating_add(micros(mono - at)));
        self.record.alone(self.slot, now);
    }
}

/// The record's time now: the wall clock's, unless that was set anew.
///
/// A process that watched the clock step knows by its monotonic clock how much time really passed, and corrects the
/// offset for all. One that just began believes the wall clock, but never that time ran backwards. So a step makes the
/// pace slower at worst. What nobody can see is a clock set forward between two processes: then too little is remembered.
fn settle(record: &mut Record, wall: Micros, own: Option<Micros>) -> Micros {
    let by_wall = wall.saturating_add_signed(record.offset);
    let stepped = own.filter(|own| own.abs_diff(by_wall) > micros(STEP));
    let now = stepped.unwrap_or(by_wall).max(record.latest);
    if now != by_wall {
        record.offset = i64::try_from(i128::from(now) - i128::from(wall)).unwrap_or_default();
    }
    now
}

fn wall_clock() -> Micros {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, micros)
}

/// Said once: the file is given up at the same moment.
fn warn(trouble: &Trouble) {
    tracing::warn!(pace.trouble = %trouble, "Cannot share the pace with other runs on this machine");
}

#[cfg(test)]
mod tests;

//! A shard: a stretch of `created_at` with a cursor of its own.

use crate::books::{CursorRow, ShardRow};
use std::time::Duration;
use windlass_model::Timestamp;

/// How far a shard reaches back into its neighbour. Both ends are exclusive where Snyk compares moments as precisely as it writes
/// them; where it rounds them, a row at the border is listed by one of the two all the same. A row listed twice is one row.
pub const OVERLAP: Duration = Duration::from_secs(1);

/// Where a shard stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Before its first page.
    Start,
    /// Behind a page; the cursor of the one that follows.
    After(String),
    /// Behind its last page.
    End,
}

impl Next {
    /// The cursor of the page that follows.
    pub fn cursor(&self) -> Option<&str> {
        match self {
            Self::After(cursor) => Some(cursor),
            Self::Start | Self::End => None,
        }
    }
}

/// A stretch of `created_at`, its ends excluded, and how far it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shard {
    after: Option<Timestamp>,
    before: Option<Timestamp>,
    next: Next,
    pages: i64,
    /// Whether it differs from what the bookkeeping was told.
    changed: bool,
}

impl Shard {
    /// All there is.
    pub(super) fn whole(next: Next) -> Self {
        Self { after: None, before: None, next, pages: 0, changed: true }
    }

    /// It lists what was created after this moment.
    pub fn after(&self) -> Option<Timestamp> {
        self.after
    }

    /// It lists what was created before this moment.
    pub fn before(&self) -> Option<Timestamp> {
        self.before
    }

    /// Where it stands.
    pub fn next(&self) -> &Next {
        &self.next
    }

    pub(super) fn go_to(&mut self, next: Next) {
        self.next = next;
        self.changed = true;
    }

    pub(super) fn read(&mut self, next: Next) {
        self.pages += 1;
        self.go_to(next);
    }

    /// Keeps what was created before `moment` and returns a shard for the rest; `None` where either would be empty, or where
    /// there is nothing left to read.
    pub(super) fn give_up(&mut self, moment: Timestamp, next: Option<String>) -> Option<Self> {
        let from = moment.checked_sub(OVERLAP).ok()?;
        let inside = self.after.is_none_or(|after| after < from) && self.before.is_none_or(|before| moment < before);
        if !inside || self.next == Next::End {
            return None;
        }
        let taken = Self { after: Some(from), before: self.before, ..Self::whole(Next::Start) };
        self.before = Some(moment);
        self.changed = true;
        if let (Next::After(at), Some(next)) = (&mut self.next, next) {
            *at = next;
        }
        Some(taken)
    }

    /// Its row, where that is news.
    pub(super) fn changed(&mut self, number: usize, walk: &CursorRow) -> Option<ShardRow> {
        std::mem::take(&mut self.changed).then(|| ShardRow {
            connection_id: walk.connection_id.clone(),
            stream: walk.stream.clone(),
            scope_kind: walk.scope_kind.clone(),
            scope_id: walk.scope_id.clone(),
            shard: i64::try_from(number).unwrap_or(i64::MAX),
            walk: walk.walk,
            created_after: self.after,
            created_before: self.before,
            next: self.next.cursor().map(ToOwned::to_owned),
            pages: self.pages,
            ended: self.next == Next::End,
        })
    }
}

impl From<&ShardRow> for Shard {
    fn from(row: &ShardRow) -> Self {
        let next = match &row.next {
            _ if row.ended => Next::End,
            Some(next) => Next::After(next.clone()),
            None => Next::Start,
        };
        let (after, before) = (row.created_after, row.created_before);
        Self { after, before, next, pages: row.pages, changed: false }
    }
}

/// The shards between these moments, which ascend, each at its first page.
pub(super) fn cut(at: &[Timestamp]) -> Vec<Shard> {
    let mut last = Shard::whole(Next::Start);
    let mut shards = Vec::with_capacity(at.len() + 1);
    for moment in at {
        if let Some(taken) = last.give_up(*moment, None) {
            shards.push(std::mem::replace(&mut last, taken));
        }
    }
    shards.push(last);
    shards
}

/// The shards of a walk as they were committed; `None` where one is missing, so that the walk begins anew.
pub(super) fn stored(walk: &CursorRow, rows: &[ShardRow]) -> Option<Vec<Shard>> {
    let mut rows: Vec<&ShardRow> = rows.iter().filter(|row| row.walk == walk.walk && row.shard < walk.shards).collect();
    rows.sort_by_key(|row| row.shard);
    let complete = (0..walk.shards).eq(rows.iter().map(|row| row.shard));
    let shards: Vec<Shard> = rows.into_iter().map(Shard::from).collect();
    (complete && cover_everything(&shards)).then_some(shards)
}

/// Whether every moment lies inside a shard.
pub(super) fn cover_everything(shards: &[Shard]) -> bool {
    let mut stretches: Vec<_> = shards.iter().map(|shard| (shard.after, shard.before)).collect();
    // `None` sorts first, which is right for the lower end.
    stretches.sort_unstable();
    let mut covered = None;
    for (at, (after, before)) in stretches.into_iter().enumerate() {
        let joins = match (at, after, covered) {
            (0, after, _) => after.is_none(),
            (_, Some(after), Some(covered)) => after < covered,
            (_, _, _) => false,
        };
        if !joins {
            return false;
        }
        match before {
            None => return true,
            Some(before) => covered = covered.max(Some(before)),
        }
    }
    false
}

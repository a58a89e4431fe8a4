//! A scan: one stream of one scope, from its first page to its last. Pure: it decides, others fetch and commit.
//!
//! A scan may be cut into shards, stretches of `created_at` with a cursor each. They share the walk's number, and the walk is
//! over when every one of them is.

mod shard;

pub use shard::{Next, OVERLAP, Shard};

use crate::books::{CursorRow, ShardRow};
use windlass_model::{Book, ConnectionId, Row, Timestamp};

/// What a scan lists within.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// All that the token sees.
    Token,
    /// A group, by Snyk's id.
    Group(String),
    /// An organization, by Snyk's id.
    Organization(String),
    /// One project of an organization, by Snyk's ids: organization, then project.
    Project(String, String),
}

impl Scope {
    /// The word that the bookkeeping uses.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Group(_) => "group",
            Self::Organization(_) => "organization",
            Self::Project(..) => "project",
        }
    }

    /// Snyk's id of the scope, empty for a whole token.
    pub fn id(&self) -> &str {
        match self {
            Self::Token => "",
            Self::Group(id) | Self::Organization(id) | Self::Project(_, id) => id,
        }
    }
}

/// Which scan of which connection.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScanKey {
    /// The connection.
    pub connection: ConnectionId,
    /// The stream's name.
    pub stream: &'static str,
    /// What it lists within.
    pub scope: Scope,
}

/// What a walk asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Everything; what it does not list is gone.
    Full,
    /// What changed after a moment; it says nothing of what it does not list.
    Incremental,
}

impl Mode {
    /// The word that the bookkeeping and reports use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Incremental => "incremental",
        }
    }

    fn parse(word: &str) -> Self {
        if word == "incremental" { Self::Incremental } else { Self::Full }
    }
}

/// A scan under way.
#[derive(Debug, Clone)]
pub struct Scan {
    key: ScanKey,
    cursor: CursorRow,
    /// What has to be read; together they cover everything. One without bounds, unless the scan was cut.
    shards: Vec<Shard>,
}

/// A walk that read its last page, in every shard. Only [`Scan::finish`] makes one; only [`crate::Store::sweep`] takes one, so that what a
/// half-read walk did not list cannot be removed (P5).
#[derive(Debug)]
pub struct Finished {
    key: ScanKey,
    walk: i64,
}

impl Finished {
    /// Which scan it was.
    pub fn key(&self) -> &ScanKey {
        &self.key
    }

    /// What its rows have in `seen_in`.
    pub fn walk(&self) -> i64 {
        self.walk
    }
}

/// What a scan leaves behind.
#[derive(Debug)]
pub struct Ended {
    /// The proof that allows a sweep; an incremental walk gives none.
    pub proof: Option<Finished>,
    /// The cursor row to store with it.
    pub book: Book,
}

impl Scan {
    /// Begins a walk: `walk` is its number, `known` what earlier
    /// walks of the same scan left behind.
    pub fn begin(key: ScanKey, mode: Mode, walk: i64, now: Timestamp, known: Option<&CursorRow>) -> Self {
        let cursor = CursorRow {
            connection_id: key.connection.to_string(),
            stream: key.stream.to_owned(),
            scope_kind: key.scope.kind().to_owned(),
            scope_id: key.scope.id().to_owned(),
            mode: mode.word().to_owned(),
            walk,
            started_at: now,
            watermark: known.and_then(|known| known.watermark),
            full_finished_at: known.and_then(|known| known.full_finished_at),
            full_due: known.is_some_and(|known| known.full_due) && mode == Mode::Incremental,
            full_rows: known.map_or(0, |known| known.full_rows),
            fingerprint: known.and_then(|known| known.fingerprint.clone()),
            ..CursorRow::default()
        };
        Self { key, cursor, shards: vec![Shard::whole(Next::Start)] }
    }

    /// Goes on with a walk that did not finish; `None` where there is none to go on with. `stored` are the shards that were
    /// committed with it.
    ///
    /// A full walk clears `full_due` when it begins. Where it is set again, a column was added under way, which the pages
    /// already read lack: that walk begins anew.
    pub fn resume(key: ScanKey, cursor: CursorRow, stored: &[ShardRow]) -> Option<Self> {
        let lacks = cursor.full_due && Mode::parse(&cursor.mode) == Mode::Full;
        if cursor.finished_at.is_some() || lacks {
            return None;
        }
        let shards = match (cursor.shards, &cursor.next) {
            (1.., _) => shard::stored(&cursor, stored)?,
            (_, Some(next)) => vec![Shard::whole(Next::After(next.clone()))],
            // Every page is there; only the end is missing.
            (_, None) if cursor.pages > 0 => vec![Shard::whole(Next::End)],
            (_, None) => return None,
        };
        Some(Self { key, cursor, shards })
    }

    /// Which scan it is.
    pub fn key(&self) -> &ScanKey {
        &self.key
    }

    /// What it asks for.
    pub fn mode(&self) -> Mode {
        Mode::parse(&self.cursor.mode)
    }

    /// What its rows get in `seen_in`.
    pub fn walk(&self) -> i64 {
        self.cursor.walk
    }

    /// Where each of its shards stands.
    pub fn shards(&self) -> &[Shard] {
        &self.shards
    }

    /// Whether every shard has read its last page.
    pub fn is_at_end(&self) -> bool {
        self.shards.iter().all(|shard| *shard.next() == Next::End)
    }

    /// Pages committed so far, earlier runs included.
    pub fn pages(&self) -> i64 {
        self.cursor.pages
    }

    /// Rows committed so far, earlier runs included.
    pub fn rows(&self) -> i64 {
        self.cursor.rows
    }

    /// The moment after which an incremental walk asks.
    pub fn watermark(&self) -> Option<Timestamp> {
        self.cursor.watermark
    }

    /// Rows that the last full walk listed, 0 where there was none.
    pub fn full_rows(&self) -> i64 {
        self.cursor.full_rows
    }

    /// Cuts the walk at these moments, which ascend, into shards that begin at their first page. What was read before is read
    /// again.
    pub fn cut(&mut self, at: &[Timestamp]) {
        self.shards = shard::cut(at);
    }

    /// Gives the part of a shard that was created at `moment` and later to a new shard, whose number is returned. The shard
    /// itself goes on where `next` leads, which asks for the part that is left from where the shard stands; where that is
    /// `None`, from where it stands with all it had.
    pub fn hand_over(&mut self, number: usize, moment: Timestamp, next: Option<String>) -> Option<usize> {
        let taken = self.shards.get_mut(number)?.give_up(moment, next)?;
        self.shards.push(taken);
        Some(self.shards.len() - 1)
    }

    /// Lets a shard begin again at its first page.
    pub fn restart(&mut self, number: usize) {
        if let Some(shard) = self.shards.get_mut(number) {
            shard.go_to(Next::Start);
        }
    }

    /// Takes note of a shard's page: its rows, the greatest `updated_at` among them, the server's time when it answered, and the
    /// cursor of the page that follows, if one does. Returns the bookkeeping to commit with the page's rows: the walk's cursor,
    /// and every shard that has changed since it was last asked for. So a shard that took something over is known no later
    /// than what it was taken from says so.
    pub fn page(
        &mut self,
        number: usize,
        rows: usize,
        updated_at: Option<Timestamp>,
        server_time: Option<Timestamp>,
        next: Option<String>,
    ) -> Vec<Book> {
        // Shards are asked for at the same time, so the earliest answer need not be the first to arrive.
        self.cursor.server_started_at = match (self.cursor.server_started_at, server_time) {
            (Some(known), Some(told)) => Some(known.min(told)),
            (known, told) if self.cursor.pages == 0 => known.or(told),
            (known, _) => known,
        };
        self.cursor.pages += 1;
        self.cursor.rows += i64::try_from(rows).unwrap_or(i64::MAX);
        self.cursor.high = self.cursor.high.max(updated_at);
        if let Some(shard) = self.shards.get_mut(number) {
            shard.read(next.map_or(Next::End, Next::After));
        }
        let is_cut = self.shards.len() > 1;
        self.cursor.shards = if is_cut { i64::try_from(self.shards.len()).unwrap_or(i64::MAX) } else { 0 };
        self.cursor.next = match self.shards.as_slice() {
            [whole] => whole.next().cursor().map(ToOwned::to_owned),
            _ => None,
        };
        let mut books = vec![self.cursor.clone().into_book()];
        if is_cut {
            let changed = self.shards.iter_mut().enumerate().filter_map(|(at, shard)| shard.changed(at, &self.cursor));
            books.extend(changed.map(Row::into_book));
        }
        books
    }

    /// Ends the scan; given back where a shard has not read its last page, or the shards do not cover everything.
    ///
    /// What changed while the walk went on may stand on a page already read. So the next incremental walk asks from the
    /// moment this one began by the server's clock, if that is earlier than the latest change it saw.
    ///
    /// # Errors
    /// The scan itself, where there are pages left.
    pub fn finish(mut self, now: Timestamp, fingerprint: Option<String>) -> Result<Ended, Box<Self>> {
        if !self.is_at_end() || !shard::cover_everything(&self.shards) {
            return Err(Box::new(self));
        }
        let began = self.cursor.server_started_at;
        let high = match (self.cursor.high, began) {
            (Some(high), Some(began)) => Some(high.min(began)),
            (high, began) => high.or(began),
        };
        self.cursor.watermark = self.cursor.watermark.max(high);
        self.cursor.finished_at = Some(now);
        if fingerprint.is_some() {
            self.cursor.fingerprint = fingerprint;
        }
        let mode = self.mode();
        if mode == Mode::Full {
            self.cursor.full_finished_at = Some(now);
            self.cursor.full_rows = self.cursor.rows;
            self.cursor.full_due = false;
        }
        let proof = (mode == Mode::Full).then_some(Finished { key: self.key, walk: self.cursor.walk });
        Ok(Ended { proof, book: self.cursor.into_book() })
    }
}

#[cfg(test)]
mod tests;

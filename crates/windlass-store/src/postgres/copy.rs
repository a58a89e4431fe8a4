//! Rows in the binary format of COPY, and their way to the server.
//!
//! Source of the format: PostgreSQL's manual, `COPY`, "Binary Format". Written by us, cell after cell into one piece of memory: the
//! driver's writer asks each cell by a pointer and sends 4 KiB at a time.

use super::value::{put, put_document};
use crate::sql;
use bytes::{BufMut, Bytes};
use deadpool_postgres::Transaction;
use futures::{SinkExt, pin_mut};
use tokio_postgres::{CopyInSink, Error, Statement};
use windlass_model::{Column, Kind, Value};

/// What the format begins with: its signature, no flags, no further header.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// How much is sent at a time, in bytes: the server begins with the first rows while the rest is on its way, and reads each message
/// into memory as a whole.
const MESSAGE: usize = 64 * 1024;

/// Rows on their way into one table. They are written while the server takes the ones before.
pub(super) struct Rows<'r> {
    into: String,
    columns: Vec<Column>,
    /// What was written and not sent yet; none where there is no row at all.
    first: Option<Cells>,
    next: Box<dyn FnMut(&mut Cells) -> bool + Send + 'r>,
}

/// Where rows are written, cell after cell, each of all its table's columns.
pub(super) struct Cells {
    bytes: Vec<u8>,
    columns: i16,
}

impl Cells {
    /// Begins a row; each of its columns has to follow.
    pub(super) fn begin(&mut self) {
        self.bytes.put_i16(self.columns);
    }

    /// Adds a cell of a column of this kind.
    pub(super) fn cell(&mut self, value: &Value, kind: Kind) {
        match value {
            Value::Null => self.null(),
            Value::Text(_)
            | Value::Integer(_)
            | Value::Real(_)
            | Value::Boolean(_)
            | Value::Timestamp(_)
            | Value::Json(_) => self.with_length(|out| put(value, kind, out)),
        }
    }

    /// Adds a document, or null.
    pub(super) fn document(&mut self, text: Option<&str>) {
        match text {
            None => self.null(),
            Some(text) => self.with_length(|out| put_document(text, out)),
        }
    }

    pub(super) fn null(&mut self) {
        self.bytes.put_i32(-1);
    }

    fn with_length(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let at = self.bytes.len();
        self.bytes.put_i32(0);
        write(&mut self.bytes);
        let length = i32::try_from(self.bytes.len() - at - 4).unwrap_or(i32::MAX);
        if let Some(place) = self.bytes.get_mut(at..at + 4) {
            place.copy_from_slice(&length.to_be_bytes());
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes.put_i32(i32::try_from(text.len()).unwrap_or(i32::MAX));
        self.bytes.put_slice(text.as_bytes());
    }

    pub(super) fn number(&mut self, number: i64) {
        self.bytes.put_i32(8);
        self.bytes.put_i64(number);
    }
}

impl<'r> Rows<'r> {
    /// `into` is quoted where it has to be. `next` writes one row more, unless there is none.
    pub(super) fn of(into: String, columns: Vec<Column>, next: impl FnMut(&mut Cells) -> bool + Send + 'r) -> Self {
        let mut next = Box::new(next);
        let mut first = Cells { bytes: HEADER.to_vec(), columns: i16::try_from(columns.len()).unwrap_or(i16::MAX) };
        let first = next(&mut first).then_some(first);
        Self { into, columns, first, next }
    }

    /// Rows of which each holds all columns.
    pub(super) fn whole(
        into: String,
        columns: Vec<Column>,
        rows: impl IntoIterator<Item = &'r [Value], IntoIter: Send + 'r>,
    ) -> Self {
        let kinds: Vec<Kind> = columns.iter().map(|column| column.kind).collect();
        let mut rows = rows.into_iter();
        Self::of(into, columns, move |cells| {
            let Some(row) = rows.next() else { return false };
            cells.begin();
            row.iter().zip(&kinds).for_each(|(value, kind)| cells.cell(value, *kind));
            true
        })
    }

    /// What asks the server to take them.
    fn statement(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|column| sql::quoted(column.name)).collect();
        format!("copy {} ({}) from stdin (format binary)", self.into, names.join(", "))
    }

    async fn send(mut self, transaction: &Transaction<'_>, statement: &Statement) -> Result<(), Error> {
        let sink: CopyInSink<Bytes> = transaction.copy_in(statement).await?;
        pin_mut!(sink);
        let Some(mut cells) = self.first else { return Ok(()) };
        let mut is_over = false;
        while !is_over {
            while !is_over && cells.bytes.len() < MESSAGE {
                is_over = !(self.next)(&mut cells);
            }
            if is_over {
                cells.bytes.put_i16(-1);
            }
            let message = std::mem::replace(&mut cells.bytes, Vec::with_capacity(MESSAGE + MESSAGE / 8));
            sink.as_mut().feed(message.into()).await?;
        }
        sink.finish().await.map(drop)
    }
}

/// Writes rows of several tables, in this order, each when the one before is over: of a COPY that begins in a transaction that failed
/// the server answers twice, and the driver would take every later answer on this session for that to the question before.
pub(super) async fn send(transaction: &Transaction<'_>, rows: Vec<Rows<'_>>) -> Result<(), Error> {
    for rows in rows.into_iter().filter(|rows| rows.first.is_some()) {
        let statement = transaction.prepare_cached(&rows.statement()).await?;
        rows.send(transaction, &statement).await?;
    }
    Ok(())
}

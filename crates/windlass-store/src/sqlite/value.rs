//! Cells on their way in and out.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Result, Row, Statement, ToSql};
use std::fmt::Write;
use windlass_model::Value;
use windlass_model::value::{TIMESTAMP_LENGTH, timestamp_text, write_timestamp};

/// A cell to bind.
pub(super) struct Cell<'a>(pub(super) &'a Value);

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Text(text) | Value::Json(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Integer(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Value::Real(number) => ToSqlOutput::Borrowed(ValueRef::Real(*number)),
            Value::Boolean(yes) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*yes))),
            Value::Timestamp(moment) => ToSqlOutput::from(timestamp_text(*moment)),
        })
    }
}

/// Binds the arguments of a statement one after the other.
pub(super) struct Arguments<'s, 'c> {
    statement: &'s mut Statement<'c>,
    next: usize,
}

impl<'s, 'c> Arguments<'s, 'c> {
    /// The statement without the arguments that it had.
    pub(super) fn of(statement: &'s mut Statement<'c>) -> Self {
        statement.clear_bindings();
        Self { statement, next: 1 }
    }

    /// Binds the next argument.
    pub(super) fn bind(&mut self, argument: impl ToSql) -> Result<()> {
        self.statement.raw_bind_parameter(self.next, argument)?;
        self.next += 1;
        Ok(())
    }

    /// Binds the next arguments.
    pub(super) fn bind_all(&mut self, values: &[Value]) -> Result<()> {
        let mut text = [0; TIMESTAMP_LENGTH];
        values.iter().try_for_each(|value| match value {
            // As it is already, and many are.
            Value::Null => {
                self.next += 1;
                Ok(())
            }
            Value::Timestamp(moment) => self.bind(write_timestamp(*moment, &mut text)),
            Value::Text(_) | Value::Integer(_) | Value::Real(_) | Value::Boolean(_) | Value::Json(_) => {
                self.bind(Cell(value))
            }
        })
    }

    /// Runs the statement; the rows it changed.
    pub(super) fn execute(self) -> Result<usize> {
        self.statement.raw_execute()
    }
}

/// A cell as SQLite has it: booleans are numbers, moments and JSON are text, bytes are shown in hexadecimal.
pub(super) fn read(row: &Row<'_>, column: usize) -> Result<Value> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        // A query can make text that is no UTF-8; it is shown rather than refused.
        ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Value::Text(hexadecimal(bytes)),
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

//! The words every other crate shares: tables, columns, values, rows and time.
//!
//! Prohibition: this crate does no I/O and nothing in it is async, so that whatever it decides can be tested as a
//! plain function.
//!
//! A row is declared once, as a struct with `#[derive(Table)]`. Each field says where in the received JSON it comes
//! from; from that one declaration follow the DDL, the upsert, the docs, the decoder ([`decode`]) and its inverse
//! ([`rebuild`]). What no field claims goes to `extra`, so that columns and `extra` together rebuild the JSON that
//! was received (promise P6).

// The derive names this crate by its public name, here too.
extern crate self as windlass_model;

pub mod clock;
pub mod decode;
pub mod extra;
pub mod field;
pub mod id;
pub mod json;
pub mod rebuild;
pub mod record;
pub mod row;
pub mod shape;
pub mod table;
pub mod value;
pub mod view;

pub use clock::{Clock, FixedClock, SystemClock};
pub use field::{Field, Reading, Token};
pub use id::{ConnectionId, RowId, RunId};
pub use jiff::Timestamp;
pub use json::Json;
pub use record::{ChildList, Record};
pub use row::{Book, List, Row, Slots};
pub use table::{Column, Kind, Table, TableKind};
pub use value::Value;
pub use view::View;
pub use windlass_derive::Table;

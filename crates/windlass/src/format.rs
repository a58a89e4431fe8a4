//! Query results as a table, CSV or JSON.

use crate::failure::Failure;
use crate::render;
use clap::ValueEnum;
use serde_json::{Map, Value as Json, json};
use windlass_model::Value;
use windlass_store::Selection;

/// How to print rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// With a header line
    Csv,
    /// An array of objects
    Json,
}

/// Prints what a query found.
pub(crate) fn print(found: &Selection, format: Format) -> Result<(), Failure> {
    match format {
        Format::Table => {
            let names: Vec<&str> = found.columns.iter().map(String::as_str).collect();
            let mut table = render::table(&names);
            for row in &found.rows {
                table.add_row(row.iter().map(|value| render::tame(&text(value))));
            }
            render::print(&table);
        }
        Format::Json => {
            render::out(&Json::Array(objects(found)).to_string());
        }
        Format::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            let failed = |error: &dyn std::fmt::Display| {
                Failure::new("format", "the rows cannot be written as CSV", error.to_string(), "use --format json")
            };
            writer.write_record(&found.columns).map_err(|error| failed(&error))?;
            for row in &found.rows {
                writer.write_record(row.iter().map(text)).map_err(|error| failed(&error))?;
            }
            let bytes = writer.into_inner().map_err(|error| failed(&error))?;
            render::out(String::from_utf8_lossy(&bytes).trim_end_matches('\n'));
        }
    }
    Ok(())
}

/// The rows for machines, an object each.
pub(crate) fn objects(found: &Selection) -> Vec<Json> {
    found.rows.iter().map(|row| object(&found.columns, row)).collect()
}

fn object(columns: &[String], row: &[Value]) -> Json {
    let members: Map<String, Json> = columns.iter().cloned().zip(row.iter().map(to_json)).collect();
    Json::Object(members)
}

/// A cell for machines.
fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Text(text) => json!(text),
        Value::Integer(number) => json!(number),
        Value::Real(number) => json!(number),
        Value::Boolean(yes) => json!(yes),
        Value::Timestamp(_) => json!(value.to_text()),
        Value::Json(text) => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
    }
}

/// A cell for people.
pub(crate) fn text(value: &Value) -> String {
    value.to_text().unwrap_or_default()
}

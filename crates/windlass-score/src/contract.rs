//! What a check's query has to answer: the first row counts; its column `status`, or else its first, is `PASS`, `WARN` or `FAIL` in any
//! case. No row, or any other status, is the check's error and does not pass.

use crate::cards::Check;
use crate::evaluate::{CheckResult, Status};
use serde_json::{Number, Value as Json};
use windlass_model::Value;
use windlass_model::value::timestamp_text;

/// The column that says of which entity a row is, where a query answers for all.
pub(crate) const IDENTIFIER: &str = "entity_identifier";

/// The column that says of which type that entity is.
pub(crate) const TYPE: &str = "entity_type";

/// Where a column is.
pub(crate) fn column(columns: &[String], name: &str) -> Option<usize> {
    columns.iter().position(|column| column.eq_ignore_ascii_case(name))
}

/// What a row says.
pub(crate) fn result(check: &Check, columns: &[String], row: &[Value]) -> CheckResult {
    // In a row of all entities the first columns may say of which one it is.
    let first =
        || columns.iter().position(|name| !name.eq_ignore_ascii_case(IDENTIFIER) && !name.eq_ignore_ascii_case(TYPE));
    let at = column(columns, "status").or_else(first);
    let status = match at.and_then(|at| row.get(at)).map(status) {
        Some(Ok(status)) => status,
        Some(Err(error)) => return CheckResult::error(check, error),
        None => return CheckResult::error(check, "the query returns no column that could be the status".to_owned()),
    };
    let cell = |name| column(columns, name).and_then(|at| row.get(at));
    let text = |name| cell(name).and_then(Value::to_text).filter(|text| !text.is_empty());
    let default = || check.message.clone().filter(|_| status != Status::Pass);
    CheckResult {
        output: cell("output").filter(|_| check.output_enabled).and_then(scalar),
        message: text("message").or_else(default),
        related_property: text("related_property").or_else(|| text("related_properties")),
        ..CheckResult::of(check, status)
    }
}

/// What is said of a query that returned no row.
pub(crate) const NO_ROW: &str =
    "the query returned no row: one that finds nothing has to say what that means, as `select count(*)` does";

/// What is said of an entity that a query for all entities left out.
pub(crate) const LEFT_OUT: &str = "the query returned no row for this entity: have it begin at `windlass_entities` and left join the rest, \
                                   or narrow the check with `filter_sql`";

fn status(value: &Value) -> Result<Status, String> {
    let shown = match value {
        Value::Text(text) | Value::Json(text) => match text.trim().to_ascii_uppercase().as_str() {
            "PASS" => return Ok(Status::Pass),
            "WARN" => return Ok(Status::Warn),
            "FAIL" => return Ok(Status::Fail),
            _ => format!("`{}`", text.chars().take(60).collect::<String>()),
        },
        Value::Null => "null".to_owned(),
        Value::Integer(_) | Value::Real(_) | Value::Boolean(_) | Value::Timestamp(_) => {
            format!("`{}`", value.to_text().unwrap_or_default())
        }
    };
    Err(format!(
        "the status is {shown}, and has to be PASS, WARN or FAIL, as in `case when count(*) = 0 then 'PASS' else 'FAIL' end as status`"
    ))
}

/// A cell as JSON that is neither list nor object.
fn scalar(value: &Value) -> Option<Json> {
    match value {
        Value::Null => None,
        Value::Text(text) => Some(Json::String(text.clone())),
        Value::Integer(number) => Some((*number).into()),
        Value::Real(number) => Number::from_f64(*number).map(Json::Number),
        Value::Boolean(yes) => Some(Json::Bool(*yes)),
        Value::Timestamp(moment) => Some(Json::String(timestamp_text(*moment))),
        Value::Json(text) => match serde_json::from_str(text) {
            Ok(Json::Null) => None,
            Ok(scalar @ (Json::Bool(_) | Json::Number(_) | Json::String(_))) => Some(scalar),
            Ok(Json::Array(_) | Json::Object(_)) | Err(_) => Some(Json::String(text.clone())),
        },
    }
}

/// Whether the first cell of a filter's row lets an entity in.
pub(crate) fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Boolean(yes) => *yes,
        Value::Integer(number) => *number != 0,
        Value::Real(number) => *number != 0.0,
        Value::Text(_) | Value::Timestamp(_) | Value::Json(_) => true,
    }
}

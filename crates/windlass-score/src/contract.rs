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

/// The status that a row says; what is wrong where it says none.
pub(crate) fn status_of(columns: &[String], row: &[Value]) -> Result<Status, String> {
    // In a row of all entities the first columns may say of which one it is.
    let first =
        || columns.iter().position(|name| !name.eq_ignore_ascii_case(IDENTIFIER) && !name.eq_ignore_ascii_case(TYPE));
    let at = column(columns, "status").or_else(first);
    let cell = at.and_then(|at| row.get(at));
    cell.map_or_else(|| Err("the query returns no column that could be the status".to_owned()), status)
}

/// What a row says.
pub(crate) fn result(check: &Check, columns: &[String], row: &[Value]) -> CheckResult {
    let status = match status_of(columns, row) {
        Ok(status) => status,
        Err(error) => return CheckResult::error(check, error),
    };
    let cell = |name| column(columns, name).and_then(|at| row.get(at));
    let text = |name| cell(name).and_then(Value::to_text).filter(|text| !text.is_empty()).map(cut);
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

/// What is said of an entity that a query for all entities told two things of.
pub(crate) const TWICE: &str =
    "the query returned more than one row for this entity, and they differ in their status: group by it";

/// What is said of a filter or a card that chooses nobody there is.
pub(crate) const NOBODY: &str = "the query lists nothing that is an entity's identifier: have it return them in its first column, or in one \
                                 that is called `entity_identifier`";

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

/// Bytes of a text that are kept of a result: one answer may be that of every entity, and is kept for each.
const LONGEST: usize = 4 * 1024;

/// As much of a text as is kept.
fn cut(mut text: String) -> String {
    if text.len() > LONGEST {
        text.truncate(text.floor_char_boundary(LONGEST - '…'.len_utf8()));
        text.push('…');
    }
    text
}

/// A cell as JSON that is neither list nor object.
fn scalar(value: &Value) -> Option<Json> {
    match value {
        Value::Null => None,
        Value::Text(text) => Some(Json::String(cut(text.clone()))),
        Value::Integer(number) => Some((*number).into()),
        Value::Real(number) => Number::from_f64(*number).map(Json::Number),
        Value::Boolean(yes) => Some(Json::Bool(*yes)),
        Value::Timestamp(moment) => Some(Json::String(timestamp_text(*moment))),
        Value::Json(text) => match serde_json::from_str(text) {
            Ok(Json::Null) => None,
            Ok(Json::String(text)) => Some(Json::String(cut(text))),
            Ok(scalar @ (Json::Bool(_) | Json::Number(_))) => Some(scalar),
            Ok(Json::Array(_) | Json::Object(_)) | Err(_) => Some(Json::String(cut(text.clone()))),
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(output: bool) -> Check {
        Check {
            key: "c".to_owned(),
            name: "C".to_owned(),
            description: None,
            ordering: 1,
            level: None,
            group: None,
            points: None,
            sql: String::new(),
            filter_sql: None,
            filter_message: None,
            message: Some("mend it".to_owned()),
            output_enabled: output,
            output_type: None,
            output_custom_options: None,
            output_aggregation: None,
            external_url: None,
            estimated_dev_days: None,
            published: true,
        }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn of(output: bool, row: &[(&str, Value)]) -> CheckResult {
        let columns: Vec<String> = row.iter().map(|(name, _)| (*name).to_owned()).collect();
        let cells: Vec<Value> = row.iter().map(|(_, value)| value.clone()).collect();
        result(&check(output), &columns, &cells)
    }

    #[test]
    fn a_status_is_one_of_three_words_in_any_case() {
        for (value, status) in [
            (text("PASS"), Some(Status::Pass)),
            (text("pass"), Some(Status::Pass)),
            (text(" Warn\n"), Some(Status::Warn)),
            (text("fAIL"), Some(Status::Fail)),
            (text(""), None),
            (text("PASSED"), None),
            (text("true"), None),
            (Value::Boolean(true), None),
            (Value::Integer(1), None),
            (Value::Real(0.5), None),
            (Value::Null, None),
        ] {
            let result = of(false, &[("status", value.clone())]);
            assert_eq!(result.status, status.unwrap_or(Status::Error), "{value:?}");
            let said = result.message.unwrap_or_default();
            assert_eq!(said.contains("has to be PASS, WARN or FAIL"), status.is_none(), "{value:?}: {said}");
        }
    }

    #[test]
    fn the_status_is_in_its_column_or_else_in_the_first() {
        let (pass, fail) = (|| text("PASS"), || text("FAIL"));
        for (row, status) in [
            (vec![("a", fail()), ("Status", pass())], Status::Pass),
            (vec![("a", fail()), ("b", pass())], Status::Fail),
            (vec![("entity_identifier", text("x")), ("ENTITY_TYPE", text("y")), ("a", pass())], Status::Pass),
            (vec![("entity_identifier", pass())], Status::Error),
        ] {
            assert_eq!(of(false, &row).status, status, "{row:?}");
        }
    }

    #[test]
    fn the_other_columns_are_read_where_they_are_there() {
        let fail = ("status", text("FAIL"));
        for (value, output) in [
            (Value::Integer(3), Some(json!(3))),
            (Value::Real(2.5), Some(json!(2.5))),
            (Value::Real(f64::NAN), None),
            (Value::Boolean(true), Some(json!(true))),
            (text("3"), Some(json!("3"))),
            (Value::Json("[1]".to_owned()), Some(json!("[1]"))),
            (Value::Json("1".to_owned()), Some(json!(1))),
            (Value::Timestamp(windlass_model::Timestamp::UNIX_EPOCH), Some(json!("1970-01-01T00:00:00.000000Z"))),
            (Value::Null, None),
        ] {
            assert_eq!(of(true, &[fail.clone(), ("output", value.clone())]).output, output, "{value:?}");
            assert_eq!(of(false, &[fail.clone(), ("output", value)]).output, None);
        }
        let message = |status: &str, said: Value| of(false, &[("status", text(status)), ("message", said)]).message;
        assert_eq!(message("FAIL", text("so")).as_deref(), Some("so"));
        assert_eq!(message("WARN", Value::Null).as_deref(), Some("mend it"));
        assert_eq!(message("PASS", text("so")).as_deref(), Some("so"));
        assert_eq!(message("PASS", Value::Null), None, "what passes needs no mending");
        assert_eq!(of(false, std::slice::from_ref(&fail)).message.as_deref(), Some("mend it"));
        let related = |name: &'static str| of(false, &[fail.clone(), (name, text("owner,tier"))]).related_property;
        assert_eq!(related("related_property").as_deref(), Some("owner,tier"));
        assert_eq!(related("related_properties").as_deref(), Some("owner,tier"));
    }

    #[test]
    fn a_long_text_is_cut_where_a_letter_ends() {
        let (fits, long) = ("é".repeat(LONGEST / 2), "é".repeat(LONGEST / 2 + 1));
        let cut = format!("{}…", "é".repeat((LONGEST - 3) / 2));
        for value in [Value::Text(long.clone()), Value::Json(format!("\"{long}\""))] {
            let row = ["output", "message", "related_property"].map(|name| (name, value.clone()));
            let status = [("status", text("FAIL"))];
            let found = of(true, &[&status[..], &row[..]].concat());
            assert_eq!(found.output, Some(json!(cut)));
            for kept in [found.message, found.related_property] {
                assert!(kept.is_some_and(|kept| kept.len() <= LONGEST && kept.ends_with("é…")));
            }
        }
        let long = of(true, &[("status", text("PASS")), ("output", Value::Json(format!("[\"{long}\"]")))]).output;
        assert_eq!(long.and_then(|long| long.as_str().map(str::len)), Some(LONGEST - 1));
        let whole = of(true, &[("status", text("PASS")), ("output", text(&fits))]).output;
        assert_eq!(whole, Some(json!(fits)));
    }

    #[test]
    fn a_filter_lets_in_what_is_neither_null_nor_false_nor_zero() {
        for (value, expected) in [
            (Value::Null, false),
            (Value::Boolean(false), false),
            (Value::Boolean(true), true),
            (Value::Integer(0), false),
            (Value::Integer(2), true),
            (Value::Real(0.0), false),
            (text(""), true),
            (text("x"), true),
        ] {
            assert_eq!(is_true(&value), expected, "{value:?}");
        }
    }
}

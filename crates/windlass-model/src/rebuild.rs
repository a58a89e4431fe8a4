//! From columns and `extra` back to the JSON that was received: the inverse of [`crate::decode`].

use crate::extra::{foretold, overlay};
use crate::shape::Node;
use crate::{Record, Table, Value};
use serde_json::{Map, Number, Value as JsonValue};

/// The JSON that Snyk sent for a record.
pub fn rebuild(record: &Record) -> JsonValue {
    let lists: Vec<&[Vec<Value>]> = record.children().iter().map(|list| list.rows.as_slice()).collect();
    let base = canonical(record.table, record.values(), &lists);
    let extra = record.extra().and_then(|text| serde_json::from_str(text).ok());
    match extra {
        Some(extra) => overlay(record.table, &record.table.shape.root, Some(base), &extra).unwrap_or_default(),
        None => base,
    }
}

/// What the columns alone say.
fn canonical(table: &'static Table, values: &[Value], lists: &[&[Vec<Value>]]) -> JsonValue {
    let mut whole = render(table, &table.shape.root, values, lists);
    for expected in table.shape.expected {
        let is_expected = expected.with.is_none_or(|column| values.get(column).is_some_and(|value| !value.is_null()));
        if is_expected {
            let value = foretold(expected.value, |column| values.get(column).and_then(Value::as_text));
            fill(&mut whole, expected.path, value);
        }
    }
    whole.unwrap_or_else(|| match table.shape.root {
        Node::Object(_) => JsonValue::Object(Map::new()),
        Node::Leaf(..) | Node::Array(..) | Node::Constant(_) => JsonValue::Null,
    })
}

fn render(table: &'static Table, node: &Node, values: &[Value], lists: &[&[Vec<Value>]]) -> Option<JsonValue> {
    match node {
        Node::Object(members) => {
            let object: Map<String, JsonValue> = members
                .iter()
                .filter_map(|(name, node)| Some(((*name).to_owned(), render(table, node, values, lists)?)))
                .collect();
            (!object.is_empty()).then_some(JsonValue::Object(object))
        }
        Node::Leaf(column, _) => values.get(*column).and_then(json),
        Node::Array(list, _) => {
            let element = table.lists.get(*list)?.table;
            let rows = lists.get(*list)?;
            (!rows.is_empty()).then(|| rows.iter().map(|row| canonical(element, row, &[])).collect())
        }
        Node::Constant(_) => None,
    }
}

/// Puts `value` at `path` where nothing stands yet.
fn fill(whole: &mut Option<JsonValue>, path: &[&str], value: JsonValue) {
    let mut place = whole.get_or_insert_with(|| JsonValue::Object(Map::new()));
    let Some((last, parents)) = path.split_last() else { return };
    for parent in parents {
        let JsonValue::Object(members) = place else { return };
        place = members.entry(*parent).or_insert_with(|| JsonValue::Object(Map::new()));
    }
    if let JsonValue::Object(members) = place {
        members.entry(*last).or_insert(value);
    }
}

/// A cell in the one form that reads back exactly.
fn json(value: &Value) -> Option<JsonValue> {
    match value {
        Value::Null => None,
        Value::Text(text) => Some(JsonValue::String(text.clone())),
        Value::Integer(number) => Some(JsonValue::Number((*number).into())),
        Value::Real(number) if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 => {
            Some(JsonValue::Number((*number as i64).into()))
        }
        Value::Real(number) => Number::from_f64(*number).map(JsonValue::Number),
        Value::Boolean(yes) => Some(JsonValue::Bool(*yes)),
        Value::Timestamp(moment) => Some(JsonValue::String(moment.to_string())),
        Value::Json(text) => serde_json::from_str(text).ok(),
    }
}

//! `extra`: an overlay that turns what the columns rebuild into what was received.
//!
//! It has the form of the received JSON, reduced to what differs. Where the columns rebuild an object, `extra` holds an
//! object of differences; where they rebuild an array, an object of differences by index. Two marks are needed:
//! `{"$absent":true}` where something expected was not sent, and `{"$is":…}` around an object that stands where a
//! scalar or an array was expected. A member that Snyk itself names with a leading `$` gets one more in front.

use crate::shape::Node;
use crate::{Table, shape::Foretold};
use serde_json::{Map, Value as JsonValue};

const ABSENT: &str = "$absent";
const IS: &str = "$is";

/// The mark for something expected that was not sent.
pub(crate) fn absent() -> JsonValue {
    let mut mark = Map::new();
    mark.insert(ABSENT.to_owned(), JsonValue::Bool(true));
    JsonValue::Object(mark)
}

/// A received value that stands where a scalar or an array was expected.
pub(crate) fn verbatim(value: JsonValue) -> JsonValue {
    if !value.is_object() {
        return value;
    }
    let mut mark = Map::new();
    mark.insert(IS.to_owned(), value);
    JsonValue::Object(mark)
}

/// The name under which a member that no column claims is kept.
pub(crate) fn kept_name(name: &str) -> String {
    if name.starts_with('$') { format!("${name}") } else { name.to_owned() }
}

/// What an expectation puts in its place.
pub(crate) fn foretold<'a>(value: Foretold, text: impl Fn(usize) -> Option<&'a str>) -> JsonValue {
    match value {
        Foretold::Null => JsonValue::Null,
        Foretold::EmptyArray => JsonValue::Array(Vec::new()),
        Foretold::Text(text) => JsonValue::String(text.to_owned()),
        Foretold::Template(pieces) => {
            let mut whole = String::new();
            for (piece, column) in pieces {
                whole.push_str(piece);
                whole.push_str(column.and_then(&text).unwrap_or_default());
            }
            JsonValue::String(whole)
        }
    }
}

/// Whether a text is what an expectation puts in its place.
pub(crate) fn is_foretold<'a>(value: Foretold, sent: &str, text: impl Fn(usize) -> Option<&'a str>) -> bool {
    match value {
        Foretold::Null | Foretold::EmptyArray => false,
        Foretold::Text(told) => told == sent,
        Foretold::Template(pieces) => {
            let rest = pieces.iter().try_fold(sent, |rest, (piece, column)| {
                rest.strip_prefix(piece)?.strip_prefix(column.and_then(&text).unwrap_or_default())
            });
            rest == Some("")
        }
    }
}

/// Notes a difference at `path`, unless something nearer the root was already noted to be of another form.
pub(crate) fn note(extra: &mut Option<JsonValue>, path: &[&str], difference: JsonValue) {
    let Some((last, parents)) = path.split_last() else { return };
    let mut place = extra.get_or_insert_with(|| JsonValue::Object(Map::new()));
    for parent in parents {
        let JsonValue::Object(members) = place else { return };
        place = members.entry(*parent).or_insert_with(|| JsonValue::Object(Map::new()));
    }
    if let JsonValue::Object(members) = place {
        members.entry(*last).or_insert(difference);
    }
}

/// Lays `extra` over what the columns rebuilt. `None` stands for "not there".
pub(crate) fn overlay(
    table: &'static Table,
    node: &Node,
    base: Option<JsonValue>,
    extra: &JsonValue,
) -> Option<JsonValue> {
    let JsonValue::Object(differences) = extra else { return Some(extra.clone()) };
    if differences.contains_key(ABSENT) {
        return None;
    }
    match (node, base) {
        (Node::Leaf(..) | Node::Constant(_), _) => differences.get(IS).cloned(),
        (Node::Array(list, _), base) => match differences.get(IS) {
            Some(whole) => Some(whole.clone()),
            None => overlay_array(table, *list, base, differences),
        },
        (Node::Object(members), base) => {
            let mut object = match base {
                Some(JsonValue::Object(object)) => object,
                Some(_) | None => Map::new(),
            };
            for (kept, difference) in differences {
                match members.iter().find(|(name, _)| name == kept) {
                    Some((name, node)) => {
                        if let Some(value) = overlay(table, node, object.remove(*name), difference) {
                            object.insert((*name).to_owned(), value);
                        }
                    }
                    None => {
                        let name = kept.strip_prefix('$').unwrap_or(kept);
                        object.insert(name.to_owned(), difference.clone());
                    }
                }
            }
            Some(JsonValue::Object(object))
        }
    }
}

fn overlay_array(
    table: &'static Table,
    list: usize,
    base: Option<JsonValue>,
    differences: &Map<String, JsonValue>,
) -> Option<JsonValue> {
    let Some(JsonValue::Array(mut elements)) = base else { return base };
    let Some(list) = table.lists.get(list) else { return Some(JsonValue::Array(elements)) };
    for (index, difference) in differences {
        if let Some(element) = index.parse::<usize>().ok().and_then(|index| elements.get_mut(index)) {
            let whole = overlay(list.table, &list.table.shape.root, Some(element.take()), difference);
            *element = whole.unwrap_or_default();
        }
    }
    Some(JsonValue::Array(elements))
}

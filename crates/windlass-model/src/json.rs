//! JSON documents that a column keeps as a whole.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value as JsonValue;
use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

/// A JSON document: compact text, the members of each object by name, so that one document always has one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json(String);

impl Json {
    /// The document of a value.
    pub fn of(value: &JsonValue) -> Self {
        // Members of a `serde_json` object are sorted.
        Self(value.to_string())
    }

    /// A document as a store kept it.
    pub(crate) fn kept(text: String) -> Self {
        Self(text)
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads it, or the part of it that a type asks for; `None` where it is of another form.
    pub fn read<'a, T: Deserialize<'a>>(&'a self) -> Option<T> {
        serde_json::from_str(&self.0).ok()
    }

    /// Its text.
    pub fn into_text(self) -> String {
        self.0
    }
}

/// Copies one JSON value as it is read, without building it.
impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        // Put together where there is room already, then kept in as many bytes as it has.
        let mut text = TEXT.take();
        let copied = Copy(&mut text).deserialize(from).map(|()| Self(text.as_str().to_owned()));
        text.clear();
        text.shrink_to(USUAL_BYTES);
        TEXT.set(text);
        copied
    }
}

/// Bytes that documents rarely have more of.
const USUAL_BYTES: usize = 16 * 1024;

thread_local! {
    static TEXT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Appends a value to a text.
struct Copy<'a>(&'a mut String);

impl Copy<'_> {
    /// Appends a scalar. Writing one to a string does not fail.
    fn scalar(self, value: impl Serialize) {
        self.0.push_str(&serde_json::to_string(&value).unwrap_or_default());
    }
}

/// Appends a text in quotes. Most need no escapes and are copied.
fn quote(out: &mut String, text: &str) {
    if text.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        Copy(out).scalar(text);
    } else {
        out.reserve(text.len() + 2);
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

impl<'de> DeserializeSeed<'de> for Copy<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Copy<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.push_str("null");
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.scalar(value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.scalar(value);
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.scalar(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        quote(self.0, value);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        self.0.push('[');
        let begin = self.0.len();
        loop {
            let end = self.0.len();
            if end > begin {
                self.0.push(',');
            }
            if elements.next_element_seed(Copy(self.0))?.is_none() {
                self.0.truncate(end);
                break;
            }
        }
        self.0.push(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let begin = self.0.len();
        self.0.push('{');
        // Where the last name stands, without its quotes.
        let mut last: Option<Range<usize>> = None;
        let mut is_sorted = true;
        loop {
            let end = self.0.len();
            if end > begin + 1 {
                self.0.push(',');
            }
            let at = self.0.len();
            if members.next_key_seed(Copy(self.0))?.is_none() {
                self.0.truncate(end);
                break;
            }
            let name = at + 1..self.0.len() - 1;
            let follows = last.is_none_or(|last| self.0[last] < self.0[name.clone()]);
            // Escapes sort in another way than what they stand for.
            is_sorted &= follows && !self.0[name.clone()].contains('\\');
            last = Some(name);
            self.0.push(':');
            members.next_value_seed(Copy(self.0))?;
        }
        self.0.push('}');
        // One document must have one text: an object whose names do not ascend, or occur twice, is written anew.
        if !is_sorted && let Ok(value) = serde_json::from_str::<JsonValue>(&self.0[begin..]) {
            self.0.truncate(begin);
            self.0.push_str(&value.to_string());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn copied(text: &str) -> String {
        serde_json::from_str::<Json>(text).map(Json::into_text).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn white_space_and_the_order_of_members_make_no_difference() {
        assert_eq!(copied(r#" { "b" : [ 1 , { } , [ ] ] , "a" : "x\u0041\"" } "#), r#"{"a":"xA\"","b":[1,{},[]]}"#);
        assert_eq!(copied(r#"{"a":1,"a":2}"#), r#"{"a":2}"#);
        assert_eq!(
            copied(r#"[null,true,-1,1.5,1e3,18446744073709551615]"#),
            "[null,true,-1,1.5,1000.0,18446744073709551615]"
        );
    }

    #[test]
    fn what_is_nested_too_deeply_is_an_error() {
        assert!(serde_json::from_str::<Json>(&"[".repeat(100_000)).is_err());
    }

    fn document() -> impl Strategy<Value = JsonValue> {
        let scalar = prop_oneof![
            Just(JsonValue::Null),
            any::<bool>().prop_map(JsonValue::from),
            any::<i64>().prop_map(JsonValue::from),
            any::<u64>().prop_map(JsonValue::from),
            (-1e9..1e9).prop_map(JsonValue::from),
            any::<String>().prop_map(JsonValue::from),
        ];
        scalar.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(JsonValue::from),
                prop::collection::hash_map(any::<String>(), inner, 0..5)
                    .prop_map(|members| JsonValue::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_copy_is_the_text_of_the_value(document in document()) {
            let pretty = serde_json::to_string_pretty(&document).unwrap();
            prop_assert_eq!(copied(&pretty), document.to_string());
        }
    }
}

//! From received JSON straight into a row, in one pass; what no column claims goes to `extra`.

use crate::extra::{absent, foretold, is_foretold, kept_name, note, verbatim};
use crate::shape::{Foretold, Node};
use crate::{Json, Kind, List, Reading, Row, Slots, Token};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as JsonValue};
use std::fmt;

/// A row as it was received, with what no column holds.
#[derive(Debug)]
pub struct Decoded<R> {
    /// The row; fields that windlass computes are still empty.
    pub row: R,
    /// What no column holds.
    pub extra: Option<JsonValue>,
}

impl<'de, R: Row> Deserialize<'de> for Decoded<R> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut row = R::default();
        let extra = whole(&mut row, from)?;
        if let Some(missing) =
            R::TABLE.columns.iter().enumerate().find(|(at, column)| column.required && !row.is_set(*at))
        {
            return Err(D::Error::custom(format_args!("`{}` is missing", missing.1.source)));
        }
        Ok(Self { row, extra })
    }
}

/// Reads one row and resolves its expectations.
fn whole<'de, D: Deserializer<'de>>(row: &mut dyn Slots, from: D) -> Result<Option<JsonValue>, D::Error> {
    let shape = &row.table().shape;
    let mut seen: Vec<Seen> = Vec::with_capacity(shape.expected.len());
    seen.resize_with(shape.expected.len(), || Seen::No);
    let mut extra = Place { node: &shape.root, row, seen: &mut seen }.deserialize(from)?.rest;
    for (expected, seen) in shape.expected.iter().zip(seen) {
        let is_expected = expected.with.is_none_or(|column| row.is_set(column));
        let text = |column| row.text(column);
        match (seen, is_expected) {
            (Seen::Claimed, _) | (Seen::Foretold, true) | (Seen::No | Seen::Parent, false) => {}
            (Seen::Foretold, false) => note(&mut extra, expected.path, foretold(expected.value, text)),
            (Seen::Text(sent), true) if is_foretold(expected.value, &sent, text) => {}
            (Seen::Text(sent), _) => note(&mut extra, expected.path, JsonValue::String(sent)),
            (Seen::Parent, true) => note(&mut extra, expected.path, absent()),
            (Seen::No, true) => {
                let parent = expected.path.split_last().map_or(&[][..], |(_, parent)| parent);
                note(&mut extra, parent, absent());
            }
        }
    }
    Ok(extra)
}

/// What was met at an expected place.
enum Seen {
    /// Nothing, and the object around it was not there either.
    No,
    /// Nothing, though the object around it was there.
    Parent,
    /// What was foretold.
    Foretold,
    /// Text to compare once all columns are read.
    Text(String),
    /// Something that a column or `extra` already holds.
    Claimed,
}

/// What a place gave.
#[derive(Default)]
struct Found {
    /// Whether the columns, or an expectation, rebuild something here.
    stands: bool,
    /// What they do not.
    rest: Option<JsonValue>,
}

impl Found {
    const HELD: Self = Self { stands: true, rest: None };

    fn kept(value: JsonValue) -> Self {
        Self { stands: false, rest: Some(verbatim(value)) }
    }
}

struct Place<'a> {
    node: &'a Node,
    row: &'a mut dyn Slots,
    seen: &'a mut [Seen],
}

impl Place<'_> {
    fn see(&mut self, expected: Option<usize>, as_what: Seen) {
        if let Some(seen) = expected.and_then(|at| self.seen.get_mut(at)) {
            *seen = as_what;
        }
    }

    /// A null or an empty array: held where it was foretold, kept where not.
    fn empty(&mut self, expected: Option<usize>, value: JsonValue) -> Found {
        if expected.is_none() {
            return Found::kept(value);
        }
        self.see(expected, Seen::Foretold);
        Found::HELD
    }

    fn scalar(mut self, token: Token<'_>) -> Found {
        match *self.node {
            Node::Leaf(column, expected) => {
                self.see(expected, Seen::Claimed);
                match self.row.read(column, token) {
                    Reading::Exact => Found::HELD,
                    Reading::Inexact => Found { stands: true, rest: Some(token.to_json()) },
                    Reading::Refused => Found::kept(token.to_json()),
                }
            }
            Node::Constant(expected) => {
                let Token::Text(text) = token else { return self.unfit(token.to_json()) };
                let as_told =
                    matches!(self.row.table().shape.expected[expected].value, Foretold::Text(told) if told == text);
                self.see(Some(expected), if as_told { Seen::Foretold } else { Seen::Text(text.to_owned()) });
                Found::HELD
            }
            Node::Object(_) | Node::Array(..) => self.unfit(token.to_json()),
        }
    }

    /// A value of a form that the place cannot hold.
    fn unfit(mut self, value: JsonValue) -> Found {
        let expected = match *self.node {
            Node::Leaf(_, expected) | Node::Array(_, expected) => expected,
            Node::Constant(expected) => Some(expected),
            Node::Object(_) => None,
        };
        self.see(expected, Seen::Claimed);
        Found::kept(value)
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(mut self, from: D) -> Result<Found, D::Error> {
        let Node::Leaf(column, expected) = *self.node else { return from.deserialize_any(self) };
        if self.row.table().columns[column].kind != Kind::Json {
            return from.deserialize_any(self);
        }
        let document = Json::deserialize(from)?;
        if document.as_str() == "null" {
            return Ok(self.empty(expected, JsonValue::Null));
        }
        self.see(expected, Seen::Claimed);
        Ok(match self.row.read_json(column, document) {
            Ok(()) => Found::HELD,
            Err(document) => Found::kept(document.read().unwrap_or_default()),
        })
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Found;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Found, E> {
        Ok(self.scalar(Token::Boolean(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Found, E> {
        Ok(self.scalar(Token::Unsigned(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Found, E> {
        Ok(self.scalar(Token::Signed(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Found, E> {
        Ok(self.scalar(Token::Float(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Found, E> {
        Ok(self.scalar(Token::Text(value)))
    }

    fn visit_unit<E>(mut self) -> Result<Found, E> {
        match *self.node {
            Node::Leaf(_, expected) => Ok(self.empty(expected, JsonValue::Null)),
            Node::Object(_) | Node::Array(..) | Node::Constant(_) => Ok(self.unfit(JsonValue::Null)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<Found, A::Error> {
        let Node::Array(list, expected) = *self.node else {
            let mut values = Vec::new();
            while let Some(value) = elements.next_element()? {
                values.push(value);
            }
            return Ok(self.unfit(JsonValue::Array(values)));
        };
        let Some(rows) = self.row.list(list) else { return Err(A::Error::custom("a list without rows")) };
        let mut rest = Map::new();
        let mut count = 0_usize;
        while let Some(found) = elements.next_element_seed(Element(rows))? {
            if let Some(difference) = found {
                rest.insert(count.to_string(), difference);
            }
            count += 1;
        }
        if count == 0 {
            return Ok(self.empty(expected, JsonValue::Array(Vec::new())));
        }
        self.see(expected, Seen::Claimed);
        Ok(Found { stands: true, rest: (!rest.is_empty()).then_some(JsonValue::Object(rest)) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Found, A::Error> {
        let Node::Object(known) = self.node else {
            let mut object = Map::new();
            while let Some((name, value)) = members.next_entry()? {
                object.insert(name, value);
            }
            return Ok(self.unfit(JsonValue::Object(object)));
        };
        for (_, node) in *known {
            if let Node::Leaf(_, Some(at)) | Node::Array(_, Some(at)) | Node::Constant(at) = *node {
                self.seen[at] = Seen::Parent;
            }
        }
        let mut stands = false;
        let mut rest = Map::new();
        let mut next = 0;
        while let Some(member) = members.next_key_seed(Name(known, next))? {
            match member {
                Member::Known(at, name, node) => {
                    next = at + 1;
                    let found = members.next_value_seed(Place { node, row: &mut *self.row, seen: &mut *self.seen })?;
                    stands |= found.stands;
                    if let Some(difference) = found.rest {
                        rest.insert(name.to_owned(), difference);
                    }
                }
                Member::Unknown(name) => {
                    rest.insert(kept_name(&name), members.next_value()?);
                }
            }
        }
        // An object in which nothing stands is not rebuilt, so that it was there must be noted.
        let keep = !stands || !rest.is_empty();
        Ok(Found { stands, rest: keep.then_some(JsonValue::Object(rest)) })
    }
}

/// One element of an array that becomes child rows.
struct Element<'a>(&'a mut dyn List);

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = Option<JsonValue>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        whole(self.0.push(), from)
    }
}

/// A member of an object: one that the shape lists, or a name to keep.
enum Member<'a> {
    Known(usize, &'static str, &'a Node),
    Unknown(String),
}

/// Looks a name up among the members of a shape, first where the last one was followed: Snyk sends objects of one kind in one order.
struct Name<'a>(&'a [(&'static str, Node)], usize);

impl<'de, 'a> DeserializeSeed<'de> for Name<'a> {
    type Value = Member<'a>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Member<'a>, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'a> Visitor<'_> for Name<'a> {
    type Value = Member<'a>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a member's name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Member<'a>, E> {
        let (before, from) = self.0.split_at(self.1.min(self.0.len()));
        let numbered =
            |offset: usize| move |(at, (known, node)): (usize, &'a (&'static str, Node))| (offset + at, *known, node);
        let mut members =
            from.iter().enumerate().map(numbered(before.len())).chain(before.iter().enumerate().map(numbered(0)));
        Ok(match members.find(|(_, known, _)| *known == name) {
            Some((at, known, node)) => Member::Known(at, known, node),
            None => Member::Unknown(name.to_owned()),
        })
    }
}

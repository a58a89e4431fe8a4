//! The fields of an object in a file: those that are asked for, those that nobody asked for, and where each stands.

use super::Problem;
use super::node::{At, Node, Yaml};
use crate::words::nearest;
use std::collections::BTreeMap;

/// What DX's interface calls fields that are written otherwise here.
const OF_DX: &[(&str, &str)] = &[
    ("entity_filter_type", "write `entity_filter:` with `types: [...]` or `sql: ...` in it"),
    ("entity_filter_type_identifiers", "write `entity_filter:` with `types: [...]` in it"),
    ("entity_filter_sql", "write `entity_filter:` with `sql: ...` in it"),
    ("empty_level_label", "write `empty_level:` with `label` and `color` in it"),
    ("empty_level_color", "write `empty_level:` with `label` and `color` in it"),
    ("scorecard_level_key", "write `level:`"),
    ("scorecard_check_group_key", "write `group:`"),
    ("check_group", "write `group:`"),
    ("evaluation_frequency_hours", "leave it out: scorecards are evaluated after every sync"),
    ("id", "leave it out: a scorecard is called by the name of its file, and what is in it by its `key`"),
];

/// What was found while a file was read.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) problems: Vec<Problem>,
    /// Where fields and elements stand, by their path: `checks[2].sql`.
    places: BTreeMap<String, At>,
}

impl Notes {
    /// Where something stands, or else what it would be in.
    pub(super) fn place(&self, path: &str) -> At {
        let mut path = path;
        loop {
            if let Some(at) = self.places.get(path) {
                return *at;
            }
            let Some(end) = path.rfind(['.', '[']) else { return At { line: 1, column: 1 } };
            path = &path[..end];
        }
    }
}

/// Why a value is none: what is wrong with it, and what to do.
pub(super) type Wrong = (String, String);

/// The fields of one object. Where one is missing or wrong, that is noted, and an empty value stands in for it.
pub(super) struct Fields<'n, 'r> {
    notes: &'r mut Notes,
    path: String,
    at: At,
    /// `None` where it is no object, which is told once.
    entries: Option<&'n [(At, String, Node)]>,
    asked: Vec<&'static str>,
}

impl<'n, 'r> Fields<'n, 'r> {
    /// The fields of what should be an object; `what` it is, for people.
    pub(super) fn of(node: &'n Node, what: &str, path: String, notes: &'r mut Notes) -> Self {
        let entries = match &node.value {
            Yaml::Map(entries) => Some(entries.as_slice()),
            other @ (Yaml::Null
            | Yaml::Boolean(_)
            | Yaml::Integer(_)
            | Yaml::Real(_)
            | Yaml::Text(_)
            | Yaml::List(_)) => {
                let what = format!("{what} is expected here, and there is {}", other.kind());
                notes
                    .problems
                    .push(node.at.problem(what, "write its fields, each as `name: value` on a line of its own"));
                None
            }
        };
        notes.places.insert(path.clone(), node.at);
        Self { notes, path, at: node.at, entries, asked: Vec::new() }
    }

    /// Whether it is an object at all.
    pub(super) fn is_object(&self) -> bool {
        self.entries.is_some()
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// The value of a field that is there, with its key's place.
    fn take(&mut self, name: &'static str) -> Option<(At, &'n Node)> {
        self.asked.push(name);
        let (key, _, node) = self.entries?.iter().find(|(_, key, _)| key == name)?;
        self.notes.places.insert(self.path_of(name), node.at);
        Some((*key, node))
    }

    /// A field that may be left out.
    pub(super) fn maybe<T>(&mut self, name: &'static str, read: impl FnOnce(&Yaml) -> Result<T, Wrong>) -> Option<T> {
        let (key, node) = self.take(name)?;
        if matches!(node.value, Yaml::Null) {
            let remedy = "give it a value, or leave the field out; what begins with # has to be in quotes";
            self.notes.problems.push(key.problem(format!("`{name}` has no value"), remedy));
            return None;
        }
        let read = read(&node.value);
        read.map_err(|(what, remedy)| {
            self.notes.problems.push(node.at.problem(format!("`{name}` {what}"), remedy));
        })
        .ok()
    }

    /// A field that has to be there.
    pub(super) fn required<T: Default>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&Yaml) -> Result<T, Wrong>,
    ) -> T {
        self.missing(name);
        self.maybe(name, read).unwrap_or_default()
    }

    /// Notes that a field is missing where it is.
    fn missing(&mut self, name: &str) {
        if self.entries.is_some_and(|entries| !entries.iter().any(|(_, key, _)| key == name)) {
            self.notes.problems.push(self.at.problem(format!("`{name}` is missing"), format!("write `{name}:`")));
        }
    }

    /// A text that has to be there.
    pub(super) fn text(&mut self, name: &'static str) -> String {
        self.required(name, text)
    }

    /// An object that may be left out.
    pub(super) fn object<T>(&mut self, name: &'static str, read: impl FnOnce(&mut Fields<'_, '_>) -> T) -> Option<T> {
        let (_, node) = self.take(name)?;
        let path = self.path_of(name);
        let mut fields = Fields::of(node, &format!("`{name}`"), path, self.notes);
        let value = read(&mut fields);
        fields.finish();
        Some(value)
    }

    /// A list of objects.
    pub(super) fn list<T>(&mut self, name: &'static str, mut read: impl FnMut(&mut Fields<'_, '_>) -> T) -> Vec<T> {
        let Some((_, node)) = self.take(name) else { return Vec::new() };
        let Yaml::List(nodes) = &node.value else {
            let what = format!("`{name}` is {}, not a list", node.value.kind());
            self.notes.problems.push(node.at.problem(what, "begin each element on a line of its own with `- `"));
            return Vec::new();
        };
        let path = self.path_of(name);
        let read = nodes.iter().enumerate().map(|(at, node)| {
            let what = format!("an element of `{name}`");
            let mut fields = Fields::of(node, &what, format!("{path}[{at}]"), self.notes);
            let value = read(&mut fields);
            fields.finish();
            value
        });
        read.collect()
    }

    /// Notes something wrong with the object as a whole.
    pub(super) fn complain(&mut self, what: &str, remedy: &str) {
        self.notes.problems.push(self.at.problem(format!("`{}` {what}", self.path), remedy));
    }

    /// Notes the fields that nobody asked for.
    pub(super) fn finish(self) {
        for (at, key, _) in self.entries.unwrap_or_default() {
            if self.asked.iter().any(|asked| asked == key) {
                continue;
            }
            let of_dx = OF_DX.iter().find(|(dx, _)| dx == key).map(|(_, remedy)| (*remedy).to_owned());
            let remedy = of_dx.or_else(|| nearest(key, &self.asked).map(|name| format!("did you mean `{name}`?")));
            let remedy = remedy.unwrap_or_else(|| format!("known here are {}", self.asked.join(", ")));
            self.notes.problems.push(at.problem(format!("there is no field `{key}`"), remedy));
        }
    }
}

/// A text that is not empty.
pub(super) fn text(value: &Yaml) -> Result<String, Wrong> {
    match value {
        Yaml::Text(text) if text.trim().is_empty() => Err(("is empty".to_owned(), "write something".to_owned())),
        Yaml::Text(text) => Ok(text.clone()),
        Yaml::Boolean(_) | Yaml::Integer(_) | Yaml::Real(_) => {
            Err((format!("is {}, not a text", value.kind()), "put it in quotes".to_owned()))
        }
        Yaml::Null | Yaml::List(_) | Yaml::Map(_) => {
            Err((format!("is {}, not a text", value.kind()), "write a text".to_owned()))
        }
    }
}

/// A list of texts.
pub(super) fn texts(value: &Yaml) -> Result<Vec<String>, Wrong> {
    let Yaml::List(nodes) = value else {
        return Err((format!("is {}, not a list", value.kind()), "write it as `[one, two]`".to_owned()));
    };
    nodes.iter().map(|node| text(&node.value)).collect()
}

/// Yes or no.
pub(super) fn boolean(value: &Yaml) -> Result<bool, Wrong> {
    match value {
        Yaml::Boolean(yes) => Ok(*yes),
        Yaml::Null | Yaml::Integer(_) | Yaml::Real(_) | Yaml::Text(_) | Yaml::List(_) | Yaml::Map(_) => {
            Err((format!("is {}, not yes or no", value.kind()), "write `true` or `false`".to_owned()))
        }
    }
}

/// A whole number.
pub(super) fn integer(value: &Yaml) -> Result<i64, Wrong> {
    match value {
        Yaml::Integer(number) => Ok(*number),
        Yaml::Null | Yaml::Boolean(_) | Yaml::Real(_) | Yaml::Text(_) | Yaml::List(_) | Yaml::Map(_) => {
            Err(("is no whole number".to_owned(), "write a whole number, without quotes".to_owned()))
        }
    }
}

/// A number that is not below 0.
pub(super) fn number(value: &Yaml) -> Result<f64, Wrong> {
    let number = match value {
        Yaml::Integer(number) => Some(*number as f64),
        Yaml::Real(number) => Some(*number),
        Yaml::Null | Yaml::Boolean(_) | Yaml::Text(_) | Yaml::List(_) | Yaml::Map(_) => None,
    };
    let number = number.filter(|number| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| ("is no number from 0".to_owned(), "write a number, without quotes".to_owned()))
}

/// One word of several.
pub(super) fn one_of<T: Copy>(value: &Yaml, words: &[(&str, T)]) -> Result<T, Wrong> {
    let given = text(value)?;
    let found = words.iter().find(|(word, _)| *word == given).map(|(_, meaning)| *meaning);
    found.ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let remedy = match nearest(&given, &known) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("write one of {}", known.join(", ")),
        };
        (format!("cannot be `{given}`"), remedy)
    })
}

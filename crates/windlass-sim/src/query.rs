//! Query strings, read as strictly as the API reads them.

use crate::catalog::{Arity, Entry, Paging, Parameter, Rule};
use crate::cursor::Cursor;
use crate::problem::Problem;
use crate::world::id::Id;
use crate::world::time::{Micros, parse_timestamp};

/// A query that passed every check of its endpoint.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    pub(crate) version: String,
    pub(crate) limit: usize,
    pub(crate) after: Option<Cursor>,
    pub(crate) before: Option<Cursor>,
    values: Vec<(&'static str, Vec<String>)>,
}

/// The pairs of a query string, decoded.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

impl Query {
    /// Checks `pairs` against the endpoint. The version is checked before, by its own rules.
    pub(crate) fn read(entry: &Entry, pairs: &[(String, String)]) -> Result<Self, Problem> {
        let mut query = Self { limit: 10, ..Self::default() };
        let continues = pairs.iter().any(|(name, _)| name == "starting_after" || name == "ending_before");
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in pairs {
            let paged = entry.paging != Paging::None;
            let repeated = seen.contains(&name.as_str());
            seen.push(name);
            match name.as_str() {
                "version" | "limit" | "starting_after" | "ending_before" if repeated => {
                    return Err(Problem::parameter(
                        name,
                        format!("Expected a single value for '{name}' but received an array"),
                    ));
                }
                "version" => query.version.clone_from(value),
                "limit" if paged => query.limit = limit(entry.paging, value)?,
                "starting_after" if paged => query.after = Some(cursor(entry, name, value)?),
                "ending_before" if paged => query.before = Some(cursor(entry, name, value)?),
                _ => {
                    let Some(parameter) = entry.parameters.iter().find(|p| p.name == name) else {
                        return Err(Problem::parameter(name, format!("Unknown query parameter '{name}'")));
                    };
                    query.add(parameter, value, repeated, continues)?;
                }
            }
        }
        if query.after.is_some() && query.before.is_some() {
            let detail = "'starting_after' and 'ending_before' cannot be used together".to_owned();
            return Err(Problem::parameter("ending_before", detail));
        }
        Ok(query)
    }

    fn add(&mut self, parameter: &Parameter, value: &str, repeated: bool, continues: bool) -> Result<(), Problem> {
        let name = parameter.name;
        let array = || Problem::parameter(name, format!("Expected a single value for '{name}' but received an array"));
        let values: Vec<&str> = match parameter.arity {
            Arity::One if repeated => return Err(array()),
            // The server's own links may come back with repeated keys; a first request may not.
            Arity::Commas if repeated && !continues => return Err(array()),
            Arity::One | Arity::Repeated => vec![value],
            Arity::Commas => value.split(',').collect(),
        };
        if let Some(wrong) = values.iter().find(|value| !fits(parameter.rule, value)) {
            return Err(Problem::parameter(name, format!("Invalid value '{wrong}' for query parameter '{name}'")));
        }
        let values = values.into_iter().map(str::to_owned);
        match self.values.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => known.extend(values),
            None => self.values.push((name, values.collect())),
        }
        Ok(())
    }

    /// The values of a list; `None` when the parameter was not given.
    pub(crate) fn list(&self, name: &str) -> Option<&[String]> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, values)| values.as_slice())
    }

    /// A parameter other than these was given.
    pub(crate) fn has_besides(&self, names: &[&str]) -> bool {
        self.values.iter().any(|(known, _)| !names.contains(known))
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.list(name)?.first().map(String::as_str)
    }

    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.text(name).map(|text| text == "true")
    }

    pub(crate) fn time(&self, name: &str) -> Option<Micros> {
        self.text(name).and_then(parse_timestamp)
    }

    pub(crate) fn id(&self, name: &str) -> Option<Id> {
        self.text(name).and_then(Id::parse)
    }

    /// The filters as a number.
    pub(crate) fn filters_number(&self, entry: &Entry) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut filters = self.filters(entry, false);
        filters.sort_unstable();
        let mut hasher = DefaultHasher::new();
        filters.hash(&mut hasher);
        hasher.finish()
    }

    /// The filters, for a `next` link: lists with commas, or with repeated keys if `spread`.
    pub(crate) fn filters(&self, entry: &Entry, spread: bool) -> Vec<(&'static str, String)> {
        let mut filters = Vec::new();
        for (name, values) in &self.values {
            let repeats = entry.parameters.iter().any(|p| p.name == *name && p.arity == Arity::Repeated);
            if spread || repeats {
                filters.extend(values.iter().map(|value| (*name, value.clone())));
            } else {
                filters.push((*name, values.join(",")));
            }
        }
        filters
    }
}

fn limit(paging: Paging, text: &str) -> Result<usize, Problem> {
    let (least, step) = if paging == Paging::Ones { (1, 1) } else { (10, 10) };
    let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse::<usize>() {
        Ok(limit) if plain && (least..=100).contains(&limit) && limit.is_multiple_of(step) => Ok(limit),
        _ => {
            let detail = format!("'limit' must be an integer from {least} to 100 and a multiple of {step}");
            Err(Problem::parameter("limit", detail))
        }
    }
}

fn cursor(entry: &Entry, name: &str, text: &str) -> Result<Cursor, Problem> {
    Cursor::parse(text)
        .filter(|cursor| cursor.endpoint == entry.template)
        .ok_or_else(|| Problem::parameter(name, format!("'{name}' is not a cursor of this list")))
}

fn fits(rule: Rule, value: &str) -> bool {
    match rule {
        Rule::Text(most) => !value.is_empty() && value.chars().count() <= most,
        Rule::Slug => {
            let word = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-');
            !value.is_empty() && value.len() <= 100 && value.bytes().all(word)
        }
        Rule::Uuid => Id::parse(value).is_some(),
        Rule::Bool => matches!(value, "true" | "false"),
        Rule::Time => parse_timestamp(value).is_some(),
        Rule::OneOf(words) => words.contains(&value),
        Rule::Tag => {
            let key = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
            let rest = |b: u8| b.is_ascii_alphanumeric() || b":/?#@&+=%_.~-".contains(&b);
            value
                .split_once(':')
                .is_some_and(|(k, v)| !k.is_empty() && !v.is_empty() && k.bytes().all(key) && v.bytes().all(rest))
        }
    }
}

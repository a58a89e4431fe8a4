//! What is wrong with a card although every field is of its kind.

use super::fields::Notes;
use super::{Card, CardKind, Check, EntityFilter, OutputType};
use crate::shown::is_link;
use crate::variables;
use crate::words::nearest;
use std::collections::HashMap;
use std::hash::Hash;

/// Notes all of it. Where its type is not known, what depends on it is not looked at.
pub(super) fn validate(card: &Card, has_type: bool, notes: &mut Notes) {
    let mut rules = Rules { card, notes };
    rules.entities();
    rules.keys();
    match card.kind {
        _ if !has_type => {}
        CardKind::Level => rules.levels(),
        CardKind::Points => rules.points(),
    }
    rules.colors();
    if card.checks.is_empty() {
        rules.note("checks", "there are no checks", "write at least one, each with `key`, `name` and `sql`");
    }
    for (at, check) in card.checks.iter().enumerate() {
        rules.check(&format!("checks[{at}]"), check);
    }
}

struct Rules<'c> {
    card: &'c Card,
    notes: &'c mut Notes,
}

impl Rules<'_> {
    fn note(&mut self, path: &str, what: impl Into<String>, remedy: impl Into<String>) {
        let problem = self.notes.place(path).problem(what, remedy);
        self.notes.problems.push(problem);
    }

    fn entities(&mut self) {
        match &self.card.entity_filter {
            EntityFilter::Types(types) if types.is_empty() => {
                let remedy =
                    "write `entity_filter:` with `types: [service]`, or with `sql:` and a query that lists identifiers";
                self.note("entity_filter", "it is not said which entities are scored", remedy);
            }
            EntityFilter::Types(_) => {}
            EntityFilter::Sql(sql) => {
                let names = variables::names(sql);
                if let Some(name) = names.iter().find(|name| variables::is_of_entity(name)) {
                    let what = format!("`${name}` stands for nothing here");
                    self.note(
                        "entity_filter.sql",
                        what,
                        "this query chooses the entities: have it list their identifiers",
                    );
                }
                self.variables("entity_filter.sql", sql);
            }
        }
    }

    fn keys(&mut self) {
        let card = self.card;
        self.unique("levels", "key", card.levels.iter().map(|level| &level.key));
        self.unique("check_groups", "key", card.check_groups.iter().map(|group| &group.key));
        self.unique("checks", "key", card.checks.iter().map(|check| &check.key));
        let ordered = card.checks.iter().map(|check| (check.level.as_ref().or(check.group.as_ref()), check.ordering));
        for (at, first) in twins(ordered) {
            let (check, other) = (&card.checks[at], &card.checks[first]);
            let what = format!("`{}` has the ordering {} of `{}`", check.key, check.ordering, other.key);
            self.note(
                &format!("checks[{at}].ordering"),
                what,
                "give each check of a level or group another, or leave the orderings out",
            );
        }
    }

    /// Notes what has the name of another.
    fn unique<'k>(&mut self, list: &str, field: &str, keys: impl Iterator<Item = &'k String>) {
        let keys: Vec<&String> = keys.collect();
        for (at, _) in twins(keys.iter()).into_iter().filter(|(at, _)| !keys[*at].is_empty()) {
            let what = format!("`{}` is the {field} of another of the {list}", keys[at]);
            self.note(&format!("{list}[{at}].{field}"), what, "give each another");
        }
    }

    fn levels(&mut self) {
        let card = self.card;
        if card.empty_level.is_none() {
            let remedy = "write `empty_level:` with `label` and `color`";
            self.note("", "it is not said what is shown where no level is attained", remedy);
        }
        if card.levels.is_empty() {
            let remedy = "write `levels:`, each with `key`, `name`, `color` and `rank`";
            self.note("levels", "a scorecard of type LEVEL needs at least one level", remedy);
        }
        if !card.check_groups.is_empty() {
            let what = "a scorecard of type LEVEL has no groups of checks";
            self.note("check_groups", what, "leave them out, or make it `type: POINTS`");
        }
        for (at, first) in twins(card.levels.iter().map(|level| level.rank)) {
            let (level, other) = (&card.levels[at], &card.levels[first]);
            let what = format!("the levels `{}` and `{}` have the same rank {}", other.key, level.key, level.rank);
            self.note(&format!("levels[{at}].rank"), what, "give each level a rank of its own, low to high");
        }
        for (at, first) in twins(card.levels.iter().map(|level| level.name.to_lowercase())) {
            let other = &card.levels[first].key;
            let what = format!("the levels `{other}` and `{}` have the same name", card.levels[at].key);
            self.note(&format!("levels[{at}].name"), what, "give each level a name of its own");
        }
        let known: Vec<&str> = card.levels.iter().map(|level| level.key.as_str()).collect();
        for (at, check) in card.checks.iter().enumerate() {
            self.belongs(at, "level", check.level.as_deref(), &known);
            self.stray(at, "group", check.group.is_some(), "LEVEL");
            self.stray(at, "points", check.points.is_some(), "LEVEL");
        }
    }

    fn points(&mut self) {
        let card = self.card;
        if card.check_groups.is_empty() {
            let remedy = "write `check_groups:`, each with `key` and `name`";
            self.note("check_groups", "a scorecard of type POINTS needs at least one group of checks", remedy);
        }
        if !card.levels.is_empty() {
            let what = "a scorecard of type POINTS has no levels";
            self.note("levels", what, "leave them out, or make it `type: LEVEL`");
        }
        if card.empty_level.is_some() {
            self.note("empty_level", "a scorecard of type POINTS has no levels", "leave `empty_level` out");
        }
        for (at, first) in twins(card.check_groups.iter().map(|group| group.ordering)) {
            let (group, other) = (&card.check_groups[at], &card.check_groups[first]);
            let what = format!("`{}` has the ordering {} of `{}`", group.key, group.ordering, other.key);
            self.note(&format!("check_groups[{at}].ordering"), what, "give each another, or leave the orderings out");
        }
        let known: Vec<&str> = card.check_groups.iter().map(|group| group.key.as_str()).collect();
        for (at, check) in card.checks.iter().enumerate() {
            self.belongs(at, "group", check.group.as_deref(), &known);
            self.stray(at, "level", check.level.is_some(), "POINTS");
            if check.points.is_none() {
                let path = format!("checks[{at}]");
                self.note(
                    &path,
                    format!("the check `{}` has no points", check.key),
                    "write `points:`, what it is worth",
                );
            }
        }
    }

    /// Notes a check that belongs nowhere.
    fn belongs(&mut self, at: usize, what: &str, named: Option<&str>, known: &[&str]) {
        let key = &self.card.checks[at].key;
        let Some(named) = named else {
            if key.is_empty() {
                // What has not even a key is no check, or one of which enough is told.
                return;
            }
            let said = format!("the check `{key}` belongs to no {what}");
            return self.note(&format!("checks[{at}]"), said, format!("write `{what}:` and one of {}", listed(known)));
        };
        if !known.contains(&named) {
            let remedy = match nearest(named, known) {
                Some(word) => format!("did you mean `{word}`?"),
                None => format!("write one of {}", listed(known)),
            };
            self.note(&format!("checks[{at}].{what}"), format!("there is no {what} `{named}`"), remedy);
        }
    }

    /// Notes a field of the other type of card.
    fn stray(&mut self, at: usize, field: &str, is_there: bool, kind: &str) {
        if is_there {
            let what = format!("a check of type {kind} has no `{field}`");
            self.note(&format!("checks[{at}].{field}"), what, "leave it out");
        }
    }

    fn colors(&mut self) {
        let card = self.card;
        let empty = card.empty_level.iter().map(|empty| ("empty_level.color".to_owned(), &empty.color));
        let levels = card.levels.iter().enumerate();
        let levels = levels.map(|(at, level)| (format!("levels[{at}].color"), &level.color));
        let tags = card.tags.iter().enumerate();
        let tags = tags.filter_map(|(at, tag)| Some((format!("tags[{at}].color"), tag.color.as_ref()?)));
        for (path, color) in empty.chain(levels).chain(tags) {
            let digits = color.strip_prefix('#').unwrap_or_default();
            let is_color = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            // One that is missing is told already.
            if !is_color && !color.is_empty() {
                let remedy = "write # and six hexadecimal digits in quotes, as \"#fb923c\"";
                self.note(&path, format!("`{color}` is no colour"), remedy);
            }
        }
    }

    fn check(&mut self, path: &str, check: &Check) {
        if check.output_type == Some(OutputType::Custom) && check.output_custom_options.is_none() {
            let what = "an output of type `custom` needs to be told how it is shown";
            self.note(&format!("{path}.output_type"), what, "write `output_custom_options:` with `unit`");
        }
        if check.output_custom_options.is_some() && check.output_type != Some(OutputType::Custom) {
            let what = "`output_custom_options` is for outputs of type `custom`";
            self.note(&format!("{path}.output_custom_options"), what, "leave it out, or write `output_type: custom`");
        }
        if check.filter_message.is_some() && check.filter_sql.is_none() {
            let what = "`filter_message` is never shown, since there is no `filter_sql`";
            self.note(&format!("{path}.filter_message"), what, "leave it out, or write `filter_sql:`");
        }
        if check.external_url.as_deref().is_some_and(|url| !is_link(url)) {
            let remedy = "begin it with https:// or http://, or leave it out";
            self.note(
                &format!("{path}.external_url"),
                "it is no address of a page, so nothing would link to it",
                remedy,
            );
        }
        self.variables(&format!("{path}.sql"), &check.sql);
        if let Some(sql) = &check.filter_sql {
            self.variables(&format!("{path}.filter_sql"), sql);
        }
    }

    /// Notes variables that there are not.
    fn variables(&mut self, path: &str, sql: &str) {
        for name in variables::names(sql) {
            if let Some(remedy) = variables::unknown(name) {
                self.note(path, format!("there is no variable `${name}`"), remedy);
            }
        }
    }
}

fn listed(known: &[&str]) -> String {
    if known.is_empty() { "those that there are".to_owned() } else { known.join(", ") }
}

/// The places of what equals something before it, each with the place of that.
fn twins<T: Eq + Hash>(values: impl Iterator<Item = T>) -> Vec<(usize, usize)> {
    let mut seen = HashMap::new();
    let each = values.enumerate().filter_map(|(at, value)| match seen.get(&value) {
        Some(first) => Some((at, *first)),
        None => {
            seen.insert(value, at);
            None
        }
    });
    each.collect()
}

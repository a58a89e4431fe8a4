//! Variables in the SQL of a card. They become arguments of the query, never a part of its text, whatever they hold.

use crate::evaluate::Entity;
use crate::words::nearest;
use jiff::SignedDuration;
use serde_json::Value as Json;
use windlass_model::{Timestamp, Value};
use windlass_store::sql::{Token, tokens};

/// Elements of a list at most. SQLite allows 32,766 arguments in all.
const LONGEST_LIST: usize = 10_000;

/// What every variable of an entity begins with.
const OF_ENTITY: &str = "entity_";

/// The variables, and what they stand for.
pub const VARIABLES: &[(&str, &str)] = &[
    ("entity_identifier", "the entity's identifier"),
    ("entity_type", "its type"),
    ("entity_name", "its name"),
    ("entity_owner", "its owner, or null"),
    ("entity_project_ids", "the ids in `snyk_projects` of its projects, a list for `in (…)`"),
    ("entity_github_repo_names", "its property `github_repo_names`, a list for `in (…)`"),
    ("entity_github_repo_ids", "its property `github_repo_ids`, a list of numbers for `in (…)`"),
    ("as_of", "the moment of the data: the end of the last sync"),
    ("days_ago_30", "so many days of 24 hours before that, with any number up to 9999"),
];

/// What begins the name of a moment before the data's.
const DAYS_AGO: &str = "days_ago_";

/// What is wrong with a query before it is asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VariableError {
    /// There is no such variable.
    #[error("there is no variable `${name}`: {remedy}")]
    Unknown {
        /// The name.
        name: String,
        /// What there is.
        remedy: String,
    },
    /// It stands for something of one entity, where no entity is asked for.
    #[error("`${name}` stands for nothing here: this query chooses the entities")]
    NoEntity {
        /// The name.
        name: String,
    },
    /// A list is longer than a query may have arguments.
    #[error(
        "`${name}` is a list of {length}, and a query takes {LONGEST_LIST}: ask `windlass_entity_projects` in a subselect instead, or answer \
         for all entities at once"
    )]
    TooLong {
        /// The name.
        name: String,
        /// How long it is.
        length: usize,
    },
}

/// A query with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// The query; its arguments are `?1`, `?2`, …
    pub sql: String,
    /// The arguments, each with the name of its variable.
    pub args: Vec<(String, Value)>,
}

impl Bound {
    /// The arguments without their names.
    pub fn values(&self) -> Vec<Value> {
        self.args.iter().map(|(_, value)| value.clone()).collect()
    }
}

/// The names of the variables in a query, each once.
pub(crate) fn names(sql: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in pieces(sql) {
        if let Piece::Variable(name) = piece
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// Whether a variable stands for something of one entity.
pub(crate) fn is_of_entity(name: &str) -> bool {
    name.starts_with(OF_ENTITY)
}

/// Whether a query asks of one entity.
pub(crate) fn asks_of_entity(sql: &str) -> bool {
    names(sql).into_iter().any(is_of_entity)
}

/// What to do about a variable that there is not; `None` where there is one.
pub(crate) fn unknown(name: &str) -> Option<String> {
    let known: Vec<&str> = VARIABLES.iter().map(|(name, _)| *name).collect();
    if known.contains(&name) || days_ago(name).is_some() {
        return None;
    }
    let all = known.iter().map(|name| format!("${name}")).collect::<Vec<_>>().join(", ");
    Some(match nearest(name, &known) {
        Some(near) => format!("did you mean `${near}`? There are {all}"),
        None => format!("there are {all}"),
    })
}

/// The number of days in the name of a moment before the data's.
fn days_ago(name: &str) -> Option<u16> {
    name.strip_prefix(DAYS_AGO)?.parse().ok().filter(|days| *days <= 9_999)
}

/// Makes arguments of variables.
///
/// # Errors
/// [`VariableError`] where there is no such variable, here or at all, or where a list is too long.
pub(crate) fn bind(sql: &str, entity: Option<&Entity>, as_of: Timestamp) -> Result<Bound, VariableError> {
    let mut bound = Bound { sql: String::with_capacity(sql.len()), args: Vec::new() };
    let mut places: Vec<(&str, String)> = Vec::new();
    let pieces = pieces(sql);
    for (at, piece) in pieces.iter().enumerate() {
        match *piece {
            Piece::Text(text) => bound.sql.push_str(text),
            Piece::Variable(name) => {
                if !places.iter().any(|(known, _)| *known == name) {
                    let values = values(name, entity, as_of)?;
                    places.push((name, place(&mut bound, name, values)));
                }
                let place = places.iter().find(|(known, _)| *known == name);
                let place = place.map_or("", |(_, place)| place);
                bound.sql.push_str(match place {
                    "" if stands_alone(&pieces, at) => empty(name),
                    "" => "null",
                    place => place,
                });
            }
        }
    }
    Ok(bound)
}

/// What a variable stands for.
enum Values {
    One(Value),
    List(Vec<Value>),
}

fn values(name: &str, entity: Option<&Entity>, as_of: Timestamp) -> Result<Values, VariableError> {
    if let Some(remedy) = unknown(name) {
        return Err(VariableError::Unknown { name: name.to_owned(), remedy });
    }
    if name == "as_of" {
        return Ok(Values::One(Value::Timestamp(as_of)));
    }
    if let Some(days) = days_ago(name) {
        let earlier = as_of.checked_sub(SignedDuration::from_hours(24 * i64::from(days)));
        return Ok(Values::One(Value::Timestamp(earlier.unwrap_or(Timestamp::MIN))));
    }
    let entity = entity.ok_or_else(|| VariableError::NoEntity { name: name.to_owned() })?;
    let text = |text: &str| Values::One(Value::Text(text.to_owned()));
    let values = match name {
        "entity_identifier" => text(&entity.identifier),
        "entity_type" => text(&entity.kind),
        "entity_name" => text(&entity.name),
        "entity_owner" => entity.owner.as_deref().map_or(Values::One(Value::Null), text),
        "entity_project_ids" => Values::List(entity.projects.iter().cloned().map(Value::Text).collect()),
        property => Values::List(elements(entity, property.strip_prefix(OF_ENTITY).unwrap_or(property))),
    };
    match values {
        Values::List(list) if list.len() > LONGEST_LIST => {
            Err(VariableError::TooLong { name: name.to_owned(), length: list.len() })
        }
        values @ (Values::One(_) | Values::List(_)) => Ok(values),
    }
}

/// The elements of a property that is a list, or the one that it is.
fn elements(entity: &Entity, property: &str) -> Vec<Value> {
    let one = |value: &Json| match value {
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Number(number) => number.as_i64().map(Value::Integer).or_else(|| number.as_f64().map(Value::Real)),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    };
    match entity.properties.get(property) {
        Some(Json::Array(elements)) => elements.iter().filter_map(one).collect(),
        Some(other) => one(other).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Whether a variable is all that is asked for in `in (…)`.
fn stands_alone(pieces: &[Piece<'_>], at: usize) -> bool {
    let text = |at: Option<usize>| match at.and_then(|at| pieces.get(at)) {
        Some(Piece::Text(text)) => *text,
        Some(Piece::Variable(_)) | None => "",
    };
    let before = text(at.checked_sub(1)).trim_end().strip_suffix('(').unwrap_or_default().trim_end();
    let word = before.rsplit(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default();
    word.eq_ignore_ascii_case("in") && text(Some(at + 1)).trim_start().starts_with(')')
}

/// What stands for an empty list in `in (…)`. A null would make `not in` unknown, where nothing is in a list of nothing; and PostgreSQL
/// wants to know of what.
fn empty(name: &str) -> &'static str {
    match name {
        "entity_github_repo_ids" => "select cast(null as bigint) where 1 = 0",
        _ => "select cast(null as text) where 1 = 0",
    }
}

/// Adds arguments, and returns what stands for them in the query; nothing for a list of nothing.
fn place(bound: &mut Bound, name: &str, values: Values) -> String {
    match values {
        Values::One(value) => {
            // PostgreSQL wants to know of which type a null is.
            let is_null = value.is_null();
            bound.args.push((name.to_owned(), value));
            let at = bound.args.len();
            if is_null { format!("cast(?{at} as text)") } else { format!("?{at}") }
        }
        Values::List(values) if values.is_empty() => String::new(),
        Values::List(values) => {
            let first = bound.args.len() + 1;
            bound.args.extend(values.into_iter().map(|value| (name.to_owned(), value)));
            let places: Vec<String> = (first..=bound.args.len()).map(|at| format!("?{at}")).collect();
            places.join(", ")
        }
    }
}

enum Piece<'s> {
    Text(&'s str),
    Variable(&'s str),
}

fn pieces(sql: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for token in tokens(sql) {
        let code = match token {
            Token::Quoted(quoted) => {
                pieces.push(Piece::Text(quoted));
                continue;
            }
            Token::Code(code) => code,
        };
        let (mut text, mut from) = (0, 0);
        while let Some(found) = code[from..].find('$') {
            let at = from + found;
            let name = name_at(&code[at + 1..]);
            from = at + 1 + name.len();
            // In PostgreSQL a name may have a dollar sign in it.
            if name.is_empty() || code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
                continue;
            }
            pieces.extend([Piece::Text(&code[text..at]), Piece::Variable(name)]);
            text = from;
        }
        pieces.push(Piece::Text(&code[text..]));
    }
    pieces
}

fn name_at(rest: &str) -> &str {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let length = rest.bytes().take_while(|byte| is_of_name(byte)).count();
    if rest.starts_with(|first: char| first.is_ascii_digit()) { "" } else { &rest[..length] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entity() -> Entity {
        let properties = json!({"github_repo_names": ["acme/a", "acme/b"], "github_repo_ids": 7});
        let properties = properties.as_object().unwrap().clone();
        Entity {
            kind: "service".to_owned(),
            identifier: "'; drop table x; --".to_owned(),
            name: "Pay".to_owned(),
            owner: None,
            properties,
            projects: vec!["p1".to_owned(), "p2".to_owned()],
        }
    }

    fn bound(sql: &str) -> String {
        let bound = bind(sql, Some(&entity()), Timestamp::UNIX_EPOCH).unwrap();
        let args: Vec<String> = bound.args.iter().map(|(_, value)| value.to_text().unwrap_or("-".to_owned())).collect();
        format!("{} [{}]", bound.sql, args.join("|"))
    }

    #[test]
    fn a_variable_becomes_an_argument_and_never_text() {
        for (sql, expected) in [
            ("select $entity_identifier", "select ?1 ['; drop table x; --]"),
            ("$entity_name = $entity_type or $entity_name", "?1 = ?2 or ?1 [Pay|service]"),
            ("in ($entity_project_ids)", "in (?1, ?2) [p1|p2]"),
            ("in ($entity_project_ids) or $entity_name", "in (?1, ?2) or ?3 [p1|p2|Pay]"),
            ("in ($entity_github_repo_names)", "in (?1, ?2) [acme/a|acme/b]"),
            ("in ($entity_github_repo_ids)", "in (?1) [7]"),
            ("$entity_owner is null", "cast(?1 as text) is null [-]"),
            ("$as_of", "?1 [1970-01-01T00:00:00.000000Z]"),
            ("$days_ago_7 $days_ago_0", "?1 ?2 [1969-12-25T00:00:00.000000Z|1970-01-01T00:00:00.000000Z]"),
            ("'$entity_name' -- $nothing", "'$entity_name' -- $nothing []"),
            (
                "\"$entity_name\" /* $nothing */ $q$ $entity_name $q$",
                "\"$entity_name\" /* $nothing */ $q$ $entity_name $q$ []",
            ),
            ("$1 a$b $", "$1 a$b $ []"),
        ] {
            assert_eq!(bound(sql), expected, "{sql}");
        }
        let nothing = Entity { projects: Vec::new(), ..entity() };
        for (sql, expected) in [
            ("x in ($entity_project_ids)", "x in (select cast(null as text) where 1 = 0)"),
            ("x not IN\n( $entity_project_ids )", "x not IN\n( select cast(null as text) where 1 = 0 )"),
            ("x in ($entity_project_ids, 'y')", "x in (null, 'y')"),
            ("x in ('y', $entity_project_ids)", "x in ('y', null)"),
            ("main($entity_project_ids)", "main(null)"),
            ("coalesce($entity_project_ids)", "coalesce(null)"),
            ("$entity_project_ids", "null"),
        ] {
            let empty = bind(sql, Some(&nothing), Timestamp::UNIX_EPOCH).unwrap();
            assert_eq!((empty.sql.as_str(), empty.args.len()), (expected, 0));
        }
    }

    #[test]
    fn what_cannot_be_bound_is_told() {
        let fails =
            |sql: &str, entity: Option<&Entity>| bind(sql, entity, Timestamp::UNIX_EPOCH).unwrap_err().to_string();
        let said = fails("select $entity_identifer", Some(&entity()));
        assert!(said.contains("did you mean `$entity_identifier`?") && said.contains("$entity_project_ids"), "{said}");
        assert!(fails("$nothing_of_that", None).contains("there are $entity_identifier, "));
        assert!(fails("$days_ago_x", None).contains("no variable `$days_ago_x`"));
        assert!(fails("$entity_name", None).contains("chooses the entities"));
        let many = Entity { projects: vec![String::new(); LONGEST_LIST + 1], ..entity() };
        assert!(fails("in ($entity_project_ids)", Some(&many)).contains("windlass_entity_projects"));
    }
}

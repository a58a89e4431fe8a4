//! What is scored, and which of it a query lists.

use crate::books::EntityRow;
use crate::contract::{IDENTIFIER, NOBODY, TYPE, column};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use std::collections::{HashMap, HashSet};
use windlass_model::Value;
use windlass_store::Selection;

/// What a scorecard scores.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Entity {
    /// `organization`, `repository`, `project`, `service`, or a type that was imported.
    #[serde(rename = "type")]
    pub kind: String,
    /// Unique within its type.
    pub identifier: String,
    /// What people call it.
    pub name: String,
    /// Who owns it.
    pub owner: Option<String>,
    /// What else is known of it.
    #[serde(skip)]
    pub properties: Map<String, Json>,
    /// The ids of its projects, where a query asks for them.
    #[serde(skip)]
    pub projects: Vec<String>,
}

impl From<EntityRow> for Entity {
    fn from(row: EntityRow) -> Self {
        let properties = row.properties.and_then(|json| serde_json::from_str(&json.into_text()).ok());
        Self {
            kind: row.r#type,
            identifier: row.identifier,
            name: row.name,
            owner: row.owner,
            properties: match properties {
                Some(Json::Object(properties)) => properties,
                Some(_) | None => Map::new(),
            },
            projects: Vec::new(),
        }
    }
}

impl Entity {
    /// Whether it is meant: by its identifier, or by `type:identifier`.
    pub fn is_called(&self, wanted: &str) -> bool {
        let with_type = || wanted.strip_prefix(self.kind.as_str()).and_then(|rest| rest.strip_prefix(':'));
        self.identifier == wanted || with_type() == Some(self.identifier.as_str())
    }
}

/// Whom a card's queries may speak of.
pub(crate) struct Known<'e> {
    /// Everybody there is.
    pub(crate) all: &'e [Entity],
    /// Identifiers that several of those have whom the card scores, of different types, each with the types.
    namesakes: HashMap<&'e str, Vec<&'e str>>,
}

impl<'e> Known<'e> {
    pub(crate) fn of(all: &'e [Entity], scored: &[&'e Entity]) -> Self {
        let mut namesakes: HashMap<&str, Vec<&str>> = HashMap::new();
        for entity in scored {
            namesakes.entry(entity.identifier.as_str()).or_default().push(entity.kind.as_str());
        }
        namesakes.retain(|_, kinds| kinds.len() > 1);
        Self { all, namesakes }
    }

    /// What is wrong with a row of this identifier that does not say of which type it is.
    pub(crate) fn without_type(&self, identifier: &str) -> Option<String> {
        let kinds = self.namesakes.get(identifier)?.join("` and a `");
        Some(format!(
            "`{identifier}` is a `{kinds}`, and the query does not say which of them its row is of: return `entity_type`, too"
        ))
    }
}

/// The entities that a query lists.
pub(crate) struct Listed(HashSet<(Option<String>, String)>);

impl Listed {
    /// Those in the column `entity_identifier`, or else the first; where there is a column `entity_type`, only of that type. Rows that
    /// name nobody there is are no list of entities: whoever wrote `select true` would leave everybody out.
    pub(crate) fn of(found: &Selection, all: &[Entity]) -> Result<Self, String> {
        let identifier = column(&found.columns, IDENTIFIER).unwrap_or_default();
        let kind = column(&found.columns, TYPE);
        let text = |row: &[Value], at: usize| row.get(at).and_then(Value::to_text);
        let each = found.rows.iter().filter_map(|row| {
            let kind = kind.and_then(|kind| text(row, kind));
            Some((kind, text(row, identifier)?))
        });
        let listed = Self(each.collect());
        let names_somebody =
            found.rows.is_empty() || all.is_empty() || all.iter().any(|entity| listed.contains(entity));
        if names_somebody { Ok(listed) } else { Err(NOBODY.to_owned()) }
    }

    /// Whether an entity is among them.
    pub(crate) fn contains(&self, entity: &Entity) -> bool {
        let identifier = || entity.identifier.clone();
        self.0.contains(&(None, identifier())) || self.0.contains(&(Some(entity.kind.clone()), identifier()))
    }
}

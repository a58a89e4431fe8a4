//! An array of objects, or an object with one in `entities`. Names as in CSV; each of the links may be a text or a list of texts, and
//! `properties` an object.

use super::{ImportedEntity, some};
use crate::entities::{Link, LinkKind};
use crate::place::{FileError, Place};
use crate::yaml::options_for;
use serde::Deserialize;
use serde_json::{Map, Value};
use serde_saphyr::Spanned;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrapped {
    entities: Vec<Spanned<EntityFile>>,
}

#[derive(Deserialize)]
struct EntityFile {
    #[serde(rename = "type")]
    kind: Option<String>,
    identifier: Option<String>,
    name: Option<String>,
    owner: Option<String>,
    #[serde(default, alias = "repositories")]
    repository: OneOrMany,
    #[serde(default, alias = "projects")]
    project: OneOrMany,
    #[serde(default, alias = "organizations")]
    organization: OneOrMany,
    #[serde(default, alias = "tags")]
    tag: OneOrMany,
    #[serde(default)]
    properties: Map<String, Value>,
    #[serde(flatten)]
    others: BTreeMap<String, Value>,
}

#[derive(Deserialize, Default)]
#[serde(untagged)]
enum OneOrMany {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn links(self, kind: LinkKind) -> impl Iterator<Item = Link> {
        let values = match self {
            Self::None => Vec::new(),
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        };
        values.into_iter().filter_map(some).map(move |value| Link::new(kind, value))
    }
}

const SHAPE: &str = "write an array of objects with `type`, `identifier`, `name`, `owner`, `repository`, `project`, `organization`, `tag`";

pub(super) fn parse(file: &str, text: &str) -> Result<Vec<ImportedEntity>, Vec<FileError>> {
    // First as what it says it is: YAML would take more.
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        let (line, column) = (error.line() as u64, error.column() as u64);
        let place = Place { file: file.to_owned(), line, column };
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        return Err(vec![place.error(format!("it is no JSON: {what}"), SHAPE)]);
    }
    // JSON is YAML, and this reader knows where everything stands.
    let is_array = text.trim_start().starts_with('[');
    let read = if is_array {
        serde_saphyr::from_str_with_options::<Vec<Spanned<EntityFile>>>(text, options_for(text))
    } else {
        serde_saphyr::from_str_with_options::<Wrapped>(text, options_for(text)).map(|wrapped| wrapped.entities)
    };
    let read = read.map_err(|error| vec![Place::of_yaml(file, error, SHAPE)])?;
    let mut entities = Vec::new();
    let mut errors = Vec::new();
    for Spanned { value: read, referenced, .. } in read {
        let place = Place::at(file, referenced);
        let Some(identifier) = read.identifier.and_then(some) else {
            errors.push(place.error("the entity has no identifier", "give it an `identifier`"));
            continue;
        };
        let mut properties = read.properties;
        properties.extend(read.others);
        let repository = read.repository.links(LinkKind::Repository).chain(read.project.links(LinkKind::Project));
        let organization = read.organization.links(LinkKind::Organization).chain(read.tag.links(LinkKind::Tag));
        entities.push(ImportedEntity {
            kind: read.kind.and_then(some).map_or_else(|| "service".to_owned(), |kind| kind.to_lowercase()),
            name: read.name.and_then(some).unwrap_or_else(|| identifier.clone()),
            identifier,
            owner: read.owner.and_then(some),
            properties,
            links: repository.chain(organization).collect(),
            place,
        });
    }
    if errors.is_empty() { Ok(entities) } else { Err(errors) }
}

//! Documents of a Backstage catalog. A `Component` is a `service` here, every other kind keeps its name in lower case; the identifier is
//! `metadata.name`, behind its namespace where that is not `default`.

use super::{ImportedEntity, some};
use crate::entities::{Link, LinkKind};
use crate::place::{FileError, Place};
use crate::yaml::options_for;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use serde_saphyr::Spanned;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "apiVersion")]
    version: Option<String>,
    kind: Option<String>,
    #[serde(default)]
    metadata: Metadata,
    #[serde(default)]
    spec: Spec,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Metadata {
    name: Option<String>,
    namespace: Option<String>,
    title: Option<String>,
    description: Option<String>,
    annotations: BTreeMap<String, Value>,
    tags: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Spec {
    owner: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    lifecycle: Option<String>,
    system: Option<String>,
    domain: Option<String>,
}

/// Kinds that describe people and places, and hold no projects.
const PASSED_OVER: &[&str] = &["Location", "User", "Group", "Template"];

/// Annotations that name projects. Source: `github.com/project-slug` and `backstage.io/source-location` in Backstage's well-known
/// annotations, the others in Snyk's plugin for Backstage.
const LINKS: &[(&str, LinkKind)] = &[
    ("snyk.io/org-name", LinkKind::Organization),
    ("snyk.io/org-id", LinkKind::Organization),
    ("snyk.io/org-ids", LinkKind::Organization),
    ("snyk.io/project-ids", LinkKind::Project),
    ("snyk.io/target-id", LinkKind::Repository),
    ("snyk.io/target-ids", LinkKind::Repository),
    ("snyk.io/targets", LinkKind::Repository),
    ("github.com/project-slug", LinkKind::Repository),
    ("backstage.io/source-location", LinkKind::Repository),
];

const SHAPE: &str = "write documents with `apiVersion`, `kind`, `metadata.name` and `spec`, `---` between them";

pub(super) fn parse(file: &str, text: &str) -> Result<Vec<ImportedEntity>, Vec<FileError>> {
    let documents: Vec<Spanned<Option<Document>>> = serde_saphyr::from_multiple_with_options(text, options_for(text))
        .map_err(|error| vec![Place::of_yaml(file, error, SHAPE)])?;
    let mut entities = Vec::new();
    let mut errors = Vec::new();
    for Spanned { value: document, referenced, .. } in documents {
        let Some(document) = document else { continue };
        let place = Place::at(file, referenced);
        match entity(document, place) {
            Ok(entity) => entities.extend(entity),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(entities) } else { Err(errors) }
}

fn entity(document: Document, place: Place) -> Result<Option<ImportedEntity>, FileError> {
    let (Some(kind), Some(_)) = (document.kind.and_then(some), document.version) else {
        return Err(place.error("the document is no entity of Backstage: it lacks `kind` or `apiVersion`", SHAPE));
    };
    if PASSED_OVER.contains(&kind.as_str()) {
        return Ok(None);
    }
    let Metadata { name, namespace, title, description, annotations, tags } = document.metadata;
    let Some(name) = name.and_then(some) else {
        return Err(place.error(format!("the {kind} has no name"), "give it a `name` under `metadata`"));
    };
    let namespace = namespace.and_then(some).filter(|namespace| namespace != "default");
    let links = LINKS.iter().flat_map(|(annotation, kind)| {
        let text = annotations
            .get(*annotation)
            .map(|value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned));
        let values: Vec<String> = text.iter().flat_map(|text| text.split(',')).filter_map(some).collect();
        values.into_iter().map(|value| Link::new(*kind, value))
    });
    let links = links.collect();
    let Spec { owner, kind: component, lifecycle, system, domain } = document.spec;
    let told = [
        ("namespace", namespace.clone().map(Value::from)),
        ("description", description.map(Value::from)),
        ("component_type", component.map(Value::from)),
        ("lifecycle", lifecycle.map(Value::from)),
        ("system", system.map(Value::from)),
        ("domain", domain.map(Value::from)),
        ("tags", (!tags.is_empty()).then(|| json!(tags))),
    ];
    let properties: Map<String, Value> =
        told.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    Ok(Some(ImportedEntity {
        kind: if kind == "Component" { "service".to_owned() } else { kind.to_lowercase() },
        identifier: namespace.map_or_else(|| name.clone(), |namespace| format!("{namespace}/{name}")),
        name: title.and_then(some).unwrap_or(name),
        owner: owner.and_then(some).map(|owner| plain_owner(&owner)),
        properties,
        links,
        place,
    }))
}

/// `group:default/payments` is `payments`.
fn plain_owner(owner: &str) -> String {
    let name = owner.split_once(':').map_or(owner, |(_, name)| name);
    name.strip_prefix("default/").unwrap_or(name).to_owned()
}

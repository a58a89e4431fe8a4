//! Entities from files: Backstage's `catalog-info.yaml`, CSV, JSON.

mod backstage;
mod csv;
mod json;

use super::link::Link;
use super::{Derived, Refreshed, derive, read, refresh};
use crate::books::ImportedEntityRow;
use crate::place::{FileError, Place, text_of};
use crate::policy;
use serde_json::{Map, Value as JsonValue};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use windlass_model::{Json, Row, Timestamp, Value};
use windlass_store::{Replacement, Store, StoreError, books};

/// An entity as a file describes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportedEntity {
    /// Its type.
    pub kind: String,
    /// Unique within its type.
    pub identifier: String,
    /// What people call it.
    pub name: String,
    /// Who owns it.
    pub owner: Option<String>,
    /// What else the file says of it.
    pub properties: Map<String, JsonValue>,
    /// Which projects belong to it.
    pub links: Vec<Link>,
    /// Where it stands.
    pub place: Place,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Documents of a Backstage catalog, in YAML.
    Backstage,
    /// A table with a header.
    Csv,
    /// An array of objects, or an object with one in `entities`.
    Json,
}

impl Format {
    /// The format that a file's ending tells.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Some(Self::Backstage),
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// Reads files, by their endings.
///
/// # Errors
/// Everything that is wrong with any of them, an entity that is there twice included. Then none of them should be written.
pub fn load(paths: &[impl AsRef<Path>]) -> Result<Vec<ImportedEntity>, Vec<FileError>> {
    let mut all = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        let path = path.as_ref();
        let file = path.display().to_string();
        let Some(format) = Format::of(path) else {
            let remedy = "name a file that ends in .yaml, .yml, .csv or .json";
            errors.push(Place::file(&file).error("its ending does not tell what it is", remedy));
            continue;
        };
        match text_of(path).map_err(|error| vec![error]).and_then(|text| parse(&file, format, &text)) {
            Ok(entities) => all.extend(entities),
            Err(more) => errors.extend(more),
        }
    }
    errors.extend(twice(&all));
    if errors.is_empty() { Ok(all) } else { Err(errors) }
}

/// Reads one file's text; `file` is what it is called in errors.
///
/// # Errors
/// Everything that is wrong with it. Entities that are there twice are found by [`load`].
pub fn parse(file: &str, format: Format, text: &str) -> Result<Vec<ImportedEntity>, Vec<FileError>> {
    // As spreadsheets begin a file.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match format {
        Format::Backstage => backstage::parse(file, text),
        Format::Csv => csv::parse(file, text),
        Format::Json => json::parse(file, text),
    }
}

/// Entities of one type and identifier.
fn twice(entities: &[ImportedEntity]) -> Vec<FileError> {
    let mut known: HashMap<(&str, &str), &Place> = HashMap::new();
    let mut errors = Vec::new();
    for entity in entities {
        let key = (entity.kind.as_str(), entity.identifier.as_str());
        if let Some(first) = known.get(&key) {
            let what = format!("the {} `{}` is there twice: it is also in {first}", entity.kind, entity.identifier);
            errors.push(entity.place.error(what, "keep one of them, or give one another identifier"));
        } else {
            known.insert(key, &entity.place);
        }
    }
    errors
}

/// Writes what was read as what `source` says, in place of what it said before, and refreshes the entities.
///
/// # Errors
/// As [`Store::select`] and [`Store::replace`].
pub async fn import(
    store: &dyn Store,
    source: &str,
    entities: Vec<ImportedEntity>,
    now: Timestamp,
) -> Result<Refreshed, StoreError> {
    let rows = rows(source, entities, now).into_iter().map(Row::into_book).collect();
    let of = Some(("source", Value::Text(source.to_owned())));
    store.replace(vec![Replacement { table: ImportedEntityRow::TABLE, of, rows }]).await?;
    refresh(store).await
}

/// What an import makes of the entities.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preview {
    /// All entities, as they are with it.
    pub derived: Derived,
    /// Those of its entities that other sources describe, too, as type, identifier and source. What was imported last wins.
    pub shared: Vec<(String, String, String)>,
    /// How many entities the source brought before that it no longer has.
    pub dropped: usize,
}

/// What [`import`] would make of the entities. Writes nothing.
///
/// # Errors
/// As [`Store::select`].
pub async fn preview(
    store: &dyn Store,
    source: &str,
    entities: Vec<ImportedEntity>,
    now: Timestamp,
) -> Result<Preview, StoreError> {
    let policy = policy::applied(store).await?.unwrap_or_default();
    let mut known = read::known(store).await?;
    let (before, others): (Vec<_>, Vec<_>) = known.imported.into_iter().partition(|row| row.source == source);
    let keys: HashSet<(&str, &str)> = entities.iter().map(|one| (one.kind.as_str(), one.identifier.as_str())).collect();
    let is_there = |row: &ImportedEntityRow| keys.contains(&(row.r#type.as_str(), row.identifier.as_str()));
    let dropped = before.iter().filter(|row| !is_there(row)).count();
    let shared = others.iter().filter(|row| is_there(row));
    let shared = shared.map(|row| (row.r#type.clone(), row.identifier.clone(), row.source.clone())).collect();
    known.imported = others;
    known.imported.extend(rows(source, entities, now));
    Ok(Preview { derived: derive(&known, &policy), shared, dropped })
}

/// What was imported under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name.
    pub name: String,
    /// How many entities it describes.
    pub entities: u64,
    /// When it was last imported.
    pub imported_at: Timestamp,
}

/// What was imported, by name.
///
/// # Errors
/// As [`Store::select`].
pub async fn sources(store: &dyn Store) -> Result<Vec<Source>, StoreError> {
    let rows: Vec<ImportedEntityRow> = books::read(store, "", Vec::new()).await?;
    let mut sources: BTreeMap<String, (u64, Timestamp)> = BTreeMap::new();
    for row in rows {
        let (entities, imported_at) = sources.entry(row.source).or_default();
        *entities += 1;
        *imported_at = row.imported_at.max(*imported_at);
    }
    let each = sources.into_iter().map(|(name, (entities, imported_at))| Source { name, entities, imported_at });
    Ok(each.collect())
}

fn rows(source: &str, entities: Vec<ImportedEntity>, now: Timestamp) -> Vec<ImportedEntityRow> {
    let rows = entities.into_iter().map(|entity| ImportedEntityRow {
        source: source.to_owned(),
        r#type: entity.kind,
        identifier: entity.identifier,
        name: entity.name,
        owner: entity.owner,
        properties: (!entity.properties.is_empty()).then(|| Json::of(&JsonValue::Object(entity.properties))),
        links: serde_json::to_value(&entity.links).ok().as_ref().map(Json::of),
        imported_at: now,
    });
    rows.collect()
}

/// Text without blanks around it; `None` where nothing is left.
fn some(text: impl AsRef<str>) -> Option<String> {
    let text = text.as_ref().trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests;

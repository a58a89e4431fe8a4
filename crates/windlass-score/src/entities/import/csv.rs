//! A table with a header: `type`, `identifier`, `name`, `owner`, `repository`, `project`, `organization`, `tag`; every other column is a
//! property. A cell of the four last may name several, with `;` between them.

use super::{ImportedEntity, some};
use crate::entities::{Link, LinkKind};
use crate::place::{FileError, Place};
use csv::ReaderBuilder;
use serde_json::Value;

pub(super) fn parse(file: &str, text: &str) -> Result<Vec<ImportedEntity>, Vec<FileError>> {
    let mut reader = ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    let header = reader.headers().cloned().map_err(|error| vec![broken(file, &error)])?;
    let header: Vec<String> = header.iter().map(|name| name.trim().to_ascii_lowercase()).collect();
    let first = Place { file: file.to_owned(), line: 1, column: 0 };
    if !header.iter().any(|name| name == "identifier") {
        let remedy = "write the columns' names on the first line: type,identifier,name,owner,repository,project,organization,tag";
        return Err(vec![first.error("there is no column `identifier`", remedy)]);
    }
    if let Some(name) = header.iter().enumerate().find_map(|(at, name)| header[..at].contains(name).then_some(name)) {
        return Err(vec![first.error(format!("two columns are called `{name}`"), "give one of them another name")]);
    }
    let mut entities = Vec::new();
    let mut errors = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                errors.push(broken(file, &error));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let place = Place { file: file.to_owned(), line, column: 0 };
        let mut entity = ImportedEntity { kind: "service".to_owned(), place, ..ImportedEntity::default() };
        let mut name = None;
        for (column, cell) in header.iter().zip(&record) {
            let Some(cell) = some(cell) else { continue };
            let mut link =
                |kind| entity.links.extend(cell.split(';').filter_map(some).map(|value| Link::new(kind, value)));
            match column.as_str() {
                "type" => entity.kind = cell.to_lowercase(),
                "identifier" => entity.identifier = cell,
                "name" => name = Some(cell),
                "owner" => entity.owner = Some(cell),
                "repository" => link(LinkKind::Repository),
                "project" => link(LinkKind::Project),
                "organization" => link(LinkKind::Organization),
                "tag" => link(LinkKind::Tag),
                property => {
                    entity.properties.insert(property.to_owned(), Value::String(cell));
                }
            }
        }
        if entity.identifier.is_empty() {
            errors.push(entity.place.error("the entity has no identifier", "fill in the column `identifier`"));
            continue;
        }
        entity.name = name.unwrap_or_else(|| entity.identifier.clone());
        entities.push(entity);
    }
    if errors.is_empty() { Ok(entities) } else { Err(errors) }
}

fn broken(file: &str, error: &csv::Error) -> FileError {
    let line = error.position().map_or(0, csv::Position::line);
    let place = Place { file: file.to_owned(), line, column: 0 };
    let what = if let csv::ErrorKind::UnequalLengths { expected_len, len, .. } = error.kind() {
        format!("the line has {len} cells, the header {expected_len}")
    } else {
        error.to_string()
    };
    place.error(what, "put cells that hold a comma or a line break in double quotes")
}

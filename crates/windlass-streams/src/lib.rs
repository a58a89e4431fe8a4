//! Snyk's endpoints as tables: one file a stream, one list of them.
//!
//! Prohibition: nothing in this crate awaits, sends or stores. A stream says what to ask for and how an answer becomes rows.
//!
//! One more stream is one file (path, version, row) and its entry in [`STREAMS`].

mod groups;
mod issues;
mod lenient;
mod organizations;
mod projects;
mod representation;
mod stream;
mod targets;
mod views;

pub use groups::GroupRow;
pub use issues::{ClassRow, CoordinateRow, IssueEventRow, IssueRow, ProblemRow, RiskFactorRow, SeverityRow};
pub use organizations::OrganizationRow;
pub use projects::{ProjectAttributeRow, ProjectRow, ProjectTagRow};
pub use stream::{Context, Leaving, PAGE_LIMIT, Per, Stream};
pub use targets::TargetRow;
pub use views::VIEWS;

use windlass_model::{Row, Table};

/// Every stream, parents first: the order of a sync, of the docs and of the menus.
pub const STREAMS: &[&Stream] =
    &[&groups::STREAM, &organizations::STREAM, &targets::STREAM, &projects::STREAM, &issues::STREAM];

/// The stream of that name.
pub fn stream(name: &str) -> Option<&'static Stream> {
    STREAMS.iter().find(|stream| stream.name == name).copied()
}

/// Every table that streams fill: each stream's own, the tables of its arrays, and its event log.
pub fn tables() -> Vec<&'static Table> {
    let mut tables: Vec<&'static Table> = Vec::new();
    for stream in STREAMS {
        tables.push(stream.table);
        for list in stream.table.lists {
            if !tables.contains(&list.table) {
                tables.push(list.table);
            }
        }
    }
    tables.push(IssueEventRow::TABLE);
    tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use windlass_model::TableKind;
    use windlass_model::table::EVENT_COLUMNS;

    #[test]
    fn no_two_streams_write_one_table_or_share_a_name() {
        let mut seen = BTreeSet::new();
        for stream in STREAMS {
            assert!(seen.insert(stream.table.name), "two streams write `{}`", stream.table.name);
            assert!(seen.insert(stream.name), "two streams are named `{}`", stream.name);
        }
    }

    #[test]
    fn every_file_of_a_stream_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let helpers = ["lenient.rs", "lib.rs", "representation.rs", "stream.rs", "views.rs"];
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let Some(stem) = name.strip_suffix(".rs").filter(|_| !helpers.contains(&name.as_str())) else { continue };
            assert!(stream(stem).is_some(), "`{name}` holds no stream that STREAMS lists");
        }
    }

    #[test]
    fn references_and_event_logs_name_tables_that_exist() {
        let tables = tables();
        let exists = |name: &str| name.starts_with("windlass_") || tables.iter().any(|table| table.name == name);
        for table in &tables {
            for column in table.all_columns() {
                assert!(column.references.is_none_or(exists), "{}.{}", table.name, column.name);
            }
            if let TableKind::Entity { events: Some(log) } = table.kind {
                let log = tables.iter().find(|table| table.name == log).unwrap();
                let names: Vec<_> = log.columns.iter().skip(3).map(|column| column.name).collect();
                assert_eq!(names, EVENT_COLUMNS, "the store writes these columns of `{}`", log.name);
            }
            if let TableKind::Child { parent, .. } = table.kind {
                assert!(exists(parent));
            }
        }
    }

    #[test]
    fn every_index_names_columns_of_its_table() {
        for table in tables() {
            let columns = table.all_columns();
            for name in table.indexes.iter().flat_map(|index| index.iter()) {
                assert!(columns.iter().any(|column| column.name == *name), "{}.{name}", table.name);
            }
        }
    }
}

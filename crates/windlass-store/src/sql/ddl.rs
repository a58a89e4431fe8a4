//! Tables, columns, indexes and views.

use super::{Dialect, list, quoted};
use windlass_model::{Column, Table, TableKind, View};

/// `create table`, for a table that is missing.
pub fn create_table(dialect: Dialect, table: &Table) -> String {
    let key = table.key();
    let mut lines: Vec<String> = table.all_columns().iter().map(|column| definition(dialect, column, &key)).collect();
    lines.push(format!("primary key ({})", list(key.iter().copied())));
    // Child rows are read and replaced by their parent, so they stand beside each other; the wide rows do better with
    // a narrow index in front of them.
    let tail = match table.kind {
        TableKind::Child { .. } => dialect.clustered(),
        TableKind::Entity { .. } | TableKind::Log | TableKind::Book { .. } => "",
    };
    format!("create table if not exists {} (\n  {}\n){tail}", quoted(table.name), lines.join(",\n  "))
}

/// `alter table … add column`.
pub fn add_column(dialect: Dialect, table: &Table, column: &Column) -> String {
    format!("alter table {} add column {}", quoted(table.name), definition(dialect, column, &table.key()))
}

/// A required column gets a default, so that a release that does not know it can still write the table.
fn definition(dialect: Dialect, column: &Column, key: &[&str]) -> String {
    let name = quoted(column.name);
    let kind = dialect.type_of(column.kind);
    if !column.required {
        return format!("{name} {kind}");
    }
    if key.contains(&column.name) {
        return format!("{name} {kind} not null");
    }
    format!("{name} {kind} not null default {}", dialect.zero(column.kind))
}

/// The columns of each index that a table needs beside its primary key.
///
/// A column that says whom a row belongs to is indexed, since a removal looks it up. An index that another one begins with is left out.
pub fn indexes(table: &Table) -> Vec<Vec<&'static str>> {
    let key = table.key();
    let mut wanted: Vec<Vec<&'static str>> = table.indexes.iter().map(|columns| columns.to_vec()).collect();
    for column in table.all_columns() {
        if column.indexed || column.owner {
            wanted.push(vec![column.name]);
        }
    }
    let mut kept: Vec<Vec<&'static str>> = Vec::new();
    for (at, columns) in wanted.iter().enumerate() {
        let covered = key.starts_with(columns)
            || kept.contains(columns)
            || wanted
                .iter()
                .enumerate()
                .any(|(other, by)| other != at && by.len() > columns.len() && by.starts_with(columns));
        if !covered {
            kept.push(columns.clone());
        }
    }
    kept
}

/// `create index`; its name follows from the table and the columns.
pub fn create_index(table: &Table, columns: &[&str]) -> String {
    let name = quoted(&format!("{}_by_{}", table.name, columns.join("_and_")));
    format!("create index if not exists {name} on {} ({})", quoted(table.name), list(columns.iter().copied()))
}

/// `create view`. SQLite keeps the text to the letter when it begins like this, so it can be compared.
pub fn create_view(dialect: Dialect, view: &View) -> String {
    let select = match dialect {
        Dialect::Sqlite => view.sqlite,
    };
    format!("CREATE VIEW {} as\n{}", quoted(view.name), select.trim().trim_end_matches(';'))
}

/// `drop view`.
pub fn drop_view(view: &str) -> String {
    format!("drop view if exists {}", quoted(view))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::tables::{Crate, CrateTag, Event, Harbour};
    use windlass_model::{Kind, Row};

    #[test]
    fn an_entity_has_the_standard_columns_around_its_own() {
        assert_eq!(
            create_table(Dialect::Sqlite, Harbour::TABLE),
            r#"create table if not exists "t_harbours" (
  "id" text not null,
  "connection_id" text not null default '',
  "name" text not null default '',
  "extra" text,
  "synced_at" text not null default '1970-01-01T00:00:00.000000Z',
  "removed_at" text,
  "seen_in" integer not null default 0,
  "content_hash" integer not null default 0,
  primary key ("id")
)"#
        );
    }

    #[test]
    fn a_child_table_is_clustered_by_its_parent() {
        assert_eq!(
            create_table(Dialect::Sqlite, CrateTag::TABLE),
            r#"create table if not exists "t_crate_tags" (
  "crate_id" text not null,
  "list" text not null,
  "ordinal" integer not null,
  "word" text,
  primary key ("crate_id", "list", "ordinal")
) without rowid"#
        );
    }

    #[test]
    fn owners_and_asked_for_columns_are_indexed_once() {
        assert_eq!(indexes(Crate::TABLE), [vec!["ship_id", "state"]]);
        assert_eq!(indexes(CrateTag::TABLE), Vec::<Vec<&str>>::new());
        assert_eq!(indexes(Event::TABLE), Vec::<Vec<&str>>::new());
        assert_eq!(
            create_index(Crate::TABLE, &["ship_id", "state"]),
            r#"create index if not exists "t_crates_by_ship_id_and_state" on "t_crates" ("ship_id", "state")"#
        );
    }

    #[test]
    fn every_kind_has_a_default_that_reads_back_as_it() {
        for kind in [Kind::Text, Kind::Integer, Kind::Real, Kind::Boolean, Kind::Timestamp, Kind::Json] {
            assert!(!Dialect::Sqlite.zero(kind).is_empty());
        }
    }
}

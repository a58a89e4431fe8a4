//! Tables, columns, indexes and views.

use super::{Dialect, list, quoted};
use windlass_model::{Column, Kind, Table, TableKind, View};

/// SQLite's number of a row.
pub(super) const ROWID: &str = "rowid";

/// The table in which a table's rows are kept: itself, but for the rows of arrays, which SQLite keeps by their parent's `rowid`
/// and shows by a view, see [`create_child_view`].
pub fn kept_in(dialect: Dialect, table: &Table) -> String {
    match (dialect, table.kind) {
        (Dialect::Sqlite, TableKind::Child { .. }) => format!("{}_rows", table.name),
        (Dialect::Sqlite | Dialect::Postgres, _) => table.name.to_owned(),
    }
}

/// The columns of [`kept_in`].
pub fn kept_columns(dialect: Dialect, table: &Table) -> Vec<Column> {
    let mut columns = table.all_columns();
    if let (Dialect::Sqlite, TableKind::Child { .. }, Some(first)) = (dialect, table.kind, columns.first_mut()) {
        (first.name, first.kind) = (PARENT, Kind::Integer);
    }
    columns
}

/// The key of [`kept_in`].
pub(super) fn kept_key(dialect: Dialect, table: &Table) -> Vec<&'static str> {
    let mut key = table.key();
    if let (Dialect::Sqlite, TableKind::Child { .. }, Some(first)) = (dialect, table.kind, key.first_mut()) {
        *first = PARENT;
    }
    key
}

/// The column of a child row that names its parent, and the parent's column that it holds.
pub(super) fn kept_by(dialect: Dialect, table: &Table) -> (&'static str, &'static str) {
    match (dialect, table.kind) {
        (Dialect::Postgres, TableKind::Child { parent_column, .. }) => (parent_column, "id"),
        (Dialect::Sqlite | Dialect::Postgres, _) => (PARENT, ROWID),
    }
}

/// The column of a child row that holds its parent's `rowid`.
pub(super) const PARENT: &str = "parent";

/// `create table`, for a table that is missing.
pub fn create_table(dialect: Dialect, table: &Table) -> String {
    let key = kept_key(dialect, table);
    let columns = kept_columns(dialect, table);
    let mut lines: Vec<String> = columns.iter().map(|column| definition(dialect, column, &key)).collect();
    let (unique, tail) = match (dialect, table.kind) {
        // Row keys are random. Children that are kept by their parent's number stand beside each other, are added at the end, and
        // need no index of their own.
        (Dialect::Sqlite, TableKind::Child { .. }) => ("primary key", " without rowid"),
        (Dialect::Sqlite, TableKind::Entity { .. }) if !table.lists.is_empty() => {
            // Declared, since VACUUM may number the rows of a table anew that does not declare it.
            lines.push(format!("{} integer primary key", quoted(ROWID)));
            ("unique", "")
        }
        // Each run rewrites a few columns of every row; with room on the page that touches no index.
        (Dialect::Postgres, TableKind::Entity { .. }) => ("primary key", " with (fillfactor = 85)"),
        (Dialect::Sqlite | Dialect::Postgres, _) => ("primary key", ""),
    };
    lines.push(format!("{unique} ({})", list(key.iter().copied())));
    format!("create table if not exists {} (\n  {}\n){tail}", quoted(&kept_in(dialect, table)), lines.join(",\n  "))
}

/// The view that shows the rows of arrays with their parent's row key, where they are not kept so.
pub fn create_child_view(dialect: Dialect, table: &Table) -> Option<String> {
    let (Dialect::Sqlite, TableKind::Child { parent, parent_column, .. }) = (dialect, table.kind) else { return None };
    let columns = table.all_columns();
    let rest = columns.iter().skip(1).map(|column| format!("child.{}", quoted(column.name)));
    let columns: Vec<String> =
        std::iter::once(format!("parent.\"id\" as {}", quoted(parent_column))).chain(rest).collect();
    Some(format!(
        "CREATE VIEW {} as\nselect {}\nfrom {} as child join {} as parent on parent.{ROWID} = child.{PARENT}",
        quoted(table.name),
        columns.join(", "),
        quoted(&kept_in(dialect, table)),
        quoted(parent),
    ))
}

/// The trigger that lets the rows of arrays go with the row that they belong to, whoever deletes it: its number is given to another
/// row one day.
pub fn create_child_trigger(dialect: Dialect, table: &Table) -> Option<String> {
    let (Dialect::Sqlite, TableKind::Child { parent, .. }) = (dialect, table.kind) else { return None };
    let kept_in = kept_in(dialect, table);
    Some(format!(
        "create trigger if not exists {} after delete on {} begin delete from {} where {PARENT} = old.{ROWID}; end",
        quoted(&format!("{kept_in}_go")),
        quoted(parent),
        quoted(&kept_in),
    ))
}

/// `alter table … add column`.
pub fn add_column(dialect: Dialect, table: &Table, column: &Column) -> String {
    let key = kept_key(dialect, table);
    format!("alter table {} add column {}", quoted(&kept_in(dialect, table)), definition(dialect, column, &key))
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

/// The name of an index: it follows from the table and the columns.
pub fn index_name(table: &Table, columns: &[&str]) -> String {
    format!("{}_by_{}", table.name, columns.join("_and_"))
}

/// `create index`.
pub fn create_index(table: &Table, columns: &[&str]) -> String {
    let name = quoted(&index_name(table, columns));
    format!("create index if not exists {name} on {} ({})", quoted(table.name), list(columns.iter().copied()))
}

/// `create view`. SQLite keeps the text to the letter when it begins like this, so it can be compared.
pub fn create_view(dialect: Dialect, view: &View) -> String {
    format!("CREATE VIEW {} as\n{}", quoted(view.name), select_of(dialect, view).trim().trim_end_matches(';'))
}

/// The `select` of a view.
pub fn select_of(dialect: Dialect, view: &View) -> &'static str {
    match dialect {
        Dialect::Sqlite => view.sqlite,
        Dialect::Postgres => view.postgres,
    }
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
    fn child_rows_are_kept_by_their_parents_number_and_shown_by_its_key() {
        assert_eq!(
            create_table(Dialect::Sqlite, CrateTag::TABLE),
            r#"create table if not exists "t_crate_tags_rows" (
  "parent" integer not null,
  "list" text not null,
  "ordinal" integer not null,
  "word" text,
  primary key ("parent", "list", "ordinal")
) without rowid"#
        );
        assert_eq!(
            create_child_view(Dialect::Sqlite, CrateTag::TABLE).as_deref(),
            Some(
                r#"CREATE VIEW "t_crate_tags" as
select parent."id" as "crate_id", child."list", child."ordinal", child."word"
from "t_crate_tags_rows" as child join "t_crates" as parent on parent.rowid = child.parent"#
            )
        );
        let parent = create_table(Dialect::Sqlite, Crate::TABLE);
        assert!(parent.ends_with("\"rowid\" integer primary key,\n  unique (\"id\")\n)"), "{parent}");
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
            assert!(!Dialect::Postgres.zero(kind).is_empty());
        }
    }
}

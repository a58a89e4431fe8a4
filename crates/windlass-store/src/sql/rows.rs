//! Rows: looking them up, writing them, replacing their children.

use super::ddl::{ROWID, kept_columns, kept_in, kept_key};
use super::{Dialect, list, quoted};
use windlass_model::{Column, Table, Value};

/// Arguments `1..=count`.
fn arguments(dialect: Dialect, count: usize) -> String {
    (1..=count).map(|at| dialect.argument(at)).collect::<Vec<_>>().join(", ")
}

/// The columns of an entity whose changes are events.
pub fn tracked(table: &Table) -> impl Iterator<Item = (usize, &'static Column)> {
    table.columns.iter().enumerate().filter(|(_, column)| column.tracked)
}

/// What is known of a row: its number, `content_hash`, `removed_at`, then the [`tracked`] columns. Argument: `id`.
pub fn known(dialect: Dialect, table: &Table) -> String {
    let columns =
        [ROWID, "content_hash", "removed_at"].into_iter().chain(tracked(table).map(|(_, column)| column.name));
    format!("select {} from {} where id = {}", list(columns), quoted(table.name), dialect.argument(1))
}

/// Notes that an unchanged row was seen again. Arguments: `synced_at`, `seen_in`, the row's number.
pub fn touch(dialect: Dialect, table: &Table) -> String {
    let [synced, seen, number] = [1, 2, 3].map(|at| dialect.argument(at));
    format!("update {} set synced_at = {synced}, seen_in = {seen} where {ROWID} = {number}", quoted(table.name))
}

/// Inserts a row. Arguments: all its columns, in order.
pub fn insert(dialect: Dialect, table: &Table) -> String {
    let columns = kept_columns(table);
    format!(
        "insert into {} ({}) values ({})",
        quoted(&kept_in(table)),
        list(columns.iter().map(|column| column.name)),
        arguments(dialect, columns.len())
    )
}

/// Inserts a row, unless one with the same key is there. Arguments: all its columns, in order.
pub fn insert_new(dialect: Dialect, table: &Table) -> String {
    format!("{} on conflict ({}) do nothing", insert(dialect, table), list(kept_key(table)))
}

/// Rewrites a row but for its key. Arguments: all its columns, in order, then its number.
pub fn update(dialect: Dialect, table: &Table) -> String {
    let (columns, key) = (table.all_columns(), table.key());
    let changes: Vec<String> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| !key.contains(&column.name))
        .map(|(at, column)| format!("{} = {}", quoted(column.name), dialect.argument(at + 1)))
        .collect();
    let number = dialect.argument(columns.len() + 1);
    format!("update {} set {} where {ROWID} = {number}", quoted(table.name), changes.join(", "))
}

/// Inserts a row, or replaces the one with the same key. Arguments: all its columns, in order.
pub fn upsert(dialect: Dialect, table: &Table) -> String {
    format!("{} {}", insert(dialect, table), or_replace(table))
}

/// What an insertion does with the row that has the same key: it takes its place.
pub(super) fn or_replace(table: &Table) -> String {
    let key = kept_key(table);
    let rest: Vec<String> = kept_columns(table)
        .iter()
        .filter(|column| !key.contains(&column.name))
        .map(|column| format!("{0} = excluded.{0}", quoted(column.name)))
        .collect();
    let action = if rest.is_empty() { "nothing".to_owned() } else { format!("update set {}", rest.join(", ")) };
    format!("on conflict ({}) do {action}", list(key))
}

/// Deletes the rows whose column holds a value, or all of them. Argument: the value.
pub fn delete(dialect: Dialect, table: &Table, of: Option<&(&'static str, Value)>) -> String {
    let which = of.map(|(column, _)| format!(" where {} = {}", quoted(column), dialect.argument(1)));
    format!("delete from {}{}", quoted(&kept_in(table)), which.unwrap_or_default())
}

/// Deletes the rows of one array. Arguments: the first column of [`kept_in`], and the tag where the table has one.
pub fn delete_children(dialect: Dialect, table: &Table) -> String {
    let conditions: Vec<String> = kept_key(table)
        .iter()
        .filter(|name| **name != "ordinal")
        .enumerate()
        .map(|(at, name)| format!("{} = {}", quoted(name), dialect.argument(at + 1)))
        .collect();
    format!("delete from {} where {}", quoted(&kept_in(table)), conditions.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::tables::{Crate, CrateTag, Harbour};
    use windlass_model::Row;

    const D: Dialect = Dialect::Sqlite;

    #[test]
    fn a_row_is_looked_up_once_and_then_written_by_its_number() {
        assert_eq!(
            known(D, Crate::TABLE),
            "select \"rowid\", \"content_hash\", \"removed_at\", \"state\", \"sealed\", \"weight\", \"due_at\" \
             from \"t_crates\" where id = ?1"
        );
        assert_eq!(touch(D, Harbour::TABLE), "update \"t_harbours\" set synced_at = ?1, seen_in = ?2 where rowid = ?3");
        assert_eq!(
            update(D, Harbour::TABLE),
            "update \"t_harbours\" set \"connection_id\" = ?2, \"name\" = ?3, \"extra\" = ?4, \
             \"synced_at\" = ?5, \"removed_at\" = ?6, \"seen_in\" = ?7, \"content_hash\" = ?8 where rowid = ?9"
        );
    }

    #[test]
    fn an_upsert_replaces_all_but_the_key() {
        assert_eq!(
            upsert(D, Harbour::TABLE),
            "insert into \"t_harbours\" (\"id\", \"connection_id\", \"name\", \"extra\", \"synced_at\", \"removed_at\", \
             \"seen_in\", \"content_hash\") values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict (\"id\") do update set \
             \"connection_id\" = excluded.\"connection_id\", \"name\" = excluded.\"name\", \"extra\" = excluded.\"extra\", \
             \"synced_at\" = excluded.\"synced_at\", \"removed_at\" = excluded.\"removed_at\", \
             \"seen_in\" = excluded.\"seen_in\", \"content_hash\" = excluded.\"content_hash\""
        );
    }

    #[test]
    fn arrays_that_share_a_table_are_replaced_one_by_one() {
        assert_eq!(
            delete_children(D, CrateTag::TABLE),
            r#"delete from "t_crate_tags_rows" where "parent" = ?1 and "list" = ?2"#
        );
        assert_eq!(
            insert(D, CrateTag::TABLE),
            r#"insert into "t_crate_tags_rows" ("parent", "list", "ordinal", "word") values (?1, ?2, ?3, ?4)"#
        );
    }
}

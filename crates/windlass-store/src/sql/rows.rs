//! Rows: looking them up, writing them, replacing their children.

use super::{Dialect, list, quoted};
use windlass_model::{Column, Table};

/// Arguments `1..=count`.
fn arguments(dialect: Dialect, count: usize) -> String {
    (1..=count).map(|at| dialect.argument(at)).collect::<Vec<_>>().join(", ")
}

/// The columns of an entity whose changes are events.
pub fn tracked(table: &Table) -> impl Iterator<Item = (usize, &'static Column)> {
    table.columns.iter().enumerate().filter(|(_, column)| column.tracked)
}

/// Notes that an unchanged row was seen again. Arguments: `synced_at`, `seen_in`, `id`, `content_hash`.
///
/// It changes no row where the row is new, differs or had been removed: then [`known`] tells which.
pub fn touch(dialect: Dialect, table: &Table) -> String {
    let [synced, seen, id, hash] = [1, 2, 3, 4].map(|at| dialect.argument(at));
    format!(
        "update {} set synced_at = {synced}, seen_in = {seen} \
         where id = {id} and content_hash = {hash} and removed_at is null",
        quoted(table.name)
    )
}

/// What is known of a row before it is rewritten: `removed_at`, then the [`tracked`] columns. Argument: `id`.
pub fn known(dialect: Dialect, table: &Table) -> String {
    let columns = std::iter::once("removed_at").chain(tracked(table).map(|(_, column)| column.name));
    format!("select {} from {} where id = {}", list(columns), quoted(table.name), dialect.argument(1))
}

/// Inserts a row. Arguments: all its columns, in order.
pub fn insert(dialect: Dialect, table: &Table) -> String {
    let columns = table.all_columns();
    format!(
        "insert into {} ({}) values ({})",
        quoted(table.name),
        list(columns.iter().map(|column| column.name)),
        arguments(dialect, columns.len())
    )
}

/// Inserts a row, or replaces the one with the same key. Arguments: all its columns, in order.
pub fn upsert(dialect: Dialect, table: &Table) -> String {
    let key = table.key();
    let rest: Vec<String> = table
        .all_columns()
        .iter()
        .filter(|column| !key.contains(&column.name))
        .map(|column| format!("{0} = excluded.{0}", quoted(column.name)))
        .collect();
    let action = if rest.is_empty() { "nothing".to_owned() } else { format!("update set {}", rest.join(", ")) };
    format!("{} on conflict ({}) do {action}", insert(dialect, table), list(key))
}

/// Deletes the rows of one array. Arguments: the parent's `id`, and the tag where the table has one.
pub fn delete_children(dialect: Dialect, table: &Table) -> String {
    let key = table.key();
    let conditions: Vec<String> = key
        .iter()
        .filter(|name| **name != "ordinal")
        .enumerate()
        .map(|(at, name)| format!("{} = {}", quoted(name), dialect.argument(at + 1)))
        .collect();
    format!("delete from {} where {}", quoted(table.name), conditions.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::tables::{Crate, CrateTag, Harbour};
    use windlass_model::Row;

    const D: Dialect = Dialect::Sqlite;

    #[test]
    fn a_touch_leaves_alone_what_differs_or_was_removed() {
        assert_eq!(
            touch(D, Harbour::TABLE),
            "update \"t_harbours\" set synced_at = ?1, seen_in = ?2 \
             where id = ?3 and content_hash = ?4 and removed_at is null"
        );
    }

    #[test]
    fn what_is_tracked_is_looked_up_before_it_is_rewritten() {
        assert_eq!(
            known(D, Crate::TABLE),
            r#"select "removed_at", "state", "sealed", "weight", "due_at" from "t_crates" where id = ?1"#
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
            r#"delete from "t_crate_tags" where "crate_id" = ?1 and "list" = ?2"#
        );
        assert_eq!(
            insert(D, CrateTag::TABLE),
            r#"insert into "t_crate_tags" ("crate_id", "list", "ordinal", "word") values (?1, ?2, ?3, ?4)"#
        );
    }
}

//! Whole tables, page by page: what moves a store from one database into another.

use super::ddl::{PARENT, ROWID, kept_columns, kept_in, kept_key};
use super::rows::or_replace;
use super::{Dialect, list, quoted};
use windlass_model::{Table, TableKind, Value};

/// Reads the rows behind a key, or from the first on, in the order of their keys. Arguments: the key where there is one.
pub fn page(dialect: Dialect, table: &Table, is_behind: bool, rows: u32) -> String {
    let columns = table.all_columns();
    let key = table.key();
    let order = list(key.iter().copied());
    let behind = match key.first().filter(|_| is_behind) {
        None => String::new(),
        Some(first) => {
            let arguments: Vec<String> = key.iter().enumerate().map(|(at, _)| dialect.argument(at + 1)).collect();
            // Said apart, since a view joins two tables, and only the first part of the key is in the index of one.
            let begin = format!("{} >= {}", quoted(first), dialect.argument(1));
            if key.len() == 1 {
                format!(" where {} > {}", quoted(first), dialect.argument(1))
            } else {
                format!(" where {begin} and ({order}) > ({})", arguments.join(", "))
            }
        }
    };
    let names = list(columns.iter().map(|column| column.name));
    format!("select {names} from {}{behind} order by {order} limit {rows}", quoted(table.name))
}

/// Rows of a [`page`], each cell of its column's kind where it can be.
pub(crate) fn typed(table: &Table, rows: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    let columns = table.all_columns();
    let row = |row: Vec<Value>| row.into_iter().zip(&columns).map(|(cell, column)| cell.coerce(column.kind)).collect();
    rows.into_iter().map(row).collect()
}

/// Inserts a row as another store had it, or replaces the one with the same key. Arguments: all its columns, in order.
pub fn replace(dialect: Dialect, table: &Table) -> String {
    let columns = kept_columns(table);
    let mut values: Vec<String> = (1..=columns.len()).map(|at| dialect.argument(at)).collect();
    if let (TableKind::Child { parent, .. }, Some(first)) = (table.kind, values.first_mut()) {
        *first = format!("(select {ROWID} from {} where id = {first})", quoted(parent));
    }
    format!("{} values ({}) {}", into(table), values.join(", "), or_replace(table))
}

/// The same with all rows of another table that has the table's own columns.
pub fn replace_from(table: &Table, staged: &str) -> String {
    let columns = table.all_columns();
    let mut values: Vec<String> = columns.iter().map(|column| format!("s.{}", quoted(column.name))).collect();
    let mut from = format!("{staged} s");
    if let (TableKind::Child { parent, parent_column, .. }, Some(first)) = (table.kind, values.first_mut()) {
        *first = format!("p.{ROWID}");
        from.push_str(&format!(" join {} p on p.id = s.{}", quoted(parent), quoted(parent_column)));
    }
    format!("{} select {} from {from} {}", into(table), values.join(", "), or_replace(table))
}

/// Finds a row. Arguments: its key.
pub fn has(dialect: Dialect, table: &Table) -> String {
    let same: Vec<String> = same(dialect, &table.key());
    format!("select 1 from {} where {}", quoted(table.name), same.join(" and "))
}

/// Deletes a row. Arguments: its key.
pub fn remove(dialect: Dialect, table: &Table) -> String {
    let mut same = same(dialect, &kept_key(table));
    if let (TableKind::Child { parent, .. }, Some(first)) = (table.kind, same.first_mut()) {
        *first = of_parent(dialect, parent);
    }
    format!("delete from {} where {}", quoted(&kept_in(table)), same.join(" and "))
}

/// Deletes the child rows of a row. Argument: its key.
pub fn remove_children(dialect: Dialect, table: &Table) -> Option<String> {
    let TableKind::Child { parent, .. } = table.kind else { return None };
    Some(format!("delete from {} where {}", quoted(&kept_in(table)), of_parent(dialect, parent)))
}

fn of_parent(dialect: Dialect, parent: &str) -> String {
    format!("{PARENT} = (select {ROWID} from {} where id = {})", quoted(parent), dialect.argument(1))
}

/// That each of these columns holds its argument.
fn same(dialect: Dialect, columns: &[&str]) -> Vec<String> {
    columns.iter().enumerate().map(|(at, name)| format!("{} = {}", quoted(name), dialect.argument(at + 1))).collect()
}

fn into(table: &Table) -> String {
    let columns = kept_columns(table);
    format!("insert into {} ({})", quoted(&kept_in(table)), list(columns.iter().map(|column| column.name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::tables::{CrateTag, Harbour};
    use windlass_model::Row;

    #[test]
    fn a_page_begins_behind_a_key() {
        assert_eq!(
            page(Dialect::Sqlite, CrateTag::TABLE, true, 7),
            "select \"crate_id\", \"list\", \"ordinal\", \"word\" from \"t_crate_tags\" where \"crate_id\" >= ?1 and \
             (\"crate_id\", \"list\", \"ordinal\") > (?1, ?2, ?3) order by \"crate_id\", \"list\", \"ordinal\" limit 7"
        );
        let first = page(Dialect::Sqlite, Harbour::TABLE, false, 7);
        assert!(first.ends_with("\"content_hash\" from \"t_harbours\" order by \"id\" limit 7"), "{first}");
        let next = page(Dialect::Sqlite, Harbour::TABLE, true, 7);
        assert!(next.ends_with("from \"t_harbours\" where \"id\" > ?1 order by \"id\" limit 7"), "{next}");
    }

    #[test]
    fn a_child_row_finds_the_number_of_its_parent() {
        assert_eq!(
            replace(Dialect::Sqlite, CrateTag::TABLE),
            "insert into \"t_crate_tags_rows\" (\"parent\", \"list\", \"ordinal\", \"word\") values \
             ((select rowid from \"t_crates\" where id = ?1), ?2, ?3, ?4) on conflict (\"parent\", \"list\", \"ordinal\") \
             do update set \"word\" = excluded.\"word\""
        );
    }

    #[test]
    fn a_row_goes_by_its_key() {
        assert_eq!(
            remove(Dialect::Sqlite, CrateTag::TABLE),
            "delete from \"t_crate_tags_rows\" where parent = (select rowid from \"t_crates\" where id = ?1) and \"list\" = ?2 \
             and \"ordinal\" = ?3"
        );
        assert_eq!(remove(Dialect::Sqlite, Harbour::TABLE), "delete from \"t_harbours\" where \"id\" = ?1");
        assert_eq!(
            remove_children(Dialect::Sqlite, CrateTag::TABLE).as_deref(),
            Some("delete from \"t_crate_tags_rows\" where parent = (select rowid from \"t_crates\" where id = ?1)")
        );
        assert_eq!(
            has(Dialect::Sqlite, CrateTag::TABLE),
            "select 1 from \"t_crate_tags\" where \"crate_id\" = ?1 and \"list\" = ?2 and \"ordinal\" = ?3"
        );
    }

    #[test]
    fn staged_rows_are_written_at_once() {
        assert_eq!(
            replace_from(CrateTag::TABLE, "x"),
            "insert into \"t_crate_tags_rows\" (\"parent\", \"list\", \"ordinal\", \"word\") select p.rowid, s.\"list\", \
             s.\"ordinal\", s.\"word\" from x s join \"t_crates\" p on p.id = s.\"crate_id\" \
             on conflict (\"parent\", \"list\", \"ordinal\") do update set \"word\" = excluded.\"word\""
        );
    }
}

//! What a database holds, as the JSON it came as. Two test programs share this file: that of the sync engine and that of the binary.

use std::collections::{BTreeMap, HashMap};
use windlass_model::rebuild::rebuild;
use windlass_model::{ChildList, ConnectionId, Record, Table, TableKind, Value};
use windlass_store::{Select, Store};

/// Every live row of a table rebuilt to the JSON it was received as, by Snyk's id.
pub(crate) async fn rebuilt(
    store: &dyn Store,
    connection: ConnectionId,
    table: &'static Table,
) -> BTreeMap<String, serde_json::Value> {
    let names: Vec<_> = table.columns.iter().map(|column| column.name).collect();
    let sql = format!("select id, extra, {} from {} where removed_at is null", names.join(", "), table.name);
    let mut lists = Vec::new();
    for list in table.lists {
        lists.push(children(store, list.table, list.tag).await);
    }
    let found = store.select(Select::of(sql, Vec::new())).await.unwrap();
    let rebuild_row = |mut row: Vec<Value>| {
        let values: Vec<Value> =
            row.split_off(2).into_iter().zip(table.columns).map(|(value, column)| value.coerce(column.kind)).collect();
        let key = row[0].to_text().unwrap();
        let source_id = values[0].to_text().unwrap();
        let children = table.lists.iter().zip(&lists).map(|(list, rows)| ChildList {
            table: list.table,
            tag: list.tag,
            rows: rows.get(&key).cloned().unwrap_or_default(),
        });
        let id = connection.row(&source_id);
        assert_eq!(id.to_string(), key, "the row key is UUIDv5 of connection and Snyk's id");
        let record = Record::new(table, id, values, row[1].to_text(), children.collect());
        (source_id, rebuild(&record))
    };
    found.rows.into_iter().map(rebuild_row).collect()
}

async fn children(store: &dyn Store, table: &'static Table, tag: Option<&str>) -> HashMap<String, Vec<Vec<Value>>> {
    let TableKind::Child { parent_column, tag: tag_column, .. } = table.kind else { panic!("not a child") };
    let names: Vec<_> = table.columns.iter().map(|column| column.name).collect();
    let narrowed = match (tag_column, tag) {
        (Some(column), Some(tag)) => format!("where {column} = '{tag}'"),
        _ => String::new(),
    };
    let sql =
        format!("select {parent_column}, {} from {} {narrowed} order by 1, ordinal", names.join(", "), table.name);
    let mut rows: HashMap<String, Vec<Vec<Value>>> = HashMap::new();
    for mut row in store.select(Select::of(sql, Vec::new())).await.unwrap().rows {
        let values =
            row.split_off(1).into_iter().zip(table.columns).map(|(value, column)| value.coerce(column.kind)).collect();
        rows.entry(row[0].to_text().unwrap()).or_default().push(values);
    }
    rows
}

//! Sweeps: what a finished walk did not list, and what goes with it.
//!
//! The rows to remove are first gathered in a temporary table, round by round: round 0 holds what was not listed, each later
//! round the rows of one table that refer to a row of an earlier round.

use super::ddl::{PARENT, ROWID, kept_in};
use super::{Dialect, list, quoted};
use crate::books::ConnectionRow;
use crate::{ReasonWhen, Within};
use windlass_model::table::EVENT_COLUMNS;
use windlass_model::{Row, Table, TableKind};

/// Where the rows of a sweep are gathered: `round`, `id`, `reason`.
pub const SWEPT: &str = "windlass_swept";

/// Gathers round 0. Arguments: connection, walk, then where they apply the row keys of [`Within::Column`] as a JSON array,
/// and the value and the reason of the [`ReasonWhen`].
pub fn sweep_unseen(dialect: Dialect, table: &Table, within: &Within, reason: Option<&ReasonWhen>) -> String {
    let mut position = 2;
    let mut next = || {
        position += 1;
        position
    };
    let connection = quoted("connection_id");
    let (connection, scope) = match within {
        Within::Connection => (connection, String::new()),
        // Nearly every row has the same connection, so its index would read them all.
        Within::Column { column, .. } => {
            let column = quoted(column);
            // A group's list is most of the table: read from its start it is read once, by the index page after page again and again.
            let column = if within.is_of_one() { column } else { dialect.without_index(&column) };
            (dialect.without_index(&connection), format!(" and {column} in ({})", dialect.elements(next())))
        }
    };
    let reason = reason.map_or_else(
        || "'not_listed'".to_owned(),
        |when| {
            let (equals, reason) = (dialect.text(next()), dialect.text(next()));
            format!("case when {} = {equals} then {reason} else 'not_listed' end", quoted(when.column))
        },
    );
    format!(
        "insert into {swept} (round, id, reason) select 0, id, {reason} from {table} \
         where {connection} = {} and removed_at is null and seen_in < {}{scope}",
        dialect.text(1),
        dialect.number(2),
        swept = dialect.temporary(SWEPT),
        table = quoted(table.name),
    )
}

/// Forgets what rows looked like. Arguments: connection, then the row keys of [`Within::Column`] as a JSON array. Nothing that is
/// listed has a `content_hash` of 0 but once in 2^64.
pub fn distrust(dialect: Dialect, table: &Table, within: &Within) -> String {
    let (connection, scope) = match within {
        Within::Connection => (quoted("connection_id"), String::new()),
        Within::Column { column, .. } => (
            dialect.without_index(&quoted("connection_id")),
            format!(" and {} in ({})", quoted(column), dialect.elements(2)),
        ),
    };
    let table = quoted(table.name);
    format!("update {table} set content_hash = 0 where {connection} = {}{scope}", dialect.text(1))
}

/// Deletes what a table holds of a connection, bookkeeping, and where `rows` is set what the connection brought; `None` where all of it
/// stays. Argument: the connection.
pub fn forget(dialect: Dialect, table: &Table, rows: bool) -> Option<String> {
    let connection = dialect.argument(1);
    let of = |column: &str| format!("{column} = {connection}");
    let by_connection = || table.position("connection_id").map(|_| of("connection_id"));
    let condition = match table.kind {
        TableKind::Entity { .. } => rows.then(|| of("connection_id")),
        TableKind::Log => by_connection().filter(|_| rows),
        TableKind::Child { parent, .. } => rows.then(|| {
            format!("{PARENT} in (select {ROWID} from {} where connection_id = {connection})", quoted(parent))
        }),
        TableKind::Book { .. } if table == ConnectionRow::TABLE => Some(of("id")),
        TableKind::Book { .. } => by_connection(),
    };
    condition.map(|condition| format!("delete from {} where {condition}", quoted(&kept_in(table))))
}

/// Gathers the rows whose `column` holds a row of an earlier round. Arguments: the new round, the earlier one.
pub fn sweep_children_of(dialect: Dialect, table: &Table, column: &str) -> String {
    let [round, earlier] = [1, 2].map(|at| dialect.number(at));
    format!(
        "insert into {swept} (round, id, reason) select {round}, id, 'parent_removed' from {table} \
         where {column} in (select id from {swept} where round = {earlier}) and removed_at is null",
        swept = dialect.temporary(SWEPT),
        table = quoted(table.name),
        column = quoted(column),
    )
}

/// Marks the rows of a round. Arguments: the round, the moment.
pub fn mark(dialect: Dialect, table: &Table) -> String {
    let (round, now) = (dialect.number(1), dialect.moment(2));
    format!(
        "update {} set removed_at = {now} where id in (select id from {} where round = {round})",
        quoted(table.name),
        dialect.temporary(SWEPT)
    )
}

/// Writes an event for each row of a round. Arguments: the round, the moment, the connection, the run.
///
/// Snyk does not say when it stopped listing a row, so `changed_at` stays null.
pub fn record_removals(dialect: Dialect, log: &Table) -> String {
    let [now_text, connection, run] = [2, 3, 4].map(|at| dialect.text(at));
    let (round, now) = (dialect.number(1), dialect.moment(2));
    let head = log.columns.iter().take(3).map(|column| column.name);
    format!(
        "insert into {} ({}) select {}, {connection}, id, 'removed_at', null, {now_text}, null, {now}, reason, {run} \
         from {} where round = {round}",
        quoted(log.name),
        list(head.chain(EVENT_COLUMNS)),
        dialect.new_uuid(),
        dialect.temporary(SWEPT)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suite::tables::{Crate, Event, Ship};

    const D: Dialect = Dialect::Sqlite;

    #[test]
    fn only_what_the_walk_had_to_list_is_gathered() {
        assert_eq!(
            sweep_unseen(D, Ship::TABLE, &Within::Connection, None),
            "insert into temp.windlass_swept (round, id, reason) select 0, id, 'not_listed' from \"t_ships\" \
             where \"connection_id\" = ?1 and removed_at is null and seen_in < ?2"
        );
        let within = Within::Column { column: "ship_id", ids: vec!["one".to_owned()] };
        let reason = ReasonWhen { column: "state", equals: "resolved", reason: "resolved_before" };
        assert_eq!(
            sweep_unseen(D, Crate::TABLE, &within, Some(&reason)),
            "insert into temp.windlass_swept (round, id, reason) select 0, id, \
             case when \"state\" = ?4 then ?5 else 'not_listed' end from \"t_crates\" \
             where +\"connection_id\" = ?1 and removed_at is null and seen_in < ?2 \
             and \"ship_id\" in (select value from json_each(?3))"
        );
        let within = Within::Column { column: "ship_id", ids: vec!["one".to_owned(), "other".to_owned()] };
        let of_a_group = sweep_unseen(D, Crate::TABLE, &within, None);
        assert!(of_a_group.ends_with(" and +\"ship_id\" in (select value from json_each(?3))"), "{of_a_group}");
    }

    #[test]
    fn removals_are_events() {
        assert_eq!(
            record_removals(D, Event::TABLE),
            "insert into \"t_crate_events\" (\"id\", \"connection_id\", \"crate_id\", \"field\", \"old_value\", \"new_value\", \
             \"changed_at\", \"seen_at\", \"reason\", \"run_id\") select windlass_uuid(), ?3, id, 'removed_at', null, ?2, null, \
             ?2, reason, ?4 from temp.windlass_swept where round = ?1"
        );
    }
}

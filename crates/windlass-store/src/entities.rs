//! What every backend works out from tables before it writes or removes.

use crate::{Schema, StoreError, Sweep, Within};
use windlass_model::value::timestamp_text;
use windlass_model::{Table, TableKind};

/// An entity table with its log.
pub(crate) struct Entity {
    pub(crate) table: &'static Table,
    pub(crate) log: Option<&'static Table>,
}

impl Schema {
    /// The table that records changes of an entity's tracked columns.
    pub(crate) fn log(&self, table: &'static Table) -> Result<Option<&'static Table>, StoreError> {
        let unknown = |table: &str| StoreError::UnknownTable { table: table.to_owned() };
        let TableKind::Entity { events } = table.kind else {
            // A record is an entity; anything else is a mistake of ours.
            return Err(unknown(table.name));
        };
        let Some(events) = events else { return Ok(None) };
        let found = self.tables.iter().find(|table| table.name == events && table.kind == TableKind::Log);
        found.copied().map(Some).ok_or_else(|| unknown(events))
    }

    /// Every entity table, among them the one that is swept.
    pub(crate) fn entities(&self, swept: &'static Table) -> Result<Vec<Entity>, StoreError> {
        let tables = self.tables.iter().copied().filter(|table| matches!(table.kind, TableKind::Entity { .. }));
        let entities: Vec<Entity> =
            tables.map(|table| Ok(Entity { table, log: self.log(table)? })).collect::<Result<_, StoreError>>()?;
        if entities.iter().all(|entity| entity.table != swept) {
            return Err(StoreError::UnknownTable { table: swept.name.to_owned() });
        }
        Ok(entities)
    }
}

/// The columns by which rows belong to rows of a table.
pub(crate) fn referring<'e>(
    entities: &'e [Entity],
    table: &'static Table,
) -> impl Iterator<Item = (&'e Entity, &'static str)> {
    entities.iter().flat_map(move |entity| {
        let columns = entity.table.columns.iter();
        let refer = columns.filter(|column| column.owner && column.references == Some(table.name));
        refer.map(move |column| (entity, column.name))
    })
}

/// The tables of a table's arrays, each once.
pub(crate) fn arrays(table: &'static Table) -> Vec<&'static Table> {
    let mut tables: Vec<&'static Table> = Vec::new();
    for list in table.lists {
        if !tables.contains(&list.table) {
            tables.push(list.table);
        }
    }
    tables
}

/// What all removals of a sweep have in common, as text.
pub(crate) struct Removal {
    pub(crate) connection: String,
    pub(crate) run: String,
    pub(crate) now: String,
}

impl Removal {
    pub(crate) fn of(sweep: &Sweep) -> Self {
        Self {
            connection: sweep.finished.key().connection.to_string(),
            run: sweep.run.to_string(),
            now: timestamp_text(sweep.now),
        }
    }
}

impl Within {
    /// The row keys as a JSON array; `None` where all rows of the connection are meant.
    pub(crate) fn keys(&self) -> Option<String> {
        match self {
            Self::Connection => None,
            Self::Column { ids, .. } => Some(serde_json::Value::from(ids.as_slice()).to_string()),
        }
    }

    /// Whether it is what belongs to one row, as opposed to all rows or those of a whole group.
    pub(crate) fn is_of_one(&self) -> bool {
        matches!(self, Self::Column { ids, .. } if ids.len() == 1)
    }
}

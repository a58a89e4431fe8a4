//! A small world that no stream knows: harbours, their ships, the ships' crates.

use crate::Schema;
use crate::books::BOOKS;
use windlass_model::{Json, Row, Table, Timestamp, View};

/// A harbour: an entity without a log.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "t_harbours", entity)]
pub struct Harbour {
    /// Its name.
    pub name: String,
}

/// A ship, which goes with its harbour.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "t_ships", entity)]
pub struct Ship {
    /// Its harbour.
    #[column(references = "t_harbours", owner)]
    pub harbour_id: Option<String>,
    /// The ship that it belongs to, if any.
    #[column(references = "t_ships", owner)]
    pub mother_id: Option<String>,
    /// Its name.
    pub name: String,
}

/// A crate, which goes with its ship; changes are logged.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "t_crates", events = "t_crate_events", index(ship_id, state))]
pub struct Crate {
    /// Its ship.
    #[column(references = "t_ships", owner)]
    pub ship_id: Option<String>,
    /// Where it is from, which is no reference.
    pub origin: Option<String>,
    /// Open, resolved, or whatever came.
    #[column(tracked)]
    pub state: Option<String>,
    /// Whether it is sealed.
    #[column(tracked)]
    pub sealed: Option<bool>,
    /// Its weight.
    #[column(tracked)]
    pub weight: Option<f64>,
    /// When it must arrive.
    #[column(tracked)]
    pub due_at: Option<Timestamp>,
    /// How many pieces.
    pub pieces: Option<i64>,
    /// A document.
    pub papers: Option<Json>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
    /// Words in front.
    #[children(from = "front", tag = "front")]
    pub front: Vec<CrateTag>,
    /// Words behind.
    #[children(from = "back", tag = "back")]
    pub back: Vec<CrateTag>,
    /// Scratches.
    #[children(from = "marks")]
    pub marks: Vec<CrateMark>,
}

/// A word on a crate.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "t_crate_tags", parent = "t_crates", parent_column = "crate_id", tag = "list")]
pub struct CrateTag {
    /// The word.
    pub word: Option<String>,
}

/// A scratch on a crate.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "t_crate_marks", parent = "t_crates", parent_column = "crate_id")]
pub struct CrateMark {
    /// How deep.
    pub depth: Option<i64>,
}

/// A change of a crate.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "t_crate_events", log)]
pub struct Event {
    /// The event's UUID.
    pub id: String,
    /// The connection.
    #[column(references = "windlass_connections")]
    pub connection_id: String,
    /// The crate.
    #[column(references = "t_crates")]
    pub crate_id: String,
    /// The column.
    pub field: String,
    /// What it held.
    pub old_value: Option<String>,
    /// What it holds.
    pub new_value: Option<String>,
    /// When it changed.
    pub changed_at: Option<Timestamp>,
    /// When it was seen.
    pub seen_at: Timestamp,
    /// Why.
    pub reason: Option<String>,
    /// The run.
    pub run_id: String,
}

/// The crate as a later release declares it: a column and an array more.
pub mod later {
    use windlass_model::Table;

    /// A harbour with a depth.
    #[derive(Debug, Clone, Default, Table)]
    #[table(name = "t_harbours", entity)]
    pub struct Harbour {
        /// Its name.
        pub name: String,
        /// How deep it is.
        pub depth: Option<i64>,
        /// Its piers.
        #[children(from = "piers")]
        pub piers: Vec<Pier>,
    }

    /// A pier.
    #[derive(Debug, Clone, Default, Table)]
    #[table(name = "t_harbour_piers", parent = "t_harbours", parent_column = "harbour_id")]
    pub struct Pier {
        /// Its name.
        pub name: Option<String>,
    }
}

const OPEN: &str = "select id from t_crates where state = 'open' and removed_at is null";

/// Crates that are open and there.
pub const OPEN_CRATES: View = View {
    name: "t_open_crates",
    doc: "Crates that are open and there.",
    columns: &[("id", "The crate.")],
    sqlite: OPEN,
    postgres: OPEN,
};

/// All of it.
pub fn schema() -> Schema {
    let own = [Harbour::TABLE, Ship::TABLE, Crate::TABLE, CrateTag::TABLE, CrateMark::TABLE, Event::TABLE];
    Schema { tables: BOOKS.iter().copied().chain(own).collect(), views: vec![OPEN_CRATES] }
}

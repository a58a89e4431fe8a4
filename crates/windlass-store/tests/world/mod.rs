//! What the tests of files and processes share: pages of rows with the cursor that covers them.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::path::Path;
use std::sync::Arc;
use windlass_model::{Row, Value};
use windlass_store::books::CursorRow;
use windlass_store::suite::tables::CrateTag;
use windlass_store::suite::world::World;
use windlass_store::{Batch, Select, Sqlite};

/// Rows on each page.
pub(crate) const ROWS: i64 = 50;

/// A migrated store at a path.
pub(crate) async fn world_in(path: &Path) -> World {
    World::new(Arc::new(Sqlite::open(path).await.unwrap())).await
}

/// A migrated store that a URL names.
pub(crate) async fn world_at(url: &str) -> World {
    World::new(windlass_store::open(url).await.unwrap()).await
}

/// A page of a walk: crates with a child row each, and the cursor that covers it.
pub(crate) fn page(world: &World, number: i64) -> Batch {
    let tag = |text: &str| CrateTag { word: Some(text.to_owned()) };
    let records = (0..ROWS)
        .map(|at| world.crate_of(&format!("{number}-{at}"), "ship", |row| row.front = vec![tag(&"x".repeat(200))]))
        .collect();
    let cursor = CursorRow {
        pages: number,
        rows: number * ROWS,
        next: Some(format!("/page/{}", number + 1)),
        ..world.cursor(1)
    };
    world.batch(1, records, vec![cursor.into_book()])
}

/// What the store holds of pages.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) pages: i64,
    pub(crate) rows: i64,
    pub(crate) crates: i64,
    pub(crate) tags: i64,
}

impl Kept {
    pub(crate) async fn of(world: &World) -> Self {
        let sql = "select coalesce(max(pages), 0), coalesce(max(rows), 0), (select count(*) from t_crates), \
                   (select count(*) from t_crate_tags) from windlass_cursors";
        let found = world.store.select(Select::of(sql, Vec::new())).await.unwrap();
        let number = |at: usize| found.rows[0].get(at).and_then(Value::as_integer).unwrap();
        Self { pages: number(0), rows: number(1), crates: number(2), tags: number(3) }
    }

    /// The cursor covers the rows, no more and no less.
    pub(crate) fn assert_whole(&self) {
        assert_eq!((self.crates, self.tags), (self.rows, self.rows), "rows and cursor differ: {self:?}");
        assert_eq!(self.rows, self.pages * ROWS);
    }
}

//! Bookkeeping that nobody looks at any more.

use super::writer::Session;
use crate::StoreError;
use crate::books::{FAILED_SCANS_KEPT, SCANS_KEPT};
use rusqlite::OptionalExtension;
use windlass_model::ConnectionId;

impl Session {
    /// Deletes the scans of old runs. Ids of runs sort by their start.
    pub(super) fn prune(&mut self, connection: ConnectionId) -> Result<u64, StoreError> {
        let connection = connection.to_string();
        self.atomically(|transaction| {
            let mut deleted = 0;
            for (kept, which) in [(SCANS_KEPT, "and status = 'succeeded'"), (FAILED_SCANS_KEPT, "")] {
                let oldest = transaction
                    .query_row(
                        "select id from windlass_runs where connection_id = ?1 order by id desc limit 1 offset ?2",
                        (&connection, kept - 1),
                        |row| row.get::<_, String>(0),
                    )
                    .optional()?;
                let Some(oldest) = oldest else { continue };
                let text = format!("delete from windlass_run_scans where run_id < ?1 and connection_id = ?2 {which}");
                deleted += transaction.execute(&text, (&oldest, &connection))? as u64;
            }
            Ok(deleted)
        })
    }
}

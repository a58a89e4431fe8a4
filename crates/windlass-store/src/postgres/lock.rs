//! The lock of a connection: an advisory lock on a session of its own. The server lets go of it when the session ends, however
//! that comes about.

use super::connect::Pool;
use super::place::Place;
use crate::StoreError;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tokio_postgres::{Client, Error};
use windlass_model::ConnectionId;
use xxhash_rust::xxh3::xxh3_64;

/// How long a session that ends may take until its lock is free: whoever held it may have ended this moment.
const ENDING: Duration = Duration::from_millis(60);

/// Takes the lock; it is free when the session is dropped.
pub(super) async fn take(pool: &Pool, place: &Place, connection: ConnectionId) -> Result<Client, StoreError> {
    let session = pool.alone().await?;
    let key = xxh3_64(format!("windlass run {} {connection}", place.schema).as_bytes()).cast_signed();
    let taken = async {
        let began = Instant::now();
        loop {
            if session.query_one("select pg_try_advisory_lock($1)", &[&key]).await?.try_get(0)? {
                return Ok(None);
            }
            if began.elapsed() >= ENDING {
                return holder(&session, key).await.map(Some);
            }
            sleep(Duration::from_millis(5)).await;
        }
    };
    match taken.await.map_err(|error: Error| pool.fault(error))? {
        None => Ok(session),
        Some(holder) => Err(StoreError::RunLocked { connection: connection.to_string(), holder }),
    }
}

/// Who holds it, as far as the server tells.
async fn holder(session: &Client, key: i64) -> Result<String, Error> {
    let text = "select coalesce(a.application_name, ''), coalesce(host(a.client_addr), 'this host'), \
                to_char(a.backend_start, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') \
                from pg_locks l join pg_stat_activity a using (pid) \
                where l.locktype = 'advisory' and l.granted and l.objsubid = 1 \
                and (l.classid::bigint << 32) | l.objid::bigint = $1 \
                and l.database = (select oid from pg_database where datname = current_database())";
    let found = session.query_opt(text, &[&key]).await?;
    found.map_or_else(
        || Ok("a session that the server does not name".to_owned()),
        |row| {
            let (name, host, since): (String, String, Option<String>) =
                (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            Ok(format!("{name}, on {host}, since {}", since.unwrap_or_default()))
        },
    )
}

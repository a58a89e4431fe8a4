//! The lock of a connection: an advisory lock on a session of its own. The server lets go of it when the session ends, however
//! that comes about.
//!
//! The session may end while the run that holds it does not notice: the server starts anew, an administrator ends it, a firewall
//! forgets it. So each write of the run says in its own transaction that it is under way (a second lock, shared) and then asks
//! whether the session still holds the lock. Who takes the lock waits until no such write is under way. Thus a run whose lock is
//! gone writes nothing any more that another run could meet, and takes the lock anew: where no other run was there in between it
//! goes on, else it ends.

use super::connect::Pool;
use super::place::Place;
use crate::StoreError;
use crate::books::RunRow;
use crate::sql;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tokio_postgres::{Client, Error, SimpleQueryMessage, Transaction};
use windlass_model::{ConnectionId, Row, RunId};
use xxhash_rust::xxh3::xxh3_64;

/// How long a session that ends may take until its lock is free: whoever held it may have ended this moment.
const ENDING: Duration = Duration::from_millis(60);

/// How long to wait for writes of whoever held the lock before: they are under way, or of a process that the server has not missed
/// yet.
const WRITES: &str = "30s";

/// Of the session that holds a lock: it may be silent for as long as the run takes.
const PATIENT: &str = "set idle_session_timeout = 0; set statement_timeout = 0";

/// The locks that a store holds.
#[derive(Default, Clone)]
pub(super) struct Locks(Arc<Mutex<HashMap<ConnectionId, Arc<Held>>>>);

impl Locks {
    /// Takes a connection's lock; it is free when what is returned is dropped.
    pub(super) async fn take(&self, pool: &Pool, place: &Place, connection: ConnectionId) -> Result<Guard, StoreError> {
        let keys = Keys::of(place, connection);
        let session = Session::begin(pool, keys, connection).await?;
        let held = Arc::new(Held { keys, connection, session: tokio::sync::Mutex::new(Some(session)) });
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(connection, Arc::clone(&held));
        Ok(Guard { locks: self.clone(), held })
    }

    /// What a write of the connection has to look at; `None` where this store holds no lock of it. Where the lock was lost it is
    /// taken anew, for a `run` only if no other was there meanwhile.
    pub(super) async fn fence(
        &self,
        pool: &Pool,
        connection: ConnectionId,
        run: Option<RunId>,
    ) -> Result<Option<Fence>, StoreError> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&connection).map(Arc::clone);
        let Some(held) = held else { return Ok(None) };
        let mut session = held.session.lock().await;
        let pid = match session.as_ref().filter(|session| !session.client.is_closed()) {
            Some(session) => session.pid,
            None => {
                tracing::warn!(%connection, "The session that held the lock of this run ended: taking the lock anew");
                *session = None;
                let anew = Session::begin(pool, held.keys, connection).await?;
                if let Some(run) = run {
                    anew.refuse_if_not_alone(pool, connection, run).await?;
                }
                session.insert(anew).pid
            }
        };
        drop(session);
        Ok(Some(Fence { held, pid }))
    }
}

/// A lock that is held.
struct Held {
    keys: Keys,
    connection: ConnectionId,
    /// `None` after it was found dead and before there is another.
    session: tokio::sync::Mutex<Option<Session>>,
}

/// Lets go of a lock when it is dropped.
pub(super) struct Guard {
    locks: Locks,
    held: Arc<Held>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        let mut locks = self.locks.0.lock().unwrap_or_else(PoisonError::into_inner);
        if locks.get(&self.held.connection).is_some_and(|held| Arc::ptr_eq(held, &self.held)) {
            locks.remove(&self.held.connection);
        }
    }
}

/// What a write looks at: whether the lock is still held by the session that took it.
pub(super) struct Fence {
    held: Arc<Held>,
    pid: i32,
}

impl Fence {
    /// Says that a write is under way, then asks for the lock; in this order, so that whoever takes it sees the one or we see the
    /// other. Whether it is still held.
    pub(super) async fn holds(&self, transaction: &Transaction<'_>) -> Result<bool, Error> {
        let Keys { run, writes } = self.held.keys;
        let text = format!(
            "select pg_advisory_xact_lock_shared({writes}); select count(*) from pg_locks where {} and pid = {}",
            advisory(run),
            self.pid
        );
        let said = transaction.simple_query(&text).await?;
        let rows =
            said.iter().filter_map(|message| if let SimpleQueryMessage::Row(row) = message { Some(row) } else { None });
        // The first row is the first statement's.
        let counted = rows.last().and_then(|row| row.get(0));
        Ok(counted.is_some_and(|count| count != "0"))
    }

    /// Gives up the session, so that the next write takes the lock anew.
    pub(super) async fn broken(&self) {
        let mut session = self.held.session.lock().await;
        if session.as_ref().is_some_and(|session| session.pid == self.pid) {
            *session = None;
        }
    }
}

/// Whether a write may go on: no lock is held here, or it is held still.
pub(super) async fn holds(fence: Option<&Fence>, transaction: &Transaction<'_>) -> Result<bool, Error> {
    match fence {
        Some(fence) => fence.holds(transaction).await,
        None => Ok(true),
    }
}

/// What a write did; `None`, that the lock was gone, becomes an error after which another attempt takes it anew.
pub(super) async fn kept<T>(
    fence: Option<&Fence>,
    pool: &Pool,
    written: Result<Option<T>, Error>,
) -> Result<T, StoreError> {
    if let Some(written) = written.map_err(|error| pool.fault(error))? {
        return Ok(written);
    }
    if let Some(fence) = fence {
        fence.broken().await;
    }
    Err(StoreError::Lost { place: pool.shown().to_owned(), source: "the lock of this run was lost".into() })
}

/// The numbers of the locks of a connection.
#[derive(Clone, Copy)]
struct Keys {
    /// Held by the run, alone.
    run: i64,
    /// Held by each write, shared.
    writes: i64,
}

impl Keys {
    fn of(place: &Place, connection: ConnectionId) -> Self {
        let key =
            |what: &str| xxh3_64(format!("windlass {what} {} {connection}", place.schema).as_bytes()).cast_signed();
        Self { run: key("run"), writes: key("writes") }
    }
}

/// A session that holds a lock.
struct Session {
    client: Client,
    pid: i32,
}

impl Session {
    async fn begin(pool: &Pool, keys: Keys, connection: ConnectionId) -> Result<Self, StoreError> {
        let client = pool.alone().await?;
        let taken = async {
            client.batch_execute(PATIENT).await?;
            let pid: i32 = client.query_one("select pg_backend_pid()", &[]).await?.try_get(0)?;
            let began = Instant::now();
            while !client.query_one("select pg_try_advisory_lock($1)", &[&keys.run]).await?.try_get::<_, bool>(0)? {
                if began.elapsed() >= ENDING {
                    return holder(&client, keys.run).await.map(Err);
                }
                sleep(Duration::from_millis(20)).await;
            }
            let Keys { writes, .. } = keys;
            let wait = format!(
                "set lock_timeout = '{WRITES}'; select pg_advisory_lock({writes}); select pg_advisory_unlock({writes})"
            );
            client.batch_execute(&wait).await?;
            Ok(Ok(pid))
        };
        match taken.await.map_err(|error: Error| pool.fault(error))? {
            Ok(pid) => Ok(Self { client, pid }),
            Err(holder) => Err(StoreError::RunLocked { connection: connection.to_string(), holder }),
        }
    }

    /// Whether, as far as the books tell, no other run of the connection was there since this one began.
    async fn refuse_if_not_alone(&self, pool: &Pool, connection: ConnectionId, run: RunId) -> Result<(), StoreError> {
        let runs = sql::quoted(RunRow::TABLE.name);
        let text =
            format!("select max(id collate \"C\") from {runs} where connection_id = $1 and id collate \"C\" >= $2");
        let last = self.client.query_one(&text, &[&connection.to_string(), &run.to_string()]).await;
        let last: Option<String> = last.and_then(|row| row.try_get(0)).map_err(|error| pool.fault(error))?;
        if last.as_deref() == Some(run.to_string().as_str()) {
            return Ok(());
        }
        let holder = match last {
            Some(other) => format!("run {other}, which began after the server had lost the lock of this one"),
            None => "the server had lost the lock of this run, and what it wrote of itself is gone".to_owned(),
        };
        Err(StoreError::RunLocked { connection: connection.to_string(), holder })
    }
}

/// Which of the server's locks it is.
fn advisory(key: i64) -> String {
    format!(
        "locktype = 'advisory' and granted and objsubid = 1 and (classid::bigint << 32) | objid::bigint = {key} \
         and database = (select oid from pg_database where datname = current_database())"
    )
}

/// Who holds it, as far as the server tells.
async fn holder(session: &Client, key: i64) -> Result<String, Error> {
    let text = format!(
        "select coalesce(a.application_name, ''), coalesce(host(a.client_addr), 'this host'), \
         to_char(a.backend_start, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') \
         from (select pid from pg_locks where {}) l join pg_stat_activity a using (pid)",
        advisory(key)
    );
    let found = session.query_opt(&text, &[]).await?;
    found.map_or_else(
        || Ok("a session that the server does not name".to_owned()),
        |row| {
            let (name, host, since): (String, String, Option<String>) =
                (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            Ok(format!("{name}, on {host}, since {}", since.unwrap_or_default()))
        },
    )
}

//! Others who read the database while it is written: never half a page.

use crate::support::{PATIENCE, User};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;
use windlass_model::TableKind;

/// How long a reader rests between two looks: it is to read all the while, not to take the processor from the sync.
const REST: Duration = Duration::from_millis(15);

/// A connection of another program and a process that reads, again and again.
pub(crate) struct Readers(Vec<Reader>);

struct Reader {
    stop: Sender<()>,
    thread: JoinHandle<Result<u64, String>>,
}

impl Readers {
    /// Starts both, on the user's database.
    pub(crate) fn start(user: &User) -> Self {
        let database = user.database();
        let sql = halves();
        let in_process = sql.clone();
        let program = move || {
            let connection = rusqlite::Connection::open(&database).map_err(|error| error.to_string())?;
            connection.busy_timeout(PATIENCE).map_err(|error| error.to_string())?;
            let read = connection.prepare(&in_process).and_then(|mut statement| {
                let rows = statement
                    .query_map([], |row| Ok(format!("{}: {}", row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
                rows.collect::<Result<Vec<String>, _>>()
            });
            read.map_err(|error| error.to_string())
        };
        let mut command = user.command(&["sql", "--format", "csv", &sql]);
        let process = move || {
            let done = command.output().map_err(|error| error.to_string())?;
            let text = String::from_utf8_lossy(&done.stdout);
            if !done.status.success() {
                return Err(format!("{}: {}", done.status, String::from_utf8_lossy(&done.stderr)));
            }
            // The first line names the columns.
            Ok(text.lines().skip(1).map(str::to_owned).collect())
        };
        Self(vec![Reader::start(program), Reader::start(process)])
    }

    /// Fails where one of them saw what it must not see.
    pub(crate) fn assert_content(&mut self, place: &str) {
        let ended = self.0.iter().position(|reader| reader.thread.is_finished());
        let saw = ended.map(|at| self.0.remove(at).thread.join().unwrap());
        assert_eq!(saw, None, "{place}: a reader ended");
    }

    /// Ends both: how often the connection read, and the process.
    pub(crate) fn end(self) -> (u64, u64) {
        let mut reads = self.0.into_iter().map(|reader| {
            // One that has ended by itself tells why.
            let _ = reader.stop.send(());
            reader.thread.join().unwrap().unwrap()
        });
        (reads.next().unwrap(), reads.next().unwrap())
    }
}

impl Reader {
    /// Looks until it is stopped or sees something.
    fn start(mut look: impl FnMut() -> Result<Vec<String>, String> + Send + 'static) -> Self {
        let (stop, stopped) = channel();
        let thread = std::thread::spawn(move || {
            let mut reads = 0;
            while stopped.recv_timeout(REST).is_err() {
                let seen = look()?;
                if !seen.is_empty() {
                    return Err(format!("after {reads} reads: {}", seen.join("; ")));
                }
                reads += 1;
            }
            Ok(reads)
        });
        Self { stop, thread }
    }
}

/// One statement, so one state of the database: what is there only by half, and how often.
fn halves() -> String {
    let mut checks = Vec::new();
    for stream in windlass_streams::STREAMS {
        let parent = stream.table.name;
        for list in stream.table.lists {
            let TableKind::Child { parent_column, .. } = list.table.kind else { continue };
            let child = list.table.name;
            checks.push(format!(
                "select 'rows of {child} without their row of {parent}', count(*) from {child} c \
                 where not exists (select 1 from {parent} p where p.id = c.{parent_column})"
            ));
        }
        // Rows are committed with the cursor that counts them.
        checks.push(format!(
            "select 'rows of {parent} that no cursor covers', \
             coalesce(sum(max(0, (select count(*) from {parent} r where r.seen_in = c.walk) - c.rows)), 0) \
             from windlass_cursors c where c.stream = '{}' and c.finished_at is null",
            stream.name
        ));
        checks.push(format!(
            "select 'pages of {parent} that are counted and not there', count(*) from windlass_cursors c \
             where c.stream = '{}' and c.finished_at is null and c.rows > 0 \
             and not exists (select 1 from {parent} r where r.seen_in >= c.walk)",
            stream.name
        ));
    }
    for child in ["snyk_projects", "snyk_issues"] {
        checks.push(format!(
            "select 'rows of {child} without their organization', count(*) from {child} c where organization_id is not null \
             and not exists (select 1 from snyk_organizations o where o.id = c.organization_id)"
        ));
    }
    let checks: Vec<String> = checks.into_iter().map(|check| format!("select * from ({check})")).collect();
    format!(
        "select what, many from (select '' as what, 0 as many union all {}) where many > 0",
        checks.join(" union all ")
    )
}

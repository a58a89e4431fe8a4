//! Others who read the database while it is written: never half a page.

use crate::support::{PATIENCE, User};
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;
use windlass_model::TableKind;
use windlass_store::Select;

/// How long a reader rests between two looks: it is to read all the while, not to take the processor from the sync.
const REST: Duration = Duration::from_millis(15);

/// A connection of another program and a process that reads, again and again.
pub(crate) struct Readers(Vec<Reader>);

struct Reader {
    stop: Sender<()>,
    thread: JoinHandle<Result<u64, String>>,
}

impl Readers {
    /// Starts both, on the user's database: a file, or the server that a URL names.
    pub(crate) fn start(user: &User, server: Option<&str>) -> Self {
        let sql = halves();
        let may_be_away = server.is_some();
        let program = server.map_or_else(|| of_file(user.database(), sql.clone()), |url| of_server(url, sql.clone()));
        let mut command = user.command(&["sql", "--format", "csv", &sql]);
        let process = move || {
            let done = command.output().map_err(|error| error.to_string())?;
            let (text, said) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
            // A server may be starting anew this moment.
            if may_be_away && ["cannot reach", "ended what was under way"].iter().any(|words| said.contains(words)) {
                return Ok(Vec::new());
            }
            if !done.status.success() {
                return Err(format!("{}: {said}", done.status));
            }
            // The first line names the columns.
            Ok(text.lines().skip(1).map(str::to_owned).collect())
        };
        Self(vec![Reader::start(program), Reader::start(Box::new(process))])
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

/// What a reader sees that it must not see.
type Look = Box<dyn FnMut() -> Result<Vec<String>, String> + Send>;

/// Another program with the file open.
fn of_file(database: PathBuf, sql: String) -> Look {
    Box::new(move || {
        let connection = rusqlite::Connection::open(&database).map_err(|error| error.to_string())?;
        connection.busy_timeout(PATIENCE).map_err(|error| error.to_string())?;
        let read = connection.prepare(&sql).and_then(|mut statement| {
            let rows = statement
                .query_map([], |row| Ok(format!("{}: {}", row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
            rows.collect::<Result<Vec<String>, _>>()
        });
        read.map_err(|error| error.to_string())
    })
}

/// Another program with a connection to the server, which waits where that is away.
fn of_server(url: &str, sql: String) -> Look {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = runtime.block_on(windlass_store::open(url)).unwrap();
    Box::new(move || {
        let found = runtime.block_on(store.select(Select::of(sql.as_str(), Vec::new())));
        let found = found.map_err(|error| format!("{error}: {}", error.why()))?;
        Ok(found.rows.iter().map(|row| format!("{row:?}")).collect())
    })
}

impl Reader {
    /// Looks until it is stopped or sees something.
    fn start(mut look: Look) -> Self {
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
             coalesce(sum(many), 0) from (select (select count(*) from {parent} r where r.seen_in = c.walk) - c.rows as many \
             from windlass_cursors c where c.stream = '{}' and c.finished_at is null) as q where many > 0",
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
    let checks: Vec<String> = checks.into_iter().map(|check| format!("select * from ({check}) as q")).collect();
    format!(
        "select what, many from (select '' as what, 0 as many union all {}) as q where many > 0",
        checks.join(" union all ")
    )
}

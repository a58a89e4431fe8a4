//! What the server does not let us do: told by its code and what to do about it, never with a password (P7).

use crate::cluster::Cluster;
use crate::ear::Ear;
use crate::world::{Kept, page, world_at};
use miette::Diagnostic;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use windlass_store::suite::tables::schema;
use windlass_store::suite::world::World;
use windlass_store::{Store, StoreError};

const PASSWORD: &str = "hunter2";

/// All that an error says. No error may tell a password.
fn said(error: &StoreError) -> String {
    let help = error.help().map(|help| help.to_string()).unwrap_or_default();
    let all = format!("{}: {error}; {}; {help} {error:?}", error.code(), error.why());
    assert!(!all.contains(PASSWORD), "{all}");
    all
}

#[track_caller]
fn assert_says<T>(outcome: Result<T, StoreError>, code: &str, words: &str) {
    let Err(error) = outcome else { panic!("it went well, where {code} was due") };
    let said = said(&error);
    assert!(error.code() == code && said.contains(words), "{code}, {words}: {said}");
}

async fn opened(url: &str) -> Result<Arc<dyn Store>, StoreError> {
    windlass_store::open(url).await
}

/// The same connection's world as another user sees it.
async fn seen_by(world: &World, url: &str) -> World {
    World { store: opened(url).await.unwrap(), connection: world.connection, run: world.run }
}

#[tokio::test]
async fn who_may_only_read_reads() {
    let mut cluster = Cluster::own(&[]);
    let owner = world_at(&cluster.url("read")).await;
    owner.store.commit(page(&owner, 1)).await.unwrap();
    cluster
        .execute(
            "create role reader login; grant usage on schema read to reader; grant select on all tables in schema read to reader; \
             create role bound login in role reader; alter role bound set default_transaction_read_only = on; create role stranger login",
        )
        .await;
    for user in ["reader", "bound"] {
        let world = seen_by(&owner, &cluster.url_as(user, "postgres", "read")).await;
        // Without a migration, as who only asks does, and with one that finds all in its place.
        Kept::of(&world).await.assert_whole();
        assert_eq!(world.store.migrate(&schema()).await.unwrap(), []);
        assert_says(world.store.commit(page(&world, 2)).await, "store_refused", "grant");
        Kept::of(&world).await.assert_whole();
    }
    let bound = opened(&cluster.url_as("bound", "postgres", "elsewhere")).await.unwrap();
    assert_says(bound.migrate(&schema()).await, "store_refused", "the primary");
    // Who may not even read is told so, and not that there is nothing.
    let stranger = seen_by(&owner, &cluster.url_as("stranger", "postgres", "read")).await;
    assert_says(stranger.rows("select * from read.t_crates").await, "query_failed", "permission denied");
    assert_says(stranger.store.migrate(&schema()).await, "store_refused", "grant");

    // A standby.
    cluster.stop();
    let signal = cluster.data().join("standby.signal");
    std::fs::write(&signal, "").unwrap();
    cluster.give(&signal);
    cluster.launch();
    let world = seen_by(&owner, &cluster.url("read")).await;
    assert_eq!(world.store.migrate(&schema()).await.unwrap(), []);
    Kept::of(&world).await.assert_whole();
    assert_says(world.store.commit(page(&world, 2)).await, "store_refused", "the primary");
    assert_eq!(Kept::of(&world).await.pages, 1);

    cluster.stop();
    std::fs::remove_file(&signal).unwrap();
    cluster.launch();
    owner.store.commit(page(&owner, 2)).await.unwrap();
    assert_eq!(Kept::of(&owner).await.pages, 2);
}

#[tokio::test]
async fn what_is_not_granted_is_refused_with_what_to_do() {
    let cluster = Cluster::own(&[]);
    cluster
        .execute("create role poor login; create schema shut; create schema seen; grant usage on schema seen to poor")
        .await;
    for schema_name in ["shut", "seen", "missing"] {
        let store = opened(&cluster.url_as("poor", "postgres", schema_name)).await.unwrap();
        assert_says(store.migrate(&schema()).await, "store_refused", "grant");
    }
    cluster.execute("grant create on schema seen to poor").await;
    let world = world_at(&cluster.url_as("poor", "postgres", "seen")).await;
    world.store.commit(page(&world, 1)).await.unwrap();

    assert_says(opened(&cluster.url_as("poor", "missing", "x")).await, "store_refused", "createdb");
    assert_says(opened(&cluster.url_as("nobody", "postgres", "x")).await, "store_refused", "pg_hba.conf");

    cluster.execute("comment on table seen.windlass_connections is 'windlass, format 99'").await;
    assert_says(world.store.migrate(&schema()).await, "store_newer", "`schema`");
    cluster.execute("comment on table seen.windlass_connections is 'windlass, format 1'").await;
    assert_says(world.store.migrate(&schema()).await, "store_older", "new file or schema");
}

#[tokio::test]
async fn the_time_that_the_server_allows_is_told() {
    let cluster = Cluster::own(&[]);
    cluster.execute("create role slow login; grant create on database postgres to slow").await;
    let world = world_at(&cluster.url_as("slow", "postgres", "slow")).await;
    world.store.commit(page(&world, 1)).await.unwrap();
    let other = cluster.admin().await;
    other.batch_execute("begin; lock table slow.windlass_cursors in access exclusive mode").await.unwrap();
    cluster.execute("alter role slow set statement_timeout = '300ms'").await;
    let limited = seen_by(&world, &cluster.url_as("slow", "postgres", "slow")).await;
    cluster.execute("alter role slow reset all").await;
    limited.store.migrate(&schema()).await.map(drop).unwrap_or_default();
    let outcome = limited.store.commit(page(&limited, 2)).await;
    drop(other);
    assert_says(outcome, "store_refused", "alter role");
    let kept = Kept::of(&world).await;
    kept.assert_whole();
    world.store.commit(page(&world, 2)).await.unwrap();
    assert_eq!(Kept::of(&world).await.pages, 2);
}

#[tokio::test]
async fn p7_who_is_not_let_in_is_told_without_the_password() {
    let (ear, _listening) = Ear::listening();
    let mut cluster = Cluster::own(&[]);
    cluster
        .execute(&format!("create role joe login password '{PASSWORD}'; grant create on database postgres to joe"))
        .await;
    cluster.execute("create role few login connection limit 1").await;
    let hba = "local all joe scram-sha-256\nlocal all all trust\n";
    std::fs::write(cluster.data().join("pg_hba.conf"), hba).unwrap();
    cluster.set(&[]);
    let folder = cluster.folder().display();
    let url = |who: &str| format!("postgres://{who}@/postgres?host={folder}&schema=joe");

    let world = world_at(&url(&format!("joe:{PASSWORD}"))).await;
    world.store.commit(page(&world, 1)).await.unwrap();
    assert!(!world.store.location().contains(PASSWORD));
    let wrong = format!("joe:{PASSWORD}-not");
    assert_says(opened(&url(&wrong)).await, "store_refused", "pg_hba.conf");
    assert_says(opened(&url("joe")).await, "store_refused", "PGPASSWORD");
    // As a parameter, which libpq takes, too.
    let asked = format!("postgres://joe@/postgres?host={folder}&password={PASSWORD}");
    let store = opened(&asked).await.unwrap();
    assert!(!store.location().contains(PASSWORD), "{}", store.location());
    assert_says(opened(&format!("{asked}&nonsense=1")).await, "store_bad_url", "nonsense");
    for mistaken in [
        "postgres:joe:hunter2@db/x",
        "host=db password=hunter2",
        "postgresql:host=db password=hunter2",
        "mysql:joe:hunter2@db",
    ] {
        said(&opened(mistaken).await.map(drop).unwrap_err());
    }

    // From the file of passwords, where it is for its owner's eyes only.
    let file = cluster.folder().join("pgpass");
    std::fs::write(&file, format!("*:*:*:joe:{PASSWORD}\n")).unwrap();
    let filed = format!("postgres://joe@/postgres?host={folder}&passfile={}", file.display());
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_says(opened(&filed).await, "store_refused", "PGPASSWORD");
    assert!(ear.heard().contains("chmod 600"), "{}", ear.heard());
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    opened(&filed).await.unwrap();

    let few = cluster.url_as("few", "postgres", "few");
    let first = opened(&few).await.unwrap();
    assert_says(opened(&few).await, "store_unreachable", "too many connections");
    drop(first);

    let nowhere = format!("postgres://joe:{PASSWORD}@/postgres?host={folder}/nowhere");
    assert_says(opened(&nowhere).await, "store_unreachable", "see that the server runs");
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let closed = format!("postgres://joe:{PASSWORD}@127.0.0.1:{free}/postgres");
    assert_says(opened(&closed).await, "store_unreachable", "see that the server runs");
    assert!(!ear.heard().contains(PASSWORD), "{}", ear.heard());
}

#[tokio::test]
async fn a_query_may_not_reach_beyond_the_tables() {
    let cluster = Cluster::own(&[]);
    let world = world_at(&cluster.url("reach")).await;
    let mut snapshot = world.store.snapshot(Vec::new()).await.unwrap();
    for text in [
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'x'",
        "select \"pg_read_file\" ('/etc/hostname')",
        "select pg_advisory_lock(1)",
        "select set_config('search_path', 'public', false)",
    ] {
        let query = || windlass_store::Select::of(text, Vec::new());
        assert_eq!(world.store.select(query()).await.unwrap_err().code(), "query_refused", "{text}");
        assert_eq!(snapshot.select(query()).await.unwrap_err().code(), "query_refused", "{text}");
    }
    let kept = windlass_store::Kept { view: "t_open_crates", index: &["id"] };
    let mut keeping = world.store.snapshot(vec![kept]).await.unwrap();
    let writes = "with gone as (delete from t_open_crates returning id) select id from gone";
    assert_eq!(
        keeping.select(windlass_store::Select::of(writes, Vec::new())).await.unwrap_err().code(),
        "query_refused"
    );
    // What is too much for the server is the query's fault, and no other's.
    cluster.execute("alter role windlass set temp_file_limit = '64kB'").await;
    let store = opened(&cluster.url("reach")).await.unwrap();
    let mut snapshot = store.snapshot(Vec::new()).await.unwrap();
    let sorted = "select count(*) from (select repeat(i::text, 100) as t from generate_series(1, 200000) i order by 1 offset 0) s";
    assert_eq!(
        snapshot.select(windlass_store::Select::of(sorted, Vec::new())).await.unwrap_err().code(),
        "query_failed"
    );
    assert!(snapshot.select(windlass_store::Select::of("select 1", Vec::new())).await.is_ok());
}

#[tokio::test]
async fn who_may_make_no_temporary_tables_has_a_snapshot_all_the_same() {
    let cluster = Cluster::own(&[]);
    let owner = world_at(&cluster.url("snapshot")).await;
    owner.commit(1, vec![owner.crate_of("a", "s", |_| {})]).await.unwrap();
    cluster
        .execute(
            "revoke temporary on database postgres from public; create role reader login; grant usage on schema snapshot to reader; \
             grant select on all tables in schema snapshot to reader; create role bound login in role reader; \
             alter role bound set default_transaction_read_only = on",
        )
        .await;
    for user in ["reader", "bound"] {
        let store = opened(&cluster.url_as(user, "postgres", "snapshot")).await.unwrap();
        let open = windlass_store::Kept { view: "t_open_crates", index: &["id"] };
        let mut snapshot = store.snapshot(vec![open]).await.unwrap();
        owner.commit(2, vec![owner.crate_of("b", "s", |_| {})]).await.unwrap();
        for _ in 0..2 {
            let query = windlass_store::Select::of("select id from t_open_crates", Vec::new());
            let found = snapshot.select(query).await.unwrap();
            assert_eq!(found.rows, [[windlass_model::Value::Text(owner.id("a"))]], "{user}");
            let failed = snapshot.select(windlass_store::Select::of("select nothing", Vec::new())).await;
            assert_says(failed, "query_failed", "nothing");
        }
        owner.commit(3, vec![owner.crate_of("b", "s", |row| row.state = None)]).await.unwrap();
    }
}

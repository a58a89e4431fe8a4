//! P1 of targets between full walks, shown by changing the file behind windlass's back.

use crate::support::World;
use windlass_sim::{Limits, Sim};
use windlass_streams::stream;

/// Makes a target whose last project is gone since, in the organization of another.
fn a_target_without_projects(beside: &str) -> String {
    let row = "id, source_id, connection_id, organization_id, organization_source_id, synced_at, seen_in, content_hash";
    let own = "'gone', 'gone', connection_id, organization_id, organization_source_id, synced_at, seen_in, 0";
    format!(
        "insert into snyk_targets ({row}) select {own} from snyk_targets where rowid = ({beside}); \
         insert into snyk_projects ({row}, target_id, removed_at) \
         select {own}, 'gone', '2999-01-01T00:00:00.000000Z' from snyk_targets where id = 'gone'"
    )
}

#[tokio::test]
async fn p1_targets_are_walked_where_projects_tell_of_them_and_else_once_a_day() {
    let builder = Sim::builder().seed(71).organization_sizes(&[(14, 120), (6, 60)]).personal_organizations(0);
    let sim = builder.growth_per_day(0.0).limits(Limits::none()).start().await.unwrap();
    let world = World::new(sim, "group_service_account").await;
    world.synced().await;
    let ours = || rusqlite::Connection::open(world.home.file()).unwrap();
    let organization = |row: &str| -> String {
        let sql = format!("select organization_source_id from snyk_targets where rowid = ({row})");
        ours().query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    let used = "select t.rowid from snyk_targets t join snyk_projects p on p.target_id = t.id limit 1";
    let told = organization(used);
    // What is changed here is what Snyk would have changed: its lists say otherwise from now on.
    for (change, walked) in [
        ("select 1".to_owned(), vec![]),
        (
            format!("update snyk_targets set display_name = 'before', content_hash = 0 where rowid = ({used})"),
            vec![&told],
        ),
        (format!("update snyk_targets set removed_at = synced_at where rowid = ({used})"), vec![&told]),
        (format!("delete from snyk_targets where rowid = ({used})"), vec![&told]),
        (a_target_without_projects(used), vec![&told]),
    ] {
        ours().execute_batch(&change).unwrap();
        let first = world.sim.requests().len();
        world.synced().await;
        let requests = world.sim.requests();
        let asked: Vec<&str> = requests[first..].iter().filter_map(|one| one.path.strip_suffix("/targets")).collect();
        let expected: Vec<String> = walked.iter().map(|id| format!("/orgs/{id}")).collect();
        assert_eq!(asked.len(), expected.len(), "{change}: {asked:?}");
        assert!(expected.iter().all(|path| asked.iter().any(|asked| asked.ends_with(path))), "{change}: {asked:?}");
        world.assert_stream_exact(stream("targets").unwrap()).await;
    }
}

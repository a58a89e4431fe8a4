//! What a run covers, what keeps it from beginning, and what it leaves in the books.

use crate::support::World;
use windlass_sim::{Fault, Limits, Sim};
use windlass_streams::STREAMS;
use windlass_sync::verify::verify;
use windlass_sync::{Cancel, Status, SyncError};

async fn world(token: &str) -> World {
    let sizes = [(4, 120), (3, 90), (2, 8), (2, 5)];
    let builder = Sim::builder().seed(81).groups(2).organization_sizes(&sizes).personal_organizations(1);
    World::new(builder.growth_per_day(0.05).limits(Limits::none()).start().await.unwrap(), token).await
}

fn texts(cells: &[&str]) -> Vec<Option<String>> {
    cells.iter().map(|text| Some((*text).to_owned())).collect()
}

#[tokio::test]
async fn p1_issues_are_walked_by_group_where_the_token_may_and_by_organization_where_not() {
    for (token, group, organization) in
        [("group_service_account", 2, 0), ("without_group_issues_read", 1, 3), ("organization_service_account", 0, 2)]
    {
        let world = world(token).await;
        world.synced().await;
        world.assert_exact().await;
        let by_endpoint = world.sim.stats().by_endpoint;
        let asked = |endpoint: &str| by_endpoint.get(endpoint).copied().unwrap_or_default();
        assert_eq!(asked("GET /groups/{group_id}/issues"), group, "{token}: {by_endpoint:?}");
        assert_eq!(asked("GET /orgs/{org_id}/issues"), organization, "{token}: {by_endpoint:?}");
        let refused = world.number("select count(*) from windlass_run_scans where status <> 'succeeded'").await;
        assert_eq!(refused, 0, "{token}: a group that may not be read as a whole is no failure");
    }
}

#[tokio::test]
async fn p1_a_connection_narrowed_to_organizations_or_groups_holds_those_alone() {
    for token in ["personal", "without_group_issues_read"] {
        let mut world = world(token).await;
        let organizations = world.sim.truth(&world.token).organization_ids();
        world.connection.organizations = Some(vec![organizations[1].clone()]);
        world.synced().await;
        world.assert_exact().await;
        assert_eq!(world.number("select count(*) from snyk_organizations").await, 1);
        assert_eq!(world.number("select count(distinct organization_id) from snyk_issues").await, 1);
    }
    let mut world = world("personal").await;
    let group = world.sim.truth(&world.token).groups()[1]["id"].as_str().unwrap().to_owned();
    world.connection.groups = Some(vec![group]);
    world.synced().await;
    world.assert_exact().await;
    assert_eq!(world.number("select count(*) from snyk_groups").await, 1);
    assert_eq!(world.number("select count(*) from snyk_organizations").await, 2);
}

#[tokio::test]
async fn p5_a_token_that_sees_no_organization_any_more_removes_nothing() {
    let mut gone = world("organization_service_account").await;
    gone.synced().await;
    let before = gone.dump(&["synced_at", "seen_in"]).await;
    gone.sim.fault(Fault::organization_gone().on_path("/orgs/"));
    gone.sync().await;
    gone.connection.groups = None;
    let report = gone.sync().await;
    assert_eq!(report.status, Status::Failed);
    assert_eq!(report.errors.iter().map(|error| error.code.as_str()).collect::<Vec<_>>(), ["no_organizations"]);
    crate::support::assert_same(&gone.dump(&["synced_at", "seen_in"]).await, &before, "no organization");

    let mut narrowed = world("group_service_account").await;
    let organizations = narrowed.sim.truth(&narrowed.token).organization_ids();
    narrowed.connection.organizations = Some(vec![organizations[0].clone()]);
    narrowed.synced().await;
    let before = narrowed.dump(&["synced_at", "seen_in"]).await;
    narrowed.sim.fault(Fault::organization_gone().on_path(&organizations[0]));
    narrowed.sync().await;
    let report = narrowed.sync().await;
    assert_eq!(report.errors.iter().map(|error| error.code.as_str()).collect::<Vec<_>>(), ["no_organizations"]);
    crate::support::assert_same(&narrowed.dump(&["synced_at", "seen_in"]).await, &before, "none that is wanted");
}

#[tokio::test]
async fn two_runs_of_a_connection_do_not_overlap() {
    let world = world("group_service_account").await;
    let (first, second) = (world.client(), world.client());
    let (first, second) = tokio::join!(world.plan(&first).run(), world.plan(&second).run());
    // Either of them may have been first.
    let (ran, refused) = if first.is_ok() { (first, second) } else { (second, first) };
    assert_eq!(ran.unwrap().status, Status::Succeeded);
    let error = refused.unwrap_err();
    assert!(matches!(error, SyncError::Store(_)), "{error:?}");
    assert_eq!(error.code(), "run_locked");
    assert_eq!(world.number("select count(*) from windlass_runs").await, 1);
    world.assert_exact().await;
    world.synced().await;
}

#[tokio::test]
async fn a_run_of_some_streams_leaves_the_others_as_they_were() {
    let mut world = world("group_service_account").await;
    world.options.streams = Some(vec!["projects"]);
    let report = world.synced().await;
    assert_eq!(report.streams.keys().copied().collect::<Vec<_>>(), ["organizations", "projects"]);
    for stream in STREAMS {
        if ["organizations", "projects"].contains(&stream.name) {
            world.assert_stream_exact(stream).await;
        } else {
            assert!(world.rebuilt(stream).await.is_empty(), "{}", stream.name);
        }
    }
    world.options.streams = Some(vec!["issues"]);
    world.synced().await;
    world.assert_stream_exact(windlass_streams::stream("issues").unwrap()).await;
    world.options.streams = None;
    world.synced().await;
    world.assert_exact().await;
}

#[tokio::test]
async fn the_books_say_what_a_run_did() {
    let world = world("group_service_account").await;
    let report = world.synced().await;
    let sql = "select id, connection_id, mode, status, requests, throttled, retries, rows, changed, removed, error_code, \
               version, finished_at = (select as_of from windlass_clock) from windlass_runs";
    let rows: u64 = report.streams.values().map(|stream| stream.rows).sum();
    let own = world.connection.id.to_string();
    let requests = world.sim.stats().requests.to_string();
    let (rows, run) = (rows.to_string(), report.run.clone());
    let mut expected =
        texts(&[&run, &own, "full", "succeeded", &requests, "0", "0", &rows, &rows, "0", "", "0.0.0", "1"]);
    expected[10] = None;
    assert_eq!(world.rows(sql).await, [expected]);
    for stream in STREAMS {
        let sql =
            format!("select sum(rows), sum(pages), count(*) from windlass_run_scans where stream = '{}'", stream.name);
        let of = report.streams[stream.name];
        let listed = world.truth(stream.name).len() as u64;
        assert_eq!(of.rows, listed, "{}", stream.name);
        assert_eq!(
            world.rows(&sql).await[0],
            texts(&[&of.rows, &of.pages, &of.scans].map(u64::to_string).each_ref().map(String::as_str))
        );
        assert_eq!(of.scans, if ["groups", "organizations", "issues"].contains(&stream.name) { 1 } else { 2 });
    }
    let open = "select count(*) from windlass_cursors where finished_at is null or full_finished_at is null or next is not null \
                or full_due or watermark is null";
    assert_eq!(world.number(open).await, 0);
    let cursors = world.number("select count(*) from windlass_cursors").await;
    assert_eq!(cursors, world.number("select count(*) from windlass_run_scans").await);
    let walks = "select count(distinct walk) from windlass_cursors";
    assert_eq!(world.number(walks).await, cursors, "every walk has a number of its own");
}

#[tokio::test]
async fn a_run_that_was_cut_off_is_called_interrupted_by_the_next() {
    let world = world("group_service_account").await;
    let client = world.client();
    let mut waited = 0;
    tokio::select! {
        biased;
        _ = world.plan(&client).run() => panic!("it hangs"),
        () = async {
            world.sim.fault(Fault::hang().on_path("/targets"));
            while world.sim.stats().faults_fired == 0 {
                waited += 1;
                tokio::task::yield_now().await;
            }
        } => {}
    }
    assert!(waited > 0);
    assert_eq!(
        world.rows("select status, finished_at from windlass_runs").await,
        [vec![Some("running".to_owned()), None]]
    );
    world.synced().await;
    let runs = world.rows("select status from windlass_runs order by id").await.concat();
    assert_eq!(runs, texts(&["interrupted", "succeeded"]));
    world.assert_exact().await;
}

#[tokio::test]
async fn a_run_that_is_cancelled_before_it_began_asks_nothing_and_says_so() {
    let mut world = world("group_service_account").await;
    world.cancel.cancel();
    let report = world.sync().await;
    assert_eq!(report.status, Status::Cancelled, "{:?}", report.errors);
    assert_eq!(world.sim.stats().requests, 0);
    world.cancel = Cancel::default();
    world.synced().await;
    world.assert_exact().await;
}

#[tokio::test]
async fn verify_holds_after_a_sync_and_says_what_differs_when_the_world_has_moved() {
    let world = world("personal").await;
    world.synced().await;
    let found = verify(&world.connection, &world.client(), &*world.store).await.unwrap();
    assert!(found.holds(), "{:?}", found.differences);
    assert_eq!(found.inaccessible.len(), 1);
    assert_eq!(found.counts["organizations"].snyk, 5);
    for stream in ["organizations", "projects", "targets"] {
        assert_eq!(found.counts[stream].snyk, found.counts[stream].ours, "{stream}");
        assert_eq!(found.counts[stream].snyk, world.truth(stream).len() as u64, "{stream}");
    }
    assert!(found.counts["open issues"].snyk > 100);
    let rows = world.dump(&[]).await;
    world.set_day(20.0);
    let found = verify(&world.connection, &world.client(), &*world.store).await.unwrap();
    assert!(!found.holds());
    assert!(found.differences.iter().any(|one| one.stream == "issues" && one.snyk != one.ours));
    crate::support::assert_same(&world.dump(&[]).await, &rows, "verify writes nothing");
    world.synced().await;
    let found = verify(&world.connection, &world.client(), &*world.store).await.unwrap();
    assert!(found.holds(), "{:?}", found.differences);
}

//! Between full walks, what an incremental walk cannot see is found by Snyk's own counts and read again.

use crate::support::World;
use std::collections::{BTreeMap, BTreeSet};
use windlass_sim::{Fault, Limits, Sim};
use windlass_store::Schema;
use windlass_streams::stream;
use windlass_sync::schema;

async fn world(growth: f64) -> World {
    world_of(growth, &[(14, 120), (6, 60)]).await
}

async fn world_of(growth: f64, sizes: &[(u64, u64)]) -> World {
    let builder = Sim::builder().seed(71).organization_sizes(sizes).personal_organizations(0);
    let sim = builder.growth_per_day(growth).limits(Limits::none()).start().await.unwrap();
    let mut world = World::new(sim, "group_service_account").await;
    // One scan at a time, so that a fault in one list is seen by those that are read after it.
    world.options.concurrency = 1;
    world
}

impl World {
    /// Projects that were read on their own in the last run, by Snyk's id.
    async fn reread(&self) -> BTreeSet<String> {
        let sql = "select scope_id from windlass_run_scans where scope_kind = 'project' \
                   and run_id = (select max(id) from windlass_runs)";
        self.rows(sql).await.concat().into_iter().flatten().collect()
    }

    /// Issues that are open, by Snyk's id.
    fn is_acted_upon(issue: &serde_json::Value) -> bool {
        issue["attributes"]["status"] == "open" && issue["attributes"]["ignored"] == false
    }

    /// Migrates to views by which every project has one critical issue more in Snyk than it lists.
    async fn distort_counts(&self) {
        let mut distorted: Schema = schema();
        for view in &mut distorted.views {
            if view.name == "project_count_drift" {
                for text in [&mut view.sqlite, &mut view.postgres] {
                    *text = text.replace("p.critical_count ", "p.critical_count + 1 ").leak();
                }
            }
        }
        self.store.migrate(&distorted).await.unwrap();
    }
}

#[tokio::test]
async fn p1_an_issue_that_vanishes_is_removed_by_reading_its_project_again() {
    let world = world(0.0).await;
    world.synced().await;
    let before = world.truth("issues");
    world.sim.fault(Fault::rows_removed(9).on_path("/projects"));
    let first = world.sim.requests().len();
    let report = world.synced().await;
    assert_eq!(report.mode, "incremental");
    let now = world.truth("issues");
    let vanished: Vec<_> =
        before.iter().filter(|(id, issue)| !now.contains_key(*id) && World::is_acted_upon(issue)).collect();
    assert!(vanished.len() > 3);
    let in_project = |issue: &serde_json::Value| {
        let item = &issue["relationships"]["scan_item"]["data"];
        (item["type"] == "project").then(|| item["id"].as_str().unwrap().to_owned())
    };
    // Levels of `info` are not in Snyk's counts.
    let counted = |issue: &serde_json::Value| issue["attributes"]["effective_severity_level"] != "info";
    let projects: BTreeSet<_> =
        vanished.iter().filter(|(_, issue)| counted(issue)).filter_map(|(_, issue)| in_project(issue)).collect();
    assert_eq!(world.reread().await, projects);
    let own: Vec<_> =
        world.sim.requests()[first..].iter().filter(|one| one.query.contains("scan_item.id")).cloned().collect();
    assert_eq!(own.len(), projects.len(), "one request for each project");
    for (id, issue) in vanished {
        let Some(project) = in_project(issue) else { continue };
        let sql = format!("select count(*) from snyk_issues where source_id = '{id}' and removed_at is not null");
        assert_eq!(world.number(&sql).await, i64::from(projects.contains(&project)), "{id}");
    }
    assert_eq!(report.streams["issues"].removed as i64, world.number("select count(*) from snyk_issue_events").await);
    world.synced().await;
    assert_eq!(world.reread().await, BTreeSet::new(), "nothing differs any more");
}

#[tokio::test]
async fn p4_a_difference_that_lasts_is_not_read_again_and_again() {
    let world = world(0.1).await;
    world.synced().await;
    world.distort_counts().await;
    let projects: BTreeSet<String> = world.truth("projects").into_keys().collect();
    let report = world.synced().await;
    assert_eq!(world.reread().await, projects);
    assert_eq!(report.warnings.len(), 1);
    assert!(
        report.warnings[0].starts_with(&format!("{} projects still differ", projects.len())),
        "{:?}",
        report.warnings
    );
    for _ in 0..2 {
        let again = world.synced().await;
        assert_eq!(world.reread().await, BTreeSet::new());
        assert_eq!(again.warnings, report.warnings);
    }
    let counts = |projects: BTreeMap<String, serde_json::Value>| -> BTreeMap<String, Vec<serde_json::Value>> {
        let of = |project: &serde_json::Value| {
            let counts = &project["meta"]["latest_issue_counts"];
            ["critical", "high", "medium", "low"].map(|level| counts[level].clone()).to_vec()
        };
        projects.iter().map(|(id, project)| (id.clone(), of(project))).collect()
    };
    let before = counts(world.truth("projects"));
    world.set_day(0.4);
    let now = counts(world.truth("projects"));
    let changed: BTreeSet<String> =
        now.iter().filter(|(id, counts)| before.get(*id) != Some(counts)).map(|(id, _)| id.clone()).collect();
    assert!(!changed.is_empty() && changed.len() < now.len());
    world.synced().await;
    assert_eq!(world.reread().await, changed, "only those whose counts changed");
}

#[tokio::test]
async fn p1_a_full_walk_after_many_projects_were_read_on_their_own_removes_what_vanished() {
    let mut world = world(0.0).await;
    world.synced().await;
    world.distort_counts().await;
    world.synced().await;
    assert_eq!(world.reread().await.len(), 20, "each had a walk, so a number, of its own");
    world.sim.fault(Fault::rows_removed(40).on_path("/projects"));
    world.synced_in_full().await;
    world.assert_exact().await;
}

#[tokio::test]
async fn p1_a_project_that_comes_back_brings_its_issues() {
    let world = world_of(0.02, &[(90, 250), (6, 60)]).await;
    world.set_day(10.0);
    world.synced().await;
    let before = world.truth("projects");
    world.set_day(40.0);
    world.synced().await;
    world.assert_exact().await;
    let gone: BTreeSet<_> = before.into_keys().filter(|id| !world.truth("projects").contains_key(id)).collect();
    assert!(!gone.is_empty());
    // Snyk lists what it listed a month ago; our clock goes on.
    world.set_day(40.3);
    world.sim.set_day(10.0);
    let report = world.synced().await;
    assert_eq!(report.mode, "incremental");
    assert!(world.reread().await.is_superset(&gone));
    world.assert_stream_exact(stream("projects").unwrap()).await;
    let of_gone = |issues: BTreeMap<String, serde_json::Value>| -> BTreeMap<String, serde_json::Value> {
        let item =
            |issue: &serde_json::Value| issue["relationships"]["scan_item"]["data"]["id"].as_str().unwrap().to_owned();
        issues.into_iter().filter(|(_, issue)| gone.contains(&item(issue))).collect()
    };
    let ours = of_gone(world.rebuilt(stream("issues").unwrap()).await);
    assert!(!ours.is_empty());
    assert_eq!(ours, of_gone(world.truth("issues")));
    let again = "select count(*) from snyk_issue_events where reason = 'listed_again'";
    assert!(world.number(again).await >= i64::try_from(ours.len()).unwrap());
    world.synced().await;
    assert!(world.reread().await.is_disjoint(&gone), "they are read once");
}

#[tokio::test]
async fn p1_counts_of_an_earlier_run_do_not_accuse_the_issues_of_this_one() {
    let mut world = world(0.1).await;
    world.synced().await;
    world.set_day(0.5);
    world.options.streams = Some(vec!["issues"]);
    let report = world.synced().await;
    assert!(
        world.number("select count(*) from project_count_drift where differs").await > 0,
        "the projects are of day 0"
    );
    assert_eq!((world.reread().await, report.warnings), (BTreeSet::new(), Vec::new()));
    world.options.streams = None;
    let report = world.synced().await;
    assert_eq!((world.reread().await, report.warnings), (BTreeSet::new(), Vec::new()));
    assert_eq!(world.number("select count(*) from project_count_drift where differs").await, 0);
}

#[tokio::test]
async fn p1_targets_that_come_and_go_with_their_projects_are_exact_without_a_full_walk() {
    let mut world = world_of(0.02, &[(90, 250), (6, 60)]).await;
    world.options.full_every = std::time::Duration::from_secs(1_000 * 86_400);
    world.synced().await;
    let before = world.truth("targets").len();
    let first = world.sim.requests().len();
    world.set_day(40.0);
    assert_eq!(world.synced().await.mode, "incremental");
    assert!(world.truth("targets").len() > before, "no target came");
    let asked = world.sim.requests()[first..].iter().filter(|one| one.path.ends_with("/targets")).count();
    assert_eq!(asked, 2);
    world.assert_stream_exact(stream("targets").unwrap()).await;
}

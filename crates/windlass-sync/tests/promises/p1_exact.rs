//! P1: after a run that succeeded, the live rows are what the API listed. P4: a run in which nothing changed upstream
//! changes no row but `synced_at`, and writes no event.

use crate::support::{World, assert_same};
use std::collections::{BTreeMap, BTreeSet};
use windlass_sim::{Limits, Sim};
use windlass_sync::Status;

/// The columns that a run may change in a row that is as it was.
const TOUCHED: &[&str] = &["synced_at", "seen_in"];

/// What Snyk lists as issues, by id.
type Issues = BTreeMap<String, serde_json::Value>;

/// An event without its moments: issue, field, old, new, reason.
type Event = (String, String, Option<String>, Option<String>, Option<String>);

#[tokio::test]
async fn p1_the_first_sync_holds_what_the_api_lists() {
    let sim = Sim::builder().seed(7).organizations(4).projects(30).issues(900).start().await.unwrap();
    let world = World::new(sim, "group_service_account").await;
    let report = world.sync().await;
    assert_eq!(report.status, Status::Succeeded, "{:?}", report.errors);
    assert_eq!(report.mode, "full");
    world.assert_exact().await;
}

#[tokio::test]
async fn p1_p4_every_day_of_a_month_is_exact_and_a_second_run_changes_nothing() {
    let mut world = story(11).await;
    let mut before = Issues::new();
    let mut seen = (0, BTreeSet::new());
    for day in 0..=30 {
        world.set_day(f64::from(day));
        let report = world.synced().await;
        assert_eq!(report.mode, "full", "day {day}");
        world.assert_exact().await;
        let now = world.truth("issues");
        let events = world.events_of(&report.run).await;
        let expected = world.expected_events(&before, &now);
        let surplus: Vec<_> = events.difference(&expected).collect();
        let missing: Vec<_> = expected.difference(&events).collect();
        assert!(surplus.is_empty() && missing.is_empty(), "day {day}: surplus {surplus:#?}, missing {missing:#?}");
        seen.0 += events.len();
        seen.1.extend(events.into_iter().map(|event| (event.1, event.4)));
        before = now;

        let (rows, known) = (world.dump(TOUCHED).await, world.event_count().await);
        let again = if day % 2 == 0 { world.synced().await } else { world.synced_in_full().await };
        assert_eq!(again.mode, if day % 2 == 0 { "incremental" } else { "full" });
        assert_eq!(again.streams.values().map(|stream| stream.changed + stream.removed).sum::<u64>(), 0, "day {day}");
        assert_same(&world.dump(TOUCHED).await, &rows, &format!("day {day}: the second run changed something"));
        assert_eq!(world.event_count().await, known, "day {day}");
    }
    assert_eq!(world.event_count().await, i64::try_from(seen.0).unwrap());
    let kinds: Vec<_> = seen.1.iter().map(|(field, reason)| (field.as_str(), reason.as_deref())).collect();
    assert_eq!(
        kinds,
        [
            ("effective_severity_level", None),
            ("ignored", None),
            ("removed_at", Some("parent_removed")),
            ("removed_at", Some("resolved_and_no_longer_listed")),
            ("status", None),
        ],
        "the month has every kind of change"
    );
}

#[tokio::test]
async fn p1_between_full_walks_everything_open_is_exact_and_the_next_full_walk_makes_the_rest_so() {
    let mut world = story(12).await;
    world.synced().await;
    for day in 0..8 {
        for part in [0.3, 0.5] {
            world.set_day(f64::from(day) + part);
            let report = world.synced().await;
            assert_eq!(report.mode, "incremental");
            for name in ["groups", "organizations", "targets", "projects"] {
                world.assert_stream_exact(windlass_streams::stream(name).unwrap()).await;
            }
            let ours = acted_upon(world.rebuilt(windlass_streams::stream("issues").unwrap()).await);
            let truth = acted_upon(world.truth("issues"));
            let ids = |issues: &Issues| issues.keys().cloned().collect::<BTreeSet<_>>();
            let differing: Vec<_> = ids(&ours).symmetric_difference(&ids(&truth)).cloned().collect();
            assert_eq!(differing, [""; 0], "day {}", world.sim.day());
            assert_eq!(ours, truth, "day {}", world.sim.day());
        }
        world.set_day(f64::from(day + 1));
        let report = if day % 2 == 0 { world.synced_in_full().await } else { world.synced().await };
        if report.mode == "full" {
            world.assert_exact().await;
        }
    }
    world.synced_in_full().await;
    world.assert_exact().await;
}

/// An estate in which organizations, projects and issues come and go.
async fn story(seed: u64) -> World {
    let sim = Sim::builder()
        .seed(seed)
        .groups(2)
        .organizations(6)
        .projects(30)
        .issues(240)
        .growth_per_day(0.02)
        .resolved_kept_days(6.0)
        .limits(Limits::none())
        .start()
        .await
        .unwrap();
    World::new(sim, "personal").await
}

/// The issues that somebody has to act on.
fn acted_upon(issues: Issues) -> Issues {
    let open =
        |issue: &serde_json::Value| issue["attributes"]["status"] == "open" && issue["attributes"]["ignored"] == false;
    issues.into_iter().filter(|(_, issue)| open(issue)).collect()
}

impl World {
    async fn event_count(&self) -> i64 {
        self.number("select count(*) from snyk_issue_events").await
    }

    /// What a run recorded.
    async fn events_of(&self, run: &str) -> BTreeSet<Event> {
        let sql = format!(
            "select i.source_id, e.field, case when e.field <> 'removed_at' then e.old_value when e.old_value is not null then '1' else '0' end, \
             case when e.field <> 'removed_at' then e.new_value when e.new_value is not null then '1' else '0' end, e.reason \
             from snyk_issue_events e join snyk_issues i on i.id = e.issue_id where e.run_id = '{run}'"
        );
        let rows = self.rows(&sql).await;
        let count = rows.len();
        let events: BTreeSet<Event> = rows
            .into_iter()
            .map(|mut row| {
                let reason = row.pop().unwrap();
                let (new, old) = (row.pop().unwrap(), row.pop().unwrap());
                (row[0].take().unwrap(), row[1].take().unwrap(), old, new, reason)
            })
            .collect();
        assert_eq!(events.len(), count, "no event is written twice");
        events
    }

    /// The differences between what Snyk listed then and lists now.
    fn expected_events(&self, before: &Issues, now: &Issues) -> BTreeSet<Event> {
        let projects = self.truth("projects");
        let organizations = self.truth("organizations");
        let id =
            |issue: &serde_json::Value, of: &str| issue["relationships"][of]["data"]["id"].as_str().unwrap().to_owned();
        let mut events = BTreeSet::new();
        for (source_id, old) in before {
            let mut event = |field: &str, from: String, to: String, reason: Option<&str>| {
                let reason = reason.map(ToOwned::to_owned);
                events.insert((source_id.clone(), field.to_owned(), Some(from), Some(to), reason));
            };
            let Some(new) = now.get(source_id) else {
                let in_project = old["relationships"]["scan_item"]["data"]["type"] == "project";
                let orphaned = !organizations.contains_key(&id(old, "organization"))
                    || in_project && !projects.contains_key(&id(old, "scan_item"));
                let resolved = old["attributes"]["status"] == "resolved";
                let reason = match (orphaned, resolved) {
                    (true, _) => "parent_removed",
                    (false, true) => "resolved_and_no_longer_listed",
                    (false, false) => "not_listed",
                };
                event("removed_at", "0".to_owned(), "1".to_owned(), Some(reason));
                continue;
            };
            for field in ["status", "ignored", "effective_severity_level"] {
                let text = |issue: &serde_json::Value| {
                    let value = &issue["attributes"][field];
                    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
                };
                if text(old) != text(new) {
                    event(field, text(old), text(new), None);
                }
            }
        }
        events
    }
}

//! Facts about projects and days.

use crate::world::{World, day};

#[tokio::test]
async fn the_days_allowed_are_those_of_the_policy() {
    for world in World::on_both().await {
        world.project("plain", &[], &[], None).await;
        world.project("vital", &["critical"], &[], None).await;
        world.project("torn", &["low", "critical", "high"], &[], None).await;
        world.ran(0).await;
        let days = "select coalesce(p.source_id, 'none'), critical_days, high_days, medium_days, low_days, info_days \
                    from project_sla s left join snyk_projects p on p.id = s.project_id order by 1";
        let default = "15 30 90 180 -";
        let all = ["none", "plain", "torn", "vital"].map(|name| format!("{name} {default}"));
        assert_eq!(world.ask(days).await, all, "without a policy");
        world
            .policy("sla: {default: {high: 20, info: 400}, business_criticality: {critical: {critical: 7}, high: {critical: 5, low: 60}}}")
            .await;
        let all = ["none 15 20 90 180 400", "plain 15 20 90 180 400", "torn 5 20 90 60 400", "vital 7 20 90 180 400"];
        assert_eq!(world.ask(days).await, all);
        world
            .issues(
                0,
                &[
                    ("a", "vital", "critical", -7, None),
                    ("b", "vital", "critical", -8, None),
                    ("c", "", "info", -401, None),
                ],
            )
            .await;
        let open = "select source_id, age_days, sla_days, breached from open_issues order by 1";
        assert_eq!(world.ask(open).await, ["a 7 7 0", "b 8 7 1", "c 401 400 1"]);
        // As many as a policy may allow.
        world.policy("sla: {default: {critical: 36500, info: 36500}}").await;
        assert_eq!(world.ask(open).await, ["a 7 36500 0", "b 8 36500 0", "c 401 36500 0"]);
    }
}

#[tokio::test]
async fn a_project_is_known_by_what_is_open_what_came_and_went_and_how_long_that_took() {
    for world in World::on_both().await {
        world.project("busy", &[], &[], Some(-3)).await;
        world.project("idle", &[], &[], None).await;
        world
            .issues(
                0,
                &[
                    ("f1", "busy", "critical", -100, None),
                    ("n1", "busy", "critical", -10, None),
                    ("n2", "busy", "high", -31, None),
                    ("n3", "busy", "info", -5, None),
                    // An odd number: the median is the middle one.
                    ("r1", "busy", "high", -50, Some(-40)),
                    ("r2", "busy", "high", -50, Some(-48)),
                    ("r3", "busy", "high", -80, Some(-20)),
                    // An even number: the mean of the middle two.
                    ("r4", "busy", "low", -90, Some(-89)),
                    ("r5", "busy", "low", -90, Some(-86)),
                    ("r6", "busy", "low", -90, Some(-80)),
                    ("r7", "busy", "low", -91, Some(0)),
                    // Too long ago.
                    ("r8", "busy", "critical", -200, Some(-91)),
                ],
            )
            .await;
        let ignored = world.issue(0, ("i1", "busy", "critical", -400, None));
        // A day and 432 seconds: 1.005 days, which no binary fraction is.
        let mut odd = world.issue(0, ("r9", "busy", "medium", -9, Some(-8)));
        odd.resolved_at = odd.resolved_at.and_then(|at| at.checked_add(std::time::Duration::from_secs(432)).ok());
        world.rows(0, vec![windlass_streams::IssueRow { ignored: Some(true), ..ignored }, odd]).await;
        let counts = "select source_id, open_critical, open_high, open_medium, open_low, open_total, fixable, breached, \
                      breached_critical, breached_high, oldest_open_days, ignored, resolved, opened_30, opened_90, resolved_30, \
                      resolved_90 from project_facts order by 1";
        let times = "select mttr_days_critical, mttr_days_high, mttr_days_medium, mttr_days_low, mttr_median_days_critical, \
                     mttr_median_days_high, mttr_median_days_medium, mttr_median_days_low from project_facts order by source_id";
        // No run yet: nothing has an age.
        assert_eq!(
            world.ask(counts).await,
            ["busy 2 1 0 0 4 1 0 0 0 - 1 9 0 0 0 0", "idle 0 0 0 0 0 0 0 0 0 - 0 0 0 0 0 0"]
        );
        assert_eq!(world.ask("select * from severity_daily").await, [] as [&str; 0]);
        world.ran(0).await;
        assert_eq!(
            world.ask(counts).await,
            ["busy 2 1 0 0 4 1 2 1 1 100 1 9 3 10 3 8", "idle 0 0 0 0 0 0 0 0 0 - 0 0 0 0 0 0"]
        );
        assert_eq!(world.ask(times).await, ["- 24 1.01 26.5 - 10 1.01 7", "- - - - - - - -"]);
        assert_eq!(world.ask("select count(*) from resolved_issues").await, ["8"]);
    }
}

#[tokio::test]
async fn days_before_the_first_sync_are_told_by_dates_and_later_ones_by_events() {
    for world in World::on_both().await {
        world.project("p", &[], &[], None).await;
        world
            .issues(
                0,
                &[
                    ("old", "p", "high", -1_000, None),
                    ("came", "p", "high", -3, None),
                    ("went", "p", "high", -5, Some(-2)),
                    ("rises", "p", "low", -4, None),
                    ("shy", "p", "medium", -4, None),
                    ("cloud", "", "info", -1, None),
                    ("back", "p", "critical", -4, None),
                ],
            )
            .await;
        world.ran(0).await;
        let recent = "select day, severity, open, opened, resolved from severity_daily where day >= '2025-12-27' \
                      and severity <> 'info' order by severity, day";
        let of = |from: usize, rows: &[String]| rows.iter().skip(from).take(6).cloned().collect::<Vec<_>>();
        let high = [
            "2025-12-27 high 2 1 0",
            "2025-12-28 high 2 0 0",
            "2025-12-29 high 3 1 0",
            "2025-12-30 high 2 0 1",
            "2025-12-31 high 2 0 0",
            "2026-01-01 high 2 0 0",
        ];
        assert_eq!(of(6, &world.ask(recent).await), high);
        assert_eq!(
            world.ask("select count(*), min(day), max(day) from severity_daily where severity = 'high'").await,
            ["400 2024-11-28 2026-01-01"]
        );
        assert_eq!(
            world.ask("select open, opened from severity_daily where severity = 'high' and day = '2024-11-28'").await,
            ["1 0"]
        );
        assert_eq!(world.ask("select sum(open) from severity_daily where severity = 'info'").await, ["2"]);

        // What was low is critical since day 1, what was open is ignored since then, and one is resolved and back.
        let mut shy = world.issue(1, ("shy", "p", "medium", -4, None));
        shy.ignored = Some(true);
        let rises = world.issue(1, ("rises", "p", "critical", -4, None));
        let back = world.issue(2, ("back", "p", "critical", -4, Some(1)));
        world.rows(2, vec![shy, rises, back]).await;
        world.issues(3, &[("back", "p", "critical", -4, None)]).await;
        world.issues(4, &[("back", "p", "critical", -4, Some(4)), ("old", "p", "high", -1_000, Some(3))]).await;
        world.ran(5).await;
        let now = "select day, severity, open, opened, resolved from severity_daily where day >= '2025-12-31' and day <> '2026-01-06' \
                   and severity in ('low', 'medium', 'critical') order by severity, day";
        let told = [
            "2025-12-31 critical 1 0 0",
            "2026-01-01 critical 1 0 0",
            "2026-01-02 critical 2 0 0",
            "2026-01-03 critical 1 0 1",
            "2026-01-04 critical 2 0 0",
            "2026-01-05 critical 1 0 1",
            "2025-12-31 low 1 0 0",
            "2026-01-01 low 1 0 0",
            "2026-01-02 low 0 0 0",
            "2026-01-03 low 0 0 0",
            "2026-01-04 low 0 0 0",
            "2026-01-05 low 0 0 0",
            "2025-12-31 medium 1 0 0",
            "2026-01-01 medium 1 0 0",
            "2026-01-02 medium 0 0 0",
            "2026-01-03 medium 0 0 0",
            "2026-01-04 medium 0 0 0",
            "2026-01-05 medium 0 0 0",
        ];
        assert_eq!(world.ask(now).await, told);
        // Each is opened once, whatever was seen of it, and resolved as often as it was.
        assert_eq!(world.ask("select sum(opened), sum(resolved) from severity_daily").await, ["6 4"]);
        // Snyk's own date of a resolution, though it was seen a day later.
        let old = "select day, open, resolved from severity_daily where severity = 'high' and day between '2026-01-03' and '2026-01-05' order by 1";
        assert_eq!(world.ask(old).await, ["2026-01-03 2 0", "2026-01-04 1 1", "2026-01-05 1 0"]);
        let last = "select severity, sum(open) from severity_daily where day = '2026-01-06' and open > 0 group by 1 order by 1";
        assert_eq!(
            world.ask(last).await,
            world.ask("select severity, count(*) from open_issues group by 1 order by 1").await
        );
        assert_eq!(day(0).to_string(), "2026-01-01T12:00:00Z");
    }
}

#[tokio::test]
async fn what_is_reopened_keeps_the_days_on_which_it_was_open() {
    for world in World::on_both().await {
        world.project("p", &[], &[], None).await;
        world.issues(0, &[("again", "p", "high", -20, Some(-3))]).await;
        world.ran(0).await;
        let open = "select sum(open) from severity_daily where severity = 'high' and day between '2025-12-15' and '2025-12-28'";
        assert_eq!(world.ask(open).await, ["14"]);
        world.issues(2, &[("again", "p", "high", -20, None)]).await;
        world.ran(3).await;
        assert_eq!(world.ask(open).await, ["14"], "the past stays");
        let now = "select open from severity_daily where severity = 'high' and day = '2026-01-04'";
        assert_eq!(world.ask(now).await, ["1"]);
        world.issues(4, &[("again", "p", "high", -20, Some(4))]).await;
        world.ran(5).await;
        assert_eq!(world.ask(open).await, ["14"]);
        let now =
            "select open, resolved from severity_daily where severity = 'high' and day >= '2026-01-05' order by day";
        assert_eq!(world.ask(now).await, ["0 1", "0 0"]);
    }
}

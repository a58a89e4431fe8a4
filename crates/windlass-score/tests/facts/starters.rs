//! What the starter cards say of a handful of rows.

use crate::world::{World, day};
use windlass_score::cards::{Card, STARTERS};
use windlass_score::entities::import::{Format, import, parse};
use windlass_score::entities::refresh;
use windlass_score::evaluate::Scored;
use windlass_score::{Options, as_of, evaluate};

fn starters() -> Vec<Card> {
    let card =
        |(name, text): &(&str, &str)| windlass_score::cards::parse(name.trim_end_matches(".yaml"), text).unwrap();
    STARTERS.iter().map(card).collect()
}

/// What an entity has and each check says of it, with its output.
fn said(scored: &Scored) -> String {
    let has = match (&scored.score.level, scored.score.points) {
        (Some(level), _) => level.clone(),
        (None, Some(points)) => format!("{} of {}", points.achieved, points.total),
        (None, None) => "-".to_owned(),
    };
    let results = scored.results.iter().map(|result| {
        let output = result.output.as_ref().map_or_else(String::new, |output| format!(" {output}"));
        format!("{} {}{output}", result.check, result.status.word())
    });
    format!("{} {has}: {}", scored.entity.identifier, results.collect::<Vec<_>>().join(", "))
}

#[tokio::test]
async fn the_starters_answer_on_both_databases() {
    for world in World::on_both().await {
        world.project("a", &[], &["shop"], Some(-3)).await;
        world.project("b", &[], &["bank"], Some(-40)).await;
        // One that nothing belongs to has nothing open, and keeps no promise either.
        let idle = parse("f.csv", Format::Csv, "identifier\nidle\n").unwrap();
        import(&*world.store, "file", idle, day(0)).await.unwrap();
        world
            .issues(
                0,
                &[
                    ("n1", "a", "high", -40, None),
                    ("n2", "a", "low", -200, None),
                    ("r1", "a", "critical", -20, Some(-10)),
                    ("f1", "b", "critical", -30, None),
                ],
            )
            .await;
        world.ran(0).await;
        refresh(&*world.store).await.unwrap();
        let now = as_of(&*world.store).await.unwrap().unwrap();
        assert_eq!(now, day(0));
        let reports = evaluate(&*world.store, &starters(), &Options::at(now)).await.unwrap();
        let mut all = Vec::new();
        for report in &reports {
            assert_eq!(report.sql_errors, [], "{}", report.card.id);
            let services = report.entities.iter().filter(|scored| scored.entity.kind == "service");
            all.extend(services.map(said));
        }
        assert_eq!(
            all,
            [
                "bank -: tested FAIL 1, no-criticals FAIL 1, few-highs PASS 0, nothing-fixable FAIL 1",
                "idle -: tested FAIL 0, no-criticals PASS 0, few-highs PASS 0, nothing-fixable PASS 0",
                "shop gold: tested PASS 1, no-criticals PASS 0, few-highs WARN 1, nothing-fixable PASS 0",
                "bank -: has-projects PASS 1, criticals-in-time FAIL 1, highs-in-time PASS 0, all-in-time FAIL 1, resolves-criticals NOT_APPLICABLE",
                "idle -: has-projects FAIL 0, criticals-in-time PASS 0, highs-in-time PASS 0, all-in-time PASS 0, resolves-criticals NOT_APPLICABLE",
                "shop bronze: has-projects PASS 1, criticals-in-time PASS 0, highs-in-time FAIL 1, all-in-time FAIL 2, resolves-criticals PASS 10.0",
                "bank 3 of 9: tested-lately FAIL, has-owner FAIL, has-tags PASS, nothing-old PASS 30",
                "idle 2 of 9: tested-lately FAIL, has-owner FAIL, has-tags FAIL, nothing-old PASS",
                "shop 4 of 9: tested-lately PASS, has-owner FAIL, has-tags PASS, nothing-old FAIL 200",
            ]
        );
    }
}

//! What is kept of an evaluation, and what is told of it later.

use crate::world::{World, at, card, of_one};
use serde_json::json;
use windlass_model::Value;
use windlass_score::books::{CheckResultRow, ScoreRow};
use windlass_score::cards::Source;
use windlass_score::evaluate::{Limits, Status};
use windlass_score::history::Direction;
use windlass_score::{Options, as_of, dx, evaluate, explain, preview, prune, record, report};
use windlass_store::books;

const CHECKS: &str = "
  - key: few
    name: Few criticals
    level: bronze
    sql: >-
      select entity_type, entity_identifier, criticals as output, 'size' as related_property,
      case when criticals <= 1 then 'PASS' else 'FAIL' end as status from entity_facts
    message: Fix them.
    output_enabled: true
    output_type: custom
    output_custom_options: {unit: issue}
  - {key: owned, name: It is owned, level: silver, sql: \"select case when $entity_owner is null then 'WARN' else 'PASS' end\"}
  - key: none
    name: No criticals
    level: silver
    sql: >-
      select entity_type, entity_identifier, case when criticals = 0 then 'PASS' else 'FAIL' end as status from entity_facts
";

fn levels(report: &windlass_score::evaluate::Report) -> Vec<String> {
    let level = |scored: &windlass_score::evaluate::Scored| {
        format!("{} {}", scored.entity.identifier, scored.score.level.as_deref().unwrap_or("-"))
    };
    report.entities.iter().map(level).collect()
}

pub(crate) async fn what_is_found_is_kept(world: World) {
    assert_eq!(as_of(&*world.store).await.unwrap(), Some(at(1_000)));
    assert_eq!(report::report(&*world.store, "card").await.unwrap(), None);
    let (found, _) = world.record(&card(CHECKS), 1_000).await;
    assert_eq!(levels(&found), ["api silver", "o'brien -", "pay bronze", "web -"]);
    let kept = report::report(&*world.store, "card").await.unwrap().unwrap();
    let without_properties = |mut report: windlass_score::evaluate::Report| {
        report.entities.iter_mut().for_each(|scored| scored.entity.properties.clear());
        report.card.source = Source::default();
        report
    };
    assert_eq!(without_properties(kept), without_properties(found));
    let all = report::kept(&*world.store).await.unwrap();
    assert_eq!((all.len(), all[0].card.id.as_str(), all[0].as_of), (1, "card", at(1_000)));
}

pub(crate) async fn only_changes_make_history(world: World) {
    let card = card(CHECKS);
    let (_, moves) = world.record(&card, 1_000).await;
    assert_eq!(moves.len(), 4, "all are new");
    let (_, moves) = world.record(&card, 2_000).await;
    assert_eq!(moves, []);
    world.facts(&[("api", Some(1)), ("o'brien", Some(0)), ("pay", Some(1)), ("web", None)]).await;
    world.synced(3_000).await;
    let mut dry =
        evaluate(&*world.store, std::slice::from_ref(&card), &Options::at(at(3_000))).await.unwrap().remove(0);
    let previewed = preview(&*world.store, &mut dry).await.unwrap();
    let (third, moves) = world.record(&card, 3_000).await;
    assert_eq!(previewed, moves);
    assert_eq!(dry, third);
    let shown: Vec<String> =
        moves.iter().map(|moved| format!("{} {:?}", moved.entity_identifier, moved.direction())).collect();
    assert_eq!(shown, ["api Down", "o'brien Up"]);
    assert_eq!(third.entities[2].since, Some(at(1_000)), "pay has its level since the first");
    assert_eq!(third.entities[0].results[0].since, Some(at(1_000)), "a status stays, whatever the output");
    assert_eq!(third.entities[0].results[2].since, Some(at(3_000)));
    let rows: Vec<ScoreRow> = books::read(&*world.store, "", Vec::new()).await.unwrap();
    assert_eq!(rows.len(), 6, "a row is new only where a score changed");
    let moves = async |card, since| report::moved(&*world.store, card, at(since)).await.unwrap();
    let back_then = moves("card", 2_500).await;
    let ways: Vec<Direction> = back_then.moved.iter().map(|moved| moved.direction()).collect();
    assert_eq!((back_then.since, ways), (at(2_500), vec![Direction::Down, Direction::Up]));
    assert_eq!(
        moves("card", 0).await,
        report::Moves { since: at(1_000), ..back_then },
        "before the first nobody moved"
    );
    assert_eq!(moves("card", 3_000).await.moved, []);
    assert_eq!(moves("other", 0).await, report::Moves { since: at(0), moved: Vec::new() });
    // One that is gone.
    let mut fewer: Vec<windlass_score::books::EntityRow> =
        books::read(&*world.store, "where identifier <> ?1", vec![Value::Text("web".to_owned())]).await.unwrap();
    fewer.retain(|row| row.r#type == "service");
    world.fill(fewer).await;
    let (_, moves) = world.record(&card, 4_000).await;
    assert_eq!(
        moves.iter().map(|moved| (moved.entity_identifier.as_str(), &moved.to)).collect::<Vec<_>>(),
        [("web", &None)]
    );
    let results: Vec<CheckResultRow> = books::read(&*world.store, "", Vec::new()).await.unwrap();
    assert_eq!(results.len(), 9, "of three entities");
    assert_eq!(report::report(&*world.store, "card").await.unwrap().unwrap().entities.len(), 3);
}

pub(crate) async fn what_is_narrowed_is_not_kept(world: World) {
    let cards = [card(CHECKS)];
    let options = Options { check: Some("few".to_owned()), entity: Some("api".to_owned()), ..Options::at(at(1_000)) };
    let mut found = evaluate(&*world.store, &cards, &options).await.unwrap().remove(0);
    assert_eq!((found.entities.len(), found.entities[0].results.len()), (1, 1));
    assert_eq!(record(&*world.store, &mut found).await.unwrap_err().code(), "narrowed");
    assert!(report::kept(&*world.store).await.unwrap().is_empty());
}

pub(crate) async fn some_of_the_checks_come_to_no_level(world: World) {
    // `none` fails for pay, and bronze asks nothing of the sort: alone it would come to bronze.
    let options = Options { check: Some("owned".to_owned()), ..Options::at(at(1_000)) };
    let found = evaluate(&*world.store, &[card(CHECKS)], &options).await.unwrap().remove(0);
    assert_eq!(levels(&found), ["api -", "o'brien -", "pay -", "web -"]);
    assert!(!found.scored && found.entities[0].results[0].status == Status::Pass);
    let options = Options { entity: Some("api".to_owned()), ..Options::at(at(1_000)) };
    let found = evaluate(&*world.store, &[card(CHECKS)], &options).await.unwrap().remove(0);
    assert_eq!((levels(&found), found.scored), (vec!["api silver".to_owned()], true));
}

pub(crate) async fn older_data_does_not_overwrite_newer(world: World) {
    let card = card(CHECKS);
    world.record(&card, 1_000).await;
    let mut slow = world.evaluate(&card).await;
    world.facts(&[("api", Some(2)), ("o'brien", Some(0)), ("pay", Some(1)), ("web", None)]).await;
    world.record(&card, 2_000).await;
    let history = || books::read::<ScoreRow>(&*world.store, "order by 2, 3, 4", Vec::new());
    let before = history().await.unwrap();
    let refused = record(&*world.store, &mut slow).await.unwrap_err();
    assert_eq!((refused.code(), refused.why().contains("1970-01-01T00:33:20Z")), ("overtaken", true));
    assert_eq!(history().await.unwrap(), before);
    assert_eq!(report::kept(&*world.store).await.unwrap()[0].as_of, at(2_000));
    // The same data may be judged anew, and so may data of a clock that was set back.
    world.record(&card, 2_000).await;
    assert_eq!(history().await.unwrap(), before);
    world.record(&card, 1_500).await;
    assert_eq!(report::kept(&*world.store).await.unwrap()[0].as_of, at(1_500));
}

pub(crate) async fn the_moment_is_that_of_the_snapshot(world: World) {
    // A sync ended after somebody looked at the clock.
    world.synced(86_400 + 2_000).await;
    let late = "select case when $as_of > $days_ago_1 then 'PASS' else 'FAIL' end as status, $as_of as output";
    let card = of_one(late, "output_enabled: true");
    let found = world.evaluate(&card).await;
    assert_eq!(found.as_of, at(86_400 + 2_000));
    assert_eq!(found.entities[0].results[0].output, Some(json!("1970-01-02T00:33:20.000000Z")));
    let explained = explain(&*world.store, &card, "one", "api", (at(1_000), Limits::default())).await.unwrap();
    assert_eq!(explained.question.bound[0].1, Value::Timestamp(at(86_400 + 2_000)));
}

pub(crate) async fn cards_that_are_gone_are_pruned(world: World) {
    let mut other = card(CHECKS);
    other.id = "other".to_owned();
    world.record(&card(CHECKS), 1_000).await;
    world.record(&other, 1_000).await;
    assert_eq!(prune(&*world.store, &["other"]).await.unwrap(), ["card"]);
    let rows: Vec<ScoreRow> = books::read(&*world.store, "", Vec::new()).await.unwrap();
    assert!(rows.len() == 4 && rows.iter().all(|row| row.scorecard_id == "other"));
    assert_eq!(prune(&*world.store, &["other"]).await.unwrap(), [""; 0]);
}

pub(crate) async fn a_draft_is_evaluated_and_does_not_count(world: World) {
    let mut card = card(CHECKS);
    card.checks[2].published = false;
    let found = world.evaluate(&card).await;
    assert_eq!(levels(&found), ["api silver", "o'brien -", "pay silver", "web -"]);
    assert_eq!(found.entities[2].results[2].status, Status::Fail);
}

pub(crate) async fn a_check_is_explained(world: World) {
    let card = card(CHECKS);
    let ask = async |check, entity| explain(&*world.store, &card, check, entity, (at(1_000), Limits::default())).await;
    let owned = ask("owned", "web").await.unwrap();
    assert!(owned.question.for_each && owned.is_scored == Ok(true));
    assert_eq!(owned.question.bound, [("entity_owner".to_owned(), Value::Null)]);
    assert_eq!(owned.question.rows, [[Value::Text("WARN".to_owned())]]);
    assert_eq!((owned.result.status, owned.question.sql.contains("$entity_owner")), (Status::Warn, true));
    let few = ask("few", "api").await.unwrap();
    assert_eq!((few.entity.kind.as_str(), few.question.for_each, few.question.rows.len()), ("service", false, 1));
    assert_eq!(few.result.output, Some(json!(0)));
    let other = ask("few", "repository:api").await.unwrap();
    assert_eq!((other.is_scored, other.result.output), (Ok(false), Some(json!(9))));
    assert_eq!(ask("many", "api").await.unwrap_err().code(), "no_check");
    assert_eq!(ask("few", "nobody").await.unwrap_err().code(), "no_entity");
    let bad = of_one("select nothing from nowhere where $entity_name = ''", "");
    let bad = explain(&*world.store, &bad, "one", "api", (at(1_000), Limits::default())).await.unwrap();
    assert!(bad.question.error.is_some_and(|error| error.contains("nowhere")) && bad.question.bound.len() == 1);
}

pub(crate) async fn views_are_worked_out_once_for_an_explanation(world: World) {
    let temporary = match world.store.location().starts_with("sqlite") {
        true => "select count(*) from temp.sqlite_master where name = 'entity_facts'",
        false => "select count(*) from pg_class where relname = 'entity_facts' and relpersistence = 't'",
    };
    let sql =
        format!("select case when ({temporary}) = 1 then 'PASS' else 'FAIL' end, count(*) as facts from entity_facts");
    let card = of_one(&sql, "");
    assert_eq!(world.evaluate(&card).await.entities[0].results[0].status, Status::Pass);
    let explained = explain(&*world.store, &card, "one", "api", (at(1_000), Limits::default())).await.unwrap();
    assert_eq!(explained.result.status, Status::Pass, "{:?}", explained.question);
}

pub(crate) async fn a_report_has_dx_shape(world: World) {
    world.record(&card(CHECKS), 1_000).await;
    let mut draft = of_one("select 'PASS'", "");
    (draft.id, draft.published) = ("draft".to_owned(), false);
    world.record(&draft, 1_000).await;
    let reports = report::of_entity(&*world.store, "pay").await.unwrap();
    assert_eq!(reports.len(), 2);
    let mut answer = serde_json::to_value(dx::answer(&reports, false)).unwrap();
    let checks = answer["scorecards"][0]["checks"].take();
    assert_eq!(
        answer,
        json!({"ok": true, "response_metadata": {"next_cursor": null}, "scorecards": [{
            "id": "card", "name": "Card", "type": "LEVEL", "tags": [], "checks": null,
            "levels": [{"id": "bronze", "name": "Bronze", "color": "#000001", "rank": 1},
                {"id": "silver", "name": "Silver", "color": "#000002", "rank": 2}],
            "current_level": {"id": "bronze", "name": "Bronze", "color": "#000001", "rank": 1},
            "empty_level": {"label": "None", "color": "#000000"},
        }]})
    );
    assert_eq!(
        checks[0],
        json!({"id": "few", "name": "Few criticals", "description": null, "ordering": 1, "passed": true, "status": "PASS",
            "published": true, "output": {"value": 1, "type": "custom", "custom_options": {"unit": "issue"}},
            "message": null, "related_property": "size", "related_properties": null,
            "executed_at": "1970-01-01T00:16:40Z", "level": {"id": "bronze", "name": "Bronze"}})
    );
    assert_eq!(checks[2]["status"], "FAIL");
    assert_eq!(dx::answer(&reports, true).scorecards.len(), 2);
    assert_eq!(report::of_entity(&*world.store, "nobody").await.unwrap_err().code(), "no_entity");
}

//! Scorecards follow every sync, and their history grows.

use super::{card, synced};
use crate::support::keys;
use serde_json::{Value, json};

#[test]
fn every_sync_evaluates_and_levels_change_over_days() {
    let (sim, user) = synced();
    let today = sim.day();
    let first = user.run(&["sync"]).ok().says("3 scorecards evaluated for ").says("scores: ");
    assert!(first.out.contains(" new; `windlass scorecard report`"), "{first:#?}");
    let open = "select count(*) from windlass_scores where until is null";
    let scored = user.number(open);
    let mut told = 0;
    for days in [20.0, 40.0, 60.0] {
        sim.set_day(today + days);
        let report = user.run(&["sync", "--full", "--json"]).ok().json();
        let scorecards = &report["scorecards"];
        assert_eq!(keys(scorecards), ["as_of", "cards", "problems"]);
        for one in scorecards["cards"].as_array().unwrap() {
            told += ["up", "down", "other", "gone"].map(|way| one["moves"][way].as_u64().unwrap()).iter().sum::<u64>();
        }
    }
    assert!(told > 0, "nobody moved in 60 days");
    let ended = user.number("select count(*) from windlass_scores where until is not null");
    assert_eq!(ended, told, "a row ends for each that moved or left");
    assert!(user.number(open) >= scored);
    // Stretches of one entity follow one another without a gap, and differ.
    let broken = "select count(*) from windlass_scores a join windlass_scores b on b.scorecard_id = a.scorecard_id \
                  and b.entity_type = a.entity_type and b.entity_identifier = a.entity_identifier and b.since = a.until \
                  where coalesce(a.rank, 0) = coalesce(b.rank, 0) and coalesce(a.points_achieved, 0) = coalesce(b.points_achieved, 0) \
                  and coalesce(a.points_total, 0) = coalesce(b.points_total, 0)";
    assert_eq!(user.number(broken), 0);
    let two = "select scorecard_id, entity_type, entity_identifier from windlass_scores where until is null \
               group by 1, 2, 3 having count(*) > 1";
    assert_eq!(user.rows(two).len(), 0);
    // What is kept now is what an evaluation says now.
    let run = user.run(&["scorecard", "run", "--json"]).ok().json();
    for id in ["security-basics", "keeps-the-promise"] {
        for group in card(&run, id)["groups"].as_array().unwrap() {
            let level = group["key"].as_str().map_or("level is null".to_owned(), |key| format!("level = '{key}'"));
            let kept = format!("{open} and scorecard_id = '{id}' and {level}");
            assert_eq!(group["entities"], user.number(&kept), "{kept}");
        }
        assert_eq!(card(&run, id)["moved"], json!([]), "the same data moves nobody");
    }
}

#[test]
fn what_is_wrong_with_scorecards_is_a_note_and_no_fault_of_the_sync() {
    let (_sim, user) = synced();
    user.file("scorecards/bad.yaml", "name: A\n");
    user.file(
        "scorecards/errs.yaml",
        "name: E\ntype: POINTS\nentity_filter: {types: [service]}\ncheck_groups: [{key: g, name: G}]\n\
         checks:\n  - {key: e, name: E, group: g, points: 1, sql: select nope from nowhere}\n",
    );
    let synced =
        user.run(&["sync"]).ok().says("note: scorecards/bad.yaml is not right").says("note: the check `e` of `errs`");
    assert!(synced.out.contains("4 scorecards evaluated") && !synced.err.contains("error:"), "{synced:#?}");
    let report = user.run(&["sync", "--json"]).ok().json();
    assert_eq!(report["scorecards"]["problems"][0]["file"], "scorecards/bad.yaml");
    assert_eq!(card(&report["scorecards"], "errs")["errors"][0]["check"], "e");
    // Nobody wants it, or there is no folder.
    let without = user.run(&["sync", "--no-scorecards", "--json"]).ok().json();
    assert_eq!(without.get("scorecards"), None::<&Value>);
    std::fs::create_dir(user.path("empty")).unwrap();
    assert!(!user.run(&["sync", "--scorecards", "empty"]).ok().out.contains("scorecard"));
    assert!(!user.run(&["sync", "--scorecards", "nowhere"]).ok().out.contains("scorecard"));
}

#[test]
fn a_card_whose_file_is_gone_keeps_its_history_until_somebody_prunes() {
    let (_sim, user) = synced();
    user.run(&["scorecard", "run"]).ok();
    std::fs::remove_file(user.path("scorecards/hygiene.yaml")).unwrap();
    user.run(&["scorecard", "run"]).ok();
    let held = || user.number("select count(*) from windlass_scores where scorecard_id = 'hygiene'");
    assert!(held() > 0);
    user.run(&["scorecard", "list"]).ok().says("published, no file");
    user.run(&["scorecard", "run", "--prune"]).ok().says("Forgot `hygiene`");
    assert_eq!(held(), 0);
    assert!(user.number("select count(*) from windlass_scores where scorecard_id = 'security-basics'") > 0);
}

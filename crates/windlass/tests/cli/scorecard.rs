//! Scorecards: written, evaluated, kept, reported, explained, and what becomes of bad ones.

mod bad;
mod follow;

use crate::cluster::Cluster;
use crate::support::{User, company, keys, start};
use serde_json::Value;
use std::time::Duration;
use windlass_model::{Clock, SystemClock, Timestamp};
use windlass_sim::{Sim, SimBuilder};

/// The simulator's day 0, in seconds since 1970: 2026-01-01T00:00:00Z.
const DAY_0: i64 = 1_767_225_600;

/// A company of so many projects that some have little or nothing open, as it is today: a sync goes by today's clock, and what was
/// tested long before counts as untested.
fn many() -> SimBuilder {
    let since = SystemClock.now().as_second() - DAY_0;
    company().projects(80).day((since / 86_400) as f64)
}

/// Somebody whose company is synced, with the scorecards to begin with in a folder.
fn synced() -> (Sim, User) {
    with_scorecards(company())
}

fn with_scorecards(company: SimBuilder) -> (Sim, User) {
    let sim = start(company);
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    user.run(&["scorecard", "init"]).ok();
    (sim, user)
}

/// The card of that id in what `scorecard run --json` says.
fn card<'v>(run: &'v Value, id: &str) -> &'v Value {
    run["cards"].as_array().unwrap().iter().find(|card| card["id"] == id).unwrap_or_else(|| panic!("no {id} in {run}"))
}

fn check<'v>(card: &'v Value, key: &str) -> &'v Value {
    card["checks"].as_array().unwrap().iter().find(|check| check["key"] == key).unwrap()
}

/// How many services and repositories there are for which something is so, counted without our views; `e` is the entity.
fn entities_where(user: &User, what: &str) -> u64 {
    user.number(&format!("select count(*) from windlass_entities e where type in ('service', 'repository') and {what}"))
}

/// Some open issue of the entity is like this.
fn open(what: &str) -> String {
    format!(
        "exists (select 1 from windlass_entity_projects m join snyk_issues i on i.project_id = m.project_id \
         where m.entity_type = e.type and m.entity_identifier = e.identifier \
         and i.status = 'open' and not i.ignored and i.removed_at is null and {what})"
    )
}

/// Some project of the entity is like this.
fn projects(what: &str) -> String {
    format!(
        "exists (select 1 from windlass_entity_projects m join snyk_projects p on p.id = m.project_id \
         where m.entity_type = e.type and m.entity_identifier = e.identifier and {what})"
    )
}

/// Fails unless the three cards say what plain SQL counts, and that is what was kept.
fn starters_say_what_is_so(user: &User) {
    let run = user.run(&["scorecard", "run", "--json"]).ok().json();
    let as_of: Timestamp = run["as_of"].as_str().unwrap().parse().unwrap();
    let ago = |days: u64| format!("'{:.6}'", as_of.checked_sub(Duration::from_secs(days * 86_400)).unwrap());
    let scored = entities_where(user, "true");
    assert!(scored > 10, "{scored} entities are too few to tell anything");
    let older = |severity: &str, days: u64| {
        open(&format!("i.effective_severity_level = '{severity}' and i.created_at < {}", ago(days)))
    };
    let overdue = ["critical", "high", "medium", "low"].into_iter().zip([15, 30, 90, 180]);
    let overdue: Vec<String> = overdue.map(|(severity, days)| older(severity, days)).collect();
    for (id, key, status, what) in [
        ("security-basics", "no-criticals", "fail", open("i.effective_severity_level = 'critical'")),
        ("security-basics", "nothing-fixable", "fail", open("i.fixable")),
        ("keeps-the-promise", "has-projects", "pass", projects("true")),
        ("keeps-the-promise", "criticals-in-time", "fail", overdue[0].clone()),
        ("keeps-the-promise", "highs-in-time", "fail", overdue[1].clone()),
        ("keeps-the-promise", "all-in-time", "fail", format!("({})", overdue.join(" or "))),
        ("hygiene", "has-owner", "pass", "coalesce(e.owner, '') <> ''".to_owned()),
        ("hygiene", "has-tags", "fail", format!("not {}", projects("true"))),
        (
            "hygiene",
            "has-tags",
            "warn",
            projects("not exists (select 1 from snyk_project_tags t where t.project_id = p.id)"),
        ),
        // Age in days is whole.
        ("hygiene", "nothing-old", "fail", open(&format!("i.created_at <= {}", ago(181)))),
    ] {
        let check = check(card(&run, id), key);
        assert_eq!(check[status], entities_where(user, &what), "{id} {key} {status}: {check}");
        let all: u64 =
            ["pass", "warn", "fail", "error", "not_applicable"].map(|one| check[one].as_u64().unwrap()).iter().sum();
        assert_eq!((all, &check["error"]), (scored, &0.into()), "{id} {key}");
        let kept = format!(
            "select count(*) from windlass_check_results where scorecard_id = '{id}' and check_id = '{key}' and status = '{}'",
            status.to_uppercase()
        );
        assert_eq!(check[status], user.number(&kept), "{kept}");
    }
    // The highest level is that of whoever has no failing check, and no level that of whoever fails one of the lowest.
    for (id, lowest) in
        [("security-basics", "'tested', 'no-criticals'"), ("keeps-the-promise", "'has-projects', 'criticals-in-time'")]
    {
        let fails = |which: &str| {
            format!(
                "exists (select 1 from windlass_check_results r where r.scorecard_id = '{id}' and r.status in ('FAIL', 'ERROR') \
                 and r.entity_type = e.type and r.entity_identifier = e.identifier {which})"
            )
        };
        let has = |level: &str| {
            let of = "entity_type = e.type and entity_identifier = e.identifier and until is null";
            format!("exists (select 1 from windlass_scores where scorecard_id = '{id}' and {of} and {level})")
        };
        let (gold, none) = (has("level = 'gold' and rank = 3"), has("level is null and rank is null"));
        let without = entities_where(user, &fails(&format!("and r.check_id in ({lowest})")));
        assert_eq!(entities_where(user, &gold), entities_where(user, &format!("not {}", fails(""))), "{id}");
        assert_eq!(entities_where(user, &none), without, "{id}");
        let groups = card(&run, id)["groups"].as_array().unwrap();
        assert_eq!(groups[0]["entities"], entities_where(user, &gold), "{groups:?}");
        assert_eq!(groups[3]["entities"], without, "{groups:?}");
        assert!(without > 0 && without < scored, "{id} says the same of everybody: {run:#}");
    }
    let points =
        "select count(*) from windlass_scores where scorecard_id = 'hygiene' and points_total = 9 and until is null";
    assert_eq!(user.number(points), scored);
}

#[test]
fn the_starters_say_what_plain_sql_counts() {
    let (_sim, user) = with_scorecards(many());
    starters_say_what_is_so(&user);
    for text in ["Security basics", "Keeps the promise", "Hygiene", "Gold", "does not apply"] {
        user.run(&["scorecard", "run", "--dry-run"]).ok().says(text);
    }
}

#[test]
fn the_starters_say_what_plain_sql_counts_on_postgresql() {
    let cluster = Cluster::start();
    let sim = start(many());
    let user = User::new().with("WINDLASS_STORE", &cluster.url("scores"));
    user.connect(&sim, "personal").ok();
    user.run(&["scorecard", "init"]).ok();
    user.run(&["sync"]).ok().says("3 scorecards evaluated");
    starters_say_what_is_so(&user);
    user.run(&["scorecard", "lint"]).ok().says("4 files: nothing wrong");
    user.run(&["scorecard", "explain", "tested-lately", &first(&user)]).ok().says("$days_ago_7").says("It returned:");
    bad::sql_that_may_not_run_is_told(&user);
}

/// Some service, as `type:identifier`.
fn first(user: &User) -> String {
    let rows = user.rows("select identifier from windlass_entities where type = 'service' order by identifier limit 1");
    format!("service:{}", rows[0]["identifier"].as_str().unwrap())
}

#[test]
fn nothing_is_evaluated_before_the_first_sync() {
    let user = User::new();
    user.run(&["scorecard", "run"]).fails(2, &["scorecards", "windlass scorecard init"]);
    user.run(&["scorecard", "init"]).ok().says("Next:").says("windlass scorecard run");
    user.run(&["scorecard", "run"]).fails(2, &["no sync has ended yet", "windlass sync"]);
    user.run(&["scorecard", "report"]).fails(2, &["no scorecard was evaluated yet"]);
    user.run(&["scorecard", "explain", "no-criticals", "service:x"]).fails(2, &["no sync has ended yet"]);
    user.run(&["scorecard", "list"]).ok().says("security-basics").says("never");
}

#[test]
fn init_keeps_what_is_there_and_the_schema_is_where_cards_say() {
    let user = User::new();
    let wrote = user.run(&["scorecard", "init", "--folder", "cards", "--json"]).ok().json();
    assert_eq!(wrote["written"].as_array().map(Vec::len), Some(5), "{wrote}");
    let card = user.path("cards/hygiene.yaml");
    let text = std::fs::read_to_string(&card).unwrap();
    let schema = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=./").unwrap();
    let schema = std::fs::read_to_string(user.path("cards").join(schema)).unwrap();
    assert_eq!(schema, user.run(&["scorecard", "schema"]).ok().out);
    let schema: Value = serde_json::from_str(&schema).unwrap();
    assert!(schema["properties"]["entity_filter"].is_object() && schema["$defs"]["Check"].is_object(), "{schema}");
    assert_eq!(schema, user.run(&["scorecard", "schema", "--json"]).ok().json());

    std::fs::write(&card, "mine").unwrap();
    let again =
        user.run(&["scorecard", "init", "--folder", "cards"]).ok().says("Kept  cards/hygiene.yaml").says("--force");
    assert!(!again.out.contains("Wrote"), "{again:#?}");
    assert_eq!(std::fs::read_to_string(&card).unwrap(), "mine");
    user.run(&["scorecard", "init", "--folder", "cards", "--force"]).ok().says("Wrote cards/hygiene.yaml");
    assert_eq!(std::fs::read_to_string(&card).unwrap(), text);
    // No database is made to look at files.
    let linted = user.run(&["scorecard", "lint", "cards"]).ok().says("4 files: nothing wrong");
    assert!(linted.err.contains("no database yet") && !user.database().exists(), "{linted:#?}");
}

#[test]
fn a_gate_ends_with_11_and_names_who_is_below() {
    let (_sim, user) = with_scorecards(many());
    let run = |args: &[&str]| user.run(&[&["scorecard", "run"], args].concat());
    run(&["security-basics", "--fail-below", "Gold"]).fails(11, &["below Gold", "on security-basics", "explain"]);
    let told = run(&["--fail-below", "gold", "--json"]);
    let report = told.json();
    let below = report["below"].as_array().unwrap();
    assert_eq!(
        (told.code, &report["ok"], keys(&below[0])),
        (Some(11), &false.into(), vec!["identifier", "level", "scorecard", "type"])
    );
    let kept =
        "select count(*) from windlass_scores where until is null and points_total is null and coalesce(rank, 0) < 3";
    assert_eq!(below.len() as u64, user.number(kept));
    // Somebody who has it passes alone.
    let gold = "select entity_type || ':' || entity_identifier as who from windlass_scores \
                where scorecard_id = 'security-basics' and level = 'gold' and until is null";
    let gold = user.rows(gold)[0]["who"].as_str().unwrap().to_owned();
    run(&["security-basics", "--entity", &gold, "--fail-below", "gold"])
        .ok()
        .says("Nobody is below gold")
        .says("not kept");
    run(&["--fail-below", "platinum"]).fails(2, &["platinum", "bronze, gold, silver"]);
    run(&["hygiene", "--fail-below", "gold"]).fails(2, &["none of these scorecards has levels"]);
    run(&["nope"]).fails(2, &["`nope`", "hygiene, keeps-the-promise, security-basics"]);
    run(&["--entity", "nobody"]).fails(2, &["no entity `nobody`", "windlass entities list"]);
    run(&["--check", "nope"]).fails(2, &["no check `nope`"]);
    // Where nobody is judged nobody is below, and that says nothing.
    let path = user.path("scorecards/security-basics.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("types: [service, repository]", "types: [servce]")).unwrap();
    let nobody = run(&["--fail-below", "gold"]).fails(10, &["nobody was judged by security-basics", "entity_filter"]);
    assert!(nobody.err.contains("`security-basics` scores nobody"), "{nobody:#?}");
    std::fs::write(&path, text).unwrap();
    let organization = user.rows("select identifier from windlass_entities where type = 'organization' limit 1");
    let organization = format!("organization:{}", organization[0]["identifier"].as_str().unwrap());
    run(&["--entity", &organization, "--fail-below", "gold"]).fails(10, &["nobody was judged", "organization:"]);
    // A draft is no gate, unless it is named.
    let text = std::fs::read_to_string(&path).unwrap().replace("type: LEVEL", "type: LEVEL\npublished: false");
    std::fs::write(&path, text).unwrap();
    std::fs::remove_file(user.path("scorecards/keeps-the-promise.yaml")).unwrap();
    run(&["--fail-below", "gold"]).fails(2, &["no scorecard that counts"]);
    run(&["security-basics", "--fail-below", "gold"]).fails(11, &["below gold"]);
}

#[test]
fn a_dry_run_and_a_part_keep_nothing() {
    let (_sim, user) = synced();
    let none = || {
        assert_eq!(user.number("select count(*) from windlass_scores"), 0);
        assert_eq!(user.number("select count(*) from windlass_check_results"), 0);
        assert_eq!(user.number("select count(*) from windlass_scorecards"), 0);
    };
    let dry = user.run(&["scorecard", "run", "--dry-run"]).ok();
    assert!(dry.err.contains("a dry run does not apply it"), "{dry:#?}");
    assert_eq!(user.number("select count(*) from windlass_policy"), 0);
    none();
    user.run(&["scorecard", "run", "--entity", &first(&user)]).ok().says("a part, which is not kept");
    let one = user.run(&["scorecard", "run", "--check", "no-criticals"]).ok().says("a part, which is not kept");
    assert!(!one.out.contains("Gold") && one.out.contains("no-criticals"), "one check comes to no level: {one:#?}");
    let one = user.run(&["scorecard", "run", "--check", "no-criticals", "--json"]).ok().json();
    assert_eq!(card(&one, "security-basics")["groups"], serde_json::json!([]));
    none();
    assert_eq!(user.number("select count(*) from windlass_policy"), 1);
}

#[test]
fn a_check_is_explained_with_its_sql_its_bound_values_and_its_rows() {
    let (_sim, user) = synced();
    let who = first(&user);
    let told = user.run(&["scorecard", "explain", "tested-lately", &who]).ok();
    for word in
        ["from entity_facts", "$entity_identifier", who.trim_start_matches("service:"), "$days_ago_7", "It returned:"]
    {
        assert!(told.out.contains(word), "no {word} in {told:#?}");
    }
    let told = user.run(&["scorecard", "explain", "no-criticals", &who, "--json"]).ok().json();
    assert_eq!(keys(&told), ["as_of", "check", "entity", "filter", "query", "result", "scorecard", "scored"]);
    assert_eq!(keys(&told["query"]), ["bound", "error", "for_each", "rows", "sql", "truncated"]);
    assert_eq!((&told["scored"], &told["query"]["for_each"]), (&true.into(), &false.into()));
    let name = who.trim_start_matches("service:");
    let open = open("i.effective_severity_level = 'critical'");
    let open = format!("e.identifier = '{name}' and e.type = 'service' and {open}");
    let fails = entities_where(&user, &open) == 1;
    assert_eq!(told["result"]["status"], if fails { "FAIL" } else { "PASS" });
    assert_eq!(told["query"]["rows"][0]["entity_identifier"], name);
    user.run(&["scorecard", "explain", "nope", &who]).fails(2, &["no check `nope`", "no-criticals"]);
    user.run(&["scorecard", "explain", "no-criticals", "nobody"]).fails(2, &["no entity `nobody`"]);
    user.run(&["scorecard", "explain", "no-criticals", &who, "--card", "nope"]).fails(2, &["`nope`", "hygiene"]);
    // Two cards with a check of one key have to be told apart.
    let text = std::fs::read_to_string(user.path("scorecards/hygiene.yaml")).unwrap();
    std::fs::write(user.path("scorecards/twin.yaml"), text).unwrap();
    user.run(&["scorecard", "explain", "has-owner", &who]).fails(2, &["several scorecards", "--card"]);
    user.run(&["scorecard", "explain", "has-owner", &who, "--card", "twin"]).ok().says("of twin)");
}

#[test]
fn a_report_is_a_table_markdown_or_json_in_the_shape_of_dx() {
    let (_sim, user) = synced();
    user.run(&["scorecard", "run"]).ok();
    let who = first(&user);
    let table = user.run(&["scorecard", "report", "security-basics"]).ok();
    let words = " fail): Fix the critical issues first, or ignore them in Snyk with a reason.";
    for word in ["✓ pass", "✗ fail", "no-criticals", "Incomplete", words, "Since ", "Moved: "] {
        assert!(table.out.contains(word), "no {word} in {}", table.out);
    }
    let page = user.run(&["scorecard", "report", "--format", "markdown", "--limit", "2"]).ok();
    for word in ["## Security basics", "| type | entity | level |", "✗ fail (", words, "… and ", "## Hygiene"] {
        assert!(page.out.contains(word), "no {word} in {}", page.out);
    }
    let dx = user.run(&["scorecard", "report", "--entity", &who, "--json"]).ok().json();
    assert_eq!(keys(&dx), ["moved", "ok", "response_metadata", "scorecards"]);
    let scorecards = dx["scorecards"].as_array().unwrap();
    assert_eq!(scorecards.len(), 3);
    let level = scorecards.iter().find(|card| card["id"] == "security-basics").unwrap();
    assert_eq!(keys(level), ["checks", "current_level", "empty_level", "id", "levels", "name", "tags", "type"]);
    let all = user.run(&["scorecard", "report", "security-basics", "--format", "json"]).ok().json();
    let entities = all["entities"].as_array().unwrap();
    assert_eq!(entities.len() as u64, entities_where(&user, "true"));
    assert_eq!(keys(&entities[0]), ["identifier", "name", "owner", "scorecards", "type"]);
    user.run(&["scorecard", "report", "nope"]).fails(2, &["`nope`", "hygiene, keeps-the-promise, security-basics"]);
    user.run(&["scorecard", "report", "--since", "7"]).fails(2, &["24h, 7d, 2w"]);
    user.run(&["scorecard", "report", "--entity", "nobody"]).fails(2, &["no entity `nobody`"]);
}

//! Cards that are not right, and SQL that may not run.

use super::{card, check, synced};
use crate::support::User;
use serde_json::Value;

/// A card of checks with these queries.
fn of_queries(queries: &[(&str, &str)]) -> String {
    let checks: String = queries
        .iter()
        .map(|(key, sql)| format!("  - {{key: {key}, name: C, group: g, points: 1, sql: \"{sql}\"}}\n"))
        .collect();
    format!(
        "name: A\ntype: POINTS\nentity_filter: {{types: [service]}}\ncheck_groups: [{{key: g, name: G}}]\nchecks:\n{checks}"
    )
}

/// What no check may do, each with a word of what is said about it; those with `!` are told only when they run.
const QUERIES: &[(&str, &str, &str)] = &[
    ("deletes", "delete from snyk_issues returning id", ""),
    ("drops", "drop table snyk_issues", ""),
    ("several", "select 'PASS'; delete from snyk_issues", ""),
    ("column", "select nope from snyk_issues", "nope"),
    ("table", "select 'PASS' from nowhere where $entity_identifier = 'x'", "nowhere"),
    (
        "million",
        "with recursive n(x) as (select 1 union all select x + 1 from n where x < 1000000) select 'PASS' as status, x as n from n",
        "!more than 250000 rows",
    ),
    ("norow", "select 'PASS' from snyk_issues where id = $entity_identifier", "!returned no row"),
    ("word", "select 'MAYBE' as status", "!has to be PASS, WARN or FAIL"),
];

/// Each is an error of its check, told with its SQL; nothing else is touched, and nothing passes.
pub(super) fn sql_that_may_not_run_is_told(user: &User) {
    let mut queries: Vec<(&str, &str)> = QUERIES.iter().map(|(key, sql, _)| (*key, *sql)).collect();
    queries.push(("fine", "select 'PASS' as status"));
    user.file("scorecards/sql.yaml", &of_queries(&queries));
    let issues = user.number("select count(*) from snyk_issues");

    let linted = user.run(&["scorecard", "lint", "--json"]);
    let report = linted.json();
    let problems: Vec<&Value> = report["problems"].as_array().unwrap().iter().collect();
    let before: Vec<&(&str, &str, &str)> = QUERIES.iter().filter(|(_, _, said)| !said.starts_with('!')).collect();
    assert_eq!((linted.code, problems.len()), (Some(10), before.len()), "{report}");
    for (problem, (key, _, said)) in problems.iter().zip(&before) {
        let line = 6 + queries.iter().position(|(one, _)| one == key).unwrap();
        assert_eq!(problem["line"], line, "{problem}");
        assert!(problem["what"].as_str().unwrap().contains(said), "{key}: {problem}");
    }
    // Two of them are no queries, which needs no database.
    let offline = user.run(&["scorecard", "lint", "--offline", "--json"]).json();
    assert_eq!(offline["problems"].as_array().map(Vec::len), Some(2), "{offline}");

    let told = user.run(&["scorecard", "run", "--json"]);
    let run = told.json();
    assert_eq!((told.code, &run["ok"]), (Some(10), &false.into()));
    let bad = card(&run, "sql");
    for (key, sql, said) in QUERIES {
        let counts = check(bad, key);
        assert_eq!((&counts["error"], &counts["pass"]), (&bad["entities"], &0.into()), "{key}: {counts}");
        let error = bad["errors"].as_array().unwrap().iter().find(|error| error["check"] == *key).unwrap();
        assert_eq!(error["sql"], *sql);
        let line = 6 + queries.iter().position(|(one, _)| one == key).unwrap();
        assert_eq!((&error["place"]["file"], &error["place"]["line"]), (&"scorecards/sql.yaml".into(), &line.into()));
        assert!(error["error"].as_str().unwrap().contains(said.trim_start_matches('!')), "{key}: {error}");
    }
    assert_eq!(check(bad, "fine")["pass"], bad["entities"]);
    assert_eq!(check(card(&run, "security-basics"), "no-criticals")["error"], 0, "one bad card stops no other");
    assert_eq!(user.number("select count(*) from snyk_issues"), issues);
    let passed =
        "select count(*) from windlass_check_results where scorecard_id = 'sql' and status = 'ERROR' and passed";
    assert_eq!(user.number(passed), 0);
    std::fs::remove_file(user.path("scorecards/sql.yaml")).unwrap();
}

#[test]
fn sql_that_writes_runs_for_ever_or_returns_too_much_is_an_error_of_its_check() {
    let (_sim, user) = synced();
    sql_that_may_not_run_is_told(&user);
    let attach = [("attaches", "attach database 'elsewhere.db' as elsewhere"), ("pragma", "pragma query_only = off")];
    let endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n";
    user.file("scorecards/endless.yaml", &of_queries(&[("endless", endless)]));
    user.run(&["scorecard", "run", "endless", "--timeout", "1"]).fails(10, &["did not end within 1 s"]);
    user.file("scorecards/attach.yaml", &of_queries(&attach));
    let told = user.run(&["scorecard", "run", "attach"]);
    assert_eq!(told.code, Some(10));
    let words = [
        "the check `attaches` of `attach` (scorecards/attach.yaml:6:",
        "the check `pragma` of `attach` (scorecards/attach.yaml:7:",
        "refused: it is no query; begin it with `select`",
        "    attach database 'elsewhere.db'",
    ];
    for word in words {
        assert!(told.err.contains(word), "no {word} in {told:#?}");
    }
    assert!(!user.path("elsewhere.db").exists());
}

#[test]
fn an_error_is_told_with_the_query_that_failed_and_shown_wherever_the_card_is() {
    let (_sim, user) = synced();
    let filtered = of_queries(&[("fine", "select 'PASS' as status")]);
    let filtered = filtered.replace("sql: \"", "filter_sql: select nocolumn from entity_facts, sql: \"");
    let clock = [("late", "select case when max(day) < date('now') then 'FAIL' else 'PASS' end from severity_daily")];
    user.file("scorecards/filtered.yaml", &filtered);
    user.file("scorecards/late.yaml", &of_queries(&clock));
    let told = user.run(&["scorecard", "run", "filtered", "late"]);
    assert_eq!(told.code, Some(10), "{told:#?}");
    let words = [
        "the check `fine` of `filtered` (scorecards/filtered.yaml:6:",
        "mend its `filter_sql`",
        "nocolumn",
        "    select nocolumn from entity_facts\n",
        "the check `late` of `late` (scorecards/late.yaml:6:",
        "`date('now')` is the time of whoever asks",
        "write `$as_of`",
    ];
    let linted = user.run(&["scorecard", "lint"]);
    let table = user.run(&["scorecard", "report"]).ok();
    let markdown = user.run(&["scorecard", "report", "--format", "markdown"]).ok();
    for word in words {
        assert!(told.err.contains(word) && table.err.contains(word), "no {word} in {told:#?} {table:#?}");
    }
    assert!(!told.err.contains("select 'PASS'"), "{told:#?}");
    assert!(markdown.out.contains("    select nocolumn from entity_facts\n"), "{markdown:#?}");
    assert!(linted.code == Some(10) && linted.out.contains("scorecards/late.yaml:6:"), "{linted:#?}");
}

#[test]
fn two_files_of_one_name_a_type_that_nobody_has_and_levels_of_one_name_are_told() {
    let (_sim, user) = synced();
    let fine = of_queries(&[("fine", "select 'PASS' as status")]);
    user.file("scorecards/twin.yaml", &fine);
    user.file("scorecards/twin.yml", &fine);
    user.file("scorecards/typo.yaml", &fine.replace("[service]", "[service, servcie]"));
    let linted = user.run(&["scorecard", "lint"]);
    assert_eq!(linted.code, Some(10), "{linted:#?}");
    assert!(linted.out.contains("scorecards/twin.yml: there is another scorecard `twin`"), "{linted:#?}");
    for command in [&["scorecard", "lint"][..], &["scorecard", "run", "typo"]] {
        let said = user.run(command).err;
        assert!(said.contains("`typo` scores nobody of the type `servcie`"), "{said}");
    }
    std::fs::remove_file(user.path("scorecards/twin.yml")).unwrap();
    let level = |key: &str, name: &str, rank: u8| {
        format!("  - {{key: {key}, name: {name}, color: \"#000000\", rank: {rank}}}\n")
    };
    let levels = format!("{}{}", level("a", "Same", 1), level("b", "same", 2));
    let check = "  - {key: c, name: C, level: a, sql: select 1}\n";
    user.file("scorecards/levels.yaml", &format!("{HEAD}levels:\n{levels}checks:\n{check}"));
    let linted = user.run(&["scorecard", "lint"]);
    let said = "scorecards/levels.yaml:7:20: the levels `a` and `b` have the same name";
    assert!(linted.code == Some(10) && linted.out.contains(said), "{linted:#?}");
    user.run(&["scorecard", "run", "levels", "--check", "c"]).fails(10, &["scorecards/levels.yaml", "same name"]);
}

const HEAD: &str =
    "name: A\ntype: LEVEL\nentity_filter: {types: [service]}\nempty_level: {label: N, color: \"#000000\"}\n";

#[test]
fn a_card_that_is_not_right_is_told_with_file_line_column_and_remedy_and_stops_no_other() {
    let (_sim, user) = synced();
    let level = |key: &str, rank: u8| format!("  - {{key: {key}, name: L, color: \"#000000\", rank: {rank}}}\n");
    let check = |key: &str, more: &str| format!("  - {{key: {key}, name: C, sql: select 1{more}}}\n");
    let twice = format!("{HEAD}levels:\n{}{}checks:\n{}", level("a", 1), level("b", 1), check("c", ", level: a"));
    let unknown = format!("{HEAD}levels:\n{}checks:\n{}", level("a", 1), check("c", ", level: gold"));
    let missing = format!("{HEAD}levels:\n{}checks:\n  - {{key: c, level: a, name: C}}\n", level("a", 1));
    let ordered = |key: &str| check(key, ", level: a, ordering: 3");
    let ordering = format!("{HEAD}levels:\n{}checks:\n{}{}", level("a", 1), ordered("c"), ordered("d"));
    for (text, at, said) in [
        (&twice, "7:", "same rank"),
        (&unknown, "8:", "no level `gold`"),
        (&missing, "8:", "`sql` is missing"),
        (&ordering, "9:", "ordering"),
        (&"[".to_owned(), "", "YAML"),
    ] {
        user.file("scorecards/bad.yaml", text);
        let linted = user.run(&["scorecard", "lint", "scorecards/bad.yaml"]);
        assert_eq!(linted.code, Some(10), "{linted:#?}");
        assert!(linted.out.contains(&format!("scorecards/bad.yaml:{at}")) && linted.out.contains(said), "{linted:#?}");
        assert!(linted.out.contains("    do: "), "{linted:#?}");
        let told = user.run(&["scorecard", "run"]).fails(10, &["scorecards/bad.yaml", said, "Security basics"]);
        assert!(told.out.contains("Security basics") && told.out.contains("Hygiene"), "{told:#?}");
        let listed = user.run(&["scorecard", "list"]).ok();
        assert!(listed.err.contains("scorecards/bad.yaml is not right"), "{listed:#?}");
    }
    user.run(&["scorecard", "run", "bad"]).fails(10, &["scorecards/bad.yaml"]);
    std::fs::remove_file(user.path("scorecards/bad.yaml")).unwrap();
    user.file("scorecards/policy.yaml", "sla: {default: {highest: 3}}\n");
    let linted = user.run(&["scorecard", "lint"]);
    assert!(linted.code == Some(10) && linted.out.contains("scorecards/policy.yaml:1:"), "{linted:#?}");
    user.run(&["scorecard", "run"]).fails(10, &["scorecards/policy.yaml", "highest"]);
    user.run(&["scorecard", "lint", "nowhere"]).fails(2, &["there is no nowhere"]);
}

//! Cards that are right, and all that can be wrong with one.

use super::*;

const LEVEL: &str = r##"name: Security basics
description: What every service has.
type: LEVEL
published: false
entity_filter:
  types: [service, repository]
empty_level: {label: Incomplete, color: "#cbd5e1"}
levels:
  - {key: bronze, name: Bronze, color: "#fb923c", rank: 1}
  - {key: gold, name: Gold, color: "#fbbf24", rank: 3}
checks:
  - key: criticals
    name: No open criticals
    description: They are fixed first.
    level: bronze
    sql: |
      select case when open_critical = 0 then 'PASS' else 'FAIL' end as status, open_critical as output
      from entity_facts where entity_identifier = $entity_identifier
    filter_sql: select 1
    filter_message: It has no projects.
    message: Fix them.
    output_enabled: true
    output_type: custom
    output_custom_options: {unit: issue, decimals: auto}
    output_aggregation: mean
    external_url: https://example.com/criticals
    estimated_dev_days: 0.5
    published: false
  - {key: owner, name: It has an owner, level: gold, sql: select 'PASS'}
  - {key: tested, name: It is tested, level: gold, sql: select 'PASS'}
tags:
  - {value: security, color: "#112233"}
"##;

const POINTS: &str = "
name: Hygiene
type: POINTS
entity_filter: {sql: select identifier from windlass_entities}
check_groups:
  - {key: people, name: People}
  - {key: tests, name: Tests}
checks:
  - {key: owner, name: It has an owner, group: people, points: 2.5, sql: select 'PASS'}
  - {key: tested, name: It is tested, group: tests, points: 1, ordering: 7, sql: select 'PASS'}
";

#[test]
fn a_card_is_read_as_it_is_written() {
    let card = parse("basics", LEVEL).unwrap();
    assert_eq!((card.id.as_str(), card.kind, card.published), ("basics", CardKind::Level, false));
    assert_eq!(card.levels.iter().map(|level| level.rank).collect::<Vec<_>>(), [1, 3]);
    let orderings: Vec<i64> = card.checks.iter().map(|check| check.ordering).collect();
    assert_eq!(orderings, [1, 1, 2], "what has no ordering has its place in its level");
    let check = &card.checks[0];
    assert_eq!(check.output_custom_options.as_ref().unwrap().decimals, Some(Decimals::Auto(Auto::Auto)));
    assert!(check.sql.starts_with("select case") && check.output_enabled && !check.published);
    let card = parse("hygiene", POINTS).unwrap();
    assert_eq!(card.checks.iter().filter_map(|check| check.points).sum::<f64>(), 3.5);
    assert_eq!(card.check_groups[1].ordering, 2);
    assert!(matches!(card.entity_filter, EntityFilter::Sql(_)));
}

/// What is kept of a card in the database is the card.
#[test]
fn what_has_no_ordering_gets_one_that_is_free() {
    let check = |key: &str, more: &str| format!("  - {{key: {key}, name: A, points: 1, sql: select 1, {more}}}\n");
    let head = "name: A\ntype: POINTS\nentity_filter: {types: [service]}\ncheck_groups:\n  - {key: g, name: G, ordering: 2}\n  \
                - {key: h, name: H}\nchecks:\n";
    let checks = [
        check("a", "group: g, ordering: 2"),
        check("b", "group: g"),
        check("c", "group: h"),
        check("d", "group: g, ordering: 4"),
        check("e", "group: g"),
        check("f", "group: g, ordering: 1"),
    ];
    let card = parse("a", &format!("{head}{}", checks.concat())).unwrap_or_else(|problems| panic!("{problems:?}"));
    let ordered = card.checks.iter().map(|check| format!("{} {}", check.key, check.ordering));
    // Group by group, and within each by it.
    assert_eq!(ordered.collect::<Vec<_>>(), ["f 1", "a 2", "b 3", "d 4", "e 5", "c 1"]);
    assert_eq!(card.check_groups.iter().map(|group| group.ordering).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn a_card_survives_json() {
    for text in [LEVEL, POINTS] {
        let card = Card { source: Source::default(), ..parse("x", text).unwrap() };
        let json = serde_json::to_string(&card).unwrap();
        let read = Card { id: "x".to_owned(), ..serde_json::from_str(&json).unwrap() };
        assert_eq!(read, card);
    }
}

/// All problems of a text, each `line:column: what: remedy`.
fn problems(text: &str) -> String {
    let Err(problems) = parse("x", text) else { return String::new() };
    CardError { file: "x.yaml".into(), problems }.to_string()
}

/// What of a text's problems is not told as expected: a line for each, the place and words of it.
fn untold(text: &str, expected: &[&str]) -> Option<String> {
    let told = problems(text);
    let is_told = |(line, expected): (&str, &&str)| {
        let (place, words) = expected.split_once(' ').unwrap();
        line.starts_with(&format!("x.yaml:{place}: ")) && words.split(" … ").all(|words| line.contains(words))
    };
    let all = told.lines().count() == expected.len() && told.lines().zip(expected).all(is_told);
    (!all).then(|| format!("expected {expected:#?}, told\n{told}"))
}

#[track_caller]
fn assert_told(text: &str, expected: &[&str]) {
    assert_eq!(untold(text, expected), None);
}

/// The card with a part of it replaced.
fn with(card: &str, part: &str, other: &str) -> String {
    assert!(card.contains(part), "{part}");
    card.replacen(part, other, 1)
}

#[test]
fn each_mistake_is_told_with_its_place_and_remedy() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        (with(LEVEL, "rank: 3", "rank: 1"), "10:53 same rank 1 … of its own"),
        (with(LEVEL, "rank: 3", "rank: high"), "10:53 no whole number … without quotes"),
        (with(LEVEL, "level: bronze", "level: bronce"), "15:12 no level `bronce` … did you mean `bronze`?"),
        (with(LEVEL, "level: bronze", "level: iron"), "15:12 no level `iron` … one of bronze, gold"),
        (with(LEVEL, "key: tested", "key: owner"), "30:11 `owner` is the key of another"),
        (
            with(LEVEL, "key: gold", "key: bronze"),
            "10:11 `bronze` is the key of another && 29:48 no level `gold` && 30:46 no level `gold`",
        ),
        (with(LEVEL, "\"#cbd5e1\"", "grey"), "7:41 `grey` is no colour … \"#fb923c\""),
        (with(LEVEL, "\"#fb923c\"", "\"#fb923\""), "9:40 no colour"),
        (with(LEVEL, "\"#112233\"", "\"#11223g\""), "32:30 no colour"),
        (
            with(LEVEL, "    output_custom_options: {unit: issue, decimals: auto}\n", ""),
            "23:18 `output_custom_options:` with `unit`",
        ),
        (with(LEVEL, "decimals: auto", "decimals: many"), "24:52 0 to 9, or `auto`"),
        (
            with(LEVEL, "output_type: custom", "output_type: duration_day"),
            "23:18 did you mean `duration_days`? && 24:28 for outputs of type `custom`",
        ),
        (with(LEVEL, "output_type: custom", "output_type: number"), "24:28 for outputs of type `custom`"),
        (with(LEVEL, "type: LEVEL", "type: Levels"), "3:7 cannot be `Levels` … did you mean `LEVEL`?"),
        (with(LEVEL, "published: false\nentity", "published: nope\nentity"), "4:12 not yes or no … `true` or `false`"),
        (
            with(LEVEL, "filter_message", "filter_mesage"),
            "20:5 no field `filter_mesage` … did you mean `filter_message`?",
        ),
        (
            with(LEVEL, "level: bronze", "level: bronze\n    colour_of_it: red"),
            "16:5 no field `colour_of_it` … known here are key, name",
        ),
        (with(LEVEL, "    filter_sql: select 1\n", ""), "19:21 never shown … write `filter_sql:`"),
        (with(LEVEL, "https://", "example:"), "26:19 begin it with https://"),
        (
            with(LEVEL, "$entity_identifier", "$entity_id"),
            "17:7 no variable `$entity_id` … there are $entity_identifier",
        ),
        (with(LEVEL, "name: It is tested, ", ""), "30:5 `name` is missing"),
        (with(LEVEL, "name: It is tested", "name: 7"), "30:25 is a number, not a text … in quotes"),
        (with(LEVEL, "types: [service, repository]", "types: []"), "6:3 not said which entities"),
        (
            with(LEVEL, "types: [service, repository]", "types: service"),
            "6:3 which entities && 6:10 not a list … `[one, two]`",
        ),
        (
            with(LEVEL, "types: [service, repository]", "{sql: select $entity_name}"),
            "6:9 `$entity_name` stands for nothing here",
        ),
        (
            with(LEVEL, "empty_level: {label: Incomplete, color: \"#cbd5e1\"}\n", ""),
            "1:1 no level is attained … `empty_level:`",
        ),
        (with(POINTS, "points: 1, ", ""), "10:5 no points … `points:`"),
        (with(POINTS, "points: 1, ", "points: -1, "), "10:5 no points && 10:61 no number from 0"),
        (with(POINTS, "group: tests", "group: test"), "10:46 no group `test` … did you mean `tests`?"),
        (with(POINTS, "group: tests, ", ""), "10:5 belongs to no group … people, tests"),
        (
            with(
                &with(POINTS, "group: tests, points: 1, ordering: 7", "group: people, points: 1, ordering: 1"),
                "2.5",
                "2, ordering: 1",
            ),
            "10:75 has the ordering 1 of `owner`",
        ),
        (
            with(POINTS, "type: POINTS", "type: POINTS\nlevels: [{key: a, name: A, color: \"#000000\", rank: 1}]"),
            "4:9 has no levels",
        ),
    ] {
        wrong.extend(untold(&text, &expected.split(" && ").collect::<Vec<_>>()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_mistakes_are_told_at_once() {
    let expected = ["1:1 `name` is missing", "1:1 `type` is missing", "1:1 which entities", "1:1 no checks"];
    assert_told("{}", &expected);
    let text = "
type: LEVEL
name: a
colour: red
entity_filter_type: sql
entity_filter: {types: [a], sql: select 1}
empty_level: {label: \"\", color: #cbd5e1
  }
levels: {}
checks:
  - nothing
  - {key: a, name: A, level: b, sql: select $nothing}
  - {key: a, name: A, level: b, sql: select 1, scorecard_level_key: b}
";
    let expected = [
        "4:1 no field `colour`",
        "5:1 no field `entity_filter_type` … `entity_filter:` with",
        "6:16 has both",
        "7:22 `label` is empty",
        "7:26 `color` has no value … in quotes",
        "9:9 not a list",
        "9:9 at least one level",
        "11:5 an element of `checks` is expected here",
        "12:30 no level `b`",
        "12:38 no variable `$nothing`",
        "13:11 `a` is the key",
        "13:30 no level `b`",
        "13:48 no field `scorecard_level_key` … write `level:`",
    ];
    assert_told(text, &expected);
}

#[test]
fn what_is_no_card_at_all_is_told() {
    for (text, expected) in [
        ("", "1:1 a scorecard is expected here … nothing"),
        ("- a", "1:1 there is a list"),
        ("name: [", "1:7 it is no YAML … quotes and brackets"),
        ("name: a\nname: b", "2:1 `name` is there twice … keep one of the two"),
    ] {
        assert_told(text, &[expected]);
    }
}

#[test]
fn the_starters_are_cards() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in STARTERS {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let cards = load(folder.path()).unwrap();
    assert_eq!(cards.bad, []);
    let ids: Vec<&str> = cards.good.iter().map(|card| card.id.as_str()).collect();
    assert_eq!(ids, ["hygiene", "keeps-the-promise", "security-basics"]);
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).unwrap();
    write("a.yaml", LEVEL.as_bytes());
    write("a.yml", POINTS.as_bytes());
    write("b.yml", POINTS.as_bytes());
    write("c.yaml", b"name: [");
    write("d.yaml", &[0xff, 0xfe, 0x00]);
    write("policy.yaml", b"sla: {}");
    write("README.md", b"# Scorecards");
    let cards = load(folder.path()).unwrap();
    assert_eq!(cards.good.iter().map(|card| card.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    let told: Vec<String> = cards.bad.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "{told:#?}");
    for (told, words) in told.iter().zip(["another scorecard `a`", "c.yaml:1:7: it is no YAML", "cannot be read"]) {
        assert!(told.contains(words), "{told}");
    }
    let missing = load(&folder.path().join("nowhere")).unwrap_err();
    assert_eq!((missing.code(), missing.help().contains("scorecard init")), ("scorecards_unreadable", true));
}

/// The fields of an object in the schema.
fn fields_of(schema: &serde_json::Value, name: Option<&str>) -> Vec<String> {
    let object = name.map_or(schema, |name| &schema["$defs"][name]);
    let mut fields: Vec<String> = object["properties"].as_object().unwrap().keys().cloned().collect();
    fields.sort();
    fields
}

/// The reader of files and the schema for editors are two texts of one thing.
#[test]
fn the_schema_knows_the_fields_that_the_reader_knows() {
    let schema = schema();
    assert_eq!(schema["$defs"]["Check"]["properties"]["ordering"]["default"], serde_json::Value::Null);
    assert_eq!(schema["required"], serde_json::json!(["name", "type", "entity_filter", "checks"]));
    for (object, text) in [
        (None, "nothing: 1".to_owned()),
        (Some("Check"), with(LEVEL, "key: criticals", "key: criticals\n    nothing: 1")),
        (Some("Level"), with(LEVEL, "rank: 3", "rank: 3, nothing: 1")),
        (Some("EmptyLevel"), with(LEVEL, "label: Incomplete", "label: Incomplete, nothing: 1")),
        (Some("CustomOptions"), with(LEVEL, "unit: issue", "unit: issue, nothing: 1")),
        (Some("Tag"), with(LEVEL, "value: security", "value: security, nothing: 1")),
        (Some("CheckGroup"), with(POINTS, "name: People", "name: People, nothing: 1")),
    ] {
        let told = problems(&text);
        let (_, known) = told.split_once("no field `nothing`: known here are ").unwrap_or_else(|| panic!("{told}"));
        let mut known: Vec<String> = known.lines().next().unwrap().split(", ").map(ToOwned::to_owned).collect();
        known.sort();
        assert_eq!(known, fields_of(&schema, object), "{object:?}");
    }
}

use super::*;
use windlass_model::Timestamp;
use windlass_score::cards::{Query, parse};
use windlass_score::evaluate::{Entity, Scored};
use windlass_score::history::Moved;

const CARD: &str = "name: Basics
type: LEVEL
entity_filter: {types: [service]}
empty_level: {label: None yet, color: \"#cbd5e1\"}
levels: [{key: gold, name: Gold, color: \"#fbbf24\", rank: 1}]
checks:
  - {key: a, name: First, level: gold, sql: select 1, external_url: http://wiki/a}
  - {key: b, name: Second, level: gold, sql: select 1}
";

fn result(check: &str, status: Status, message: Option<&str>) -> CheckResult {
    let message = message.map(ToOwned::to_owned);
    let (check, query) = (check.to_owned(), Query::Check);
    CheckResult { check, status, output: None, message, related_property: None, since: None, query }
}

fn scored(identifier: &str, results: Vec<CheckResult>) -> Scored {
    let name = format!("The {identifier}");
    let entity = Entity { kind: "service".to_owned(), identifier: identifier.to_owned(), name, ..Entity::default() };
    Scored { entity, score: Score::default(), since: None, results }
}

fn report(entities: Vec<Scored>) -> Report {
    let card = parse("basics", CARD).unwrap();
    let as_of = Timestamp::default();
    Report { card, as_of, entities, sql_errors: Vec::new(), narrowed: false, scored: true }
}

fn nobody() -> Moves {
    Moves { since: Timestamp::default(), moved: Vec::new() }
}

fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

#[test]
fn a_message_is_there_for_all_to_read_once_and_its_links_are_links() {
    let said = Some("Do it **now**: [how](https://example.com/how)");
    let each = |name: &str| scored(name, vec![result("a", Status::Fail, said), result("b", Status::Pass, None)]);
    let drawn = scores(&report(vec![each("x"), each("y")]), &nobody(), ROWS).into_string();
    let link = "Do it <strong>now</strong>: <a href=\"https://example.com/how\" rel=\"noreferrer\">how</a>";
    assert_eq!(count(&drawn, link), 1, "{drawn}");
    assert_eq!(count(&drawn, "now"), 1, "a text that only a mouse finds: {drawn}");
    assert!(drawn.contains("fails: 2 entities") && !drawn.contains("<dt>Second"), "{drawn}");
    assert_eq!(count(&drawn, "<a href=\"http://wiki/a\" rel=\"noreferrer\">First</a>"), 2, "{drawn}");
}

#[test]
fn words_of_their_own_are_beside_names_and_too_many_are_counted() {
    let many = way::TEXTS + 3;
    let own =
        |at: usize| scored(&format!("s{at:02}"), vec![result("a", Status::Fail, Some(&format!("Word {at:02}.")))]);
    let mut all: Vec<Scored> = (0..many).map(own).collect();
    let mended = CheckResult { related_property: Some("owner, tier".to_owned()), ..result("b", Status::Fail, None) };
    all[0].results.push(mended);
    all[1].results.push(result("b", Status::NotApplicable, Some("Not for *it*.")));
    all[2].results.push(result("b", Status::Error, Some("no such table: *a*")));
    all[3].results.push(result("b", Status::Pass, Some("Well done.")));
    let drawn = scores(&report(all), &nobody(), ROWS).into_string();
    let (_, drawn) = drawn.split_once("What stands in the way").unwrap();
    assert!(drawn.contains("fails: service <strong>The s00</strong>. </p><p>Word 00.</p>"), "{drawn}");
    assert_eq!(count(drawn, "<p>Word "), way::TEXTS, "{drawn}");
    assert!(drawn.contains("3 entities more with words of their own"), "{drawn}");
    assert!(drawn.contains("To mend it: <code>owner</code>, <code>tier</code>."), "{drawn}");
    assert!(drawn.contains("does not apply: 1 entity. </p><p>Not for <em>it</em>.</p>"), "{drawn}");
    assert!(drawn.contains("<p>no such table: *a*</p>") && !drawn.contains("Well done"), "{drawn}");
}

#[test]
fn who_was_not_scored_before_is_counted_and_not_named() {
    let score = |level: &str| Some(Score { level: Some(level.to_owned()), rank: Some(1), points: None });
    let moved = |identifier: &str, from, to| Moved {
        scorecard_id: "basics".to_owned(),
        entity_type: "service".to_owned(),
        entity_identifier: identifier.to_owned(),
        from,
        to,
        at: Timestamp::default(),
    };
    let report = report(vec![scored("x", vec![])]);
    let drawn = |moved| scores(&report, &Moves { moved, ..nobody() }, ROWS).into_string();
    let told = drawn(vec![moved("old", score("gold"), None), moved("new", None, score("gold"))]);
    assert!(told.contains("Moved since 1970-01-01") && told.contains("old (service)"), "{told}");
    assert!(told.contains("1 entity scored for the first time") && !told.contains("new (service)"), "{told}");
    assert!(!drawn(vec![]).contains("Moved"), "{}", drawn(vec![]));
}

#[test]
fn the_first_rows_are_those_who_need_people_most() {
    let of = |name: &str, failing: usize| {
        let status = |at| if at < failing { Status::Fail } else { Status::Pass };
        scored(name, vec![result("a", status(0), None), result("b", status(1), None)])
    };
    let report = report(vec![of("fine", 0), of("worst", 2), of("bad", 1)]);
    let drawn = scores(&report, &nobody(), 2).into_string();
    let (_, rows) = drawn.split_once("<table class=\"matrix\">").unwrap();
    let names: Vec<&str> = rows.split("<th scope=\"row\">").skip(1).filter_map(|row| row.split('<').next()).collect();
    assert_eq!(names, ["The worst", "The bad"]);
    let order: Vec<&str> = report.from_the_worst().iter().map(|one| one.entity.name.as_str()).collect();
    assert_eq!(names, order[..2]);
    assert!(drawn.contains("And 1 entity that need"), "{drawn}");
}

#[test]
fn headings_follow_one_another_and_what_scrolls_has_a_name_of_its_own() {
    let mut report = report(vec![scored("x", vec![result("a", Status::Fail, Some("Do it."))])]);
    report.sql_errors = ["a", "b"]
        .map(|check| SqlError {
            query: Query::Check,
            place: None,
            check: Some(check.to_owned()),
            error: "no".to_owned(),
            sql: "select".to_owned(),
            entities: 1,
        })
        .into();
    let page = page(&[(report, nobody())]);
    let headings: Vec<&str> =
        page.split("<h").skip(1).filter_map(|rest| rest.get(..2)).filter(|at| at.ends_with('>')).collect();
    assert_eq!(headings, ["1>", "2>", "3>"], "{page}");
    assert_eq!(
        count(&page, "class=\"wide\""),
        count(&page, "class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"")
    );
    assert_eq!(count(&page, "<pre"), count(&page, "<pre tabindex=\"0\" role=\"region\" aria-label=\""));
    let mut names: Vec<&str> =
        page.split("role=\"region\" aria-label=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!((names.len(), all), (4, 4), "{names:?}");
}

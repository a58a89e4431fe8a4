//! How long ten checks of many entities take over many issues: one query for all, one for each, one for each over the issues themselves.
//!
//! `cargo run --release --example evaluation -p windlass-score -- [ISSUES] [ENTITIES] [STORE]`, where STORE is a URL; nothing given:
//! 1,000,000 issues, 5,000 services and a SQLite file that goes away. A store that is filled already is not filled again.
#![allow(clippy::print_stdout, reason = "it is there to tell figures")]
#![allow(clippy::unwrap_used, reason = "whoever runs it sees where it ends")]

use std::time::Instant;
use windlass_model::{ConnectionId, Record, Row, RunId, Timestamp};
use windlass_score::cards::{Card, parse};
use windlass_score::evaluate::Status;
use windlass_score::{Options, evaluate, record};
use windlass_store::books::ClockRow;
use windlass_store::{Batch, Select, Store};
use windlass_streams::{IssueRow, ProjectRow, ProjectTagRow};

/// The end of the run: 2026-01-01T12:00:00Z, in seconds since 1970.
const NOW: i64 = 1_767_268_800;

/// Projects of an entity.
const PROJECTS: u64 = 4;

/// Rows of a commit.
const PAGE: u64 = 4_000;

fn moment(days_ago: u64) -> Timestamp {
    Timestamp::from_second(NOW - days_ago as i64 * 86_400).unwrap()
}

/// A number that looks as if it were chosen at random.
fn scattered(number: u64) -> u64 {
    let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

/// Ten checks of services with this query, in which `{severity}` and `{limit}` differ.
fn card(name: &str, sql: &str) -> Card {
    let check = |at: usize| {
        let severity = ["critical", "high", "medium", "low", "total"][at % 5];
        let sql = sql.replace("{severity}", severity).replace("{limit}", &(at * 3).to_string());
        format!("  - {{key: c{at}, name: C, level: l, output_enabled: true, sql: \"{sql}\"}}\n")
    };
    let checks: String = (0..10).map(check).collect();
    let text = format!(
        "name: {name}\ntype: LEVEL\nentity_filter: {{types: [service]}}\nempty_level: {{label: None, color: \"#000000\"}}\n\
         levels: [{{key: l, name: L, color: \"#000000\", rank: 1}}]\nchecks:\n{checks}"
    );
    parse(name, &text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

async fn fill(store: &dyn Store, issues: u64, entities: u64) {
    let connection = ConnectionId::random();
    let commit = async |records: Vec<Record>| {
        let (run, now) = (RunId::next(), moment(0));
        store.commit(Batch { connection, run, walk: 1, now, records, books: Vec::new() }).await.unwrap();
    };
    let projects = entities * PROJECTS;
    let project = |at: u64| {
        let tag = ProjectTagRow { key: Some("service".to_owned()), value: Some(format!("service-{}", at / PROJECTS)) };
        let row = ProjectRow {
            source_id: format!("p{at}"),
            name: Some(format!("acme/p{at}")),
            counted_at: Some(moment(at % 9)),
            tags: vec![tag],
            ..ProjectRow::default()
        };
        row.into_record(connection.row(&format!("p{at}")), None)
    };
    let issue = |at: u64| {
        let chance = scattered(at);
        let (created, is_open) = (chance % 700, chance.is_multiple_of(3));
        let row = IssueRow {
            source_id: format!("i{at}"),
            project_id: Some(connection.row(&format!("p{}", scattered(chance) % projects)).to_string()),
            effective_severity_level: Some(
                ["low", "medium", "high", "critical"][(chance >> 20) as usize % 4].to_owned(),
            ),
            status: Some(if is_open { "open" } else { "resolved" }.to_owned()),
            ignored: Some((chance >> 30).is_multiple_of(20)),
            fixable: Some((chance >> 34).is_multiple_of(2)),
            created_at: Some(moment(created)),
            resolved_at: (!is_open).then(|| moment(created / 2)),
            ..IssueRow::default()
        };
        row.into_record(connection.row(&format!("i{at}")), None)
    };
    for from in (0..projects).step_by(PAGE as usize) {
        commit((from..projects.min(from + PAGE)).map(project).collect()).await;
    }
    for from in (0..issues).step_by(PAGE as usize) {
        commit((from..issues.min(from + PAGE)).map(issue).collect()).await;
    }
    store.settle().await.unwrap();
    let clock = ClockRow { id: 1, as_of: moment(0) }.into_book();
    let (run, now) = (RunId::next(), moment(0));
    store.commit(Batch { connection, run, walk: 1, now, records: Vec::new(), books: vec![clock] }).await.unwrap();
    windlass_score::entities::refresh(store).await.unwrap();
}

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1);
    let mut number = |usual: u64| args.next().map_or(usual, |text| text.parse().unwrap());
    let (issues, entities) = (number(1_000_000), number(5_000));
    let folder = std::env::temp_dir().join(format!("windlass-evaluation-{}", std::process::id()));
    let url = args.next();
    let own = format!("sqlite:{}", folder.join("w.db").display());
    let store = windlass_store::open(url.as_deref().unwrap_or(&own)).await.unwrap();
    let mut schema = windlass_sync::schema();
    schema.tables.extend(windlass_score::tables());
    schema.views.extend(windlass_score::VIEWS);
    store.migrate(&schema).await.unwrap();
    let count = store.select(Select::of("select count(*) from snyk_issues", Vec::new())).await.unwrap();
    if count.rows[0][0].as_integer() == Some(0) {
        let began = Instant::now();
        fill(&*store, issues, entities).await;
        println!("filled with {issues} issues of {entities} services in {:.1} s", began.elapsed().as_secs_f64());
    }
    let status = "case when open_{severity} > {limit} then 'FAIL' else 'PASS' end as status, open_{severity} as output from entity_facts";
    for card in [
        card("one query for all", &format!("select entity_type, entity_identifier, {status}")),
        card(
            "one query for each",
            &format!("select {status} where entity_type = $entity_type and entity_identifier = $entity_identifier"),
        ),
        card(
            "one query for each, over the issues",
            "select case when count(*) > {limit} then 'FAIL' else 'PASS' end as status, count(*) as output from open_issues \
             where severity = '{severity}' and project_id in ($entity_project_ids)",
        ),
    ] {
        let began = Instant::now();
        let cards = [card];
        let mut report = evaluate(&*store, &cards, &Options::at(moment(0))).await.unwrap().remove(0);
        let evaluated = began.elapsed();
        let failed = report.entities.iter().flat_map(|scored| &scored.results);
        let failed = failed.filter(|result| result.status == Status::Fail).count();
        assert_eq!(report.sql_errors, []);
        record(&*store, &mut report).await.unwrap();
        println!(
            "{}: 10 checks of {} entities in {:.2} s ({failed} fail), kept in {:.2} s",
            report.card.name,
            report.entities.len(),
            evaluated.as_secs_f64(),
            (began.elapsed() - evaluated).as_secs_f64()
        );
    }
    drop(store);
    if url.is_none() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

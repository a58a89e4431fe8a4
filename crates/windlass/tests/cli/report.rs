//! `windlass report`: one page that stands alone, with the figures that the tables have.

use crate::cluster::Cluster;
use crate::support::{User, company, start};
use windlass_sim::Sim;

const TOKEN: &str = "group_service_account";

fn synced(user: User) -> (Sim, User) {
    let sim = start(company());
    user.connect(&sim, TOKEN).ok();
    for day in [0.0, 30.0, 60.0] {
        sim.set_day(day);
        user.run(&["sync", "--full"]).ok();
    }
    (sim, user)
}

/// The text of a page, with a space for each tag.
fn words(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    let (_, page) = page.split_once("</style>").unwrap();
    for character in page.chars() {
        match character {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            _ if !inside => text.push(character),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tells_what_the_tables_hold(user: &User) -> String {
    user.run(&["report", "--out", "page.html", "--days", "60"]).ok().says("Wrote page.html");
    let page = std::fs::read_to_string(user.path("page.html")).unwrap();
    let text = words(&page);
    let open = user.number("select count(*) from open_issues");
    let critical = user.number("select count(*) from open_issues where severity = 'critical'");
    let overdue = user.number("select count(*) from open_issues where breached");
    let projects = user.number("select count(*) from snyk_projects where removed_at is null");
    let limited = user.number("select count(*) from open_issues where sla_days is not null");
    assert!(open > limited && limited >= overdue && overdue > 0, "{open}, {limited}, {overdue}");
    let in_time = (limited - overdue) as f64 * 100.0 / limited as f64;
    for said in [
        format!("{open} open"),
        format!("{critical} critical"),
        format!("{overdue} overdue {in_time:.0} % in time"),
        format!("{projects} projects"),
    ] {
        assert!(text.contains(&said), "no {said:?} in {text}");
    }
    let worst = user.rows(
        "select name from project_facts where open_total > 0 \
         order by open_critical desc, open_high desc, breached desc, open_total desc, name limit 3",
    );
    for project in worst {
        let name = project["name"].as_str().unwrap();
        assert!(text.contains(name), "no {name:?} in {text}");
    }
    assert!(!text.contains("Not all of it"), "{text}");
    page
}

#[test]
fn a_report_tells_what_the_tables_hold_and_loads_nothing() {
    let (_sim, user) = synced(User::new());
    let page = tells_what_the_tables_hold(&user);
    for loads in ["<script", "<link", "<img", "@import", "url(", "src=", "<iframe"] {
        assert!(!page.contains(loads), "the page has {loads:?}");
    }
    assert!(page.contains("default-src 'none'"));
    let said = user.run(&["report", "--out", "page.html", "--json"]).ok().json();
    assert_eq!((&said["ok"], &said["file"]), (&true.into(), &"page.html".into()));
    let shown = user.run(&["report", "--out", "-"]).ok().out;
    assert!(shown.starts_with("<!DOCTYPE html>") && shown.trim_end().ends_with("</html>"));
}

#[test]
fn a_report_from_postgresql_tells_the_same() {
    let cluster = Cluster::start();
    let store = cluster.url("report");
    let (_sim, user) = synced(User::new().with("WINDLASS_STORE", &store));
    tells_what_the_tables_hold(&user);
}

#[test]
fn a_name_from_elsewhere_stays_a_name() {
    let (_sim, user) = synced(User::new());
    let database = rusqlite::Connection::open(user.database()).unwrap();
    let name = "<script>alert('x')</script>\"&";
    let set = "update snyk_projects set name = ?1, url = 'javascript:alert(1)'";
    assert!(database.execute(set, [name]).unwrap() > 0);
    let unknown = "update snyk_issues set effective_severity_level = case rowid % 2 when 0 then 'dreadful' end where rowid % 5 < 2";
    assert!(database.execute(unknown, []).unwrap() > 0);
    database.execute("update windlass_runs set status = 'partial'", []).unwrap();
    let page = user.run(&["report", "--out", "-"]).ok().out;
    assert!(page.contains("&lt;script&gt;alert('x')&lt;/script&gt;&quot;&amp;"), "{page}");
    assert!(!page.contains("javascript:") && !page.contains("<script"));
    let open = user.number("select count(*) from open_issues");
    assert!(words(&page).contains(&format!("{open} open")), "{}", words(&page));
    assert!(words(&page).contains("Not all of it. The last sync of connection snyk is partial"), "{}", words(&page));
}

const CARD: &str = "name: Our own
type: LEVEL
entity_filter: {types: [service]}
empty_level: {label: Nix, color: \"#cbd5e1\"}
levels: [{key: one, name: One, color: \"#fb923c\", rank: 1}]
checks:
  - key: a
    name: Asked
    level: one
    sql: select entity_type, entity_identifier, 'FAIL' as status, open_critical as output, 'owner' as related_property from entity_facts
    message: Read [the guide](http://wiki/a).
    output_enabled: true
  - {key: b, name: Sketched, level: one, published: false, sql: select 'FAIL' as status}
";

/// The entities of a page's matrix, from the top.
fn in_the_matrix(page: &str) -> Vec<&str> {
    let (_, matrix) = page.split_once("<table class=\"matrix\">").unwrap();
    let (matrix, _) = matrix.split_once("</table>").unwrap();
    matrix.split("<th scope=\"row\">").skip(1).map(|row| row.split_once('<').unwrap().0).collect()
}

#[test]
fn a_page_tells_of_scorecards_what_the_terminal_tells() {
    let (_sim, user) = synced(User::new());
    std::fs::create_dir(user.path("scorecards")).unwrap();
    user.file("scorecards/own.yaml", CARD);
    user.run(&["scorecard", "run"]).ok();
    let scored = user.number("select count(*) from windlass_entities where type = 'service'");
    let both = || {
        let alone = user.run(&["scorecard", "report", "own", "--format", "html"]).ok().out;
        [user.run(&["report", "--out", "-"]).ok().out, alone]
    };

    // The first evaluation moves nobody, a draft is left out, and what to do is there for all to read.
    user.run(&["scorecard", "report", "own"]).ok().says("Moved: nobody");
    for page in both() {
        let text = words(&page);
        assert!(text.contains("Our own") && !text.contains("Moved since") && !text.contains("Sketched"), "{text}");
        assert!(text.contains(&format!("fails: {scored} entities. Read the guide .")), "{text}");
        assert!(text.contains("To mend it: owner ."), "{text}");
        assert!(page.contains("<a href=\"http://wiki/a\" rel=\"noreferrer\">the guide</a>"), "{page}");
    }
    let drafts = user.run(&["scorecard", "report", "own", "--format", "html", "--drafts"]).ok().out;
    assert!(words(&drafts).contains("Sketched draft"), "{}", words(&drafts));

    // Who is first in the terminal is first on the page.
    let terminal = user.run(&["scorecard", "report", "own", "--format", "markdown"]).ok().out;
    let rows = terminal.lines().filter_map(|line| line.strip_prefix("| service | "));
    let names: Vec<&str> = rows.filter_map(|row| row.split(' ').next()).collect();
    assert_eq!(names.len() as u64, scored);
    for page in both() {
        let shown = in_the_matrix(&page);
        assert!(shown.len() > 3 && shown == names[..shown.len()], "{shown:?}, and {names:?}");
    }

    // All of them move.
    user.file("scorecards/own.yaml", &CARD.replacen("'FAIL'", "'PASS'", 1));
    user.run(&["sync", "--full"]).ok();
    user.run(&["scorecard", "report", "own"]).ok().says(&format!("Moved: {scored} up"));
    for page in both() {
        let text = words(&page);
        assert!(text.contains("Moved since") && text.contains("(service): Nix to One"), "{text}");
        assert_eq!(text.matches("↑ up").count() as u64, scored.min(30), "{text}");
    }
}

#[test]
fn what_cannot_be_reported_is_told_in_four_lines() {
    let user = User::new();
    user.run(&["report"]).fails(2, &["never been synced", "windlass sync"]);
    let (_sim, user) = synced(user);
    user.run(&["report", "--out", "nowhere/page.html"]).fails(1, &["cannot be written", "--out"]);
    user.run(&["report", "--days", "3"]).fails(2, &["7..=400"]);
    assert!(!user.path("windlass-report.html").exists());
}

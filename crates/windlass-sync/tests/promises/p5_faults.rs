//! Every fault of the simulator with what is promised of the run that meets it: the list behind the matrix in `p5_cautious`
//! and behind docs/faults.md.

use crate::p5_cautious::{Page, Walk};
use std::time::Duration;
use windlass_sim::{Fault, Permission};

/// What becomes of the run that meets the fault.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Then {
    /// It sends the request again and succeeds.
    Repeats,
    /// It walks the list, or the shard, from its start again and succeeds.
    BeginsAnew,
    /// It succeeds; there is nothing to repeat.
    Succeeds,
    /// It does not; an error has this code.
    Stops(&'static str),
    /// What the fault does to the data decides; in words.
    Either(&'static str),
}
use Then::{BeginsAnew, Either, Repeats, Stops, Succeeds};

impl Then {
    pub(crate) fn succeeds(self) -> bool {
        match self {
            Repeats | BeginsAnew | Succeeds => true,
            Stops(_) | Either(_) => false,
        }
    }

    fn in_words(self) -> String {
        match self {
            Repeats => "sends the request again and succeeds".to_owned(),
            BeginsAnew => "walks the list, or the shard, from its start again and succeeds".to_owned(),
            Succeeds => "succeeds; there is nothing to repeat".to_owned(),
            Stops(code) => format!("stops the scan with `{code}`"),
            Either(words) => words.to_owned(),
        }
    }

    /// What is kept of the walk that met the fault.
    fn kept(self) -> &'static str {
        match self {
            Repeats | BeginsAnew | Succeeds => "all that was listed",
            Stops(_) => "every page before it; nothing is marked removed",
            Either(_) => "every page before it; nothing is marked removed unless a walk finished without it",
        }
    }
}

/// How often a fault fires.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Often {
    Once,
    Always,
}
use Often::{Always, Once};

/// A fault and its outcome.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) fault: fn() -> Fault,
    pub(crate) often: Often,
    then: Then,
}

const fn case(name: &'static str, fault: fn() -> Fault, often: Often, then: Then) -> Case {
    Case { name, fault, often, then }
}

const ELSEWHERE: &str = "http://127.0.0.2:9";
const NO_ROWS: &str = "stops the scan, since the answer is no page";
const LOST: &str = "stops the scans that are refused from then on, or flags the organization where it holds no rows";
const PASSES: &str = "succeeds, with what was listed when each page was asked for";

/// Every fault that the simulator has.
pub(crate) const CASES: &[Case] = &[
    case("throttle", Fault::throttle, Once, Repeats),
    case("throttle", Fault::throttle, Always, Stops("throttled")),
    case("throttle that says how long", || Fault::throttle().retry_after(0), Once, Repeats),
    case("500", || Fault::status(500), Once, Repeats),
    case("500", || Fault::status(500), Always, Stops("server_error")),
    case("501", || Fault::status(501), Once, Stops("server_error")),
    case("502", || Fault::status(502), Once, Repeats),
    case("503", || Fault::status(503), Always, Stops("server_error")),
    case("503 that says how long", || Fault::status(503).retry_after(0), Once, Repeats),
    case("504", || Fault::status(504), Once, Repeats),
    case("maintenance", Fault::maintenance, Once, Stops("maintenance")),
    case("gone", Fault::gone, Once, Stops("endpoint_retired")),
    case("web page with 200", || Fault::html(200), Once, Stops("not_snyk")),
    case("web page with 502", || Fault::html(502), Once, Repeats),
    case("empty 500", || Fault::empty(500), Once, Repeats),
    case("empty 500", || Fault::empty(500), Always, Stops("server_error")),
    case("empty 200", || Fault::empty(200), Always, Stops("interrupted")),
    case("empty 204", || Fault::empty(204), Always, Either(NO_ROWS)),
    case("older 401", Fault::old_unauthorized, Once, Stops("invalid_credentials")),
    case("cut", Fault::cut, Once, Repeats),
    case("cut", Fault::cut, Always, Stops("interrupted")),
    case("truncate", Fault::truncate, Once, Repeats),
    case("truncate", Fault::truncate, Always, Stops("interrupted")),
    case("hang", Fault::hang, Once, Repeats),
    case("hang", Fault::hang, Always, Stops("timeout")),
    case("slow", || Fault::slow(Duration::from_millis(2)), Once, Succeeds),
    case("expired cursor", Fault::expired_cursor, Once, BeginsAnew),
    case("expired cursor", Fault::expired_cursor, Always, Stops("expired_cursor")),
    case("forbidden", Fault::forbidden, Once, Stops("forbidden")),
    case("not found", Fault::not_found, Once, Stops("not_found")),
    case("redirect", || Fault::redirect(ELSEWHERE), Once, Stops("redirected")),
    case("next elsewhere", || Fault::next_foreign(ELSEWHERE), Once, Stops("foreign_link")),
    case("next is itself", Fault::next_self, Always, Stops("circle")),
    case("empty page", Fault::empty_page, Once, Succeeds),
    case("token revoked", Fault::revoke_token, Once, Stops("invalid_credentials")),
    case("organization gone", Fault::organization_gone, Once, Either(LOST)),
    case("org.read lost", || Fault::permission_lost(Permission::OrgRead), Once, Either(LOST)),
    case("org.project.read lost", || Fault::permission_lost(Permission::OrgProjectRead), Once, Either(LOST)),
    case("snapshot read lost", || Fault::permission_lost(Permission::OrgProjectSnapshotRead), Once, Either(LOST)),
    case("group.issues.read lost", || Fault::permission_lost(Permission::GroupIssuesRead), Once, Either(LOST)),
    case("group.read lost", || Fault::permission_lost(Permission::GroupRead), Once, Either(LOST)),
    case("time passes", || Fault::time_passes(0.2), Once, Either(PASSES)),
    case("rows inserted", || Fault::rows_inserted(5), Once, Succeeds),
    case("rows removed", || Fault::rows_removed(7), Once, Succeeds),
    case("duplicate rows", || Fault::duplicate_rows(5), Once, Succeeds),
    case("unknown fields", Fault::unknown_fields, Once, Succeeds),
    case("unknown values", Fault::unknown_values, Once, Succeeds),
];

/// Faults after which a run succeeds with something else than what Snyk lists without them.
pub(crate) const MARKING: &[&str] = &["rows inserted", "rows removed", "unknown fields", "unknown values"];

/// Where the outcome is another than the list says: these faults, on such a page of such a walk.
struct Exception {
    faults: &'static [&'static str],
    holds: fn(Walk, Page) -> bool,
    then: Then,
    /// Where, and why.
    words: &'static str,
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        faults: &["expired cursor"],
        holds: |_, page| page == Page::First,
        then: Stops("bad_request"),
        words: "on a first page, which has no cursor that could have expired",
    },
    Exception {
        faults: &["forbidden", "not found"],
        holds: |walk, page| walk.is_of_a_group() && page == Page::First,
        then: Succeeds,
        words: "on the first page of a group's issues: they are read organization by organization instead",
    },
    Exception {
        faults: &["next elsewhere", "next is itself", "empty page"],
        holds: |_, page| page == Page::Last,
        then: Either("is as it would be without the fault"),
        words: "on a last page, which has no next one",
    },
];

impl Case {
    /// What the run comes to on that page of that walk.
    pub(crate) fn then(&self, walk: Walk, page: Page) -> Then {
        let exception = EXCEPTIONS.iter().find(|one| one.faults.contains(&self.name) && (one.holds)(walk, page));
        exception.map_or(self.then, |exception| exception.then)
    }

    /// What the next run does once the fault is lifted.
    fn next_run(&self) -> &'static str {
        match self.then {
            Repeats | BeginsAnew | Succeeds if MARKING.contains(&self.name) => {
                "takes up what differs; at the latest its next full walk does"
            }
            Repeats | BeginsAnew | Succeeds => "finds nothing to make good",
            Stops(_) => "goes on behind the last page that was kept and ends exact",
            Either(_) => "goes on or begins anew; a full walk ends exact",
        }
    }
}

/// The page that docs/faults.md is.
fn page() -> String {
    let mut page = String::from(
        "# Faults\n\n\
         What windlass does when Snyk, or what lies between, does not answer as it should. Made from the list that the tests walk\n\
         (`crates/windlass-sync/tests/promises/p5_faults.rs`) by `cargo xtask docs --write`; CI checks that it is current.\n\n\
         Every fault meets the first, a middle and the last page of these walks:\n\n| list | walk |\n|---|---|\n",
    );
    for walk in Walk::ALL {
        page.push_str(&format!("| {} | {} |\n", walk.list.in_words(), walk.mode.in_words()));
    }
    page.push_str(
        "\nOrganizations and projects cannot be asked for by change or by date of creation, so they are walked in full and in one \
         piece.\nAn incremental walk is never cut into shards.\n\n\
         After each: no scan that did not finish marked a row as removed; the pages that were committed stay; the run ended as the \
         table\nsays; and with the fault lifted the next run brought the database to what the simulator lists.\n\n\
         | fault | how often | windlass | what is kept | the next run |\n|---|---|---|---|---|\n",
    );
    for case in CASES {
        let often = match case.often {
            Once => "once",
            Always => "always",
        };
        let (does, kept, next) = (case.then.in_words(), case.then.kept(), case.next_run());
        page.push_str(&format!("| {} | {often} | {does} | {kept} | {next} |\n", case.name));
    }
    page.push_str("\nExcept:\n\n");
    for exception in EXCEPTIONS {
        let faults = exception.faults.join(", ");
        page.push_str(&format!("- *{faults}* {}: windlass {}.\n", exception.words, exception.then.in_words()));
    }
    page.push_str(
        "\nA list of the whole token (organizations, groups) is short and always walked from its start; whatever stops that of the \
         organizations\nstops the run, behind the projects of those that were listed by then. The other lists stop alone, and the run is \
         `partial`, unless every\nother request would meet the same: a throttle, a token that is not accepted, maintenance.\n",
    );
    page
}

/// The page is this list. Written instead of compared where `WINDLASS_WRITE_DOCS` is set: by `cargo xtask docs --write`.
#[test]
fn docs_faults_is_this_list() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/faults.md");
    if std::env::var_os("WINDLASS_WRITE_DOCS").is_some() {
        std::fs::write(path, page()).unwrap();
    }
    let known = std::fs::read_to_string(path).unwrap_or_default();
    assert!(known == page(), "docs/faults.md is not current: run `cargo xtask docs --write`");
}

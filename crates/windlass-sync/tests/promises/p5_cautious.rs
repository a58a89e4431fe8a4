//! P5: nothing is marked removed by a scan that did not finish, for whatever cause. Every fault of the simulator, on the
//! first, a middle and the last page of every kind of walk.

use crate::home::Home;
pub(crate) use crate::p5_faults::{CASES, Case, MARKING, Often, Then};
use crate::support::World;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use windlass_sim::{Limits, Sim};
use windlass_snyk::{Client, RetryPolicy};
use windlass_sync::{Report, Sharding, Status};

/// A list that is longer than two pages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum List {
    Organizations,
    Projects,
    GroupIssues,
    OrganizationIssues,
}

/// How it is walked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Mode {
    Full,
    Incremental,
    Sharded,
}

/// A list and how it is walked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Walk {
    pub(crate) list: List,
    pub(crate) mode: Mode,
}

/// Which page of it; in shards, of one of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Page {
    First,
    Middle,
    Last,
}

/// Rows of a page, so that short lists are long.
const ROWS: u8 = 10;

impl List {
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Organizations => "organizations of a token",
            Self::Projects => "projects of an organization",
            Self::GroupIssues => "issues of a group",
            Self::OrganizationIssues => "issues of an organization",
        }
    }

    fn stream(self) -> &'static str {
        match self {
            Self::Organizations => "organizations",
            Self::Projects => "projects",
            Self::GroupIssues | Self::OrganizationIssues => "issues",
        }
    }

    fn token(self) -> &'static str {
        match self {
            Self::Organizations | Self::Projects | Self::GroupIssues => "group_service_account",
            Self::OrganizationIssues => "without_group_issues_read",
        }
    }
}

impl Mode {
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Full => "full, by one cursor",
            Self::Incremental => "incremental",
            Self::Sharded => "full, in shards",
        }
    }

    /// Full walks are due after a day.
    fn day(self) -> f64 {
        match self {
            Self::Full | Self::Sharded => 24.0,
            Self::Incremental => 0.5,
        }
    }
}

const fn walk(list: List, mode: Mode) -> Walk {
    Walk { list, mode }
}

impl Walk {
    /// Every walk there is: only issues can be asked for by change, or by date of creation.
    pub(crate) const ALL: [Self; 8] = [
        walk(List::Organizations, Mode::Full),
        walk(List::Projects, Mode::Full),
        walk(List::GroupIssues, Mode::Full),
        walk(List::GroupIssues, Mode::Incremental),
        walk(List::GroupIssues, Mode::Sharded),
        walk(List::OrganizationIssues, Mode::Full),
        walk(List::OrganizationIssues, Mode::Incremental),
        walk(List::OrganizationIssues, Mode::Sharded),
    ];

    pub(crate) fn is_of_a_group(self) -> bool {
        self.list == List::GroupIssues
    }

    /// A part of the path that only this list has, or that it is the first to have.
    fn path(self, world: &World) -> String {
        let truth = world.sim.truth(&world.token);
        let first = || truth.organization_ids().remove(0);
        match self.list {
            List::Organizations => "/rest/orgs".to_owned(),
            List::Projects => format!("{}/projects", first()),
            List::GroupIssues => format!("{}/issues", truth.groups()[0]["id"].as_str().unwrap()),
            List::OrganizationIssues => format!("{}/issues", first()),
        }
    }

    /// An estate in which this walk has at least three pages, in each shard, and all others are short.
    async fn estate(self) -> Sim {
        let sizes = match (self.list, self.mode) {
            (List::Organizations, _) => {
                let mut sizes = vec![(1, 2), (1, 3), (0, 0)];
                sizes.resize(22, (0, 0));
                sizes.extend([(1, 2), (0, 0), (1, 2)]);
                sizes
            }
            (List::Projects, _) => vec![(28, 6), (1, 2)],
            (List::GroupIssues, Mode::Full) => vec![(2, 11), (1, 9)],
            (List::GroupIssues, Mode::Incremental) => vec![(2, 12), (1, 8)],
            (List::GroupIssues, Mode::Sharded) => vec![(2, 26), (1, 20)],
            (List::OrganizationIssues, Mode::Full) => vec![(2, 20), (1, 2)],
            (List::OrganizationIssues, Mode::Incremental) => vec![(2, 18), (1, 2)],
            (List::OrganizationIssues, Mode::Sharded) => vec![(2, 44), (1, 2)],
        };
        let growth = if self.mode == Mode::Incremental { 2.4 } else { 0.02 };
        let limits = Limits::none().silence(Duration::ZERO);
        let builder = Sim::builder().seed(41).organization_sizes(&sizes).personal_organizations(0);
        builder.growth_per_day(growth).limits(limits).start().await.unwrap()
    }

    async fn world(self, home: Home) -> World {
        let mut world = World::at(self.estate().await, self.list.token(), home).await;
        let organizations = world.sim.truth(&world.token).organization_ids();
        let many = organizations.len();
        let wanted = organizations.into_iter().enumerate().filter(|(at, _)| *at < 3 || *at + 3 >= many);
        world.connection.organizations = Some(wanted.map(|(_, id)| id).collect());
        world.options.sharding = match self.mode {
            // No probe and no taking over, so that the pages of a shard are the same in every run.
            Mode::Sharded => Sharding { cost: 1.0, most_at_first: 2, least_taken: 1e6, ..short_pages() },
            Mode::Full | Mode::Incremental => Sharding { most_at_first: 1, ..short_pages() },
        };
        world
    }

    /// A world on the day of the walk, with what a template holds.
    async fn prepared(self, template: &Home) -> World {
        let mut world = self.world(template.copy()).await;
        world.set_day(self.mode.day());
        if self.list == List::Organizations {
            // So that there is something that a walk which finished would remove.
            world.connection.organizations.as_mut().unwrap().pop();
        }
        world
    }

    /// The number of a page, as counted where nothing goes wrong.
    fn number(self, page: Page, pages: u32) -> u32 {
        match page {
            Page::First => 1,
            Page::Middle => 2,
            Page::Last => pages,
        }
    }
}

fn short_pages() -> Sharding {
    Sharding { page_rows: ROWS, least_pages: 2.0, ..Sharding::default() }
}

impl World {
    /// The ids that are marked as removed.
    pub(crate) async fn removed(&self) -> BTreeSet<String> {
        let mut removed = BTreeSet::new();
        for stream in windlass_streams::STREAMS {
            let sql = format!("select source_id from {} where removed_at is not null", stream.table.name);
            removed.extend(self.rows(&sql).await.into_iter().filter_map(|row| row.into_iter().next()?));
        }
        removed
    }

    /// All that Snyk lists to the token, by id.
    pub(crate) fn listed(&self) -> BTreeSet<String> {
        let streams = windlass_streams::STREAMS.iter();
        streams.flat_map(|stream| self.truth(stream.name).into_keys()).collect()
    }

    /// The most pages that a shard of a walk was read in, or the walk itself.
    fn pages_read(&self, path: &str) -> u32 {
        let mut shards: BTreeMap<Vec<String>, u32> = BTreeMap::new();
        for request in self.sim.requests().iter().filter(|request| request.path.ends_with(path)) {
            let bounds = request.query.split('&').filter(|pair| pair.starts_with("created_"));
            *shards.entry(bounds.map(str::to_owned).collect()).or_default() += 1;
        }
        shards.into_values().max().unwrap_or(0)
    }

    /// Rows that a scan marked as removed though it did not finish.
    async fn removed_too_early(&self) -> i64 {
        self.number("select coalesce(sum(removed), 0) from windlass_run_scans where status <> 'succeeded'").await
    }

    /// Rows of a list whose scan failed that are marked as removed, but for those that went with their project.
    async fn removed_of(&self, list: List) -> i64 {
        let first = self.sim.truth(&self.token).organization_ids().remove(0);
        let rows = match list {
            List::Organizations => "snyk_organizations r where true".to_owned(),
            List::Projects => format!(
                "snyk_projects r where organization_id = (select id from snyk_organizations where source_id = '{first}')"
            ),
            List::GroupIssues => "snyk_issues r where \
                 not exists (select 1 from snyk_projects p where p.id = r.project_id and p.removed_at is not null)"
                .to_owned(),
            List::OrganizationIssues => format!(
                "snyk_issues r where organization_source_id = '{first}' and \
                 not exists (select 1 from snyk_projects p where p.id = r.project_id and p.removed_at is not null)"
            ),
        };
        self.number(&format!("select count(*) from {rows} and removed_at is not null")).await
    }

    /// Fails unless the walk that stopped at a page kept those before it, and their rows with them.
    async fn assert_kept(&self, walk: Walk, before: u32, what: &str) {
        let truth = self.sim.truth(&self.token);
        let scope = match walk.list {
            List::Organizations => String::new(),
            List::GroupIssues => truth.groups()[0]["id"].as_str().unwrap().to_owned(),
            List::Projects | List::OrganizationIssues => truth.organization_ids().remove(0),
        };
        let (stream, table) = (walk.list.stream(), format!("snyk_{}", walk.list.stream()));
        let sql = format!(
            "select pages, rows, (select count(*) from {table} where seen_in = walk) from windlass_cursors \
             where stream = '{stream}' and scope_id = '{scope}' and finished_at is null"
        );
        let found = self.rows(&sql).await;
        assert_eq!(found.len(), 1, "{what}: the walk that stopped is to be gone on with");
        let cell = |at: usize| found[0][at].as_ref().unwrap().parse::<u32>().unwrap();
        let (pages, rows, held) = (cell(0), cell(1), cell(2));
        if walk.mode == Mode::Sharded {
            assert!(pages >= before, "{what}: {pages} pages were kept");
        } else {
            assert_eq!(pages, before, "{what}: pages that were kept");
        }
        // Organizations that the connection does not want are listed and not kept; a shard that began anew lists rows again.
        let once = walk.mode != Mode::Sharded && walk.list != List::Organizations;
        assert!(held > 0 && rows >= held && (rows == held || !once), "{what}: {rows} rows, {held} held");
    }
}

/// A client that gives up soon.
pub(crate) fn hasty(world: &World, case: &Case) -> Client {
    let mut config = world.client_config();
    if case.often == Often::Always {
        config.retry = RetryPolicy { max_attempts: 2, max_throttled: 2, ..config.retry };
    }
    if case.name == "hang" {
        config.timeouts.first_byte = Duration::from_millis(150);
    }
    Client::new(config).unwrap()
}

fn assert_ended(report: &Report, then: Then, what: &str) {
    match then {
        Then::Repeats | Then::BeginsAnew | Then::Succeeds => {
            assert_eq!((report.status, &report.errors), (Status::Succeeded, &Vec::new()), "{what}");
            assert_eq!(report.retries > 0, then == Then::Repeats, "{what}: {} requests were repeated", report.retries);
        }
        Then::Stops(code) => {
            let codes: Vec<_> = report.errors.iter().map(|error| error.code.as_str()).collect();
            assert!(codes.contains(&code), "{what}: {:?}", report.errors);
            assert_ne!(report.status, Status::Succeeded, "{what}");
        }
        Then::Either(_) => {}
    }
}

/// One cell of the matrix.
async fn meets(walk: Walk, case: &Case, page: Page, pages: u32, template: &Home) {
    let what = format!("{} {:?} on the {page:?} page of {walk:?}", case.name, case.often);
    let (then, number) = (case.then(walk, page), walk.number(page, pages));
    let mut world = walk.prepared(template).await;
    let fault = (case.fault)().on_path(walk.path(&world)).on_pages(number, number);
    world.sim.fault(if case.often == Often::Always { fault.always() } else { fault });
    let report = world.sync_with(&hasty(&world, case)).await;
    assert!(world.sim.stats().faults_fired > 0, "{what}: the fault was not met");
    assert_ended(&report, then, &what);
    world.sim.clear_faults();
    // What the fault took out of the world is not listed here any more.
    let kept = world.listed();
    let lost: Vec<_> = kept.intersection(&world.removed().await).cloned().collect();
    assert_eq!(lost, [""; 0], "{what}: marked as removed though Snyk lists them");
    assert_eq!(world.removed_too_early().await, 0, "{what}: removed by a scan that did not finish");
    if let Then::Stops(_) = then {
        assert_eq!(world.removed_of(walk.list).await, 0, "{what}: removed though the scan did not finish");
        if page != Page::First {
            // One whose next is not to be followed is the page itself, which is no less true for that.
            world.assert_kept(walk, number - 1, &what).await;
        }
    }
    if !then.succeeds() {
        world.synced().await;
    }
    // Where a fault left no trace the run that succeeded was exact. Changes alone do not tell all that vanished.
    let traces = MARKING.contains(&case.name) || matches!(then, Then::Either(_));
    if traces || walk.mode == Mode::Incremental {
        world.synced_in_full().await;
    }
    world.assert_exact().await;
}

async fn every_fault(list: List, mode: Mode) {
    let walk = walk(list, mode);
    let template = walk.world(Home::new()).await;
    template.synced().await;
    template.assert_exact().await;
    let World { sim, store, home, .. } = template;
    drop((sim, store));
    // How long the walk is, and that it has something to remove.
    let calm = walk.prepared(&home).await;
    calm.synced().await;
    let pages = calm.pages_read(&walk.path(&calm));
    assert!(pages >= 3, "{walk:?} has {pages} pages");
    let shards = calm.number("select max(shards) from windlass_cursors").await;
    assert_eq!(shards > 1, mode == Mode::Sharded, "{walk:?} has {shards} shards");
    if mode != Mode::Incremental {
        assert!(calm.removed_of(list).await > 0, "nothing vanished from {walk:?}");
    }
    let met =
        [Page::First, Page::Middle, Page::Last].into_iter().flat_map(|page| CASES.iter().map(move |case| (page, case)));
    // Each walk begins elsewhere, so that together they meet every fault.
    for (page, case) in met
        .skip(if Home::one_fault_in() == 1 { 0 } else { list as usize + mode as usize })
        .step_by(Home::one_fault_in())
    {
        meets(walk, case, page, pages, &home).await;
    }
}

#[tokio::test]
async fn p5_no_fault_in_the_list_of_organizations_removes_a_row() {
    every_fault(List::Organizations, Mode::Full).await;
}

#[tokio::test]
async fn p5_no_fault_in_a_list_of_projects_removes_a_row() {
    every_fault(List::Projects, Mode::Full).await;
}

#[tokio::test]
async fn p5_no_fault_in_a_groups_list_of_issues_removes_a_row() {
    every_fault(List::GroupIssues, Mode::Full).await;
}

#[tokio::test]
async fn p5_no_fault_in_what_changed_in_a_group_removes_a_row() {
    every_fault(List::GroupIssues, Mode::Incremental).await;
}

#[tokio::test]
async fn p5_no_fault_in_a_shard_of_a_groups_issues_removes_a_row() {
    every_fault(List::GroupIssues, Mode::Sharded).await;
}

#[tokio::test]
async fn p5_no_fault_in_an_organizations_list_of_issues_removes_a_row() {
    every_fault(List::OrganizationIssues, Mode::Full).await;
}

#[tokio::test]
async fn p5_no_fault_in_what_changed_in_an_organization_removes_a_row() {
    every_fault(List::OrganizationIssues, Mode::Incremental).await;
}

#[tokio::test]
async fn p5_no_fault_in_a_shard_of_an_organizations_issues_removes_a_row() {
    every_fault(List::OrganizationIssues, Mode::Sharded).await;
}

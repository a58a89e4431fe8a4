//! Every order in which answers can arrive, on a server small enough to try them all.

use super::*;
use crate::shards::spread::Spread;
use std::collections::BTreeSet;
use windlass_model::{Book, ConnectionId, Row};
use windlass_snyk::version;
use windlass_store::books::{CursorRow, ShardRow};
use windlass_store::{Mode, ScanKey, Scope};

const PAGE: usize = 2;

/// A list in the order that its server has, and whether its cursors count rows.
struct Server {
    rows: Vec<(RowId, Timestamp)>,
    counts: bool,
}

fn connection() -> ConnectionId {
    ConnectionId::parse("6f1c8f5e-95a1-4bd4-8b8c-3e4a5b9c0d11").unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn list() -> PageRequest {
    PageRequest::new("/orgs/o1/issues", version::ISSUES)
}

impl Server {
    /// Rows ten seconds apart, listed in the order of these numbers.
    fn of(order: &[i64], counts: bool) -> Self {
        Self {
            rows: order.iter().map(|number| (connection().row(&number.to_string()), at(number * 10))).collect(),
            counts,
        }
    }

    fn answer(&self, request: &PageRequest) -> (Vec<(RowId, Timestamp)>, Option<Cursor>) {
        let address = request.cursor().unwrap();
        let query = address.as_str().split_once('?').unwrap().1.replace("%3A", ":");
        let parameter = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let bound = |name: &str| parameter(name).map(|text| text.parse::<Timestamp>().unwrap());
        let (after, before) = (bound("created_after"), bound("created_before"));
        let passes = |row: &(usize, &(RowId, Timestamp))| {
            after.is_none_or(|after| row.1.1 > after) && before.is_none_or(|before| row.1.1 < before)
        };
        let place: Option<usize> = parameter("starting_after").map(|place| place.parse().unwrap());
        let all: Vec<_> = self.rows.iter().enumerate().filter(passes).collect();
        let first = match place {
            None => 0,
            Some(place) if self.counts => place,
            Some(place) => all.partition_point(|(at, _)| *at <= place),
        };
        let page: Vec<_> = all.iter().skip(first).take(PAGE).collect();
        let next = (all.len() > first + PAGE).then(|| {
            let place = if self.counts { first + PAGE } else { page[page.len() - 1].0 };
            let bounds = [("created_after", after), ("created_before", before)];
            let bounds = bounds.into_iter().filter_map(|(name, moment)| Some((name, moment?.to_string())));
            bounds.fold(list(), |list, (name, moment)| list.query(name, moment)).behind(&place.to_string()).unwrap()
        });
        (page.into_iter().map(|(_, row)| **row).collect(), next)
    }
}

/// A walk, and what the database would know of it.
#[derive(Clone)]
struct Walk {
    crew: Crew,
    scan: Scan,
    under_way: Vec<Step>,
    stored: Option<(CursorRow, Vec<ShardRow>)>,
    seen: BTreeSet<RowId>,
    requests: usize,
}

fn sharding(at_first: usize) -> Sharding {
    let page_rows = u8::try_from(PAGE).unwrap();
    Sharding {
        cost: 2.0,
        least_pages: 1.0,
        most_at_first: at_first,
        least_taken: 0.5,
        page_rows,
        in_any_order: true,
        ..Sharding::default()
    }
}

fn key() -> ScanKey {
    ScanKey { connection: connection(), stream: "issues", scope: Scope::Organization("o1".to_owned()) }
}

impl Walk {
    fn begin(server: &Server, at_first: usize) -> Self {
        let mut scan = Scan::begin(key(), Mode::Full, 7, at(0), None);
        let spread = Spread::of_moments(server.rows.iter().map(|row| row.1).collect()).unwrap();
        let forecast = Forecast { rows: server.rows.len() as f64, spread, was_walked: true };
        let between = ("created_after", "created_before");
        let crew = Crew::new(sharding(at_first), list(), between, Some(forecast), &mut scan, 8, 0.0);
        Self { crew, scan, under_way: Vec::new(), stored: None, seen: BTreeSet::new(), requests: 0 }
    }

    fn fill(&mut self, lanes: usize) {
        while self.under_way.len() < lanes {
            let Some(step) = self.crew.next(&mut self.scan) else { break };
            self.under_way.push(step);
            self.requests += 1;
        }
    }

    fn arrive(&mut self, server: &Server, which: usize) {
        let (shard, request) = match self.under_way.remove(which) {
            Step::Probe { request, evidence } => {
                let ids: Vec<RowId> = server.answer(&request).0.into_iter().map(|row| row.0).collect();
                return self.crew.answered(&evidence, Some(&ids));
            }
            Step::Page { shard, request } => (shard, request),
        };
        let (rows, next) = server.answer(&request);
        assert!(next.as_ref().is_none_or(|next| !self.crew.was_at(shard, next)), "led in circles");
        let known: Vec<_> = rows.iter().map(|(id, created)| (*id, Some(*created))).collect();
        let next = self.crew.arrived(&self.scan, shard, &known, request.place(), next.as_ref());
        let books = self.scan.page(shard, rows.len(), None, None, next);
        self.seen.extend(rows.iter().map(|row| row.0));
        self.store(books);
    }

    fn store(&mut self, books: Vec<Book>) {
        let mut books = books.into_iter().map(|book| book.values);
        let walk = CursorRow::from_values(books.next().unwrap()).unwrap();
        let mut shards = self.stored.take().map(|(_, shards)| shards).unwrap_or_default();
        for row in books.map(|values| ShardRow::from_values(values).unwrap()) {
            shards.retain(|known| known.shard != row.shard);
            shards.push(row);
        }
        self.stored = Some((walk, shards));
    }

    /// What a run finds that goes on from here after a crash.
    fn resumed(&self, server: &Server) -> Option<BTreeSet<RowId>> {
        let (walk, shards) = self.stored.clone()?;
        let mut seen = self.seen.clone();
        let mut scan = Scan::resume(key(), walk, &shards).expect("what was committed covers everything");
        let mut crew = Crew::new(sharding(1), list(), ("created_after", "created_before"), None, &mut scan, 1, 0.0);
        while let Some(Step::Page { shard, request }) = crew.next(&mut scan) {
            let (rows, next) = server.answer(&request);
            let next = crew.arrived(&scan, shard, &[], None, next.as_ref());
            scan.page(shard, rows.len(), None, None, next);
            seen.extend(rows.iter().map(|row| row.0));
        }
        scan.finish(at(1), None).ok().map(|_| seen)
    }
}

/// Tries every order of arrivals. Returns how many there were, and the most shards of a walk.
fn try_all(server: &Server, walk: Walk, lanes: usize) -> (usize, usize) {
    let all: BTreeSet<RowId> = server.rows.iter().map(|row| row.0).collect();
    let (mut orders, mut most) = (0, 0);
    let mut open = vec![walk];
    while let Some(mut walk) = open.pop() {
        walk.fill(lanes);
        assert!(walk.requests < 60, "it does not end");
        if let Some(seen) = walk.resumed(server) {
            assert_eq!(seen.len(), all.len(), "resumed after {} pages", walk.scan.pages());
        }
        if walk.under_way.is_empty() {
            assert_eq!(walk.seen, all);
            orders += 1;
            most = most.max(walk.scan.shards().len());
            assert!(walk.scan.finish(at(1), None).is_ok());
            continue;
        }
        for which in 0..walk.under_way.len() {
            let mut then = walk.clone();
            then.arrive(server, which);
            open.push(then);
        }
    }
    (orders, most)
}

#[test]
fn p1_p3_whatever_the_order_of_answers_nothing_is_missed_and_a_crash_loses_nothing() {
    let ascending = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    let shuffled = [4, 9, 1, 11, 7, 0, 3, 8, 10, 2, 6, 5];
    let descending = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
    for order in [ascending, shuffled, descending] {
        for counts in [false, true] {
            for at_first in [1, 2, 3] {
                let server = Server::of(&order, counts);
                let (orders, most) = try_all(&server, Walk::begin(&server, at_first), 3);
                let what = format!("{order:?}, counts: {counts}, {at_first} at first: {orders} orders, {most} shards");
                assert!(orders > 1 || counts, "{what}");
                assert!(most <= at_first || !counts, "{what}");
                assert!(most > 1 || counts, "{what}");
            }
        }
    }
}

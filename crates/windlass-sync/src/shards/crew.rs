//! Who walks what: which shard is asked for next, what an answer means for the rest, and when a shard is cut in two. Pure: a scan
//! and answers in, steps out.

use super::evidence::Evidence;
use super::{Forecast, Sharding};
use std::collections::HashSet;
use windlass_model::{RowId, Timestamp};
use windlass_snyk::{Cursor, PageRequest};
use windlass_store::{Next, Scan, Shard};

/// A request to make.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// A shard's next page.
    Page { shard: usize, request: PageRequest },
    /// A page once more, to learn what a cursor means.
    Probe { request: PageRequest, evidence: Evidence },
}

/// Whether a cursor is a place in the server's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keyset {
    Unknown,
    Asked,
    Shown,
    Refuted,
}

/// Fewest pages of a list that was never walked before for which one page is read first, to see where the list begins.
const WORTH_A_SCOUT: f64 = 100.0;

/// What is known of a scan's shards beyond what is stored.
#[derive(Debug, Clone)]
pub(crate) struct Crew {
    settings: Sharding,
    /// The list without bounds.
    list: PageRequest,
    /// The parameters that bound it.
    between: (&'static str, &'static str),
    /// What the list is expected to hold; without it the walk is not cut.
    forecast: Option<Forecast>,
    /// Whether the first page is to be seen before the walk is cut.
    scouts: bool,
    lanes: usize,
    /// Pages of other lists by which it is measured, too, what shards may cost.
    elsewhere: f64,
    places: Vec<Place>,
    keyset: Keyset,
    evidence: Option<Evidence>,
    /// Pages read.
    pages: f64,
    /// Requests that a walk in one piece would not have made.
    lost: f64,
}

/// How far a shard got in this run.
#[derive(Debug, Clone, Default)]
struct Place {
    under_way: bool,
    began_anew: bool,
    /// Whether it gave up a part of its stretch.
    narrowed: bool,
    /// Cursors seen, as numbers: a page that leads back is an error and not an endless run.
    seen: HashSet<u64>,
    pages: u32,
    rows: f64,
    /// Pages whose middle row is no older than that of the page before.
    rising: u32,
    /// When the oldest row of its first page, the middle row of its last page, and its last row were created.
    first: Option<Timestamp>,
    middle: Option<Timestamp>,
    last: Option<Timestamp>,
}

impl Crew {
    /// For a scan that is not cut, or not yet. `lanes` are the requests that are useful at a time, `elsewhere` the pages of other lists
    /// by which it is measured, too, what shards may cost.
    pub(crate) fn new(
        settings: Sharding,
        list: PageRequest,
        between: (&'static str, &'static str),
        forecast: Option<Forecast>,
        scan: &mut Scan,
        lanes: usize,
        elsewhere: f64,
    ) -> Self {
        let mut crew = Self {
            settings,
            list,
            between,
            forecast,
            scouts: false,
            lanes,
            elsewhere,
            places: vec![Place::default(); scan.shards().len()],
            keyset: Keyset::Unknown,
            evidence: None,
            pages: 0.0,
            lost: 0.0,
        };
        let begins = scan.shards().iter().all(|shard| *shard.next() == Next::Start);
        if let Some(forecast) = crew.forecast.as_ref().filter(|_| begins) {
            crew.scouts = !forecast.was_walked && forecast.rows / crew.page_rows() >= WORTH_A_SCOUT;
            if !crew.scouts {
                crew.cut(scan);
            }
        }
        crew
    }

    /// The next request to make, if one is of use.
    pub(crate) fn next(&mut self, scan: &mut Scan) -> Option<Step> {
        // Those that have begun before those that have not.
        let first = self.idle(scan).min_by_key(|(at, shard)| (*shard.next() == Next::Start, *at));
        if let Some((shard, request)) = first.and_then(|(at, shard)| Some((at, self.request(shard)?))) {
            self.places[shard].under_way = true;
            return Some(Step::Page { shard, request });
        }
        if self.scouts {
            return None;
        }
        let (from, moment, narrowed) = self.richest(scan)?;
        match self.keyset {
            Keyset::Shown if self.affords(scan, 0.5) => {
                let shard = scan.hand_over(from, moment, narrowed)?;
                self.places[from].narrowed = true;
                self.places.push(Place { under_way: true, ..Place::default() });
                let request = self.request(&scan.shards()[shard])?;
                Some(Step::Page { shard, request })
            }
            Keyset::Unknown if self.affords(scan, 1.5) => {
                let evidence = self.evidence.take()?;
                let request = self.bounded(Some(evidence.after), Some(evidence.before));
                let request = PageRequest::resume(request.behind(&evidence.place).ok()?);
                self.keyset = Keyset::Asked;
                self.lost += 1.0;
                Some(Step::Probe { request, evidence })
            }
            Keyset::Shown | Keyset::Unknown | Keyset::Asked | Keyset::Refuted => None,
        }
    }

    /// Shards that could be read and are not.
    pub(crate) fn waiting(&self, scan: &Scan) -> usize {
        self.idle(scan).count()
    }

    fn idle<'s>(&'s self, scan: &'s Scan) -> impl Iterator<Item = (usize, &'s Shard)> {
        let shards = scan.shards().iter().zip(&self.places).enumerate();
        let idle = shards.filter(|(_, (shard, place))| !place.under_way && *shard.next() != Next::End);
        idle.map(|(at, (shard, _))| (at, shard))
    }

    /// Takes note of a shard's page: its rows with their creation, the place it was behind and where it leads. Returns the cursor
    /// to go on with: where the shard was narrowed meanwhile, one with the bounds it has now.
    pub(crate) fn arrived(
        &mut self,
        scan: &Scan,
        number: usize,
        rows: &[(RowId, Option<Timestamp>)],
        behind: Option<String>,
        next: Option<&Cursor>,
    ) -> Option<String> {
        self.pages += 1.0;
        let full = self.page_rows();
        let created: Vec<Timestamp> = rows.iter().filter_map(|row| row.1).collect();
        let place = &mut self.places[number];
        place.under_way = false;
        if self.keyset == Keyset::Unknown
            && self.forecast.is_some()
            && let (Some(behind), Some(last)) = (behind, place.last)
        {
            let known: Vec<(RowId, Timestamp)> =
                rows.iter().filter_map(|(id, created)| Some((*id, (*created)?))).collect();
            self.evidence = Evidence::of(behind, last, &known).or(self.evidence.take());
        }
        place.pages += 1;
        place.rows += rows.len() as f64;
        let mut sorted = created.clone();
        sorted.sort_unstable();
        if let Some(middle) = sorted.get(sorted.len() / 2) {
            place.rising += u32::from(place.middle.is_some_and(|before| before <= *middle));
            place.middle = Some(*middle);
            place.first = place.first.or(sorted.first().copied());
            place.last = created.last().copied();
        }
        let Some(next) = next else {
            self.lost += (1.0 - rows.len() as f64 / full).max(0.0);
            return None;
        };
        let narrowed = place.narrowed.then(|| self.moved(scan.shards().get(number)?, None, next)).flatten();
        Some(narrowed.unwrap_or_else(|| next.as_str().to_owned()))
    }

    /// Takes note of what the probe was answered; `None` where that was an error.
    pub(crate) fn answered(&mut self, evidence: &Evidence, answer: Option<&[RowId]>) {
        let shown = answer.is_some_and(|answer| evidence.is_shown_by(answer));
        self.keyset = if shown { Keyset::Shown } else { Keyset::Refuted };
    }

    /// Where the first page was waited for, takes it to cut the walk. Whether it did: what the page listed is then listed again.
    pub(crate) fn scouted(&mut self, scan: &mut Scan, rows: &[(RowId, Option<Timestamp>)], is_last: bool) -> bool {
        if !std::mem::take(&mut self.scouts) || is_last {
            return false;
        }
        let created: Vec<Timestamp> = rows.iter().filter_map(|row| row.1).collect();
        // Only where the page ascends its first row is the oldest of the list.
        if let (Some(forecast), Some(first), true) = (&mut self.forecast, created.first(), created.is_sorted()) {
            forecast.spread = forecast.spread.since(*first);
        }
        self.lost += 1.0;
        self.cut(scan);
        let is_cut = scan.shards().len() > 1;
        self.lost -= if is_cut { 0.0 } else { 1.0 };
        is_cut
    }

    /// Whether a shard may begin again, which it may once.
    pub(crate) fn begins_anew(&mut self, number: usize) -> bool {
        let place = &mut self.places[number];
        let may = !place.began_anew;
        *place = Place { began_anew: true, narrowed: place.narrowed, ..Place::default() };
        may
    }

    /// Whether a shard was led to this page before.
    pub(crate) fn was_at(&mut self, number: usize, next: &Cursor) -> bool {
        !self.places[number].seen.insert(number_of(next))
    }

    /// Cuts the walk into as many shards as are useful and cost no more than they may.
    fn cut(&mut self, scan: &mut Scan) {
        let Some(forecast) = &self.forecast else { return };
        let pages = forecast.rows / self.page_rows();
        // Each shard but one costs half a page.
        let room = (self.settings.cost * (pages + self.elsewhere) - self.lost) * 2.0;
        let shards = match (room >= 6.0, forecast.was_walked) {
            // Where the forecast is good, little is taken over; else something is left for it, and for the probe. Long lists are cut
            // into as many shards as there are lanes, far fewer than they may have, so that much can be taken over.
            (true, true) => room,
            (true, false) => (room - 1.0) * 0.95,
            (false, _) => room + 1.0,
        };
        let shards = (shards.max(1.0) as usize).min(self.lanes).min(self.settings.most_at_first);
        if pages < self.settings.least_pages || shards < 2 {
            return;
        }
        let share = |at: usize| at as f64 / shards as f64;
        let moments: Vec<Timestamp> = (1..shards).filter_map(|at| forecast.spread.moment(share(at))).collect();
        scan.cut(&moments);
        self.places = vec![Place::default(); scan.shards().len()];
    }

    /// The shard with most pages left, the moment that halves them, and where it goes on without the upper half.
    fn richest(&self, scan: &Scan) -> Option<(usize, Timestamp, Option<String>)> {
        let mut found: Option<(f64, usize, Timestamp, Option<String>)> = None;
        for (at, shard) in scan.shards().iter().enumerate() {
            let left = self.left(shard, at);
            let enough = left >= self.settings.least_taken * 2.0;
            if !enough || found.as_ref().is_some_and(|(most, ..)| *most >= left) || !self.ascends(at) {
                continue;
            }
            let Some(moment) = self.half(shard, at) else { continue };
            let narrowed = match (shard.next(), self.places[at].under_way) {
                (Next::After(cursor), false) => {
                    let moved = Cursor::parse(cursor).ok().and_then(|next| self.moved(shard, Some(moment), &next));
                    let Some(moved) = moved else { continue };
                    Some(moved)
                }
                // The page that is on its way is asked for with the bounds of before; what follows it is not.
                (Next::After(_) | Next::Start, _) => None,
                (Next::End, _) => continue,
            };
            found = Some((left, at, moment, narrowed));
        }
        found.map(|(_, at, moment, narrowed)| (at, moment, narrowed))
    }

    fn ascends(&self, at: usize) -> bool {
        let place = &self.places[at];
        place.pages >= 2 && (self.settings.in_any_order || f64::from(place.rising) >= f64::from(place.pages - 1) * 0.9)
    }

    /// The moment that halves what a shard has left.
    fn half(&self, shard: &Shard, at: usize) -> Option<Timestamp> {
        let spread = &self.forecast.as_ref()?.spread;
        let from = if self.settings.in_any_order { shard.after() } else { self.places[at].middle };
        let low = from.map_or(0.0, |moment| spread.share(moment));
        let high = shard.before().map_or(1.0, |moment| spread.share(moment));
        spread.moment((low + high) / 2.0).filter(|moment| from.is_none_or(|from| *moment > from))
    }

    /// Pages that a shard has left, as far as anybody can tell.
    fn left(&self, shard: &Shard, at: usize) -> f64 {
        let (Some(forecast), Some(place)) = (&self.forecast, self.places.get(at)) else { return 0.0 };
        if *shard.next() == Next::End {
            return 0.0;
        }
        let share = |moment: Option<Timestamp>, open: f64| moment.map_or(open, |moment| forecast.spread.share(moment));
        let (low, high) = (share(shard.after(), 0.0), share(shard.before(), 1.0));
        let rows = match (self.ascends(at), place.first, place.middle) {
            // Its own rows tell more than the forecast.
            (true, Some(first), Some(middle)) if !self.settings.in_any_order => {
                let (first, middle) = (forecast.spread.share(first), forecast.spread.share(middle));
                let each = if middle - first > 1e-6 { place.rows / (middle - first) } else { forecast.rows };
                each * (high - middle)
            }
            _ => forecast.rows * (high - low) - place.rows,
        };
        rows.max(0.0) / self.page_rows()
    }

    /// Whether so many more requests than a walk in one piece makes are still in bounds.
    fn affords(&self, scan: &Scan, more: f64) -> bool {
        let left: f64 = scan.shards().iter().enumerate().map(|(at, shard)| self.left(shard, at)).sum();
        let open = scan.shards().iter().filter(|shard| *shard.next() != Next::End).count() as f64;
        // A walk in one piece ends in a page that is half empty, too.
        let spent = self.lost + (open - 1.0) * 0.5;
        // A walk of the same list tells more than what is left by the look of it.
        let walked = self.forecast.as_ref().filter(|forecast| forecast.was_walked);
        let expected = walked.map_or(f64::INFINITY, |forecast| forecast.rows * 1.1 / self.page_rows());
        spent + more <= self.settings.cost * ((self.pages + left).min(expected) + self.elsewhere)
    }

    fn page_rows(&self) -> f64 {
        f64::from(self.settings.page_rows)
    }

    /// The page that follows in a shard; `None` at its end.
    fn request(&self, shard: &Shard) -> Option<PageRequest> {
        match shard.next() {
            Next::End => None,
            Next::Start => Some(self.bounded(shard.after(), shard.before())),
            // A cursor that does not parse was damaged on disk: the shard starts over.
            Next::After(cursor) => Some(
                Cursor::parse(cursor).map_or_else(|_| self.bounded(shard.after(), shard.before()), PageRequest::resume),
            ),
        }
    }

    /// The list's first page within bounds.
    fn bounded(&self, after: Option<Timestamp>, before: Option<Timestamp>) -> PageRequest {
        let (after_name, before_name) = self.between;
        let bounds = [(after_name, after), (before_name, before)];
        let given = bounds.into_iter().filter_map(|(name, moment)| Some((name, moment?)));
        given.fold(self.list.clone(), |request, (name, moment)| request.query(name, moment.to_string()))
    }

    /// The page behind the place that a cursor names, within the bounds that the shard has now or, where given, before `moment`.
    fn moved(&self, shard: &Shard, moment: Option<Timestamp>, next: &Cursor) -> Option<String> {
        let list = self.bounded(shard.after(), moment.or(shard.before()));
        Some(list.behind(&next.starting_after()?).ok()?.as_str().to_owned())
    }
}

fn number_of(cursor: &Cursor) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    BuildHasherDefault::<DefaultHasher>::default().hash_one(cursor)
}

#[cfg(test)]
mod tests;

//! A page of issues: those that pass a filter, in insertion order, from a place on.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::issue::{Issue, IssueKind, Place, Severity};
use super::listing::{Cursors, Order, dice};
use super::org::Org;
use super::time::Micros;
use super::view::View;

/// The place of an issue in insertion order, over all organizations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// What counts before the moment; 0 in insertion order.
    pub(crate) rank: i64,
    pub(crate) created: Micros,
    pub(crate) org: u32,
    pub(crate) index: u64,
}

/// Where a page begins, and which way it runs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Begin {
    First,
    After(Key),
    Before(Key),
}

/// What to list. An absent part lists everything; bounds are exclusive.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only this organization's issues in this place; `Some(None)` matches nothing.
    pub(crate) scan_item: Option<Option<(u32, Place)>>,
    pub(crate) in_environments: Option<bool>,
    pub(crate) kind: Option<IssueKind>,
    pub(crate) severities: Option<Vec<Severity>>,
    /// Open, resolved.
    pub(crate) statuses: Option<(bool, bool)>,
    pub(crate) ignored: Option<bool>,
    pub(crate) created_after: Option<Micros>,
    pub(crate) created_before: Option<Micros>,
    pub(crate) updated_after: Option<Micros>,
    pub(crate) updated_before: Option<Micros>,
}

impl Filter {
    fn passes(&self, org: u32, issue: &Issue) -> bool {
        let environment = matches!(issue.place, Place::Environment(_));
        self.scan_item.is_none_or(|wanted| wanted == Some((org, issue.place)))
            && self.in_environments.is_none_or(|wanted| wanted == environment)
            && self.kind.is_none_or(|kind| kind == issue.kind)
            && self.severities.as_ref().is_none_or(|levels| levels.contains(&issue.severity))
            && self.statuses.is_none_or(|(open, resolved)| if issue.resolved.is_some() { resolved } else { open })
            && self.ignored.is_none_or(|ignored| ignored == issue.ignored)
            && self.updated_after.is_none_or(|after| issue.updated > after)
            && self.updated_before.is_none_or(|before| issue.updated < before)
    }
}

/// A page of issues with their places.
pub(crate) struct Found {
    pub(crate) rows: Vec<(Key, Issue)>,
    /// There are more rows in the direction of the walk.
    pub(crate) more: bool,
}

/// One organization's stretch of indexes, `low..high`.
#[derive(Debug, Clone, Copy)]
struct Stretch<'a> {
    org: &'a Org,
    low: u64,
    high: u64,
}

impl Stretch<'_> {
    fn key(&self, index: u64) -> Key {
        let created = self.org.issue_created(index, self.org.issue_roll(index).bits(0));
        Key { rank: 0, created, org: self.org.index, index }
    }
}

impl View {
    fn stretch<'a>(&self, org: &'a Org, filter: &Filter, from: Begin) -> Stretch<'a> {
        let bound = |at: Option<Micros>| at.map(|at| at.saturating_add(1));
        let mut low = bound(filter.created_after).map_or(0, |at| org.issues_before(at.min(self.now + 1)));
        let mut high = org.issues_before(filter.created_before.unwrap_or(Micros::MAX).min(self.now + 1));
        let place = |key: Key, inclusive: bool| {
            if key.org == org.index {
                return key.index.saturating_add(u64::from(inclusive));
            }
            // Ties between organizations are listed by organization.
            let at = key.created.saturating_add(Micros::from(org.index < key.org));
            org.issues_before(at.min(self.now + 1))
        };
        match from {
            Begin::First => {}
            Begin::After(key) => low = low.max(place(key, true)),
            Begin::Before(key) => high = high.min(place(key, false)),
        }
        Stretch { org, low, high: high.max(low) }
    }

    /// What an issue is listed by before its moment.
    fn rank(&self, org: &Org, issue: &Issue) -> i64 {
        match self.world.listing.order {
            Order::Insertion => i64::from(self.overlay.late.contains(&(org.index, issue.index))),
            Order::Shuffled => dice(org, issue.index).bits(1) as i64,
            Order::Severity => -(issue.severity as i64),
            Order::NewestFirst => -issue.created,
        }
    }

    /// The same where the order is another one, or a cursor counts: `skip` rows, then a page. Looks at every issue.
    pub(crate) fn issues_sorted(
        &self,
        orgs: &[&Org],
        filter: &Filter,
        from: Begin,
        skip: usize,
        limit: usize,
    ) -> Found {
        let wanted = |org: &Org| filter.scan_item.is_none_or(|item| item.is_some_and(|(o, _)| o == org.index));
        let mut rows: Vec<(Key, Issue)> = Vec::new();
        for org in orgs.iter().filter(|org| wanted(org)) {
            let Stretch { low, high, .. } = self.stretch(org, filter, Begin::First);
            rows.extend((low..high).filter_map(|index| self.hit(org, index, filter)));
        }
        rows.sort_unstable_by_key(|(key, _)| *key);
        let counts = self.world.listing.cursors == Cursors::Count;
        let (first, end) = match from {
            Begin::First => (0, rows.len()),
            Begin::After(_) if counts => (skip.min(rows.len()), rows.len()),
            Begin::After(key) => (rows.partition_point(|row| row.0 <= key), rows.len()),
            Begin::Before(key) => {
                let end = rows.partition_point(|row| row.0 < key);
                (end.saturating_sub(limit), end)
            }
        };
        let more = match from {
            Begin::First | Begin::After(_) => end - first > limit,
            Begin::Before(_) => first > 0,
        };
        rows.truncate(end);
        rows.drain(..first);
        rows.truncate(limit);
        Found { rows, more }
    }

    /// Up to `limit` issues of `orgs`. A backward page is returned in listing order too.
    pub(crate) fn issues(&self, orgs: &[&Org], filter: &Filter, from: Begin, limit: usize) -> Found {
        let forward = !matches!(from, Begin::Before(_));
        let wanted = |org: &Org| filter.scan_item.is_none_or(|item| item.is_some_and(|(o, _)| o == org.index));
        let mut stretches: Vec<Stretch<'_>> =
            orgs.iter().filter(|org| wanted(org)).map(|org| self.stretch(org, filter, from)).collect();
        let mut rows = Vec::with_capacity(limit.min(100) + 1);
        if let [only] = stretches.as_mut_slice() {
            // No other organization to be in order with: no keys to compute.
            while rows.len() <= limit && only.low < only.high {
                let index = only.take(forward);
                rows.extend(self.hit(only.org, index, filter));
            }
        } else {
            self.merge(&mut stretches, forward, limit, filter, &mut rows);
        }
        let more = rows.len() > limit;
        rows.truncate(limit);
        if !forward {
            rows.reverse();
        }
        Found { rows, more }
    }

    fn hit(&self, org: &Org, index: u64, filter: &Filter) -> Option<(Key, Issue)> {
        let issue = self.issue(org, index)?;
        let key = Key { rank: self.rank(org, &issue), created: issue.created, org: org.index, index };
        filter.passes(org.index, &issue).then_some((key, issue))
    }

    /// Merges the organizations by time of creation: each heap entry is the next key of one of them.
    fn merge(
        &self,
        stretches: &mut [Stretch<'_>],
        forward: bool,
        limit: usize,
        filter: &Filter,
        rows: &mut Vec<(Key, Issue)>,
    ) {
        let sign = if forward { 1 } else { -1 };
        let rank = |key: Key| (sign * key.created, sign * i64::from(key.org));
        let mut heap = BinaryHeap::with_capacity(stretches.len());
        for (at, stretch) in stretches.iter_mut().enumerate() {
            if stretch.low < stretch.high {
                let index = stretch.take(forward);
                heap.push(Reverse((rank(stretch.key(index)), at, index)));
            }
        }
        while rows.len() <= limit {
            let Some(Reverse((_, at, index))) = heap.pop() else { break };
            let stretch = &mut stretches[at];
            rows.extend(self.hit(stretch.org, index, filter));
            if stretch.low < stretch.high {
                let next = stretch.take(forward);
                heap.push(Reverse((rank(stretch.key(next)), at, next)));
            }
        }
    }
}

impl Stretch<'_> {
    /// Takes the next index off the end the walk comes from.
    fn take(&mut self, forward: bool) -> u64 {
        if forward {
            self.low += 1;
            self.low - 1
        } else {
            self.high -= 1;
            self.high
        }
    }
}

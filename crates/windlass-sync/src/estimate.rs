//! How much there is to read, and the least time that it takes. A lower bound: Snyk's limits allow no less, the network, the disk
//! and a throttle may ask for more.

use crate::Progress;
use crate::plan::is_incremental;
use crate::run::{Run, key};
use crate::scan::Job;
use crate::scopes::COUNTED;
use std::time::Duration;
use windlass_model::Value;
use windlass_snyk::{Budget, PER_MINUTE, PER_SECOND};
use windlass_store::{Select, StoreError};
use windlass_streams::{PAGE_LIMIT, STREAMS, Stream};

/// From what the number of pages is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The rows that the last full walks listed.
    Rows,
    /// The open issues that projects count; what is resolved or ignored comes on top.
    OpenIssues,
    /// Nothing tells, beyond that every list has a page and that changes may be few.
    Lists,
}

/// The least time in which so many requests can be made; `None` where no limit is kept.
pub fn least_time(requests: u64, budget: &Budget) -> Option<Duration> {
    let a_minute = u64::from(budget.limit?).max(1);
    let a_second = u64::from(PER_SECOND.requests.get());
    let ahead = requests.saturating_sub(1);
    // The first ones may all go now. Each further lot has to wait until the lot before has left the window.
    let minutes = u32::try_from(ahead / a_minute).unwrap_or(u32::MAX);
    let rest = Duration::from_millis(ahead % a_minute * 1_000 / a_second);
    Some(budget.closed_for.unwrap_or_default() + PER_MINUTE.length.saturating_mul(minutes) + rest)
}

impl Run<'_> {
    /// Tells what the scans are going to read, as far as anything tells.
    pub(crate) async fn estimate(&self, jobs: &[Job]) {
        let (mut pages, mut basis, mut streams) = (0, Basis::Rows, Vec::new());
        for stream in STREAMS {
            let own: Vec<&Job> = jobs.iter().filter(|job| job.stream.name == stream.name).collect();
            if own.is_empty() {
                continue;
            }
            // A database that does not answer is met again by the scans.
            let Ok((more, by)) = self.pages_of(stream, &own).await else { return };
            pages += more;
            basis = basis.max(by);
            streams.push(stream.name);
        }
        if !streams.is_empty() {
            let budget = self.client.budget();
            self.observer.observe(&Progress::Estimated { streams: &streams, pages, basis, budget });
        }
    }

    async fn pages_of(&self, stream: &Stream, jobs: &[&Job]) -> Result<(u64, Basis), StoreError> {
        let lists = jobs.len() as u64;
        let now = self.clock.now();
        let known = |job: &Job| self.known.get(&key(job));
        if jobs.iter().any(|job| is_incremental(stream, &job.scope, known(job), now, self.options)) {
            return Ok((lists, Basis::Lists));
        }
        let walked = |job: &&Job| {
            let cursor = known(job).filter(|cursor| cursor.full_finished_at.is_some())?;
            Some(u64::try_from(cursor.full_rows).unwrap_or_default())
        };
        let pages = |rows: u64| lists.max(rows.div_ceil(u64::from(PAGE_LIMIT)));
        if let Some(rows) = jobs.iter().map(walked).sum() {
            return Ok((pages(rows), Basis::Rows));
        }
        if stream.name != "issues" {
            return Ok((lists, Basis::Lists));
        }
        let open = self.open_issues().await?;
        Ok((pages(open), if open > 0 { Basis::OpenIssues } else { Basis::Lists }))
    }

    async fn open_issues(&self) -> Result<u64, StoreError> {
        let sql = format!("select {COUNTED} from snyk_projects where connection_id = ?1 and removed_at is null");
        let found = self.store.select(Select::of(sql, vec![Value::Text(self.connection.id.to_string())])).await?;
        let count = found.rows.first().and_then(|row| row.first()?.as_integer()).unwrap_or_default();
        Ok(u64::try_from(count).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn least(requests: u64, budget: Budget) -> f64 {
        least_time(requests, &budget).unwrap().as_secs_f64()
    }

    #[test]
    fn it_takes_a_minute_more_for_each_1620_requests_and_a_second_for_160() {
        let budget = Budget { remaining: Some(1_620), limit: Some(1_620), closed_for: None };
        assert!(least(1, budget) < 0.01);
        assert!((least(161, budget) - 1.0).abs() < 0.01);
        assert!((least(1_620, budget) - 10.1).abs() < 0.1);
        assert!((least(1_621, budget) - 60.0).abs() < 0.1, "one more has to wait for the first to leave the minute");
        assert!((least(3_000, budget) - 68.6).abs() < 0.1);
        assert!((least(10_000, budget) - 361.7).abs() < 0.1);
    }

    #[test]
    fn a_closed_gate_comes_first_and_a_lower_limit_counts() {
        let budget = Budget { remaining: Some(0), limit: Some(100), closed_for: Some(Duration::from_secs(40)) };
        assert!((least(101, budget) - 100.0).abs() < 0.1);
        assert_eq!(least_time(7, &Budget { limit: None, ..budget }), None);
    }
}

//! The end of a run: what it comes to, in the report and in the bookkeeping.

use crate::outcome::{End, ScanError};
use crate::report::{Failure, Report, Status, StreamReport, Waits};
use crate::run::{Done, Run};
use std::collections::BTreeMap;
use std::time::Duration;
use windlass_model::Row;
use windlass_snyk::Stats;
use windlass_store::books::ClockRow;
use windlass_store::{Mode, Scope, StoreError};

impl Run<'_> {
    /// Sums up, and writes the run's rows. A database that cannot take them is one more thing to report.
    pub(crate) async fn end(mut self, done: Vec<Done>, ended: Result<Vec<String>, StoreError>) -> Report {
        let mut errors: Vec<Failure> = Vec::new();
        let mut books = Vec::new();
        let mut streams = BTreeMap::new();
        let mut incremental = false;
        for done in &done {
            let failure = match &done.outcome.end {
                End::Failed(error)
                    if !done.outcome.is_inaccessible() && !self.is_expected(&done.job, &done.outcome) =>
                {
                    Some(error.tell(done.job.stream.name, &done.job.name))
                }
                End::Failed(_) | End::Finished | End::Cancelled => None,
            };
            let status = match (&done.outcome.end, &failure) {
                (_, Some(_)) => "failed",
                (End::Failed(_), None) => "inaccessible",
                (End::Finished, None) => "succeeded",
                (End::Cancelled, None) => "cancelled",
            };
            books.push(self.scan_row(&done.job, &done.outcome, status, failure.as_ref()).into_book());
            incremental |= done.outcome.mode == Mode::Incremental;
            let report: &mut StreamReport = streams.entry(done.job.stream.name).or_default();
            report.rows += done.outcome.rows;
            report.changed += done.outcome.committed.inserted + done.outcome.committed.changed;
            report.removed += done.outcome.committed.removed;
            report.pages += done.outcome.pages;
            report.scans += u64::from(done.finished());
            report.failed_scans += u64::from(failure.is_some());
            match (failure, done.outcome.error()) {
                // What ended the run comes first: it decides the exit code.
                (Some(failure), Some(error)) if error.is_fatal() => errors.insert(0, failure),
                (failure, _) => errors.extend(failure),
            }
        }
        let mut warnings = Vec::new();
        match ended {
            Ok(more) => warnings = more,
            Err(error) => {
                self.halt();
                errors.insert(0, ScanError::from(error).tell("", &self.connection.name));
            }
        }
        let succeeded = done.iter().any(|done| done.finished() && done.job.scope != Scope::Token);
        let needs = done.iter().any(|done| done.job.scope != Scope::Token);
        let lists_failed =
            done.iter().any(|done| done.fails() && done.job.scope == Scope::Token && !done.job.stream.optional);
        let all_inaccessible = needs && !succeeded && errors.is_empty() && !self.cancel.is_cancelled();
        if all_inaccessible {
            errors.push(self.nothing_accessible());
        }
        let status = if self.halted() || lists_failed || all_inaccessible {
            Status::Failed
        } else if self.cancel.is_cancelled() {
            Status::Cancelled
        } else if errors.is_empty() {
            Status::Succeeded
        } else if succeeded {
            Status::Partial
        } else {
            Status::Failed
        };
        let stats = self.client.stats();
        // A client may have done other things before this run.
        let Stats { requests, throttled, retries, waited_for_gate, waited_for_network, .. } = &self.before;
        warnings
            .extend(stats.warnings.iter().map(|notice| format!("Snyk retires {} on {}", notice.endpoint, notice.date)));
        let mode = if incremental { Mode::Incremental } else { Mode::Full };
        let mut report = Report {
            status,
            connection: self.connection.name.clone(),
            run: self.id.to_string(),
            mode: mode.word(),
            requests: stats.requests - requests,
            throttled: stats.throttled - throttled,
            retries: stats.retries - retries,
            duration_ms: millis(self.began.elapsed()),
            waited: Waits {
                gate_ms: millis(stats.waited_for_gate.saturating_sub(*waited_for_gate)),
                network_ms: millis(stats.waited_for_network.saturating_sub(*waited_for_network)),
                store_ms: millis(self.timed.spent()),
            },
            streams,
            errors,
            warnings,
        };
        self.record(&report);
        let now = self.clock.now();
        books.push(self.row.clone().into_book());
        books.push(ClockRow { id: 1, as_of: now }.into_book());
        if let Err(error) = self.write(books).await {
            tracing::warn!(error.code = error.code(), "The end of the run could not be recorded");
            let failure = ScanError::from(error).tell("", &self.connection.name);
            if !report.errors.iter().any(|known| known.code == failure.code) {
                report.errors.push(failure);
            }
            report.status = Status::Failed;
        }
        // What is left over costs space and nothing else; the next run deletes it.
        if let Err(error) = self.store.prune(self.connection.id).await {
            tracing::debug!(error.code = error.code(), "Old scans were not deleted");
        }
        report
    }

    fn nothing_accessible(&self) -> Failure {
        Failure {
            stream: String::new(),
            scope: self.connection.name.clone(),
            code: "invalid_permissions".to_owned(),
            message: "the token may read nothing in any organization".to_owned(),
            help: "run `windlass check` to see which permissions are missing".to_owned(),
            why: "every organization answered 403 for targets, projects and issues".to_owned(),
        }
    }

    fn record(&mut self, report: &Report) {
        let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let sum = |of: fn(&StreamReport) -> u64| count(report.streams.values().map(of).sum());
        self.row.mode = report.mode.to_owned();
        self.row.status = report.status.word().to_owned();
        self.row.finished_at = Some(self.clock.now());
        self.row.requests = count(report.requests);
        self.row.throttled = count(report.throttled);
        self.row.retries = count(report.retries);
        self.row.gate_ms = Some(count(report.waited.gate_ms));
        self.row.network_ms = Some(count(report.waited.network_ms));
        self.row.store_ms = Some(count(report.waited.store_ms));
        self.row.rows = sum(|stream| stream.rows);
        self.row.changed = sum(|stream| stream.changed);
        self.row.removed = sum(|stream| stream.removed);
        self.row.error_code = report.errors.first().map(|error| error.code.clone());
        self.row.error_message = report.errors.first().map(|error| error.message.clone());
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

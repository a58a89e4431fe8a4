//! The lists of a run, parents first: those of the whole token, those of each organization, then issues.

use crate::Progress;
use crate::plan::is_due;
use crate::run::{Done, Run, key};
use crate::scan::Job;
use crate::scopes::{self, Organization, issue_jobs, organization_job};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;
use windlass_model::{Record, Value};
use windlass_store::{Mode, Scope, Select, StoreError, Within};
use windlass_streams::{Per, STREAMS, Stream};

impl Run<'_> {
    /// The lists that need no organization, one by one: what the first answer says of the limits comes before anything is sent
    /// at the same time. Returns the rows of the organizations.
    pub(crate) async fn whole_token(&self, done: &mut Vec<Done>) -> Vec<Record> {
        let mut listed = Vec::new();
        for stream in STREAMS.iter().filter(|stream| stream.per == Per::Token) {
            let needed = stream.name == "organizations";
            if self.stopped() || !(needed || self.options.wants(stream.name)) {
                continue;
            }
            let job =
                Job { stream, scope: Scope::Token, name: self.connection.name.clone(), within: Within::Connection };
            self.observer.observe(&Progress::Planned { stream: stream.name, scans: 1, rows: None });
            let mut outcome = self.scan(&job, self.known.get(&key(&job))).await;
            if needed {
                listed = std::mem::take(&mut outcome.records);
            }
            outcome.records.clear();
            done.push(Done { job, outcome });
        }
        listed
    }

    pub(crate) async fn per_organization(
        &self,
        organizations: &[Organization],
        done: &mut Vec<Done>,
    ) -> Result<(), StoreError> {
        let streams = STREAMS.iter().filter(|stream| {
            stream.per == Per::Organization && stream.group_path.is_none() && self.options.wants(stream.name)
        });
        let now = self.clock.now();
        let jobs = streams.flat_map(|stream| organizations.iter().map(|one| organization_job(stream, one)));
        let (due, other): (Vec<Job>, Vec<Job>) =
            jobs.partition(|job| is_due(job.stream, self.known.get(&key(job)), now, self.options));
        self.planned(&due);
        self.estimate(&due).await;
        self.together(due, done).await;
        let told = self.told(other).await?;
        self.planned(&told);
        self.together(told, done).await;
        Ok(())
    }

    /// Those of the lists that other lists tell have changed.
    async fn told(&self, jobs: Vec<Job>) -> Result<Vec<Job>, StoreError> {
        let mut told = Vec::new();
        let connection = vec![Value::Text(self.connection.id.to_string())];
        for stream in STREAMS {
            let Some(sql) = stream.told_by.filter(|_| jobs.iter().any(|job| job.stream.name == stream.name)) else {
                continue;
            };
            let found = self.store.select(Select::of(sql.to_owned(), connection.clone())).await?;
            let ids: HashSet<&str> = found.rows.iter().filter_map(|row| row.first()?.as_text()).collect();
            let of_stream = jobs.iter().filter(|job| job.stream.name == stream.name);
            told.extend(of_stream.filter(|job| ids.contains(job.scope.id())).cloned());
        }
        Ok(told)
    }

    /// Issues, a group at once where the token may. Returns the organizations, by Snyk's id, whose issues were walked in full.
    pub(crate) async fn issues(
        &self,
        issues: &'static Stream,
        organizations: &[Organization],
        done: &mut Vec<Done>,
    ) -> Result<HashSet<String>, StoreError> {
        let jobs = issue_jobs(issues, organizations);
        let members: HashMap<Scope, Vec<Organization>> =
            jobs.iter().map(|(job, members)| (job.scope.clone(), members.clone())).collect();
        let first = done.len();
        let pages: u64 = done.iter().map(|done| done.outcome.pages).sum();
        self.elsewhere.store(pages / (jobs.len() as u64).max(1), Ordering::Relaxed);
        let jobs: Vec<Job> = jobs.into_iter().map(|(job, _)| job).collect();
        self.planned(&jobs);
        self.estimate(&jobs).await;
        self.together(jobs, done).await;
        // A group that may not be read as a whole is read organization by organization.
        let refused = |done: &Done| matches!(done.job.scope, Scope::Group(_)) && done.outcome.is_refused();
        let mut singly = Vec::new();
        for at in (first..done.len()).rev() {
            if refused(&done[at]) {
                let scope = done.remove(at).job.scope;
                let members = members.get(&scope).map_or(&[][..], Vec::as_slice);
                singly.extend(members.iter().map(|one| organization_job(issues, one)));
            }
        }
        self.planned(&singly);
        self.together(singly, done).await;
        self.catch_up(first, done).await?;
        // A walk that went on from an earlier run has not read everything in this one.
        let full = done[first..]
            .iter()
            .filter(|done| done.finished() && done.outcome.mode == Mode::Full && !done.outcome.resumed);
        Ok(full
            .flat_map(|done| match &done.job.scope {
                Scope::Organization(id) => vec![id.clone()],
                scope @ (Scope::Token | Scope::Group(_) | Scope::Project(..)) => {
                    members.get(scope).into_iter().flatten().map(|one| one.source_id.clone()).collect()
                }
            })
            .collect())
    }

    /// A walk that went on from an earlier run knows its first pages as they were then: what changed since is asked for now.
    async fn catch_up(&self, first: usize, done: &mut [Done]) -> Result<(), StoreError> {
        if !done[first..].iter().any(|done| done.finished() && done.outcome.resumed) {
            return Ok(());
        }
        let known = scopes::cursors(self.store, &self.connection.id.to_string()).await?;
        for done in &mut done[first..] {
            if done.finished() && done.outcome.resumed && !self.stopped() {
                let more = self.scan(&done.job, known.get(&key(&done.job))).await;
                done.outcome.add(more);
            }
        }
        Ok(())
    }
}

//! The lists of a run: those of the whole token, and beside them what organizations hold as soon as they are listed; then issues.

use crate::Progress;
use crate::outcome::{End, Outcome};
use crate::plan::is_due;
use crate::run::{Done, Run, key};
use crate::scan::Job;
use crate::scopes::{self, Organization, issue_jobs, organization_job};
use std::collections::{HashMap, HashSet};
use windlass_model::{Record, Value};
use windlass_store::{Mode, Scope, Select, StoreError, Within};
use windlass_streams::{Per, STREAMS, Stream, stream};

impl Run<'_> {
    /// The streams of organizations that every run walks; issues have their own way.
    pub(crate) fn in_every_run(&self) -> Vec<&'static Stream> {
        self.of_organizations().filter(|stream| stream.told_by.is_none()).collect()
    }

    fn of_organizations(&self) -> impl Iterator<Item = &'static Stream> {
        let of_organizations = |stream: &&Stream| stream.per == Per::Organization && stream.group_path.is_none();
        STREAMS.iter().copied().filter(of_organizations).filter(|stream| self.options.wants(stream.name))
    }

    /// The list of organizations, and what begins as its pages are written. What its first answer says of the limits comes before anything
    /// is sent at the same time. Returns the rows of the organizations.
    pub(crate) async fn whole_token(&self, done: &mut Vec<Done>) -> Vec<Record> {
        if self.stopped() {
            return Vec::new();
        }
        let is_first = |stream: &&Stream| stream.name == "organizations";
        let lists = STREAMS.iter().copied().filter(|stream| stream.per == Per::Token);
        let lists = lists.filter(|stream| is_first(stream) || self.options.wants(stream.name));
        let (first, others): (Vec<&Stream>, Vec<&Stream>) = lists.partition(is_first);
        let job = |stream: &'static Stream| Job {
            stream,
            scope: Scope::Token,
            name: self.connection.name.clone(),
            within: Within::Connection,
        };
        self.agenda.keep_back(Scope::Token, others.into_iter().map(job).collect());
        let first: Vec<Job> = first.into_iter().map(job).collect();
        self.planned(&first);
        self.together(first, done).await;
        // Parents first, whichever list ended first: a report tells of them in this order.
        let place = |done: &Done| STREAMS.iter().position(|stream| stream.name == done.job.stream.name);
        done.sort_by_key(|done| (done.job.scope != Scope::Token, place(done)));
        let mut listed = Vec::new();
        for done in done.iter_mut() {
            let records = std::mem::take(&mut done.outcome.records);
            if is_first(&done.job.stream) {
                listed = records;
            }
        }
        listed
    }

    /// Organizations are listed and written: what they hold is asked for while the list goes on. Should it fail later, what was listed is as
    /// true as it was; that an organization is gone only the end of the list tells.
    pub(crate) fn listed(&self, records: &[Record]) {
        let others = self.agenda.set_free(&Scope::Token);
        self.planned(&others);
        self.agenda.add(others);
        let fresh: Vec<Organization> = self.surround(|surroundings| {
            let mut is_new = |one: &Organization| {
                let (id, slug) = one.place();
                surroundings.slugs.insert(id, slug).is_none()
            };
            records.iter().filter_map(Organization::listed).filter(|one| is_new(one)).collect()
        });
        for stream in &self.at_once {
            let jobs = lists(stream, &fresh);
            self.tell_planned(stream, jobs.len(), None, true);
            self.agenda.add(jobs);
        }
    }

    /// The list of organizations has ended: how much what they hold comes to, as far as anything tells.
    pub(crate) async fn all_listed(&self, outcome: &Outcome) {
        let (is_whole, mut seen) = (matches!(outcome.end, End::Finished), HashSet::new());
        let organizations = outcome.records.iter().filter_map(Organization::listed);
        let organizations: Vec<Organization> = organizations.filter(|one| seen.insert(one.source_id.clone())).collect();
        for stream in &self.at_once {
            // A list that failed tells of some.
            let rows = is_whole.then(|| self.expected(&lists(stream, &organizations))).flatten();
            self.tell_planned(stream, 0, rows, false);
        }
        if is_whole && !self.at_once.is_empty() {
            let now = self.clock.now();
            let jobs = self.of_organizations().flat_map(|stream| lists(stream, &organizations));
            let due = jobs.filter(|job| is_due(job.stream, self.known.get(&key(job)), now, self.options));
            self.estimate(&due.collect::<Vec<Job>>()).await;
        }
    }

    /// The lists of organizations that are not walked in every run: those that are due, and those that others tell have changed.
    async fn others(&self, organizations: &[Organization]) -> Result<Vec<Job>, StoreError> {
        let now = self.clock.now();
        let streams = self.of_organizations().filter(|stream| stream.told_by.is_some());
        let jobs = streams.flat_map(|stream| lists(stream, organizations));
        let (mut due, other): (Vec<Job>, Vec<Job>) =
            jobs.partition(|job| is_due(job.stream, self.known.get(&key(job)), now, self.options));
        if self.at_once.is_empty() {
            self.estimate(&due).await;
        }
        due.extend(self.told(other).await?);
        Ok(due)
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

    /// Issues, a group at once where the token may, and beside them the lists that not every run walks: neither needs the other. Returns
    /// the organizations, by Snyk's id, whose issues were walked in full.
    pub(crate) async fn issues_and_others(
        &self,
        organizations: &[Organization],
        done: &mut Vec<Done>,
    ) -> Result<HashSet<String>, StoreError> {
        let issues = stream("issues").filter(|stream| self.options.wants(stream.name));
        let lists: Vec<(Job, Vec<Organization>)> =
            issues.into_iter().flat_map(|issues| issue_jobs(issues, organizations)).collect();
        let members: HashMap<Scope, Vec<Organization>> =
            lists.iter().map(|(job, members)| (job.scope.clone(), members.clone())).collect();
        let mut jobs: Vec<Job> = lists.into_iter().map(|(job, _)| job).collect();
        for (scope, members) in members.iter().filter(|(scope, _)| matches!(scope, Scope::Group(_))) {
            let singly = issues.iter().flat_map(|issues| members.iter().map(|one| organization_job(issues, one)));
            self.agenda.keep_back(scope.clone(), singly.collect());
        }
        let others = self.others(organizations).await?;
        // Each list has a page at least.
        let pages: u64 = done.iter().map(|done| done.outcome.pages).sum();
        self.elsewhere.is(pages + others.len() as u64, jobs.len());
        self.planned(&jobs);
        self.planned(&others);
        self.estimate(&jobs).await;
        // The longest first.
        jobs.extend(others);
        self.together(jobs, done).await;
        self.catch_up(done).await?;
        // A walk that went on from an earlier run has not read everything in this one.
        let full = done.iter().filter(|done| is_walk_of_issues(done) && done.outcome.mode == Mode::Full);
        Ok(full.filter(|done| !done.outcome.resumed).flat_map(|done| members_of(&done.job.scope, &members)).collect())
    }

    /// A walk that went on from an earlier run knows its first pages as they were then: what changed since is asked for now.
    async fn catch_up(&self, done: &mut [Done]) -> Result<(), StoreError> {
        let resumed = |done: &Done| is_walk_of_issues(done) && done.outcome.resumed;
        if !done.iter().any(resumed) {
            return Ok(());
        }
        let known = scopes::cursors(self.store, &self.connection.id.to_string()).await?;
        for done in done.iter_mut().filter(|done| resumed(done)) {
            if !self.stopped() {
                let more = self.scan(&done.job, known.get(&key(&done.job))).await;
                done.outcome.add(more);
            }
        }
        Ok(())
    }

    /// Tells what is going to be scanned.
    pub(crate) fn planned(&self, jobs: &[Job]) {
        for stream in STREAMS {
            let of_stream: Vec<Job> = jobs.iter().filter(|job| job.stream.name == stream.name).cloned().collect();
            if !of_stream.is_empty() {
                self.tell_planned(stream, of_stream.len(), self.expected(&of_stream), false);
            }
        }
    }

    /// Rows that scans are going to read: only full walks can be foretold, by what the last one listed.
    fn expected(&self, jobs: &[Job]) -> Option<u64> {
        let full = |job| self.known.get(&key(job)).filter(|cursor| cursor.mode == Mode::Full.word());
        let rows: Option<i64> = jobs.iter().map(|job| full(job).map(|cursor| cursor.rows)).sum();
        rows.and_then(|rows| u64::try_from(rows).ok())
    }

    fn tell_planned(&self, stream: &Stream, scans: usize, rows: Option<u64>, more: bool) {
        self.observer.observe(&Progress::Planned { stream: stream.name, scans: scans as u64, rows, more });
    }
}

fn lists(stream: &'static Stream, organizations: &[Organization]) -> Vec<Job> {
    organizations.iter().map(|one| organization_job(stream, one)).collect()
}

fn is_walk_of_issues(done: &Done) -> bool {
    done.job.stream.name == "issues" && done.finished()
}

/// The organizations, by Snyk's id, whose issues a scan lists.
fn members_of(scope: &Scope, members: &HashMap<Scope, Vec<Organization>>) -> Vec<String> {
    match scope {
        Scope::Organization(id) => vec![id.clone()],
        Scope::Token | Scope::Group(_) | Scope::Project(..) => {
            members.get(scope).into_iter().flatten().map(|one| one.source_id.clone()).collect()
        }
    }
}

//! What is to be scanned, in order. Scans add to it: the list of organizations what those hold, a group that may not be read as a
//! whole its organizations.

use crate::run::{Done, Run, key};
use crate::scan::Job;
use futures::stream::{FuturesUnordered, StreamExt};
use std::collections::{HashMap, VecDeque};
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use windlass_store::Scope;

/// The scans that wait.
#[derive(Default)]
pub(crate) struct Agenda(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    next: VecDeque<Job>,
    /// What a scan of this scope sets free.
    kept_back: HashMap<Scope, Vec<Job>>,
}

impl Agenda {
    /// Scans to be made behind all others.
    pub(crate) fn add(&self, jobs: Vec<Job>) {
        self.waiting().next.extend(jobs);
    }

    /// Scans to be made before all others.
    pub(crate) fn add_first(&self, jobs: Vec<Job>) {
        let mut waiting = self.waiting();
        jobs.into_iter().rev().for_each(|job| waiting.next.push_front(job));
    }

    /// Scans that may be made when a scan of this scope sets them free, or never.
    pub(crate) fn keep_back(&self, scope: Scope, jobs: Vec<Job>) {
        self.waiting().kept_back.insert(scope, jobs);
    }

    /// What was kept back for this scope; nothing the second time.
    pub(crate) fn set_free(&self, scope: &Scope) -> Vec<Job> {
        self.waiting().kept_back.remove(scope).unwrap_or_default()
    }

    /// The scan to begin now.
    pub(crate) fn next(&self) -> Option<Job> {
        self.waiting().next.pop_front()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting().next.is_empty()
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Run<'_> {
    /// Makes scans and those that they lead to, as many at a time as there are lanes. Each has one of its own; where it is cut into shards
    /// it takes more.
    pub(crate) async fn together(&self, jobs: Vec<Job>, done: &mut Vec<Done>) {
        self.agenda.add(jobs);
        let mut scans = FuturesUnordered::new();
        // Looked at whenever anything happens at all: what frees a lane, or adds a scan, happens in here.
        poll_fn(|context| {
            loop {
                while let Some(lane) = (!self.agenda.is_empty()).then(|| self.lanes.begin(scans.is_empty())).flatten() {
                    let Some(job) = self.agenda.next() else { break };
                    scans.push(async move {
                        let outcome = self.scan_in(Some(lane), &job, self.known.get(&key(&job))).await;
                        Done { job, outcome }
                    });
                }
                match scans.poll_next_unpin(context) {
                    Poll::Ready(Some(one)) => done.extend(self.unless_refused(one)),
                    Poll::Ready(None) => return Poll::Ready(()),
                    // Scans that went on may have given a lane back, and with it the next one can begin.
                    Poll::Pending if !self.agenda.is_empty() && self.lanes.may_begin() => {}
                    Poll::Pending => return Poll::Pending,
                }
            }
        })
        .await;
    }

    /// A group that may not be read as a whole is read organization by organization, and nothing is said of it.
    fn unless_refused(&self, done: Done) -> Option<Done> {
        if !(matches!(done.job.scope, Scope::Group(_)) && done.outcome.is_refused()) {
            return Some(done);
        }
        let singly = self.agenda.set_free(&done.job.scope);
        self.elsewhere.is_shared_by_more(singly.len().saturating_sub(1));
        self.planned(&singly);
        self.agenda.add_first(singly);
        None
    }
}

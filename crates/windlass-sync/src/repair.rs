//! What a verification found to differ, read again, and nothing else.

use crate::run::{Done, Run, Sync};
use crate::scan::Job;
use crate::scopes::organization_job;
use crate::timed::Timed;
use crate::verify::{Verification, Wrong};
use crate::{Options, Report, SyncError};
use windlass_store::{StoreError, Within};
use windlass_streams::{STREAMS, stream};

impl Sync<'_> {
    /// Reads again, in full, whatever a verification found to differ: lists in which rows are missing or too many, projects whose
    /// issues Snyk counts otherwise. Rows that are listed are written whatever stands in them. Recorded as a run.
    ///
    /// # Errors
    /// As [`Sync::run`].
    pub async fn repair(self, found: &Verification) -> Result<Report, SyncError> {
        let _lock = self.store.lock(self.connection.id).await?;
        let options = Options { full: true, streams: None, ..self.options.clone() };
        let sync = Sync { options: &options, ..self };
        let timed = Timed::new(sync.store);
        let mut run = sync.begin(&timed).await?;
        let mut done = Vec::new();
        let ended = run.mend(&found.wrong, &mut done).await;
        Ok(run.end(done, ended).await)
    }
}

impl Run<'_> {
    async fn mend(&mut self, wrong: &Wrong, done: &mut Vec<Done>) -> Result<Vec<String>, StoreError> {
        if wrong.organizations
            && let Some(organizations) = stream("organizations")
        {
            self.store.distrust(self.connection.id, organizations.table, Within::Connection).await?;
        }
        let Some((organizations, listed)) = self.organizations(done).await? else { return Ok(Vec::new()) };
        // Parents come first in the list of streams.
        for stream in STREAMS {
            let is_wrong = |id: &String| wrong.lists.contains(&(stream.name, id.clone()));
            let wrong = organizations.iter().filter(|one| is_wrong(&one.source_id));
            let jobs = wrong.map(|one| organization_job(stream, one)).collect();
            self.anew(jobs, done).await?;
        }
        self.anew(self.projects(wrong), done).await?;
        let mut warnings = Vec::new();
        self.accessibility(&organizations, &listed, done, &mut warnings).await?;
        Ok(warnings)
    }

    fn projects(&self, wrong: &Wrong) -> Vec<Job> {
        let Some(issues) = stream("issues") else { return Vec::new() };
        let job = |(project, (organization, name)): (&String, &(String, String))| {
            self.project_job(issues, organization, project, name)
        };
        let covered = |organization: &String| wrong.lists.contains(&("issues", organization.clone()));
        wrong.projects.iter().filter(|(_, (organization, _))| !covered(organization)).map(job).collect()
    }

    /// Makes scans that believe nothing of what is here.
    async fn anew(&self, jobs: Vec<Job>, done: &mut Vec<Done>) -> Result<(), StoreError> {
        if jobs.is_empty() || self.stopped() {
            return Ok(());
        }
        for job in &jobs {
            self.store.distrust(self.connection.id, job.stream.table, job.within.clone()).await?;
        }
        self.planned(&jobs);
        self.together(jobs, done).await;
        Ok(())
    }
}

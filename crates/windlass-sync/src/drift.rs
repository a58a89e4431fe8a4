//! Between full walks: projects whose issues are read again on their own, because Snyk's counts and ours disagree, or
//! because the project was gone for a while.

use crate::outcome::{End, Outcome};
use crate::run::{Done, Run};
use crate::scopes::{CursorKey, Organization};
use std::collections::{HashMap, HashSet};
use windlass_model::{Row, Value};
use windlass_store::books::CursorRow;
use windlass_store::{Mode, Select, StoreError};
use windlass_streams::stream;

/// A project to read again.
struct Suspect {
    row: String,
    source_id: String,
    name: String,
    organization: String,
    /// Snyk's counts and ours, as text.
    counts: String,
}

const COUNTS: &str = "snyk_critical || '/' || snyk_high || '/' || snyk_medium || '/' || snyk_low || ' ' || \
                      our_critical || '/' || our_high || '/' || our_medium || '/' || our_low";

impl Run<'_> {
    /// Reads projects again whose counts differ and that `covered` organizations hold. A project that still differs
    /// afterwards is left alone until one of its counts changes. Returns what was done and how many still differ.
    pub(crate) async fn reread(
        &self,
        covered: &[Organization],
        known: &HashMap<CursorKey, CursorRow>,
        done: &mut Vec<Done>,
    ) -> Result<u64, StoreError> {
        let Some(issues) = stream("issues") else { return Ok(0) };
        let covered: HashSet<&str> = covered.iter().map(|organization| organization.source_id.as_str()).collect();
        let mut lasting = 0;
        // Where everything was walked in full there is nothing to look for, in a view over the whole estate.
        if covered.is_empty() {
            return Ok(lasting);
        }
        for suspect in self.suspects().await? {
            if !covered.contains(suspect.organization.as_str()) || self.stopped() {
                continue;
            }
            let key = ("issues".to_owned(), "project".to_owned(), suspect.source_id.clone());
            let known = known.get(&key);
            if known.is_some_and(|cursor| {
                !cursor.full_due && cursor.finished_at.is_some() && cursor.fingerprint.as_ref() == Some(&suspect.counts)
            }) {
                lasting += 1;
                continue;
            }
            let job = self.project_job(issues, &suspect.organization, &suspect.source_id, &suspect.name);
            let outcome = self.scan(&job, known).await;
            if matches!(outcome.end, End::Finished) && self.note_lasting(&suspect, &outcome).await? {
                lasting += 1;
            }
            done.push(Done { job, outcome });
        }
        Ok(lasting)
    }

    /// A full walk of issues has read every project that was due; their marks are taken off.
    pub(crate) async fn take_off_marks(&self, walked: &HashSet<String>) -> Result<(), StoreError> {
        let marked: Vec<_> =
            self.marked().await?.into_iter().filter(|one| walked.contains(&one.organization)).collect();
        let mut books = Vec::new();
        for suspect in marked {
            let key = ("issues".to_owned(), "project".to_owned(), suspect.source_id);
            let cursor = self.known.get(&key).cloned().unwrap_or_else(|| self.project_cursor(key.2.clone()));
            books.push(
                CursorRow { full_due: false, finished_at: Some(self.clock.now()), next: None, ..cursor }.into_book(),
            );
        }
        if books.is_empty() {
            return Ok(());
        }
        self.write(books).await
    }

    async fn suspects(&self) -> Result<Vec<Suspect>, StoreError> {
        // Counts that this run did not read are older than the issues that it did.
        if !self.options.wants("projects") {
            return self.marked().await;
        }
        let mut suspects = self
            .find(&format!(
                "select project_id, source_id, name, organization_source_id, {COUNTS} from project_count_drift \
                 where connection_id = ?1 and differs order by source_id"
            ))
            .await?;
        let found: HashSet<String> = suspects.iter().map(|one| one.source_id.clone()).collect();
        suspects.extend(self.marked().await?.into_iter().filter(|one| !found.contains(&one.source_id)));
        Ok(suspects)
    }

    /// Projects that came back, and those whose re-reading was cut off.
    async fn marked(&self) -> Result<Vec<Suspect>, StoreError> {
        self.find(
            "select p.id, p.source_id, p.name, p.organization_source_id, '' from windlass_cursors c \
             join snyk_projects p on p.source_id = c.scope_id and p.connection_id = c.connection_id \
             where c.connection_id = ?1 and c.stream = 'issues' and c.scope_kind = 'project' \
             and (c.full_due or c.finished_at is null) and p.removed_at is null order by p.source_id",
        )
        .await
    }

    async fn find(&self, sql: &str) -> Result<Vec<Suspect>, StoreError> {
        let args = vec![Value::Text(self.connection.id.to_string())];
        let found = self.store.select(Select::of(sql, args)).await?;
        let suspect = |row: Vec<Value>| {
            let mut cells = row.into_iter().map(|cell| cell.to_text());
            Some(Suspect {
                row: cells.next()??,
                source_id: cells.next()??,
                name: cells.next()?.unwrap_or_default(),
                organization: cells.next()??,
                counts: cells.next()?.unwrap_or_default(),
            })
        };
        Ok(found.rows.into_iter().filter_map(suspect).collect())
    }

    /// Keeps the counts that a re-reading left, where they still differ. One that went on from an earlier run has not looked at
    /// everything, so it says nothing of what lasts.
    async fn note_lasting(&self, suspect: &Suspect, outcome: &Outcome) -> Result<bool, StoreError> {
        if outcome.resumed {
            return Ok(false);
        }
        let sql = format!("select {COUNTS} from project_count_drift where project_id = ?1 and differs");
        let found = self.store.select(Select::of(sql, vec![Value::Text(suspect.row.clone())])).await?;
        let counts = found.rows.into_iter().next().and_then(|row| row.into_iter().next()?.to_text());
        let differs = counts.is_some();
        let now = self.clock.now();
        let book = CursorRow {
            finished_at: Some(now),
            full_finished_at: Some(now),
            pages: i64::try_from(outcome.pages).unwrap_or(i64::MAX),
            rows: i64::try_from(outcome.rows).unwrap_or(i64::MAX),
            fingerprint: counts,
            ..self.project_cursor(suspect.source_id.clone())
        };
        self.write(vec![book.into_book()]).await?;
        Ok(differs)
    }

    /// The cursor of a project that is read on its own.
    pub(crate) fn project_cursor(&self, project: String) -> CursorRow {
        CursorRow {
            connection_id: self.connection.id.to_string(),
            stream: "issues".to_owned(),
            scope_kind: "project".to_owned(),
            scope_id: project,
            mode: Mode::Full.word().to_owned(),
            // The greatest number is read from the cursors: none that was given out may be lost with a row that is replaced.
            walk: self.last_walk(),
            started_at: self.clock.now(),
            ..CursorRow::default()
        }
    }
}

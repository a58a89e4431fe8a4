//! What a list is expected to hold, from what the database knows. Only the time that a walk takes depends on it.

use super::spread::Spread;
use crate::run::Run;
use crate::scan::Job;
use crate::scopes::COUNTED;
use std::collections::HashMap;
use windlass_model::{Timestamp, Value};
use windlass_store::books::{self, CursorRow, ShardRow};
use windlass_store::{Mode, Scan, Scope, Select, StoreError, Within};

/// Rows of our own that are looked at. A hundred shards are cut by as many moments as they need.
const SAMPLE: usize = 2_000;

/// Rows of a list that are not worth sorting for a sample.
const MANY: f64 = 100_000.0;

/// Most organizations that a sample is narrowed to; beyond it all of the connection's rows stand for them.
const NARROWED: usize = 200;

/// Issues that a list holds for one that Snyk counts: it counts neither resolved nor ignored ones.
const LISTED_FOR_COUNTED: f64 = 1.2;

/// How many rows, and how they spread over their moments of creation.
#[derive(Debug, Clone)]
pub(crate) struct Forecast {
    pub(crate) rows: f64,
    pub(crate) spread: Spread,
    /// Whether it comes from a walk of the same list.
    pub(crate) was_walked: bool,
}

/// Per organization's row key: projects that were created in a month, and the issues that Snyk counts in them.
pub(crate) type Prior = HashMap<String, Vec<(Timestamp, f64)>>;

impl Run<'_> {
    /// What to expect of a walk; `None` where it is not to be cut.
    pub(crate) async fn forecast(&self, job: &Job, scan: &Scan) -> Result<Option<Forecast>, StoreError> {
        let whole = matches!(job.scope, Scope::Organization(_) | Scope::Group(_)) && scan.mode() == Mode::Full;
        if !self.options.shards || !whole || job.stream.created_between.is_none() {
            return Ok(None);
        }
        let enough = |rows: f64| rows >= self.options.sharding.least_pages * f64::from(self.options.sharding.page_rows);
        if scan.full_rows() > 0 {
            let rows = scan.full_rows() as f64;
            if !enough(rows) {
                return Ok(None);
            }
            if let Some(spread) = Spread::of_moments(self.sample(job, rows).await?) {
                return Ok(Some(Forecast { rows, spread, was_walked: true }));
            }
        }
        let prior = self.prior.get_or_try_init(|| self.read_prior()).await?;
        let sources: Vec<(Timestamp, f64)> = match &job.within {
            Within::Connection => prior.values().flatten().copied().collect(),
            Within::Column { ids, .. } => ids.iter().filter_map(|id| prior.get(id)).flatten().copied().collect(),
        };
        let rows: f64 = sources.iter().map(|(_, rows)| rows).sum();
        if !enough(rows) {
            return Ok(None);
        }
        let now = self.lanes.server_time().unwrap_or_else(|| self.clock.now());
        let spread = Spread::of_sources(sources, now);
        Ok(spread.map(|spread| Forecast { rows, spread, was_walked: false }))
    }

    /// The shards that were committed with a walk.
    pub(crate) async fn stored_shards(&self, walk: &CursorRow) -> Result<Vec<ShardRow>, StoreError> {
        let key = [&walk.connection_id, &walk.stream, &walk.scope_kind, &walk.scope_id];
        let mut args: Vec<Value> = key.into_iter().cloned().map(Value::Text).collect();
        args.push(Value::Integer(walk.walk));
        let which = "where connection_id = ?1 and stream = ?2 and scope_kind = ?3 and scope_id = ?4 and walk = ?5";
        books::read(self.store, which, args).await
    }

    /// When rows of ours that the list holds were created. Row keys are as good as random, so that the first of them are a fair
    /// sample.
    async fn sample(&self, job: &Job, rows: f64) -> Result<Vec<Timestamp>, StoreError> {
        let mut args = vec![Value::Text(self.connection.id.to_string())];
        let narrowed = match &job.within {
            Within::Column { column, ids } if ids.len() <= NARROWED => {
                args.extend(ids.iter().cloned().map(Value::Text));
                let places: Vec<String> = (2..=args.len()).map(|at| format!("?{at}")).collect();
                // Many rows are not sought by the column's index, which would have to sort them all; few are, since by their keys the
                // whole table would be read until enough are found.
                let plain = if rows > MANY { " || ''" } else { "" };
                format!("and {column}{plain} in ({})", places.join(", "))
            }
            Within::Column { .. } | Within::Connection => String::new(),
        };
        let sql = format!(
            "select created_at from {} where connection_id = ?1 and removed_at is null and created_at is not null \
             {narrowed} order by id limit {SAMPLE}",
            job.stream.table.name
        );
        let found = self.store.select(Select::of(sql, args)).await?;
        Ok(found.rows.iter().filter_map(|row| row.first()?.to_text()?.parse().ok()).collect())
    }

    async fn read_prior(&self) -> Result<Prior, StoreError> {
        let sql = format!(
            "select organization_id, substr(cast(coalesce(p.created_at, o.created_at) as text), 1, 7), count(*), {COUNTED} \
             from snyk_projects p join snyk_organizations o on o.id = p.organization_id \
             where p.connection_id = ?1 and p.removed_at is null group by 1, 2"
        );
        let found = self.store.select(Select::of(sql, vec![Value::Text(self.connection.id.to_string())])).await?;
        let mut prior = Prior::new();
        for row in found.rows {
            let mut cells = row.into_iter().map(|cell| cell.to_text());
            let (Some(Some(organization)), Some(month)) = (cells.next(), cells.next()) else { continue };
            let mut number = || cells.next().flatten().and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
            let (projects, counted) = (number(), number());
            let began = month.and_then(|month| format!("{month}-01T00:00:00Z").parse().ok());
            // Snyk's API is from this year.
            let began = began.or_else(|| Timestamp::from_second(1_577_836_800).ok());
            let sources = prior.entry(organization).or_default();
            sources.extend(began.map(|began| (began, projects + counted * LISTED_FOR_COUNTED)));
        }
        Ok(prior)
    }
}

//! What the report shows, asked of the views.

use crate::charts::{Band, Day, Week};
use crate::paint::{SEVERITIES, place};
use std::collections::BTreeMap;
use windlass_model::{Kind, Timestamp, Value};
use windlass_store::{Select, Snapshot, StoreError};

/// Ages that differ for whoever has to act; the names of what is between their ends.
const BANDS: [(i64, &str); 5] =
    [(7, "up to 7 days"), (30, "8 to 30 days"), (90, "31 to 90 days"), (180, "91 to 180 days"), (i64::MAX, "older")];

const CONNECTIONS: &str = "select c.name, coalesce(r.status, 'never synced') as status, r.finished_at \
     from windlass_connections c left join windlass_runs r \
     on r.id = (select max(id) from windlass_runs where connection_id = c.id) order by c.name";

const TOTALS: &str = "select (select count(*) from snyk_organizations where removed_at is null), \
     (select count(*) from snyk_projects where removed_at is null), \
     (select count(*) from project_facts where last_tested_at is null)";

/// A severity as [`SEVERITIES`] has it.
macro_rules! named {
    () => {
        "case when severity in ('critical', 'high', 'medium', 'low') then severity else 'other' end"
    };
}

const OPEN: &str = concat!(
    "select ",
    named!(),
    ", count(*), sum(case when breached then 1 else 0 end), sum(case when fixable then 1 else 0 end), max(age_days), \
     min(sla_days), max(sla_days), count(sla_days) from open_issues group by 1"
);

const DAYS: &str = "select cast(day as text), severity, sum(open), sum(opened), sum(resolved) from severity_daily \
     group by cast(day as text), severity order by 1";

const AGES: &str = "select severity, age_days, count(*) from open_issues group by severity, age_days";

/// Means and medians; the middle one of an odd number, the mean of the middle two of an even one.
const TIMES: &str = concat!(
    "select severity, count(*), avg(seconds), avg(case when place in ((total + 1) / 2, (total + 2) / 2) then seconds end) \
     from (select severity, seconds, row_number() over (partition by severity order by seconds) as place, \
     count(*) over (partition by severity) as total from (select seconds, ",
    named!(),
    " as severity from resolved_issues) n) r group by severity"
);

const WORST: &str = "select name, organization_name, url, open_critical, open_high, open_medium, open_low, breached, \
     oldest_open_days from project_facts where open_total > 0 \
     order by open_critical desc, open_high desc, breached desc, open_total desc, name, project_id limit 15";

/// A connection and its last run.
pub(super) struct Connection {
    pub(super) name: String,
    pub(super) status: String,
    pub(super) finished_at: Option<Timestamp>,
}

/// A severity: what is open, what is allowed, how long it took.
#[derive(Default)]
pub(super) struct Line {
    pub(super) open: i64,
    /// Of what is open, what has to be resolved within some days.
    pub(super) limited: i64,
    pub(super) overdue: i64,
    pub(super) fixable: i64,
    pub(super) oldest: Option<i64>,
    /// The least and the most days that are allowed: they may differ by a project's criticality.
    pub(super) allowed: Option<(i64, i64)>,
    pub(super) resolved: i64,
    /// Seconds from first seen to resolved.
    pub(super) mean: Option<f64>,
    pub(super) median: Option<f64>,
}

/// A project in need.
pub(super) struct Project {
    pub(super) name: String,
    pub(super) organization: String,
    pub(super) url: Option<String>,
    /// By [`SEVERITIES`], but for the last of them.
    pub(super) open: [i64; 4],
    pub(super) overdue: i64,
    pub(super) oldest: Option<i64>,
}

/// All of it.
pub(super) struct Figures {
    pub(super) as_of: Timestamp,
    pub(super) connections: Vec<Connection>,
    pub(super) organizations: i64,
    pub(super) projects: i64,
    /// Projects that Snyk never counted issues of.
    pub(super) untested: i64,
    /// By [`SEVERITIES`].
    pub(super) lines: [Line; SEVERITIES.len()],
    pub(super) days: Vec<Day>,
    pub(super) weeks: Vec<Week>,
    pub(super) bands: Vec<Band>,
    pub(super) worst: Vec<Project>,
}

impl Figures {
    /// Reads them, all of one moment.
    pub(super) async fn read(from: &mut dyn Snapshot, as_of: Timestamp, days: u16) -> Result<Self, StoreError> {
        let connections = rows(from, CONNECTIONS).await?;
        let totals = rows(from, TOTALS).await?.into_iter().next().unwrap_or_default();
        let mut lines: [Line; SEVERITIES.len()] = Default::default();
        for row in rows(from, OPEN).await? {
            let Some(line) = at(&row, 0).as_text().map(|severity| &mut lines[place(severity)]) else { continue };
            (line.open, line.overdue, line.fixable) = (whole(&row, 1), whole(&row, 2), whole(&row, 3));
            line.oldest = at(&row, 4).as_integer();
            line.allowed = at(&row, 5).as_integer().zip(at(&row, 6).as_integer());
            line.limited = whole(&row, 7);
        }
        for row in rows(from, TIMES).await? {
            let Some(line) = at(&row, 0).as_text().map(|severity| &mut lines[place(severity)]) else { continue };
            line.resolved = whole(&row, 1);
            (line.mean, line.median) = (number(at(&row, 2)), number(at(&row, 3)));
        }
        let (days, weeks) = over_time(rows(from, DAYS).await?, usize::from(days));
        Ok(Self {
            as_of,
            connections: connections.into_iter().map(connection).collect(),
            organizations: whole(&totals, 0),
            projects: whole(&totals, 1),
            untested: whole(&totals, 2),
            lines,
            days,
            weeks,
            bands: bands(rows(from, AGES).await?),
            worst: rows(from, WORST).await?.into_iter().map(project).collect(),
        })
    }

    /// Issues that are open.
    pub(super) fn open(&self) -> i64 {
        self.lines.iter().map(|line| line.open).sum()
    }

    /// Of these, those that have to be resolved within some days.
    pub(super) fn limited(&self) -> i64 {
        self.lines.iter().map(|line| line.limited).sum()
    }

    /// Of these, those that are overdue.
    pub(super) fn overdue(&self) -> i64 {
        self.lines.iter().map(|line| line.overdue).sum()
    }

    /// Of what is open, what can be fixed.
    pub(super) fn fixable(&self) -> i64 {
        self.lines.iter().map(|line| line.fixable).sum()
    }

    /// What was open so many days ago; `None` where the report does not go back so far.
    pub(super) fn open_before(&self, days: usize) -> Option<i64> {
        let at = self.days.len().checked_sub(days + 1)?;
        self.days.get(at).map(|day| day.open.iter().sum())
    }
}

async fn rows(from: &mut dyn Snapshot, sql: &str) -> Result<Vec<Vec<Value>>, StoreError> {
    Ok(from.select(Select::of(sql, Vec::new())).await?.rows)
}

fn at(row: &[Value], column: usize) -> &Value {
    row.get(column).unwrap_or(&Value::Null)
}

fn whole(row: &[Value], column: usize) -> i64 {
    number(at(row, column)).map_or(0, |number| number as i64)
}

/// A number, whatever a database makes of a sum or a mean.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Real(number) => Some(*number),
        Value::Null | Value::Text(_) | Value::Boolean(_) | Value::Timestamp(_) | Value::Json(_) => None,
    }
}

fn text(row: &[Value], column: usize) -> String {
    at(row, column).to_text().unwrap_or_default()
}

fn connection(row: Vec<Value>) -> Connection {
    let finished_at = match at(&row, 2).clone().coerce(Kind::Timestamp) {
        Value::Timestamp(moment) => Some(moment),
        Value::Null | Value::Text(_) | Value::Integer(_) | Value::Real(_) | Value::Boolean(_) | Value::Json(_) => None,
    };
    Connection { name: text(&row, 0), status: text(&row, 1), finished_at }
}

fn project(row: Vec<Value>) -> Project {
    Project {
        name: text(&row, 0),
        organization: text(&row, 1),
        url: at(&row, 2).to_text(),
        open: std::array::from_fn(|severity| whole(&row, 3 + severity)),
        overdue: whole(&row, 7),
        oldest: at(&row, 8).as_integer(),
    }
}

/// The last days, and as many whole weeks of them as there are.
fn over_time(rows: Vec<Vec<Value>>, last: usize) -> (Vec<Day>, Vec<Week>) {
    let mut found: BTreeMap<String, (Day, i64, i64)> = BTreeMap::new();
    for row in rows {
        let day = text(&row, 0);
        let entry = found.entry(day.clone()).or_insert_with(|| (Day { day, open: [0; SEVERITIES.len()] }, 0, 0));
        entry.0.open[place(&text(&row, 1))] += whole(&row, 2);
        entry.1 += whole(&row, 3);
        entry.2 += whole(&row, 4);
    }
    let days: Vec<(Day, i64, i64)> = found.into_values().collect();
    let days = &days[days.len().saturating_sub(last)..];
    let weeks = days.rchunks_exact(7).map(|week| Week {
        until: week.last().map(|(day, ..)| day.day.clone()).unwrap_or_default(),
        opened: week.iter().map(|(_, opened, _)| opened).sum(),
        resolved: week.iter().map(|(.., resolved)| resolved).sum(),
    });
    let mut weeks: Vec<Week> = weeks.collect();
    weeks.reverse();
    (days.iter().map(|(day, ..)| day.clone()).collect(), weeks)
}

fn bands(rows: Vec<Vec<Value>>) -> Vec<Band> {
    let mut bands = BANDS.map(|(_, name)| Band { name, open: [0; SEVERITIES.len()] });
    for row in rows {
        let Some(age) = at(&row, 1).as_integer() else { continue };
        if let Some(band) = BANDS.iter().position(|(to, _)| age <= *to) {
            bands[band].open[place(&text(&row, 0))] += whole(&row, 2);
        }
    }
    bands.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(day: &str, severity: &str, open: i64, opened: i64) -> Vec<Value> {
        let text = |text: &str| Value::Text(text.to_owned());
        vec![text(day), text(severity), Value::Integer(open), Value::Real(opened as f64), Value::Integer(1)]
    }

    #[test]
    fn days_add_up_to_whole_weeks_counted_from_the_last_day() {
        let rows = (1..=16).flat_map(|day| {
            let day = format!("2026-01-{day:02}");
            [row(&day, "critical", 1, 2), row(&day, "info", 5, 1)]
        });
        let (days, weeks) = over_time(rows.collect(), 15);
        assert_eq!((days.len(), days[0].day.as_str(), days[14].open), (15, "2026-01-02", [1, 0, 0, 0, 5]));
        let until: Vec<&str> = weeks.iter().map(|week| week.until.as_str()).collect();
        assert_eq!((until, weeks[0].opened, weeks[0].resolved), (vec!["2026-01-09", "2026-01-16"], 21, 14));
    }

    #[test]
    fn every_age_is_in_one_band() {
        let text = |text: &str| Value::Text(text.to_owned());
        let ages = [0, 7, 8, 30, 31, 90, 91, 180, 181, 9_999];
        let rows = ages.map(|age| vec![text("high"), Value::Integer(age), Value::Integer(1)]);
        let bands = bands(rows.into());
        assert_eq!(bands.iter().map(|band| band.open[1]).collect::<Vec<_>>(), [2; 5]);
    }
}

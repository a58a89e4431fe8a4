//! Faults applied to a request.

use std::time::{Duration, Instant};

use crate::answer::Answer;
use crate::fault::Effect;
use crate::faults::{Delivery, NextTwist, Twist, refusal};
use crate::problem::Problem;
use crate::serve::{Arrived, begin_silence, refuse, seconds};
use crate::state::{State, locked};
use crate::world::id::{Id, Kind};
use crate::world::time::{DAY, EPOCH};

/// What becomes of a request.
pub(crate) enum Interference {
    Answer(Answer, Delivery),
    Hang,
}

const HTML: &str = "<!DOCTYPE html>\n<html><head><title>Bad Gateway</title></head>\n<body><h1>Bad Gateway</h1><p>The proxy could not reach the server.</p></body></html>\n";

/// Lets the fault that meets this request act. `None`: the request goes on, maybe twisted.
pub(crate) fn interfere(
    state: &State,
    arrived: &Arrived<'_>,
    twist: &mut Twist,
    delivery: &mut Delivery,
) -> Option<Interference> {
    let effect = {
        let mut faults = locked(&state.faults);
        let effect = faults.meet(arrived.path, arrived.page());
        twist.drift = faults.standing_drift();
        effect?
    };
    locked(&state.log).stats.faults_fired += 1;
    let whole = |answer| Some(Interference::Answer(answer, Delivery::Whole));
    if let Some((problem, retry_after)) = refusal(&effect) {
        let mut answer = refuse(state, arrived, &problem);
        if let Some(seconds) = retry_after {
            answer.header("retry-after", seconds.to_string());
        }
        return whole(answer);
    }
    match effect {
        Effect::Throttle { retry_after, until_silent } => {
            return whole(throttle(state, arrived, retry_after, until_silent));
        }
        Effect::Html { status } => return whole(Answer::new(status, "text/html; charset=utf-8", HTML.into())),
        Effect::Empty { status } => return whole(Answer::new(status, "", Vec::new())),
        Effect::OldUnauthorized => {
            let body = serde_json::json!({ "status": "401", "code": "Unauthorized" });
            return whole(Answer::json(401, &body));
        }
        Effect::Redirect { to } => {
            let mut answer = Answer::new(302, "", Vec::new());
            let query = if arrived.query.is_empty() { String::new() } else { format!("?{}", arrived.query) };
            answer.header("location", format!("{to}{}{query}", arrived.path));
            return whole(answer);
        }
        Effect::Hang => return Some(Interference::Hang),
        Effect::Cut => *delivery = Delivery::Cut,
        Effect::Truncate => *delivery = Delivery::Truncated,
        Effect::Slow { pause } => *delivery = Delivery::Slow(pause),
        Effect::RevokeToken => {
            locked(&state.fallen).revoked.extend(arrived.principal);
        }
        Effect::PermissionLost(permission) => {
            locked(&state.fallen).lost.extend(arrived.principal.map(|index| (index, permission.id())));
        }
        Effect::OrganizationGone => {
            if let Some(org) = organization(state, arrived) {
                state.change_overlay(|overlay| {
                    overlay.gone.insert(org);
                });
            }
        }
        Effect::TimePasses { days } => {
            let mut clock = locked(&state.clock);
            let day = clock.day();
            clock.set(day + days);
        }
        Effect::RowsInserted(rows) => insert_rows(state, arrived, rows),
        Effect::RowsBackdated(rows) => backdate_rows(state, arrived, rows),
        Effect::RowsRemoved(rows) => remove_rows(state, arrived, rows),
        Effect::DuplicateRows(rows) => twist.repeat = rows,
        Effect::UnknownFields => twist.drift.fields = true,
        Effect::UnknownValues => twist.drift.values = true,
        Effect::NextForeign { to } => twist.next = NextTwist::Foreign(to),
        Effect::NextSelf => twist.next = NextTwist::Itself,
        Effect::EmptyPage => twist.empty = true,
        // These are refusals, answered above.
        Effect::Status { .. } | Effect::Maintenance | Effect::ExpiredCursor | Effect::Forbidden | Effect::NotFound => {}
    }
    None
}

fn throttle(state: &State, arrived: &Arrived<'_>, retry_after: Option<u64>, until_silent: bool) -> Answer {
    let limits = &state.settings.limits;
    let span = retry_after.map_or(limits.silence, Duration::from_secs);
    if let Some(principal) = arrived.principal {
        begin_silence(state, principal, span);
        if until_silent {
            locked(&state.meters).entry(principal).or_default().refuse(limits, Instant::now());
        }
    }
    let mut answer = refuse(state, arrived, &Problem::throttled());
    answer.header("x-ratelimit-reset", seconds(span));
    answer.header("x-ratelimit-remaining", "0");
    if let Some(seconds) = retry_after {
        answer.header("retry-after", seconds.to_string());
    }
    answer
}

/// The organization named in the path; for a group's path, its first organization.
fn organization(state: &State, arrived: &Arrived<'_>) -> Option<u32> {
    let (_, texts) = arrived.entry.as_ref()?;
    let view = state.view();
    let address = view.world.address(Id::parse(texts.first()?)?)?;
    match address.kind {
        Kind::Organization => Some(address.parent),
        Kind::Group => view.orgs().find(|org| org.group == Some(address.parent)).map(|org| org.index),
        Kind::Project
        | Kind::Target
        | Kind::Issue
        | Kind::Environment
        | Kind::Ignore
        | Kind::Principal
        | Kind::Integration
        | Kind::Execution
        | Kind::Resource
        | Kind::Token
        | Kind::Finding => None,
    }
}

/// Furthest that the clock moves on for rows to be inserted. An organization that hardly grows would take years, and every
/// other one would have millions of issues by then.
const LONGEST_WAIT_DAYS: f64 = 20.0;

/// Moves the clock on until the organization has so many more issues, or for as long as is waited.
fn insert_rows(state: &State, arrived: &Arrived<'_>, rows: u64) {
    let view = state.view();
    let Some(org) = organization(state, arrived).and_then(|index| view.org(index)) else { return };
    let last = view.issues_found(org) + rows.max(1) - 1;
    let at = org.issue_created(last, org.issue_roll(last).bits(0));
    // A second later, since a day is a fraction and may round down.
    let day = (at - EPOCH + crate::world::time::SECOND) as f64 / DAY as f64;
    let mut clock = locked(&state.clock);
    let day = day.min(clock.day() + LONGEST_WAIT_DAYS);
    if day > clock.day() {
        clock.set(day);
    }
}

/// Lets so many issues that were held back be there.
fn backdate_rows(state: &State, arrived: &Arrived<'_>, rows: u64) {
    let view = state.view();
    let Some(org) = organization(state, arrived).and_then(|index| view.org(index)) else { return };
    let waits =
        |index: &u64| view.world.listing.holds_back(org, *index) && !view.overlay.late.contains(&(org.index, *index));
    let chosen: Vec<u64> = (0..view.issues_found(org)).filter(waits).take(rows as usize).collect();
    state.change_overlay(|overlay| overlay.late.extend(chosen.iter().map(|index| (org.index, *index))));
}

/// Hides so many issues, spread evenly over the list.
fn remove_rows(state: &State, arrived: &Arrived<'_>, rows: u64) {
    let view = state.view();
    let Some(org) = organization(state, arrived).and_then(|index| view.org(index)) else { return };
    let listed: Vec<u64> = (0..view.issues_found(org)).filter(|index| view.issue(org, *index).is_some()).collect();
    let step = (listed.len() / rows.max(1) as usize).max(1);
    let chosen: Vec<u64> = listed.into_iter().skip(step / 2).step_by(step).take(rows as usize).collect();
    state.change_overlay(|overlay| overlay.hidden.extend(chosen.iter().map(|index| (org.index, *index))));
}

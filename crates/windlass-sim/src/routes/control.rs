//! `/_sim/…`: the simulator asked about itself, and told what to do.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Response;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::faults::Delivery;
use crate::query::pairs;
use crate::script::Script;
use crate::state::{State, locked};
use crate::truth::Truth;
use crate::world::time::http_date;

/// Answers a control request. These are not counted, limited or faulted.
pub(crate) fn answer(state: &Arc<State>, method: &str, path: &str, query: &str, body: &[u8]) -> Response<Body> {
    let date = http_date(locked(&state.clock).now());
    let pairs = pairs(query);
    let parameter = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let answer = match (method, path) {
        ("GET", "/_sim/stats") => ok(&json!(locked(&state.log).stats)),
        ("GET", "/_sim/tokens") => ok(&tokens(state)),
        ("GET", "/_sim/day") => ok(&day(state)),
        ("POST", "/_sim/day") => set_day(state, body),
        ("POST", "/_sim/fault") => set_fault(state, body),
        ("GET", "/_sim/truth") => {
            let token = parameter("token").unwrap_or("group_service_account");
            match (Truth::new(state, token), parameter("stream")) {
                (None, _) => wrong(404, "no such token"),
                (Some(truth), None) => ok(&truth.summary()),
                (Some(truth), Some(stream)) => match stream_of(truth, stream) {
                    Some(lines) => Answer::new(200, "application/x-ndjson", lines),
                    None => wrong(400, "stream is one of groups, organizations, projects, targets, issues"),
                },
            }
        }
        _ => wrong(404, "no such control endpoint"),
    };
    answer.send(&date, Delivery::Whole)
}

fn ok(value: &Value) -> Answer {
    Answer::json(200, value)
}

fn wrong(status: u16, why: &str) -> Answer {
    Answer::json(status, &json!({ "error": why }))
}

fn tokens(state: &State) -> Value {
    let one = |(name, token, about): (&str, &str, &str)| json!({ "name": name, "token": token, "about": about });
    json!({
        "tokens": state.tokens.iter().map(one).collect::<Vec<_>>(),
        "client_id": state.tokens.client_id(),
        "client_secret": state.tokens.client_secret(),
    })
}

fn day(state: &State) -> Value {
    let clock = locked(&state.clock);
    json!({ "day": clock.day(), "now": http_date(clock.now()) })
}

/// The body is a number, or `{"day": number}`.
fn set_day(state: &State, body: &[u8]) -> Answer {
    let value: Value = serde_json::from_slice(body).unwrap_or_default();
    match value
        .as_f64()
        .or_else(|| value["day"].as_f64())
        .filter(|day| day.is_finite() && (0.0..=20_000.0).contains(day))
    {
        None => wrong(400, "give a day from 0 to 20000, as a number or as {\"day\": number}"),
        Some(day) => {
            locked(&state.clock).set(day);
            ok(&self::day(state))
        }
    }
}

fn set_fault(state: &State, body: &[u8]) -> Answer {
    if body == b"null" || body == b"[]" {
        locked(&state.faults).clear();
        return ok(&json!({ "faults": "cleared" }));
    }
    match serde_json::from_slice::<Script>(body).map_err(|error| error.to_string()).and_then(Script::fault) {
        Err(why) => wrong(400, &why),
        Ok(fault) => {
            let said = format!("{fault:?}");
            locked(&state.faults).set(fault);
            ok(&json!({ "fault": said }))
        }
    }
}

/// All resources of a kind, one per line.
fn stream_of(truth: Truth, stream: &str) -> Option<Vec<u8>> {
    let mut lines = Vec::new();
    let mut add = |value: Value| {
        lines.extend_from_slice(value.to_string().as_bytes());
        lines.push(b'\n');
    };
    let orgs = truth.organization_ids();
    match stream {
        "groups" => truth.groups().into_iter().for_each(add),
        "organizations" => truth.organizations().into_iter().for_each(add),
        "projects" => orgs.iter().flat_map(|org| truth.projects(org)).for_each(add),
        "targets" => orgs.iter().flat_map(|org| truth.targets(org)).for_each(add),
        "issues" => {
            for org in &orgs {
                truth.issues(org).for_each(&mut add);
            }
        }
        _ => return None,
    }
    Some(lines)
}

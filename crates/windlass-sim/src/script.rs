//! Faults as JSON, for the control endpoint.

use serde::Deserialize;
use std::time::Duration;

use crate::catalog::Permission;
use crate::fault::Fault;

/// A fault as `POST /_sim/fault` takes it. Everything but `kind` is optional.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Script {
    kind: String,
    status: Option<u16>,
    retry_after: Option<u64>,
    to: Option<String>,
    permission: Option<String>,
    days: Option<f64>,
    rows: Option<u64>,
    pause_ms: Option<u64>,
    path: Option<String>,
    on_request: Option<u64>,
    pages: Option<(u32, u32)>,
    times: Option<u64>,
    #[serde(default)]
    always: bool,
    probability: Option<f64>,
    #[serde(default)]
    seed: u64,
}

impl Script {
    /// The fault, or what is wrong with the script.
    pub(crate) fn fault(self) -> Result<Fault, String> {
        let to = self.to.unwrap_or_else(|| "http://foreign.invalid".to_owned());
        let rows = self.rows.unwrap_or(3);
        let mut fault = match self.kind.as_str() {
            "throttle" => Fault::throttle(),
            "throttle_until_silent" => Fault::throttle_until_silent(),
            "status" => Fault::status(
                self.status.filter(|s| (400..=599).contains(s)).ok_or("status from 400 to 599 is needed")?,
            ),
            "gone" => Fault::gone(),
            "maintenance" => Fault::maintenance(),
            "html" => Fault::html(self.status.unwrap_or(502)),
            "empty" => Fault::empty(self.status.unwrap_or(500)),
            "old_unauthorized" => Fault::old_unauthorized(),
            "expired_cursor" => Fault::expired_cursor(),
            "forbidden" => Fault::forbidden(),
            "not_found" => Fault::not_found(),
            "redirect" => Fault::redirect(to),
            "cut" => Fault::cut(),
            "truncate" => Fault::truncate(),
            "hang" => Fault::hang(),
            "slow" => Fault::slow(Duration::from_millis(self.pause_ms.unwrap_or(200))),
            "revoke_token" => Fault::revoke_token(),
            "organization_gone" => Fault::organization_gone(),
            "permission_lost" => {
                let id = self.permission.unwrap_or_default();
                Fault::permission_lost(Permission::find(&id).ok_or_else(|| format!("no permission `{id}`"))?)
            }
            "time_passes" => Fault::time_passes(self.days.unwrap_or(1.0)),
            "rows_inserted" => Fault::rows_inserted(rows),
            "rows_backdated" => Fault::rows_backdated(rows),
            "rows_removed" => Fault::rows_removed(rows),
            "duplicate_rows" => Fault::duplicate_rows(rows as usize),
            "unknown_fields" => Fault::unknown_fields(),
            "unknown_values" => Fault::unknown_values(),
            "next_foreign" => Fault::next_foreign(to),
            "next_self" => Fault::next_self(),
            "empty_page" => Fault::empty_page(),
            other => return Err(format!("no fault `{other}`")),
        };
        if let Some(seconds) = self.retry_after {
            fault = fault.retry_after(seconds);
        }
        if let Some(path) = self.path {
            fault = fault.on_path(path);
        }
        if let Some((first, last)) = self.pages {
            fault = fault.on_pages(first, last);
        }
        fault = fault.on_request(self.on_request.unwrap_or(1)).times(self.times.unwrap_or(1));
        if self.always {
            fault = fault.always();
        }
        Ok(match self.probability {
            Some(probability) => fault.random(probability, self.seed),
            None => fault,
        })
    }
}

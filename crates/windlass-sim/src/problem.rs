//! Answers that are refusals, in the body forms of REST and of v1.

use serde_json::{Value, json};

/// A refusal of the REST API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) status: u16,
    code: &'static str,
    title: &'static str,
    detail: String,
    parameter: Option<String>,
}

impl Problem {
    const fn new(status: u16, code: &'static str, title: &'static str, detail: String) -> Self {
        Self { status, code, title, detail, parameter: None }
    }

    pub(crate) const fn bad_request(detail: String) -> Self {
        Self::new(400, "SNYK-OPENAPI-0001", "Bad request", detail)
    }

    pub(crate) fn parameter(name: &str, detail: String) -> Self {
        Self { parameter: Some(name.to_owned()), ..Self::bad_request(detail) }
    }

    pub(crate) fn unauthorized() -> Self {
        Self::new(401, "SNYK-0005", "Authentication error", "Authentication credentials not recognized, or user access is not provisioned. Revise credentials and try again, or request access from your Snyk administrator.".to_owned())
    }

    pub(crate) fn forbidden() -> Self {
        Self::new(403, "SNYK-OPENAPI-0002", "Forbidden", "Permission denied for this resource".to_owned())
    }

    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(404, "SNYK-OPENAPI-0004", "Not found", format!("{what} not found"))
    }

    pub(crate) fn method_not_allowed() -> Self {
        Self::new(405, "SNYK-OPENAPI-0005", "Method not allowed", "Only GET is allowed here".to_owned())
    }

    pub(crate) fn throttled() -> Self {
        Self::new(
            429,
            "SNYK-0001",
            "Service temporarily throttled",
            "Rate limit exceeded; stop calling for one minute".to_owned(),
        )
    }

    pub(crate) fn maintenance() -> Self {
        Self::new(503, "SNYK-0099", "Unavailable due to maintenance", "The service is down for maintenance".to_owned())
    }

    /// A failure of the server by status; what the error catalog has for it.
    pub(crate) fn server(status: u16) -> Self {
        let (code, title) = match status {
            410 => ("gone", "Gone"),
            501 => ("SNYK-0002", "Server error response"),
            502 => ("SNYK-0008", "Unable to fulfill the request"),
            503 => ("SNYK-0009", "Unable to fulfill the request"),
            504 => ("SNYK-0004", "Server communication error"),
            _ => ("SNYK-9999", "Unable to process request"),
        };
        Self::new(status, code, title, format!("{title} (simulated)"))
    }

    /// The JSON:API body. `id` is unique to the occurrence.
    pub(crate) fn body(&self, id: &str) -> Value {
        let classification = if self.status < 500 { "ACTIONABLE" } else { "UNEXPECTED" };
        let mut error = json!({
            "id": id,
            "status": self.status.to_string(),
            "code": self.code,
            "title": self.title,
            "detail": self.detail,
        });
        if let Some(name) = &self.parameter {
            error["source"] = json!({ "parameter": name });
        }
        if self.code.starts_with("SNYK-") {
            let anchor = self.code.to_ascii_lowercase();
            error["links"] = json!({ "about": format!("https://docs.snyk.io/scan-with-snyk/error-catalog#{anchor}") });
            error["meta"] = json!({ "isErrorCatalogError": true, "classification": classification, "level": "error" });
        }
        json!({ "jsonapi": { "version": "1.0" }, "errors": [error] })
    }

    /// The v1 body for the same refusal.
    pub(crate) fn v1_body(&self) -> Value {
        let text = if self.status == 401 { "Not authorised" } else { self.detail.as_str() };
        json!({ "code": self.status, "message": text, "error": text })
    }
}

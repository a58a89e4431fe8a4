//! What an answer means: status, headers and body in, an error or nothing out. Nothing here waits.

use std::time::Duration;

use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, StatusCode};

use crate::error::{ApiError, Context};
use crate::problem::{Problem, blotted, clean, is_html};
use crate::ratelimit;

/// An answer with its body read.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// From sending the request to the last byte.
    pub(crate) latency: Duration,
}

impl Answer {
    pub(crate) fn request_id(&self) -> Option<String> {
        request_id(&self.headers)
    }

    /// What kind of document the answer says it is, without parameters.
    pub(crate) fn content_type(&self) -> Option<String> {
        let value = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        clean(value.split(';').next().unwrap_or_default(), 80)
    }

    /// An error about this answer, not yet knowing what its body says.
    pub(crate) fn context(&self, path: &str) -> Box<Context> {
        Box::new(Context { request_id: self.request_id(), ..*Context::at(path) })
    }

    /// Accepts a success that may be JSON:API; everything else is an error. A web page in place of an answer
    /// means that something stands between us and Snyk, whatever its status claims: a 403 of a proxy must not
    /// pass for a missing permission.
    pub(crate) fn check(&self, path: &str, resumed: bool, secrets: &[&str]) -> Result<(), ApiError> {
        if self.status.is_success() {
            return self.check_success(path);
        }
        if self.status.is_redirection() {
            let host = redirect_host(&self.headers).unwrap_or_else(|| "an unnamed place".to_owned());
            return Err(ApiError::Redirected { status: self.status.as_u16(), host, context: self.context(path) });
        }
        let problem = Problem::read(&blotted(&self.body, secrets));
        Err(self.failure(path, resumed, problem))
    }

    fn check_success(&self, path: &str) -> Result<(), ApiError> {
        let status = self.status.as_u16();
        let content_type = self.content_type();
        match self.body.trim_ascii_start().first() {
            Some(b'{') if !is_html(content_type.as_deref(), &self.body) => Ok(()),
            None if self.status == StatusCode::OK => {
                Err(ApiError::Interrupted { context: self.context(path), source: None })
            }
            Some(_) | None => Err(ApiError::NotSnyk { status, content_type, context: self.context(path) }),
        }
    }

    fn failure(&self, path: &str, resumed: bool, problem: Problem) -> ApiError {
        let status = self.status.as_u16();
        let content_type = self.content_type();
        let html = is_html(content_type.as_deref(), &self.body);
        let asked = ratelimit::asked_wait(&self.headers);
        let Problem { code, detail, parameter } = problem;
        let is = |wanted: &str| code.as_deref() == Some(wanted);
        let (quota, maintenance) = (is("SNYK-0006"), is("SNYK-0099"));
        let context = Box::new(Context { snyk_code: code, detail, ..*self.context(path) });
        match status {
            401 => ApiError::Unauthorized { context },
            429 if quota => ApiError::Quota { context },
            429 => ApiError::Throttled { asked, context },
            503 if maintenance => ApiError::Maintenance { context },
            408 | 425 | 500.. => ApiError::Server { status, asked, context },
            410 => ApiError::Gone { context },
            _ if html => ApiError::NotSnyk { status, content_type, context },
            403 => ApiError::Forbidden { context },
            404 => ApiError::NotFound { context },
            400 if resumed => ApiError::ExpiredCursor { context },
            400..500 => ApiError::BadRequest { status, parameter, context },
            // 1xx never gets here, 2xx and 3xx were handled above.
            _ => ApiError::NotSnyk { status, content_type, context },
        }
    }
}

/// Snyk's id of a request, if it looks like one.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    clean(headers.get("snyk-request-id")?.to_str().ok()?, 64)
}

fn redirect_host(headers: &HeaderMap) -> Option<String> {
    let location = headers.get(LOCATION)?.to_str().ok()?;
    match url::Url::parse(location) {
        Ok(url) => url.host_str().and_then(|host| clean(host, 253)),
        Err(_) => Some("another path of the same host".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retry::RetryClass;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::new(),
            body: body.into(),
            latency: Duration::ZERO,
        }
    }

    fn code(status: u16, resumed: bool, body: &str) -> &'static str {
        answer(status, body).check("/orgs", resumed, &[]).map_or_else(|error| error.code(), |()| "ok")
    }

    fn snyk(code: &str) -> String {
        format!(r#"{{"errors":[{{"status":"500","code":"{code}","detail":"d"}}]}}"#)
    }

    #[test]
    fn every_status_has_its_word() {
        let table = [
            (400, "bad_request"),
            (401, "invalid_credentials"),
            (403, "forbidden"),
            (404, "not_found"),
            (405, "bad_request"),
            (408, "server_error"),
            (410, "endpoint_retired"),
            (422, "bad_request"),
            (425, "server_error"),
            (429, "throttled"),
            (500, "server_error"),
            (501, "server_error"),
            (503, "server_error"),
            (504, "server_error"),
            (301, "redirected"),
            (307, "redirected"),
        ];
        for (status, word) in table {
            for body in ["", "{}", "text", &snyk("SNYK-1")] {
                assert_eq!(code(status, false, body), word, "{status} {body}");
            }
        }
        assert_eq!(code(400, true, "{}"), "expired_cursor");
        assert_eq!(code(404, true, "{}"), "not_found");
    }

    #[test]
    fn two_codes_of_snyk_change_what_a_status_means() {
        assert_eq!(code(429, false, &snyk("SNYK-0006")), "quota");
        assert_eq!(code(503, false, &snyk("SNYK-0099")), "maintenance");
        assert_eq!(code(500, false, &snyk("SNYK-0099")), "server_error");
    }

    #[test]
    fn a_web_page_is_not_an_answer_of_snyk() {
        for status in [200, 400, 403, 404] {
            assert_eq!(code(status, false, "<!doctype html><p>Sign in"), "not_snyk", "{status}");
        }
        assert_eq!(code(502, false, "<html>Bad gateway"), "server_error");
        assert_eq!(code(429, false, "<html>Slow down"), "throttled");
    }

    #[test]
    fn only_an_object_is_a_success() {
        assert_eq!(code(200, false, r#"  {"data":[]}"#), "ok");
        assert_eq!(code(200, false, ""), "interrupted");
        assert_eq!(code(204, false, ""), "not_snyk");
        for body in ["[]", "null", "OK", "\"x\""] {
            assert_eq!(code(200, false, body), "not_snyk", "{body}");
        }
    }

    #[test]
    fn what_passes_with_time_is_tried_again_and_nothing_else() {
        let class = |status| answer(status, "").check("/", false, &[]).unwrap_err().retry();
        for status in [408, 425, 500, 502, 503, 504] {
            assert_eq!(class(status), RetryClass::Transient { asked: None }, "{status}");
        }
        for status in [400, 401, 403, 404, 405, 406, 409, 410, 413, 415, 422, 501, 302] {
            assert_eq!(class(status), RetryClass::Never, "{status}");
        }
        assert_eq!(class(429), RetryClass::Throttled { asked: None });
    }
}

//! Reading what an error body says, whatever wrote it.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

/// Longest explanation kept, in characters.
const LONGEST_DETAIL: usize = 300;
/// Longest code or parameter name kept, in characters.
const LONGEST_WORD: usize = 80;

/// What could be learnt from an error body. Bodies may be JSON:API, Snyk's older forms, OAuth2's, text, HTML
/// or empty, so everything is optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) code: Option<String>,
    pub(crate) detail: Option<String>,
    pub(crate) parameter: Option<String>,
}

impl Problem {
    /// Reads a body. HTML says nothing worth repeating; short text is taken as the explanation.
    pub(crate) fn read(body: &[u8]) -> Self {
        match serde_json::from_slice::<Value>(body) {
            Ok(value) => Self::from_json(&value),
            Err(_) if is_html(None, body) => Self::default(),
            Err(_) => Self { detail: clean(&String::from_utf8_lossy(body), LONGEST_DETAIL), ..Self::default() },
        }
    }

    fn from_json(value: &Value) -> Self {
        let first = value.pointer("/errors/0").unwrap_or(value);
        let word = |pointer: &str| first.pointer(pointer).and_then(Value::as_str);
        // JSON:API says `detail`, v1 `message` or an `error` object, OAuth2 `error_description`.
        let detail = ["/detail", "/error_description", "/message", "/error/name", "/title"].into_iter().find_map(word);
        let code = word("/code").or_else(|| word("/error"));
        Self {
            code: code.and_then(|code| clean(code, LONGEST_WORD)),
            detail: detail.and_then(|detail| clean(detail, LONGEST_DETAIL)),
            parameter: word("/source/parameter").and_then(|name| clean(name, LONGEST_WORD)),
        }
    }
}

/// The body without secrets, in case it echoes the request: before anything is cut, for a cut could leave half of one.
pub(crate) fn blotted<'b>(body: &'b [u8], secrets: &[&str]) -> Cow<'b, [u8]> {
    let text = String::from_utf8_lossy(body);
    if !secrets.iter().any(|secret| text.contains(secret)) {
        return Cow::Borrowed(body);
    }
    let clean = secrets.iter().fold(text.into_owned(), |text, secret| text.replace(secret, "***"));
    Cow::Owned(clean.into_bytes())
}

/// Whether an answer is a web page, by its header or by its first character.
pub(crate) fn is_html(content_type: Option<&str>, body: &[u8]) -> bool {
    content_type.is_some_and(|value| value.to_ascii_lowercase().contains("html"))
        || body.trim_ascii_start().first() == Some(&b'<')
}

/// Whether a body is JSON:API at all: an object with one of its top-level members.
pub(crate) fn is_json_api(body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Members {
        jsonapi: Option<serde::de::IgnoredAny>,
        data: Option<serde::de::IgnoredAny>,
        meta: Option<serde::de::IgnoredAny>,
    }
    serde_json::from_slice::<Members>(body)
        .is_ok_and(|members| members.jsonapi.is_some() || members.data.is_some() || members.meta.is_some())
}

/// Text for people: one line, no control characters, cut. `None` when nothing is left.
pub(crate) fn clean(text: &str, longest: usize) -> Option<String> {
    let words = text.split(|character: char| character.is_whitespace() || character.is_control());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(longest).collect();
    (!cut.is_empty()).then_some(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Option<String>, Option<String>) {
        let problem = Problem::read(body.as_bytes());
        (problem.code, problem.detail)
    }

    fn both(code: &str, detail: &str) -> (Option<String>, Option<String>) {
        (Some(code).filter(|c| !c.is_empty()).map(Into::into), Some(detail).filter(|d| !d.is_empty()).map(Into::into))
    }

    #[test]
    fn every_error_body_seen_is_read() {
        let json_api =
            r#"{"jsonapi":{"version":"1.0"},"errors":[{"status":"401","code":"SNYK-0005","title":"t","detail":"d"}]}"#;
        assert_eq!(read(json_api), both("SNYK-0005", "d"));
        assert_eq!(read(r#"{"status":"401","code":"Unauthorized"}"#), both("Unauthorized", ""));
        assert_eq!(
            read(r#"{"code":401,"message":"Not authorised","error":"Not authorised"}"#),
            both("Not authorised", "Not authorised")
        );
        assert_eq!(read(r#"{"code":400,"ok":false,"error":{"name":"Bad","innerErrors":["x"]}}"#), both("", "Bad"));
        assert_eq!(read(r#"{"error":"invalid_client","error_description":"no"}"#), both("invalid_client", "no"));
        assert_eq!(read("upstream\r\nconnect  error"), both("", "upstream connect error"));
        for nothing in
            ["", "{}", "[]", "null", "<html>hi</html>", "  <!doctype html>", r#"{"errors":[]}"#, r#"{"errors":7}"#]
        {
            assert_eq!(read(nothing), (None, None), "{nothing}");
        }
    }

    #[test]
    fn the_parameter_snyk_names_is_kept() {
        let body =
            br#"{"errors":[{"status":"400","detail":"Unknown query parameter 'x'","source":{"parameter":"x"}}]}"#;
        assert_eq!(Problem::read(body).parameter.as_deref(), Some("x"));
    }

    #[test]
    fn an_explanation_cannot_drive_the_terminal_or_flood_it() {
        let (_, detail) = read(&format!(r#"{{"detail":"a\u001b[31mb{}"}}"#, "x".repeat(1_000)));
        let detail = detail.unwrap();
        assert!(detail.starts_with("a [31mb"));
        assert_eq!(detail.chars().count(), LONGEST_DETAIL);
    }

    #[test]
    fn p7_an_echoed_token_is_blotted_out_wherever_the_text_is_cut() {
        let secret = "hunter2-hunter2";
        for before in 0..LONGEST_DETAIL + 5 {
            let body = format!("{}{secret}", "x".repeat(before));
            let detail = Problem::read(&blotted(body.as_bytes(), &[secret])).detail.unwrap();
            assert!(!detail.contains("hunter"), "{before}: {detail}");
        }
        let problem = Problem::read(&blotted(br#"{"code":"hunter2","detail":"got token hunter2"}"#, &["hunter2"]));
        assert_eq!((problem.code.as_deref(), problem.detail.as_deref()), (Some("***"), Some("got token ***")));
    }
}

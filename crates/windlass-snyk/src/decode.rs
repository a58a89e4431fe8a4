//! A decoding failure without the data that failed.

use std::fmt;

/// Where and why a body is not what was expected.
///
/// `serde_json` quotes the offending value in its messages; here it may be somebody's email address, or a
/// token. The quotes are emptied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    message: String,
    cut_short: bool,
}

impl DecodeError {
    pub(crate) fn new(error: &serde_json::Error) -> Self {
        Self { message: without_values(&error.to_string()), cut_short: error.is_eof() }
    }

    /// Whether the body ended too early, so that another attempt may bring all of it.
    pub(crate) fn is_cut_short(&self) -> bool {
        self.cut_short
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}

/// Keeps what the message expects (our own words) and empties what it found (Snyk's data): text between
/// double quotes, and the word in backticks after `unknown variant`, `unknown field`, `integer` and the like.
fn without_values(message: &str) -> String {
    let quoted = empty_between(message, '"');
    let found_first = ["unknown variant", "unknown field", "invalid type", "invalid value"];
    if !found_first.iter().any(|start| quoted.starts_with(start)) {
        return quoted;
    }
    match quoted.rsplit_once(", expected") {
        Some((found, expected)) => format!("{}, expected{expected}", empty_between(found, '`')),
        None => empty_between(&quoted, '`'),
    }
}

/// Replaces what stands between the first and the last `mark` with an ellipsis. From first to last, because
/// the text between may hold the mark itself.
fn empty_between(text: &str, mark: char) -> String {
    match (text.find(mark), text.rfind(mark)) {
        (Some(first), Some(last)) if first < last => format!("{}{mark}…{}", &text[..first], &text[last..]),
        (_, _) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Colour {
        Red,
    }

    fn message<T: serde::de::DeserializeOwned + fmt::Debug>(json: &str) -> String {
        DecodeError::new(&serde_json::from_str::<T>(json).unwrap_err()).to_string()
    }

    #[test]
    fn p7_a_decoding_error_keeps_no_value() {
        let cases = [
            message::<u32>(r#""alice@example.com""#),
            message::<u32>(r#""alice\" and ` alice""#),
            message::<Colour>(r#""alice""#),
            message::<Colour>(r#""al`, expected `alice""#),
        ];
        for text in &cases {
            assert!(!text.contains("alice"), "{text}");
        }
        assert_eq!(cases[0], "invalid type: string \"…\", expected u32 at line 1 column 19");
        assert_eq!(cases[2], "unknown variant `…`, expected `red` at line 1 column 7");
        assert_eq!(message::<bool>("12345"), "invalid type: integer `…`, expected a boolean at line 1 column 5");
        assert!(matches!(serde_json::from_str::<Colour>(r#""red""#), Ok(Colour::Red)));
    }

    #[test]
    fn a_body_cut_short_is_told_from_a_wrong_one() {
        let cut = serde_json::from_str::<Vec<u32>>("[1,2").unwrap_err();
        assert!(DecodeError::new(&cut).is_cut_short());
        let wrong = serde_json::from_str::<Vec<u32>>("[1,x]").unwrap_err();
        assert!(!DecodeError::new(&wrong).is_cut_short());
    }
}

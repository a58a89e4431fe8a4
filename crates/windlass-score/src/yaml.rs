//! The YAML reader: how much it may read, and its errors in words for people.

use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::{Budget, Error, Options, options};

/// How a text is read. As much of it as there is: the reader's own limits are for configuration, and a catalog of a company is longer. The
/// limits of what a short text could grow to stay: how deep it goes, and what its aliases repeat.
pub(crate) fn options_for(text: &str) -> Options {
    let (usual, length) = (Budget::default(), text.len());
    let mut budget = usual.clone();
    // No node, and no event but the begin and end of the whole and of a document, comes from less than a byte.
    budget.max_events = usual.max_events.max(length.saturating_mul(4));
    budget.max_nodes = usual.max_nodes.max(length);
    budget.max_documents = usual.max_documents.max(length);
    budget.max_total_scalar_bytes = usual.max_total_scalar_bytes.max(length);
    budget.max_merge_keys = usual.max_merge_keys.max(length);
    options! { budget: Some(budget) }
}

/// What the reader says, and what to do about it, where that is not that it is no YAML at all.
pub(crate) fn told(error: &Error) -> (String, Option<String>) {
    if let Error::DuplicateMappingKey { key: Some(key), .. } = error {
        let remedy = "keep one of the two, and leave the other out";
        return (format!("`{key}` is there twice"), Some(remedy.to_owned()));
    }
    if let Some((what, remedy)) = breached(error) {
        return (what.to_owned(), Some(remedy));
    }
    // The place is told beside it.
    let text = error.to_string();
    (text.split(" at line ").next().unwrap_or_default().trim().to_owned(), None)
}

/// Which limit a text goes beyond, and what to do about it.
fn breached(error: &Error) -> Option<(&'static str, String)> {
    let usual = Budget::default();
    if let Error::AliasError { error, .. } = error {
        return breached(error.without_snippet());
    }
    if matches!(error, Error::AliasReplayLimitExceeded { .. } | Error::AliasExpansionLimitExceeded { .. }) {
        return Some(("its aliases repeat too much", "write out what they stand for".to_owned()));
    }
    let Error::Budget { breach, .. } = error else { return None };
    if matches!(breach, BudgetBreach::Depth { .. }) {
        return Some(("it goes too deep", format!("put at most {} lists and objects in one another", usual.max_depth)));
    }
    if matches!(breach, BudgetBreach::Aliases { .. } | BudgetBreach::AliasAnchorRatio { .. }) {
        let (aliases, each) = (usual.max_aliases, usual.alias_anchor_ratio_multiplier);
        let remedy = format!("write out what they stand for: {aliases} aliases are read, and {each} for each anchor");
        return Some(("its aliases repeat too much", remedy));
    }
    if matches!(breach, BudgetBreach::Anchors { .. }) {
        let remedy = format!("leave out those that nothing refers to: {} are read", usual.max_anchors);
        return Some(("it has too many anchors", remedy));
    }
    // What stands in the text itself is never too much, see above.
    Some(("its aliases repeat too much", "write out what they stand for".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn fails(text: &str) -> (String, String) {
        let error = serde_saphyr::from_str_with_options::<Value>(text, options_for(text)).unwrap_err();
        let (what, remedy) = told(error.without_snippet());
        (what, remedy.unwrap_or_default())
    }

    #[test]
    fn what_the_reader_refuses_is_told_in_words() {
        let deep = format!("{}1{}", "[".repeat(70), "]".repeat(70));
        let aliases = format!("a: &a 1\nb: [{}]\n", "*a, ".repeat(2_000));
        for (text, what, remedy) in [
            ("a: 1\nb: 2\na: 3\n", "`a` is there twice", "keep one"),
            (deep.as_str(), "it goes too deep", "at most 64"),
            (aliases.as_str(), "its aliases repeat too much", "10 for each anchor"),
        ] {
            let (said, help) = fails(text);
            assert!(said == what && help.contains(remedy), "{said}; {help}");
        }
        let (said, help) = fails("a: [\n");
        assert!(!said.is_empty() && !said.contains(" at line ") && help.is_empty(), "{said}; {help}");
    }

    #[test]
    fn a_long_text_is_read_and_one_that_grows_is_not() {
        let many = "- {a: 1, b: 2}\n".repeat(60_000);
        let read: Vec<Value> = serde_saphyr::from_str_with_options(&many, options_for(&many)).unwrap();
        assert_eq!(read.len(), 60_000);
        let doubled = (1..30).map(|at| format!("a{at}: &a{at} [*a{0}, *a{0}]\n", at - 1));
        let bomb: String = std::iter::once("a0: &a0 [1, 1]\n".to_owned()).chain(doubled).collect();
        assert_eq!(fails(&bomb).0, "its aliases repeat too much");
    }
}

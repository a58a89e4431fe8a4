//! What a check may ask.

use windlass_store::sql::{Token, tokens};

/// Clocks that are words of SQL.
const WORDS: &[&str] = &["current_date", "current_time", "current_timestamp", "localtime", "localtimestamp"];

/// Clocks that are functions without arguments.
const CALLS: &[&str] = &["now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday"];

/// Functions to which the literal `'now'` is a clock, and so are no arguments at all.
const OF_TEXT: &[&str] = &["date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff"];

/// Why a text is not asked, and what to do about it.
pub(crate) fn refusal(sql: &str) -> Option<(String, &'static str)> {
    if !only_reads(sql) {
        return Some(("it is no query".to_owned(), "begin it with `select` or `with`: a check may only read"));
    }
    clock(sql).map(|clock| {
        let what = format!("`{clock}` is the time of whoever asks, and what is found would differ from run to run");
        (what, "write `$as_of`, the moment of the data, or `$days_ago_30`")
    })
}

/// Whether a text begins as a query does. What it may not do otherwise the database refuses.
fn only_reads(sql: &str) -> bool {
    let mut words = code(sql).into_iter();
    words.find(|word| *word != "(").is_some_and(|word| ["select", "with", "values"].contains(&word.as_str()))
}

/// The clock that a query asks, other than the data's.
fn clock(sql: &str) -> Option<String> {
    let words = code(sql);
    let word = |at: usize| words.get(at).map(String::as_str).unwrap_or_default();
    (0..words.len()).find_map(|at| {
        let is_called = word(at + 1) == "(";
        // `n.now` and `as now` are names.
        let is_name = at > 0 && [".", "as"].contains(&word(at - 1));
        if is_name {
            None
        } else if WORDS.contains(&word(at)) && !is_called {
            Some(word(at).to_owned())
        } else if CALLS.contains(&word(at)) && is_called {
            Some(format!("{}()", word(at)))
        } else if OF_TEXT.contains(&word(at)) && is_called {
            let mut arguments = words[at + 2..].iter().take_while(|word| ![")", "("].contains(&word.as_str()));
            let asks = word(at + 2) == ")" || arguments.any(|word| word == "'now'");
            asks.then(|| format!("{}('now')", word(at)))
        } else {
            None
        }
    })
}

/// The words and signs of a query in lower case; literals are one each, comments none.
fn code(sql: &str) -> Vec<String> {
    let mut words = Vec::new();
    for token in tokens(sql) {
        match token {
            Token::Code(text) => {
                let mut word = String::new();
                for letter in text.chars() {
                    if letter.is_alphanumeric() || letter == '_' {
                        word.extend(letter.to_lowercase());
                        continue;
                    }
                    words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
                    words.extend((!letter.is_whitespace()).then(|| letter.to_string()));
                }
                words.extend((!word.is_empty()).then_some(word));
            }
            Token::Quoted(text) if text.starts_with("--") || text.starts_with("/*") => {}
            Token::Quoted(text) => words.push(text.to_lowercase()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_begins_as_one() {
        for sql in [
            "select 1",
            " -- why\n WITH a as (select 1) select * from a",
            "(select 1)",
            "values (1)",
            "/* x */Select 1",
        ] {
            assert!(only_reads(sql), "{sql}");
        }
        for sql in ["", "pragma user_version", "delete from a", "explain select 1", "'select'", "-- select 1"] {
            assert!(!only_reads(sql), "{sql}");
        }
    }

    #[test]
    fn a_clock_other_than_that_of_the_data_is_found() {
        for (sql, clock_of) in [
            ("select now()", Some("now()")),
            ("select NOW ( ) - interval '90 days'", Some("now()")),
            ("select current_timestamp", Some("current_timestamp")),
            ("select a from b where day < CURRENT_DATE", Some("current_date")),
            ("select datetime('now', '-7 days')", Some("datetime('now')")),
            ("select strftime('%s', 'NOW')", Some("strftime('now')")),
            ("select julianday()", Some("julianday('now')")),
            ("select $as_of, $days_ago_30, date(created_at), a.now, b as now from c", None),
            ("select 'now()', \"now\", date(x, '-1 day') -- now()", None),
            ("select date(created_at) from x where status = 'now'", None),
            ("select knowhow(1)", None),
        ] {
            assert_eq!(clock(sql).as_deref(), clock_of, "{sql}");
        }
    }
}

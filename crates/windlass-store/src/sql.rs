//! SQL made from tables: pure functions from a `Table` to text. Where dialects differ, [`Dialect`] says how, and
//! nothing else does.

mod ddl;
mod dialect;
mod pages;
mod rows;
mod sweeps;
mod tokens;

pub use ddl::{
    PARENT, ROWID, add_column, add_rowid, create_child_trigger, create_child_view, create_index, create_key_index,
    create_table, create_table_to_fill, create_view, declare_key, drop_view, has_rowid, index_name, indexes,
    kept_columns, kept_in, key_name, select_of,
};
pub use dialect::Dialect;
pub(crate) use pages::typed;
pub use pages::{has, page, remove, remove_children, replace, replace_from};
pub use rows::{delete, delete_children, insert, insert_new, known, touch, tracked, update, upsert};
pub use sweeps::{SWEPT, distrust, forget, mark, record_removals, sweep_children_of, sweep_unseen};
pub use tokens::{Token, tokens};

/// A name as it stands in SQL.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Names as they stand in a list.
fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// A URL as it may be shown: what stands between `user:` and `@` is left out, and what a parameter `password` says.
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return without_password_of_no_url(url) };
    let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    // A password that was not encoded may hold a slash, so the last `@` of the whole decides, not the first `/`.
    let Some(at) = rest.rfind('@').filter(|at| *at < authority_end || rest[..*at].contains(':')) else {
        return without_parameter(url);
    };
    let user = rest[..at].split(':').next().unwrap_or_default();
    without_parameter(&format!("{scheme}://{user}:***@{}", &rest[at + 1..]))
}

fn without_parameter(url: &str) -> String {
    let Some((address, query)) = url.split_once('?') else { return url.to_owned() };
    let shown = query.split('&').map(|pair| {
        // The name may be written in `%` and digits, too.
        let name = url::form_urlencoded::parse(pair.as_bytes()).next().map(|(name, _)| name.to_ascii_lowercase());
        if name.is_some_and(|name| name.contains("password")) { "password=***" } else { pair }
    });
    format!("{address}?{}", shown.collect::<Vec<_>>().join("&"))
}

/// The same of what was meant as a URL, or as libpq's `name=value` words.
fn without_password_of_no_url(text: &str) -> String {
    if text.starts_with("sqlite:") {
        return text.to_owned();
    }
    let text = match (text.split_once(':'), text.rfind('@')) {
        (Some((scheme, _)), Some(at)) if at > scheme.len() => format!("{scheme}:***{}", &text[at..]),
        _ => text.to_owned(),
    };
    match text.find("password") {
        Some(at) => format!("{}password=***", &text[..at]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        for (url, shown) in [
            ("postgres://joe:secret@db/x", "postgres://joe:***@db/x"),
            ("postgres://joe:se/cr@et@db/x", "postgres://joe:***@db/x"),
            ("postgres://joe@db/x", "postgres://joe:***@db/x"),
            ("postgres://db/x", "postgres://db/x"),
            ("postgres:///x?user=joe&password=secret&schema=s", "postgres:///x?user=joe&password=***&schema=s"),
            ("postgres://joe:secret@db/x?sslpassword=secret", "postgres://joe:***@db/x?password=***"),
            ("sqlite:/tmp/x", "sqlite:/tmp/x"),
            ("postgres://joe@/x?host=db&password=secret&port=1", "postgres://joe:***@/x?host=db&password=***&port=1"),
            ("postgres:///x?pass%77ord=secret", "postgres:///x?password=***"),
            ("postgres:joe:secret@db/x", "postgres:***@db/x"),
            ("host=db password='se cret' user=joe", "host=db password=***"),
            ("sqlite:/tmp/a@b/password", "sqlite:/tmp/a@b/password"),
            ("oddity", "oddity"),
        ] {
            assert_eq!(without_password(url), shown);
        }
    }

    #[test]
    fn a_name_with_a_quote_stays_one_name() {
        assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
    }
}

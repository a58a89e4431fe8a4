//! SQL made from tables: pure functions from a `Table` to text. Where dialects differ, [`Dialect`] says how, and
//! nothing else does.

mod ddl;
mod dialect;
mod pages;
mod rows;
mod sweeps;

pub use ddl::{
    add_column, create_child_trigger, create_child_view, create_index, create_table, create_view, drop_view,
    index_name, indexes, kept_columns, kept_in,
};
pub use dialect::Dialect;
pub(crate) use pages::typed;
pub use pages::{page, replace, replace_from};
pub use rows::{delete_children, insert, insert_new, known, touch, tracked, update, upsert};
pub use sweeps::{SWEPT, distrust, mark, record_removals, sweep_children_of, sweep_unseen};

/// A name as it stands in SQL.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Names as they stand in a list.
fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// A URL as it may be shown: without what stands between `user:` and `@`, and without a parameter that is a password.
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let authority_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    // A password that was not encoded may hold a slash, so the last `@` of the whole decides, not the first `/`.
    let shown = match rest.rfind('@').filter(|at| *at < authority_end || rest[..*at].contains(':')) {
        Some(at) => {
            let user = rest[..at].split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:***@{}", &rest[at + 1..])
        }
        None => url.to_owned(),
    };
    let Some((address, parameters)) = shown.split_once('?') else { return shown };
    let parameters = parameters.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if name.to_ascii_lowercase().contains("password") => format!("{name}=***"),
        Some(_) | None => pair.to_owned(),
    });
    format!("{address}?{}", parameters.collect::<Vec<_>>().join("&"))
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
            ("postgres://joe:secret@db/x?sslpassword=secret", "postgres://joe:***@db/x?sslpassword=***"),
            ("sqlite:/tmp/x", "sqlite:/tmp/x"),
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

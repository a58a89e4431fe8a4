//! Where something stands in a scorecard's file.

use super::node::{At, Node, Yaml, parse};

/// The line and column, from 1, of a value in a card's text, by its path: `checks[2].sql`. Where there is no such value, of what it
/// would be in.
pub(super) fn place(text: &str, path: &str) -> (u64, u64) {
    let Ok(root) = parse(text) else { return (1, 1) };
    let At { line, column } = walk(&root, path);
    (line, column)
}

fn walk(root: &Node, path: &str) -> At {
    let mut node = root;
    for step in path.split(['.', '[']) {
        let next = match (&node.value, step.strip_suffix(']')) {
            (Yaml::List(nodes), Some(at)) => at.parse().ok().and_then(|at: usize| nodes.get(at)),
            (Yaml::Map(entries), None) => entries.iter().find(|(_, key, _)| key == step).map(|(_, _, node)| node),
            _ => None,
        };
        match next {
            Some(next) => node = next,
            None => break,
        }
    }
    node.at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_a_line_and_a_column() {
        let text = "name: A\nchecks:\n  - key: a\n    sql: select 1\n  - key: b\n    sql: |\n      select 2\n";
        for (path, at) in [
            ("name", (1, 7)),
            ("checks[0].sql", (4, 10)),
            ("checks[1].key", (5, 10)),
            ("checks[1].filter_sql", (5, 5)),
            ("checks[7].sql", (3, 3)),
            ("nope", (1, 1)),
        ] {
            assert_eq!(place(text, path), at, "{path}");
        }
        // Where the text begins, not its bar.
        assert_eq!(place(text, "checks[1].sql").0, 7);
        assert_eq!(place("[", "checks"), (1, 1));
    }
}

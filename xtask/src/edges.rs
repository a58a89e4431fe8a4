//! Which crate may know which: the table in `ARCHITECTURE.md` against what cargo says.

use crate::run;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

type Edges = BTreeMap<String, BTreeSet<String>>;

/// What is wrong with the edge table.
pub(crate) fn check() -> Result<Vec<String>> {
    let stated = stated(&fs::read_to_string(run::root().join("ARCHITECTURE.md"))?);
    let real = real()?;
    let mut wrong = Vec::new();
    for name in stated.keys().chain(real.keys()).collect::<BTreeSet<_>>() {
        let (said, is) = (stated.get(name), real.get(name));
        if said != is {
            wrong.push(format!("ARCHITECTURE.md says {name} knows {said:?}, cargo says {is:?}"));
        }
    }
    Ok(wrong)
}

/// The rows `| crate | knows | … |` of the table below the heading "Who knows whom".
fn stated(page: &str) -> Edges {
    let section = page.split("\n## ").find(|section| section.starts_with("Who knows whom")).unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(ToOwned::to_owned).collect::<Vec<_>>();
    rows.filter_map(|row| {
        let mut cells = row.split('|').skip(1);
        let name = names(cells.next()?).into_iter().next()?;
        Some((name, names(cells.next()?).into_iter().collect()))
    })
    .collect()
}

/// The dependencies between the project's own crates, those of tests aside.
fn real() -> Result<Edges> {
    let output = run::cargo(&["metadata", "--no-deps", "--locked", "--format-version", "1"]).output()?;
    ensure!(output.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().context("cargo metadata without packages")?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let own: BTreeSet<String> = packages.iter().map(|package| text(&package["name"])).collect();
    let edges = packages.iter().map(|package| {
        let dependencies = package["dependencies"].as_array().into_iter().flatten();
        let knows = dependencies
            .filter(|dependency| dependency["kind"].is_null())
            .map(|dependency| text(&dependency["name"]))
            .filter(|name| own.contains(name))
            .collect();
        (text(&package["name"]), knows)
    });
    Ok(edges.collect())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_edge_table_in_the_architecture_is_what_cargo_says() {
        assert_eq!(super::check().unwrap(), Vec::<String>::new());
    }
}

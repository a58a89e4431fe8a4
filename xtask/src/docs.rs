//! Are the papers true?

use crate::{edges, prose, run, shape};
use anyhow::{Context, Result, ensure};
use std::fs;

/// Checks everything and reports all that is wrong, not only the first.
pub(crate) fn check(write: bool) -> Result<()> {
    let mut wrong = tables(write)?;
    wrong.extend(faults(write)?);
    wrong.extend(edges::check()?);
    wrong.extend(prose::check()?);
    wrong.extend(shape::check()?);
    for line in &wrong {
        eprintln!("docs: {line}");
    }
    ensure!(wrong.is_empty(), "{} things in the papers are not true", wrong.len());
    println!("docs: the tables, the edge table, the prose and the length of files are in order");
    Ok(())
}

/// `docs/tables.md` is what `windlass schema` prints.
fn tables(write: bool) -> Result<Vec<String>> {
    let mut command =
        run::cargo(&["run", "--quiet", "--locked", "--package", "windlass", "--", "schema", "--format", "markdown"]);
    let output = command.env("WINDLASS_STORE", "sqlite:unused").output().context("cannot run windlass")?;
    ensure!(output.status.success(), "windlass schema failed: {}", String::from_utf8_lossy(&output.stderr));
    let page = String::from_utf8(output.stdout)?;
    let path = run::root().join("docs/tables.md");
    if write {
        fs::write(&path, page)?;
        return Ok(Vec::new());
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    Ok(if known == page {
        Vec::new()
    } else {
        vec!["docs/tables.md is not current: run `cargo xtask docs --write`".to_owned()]
    })
}

/// `docs/faults.md` is the list that the tests of the sync engine walk: one of them compares or writes it.
fn faults(write: bool) -> Result<Vec<String>> {
    let test = ["test", "--quiet", "--locked", "--package", "windlass-sync", "--test", "promises"];
    let mut command = run::cargo(&test);
    command.args(["--", "--exact", "p5_faults::docs_faults_is_this_list"]);
    if write {
        command.env("WINDLASS_WRITE_DOCS", "1");
    }
    let output = command.output().context("cannot run the test that makes docs/faults.md")?;
    let said = String::from_utf8_lossy(&output.stdout);
    if output.status.success() {
        ensure!(said.contains("1 passed"), "the test that makes docs/faults.md is gone");
        return Ok(Vec::new());
    }
    let why = if said.contains("is not current") || String::from_utf8_lossy(&output.stderr).contains("is not current") {
        "docs/faults.md is not current: run `cargo xtask docs --write`".to_owned()
    } else {
        format!("docs/faults.md cannot be compared: {}", String::from_utf8_lossy(&output.stderr))
    };
    Ok(vec![why])
}

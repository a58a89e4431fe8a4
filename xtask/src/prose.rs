//! What stands in backticks in the papers has to exist: paths, flags, variables.

use crate::run;
use anyhow::{Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// What the papers name and the project does not have.
pub(crate) fn check() -> Result<Vec<String>> {
    let root = run::root();
    let sources = sources(&root)?;
    let mut wrong = Vec::new();
    for page in pages(&root)? {
        let text = fs::read_to_string(&page)?;
        let shown = page.strip_prefix(&root).unwrap_or(&page).display().to_string();
        for word in quoted(&text) {
            if let Some(missing) = missing(&root, &page, &sources, word) {
                wrong.push(format!("{shown} names {missing}, which does not exist"));
            }
        }
    }
    Ok(wrong)
}

fn pages(root: &Path) -> Result<Vec<PathBuf>> {
    let mut pages = Vec::new();
    for folder in [root.to_owned(), root.join("docs"), root.join("docs/adr")] {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    Ok(pages)
}

/// Every source file as one text, to look words up in.
fn sources(root: &Path) -> Result<String> {
    let output =
        std::process::Command::new("git").current_dir(root).args(["ls-files", "*.rs", "*.toml", ".ci/run"]).output()?;
    ensure!(output.status.success(), "git ls-files failed");
    let list = String::from_utf8(output.stdout)?;
    Ok(list.lines().filter_map(|path| fs::read_to_string(root.join(path)).ok()).collect())
}

/// Words in backticks, outside fenced blocks.
fn quoted(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            words.extend(line.split('`').skip(1).step_by(2).flat_map(str::split_whitespace));
        }
    }
    words
}

fn missing(root: &Path, page: &Path, sources: &str, word: &str) -> Option<String> {
    if let Some(flag) = word.strip_prefix("--") {
        let name: String = flag.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
        // clap makes a flag of a field; cargo's own flags stand in xtask and CI as they are.
        let known = sources.contains(&format!("{}:", name.replace('-', "_"))) || sources.contains(&format!("--{name}"));
        return (!name.is_empty() && !known && name != "help" && name != "version")
            .then(|| format!("the flag --{name}"));
    }
    if word.starts_with("WINDLASS_") {
        return (!sources.contains(word)).then(|| format!("the variable {word}"));
    }
    let ends = [".rs", ".md", ".toml", ".sql", ".sh"];
    let is_path =
        word.contains('/') && !word.contains(':') && !word.starts_with('/') && !word.contains(['{', '<', '*', '(']);
    if is_path
        && (ends.iter().any(|end| word.ends_with(end)) || word.starts_with("crates/") || word.starts_with("docs/"))
    {
        let beside = page.parent().map(|folder| folder.join(word));
        let exists = root.join(word).exists() || beside.is_some_and(|path| path.exists());
        return (!exists).then(|| format!("the path {word}"));
    }
    None
}

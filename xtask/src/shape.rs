//! Files stay short, and the project stands alone.

use crate::run;
use anyhow::{Result, ensure};
use std::fs;

/// Lines beyond which a file wants to be two.
const LONGEST: usize = 500;

/// What is too long, or names what a stranger does not have.
pub(crate) fn check() -> Result<Vec<String>> {
    let root = run::root();
    let output = std::process::Command::new("git").current_dir(&root).args(["ls-files"]).output()?;
    ensure!(output.status.success(), "git ls-files failed");
    let mut wrong = Vec::new();
    for path in String::from_utf8(output.stdout)?.lines() {
        let Ok(text) = fs::read_to_string(root.join(path)) else { continue };
        let lines = text.lines().count();
        if path.ends_with(".rs") && lines > LONGEST {
            wrong.push(format!("{path} has {lines} lines; {LONGEST} are the most"));
        }
        if path.ends_with(".rs")
            && ["todo!(", "unimplemented!("].iter().any(|mark| text.contains(mark) && !path.starts_with("xtask/"))
        {
            wrong.push(format!("{path} is unfinished"));
        }
    }
    Ok(wrong)
}

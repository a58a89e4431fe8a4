//! The file of passwords, as libpq reads it: a line is `host:port:database:user:password`, the first that fits counts.

use std::path::{Path, PathBuf};

/// Where a URL leads, as the lines name it.
pub(super) struct Target<'t> {
    /// A host's name, or a socket's folder.
    pub(super) host: &'t str,
    pub(super) port: u16,
    pub(super) database: &'t str,
    pub(super) user: &'t str,
}

/// Where the file is.
pub(super) fn file(named: Option<String>, variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let named = named.or_else(|| variable("PGPASSFILE")).map(PathBuf::from);
    named.or_else(|| match variable("APPDATA") {
        Some(folder) if cfg!(windows) => Some(Path::new(&folder).join("postgresql").join("pgpass.conf")),
        _ => variable("HOME").map(|home| Path::new(&home).join(".pgpass")),
    })
}

/// The password of a target; `None` where no line fits, or the file is none, or not for its owner's eyes only.
pub(super) fn password(file: &Path, target: &Target<'_>) -> Option<String> {
    let about = std::fs::metadata(file).ok()?;
    if !about.is_file() {
        tracing::warn!(file = %file.display(), "Ignored the file of passwords: it is no plain file");
        return None;
    }
    if is_open_to_others(&about) {
        tracing::warn!(
            file = %file.display(),
            "Ignored the file of passwords: others than its owner may read it; `chmod 600` makes it good"
        );
        return None;
    }
    match std::fs::read_to_string(file) {
        Ok(text) => find(&text, target),
        Err(error) => {
            tracing::warn!(file = %file.display(), %error, "Ignored the file of passwords: it cannot be read");
            None
        }
    }
}

#[cfg(unix)]
fn is_open_to_others(about: &std::fs::Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o077 != 0
}

/// Elsewhere the folder keeps others out.
#[cfg(not(unix))]
fn is_open_to_others(_: &std::fs::Metadata) -> bool {
    false
}

fn find(text: &str, target: &Target<'_>) -> Option<String> {
    let port = target.port.to_string();
    // A socket in the place where the server usually has it is `localhost` in the lines.
    let host = if super::place::SOCKETS.contains(&target.host) { "localhost" } else { target.host };
    let wanted = [host, port.as_str(), target.database, target.user];
    text.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut rest = line;
        for word in wanted {
            let (field, after) = split(rest)?;
            if field != "*" && unescaped(field) != word {
                return None;
            }
            rest = after;
        }
        Some(unescaped(split(rest).map_or(rest, |(password, _)| password)))
    })
}

/// What stands before the first colon that is one, and what behind.
fn split(line: &str) -> Option<(&str, &str)> {
    let mut is_escaped = false;
    for (at, character) in line.char_indices() {
        match character {
            ':' if !is_escaped => return Some((&line[..at], &line[at + 1..])),
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    None
}

/// A field without the backslashes before what is meant as it stands.
fn unescaped(field: &str) -> String {
    let mut kept = String::with_capacity(field.len());
    let mut characters = field.chars();
    while let Some(character) = characters.next() {
        let meant = if character == '\\' { characters.next() } else { None };
        kept.push(meant.unwrap_or(character));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, host: &str, user: &str) -> Option<String> {
        find(text, &Target { host, port: 5432, database: "snyk", user })
    }

    #[test]
    fn the_first_line_that_fits_counts() {
        let text = "# db:*:*:*:commented\n\nnonsense\ndb:5433:*:*:other port\ndb:5432:snyk:ann:anns\n*:*:*:joe:joes\n\
                    db:5432:snyk:joe:late\nlocalhost:*:*:*:local\n";
        assert_eq!(found(text, "db", "ann").as_deref(), Some("anns"));
        assert_eq!(found(text, "db", "joe").as_deref(), Some("joes"));
        assert_eq!(found(text, "elsewhere", "ann"), None);
        assert_eq!(found(text, "/var/run/postgresql", "ann").as_deref(), Some("local"));
        assert_eq!(found(text, "/elsewhere", "ann"), None);
    }

    #[test]
    fn a_backslash_says_that_what_follows_is_meant() {
        let text = "\\:\\:1:*:*:joe:a\\:b\\\\c:rest\n2001\\:db8:*:*:joe\\\\:six\nstar:*:*:\\*:star";
        assert_eq!(found(text, "::1", "joe").as_deref(), Some(r"a:b\c"));
        assert_eq!(found(text, "2001:db8", r"joe\").as_deref(), Some("six"));
        assert_eq!(found(text, "star", "*").as_deref(), Some("star"));
        assert_eq!(found(text, "star", "joe"), None);
    }

    #[cfg(unix)]
    #[test]
    fn p7_a_file_that_others_may_read_is_ignored() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pgpass");
        let target = Target { host: "db", port: 5432, database: "snyk", user: "joe" };
        assert_eq!(password(&file, &target), None, "there is none");
        std::fs::write(&file, "*:*:*:*:hunter2\r\n").unwrap();
        for (mode, expected) in [(0o600, Some("hunter2")), (0o400, Some("hunter2")), (0o640, None), (0o604, None)] {
            std::fs::set_permissions(&file, PermissionsExt::from_mode(mode)).unwrap();
            assert_eq!(password(&file, &target).as_deref(), expected, "{mode:o}");
        }
        assert_eq!(password(folder.path(), &target), None, "a folder is no file");
    }

    #[test]
    fn the_file_is_where_libpq_looks_for_it() {
        let variable = |name: &str| Some(format!("/of/{name}"));
        let is = |named: Option<&str>, found: &str| {
            assert_eq!(file(named.map(str::to_owned), variable), Some(PathBuf::from(found)));
        };
        is(Some("/named"), "/named");
        is(None, "/of/PGPASSFILE");
        let only_home = |name: &str| (name == "HOME").then(|| "/of/joe".to_owned());
        assert_eq!(file(None, only_home), Some(PathBuf::from("/of/joe/.pgpass")));
        assert_eq!(file(None, |_| None), None);
    }
}

//! Exit codes: one table, printed in the README and tested.

use std::process::ExitCode;

/// How the process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Done,
    Failed,
    Usage,
    Partial,
    Credentials,
    Permissions,
    Snyk,
    Store,
    Locked,
    Differs,
    Cancelled,
}

/// Every exit code with its meaning.
pub(crate) const EXITS: &[(Exit, u8, &str)] = &[
    (Exit::Done, 0, "done; after `sync`: every scan finished"),
    (Exit::Failed, 1, "failed for a reason not listed here"),
    (Exit::Usage, 2, "the command line is not right, or names a connection that does not exist"),
    (Exit::Partial, 3, "`sync` finished some scans and not others; what finished is complete"),
    (Exit::Credentials, 4, "Snyk does not accept the token (`invalid_credentials`, `wrong_region`)"),
    (Exit::Permissions, 5, "the token may not read enough (`invalid_permissions`, `no_organizations`)"),
    (Exit::Snyk, 6, "Snyk cannot be reached or used (`unreachable`, `not_snyk`, `throttled`, `maintenance`, …)"),
    (Exit::Store, 7, "the database cannot be opened, read or written"),
    (Exit::Locked, 8, "another run of the connection is under way"),
    (Exit::Differs, 9, "`verify` found differences"),
    (Exit::Cancelled, 130, "stopped by Ctrl-C; what was whole is kept"),
];

impl Exit {
    /// The number the shell sees.
    pub(crate) fn code(self) -> u8 {
        EXITS.iter().find(|(exit, ..)| *exit == self).map_or(1, |(_, code, _)| *code)
    }

    /// The exit for the stable word of an error.
    pub(crate) fn of(code: &str) -> Self {
        match code {
            "invalid_credentials" | "wrong_region" => Self::Credentials,
            "invalid_permissions" | "no_organizations" | "forbidden" => Self::Permissions,
            "run_locked" => Self::Locked,
            "unreachable" | "untrusted" | "timeout" | "interrupted" | "throttled" | "quota" | "maintenance"
            | "server_error" | "not_snyk" | "redirected" | "foreign_link" | "bad_link" | "unexpected_body"
            | "body_too_large" | "endpoint_retired" | "not_found" | "bad_request" | "expired_cursor" | "circle" => {
                Self::Snyk
            }
            "query_refused" | "query_failed" | "query_timeout" | "unknown_store" => Self::Usage,
            code if code.starts_with("store_") || code == "disk_full" || code == "not_windlass" => Self::Store,
            _ => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_lists_every_exit_code_with_its_meaning() {
        let readme = include_str!("../../../README.md");
        for (_, code, meaning) in EXITS {
            let row = format!("| {code} | {meaning} |");
            assert!(readme.contains(&row), "the README lacks: {row}");
        }
    }

    #[test]
    fn no_two_exits_share_a_number() {
        let numbers: std::collections::BTreeSet<u8> = EXITS.iter().map(|(_, code, _)| *code).collect();
        assert_eq!(numbers.len(), EXITS.len());
    }
}

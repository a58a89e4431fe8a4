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
    BadCards,
    Below,
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
    (Exit::Differs, 9, "`verify` or `copy` found differences; with `verify --repair`: some are left"),
    (
        Exit::BadCards,
        10,
        "a scorecard, its SQL or the policy is not right, or `--fail-below` judged nobody; the others were evaluated",
    ),
    (Exit::Below, 11, "an entity is below the level that `scorecard run --fail-below` asks for"),
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
            "cancelled" => Self::Cancelled,
            "unreachable" | "untrusted" | "timeout" | "interrupted" | "throttled" | "quota" | "maintenance"
            | "server_error" | "not_snyk" | "redirected" | "foreign_link" | "bad_link" | "unexpected_body"
            | "body_too_large" | "endpoint_retired" | "not_found" | "bad_request" | "expired_cursor" | "circle" => {
                Self::Snyk
            }
            "query_refused"
            | "query_failed"
            | "query_timeout"
            | "unknown_store"
            | "no_check"
            | "no_entity"
            | "scorecards_unreadable" => Self::Usage,
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

    /// Every word that the client, the store, a check and a scan give, with the exit it deserves.
    const WORDS: &[(Exit, &[&str])] = &[
        (Exit::Credentials, &["invalid_credentials", "wrong_region"]),
        (Exit::Permissions, &["invalid_permissions", "no_organizations", "forbidden"]),
        (
            Exit::Snyk,
            &[
                "not_found",
                "bad_request",
                "expired_cursor",
                "endpoint_retired",
                "throttled",
                "quota",
                "maintenance",
                "server_error",
                "unreachable",
                "untrusted",
                "timeout",
                "interrupted",
                "unexpected_body",
                "body_too_large",
                "not_snyk",
                "foreign_link",
                "bad_link",
                "redirected",
                "circle",
            ],
        ),
        (
            Exit::Usage,
            &[
                "unknown_store",
                "query_refused",
                "query_timeout",
                "query_failed",
                "no_check",
                "no_entity",
                "scorecards_unreadable",
            ],
        ),
        (
            Exit::Store,
            &[
                "store_unwritable",
                "store_corrupt",
                "store_moved",
                "store_bad_url",
                "store_bad_certificate",
                "store_unreachable",
                "store_refused",
                "store_lost",
                "store_incomplete_walk",
                "disk_full",
                "store_io",
                "store_locked",
                "store_newer",
                "store_older",
                "not_windlass",
                "store_unknown_table",
                "store_write_failed",
                "store_closed",
                "store_damaged",
            ],
        ),
        (Exit::Locked, &["run_locked"]),
        (Exit::Cancelled, &["cancelled"]),
        (Exit::Failed, &["setup", "invalid_request", "vault", "narrowed", "overtaken"]),
    ];

    #[test]
    fn every_word_for_a_failure_has_the_exit_it_deserves() {
        for (exit, words) in WORDS {
            for word in *words {
                assert_eq!(Exit::of(word), *exit, "{word}");
            }
        }
    }

    #[test]
    fn every_word_that_the_client_and_the_store_give_is_in_the_list() {
        let sources = [
            include_str!("../../windlass-snyk/src/error.rs"),
            include_str!("../../windlass-store/src/error.rs"),
            include_str!("../../windlass-score/src/error.rs"),
        ];
        let given = sources.iter().flat_map(|source| {
            let body = source.split_once("pub fn code(&self)").map_or("", |(_, body)| body);
            let body = body.split_once("\n    }\n").map_or(body, |(body, _)| body);
            body.split('"').skip(1).step_by(2)
        });
        let given: Vec<&str> = given.collect();
        assert!(given.len() > 30, "the words are no longer where they were: {given:?}");
        for word in given {
            assert!(WORDS.iter().any(|(_, words)| words.contains(&word)), "no test knows `{word}`");
        }
    }

    #[test]
    fn no_two_exits_share_a_number() {
        let numbers: std::collections::BTreeSet<u8> = EXITS.iter().map(|(_, code, _)| *code).collect();
        assert_eq!(numbers.len(), EXITS.len());
    }
}

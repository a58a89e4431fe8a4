//! The API version each endpoint is asked for, in one place.

use std::fmt;

/// A REST API version: a date, as the query parameter `version` wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Version(&'static str);

impl Version {
    /// A version by its date, `YYYY-MM-DD`.
    #[must_use]
    pub const fn new(date: &'static str) -> Self {
        Self(date)
    }

    /// The date.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// The version Snyk recommends, and the first from which beta endpoints such as `/groups` are reached by a
/// plain date. Before it, `/groups` needs `~beta` and answers 404 without.
/// Source: snyk/vervet, "pivot date"; snyk/user-docs, "Versioning".
pub const DEFAULT: Version = Version::new("2024-10-15");

/// `GET /self` (first release 2024-04-22).
pub const SELF: Version = DEFAULT;
/// `GET /orgs` and `GET /orgs/{org_id}` (2024-02-28, 2023-05-29).
pub const ORGS: Version = DEFAULT;
/// `GET /groups` and `GET /groups/{group_id}` (beta; a plain date works from 2024-10-15).
pub const GROUPS: Version = DEFAULT;
/// `GET /groups/{group_id}/orgs` (2024-02-28).
pub const GROUP_ORGS: Version = DEFAULT;
/// `GET /orgs/{org_id}/projects` (2024-05-31).
pub const PROJECTS: Version = DEFAULT;
/// `GET /orgs/{org_id}/targets` (2024-02-21).
pub const TARGETS: Version = DEFAULT;
/// `GET /orgs/{org_id}/issues` and `GET /groups/{group_id}/issues` (2024-01-23).
pub const ISSUES: Version = DEFAULT;

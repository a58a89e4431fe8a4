//! The regions Snyk runs, and the API host of each.

use std::fmt;
use std::str::FromStr;

/// A region of Snyk's cloud. Data and tokens of one region do not exist in another.
///
/// Source: snyk/user-docs, "Regional hosting and data residency". Private-cloud tenants have a host of
/// their own and are reached through [`BaseUrl::parse`](crate::BaseUrl::parse).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Region {
    /// SNYK-US-01, the default: `api.snyk.io`.
    Us01,
    /// SNYK-US-02: `api.us.snyk.io`.
    Us02,
    /// SNYK-EU-01: `api.eu.snyk.io`.
    Eu01,
    /// SNYK-AU-01: `api.au.snyk.io`.
    Au01,
    /// SNYK-GOV-01: `api.snykgov.io`.
    Gov01,
}

impl Region {
    /// Every region, the default one first.
    pub const ALL: &[Self] = &[Self::Us01, Self::Us02, Self::Eu01, Self::Au01, Self::Gov01];

    /// Snyk's name of the region, such as `SNYK-EU-01`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Us01 => "SNYK-US-01",
            Self::Us02 => "SNYK-US-02",
            Self::Eu01 => "SNYK-EU-01",
            Self::Au01 => "SNYK-AU-01",
            Self::Gov01 => "SNYK-GOV-01",
        }
    }

    /// The host that serves the region's API.
    #[must_use]
    pub fn api_host(self) -> &'static str {
        match self {
            Self::Us01 => "api.snyk.io",
            Self::Us02 => "api.us.snyk.io",
            Self::Eu01 => "api.eu.snyk.io",
            Self::Au01 => "api.au.snyk.io",
            Self::Gov01 => "api.snykgov.io",
        }
    }

    /// The region an API host belongs to, if it is one of Snyk's public ones.
    #[must_use]
    pub fn of_host(host: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|region| region.api_host().eq_ignore_ascii_case(host))
    }

    /// Reads `SNYK-EU-01`, `eu-01` or `eu`, in any case. A bare `us` is the default region.
    ///
    /// # Errors
    /// [`RegionError`] when the text names none of [`Region::ALL`].
    pub fn parse(text: &str) -> Result<Self, RegionError> {
        let lower = text.trim().to_ascii_lowercase();
        let word = lower.strip_prefix("snyk-").unwrap_or(&lower);
        match word {
            "us" | "us-01" | "us-1" | "us01" | "us1" => Ok(Self::Us01),
            "us-02" | "us-2" | "us02" | "us2" => Ok(Self::Us02),
            "eu" | "eu-01" | "eu-1" | "eu01" | "eu1" => Ok(Self::Eu01),
            "au" | "au-01" | "au-1" | "au01" | "au1" => Ok(Self::Au01),
            "gov" | "gov-01" | "gov-1" | "gov01" | "gov1" => Ok(Self::Gov01),
            _ => Err(RegionError { given: text.trim().chars().take(40).collect() }),
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Region {
    type Err = RegionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// A word that names no region.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("`{given}` is not a Snyk region")]
#[diagnostic(
    code(windlass::api::region),
    help("use us-01, us-02, eu-01, au-01 or gov-01; the web address you log in at tells which")
)]
pub struct RegionError {
    /// What was given, cut to 40 characters.
    pub given: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_reads_its_own_name_and_its_short_form() {
        for region in Region::ALL.iter().copied() {
            let name = region.name();
            assert_eq!(Region::parse(name), Ok(region));
            assert_eq!(Region::parse(&name.to_lowercase()), Ok(region));
            assert_eq!(Region::parse(name.trim_start_matches("SNYK-")), Ok(region));
            assert_eq!(Region::of_host(region.api_host()), Some(region));
        }
    }

    #[test]
    fn bare_words_mean_the_first_region_of_that_place() {
        assert_eq!(Region::parse(" us "), Ok(Region::Us01));
        assert_eq!("us-02".parse(), Ok(Region::Us02));
        assert_eq!("EU".parse(), Ok(Region::Eu01));
        assert_eq!("gov".parse(), Ok(Region::Gov01));
    }

    #[test]
    fn an_unknown_region_is_named_in_the_error() {
        let error = Region::parse("mars-01").unwrap_err();
        assert_eq!(error.to_string(), "`mars-01` is not a Snyk region");
    }
}

//! Which release of an endpoint answers a requested version.

/// How finished a release is; more finished is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stability {
    Wip,
    Experimental,
    Beta,
    Ga,
}

impl Stability {
    /// The lifecycle word of the response header.
    pub(crate) const fn stage(self) -> &'static str {
        match self {
            Self::Wip => "wip",
            Self::Experimental => "experimental",
            Self::Beta => "beta",
            Self::Ga => "ga",
        }
    }
}

/// A dated release, and a requested version, which looks the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Release {
    date: (u16, u8, u8),
    pub(crate) stability: Stability,
}

/// From this date on a plain date reaches betas, and a suffix reaches nothing.
const PIVOT: (u16, u8, u8) = (2024, 10, 15);

/// Why no release answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    Missing,
    Unparsable,
    Future,
    NoCandidate,
}

impl Release {
    pub(crate) const fn new(year: u16, month: u8, day: u8, stability: Stability) -> Self {
        Self { date: (year, month, day), stability }
    }

    /// Reads `2024-01-23` or `2024-01-23~beta`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (date, suffix) = text.split_once('~').map_or((text, None), |(date, word)| (date, Some(word)));
        let stability = match suffix {
            None => Stability::Ga,
            Some("beta") => Stability::Beta,
            Some("experimental") => Stability::Experimental,
            Some("wip") => Stability::Wip,
            Some(_) => return None,
        };
        let number = |range: std::ops::Range<usize>| -> Option<u16> {
            let digits = date.get(range)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
        };
        let bytes = date.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        Some(Self { date: (year, month as u8, day as u8), stability })
    }

    /// The release that serves `requested`.
    pub(crate) fn serving(releases: &[Self], requested: Option<&str>, today: Self) -> Result<Self, Refusal> {
        let requested = Self::parse(requested.ok_or(Refusal::Missing)?).ok_or(Refusal::Unparsable)?;
        if requested.date > today.date {
            return Err(Refusal::Future);
        }
        let newest = |least: Stability, most: Stability| {
            releases
                .iter()
                .filter(|r| r.date <= requested.date && r.stability >= least && r.stability <= most)
                .max_by_key(|r| (r.date, r.stability))
                .copied()
        };
        let found = if requested.date < PIVOT {
            newest(requested.stability, Stability::Ga)
        } else if requested.stability == Stability::Ga {
            newest(Stability::Ga, Stability::Ga).or_else(|| newest(Stability::Beta, Stability::Beta))
        } else {
            None
        };
        found.ok_or(Refusal::NoCandidate)
    }
}

impl std::fmt::Display for Release {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.date;
        write!(f, "{year:04}-{month:02}-{day:02}")?;
        match self.stability {
            Stability::Ga => Ok(()),
            Stability::Wip | Stability::Experimental | Stability::Beta => write!(f, "~{}", self.stability.stage()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Refusal, Release, Stability};

    const GROUPS: &[Release] = &[
        Release::new(2022, 1, 31, Stability::Experimental),
        Release::new(2023, 1, 30, Stability::Beta),
        Release::new(2024, 4, 25, Stability::Experimental),
    ];
    const ISSUES: &[Release] = &[
        Release::new(2023, 3, 10, Stability::Experimental),
        Release::new(2023, 9, 29, Stability::Beta),
        Release::new(2024, 1, 23, Stability::Ga),
    ];

    fn served(releases: &[Release], requested: &str) -> Result<String, Refusal> {
        let today = Release::new(2026, 1, 1, Stability::Ga);
        Release::serving(releases, Some(requested), today).map(|release| release.to_string())
    }

    #[test]
    fn before_the_pivot_a_suffix_reaches_down() {
        assert_eq!(served(GROUPS, "2024-02-28"), Err(Refusal::NoCandidate));
        assert_eq!(served(GROUPS, "2024-02-28~beta").unwrap(), "2023-01-30~beta");
        assert_eq!(served(GROUPS, "2024-05-01~experimental").unwrap(), "2024-04-25~experimental");
        assert_eq!(served(ISSUES, "2024-01-22"), Err(Refusal::NoCandidate));
        assert_eq!(served(ISSUES, "2024-01-22~beta").unwrap(), "2023-09-29~beta");
        assert_eq!(served(ISSUES, "2024-02-01~beta").unwrap(), "2024-01-23");
    }

    #[test]
    fn from_the_pivot_on_only_plain_dates_resolve() {
        assert_eq!(served(GROUPS, "2024-10-15").unwrap(), "2023-01-30~beta");
        assert_eq!(served(GROUPS, "2024-10-15~beta"), Err(Refusal::NoCandidate));
        assert_eq!(served(ISSUES, "2025-06-01").unwrap(), "2024-01-23");
        assert_eq!(served(ISSUES, "2026-01-02"), Err(Refusal::Future));
        assert_eq!(served(ISSUES, "2024-1-23"), Err(Refusal::Unparsable));
    }
}

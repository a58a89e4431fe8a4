//! The numbers a world is made from, and how they are shared out among organizations.

use super::listing::Listing;
use super::org::Org;
use super::roll::Roll;
use super::time::Micros;

/// What an organization starts with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) projects: u64,
    pub(crate) issues: u64,
}

/// The parameters of a world.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub(crate) seed: u64,
    pub(crate) groups: u32,
    pub(crate) organizations: u32,
    pub(crate) projects: u64,
    pub(crate) issues: u64,
    pub(crate) personal_organizations: u32,
    /// Sizes stated one by one instead of totals.
    pub(crate) sizes: Option<Vec<Size>>,
    pub(crate) resolved_kept: Micros,
    pub(crate) growth_per_day: f64,
    pub(crate) organizations_come_and_go: bool,
    pub(crate) listing: Listing,
    /// The share of issues that are found many at a time, in one moment.
    pub(crate) bursts: f64,
}

/// Days between two organizations that appear after day 0.
const NEW_ORGANIZATION_EVERY: i64 = 9;
/// How many of those a world knows in advance; they cost a few hundred bytes each.
const NEW_ORGANIZATIONS: u32 = 80;

impl Shape {
    /// All organizations that ever exist, in the order they are listed.
    pub(crate) fn organizations(&self) -> Vec<Org> {
        let groups = self.groups.max(1);
        let sizes = self.sizes.clone().unwrap_or_else(|| self.share_out());
        let mut orgs = Vec::new();
        let mut next = 0_u32;
        let mut add = |group: Option<u32>, size: Size, late: Option<i64>| {
            orgs.push(Org::new(self, next, group, size, late));
            next += 1;
        };
        for (at, size) in sizes.iter().enumerate() {
            add(Some(at as u32 % groups), *size, None);
        }
        for _ in 0..self.personal_organizations {
            add(None, Size { projects: 3, issues: 12 }, None);
        }
        if self.organizations_come_and_go {
            let count = sizes.len().max(1) as u64;
            let (projects, issues) = sizes.iter().fold((0, 0), |sum, s| (sum.0 + s.projects, sum.1 + s.issues));
            let size = Size { projects: (projects / count / 4).max(1), issues: (issues / count / 4).max(2) };
            for late in 0..NEW_ORGANIZATIONS {
                let jitter = Roll::new(self.seed, 9, 0, u64::from(late)).below(1, 5) as i64;
                let day = 2 + i64::from(late) * NEW_ORGANIZATION_EVERY + jitter;
                add(Some(late % groups), size, Some(day));
            }
        }
        orgs
    }

    /// A few organizations hold most of everything, and one holds nothing.
    fn share_out(&self) -> Vec<Size> {
        let count = self.organizations as usize;
        let mut projects = self.skewed(self.projects, 21, 0.8);
        let mut issues = self.skewed(self.issues, 22, 1.0);
        if count >= 4 {
            let empty = count - 1;
            projects[0] += std::mem::take(&mut projects[empty]);
            issues[0] += std::mem::take(&mut issues[empty]);
        }
        for at in 0..count {
            // Issues need something to be in.
            if projects[at] == 0 && issues[at] > 0 {
                issues[0] += std::mem::take(&mut issues[at]);
            }
        }
        projects.into_iter().zip(issues).map(|(projects, issues)| Size { projects, issues }).collect()
    }

    fn skewed(&self, total: u64, salt: u64, slope: f64) -> Vec<u64> {
        let count = self.organizations as usize;
        let weight = |at: usize| {
            let wobble = Roll::new(self.seed, 10, salt, at as u64).unit(1) + 0.5;
            wobble / ((at + 1) as f64).powf(slope)
        };
        let whole: f64 = (0..count).map(weight).sum();
        let mut left = total;
        let mut shares = vec![0; count];
        for at in (0..count).rev() {
            let share = if at == 0 { left } else { ((total as f64 * weight(at) / whole) as u64).min(left) };
            shares[at] = share;
            left -= share;
        }
        shares
    }
}

//! The world: everything the simulated company has, made from a seed and never stored.

pub(crate) mod flaws;
pub(crate) mod id;
pub(crate) mod issue;
pub(crate) mod listing;
pub(crate) mod names;
pub(crate) mod org;
pub(crate) mod project;
pub(crate) mod roll;
pub(crate) mod shape;
pub(crate) mod time;
pub(crate) mod view;
pub(crate) mod walk;

use self::id::{Address, Id, Kind};
use self::listing::Listing;
use self::names::COMPANIES;
use self::org::Org;
use self::shape::Shape;

/// All organizations and the means to name things; issues and projects follow by arithmetic.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) groups: u32,
    pub(crate) orgs: Vec<Org>,
    pub(crate) listing: Listing,
}

impl World {
    pub(crate) fn new(shape: &Shape) -> Self {
        Self { seed: shape.seed, groups: shape.groups.max(1), orgs: shape.organizations(), listing: shape.listing }
    }

    pub(crate) const fn id(&self, kind: Kind, parent: u32, index: u64) -> Id {
        Id::of(self.seed, kind, parent, index)
    }

    pub(crate) const fn org_id(&self, org: u32) -> Id {
        self.id(Kind::Organization, org, 0)
    }

    pub(crate) const fn group_id(&self, group: u32) -> Id {
        self.id(Kind::Group, group, 0)
    }

    pub(crate) fn address(&self, id: Id) -> Option<Address> {
        id.address(self.seed)
    }

    pub(crate) fn group_name(&self, group: u32) -> String {
        let (name, _) = COMPANIES[group as usize % COMPANIES.len()];
        match group as usize / COMPANIES.len() {
            0 => name.to_owned(),
            round => format!("{name} {}", round + 1),
        }
    }
}

//! Owners from the tags of projects.

use super::{Made, Seen};
use crate::policy::Owners;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Gives an owner to what has none: the one that most of its projects name, the first by name of several. An organization is nobody's
/// because most of its projects are.
pub(super) fn fill(projects: &[Seen<'_>], by: &Owners, made: &mut Made) {
    let owners: HashMap<&str, &str> =
        projects.iter().filter_map(|seen| Some((seen.project.id.as_str(), of(seen, by)?))).collect();
    let mut named: HashMap<(&str, &str), BTreeMap<&str, usize>> = HashMap::new();
    for (kind, identifier, project) in made.projects.keys().filter(|(kind, ..)| kind != "organization") {
        if let Some(owner) = owners.get(project.as_str()) {
            *named.entry((kind, identifier)).or_default().entry(owner).or_default() += 1;
        }
    }
    for ((kind, identifier), entity) in made.entities.iter_mut().filter(|(_, entity)| entity.owner.is_none()) {
        let owners = named.get(&(kind.as_str(), identifier.as_str())).into_iter().flatten();
        let most = owners.min_by_key(|(name, projects)| (Reverse(**projects), **name));
        entity.owner = most.map(|(name, _)| (*name).to_owned());
    }
}

/// The owner that a project's tags name.
fn of<'s>(seen: &'s Seen<'_>, by: &Owners) -> Option<&'s str> {
    by.tags.iter().find_map(|key| {
        let values = seen.tags.iter().filter(|tag| tag.key == *key).map(|tag| tag.value.trim());
        values.filter(|value| !value.is_empty()).min()
    })
}

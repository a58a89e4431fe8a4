//! Which entities there are and which projects belong to them. A plain function: what is known goes in, rows come out.

mod owners;

use super::known::{Known, Organization, Project, Tag, Target};
use super::link::{Link, LinkKind};
use super::repository;
use crate::books::{EntityProjectRow, EntityRow, ImportedEntityRow};
use crate::policy::pattern::{captures, filled};
use crate::policy::{Policy, Rule};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use windlass_model::Json;

/// Entities, their projects, and the projects that belong to no service; each in the order of its key.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Derived {
    /// The entities.
    pub entities: Vec<EntityRow>,
    /// Which projects belong to them.
    pub projects: Vec<EntityProjectRow>,
    /// How many projects belong to a service.
    pub mapped: usize,
    /// Those that belong to none.
    pub unmapped: Vec<Unmapped>,
}

/// A listed project that belongs to no service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unmapped {
    /// Snyk's id.
    pub source_id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its organization's name.
    pub organization: Option<String>,
    /// Its target's name.
    pub repository: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

/// Derives them. What two connections see counts once.
pub fn derive(known: &Known, policy: &Policy) -> Derived {
    let mut projects: Vec<Seen<'_>> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut sorted: Vec<&Project> = known.projects.iter().collect();
    sorted.sort_by_key(|project| &project.id);
    let index = Index::of(known);
    for project in sorted {
        if ids.insert(&project.source_id) {
            projects.push(index.see(project));
        }
    }
    let mut made = Made::default();
    organizations(known, &projects, &mut made);
    repositories(known, &projects, &mut made);
    for seen in &projects {
        let project = seen.project;
        let name = project.name.clone().unwrap_or_else(|| project.source_id.clone());
        let properties = properties(&[("url", json!(project.url)), ("origin", json!(project.origin))]);
        made.entity("project", &project.source_id, &name, "snyk", properties);
        made.belongs("project", &project.source_id, project, "it is the project".to_owned());
    }
    services(&projects, policy, &mut made);
    imported(known, &projects, &mut made);
    owners::fill(&projects, &policy.owners, &mut made);
    made.into_derived(&projects)
}

/// A project with what is known of it elsewhere.
struct Seen<'k> {
    project: &'k Project,
    organization: Option<&'k Organization>,
    tags: Vec<&'k Tag>,
    target_source_id: Option<&'k str>,
    repository: Option<String>,
    repository_names: Vec<String>,
}

struct Index<'k> {
    organizations: HashMap<&'k str, &'k Organization>,
    targets: HashMap<&'k str, &'k Target>,
    tags: HashMap<&'k str, Vec<&'k Tag>>,
}

impl<'k> Index<'k> {
    fn of(known: &'k Known) -> Self {
        let mut tags: HashMap<&str, Vec<&Tag>> = HashMap::new();
        for tag in &known.tags {
            tags.entry(&tag.project_id).or_default().push(tag);
        }
        Self {
            organizations: known.organizations.iter().map(|of| (of.id.as_str(), of)).collect(),
            targets: known.targets.iter().map(|of| (of.id.as_str(), of)).collect(),
            tags,
        }
    }

    fn see(&self, project: &'k Project) -> Seen<'k> {
        let target = project.target_id.as_deref().and_then(|id| self.targets.get(id).copied());
        let name = target.and_then(|of| of.display_name.as_deref()).or(project.target_name.as_deref());
        let url = target.and_then(|of| of.url.as_deref()).or(project.target_url.as_deref());
        let integration = target.and_then(|of| of.integration.as_deref()).or(project.origin.as_deref());
        let source = target.map(|of| of.source_id.as_str()).or(project.target_source_id.as_deref());
        Seen {
            project,
            organization: project.organization_id.as_deref().and_then(|id| self.organizations.get(id).copied()),
            tags: self.tags.get(project.id.as_str()).cloned().unwrap_or_default(),
            target_source_id: source,
            repository: repository_identifier(name, url, source),
            repository_names: repository::names(name, url, integration),
        }
    }
}

/// What a repository is called: by its name, else its address, else Snyk's id.
fn repository_identifier(name: Option<&str>, url: Option<&str>, source: Option<&str>) -> Option<String> {
    let name = name.filter(|name| !name.is_empty()).map(ToOwned::to_owned);
    let url = url.filter(|url| !url.is_empty()).map(repository::plain);
    name.or(url).or_else(|| source.map(ToOwned::to_owned))
}

/// The rows, while they are made.
#[derive(Default)]
struct Made {
    entities: BTreeMap<(String, String), EntityRow>,
    projects: BTreeMap<(String, String, String), String>,
}

impl Made {
    fn entity(
        &mut self,
        kind: &str,
        identifier: &str,
        name: &str,
        source: &str,
        properties: Option<Json>,
    ) -> &mut EntityRow {
        self.entities.entry((kind.to_owned(), identifier.to_owned())).or_insert_with(|| EntityRow {
            r#type: kind.to_owned(),
            identifier: identifier.to_owned(),
            name: name.to_owned(),
            owner: None,
            properties,
            source: source.to_owned(),
        })
    }

    /// The first reason is kept: there may be several.
    fn belongs(&mut self, kind: &str, identifier: &str, project: &Project, because: String) {
        self.projects.entry((kind.to_owned(), identifier.to_owned(), project.id.clone())).or_insert(because);
    }

    fn into_derived(self, seen: &[Seen<'_>]) -> Derived {
        let services = self.projects.keys().filter(|(kind, ..)| kind == SERVICE);
        let mapped: BTreeSet<&str> = services.map(|(_, _, project)| project.as_str()).collect();
        let others = seen.iter().filter(|seen| !mapped.contains(seen.project.id.as_str()));
        let mut unmapped: Vec<Unmapped> = others
            .map(|seen| Unmapped {
                source_id: seen.project.source_id.clone(),
                name: seen.project.name.clone(),
                organization: seen.organization.and_then(|of| of.name.clone()),
                repository: seen.repository.clone(),
                url: seen.project.url.clone(),
            })
            .collect();
        unmapped.sort_by(|one, other| {
            (&one.organization, &one.name, &one.source_id).cmp(&(&other.organization, &other.name, &other.source_id))
        });
        let mapped = mapped.len();
        let projects = self.projects.into_iter().map(|((entity_type, entity_identifier, project_id), because)| {
            EntityProjectRow { entity_type, entity_identifier, project_id, because }
        });
        Derived { projects: projects.collect(), entities: self.entities.into_values().collect(), mapped, unmapped }
    }
}

/// The type that projects should belong to.
const SERVICE: &str = "service";

/// An object without what is null or empty.
fn properties(members: &[(&str, Value)]) -> Option<Json> {
    let is_something = |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    let kept = members.iter().filter(|(_, value)| is_something(value));
    let object: Map<String, Value> = kept.map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    (!object.is_empty()).then(|| Json::of(&Value::Object(object)))
}

fn organizations(known: &Known, projects: &[Seen<'_>], made: &mut Made) {
    let mut names: HashMap<&str, String> = HashMap::new();
    let mut taken: HashMap<&str, &str> = HashMap::new();
    let mut sorted: Vec<&Organization> = known.organizations.iter().collect();
    sorted.sort_by_key(|organization| (&organization.source_id, &organization.id));
    for organization in sorted {
        let source = organization.source_id.as_str();
        // Of two organizations of one slug, as two regions may have them, the second goes by its id.
        let slug = organization.slug.as_deref().filter(|slug| !slug.is_empty());
        let identifier = slug.filter(|slug| *taken.entry(slug).or_insert(source) == source).unwrap_or(source);
        names.insert(&organization.id, identifier.to_owned());
        let name = organization.name.as_deref().unwrap_or(identifier);
        let properties = properties(&[("source_id", json!(source)), ("url", json!(organization.url))]);
        made.entity("organization", identifier, name, "snyk", properties);
    }
    for seen in projects {
        let identifier = seen.organization.and_then(|of| names.get(of.id.as_str()));
        if let Some(identifier) = identifier {
            made.belongs("organization", identifier, seen.project, "it is in the organization".to_owned());
        }
    }
}

/// Targets of one name are one repository, whatever organization they are in.
fn repositories(known: &Known, projects: &[Seen<'_>], made: &mut Made) {
    #[derive(Default)]
    struct About {
        urls: BTreeSet<String>,
        github: BTreeSet<String>,
        integrations: BTreeSet<String>,
    }
    let mut all: BTreeMap<String, About> = BTreeMap::new();
    for target in &known.targets {
        let (name, url, kind) = (target.display_name.as_deref(), target.url.as_deref(), target.integration.as_deref());
        let Some(identifier) = repository_identifier(name, url, Some(&target.source_id)) else { continue };
        let about = all.entry(identifier).or_default();
        about.urls.extend(url.map(ToOwned::to_owned));
        about.github.extend(repository::github_name(name, url, kind));
        about.integrations.extend(kind.map(ToOwned::to_owned));
    }
    for seen in projects {
        let Some(identifier) = &seen.repository else { continue };
        all.entry(identifier.clone()).or_default();
        made.belongs("repository", identifier, seen.project, "it was found in the target".to_owned());
    }
    for (identifier, about) in all {
        let properties = properties(&[
            ("urls", json!(about.urls)),
            ("github_repo_names", json!(about.github)),
            ("integrations", json!(about.integrations)),
        ]);
        made.entity("repository", &identifier, &identifier, "snyk", properties);
    }
}

/// A tag says it; where there is none, the first rule that matches.
fn services(projects: &[Seen<'_>], policy: &Policy, made: &mut Made) {
    for seen in projects {
        let key = &policy.services.tag;
        let mut tagged = false;
        for tag in seen.tags.iter().filter(|tag| tag.key == *key && !tag.value.trim().is_empty()) {
            tagged = true;
            made.entity(SERVICE, &tag.value, &tag.value, "tag", None);
            made.belongs(SERVICE, &tag.value, seen.project, format!("tag {key}={}", tag.value));
        }
        if tagged {
            continue;
        }
        let found = policy.services.rules.iter().zip(1..).find_map(|(rule, number)| {
            let service = matched(rule, seen)?;
            (!service.trim().is_empty()).then_some((rule, number, service))
        });
        if let Some((rule, number, service)) = found {
            let entity = made.entity(SERVICE, &service, &service, "rule", None);
            entity.owner = entity.owner.take().or_else(|| rule.owner.clone());
            let pattern = rule.repository.as_deref().or(rule.project.as_deref()).unwrap_or_default();
            made.belongs(SERVICE, &service, seen.project, format!("rule {number}: {pattern}"));
        }
    }
}

/// The service that a rule says.
fn matched(rule: &Rule, seen: &Seen<'_>) -> Option<String> {
    let found = match (&rule.repository, &rule.project) {
        (Some(pattern), _) => seen.repository_names.iter().find_map(|name| captures(pattern, name)),
        (None, Some(pattern)) => captures(pattern, seen.project.name.as_deref()?),
        (None, None) => None,
    };
    found.map(|found| filled(&rule.service, &found))
}

/// What was imported says more than what was derived, and what was imported last most.
fn imported(known: &Known, projects: &[Seen<'_>], made: &mut Made) {
    let mut sorted: Vec<&ImportedEntityRow> = known.imported.iter().collect();
    sorted.sort_by_key(|row| (row.imported_at, &row.source, &row.r#type, &row.identifier));
    let linked = Linked::of(projects);
    for row in sorted {
        let entity = made.entity(&row.r#type, &row.identifier, &row.name, "import", None);
        // A file that gives no name has the identifier for it, which is no reason to forget the one that is known.
        if row.name != row.identifier {
            entity.name.clone_from(&row.name);
        }
        entity.owner = row.owner.clone().or_else(|| entity.owner.take());
        entity.source = "import".to_owned();
        entity.properties = merged(entity.properties.take(), row.properties.clone());
        let links: Vec<Link> = row.links.as_ref().and_then(Json::read).unwrap_or_default();
        for (at, link) in linked.by(&links) {
            made.belongs(&row.r#type, &row.identifier, projects[at].project, format!("import {}: {link}", row.source));
        }
    }
}

fn merged(one: Option<Json>, other: Option<Json>) -> Option<Json> {
    let object = |json: &Json| json.read::<Map<String, Value>>();
    match (one.as_ref().and_then(object), other.as_ref().and_then(object)) {
        (Some(mut one), Some(other)) => {
            one.extend(other);
            Some(Json::of(&Value::Object(one)))
        }
        (Some(_), None) => one,
        (None, _) => other,
    }
}

/// Projects by what links name.
struct Linked(HashMap<Link, Vec<usize>>);

impl Linked {
    fn of(projects: &[Seen<'_>]) -> Self {
        let mut linked: HashMap<Link, Vec<usize>> = HashMap::new();
        for (at, seen) in projects.iter().enumerate() {
            let organization =
                seen.organization.into_iter().flat_map(|of| [Some(of.source_id.clone()), of.slug.clone()]);
            let organization = organization.flatten().map(|name| (LinkKind::Organization, name));
            let target = seen.target_source_id.map(ToOwned::to_owned);
            let repository = seen.repository_names.iter().cloned().chain(target);
            let repository = repository.map(|name| (LinkKind::Repository, name));
            let project = std::iter::once(seen.project.source_id.clone()).chain(seen.project.name.clone());
            let project = project.map(|name| (LinkKind::Project, name));
            let tags = seen.tags.iter().map(|tag| (LinkKind::Tag, format!("{}={}", tag.key, tag.value)));
            for (kind, name) in organization.chain(repository).chain(project).chain(tags) {
                linked.entry(canonical(&Link::new(kind, name))).or_default().push(at);
            }
        }
        Self(linked)
    }

    /// The projects that links mean, each with the link that says so. Organizations narrow what other links find; alone they mean all
    /// their projects.
    fn by<'l>(&self, links: &'l [Link]) -> BTreeMap<usize, &'l Link> {
        let (organizations, others): (Vec<&Link>, Vec<&Link>) =
            links.iter().partition(|link| link.kind == LinkKind::Organization);
        let within = self.any(&organizations);
        if others.is_empty() {
            return within;
        }
        let mut found = self.any(&others);
        found.retain(|at, _| organizations.is_empty() || within.contains_key(at));
        found
    }

    fn any<'l>(&self, links: &[&'l Link]) -> BTreeMap<usize, &'l Link> {
        let mut found = BTreeMap::new();
        for link in links {
            for at in self.0.get(&canonical(link)).into_iter().flatten() {
                found.entry(*at).or_insert(*link);
            }
        }
        found
    }
}

/// A link as all that mean the same are written.
fn canonical(link: &Link) -> Link {
    let value = match link.kind {
        LinkKind::Organization | LinkKind::Project => link.value.clone(),
        LinkKind::Repository => repository::plain(&link.value).to_lowercase(),
        LinkKind::Tag => {
            link.value.replacen(':', "=", usize::from(!link.value.split(':').next().unwrap_or_default().contains('=')))
        }
    };
    Link { kind: link.kind, value }
}

#[cfg(test)]
mod tests;

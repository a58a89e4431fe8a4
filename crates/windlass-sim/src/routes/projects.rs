//! `/orgs/{id}/projects` and `/orgs/{id}/targets`.

use serde_json::json;

use super::Call;
use super::orgs::cut;
use crate::problem::Problem;
use crate::render::project::{
    Detail, criticality, environment, importer, lifecycle, monitored_at, project, runtime, tags, target,
};
use crate::world::id::Kind;
use crate::world::org::Org;
use crate::world::project::{Project, Target};
use crate::world::view::Counts;

impl Call<'_> {
    pub(crate) fn list_projects(&self) -> Result<Vec<u8>, Problem> {
        let org = self.org()?;
        let rows: Vec<Project> = self.view.projects(org, 0).filter(|row| self.wants(org, row)).collect();
        if self.query.text("meta_count").is_some() {
            let body = json!({ "jsonapi": { "version": "1.0" }, "meta": { "count": rows.len() }, "links": {} });
            return Ok(body.to_string().into_bytes());
        }
        let counts = self.query.flag("meta.latest_issue_counts").unwrap_or(false).then(|| self.view.counts(org));
        let page = cut(
            self,
            rows,
            |row| row.index,
            |json, row| {
                let detail = self.detail(counts.as_deref().map(|counts| counts[row.index as usize]));
                project(json, &self.view.world, org, row, self.view.now, detail);
            },
        );
        Ok(self.list(page))
    }

    pub(crate) fn one_project(&self) -> Result<Vec<u8>, Problem> {
        let org = self.org()?;
        let missing = || Problem::not_found("Project");
        let address = self.ids.get(1).and_then(|id| self.view.world.address(*id)).ok_or_else(missing)?;
        let found = (address.kind == Kind::Project && address.parent == org.index)
            .then(|| org.project(address.index, self.view.now))
            .flatten()
            .ok_or_else(missing)?;
        let wants_counts = self.query.flag("meta.latest_issue_counts").unwrap_or(false);
        let counts = wants_counts.then(|| self.view.counts(org)[found.index as usize]);
        Ok(self.single(|json| project(json, &self.view.world, org, &found, self.view.now, self.detail(counts))))
    }

    fn detail(&self, counts: Option<Counts>) -> Detail {
        Detail {
            counts,
            dependencies: self.query.flag("meta.latest_dependency_total").unwrap_or(false),
            target: self.query.list("expand").is_some(),
        }
    }

    /// The project passes every filter of the query.
    fn wants(&self, org: &Org, row: &Project) -> bool {
        // Most calls have no filter, and a row's name and tags cost more than the row.
        if !self.query.has_besides(&[
            "expand",
            "meta.latest_issue_counts",
            "meta.latest_dependency_total",
            "meta_count",
        ]) {
            return true;
        }
        let (query, world, now) = (&self.query, &self.view.world, self.view.now);
        let target = Target::of(org, row.target);
        let flavour = row.flavour(org);
        let one_of = |name: &str, value: &str| query.list(name).is_none_or(|wanted| wanted.iter().any(|w| w == value));
        let any_of = |name: &str, values: &[&str]| {
            query.list(name).is_none_or(|wanted| wanted.iter().any(|w| values.contains(&w.as_str())))
        };
        let is = |name: &str, value: Option<&str>| query.text(name).is_none_or(|wanted| value == Some(wanted));
        let id = |kind, index| world.id(kind, org.index, index).to_string();
        let any_id = |name: &str, id: String| {
            query.list(name).is_none_or(|wanted| wanted.iter().any(|w| w.eq_ignore_ascii_case(&id)))
        };
        let name = row.name(org, &target);
        let monitored = monitored_at(row, &target, now);
        let tags: Vec<String> = tags(row, &target).into_iter().map(|(key, value)| format!("{key}:{value}")).collect();
        let unset = row.roll.chance(41, 50);
        let attribute = |words: &'static [&'static str]| if unset { &[] } else { words };
        any_id("ids", id(Kind::Project, row.index))
            && any_id("target_id", id(Kind::Target, row.target))
            && one_of("names", &name)
            && query.list("names_start_with").is_none_or(|starts| starts.iter().any(|s| name.starts_with(s.as_str())))
            && one_of("origins", target.origin())
            && one_of("types", flavour.name)
            && is("target_reference", Some(row.branch()))
            && is("target_file", Some(&row.target_file(flavour)))
            && is("target_runtime", runtime(row, org))
            && query.time("cli_monitored_after").is_none_or(|after| monitored.is_some_and(|at| at > after))
            && query.time("cli_monitored_before").is_none_or(|before| monitored.is_some_and(|at| at < before))
            && query.list("importing_user_public_id").is_none_or(|wanted| {
                importer(row).is_some_and(|user| wanted.contains(&world.id(Kind::Principal, 1, user).to_string()))
            })
            && query.list("tags").is_none_or(|wanted| wanted.iter().all(|tag| tags.contains(tag)))
            && any_of("business_criticality", attribute(criticality(row)))
            && any_of("environment", attribute(environment(row)))
            && any_of("lifecycle", attribute(lifecycle(row)))
    }

    pub(crate) fn list_targets(&self) -> Result<Vec<u8>, Problem> {
        let org = self.org()?;
        let query = &self.query;
        let empty = !query.flag("exclude_empty").unwrap_or(true);
        let rows: Vec<Target> = self
            .view
            .targets(org, 0, empty)
            .filter(|row| query.flag("is_private").is_none_or(|wanted| wanted == row.is_private()))
            .filter(|row| {
                query.text("url").is_none_or(|url| row.origin() == "cli" && row.display_name(org.owner) == url)
            })
            .filter(|row| query.list("source_types").is_none_or(|wanted| wanted.iter().any(|w| w == row.origin())))
            .filter(|row| query.text("display_name").is_none_or(|start| row.display_name(org.owner).starts_with(start)))
            .filter(|row| query.time("created_gte").is_none_or(|from| row.created >= from))
            .collect();
        let count = rows.len();
        let mut page = cut(self, rows, |row| row.index, |json, row| target(json, &self.view.world, org, row));
        if query.flag("count").unwrap_or(false) {
            page.meta = Some(json!({ "count": count }));
        }
        Ok(self.list(page))
    }

    pub(crate) fn one_target(&self) -> Result<Vec<u8>, Problem> {
        let org = self.org()?;
        let missing = || Problem::not_found("Target");
        let address = self.ids.get(1).and_then(|id| self.view.world.address(*id)).ok_or_else(missing)?;
        if address.kind != Kind::Target || address.parent != org.index {
            return Err(missing());
        }
        let found = self.view.targets(org, address.index, true).next().filter(|row| row.index == address.index);
        let found = found.ok_or_else(missing)?;
        Ok(self.single(|json| target(json, &self.view.world, org, &found)))
    }
}

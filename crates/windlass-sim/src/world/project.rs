//! Projects and targets: where they come from, when they change, when they go.

use super::flaws::{ALPINE, DEBIAN, Ecosystem, GO, MAVEN, NPM, NUGET, PHP, PIP, RPM, RUBY};
use super::names::{FOLDERS, SERVICE_FIRST, SERVICE_SECOND};
use super::org::Org;
use super::roll::Roll;
use super::time::{DAY, Micros, coarse};

/// What a project is scanned for; decides the type of its issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Product {
    OpenSource,
    Container,
    Code,
    Iac,
}

/// A project type and what goes with it.
pub(crate) struct Flavour {
    /// `attributes.type`.
    pub(crate) name: &'static str,
    pub(crate) product: Product,
    /// The file scanned; empty where a target is scanned as a whole.
    pub(crate) file: &'static str,
    pub(crate) ecosystem: &'static Ecosystem,
}

const fn flavour(name: &'static str, product: Product, file: &'static str, ecosystem: &'static Ecosystem) -> Flavour {
    Flavour { name, product, file, ecosystem }
}

use Product::{Code, Container, Iac, OpenSource};

/// Types found in repositories, ordered so that even a tiny world meets every product.
const IN_REPOSITORIES: &[Flavour] = &[
    flavour("npm", OpenSource, "package.json", &NPM),
    flavour("sast", Code, "", &NPM),
    flavour("maven", OpenSource, "pom.xml", &MAVEN),
    flavour("terraformconfig", Iac, "infra/main.tf", &NPM),
    flavour("pip", OpenSource, "requirements.txt", &PIP),
    flavour("yarn", OpenSource, "yarn.lock", &NPM),
    flavour("gomodules", OpenSource, "go.mod", &GO),
    flavour("k8sconfig", Iac, "deploy/deployment.yaml", &NPM),
    flavour("gradle", OpenSource, "build.gradle", &MAVEN),
    flavour("dockerfile", Container, "Dockerfile", &DEBIAN),
    flavour("nuget", OpenSource, "Api.csproj", &NUGET),
    flavour("poetry", OpenSource, "poetry.lock", &PIP),
    flavour("rubygems", OpenSource, "Gemfile.lock", &RUBY),
    flavour("helmconfig", Iac, "chart/values.yaml", &NPM),
    flavour("composer", OpenSource, "composer.lock", &PHP),
    flavour("cloudformationconfig", Iac, "cfn/template.yml", &NPM),
    flavour("pnpm", OpenSource, "pnpm-lock.yaml", &NPM),
];

/// Types found in images; an npm project of a registry is an application inside an image.
const IN_IMAGES: &[Flavour] = &[
    flavour("deb", Container, "", &DEBIAN),
    flavour("apk", Container, "", &ALPINE),
    flavour("npm", OpenSource, "/app/package.json", &NPM),
    flavour("rpm", Container, "", &RPM),
    flavour("linux", Container, "", &DEBIAN),
    flavour("maven", OpenSource, "/opt/app/app.jar", &MAVEN),
];

const REPOSITORY_ORIGINS: &[&str] =
    &["github", "github", "gitlab", "cli", "azure-repos", "bitbucket-cloud", "github-cloud-app", "api"];
const IMAGE_ORIGINS: &[&str] = &["docker-hub", "ecr", "kubernetes", "gcr", "acr", "quay-cr"];

/// Projects that share one repository or image.
pub(crate) const PROJECTS_PER_TARGET: u64 = 2;

/// Index of the first target that never had a project; they show only with `exclude_empty=false`.
pub(crate) const EMPTY_TARGETS: u64 = 1 << 30;

/// A repository or image.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    pub(crate) index: u64,
    pub(crate) roll: Roll,
    pub(crate) created: Micros,
    pub(crate) is_image: bool,
}

impl Target {
    pub(crate) fn of(org: &Org, index: u64) -> Self {
        let roll = Roll::new(org.seed, 4, u64::from(org.index), index);
        let first = index.saturating_mul(PROJECTS_PER_TARGET);
        let created = if index >= EMPTY_TARGETS { org.created + DAY } else { org.project_created(first) };
        Self { index, roll, created, is_image: (index + u64::from(org.index)) % 5 == 3 }
    }

    /// `origin` of its projects, integration type of itself.
    pub(crate) fn origin(&self) -> &'static str {
        self.roll.pick(1, if self.is_image { IMAGE_ORIGINS } else { REPOSITORY_ORIGINS })
    }

    /// The name of the service that lives here, unique in its organization.
    pub(crate) fn service(&self) -> String {
        let (first, second) = (self.roll.pick(2, SERVICE_FIRST), self.roll.pick(3, SERVICE_SECOND));
        if self.index >= EMPTY_TARGETS {
            format!("{first}-{second}-archive{}", self.index - EMPTY_TARGETS)
        } else {
            format!("{first}-{second}-{}", self.index)
        }
    }

    /// `attributes.display_name`.
    pub(crate) fn display_name(&self, owner: &str) -> String {
        match self.origin() {
            "cli" => format!("http://github.com/{owner}/{}.git", self.service()),
            "kubernetes" => format!("production/deployment.apps/{}", self.service()),
            _ => format!("{owner}/{}", self.service()),
        }
    }

    pub(crate) fn is_private(&self) -> bool {
        self.roll.chance(4, 850)
    }
}

/// A project as it is at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Project {
    pub(crate) index: u64,
    pub(crate) roll: Roll,
    pub(crate) created: Micros,
    pub(crate) target: u64,
    pub(crate) active: bool,
    pub(crate) renamed: bool,
}

/// What the project's place in its organization says about it, without looking at the clock.
pub(crate) fn flavour_of(org: &Org, index: u64) -> &'static Flavour {
    let target = index / PROJECTS_PER_TARGET;
    let table = if (target + u64::from(org.index)) % 5 == 3 { IN_IMAGES } else { IN_REPOSITORIES };
    &table[((index + 3 * u64::from(org.index)) % table.len() as u64) as usize]
}

impl Org {
    pub(crate) fn project_roll(&self, index: u64) -> Roll {
        Roll::new(self.seed, 3, u64::from(self.index), index)
    }

    /// When a project was added: the first ones before any issue, the others one by one.
    pub(crate) fn project_created(&self, index: u64) -> Micros {
        let dice = self.project_roll(index).bits(1);
        if index < self.projects {
            let span = self.projects_until - self.created;
            let slot = span / (self.projects as Micros).max(1);
            let jitter = (dice % (slot.max(1) as u64)) as Micros / 2;
            return coarse(self.created + slot * index as Micros + jitter + super::time::SECOND, dice >> 32);
        }
        let late = (index - self.projects) as Micros;
        let jitter = (dice % (self.project_gap as u64 / 2)) as Micros;
        coarse(self.steady_from + late * self.project_gap + self.project_gap / 4 + jitter, dice >> 32)
    }

    /// Projects added by `now`, gone ones included.
    pub(crate) fn projects_by(&self, now: Micros) -> u64 {
        if self.projects == 0 || self.frozen_projects {
            return self.projects;
        }
        if now < self.steady_from {
            return (0..self.projects).rev().find(|p| self.project_created(*p) <= now).map_or(0, |p| p + 1);
        }
        let mut count = self.projects + ((now - self.steady_from) / self.project_gap) as u64;
        while self.project_created(count) <= now {
            count += 1;
        }
        count
    }

    /// When a project is deleted, if it ever is. Project 0 stays, so that an organization never runs empty.
    pub(crate) fn project_gone(&self, index: u64) -> Option<Micros> {
        let roll = self.project_roll(index);
        if index == 0 || self.frozen_projects || !roll.chance(2, 80) {
            return None;
        }
        let since = if index < self.projects { self.steady_from } else { self.project_created(index) };
        Some(since + DAY / 2 + (roll.unit(3) * 90.0 * DAY as f64) as Micros)
    }

    /// The project as it is at `now`; `None` before it is added and after it is deleted.
    pub(crate) fn project(&self, index: u64, now: Micros) -> Option<Project> {
        if index >= self.projects_by(now) || self.project_gone(index).is_some_and(|gone| gone <= now) {
            return None;
        }
        let roll = self.project_roll(index);
        let since = self.steady_from.max(self.project_created(index));
        let after = |salt, days: f64| since + (roll.unit(salt) * days * DAY as f64) as Micros;
        let renamed = roll.chance(4, 100) && after(5, 60.0) <= now;
        let off = after(7, 60.0);
        let on_again = roll.chance(8, 500).then(|| off + DAY + after(9, 30.0) - since);
        let off_now = off <= now && on_again.is_none_or(|on| now < on);
        let active = !(roll.chance(10, 30) || roll.chance(6, 60) && off_now);
        let created = self.project_created(index);
        Some(Project { index, roll, created, target: index / PROJECTS_PER_TARGET, active, renamed })
    }
}

impl Project {
    pub(crate) fn flavour(&self, org: &Org) -> &'static Flavour {
        flavour_of(org, self.index)
    }

    /// `attributes.target_file`.
    pub(crate) fn target_file(&self, flavour: &Flavour) -> String {
        let file = flavour.file;
        if file.is_empty() || file.starts_with('/') {
            return file.to_owned();
        }
        let folder = self.roll.pick(11, FOLDERS);
        let moved = if self.renamed { "moved/" } else { "" };
        format!("{moved}{folder}{file}")
    }

    /// `attributes.name`.
    pub(crate) fn name(&self, org: &Org, target: &Target) -> String {
        let flavour = self.flavour(org);
        let base = target.display_name(org.owner);
        let file = self.target_file(flavour);
        if target.is_image {
            let tag = self.roll.below(12, 30);
            let fresh = if self.renamed { "-slim" } else { "" };
            return format!("docker-image|{base}:1.{tag}{fresh}{}{file}", if file.is_empty() { "" } else { ":" });
        }
        match flavour.product {
            Product::Code if self.renamed => format!("{base} (monorepo)"),
            Product::Code => base,
            Product::OpenSource | Product::Container | Product::Iac if self.roll.chance(13, 300) => {
                format!("{base}({}):{file}", self.branch())
            }
            Product::OpenSource | Product::Container | Product::Iac => format!("{base}:{file}"),
        }
    }

    /// `attributes.target_reference`.
    pub(crate) fn branch(&self) -> &'static str {
        self.roll.pick(14, &["main", "main", "main", "master", "develop", "release/2026.1", ""])
    }

    /// The last recurring test before `now`; each project has its own time of day.
    pub(crate) fn tested_at(&self, now: Micros) -> Micros {
        let offset = self.roll.below(15, DAY as u64) as Micros;
        let day = (now - offset).div_euclid(DAY) * DAY + offset;
        coarse(day, self.roll.bits(16)).max(self.created)
    }
}

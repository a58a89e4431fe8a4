//! Is the token good, and what can it see: before a connection is saved, and whenever somebody asks again.

use crate::error::causes;
use crate::list::{Listed, list};
use crate::run::Connection;
use futures::stream::{StreamExt, TryStreamExt, iter};
use serde::Serialize;
use serde::de::IgnoredAny;
use windlass_snyk::{ApiError, Client, Identity, PageRequest, Region, version};

/// Organizations that are probed; beyond it the first ones stand for all.
const PROBED: usize = 50;

/// Organizations probed at a time.
const AT_ONCE: usize = 8;

/// Fewest rows Snyk lets one ask for.
const FEWEST: u8 = 10;

/// A connection that works.
#[derive(Debug, Clone)]
pub struct Check {
    /// Whom Snyk takes the token for.
    pub identity: Identity,
    /// Groups the token can list; 0 where it may not.
    pub groups: u64,
    /// What it can see of organizations.
    pub organizations: Access,
}

/// How many organizations the token can read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Access {
    /// Organizations whose projects and issues can be read; with those not probed, if there are many.
    pub accessible: u64,
    /// Organizations that are listed but refuse the API.
    pub inaccessible: u64,
    /// The names of those.
    #[serde(skip)]
    pub refusing: Vec<String>,
}

/// A connection that does not work. The code is DX's where DX has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// `invalid_credentials`, `invalid_permissions`, `wrong_region`, `no_organizations`, `unreachable`, `throttled`, `not_snyk`, or
    /// the code of another failure.
    pub code: &'static str,
    /// What happened, in a sentence.
    pub detail: String,
    /// Why, as far as Snyk or the network says.
    pub why: String,
    /// What to do.
    pub help: String,
    /// Permissions that are missing, by Snyk's names.
    pub missing: Vec<String>,
    /// What can be seen of organizations.
    pub organizations: Access,
}

/// What one organization answered: may it be viewed, may its projects be listed, may its issues?
struct Probe {
    name: String,
    organization: bool,
    projects: bool,
    issues: bool,
}

/// Validates a connection: who the token is, which organizations it sees, and whether it may read what a sync reads.
///
/// `token_host` is the API host that the token itself names, where it does.
///
/// # Errors
/// [`Refusal`], where a sync with this connection could not succeed.
pub async fn check(connection: &Connection, client: &Client, token_host: Option<&str>) -> Result<Check, Box<Refusal>> {
    let refuse = |error: ApiError| refusal(connection, &error, token_host);
    let identity = client.identity().await.map_err(refuse)?;
    let groups = match list::<IgnoredAny>(client, PageRequest::new("/groups", version::GROUPS)).await {
        Ok(groups) => groups.len() as u64,
        // Listing groups is a right of its own; a sync does without.
        Err(ApiError::Forbidden { .. } | ApiError::NotFound { .. }) => 0,
        Err(error) => return Err(refuse(error)),
    };
    let listed = list::<Listed>(client, PageRequest::new("/orgs", version::ORGS)).await.map_err(refuse)?;
    let selected: Vec<Listed> = listed.into_iter().filter(|one| one.is_selected(connection)).collect();
    if selected.is_empty() {
        return Err(no_organizations(connection));
    }
    let beyond = selected.len().saturating_sub(PROBED) as u64;
    let probes: Vec<Probe> = iter(selected.into_iter().take(PROBED))
        .map(|one| probe(client, one))
        .buffered(AT_ONCE)
        .try_collect()
        .await
        .map_err(refuse)?;
    let mut organizations = judge(&probes)?;
    organizations.accessible += beyond;
    Ok(Check { identity, groups, organizations })
}

async fn probe(client: &Client, one: Listed) -> Result<Probe, ApiError> {
    let name = one.attributes.name.unwrap_or_else(|| one.id.clone());
    let collection = |of: &str, version| PageRequest::new(format!("/orgs/{}/{of}", one.id), version).limit(FEWEST);
    let issues = allowed(client.page::<IgnoredAny>(&collection("issues", version::ISSUES)).await)?;
    // Reading issues needs every permission that a sync needs, so that a token which may is asked no more.
    if issues {
        return Ok(Probe { name, organization: true, projects: true, issues });
    }
    let projects = allowed(client.page::<IgnoredAny>(&collection("projects", version::PROJECTS)).await)?;
    let itself = PageRequest::new(format!("/orgs/{}", one.id), version::ORGS);
    let organization = allowed(client.one::<IgnoredAny>(&itself).await)?;
    Ok(Probe { name, organization, projects, issues })
}

/// Whether Snyk allowed it. 404 counts as "no": Snyk answers either to a token without the right.
fn allowed<T>(answer: Result<T, ApiError>) -> Result<bool, ApiError> {
    match answer {
        Ok(_) => Ok(true),
        Err(ApiError::Forbidden { .. } | ApiError::NotFound { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What the probes say: organizations that refuse projects and issues alike have no API access, as those of a person have
/// none; a sync flags them and succeeds. Where others refuse a part, or all refuse, a permission is missing.
fn judge(probes: &[Probe]) -> Result<Access, Box<Refusal>> {
    let refuses_all = |probe: &&Probe| !probe.projects && !probe.issues;
    let refusing: Vec<String> = probes.iter().filter(refuses_all).map(|probe| probe.name.clone()).collect();
    let short: Vec<&Probe> = probes.iter().filter(|probe| !probe.issues && !refuses_all(probe)).collect();
    let accessible = probes.iter().filter(|probe| probe.issues).count() as u64;
    let organizations = Access { accessible, inaccessible: refusing.len() as u64, refusing };
    if short.is_empty() && accessible > 0 {
        return Ok(organizations);
    }
    let place = match short.as_slice() {
        [] => "in any organization".to_owned(),
        [one] => format!("in {}", one.name),
        [one, rest @ ..] => format!("in {} and {} more", one.name, rest.len()),
    };
    let blamed: Vec<&Probe> = if short.is_empty() { probes.iter().collect() } else { short };
    let mut missing: Vec<&str> = Vec::new();
    if blamed.iter().any(|probe| !probe.organization) {
        missing.push("org.read");
    }
    if blamed.iter().any(|probe| !probe.projects) {
        missing.push("org.project.read");
    }
    // Where both were allowed only this is left; where both were refused nothing is known of it.
    if blamed.iter().any(|probe| probe.organization == probe.projects) {
        missing.push("org.project.snapshot.read");
    }
    let labels: Vec<String> = missing.iter().map(|id| format!("{} ({id})", label(id))).collect();
    Err(Box::new(Refusal {
        code: "invalid_permissions",
        detail: format!("the token may not read all that a sync reads {place}"),
        why: "Snyk answered 403".to_owned(),
        help: format!("give the token's role these permissions in Snyk: {}", labels.join(", ")),
        missing: missing.into_iter().map(ToOwned::to_owned).collect(),
        organizations,
    }))
}

/// The permission's name in Snyk's role editor.
fn label(permission: &str) -> &'static str {
    match permission {
        "org.read" => "View Organization",
        "org.project.read" => "View Projects",
        "org.project.snapshot.read" => "View Project history",
        _ => "permission",
    }
}

fn no_organizations(connection: &Connection) -> Box<Refusal> {
    let narrowed = connection.organizations.is_some() || connection.groups.is_some();
    let (detail, help) = if narrowed {
        (
            "the token sees none of the organizations or groups that were asked for",
            "check the ids given with --org and --group",
        )
    } else {
        (
            "the token is good, but it sees no organization",
            "give its owner or service account access to an organization in Snyk",
        )
    };
    Box::new(Refusal {
        code: "no_organizations",
        detail: detail.to_owned(),
        why: format!("{} lists no organization for it", connection.base.host()),
        help: help.to_owned(),
        missing: Vec::new(),
        organizations: Access::default(),
    })
}

fn refusal(connection: &Connection, error: &ApiError, token_host: Option<&str>) -> Box<Refusal> {
    let host = connection.base.host();
    let detail = miette::Diagnostic::help(error).map(|help| help.to_string()).unwrap_or_default();
    let (code, what, help) = match (error, token_host) {
        (ApiError::Unauthorized { .. }, Some(home)) if home != host => (
            "wrong_region",
            format!("the token does not belong to {host}"),
            format!("the token says it belongs to {home}: connect with --url https://{home}"),
        ),
        (ApiError::Unauthorized { .. }, _) => {
            ("invalid_credentials", format!("{host} does not accept the token"), elsewhere(host))
        }
        _ => (error.code(), error.to_string(), detail),
    };
    Box::new(Refusal {
        code,
        detail: what,
        why: why(error),
        help,
        missing: Vec::new(),
        organizations: Access::default(),
    })
}

fn elsewhere(host: &str) -> String {
    let others: Vec<&str> = Region::ALL.iter().map(|region| region.api_host()).filter(|other| *other != host).collect();
    format!(
        "check that the token is whole and not revoked; a token works in its own region only, and others are {} (--region)",
        others.join(", ")
    )
}

/// What Snyk or the network said.
pub(crate) fn why(error: &ApiError) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(error.detail().map(|detail| format!("Snyk said: {detail}")));
    parts.extend(error.request_id().map(|id| format!("request {id}")));
    parts.extend(causes(error));
    if parts.is_empty() { error.to_string() } else { parts.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probe(name: &str, organization: bool, projects: bool, issues: bool) -> Probe {
        Probe { name: name.to_owned(), organization, projects, issues }
    }

    #[test]
    fn an_organization_that_refuses_everything_is_flagged_and_not_fatal() {
        let access = judge(&[probe("acme", true, true, true), probe("private", false, false, false)]).unwrap();
        assert_eq!((access.accessible, access.inaccessible), (1, 1));
        assert_eq!(access.refusing, ["private"]);
    }

    #[test]
    fn a_persons_own_organization_that_can_be_viewed_but_not_read_is_not_fatal() {
        let access = judge(&[probe("acme", true, true, true), probe("my own", true, false, false)]).unwrap();
        assert_eq!((access.accessible, access.inaccessible), (1, 1));
        let refusal = judge(&[probe("my own", true, false, false)]).unwrap_err();
        assert_eq!(refusal.missing, ["org.project.read"], "nothing is left to sync");
    }

    #[test]
    fn each_missing_permission_is_named_by_what_was_refused() {
        let missing =
            |organization, projects| judge(&[probe("acme", organization, projects, false)]).unwrap_err().missing;
        assert_eq!(missing(true, true), ["org.project.snapshot.read"]);
        assert_eq!(missing(true, false), ["org.project.read"]);
        assert_eq!(missing(false, true), ["org.read"]);
        assert_eq!(missing(false, false), ["org.read", "org.project.read", "org.project.snapshot.read"]);
    }
}

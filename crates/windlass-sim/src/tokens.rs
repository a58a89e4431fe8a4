//! Who may call: one token of each kind, and one for each way a token can be wrong.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::catalog::Permission;
use crate::world::World;
use crate::world::id::{Id, Kind};
use crate::world::roll::mix;

/// What a token sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Every group and every organization, personal ones included.
    Everything,
    Group(u32),
    Organization(u32),
}

/// Somebody a token stands for.
#[derive(Debug, Clone)]
pub(crate) struct Principal {
    /// The token's name in [`Tokens`].
    pub(crate) name: &'static str,
    pub(crate) secret: String,
    pub(crate) scope: Scope,
    pub(crate) lacks: Option<Permission>,
    /// Always 401: of another region, or revoked.
    pub(crate) refused: bool,
    pub(crate) about: &'static str,
}

impl Principal {
    pub(crate) fn is_user(&self) -> bool {
        matches!(self.scope, Scope::Everything)
    }

    pub(crate) fn has(&self, permission: Permission) -> bool {
        let scoped = !(permission.is_group_level() && matches!(self.scope, Scope::Organization(_)));
        scoped && self.lacks != Some(permission)
    }
}

/// The tokens of a world. They follow from the seed, are shaped like Snyk's and are worth nothing.
#[derive(Debug, Clone)]
pub struct Tokens {
    pub(crate) principals: Vec<Principal>,
    client_id: String,
    client_secret: String,
}

/// The name under which the OAuth2 client's principal is kept.
pub(crate) const OAUTH_CLIENT: &str = "oauth_client";

macro_rules! by_name {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        impl Tokens {
            $($(#[$doc])* #[must_use] pub fn $name(&self) -> &str {
                self.named(stringify!($name)).unwrap_or_default()
            })*
        }
    };
}

by_name! {
    /// A service account of the first group: all permissions, all organizations of that group.
    group_service_account;
    /// A service account of the first organization: no group permissions, `/groups` is empty.
    organization_service_account;
    /// A user's API token: all groups, all organizations, personal ones without API access too.
    personal;
    /// A personal access token of the same user; its `h` claim names `api.snyk.io`.
    pat;
    /// The group service account without `org.read`.
    without_org_read;
    /// The group service account without `org.project.read`.
    without_project_read;
    /// The group service account without `org.project.snapshot.read`.
    without_snapshot_read;
    /// The group service account without `group.issues.read`.
    without_group_issues_read;
    /// The group service account without `group.read`.
    without_group_read;
    /// A token that is good in another region: always 401 here.
    other_region;
    /// A PAT whose `h` claim names `api.eu.snyk.io`: always 401 here.
    pat_other_region;
    /// A token that was revoked: always 401.
    revoked;
}

impl Tokens {
    pub(crate) fn new(world: &World) -> Self {
        let group = Scope::Group(0);
        let everything = Scope::Everything;
        let first = Scope::Organization(0);
        let rows: [(&'static str, Scope, Option<Permission>, bool, &'static str); 13] = [
            ("group_service_account", group, None, false, "all permissions in the first group"),
            ("organization_service_account", first, None, false, "one organization; /groups is empty"),
            ("personal", everything, None, false, "a user; personal organizations answer 403"),
            ("pat", everything, None, false, "a user's PAT for api.snyk.io"),
            ("without_org_read", group, Some(Permission::OrgRead), false, "lacks org.read"),
            ("without_project_read", group, Some(Permission::OrgProjectRead), false, "lacks org.project.read"),
            (
                "without_snapshot_read",
                group,
                Some(Permission::OrgProjectSnapshotRead),
                false,
                "lacks org.project.snapshot.read",
            ),
            ("without_group_issues_read", group, Some(Permission::GroupIssuesRead), false, "lacks group.issues.read"),
            ("without_group_read", group, Some(Permission::GroupRead), false, "lacks group.read"),
            ("other_region", group, None, true, "of another region: always 401"),
            ("pat_other_region", everything, None, true, "a PAT for api.eu.snyk.io: always 401"),
            ("revoked", group, None, true, "revoked: always 401"),
            (OAUTH_CLIENT, group, None, false, "the OAuth2 client's account; used through /oauth2/token"),
        ];
        let principals = rows.into_iter().enumerate().map(|(at, (name, scope, lacks, refused, about))| {
            let at = at as u64;
            let secret = match name {
                "pat" => pat(world.seed, at, "api.snyk.io"),
                "pat_other_region" => pat(world.seed, at, "api.eu.snyk.io"),
                _ => world.id(Kind::Token, 0, at).to_string(),
            };
            Principal { name, secret, scope, lacks, refused, about }
        });
        Self {
            principals: principals.collect(),
            client_id: world.id(Kind::Token, 1, 0).to_string(),
            client_secret: format!("fake-{}", world.id(Kind::Token, 1, 1)),
        }
    }

    /// The OAuth2 client id; see [`Tokens::client_secret`].
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// The OAuth2 client secret: a group service account that calls `/oauth2/token` for access tokens.
    #[must_use]
    pub fn client_secret(&self) -> &str {
        &self.client_secret
    }

    /// The token called `name`, such as `"personal"`.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&str> {
        self.principals.iter().find(|p| p.name == name && p.name != OAUTH_CLIENT).map(|p| p.secret.as_str())
    }

    /// The group service account that lacks exactly `permission`, if there is one.
    #[must_use]
    pub fn without(&self, permission: Permission) -> Option<&str> {
        self.principals.iter().find(|p| p.lacks == Some(permission)).map(|p| p.secret.as_str())
    }

    /// Name, token and description of each, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let usable = self.principals.iter().filter(|p| p.name != OAUTH_CLIENT);
        usable.map(|p| (p.name, p.secret.as_str(), p.about))
    }

    pub(crate) fn index_of(&self, secret: &str) -> Option<usize> {
        self.principals.iter().position(|p| p.secret == secret && p.name != OAUTH_CLIENT)
    }

    pub(crate) fn oauth_client(&self) -> usize {
        self.principals.len() - 1
    }

    /// Finds a principal by its name or by its token.
    pub(crate) fn find(&self, token: &str) -> Option<&Principal> {
        self.principals.iter().find(|p| p.name == token || p.secret == token)
    }
}

/// `snyk_uat.<8>.<payload>.<checksum>`, with the API host it is for as claim `h`.
fn pat(seed: u64, at: u64, host: &str) -> String {
    let short = Id::anonymous(seed, at).to_string();
    let payload = URL_SAFE_NO_PAD.encode(format!(r#"{{"j":"{}","h":"{host}"}}"#, Id::anonymous(seed ^ 1, at)));
    let checksum = URL_SAFE_NO_PAD.encode(mix(seed, at).to_be_bytes());
    format!("snyk_uat.{}.{payload}.{checksum}", &short[..8])
}

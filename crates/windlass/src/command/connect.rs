//! `windlass connect`

use crate::ages::counted;
use crate::connections::{self, connection, hasty_client, home_of, purpose, save};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::{lines, watch};
use crate::render::out;
use crate::secret::{Given, TokenArgs};
use crate::signals::unless_stopped;
use crate::vault::Vault;
use serde_json::json;
use windlass_model::{Clock, ConnectionId, Json, SystemClock};
use windlass_snyk::{BaseUrl, Region};
use windlass_store::books::ConnectionRow;
use windlass_sync::check::{Check, check};

/// Connect to Snyk: validate a token and remember it
///
/// The token is asked for, unless one of the token flags says where it is; it is stored encrypted.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// What to call it
    #[arg(default_value = "snyk")]
    name: String,

    /// Snyk's region: us-01 (default), us-02, eu-01, au-01, gov-01
    #[arg(long, value_name = "REGION", conflicts_with = "url")]
    region: Option<String>,

    /// The API host of a private region: https://api.acme.snyk.io
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    #[command(flatten)]
    token: TokenArgs,

    /// The token is the secret of this OAuth2 client
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,

    /// Sync only this organization (Snyk's id); may be repeated
    #[arg(long, value_name = "ID")]
    org: Vec<String>,

    /// Sync only the organizations of this group (Snyk's id); may be repeated
    #[arg(long, value_name = "ID")]
    group: Vec<String>,

    /// Store only where the token is (--token-env or --token-file), and read it there on every sync
    #[arg(long)]
    no_store_token: bool,
}

impl Args {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        self.token.refuse_token(&self.name)?;
        if self.no_store_token && !self.token.is_named() {
            return Err(nowhere());
        }
        let asked = self.base()?;
        let store = context.store().await?;
        let given = self.token.read()?;
        let home = home_of(&given.token);
        // A personal access token names its own host; nobody needs to know the region by heart.
        let base = match (asked, &home) {
            (Some(base), _) => base,
            (None, Some(home)) => parse(&format!("https://{home}"))?,
            (None, None) => BaseUrl::region(Region::Us01),
        };
        let known = connections::all(&*store).await?.into_iter().find(|row| row.name == self.name);
        let mut row = self.row(known.as_ref(), &base);
        let client = hasty_client(context, &row, &base, given.token.clone())?;
        let watch = watch(&client, lines(context.json));
        let checked = unless_stopped(check(&connection(&row)?, &client, home.as_deref())).await;
        drop(watch);
        let checked = checked
            .and_then(|checked| checked.map_err(Failure::from))
            .map_err(|failure| failure.keeping("no connection was saved"))?;
        self.keep_secret(&mut row, given)?;
        note(&mut row, &checked);
        save(&*store, row.clone()).await?;
        tell(context, &row, &checked, known.is_some(), &store.location());
        Ok(Exit::Done)
    }

    fn base(&self) -> Result<Option<BaseUrl>, Failure> {
        if let Some(region) = &self.region {
            let region = Region::parse(region).map_err(|error| {
                let name = |region: &Region| region.name().trim_start_matches("SNYK-").to_lowercase();
                let known: Vec<String> = Region::ALL.iter().map(name).collect();
                Failure::usage(
                    error.to_string(),
                    format!("known are {}", known.join(", ")),
                    "use --url for a private region",
                )
            })?;
            return Ok(Some(BaseUrl::region(region)));
        }
        self.url.as_deref().map(parse).transpose()
    }

    fn row(&self, known: Option<&ConnectionRow>, base: &BaseUrl) -> ConnectionRow {
        let now = SystemClock.now();
        let ids = |ids: &[String]| (!ids.is_empty()).then(|| Json::of(&json!(ids)));
        ConnectionRow {
            id: known.map_or_else(|| ConnectionId::random().to_string(), |row| row.id.clone()),
            name: self.name.clone(),
            base_url: base.origin().to_owned(),
            auth: if self.client_id.is_some() { "oauth2" } else { "token" }.to_owned(),
            client_id: self.client_id.clone(),
            organizations: ids(&self.org),
            groups: ids(&self.group),
            created_at: known.map_or(now, |row| row.created_at),
            ..ConnectionRow::default()
        }
    }

    fn keep_secret(&self, row: &mut ConnectionRow, given: Given) -> Result<(), Failure> {
        if self.no_store_token {
            row.secret = given.reference.ok_or_else(nowhere)?;
            return Ok(());
        }
        row.sealed = Some(Vault::to_seal()?.seal(&purpose(row), given.token.expose())?);
        row.secret = "sealed".to_owned();
        Ok(())
    }
}

fn nowhere() -> Failure {
    Failure::usage(
        "--no-store-token needs a place to find the token again",
        "the token was to be entered, not named",
        "use it with --token-env NAME or --token-file PATH",
    )
}

fn parse(url: &str) -> Result<BaseUrl, Failure> {
    BaseUrl::parse(url).map_err(|error| {
        let why = std::error::Error::source(&error).map(ToString::to_string);
        let why = why.unwrap_or_else(|| "a token goes to one https address, Snyk's, and nowhere else".to_owned());
        let help = miette::Diagnostic::help(&error).map(|help| help.to_string()).unwrap_or_default();
        Failure::usage(error.to_string(), why, help)
    })
}

/// Keeps what a validation found.
pub(super) fn note(row: &mut ConnectionRow, checked: &Check) {
    row.principal_kind = Some(checked.identity.kind.clone());
    row.principal_name = Some(checked.identity.name.clone());
    row.checked_at = Some(SystemClock.now());
    row.checked_code = Some("ok".to_owned());
}

/// Says what a validation found, as far as `connect` and `check` have it in common.
pub(super) fn say(checked: &Check, row: &ConnectionRow) {
    let access = &checked.organizations;
    out(&format!(
        "  {} is good: {} \"{}\"",
        row.base_url,
        checked.identity.kind.replace('_', " "),
        checked.identity.name
    ));
    out(&format!(
        "  it can read {} in {}",
        counted(access.accessible, "organization"),
        counted(checked.groups, "group"),
    ));
    if access.inaccessible > 0 {
        out(&format!("  no API access to {}: listed, but nothing in it can be read", access.refusing.join(", ")));
    }
}

/// What a validation found, for machines.
pub(super) fn object(checked: &Check, row: &ConnectionRow) -> serde_json::Value {
    json!({
        "ok": true,
        "connection": row.name,
        "id": row.id,
        "url": row.base_url,
        "principal": { "kind": checked.identity.kind, "name": checked.identity.name },
        "groups": checked.groups,
        "organizations": checked.organizations,
    })
}

fn tell(context: &Context, row: &ConnectionRow, checked: &Check, again: bool, place: &str) {
    if context.json {
        return out(&object(checked, row).to_string());
    }
    out(&format!("{} `{}` in {place}", if again { "Updated" } else { "Saved" }, row.name));
    say(checked, row);
    let token = match row.secret.as_str() {
        "sealed" => "stored, encrypted".to_owned(),
        reference => format!("not stored; read from {reference} on every sync"),
    };
    out(&format!("  the token is {token}"));
    out("");
    out("Next: windlass sync");
}

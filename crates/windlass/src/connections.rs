//! Connections as they are stored.

use crate::context::Context;
use crate::failure::Failure;
use crate::secret::follow;
use crate::vault::Vault;
use windlass_model::{Clock, ConnectionId, Json, Row, RunId, SystemClock};
use windlass_snyk::{BaseUrl, Client, ClientConfig, Credentials, RetryPolicy, Token, TokenKind};
use windlass_store::books::{self, ConnectionRow};
use windlass_store::{Batch, Store, StoreError};
use windlass_sync::Connection;

/// Every connection, by name.
pub(crate) async fn all(store: &dyn Store) -> Result<Vec<ConnectionRow>, StoreError> {
    books::read(store, "order by name", Vec::new()).await
}

/// The connections of those names; all where none is named.
pub(crate) async fn named(store: &dyn Store, names: &[String]) -> Result<Vec<ConnectionRow>, Failure> {
    let all = all(store).await?;
    if all.is_empty() {
        return Err(Failure::usage(
            "there is no connection yet",
            format!("{} holds none", store.location()),
            "run `windlass connect` to make one, or `windlass demo` to look around without an account",
        ));
    }
    if names.is_empty() {
        return Ok(all);
    }
    names
        .iter()
        .map(|name| all.iter().find(|row| row.name == *name).cloned().ok_or_else(|| unknown(name, &all)))
        .collect()
}

/// The connection of that name.
pub(crate) async fn one(store: &dyn Store, name: Option<&str>) -> Result<ConnectionRow, Failure> {
    let names: Vec<String> = name.into_iter().map(ToOwned::to_owned).collect();
    let mut found = named(store, &names).await?;
    if found.len() > 1 {
        let known: Vec<&str> = found.iter().map(|row| row.name.as_str()).collect();
        return Err(Failure::usage(
            "there is more than one connection",
            format!("they are {}", known.join(", ")),
            "name the one you mean",
        ));
    }
    Ok(found.remove(0))
}

fn unknown(name: &str, all: &[ConnectionRow]) -> Failure {
    let known: Vec<&str> = all.iter().map(|row| row.name.as_str()).collect();
    Failure::usage(
        format!("there is no connection named `{name}`"),
        format!("the store holds {}", known.join(", ")),
        "check the name with `windlass connections`",
    )
}

/// Writes a connection's row.
pub(crate) async fn save(store: &dyn Store, row: ConnectionRow) -> Result<(), StoreError> {
    let connection = ConnectionId::parse(&row.id).unwrap_or_else(ConnectionId::random);
    let (run, now) = (RunId::next(), SystemClock.now());
    let books = vec![row.into_book()];
    store.commit(Batch { connection, run, walk: 0, now, records: Vec::new(), books }).await?;
    Ok(())
}

/// What a sync needs to know of a stored connection.
pub(crate) fn connection(row: &ConnectionRow) -> Result<Connection, Failure> {
    let base = BaseUrl::parse(&row.base_url).map_err(|error| damaged(row, error.to_string()))?;
    Ok(Connection {
        id: id(row)?,
        name: row.name.clone(),
        base,
        organizations: ids(row.organizations.as_ref()),
        groups: ids(row.groups.as_ref()),
    })
}

/// A stored connection's id.
pub(crate) fn id(row: &ConnectionRow) -> Result<ConnectionId, Failure> {
    ConnectionId::parse(&row.id).ok_or_else(|| damaged(row, "its id is not a UUID".to_owned()))
}

fn damaged(row: &ConnectionRow, why: String) -> Failure {
    Failure::new(
        "store_damaged",
        format!("the connection `{}` cannot be used", row.name),
        why,
        "run `windlass connect` with the same name to enter it again",
    )
}

fn ids(json: Option<&Json>) -> Option<Vec<String>> {
    // A list that cannot be read narrows to nothing, which is an error later; as "no list" it would widen to everything.
    json.map(|list| list.read().unwrap_or_default())
}

/// The token of a stored connection.
pub(crate) fn token(row: &ConnectionRow) -> Result<Token, Failure> {
    let Some(sealed) = row.sealed.as_deref().filter(|_| row.secret == "sealed") else { return follow(&row.secret) };
    let text = Vault::to_unseal()?.unseal(&purpose(row), sealed)?;
    Token::parse(text).map_err(|error| {
        Failure::new("vault", "the stored token is damaged", error.to_string(), "run `windlass connect` again")
    })
}

/// What a token of a connection may be used for: where it is sent, and as whom.
pub(crate) fn purpose(row: &ConnectionRow) -> String {
    [row.id.as_str(), &row.base_url, row.client_id.as_deref().unwrap_or_default()].join("\n")
}

/// The host that a token names as its own.
pub(crate) fn home_of(token: &Token) -> Option<String> {
    match token.kind() {
        TokenKind::Pat { host } | TokenKind::ServicePat { host } => host,
        TokenKind::Uuid | TokenKind::Jwt | TokenKind::Unknown => None,
    }
}

/// The client for a stored connection.
pub(crate) fn client(context: &Context, row: &ConnectionRow, base: &BaseUrl, token: Token) -> Result<Client, Failure> {
    client_with(context, row, base, token, context.retry.clone())
}

/// The client for a validation, which a person waits for: no long patience.
pub(crate) fn hasty_client(
    context: &Context,
    row: &ConnectionRow,
    base: &BaseUrl,
    token: Token,
) -> Result<Client, Failure> {
    let retry = RetryPolicy { max_attempts: 2, max_throttled: 2, ..context.retry.clone() };
    client_with(context, row, base, token, retry)
}

fn client_with(
    context: &Context,
    row: &ConnectionRow,
    base: &BaseUrl,
    token: Token,
    retry: RetryPolicy,
) -> Result<Client, Failure> {
    let credentials = match &row.client_id {
        Some(client_id) => Credentials::OAuth2 { client_id: client_id.clone(), client_secret: token },
        None => Credentials::Token(token),
    };
    if context.unpaced && !base.is_loopback() {
        return Err(Failure::usage(
            "--unpaced is for a simulator on this machine",
            format!("the connection goes to {}", base.host()),
            "leave it out: without a pace Snyk throttles the token, and everybody else who uses it",
        ));
    }
    let (limits, pace_folder) = (context.limits.clone(), context.pace_folder.clone());
    let config = ClientConfig { retry, limits, pace_folder, ..ClientConfig::new(base.clone(), credentials) };
    Client::new(config).map_err(|error| windlass_sync::SyncError::from(error).into())
}

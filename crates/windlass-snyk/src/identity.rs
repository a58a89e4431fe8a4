//! Who a token is.

use serde::Deserialize;

use crate::client::Client;
use crate::error::ApiError;
use crate::page::PageRequest;
use crate::version;

/// Whom Snyk takes the token for (`GET /self`). The email address Snyk sends along is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// `user`, `service_account`, `app_instance`, or what Snyk invents next.
    pub kind: String,
    /// Snyk's id of the user or account.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The organization it prefers, if it has one.
    pub default_org: Option<String>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(rename = "type")]
    kind: String,
    id: String,
    #[serde(default)]
    attributes: Attributes,
}

#[derive(Default, Deserialize)]
struct Attributes {
    name: Option<String>,
    default_org_context: Option<String>,
}

impl Client {
    /// Asks Snyk who the token is: the cheapest check that it works.
    ///
    /// # Errors
    /// Any [`ApiError`]; [`ApiError::Unauthorized`] also when the token belongs to another region.
    pub async fn identity(&self) -> Result<Identity, ApiError> {
        let wire: Wire = self.one(&PageRequest::new("/self", version::SELF)).await?;
        Ok(Identity {
            kind: wire.kind,
            id: wire.id,
            name: wire.attributes.name.unwrap_or_default(),
            default_org: wire.attributes.default_org_context,
        })
    }
}

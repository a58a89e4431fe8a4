//! Short lists that a check or a verification reads whole, without storing them.

use crate::run::Connection;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use windlass_snyk::{ApiError, Client, PageRequest};

/// An organization as `/orgs` lists it.
#[derive(Deserialize)]
pub(crate) struct Listed {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) attributes: Attributes,
}

#[derive(Default, Deserialize)]
pub(crate) struct Attributes {
    pub(crate) name: Option<String>,
    pub(crate) group_id: Option<String>,
}

impl Listed {
    /// Whether the connection, which may be narrowed, wants it.
    pub(crate) fn is_selected(&self, connection: &Connection) -> bool {
        let group = self.attributes.group_id.as_ref();
        connection.organizations.as_ref().is_none_or(|ids| ids.contains(&self.id))
            && connection.groups.as_ref().is_none_or(|ids| group.is_some_and(|group| ids.contains(group)))
    }
}

/// Every element of a collection.
pub(crate) async fn list<T: DeserializeOwned>(client: &Client, request: PageRequest) -> Result<Vec<T>, ApiError> {
    let mut found = Vec::new();
    let mut next = Some(request.limit(100));
    while let Some(request) = next {
        let page = client.page::<T>(&request).await?;
        found.extend(page.data);
        next = page.next.map(PageRequest::resume);
    }
    Ok(found)
}

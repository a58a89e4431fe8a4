//! `org` and `group` resources.

use super::Json;
use crate::world::World;
use crate::world::org::Org;
use crate::world::time::{DAY, EPOCH, Micros, SECOND};

/// Where an organization is shown; the three places differ a little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrgForm {
    /// In `/orgs` and `/groups/{id}/orgs`.
    Listed,
    /// In `/orgs` with `expand=member_role`.
    WithRole,
    /// In `/orgs/{id}`; with the tenant if `true`.
    Alone(bool),
}

/// Appends the organization.
pub(crate) fn org(json: &mut Json, world: &World, org: &Org, now: Micros, form: OrgForm) {
    json.raw(r#"{"type":"org","id":"#).id(world.org_id(org.index)).raw(r#","attributes":{"name":"#).str(&org.name(now));
    json.raw(r#","slug":"#).str(&org.slug).raw(r#","is_personal":"#).bool(org.group.is_none());
    match org.group {
        Some(group) => {
            json.raw(r#","group_id":"#).id(world.group_id(group));
        }
        // Absent by the schema; clients have met null.
        None if org.index % 2 == 1 => {
            json.raw(r#","group_id":null"#);
        }
        None => {}
    }
    json.raw(r#","created_at":"#).time(org.created).raw(r#","updated_at":"#).time(org.updated(now));
    if !matches!(form, OrgForm::Alone(_)) && org.index % 3 != 2 {
        json.raw(r#","access_requests_enabled":"#).bool(org.index % 3 == 1);
    }
    json.raw("}");
    match form {
        OrgForm::WithRole => {
            json.raw(r#","relationships":{"member_role":{"data":{"type":"org_role","id":"#);
            json.id(world.group_id(900)).raw(r#","attributes":{"name":"Org Admin"}}}}"#);
        }
        OrgForm::Alone(true) => {
            json.raw(r#","relationships":{"tenant":{"data":{"type":"tenant","id":"#);
            json.id(world.group_id(901)).raw("}}}");
        }
        OrgForm::Listed | OrgForm::Alone(false) => {}
    }
    json.raw("}");
}

/// Appends the group; alone it has more attributes than in a list.
pub(crate) fn group(json: &mut Json, world: &World, group: u32, alone: bool) {
    json.raw(r#"{"type":"group","id":"#).id(world.group_id(group)).raw(r#","attributes":{"name":"#);
    json.str(&world.group_name(group));
    if alone {
        let created = EPOCH - 1_600 * DAY + i64::from(group) * SECOND;
        json.raw(r#","slug":"group-"#).int(u64::from(group)).raw(r#"","created_at":"#).time(created);
        json.raw(r#","updated_at":"#).time(created);
    }
    json.raw("}}");
}

//! A connection is validated before it is saved: each kind of token has its code.

use crate::support::World;
use windlass_sim::{Fault, Limits, Sim};
use windlass_snyk::{Client, RetryPolicy};
use windlass_sync::check::{Check, Refusal, check};

async fn world(token: &str) -> World {
    let builder = Sim::builder().seed(31).organization_sizes(&[(2, 12), (2, 8), (1, 4)]).personal_organizations(1);
    World::new(builder.limits(Limits::none().silence(std::time::Duration::ZERO)).start().await.unwrap(), token).await
}

async fn checked(world: &World, token_host: Option<&str>) -> Result<Check, Box<Refusal>> {
    let client =
        Client::new(windlass_snyk::ClientConfig { retry: RetryPolicy::once(), ..world.client_config() }).unwrap();
    check(&world.connection, &client, token_host).await
}

async fn refused(token: &str, token_host: Option<&str>) -> Refusal {
    *checked(&world(token).await, token_host).await.unwrap_err()
}

#[tokio::test]
async fn check_says_who_the_token_is_and_what_it_sees() {
    for (token, kind, groups, accessible, inaccessible) in [
        ("group_service_account", "service_account", 1, 3, 0),
        ("organization_service_account", "service_account", 0, 1, 0),
        ("personal", "user", 1, 3, 1),
        ("pat", "user", 1, 3, 1),
        ("without_group_issues_read", "service_account", 1, 3, 0),
    ] {
        let found = checked(&world(token).await, None).await.unwrap();
        assert_eq!(found.identity.kind, kind, "{token}");
        assert_eq!(found.groups, groups, "{token}");
        let seen = (found.organizations.accessible, found.organizations.inaccessible);
        assert_eq!(seen, (accessible, inaccessible), "{token}");
        assert_eq!(found.organizations.refusing.len() as u64, inaccessible, "{token}");
    }
}

#[tokio::test]
async fn check_names_the_permission_that_is_missing() {
    for (token, missing) in [
        ("without_org_read", "org.read"),
        ("without_project_read", "org.project.read"),
        ("without_snapshot_read", "org.project.snapshot.read"),
    ] {
        let refusal = refused(token, None).await;
        assert_eq!(refusal.code, "invalid_permissions", "{token}");
        assert_eq!(refusal.missing, [missing], "{token}");
        assert!(refusal.help.contains(missing), "{token}: {}", refusal.help);
    }
}

#[tokio::test]
async fn check_tells_a_bad_token_from_one_of_another_region() {
    assert_eq!(refused("revoked", None).await.code, "invalid_credentials");
    assert_eq!(refused("other_region", None).await.code, "invalid_credentials");
    let refusal = refused("pat_other_region", Some("api.eu.snyk.io")).await;
    assert_eq!(refusal.code, "wrong_region");
    assert!(refusal.help.contains("api.eu.snyk.io"), "{}", refusal.help);
    let own = world("revoked").await.connection.base.host().to_owned();
    assert_eq!(refused("revoked", Some(&own)).await.code, "invalid_credentials", "a token that is at home is bad");
}

#[tokio::test]
async fn check_of_a_connection_narrowed_to_nothing_sees_no_organizations() {
    let mut world = world("group_service_account").await;
    world.connection.organizations = Some(vec!["00000000-0000-4000-8000-000000000000".to_owned()]);
    let refusal = checked(&world, None).await.unwrap_err();
    assert_eq!(refusal.code, "no_organizations");
    assert!(refusal.help.contains("--org"), "{}", refusal.help);
}

#[tokio::test]
async fn check_gives_the_code_of_whatever_else_went_wrong() {
    let cases = [
        (Fault::throttle(), "throttled"),
        (Fault::html(200), "not_snyk"),
        (Fault::status(500), "server_error"),
        (Fault::hang(), "timeout"),
        (Fault::maintenance(), "maintenance"),
        (Fault::redirect("http://127.0.0.2:9"), "redirected"),
    ];
    for (fault, code) in cases {
        let world = world("group_service_account").await;
        world.sim.fault(fault);
        let refusal = checked(&world, None).await.unwrap_err();
        assert_eq!(refusal.code, code);
        assert!(!refusal.detail.is_empty() && !refusal.why.is_empty() && !refusal.help.is_empty(), "{refusal:?}");
    }
    let mut world = world("group_service_account").await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    world.connection.base = windlass_snyk::BaseUrl::parse(&format!("http://{free}")).unwrap();
    assert_eq!(checked(&world, None).await.unwrap_err().code, "unreachable");
}

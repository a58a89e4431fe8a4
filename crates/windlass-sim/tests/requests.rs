//! Versions, parameters, tokens: what is refused, and how.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly, its helpers too")]

mod common;

use common::{Caller, VERSION, body};
use reqwest::Client;
use serde_json::Value;
use std::time::Duration;
use windlass_sim::{Limits, Permission, Sim, SimBuilder};

fn small() -> SimBuilder {
    Sim::builder().seed(3).organization_sizes(&[(6, 80), (3, 30)]).limits(Limits::none())
}

/// The refusal's status and the parameter it names.
async fn refusal(caller: &Caller, path: &str) -> (u16, String) {
    let response = caller.send(path).await.unwrap();
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    assert_eq!(headers["content-type"], "application/vnd.api+json", "{path}");
    assert!(headers.contains_key("snyk-request-id"), "{path}");
    assert!(headers.contains_key("snyk-version-requested"), "{path}");
    let body = body(response).await;
    let error = &body["errors"][0];
    assert_eq!(error["status"], status.to_string(), "{path}: {body}");
    assert!(error["detail"].is_string() && error["code"].is_string(), "{path}: {body}");
    (status, error["source"]["parameter"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn versions_are_negotiated_as_documented() {
    let sim = small().check_on_drop(false).start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().group_service_account());
    for (path, served, stage) in [
        ("/self?version=2024-10-15", "2024-04-22", "ga"),
        ("/orgs?version=2023-06-01", "2023-05-29", "ga"),
        ("/groups?version=2024-02-28~beta", "2023-01-30~beta", "beta"),
        ("/groups?version=2026-01-01", "2023-01-30~beta", "beta"),
        ("/orgs?version=2022-12-31~beta", "2022-12-15~beta", "beta"),
    ] {
        let response = caller.send(path).await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(response.headers()["snyk-version-served"], served, "{path}");
        assert_eq!(response.headers()["snyk-version-lifecycle-stage"], stage, "{path}");
        assert_eq!(response.headers()["date"], "Thu, 01 Jan 2026 00:00:00 GMT");
    }
    assert_eq!(refusal(&caller, "/orgs").await, (400, "version".to_owned()));
    assert_eq!(refusal(&caller, "/orgs?version=latest").await, (400, "version".to_owned()));
    assert_eq!(refusal(&caller, "/orgs?version=2026-01-02").await, (400, "version".to_owned()));
    assert_eq!(refusal(&caller, "/groups?version=2024-02-28").await.0, 404);
    assert_eq!(refusal(&caller, "/groups?version=2024-10-15~beta").await.0, 404);
    assert_eq!(refusal(&caller, "/no/such/thing?version=2024-10-15").await.0, 404);
    assert_eq!(sim.stats().without_version, 1);
}

#[tokio::test]
async fn parameters_are_read_strictly() {
    let sim = small().start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().group_service_account());
    let org = sim.truth("personal").organization_ids()[0].clone();
    for (query, parameter) in [
        ("limit=15", "limit"),
        ("limit=5", "limit"),
        ("limit=110", "limit"),
        ("limit=ten", "limit"),
        ("limit=10&limit=10", "limit"),
        ("version=2024-10-15", "version"),
        ("sort=created_at", "sort"),
        ("status=closed", "status"),
        ("status=open&status=resolved", "status"),
        ("ignored=True", "ignored"),
        ("type=license,code", "type"),
        ("effective_severity_level=high,urgent", "effective_severity_level"),
        ("updated_after=yesterday", "updated_after"),
        ("updated_after=2026-01-01", "updated_after"),
        ("updated_after=2026-01-01T00:00:00+02:00", "updated_after"),
        ("scan_item.id=1234", "scan_item.id"),
        ("scan_item_id=1234", "scan_item_id"),
        ("starting_after=v1.abc", "starting_after"),
    ] {
        let got = refusal(&caller, &format!("/orgs/{org}/issues?{VERSION}&{query}")).await;
        assert_eq!(got, (400, parameter.to_owned()), "{query}");
    }
    for (query, status) in [
        ("status=open,resolved&limit=100", 200),
        ("updated_after=2026-01-01T00:00:00%2B02:00", 200),
        ("scan_item.type=environment", 200),
    ] {
        assert_eq!(caller.status(&format!("/orgs/{org}/issues?{VERSION}&{query}")).await, status, "{query}");
    }
    assert_eq!(caller.status(&format!("/orgs/{org}/targets?{VERSION}&limit=7")).await, 200);
    assert_eq!(refusal(&caller, &format!("/orgs/not-a-uuid/issues?{VERSION}")).await.0, 400);
    let nobody = "4a18d42f-0706-4ad0-b127-24078731fbed";
    assert_eq!(refusal(&caller, &format!("/orgs/{nobody}/issues?{VERSION}")).await.0, 404);
    assert_eq!(refusal(&caller, &format!("/orgs/{org}/issues/{nobody}?{VERSION}")).await.0, 404);
}

#[tokio::test]
async fn both_ends_of_a_page_may_not_be_given() {
    let sim = small().start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().group_service_account());
    let org = sim.truth("personal").organization_ids()[0].clone();
    let first = format!("/orgs/{org}/issues?{VERSION}&limit=10&status=open,resolved");
    let page = caller.json(&first).await;
    let next = caller.next(&page).unwrap();
    assert!(next.contains("%3D") || !next.contains("=="), "the cursor's padding is percent-encoded: {next}");
    let cursor = next.split("starting_after=").nth(1).unwrap();
    let both = format!("{next}&ending_before={cursor}");
    assert_eq!(refusal(&caller, &both).await.0, 400);
    assert_eq!(refusal(&caller, &format!("{next}&limit=10")).await.0, 400, "a limit may not be added to next");
    let second = caller.json(&next).await;
    let back = format!("/orgs/{org}/issues?{VERSION}&limit=10&ending_before={}", cursor_of(&caller, &second));
    let third = caller.json(&back).await;
    assert_eq!(third["data"].as_array().unwrap().len(), 10);
}

fn cursor_of(caller: &Caller, page: &Value) -> String {
    caller.next(page).unwrap().split("starting_after=").nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn each_token_sees_what_it_may_see() {
    let sim = small().personal_organizations(2).start().await.unwrap();
    let tokens = sim.tokens();
    let all = sim.truth("personal").organization_ids();
    let group = sim.truth("personal").groups()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(all.len(), 4);
    assert_eq!(sim.truth("group_service_account").organization_ids(), all[..2]);
    assert_eq!(sim.truth("organization_service_account").organization_ids(), all[..1]);

    let user = Caller::new(&sim, tokens.personal());
    assert_eq!(user.json(&format!("/self?{VERSION}")).await["data"]["type"], "user");
    for personal in &all[2..] {
        assert_eq!(user.status(&format!("/orgs/{personal}/projects?{VERSION}")).await, 403);
        assert_eq!(user.status(&format!("/orgs/{personal}/issues?{VERSION}")).await, 403);
        assert_eq!(user.status(&format!("/orgs/{personal}?{VERSION}")).await, 200);
    }
    let one = Caller::new(&sim, tokens.organization_service_account());
    assert_eq!(one.walk(&format!("/groups?{VERSION}")).await.len(), 0);
    assert_eq!(one.status(&format!("/groups/{group}/issues?{VERSION}")).await, 403);
    assert_eq!(one.status(&format!("/orgs/{}/issues?{VERSION}", all[1])).await, 404);

    let org = &all[0];
    for (permission, path) in [
        (Permission::OrgRead, format!("/orgs/{org}/issues?{VERSION}")),
        (Permission::OrgProjectRead, format!("/orgs/{org}/projects?{VERSION}")),
        (Permission::OrgProjectSnapshotRead, format!("/orgs/{org}/issues?{VERSION}")),
        (Permission::GroupIssuesRead, format!("/groups/{group}/issues?{VERSION}")),
        (Permission::GroupRead, format!("/groups/{group}/orgs?{VERSION}")),
    ] {
        let lacking = Caller::new(&sim, tokens.without(permission).unwrap());
        assert_eq!(refusal(&lacking, &path).await.0, 403, "{permission:?}");
        let holding = Caller::new(&sim, tokens.group_service_account());
        assert_eq!(holding.status(&path).await, 200, "{permission:?}");
    }
    for token in [tokens.other_region(), tokens.pat_other_region(), tokens.revoked(), "nonsense"] {
        let caller = Caller::new(&sim, token);
        assert_eq!(refusal(&caller, &format!("/self?{VERSION}")).await.0, 401);
    }
    let mut shouting = Caller::new(&sim, tokens.pat());
    shouting.authorization = shouting.authorization.replace("token", "TOKEN");
    assert_eq!(shouting.status(&format!("/self?{VERSION}")).await, 200);
    let payload = tokens.pat().split('.').nth(2).unwrap();
    assert!(tokens.pat().starts_with("snyk_uat.") && !payload.is_empty());
}

#[tokio::test]
async fn client_credentials_buy_tokens_that_expire() {
    let sim = small().token_lifetime(Duration::from_secs(3_599)).start().await.unwrap();
    let caller = Caller::new(&sim, "unused");
    let form = |secret: &str| {
        format!("grant_type=client_credentials&client_id={}&client_secret={secret}", sim.tokens().client_id())
    };
    let send = async |client: &Client, form: String| {
        let request = client.post(format!("{}/oauth2/token", sim.url())).body(form);
        request.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap()
    };
    let refused = send(&caller.client, form("wrong")).await;
    assert_eq!(refused.status(), 401);
    assert_eq!(body(refused).await["error"], "invalid_client");
    let granted = body(send(&caller.client, form(sim.tokens().client_secret())).await).await;
    assert_eq!((granted["expires_in"].as_u64(), granted["token_type"].as_str()), (Some(3_599), Some("bearer")));
    let mut bearer = Caller::new(&sim, "unused");
    bearer.authorization = format!("Bearer {}", granted["access_token"].as_str().unwrap());
    assert_eq!(bearer.status(&format!("/self?{VERSION}")).await, 200);

    let brief = small().token_lifetime(Duration::ZERO).start().await.unwrap();
    let request = caller.client.post(format!("{}/oauth2/token", brief.url())).body(form(sim.tokens().client_secret()));
    let granted = body(request.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap()).await;
    bearer.base = brief.url();
    bearer.authorization = format!("bearer {}", granted["access_token"].as_str().unwrap());
    assert_eq!(bearer.status(&format!("/self?{VERSION}")).await, 401, "a token without lifetime is dead at once");
}

#[tokio::test]
async fn the_older_api_answers_in_its_own_way() {
    let sim = small().start().await.unwrap();
    let caller = Caller::new(&sim, sim.tokens().personal());
    let truth = sim.truth("personal");
    let orgs = body(caller.send_url(&format!("{}/v1/orgs", sim.url())).await.unwrap()).await;
    assert_eq!(orgs["orgs"].as_array().unwrap().len(), truth.organization_ids().len());
    let me = body(caller.send_url(&format!("{}/v1/user/me", sim.url())).await.unwrap()).await;
    assert!(me["email"].as_str().unwrap().contains('@'));
    let org = &truth.organization_ids()[0];
    let mut expected = 0;
    let mut found = 0;
    for project in truth.projects(org) {
        let url = format!("{}/v1/org/{org}/project/{}/aggregated-issues", sim.url(), common::id(&project));
        let request = caller.client.post(url).header("authorization", &caller.authorization).body("{}");
        let answer = body(request.send().await.unwrap()).await;
        found += answer["issues"].as_array().unwrap().len();
        let old = ["package_vulnerability", "license"];
        expected += truth
            .issues(org)
            .filter(|i| i["relationships"]["scan_item"]["data"]["id"] == project["id"])
            .filter(|i| i["attributes"]["status"] == "open" && old.contains(&i["attributes"]["type"].as_str().unwrap()))
            .count();
    }
    assert_eq!(found, expected);
    let nobody = Caller::new(&sim, "nonsense");
    let refused = body(nobody.send_url(&format!("{}/v1/orgs", sim.url())).await.unwrap()).await;
    assert_eq!((refused["code"].as_u64(), refused["message"].as_str()), (Some(401), Some("Not authorised")));
}

#[tokio::test]
async fn answers_are_compressed_for_callers_that_ask_when_switched_on() {
    let sim = small().gzip(true).start().await.unwrap();
    let org = sim.truth("personal").organization_ids()[0].clone();
    // The workspace's reqwest asks for gzip and undoes it, so the sizes tell.
    let caller = Caller::new(&sim, sim.tokens().group_service_account());
    let rows = caller.walk(&format!("/orgs/{org}/issues?{VERSION}&limit=100")).await;
    assert_eq!(rows, sim.truth("group_service_account").issues(&org).collect::<Vec<_>>());
    assert!(sim.stats().bytes < 40_000, "{} bytes for 80 issues", sim.stats().bytes);
}

#[tokio::test]
async fn the_log_knows_the_caller_but_never_the_token() {
    let sim = small().start().await.unwrap();
    let token = sim.tokens().personal().to_owned();
    let caller = Caller::new(&sim, &token);
    let (one, two) = (format!("/self?{VERSION}"), format!("/orgs?{VERSION}"));
    let (first, second) = tokio::join!(caller.status(&one), caller.status(&two));
    assert_eq!((first, second), (200, 200));
    let records = sim.requests();
    assert_eq!(records.len(), 2);
    assert!(records.iter().all(|r| r.principal.as_deref() == Some("personal") && r.scheme.as_deref() == Some("token")));
    assert!(!format!("{records:?}").contains(&token));
    assert_eq!(sim.stats().by_endpoint["GET /orgs"], 1);
    assert_eq!(sim.stats().by_status[&200], 2);
}

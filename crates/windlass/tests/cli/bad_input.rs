//! What people get wrong, and what the network gets wrong: four lines, the right exit code, nothing lost.

use crate::support::{TOKEN, User, company, start, until};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;
use windlass_sim::{Fault, Sim};

fn connecting(sim: &Sim, token: &str) -> crate::support::Done {
    let user = User::new();
    let done = user.connect(sim, token);
    assert_eq!(user.number("select count(*) from windlass_connections"), 0, "a refused connection was saved");
    done
}

#[test]
fn a_wrong_token_is_refused_as_invalid_credentials() {
    let sim = start(company());
    let user = User::new();
    let connect = ["connect", "--url", &sim.url(), "--token-stdin"];
    user.run_with_input(&connect, "2f0c1d53-5d53-4dd0-a4ac-6f0c53a8bb5e")
        .fails(4, &["does not accept the token", "--region"]);
    let refused = user.run_with_input(&["connect", "--json", "--url", &sim.url(), "--token-stdin"], "not-a-token");
    assert_eq!(refused.json()["error"], "invalid_credentials");
    connecting(&sim, "revoked").fails(4, &["does not accept the token", "no connection was saved"]);
}

#[test]
fn a_token_of_another_region_is_told_where_it_belongs() {
    let sim = start(company());
    connecting(&sim, "pat_other_region").fails(4, &["does not belong to 127.0.0.1", "https://api.eu.snyk.io"]);
    connecting(&sim, "other_region").fails(4, &["api.eu.snyk.io"]);
}

#[test]
fn every_missing_permission_is_named() {
    let sim = start(company());
    for (token, permission) in [
        ("without_org_read", "org.read"),
        ("without_project_read", "org.project.read"),
        ("without_snapshot_read", "org.project.snapshot.read"),
    ] {
        connecting(&sim, token).fails(5, &[permission, "no connection was saved"]);
    }
    // These a sync does without.
    for token in ["without_group_issues_read", "without_group_read", "organization_service_account"] {
        let user = User::connected(&sim, token);
        user.run(&["sync"]).ok();
        user.assert_exact(&sim, token);
    }
}

#[test]
fn a_token_that_sees_no_organization_is_refused() {
    let sim = start(company());
    let user = User::new().with(TOKEN, sim.tokens().organization_service_account());
    let others = &sim.truth("personal").organization_ids()[2];
    let connect = ["connect", "--url", &sim.url(), "--token-env", TOKEN, "--org", others];
    user.run(&connect).fails(5, &["none of the organizations", "check the ids"]);
    let alone = start(company().organizations(0).projects(0).issues(0));
    connecting(&alone, "personal").fails(5, &["it sees no organization"]);
}

#[test]
fn a_host_that_nobody_answers_for_is_unreachable() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    let rows = user.number("select count(*) from snyk_issues");
    sim.shutdown();
    user.run(&["sync"]).fails(6, &["cannot reach Snyk", "refused"]);
    user.run(&["check"]).fails(6, &["cannot reach Snyk", "refused"]);
    user.run(&["verify"]).fails(6, &["cannot reach Snyk", "refused"]);
    assert_eq!(user.number("select count(*) from snyk_issues where removed_at is null"), rows);
}

/// A server that gives everybody the same answer. Its address.
fn always(content_type: &'static str, body: &'static str) -> String {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", server.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in server.incoming() {
            let Ok(mut stream) = stream else { continue };
            let _ = stream.read(&mut [0; 4096]);
            let length = body.len();
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
            );
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
        }
    });
    url
}

#[test]
fn what_is_not_snyk_is_told_apart_from_what_is() {
    let user = User::new().with(TOKEN, "2f0c1d53-5d53-4dd0-a4ac-6f0c53a8bb5e");
    for (content_type, body) in [
        ("text/html", "<html>Please log in</html>"),
        ("application/json", "{\"hello\":\"world\"}"),
        ("application/json", "[1, 2"),
        ("application/vnd.api+json", "{\"hello\":\"world\"}"),
        ("text/plain", ""),
    ] {
        let url = always(content_type, body);
        let refused = user.run(&["connect", "--url", &url, "--token-env", TOKEN]);
        refused.fails(6, &["no connection was saved"]);
    }
    assert_eq!(user.number("select count(*) from windlass_connections"), 0);
}

#[test]
fn a_token_that_is_throttled_for_ever_is_given_up_with_nothing_lost() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    let rows = user.number("select count(*) from snyk_issues");
    sim.fault(Fault::throttle().retry_after(0).always());
    user.run(&["check"]).fails(6, &["throttles", "other tools"]);
    user.run(&["sync"]).fails(6, &["throttles"]);
    assert_eq!(user.number("select count(*) from snyk_issues where removed_at is null"), rows);
    sim.clear_faults();
    user.run(&["sync"]).ok();
}

#[test]
fn p8_a_plain_http_address_elsewhere_is_refused_before_anything_is_sent() {
    let user = User::new().with(TOKEN, "2f0c1d53-5d53-4dd0-a4ac-6f0c53a8bb5e");
    let refused =
        |url: &str, words: &[&str]| user.run(&["connect", "--url", url, "--token-env", TOKEN]).fails(2, words);
    refused("http://api.snyk.io", &["plain http", "api.snyk.io", "https"]);
    refused("http://127.0.0.1.nip.io", &["plain http"]);
    refused("api.eu.snyk.io", &["not a URL", "https://api.eu.snyk.io"]);
    refused("ftp://api.snyk.io", &["https://"]);
    refused("https://app.snyk.io/org/acme", &["path"]);
    refused("https://me:hunter2@api.snyk.io", &["user name"]);
    refused("", &["not a URL"]);
}

#[test]
fn a_connection_that_does_not_exist_is_told_with_those_that_do() {
    let sim = start(company());
    let user = User::new();
    for args in [&["sync"][..], &["check"], &["verify"], &["disconnect", "snyk"], &["sync", "nope"]] {
        user.run(args).fails(2, &["there is no connection yet", "windlass connect", "windlass demo"]);
    }
    user.run(&["runs", "last"]).fails(2, &["there is no run yet", "windlass sync"]);
    user.run(&["runs"]).ok().says("No run yet");
    user.connect(&sim, "personal").ok();
    user.run(&["runs", "zzz"]).fails(2, &["there is no run `zzz`"]);
    for args in [&["sync", "nope"][..], &["check", "nope"], &["verify", "nope"], &["disconnect", "nope"]] {
        user.run(args).fails(2, &["`nope`", "the store holds snyk", "windlass connections"]);
    }
    user.run_with_input(&["connect", "two", "--url", &sim.url(), "--token-stdin"], sim.tokens().pat()).ok();
    user.run(&["check"]).fails(2, &["more than one", "snyk, two"]);
}

#[test]
fn a_token_that_is_not_there_is_told_with_where_it_was_looked_for() {
    let sim = start(company());
    let mut user = User::new();
    let url = sim.url();
    user.run(&["connect", "--url", &url, "--token-env", TOKEN]).fails(4, &[TOKEN, "not set"]);
    user.run(&["connect", "--url", &url, "--token-file", "absent"]).fails(4, &["absent", "No such file"]);
    user.run(&["connect", "--url", &url, "--token-file", "."]).fails(4, &["directory"]);
    user.run_with_input(&["connect", "--url", &url, "--token-stdin"], "").fails(4, &["empty"]);
    user.run_with_input(&["connect", "--url", &url, "--token-stdin"], "token abc").fails(4, &["white space"]);
    user.run(&["connect", "--url", &url]).fails(2, &["not a terminal", "--token-stdin"]);
    user.run(&["connect", "--url", &url, "--token-stdin", "--no-store-token"]).fails(2, &["--no-store-token"]);
    user.set(TOKEN, sim.tokens().personal());
    user.run(&["connect", "--url", &url, "--token-env", TOKEN, "--no-store-token"]).ok();
    user.run(&["sync"]).ok();
    user.unset(TOKEN);
    for command in ["sync", "check", "verify"] {
        user.run(&[command]).fails(4, &[TOKEN, "not set", "nothing was changed"]);
    }
}

#[test]
fn p7_a_token_where_its_place_belongs_is_refused_and_not_repeated() {
    let sim = start(company());
    let token = sim.tokens().pat();
    let user = User::new();
    for args in [&["connect", token][..], &["connect", "--token-env", token], &["connect", "--token-file", token]] {
        let refused = user.run(args).fails(2, &["a token was given on the command line", "--token-env NAME"]);
        assert!(!refused.err.contains(token) && !refused.out.contains(token), "{refused:#?}");
    }
    assert!(!user.database().exists());
}

#[test]
fn a_key_that_does_not_fit_is_told_and_the_right_one_works_again() {
    let sim = start(company());
    let mut user = User::connected(&sim, "personal");
    let key = std::fs::read_to_string(user.key()).unwrap();
    std::fs::write(user.key(), "damaged").unwrap();
    user.run(&["sync"]).fails(1, &["holds no key", "32 random bytes"]);
    let other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    std::fs::write(user.key(), other).unwrap();
    user.run(&["sync"]).fails(1, &["cannot be decrypted", "windlass connect"]);
    user.run(&["connections"]).ok().says("snyk");
    std::fs::rename(user.key(), user.path("mislaid")).unwrap();
    user.run(&["check"]).fails(1, &["does not exist", "restore it"]);
    std::fs::rename(user.path("mislaid"), user.key()).unwrap();
    std::fs::write(user.key(), &key).unwrap();
    user.run(&["sync"]).ok();
    user.set("WINDLASS_KEY", other);
    user.run(&["sync"]).fails(1, &["cannot be decrypted"]);
    user.set("WINDLASS_KEY", "short");
    user.run(&["sync"]).fails(1, &["WINDLASS_KEY holds no key", "openssl rand"]);
    user.set("WINDLASS_KEY", key.trim());
    user.run(&["sync"]).ok();
}

#[cfg(unix)]
#[test]
fn p7_a_key_file_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    assert_eq!(std::fs::metadata(user.key()).unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::set_permissions(user.key(), std::fs::Permissions::from_mode(0o640)).unwrap();
    user.run(&["sync"]).fails(1, &["can be read by others", "640", "chmod 600"]);
    std::fs::set_permissions(user.key(), std::fs::Permissions::from_mode(0o600)).unwrap();
    user.run(&["sync"]).ok();
}

#[test]
fn two_syncs_of_one_connection_at_once_are_one_sync_and_one_refusal() {
    let sim = start(company().latency(Duration::from_millis(100)));
    let user = User::connected(&sim, "personal");
    let before = sim.stats().requests;
    let first = user.start(&["sync"]);
    until("the first sync asks Snyk", || sim.stats().requests > before);
    user.run(&["sync"]).fails(8, &["another run of this connection is under way", "nothing was changed"]);
    user.run(&["disconnect", "snyk"]).fails(8, &["another run"]);
    // Readers are not in the way.
    user.run(&["connections"]).ok();
    first.wait().ok();
    user.run(&["sync"]).ok();
    user.assert_exact(&sim, "personal");
}

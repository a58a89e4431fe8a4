//! P7: a token is in no log, error, file in the clear or process list.
#![cfg(unix)]

use crate::support::{Done, TOKEN, User, company, files, start, until};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use std::io::Write;
use std::process::Stdio;
use std::time::Duration;
use windlass_sim::{Fault, Sim};

/// What must not be found: a secret as it is, in base64, and percent-encoded.
struct Secrets(Vec<String>);

impl Secrets {
    fn of(secrets: &[&str]) -> Self {
        let mut forms = Vec::new();
        for secret in secrets {
            forms.push((*secret).to_owned());
            forms.push(URL_SAFE_NO_PAD.encode(secret));
            forms.push(STANDARD_NO_PAD.encode(secret));
            // The middle of it, wherever it stands in a longer text.
            for shift in 1..3 {
                let text = format!("{}{secret}", "x".repeat(shift));
                let encoded = STANDARD.encode(text);
                forms.push(encoded[4..encoded.len() - 4].to_owned());
            }
        }
        Self(forms)
    }

    #[track_caller]
    fn are_absent_from(&self, what: &str, bytes: &[u8]) {
        for form in &self.0 {
            let found = bytes.windows(form.len()).position(|window| window == form.as_bytes());
            if let Some(at) = found {
                let around =
                    String::from_utf8_lossy(&bytes[at.saturating_sub(120)..(at + form.len()).min(bytes.len())]);
                panic!("the secret is in {what}: …{around}");
            }
        }
    }

    #[track_caller]
    fn are_not_in(&self, done: &Done) {
        self.are_absent_from("standard output", done.out.as_bytes());
        self.are_absent_from("standard error", done.err.as_bytes());
    }

    /// Looks through every byte of every file that the user has, but the token's own.
    #[track_caller]
    fn are_not_below(&self, user: &User) {
        let found = files(&user.path("home"));
        assert!(found.iter().any(|path| path.ends_with("windlass.db")), "{found:?}");
        for path in found {
            self.are_absent_from(&path.display().to_string(), &std::fs::read(&path).unwrap());
        }
    }
}

fn every_command(sim: &Sim, user: &User, secrets: &Secrets) {
    for format in ["text", "json"] {
        let loud = |command: &str| user.run(&[command, "--log", "trace", "--log-format", format]);
        for command in ["check", "sync", "verify", "connections", "runs"] {
            let done = loud(command).ok();
            secrets.are_not_in(&done);
            assert!(command == "connections" || command == "runs" || done.err.len() > 1_000, "{command} logs nothing");
        }
        for fault in [
            Fault::status(500).always(),
            Fault::old_unauthorized().always(),
            Fault::html(403).always(),
            Fault::redirect("http://127.0.0.1:1/elsewhere").always(),
            Fault::next_foreign("http://127.0.0.1:1").always(),
            Fault::cut().always(),
            Fault::throttle().retry_after(0).always(),
        ] {
            sim.fault(fault);
            for command in ["check", "sync", "verify"] {
                let done = loud(command);
                secrets.are_not_in(&done);
            }
            sim.clear_faults();
        }
    }
    secrets.are_not_below(user);
}

#[test]
fn p7_a_stored_token_appears_nowhere() {
    let sim = start(company().projects(4).issues(60));
    let user = User::new();
    let token = sim.tokens().pat().to_owned();
    let secrets = Secrets::of(&[&token]);
    let connect = ["connect", "--url", &sim.url(), "--token-stdin", "--log", "trace"];
    secrets.are_not_in(&user.run_with_input(&connect, &token).ok());
    every_command(&sim, &user, &secrets);
}

#[test]
fn p7_a_token_that_snyk_refuses_or_the_server_repeats_appears_nowhere() {
    let sim = start(company());
    let user = User::new();
    let token = sim.tokens().revoked().to_owned();
    let connect = ["connect", "--url", &sim.url(), "--token-stdin", "--log", "trace"];
    Secrets::of(&[&token]).are_not_in(&user.run_with_input(&connect, &token).fails(4, &[]));

    // A server that says back what it was sent, as some do in their errors.
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", server.local_addr().unwrap());
    std::thread::spawn(move || {
        for (stream, status) in server
            .incoming()
            .zip(["401 Unauthorized", "403 Forbidden", "400 Bad Request", "500 Oops"].into_iter().cycle())
        {
            use std::io::Read;
            let mut stream = stream.unwrap();
            let mut bytes = [0; 8192];
            let read = stream.read(&mut bytes).unwrap();
            let sent = String::from_utf8_lossy(&bytes[..read]).replace('\r', "").replace('\n', " ");
            let body = serde_json::json!({
                "jsonapi": { "version": "1.0" },
                "errors": [{ "status": "400", "title": sent, "detail": format!("you sent {sent}"), "code": sent }],
            });
            let body = body.to_string();
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: application/vnd.api+json\r\nsnyk-request-id: {}\r\n",
                "abc"
            );
            let _ = write!(stream, "{head}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
        }
    });
    let token = sim.tokens().personal();
    for format in ["text", "json", "text", "json"] {
        let connect = ["connect", "--url", &url, "--token-stdin", "--log", "trace", "--log-format", format];
        let done = user.run_with_input(&connect, token);
        assert_ne!(done.code, Some(0));
        Secrets::of(&[token]).are_not_in(&done);
    }
    Secrets::of(&[token]).are_not_below(&user);
}

#[test]
fn p7_a_token_that_is_not_stored_leaves_nothing_sealed() {
    let sim = start(company().projects(4).issues(60));
    let token = sim.tokens().personal().to_owned();
    let secrets = Secrets::of(&[&token]);
    let user = User::new().with(TOKEN, &token);
    let connect = ["connect", "--url", &sim.url(), "--token-env", TOKEN, "--no-store-token", "--log", "trace"];
    secrets.are_not_in(&user.run(&connect).ok());
    every_command(&sim, &user, &secrets);
    assert_eq!(user.number("select count(sealed) from windlass_connections"), 0);
    assert_eq!(user.rows("select secret from windlass_connections")[0]["secret"], format!("env:{TOKEN}"));
    assert!(!user.key().exists());
}

#[test]
fn p7_an_oauth_secret_and_its_access_tokens_appear_nowhere() {
    let sim = start(company().projects(4).issues(60));
    let user = User::new();
    let secret = sim.tokens().client_secret().to_owned();
    let connect =
        ["connect", "--url", &sim.url(), "--client-id", sim.tokens().client_id(), "--token-stdin", "--log", "trace"];
    let connected = user.run_with_input(&connect, &secret).ok();
    let secrets = Secrets::of(&[&secret]);
    secrets.are_not_in(&connected);
    every_command(&sim, &user, &secrets);
    // Access tokens are made up by the simulator on the way: whatever follows `Bearer` or `access_token` would be one.
    let loud = user.run(&["sync", "--log", "trace"]).ok();
    for word in ["Bearer ", "access_token\":\"", "Basic "] {
        assert!(!loud.err.contains(word), "{word} is logged");
    }
}

#[test]
fn p7_the_process_list_does_not_show_the_token() {
    let sim = start(company().latency(Duration::from_millis(100)));
    let user = User::new();
    let token = sim.tokens().personal().to_owned();
    let file = user.file("token", &token);
    let secrets = Secrets::of(&[&token]);
    let url = sim.url();
    for args in [
        &["connect", "--url", &url, "--token-stdin"][..],
        &["connect", "--url", &url, "--token-file", &file],
        &["sync"],
    ] {
        let before = sim.stats().requests;
        let mut command = user.command(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(token.as_bytes()).unwrap();
        until("it talks to Snyk", || sim.stats().requests > before);
        let process = format!("/proc/{}", child.id());
        if std::path::Path::new("/proc").is_dir() {
            for file in ["cmdline", "environ"] {
                secrets.are_absent_from(file, &std::fs::read(format!("{process}/{file}")).unwrap());
            }
        }
        assert!(child.wait().unwrap().success());
    }
    secrets.are_not_below(&user);
}

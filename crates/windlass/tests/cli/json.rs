//! What machines read: the keys of every `--json` output are a promise.

use crate::support::{TOKEN, User, company, keys, start};
use windlass_sim::Fault;

const REPORT: [&str; 12] = [
    "connection",
    "duration_ms",
    "errors",
    "mode",
    "requests",
    "retries",
    "run",
    "status",
    "streams",
    "throttled",
    "waited",
    "warnings",
];

const REFUSAL: [&str; 8] = ["detail", "error", "help", "kept", "missing", "ok", "organizations", "why"];

#[test]
fn connect_and_check_print_one_object_with_what_they_found() {
    let sim = start(company());
    let user = User::new().with(TOKEN, sim.tokens().personal());
    let found = ["connection", "groups", "id", "ok", "organizations", "principal", "url"];
    for args in [&["connect", "--json", "--url", &sim.url(), "--token-env", TOKEN][..], &["check", "--json"]] {
        let object = user.run(args).ok().json();
        assert_eq!(keys(&object), found);
        assert_eq!(keys(&object["organizations"]), ["accessible", "inaccessible"]);
        assert_eq!(keys(&object["principal"]), ["kind", "name"]);
        assert_eq!(object["ok"], true);
    }
}

#[test]
fn a_connection_that_is_refused_prints_one_object_with_what_is_missing() {
    let sim = start(company());
    let user = User::new().with(TOKEN, sim.tokens().without_snapshot_read());
    let refused = user.run(&["connect", "--json", "--url", &sim.url(), "--token-env", TOKEN]);
    let object = refused.json();
    assert_eq!((refused.code, refused.err.as_str()), (Some(5), ""));
    assert_eq!(keys(&object), REFUSAL);
    assert_eq!((&object["ok"], &object["error"]), (&false.into(), &"invalid_permissions".into()));
    assert_eq!(object["missing"], serde_json::json!(["org.project.snapshot.read"]));
    assert_eq!(keys(&object["organizations"]), ["accessible", "inaccessible"]);
}

#[test]
fn sync_prints_one_object_a_connection() {
    let sim = start(company());
    let mut user = User::connected(&sim, "personal").with(TOKEN, sim.tokens().group_service_account());
    user.run(&["connect", "gone", "--url", &sim.url(), "--token-env", TOKEN, "--no-store-token"]).ok();
    let full = user.run(&["sync", "snyk", "--json"]).ok();
    assert_eq!(full.err, "");
    let report = full.json();
    assert_eq!(keys(&report), REPORT);
    assert_eq!((&report["status"], &report["mode"]), (&"succeeded".into(), &"full".into()));
    assert_eq!(keys(&report["streams"]), ["groups", "issues", "organizations", "projects", "targets"]);
    assert_eq!(keys(&report["waited"]), ["gate_ms", "network_ms", "store_ms"]);
    for (name, stream) in report["streams"].as_object().unwrap() {
        assert_eq!(keys(stream), ["changed", "failed_scans", "pages", "removed", "rows", "scans"], "{name}");
    }
    // One of two cannot begin: a line for each, and each says whose it is.
    user.unset(TOKEN);
    let both = user.run(&["sync", "--json"]);
    assert_eq!((both.code, both.err.as_str()), (Some(4), ""));
    let lines: Vec<serde_json::Value> = both.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = lines.iter().map(|line| line["connection"].as_str().unwrap()).collect();
    assert_eq!(names, ["gone", "snyk"]);
    assert_eq!((&lines[0]["ok"], &lines[0]["error"]), (&false.into(), &"invalid_credentials".into()));
    assert_eq!(lines[1]["status"], "succeeded");
}

#[test]
fn p11_one_organization_that_fails_makes_the_run_partial_and_its_error_has_a_code() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    let unlucky = &sim.truth("personal").organization_ids()[1];
    sim.fault(Fault::status(500).on_path(format!("{unlucky}/projects")).always());
    let partial = user.run(&["sync", "--json"]);
    let report = partial.json();
    assert_eq!((partial.code, &report["status"]), (Some(3), &"partial".into()));
    assert_eq!(report["errors"].as_array().map(Vec::len), Some(1));
    let error = &report["errors"][0];
    assert_eq!(keys(error), ["code", "help", "message", "scope", "stream", "why"]);
    assert_eq!((&error["stream"], &error["code"]), (&"projects".into(), &"server_error".into()));
    assert_eq!(report["streams"]["projects"]["failed_scans"], 1);
    user.run(&["sync"]).fails(3, &["could not finish reading projects of", "every other scan is complete"]);
    sim.clear_faults();
    user.run(&["sync"]).ok();
    user.assert_exact(&sim, "personal");
}

#[test]
fn connections_runs_verify_and_disconnect_print_what_they_say() {
    let sim = start(company());
    let user = User::new();
    assert_eq!(user.run(&["connections", "--json"]).ok().out, "[]\n");
    assert_eq!(user.run(&["runs", "--json"]).ok().out, "[]\n");
    user.connect(&sim, "personal").ok();
    user.run(&["sync"]).ok();
    let connections = user.run(&["connections", "--json"]).ok().json();
    let columns = [
        "auth",
        "checked",
        "checked_at",
        "created_at",
        "groups",
        "id",
        "name",
        "organizations",
        "principal",
        "token",
        "url",
    ];
    assert_eq!(keys(&connections[0]), columns);
    let runs = user.run(&["runs", "--json"]).ok().json();
    let columns = [
        "changed",
        "connection",
        "error",
        "finished_at",
        "gate_ms",
        "mode",
        "network_ms",
        "removed",
        "requests",
        "rows",
        "run",
        "started_at",
        "status",
        "store_ms",
        "throttled",
    ];
    assert_eq!(keys(&runs[0]), columns);
    let run = user.run(&["runs", "last", "--json"]).ok().json();
    assert_eq!(run["run"], runs[0]["run"]);
    let columns =
        ["changed", "error", "kind", "message", "mode", "pages", "removed", "rows", "scope", "status", "stream"];
    assert_eq!(keys(&run["scans"][0]), columns);
    let beginning = run["run"].as_str().unwrap().chars().take(13).collect::<String>();
    assert_eq!(user.run(&["runs", &beginning, "--json"]).ok().json(), run);
    let verified = user.run(&["verify", "--json"]).ok().json();
    assert_eq!(keys(&verified), ["connection", "ok", "verification"]);
    assert_eq!(keys(&verified["verification"]), ["counts", "differences", "inaccessible", "requests"]);
    assert_eq!(keys(&verified["verification"]["counts"]["projects"]), ["ours", "snyk"]);
    let gone = user.run(&["disconnect", "snyk", "--json"]).ok().json();
    assert_eq!(gone, serde_json::json!({ "ok": true, "connection": "snyk", "rows_deleted": 0 }));
}

#[test]
fn scorecards_print_one_object_with_what_they_say() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["scorecard", "init"]).ok();
    let report = user.run(&["sync", "--json"]).ok().json();
    let scorecards = ["as_of", "cards", "problems"];
    assert_eq!(keys(&report["scorecards"]), scorecards);
    let run = user.run(&["scorecard", "run", "--json"]).ok().json();
    assert_eq!(keys(&run), ["as_of", "below", "cards", "dry_run", "forgotten", "ok", "problems", "unjudged"]);
    let card = &run["cards"][0];
    let columns = ["checks", "entities", "errors", "groups", "id", "moved", "moves", "name", "published", "type"];
    assert_eq!(keys(card), columns);
    assert_eq!(keys(card), keys(&report["scorecards"]["cards"][0]));
    assert_eq!(keys(&card["groups"][0]), ["entities", "key", "name"]);
    assert_eq!(keys(&card["moves"]), ["down", "gone", "new", "other", "up"]);
    let columns = ["error", "fail", "key", "name", "not_applicable", "pass", "published", "warn"];
    assert_eq!(keys(&card["checks"][0]), columns);
    let list = user.run(&["scorecard", "list", "--json"]).ok().json();
    assert_eq!(keys(&list), ["problems", "scorecards"]);
    let columns = ["checks", "entities", "errors", "evaluated_at", "id", "in_folder", "name", "published", "type"];
    assert_eq!(keys(&list["scorecards"][0]), columns);
    user.file("scorecards/bad.yaml", "name: A\n");
    let lint = user.run(&["scorecard", "lint", "--json"]).json();
    assert_eq!(keys(&lint), ["files", "ok", "problems", "sql_checked"]);
    assert_eq!(keys(&lint["problems"][0]), ["column", "file", "help", "line", "what"]);
}

#[test]
fn the_schema_for_machines_has_tables_views_and_their_columns() {
    let schema = User::new().run(&["schema", "--json"]).ok().json();
    assert_eq!(keys(&schema), ["tables", "views"]);
    for table in schema["tables"].as_array().unwrap() {
        let name = &table["name"];
        for key in ["name", "kind", "doc", "columns"] {
            assert!(table.get(key).is_some(), "{name} has no {key}");
        }
        for column in table["columns"].as_array().unwrap() {
            assert!(column["doc"].as_str().is_some_and(|doc| !doc.is_empty()), "{name} {column}");
        }
    }
    for view in schema["views"].as_array().unwrap() {
        assert_eq!(keys(view), ["columns", "doc", "kind", "name"]);
    }
}

#[test]
fn every_failure_is_one_object_where_machines_asked() {
    let user = User::new();
    let failures: [(&[&str], i32); 6] = [
        (&["sync", "--json"], 2),
        (&["check", "nope", "--json"], 2),
        (&["sync", "--stream", "nope", "--json"], 2),
        (&["--json", "synk"], 2),
        (&["sql", "delete from snyk_issues", "--json"], 2),
        (&["runs", "last", "--json"], 2),
    ];
    for (args, code) in failures {
        let failed = user.run(args);
        assert_eq!((failed.code, failed.err.as_str()), (Some(code), ""), "{args:?}");
        let object = failed.json();
        assert_eq!(keys(&object), ["detail", "error", "help", "kept", "ok", "why"], "{args:?}");
        assert!(object.as_object().unwrap().values().all(|value| value != ""), "{object}");
    }
}

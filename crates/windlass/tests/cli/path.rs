//! The path everybody walks: connect, sync, look, verify, leave.

use crate::support::{TOKEN, User, company, start};
use std::time::Duration;
use windlass_sim::Fault;

#[test]
fn a_token_in_a_variable_connects_syncs_and_verifies() {
    let sim = start(company());
    let user = User::new().with(TOKEN, sim.tokens().group_service_account());
    user.run(&["connections"]).ok().says("No connection yet");
    let connected = user.run(&["connect", "--url", &sim.url(), "--token-env", TOKEN]).ok();
    let connected = connected.says("Saved `snyk`").says("it can read 3 organizations in 1 group");
    connected.says("the token is stored, encrypted").says("Next: windlass sync");
    user.run(&["connections"]).ok().says("group_service_account").says("sealed");
    user.run(&["check"]).ok().says("`snyk` works");
    let synced = user.run(&["sync"]).ok().says("snyk: succeeded in").says("full");
    assert!(synced.err.contains("organizations: 3 rows, 3 changed"), "{synced:#?}");
    user.assert_exact(&sim, "group_service_account");
    user.run(&["verify"]).ok().says("the tables hold what Snyk lists");
    user.run(&["sync"]).ok().says("incremental");
    user.run(&["runs"]).ok().says("incremental").says("full").says("succeeded");
    let last = user.run(&["runs", "last"]).ok().says("incremental").says("issues").says("waiting for Snyk's answers");
    let group = &sim.truth("group_service_account").groups()[0];
    let name = format!("group {}", group["attributes"]["name"].as_str().unwrap());
    last.says(&name);
    assert_eq!(user.number(&format!("select count(*) from windlass_run_scans where scope_name = '{name}'")), 2);
}

#[test]
fn runs_show_where_the_time_went() {
    // A throttle of a second is most of what this sync takes; the network is slow enough to be seen beside it.
    let sim = start(company().latency(Duration::from_millis(5)));
    let user = User::connected(&sim, "group_service_account");
    sim.fault(Fault::throttle().on_path("/targets").retry_after(1));
    user.run(&["sync"]).ok();
    let run = user.run(&["runs", "last", "--json"]).ok().json();
    let ms = |name: &str| run[name].as_u64().unwrap();
    assert!(ms("gate_ms") >= 900, "{run}");
    assert!(ms("network_ms") >= 20, "{run}");
    assert!(ms("store_ms") > 0, "{run}");
    let spans = "select (julianday(finished_at) - julianday(started_at)) * 86400000 >= gate_ms + network_ms - 5 as fits \
                 from windlass_runs";
    assert_eq!(user.rows(spans)[0]["fits"], 1, "gate and network are parts of one time");
    let shown = user.run(&["runs"]).ok().out;
    for column in ["took", "network", "gate", "store"] {
        assert!(shown.lines().next().unwrap().contains(column), "{shown}");
    }
    assert!(shown.contains('%'), "{shown}");
    // A run that an older windlass recorded, or that was cut off, has no such times.
    let database = rusqlite::Connection::open(user.database()).unwrap();
    database.execute("update windlass_runs set gate_ms = null, network_ms = null, store_ms = null", []).unwrap();
    drop(database);
    let shown = user.run(&["runs"]).ok().out;
    assert!(!shown.contains('%'), "{shown}");
    user.run(&["runs", "last"]).ok().says("succeeded");
}

#[test]
fn verify_ends_with_9_when_the_company_has_moved_on_and_0_after_another_sync() {
    let sim = start(company());
    let user = User::connected(&sim, "group_service_account");
    user.run(&["sync"]).ok();
    sim.set_day(40.0);
    let differs = user.run(&["verify"]);
    assert_eq!(differs.code, Some(9), "{differs:#?}");
    differs.says("difference").says("windlass sync");
    let differs = user.run(&["verify", "--json"]);
    assert_eq!((differs.code, differs.json()["ok"].as_bool()), (Some(9), Some(false)));
    user.run(&["sync"]).ok();
    user.run(&["verify"]).ok();
    user.run(&["sync", "--full"]).ok();
    user.assert_exact(&sim, "group_service_account");
}

#[test]
fn a_token_comes_from_a_file_and_may_stay_there() {
    let sim = start(company());
    let user = User::new();
    let file = user.file("token", &format!("{}\n", sim.tokens().personal()));
    let connect = ["connect", "work", "--url", &sim.url(), "--token-file", &file, "--no-store-token"];
    user.run(&connect).ok().says(&format!("not stored; read from file:{file} on every sync"));
    assert!(!user.key().exists(), "a key is made where nothing is sealed");
    user.run(&["sync", "work"]).ok();
    user.file("token", sim.tokens().revoked());
    user.run(&["sync", "work"]).fails(4, &["401"]);
    user.run(&["check", "work"]).fails(4, &["does not accept the token", "the connection and all its rows"]);
    let object = user.run(&["connections", "--json"]).ok().json();
    assert_eq!(object[0]["checked"], "invalid_credentials");
}

#[test]
fn an_oauth_client_connects_with_its_id_and_secret() {
    let sim = start(company());
    let user = User::new();
    let id = sim.tokens().client_id();
    let connect = ["connect", "--url", &sim.url(), "--client-id", id, "--token-stdin"];
    user.run_with_input(&connect, sim.tokens().client_secret()).ok();
    user.run(&["sync"]).ok();
    user.run(&["verify"]).ok();
    user.run_with_input(&connect, "wrong").fails(4, &["Snyk refused the client id and secret"]);
    user.run(&["check"]).ok();
}

#[test]
fn a_personal_access_token_connects() {
    let sim = start(company());
    let user = User::connected(&sim, "pat");
    user.run(&["sync"]).ok();
    user.assert_exact(&sim, "pat");
}

#[test]
fn every_form_of_the_address_that_people_paste_is_one_connection() {
    let sim = start(company());
    let user = User::new().with(TOKEN, sim.tokens().personal());
    for end in ["", "/", "/rest", "/rest/", "/v1", "/v1/"] {
        user.run(&["connect", "--url", &format!("{}{end}", sim.url()), "--token-env", TOKEN]).ok();
        let connections = user.run(&["connections", "--json"]).ok().json();
        assert_eq!(connections.as_array().map(Vec::len), Some(1));
        assert_eq!(connections[0]["url"], sim.url());
    }
}

#[test]
fn a_connection_is_narrowed_to_organizations_and_groups() {
    let sim = start(company());
    let user = User::new().with(TOKEN, sim.tokens().group_service_account());
    let truth = sim.truth("group_service_account");
    let wanted = &truth.organization_ids()[1];
    user.run(&["connect", "--url", &sim.url(), "--token-env", TOKEN, "--org", wanted]).ok().says("1 organization in");
    user.run(&["sync"]).ok();
    user.run(&["verify"]).ok();
    assert_eq!(user.number("select count(*) from snyk_issues"), truth.issue_count(wanted));
    let group = truth.groups()[0]["id"].as_str().unwrap().to_owned();
    user.run(&["connect", "all", "--url", &sim.url(), "--token-env", TOKEN, "--group", &group]).ok();
    user.run(&["sync", "all"]).ok();
    user.run(&["verify", "all"]).ok();
    let absent = "00000000-0000-4000-8000-000000000000";
    let connect = ["connect", "none", "--url", &sim.url(), "--token-env", TOKEN, "--org", absent];
    user.run(&connect).fails(5, &["none of the organizations", "--org"]);
}

#[test]
fn a_stream_is_synced_alone_with_the_organizations_it_needs() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    let report = user.run(&["sync", "--stream", "projects", "--json"]).ok().json();
    let streams: Vec<_> = report["streams"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(streams, ["organizations", "projects"]);
    assert_eq!(user.number("select count(*) from snyk_issues"), 0);
    assert_eq!(
        user.number("select count(*) from snyk_projects"),
        report["streams"]["projects"]["rows"].as_u64().unwrap()
    );
}

#[test]
fn a_query_is_printed_as_table_csv_or_json_and_stops_at_its_limit() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    let query = "select 1 as one, 'a,\"b' as two union all select 2, null order by 1";
    assert_eq!(user.run(&["sql", query]).ok().out, "one  two\n1    a,\"b\n2\n");
    assert_eq!(user.run(&["sql", query, "--format", "csv"]).ok().out, "one,two\n1,\"a,\"\"b\"\n2,\n");
    let rows = "[{\"one\":1,\"two\":\"a,\\\"b\"},{\"one\":2,\"two\":null}]\n";
    assert_eq!(user.run(&["sql", query, "--format", "json"]).ok().out, rows);
    assert_eq!(user.run(&["sql", query, "--json"]).ok().out, rows);
    assert_eq!(user.run_with_input(&["sql", "-", "--json"], query).ok().out, rows);
    let limited = user.run(&["sql", "select id from snyk_issues", "--limit", "3", "--json"]).ok();
    assert_eq!(limited.json().as_array().map(Vec::len), Some(3));
    assert!(limited.err.contains("note: stopped after 3 rows"), "{limited:#?}");
    let all = user.run(&["sql", "select id from snyk_issues", "--limit", "0", "--json"]).ok();
    assert!(all.json().as_array().map(Vec::len) > Some(200) && all.err.is_empty());
    let endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n";
    user.run(&["sql", endless, "--timeout", "1"]).fails(2, &["did not end within 1 s"]);
    // What a title holds must not move the cursor.
    let escape = user.run(&["sql", "select char(27) || '[31mred' as title"]).ok();
    assert!(!escape.out.contains('\u{1b}'), "{escape:#?}");
}

#[test]
fn a_query_that_would_write_is_refused_and_writes_nothing() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync", "--stream", "projects"]).ok();
    let before = user.number("select count(*) from snyk_projects");
    for query in [
        "delete from snyk_projects",
        "update snyk_projects set name = 'x'",
        "drop table snyk_projects",
        "insert into windlass_clock values (2, 3)",
        "create table mine (x)",
        "pragma journal_mode = delete",
        "attach database 'elsewhere.db' as elsewhere",
        "vacuum into 'copy.db'",
        "select 1; delete from snyk_projects",
        "begin",
        "",
        "selec",
        "select * from nowhere",
    ] {
        user.run(&["sql", query]).fails(2, &["nothing was changed"]);
    }
    assert_eq!(user.number("select count(*) from snyk_projects"), before);
    assert!(!user.path("copy.db").exists() && !user.path("elsewhere.db").exists());
}

#[test]
fn the_schema_is_shown_in_every_format_without_a_database() {
    let user = User::new();
    user.run(&["schema"]).ok().says("snyk_issues").says("open_issues");
    user.run(&["schema", "snyk_issues"]).ok().says("effective_severity_level");
    user.run(&["schema", "open_issues"]).ok().says("age_days");
    user.run(&["schema", "--format", "ddl"]).ok().says("create table").says("create view");
    user.run(&["schema", "--format", "dot"]).ok().says("digraph windlass {").says("\"snyk_issues\" -> ");
    user.run(&["schema", "--format", "markdown"]).ok().says("## snyk_issues\n").says("## open_issues (view)\n");
    let schema = user.run(&["schema", "--format", "json"]).ok().json();
    assert_eq!(schema, user.run(&["schema", "--json"]).ok().json());
    let one = user.run(&["schema", "snyk_issues", "--json"]).ok().json();
    assert_eq!(one["tables"][0]["name"], "snyk_issues");
    user.run(&["schema", "nope"]).fails(2, &["`nope`", "snyk_issues"]);
    assert!(!user.database().exists());
}

#[test]
fn disconnecting_forgets_the_token_and_keeps_or_deletes_the_rows() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    let issues = user.number("select count(*) from snyk_issues");
    user.run(&["disconnect", "snyk"]).ok().says("Its rows stay").says("revoke it in Snyk");
    assert_eq!(user.number("select count(*) from snyk_issues"), issues);
    assert_eq!(user.number("select count(*) from windlass_connections"), 0);
    user.run(&["disconnect", "snyk"]).fails(2, &["no connection"]);

    user.connect(&sim, "personal").ok();
    user.run(&["sync"]).ok();
    assert_eq!(user.number("select count(*) from snyk_issues"), 2 * issues, "a new connection has rows of its own");
    user.run(&["disconnect", "snyk", "--delete-rows"]).ok().says("deleted");
    assert_eq!(user.number("select count(*) from snyk_issues"), issues, "only its own rows are deleted");
}

#[test]
fn a_connection_whose_address_is_damaged_can_be_forgotten() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    let database = rusqlite::Connection::open(user.database()).unwrap();
    database.execute("update windlass_connections set base_url = 'nonsense'", []).unwrap();
    drop(database);
    user.run(&["sync"]).fails(7, &["the connection `snyk` cannot be used", "windlass connect"]);
    user.run(&["disconnect", "snyk", "--delete-rows"]).ok().says("Forgot `snyk`");
    assert_eq!(user.number("select count(*) from windlass_connections"), 0);
    assert_eq!(user.number("select count(*) from snyk_issues"), 0);
}

#[test]
fn connecting_again_under_the_same_name_keeps_the_rows_and_takes_the_new_token() {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    let id = user.run(&["connections", "--json"]).ok().json()[0]["id"].clone();
    user.connect(&sim, "group_service_account").ok().says("Updated `snyk`");
    let connections = user.run(&["connections", "--json"]).ok().json();
    assert_eq!((&connections[0]["id"], &connections[0]["principal"]["name"]), (&id, &"group_service_account".into()));
    user.run(&["sync"]).ok();
    user.run(&["verify"]).ok();
}

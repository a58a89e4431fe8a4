//! Entities: derived with a sync, by the policy, and from files.

use crate::support::{User, company, keys, start};
use serde_json::Value;
use windlass_sim::Sim;

/// Somebody whose company is synced.
fn synced() -> (Sim, User) {
    let sim = start(company());
    let user = User::connected(&sim, "personal");
    user.run(&["sync"]).ok();
    (sim, user)
}

/// The first of the projects that belong to no service.
fn unmapped(user: &User) -> Value {
    user.run(&["entities", "unmapped", "--json"]).ok().json()[0].clone()
}

#[test]
fn entities_come_with_a_sync_and_projects_of_no_service_are_listed() {
    let (_sim, user) = synced();
    let all = user.run(&["entities", "list", "--json"]).ok().json();
    assert_eq!(keys(&all[0]), ["identifier", "name", "owner", "projects", "properties", "source", "type"]);
    let of = |kind: &str| all.as_array().unwrap().iter().filter(|entity| entity["type"] == kind).count() as u64;
    assert_eq!(of("organization"), user.number("select count(*) from snyk_organizations"));
    assert_eq!(of("project"), user.number("select count(*) from snyk_projects"));
    assert_eq!(of("repository"), user.number("select count(distinct display_name) from snyk_targets"));
    assert_eq!(of("service"), user.number("select count(distinct value) from snyk_project_tags where key = 'service'"));
    let tagged = "select count(distinct project_id) from snyk_project_tags where key = 'service'";
    let left = user.run(&["entities", "unmapped", "--json"]).ok().json();
    assert_eq!(left.as_array().unwrap().len() as u64 + user.number(tagged), of("project"));
    assert_eq!(keys(&left[0]), ["id", "name", "organization", "repository", "url"]);
    user.run(&["entities", "list", "service"]).ok().says("identifier");
    user.run(&["entities", "unmapped"]).ok().says("projects belong to no service");
    user.run(&["entities", "list", "team"]).fails(2, &["no entity of type `team`", "organization, project"]);
    let facts = "select count(*) from entity_facts where entity_type = 'project' and projects <> 1";
    assert_eq!(user.number(facts), 0);
}

#[test]
fn a_policy_names_services_and_allows_days_and_a_bad_one_keeps_what_was_synced() {
    let (_sim, user) = synced();
    let breached = || user.number("select count(*) from open_issues where sla_days = 3 and severity = 'low'");
    assert_eq!(breached(), 0);
    let policy = user.file(
        "policy.yaml",
        "sla: {default: {low: 3}}\nservices:\n  rules:\n    - {repository: '**', service: everything}\n",
    );
    user.run(&["sync", "--policy", &policy]).ok();
    assert!(breached() > 0);
    user.run(&["entities", "unmapped", "--policy", &policy]).ok().says("Every project belongs to a service");
    user.run(&["entities", "list", "service"]).ok().says("everything");
    let rows = user.number("select count(*) from windlass_entities");
    // Where there is no file the one before stays; where there is a bad one, too, and the sync has worked.
    user.run(&["sync"]).ok();
    let bad = user.file("bad.yaml", "sla:\n  default: {lowest: 3, high: -1}\n");
    let failed = user.run(&["sync", "--policy", &bad]);
    assert!(failed.out.contains("succeeded"), "{failed:#?}");
    failed.fails(
        1,
        &["the policy cannot be applied", "bad.yaml:2:13: `lowest` is no severity", "-1 days", "all that was synced"],
    );
    assert!(breached() > 0);
    assert_eq!(user.number("select count(*) from windlass_entities"), rows);
}

#[test]
fn files_are_imported_as_a_whole_or_not_at_all() {
    let (_sim, user) = synced();
    let project = unmapped(&user);
    let (id, name) = (project["id"].as_str().unwrap(), project["repository"].as_str().unwrap());
    let catalog = user.file(
        "catalog-info.yaml",
        &format!(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: shop\n  annotations:\n    snyk.io/project-ids: {id}\n\
             spec: {{owner: group:default/red}}\n---\napiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {{name: sales}}\n"
        ),
    );
    let table = user.file("more.csv", &format!("identifier,repository,tier\nbank,{name},1\n"));
    let imported = || user.number("select count(*) from windlass_imported_entities");

    user.run(&["entities", "import", &catalog, "--dry-run"])
        .ok()
        .says("Would import 2 entities as `catalog-info.yaml`");
    assert_eq!(imported(), 0);
    user.run(&["entities", "import", &catalog, &table]).fails(2, &["--source"]);
    let done = user.run(&["entities", "import", &catalog, &table, "--source", "all", "--json"]).ok().json();
    assert_eq!(keys(&done), ["dropped", "dry_run", "entities", "mapped", "ok", "shared", "source", "unmapped"]);
    let shop =
        serde_json::json!({"type": "service", "identifier": "shop", "name": "shop", "owner": "red", "projects": 1});
    assert_eq!((&done["entities"][0], imported()), (&shop, 3));
    assert_ne!(unmapped(&user)["id"], project["id"], "the first of those that are left is another one");

    let bad = user.file("bad.csv", "identifier\nshop\nshop\n");
    let words = ["the entities cannot be imported", "bad.csv:3: the service `shop` is there twice", "line 2"];
    user.run(&["entities", "import", &bad, "--source", "all"]).fails(1, &words);
    user.run(&["entities", "import", "nowhere.json"]).fails(1, &["nowhere.json: it cannot be read"]);
    user.run(&["entities", "import", "notes.txt"]).fails(1, &["its ending does not tell"]);
    assert_eq!(imported(), 3);
    user.run(&["entities", "import", &table, "--source", "all"]).ok().says("Imported 1 entity as `all`");
    assert_eq!(imported(), 1);
    // A sync keeps what was imported.
    user.run(&["entities", "list", "service"]).ok().says("bank");
}

#[test]
fn of_two_sources_the_last_wins_and_what_one_brought_can_be_forgotten() {
    let (_sim, user) = synced();
    let organization = user.run(&["entities", "list", "organization", "--json"]).ok().json()[0].clone();
    let (slug, name) = (organization["identifier"].as_str().unwrap(), organization["name"].as_str().unwrap());
    assert_ne!(slug, name);
    let of = |owner: &str| format!("type,identifier,owner\nOrganization,{slug},{owner}\nservice,shop,{owner}\n");
    let (one, other) = (user.file("one.csv", &of("ann")), user.file("another.csv", &of("bob")));
    user.run(&["entities", "import", &one]).ok().says("ann");
    let second = user.run(&["entities", "import", &other]).ok().says("bob");
    assert!(second.err.contains("`shop` is also in `one.csv`; what was imported last wins"), "{second:#?}");
    let owner = || {
        let all = user.run(&["entities", "list", "organization", "--json"]).ok().json();
        let found = all.as_array().unwrap().iter().find(|one| one["identifier"] == slug).unwrap();
        assert_eq!(found["name"], name, "a file without a name takes none away");
        found["owner"].clone()
    };
    assert_eq!(owner(), "bob");
    user.run(&["entities", "import", &one]).ok();
    assert_eq!(owner(), "ann");
    user.file("one.csv", "identifier\nbank\n");
    user.run(&["entities", "import", &one, "--dry-run"]).ok().says("2 entities that it brought before would go");
    user.run(&["entities", "import", &one]).ok().says("2 entities that it brought before are gone");
    assert_eq!(owner(), "bob");
    let sources = user.run(&["entities", "sources", "--json"]).ok().json();
    assert_eq!((&sources[0]["source"], &sources[0]["entities"]), (&"another.csv".into(), &2.into()), "{sources}");
    user.run(&["entities", "sources"]).ok().says("one.csv");
    user.run(&["entities", "forget", "nothing.csv"]).fails(2, &["nothing was imported as", "another.csv, one.csv"]);
    user.run(&["entities", "forget", "another.csv"]).ok().says("Forgot `another.csv`, which described 2 entities.");
    assert_eq!(owner(), Value::Null);
}

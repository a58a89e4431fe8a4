use super::*;

/// Two organizations, three repositories, five projects.
fn company() -> Known {
    let text = |text: &str| Some(text.to_owned());
    let organization = |id: &str, slug: &str| Organization {
        id: id.to_owned(),
        source_id: format!("source-{id}"),
        name: text(&slug.to_uppercase()),
        slug: text(slug),
        url: None,
    };
    let target = |id: &str, name: &str, url: Option<&str>| Target {
        id: id.to_owned(),
        source_id: format!("source-{id}"),
        display_name: text(name),
        url: url.map(ToOwned::to_owned),
        integration: text(if url.is_some() { "cli" } else { "github" }),
    };
    let project = |id: &str, name: &str, organization: &str, target: Option<&str>| Project {
        id: id.to_owned(),
        source_id: format!("source-{id}"),
        name: text(name),
        organization_id: text(organization),
        target_id: target.map(ToOwned::to_owned),
        ..Project::default()
    };
    let tag = |project: &str, key: &str, value: &str| Tag {
        project_id: project.to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
    };
    Known {
        organizations: vec![organization("o1", "acme"), organization("o2", "globex")],
        targets: vec![
            target("t1", "acme/shop-api", None),
            target("t2", "acme/shop-api", None),
            target("t3", "tool", Some("https://gitlab.example/acme/tool.git")),
        ],
        projects: vec![
            project("p1", "acme/shop-api:package.json", "o1", Some("t1")),
            project("p2", "acme/shop-api:Dockerfile", "o2", Some("t2")),
            project("p3", "tool:pom.xml", "o1", Some("t3")),
            project("p4", "alone", "o2", None),
            project("p5", "alone too", "o2", None),
        ],
        tags: vec![tag("p3", "service", "build"), tag("p3", "service", "tools"), tag("p5", "team", "blue")],
        imported: Vec::new(),
    }
}

fn rule(repository: Option<&str>, project: Option<&str>, service: &str) -> Rule {
    let text = |text: &str| text.to_owned();
    Rule { repository: repository.map(text), project: project.map(text), service: text(service), owner: None }
}

fn with_rules(rules: Vec<Rule>) -> Policy {
    let mut policy = Policy::default();
    policy.services.rules = rules;
    policy
}

fn imported(source: &str, identifier: &str, links: &[(LinkKind, &str)]) -> ImportedEntityRow {
    let links: Vec<Link> = links.iter().map(|(kind, value)| Link::new(*kind, *value)).collect();
    ImportedEntityRow {
        source: source.to_owned(),
        r#type: "service".to_owned(),
        identifier: identifier.to_owned(),
        name: format!("The {identifier}"),
        owner: Some("red".to_owned()),
        links: serde_json::to_value(links).ok().as_ref().map(Json::of),
        ..ImportedEntityRow::default()
    }
}

/// `identifier: project (because), …` of each entity of a type.
fn told(derived: &Derived, kind: &str) -> Vec<String> {
    let entities = derived.entities.iter().filter(|entity| entity.r#type == kind);
    let projects = |identifier: &str| {
        let belong = derived.projects.iter();
        let belong = belong.filter(|row| row.entity_type == kind && row.entity_identifier == identifier);
        belong.map(|row| format!("{} ({})", row.project_id, row.because)).collect::<Vec<_>>().join(", ")
    };
    entities.map(|entity| format!("{}: {}", entity.identifier, projects(&entity.identifier))).collect()
}

fn services(known: &Known, policy: &Policy) -> Vec<String> {
    told(&derive(known, policy), "service")
}

#[test]
fn organizations_repositories_and_projects_need_no_configuration() {
    let derived = derive(&company(), &Policy::default());
    let because = "(it is in the organization)";
    assert_eq!(
        told(&derived, "organization"),
        [format!("acme: p1 {because}, p3 {because}"), format!("globex: p2 {because}, p4 {because}, p5 {because}")]
    );
    // One repository in two organizations is one.
    let because = "(it was found in the target)";
    assert_eq!(
        told(&derived, "repository"),
        [format!("acme/shop-api: p1 {because}, p2 {because}"), format!("tool: p3 {because}")]
    );
    assert_eq!(told(&derived, "project").len(), 5);
    let shop = derived
        .entities
        .iter()
        .find(|entity| entity.identifier == "acme/shop-api")
        .and_then(|entity| entity.properties.clone());
    assert_eq!(
        shop.as_ref().map(Json::as_str),
        Some(r#"{"github_repo_names":["acme/shop-api"],"integrations":["github"]}"#)
    );
}

#[test]
fn a_tag_names_services_and_what_has_none_is_listed() {
    let derived = derive(&company(), &Policy::default());
    assert_eq!(told(&derived, "service"), ["build: p3 (tag service=build)", "tools: p3 (tag service=tools)"]);
    // By organization, then by name.
    let unmapped: Vec<&str> = derived.unmapped.iter().map(|project| project.source_id.as_str()).collect();
    assert_eq!((derived.mapped, unmapped), (1, vec!["source-p1", "source-p2", "source-p4", "source-p5"]));
}

#[test]
fn another_tag_may_name_them() {
    let mut policy = Policy::default();
    policy.services.tag = "team".to_owned();
    assert_eq!(services(&company(), &policy), ["blue: p5 (tag team=blue)"]);
}

#[test]
fn the_first_rule_that_matches_names_the_service_of_what_has_no_tag() {
    let rules = vec![
        rule(Some("github.com/acme/*-api"), None, "$1"),
        rule(Some("**"), None, "everything"),
        rule(None, Some("alone*"), "lonely"),
    ];
    let expected = [
        "build: p3 (tag service=build)",
        "lonely: p4 (rule 3: alone*), p5 (rule 3: alone*)",
        "shop: p1 (rule 1: github.com/acme/*-api), p2 (rule 1: github.com/acme/*-api)",
        "tools: p3 (tag service=tools)",
    ];
    assert_eq!(services(&company(), &with_rules(rules)), expected);
}

#[test]
fn links_of_imported_entities_find_projects() {
    use LinkKind::{Organization, Project, Repository, Tag};
    let table: &[(&[(LinkKind, &str)], &str)] = &[
        (&[(Organization, "acme")], "p1 p3"),
        (&[(Organization, "source-o2")], "p2 p4 p5"),
        (&[(Repository, "https://github.com/ACME/shop-api.git")], "p1 p2"),
        (&[(Repository, "acme/shop-api"), (Organization, "globex")], "p2"),
        (&[(Repository, "acme/shop-api"), (Organization, "elsewhere")], ""),
        (&[(Repository, "source-t3")], "p3"),
        (&[(Repository, "git@gitlab.example:acme/tool.git")], "p3"),
        (&[(Project, "alone"), (Project, "source-p5")], "p4 p5"),
        (&[(Tag, "team=blue"), (Tag, "service:build")], "p3 p5"),
        (&[(Tag, "blue")], ""),
        (&[], ""),
    ];
    for (links, expected) in table {
        let mut known = company();
        known.tags.retain(|tag| tag.value != "tools");
        known.imported.push(imported("catalog", "x", links));
        let derived = derive(&known, &Policy::default());
        let of_x = derived.projects.iter().filter(|row| row.entity_identifier == "x");
        let found: Vec<&str> = of_x.map(|row| row.project_id.as_str()).collect();
        assert_eq!(found.join(" "), *expected, "{links:?}");
    }
}

#[test]
fn what_is_imported_says_more_than_what_is_derived() {
    let mut known = company();
    known.imported.push(imported("catalog", "build", &[(LinkKind::Project, "alone")]));
    let derived = derive(&known, &Policy::default());
    assert_eq!(
        told(&derived, "service"),
        ["build: p3 (tag service=build), p4 (import catalog: project alone)", "tools: p3 (tag service=tools)"]
    );
    let build = derived.entities.iter().find(|entity| entity.identifier == "build");
    let build = build.map(|entity| (entity.name.as_str(), entity.owner.as_deref(), entity.source.as_str()));
    assert_eq!(build, Some(("The build", Some("red"), "import")));
}

#[test]
fn what_two_connections_see_counts_once() {
    let mut known = company();
    let other = company();
    known
        .organizations
        .extend(other.organizations.into_iter().map(|of| Organization { id: format!("z{}", of.id), ..of }));
    known.projects.extend(other.projects.into_iter().map(|of| Project {
        id: format!("z{}", of.id),
        organization_id: of.organization_id.map(|id| format!("z{id}")),
        ..of
    }));
    assert_eq!(derive(&known, &Policy::default()), derive(&company(), &Policy::default()));
    // Two organizations of one slug are two.
    known = company();
    known.organizations[1].slug = Some("acme".to_owned());
    let names: Vec<String> = told(&derive(&known, &Policy::default()), "organization");
    assert_eq!(
        names.iter().map(|name| name.split(':').next().unwrap_or_default()).collect::<Vec<_>>(),
        ["acme", "source-o2"]
    );
}

#[test]
fn nothing_known_is_nothing_derived() {
    assert_eq!(derive(&Known::default(), &Policy::default()), Derived::default());
}

#[test]
fn an_owner_is_what_an_import_or_a_rule_says_else_what_the_tags_of_most_projects_say() {
    let mut known = company();
    let mut tag = |project: &str, key: &str, value: &str| {
        known.tags.push(Tag { project_id: project.to_owned(), key: key.to_owned(), value: value.to_owned() });
    };
    for project in ["p1", "p2"] {
        tag(project, "service", "shop");
        tag(project, "team", "green");
    }
    tag("p3", "service", "shop");
    tag("p3", "owner", "yellow");
    tag("p3", "team", "green");
    tag("p4", "owner", " ");
    let owners = |known: &Known, policy: &Policy| {
        let owned = derive(known, policy).entities.into_iter().filter_map(|entity| {
            let owner = entity.owner?;
            Some(format!("{} {}: {owner}", entity.r#type, entity.identifier))
        });
        owned.collect::<Vec<_>>()
    };
    let by_tags = [
        "project source-p1: green",
        "project source-p2: green",
        "project source-p3: yellow",
        "project source-p5: blue",
        "repository acme/shop-api: green",
        "repository tool: yellow",
        "service build: yellow",
        "service shop: green",
        "service tools: yellow",
    ];
    assert_eq!(owners(&known, &Policy::default()), by_tags);

    let mut policy =
        with_rules(vec![Rule { owner: Some("the rule".to_owned()), ..rule(None, Some("alone*"), "solo") }]);
    policy.owners.tags.clear();
    assert_eq!(owners(&known, &policy), ["service solo: the rule"]);
    policy.owners = Policy::default().owners;
    known.imported.push(imported("a", "shop", &[]));
    let solo_and_shop = |owner: &String| owner.starts_with("service s");
    let told: Vec<String> = owners(&known, &policy).into_iter().filter(solo_and_shop).collect();
    assert_eq!(told, ["service shop: red", "service solo: the rule"]);
}

use super::*;

fn told(entities: &[ImportedEntity]) -> Vec<String> {
    let one = |entity: &ImportedEntity| {
        let links: Vec<String> = entity.links.iter().map(ToString::to_string).collect();
        let owner = entity.owner.as_deref().unwrap_or("nobody");
        let properties = serde_json::to_string(&entity.properties).unwrap_or_default();
        format!(
            "{} {} \"{}\" of {owner} {properties} [{}]",
            entity.kind,
            entity.identifier,
            entity.name,
            links.join(", ")
        )
    };
    entities.iter().map(one).collect()
}

fn read(format: Format, text: &str) -> Vec<String> {
    parse("f", format, text).map_or_else(|errors| errors.iter().map(ToString::to_string).collect(), |read| told(&read))
}

const CATALOG: &str = "\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: shop
  title: The shop
  annotations:
    github.com/project-slug: acme/shop
    snyk.io/org-name: acme
    snyk.io/project-ids: a, b
    other.io/thing: x
  tags: [java]
  labels: {ignored: true}
spec:
  type: website
  lifecycle: production
  owner: group:default/payments
  dependsOn: [resource:db]
---
# nothing
---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: {name: root}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: orders
  namespace: sales
  annotations:
    backstage.io/source-location: url:https://github.com/acme/orders/tree/main/
spec: {owner: blue}
";

#[test]
fn a_backstage_catalog_is_read() {
    assert_eq!(
        read(Format::Backstage, CATALOG),
        [
            "service shop \"The shop\" of payments {\"component_type\":\"website\",\"lifecycle\":\"production\",\"tags\":[\"java\"]} \
             [organization acme, project a, project b, repository acme/shop]",
            "api sales/orders \"orders\" of blue {\"namespace\":\"sales\"} \
             [repository url:https://github.com/acme/orders/tree/main/]",
        ]
    );
}

#[test]
fn a_table_is_read() {
    let text = "\u{feff}Type,Identifier,name,owner,repository,tag,tier\n\
                service,shop,The shop,red,acme/shop; acme/web,team=blue,1\n,\"a,b\",,,,,\n";
    assert_eq!(
        read(Format::Csv, text),
        [
            "service shop \"The shop\" of red {\"tier\":\"1\"} [repository acme/shop, repository acme/web, tag team=blue]",
            "service a,b \"a,b\" of nobody {} []",
        ]
    );
}

#[test]
fn objects_are_read() {
    let array = r#"[{"identifier": "shop", "owner": "red", "repository": ["acme/shop"], "project": "p", "tier": 1, "properties": {"a": [1]}}]"#;
    let expected = ["service shop \"shop\" of red {\"a\":[1],\"tier\":1} [repository acme/shop, project p]"];
    assert_eq!(read(Format::Json, array), expected);
    assert_eq!(read(Format::Json, &format!("{{\"entities\": {array}}}")), expected);
}

#[test]
fn a_large_company_is_read() {
    let array = |count: usize| {
        let one =
            |at| format!(r#"{{"identifier": "s{at}", "owner": "red", "repository": "acme/s{at}", "tier": {at}}}"#);
        format!("[{}]", (0..count).map(one).collect::<Vec<_>>().join(", "))
    };
    assert_eq!(parse("f", Format::Json, &array(30_000)).map(|all| all.len()), Ok(30_000));
    let document = |at| format!("apiVersion: v1\nkind: Component\nmetadata: {{name: s{at}, tags: [a, b]}}\n");
    let documents = (0..3_000).map(document).collect::<Vec<_>>().join("---\n");
    assert_eq!(parse("f", Format::Backstage, &documents).map(|all| all.len()), Ok(3_000));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let table = [
        (Format::Backstage, "apiVersion: 1\nmetadata: {name: x}\n", "f:1:1: the document is no entity"),
        (Format::Backstage, "apiVersion: v1\nkind: Component\nmetadata: {}\n", "f:1:1: the Component has no name"),
        (Format::Backstage, "a: [\n", "f:"),
        (Format::Csv, "name,owner\nx,y\n", "f:1: there is no column `identifier`"),
        (Format::Csv, "identifier,identifier\nx,y\n", "f:1: two columns are called `identifier`"),
        (Format::Csv, "identifier,name\nx,y\n,z\n", "f:3: the entity has no identifier"),
        (Format::Csv, "identifier,name\nx,y,z\n", "f:2: the line has 3 cells, the header 2"),
        (Format::Json, "[\n  {\"identifier\": \"x\"},\n  {\"name\": \"y\"}\n]", "f:3:3: the entity has no identifier"),
        (Format::Json, "[\n  {\"identifier\": \"x\",}\n]", "f:2:"),
        (Format::Json, "{\"things\": []}", "f:1:"),
        (Format::Json, "[{\"identifier\": {}}]", "f:1:"),
        (Format::Json, "[{\"identifier\": \"x\",\n\"identifier\": \"y\"}]", "f:2:1: `identifier` is there twice"),
        (Format::Backstage, "kind: A\nkind: B\n", "f:2:1: `kind` is there twice"),
    ];
    for (format, text, expected) in table {
        let errors = parse("f", format, text).err().unwrap_or_default();
        let told = errors.first().map(ToString::to_string).unwrap_or_default();
        assert!(told.starts_with(expected), "{text}: {told}");
        assert!(errors.iter().all(|error| !error.remedy.is_empty()), "{text}");
    }
}

#[test]
fn an_entity_that_is_there_twice_is_told_with_both_places() {
    let read = |file, text| parse(file, Format::Csv, text).unwrap_or_default();
    let mut all = read("a.csv", "identifier\nx\ny\n");
    all.extend(read("b.csv", "type,identifier\nservice,y\nteam,x\n"));
    let errors: Vec<String> = twice(&all).iter().map(ToString::to_string).collect();
    assert_eq!(errors, ["b.csv:2: the service `y` is there twice: it is also in a.csv line 3"]);
}

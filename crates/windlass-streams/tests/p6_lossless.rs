//! P6: columns and `extra` rebuild the JSON that was received, whatever it was.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use std::collections::{HashMap, HashSet};
use windlass_model::rebuild::rebuild;
use windlass_model::shape::{Foretold, Node};
use windlass_model::{ConnectionId, Kind, Record, Table};
use windlass_streams::{Context, STREAMS, Stream};

fn decode(stream: &Stream, items: &[Json]) -> Vec<Record> {
    let body = serde_json::to_vec(&json!({ "jsonapi": { "version": "1.0" }, "data": items, "links": {} })).unwrap();
    let connection = ConnectionId::parse("6f1c8f5e-95a1-4bd4-8b8c-3e4a5b9c0d11").unwrap();
    let slugs = HashMap::from([("o1".to_owned(), "acme".to_owned())]);
    let context =
        Context { connection, app_url: Some("https://app.snyk.io"), slugs: &slugs, inaccessible: &HashSet::new() };
    (stream.decode)(&body, &context).unwrap().data
}

/// A generator of JSON that follows a table's shape, except where it feels like not doing so.
struct Mischief(u64);

impl Mischief {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }

    fn pick(&mut self, from: &[Json]) -> Json {
        from[usize::try_from(self.next()).unwrap_or(usize::MAX) % from.len()].clone()
    }

    fn anything(&mut self, depth: u32) -> Json {
        match self.next() % if depth == 0 { 6 } else { 8 } {
            0 => Json::Null,
            1 => json!(self.one_in(2)),
            2 => json!(self.next()),
            3 => self.pick(&[
                json!(7.0),
                json!(-3),
                json!(0.1),
                json!(1e300),
                json!(-0.0),
                json!(9_007_199_254_740_993_u64),
            ]),
            4 => json!("päckage 🚢"),
            5 => json!(""),
            6 => (0..self.next() % 3).map(|_| self.anything(depth - 1)).collect(),
            _ => {
                let names = ["$is", "$absent", "$", "0", "id", "links", "new_field"];
                let count = self.next() % 3;
                Json::Object(
                    (0..count)
                        .map(|_| {
                            (names[usize::try_from(self.next() % 7).unwrap()].to_owned(), self.anything(depth - 1))
                        })
                        .collect(),
                )
            }
        }
    }

    fn of_kind(&mut self, kind: Kind) -> Json {
        match kind {
            Kind::Text => self.pick(&[json!("open"), json!("an-unknown-word"), json!("o1"), json!("issue"), json!("")]),
            Kind::Integer => self.pick(&[json!(0), json!(514), json!(-1), json!(5.0), json!(u64::MAX)]),
            Kind::Real => self.pick(&[json!(7.5), json!(7), json!(7.0), json!(9.8)]),
            Kind::Boolean => self.pick(&[json!(true), json!(false)]),
            Kind::Timestamp => self.pick(&[
                json!("2024-04-17T01:26:07Z"),
                json!("2024-04-17T01:26:16.17Z"),
                json!("2024-04-17T01:26:58.346003Z"),
                json!("2024-04-17T01:26:58.346003123Z"),
                json!("2024-04-17T01:26:58.100Z"),
                json!("2024-04-17T03:26:58+02:00"),
                json!("yesterday"),
            ]),
            Kind::Json => self.anything(3),
        }
    }

    fn at(&mut self, table: &'static Table, node: &Node) -> Option<Json> {
        match self.next() % 24 {
            0 => return None,
            1 => return Some(Json::Null),
            2 => return Some(self.anything(2)),
            _ => {}
        }
        Some(match node {
            Node::Object(members) => {
                let mut object = Map::new();
                for (name, node) in *members {
                    if let Some(value) = self.at(table, node) {
                        object.insert((*name).to_owned(), value);
                    }
                }
                while self.one_in(5) {
                    let name =
                        self.pick(&[json!("new_field"), json!("$is"), json!("$absent"), json!("links"), json!("0")]);
                    object.entry(name.as_str().unwrap()).or_insert_with(|| self.anything(3));
                }
                Json::Object(object)
            }
            Node::Leaf(column, _) => self.of_kind(table.columns[*column].kind),
            Node::Array(list, _) => {
                let element = table.lists[*list].table;
                let count = self.next() % 4;
                (0..count).map(|_| self.at(element, &element.shape.root).unwrap_or_default()).collect()
            }
            Node::Constant(at) => match table.shape.expected[*at].value {
                Foretold::Text(text) if !self.one_in(4) => json!(text),
                Foretold::Template(_) if self.one_in(2) => json!("/orgs/o1"),
                Foretold::Null | Foretold::EmptyArray | Foretold::Text(_) | Foretold::Template(_) => self.anything(1),
            },
        })
    }

    fn resource(&mut self, table: &'static Table) -> Json {
        let mut resource = match self.at(table, &table.shape.root) {
            Some(Json::Object(object)) => object,
            _ => Map::new(),
        };
        resource.insert("id".to_owned(), json!("r1"));
        Json::Object(resource)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn p6_columns_and_extra_rebuild_any_json(seed in any::<u64>()) {
        for stream in STREAMS {
            let sent = Mischief(seed).resource(stream.table);
            let record = decode(stream, std::slice::from_ref(&sent)).remove(0);
            prop_assert_eq!(rebuild(&record), sent, "{}; extra {:?}", stream.name, record.extra());
        }
    }
}

/// One issue as Snyk sends it, in the field order and with the values of a recorded response (made up, same form).
fn recorded_issue() -> Json {
    json!({
        "attributes": {
            "classes": [{ "id": "CWE-125", "source": "CWE", "type": "weakness" }],
            "coordinates": [{
                "is_fixable_manually": false, "is_fixable_snyk": true, "is_fixable_upstream": false, "is_patchable": false,
                "is_pinnable": false, "is_upgradeable": true, "reachability": "no-info",
                "representations": [{ "dependency": { "package_name": "expat", "package_version": "2.1.0-10.el7_3" } }]
            }],
            "created_at": "2024-04-17T01:26:56.55Z",
            "effective_severity_level": "medium",
            "ignored": false,
            "key": "SNYK-ORACLE7-EXPAT-2562900",
            "problems": [
                { "id": "SNYK-ORACLE7-EXPAT-2562900", "source": "SNYK", "type": "vulnerability", "updated_at": "2024-04-17T01:26:58.346003Z" },
                { "id": "CVE-2019-15903", "source": "NVD", "type": "vulnerability", "updated_at": "2024-04-17T01:26:58.346003Z",
                  "url": "https://nvd.nist.gov/vuln/detail/CVE-2019-15903" }
            ],
            "risk": { "factors": [], "score": { "model": "v1", "value": 514 } },
            "status": "open",
            "title": "Out-of-bounds Read",
            "type": "package_vulnerability",
            "updated_at": "2024-04-17T01:26:56.55Z"
        },
        "id": "45392f57-c2fe-41db-a786-25e71c4d1699",
        "relationships": {
            "organization": { "data": { "id": "o1", "type": "organization" }, "links": { "related": "/orgs/o1" } },
            "scan_item": { "data": { "id": "p1", "type": "project" }, "links": { "related": "/orgs/o1/projects/p1" } }
        },
        "type": "issue"
    })
}

#[test]
fn p6_a_recorded_issue_fills_columns_and_leaves_extra_empty() {
    let sent = recorded_issue();
    let issues = STREAMS.iter().find(|stream| stream.name == "issues").unwrap();
    let record = decode(issues, std::slice::from_ref(&sent)).remove(0);
    assert_eq!(record.extra(), None);
    assert_eq!(rebuild(&record), sent);
    let text = |column| record.get(column).to_text().unwrap_or_default();
    assert_eq!(text("source_key"), "SNYK-ORACLE7-EXPAT-2562900");
    assert_eq!(text("cve"), "CVE-2019-15903");
    assert_eq!(text("package_name"), "expat");
    assert_eq!(text("fixable"), "true");
    assert_eq!(text("pinnable"), "false");
    assert_eq!(text("url"), "https://app.snyk.io/org/acme/project/p1#issue-SNYK-ORACLE7-EXPAT-2562900");
    assert_eq!(record.children().iter().map(|list| list.rows.len()).collect::<Vec<_>>(), [2, 1, 0, 1, 0]);
}

#[test]
fn p6_an_unknown_severity_is_stored_as_it_came() {
    let mut sent = recorded_issue();
    sent["attributes"]["effective_severity_level"] = json!("apocalyptic");
    let issues = STREAMS.iter().find(|stream| stream.name == "issues").unwrap();
    let record = decode(issues, &[sent]).remove(0);
    assert_eq!(record.get("effective_severity_level").as_text(), Some("apocalyptic"));
    assert_eq!(record.extra(), None);
}

#[test]
fn an_item_without_an_id_is_an_error_that_names_it() {
    let body = br#"{"data":[{"type":"org","attributes":{"name":"acme"}}]}"#;
    let context = Context {
        connection: ConnectionId::random(),
        app_url: None,
        slugs: &HashMap::new(),
        inaccessible: &HashSet::new(),
    };
    let error = (STREAMS[1].decode)(body, &context).unwrap_err();
    assert!(error.to_string().contains("`id` is missing"), "{error}");
}

//! Four services and a repository, with a table of facts of our own.

use std::sync::Arc;
use windlass_model::{Json, Row, Table, Timestamp, View};
use windlass_score::books::{BOOKS, EntityProjectRow, EntityRow};
use windlass_score::cards::{Card, parse};
use windlass_score::evaluate::{Report, Status};
use windlass_score::{Options, evaluate, record};
use windlass_store::books::ClockRow;
use windlass_store::{Replacement, Schema, Store};

/// Open criticals of an entity.
#[derive(Debug, Clone, Default, Table)]
#[table(name = "t_facts", key(entity_type, entity_identifier))]
pub(crate) struct Fact {
    /// Its type.
    pub(crate) entity_type: String,
    /// Its identifier.
    pub(crate) entity_identifier: String,
    /// How many.
    pub(crate) criticals: Option<i64>,
}

const FACTS: &str = "select entity_type, entity_identifier, criticals from t_facts";

/// As our colleague's view is called, so that it is kept.
const ENTITY_FACTS: View = View {
    name: "entity_facts",
    doc: "Open criticals of an entity.",
    columns: &[("entity_type", "Its type."), ("entity_identifier", "Its identifier."), ("criticals", "How many.")],
    sqlite: FACTS,
    postgres: FACTS,
};

pub(crate) struct World {
    pub(crate) store: Arc<dyn Store>,
}

/// A moment of the data.
pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// A card of type LEVEL for services, with these checks.
pub(crate) fn card(checks: &str) -> Card {
    let head = "name: Card\ntype: LEVEL\nentity_filter: {types: [service]}\nempty_level: {label: None, color: \"#000000\"}\n\
                levels:\n  - {key: bronze, name: Bronze, color: \"#000001\", rank: 1}\n  \
                - {key: silver, name: Silver, color: \"#000002\", rank: 2}\nchecks:\n";
    read(&format!("{head}{checks}"))
}

pub(crate) fn read(text: &str) -> Card {
    parse("card", text).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
}

/// A card with one check; `more` of its fields, each on a line of its own.
pub(crate) fn of_one(sql: &str, more: &str) -> Card {
    let more: String = more.lines().map(|line| format!("    {line}\n")).collect();
    let sql = sql.replace('\n', " ");
    card(&format!("  - key: one\n    name: One\n    level: bronze\n    sql: >-\n      {sql}\n{more}"))
}

impl World {
    pub(crate) async fn new(store: Arc<dyn Store>) -> Self {
        let tables = windlass_store::books::BOOKS.iter().chain(BOOKS).copied().chain([Fact::TABLE]).collect();
        store.migrate(&Schema { tables, views: vec![ENTITY_FACTS] }).await.unwrap();
        let world = Self { store };
        let entity = |kind: &str, identifier: &str, owner: Option<&str>| EntityRow {
            r#type: kind.to_owned(),
            identifier: identifier.to_owned(),
            name: format!("the {identifier}"),
            owner: owner.map(ToOwned::to_owned),
            properties: Some(Json::of(&serde_json::json!({"github_repo_names": [format!("acme/{identifier}")]}))),
            source: "import".to_owned(),
        };
        let entities = [("api", Some("ann")), ("o'brien", None), ("pay", Some("bob")), ("web", None)];
        let mut rows: Vec<EntityRow> = entities.map(|(name, owner)| entity("service", name, owner)).into();
        rows.push(entity("repository", "api", None));
        world.fill(rows).await;
        let link = |identifier: &str, project: &str| EntityProjectRow {
            entity_type: "service".to_owned(),
            entity_identifier: identifier.to_owned(),
            project_id: project.to_owned(),
            because: "test".to_owned(),
        };
        world.fill(vec![link("api", "p1"), link("api", "p2"), link("pay", "p3")]).await;
        world.synced(1_000).await;
        world.facts(&[("api", Some(0)), ("o'brien", Some(3)), ("pay", Some(1)), ("web", None)]).await;
        world
    }

    /// Has a table hold these rows and no others.
    pub(crate) async fn fill<R: Row>(&self, rows: Vec<R>) {
        let rows = rows.into_iter().map(Row::into_book).collect();
        self.store.replace(vec![Replacement { table: R::TABLE, of: None, rows }]).await.unwrap();
    }

    /// Open criticals of services, and 9 of the repository.
    pub(crate) async fn facts(&self, facts: &[(&str, Option<i64>)]) {
        let fact = |kind: &str, (identifier, criticals): (&str, Option<i64>)| Fact {
            entity_type: kind.to_owned(),
            entity_identifier: identifier.to_owned(),
            criticals,
        };
        let services = facts.iter().map(|known| fact("service", *known));
        self.fill(services.chain([fact("repository", ("api", Some(9)))]).collect()).await;
    }

    pub(crate) async fn evaluate(&self, card: &Card) -> Report {
        evaluate(&*self.store, std::slice::from_ref(card), &Options::at(at(1_000))).await.unwrap().remove(0)
    }

    /// A sync that ended then.
    pub(crate) async fn synced(&self, second: i64) {
        self.fill(vec![ClockRow { id: 1, as_of: at(second) }]).await;
    }

    /// Evaluates data of that moment and keeps what is found.
    pub(crate) async fn record(&self, card: &Card, second: i64) -> (Report, Vec<windlass_score::history::Moved>) {
        self.synced(second).await;
        let options = Options::at(at(second));
        let mut report = evaluate(&*self.store, std::slice::from_ref(card), &options).await.unwrap().remove(0);
        let moves = record(&*self.store, &mut report).await.unwrap();
        (report, moves)
    }

    /// What the first check of a card with this one check says of each service.
    pub(crate) async fn says(&self, sql: &str, more: &str) -> Vec<String> {
        said(&self.evaluate(&of_one(sql, more)).await)
    }
}

/// What the first check says of each entity: identifier, status, output, message.
pub(crate) fn said(report: &Report) -> Vec<String> {
    let each = report.entities.iter().map(|scored| {
        let result = &scored.results[0];
        let output = result.output.as_ref().map_or_else(String::new, |output| format!(" {output}"));
        let message = result.message.as_ref().filter(|_| result.status != Status::Error);
        let message = message.map_or_else(String::new, |message| format!(" ({message})"));
        format!("{} {}{output}{message}", scored.entity.identifier, result.status.word())
    });
    each.collect()
}

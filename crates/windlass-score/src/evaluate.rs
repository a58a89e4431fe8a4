//! Scorecards, evaluated: read-only, on the data of one moment.

mod ask;
mod entities;
mod order;
mod told;

pub use entities::Entity;
pub use told::Told;

use crate::cards::{Card, Check, EntityFilter, Query};
use crate::{Place, ScoreError, attain};
pub(crate) use ask::{Asker, refused};
pub(crate) use entities::Known;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::time::Duration;
use windlass_model::Timestamp;
use windlass_store::books::{self, ClockRow};
use windlass_store::sql::{Token, tokens};
use windlass_store::{Kept, Store};

/// Views that are worked out once for all checks, where any asks them: that they take long is not the check's fault, so it is not counted
/// against its limits.
const KEPT: &[Kept] = &[
    Kept { view: "entity_facts", index: &["entity_identifier", "entity_type"] },
    Kept { view: "project_facts", index: &["project_id"] },
    Kept { view: "severity_daily", index: &["day", "severity"] },
    OPEN_ISSUES,
];

/// A row for every open issue: copied only for checks that ask for every entity. For a few queries of all of it the copy costs more
/// than it saves; for thousands of small ones the view works out the days allowed of every project each time.
const OPEN_ISSUES: Kept = Kept { view: "open_issues", index: &["project_id"] };

/// What a check says of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// It passes.
    Pass,
    /// It passes, and somebody should look.
    Warn,
    /// It does not pass.
    Fail,
    /// The check could not tell, which does not pass.
    Error,
    /// Its filter leaves the entity out: it neither passes nor fails.
    NotApplicable,
}

impl Status {
    /// The word for it, as tables and reports have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "PASS",
            Self::Warn => "WARN",
            Self::Fail => "FAIL",
            Self::Error => "ERROR",
            Self::NotApplicable => "NOT_APPLICABLE",
        }
    }

    /// The mark of it for people. None is a colour, so everybody can tell them apart.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Pass => "✓",
            Self::Warn => "!",
            Self::Fail => "✗",
            Self::Error => "?",
            Self::NotApplicable => "–",
        }
    }

    /// The status that a word stands for.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Pass, Self::Warn, Self::Fail, Self::Error, Self::NotApplicable]
            .into_iter()
            .find(|status| status.word() == word)
    }

    /// Whether it passes.
    pub fn passes(self) -> bool {
        match self {
            Self::Pass | Self::Warn => true,
            Self::Fail | Self::Error | Self::NotApplicable => false,
        }
    }
}

/// What a check found for an entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckResult {
    /// The check's key.
    pub check: String,
    /// What it says.
    pub status: Status,
    /// What the query's column `output` held.
    pub output: Option<Json>,
    /// What to tell the owner: from the query, the check, its filter, or the error.
    pub message: Option<String>,
    /// The property, or a list of them, that would mend it.
    pub related_property: Option<String>,
    /// Since when it says so; `None` where that is not known yet.
    pub since: Option<Timestamp>,
    /// Whose answer it is.
    #[serde(skip)]
    pub query: Query,
}

impl CheckResult {
    pub(crate) fn of(check: &Check, status: Status) -> Self {
        let (check, query) = (check.key.clone(), Query::Check);
        Self { check, status, output: None, message: None, related_property: None, since: None, query }
    }

    pub(crate) fn error(check: &Check, message: String) -> Self {
        Self { message: Some(message), ..Self::of(check, Status::Error) }
    }
}

/// Points of a number of points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Points {
    /// Those of the checks that pass.
    pub achieved: f64,
    /// Those of all checks that apply.
    pub total: f64,
}

/// What an entity has on a scorecard.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Score {
    /// LEVEL: the key of the level; `None` where none is attained.
    pub level: Option<String>,
    /// LEVEL: its rank.
    pub rank: Option<i64>,
    /// POINTS: those it has.
    pub points: Option<Points>,
}

/// An entity on a scorecard.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scored {
    /// The entity.
    pub entity: Entity,
    /// What it has.
    pub score: Score,
    /// Since when; `None` where that is not known yet.
    pub since: Option<Timestamp>,
    /// What each check says, in the order of the card's checks.
    pub results: Vec<CheckResult>,
}

/// An error of a card's SQL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SqlError {
    /// The check; `None` where it is the query that chooses the entities.
    pub check: Option<String>,
    /// Which query.
    #[serde(default)]
    pub query: Query,
    /// Where it stands; `None` where the card is not as it was read.
    #[serde(default)]
    pub place: Option<Place>,
    /// What went wrong, for the first entity that it went wrong for.
    pub error: String,
    /// The query as it was written.
    pub sql: String,
    /// For how many entities.
    pub entities: u64,
}

/// A scorecard with what every entity has on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The scorecard.
    pub card: Card,
    /// The moment of the data.
    pub as_of: Timestamp,
    /// The entities, by type and identifier.
    pub entities: Vec<Scored>,
    /// Errors of its SQL.
    pub sql_errors: Vec<SqlError>,
    /// Whether only some of the checks or entities were asked for. What is narrowed is not kept.
    pub narrowed: bool,
    /// Whether the entities have scores: some of the checks come to none.
    pub scored: bool,
}

/// What a check says, of how many entities.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// It passes.
    pub pass: u64,
    /// It passes with a warning.
    pub warn: u64,
    /// It does not pass.
    pub fail: u64,
    /// It could not tell.
    pub error: u64,
    /// It does not apply.
    pub not_applicable: u64,
}

impl Counts {
    /// All of them, in the order in which people are shown them.
    pub fn each(self) -> [u64; 5] {
        [self.pass, self.warn, self.fail, self.error, self.not_applicable]
    }
}

impl Report {
    /// What a check says, of how many entities.
    pub fn counts(&self, check: &Check) -> Counts {
        let mut counts = Counts::default();
        let of_check = self.entities.iter().filter_map(|one| one.results.iter().find(|one| one.check == check.key));
        for result in of_check {
            match result.status {
                Status::Pass => counts.pass += 1,
                Status::Warn => counts.warn += 1,
                Status::Fail => counts.fail += 1,
                Status::Error => counts.error += 1,
                Status::NotApplicable => counts.not_applicable += 1,
            }
        }
        counts
    }

    /// Takes back what was made of some of the checks.
    fn unscore(&mut self) {
        self.scored = false;
        self.entities.iter_mut().for_each(|scored| scored.score = Score::default());
    }
}

/// How long a card's queries may take, and how much they may return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// One query.
    pub query: Duration,
    /// All queries of a check that is asked for every entity.
    pub check: Duration,
    /// Rows of a query that answers for all entities.
    pub rows: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { query: Duration::from_secs(10), check: Duration::from_secs(60), rows: 250_000 }
    }
}

/// What to evaluate, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The moment of data that tells none itself: a report is [`as_of`] what it was evaluated on. Never the reader's.
    pub as_of: Timestamp,
    /// Only the check of this key.
    pub check: Option<String>,
    /// Only entities of this identifier, of whatever type; or `type:identifier`.
    pub entity: Option<String>,
    /// How long, how much.
    pub limits: Limits,
}

impl Options {
    /// Everything, as of the moment of the data, or else this one.
    pub fn at(as_of: Timestamp) -> Self {
        Self { as_of, check: None, entity: None, limits: Limits::default() }
    }
}

/// The moment that the data is of: the end of the last sync. `None` before the first.
///
/// # Errors
/// As the store.
pub async fn as_of(store: &dyn Store) -> Result<Option<Timestamp>, ScoreError> {
    let clock: Vec<ClockRow> = books::read(store, "where id = 1", Vec::new()).await?;
    Ok(clock.first().map(|clock| clock.as_of))
}

/// Evaluates scorecards, all on the data of one moment. Writes nothing; [`record`](crate::record()) does.
///
/// What is wrong with a card's SQL is in its report, and stops neither its other checks nor other cards.
///
/// # Errors
/// [`ScoreError::Store`] where the store fails for another reason than a query; [`ScoreError::NoCheck`] and [`ScoreError::NoEntity`]
/// where none of the cards has the check that is asked for, or there is no such entity.
pub async fn evaluate(store: &dyn Store, cards: &[Card], options: &Options) -> Result<Vec<Report>, ScoreError> {
    if let Some(check) = options.check.as_deref().filter(|key| !cards.iter().any(|card| has_check(card, key))) {
        return Err(no_check(cards, check));
    }
    let snapshot = store.snapshot(worth_keeping(cards)).await?;
    let mut asker = Asker::of(snapshot, options.as_of, options.limits).await?;
    let with_projects =
        cards.iter().flat_map(queries).any(|sql| crate::variables::names(sql).contains(&"entity_project_ids"));
    let entities = asker.entities(with_projects).await?;
    let wanted = options.entity.as_deref();
    if let Some(identifier) = wanted.filter(|wanted| !entities.iter().any(|entity| entity.is_called(wanted))) {
        return Err(ScoreError::NoEntity { identifier: identifier.to_owned() });
    }
    let mut reports = Vec::with_capacity(cards.len());
    for card in cards {
        let mut card = card.clone();
        if let Some(key) = &options.check {
            card.checks.retain(|check| check.key == *key);
            if card.checks.is_empty() {
                continue;
            }
        }
        let mut report = of_card(&mut asker, card, &entities, wanted).await?;
        report.narrowed = options.check.is_some() || options.entity.is_some();
        if options.check.is_some() {
            report.unscore();
        }
        reports.push(report);
    }
    Ok(reports)
}

pub(crate) fn has_check(card: &Card, key: &str) -> bool {
    card.checks.iter().any(|check| check.key == key)
}

pub(crate) fn no_check(cards: &[Card], check: &str) -> ScoreError {
    let known: Vec<&str> = cards.iter().flat_map(|card| &card.checks).map(|check| check.key.as_str()).collect();
    let card = cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>().join("`, `");
    ScoreError::NoCheck { card, check: check.to_owned(), known: known.join(", ") }
}

async fn of_card(
    asker: &mut Asker,
    card: Card,
    entities: &[Entity],
    wanted: Option<&str>,
) -> Result<Report, ScoreError> {
    let as_of = asker.as_of();
    let mut report =
        Report { card, as_of, entities: Vec::new(), sql_errors: Vec::new(), narrowed: false, scored: true };
    let mut scored: Vec<&Entity> = match &report.card.entity_filter {
        EntityFilter::Types(types) => entities.iter().filter(|entity| types.contains(&entity.kind)).collect(),
        EntityFilter::Sql(sql) => match asker.listed(sql, entities).await? {
            Ok(listed) => entities.iter().filter(|entity| listed.contains(entity)).collect(),
            Err(error) => {
                let place = report.card.place_of_query(None, Query::Entities);
                let sql = sql.clone();
                report.sql_errors.push(SqlError {
                    check: None,
                    query: Query::Entities,
                    place,
                    error,
                    sql,
                    entities: 0,
                });
                Vec::new()
            }
        },
    };
    let known = Known::of(entities, &scored);
    // Only now: an entity is said the same of alone as among all.
    scored.retain(|entity| wanted.is_none_or(|wanted| entity.is_called(wanted)));
    let mut by_check = Vec::with_capacity(report.card.checks.len());
    for check in &report.card.checks {
        let results = asker.check(check, &scored, &known).await?;
        let errors = [Query::Filter, Query::Check]
            .into_iter()
            .filter_map(|query| error_of(&report.card, check, query, &results));
        report.sql_errors.extend(errors.collect::<Vec<_>>());
        by_check.push(results.into_iter());
    }
    for entity in scored {
        let results: Vec<CheckResult> = by_check.iter_mut().filter_map(Iterator::next).collect();
        let score = attain::score(&report.card, &results);
        report.entities.push(Scored { entity: entity.clone(), score, since: None, results });
    }
    Ok(report)
}

/// The first error of a query among the results of a check, and how many there are.
fn error_of(card: &Card, check: &Check, query: Query, results: &[CheckResult]) -> Option<SqlError> {
    let mut errors = results.iter().filter(|result| result.status == Status::Error && result.query == query);
    let error = errors.next()?.message.clone().unwrap_or_default();
    let entities = 1 + errors.count() as u64;
    let sql = match query {
        Query::Filter => check.filter_sql.clone().unwrap_or_default(),
        Query::Check | Query::Entities => check.sql.clone(),
    };
    let place = card.place_of_query(Some(&check.key), query);
    Some(SqlError { check: Some(check.key.clone()), query, place, error, sql, entities })
}

/// Every query of a card, as it was written.
fn queries(card: &Card) -> impl Iterator<Item = &str> {
    card.queries().into_iter().map(|(.., sql)| sql)
}

/// The views that are worked out once.
pub(crate) fn worth_keeping(cards: &[Card]) -> Vec<Kept> {
    let asked = |kept: &&Kept| {
        let mut naming = cards.iter().flat_map(queries).filter(|sql| names_view(sql, kept.view));
        naming.any(|sql| **kept != OPEN_ISSUES || crate::variables::asks_of_entity(sql))
    };
    KEPT.iter().filter(asked).copied().collect()
}

/// Whether a view's name stands in a query, in quotes or not.
fn names_view(sql: &str, view: &str) -> bool {
    tokens(sql).into_iter().any(|token| match token {
        Token::Code(code) => {
            let mut words = code.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            words.any(|word| word.eq_ignore_ascii_case(view))
        }
        Token::Quoted(quoted) => quoted.trim_matches('"').eq_ignore_ascii_case(view),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::parse;

    #[test]
    fn views_that_are_asked_are_kept_and_issues_where_they_are_asked_for_each() {
        let kept = |queries: &[&str]| -> Vec<&str> {
            let check =
                |(at, sql): (usize, &&str)| format!("  - {{key: c{at}, name: C, group: g, points: 1, sql: '{sql}'}}\n");
            let checks: String = queries.iter().enumerate().map(check).collect();
            let head =
                "name: A\ntype: POINTS\nentity_filter: {types: [a]}\ncheck_groups: [{key: g, name: G}]\nchecks:\n";
            worth_keeping(&[parse("a", &format!("{head}{checks}")).unwrap()]).iter().map(|kept| kept.view).collect()
        };
        let (all, each) = ("select 1 from entity_facts", "select 1 from entity_facts where x = $entity_name");
        let (issues, issues_of_each) =
            (all.replace("entity_facts", "open_issues"), each.replace("entity_facts", "open_issues"));
        assert_eq!(kept(&["select 1 from windlass_entities"]), [""; 0]);
        assert_eq!(kept(&[all]), ["entity_facts"]);
        assert_eq!(kept(&[all, all]), ["entity_facts"]);
        assert_eq!(kept(&[each]), ["entity_facts"]);
        assert_eq!(kept(&["select 1 from a join \"Entity_Facts\" e"]), ["entity_facts"]);
        assert_eq!(kept(&["select 1 from entity_facts_of_mine -- entity_facts"]), [""; 0]);
        assert_eq!(kept(&[&issues, &issues]), [""; 0]);
        assert_eq!(kept(&[&issues_of_each]), ["open_issues"]);
    }
}

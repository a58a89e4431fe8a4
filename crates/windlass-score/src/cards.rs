//! Scorecards as files: what one says, and how a folder of them is read.

mod fields;
mod node;
pub(crate) mod query;
mod read;
mod source;
mod validate;

pub use source::{Query, Source};

use crate::ScoreError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// The scorecards that `windlass scorecard init` writes: the name of the file, and what is in it.
pub const STARTERS: &[(&str, &str)] = &[
    ("security-basics.yaml", include_str!("cards/security-basics.yaml")),
    ("keeps-the-promise.yaml", include_str!("cards/keeps-the-promise.yaml")),
    ("hygiene.yaml", include_str!("cards/hygiene.yaml")),
];

/// The file in the same folder that is no scorecard: how services are found, and the days allowed.
const POLICY: [&str; 2] = ["policy.yaml", "policy.yml"];

/// A scorecard: checks, and the entities that they are applied to.
///
/// The fields have DX's names, but for what DX's interface keeps flat since a form fills it: `entity_filter` is one thing that cannot
/// contradict itself where DX has `entity_filter_type`, `entity_filter_type_identifiers` and `entity_filter_sql`; the same with
/// `empty_level`; and a check names its `level` or its `group`. Whoever writes DX's name is told ours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The name of its file, without the ending.
    #[serde(skip)]
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether an entity attains levels or collects points.
    #[serde(rename = "type")]
    pub kind: CardKind,
    /// `false`: a draft, which is evaluated and shown as one.
    #[serde(default = "yes")]
    pub published: bool,
    /// Which entities it scores.
    pub entity_filter: EntityFilter,
    /// LEVEL: what is shown where no level is attained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty_level: Option<EmptyLevel>,
    /// LEVEL: the levels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
    /// POINTS: the groups of checks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub check_groups: Vec<CheckGroup>,
    /// The checks.
    pub checks: Vec<Check>,
    /// Words to find it by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// Where it was read.
    #[serde(skip)]
    pub source: Source,
}

impl Card {
    /// The level of this key.
    pub fn level(&self, key: Option<&str>) -> Option<&Level> {
        self.levels.iter().find(|level| Some(level.key.as_str()) == key)
    }

    /// The level that a check belongs to.
    pub fn level_of(&self, check: &Check) -> Option<&Level> {
        self.level(check.level.as_deref())
    }

    /// The group that a check belongs to.
    pub fn group_of(&self, check: &Check) -> Option<&CheckGroup> {
        self.check_groups.iter().find(|group| Some(&group.key) == check.group.as_ref())
    }

    /// Where a check stands among the others: by its level or group, and within it.
    pub(crate) fn order_of(&self, check: &Check) -> (i64, i64) {
        let rank = self.level_of(check).map(|level| level.rank);
        let place = rank.or_else(|| self.group_of(check).map(|group| group.ordering));
        (place.unwrap_or_default(), check.ordering)
    }

    /// The name of the level or group that a check belongs to.
    pub fn place_of(&self, check: &Check) -> &str {
        let level = self.level_of(check).map(|level| &level.name);
        level.or_else(|| self.group_of(check).map(|group| &group.name)).map_or("", String::as_str)
    }
}

fn yes() -> bool {
    true
}

/// What an entity can have on a scorecard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum CardKind {
    /// The highest level whose checks, and those of all lower ones, pass.
    Level,
    /// The points of the checks that pass, of those of all that apply.
    Points,
}

/// Which entities a scorecard scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntityFilter {
    /// All of these types: `organization`, `repository`, `project`, `service`, or one that was imported.
    Types(Vec<String>),
    /// Those whose identifier is in the column `entity_identifier` of this query, or else in its first; where it has a column
    /// `entity_type`, only of that type.
    Sql(String),
}

/// What is shown where no level is attained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmptyLevel {
    /// The word for it.
    pub label: String,
    /// Its colour: `#` and six hexadecimal digits.
    pub color: String,
}

/// A level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// What checks and the history call it.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Its colour: `#` and six hexadecimal digits.
    pub color: String,
    /// Its place, low to high.
    pub rank: i64,
}

/// Checks that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckGroup {
    /// What checks call it.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Its place; where none is given, its place in the file.
    #[serde(default)]
    pub ordering: i64,
}

/// A question that is asked of every entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// What its results are kept under.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What it asks, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its place in its level or group; where none is given, its place in the file.
    #[serde(default)]
    pub ordering: i64,
    /// LEVEL: the key of the level that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// POINTS: the key of the group that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// POINTS: what it is worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
    /// The query. Of its first row the column `status`, or else the first, is `PASS`, `WARN` or `FAIL`; `output`, `message` and
    /// `related_property` (or `related_properties`) are read where they are there. A query that names `$entity_identifier` or another
    /// variable of the entity is run for each; one that names none is run once and answers for all, each in the row with its
    /// `entity_identifier`.
    pub sql: String,
    /// A query that says which entities the check applies to. With a variable of the entity: those for which the first column of its
    /// first row is neither null nor false nor 0. Without: those whose identifier it lists, as in `entity_filter`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter_sql: Option<String>,
    /// What is shown of entities that the check does not apply to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter_message: Option<String>,
    /// What is shown of entities that do not pass, in Markdown, where the query gives no `message`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Whether the column `output` is read.
    #[serde(default)]
    pub output_enabled: bool,
    /// What the output is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_type: Option<OutputType>,
    /// `custom`: how the output is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_custom_options: Option<CustomOptions>,
    /// How outputs of several entities become one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_aggregation: Option<Aggregation>,
    /// Where to read how to mend it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_url: Option<String>,
    /// Days of work to mend it, guessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimated_dev_days: Option<f64>,
    /// `false`: a draft, which is evaluated and shown, and does not count.
    #[serde(default = "yes")]
    pub published: bool,
}

/// What the output of a check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutputType {
    /// Text.
    String,
    /// A number.
    Number,
    /// A number of hundredths.
    Percent,
    /// An amount in US dollars.
    CurrencyUsd,
    /// A time in milliseconds.
    DurationMilliseconds,
    /// A time in seconds.
    DurationSeconds,
    /// A time in minutes.
    DurationMinutes,
    /// A time in hours.
    DurationHours,
    /// A time in days.
    DurationDays,
    /// A number of what `output_custom_options` says.
    Custom,
}

/// How a number of something is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomOptions {
    /// What is counted, as one: `issue`.
    pub unit: String,
    /// Digits of fraction; `auto` or nothing: as many as there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<Decimals>,
}

/// Digits of fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Decimals {
    /// So many.
    Digits(u8),
    /// As many as there are.
    Auto(Auto),
}

/// The word `auto`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Auto {
    /// As many as there are.
    Auto,
}

/// How outputs of several entities become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Aggregation {
    /// The mean.
    Mean,
    /// The median.
    Median,
    /// The sum.
    Sum,
    /// The least.
    Min,
    /// The greatest.
    Max,
}

/// A word to find a scorecard by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// The word.
    pub value: String,
    /// Its colour: `#` and six hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Cards {
    /// The scorecards, by the name of their files.
    pub good: Vec<Card>,
    /// Files that are none.
    pub bad: Vec<CardError>,
}

/// A file that is no scorecard, and all that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardError {
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it, from the top.
    pub problems: Vec<Problem>,
}

/// Something wrong with a scorecard's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1; 0 where it is the file as a whole.
    pub line: u64,
    /// The column, from 1; 0 where it is the file as a whole.
    pub column: u64,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl Problem {
    /// Of the second file of a name.
    pub fn twin(id: &str) -> Self {
        let what = format!("there is another scorecard `{id}`");
        let remedy = "a scorecard is called by the name of its file: rename one".to_owned();
        Self { line: 0, column: 0, what, remedy }
    }
}

impl fmt::Display for CardError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Problem { line, column, what, remedy }) in self.problems.iter().enumerate() {
            let (file, gap) = (self.file.display(), if at == 0 { "" } else { "\n" });
            match line {
                0 => write!(out, "{gap}{file}: {what}: {remedy}")?,
                _ => write!(out, "{gap}{file}:{line}:{column}: {what}: {remedy}")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for CardError {}

/// Reads every scorecard of a folder: its files that end in `.yaml` or `.yml`, but for `policy.yaml`. One that is bad does not stop the
/// others.
///
/// # Errors
/// [`ScoreError::Folder`] where the folder cannot be read.
pub fn load(folder: &Path) -> Result<Cards, ScoreError> {
    let fault = |source| ScoreError::Folder { path: folder.to_owned(), source };
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fault)? {
        files.push(entry.map_err(fault)?.path());
    }
    files.retain(|file| {
        let is_yaml = file.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
        is_yaml && !is_policy(file)
    });
    files.sort();
    let mut cards = Cards::default();
    for file in files {
        let read = std::fs::read_to_string(&file).map_err(|error| {
            let what = format!("the file cannot be read ({error})");
            vec![Problem { line: 0, column: 0, what, remedy: "it has to be a readable file of UTF-8 text".to_owned() }]
        });
        let id = id_of(&file);
        let twin = |cards: &Cards| cards.good.iter().any(|card: &Card| card.id == id);
        match read.and_then(|text| parse(&id, &text)) {
            Ok(_) if twin(&cards) => cards.bad.push(CardError { file, problems: vec![Problem::twin(&id)] }),
            Ok(mut card) => {
                card.source.file = file.display().to_string();
                cards.good.push(card);
            }
            Err(problems) => cards.bad.push(CardError { file, problems }),
        }
    }
    Ok(cards)
}

/// Reads a scorecard from its text; `id` is what it is called by.
///
/// # Errors
/// All that is wrong with it, from the top.
pub fn parse(id: &str, text: &str) -> Result<Card, Vec<Problem>> {
    read::card(id, text)
}

/// What the scorecard of a file is called by: the name of the file, without the ending.
pub fn id_of(file: &Path) -> String {
    file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether a file in the folder of scorecards is the policy.
pub fn is_policy(file: &Path) -> bool {
    POLICY.iter().any(|policy| file.file_name().is_some_and(|name| name == *policy))
}

/// The JSON Schema of a scorecard's file, for editors.
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(Card).to_value();
    // Serde's word for what is left out; the reader of files puts the place in the file there.
    for object in ["Check", "CheckGroup"] {
        if let Some(ordering) = schema.pointer_mut(&format!("/$defs/{object}/properties/ordering"))
            && let Some(ordering) = ordering.as_object_mut()
        {
            ordering.remove("default");
        }
    }
    schema
}

#[cfg(test)]
mod tests;

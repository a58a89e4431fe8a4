//! From the text of a policy file to a policy, with everything that is wrong with it.

use super::{Days, Owners, Policy, Rule, Services, Sla, pattern};
use crate::place::{FileError, Place};
use crate::yaml::options_for;
use serde::Deserialize;
use serde_saphyr::Spanned;
use std::collections::HashMap;

/// Severities that Snyk knows.
const SEVERITIES: &[&str] = &["info", "low", "medium", "high", "critical"];

/// Values of a project's business criticality in Snyk.
const CRITICALITIES: &[&str] = &["low", "medium", "high", "critical"];

/// Days that can be allowed: a hundred years. No database adds many more to a date.
const LONGEST: i64 = 36_500;

const SHAPE: &str = "write `sla:` with `default:` and `business_criticality:`, `services:` with `tag:` and `rules:`, and `owners:` with `tags:`; see docs/entities.md";

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct PolicyFile {
    sla: SlaFile,
    services: ServicesFile,
    owners: OwnersFile,
}

type DaysFile = HashMap<Spanned<String>, Spanned<i64>>;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct SlaFile {
    default: DaysFile,
    business_criticality: HashMap<Spanned<String>, DaysFile>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ServicesFile {
    tag: Option<Spanned<String>>,
    rules: Vec<Spanned<RuleFile>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct OwnersFile {
    tags: Option<Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    repository: Option<Spanned<String>>,
    project: Option<Spanned<String>>,
    service: Spanned<String>,
    owner: Option<String>,
}

pub(super) fn policy(file: &str, text: &str) -> Result<Policy, Vec<FileError>> {
    let read: Option<PolicyFile> = serde_saphyr::from_str_with_options(text, options_for(text))
        .map_err(|error| vec![Place::of_yaml(file, error, SHAPE)])?;
    let read = read.unwrap_or_default();
    let mut reader = Reader { file, errors: Vec::new() };
    let policy = Policy {
        sla: Sla {
            default: reader.days(read.sla.default),
            business_criticality: read
                .sla
                .business_criticality
                .into_iter()
                .map(|(of, days)| (reader.one_of(of, CRITICALITIES, "business criticality"), reader.days(days)))
                .collect(),
        },
        services: Services {
            tag: read.services.tag.map_or_else(|| Services::default().tag, |tag| reader.text(tag, "the tag's key")),
            rules: read.services.rules.into_iter().map(|rule| reader.rule(rule)).collect(),
        },
        owners: Owners {
            tags: read.owners.tags.map_or_else(
                || Owners::default().tags,
                |tags| tags.into_iter().map(|tag| reader.text(tag, "the tag's key")).collect(),
            ),
        },
    };
    let mut errors = reader.errors;
    errors.sort_by_key(|error| (error.line, error.column));
    if errors.is_empty() { Ok(policy) } else { Err(errors) }
}

struct Reader<'f> {
    file: &'f str,
    errors: Vec<FileError>,
}

impl Reader<'_> {
    fn wrong(&mut self, at: serde_saphyr::Location, what: String, remedy: String) {
        self.errors.push(Place::at(self.file, at).error(what, remedy));
    }

    fn days(&mut self, days: DaysFile) -> Days {
        let mut all = Days::new();
        for (severity, days) in days {
            let what = match days.value {
                0..=LONGEST => None,
                ..0 => Some("fewer than none"),
                _ => Some("more than a hundred years"),
            };
            if let Some(what) = what {
                let remedy = format!("write how many days are allowed, from 0 to {LONGEST}");
                self.wrong(days.referenced, format!("{} days are {what}", days.value), remedy);
            }
            all.insert(self.one_of(severity, SEVERITIES, "severity"), days.value);
        }
        all
    }

    fn one_of(&mut self, word: Spanned<String>, known: &[&str], what: &str) -> String {
        if !known.contains(&word.value.as_str()) {
            let told = format!("`{}` is no {what} that Snyk knows", word.value);
            self.wrong(word.referenced, told, format!("choose one of {}", known.join(", ")));
        }
        word.value
    }

    fn text(&mut self, text: Spanned<String>, what: &str) -> String {
        if text.value.trim().is_empty() {
            self.wrong(text.referenced, format!("{what} is empty"), "write it, or leave the line out".to_owned());
        }
        text.value
    }

    fn rule(&mut self, rule: Spanned<RuleFile>) -> Rule {
        let at = rule.referenced;
        let rule = rule.value;
        let stars = match (&rule.repository, &rule.project) {
            (Some(only), None) | (None, Some(only)) => Some(pattern::stars(&only.value)),
            (Some(_), Some(_)) => {
                self.wrong(
                    at,
                    "a rule is about a repository or about a project, not both".to_owned(),
                    "make two rules of it, or leave one of the lines out".to_owned(),
                );
                None
            }
            (None, None) => {
                self.wrong(
                    at,
                    "the rule does not say which projects it is about".to_owned(),
                    "give it a line `repository:` or `project:` with a pattern".to_owned(),
                );
                None
            }
        };
        let highest = pattern::highest(&rule.service.value);
        if let Some(stars) = stars.filter(|stars| highest > *stars) {
            self.wrong(
                rule.service.referenced,
                format!("`${highest}` stands for nothing: the pattern has {stars} stars"),
                "write a `*` for each part that the service is named by".to_owned(),
            );
        }
        let repository = rule.repository.map(|pattern| self.text(pattern, "the pattern"));
        let project = rule.project.map(|pattern| self.text(pattern, "the pattern"));
        Rule { repository, project, service: self.text(rule.service, "the service"), owner: rule.owner }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
sla:
  default: {critical: 10, low: 365}
  business_criticality:
    critical:
      critical: 7
      high: 14
services:
  tag: app
  rules:
    - repository: github.com/acme/*-api
      service: $1
      owner: payments
    - {project: '*:Dockerfile', service: images}
owners:
  tags: [squad]
";

    #[test]
    fn a_policy_is_read() {
        let read = policy("policy.yaml", GOOD).unwrap_or_default();
        assert_eq!(read.sla.default, Days::from([("critical".to_owned(), 10), ("low".to_owned(), 365)]));
        let critical = read.sla.business_criticality.get("critical");
        assert_eq!(critical, Some(&Days::from([("critical".to_owned(), 7), ("high".to_owned(), 14)])));
        assert_eq!((read.services.tag.as_str(), read.services.rules.len()), ("app", 2));
        assert_eq!(read.services.rules[0].owner.as_deref(), Some("payments"));
        assert_eq!(read.owners.tags, ["squad"]);
    }

    #[test]
    fn an_empty_file_is_the_default() {
        for text in ["", "# nothing yet\n", "{}", "sla: {}\n"] {
            assert_eq!(policy("policy.yaml", text), Ok(Policy::default()), "{text}");
        }
    }

    #[test]
    fn none_and_a_hundred_years_of_days_can_be_allowed() {
        let read = policy("policy.yaml", "sla: {default: {critical: 0, low: 36500}}").unwrap_or_default();
        assert_eq!(read.sla.default, Days::from([("critical".to_owned(), 0), ("low".to_owned(), 36_500)]));
    }

    #[test]
    fn all_that_is_wrong_is_told_with_its_place() {
        let table: &[(&str, &[&str])] = &[
            ("sla:\n  default: {severe: 3}\n", &["p.yaml:2:13: `severe` is no severity that Snyk knows"]),
            ("sla:\n  default:\n    high: -1\n", &["p.yaml:3:11: -1 days are fewer than none"]),
            ("sla:\n  default: {high: 36501}\n", &["p.yaml:2:19: 36501 days are more than a hundred years"]),
            (
                "sla:\n  business_criticality:\n    huge: {low: 1}\n    low: {lowest: 1}\n",
                &[
                    "p.yaml:3:5: `huge` is no business criticality that Snyk knows",
                    "p.yaml:4:11: `lowest` is no severity that Snyk knows",
                ],
            ),
            (
                "services:\n  rules:\n    - service: x\n    - {repository: a, project: b, service: x}\n    - {project: a-*, service: $2}\n",
                &[
                    "p.yaml:3:7: the rule does not say which projects it is about",
                    "p.yaml:4:7: a rule is about a repository or about a project, not both",
                    "p.yaml:5:31: `$2` stands for nothing: the pattern has 1 stars",
                ],
            ),
            ("sla:\n  default: {low: 1, low: 2}\n", &["p.yaml:2:21: `low` is there twice"]),
            ("services:\n  tag: ''\n", &["p.yaml:2:8: the tag's key is empty"]),
            ("owners: {tags: [a, ' ']}\n", &["p.yaml:1:20: the tag's key is empty"]),
        ];
        for (text, expected) in table {
            let errors = policy("p.yaml", text).err().unwrap_or_default();
            let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
            assert_eq!(told, *expected, "{text}");
            assert!(errors.iter().all(|error| !error.remedy.is_empty()));
        }
    }

    #[test]
    fn what_is_no_policy_is_told_with_its_line() {
        for (text, line) in [
            ("sla: [", 1),
            ("slo: {}\n", 1),
            ("sla:\n  default: {high: soon}\n", 2),
            ("services:\n  rules:\n    - {project: a}\n", 3),
        ] {
            let errors = policy("p.yaml", text).err().unwrap_or_default();
            assert_eq!(errors.first().map(|error| error.line), Some(line), "{text}: {errors:?}");
        }
    }

    #[test]
    fn the_policy_to_begin_with_says_what_holds_by_default_and_what_it_leaves_out_is_right_too() {
        let starter = crate::policy::STARTER;
        let read = |text: &str| policy("policy.yaml", text).unwrap_or_else(|errors| panic!("{errors:?}"));
        let days = [("critical", 15), ("high", 30), ("low", 180), ("medium", 90)];
        let days: Days = days.map(|(severity, days)| (severity.to_owned(), days)).into();
        let begun = read(starter);
        assert_eq!((begun.sla.default, begun.services, begun.owners), (days, Services::default(), Owners::default()));
        let lines = starter.lines().map(|line| match line.trim_start().strip_prefix("# ") {
            // A comment that is a line of YAML, or one of a list.
            Some(rest) if rest.trim_start().starts_with("- ") || rest.contains(':') && !rest.contains(". ") => {
                line.replacen("# ", "", 1)
            }
            _ => line.to_owned(),
        });
        let whole = read(&lines.collect::<Vec<_>>().join("\n"));
        assert_eq!(whole.sla.business_criticality["critical"]["high"], 14);
        assert_eq!(whole.services.rules.len(), 2);
    }
}

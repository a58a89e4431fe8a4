//! How long scorecards take: ten checks of every project over a million issues, answered at once and for each.

use crate::bench::{Case, USUAL, connect, folder, machine, programs, simulator, windlass};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What is measured, and on what.
#[derive(clap::Args)]
pub(crate) struct Scores {
    /// Runs of each form; medians are printed
    #[arg(long, default_value_t = 3)]
    runs: usize,

    /// Issues in the simulated company
    #[arg(long, default_value_t = 1_000_000)]
    issues: u64,

    /// Projects in it
    #[arg(long, default_value_t = 5_000)]
    projects: u64,

    /// A SQLite file to keep what was synced in; one that is there is not synced again
    #[arg(long, value_name = "PATH")]
    keep: Option<PathBuf>,
}

/// A check in both forms: what is asked of all projects at once, and of each.
struct Form {
    key: &'static str,
    at_once: String,
    for_each: String,
}

/// Checks that read the facts about an entity.
const FACTS: &[(&str, &str)] = &[
    ("no-criticals", "open_critical = 0"),
    ("few-highs", "open_high <= 5"),
    ("nothing-fixable", "fixable = 0"),
    ("all-in-time", "breached = 0"),
    ("nothing-old", "coalesce(oldest_open_days, 0) <= 180"),
    ("resolves", "coalesce(mttr_days_critical, 0) <= 30"),
];

/// Checks that count issues themselves, each of this severity and older than so many days.
const ISSUES: &[(&str, &str, u16)] = &[("no-old-criticals", "critical", 30), ("no-old-highs", "high", 90)];

fn forms() -> Vec<Form> {
    let verdict = |passes: &str| format!("case when {passes} then 'PASS' else 'FAIL' end as status");
    let of_entity = "entity_type = $entity_type and entity_identifier = $entity_identifier";
    let facts = FACTS.iter().map(|(key, passes)| Form {
        key,
        at_once: format!("select entity_type, entity_identifier, {} from entity_facts", verdict(passes)),
        for_each: format!("select {} from entity_facts where {of_entity}", verdict(passes)),
    });
    let issues = ISSUES.iter().map(|(key, severity, days)| {
        let which = format!(
            "i.status = 'open' and i.ignored = 0 and i.removed_at is null and i.effective_severity_level = '{severity}' \
             and i.created_at < $days_ago_{days}"
        );
        let counted = format!("select i.project_id, count(*) as n from snyk_issues i where {which} group by i.project_id");
        let none = verdict("coalesce(n.n, 0) = 0");
        Form {
            key,
            at_once: format!(
                "select e.type as entity_type, e.identifier as entity_identifier, {none} from windlass_entities e \
                 left join (select m.entity_identifier, sum(c.n) as n from windlass_entity_projects m join ({counted}) c \
                 on c.project_id = m.project_id where m.entity_type = 'project' group by m.entity_identifier) n \
                 on n.entity_identifier = e.identifier where e.type = 'project'"
            ),
            for_each: format!(
                "select {} from snyk_issues i where i.project_id in ($entity_project_ids) and {which}",
                verdict("count(*) = 0")
            ),
        }
    });
    let tested = Form {
        key: "tested",
        at_once: format!(
            "select 'project' as entity_type, m.entity_identifier, {} from windlass_entity_projects m \
             join snyk_projects p on p.id = m.project_id where m.entity_type = 'project' group by m.entity_identifier",
            verdict("max(p.counted_at) >= $days_ago_30")
        ),
        for_each: format!(
            "select {} from snyk_projects p where p.id in ($entity_project_ids)",
            verdict("max(p.counted_at) >= $days_ago_30")
        ),
    };
    let tags = Form {
        key: "tagged",
        at_once: format!(
            "select 'project' as entity_type, m.entity_identifier, {} from windlass_entity_projects m \
             left join snyk_project_tags t on t.project_id = m.project_id where m.entity_type = 'project' group by m.entity_identifier",
            verdict("count(t.project_id) > 0")
        ),
        for_each: format!(
            "select {} from snyk_project_tags t where t.project_id in ($entity_project_ids)",
            verdict("count(*) > 0")
        ),
    };
    facts.chain(issues).chain([tested, tags]).collect()
}

/// The card of all checks in one form.
fn card(form: fn(&Form) -> &str) -> String {
    let checks: String = forms()
        .iter()
        .map(|one| format!("  - {{key: {}, name: C, group: all, points: 1, sql: \"{}\"}}\n", one.key, form(one)))
        .collect();
    format!(
        "name: Benchmark\ntype: POINTS\nentity_filter: {{types: [project]}}\ncheck_groups: [{{key: all, name: All}}]\nchecks:\n{checks}"
    )
}

/// Measures both forms and prints a table.
pub(crate) fn bench(scores: &Scores) -> Result<()> {
    let programs = programs()?;
    let folder = folder()?;
    let done = measured(scores, &programs, &folder);
    std::fs::remove_dir_all(&folder)?;
    done
}

fn measured(scores: &Scores, programs: &Path, folder: &Path) -> Result<()> {
    let file = scores.keep.clone().unwrap_or_else(|| folder.join("bench.db"));
    let store = format!("sqlite:{}", file.display());
    if !file.exists() {
        synced(scores, programs, folder, &store)?;
    }
    let cards = folder.join("scorecards");
    std::fs::create_dir_all(&cards)?;
    std::fs::write(cards.join("at-once.yaml"), card(|one| &one.at_once))?;
    std::fs::write(cards.join("for-each.yaml"), card(|one| &one.for_each))?;
    println!("{}", machine());
    println!();
    println!("| ten checks | entities | issues | wall s (min–max) | CPU s | peak MiB |");
    println!("|---|--:|--:|--:|--:|--:|");
    let mut said: Option<Value> = None;
    for (name, shown) in [("at-once", "each answers for all entities"), ("for-each", "each is asked for every entity")]
    {
        let mut used = Vec::new();
        for _ in 0..scores.runs.max(1) {
            let arguments = ["scorecard", "run", name, "--json", "--store", &store, "--folder"];
            let folder_of_cards = cards.display().to_string();
            used.push(windlass(programs, None, &USUAL, folder, &[&arguments[..], &[&folder_of_cards]].concat())?);
        }
        let report: Value = serde_json::from_str(used[0]["stdout"].as_str().unwrap_or_default())?;
        let card = &report["cards"][0];
        ensure!(card["errors"].as_array().is_some_and(Vec::is_empty), "a check failed: {}", card["errors"]);
        // Both forms ask the same, so they have to say the same.
        ensure!(said.as_ref().is_none_or(|said| *said == card["checks"]), "the forms differ: {}", card["checks"]);
        said = Some(card["checks"].clone());
        let sorted = |key: &str| -> Result<Vec<f64>> {
            let mut values: Vec<f64> =
                used.iter().map(|one| one[key].as_f64().context("a figure is missing")).collect::<Result<_>>()?;
            values.sort_by(f64::total_cmp);
            Ok(values)
        };
        let (wall, cpu, peak) = (sorted("wall_ms")?, sorted("cpu_ms")?, sorted("peak_kib")?);
        println!(
            "| {shown} | {} | {} | {:.2} ({:.2}–{:.2}) | {:.2} | {:.0} |",
            card["entities"],
            scores.issues,
            wall[wall.len() / 2] / 1_000.0,
            wall[0] / 1_000.0,
            wall[wall.len() - 1] / 1_000.0,
            cpu[cpu.len() / 2] / 1_000.0,
            peak[peak.len() / 2] / 1_024.0,
        );
    }
    Ok(())
}

/// Syncs the simulated company.
fn synced(scores: &Scores, programs: &Path, folder: &Path, store: &str) -> Result<()> {
    let case = Case::sized(scores.issues, scores.projects);
    let simulator = simulator(programs, &case)?;
    connect(programs, &simulator, &case, folder, store)?;
    windlass(programs, Some(&simulator), &case, folder, &["sync", "--no-scorecards", "--json", "--store", store])?;
    Ok(())
}

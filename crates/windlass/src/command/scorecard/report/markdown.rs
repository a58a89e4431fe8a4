//! A scorecard as Markdown, with words beside every mark.

use super::day;
use crate::render::tame;
use crate::scorecards::shown::{moved_line, moves_line, one_line, output, sql_failure, to_do, word};
use crate::scorecards::tally::{groups, label};
use windlass_model::Timestamp;
use windlass_score::evaluate::{Report, Status};
use windlass_score::history::Moved;

/// The page of a scorecard.
pub(super) fn page(report: &Report, moved: &[Moved], since: Timestamp, limit: usize) -> String {
    let card = &report.card;
    let draft = if card.published { "" } else { " (draft)" };
    let mut page = format!("## {}{draft}\n\n", safe(&card.name));
    let groups: Vec<String> =
        groups(report).iter().map(|group| format!("{} {}", group.entities, safe(&group.name))).collect();
    page.push_str(&format!("{}, as of {}.\n\n", groups.join(", "), day(report.as_of)));
    let has = if card.levels.is_empty() { "points" } else { "level" };
    page.push_str(&format!("| type | entity | {has} | since |"));
    for check in &card.checks {
        page.push_str(&format!(" {} |", safe(&check.name)));
    }
    page.push_str(&format!("\n|---|---|---|---|{}\n", "---|".repeat(card.checks.len())));
    let all = report.from_the_worst();
    let most = if limit == 0 { all.len() } else { limit };
    for scored in all.iter().take(most) {
        let entity = &scored.entity;
        let since = scored.since.map_or_else(String::new, day);
        let (kind, identifier) = (safe(&entity.kind), safe(&entity.identifier));
        page.push_str(&format!("| {kind} | {identifier} | {} | {since} |", safe(&label(card, &scored.score))));
        for check in &card.checks {
            let result = scored.results.iter().find(|result| result.check == check.key);
            let cell = result.map_or_else(String::new, |result| {
                let shown = format!("{} {}", result.status.mark(), word(result.status));
                match (&result.output, result.status) {
                    (Some(value), Status::Pass | Status::Warn | Status::Fail) => {
                        format!("{shown} ({})", safe(&output(check, value)))
                    }
                    _ => shown,
                }
            });
            page.push_str(&format!(" {cell} |"));
        }
        page.push('\n');
    }
    if all.len() > most {
        page.push_str(&format!("\n… and {} more.\n", all.len() - most));
    }
    let to_do = to_do(report, words);
    if !to_do.is_empty() {
        page.push_str("\nWhat stands in the way:\n\n");
    }
    for line in to_do {
        page.push_str(&format!("- {line}\n"));
    }
    page.push_str(&format!("\nMoved since {}: {}.\n", day(since), moves_line(moved)));
    let named: Vec<&Moved> = moved.iter().filter(|moved| moved.from.is_some()).collect();
    if !named.is_empty() {
        page.push('\n');
    }
    for moved in named {
        page.push_str(&format!("- {}\n", safe(&moved_line(card, moved))));
    }
    for error in &report.sql_errors {
        let told = sql_failure(card, error);
        page.push_str(&format!("\n**Error:** {}: {}\n\n", safe(&told.what), safe(&told.why)));
        // As indented code: whatever is in the query, it ends with the lines.
        for line in error.sql.trim_end().lines() {
            page.push_str(&format!("    {}\n", tame(line)));
        }
    }
    page
}

/// Words for owners, which are Markdown, on one line: without HTML and without pictures, which would be fetched from anywhere.
fn words(text: &str) -> String {
    tame(&one_line(text)).replace('<', "\\<").replace('!', "\\!")
}

/// Text from elsewhere that stays in its cell and is not read as Markdown or HTML.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in tame(text).chars() {
        match letter {
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '<' | '>' | '#' | '@' | '!' => {
                safe.push('\\');
                safe.push(letter);
            }
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{safe, words};

    #[test]
    fn words_for_owners_are_markdown_on_one_line() {
        assert_eq!(words("Fix **them**:\n  [how](https://a.example)"), "Fix **them**: [how](https://a.example)");
        assert_eq!(words("<b>![x](https://a.example)"), "\\<b>\\![x](https://a.example)");
    }

    #[test]
    fn a_name_stays_in_its_cell() {
        assert_eq!(safe("a|b\n<img src=x> [c](d)"), "a\\|b \\<img src=x\\> \\[c\\](d)");
    }
}

//! The report's page.

use super::figures::{Figures, Line};
use crate::charts::{Band, ages, came_and_went, legend, open_over_time};
use crate::frame::{self, link, wide};
use crate::paint::SEVERITIES;
use crate::scorecard;
use crate::words::{counted, day, days, moment, percent, thousands};
use maud::{Markup, html};
use windlass_score::evaluate::Report;
use windlass_score::report::Moves;

/// Where there is nothing to say.
const NONE: &str = "–";

/// Draws the page.
pub(super) fn draw(figures: &Figures, cards: &[(Report, Moves)]) -> String {
    let title = format!("Snyk issues, {}", day(figures.as_of));
    let body = html! {
        header {
            h1 { "What is open in Snyk" }
            p.soft {
                "As of " (moment(figures.as_of)) ": " (counted(figures.organizations, "organization")) ", "
                (counted(figures.projects, "project")) ". Ages and what is overdue are counted to that moment."
            }
            (doubts(figures))
        }
        (tiles(figures))
        (over_time(figures))
        (how_old(figures))
        (promise(figures))
        (worst(figures))
        @for (card, moved) in cards { (scorecard::section(card, moved)) }
        footer { p.soft { "Made by windlass " (env!("CARGO_PKG_VERSION")) " from tables and views that can be asked with SQL: "
            code { "open_issues" } ", " code { "project_facts" } ", " code { "severity_daily" } ", " code { "resolved_issues" } "." } }
    };
    frame::page(&title, &body)
}

/// What speaks against taking this for all there is.
fn doubts(figures: &Figures) -> Markup {
    let partial: Vec<_> = figures.connections.iter().filter(|one| one.status != "succeeded").collect();
    html! {
        @for one in partial {
            p.notice {
                strong { "Not all of it. " }
                "The last sync of connection " (one.name) " is " em { (one.status) }
                @if let Some(at) = one.finished_at { ", " (moment(at)) }
                ". " code { "windlass runs" } " says what is missing."
            }
        }
    }
}

fn tiles(figures: &Figures) -> Markup {
    let change = figures.open_before(30).map(|before| figures.open() - before);
    let critical = &figures.lines[0];
    html! {
        ul.tiles {
            li { strong { (thousands(figures.open())) } "open"
                @if let Some(change) = change { br; span.soft { (if change > 0 { "+" } else { "" }) (thousands(change)) " in 30 days" } } }
            li { strong { (thousands(critical.open)) } "critical"
                @if let Some(oldest) = critical.oldest { br; span.soft { "oldest " (counted(oldest, "day")) } } }
            li { strong { (thousands(figures.overdue())) } "overdue"
                @if figures.limited() > 0 { br; span.soft { (percent(figures.limited() - figures.overdue(), figures.limited())) " in time" } } }
            li { strong { (thousands(figures.fixable())) } "can be fixed now" }
            li { strong { (thousands(figures.untested)) } "projects never tested" br; span.soft { "of " (thousands(figures.projects)) } }
        }
    }
}

fn over_time(figures: &Figures) -> Markup {
    let header: Vec<&str> = std::iter::once("day").chain(SEVERITIES).collect();
    // Once a week: the chart has every day.
    let mut rows: Vec<Vec<String>> = figures
        .days
        .iter()
        .rev()
        .step_by(7)
        .map(|day| std::iter::once(day.day.clone()).chain(day.open.iter().map(|open| thousands(*open))).collect())
        .collect();
    rows.reverse();
    let weeks =
        figures.weeks.iter().map(|week| vec![week.until.clone(), thousands(week.opened), thousands(week.resolved)]);
    html! {
        section {
            div.whole {
                h2 { "Open by severity" }
                p.soft { "Open, not ignored issues at the end of each day. Days before the first sync are told by the dates in Snyk." }
                (legend(&figures.bands))
                (open_over_time(&figures.days))
            }
            (frame::figures("Open by severity", &header, &rows))
        }
        section {
            div.whole {
                h2 { "What came and went" }
                p.soft { "Issues first seen (filled) and resolved (hollow) in each week, named by its last day." }
                (came_and_went(&figures.weeks))
            }
            (frame::figures("What came and went", &["week to", "opened", "resolved"], &weeks.collect::<Vec<_>>()))
        }
    }
}

fn how_old(figures: &Figures) -> Markup {
    let header: Vec<&str> = std::iter::once("age").chain(SEVERITIES).chain(["all"]).collect();
    let row = |band: &Band| {
        let numbers = band.open.iter().copied().chain([band.open.iter().sum()]);
        std::iter::once(band.name.to_owned()).chain(numbers.map(thousands)).collect()
    };
    html! {
        section {
            div.whole {
                h2 { "How old it is" }
                (legend(&figures.bands))
                (ages(&figures.bands))
            }
            (frame::figures("How old it is", &header, &figures.bands.iter().map(row).collect::<Vec<Vec<String>>>()))
        }
    }
}

fn promise(figures: &Figures) -> Markup {
    let allowed = |line: &Line| match line.allowed {
        None => NONE.to_owned(),
        Some((least, most)) if least == most => thousands(least),
        Some((least, most)) => format!("{least} to {most}"),
    };
    let lines =
        SEVERITIES.iter().zip(&figures.lines).filter(|(name, line)| **name != "other" || line.open + line.resolved > 0);
    let time = |seconds: Option<f64>| seconds.map_or_else(|| NONE.to_owned(), days);
    let table = html! {
        table.numbers {
            thead { tr {
                @for name in ["severity", "open", "days allowed", "overdue", "in time", "oldest, days", "resolved", "mean, days", "median, days"] {
                    th scope="col" { (name) }
                }
            } }
            tbody { @for (name, line) in lines { tr {
                th scope="row" { (name) @if *name == "other" { span.soft { " (info, or a level unknown to windlass)" } } }
                td { (thousands(line.open)) }
                td { (allowed(line)) }
                td { (thousands(line.overdue)) }
                td { @if line.limited > 0 { (percent(line.limited - line.overdue, line.limited)) } @else { (NONE) } }
                td { (line.oldest.map_or_else(|| NONE.to_owned(), thousands)) }
                td { (thousands(line.resolved)) }
                td { (time(line.mean)) }
                td { (time(line.median)) }
            } } }
        }
    };
    html! {
        section {
            h2 { "The promise, and how long it takes" }
            p.soft { "Days allowed by the policy, what is overdue, and days from first seen to resolved over what was resolved in the last 90 days." }
            (wide("Days allowed and days to resolve, by severity", table))
        }
    }
}

fn worst(figures: &Figures) -> Markup {
    let table = html! {
        table.numbers {
            thead { tr {
                @for name in ["project", "critical", "high", "medium", "low", "overdue", "oldest, days"] { th scope="col" { (name) } }
            } }
            tbody { @for project in &figures.worst { tr {
                th scope="row" { (link(project.url.as_deref(), &project.name)) br; span.soft { (project.organization) } }
                @for open in project.open { td { (thousands(open)) } }
                td { (thousands(project.overdue)) }
                td { (project.oldest.map_or_else(|| NONE.to_owned(), thousands)) }
            } } }
        }
    };
    html! {
        section {
            h2 { "Projects that need people most" }
            @if figures.worst.is_empty() { p { "Nothing is open." } } @else { (wide("Projects that need people most", table)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use windlass_model::Timestamp;

    fn figures() -> Figures {
        let line = |open, limited, overdue| Line { open, limited, overdue, ..Line::default() };
        let [none, other] = [line(0, 0, 0), line(90, 0, 0)];
        Figures {
            as_of: Timestamp::default(),
            connections: Vec::new(),
            organizations: 1,
            projects: 1,
            untested: 0,
            lines: [line(10, 10, 5), none, line(0, 0, 0), line(0, 0, 0), other],
            days: Vec::new(),
            weeks: Vec::new(),
            bands: vec![Band { name: "older", open: [10, 0, 0, 0, 90] }],
            worst: Vec::new(),
        }
    }

    #[test]
    fn in_time_is_told_of_what_has_a_limit() {
        let page = draw(&figures(), &[]);
        assert!(page.contains("50 % in time"), "{page}");
        assert_eq!(page.matches("50 %").count(), 2, "the tile, and the row: {page}");
        let mut figures = figures();
        figures.lines[0] = Line::default();
        assert!(!draw(&figures, &[]).contains(" in time"), "nothing has a limit");
    }

    #[test]
    fn every_chart_is_told_in_figures_too() {
        let page = draw(&figures(), &[]);
        for name in ["Open by severity", "What came and went", "How old it is"] {
            assert!(page.contains(&format!("aria-label=\"{name}: the figures\"")), "{name}: {page}");
        }
        let row = "<th scope=\"row\">older</th><td>10</td><td>0</td><td>0</td><td>0</td><td>90</td><td>100</td>";
        assert!(page.contains(row), "{page}");
    }
}

//! Bars: how old what is open is, and what came and went.

use super::scale::steps;
use super::{WIDTH, at};
use crate::paint::SEVERITIES;
use crate::words::thousands;
use maud::{Markup, html};

/// Open issues of some ages.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Band {
    /// Such as `8 to 30 days`.
    pub(crate) name: &'static str,
    /// By [`SEVERITIES`].
    pub(crate) open: [i64; SEVERITIES.len()],
}

/// Seven days.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Week {
    /// Its last day.
    pub(crate) until: String,
    pub(crate) opened: i64,
    pub(crate) resolved: i64,
}

/// A bar for each band, the youngest first.
pub(crate) fn ages(bands: &[Band]) -> Markup {
    const ROW: f64 = 26.0;
    const LEFT: f64 = 112.0;
    const RIGHT: f64 = 64.0;
    let total = |band: &Band| band.open.iter().sum::<i64>();
    let most = bands.iter().map(total).max().unwrap_or(0).max(1);
    let length = |value: i64| (WIDTH - LEFT - RIGHT) * value as f64 / most as f64;
    let height = ROW * bands.len() as f64;
    let said: Vec<String> = bands.iter().map(|band| format!("{}: {}", band.name, thousands(total(band)))).collect();
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(format!("Open issues by age. {}.", said.join(", "))) {
            @for (number, band) in bands.iter().enumerate() {
                @let y = ROW * number as f64;
                text x=(at(LEFT - 8.0)) y=(at(y + 17.0)) text-anchor="end" { (band.name) }
                @for (severity, name) in SEVERITIES.iter().enumerate() {
                    @let before: i64 = band.open[..severity].iter().sum();
                    @if band.open[severity] > 0 {
                        rect class=(name) x=(at(LEFT + length(before))) y=(at(y + 3.0))
                            width=(at(length(band.open[severity]))) height=(at(ROW - 6.0)) {
                            title { (thousands(band.open[severity])) " " (name) }
                        }
                    }
                }
                text.strong x=(at(LEFT + length(total(band)) + 6.0)) y=(at(y + 17.0)) { (thousands(total(band))) }
            }
        }
    }
}

/// Two bars for each week: filled for what came, hollow for what went.
pub(crate) fn came_and_went(weeks: &[Week]) -> Markup {
    const HEIGHT: f64 = 170.0;
    const LEFT: f64 = 48.0;
    const TOP: f64 = 8.0;
    const BOTTOM: f64 = 22.0;
    if weeks.is_empty() {
        return html! {};
    }
    let (top, ticks) = steps(weeks.iter().map(|week| week.opened.max(week.resolved)).max().unwrap_or(0));
    let y = |value: i64| TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - value as f64 / top as f64);
    let room = (WIDTH - LEFT) / weeks.len() as f64;
    let bar = room * 0.38;
    let every = weeks.len().div_ceil(8).max(1);
    let sum = |of: fn(&Week) -> i64| thousands(weeks.iter().map(of).sum::<i64>());
    let said = format!(
        "Issues in the last {} weeks: {} opened, {} resolved.",
        weeks.len(),
        sum(|week| week.opened),
        sum(|week| week.resolved)
    );
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(said) {
            @for tick in ticks {
                line.grid x1=(at(LEFT)) x2=(at(WIDTH)) y1=(at(y(tick))) y2=(at(y(tick))) {}
                text x=(at(LEFT - 6.0)) y=(at(y(tick) + 4.0)) text-anchor="end" { (thousands(tick)) }
            }
            @for (number, week) in weeks.iter().enumerate() {
                @let x = LEFT + room * number as f64 + room * 0.08;
                rect.opened x=(at(x)) y=(at(y(week.opened))) width=(at(bar)) height=(at(y(0) - y(week.opened))) {
                    title { "To " (week.until) ": " (thousands(week.opened)) " opened" }
                }
                rect.resolved x=(at(x + bar + 2.0)) y=(at(y(week.resolved))) width=(at(bar - 2.0)) height=(at(y(0) - y(week.resolved))) {
                    title { "To " (week.until) ": " (thousands(week.resolved)) " resolved" }
                }
                @if (weeks.len() - 1 - number).is_multiple_of(every) {
                    @let anchor = if number + 1 == weeks.len() { "end" } else { "middle" };
                    @let x = if number + 1 == weeks.len() { WIDTH } else { x + bar };
                    text x=(at(x)) y=(at(HEIGHT - 6.0)) text-anchor=(anchor) { (week.until.get(5..).unwrap_or_default()) }
                }
            }
        }
    }
}

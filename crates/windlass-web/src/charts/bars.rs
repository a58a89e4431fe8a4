//! Bars: how old what is open is, and what came and went.

use super::scale::steps;
use super::{NARROW, Size, at, both};
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

/// Weeks at most on a phone, where more bars would be hairs: half a year.
const WEEKS: usize = 26;

/// A bar for each band, the youngest first.
pub(crate) fn ages(bands: &[Band]) -> Markup {
    both(|size| draw_ages(bands, size))
}

fn draw_ages(bands: &[Band], size: Size) -> Markup {
    const ROW: f64 = 26.0;
    let total = |band: &Band| band.open.iter().sum::<i64>();
    let most = bands.iter().map(total).max().unwrap_or(0).max(1);
    let left = size.widest(bands.iter().map(|band| band.name.to_owned()), Size::of) + 10.0;
    let right = size.width - size.of_strong(&thousands(most)) - 8.0;
    let length = |value: i64| (right - left) * value as f64 / most as f64;
    let height = ROW * bands.len() as f64;
    let said: Vec<String> = bands.iter().map(|band| format!("{}: {}", band.name, thousands(total(band)))).collect();
    html! {
        svg class=(size.class) viewBox=(format!("0 0 {} {height}", size.width)) role="img"
            aria-label=(format!("Open issues by age. {}.", said.join(", "))) {
            @for (number, band) in bands.iter().enumerate() {
                @let y = ROW * number as f64;
                text x=(at(left - 8.0)) y=(at(y + 17.0)) text-anchor="end" { (band.name) }
                @for (severity, name) in SEVERITIES.iter().enumerate() {
                    @let before: i64 = band.open[..severity].iter().sum();
                    @if band.open[severity] > 0 {
                        rect class=(name) x=(at(left + length(before))) y=(at(y + 3.0))
                            width=(at(length(band.open[severity]))) height=(at(ROW - 6.0)) {
                            title { (thousands(band.open[severity])) " " (name) }
                        }
                    }
                }
                text.strong x=(at(left + length(total(band)) + 6.0)) y=(at(y + 17.0)) { (thousands(total(band))) }
            }
        }
    }
}

/// Two bars for each week: filled for what came, hollow for what went.
pub(crate) fn came_and_went(weeks: &[Week]) -> Markup {
    let latest = &weeks[weeks.len().saturating_sub(WEEKS)..];
    html! {
        @if !weeks.is_empty() { (both(|size| draw_weeks(if size.class == NARROW.class { latest } else { weeks }, size))) }
        @if latest.len() < weeks.len() { p.soft.narrow { "The last " (WEEKS) " weeks are drawn; the figures are of all." } }
    }
}

fn draw_weeks(weeks: &[Week], size: Size) -> Markup {
    const HEIGHT: f64 = 170.0;
    const TOP: f64 = 8.0;
    const BOTTOM: f64 = 22.0;
    let (top, ticks) = steps(weeks.iter().map(|week| week.opened.max(week.resolved)).max().unwrap_or(0));
    let y = |value: i64| TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - value as f64 / top as f64);
    let left = size.widest(ticks.iter().map(|tick| thousands(*tick)), Size::of) + 8.0;
    let width = size.width;
    let room = (width - left) / weeks.len() as f64;
    let bar = room * 0.4;
    let gap = (room * 0.1).min(2.0);
    let labels = ((width - left) / size.of("01-31 - ")) as usize;
    let every = weeks.len().div_ceil(labels.clamp(1, 8));
    let sum = |of: fn(&Week) -> i64| thousands(weeks.iter().map(of).sum::<i64>());
    let long = if weeks.len() == 1 { "week".to_owned() } else { format!("{} weeks", weeks.len()) };
    let (opened, resolved) = (sum(|week| week.opened), sum(|week| week.resolved));
    let said = format!("Issues in the last {long}: {opened} opened, {resolved} resolved.");
    html! {
        svg class=(size.class) viewBox=(format!("0 0 {width} {HEIGHT}")) role="img" aria-label=(said) {
            @for tick in ticks {
                line.grid x1=(at(left)) x2=(at(width)) y1=(at(y(tick))) y2=(at(y(tick))) {}
                text x=(at(left - 6.0)) y=(at(y(tick) + 4.0)) text-anchor="end" { (thousands(tick)) }
            }
            @for (number, week) in weeks.iter().enumerate() {
                @let x = left + room * number as f64 + room * 0.08;
                rect.opened x=(at(x)) y=(at(y(week.opened))) width=(at(bar)) height=(at(y(0) - y(week.opened))) {
                    title { "To " (week.until) ": " (thousands(week.opened)) " opened" }
                }
                rect.resolved x=(at(x + bar + gap)) y=(at(y(week.resolved))) width=(at(bar - gap)) height=(at(y(0) - y(week.resolved))) {
                    title { "To " (week.until) ": " (thousands(week.resolved)) " resolved" }
                }
                @if (weeks.len() - 1 - number).is_multiple_of(every) {
                    @let is_last = number + 1 == weeks.len();
                    @let anchor = if is_last { "end" } else { "middle" };
                    text x=(at(if is_last { width } else { x + bar })) y=(at(HEIGHT - 6.0)) text-anchor=(anchor) {
                        (week.until.get(5..).unwrap_or_default())
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weeks(count: usize) -> Vec<Week> {
        let week = |number| Week { until: format!("2026-01-{number:02}"), opened: 10, resolved: 1 };
        (0..count).map(week).collect()
    }

    #[test]
    fn one_week_is_a_week() {
        let drawn = came_and_went(&weeks(1)).into_string();
        assert!(drawn.contains("Issues in the last week: 10 opened, 1 resolved."), "{drawn}");
        let drawn = came_and_went(&weeks(2)).into_string();
        assert!(drawn.contains("Issues in the last 2 weeks: 20 opened"), "{drawn}");
        assert_eq!(came_and_went(&[]).into_string(), "");
    }

    #[test]
    fn a_phone_shows_the_newest_weeks_and_says_so() {
        let drawn = came_and_went(&weeks(30)).into_string();
        let (broad, narrow) = drawn.split_once("<svg class=\"narrow\"").unwrap();
        assert_eq!(
            (broad.matches("rect class=\"opened\"").count(), narrow.matches("rect class=\"opened\"").count()),
            (30, 26)
        );
        assert!(narrow.contains("2026-01-29") && !narrow.contains("2026-01-03"), "{narrow}");
        assert!(narrow.contains("The last 26 weeks are drawn"), "{narrow}");
        assert!(!came_and_went(&weeks(26)).into_string().contains("are drawn"));
    }
}

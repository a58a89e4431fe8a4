//! What was open, day by day, stacked by severity.

use super::scale::steps;
use super::{WIDTH, at};
use crate::paint::SEVERITIES;
use crate::words::thousands;
use maud::{Markup, html};

const HEIGHT: f64 = 260.0;
const LEFT: f64 = 48.0;
const RIGHT: f64 = 104.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 24.0;

/// Between two labels that do not touch.
const LINE: f64 = 14.0;

/// What was open at the end of a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Day {
    /// Such as `2026-01-31`.
    pub(crate) day: String,
    /// By [`SEVERITIES`].
    pub(crate) open: [i64; SEVERITIES.len()],
}

/// The chart.
pub(crate) fn open_over_time(days: &[Day]) -> Markup {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return html! {} };
    let most = days.iter().map(|day| day.open.iter().sum::<i64>()).max().unwrap_or(0);
    let (top, ticks) = steps(most);
    let y = |value: i64| TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - value as f64 / top as f64);
    let across = (days.len() - 1).max(1) as f64;
    let x = |day: usize| LEFT + (WIDTH - LEFT - RIGHT) * day as f64 / across;
    let said = format!(
        "Open issues from {} to {}: {} then, {} now.",
        first.day,
        last.day,
        thousands(first.open.iter().sum::<i64>()),
        thousands(last.open.iter().sum::<i64>())
    );
    // The mildest at the bottom, critical on top.
    let below = |day: &Day, severity: usize| day.open[severity + 1..].iter().sum::<i64>();
    let shape = |severity: usize| {
        let upper = days.iter().enumerate().map(|(number, day)| (number, below(day, severity) + day.open[severity]));
        let lower = days.iter().enumerate().rev().map(|(number, day)| (number, below(day, severity)));
        let points = upper.chain(lower).map(|(number, value)| format!("{},{}", at(x(number)), at(y(value))));
        points.collect::<Vec<_>>().join(" ")
    };
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(said) {
            @for tick in ticks {
                line.grid x1=(at(LEFT)) x2=(at(WIDTH - RIGHT)) y1=(at(y(tick))) y2=(at(y(tick))) {}
                text x=(at(LEFT - 6.0)) y=(at(y(tick) + 4.0)) text-anchor="end" { (thousands(tick)) }
            }
            @for (severity, name) in SEVERITIES.iter().enumerate() {
                polygon class=(name) points=(shape(severity)) {}
            }
            @for (number, month) in months(days) {
                text x=(at(x(number))) y=(at(HEIGHT - 6.0)) { (month) }
            }
            @for (severity, place) in labels(last, y) {
                text.strong x=(at(WIDTH - RIGHT + 6.0)) y=(at(place + 4.0)) {
                    (thousands(last.open[severity])) " " (SEVERITIES[severity])
                }
            }
        }
    }
}

/// The days on which months begin, not too many of them.
fn months(days: &[Day]) -> Vec<(usize, String)> {
    let begins = |day: &Day| day.day.ends_with("-01");
    let all: Vec<(usize, String)> = days
        .iter()
        .enumerate()
        .filter(|(_, day)| begins(day))
        .map(|(number, day)| (number, day.day.get(..7).unwrap_or_default().to_owned()))
        .collect();
    let every = all.len().div_ceil(7).max(1);
    all.into_iter().step_by(every).collect()
}

/// Where the names of severities stand beside their areas, pushed apart where they would touch. From the top: critical first.
fn labels(last: &Day, y: impl Fn(i64) -> f64) -> Vec<(usize, f64)> {
    let mut above = f64::NEG_INFINITY;
    let mut placed = Vec::new();
    for severity in (0..SEVERITIES.len()).filter(|severity| last.open[*severity] > 0) {
        let below: i64 = last.open[severity + 1..].iter().sum();
        let middle = (y(below + last.open[severity]) + y(below)) / 2.0;
        above = middle.max(above + LINE);
        placed.push((severity, above));
    }
    // What was pushed out at the bottom pushes the others up.
    let mut limit = HEIGHT - BOTTOM;
    for (_, place) in placed.iter_mut().rev() {
        *place = place.min(limit);
        limit = *place - LINE;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_do_not_touch_and_stay_inside() {
        let last = Day { day: String::new(), open: [1, 1, 2_000, 1, 0] };
        let places = labels(&last, |value| 234.0 - value as f64 / 10.0);
        assert!(places.windows(2).all(|pair| pair[1].1 - pair[0].1 >= LINE - 0.01), "{places:?}");
        assert!(places.iter().all(|(_, place)| *place <= HEIGHT - BOTTOM));
    }

    #[test]
    fn a_day_alone_and_no_day_at_all_are_drawn_without_a_word_of_nan() {
        let one = Day { day: "2026-01-01".to_owned(), open: [0; SEVERITIES.len()] };
        let drawn = open_over_time(std::slice::from_ref(&one)).into_string();
        assert!(drawn.contains("<svg") && !drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
        assert_eq!(open_over_time(&[]).into_string(), "");
    }
}

//! What was open, day by day, stacked by severity.

use super::scale::steps;
use super::{Size, at, both};
use crate::paint::SEVERITIES;
use crate::words::thousands;
use maud::{Markup, html};

const HEIGHT: f64 = 260.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 24.0;

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
    if days.is_empty() {
        html! {}
    } else {
        both(|size| draw(days, size))
    }
}

fn draw(days: &[Day], size: Size) -> Markup {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return html! {} };
    let most = days.iter().map(|day| day.open.iter().sum::<i64>()).max().unwrap_or(0);
    let (top, ticks) = steps(most);
    let y = |value: i64| TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - value as f64 / top as f64);
    let label = |severity: usize| format!("{} {}", thousands(last.open[severity]), SEVERITIES[severity]);
    let labels = labels(last, y, size.letters + 2.0);
    let left = size.widest(ticks.iter().map(|tick| thousands(*tick)), Size::of) + 8.0;
    // The last month's name may begin where the days end.
    let beside = labels.iter().map(|(severity, _)| label(*severity));
    let right = size.width - (size.widest(beside, Size::of_strong) + 8.0).max(size.of("2026-01"));
    let across = (days.len() - 1).max(1) as f64;
    let x = |day: usize| left + (right - left) * day as f64 / across;
    let months = months(days, ((right - left) / size.of("2026-01 - ")) as usize);
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
        svg class=(size.class) viewBox=(format!("0 0 {} {HEIGHT}", size.width)) role="img" aria-label=(said) {
            @for tick in ticks {
                line.grid x1=(at(left)) x2=(at(right)) y1=(at(y(tick))) y2=(at(y(tick))) {}
                text x=(at(left - 6.0)) y=(at(y(tick) + 4.0)) text-anchor="end" { (thousands(tick)) }
            }
            @for (severity, name) in SEVERITIES.iter().enumerate() {
                polygon class=(name) points=(shape(severity)) {}
            }
            @for (number, month) in months {
                text x=(at(x(number))) y=(at(HEIGHT - 6.0)) { (month) }
            }
            @for (severity, place) in labels {
                text.strong x=(at(right + 6.0)) y=(at(place + 4.0)) { (label(severity)) }
            }
        }
    }
}

/// The days on which months begin, at most so many of them; the first day where none does.
fn months(days: &[Day], most: usize) -> Vec<(usize, String)> {
    let begins = |day: &Day| day.day.ends_with("-01");
    let all: Vec<(usize, String)> = days
        .iter()
        .enumerate()
        .filter(|(_, day)| begins(day))
        .map(|(number, day)| (number, day.day.get(..7).unwrap_or_default().to_owned()))
        .collect();
    if all.is_empty() {
        return days.first().map(|first| (0, first.day.clone())).into_iter().collect();
    }
    let every = all.len().div_ceil(most.max(1));
    all.into_iter().step_by(every).collect()
}

/// Where the names of severities stand beside their areas, pushed apart where they would touch, being so high. From the top: critical first.
fn labels(last: &Day, y: impl Fn(i64) -> f64, line: f64) -> Vec<(usize, f64)> {
    let mut above = f64::NEG_INFINITY;
    let mut placed = Vec::new();
    for severity in (0..SEVERITIES.len()).filter(|severity| last.open[*severity] > 0) {
        let below: i64 = last.open[severity + 1..].iter().sum();
        let middle = (y(below + last.open[severity]) + y(below)) / 2.0;
        above = middle.max(above + line);
        placed.push((severity, above));
    }
    // What was pushed out at the bottom pushes the others up.
    let mut limit = HEIGHT - BOTTOM;
    for (_, place) in placed.iter_mut().rev() {
        *place = place.min(limit);
        limit = *place - line;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::super::{BROAD, NARROW};
    use super::*;

    #[test]
    fn labels_do_not_touch_and_stay_inside() {
        let last = Day { day: String::new(), open: [1, 1, 2_000, 1, 0] };
        let places = labels(&last, |value| 234.0 - value as f64 / 10.0, 14.0);
        assert!(places.windows(2).all(|pair| pair[1].1 - pair[0].1 >= 13.99), "{places:?}");
        assert!(places.iter().all(|(_, place)| *place <= HEIGHT - BOTTOM));
    }

    #[test]
    fn a_day_alone_and_no_day_at_all_are_drawn_without_a_word_of_nan() {
        let one = Day { day: "2026-01-01".to_owned(), open: [0; SEVERITIES.len()] };
        let drawn = open_over_time(std::slice::from_ref(&one)).into_string();
        assert!(drawn.contains("<svg") && !drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
        assert_eq!(open_over_time(&[]).into_string(), "");
    }

    #[test]
    fn months_are_as_many_as_there_is_room_for() {
        let day = |month: usize, day: usize| Day { day: format!("2026-{month:02}-{day:02}"), ..Day::default() };
        let days: Vec<Day> = (1..=9).flat_map(|month| [day(month, 1), day(month, 2)]).collect();
        let names = |most| months(&days, most).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(
            (names(9).len(), names(4)),
            (9, vec!["2026-01".to_owned(), "2026-04".to_owned(), "2026-07".to_owned()])
        );
        assert_eq!(months(&days[1..2], 4), [(0, "2026-01-02".to_owned())], "no month begins");
    }

    #[test]
    fn all_that_is_drawn_is_inside_on_a_phone_too() {
        let day = |day: usize| Day { day: format!("2026-01-{day:02}"), open: [12_345, 234_567, 34_567, 1, 0] };
        let days: Vec<Day> = (1..=31).map(day).collect();
        for size in [BROAD, NARROW] {
            let drawn = draw(&days, size).into_string();
            assert!(drawn.contains("234,567 high") && drawn.contains("1 low"), "{drawn}");
            for text in drawn.split("<text").skip(1) {
                let (attributes, rest) = text.split_once('>').unwrap();
                let value = |name: &str| Some(attributes.split_once(&format!("{name}=\""))?.1.split_once('"')?.0);
                let x: f64 = value(" x").unwrap().parse().unwrap();
                let wide = size.of(rest.split_once('<').unwrap().0);
                let (from, to) = if value("text-anchor") == Some("end") { (x - wide, x) } else { (x, x + wide) };
                assert!(from >= 0.0 && to <= size.width, "{text}");
            }
        }
    }
}

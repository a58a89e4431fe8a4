//! Charts as SVG, without a script. Each says in words what it shows, and the figures stand beside it.

mod area;
mod bars;
mod scale;

pub(crate) use area::{Day, open_over_time};
pub(crate) use bars::{Band, Week, ages, came_and_went};

use crate::paint::SEVERITIES;
use maud::{Markup, html};

/// Units of a chart's drawing; the page scales it.
const WIDTH: f64 = 720.0;

/// The colours of severities in words; `other` where there is any.
pub(crate) fn legend(bands: &[Band]) -> Markup {
    let is_there = |place: usize| place + 1 < SEVERITIES.len() || bands.iter().any(|band| band.open[place] > 0);
    html! {
        ul.legend {
            @for (_, severity) in SEVERITIES.iter().enumerate().filter(|(place, _)| is_there(*place)) {
                li { svg viewBox="0 0 10 10" aria-hidden="true" { rect class=(severity) width="10" height="10" {} } (severity) }
            }
        }
    }
}

/// A coordinate to a tenth: more would only make the page larger.
fn at(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), ToOwned::to_owned)
}

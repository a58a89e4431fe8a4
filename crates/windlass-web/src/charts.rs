//! Charts as SVG, without a script. Each says in words what it shows, and the figures stand beside it.

mod area;
mod bars;
mod scale;

pub(crate) use area::{Day, open_over_time};
pub(crate) use bars::{Band, Week, ages, came_and_went};

use crate::paint::SEVERITIES;
use maud::{Markup, html};

/// How a chart is drawn. The page scales it to its column, and shows one of two: on a phone the broad one could not be read.
#[derive(Debug, Clone, Copy)]
struct Size {
    /// What the style sheet knows it by.
    class: &'static str,
    /// Units of the drawing.
    width: f64,
    /// Units of the letters, as in the style sheet.
    letters: f64,
}

const BROAD: Size = Size { class: "broad", width: 720.0, letters: 12.0 };
const NARROW: Size = Size { class: "narrow", width: 360.0, letters: 13.0 };

impl Size {
    /// About how wide a text is, rather too much: fonts differ.
    fn of(self, text: &str) -> f64 {
        let wide = |letter: char| match letter {
            '0'..='9' => 0.64,
            _ if letter.is_alphabetic() => 0.58,
            _ => 0.38,
        };
        text.chars().map(wide).sum::<f64>() * self.letters
    }

    /// The same of a strong one.
    fn of_strong(self, text: &str) -> f64 {
        self.of(text) * 1.1
    }

    /// The widest of them.
    fn widest(self, texts: impl IntoIterator<Item = String>, of: fn(Self, &str) -> f64) -> f64 {
        texts.into_iter().map(|text| of(self, &text)).fold(0.0, f64::max)
    }
}

/// Both drawings of a chart.
fn both(draw: impl Fn(Size) -> Markup) -> Markup {
    html! { div.chart { (draw(BROAD)) (draw(NARROW)) } }
}

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

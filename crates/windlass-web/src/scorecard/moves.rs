//! Who moved.

use super::attained;
use crate::words::{day, entities};
use maud::{Markup, html};
use windlass_score::evaluate::{Report, Score};
use windlass_score::history::{Direction, Moved};
use windlass_score::report::Moves;

/// Moves that are listed.
const MOST: usize = 30;

/// Who has another level, or other points, than before. Who was not scored before has not moved, and is only counted.
pub(super) fn section(report: &Report, moves: &Moves) -> Markup {
    let (old, new): (Vec<&Moved>, Vec<&Moved>) = moves.moved.iter().partition(|one| one.from.is_some());
    let left = old.len().saturating_sub(MOST);
    let name = |score: &Option<Score>| match score {
        Some(score) => attained(&report.card, score),
        None => html! { "not scored" },
    };
    html! {
        @if !moves.moved.is_empty() {
            h3 { "Moved since " (day(moves.since)) }
            ul { @for one in old.into_iter().take(MOST) { li {
                (match one.direction() { Direction::Up => "↑ up: ", Direction::Down => "↓ down: ", Direction::Sideways => "→ " })
                (one.entity_identifier) " (" (one.entity_type) "): " (name(&one.from)) " to " (name(&one.to)) ", " (day(one.at))
            } } }
            @if left > 0 { p.soft { "And " (left) " more." } }
            @if !new.is_empty() { p.soft { (entities(new.len())) " scored for the first time." } }
        }
    }
}

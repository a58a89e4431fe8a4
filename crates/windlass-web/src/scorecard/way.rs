//! What stands in the way, check by check: what its card and its query say to owners.

use super::{class, word};
use crate::frame::link;
use crate::markdown::markdown;
use crate::words::{entities, thousands};
use maud::{Markup, html};
use windlass_score::evaluate::{Entity, Report, Status, Told};

/// Texts of a check that are shown where its entities have texts of their own.
pub(super) const TEXTS: usize = 10;

/// Entities that are named beside a text.
const NAMES: usize = 6;

/// For every check that somebody does not plainly pass: what there is to do about it, in its card's words or its query's.
pub(super) fn section(report: &Report) -> Markup {
    let each = report.told();
    html! {
        @if each.iter().any(|(_, texts)| !texts.is_empty()) {
            h3 { "What stands in the way" }
            dl.way { @for (check, texts) in each.iter().filter(|(_, texts)| !texts.is_empty()) {
                dt { (link(check.external_url.as_deref(), &check.name)) }
                @for text in texts.iter().take(TEXTS) { dd { (said(text, texts)) } }
                @let left: usize = texts.iter().skip(TEXTS).map(|text| text.of.len()).sum();
                @if left > 0 {
                    dd.soft { (entities(left)) " more with words of their own, which "
                        code { "windlass scorecard explain " (check.key) " ENTITY" } " tells." }
                }
            } }
        }
    }
}

fn said(text: &Told<'_>, all: &[Told<'_>]) -> Markup {
    html! {
        p { @for status in [Status::Fail, Status::Error, Status::Warn, Status::NotApplicable] {
            @let of: Vec<&Entity> = text.of.iter().filter(|(is, _)| *is == status).map(|(_, entity)| *entity).collect();
            @if !of.is_empty() {
                span class={ "verdict " (class(status)) } aria-hidden="true" { (status.mark()) }
                " " (word(status)) ": " (who(&of, is_in_several(all, status))) ". "
            }
        } }
        @match text.message {
            Some(message) if text.is_error => p { (message) },
            Some(message) => (markdown(message)),
            None => {},
        }
        @if let Some(list) = text.mended_by {
            p { "To mend it: " @for (at, name) in list.split(',').enumerate() { @if at > 0 { ", " } code { (name.trim()) } } "." }
        }
    }
}

/// Whether those of a status are told apart.
fn is_in_several(all: &[Told<'_>], status: Status) -> bool {
    all.iter().filter(|text| text.of.iter().any(|(is, _)| *is == status)).nth(1).is_some()
}

fn who(of: &[&Entity], by_name: bool) -> Markup {
    html! {
        @if by_name {
            @for (at, entity) in of.iter().take(NAMES).enumerate() {
                @if at > 0 { ", " } (entity.kind) " " strong { (entity.name) }
            }
            @if of.len() > NAMES { " and " (thousands((of.len() - NAMES) as u64)) " more" }
        } @else { (entities(of.len())) }
    }
}

//! What every page stands in.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use windlass_score::is_link;

const STYLE: &str = include_str!("style.css");

/// A page that needs nothing beside itself. The browser is told to load nothing and to run nothing.
pub(crate) fn page(title: &str, body: &Markup) -> String {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (body) } }
        }
    }
    .into_string()
}

/// A link, where it leads to a web page; else only its text.
pub(crate) fn link(url: Option<&str>, text: &str) -> Markup {
    match url.filter(|url| is_link(url)) {
        Some(url) => html! { a href=(url) rel="noreferrer" { (text) } },
        None => html! { (text) },
    }
}

/// What may be wider than a phone: it scrolls by itself, by keyboard too, and is called something.
pub(crate) fn wide(name: &str, inner: Markup) -> Markup {
    html! { div.wide tabindex="0" role="region" aria-label=(name) { (inner) } }
}

/// Figures behind a chart, for those who cannot see it or want to copy them.
pub(crate) fn figures(of: &str, header: &[&str], rows: &[Vec<String>]) -> Markup {
    let table = html! {
        table.numbers {
            thead { tr { @for name in header { th scope="col" { (name) } } } }
            tbody { @for row in rows { tr {
                @for (at, cell) in row.iter().enumerate() {
                    @if at == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                }
            } } }
        }
    };
    html! {
        details {
            summary { "The figures" }
            (wide(&format!("{of}: the figures"), table))
        }
    }
}

//! What every page stands in.

use maud::{DOCTYPE, Markup, PreEscaped, html};

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
    match url.filter(|url| url.starts_with("https://")) {
        Some(url) => html! { a href=(url) rel="noreferrer" { (text) } },
        None => html! { (text) },
    }
}

/// Figures behind a chart, for those who cannot see it or want to copy them.
pub(crate) fn figures(header: &[&str], rows: &[Vec<String>]) -> Markup {
    html! {
        details {
            summary { "The figures" }
            div.wide { table.numbers {
                thead { tr { @for name in header { th scope="col" { (name) } } } }
                tbody { @for row in rows { tr {
                    @for (at, cell) in row.iter().enumerate() {
                        @if at == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                    }
                } } }
            } }
        }
    }
}

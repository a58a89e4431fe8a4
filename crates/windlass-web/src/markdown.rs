//! Markdown from elsewhere as HTML that can do nothing: text is escaped, HTML in it is text, and only links to pages are links.

use maud::{Escaper, Markup, PreEscaped};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::fmt::Write;
use windlass_score::is_link;

/// Draws it: paragraphs, lists, quotes, code, emphasis and links. Of a picture only its words are left, and headings are bold, since they
/// would stand between those of the page.
pub(crate) fn markdown(text: &str) -> Markup {
    let mut page = String::new();
    // Which of the links that are open lead somewhere.
    let mut links = Vec::new();
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                links.push(is_link(&dest_url));
                if is_link(&dest_url) {
                    page.push_str("<a href=\"");
                    write(&mut page, &dest_url);
                    page.push_str("\" rel=\"noreferrer\">");
                }
            }
            Event::End(TagEnd::Link) => page.push_str(if links.pop() == Some(true) { "</a>" } else { "" }),
            Event::Start(tag) => elements(tag.to_end()).iter().for_each(|name| page.push_str(&format!("<{name}>"))),
            Event::End(tag) => elements(tag).iter().rev().for_each(|name| page.push_str(&format!("</{name}>"))),
            Event::Code(code) => {
                page.push_str("<code>");
                write(&mut page, &code);
                page.push_str("</code>");
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => write(&mut page, &text),
            Event::SoftBreak => page.push('\n'),
            Event::HardBreak => page.push_str("<br>"),
            Event::Rule => page.push_str("<hr>"),
            // Extensions, none of which is on.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                write(&mut page, &text)
            }
            Event::TaskListMarker(_) => {}
        }
    }
    PreEscaped(page)
}

fn write(page: &mut String, text: &str) {
    // Writing into a string does not fail.
    let _ = Escaper::new(page).write_str(text);
}

/// What something is drawn as, from the outside in.
fn elements(tag: TagEnd) -> &'static [&'static str] {
    match tag {
        TagEnd::Paragraph | TagEnd::HtmlBlock => &["p"],
        TagEnd::Heading(_) => &["p", "strong"],
        TagEnd::BlockQuote(_) => &["blockquote"],
        TagEnd::CodeBlock => &["pre", "code"],
        TagEnd::List(true) => &["ol"],
        TagEnd::List(false) => &["ul"],
        TagEnd::Item => &["li"],
        TagEnd::Emphasis => &["em"],
        TagEnd::Strong => &["strong"],
        TagEnd::Link | TagEnd::Image => &[],
        // Extensions, none of which is on.
        TagEnd::FootnoteDefinition
        | TagEnd::DefinitionList
        | TagEnd::DefinitionListTitle
        | TagEnd::DefinitionListDefinition
        | TagEnd::Table
        | TagEnd::TableHead
        | TagEnd::TableRow
        | TagEnd::TableCell
        | TagEnd::Strikethrough
        | TagEnd::Superscript
        | TagEnd::Subscript
        | TagEnd::MetadataBlock(_) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_drawn() {
        for (text, drawn) in [
            ("Fix it.", "<p>Fix it.</p>"),
            (
                "**Now**, with `npm i`, *please*",
                "<p><strong>Now</strong>, with <code>npm i</code>, <em>please</em></p>",
            ),
            (
                "[how](https://a.example/?b=1&c=2)",
                "<p><a href=\"https://a.example/?b=1&amp;c=2\" rel=\"noreferrer\">how</a></p>",
            ),
            ("See <http://wiki/x>", "<p>See <a href=\"http://wiki/x\" rel=\"noreferrer\">http://wiki/x</a></p>"),
            ("# Do\n\n1. a\n2. b", "<p><strong>Do</strong></p><ol><li>a</li><li>b</li></ol>"),
            ("    cargo update", "<pre><code>cargo update</code></pre>"),
        ] {
            assert_eq!(markdown(text).into_string(), drawn, "{text}");
        }
    }

    #[test]
    fn what_somebody_hides_in_it_stays_text() {
        for text in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](//evil) [e](/etc)",
            "![a](https://tracker.example/x.png)",
            "[a](https://x\"onclick=\"alert(1))",
            "[a](<https://x\" onmouseover=alert(1) b=\">)",
            "`<b>`\n\n    <i>\n\n<div style=\"position:fixed\">",
            "[a]: javascript:alert(1)\n\n[a]",
            "<javascript:alert(1)>",
        ] {
            let drawn = markdown(text).into_string();
            let mut left = drawn.clone();
            for element in ["p", "strong", "pre", "code", "em", "ul", "ol", "li", "a"] {
                left = left.replace(&format!("<{element}>"), "").replace(&format!("</{element}>"), "");
            }
            // All that is left of tags are links to pages, each attribute in its quotes.
            for link in left.split('<').skip(1) {
                let (tag, _) = link.split_once('>').unwrap();
                let url =
                    tag.strip_prefix("a href=\"https://").and_then(|tag| tag.strip_suffix("\" rel=\"noreferrer\""));
                assert!(url.is_some_and(|url| !url.contains('"')), "{text}: {drawn}");
            }
        }
    }
}

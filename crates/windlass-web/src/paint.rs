//! Colours: those of severities, and text that can be read on those that a card names.

/// Severities from the worst to the mildest, as far as charts tell them apart: `other` is `info`, and what we do not know.
pub(crate) const SEVERITIES: [&str; 5] = ["critical", "high", "medium", "low", "other"];

/// The place of a severity in [`SEVERITIES`].
pub(crate) fn place(severity: &str) -> usize {
    SEVERITIES.iter().position(|known| *known == severity).unwrap_or(SEVERITIES.len() - 1)
}

/// A colour as a card writes it, `#rrggbb`; grey where it is none.
pub(crate) fn safe(colour: &str) -> &str {
    let is_hex =
        colour.len() == 7 && colour.starts_with('#') && colour.bytes().skip(1).all(|digit| digit.is_ascii_hexdigit());
    if is_hex { colour } else { "#cbd5e1" }
}

/// Black or white, whichever can be read better on a colour.
pub(crate) fn text_on(colour: &str) -> &'static str {
    let on = |text| contrast(safe(colour), text);
    if on("#000000") >= on("#ffffff") { "#000000" } else { "#ffffff" }
}

/// The contrast of two colours as WCAG 2.2 defines it, 1 to 21.
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance as WCAG 2.2 defines it, 0 to 1.
fn luminance(colour: &str) -> f64 {
    let linear = |at: usize| {
        let part = colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let part = f64::from(part.unwrap_or(0)) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn text_can_be_read_on_any_colour() {
        assert_eq!((text_on("#fbbf24"), text_on("#1e3a8a"), text_on("red")), ("#000000", "#ffffff", "#000000"));
    }

    /// The colours of the style sheet: of a bright screen, a dark one and paper.
    fn schemes() -> [HashMap<&'static str, &'static str>; 3] {
        let named = |block: &'static str| -> HashMap<&'static str, &'static str> {
            let each = block.split(['{', ';', '}']).filter_map(|one| one.trim().strip_prefix("--")?.split_once(": "));
            each.filter(|(_, colour)| safe(colour) == *colour).collect()
        };
        let style = include_str!("style.css");
        let (bright, rest) = style.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
        let (dark, rest) = rest.split_once("\n}\n").unwrap();
        let (_, print) = rest.split_once("@media print").unwrap();
        assert_eq!(style.matches("prefers-color-scheme").count(), 1, "paper is white");
        // What follows goes before what is there already.
        let over = |later| named(bright).into_iter().chain(named(later)).collect();
        [named(bright), over(dark), over(print)]
    }

    #[test]
    fn all_that_is_coloured_stands_out_in_every_scheme() {
        for colours in schemes() {
            let of = |name: &str| *colours.get(name).unwrap_or_else(|| panic!("no {name} in {colours:?}"));
            let paper = ["paper", "card"];
            let drawn = SEVERITIES.iter().flat_map(|severity| paper.map(|paper| (*severity, paper.to_owned(), 3.0)));
            let texts =
                ["ink", "soft", "link"].into_iter().flat_map(|text| paper.map(|paper| (text, paper.to_owned(), 4.5)));
            let marks = ["pass", "warn", "fail", "quiet"].map(|mark| (mark, format!("{mark}-back"), 4.5));
            for (front, back, least) in drawn.chain(texts).chain(marks) {
                let contrast = contrast(of(front), of(&back));
                assert!(contrast >= least, "{front} on {back}: {contrast:.2}, in {colours:?}");
            }
        }
    }

    #[test]
    fn contrast_is_what_wcag_says() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((contrast("#777777", "#ffffff") - 4.478).abs() < 1e-3);
    }

    #[test]
    fn what_is_no_colour_does_not_get_into_a_style() {
        assert_eq!(safe("#FB923c"), "#FB923c");
        for colour in ["red", "#fff", "#12345g", "#é2345", "#123456;background:url(x)"] {
            assert_eq!(safe(colour), "#cbd5e1", "{colour}");
        }
    }
}

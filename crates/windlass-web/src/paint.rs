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
    let part = |at: usize| safe(colour).get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    let linear = |part: Option<u8>| {
        let part = f64::from(part.unwrap_or(0)) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    // Relative luminance and contrast as WCAG 2.2 defines them.
    let luminance = 0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5));
    if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) { "#000000" } else { "#ffffff" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_be_read_on_any_colour() {
        assert_eq!((text_on("#fbbf24"), text_on("#1e3a8a"), text_on("red")), ("#000000", "#ffffff", "#000000"));
    }

    #[test]
    fn what_is_no_colour_does_not_get_into_a_style() {
        assert_eq!(safe("#FB923c"), "#FB923c");
        for colour in ["red", "#fff", "#12345g", "#é2345", "#123456;background:url(x)"] {
            assert_eq!(safe(colour), "#cbd5e1", "{colour}");
        }
    }
}

//! Tables on a terminal, and printing that survives a closed pipe.

use comfy_table::{Attribute, Cell, CellAlignment, ContentArrangement, Table, presets};
use std::io::{IsTerminal, Write};

/// Whether to use colours: on a terminal, unless `NO_COLOR` says otherwise.
pub(crate) fn is_colourful() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// A table with a header. Columns whose header starts with `#` hold numbers and are aligned right, without the sign.
pub(crate) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    table.set_header(header.iter().map(|name| {
        let cell = Cell::new(name.trim_start_matches('#'));
        if plain { cell } else { cell.add_attribute(Attribute::Bold) }
    }));
    for (column, name) in table.column_iter_mut().zip(header) {
        column.set_padding((0, 2));
        if name.starts_with('#') {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// Prints a table, without spaces at the ends of its lines.
pub(crate) fn print(table: &Table) {
    for line in table.lines() {
        out(line.trim_end());
    }
}

/// Prints a line. A reader that has seen enough (`| head`) is no error.
pub(crate) fn out(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Prints a line on standard error. That nobody reads it is no error either.
pub(crate) fn err(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Text from elsewhere on one line, without what a terminal would obey instead of showing.
pub(crate) fn tame(text: &str) -> String {
    let shown = |character: char| match character {
        '\n' | '\t' | '\r' => ' ',
        character if character.is_control() => char::REPLACEMENT_CHARACTER,
        character => character,
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_move_the_cursor_or_colour_the_terminal() {
        assert_eq!(tame("two\nlines\tof"), "two lines of");
        assert_eq!(tame("red \u{1b}[31m and \u{9b}31m"), "red \u{fffd}[31m and \u{fffd}31m");
        assert_eq!(tame("Zürich 支付平台"), "Zürich 支付平台");
    }
}

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

//! `windlass schema`

use crate::context::{Context, schema};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::{self, out};
use clap::ValueEnum;
use serde_json::{Value as Json, json};
use windlass_model::{Table, TableKind, View};
use windlass_store::Schema;
use windlass_store::sql::{self, Dialect};

/// Tables, columns and what they mean
///
/// Views, too. Needs no database.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// One table or view; all where none is named
    table: Option<String>,

    /// How to print it; --json means json
    #[arg(long, value_enum)]
    format: Option<Format>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// For machines
    Json,
    /// As SQL for SQLite
    Ddl,
    /// As a graph of references, for Graphviz
    Dot,
    /// As the documentation has it
    Markdown,
}

impl Args {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, Failure> {
        let mut schema = schema();
        if let Some(name) = &self.table {
            schema.tables.retain(|table| table.name == name);
            schema.views.retain(|view| view.name == name);
            if schema.tables.is_empty() && schema.views.is_empty() {
                return Err(unknown(name));
            }
        }
        let default = if context.json { Format::Json } else { Format::Table };
        match self.format.unwrap_or(default) {
            Format::Table => print_table(&schema, self.table.is_some()),
            Format::Json => out(&json(&schema).to_string()),
            Format::Ddl => ddl(&schema, context.dialect()),
            Format::Dot => dot(&schema),
            Format::Markdown => out(markdown(&schema).trim_end()),
        }
        Ok(Exit::Done)
    }
}

fn unknown(name: &str) -> Failure {
    let schema = schema();
    let tables = schema.tables.iter().map(|table| table.name);
    let names: Vec<&str> = tables.chain(schema.views.iter().map(|view| view.name)).collect();
    Failure::usage(
        format!("there is no table or view named `{name}`"),
        format!("there are {}", names.join(", ")),
        "choose one",
    )
}

fn print_table(schema: &Schema, columns: bool) {
    if !columns {
        let mut list = render::table(&["table or view", "one row"]);
        for table in &schema.tables {
            list.add_row([table.name, first_sentence(table.doc)]);
        }
        for view in &schema.views {
            list.add_row([view.name, first_sentence(view.doc)]);
        }
        render::print(&list);
        out("");
        return out("`windlass schema TABLE` shows its columns.");
    }
    for table in &schema.tables {
        out(&format!("{}: {}", table.name, table.doc));
        out("");
        let mut list = render::table(&["column", "type", "refers to", "from", "meaning"]);
        for column in table.all_columns() {
            let kind = format!("{}{}", column.kind.word(), if column.required { "" } else { "?" });
            list.add_row([column.name, &kind, column.references.unwrap_or_default(), column.source, column.doc]);
        }
        render::print(&list);
    }
    for view in &schema.views {
        out(&format!("{} (view): {}", view.name, view.doc));
        out("");
        let mut list = render::table(&["column", "meaning"]);
        for (name, doc) in view.columns {
            list.add_row([*name, *doc]);
        }
        render::print(&list);
    }
}

fn first_sentence(doc: &str) -> &str {
    doc.split_once(". ").map_or(doc, |(first, _)| first).trim_end_matches('.')
}

fn json(schema: &Schema) -> Json {
    let column = |column: &windlass_model::Column| {
        json!({
            "name": column.name,
            "type": column.kind.word(),
            "nullable": !column.required,
            "references": column.references,
            "source": column.source,
            "tracked": column.tracked,
            "doc": column.doc,
        })
    };
    let table = |table: &&'static Table| {
        json!({
            "name": table.name,
            "kind": kind(table),
            "doc": table.doc,
            "key": table.key(),
            "columns": table.all_columns().iter().map(column).collect::<Vec<_>>(),
        })
    };
    let view = |view: &View| {
        let columns: Vec<Json> = view.columns.iter().map(|(name, doc)| json!({ "name": name, "doc": doc })).collect();
        json!({ "name": view.name, "kind": "view", "doc": view.doc, "columns": columns })
    };
    json!({
        "tables": schema.tables.iter().map(table).collect::<Vec<_>>(),
        "views": schema.views.iter().map(view).collect::<Vec<_>>(),
    })
}

fn kind(table: &Table) -> &'static str {
    match table.kind {
        TableKind::Entity { .. } => "entity",
        TableKind::Child { .. } => "child",
        TableKind::Log => "log",
        TableKind::Book { .. } => "bookkeeping",
    }
}

fn ddl(schema: &Schema, dialect: Dialect) {
    for table in &schema.tables {
        out(&format!("{};\n", sql::create_table(dialect, table)));
    }
    let triggers = schema.tables.iter().filter(|_| dialect == Dialect::Sqlite);
    let children = schema.tables.iter().filter_map(|table| sql::create_child_view(table));
    for text in children.chain(triggers.filter_map(|table| sql::create_child_trigger(table))) {
        out(&format!("{text};\n"));
    }
    for view in &schema.views {
        out(&format!("create view {} as\n{};\n", view.name, sql::select_of(dialect, view).trim_end()));
    }
}

fn dot(schema: &Schema) {
    out("digraph windlass {");
    out("  rankdir=LR; node [shape=box, fontname=\"sans-serif\"];");
    for table in &schema.tables {
        out(&format!("  \"{}\";", table.name));
        for column in table.all_columns() {
            if let Some(to) = column.references {
                out(&format!("  \"{}\" -> \"{to}\" [label=\"{}\"];", table.name, column.name));
            }
        }
    }
    out("}");
}

/// The page `docs/tables.md`.
fn markdown(schema: &Schema) -> String {
    let mut page = String::from(
        "# Tables\n\nMade by `windlass schema --format markdown`; CI checks that it is current. Everything from Snyk is `snyk_*`, \
         windlass's own bookkeeping is `windlass_*`. A `?` marks a column that may be null. \"From\" is the place in the JSON that \
         Snyk sends; where it is empty, windlass computes the value.\n",
    );
    for table in &schema.tables {
        page.push_str(&format!("\n## {}\n\n{}\n\n", table.name, table.doc));
        page.push_str("| column | type | refers to | from | meaning |\n|---|---|---|---|---|\n");
        for column in table.all_columns() {
            let optional = if column.required { "" } else { "?" };
            let code = |text: &str| if text.is_empty() { String::new() } else { format!("`{text}`") };
            page.push_str(&format!(
                "| `{}` | {}{optional} | {} | {} | {} |\n",
                column.name,
                column.kind.word(),
                code(column.references.unwrap_or_default()),
                code(column.source),
                column.doc
            ));
        }
    }
    for view in &schema.views {
        page.push_str(&format!("\n## {} (view)\n\n{}\n\n| column | meaning |\n|---|---|\n", view.name, view.doc));
        for (name, doc) in view.columns {
            page.push_str(&format!("| `{name}` | {doc} |\n"));
        }
    }
    page
}

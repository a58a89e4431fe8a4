//! `#[derive(Table)]`: a row struct is the table.
//!
//! Prohibition: a derive knows names and paths, nothing of Snyk, SQL or stores.
//!
//! On the struct: `#[table(name = "…")]` and one of `entity`, `events = "…"` (an entity with an event log), `parent = "…",
//! parent_column = "…", tag = "…"`, `log`, `key(a, b)`, with `index(a, b)` for an index over several columns; and `#[constant(path = "…", text = "…" | template = "…{column}…",
//! with = column)]` for values that can be foretold. On a field: `#[column(from = "a.b", null, null_with = column,
//! tracked, references = "…", owner, index)]`, or `#[children(from = "…", tag = "…", empty, empty_with = column)]` for an
//! array that becomes rows of another table. A field without `from` is filled by windlass. Every struct and field needs a
//! doc comment: it is the documentation of the table.

mod attributes;
mod shape;

use attributes::{Children, Column, Constant, TableAttributes, doc_of};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Error, Fields, Ident, Result, Type};

/// See the crate's documentation.
#[proc_macro_derive(Table, attributes(table, column, children, constant))]
pub fn derive_table(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    syn::parse(input).and_then(|input| expand(&input)).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// A field that is a column.
pub(crate) struct ColumnField<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) doc: String,
    pub(crate) column: Column,
}

/// A field that holds the rows of an array.
pub(crate) struct ListField<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) element: Type,
    pub(crate) children: Children,
}

fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "a table is a struct"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new_spanned(&input.ident, "a table's columns need names"));
    };
    let table = TableAttributes::of(input)?;
    let doc = doc_of(&input.attrs, &input.ident)?;
    let constants = Constant::all_of(input)?;
    let mut columns = Vec::new();
    let mut lists = Vec::new();
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        let doc = doc_of(&field.attrs, ident)?;
        match Children::of(field)? {
            Some((element, children)) => lists.push(ListField { ident, element, children }),
            None => columns.push(ColumnField { ident, ty: &field.ty, doc, column: Column::of(field)? }),
        }
    }
    let shape = shape::shape(&columns, &lists, &constants)?;
    Ok(implementation(&input.ident, &table, &doc, &columns, &lists, &shape))
}

fn implementation(
    row: &Ident,
    table: &TableAttributes,
    doc: &str,
    columns: &[ColumnField<'_>],
    lists: &[ListField<'_>],
    shape: &TokenStream,
) -> TokenStream {
    let model = quote!(::windlass_model);
    let name = &table.name;
    let kind = table.kind();
    let indexes = table.indexes.iter().map(|columns| quote!(&[#(#columns),*]));
    let column_values = columns.iter().map(|field| {
        let ColumnField { ident, ty, doc, column } = field;
        // A column may be called `type`.
        let name = ident.unraw().to_string();
        let source = column.from.as_deref().unwrap_or_default();
        let (tracked, indexed, owner) = (column.tracked, column.index, column.owner);
        let references = match &column.references {
            Some(table) => quote!(::core::option::Option::Some(#table)),
            None => quote!(::core::option::Option::None),
        };
        quote!(#model::Column {
            name: #name,
            kind: <#ty as #model::Field>::KIND,
            required: <#ty as #model::Field>::REQUIRED,
            doc: #doc,
            source: #source,
            tracked: #tracked,
            references: #references,
            owner: #owner,
            indexed: #indexed,
        })
    });
    let list_values = lists.iter().map(|field| {
        let element = &field.element;
        let tag = optional_text(field.children.tag.as_deref());
        quote!(#model::table::ListOf { table: <#element as #model::Row>::TABLE, tag: #tag })
    });
    let idents: Vec<_> = columns.iter().map(|field| field.ident).collect();
    let at: Vec<usize> = (0..columns.len()).collect();
    let list_idents: Vec<_> = lists.iter().map(|field| field.ident).collect();
    let list_at: Vec<usize> = (0..lists.len()).collect();
    let list_tags = lists.iter().map(|field| optional_text(field.children.tag.as_deref()));
    quote! {
        impl #model::Slots for #row {
            fn table(&self) -> &'static #model::Table {
                <Self as #model::Row>::TABLE
            }

            fn read(&mut self, column: usize, token: #model::Token<'_>) -> #model::Reading {
                match column {
                    #(#at => #model::Field::read(&mut self.#idents, token),)*
                    _ => #model::Reading::Refused,
                }
            }

            fn read_json(
                &mut self,
                column: usize,
                document: #model::Json,
            ) -> ::core::result::Result<(), #model::Json> {
                match column {
                    #(#at => #model::Field::read_json(&mut self.#idents, document),)*
                    _ => ::core::result::Result::Err(document),
                }
            }

            fn is_set(&self, column: usize) -> bool {
                match column {
                    #(#at => #model::Field::is_set(&self.#idents),)*
                    _ => false,
                }
            }

            fn text(&self, column: usize) -> ::core::option::Option<&str> {
                match column {
                    #(#at => #model::Field::as_text(&self.#idents),)*
                    _ => ::core::option::Option::None,
                }
            }

            fn list(&mut self, list: usize) -> ::core::option::Option<&mut dyn #model::List> {
                match list {
                    #(#list_at => ::core::option::Option::Some(&mut self.#list_idents),)*
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl #model::Row for #row {
            const TABLE: &'static #model::Table = &#model::Table {
                name: #name,
                doc: #doc,
                kind: #kind,
                columns: &[#(#column_values),*],
                shape: #shape,
                lists: &[#(#list_values),*],
                indexes: &[#(#indexes),*],
            };

            fn into_parts(self) -> (::std::vec::Vec<#model::Value>, ::std::vec::Vec<#model::ChildList>) {
                (
                    ::std::vec![#(#model::Field::into_value(self.#idents)),*],
                    ::std::vec![#(#model::row::child_list(self.#list_idents, #list_tags)),*],
                )
            }

            fn from_values(values: ::std::vec::Vec<#model::Value>) -> ::core::option::Option<Self> {
                let mut values = values.into_iter();
                ::core::option::Option::Some(Self {
                    #(#idents: #model::Field::from_value(values.next()?)?,)*
                    #(#list_idents: ::std::vec::Vec::new(),)*
                })
            }
        }
    }
}

fn optional_text(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(::core::option::Option::Some(#text)),
        None => quote!(::core::option::Option::None),
    }
}

//! From the paths of the fields to a tree over the JSON.

use crate::attributes::Constant;
use crate::{ColumnField, ListField};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use std::collections::BTreeMap;
use syn::{Error, Ident, Result};

/// A tree under construction.
enum Tree {
    Object(BTreeMap<String, Tree>),
    End(TokenStream),
}

/// The `Shape` of a table.
pub(crate) fn shape(
    columns: &[ColumnField<'_>],
    lists: &[ListField<'_>],
    constants: &[Constant],
) -> Result<TokenStream> {
    let model = quote!(::windlass_model::shape);
    let mut tree = Tree::Object(BTreeMap::new());
    let mut expected = Vec::new();
    for (at, field) in columns.iter().enumerate() {
        let Some(from) = &field.column.from else { continue };
        let expectation = match field.column.null {
            true => Some(expect(
                &mut expected,
                from,
                quote!(#model::Foretold::Null),
                field.column.null_with.as_ref(),
                columns,
            )?),
            false => None,
        };
        let expectation = option(expectation);
        put(&mut tree, from, quote!(#model::Node::Leaf(#at, #expectation)), field.ident.span())?;
    }
    for (at, field) in lists.iter().enumerate() {
        let from = &field.children.from;
        let expectation = match field.children.empty {
            true => Some(expect(
                &mut expected,
                from,
                quote!(#model::Foretold::EmptyArray),
                field.children.empty_with.as_ref(),
                columns,
            )?),
            false => None,
        };
        let expectation = option(expectation);
        put(&mut tree, from, quote!(#model::Node::Array(#at, #expectation)), field.ident.span())?;
    }
    for constant in constants {
        let value = foretold(constant, columns)?;
        let at = expect(&mut expected, &constant.path, value, constant.with.as_ref(), columns)?;
        put(&mut tree, &constant.path, quote!(#model::Node::Constant(#at)), Span::call_site())?;
    }
    let root = emit(&tree);
    Ok(quote!(#model::Shape { root: #root, expected: &[#(#expected),*] }))
}

fn expect(
    expected: &mut Vec<TokenStream>,
    path: &str,
    value: TokenStream,
    with: Option<&Ident>,
    columns: &[ColumnField<'_>],
) -> Result<usize> {
    let steps = path.split('.');
    let with = option(with.map(|column| position(columns, column)).transpose()?);
    expected.push(quote!(::windlass_model::shape::Expected { path: &[#(#steps),*], value: #value, with: #with }));
    Ok(expected.len() - 1)
}

fn foretold(constant: &Constant, columns: &[ColumnField<'_>]) -> Result<TokenStream> {
    let model = quote!(::windlass_model::shape::Foretold);
    if let Some(text) = &constant.text {
        return Ok(quote!(#model::Text(#text)));
    }
    let Some(template) = &constant.template else {
        return Err(Error::new(Span::call_site(), "a constant needs `text` or `template`"));
    };
    let mut pieces = Vec::new();
    let mut rest = template.as_str();
    while let Some((piece, after)) = rest.split_once('{') {
        let Some((column, after)) = after.split_once('}') else { break };
        let at = position(columns, &Ident::new(column, Span::call_site()))?;
        pieces.push(quote!((#piece, ::core::option::Option::Some(#at))));
        rest = after;
    }
    pieces.push(quote!((#rest, ::core::option::Option::None)));
    Ok(quote!(#model::Template(&[#(#pieces),*])))
}

fn position(columns: &[ColumnField<'_>], name: &Ident) -> Result<usize> {
    columns
        .iter()
        .position(|field| field.ident == name)
        .ok_or_else(|| Error::new(name.span(), format!("no column is named `{name}`")))
}

/// The empty path is the document itself: an element that is a scalar.
fn put(tree: &mut Tree, path: &str, end: TokenStream, span: Span) -> Result<()> {
    let mut place = tree;
    for step in path.split('.').filter(|step| !step.is_empty()) {
        let Tree::Object(members) = place else { return Err(taken(path, span)) };
        place = members.entry(step.to_owned()).or_insert_with(|| Tree::Object(BTreeMap::new()));
    }
    match place {
        Tree::Object(members) if members.is_empty() => *place = Tree::End(end),
        Tree::Object(_) | Tree::End(_) => return Err(taken(path, span)),
    }
    Ok(())
}

fn taken(path: &str, span: Span) -> Error {
    Error::new(span, format!("`{path}` is claimed twice"))
}

fn emit(tree: &Tree) -> TokenStream {
    match tree {
        Tree::End(end) => end.clone(),
        Tree::Object(members) => {
            let names = members.keys();
            let nodes = members.values().map(emit);
            quote!(::windlass_model::shape::Node::Object(&[#((#names, #nodes)),*]))
        }
    }
}

fn option(value: Option<usize>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

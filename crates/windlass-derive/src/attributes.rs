//! Reading the attributes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::{
    Attribute, DeriveInput, Error, Expr, ExprLit, Field, GenericArgument, Ident, Lit, LitStr, Meta, PathArguments,
    Result, Type,
};

/// `#[table(…)]`.
#[derive(Default)]
pub(crate) struct TableAttributes {
    pub(crate) name: String,
    events: Option<String>,
    parent: Option<String>,
    parent_column: Option<String>,
    tag: Option<String>,
    log: bool,
    key: Vec<String>,
    pub(crate) indexes: Vec<Vec<String>>,
}

/// `#[column(…)]`.
#[derive(Default)]
pub(crate) struct Column {
    pub(crate) from: Option<String>,
    pub(crate) null: bool,
    pub(crate) null_with: Option<Ident>,
    pub(crate) tracked: bool,
    pub(crate) references: Option<String>,
    pub(crate) owner: bool,
    pub(crate) index: bool,
}

/// `#[children(…)]`.
#[derive(Default)]
pub(crate) struct Children {
    pub(crate) from: String,
    pub(crate) tag: Option<String>,
    pub(crate) empty: bool,
    pub(crate) empty_with: Option<Ident>,
}

/// `#[constant(…)]`.
#[derive(Default)]
pub(crate) struct Constant {
    pub(crate) path: String,
    pub(crate) text: Option<String>,
    pub(crate) template: Option<String>,
    pub(crate) with: Option<Ident>,
}

impl TableAttributes {
    pub(crate) fn of(input: &DeriveInput) -> Result<Self> {
        let mut found = Self::default();
        for attribute in named(&input.attrs, "table") {
            attribute.parse_nested_meta(|meta| {
                match word(&meta)?.as_str() {
                    "name" => found.name = text(&meta)?,
                    "entity" => {}
                    "events" => found.events = Some(text(&meta)?),
                    "parent" => found.parent = Some(text(&meta)?),
                    "parent_column" => found.parent_column = Some(text(&meta)?),
                    "tag" => found.tag = Some(text(&meta)?),
                    "log" => found.log = true,
                    "key" => meta.parse_nested_meta(|column| {
                        found.key.push(word(&column)?);
                        Ok(())
                    })?,
                    "index" => {
                        let mut columns = Vec::new();
                        meta.parse_nested_meta(|column| {
                            columns.push(word(&column)?);
                            Ok(())
                        })?;
                        found.indexes.push(columns);
                    }
                    _ => return Err(meta.error("unknown word")),
                }
                Ok(())
            })?;
        }
        if found.name.is_empty() {
            return Err(Error::new_spanned(&input.ident, "`#[table(name = \"…\")]` is missing"));
        }
        if found.parent.is_some() != found.parent_column.is_some() {
            return Err(Error::new_spanned(&input.ident, "`parent` and `parent_column` go together"));
        }
        Ok(found)
    }

    pub(crate) fn kind(&self) -> TokenStream {
        let option = |value: &Option<String>| match value {
            Some(value) => quote!(::core::option::Option::Some(#value)),
            None => quote!(::core::option::Option::None),
        };
        let kind = quote!(::windlass_model::TableKind);
        if self.log {
            return quote!(#kind::Log);
        }
        if !self.key.is_empty() {
            let key = &self.key;
            return quote!(#kind::Book { key: &[#(#key),*] });
        }
        if let (Some(parent), Some(parent_column)) = (&self.parent, &self.parent_column) {
            let tag = option(&self.tag);
            return quote!(#kind::Child { parent: #parent, parent_column: #parent_column, tag: #tag });
        }
        let events = option(&self.events);
        quote!(#kind::Entity { events: #events })
    }
}

impl Column {
    pub(crate) fn of(field: &Field) -> Result<Self> {
        let mut found = Self::default();
        for attribute in named(&field.attrs, "column") {
            attribute.parse_nested_meta(|meta| {
                match word(&meta)?.as_str() {
                    "from" => found.from = Some(text(&meta)?),
                    "null" => found.null = true,
                    "null_with" => {
                        found.null = true;
                        found.null_with = Some(meta.value()?.parse()?);
                    }
                    "tracked" => found.tracked = true,
                    "references" => found.references = Some(text(&meta)?),
                    "owner" => found.owner = true,
                    "index" => found.index = true,
                    _ => return Err(meta.error("unknown word")),
                }
                Ok(())
            })?;
        }
        Ok(found)
    }
}

impl Children {
    /// The element's type and the attributes, where the field has `#[children(…)]`.
    pub(crate) fn of(field: &Field) -> Result<Option<(Type, Self)>> {
        let mut found = Self::default();
        let mut is_list = false;
        for attribute in named(&field.attrs, "children") {
            is_list = true;
            attribute.parse_nested_meta(|meta| {
                match word(&meta)?.as_str() {
                    "from" => found.from = text(&meta)?,
                    "tag" => found.tag = Some(text(&meta)?),
                    "empty" => found.empty = true,
                    "empty_with" => {
                        found.empty = true;
                        found.empty_with = Some(meta.value()?.parse()?);
                    }
                    _ => return Err(meta.error("unknown word")),
                }
                Ok(())
            })?;
        }
        if !is_list {
            return Ok(None);
        }
        let element = element_of(&field.ty).ok_or_else(|| Error::new_spanned(&field.ty, "children are a `Vec<…>`"))?;
        Ok(Some((element, found)))
    }
}

impl Constant {
    pub(crate) fn all_of(input: &DeriveInput) -> Result<Vec<Self>> {
        named(&input.attrs, "constant")
            .map(|attribute| {
                let mut found = Self::default();
                attribute.parse_nested_meta(|meta| {
                    match word(&meta)?.as_str() {
                        "path" => found.path = text(&meta)?,
                        "text" => found.text = Some(text(&meta)?),
                        "template" => found.template = Some(text(&meta)?),
                        "with" => found.with = Some(meta.value()?.parse()?),
                        _ => return Err(meta.error("unknown word")),
                    }
                    Ok(())
                })?;
                Ok(found)
            })
            .collect()
    }
}

/// The doc comment, in one paragraph a line; an error where there is none.
pub(crate) fn doc_of(attributes: &[Attribute], of: &Ident) -> Result<String> {
    let lines: Vec<String> = named(attributes, "doc").filter_map(line_of).collect();
    let doc = lines.join(" ").trim().to_owned();
    if doc.is_empty() {
        return Err(Error::new_spanned(of, "a doc comment is missing: it is the documentation of the table"));
    }
    Ok(doc)
}

fn named<'a>(attributes: &'a [Attribute], name: &'static str) -> impl Iterator<Item = &'a Attribute> {
    attributes.iter().filter(move |attribute| attribute.path().is_ident(name))
}

fn word(meta: &ParseNestedMeta<'_>) -> Result<String> {
    meta.path.get_ident().map(ToString::to_string).ok_or_else(|| meta.error("a word is expected"))
}

fn text(meta: &ParseNestedMeta<'_>) -> Result<String> {
    Ok(meta.value()?.parse::<LitStr>()?.value())
}

fn element_of(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let GenericArgument::Type(element) = arguments.args.first()? else { return None };
    (last.ident == "Vec").then(|| element.clone())
}

/// The text of a doc comment's line.
fn line_of(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) = &pair.value else { return None };
    Some(line.value().trim().to_owned())
}

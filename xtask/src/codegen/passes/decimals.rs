//! Decimals are read and written exactly.
//!
//! `Decimal`'s own serde implementation rounds a text with more digits than it holds and reads a JSON number through a
//! float. The fields go through `crate::wire::decimal` instead.

use syn::visit::{Visit, visit_type_path};
use syn::{Fields, Item, Type, TypePath, parse_quote};

use super::unexpected;
use crate::problem::Problems;

/// Gives every decimal field its serde functions. A decimal in a place that has none is refused.
pub(super) fn run(types: &mut [Item]) -> Result<(), Problems> {
    for item in types {
        match item {
            Item::Struct(item) => {
                let Fields::Named(fields) = &mut item.fields else {
                    if holds_decimal(&Type::Verbatim(quote::ToTokens::to_token_stream(
                        &item.fields,
                    ))) {
                        return Err(refused(&item.ident));
                    }
                    continue;
                };
                for field in &mut fields.named {
                    match shape(&field.ty) {
                        Shape::None => {}
                        Shape::Plain => field.attrs.extend([
                            parse_quote!(#[serde(with = "crate::wire::decimal")]),
                            parse_quote!(#[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]),
                        ]),
                        Shape::Optional => field.attrs.extend([
                            parse_quote!(#[serde(default, with = "crate::wire::decimal::option")]),
                            parse_quote!(#[cfg_attr(feature = "schemars", schemars(with = "::std::option::Option<::std::string::String>"))]),
                        ]),
                        Shape::Elsewhere => return Err(refused(&item.ident)),
                    }
                }
            }
            Item::Enum(item) => {
                let elsewhere = item
                    .variants
                    .iter()
                    .flat_map(|v| &v.fields)
                    .any(|f| holds_decimal(&f.ty));
                if elsewhere {
                    return Err(refused(&item.ident));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn refused(name: &syn::Ident) -> Problems {
    unexpected(
        format!("schema {name}"),
        "it holds a decimal that is neither a property nor an optional property, which has no exact reader yet",
    )
}

enum Shape {
    None,
    Plain,
    Optional,
    Elsewhere,
}

fn shape(ty: &Type) -> Shape {
    if is_decimal(ty) {
        return Shape::Plain;
    }
    let inner = match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .filter(|last| last.ident == "Option"),
        _ => None,
    };
    if let Some(syn::PathArguments::AngleBracketed(arguments)) = inner.map(|last| &last.arguments)
        && matches!(arguments.args.first(), Some(syn::GenericArgument::Type(ty)) if is_decimal(ty))
    {
        return Shape::Optional;
    }
    if holds_decimal(ty) {
        Shape::Elsewhere
    } else {
        Shape::None
    }
}

fn is_decimal(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if names_decimal(path))
}

fn names_decimal(path: &TypePath) -> bool {
    path.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "Decimal")
}

fn holds_decimal(ty: &Type) -> bool {
    struct Search(bool);
    impl<'ast> Visit<'ast> for Search {
        fn visit_type_path(&mut self, path: &'ast TypePath) {
            self.0 |= names_decimal(path);
            visit_type_path(self, path);
        }
    }
    let mut search = Search(false);
    search.visit_type(ty);
    search.0
}

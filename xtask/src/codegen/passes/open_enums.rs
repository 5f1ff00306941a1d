//! Open enumerations: `Other(String)` keeps a value that is not known yet, and sends it back unchanged.
//!
//! The exchange adds values without notice, and one new order status must not fail a whole list of orders.

use std::collections::BTreeSet;

use syn::{Expr, Fields, Item, ItemEnum, Lit, Meta, Type, parse_quote};

use super::unexpected_type;
use crate::fragment::Fragment;
use crate::problem::Problems;

/// Opens every enumeration of texts. One of whose texts two would have one name is refused.
pub(super) fn run(fragment: &Fragment, types: &mut Vec<Item>) -> Result<(), Problems> {
    let mut opened = BTreeSet::new();
    let mut out = Vec::with_capacity(types.len());
    for item in std::mem::take(types) {
        match item {
            Item::Enum(item) => match open(item) {
                Ok((item, invocation)) => {
                    opened.insert(item.ident.to_string());
                    let mut names = BTreeSet::new();
                    if let Some(twice) = item.variants.iter().find(|v| !names.insert(&v.ident)) {
                        let what = format!("two of its values would be called `{}`", twice.ident);
                        return Err(unexpected_type(fragment, &item.ident.to_string(), what));
                    }
                    out.push(Item::Enum(item));
                    out.push(invocation);
                }
                Err(item) => out.push(Item::Enum(*item)),
            },
            other => out.push(other),
        }
    }
    // The macro supplies what typify wrote for a closed enumeration.
    out.retain(|item| match item {
        Item::Impl(item) => match &*item.self_ty {
            Type::Path(path) => !path
                .path
                .get_ident()
                .is_some_and(|name| opened.contains(&name.to_string())),
            _ => true,
        },
        _ => true,
    });
    *types = out;
    Ok(())
}

/// The opened enumeration and the macro call beside it; the enumeration itself where it is not one of texts.
fn open(mut item: ItemEnum) -> Result<(ItemEnum, Item), Box<ItemEnum>> {
    let plain = item
        .variants
        .iter()
        .all(|variant| matches!(variant.fields, Fields::Unit));
    if !plain || item.variants.is_empty() {
        return Err(Box::new(item));
    }
    let mut names = Vec::new();
    let mut texts = Vec::new();
    for variant in &mut item.variants {
        let text = renamed(&variant.attrs).unwrap_or_else(|| variant.ident.to_string());
        variant.attrs.retain(|attr| attr.path().is_ident("doc"));
        if variant.attrs.is_empty() {
            let doc = format!(" `{text}`");
            variant.attrs.push(parse_quote!(#[doc = #doc]));
        }
        if let Some(name) = counted(&text) {
            variant.ident = syn::Ident::new(&name, variant.ident.span());
        }
        names.push(variant.ident.clone());
        texts.push(text);
    }
    item.attrs.retain(|attr| attr.path().is_ident("doc"));
    item.attrs
        .push(parse_quote!(#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]));
    item.attrs.push(parse_quote!(#[non_exhaustive]));
    item.variants.push(parse_quote! {
        /// A value that this version does not know, as the exchange sent it.
        Other(::std::string::String)
    });
    let name = &item.ident;
    let invocation = parse_quote! {
        crate::wire::open_enum! { #name { #(#names = #texts,)* } }
    };
    Ok((item, invocation))
}

/// A name for a text that starts with a number, which typify would call `X15m`: the unit first, as traders have it, so
/// `15m` is `M15` and `1month` is `Month1`. A number alone is `N15`.
fn counted(text: &str) -> Option<String> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = text
        .strip_suffix(unit)
        .filter(|number| !number.is_empty())?;
    let unit = match unit {
        "" => "N".to_owned(),
        unit => heck::ToUpperCamelCase::to_upper_camel_case(unit),
    };
    Some(format!("{unit}{number}"))
}

/// The text of `#[serde(rename = "...")]`.
fn renamed(attrs: &[syn::Attribute]) -> Option<String> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("serde"))
        .find_map(|attr| {
            let Ok(Meta::NameValue(pair)) = attr.parse_args::<Meta>() else {
                return None;
            };
            match pair.value {
                Expr::Lit(literal) if pair.path.is_ident("rename") => match literal.lit {
                    Lit::Str(text) => Some(text.value()),
                    _ => None,
                },
                _ => None,
            }
        })
}

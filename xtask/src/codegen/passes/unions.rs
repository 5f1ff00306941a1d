//! Unions with a tag: typify makes them `untagged`, which would take the first type that fits.

use std::collections::{BTreeMap, BTreeSet};

use quote::format_ident;
use serde_json::Value;
use syn::{Item, ItemEnum, Type, parse_quote};

use super::unexpected_type;
use crate::fragment::{Fragment, members};
use crate::problem::Problems;

/// Gives every union its tag, and a variant for tags that are not known. The members are those of the lowered bundle.
pub(super) fn run(
    fragment: &Fragment,
    lowered: &Value,
    types: &mut Vec<Item>,
) -> Result<(), Problems> {
    let unions: BTreeMap<&str, &Value> = members(lowered.pointer("/components/schemas"))
        .filter_map(|(name, schema)| Some((name, schema.get("discriminator")?)))
        .collect();
    let mut done = BTreeSet::new();
    let mut out = Vec::with_capacity(types.len());
    for item in std::mem::take(types) {
        match item {
            Item::Enum(mut union) => match unions.get(union.ident.to_string().as_str()) {
                Some(discriminator) => {
                    done.insert(union.ident.to_string());
                    let call = tag(fragment, &mut union, discriminator)?;
                    out.extend([Item::Enum(union), call]);
                }
                None => out.push(Item::Enum(union)),
            },
            // typify's conversions are by member type; the macro has them.
            Item::Impl(of_trait) => {
                let of_union = match &*of_trait.self_ty {
                    Type::Path(path) => path
                        .path
                        .get_ident()
                        .is_some_and(|n| unions.contains_key(n.to_string().as_str())),
                    _ => false,
                };
                if !of_union {
                    out.push(Item::Impl(of_trait));
                }
            }
            other => out.push(other),
        }
    }
    *types = out;
    match unions.keys().find(|name| !done.contains(**name)) {
        None => Ok(()),
        Some(name) => Err(unexpected_type(
            fragment,
            name,
            "a union with a discriminator did not become an enumeration",
        )),
    }
}

/// Renames the variants after their tags. The macro call that implements the union.
fn tag(fragment: &Fragment, union: &mut ItemEnum, discriminator: &Value) -> Result<Item, Problems> {
    let property = discriminator
        .get("propertyName")
        .and_then(Value::as_str)
        .unwrap_or_default();
    union.attrs.retain(|attr| attr.path().is_ident("doc"));
    union
        .attrs
        .push(parse_quote!(#[derive(Clone, Debug, PartialEq)]));
    union.attrs.push(parse_quote!(#[non_exhaustive]));
    union.variants.clear();
    let (mut texts, mut names, mut inner) = (Vec::new(), Vec::new(), Vec::new());
    for (text, target) in members(discriminator.get("mapping")) {
        let schema = target
            .as_str()
            .and_then(|to| to.rsplit('/').next())
            .unwrap_or_default();
        let name = format_ident!("{}", heck::ToUpperCamelCase::to_upper_camel_case(text));
        let ty = format_ident!("{}", heck::ToUpperCamelCase::to_upper_camel_case(schema));
        let doc = format!(" `{property}` is `{text}`.");
        union.variants.push(parse_quote! {
            #[doc = #doc]
            #name(#ty)
        });
        texts.push(text.to_owned());
        names.push(name);
        inner.push(ty);
    }
    if names.is_empty() || property.is_empty() {
        return Err(unexpected_type(
            fragment,
            &union.ident.to_string(),
            "its discriminator has no propertyName, or no mapping",
        ));
    }
    let doc = format!(
        " `{property}` is another text. The whole object is kept, and written back as it came."
    );
    union.variants.push(parse_quote! {
        #[doc = #doc]
        Other(::serde_json::Map<::std::string::String, ::serde_json::Value>)
    });
    let name = &union.ident;
    Ok(parse_quote! {
        crate::wire::tagged_union! { #name by #property { #(#texts => #names(#inner),)* } }
    })
}

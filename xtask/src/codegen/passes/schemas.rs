//! `schemars::JsonSchema` on every type, behind the feature `schemars`.

use syn::{Item, parse_quote};

/// Adds the derive to each struct and to each enumeration that is not open: the open ones have theirs from the macro.
pub(super) fn run(types: &mut [Item]) {
    let opened: Vec<String> = types
        .iter()
        .filter_map(|item| match item {
            Item::Macro(call) => call
                .mac
                .tokens
                .clone()
                .into_iter()
                .next()
                .map(|name| name.to_string()),
            _ => None,
        })
        .collect();
    for item in types {
        let attrs = match item {
            Item::Struct(item) => &mut item.attrs,
            Item::Enum(item) if !opened.contains(&item.ident.to_string()) => &mut item.attrs,
            _ => continue,
        };
        attrs.push(parse_quote!(#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]));
    }
}

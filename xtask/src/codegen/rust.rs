//! Rust source for parts of the model: names, documentation and types.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use crate::spec::model::{Docs, Field, Type};

/// Creates an identifier. The model has only valid names.
pub(super) fn ident(name: &str) -> Ident {
    format_ident!("{name}")
}

/// Generates the documentation of an item, with the attribute of a deprecated one.
pub(super) fn docs(docs: &Docs) -> TokenStream {
    let doc = doc(&markdown(&docs.text));
    let deprecated = deprecated(docs);
    quote!(#doc #deprecated)
}

/// Generates the attribute of a deprecated item.
pub(super) fn deprecated(docs: &Docs) -> Option<TokenStream> {
    docs.deprecated
        .then(|| quote!(#[deprecated = "deprecated by the exchange"]))
}

/// Generates documentation lines, as written.
pub(super) fn doc(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| match line {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// Returns a description as Markdown: brackets and angle brackets outside code are text, not links or HTML.
pub(super) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut code = 0;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '`' {
            let mut ticks = 1;
            while rest.next_if_eq(&'`').is_some() {
                ticks += 1;
            }
            escaped.extend(std::iter::repeat_n('`', ticks));
            code = match code {
                0 => ticks,
                open if open == ticks => 0,
                open => open,
            };
            continue;
        }
        if code == 0 && matches!(c, '[' | ']' | '<' | '>') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Generates the Rust type of a value, with named types under `module`.
pub(super) fn rust_type(ty: &Type, module: &TokenStream) -> TokenStream {
    match ty {
        Type::Boolean => quote!(bool),
        Type::Integer(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Type::String => quote!(String),
        Type::Secret => quote!(backpack_runtime::wire::Secret),
        Type::IntegerOrString(name) => {
            let name = ident(name);
            quote!(backpack_runtime::wire::IntegerOrString<#name>)
        }
        Type::Format(format) => match format.name().as_str() {
            "ExactDecimal" | "DecimalNumber" => quote!(rust_decimal::Decimal),
            "DecimalOrNa" => quote!(Option<rust_decimal::Decimal>),
            "Date" => quote!(jiff::civil::Date),
            _ => quote!(jiff::Timestamp),
        },
        Type::PriceLevel => quote!(backpack_runtime::wire::PriceLevel),
        Type::Any => quote!(serde_json::Value),
        Type::Named(name) => {
            let name = ident(name);
            quote!(#module #name)
        }
        // Scalars and pairs are clearer by their own name.
        Type::Alias(name, of) => match of.resolved() {
            Type::List(_) | Type::Map(_) => {
                let name = ident(name);
                quote!(#module #name)
            }
            scalar => rust_type(scalar, module),
        },
        Type::List(of) => {
            let of = rust_type(of, module);
            quote!(Vec<#of>)
        }
        Type::Map(of) => {
            let of = rust_type(of, module);
            quote!(std::collections::BTreeMap<String, #of>)
        }
        Type::Nullable(of) => {
            let of = rust_type(of, module);
            quote!(Option<#of>)
        }
    }
}

/// Generates the type as it is on the wire: decimals and times in the newtypes of their formats.
pub(super) fn wire_type(ty: &Type, module: &TokenStream) -> TokenStream {
    if !ty.has_format() {
        return rust_type(ty, module);
    }
    match ty {
        Type::Format(format) => {
            let name = ident(&format.name());
            quote!(backpack_runtime::wire::#name)
        }
        Type::Alias(_, of) => wire_type(of, module),
        Type::List(of) if *of.resolved() == Type::PriceLevel => {
            quote!(backpack_runtime::wire::Levels)
        }
        Type::List(of) => {
            let of = wire_type(of, module);
            quote!(Vec<#of>)
        }
        Type::Map(of) => {
            let of = wire_type(of, module);
            quote!(std::collections::BTreeMap<String, #of>)
        }
        Type::Nullable(of) => {
            let of = wire_type(of, module);
            quote!(Option<#of>)
        }
        other => rust_type(other, module),
    }
}

/// Generates the attributes of a field whose format has a codec of its own.
pub(super) fn codec(field: &Field, module: &TokenStream) -> Option<TokenStream> {
    if !field.ty.has_format() {
        return None;
    }
    let codec = wire_type(&field.ty, module);
    let (codec, default) = if field.optional() {
        (quote!(Option<#codec>), Some(quote!(default,)))
    } else {
        (codec, None)
    };
    let schema = text(&codec);
    let with = format!("backpack_runtime::wire::As::<{schema}>");
    Some(quote! {
        #[serde(#default with = #with)]
        #[cfg_attr(feature = "schemars", schemars(with = #schema))]
    })
}

/// Returns the text of tokens as people write it, for attributes that hold a path as a string.
pub(super) fn text(tokens: &TokenStream) -> String {
    tokens
        .to_string()
        .replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" >", ">")
        .replace(" ,", ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_escapes_outside_code() {
        for (text, expected) in [
            ("plain", "plain"),
            ("[a](b) <c>", "\\[a\\](b) \\<c\\>"),
            ("`[a]` [b]", "`[a]` \\[b\\]"),
            ("```<a>``` <b>", "```<a>``` \\<b\\>"),
            ("``a`[b]`` [c]", "``a`[b]`` \\[c\\]"),
        ] {
            assert_eq!(markdown(text), expected);
        }
    }
}

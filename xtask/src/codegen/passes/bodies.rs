//! Bodies: builders whose required fields are checked when a program compiles, and the rules that JSON schema cannot
//! say, checked before a body is sent.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;
use syn::{Item, parse_quote};

use super::wire;
use crate::fragment::{BodyRule, Fragment};
use crate::problem::Problems;

/// Adds the builders and the checks. The types that have a check.
pub(super) fn run(
    fragment: &Fragment,
    bundle: &Value,
    types: &mut Vec<Item>,
) -> Result<BTreeSet<String>, Problems> {
    let mut sent = BTreeSet::new();
    for operation in fragment.operations() {
        let written = bundle.get("paths").and_then(|paths| {
            paths
                .get(operation.path)?
                .get(operation.method)?
                .get("requestBody")
        });
        if let Some(body) = written {
            collect(bundle, body, &mut sent);
        }
    }
    let mut checked = BTreeSet::new();
    let mut checks = Vec::new();
    for item in types.iter_mut() {
        let Item::Struct(item) = item else { continue };
        let name = item.ident.to_string();
        if !sent.contains(&name) {
            continue;
        }
        item.attrs.push(parse_quote!(#[derive(::bon::Builder)]));
        item.attrs
            .push(parse_quote!(#[builder(on(::std::string::String, into))]));
        if item.fields.iter().any(|field| wire::is_secret(&field.ty)) {
            item.attrs
                .push(parse_quote!(#[builder(on(crate::wire::Secret, into))]));
        }
        let rules = fragment.body_rules(&name)?;
        if !rules.is_empty() {
            checks.push(check(&name, &rules));
            checked.insert(name);
        }
    }
    types.extend(checks);
    Ok(checked)
}

/// Adds the schemas that `value` references, and those that they reference.
fn collect(bundle: &Value, value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(pointer) = object.get("$ref").and_then(Value::as_str) {
                let pointer = pointer.trim_start_matches('#');
                let name = pointer.rsplit('/').next().unwrap_or_default();
                if names.insert(name.to_owned())
                    && let Some(schema) = bundle.pointer(pointer)
                {
                    collect(bundle, schema, names);
                }
            }
            object
                .values()
                .for_each(|value| collect(bundle, value, names));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(bundle, value, names)),
        _ => {}
    }
}

/// The method that holds a body to its rules.
fn check(name: &str, rules: &[BodyRule<'_>]) -> Item {
    let mut tests = TokenStream::new();
    let mut docs = Vec::new();
    for rule in rules {
        let present = rule.properties.iter().map(|property| {
            let ident = ident(property);
            quote!((#property, self.#ident.is_some()))
        });
        let holds = format_ident!("{}", if rule.exactly { "one_of" } else { "any_of" });
        let mut test = quote!(backpack_runtime::InvalidBody::#holds(#name, &[#(#present),*])?;);
        let names = rule.properties.join("`, `");
        let mut doc = match (rule.properties.len(), rule.exactly) {
            (1, _) => format!("`{names}` is set"),
            (_, true) => format!("exactly one of `{names}` is set"),
            (_, false) => format!("at least one of `{names}` is set"),
        };
        if let Some((property, value)) = rule.when {
            let ident = ident(property);
            test = quote!(if self.#ident.as_str() == #value { #test });
            doc = format!("where `{property}` is `{value}`, {doc}");
        }
        docs.push(format!(" - {doc} ({}).", rule.source));
        tests.extend(test);
    }
    let name = format_ident!("{name}");
    parse_quote! {
        impl #name {
            /// Holds the body to the rules of the exchange that its type cannot say. A call does so before it sends:
            ///
            #(#[doc = #docs])*
            ///
            /// # Errors
            ///
            /// The rule that is broken, with the properties that it names.
            pub fn check(&self) -> ::std::result::Result<(), backpack_runtime::InvalidBody> {
                #tests
                ::std::result::Result::Ok(())
            }
        }
    }
}

fn ident(property: &str) -> syn::Ident {
    format_ident!("{}", super::calls::snake(property))
}

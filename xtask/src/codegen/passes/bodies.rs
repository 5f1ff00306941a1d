//! Bodies: builders whose required fields are checked when a program compiles, and the rules that JSON schema cannot
//! say, checked before a body is sent.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase as _;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use serde_json::Value;
use syn::{Attribute, Field, Ident, Item, ItemStruct, Type, parse_quote};

use super::calls::option;
use super::unexpected_type;
use super::wire::{SECRET, TEXT};
use crate::fragment::{BodyRule, Fragment};
use crate::problem::Problems;

/// What the builder of a body has besides the properties.
const OWN: [&str; 2] = ["build", "options"];

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
    let mut added = Vec::new();
    for item in types.iter_mut() {
        let Item::Struct(item) = item else { continue };
        let name = item.ident.to_string();
        if !sent.contains(&name) {
            continue;
        }
        let mut names = item.fields.iter().filter_map(|field| field.ident.as_ref());
        if let Some(taken) = names.find(|name| OWN.iter().any(|own| name == own)) {
            let what = format!("its builder has a `{taken}` of its own");
            return Err(unexpected_type(fragment, &name, what));
        }
        added.extend(builder(item));
        let rules = fragment.body_rules(&name)?;
        if !rules.is_empty() {
            added.push(check(&name, &rules));
            checked.insert(name);
        }
    }
    types.extend(added);
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

/// A field of a body, as its builder has it.
struct Slot<'a> {
    name: &'a Ident,
    docs: Vec<&'a Attribute>,
    /// The type of the value, without its `Option`.
    ty: &'a Type,
    /// What the type is called in the builder's own type while nobody knows whether it is set; `None` for an optional
    /// field.
    slot: Option<Ident>,
}

impl<'a> Slot<'a> {
    fn of(field: &'a Field) -> Option<Self> {
        let name = field.ident.as_ref()?;
        let optional = option(&field.ty);
        let docs = field.attrs.iter();
        Some(Self {
            name,
            docs: docs.filter(|attr| attr.path().is_ident("doc")).collect(),
            ty: optional.unwrap_or(&field.ty),
            // `Of` in front: the name itself may start with a digit.
            slot: optional
                .is_none()
                .then(|| format_ident!("Of{}", name.to_string().to_upper_camel_case())),
        })
    }

    /// How a setter takes the value, and what it makes of it.
    fn value(&self) -> (TokenStream, TokenStream) {
        let (name, ty) = (self.name, self.ty);
        let text = quote!(#ty).to_string().replace(' ', "");
        if text == TEXT || text == SECRET {
            (quote!(impl Into<#ty>), quote!(#name.into()))
        } else {
            (quote!(#ty), quote!(#name))
        }
    }
}

/// The builder of a body. Each required field has a place in its type, and `build` is there once all of them are filled;
/// the optional fields lie together, so that a required one is set without naming them all.
fn builder(body: &ItemStruct) -> Vec<Item> {
    let name = &body.ident;
    let (builder, options) = (
        format_ident!("{name}Builder"),
        format_ident!("{name}Options"),
    );
    let slots: Vec<Slot<'_>> = body.fields.iter().filter_map(Slot::of).collect();
    let (required, optional): (Vec<&Slot<'_>>, Vec<&Slot<'_>>) =
        slots.iter().partition(|slot| slot.slot.is_some());
    let places: Vec<&Ident> = required
        .iter()
        .filter_map(|one| one.slot.as_ref())
        .collect();
    let names: Vec<&Ident> = required.iter().map(|one| one.name).collect();
    let types: Vec<&Type> = required.iter().map(|one| one.ty).collect();
    let (option_names, option_types): (Vec<&Ident>, Vec<&Type>) =
        optional.iter().map(|one| (one.name, one.ty)).unzip();

    // What follows is only there where there are optional fields, or required ones.
    let has_options = !optional.is_empty();
    let hold = has_options.then(|| quote!(options: #options,));
    let start = has_options.then(|| quote!(options: Default::default(),));
    let keep = has_options.then(|| quote!(options: self.options,));
    let generic = |list: &[TokenStream]| (!list.is_empty()).then(|| quote!(<#(#list),*>));

    let start_doc = format!(" Starts a [`{name}`].");
    let unset: Vec<_> = places
        .iter()
        .map(|slot| quote!(#slot = crate::Unset))
        .collect();
    let (unset, any) = (generic(&unset), generic(&tokens(&places)));
    let all = generic(&tokens(&types));
    let doc = format!(" Builds a [`{name}`]; see [`Unset`](crate::Unset) for its type.");
    let mut items = vec![
        parse_quote! {
            impl #name {
                #[doc = #start_doc]
                pub fn builder() -> #builder {
                    #builder {
                        #(#names: crate::Unset,)*
                        #start
                    }
                }
            }
        },
        parse_quote! {
            #[doc = #doc]
            #[derive(Clone, Debug)]
            #[must_use = "a builder does nothing until `build` is called"]
            pub struct #builder #unset {
                #(#names: #places,)*
                #hold
            }
        },
    ];
    if has_options {
        items.push(parse_quote! {
            #[derive(Clone, Debug, Default)]
            struct #options {
                #(#option_names: Option<#option_types>,)*
            }
        });
    }
    for (place, field) in required.iter().enumerate() {
        let (name, ty, docs, (takes, value)) = (field.name, field.ty, &field.docs, field.value());
        let with = |this: TokenStream| {
            let mut places = tokens(&places);
            places.splice(place..=place, [this]);
            generic(&places)
        };
        let (before, after) = (with(quote!(crate::Unset)), with(quote!(#ty)));
        let mut free = tokens(&places);
        free.remove(place);
        let free = generic(&free);
        let others: Vec<_> = names.iter().filter(|other| **other != name).collect();
        let set = if takes.to_string() == quote!(#ty).to_string() {
            quote!(#name)
        } else {
            quote!(#name: #value)
        };
        items.push(parse_quote! {
            impl #free #builder #before {
                #(#docs)*
                pub fn #name(self, #name: #takes) -> #builder #after {
                    #builder { #set, #(#others: self.#others,)* #keep }
                }
            }
        });
    }
    let setters = optional.iter().map(|field| {
        let (name, docs, (takes, value)) = (field.name, &field.docs, field.value());
        quote! {
            #(#docs)*
            pub fn #name(mut self, #name: #takes) -> Self {
                self.options.#name = Some(#value);
                self
            }
        }
    });
    if has_options {
        items.push(parse_quote! {
            impl #any #builder #any {
                #(#setters)*
            }
        });
    }
    items.push(parse_quote! {
        impl #builder #all {
            /// The body.
            pub fn build(self) -> #name {
                #name {
                    #(#names: self.#names,)*
                    #(#option_names: self.options.#option_names,)*
                }
            }
        }
    });
    items
}

fn tokens<T: ToTokens>(list: &[T]) -> Vec<TokenStream> {
    list.iter().map(ToTokens::to_token_stream).collect()
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

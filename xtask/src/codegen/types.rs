//! Emits the types of parameters, bodies and responses.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::rules::{self, Inputs};
use super::rust::{codec, deprecated, doc, docs, ident, markdown, rust_type};
use crate::spec::model::{Api, EnumValue, Field, Input, Member, Rule, Schema, Shape, Type};

/// Generates the types by the module of their document.
pub(super) fn emit(api: &Api) -> BTreeMap<String, TokenStream> {
    let mut modules: BTreeMap<String, TokenStream> = BTreeMap::new();
    for schema in api.schemas.values().filter(|one| !one.is_of_streams()) {
        modules
            .entry(schema.module())
            .or_default()
            .extend(one(api, schema));
    }
    modules
}

/// Generates the module that the types of all documents are in, seen from one of them.
fn module() -> TokenStream {
    quote!(super::)
}

fn one(api: &Api, schema: &Schema) -> TokenStream {
    let name = ident(&schema.name);
    let docs = if schema.docs.text.is_empty() {
        let deprecated = deprecated(&schema.docs);
        let doc = doc(&format!("The schema `{}`.", schema.name));
        quote!(#doc #deprecated)
    } else {
        docs(&schema.docs)
    };
    match &schema.shape {
        Shape::Struct {
            fields,
            required,
            additional,
            rules,
        } => {
            let item = structure(schema, fields, additional.as_ref());
            let setters = schema
                .in_request
                .then(|| request(api, schema, fields, required, additional.is_some()));
            let check = (!rules.is_empty()).then(|| check(schema, fields, rules));
            quote!(#docs #item #setters #check)
        }
        Shape::Enum { values, closed } => {
            let item = enumeration(schema, values, *closed);
            quote!(#docs #item)
        }
        Shape::Union { tag, members } => {
            let item = union(api, schema, tag, members);
            quote!(#docs #item)
        }
        Shape::Alias(ty) => match ty.resolved() {
            Type::List(_) | Type::Map(_) => {
                let ty = rust_type(ty, &module());
                quote!(#docs pub type #name = #ty;)
            }
            // The places that use a scalar name its type themselves.
            _ => TokenStream::new(),
        },
    }
}

/// Returns whether the schema is only sent: it rejects unknown fields, which would be lost without an error.
const fn is_request(schema: &Schema) -> bool {
    schema.in_request && !schema.in_response
}

fn structure(schema: &Schema, fields: &[Field], additional: Option<&Type>) -> TokenStream {
    let name = ident(&schema.name);
    let non_exhaustive = (!schema.in_request).then(|| quote!(#[non_exhaustive]));
    let deny =
        (is_request(schema) && additional.is_none()).then(|| quote!(#[serde(deny_unknown_fields)]));
    let fields = fields.iter().map(|one| field(schema, one));
    let additional = additional.map(|ty| {
        let ty = rust_type(ty, &module());
        quote! {
            /// Further properties.
            #[serde(flatten)]
            pub additional: std::collections::BTreeMap<String, #ty>,
        }
    });
    quote! {
        #[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #deny
        #non_exhaustive
        pub struct #name {
            #(#fields)*
            #additional
        }
    }
}

/// Generates the Rust type of a field.
fn field_type(field: &Field) -> TokenStream {
    let ty = rust_type(&field.ty, &module());
    let ty = if field.boxed { quote!(Box<#ty>) } else { ty };
    if field.optional() {
        quote!(Option<#ty>)
    } else {
        ty
    }
}

fn field(schema: &Schema, field: &Field) -> TokenStream {
    let docs = field_docs(field);
    let (name, wire) = (ident(&field.ident), &field.name);
    let rename = (field.ident != *wire).then(|| quote!(#[serde(rename = #wire)]));
    // A row of a response has the same fields whatever their values are; a null cannot be signed.
    let skip = (field.optional() && schema.in_request)
        .then(|| quote!(#[serde(skip_serializing_if = "Option::is_none")]));
    let codec = codec(field, &module());
    let ty = field_type(field);
    quote! {
        #docs
        #rename
        #skip
        #codec
        pub #name: #ty,
    }
}

/// Generates the description of a field; a bare reference has that of its type.
fn field_docs(field: &Field) -> TokenStream {
    if field.docs.text.is_empty() {
        let name = match field.ty.resolved() {
            Type::Named(name) => Some(name),
            Type::List(of) => match of.resolved() {
                Type::Named(name) => Some(name),
                _ => None,
            },
            _ => None,
        };
        let doc = match name {
            Some(name) => doc(&format!("See [`{name}`](super::{name}).")),
            None => doc(&format!("`{}`", field.name)),
        };
        let deprecated = deprecated(&field.docs);
        return quote!(#doc #deprecated);
    }
    docs(&field.docs)
}

/// Generates the constructor of a request struct from its required fields, and a setter for each of the others.
fn request(
    api: &Api,
    schema: &Schema,
    fields: &[Field],
    required: &[String],
    additional: bool,
) -> TokenStream {
    let name = ident(&schema.name);
    let (mut inputs, mut values, mut list) = (Vec::new(), Vec::new(), Vec::new());
    let mandatory: Vec<&Field> = required
        .iter()
        .filter_map(|wire| fields.iter().find(|field| field.name == *wire))
        .filter(|field| !field.optional())
        .collect();
    for field in &mandatory {
        let argument = ident(&field.ident);
        let (ty, value) = input(field);
        inputs.push(quote!(#argument: #ty));
        values.push(quote!(#argument: #value));
        list.push(format!("- `{}`: {}", field.ident, first_line(api, field)));
    }
    let optional: Vec<&Field> = fields.iter().filter(|field| field.optional()).collect();
    let unset = optional.iter().map(|field| {
        let name = ident(&field.ident);
        quote!(#name: None)
    });
    values.extend(unset);
    if additional {
        values.push(quote!(additional: std::collections::BTreeMap::new()));
    }
    let setters = optional.iter().map(|field| {
        let docs = field_docs(field);
        let name = ident(&field.ident);
        let (ty, value) = setter(field);
        quote! {
            #docs
            #[must_use]
            pub fn #name(mut self, #name: #ty) -> Self {
                self.#name = #value;
                self
            }
        }
    });
    let mut text = String::from("Creates the value with its required fields.");
    if mandatory.is_empty() {
        text = "Creates the value without any field set.".to_owned();
    } else {
        text.push_str("\n\n# Arguments\n\n");
        text.push_str(&list.join("\n"));
    }
    let docs = doc(&text);
    let default = mandatory.is_empty().then(|| {
        quote! {
            impl ::core::default::Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    quote! {
        impl #name {
            #docs
            #[must_use]
            #[allow(clippy::too_many_arguments, deprecated)]
            pub fn new(#(#inputs),*) -> Self {
                Self { #(#values),* }
            }
            #(#setters)*
        }
        #default
    }
}

/// Returns the first line of the documentation of a field, or of its type.
fn first_line(api: &Api, field: &Field) -> String {
    let named = match field.ty.resolved() {
        Type::Named(name) => api.schemas.get(name),
        _ => None,
    };
    let text = if field.docs.text.is_empty() {
        named.map_or("", |schema| schema.docs.text.as_str())
    } else {
        field.docs.text.as_str()
    };
    markdown(text.lines().next().unwrap_or_default())
}

/// Generates the argument of a required field, and the value that it becomes.
fn input(field: &Field) -> (TokenStream, TokenStream) {
    let name = ident(&field.ident);
    let ty = rust_type(&field.ty, &module());
    match field.ty.resolved() {
        _ if field.boxed => (quote!(#ty), quote!(Box::new(#name))),
        Type::String | Type::Secret | Type::List(_) => {
            (quote!(impl Into<#ty>), quote!(#name.into()))
        }
        _ => (quote!(#ty), quote!(#name)),
    }
}

/// Generates the argument of a setter, and the value that it becomes. A setter takes an option as well.
fn setter(field: &Field) -> (TokenStream, TokenStream) {
    let name = ident(&field.ident);
    let ty = rust_type(&field.ty, &module());
    match field.ty.resolved() {
        _ if field.boxed => (
            quote!(impl Into<Option<#ty>>),
            quote!(#name.into().map(Box::new)),
        ),
        Type::String => (
            quote!(impl backpack_runtime::IntoOptionalString),
            quote!(#name.into_optional()),
        ),
        Type::Secret => (
            quote!(impl backpack_runtime::IntoOptionalSecret),
            quote!(#name.into_optional()),
        ),
        Type::List(of) => {
            let of = rust_type(of, &module());
            (
                quote!(impl backpack_runtime::IntoOptionalList<#of>),
                quote!(#name.into_optional()),
            )
        }
        _ => (quote!(impl Into<Option<#ty>>), quote!(#name.into())),
    }
}

/// Generates the method that checks the rules of a body.
fn check(schema: &Schema, fields: &[Field], rules: &[Rule]) -> TokenStream {
    let name = ident(&schema.name);
    let inputs = Inputs {
        name: &schema.wire_name,
        all: fields.iter().map(Input::from).collect(),
        module: module(),
    };
    let tests = rules.iter().map(|rule| inputs.check(rule));
    let list: Vec<String> = rules.iter().map(rules::words).collect();
    let docs = doc(&format!(
        "Checks the rules of the exchange that the type cannot express. A call checks them before it sends:\n\n{}\n\n\
         # Errors\n\nThe first rule that is broken, with the properties at fault.",
        list.join("\n")
    ));
    quote! {
        impl #name {
            #docs
            #[allow(deprecated)]
            pub fn check(&self) -> Result<(), backpack_runtime::InvalidBody> {
                #(#tests)*
                Ok(())
            }
        }
    }
}

pub(super) fn enumeration(schema: &Schema, values: &[EnumValue], closed: bool) -> TokenStream {
    let name = ident(&schema.name);
    let names: Vec<_> = values.iter().map(|value| ident(&value.variant)).collect();
    let texts: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
    let docs = texts.iter().map(|text| doc(&format!("`{text}`")));
    if closed {
        // A value that is only sent may be added; one that is also received is one of these.
        let non_exhaustive = (!schema.in_response).then(|| quote!(#[non_exhaustive]));
        return quote! {
            #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
            #non_exhaustive
            pub enum #name {
                #(#docs #names,)*
            }
            backpack_runtime::closed_enum! { #name { #(#names = #texts,)* } }
        };
    }
    quote! {
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum #name {
            #(#docs #names,)*
            /// A value that this version does not know, as the exchange sent it.
            Other(String),
        }
        backpack_runtime::open_enum! { #name { #(#names = #texts,)* } }
    }
}

fn union(api: &Api, schema: &Schema, tag: &str, members: &[Member]) -> TokenStream {
    let name = ident(&schema.name);
    let variants: Vec<_> = members
        .iter()
        .map(|member| ident(&member.variant))
        .collect();
    let types: Vec<_> = members
        .iter()
        .map(|member| {
            let name = ident(&member.name);
            quote!(super::#name)
        })
        .collect();
    let modes = members
        .iter()
        .map(|member| rejects_tag(api, &member.name, tag).then(|| quote!(, untagged)));
    let texts: Vec<&str> = members.iter().map(|member| member.text.as_str()).collect();
    let docs = texts
        .iter()
        .map(|text| doc(&format!("`{tag}` is `{text}`.")));
    let other = doc(&format!(
        "`{tag}` has a value that this version does not know. The whole object is kept, and written back as sent."
    ));
    quote! {
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#docs #variants(#types),)*
            #other
            Other(backpack_runtime::wire::UnknownObject),
        }
        backpack_runtime::tagged_union! { #name by #tag { #(#texts => #variants(#types #modes),)* } }
    }
}

/// Returns whether a member rejects its tag: one that is only sent rejects fields that its properties do not list.
fn rejects_tag(api: &Api, name: &str, tag: &str) -> bool {
    let schema = api.schemas.get(name).filter(|schema| is_request(schema));
    match schema.map(|schema| &schema.shape) {
        Some(Shape::Struct {
            fields, additional, ..
        }) => additional.is_none() && fields.iter().all(|field| field.name != tag),
        Some(Shape::Union { tag: own, members }) => {
            own != tag && members.iter().all(|one| rejects_tag(api, &one.name, tag))
        }
        _ => false,
    }
}

/// Returns the documentation of the module of a document.
pub(super) fn module_docs(document: &str) -> String {
    format!("The types of openapi/{document}.yaml.")
}

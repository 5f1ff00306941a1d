//! Which generated file holds what.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use syn::{Item, parse_quote};

use super::parts::Parts;
use super::tests::Tests;
use super::unexpected_output;
use crate::codegen::output::Files;
use crate::fragment::{Auth, Fragment};
use crate::problem::Problems;

/// The folder of the generated modules.
const FOLDER: &str = "generated/src/generated";

/// The folder of the generated test modules.
const TESTS: &str = "tests/generated";

/// The first lines of a generated file.
const HEADER: &str = "\
// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
";

/// Lays out the files.
pub(super) fn files(
    fragment: &Fragment,
    bundle: &Value,
    parts: Parts,
    operations: TokenStream,
    calls: BTreeMap<String, TokenStream>,
    tests: Tests,
) -> Result<Files, Problems> {
    let mut files = Files::default();
    files.own(FOLDER);
    files.own(TESTS);
    let doc = "Every call with the example of every parameter, by the name of its operation.";
    files.add(format!("{TESTS}/calls.rs"), print(doc, tests.calls)?);
    let doc = "The type of every answer, by the name of its operation.";
    files.add(format!("{TESTS}/answers.rs"), print(doc, tests.answers)?);
    // The sandbox carries the bundle too: a published crate cannot read a sibling's file.
    for place in ["generated/openapi.json", "sandbox/openapi.json"] {
        files.add(place, format!("{bundle:#}\n"));
    }
    let mut add = |name: &str, doc: &str, tokens: TokenStream| -> Result<(), Problems> {
        files.add(format!("{FOLDER}/{name}"), print(doc, tokens)?);
        Ok(())
    };
    add(
        "mod.rs",
        "What is generated: see the modules.",
        quote! {
            pub mod calls;
            mod client;
            pub mod operations;
            pub mod types;
            pub use client::Client;
        },
    )?;
    add(
        "client.rs",
        "The client; its calls are in `calls`.",
        client(parts.client),
    )?;
    add(
        "operations.rs",
        "The operations of the API, as data: what each call knows of itself.",
        operations,
    )?;
    let types = parts.types;
    add(
        "types.rs",
        "The types of parameters, bodies and answers.\n\nTheir descriptions are those of the documents in `openapi/`: what the exchange documents, corrected where \
         captured answers show otherwise. Enumerations and unions keep values that this version does not know.",
        quote!(#(#types)*),
    )?;

    let map = map(fragment);
    let mut modules = TokenStream::new();
    for (name, calls) in calls {
        let module = quote::format_ident!("{name}");
        modules.extend(quote! {
            mod #module;
            pub use #module::*;
        });
        add(
            &format!("calls/{name}.rs"),
            &format!("The calls of openapi/{}.yaml.", name.replace('_', "-")),
            quote! {
                #[allow(unused_imports, reason = "not every group needs all")]
                use backpack_runtime::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
                #[allow(unused_imports, reason = "not every group needs all")]
                use backpack_runtime::{PageError, Pages, Stream};
                use crate::{Client, types};
                #calls
            },
        )?;
    }
    add("calls/mod.rs", &map, modules)?;
    Ok(files)
}

/// The page that maps operations to calls.
fn map(fragment: &Fragment) -> String {
    let mut text = String::from(
        "The calls, one builder each; they start at the methods of [`Client`](crate::Client).\n\n\
         Required arguments come first, options are set by name, and `send()` sends. A call with pages can `stream()` too.\n\
         An option that is set again takes the later value.\n\n\
         | call | operation | signed with |\n| --- | --- | --- |\n",
    );
    for operation in fragment.operations() {
        let id = operation.id().unwrap_or_default();
        let signed = match operation.auth() {
            Ok(Auth::Signed { instruction }) => format!("`{instruction}`"),
            Ok(Auth::Session) => "login session".to_owned(),
            _ => "public".to_owned(),
        };
        let pages = match operation.pagination() {
            Ok(Some(_)) => ", `stream()`",
            _ => "",
        };
        let method = operation.method.to_uppercase();
        let _ = writeln!(
            text,
            "| [`{id}`](crate::Client::{id}){pages} | `{method} {}` | {signed} |",
            operation.path
        );
    }
    text
}

/// The client without the words of progenitor about itself.
fn client(mut items: Vec<Item>) -> TokenStream {
    for item in &mut items {
        if let Item::Struct(client) = item {
            client.attrs = vec![
                parse_quote!(#[doc = " A client of the exchange. Build one with [`Client::builder`](crate::Client::builder); clones share the"]),
                parse_quote!(#[doc = " connections."]),
                parse_quote!(#[derive(Clone, Debug)]),
            ];
        }
    }
    quote! {
        use backpack_runtime::{ClientHooks, ClientInfo};
        #(#items)*
    }
}

/// A file of Rust.
fn print(doc: &str, tokens: TokenStream) -> Result<String, Problems> {
    let mut text = String::from(HEADER);
    for line in doc.lines() {
        let _ = writeln!(text, "{}", format!("//! {line}").trim_end());
    }
    text.push('\n');
    let file = syn::parse2(tokens)
        .map_err(|error| unexpected_output(doc, format!("it would not be Rust: {error}")))?;
    text.push_str(&prettyplease::unparse(&file));
    Ok(text)
}

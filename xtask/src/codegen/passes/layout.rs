//! Which generated file holds what.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use syn::{Item, parse_quote};

use super::calls::Calls;
use super::parts::Parts;
use crate::codegen::output::Files;

/// The folder of the generated modules.
const FOLDER: &str = "generated/src/generated";

/// The first lines of a generated file.
const HEADER: &str = "\
// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
";

/// Lays out the files.
pub(super) fn files(bundle: &Value, parts: Parts, operations: TokenStream, calls: Calls) -> Files {
    let mut files = Files::default();
    files.own(FOLDER);
    // The sandbox carries the bundle too: a published crate cannot read a sibling's file.
    for place in ["generated/openapi.json", "sandbox/openapi.json"] {
        files.add(place, format!("{bundle:#}\n"));
    }
    let mut add = |name: &str, doc: &str, tokens: TokenStream| {
        files.add(format!("{FOLDER}/{name}"), print(doc, tokens));
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
    );
    add(
        "client.rs",
        "The client; its calls are in `calls`.",
        client(parts.client),
    );
    add(
        "operations.rs",
        "The operations of the API, as data: what each call knows of itself.",
        operations,
    );
    let types = parts.types;
    add(
        "types.rs",
        "The types of parameters, bodies and answers.",
        quote!(#(#types)*),
    );

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
                use crate::{Client, types};
                #[bon::bon]
                impl Client {
                    #(#calls)*
                }
            },
        );
    }
    add(
        "calls/mod.rs",
        "The calls, one builder each; they start at the methods of [`Client`](crate::Client).",
        modules,
    );
    files
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
fn print(doc: &str, tokens: TokenStream) -> String {
    let mut text = String::from(HEADER);
    let _ = write!(text, "//! {doc}\n\n");
    match syn::parse2(tokens) {
        Ok(file) => text.push_str(&prettyplease::unparse(&file)),
        // The tokens are put together here: the compiler shows the place.
        Err(error) => {
            let _ = writeln!(text, "compile_error!({:?});", error.to_string());
        }
    }
    text
}

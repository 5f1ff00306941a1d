//! The calls as people use them: a type for each, that a method of the client makes of the required arguments, with a
//! method for each option, and `send()`.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::{VisitMut, visit_expr_mut};
use syn::{Attribute, Expr, FnArg, Ident, ImplItemFn, Pat, Type, parse_quote};

use super::blocking;
use super::calls::{Calls, builder_name, option};
use super::pages::Streams;

/// An argument of a call.
struct Argument<'a> {
    name: &'a Ident,
    ty: &'a Type,
    docs: &'a [Attribute],
}

/// The builders of the calls, and the methods of the client that they start at, by the module that they go to.
pub(super) fn run(calls: &Calls, streams: &Streams) -> BTreeMap<String, TokenStream> {
    let module = |calls: &Vec<ImplItemFn>| {
        let mut methods = Vec::new();
        let mut builders = Vec::new();
        for call in calls {
            let arguments = arguments(call);
            methods.push(method(call, &arguments));
            builders.push(builder(call, &arguments, streams));
        }
        quote! {
            impl Client {
                #(#methods)*
            }
            #(#builders)*
        }
    };
    calls
        .iter()
        .map(|(name, calls)| (name.clone(), module(calls)))
        .collect()
}

/// The arguments of a call; [`calls`](super::calls) refuses one that is not a name.
fn arguments(call: &ImplItemFn) -> Vec<Argument<'_>> {
    let typed = call.sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(argument) => Some(argument),
        FnArg::Receiver(_) => None,
    });
    typed
        .filter_map(|argument| match &*argument.pat {
            Pat::Ident(pattern) => Some(Argument {
                name: &pattern.ident,
                ty: &argument.ty,
                docs: &argument.attrs,
            }),
            _ => None,
        })
        .collect()
}

/// The method of the client.
fn method(call: &ImplItemFn, arguments: &[Argument<'_>]) -> TokenStream {
    let (id, docs) = (&call.sig.ident, &call.attrs);
    let builder = builder_name(&id.to_string());
    let (mut inputs, mut fields, mut list) = (Vec::new(), Vec::new(), Vec::new());
    for Argument { name, ty, docs } in arguments {
        if option(ty).is_some() {
            fields.push(quote!(#name: None));
            continue;
        }
        inputs.push(quote!(#name: #ty));
        fields.push(quote!(#name));
        list.extend(list_entry(name, docs));
    }
    if !list.is_empty() {
        let head = ["", " # Arguments", ""].map(str::to_owned);
        list.splice(0..0, head);
    }
    let borrowed = inputs.iter().any(|input| input.to_string().contains("'a"));
    let head = if borrowed {
        quote!(#id<'a>(&'a self, #(#inputs),*) -> #builder<'a>)
    } else {
        quote!(#id(&self, #(#inputs),*) -> #builder<'_>)
    };
    quote! {
        #(#docs)*
        #(#[doc = #list])*
        pub fn #head {
            #builder { client: self, #(#fields),* }
        }
    }
}

/// An argument in the list of a method's documentation.
fn list_entry(name: &Ident, docs: &[Attribute]) -> Vec<String> {
    let mut lines = Vec::new();
    for attr in docs {
        if let syn::Meta::NameValue(pair) = &attr.meta
            && let Expr::Lit(literal) = &pair.value
            && let syn::Lit::Str(text) = &literal.lit
        {
            let text = text.value();
            lines.push(match (lines.is_empty(), text.trim()) {
                (true, text) => format!(" - `{name}`: {text}"),
                (false, "") => String::new(),
                (false, text) => format!("   {text}"),
            });
        }
    }
    lines
}

/// The type of the call.
fn builder(call: &ImplItemFn, arguments: &[Argument<'_>], streams: &Streams) -> TokenStream {
    let id = call.sig.ident.to_string();
    let builder = builder_name(&id);
    let output = &call.sig.output;
    let names: Vec<&Ident> = arguments.iter().map(|argument| argument.name).collect();
    let types = arguments.iter().map(|argument| argument.ty);
    let setters: Vec<TokenStream> = arguments.iter().filter_map(setter).collect();
    let doc = format!(
        " The call [`Client::{id}`](crate::Client::{id}); [`send`](Self::send) sends it.{}",
        if setters.is_empty() {
            ""
        } else {
            " An option that is set again takes the later value."
        }
    );
    let mut block = call.block.clone();
    OfClient.visit_block_mut(&mut block);
    let statements = &block.stmts;
    let blocking = blocking::face(output);
    let streams = streams.get(&id);
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct #builder<'a> {
            client: &'a Client,
            #(#names: #types,)*
        }
        impl<'a> #builder<'a> {
            #(#setters)*

            /// Sends the request and decodes the answer.
            ///
            /// # Errors
            ///
            /// What was refused before sending, could not be signed, failed on the way, was refused by the
            /// exchange, or answered with a body that the API does not document: see [`Error`].
            pub async fn send(self) #output {
                let Self { client, #(#names),* } = self;
                #(#statements)*
            }

            #blocking
            #streams
        }
    }
}

/// The method that sets an option.
fn setter(argument: &Argument<'_>) -> Option<TokenStream> {
    let Argument { name, ty, docs } = argument;
    let value = option(ty)?;
    Some(quote! {
        #(#docs)*
        pub fn #name(mut self, #name: #value) -> Self {
            self.#name = Some(#name);
            self
        }
    })
}

/// What was a method of the client sends through the client that the call holds.
struct OfClient;

impl VisitMut for OfClient {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if matches!(expr, Expr::Path(path) if path.path.is_ident("self")) {
            *expr = parse_quote!(client);
        }
        visit_expr_mut(self, expr);
    }
}

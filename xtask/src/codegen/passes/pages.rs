//! Page streams: an operation with `limit` and `offset` gets a stream over its rows.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{GenericArgument, PathArguments, Type};

use super::calls::{Calls, answer_type, module};
use super::unexpected;
use crate::fragment::{Fragment, Pagination};
use crate::problem::Problems;

/// The streams by the module that they go to.
pub(super) type Streams = std::collections::BTreeMap<String, Vec<TokenStream>>;

/// The streams of all operations that have pages.
pub(super) fn run(fragment: &Fragment, calls: &Calls) -> Result<Streams, Problems> {
    let mut streams = Streams::new();
    for operation in fragment.operations() {
        let Some(pagination) = operation.pagination().map_err(|problem| vec![problem])? else {
            continue;
        };
        let id = operation.id().unwrap_or_default();
        let bad = |what: &str| unexpected(operation, what);
        let mut call = calls
            .values()
            .flatten()
            .find(|call| call.sig.ident == id)
            .cloned()
            .ok_or_else(|| bad("it has pages, but no call"))?;
        let row = answer_type(&mut call.sig.output)
            .and_then(|answer| element(answer))
            .ok_or_else(|| bad("it has pages, but its answer is no list"))?;
        for name in ["limit", "offset"] {
            let parameter = fragment
                .parameters(operation)
                .find(|p| p.get("name").is_some_and(|n| n == name));
            if parameter.is_none() {
                return Err(bad(&format!("it has pages, but no parameter `{name}`")));
            }
        }
        let end = match pagination {
            Pagination::Total => " It ends where `X-Total` says, or at an empty page.",
            Pagination::ShortPage => " It ends at a page that is shorter than asked for.",
        };
        let builder = super::calls::builder_name(id);
        let states = format_ident!("{id}_call");
        let send = format!(" [`{id}`](crate::Client::{id})");
        let head = format!(" Streams the rows of{send}, a page of 100 at a time.");
        streams.entry(module(operation)).or_default().push(quote! {
            impl<'a, S> #builder<'a, S>
            where
                S: #states::State + 'a,
                S::Limit: #states::IsUnset,
                S::Offset: #states::IsUnset,
            {
                #[doc = #head]
                ///
                /// One page is in memory at a time, and the next is asked for when its rows have been taken.
                #[doc = #end]
                /// An error ends it, and says at which offset to go on.
                pub fn stream(self) -> impl Stream<Item = Result<#row, PageError<types::ApiErrorResponse>>> + 'a {
                    self.stream_from(Pages::default())
                }

                /// Like [`stream`](Self::stream), with pages of another size or from another offset.
                pub fn stream_from(
                    self,
                    pages: Pages,
                ) -> impl Stream<Item = Result<#row, PageError<types::ApiErrorResponse>>> + 'a {
                    backpack_runtime::page_stream(pages, move |limit, offset| {
                        self.clone().limit(limit).offset(offset).send()
                    })
                }
            }
        });
    }
    Ok(streams)
}

/// The `T` of `Vec<T>`.
fn element(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Vec")?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(ty) => Some(ty.clone()),
            _ => None,
        },
        _ => None,
    }
}

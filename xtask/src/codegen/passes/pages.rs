//! Page streams: an operation with `limit` and `offset` gets a stream over its rows.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{GenericArgument, PathArguments, Type};

use super::calls::{Calls, answer_type};
use super::unexpected;
use crate::fragment::{Fragment, Pagination};
use crate::problem::Problems;

/// The methods that stream, by the name of the operation.
pub(super) type Streams = std::collections::BTreeMap<String, TokenStream>;

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
        let send = format!(" [`{id}`](crate::Client::{id})");
        let head = format!(" Streams the rows of{send}, page after page.");
        let methods = quote! {
            #[doc = #head]
            ///
            /// It starts at the `offset` that was set, else at the first row, and its pages have as many rows as the
            /// `limit` that was set, else 100; a limit outside 1 to 1000 is taken to the nearer of the two.
            ///
            /// One page is in memory at a time, and the next is asked for when its rows have been taken.
            #[doc = #end]
            /// An error ends it, and says at which offset to go on.
            pub fn stream(self) -> impl Stream<Item = Result<#row, PageError<types::ApiErrorResponse>>> + 'a {
                let pages = self.limit.map_or_else(Pages::default, Pages::of);
                let pages = pages.starting_at(self.offset.unwrap_or(0));
                self.stream_from(pages)
            }

            /// Like [`stream`](Self::stream), with the size of pages and the offset that `pages` says, whatever
            /// `limit` and `offset` were set to.
            pub fn stream_from(
                self,
                pages: Pages,
            ) -> impl Stream<Item = Result<#row, PageError<types::ApiErrorResponse>>> + 'a {
                backpack_runtime::page_stream(pages, move |limit, offset| {
                    self.clone().limit(limit).offset(offset).send()
                })
            }
        };
        streams.insert(id.to_owned(), methods);
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

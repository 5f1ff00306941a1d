//! Takes progenitor's one file apart.

use syn::{ImplItem, ImplItemFn, Item, ItemImpl, Type};

use super::unexpected_output;
use crate::problem::Problems;

/// What progenitor generates and we keep.
pub(super) struct Parts {
    /// The content of `mod types`.
    pub(super) types: Vec<Item>,
    /// `struct Client`, its `ClientInfo` and the check that it has hooks.
    pub(super) client: Vec<Item>,
    /// One method for each operation.
    pub(super) calls: Vec<ImplItemFn>,
}

/// Takes the file apart. `Client::new` is left out: it panics where the TLS set-up fails, and ours is a builder.
pub(super) fn take_apart(raw: syn::File) -> Result<Parts, Problems> {
    let mut types = None;
    let mut client = Vec::new();
    let mut calls = Vec::new();
    for item in raw.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                types = module.content.map(|(_, items)| items)
            }
            Item::Mod(module) if module.ident == "prelude" => {}
            Item::Use(_) => {}
            Item::Struct(_) | Item::Const(_) => client.push(item),
            Item::Impl(of_trait) if of_trait.trait_.is_some() => client.push(Item::Impl(of_trait)),
            Item::Impl(inherent) if is_client(&inherent) => {
                calls.extend(inherent.items.into_iter().filter_map(|item| match item {
                    ImplItem::Fn(function) if function.sig.asyncness.is_some() => Some(function),
                    _ => None,
                }));
            }
            _ => {
                return Err(unexpected_output(
                    "progenitor",
                    "its output holds an item that is not known here",
                ));
            }
        }
    }
    Ok(Parts {
        types: types.unwrap_or_default(),
        client,
        calls,
    })
}

fn is_client(item: &ItemImpl) -> bool {
    matches!(&*item.self_ty, Type::Path(path) if path.path.is_ident("Client"))
}

//! The runtime by its own name, and its constructors of errors.
//!
//! progenitor writes for its client crate. Ours stands in for it with the same names, apart from two constructors:
//! an API error is boxed, and a response that was not described has been read.

use syn::visit_mut::{VisitMut, visit_path_mut};
use syn::{Path, PathSegment};

use super::parts::Parts;

/// Renames in all parts.
pub(super) fn run(parts: &mut Parts) {
    let mut rename = Rename;
    parts
        .types
        .iter_mut()
        .for_each(|item| rename.visit_item_mut(item));
    parts
        .client
        .iter_mut()
        .for_each(|item| rename.visit_item_mut(item));
    parts
        .calls
        .iter_mut()
        .for_each(|call| rename.visit_impl_item_fn_mut(call));
}

struct Rename;

impl VisitMut for Rename {
    fn visit_path_mut(&mut self, path: &mut Path) {
        if let Some(first) = path.segments.first_mut()
            && first.ident == "progenitor_client"
        {
            first.ident = syn::Ident::new("backpack_runtime", first.ident.span());
        }
        let names: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        let constructor = match names
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice()
        {
            ["Error", "ErrorResponse"] => Some("api"),
            ["Error", "UnexpectedResponse"] => Some("unexpected"),
            _ => None,
        };
        if let (Some(constructor), Some(last)) = (constructor, path.segments.last_mut()) {
            *last = PathSegment::from(syn::Ident::new(constructor, last.ident.span()));
        }
        visit_path_mut(self, path);
    }
}

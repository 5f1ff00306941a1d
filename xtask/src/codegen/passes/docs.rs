//! The documentation of the types: every field has some, and each line starts with a space as people write it.

use serde_json::Value;
use syn::visit_mut::{VisitMut, visit_attribute_mut};
use syn::{Attribute, Expr, Item, ItemStruct, Lit, LitStr, Meta, Type, parse_quote};

use crate::fragment::members;

/// Tidies and completes the documentation. `bundle` has the descriptions that lowering took away.
pub(super) fn run(bundle: &Value, types: &mut [Item]) {
    for item in types {
        Tidy.visit_item_mut(item);
        if let Item::Struct(item) = item {
            complete(bundle, item);
        }
    }
}

/// Describes the fields that are references: by the words beside the reference, or else by the type.
fn complete(bundle: &Value, item: &mut ItemStruct) {
    let schema = format!("/components/schemas/{}", item.ident);
    let properties = bundle
        .pointer(&schema)
        .and_then(|schema| schema.get("properties"));
    for field in &mut item.fields {
        if field.attrs.iter().any(|attr| attr.path().is_ident("doc")) {
            continue;
        }
        let described = field.ident.as_ref().and_then(|name| {
            let (_, property) =
                members(properties).find(|(property, _)| *name == super::calls::snake(property))?;
            property.get("description")?.as_str()
        });
        let doc = match (described, &field.ty) {
            (Some(described), _) => format!(" {}", described.trim()),
            (None, Type::Path(path)) => match innermost(path) {
                Some(name) => format!(" See [`{name}`]."),
                None => continue,
            },
            (None, _) => continue,
        };
        field.attrs.insert(0, parse_quote!(#[doc = #doc]));
    }
}

struct Tidy;

impl VisitMut for Tidy {
    fn visit_attribute_mut(&mut self, attr: &mut Attribute) {
        if let Meta::NameValue(pair) = &mut attr.meta
            && let (true, Expr::Lit(literal)) = (pair.path.is_ident("doc"), &mut pair.value)
            && let Lit::Str(text) = &mut literal.lit
            && !text.value().starts_with([' ', '\n'])
            && !text.value().is_empty()
        {
            *text = LitStr::new(&format!(" {}", text.value()), text.span());
        }
        visit_attribute_mut(self, attr);
    }
}

/// The type in `Option<Vec<Type>>`.
fn innermost(path: &syn::TypePath) -> Option<String> {
    let last = path.path.segments.last()?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            syn::GenericArgument::Type(Type::Path(inner)) => innermost(inner),
            _ => None,
        },
        _ => Some(last.ident.to_string()),
    }
}

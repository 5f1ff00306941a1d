//! The documentation of the types: every field has some, and each line starts with a space as people write it.

use syn::visit_mut::{VisitMut, visit_attribute_mut, visit_item_struct_mut};
use syn::{Attribute, Expr, Item, ItemStruct, Lit, LitStr, Meta, Type, parse_quote};

/// Tidies and completes the documentation.
pub(super) fn run(types: &mut [Item]) {
    types.iter_mut().for_each(|item| Docs.visit_item_mut(item));
}

struct Docs;

impl VisitMut for Docs {
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

    fn visit_item_struct_mut(&mut self, item: &mut ItemStruct) {
        for field in &mut item.fields {
            let documented = field.attrs.iter().any(|attr| attr.path().is_ident("doc"));
            // A property that is a bare reference is described by the type that it references.
            if let (false, Type::Path(path)) = (documented, &field.ty)
                && let Some(name) = innermost(path)
            {
                let doc = format!(" See [`{name}`].");
                field.attrs.insert(0, parse_quote!(#[doc = #doc]));
            }
        }
        visit_item_struct_mut(self, item);
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

//! Values that are written in a way of the exchange's own: decimals, and times in six forms.
//!
//! progenitor was told a marker type for each form. A field becomes one of the type that people work with, read and
//! written by the form; a query parameter takes that type and is wrapped in the form when it is sent.

use quote::{format_ident, quote};
use syn::visit::{Visit, visit_type_path};
use syn::{Fields, GenericArgument, Item, PathArguments, Type, TypePath, parse_quote};

use super::unexpected_type;
use crate::fragment::Fragment;
use crate::problem::Problems;

/// A form: its format in the fragment, its marker, the type that people work with, and its JSON schema.
pub(in crate::codegen) struct Form {
    /// `type` and `format` in the fragment.
    pub(in crate::codegen) schema: (&'static str, &'static str),
    /// The type in `crate::wire`, which is also what progenitor is told.
    pub(in crate::codegen) marker: &'static str,
    /// The type that people work with.
    value: &'static str,
    /// The Rust type whose JSON schema is that of the form.
    json: &'static str,
}

const TIMESTAMP: &str = "::jiff::Timestamp";

/// The type of a text.
pub(super) const TEXT: &str = "::std::string::String";

/// The type of a text that must not be shown, `format: password` in the fragment.
pub(in crate::codegen) const SECRET: &str = "crate::wire::Secret";

/// A list of price levels, which is read at once.
const LEVELS: &str = "::std::vec::Vec<crate::wire::PriceLevel>";

/// Every form.
pub(in crate::codegen) const FORMS: [Form; 9] = [
    Form {
        schema: ("string", "decimal"),
        marker: "ExactDecimal",
        value: "::rust_decimal::Decimal",
        json: TEXT,
    },
    Form {
        schema: ("number", "double"),
        marker: "DecimalNumber",
        value: "::rust_decimal::Decimal",
        json: "f64",
    },
    Form {
        schema: ("integer", "unix-seconds"),
        marker: "UnixSeconds",
        value: TIMESTAMP,
        json: "i64",
    },
    Form {
        schema: ("integer", "unix-millis"),
        marker: "UnixMillis",
        value: TIMESTAMP,
        json: "i64",
    },
    Form {
        schema: ("integer", "unix-micros"),
        marker: "UnixMicros",
        value: TIMESTAMP,
        json: "i64",
    },
    Form {
        schema: ("string", "utc-date-time"),
        marker: "UtcDateTime",
        value: TIMESTAMP,
        json: TEXT,
    },
    Form {
        schema: ("string", "utc-date-time-space"),
        marker: "UtcDateTimeSpace",
        value: TIMESTAMP,
        json: TEXT,
    },
    Form {
        schema: ("string", "date-time"),
        marker: "ZonedDateTime",
        value: TIMESTAMP,
        json: TEXT,
    },
    Form {
        schema: ("string", "date"),
        marker: "Date",
        value: "::jiff::civil::Date",
        json: TEXT,
    },
];

impl Form {
    /// The path of the marker.
    pub(in crate::codegen) fn path(&self) -> String {
        format!("crate::wire::{}", self.marker)
    }

    fn value(&self) -> Type {
        syn::parse_str(self.value).unwrap_or_else(|_| parse_quote!(()))
    }
}

/// Gives every field of a form its type and its serde functions. A form in a place that has none is refused.
pub(super) fn run(fragment: &Fragment, types: &mut [Item]) -> Result<(), Problems> {
    let levels: Type = syn::parse_str(LEVELS).unwrap_or_else(|_| parse_quote!(()));
    for item in types {
        match item {
            Item::Struct(item) => {
                for field in &mut item.fields {
                    if field.ty == levels {
                        field
                            .attrs
                            .push(parse_quote!(#[serde(with = "crate::wire::Levels")]));
                        field.attrs.push(
                            parse_quote!(#[cfg_attr(feature = "schemars", schemars(with = #LEVELS))]),
                        );
                    }
                    let Some((form, optional)) = form_of(&field.ty) else {
                        if holds_form(&field.ty) {
                            return Err(refused(fragment, &item.ident));
                        }
                        continue;
                    };
                    let (value, json) = (form.value(), form.json);
                    let form = format_ident!("{}", form.marker);
                    if optional {
                        let with = format!("crate::wire::OptionAs::<crate::wire::{form}>");
                        let json = format!("::std::option::Option<{json}>");
                        field.ty = parse_quote!(::std::option::Option<#value>);
                        field
                            .attrs
                            .push(parse_quote!(#[serde(default, with = #with)]));
                        field.attrs.push(
                            parse_quote!(#[cfg_attr(feature = "schemars", schemars(with = #json))]),
                        );
                    } else {
                        let with = format!("crate::wire::As::<crate::wire::{form}>");
                        field.ty = value;
                        field.attrs.push(parse_quote!(#[serde(with = #with)]));
                        field.attrs.push(
                            parse_quote!(#[cfg_attr(feature = "schemars", schemars(with = #json))]),
                        );
                    }
                }
                if matches!(item.fields, Fields::Unnamed(_))
                    && item.fields.iter().any(|f| holds_form(&f.ty))
                {
                    return Err(refused(fragment, &item.ident));
                }
            }
            Item::Enum(item)
                if item
                    .variants
                    .iter()
                    .flat_map(|v| &v.fields)
                    .any(|f| holds_form(&f.ty)) =>
            {
                return Err(refused(fragment, &item.ident));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Gives an argument of a form the type that people work with. The expression that is sent, where it is another than
/// the argument itself.
pub(super) fn argument(name: &syn::Ident, ty: &mut Type) -> Option<syn::Expr> {
    let (form, optional) = form_of(ty)?;
    let (value, marker) = (form.value(), format_ident!("{}", form.marker));
    *ty = if optional {
        parse_quote!(Option<#value>)
    } else {
        value
    };
    match (form.marker, optional) {
        // A decimal writes itself: as text, with its digits.
        ("ExactDecimal" | "DecimalNumber", _) => None,
        (_, true) => Some(parse_quote!(#name.map(crate::wire::#marker))),
        (_, false) => Some(parse_quote!(crate::wire::#marker(#name))),
    }
}

/// The form that a plain text answer is read as, and the type that people work with.
pub(super) fn answer(ty: &Type) -> Option<(Type, syn::Expr)> {
    let (form, _) = form_of(ty)?;
    let marker = format_ident!("{}", form.marker);
    Some((
        form.value(),
        parse_quote!(<crate::wire::#marker as crate::wire::Form>::from_text),
    ))
}

fn refused(fragment: &Fragment, name: &syn::Ident) -> Problems {
    unexpected_type(
        fragment,
        &name.to_string(),
        "it holds a decimal or a time that is neither a property nor an optional property, which has no reader yet",
    )
}

/// The form of a type, and whether it is optional. References are looked through.
fn form_of(ty: &Type) -> Option<(&'static Form, bool)> {
    match ty {
        Type::Reference(reference) => form_of(&reference.elem),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            if last.ident == "Option" {
                let PathArguments::AngleBracketed(arguments) = &last.arguments else {
                    return None;
                };
                let Some(GenericArgument::Type(inner)) = arguments.args.first() else {
                    return None;
                };
                return form_of(inner).map(|(form, _)| (form, true));
            }
            named(path).map(|form| (form, false))
        }
        _ => None,
    }
}

fn named(path: &TypePath) -> Option<&'static Form> {
    let text = quote!(#path).to_string().replace(' ', "");
    FORMS.iter().find(|form| text == form.path())
}

fn holds_form(ty: &Type) -> bool {
    struct Search(bool);
    impl<'ast> Visit<'ast> for Search {
        fn visit_type_path(&mut self, path: &'ast TypePath) {
            self.0 |= named(path).is_some();
            visit_type_path(self, path);
        }
    }
    let mut search = Search(false);
    search.visit_type(ty);
    search.0
}

//! Emits the tables that drive the tests of all operations: each call with its examples, and the type of each response.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::calls::response_type;
use super::rust::{ident, rust_type, wire_type};
use crate::spec::model::{Api, Content, Operation, RuleKind, Type};

/// Every call with the example of every parameter, once for each example of its body.
pub(super) fn calls(api: &Api) -> TokenStream {
    let operations = sorted(api);
    let functions = operations.iter().map(|operation| {
        let id = &operation.id;
        let name = ident(id);
        let bodies: Vec<Option<&Value>> = match &operation.body {
            None => vec![None],
            Some(body) => body.examples.iter().map(Some).collect(),
        };
        let sends = bodies.into_iter().map(|body| {
            let call = call(operation, body);
            quote!(#call.send().await?;)
        });
        let docs = format!(
            " `{id}` with the example of every parameter, once for each example of its body."
        );
        quote! {
            #[doc = #docs]
            pub async fn #name(client: &Client) -> Result<(), Error> {
                #(#sends)*
                Ok(())
            }
        }
    });
    let arms = operations.iter().map(|operation| {
        let (id, name) = (&operation.id, ident(&operation.id));
        quote!(#id => self::#name(client).await,)
    });
    let rows = operations
        .iter()
        .filter(|operation| operation.pagination.is_some())
        .map(|operation| {
            let id = &operation.id;
            let call = call(operation, None);
            quote!(#id => json_rows(#call.stream_from(pages)),)
        });
    quote! {
        use backpack_api::{Client, Error, Pages, types};
        use crate::support::{JsonRows, json, json_rows};

        #(#functions)*

        /// Calls the operation `id` with its examples; `None` for an unknown id.
        pub async fn call(client: &Client, id: &str) -> Option<Result<(), Error>> {
            Some(match id {
                #(#arms)*
                _ => return None,
            })
        }

        /// Streams the rows of the operation `id` as JSON; `None` for an operation without pages.
        pub fn rows(client: &Client, id: &str, pages: Pages) -> Option<JsonRows> {
            Some(match id {
                #(#rows)*
                _ => return None,
            })
        }
    }
}

/// The type of every response that is JSON.
pub(super) fn responses(api: &Api) -> TokenStream {
    let module = quote!(types::);
    let arms = sorted(api).into_iter().filter_map(|operation| {
        let id = &operation.id;
        let Content::Json(ty) = &operation.success.content else {
            return None;
        };
        // A bare decimal or time has no implementation of serde of its own.
        if ty.has_format() {
            let ty = wire_type(ty, &module);
            return Some(quote!(#id => visitor.value::<#ty>(),));
        }
        let visit = match ty.resolved() {
            Type::List(row) if !operation.success.optional => {
                let row = rust_type(row, &module);
                quote!(list::<#row>)
            }
            _ => {
                let ty = response_type(operation, &module);
                quote!(value::<#ty>)
            }
        };
        Some(quote!(#id => visitor.#visit(),))
    });
    let enums = api.schemas.values().filter_map(|schema| match &schema.shape {
        crate::spec::model::Shape::Enum { values, closed } if schema.module() != super::streams::MODULE => {
            let (name, text) = (ident(&schema.name), &schema.name);
            let values = values.iter().map(|value| {
                let (wire, variant) = (&value.text, ident(&value.variant));
                quote!((#wire, json::<types::#name>(&format!("{:?}", #wire)) == types::#name::#variant))
            });
            Some(quote!(KnownEnum { name: #text, closed: #closed, values: vec![#(#values),*] }))
        }
        _ => None,
    });
    quote! {
        use backpack_api::types;
        use crate::support::{KnownEnum, VisitResponse, json};

        /// Visits the type of the response of the operation `id`; `None` for a response without JSON.
        pub fn visit<V: VisitResponse>(id: &str, visitor: V) -> Option<V::Output> {
            Some(match id {
                #(#arms)*
                _ => return None,
            })
        }

        /// Every enumeration, and for each of its values whether it decodes to its own variant.
        pub fn enums() -> Vec<KnownEnum> {
            vec![#(#enums),*]
        }
    }
}

fn sorted(api: &Api) -> Vec<&Operation> {
    let mut operations: Vec<&Operation> = api.operations.iter().collect();
    operations.sort_by(|left, right| left.id.cmp(&right.id));
    operations
}

/// The expression of a call with every argument.
fn call(operation: &Operation, body: Option<&Value>) -> TokenStream {
    let (mut required, mut options) = (Vec::new(), Vec::new());
    for parameter in &operation.parameters {
        if excluded(operation, &parameter.name) {
            continue;
        }
        let value = value(&parameter.ty, &parameter.example);
        if parameter.required {
            required.push(value);
        } else {
            let name = ident(&parameter.ident);
            options.push(quote!(.#name(#value)));
        }
    }
    if let (Some(of), Some(example)) = (&operation.body, body) {
        required.push(value(&of.ty, example));
    }
    let id = ident(&operation.id);
    quote!(client.#id(#(#required),*) #(#options)*)
}

/// A parameter that a rule does not allow beside an earlier one.
fn excluded(operation: &Operation, name: &str) -> bool {
    operation.rules.iter().any(|rule| {
        matches!(rule.kind, RuleKind::OneOf | RuleKind::AtMostOneOf)
            && rule.inputs.iter().skip(1).any(|input| input == name)
    })
}

/// An example as an expression of its type.
fn value(ty: &Type, example: &Value) -> TokenStream {
    match (ty.resolved(), example) {
        (Type::String, Value::String(text)) => quote!(#text),
        (Type::Boolean, Value::Bool(flag)) => quote!(#flag),
        (Type::Integer(_), Value::Number(number)) => match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => {
                let number = Literal::u64_unsuffixed(number);
                quote!(#number)
            }
            (None, Some(number)) => {
                let number = Literal::i64_unsuffixed(number);
                quote!(#number)
            }
            (None, None) => quote!(0),
        },
        (ty, example) => {
            let module = quote!(types::);
            let text = example.to_string();
            let wire = wire_type(ty, &module);
            if ty.has_format() {
                quote!(backpack_runtime::wire::IntoValue::into_value(json::<#wire>(#text)))
            } else {
                quote!(json::<#wire>(#text))
            }
        }
    }
}

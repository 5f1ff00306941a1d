//! Emits the tables that drive the tests of all operations: each call with its examples, and the types of bodies and responses.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::calls::response_type;
use super::rust::{ident, rust_type, wire_type};
use crate::spec::model::{Api, Content, Operation, RuleKind, Shape, Type};

/// Generates every call with the example of every parameter, once for each example of its body.
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
        quote!(#id => operations::#name(client).await,)
    });
    let bodies = operations.iter().filter_map(|operation| {
        let (id, body) = (&operation.id, operation.body.as_ref()?);
        let body = json(&body.ty, &quote!(&body.to_string()));
        let call = call_with(operation, Some(body));
        Some(quote!(#id => #call.send().await.map(drop),))
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
        use serde_json::Value;
        use crate::support::{JsonRows, json_rows};

        /// The calls, apart from the names of this module.
        mod operations {
            use backpack_api::{Client, Error, types};

            #(#functions)*
        }

        /// Calls the operation `id` with its examples; `None` for an unknown id.
        pub async fn call(client: &Client, id: &str) -> Option<Result<(), Error>> {
            Some(match id {
                #(#arms)*
                _ => return None,
            })
        }

        /// Calls the operation `id` with this body and the example of every parameter; `None` for an operation without a body.
        pub async fn call_with_body(
            client: &Client,
            id: &str,
            body: &Value,
        ) -> Option<Result<(), Error>> {
            Some(match id {
                #(#bodies)*
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

/// Generates the type of every body and of every response that is JSON, and every enumeration.
pub(super) fn types(api: &Api) -> TokenStream {
    let operations = sorted(api);
    let responses = operations.iter().filter_map(|operation| {
        let id = &operation.id;
        let Content::Json(ty) = &operation.success.content else {
            return None;
        };
        let visit = if operation.success.optional && !ty.has_format() {
            let ty = response_type(operation, &quote!(types::));
            quote!(value::<#ty>)
        } else {
            visit(ty)
        };
        Some(quote!(#id => visitor.#visit(),))
    });
    let bodies = operations.iter().filter_map(|operation| {
        let (id, body) = (&operation.id, operation.body.as_ref()?);
        let visit = visit(&body.ty);
        Some(quote!(#id => visitor.#visit(),))
    });
    let enums = api
        .schemas
        .values()
        .filter_map(|schema| match &schema.shape {
            Shape::Enum { values, closed } => {
                let (name, text) = (ident(&schema.name), &schema.name);
                let module = if schema.is_of_streams() {
                    quote!(streams)
                } else {
                    quote!(types)
                };
                let values = values.iter().map(|value| {
                    let (wire, variant) = (&value.text, ident(&value.variant));
                    quote!((#wire, #module::#name::#variant))
                });
                Some(quote!(KnownEnum::of(#text, #closed, vec![#(#values),*])))
            }
            _ => None,
        });
    quote! {
        use backpack_api::{streams, types};
        use crate::support::{KnownEnum, VisitType};

        /// Visits the type of the response of the operation `id`; `None` for a response without JSON.
        pub fn visit<V: VisitType>(id: &str, visitor: V) -> Option<V::Output> {
            Some(match id {
                #(#responses)*
                _ => return None,
            })
        }

        /// Visits the type of the body of the operation `id`; `None` for an operation without a body.
        pub fn visit_body<V: VisitType>(id: &str, visitor: V) -> Option<V::Output> {
            Some(match id {
                #(#bodies)*
                _ => return None,
            })
        }

        /// Returns every enumeration of calls and streams, with its values and its variants.
        pub fn enums() -> Vec<KnownEnum> {
            vec![#(#enums),*]
        }
    }
}

/// Generates the visit of a type: of its rows for a list.
fn visit(ty: &Type) -> TokenStream {
    let module = quote!(types::);
    match ty.resolved() {
        // A bare decimal or time has no implementation of serde of its own.
        _ if ty.has_format() => {
            let ty = wire_type(ty, &module);
            quote!(value::<#ty>)
        }
        Type::List(row) => {
            let row = rust_type(row, &module);
            quote!(list::<#row>)
        }
        _ => {
            let ty = rust_type(ty, &module);
            quote!(value::<#ty>)
        }
    }
}

fn sorted(api: &Api) -> Vec<&Operation> {
    let mut operations: Vec<&Operation> = api.operations.iter().collect();
    operations.sort_by(|left, right| left.id.cmp(&right.id));
    operations
}

/// Generates the expression of a call with the example of every argument.
fn call(operation: &Operation, example: Option<&Value>) -> TokenStream {
    let body = operation.body.as_ref().zip(example);
    call_with(operation, body.map(|(of, example)| value(&of.ty, example)))
}

/// Generates the expression of a call with the example of every parameter, and a body.
fn call_with(operation: &Operation, body: Option<TokenStream>) -> TokenStream {
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
    required.extend(body);
    let id = ident(&operation.id);
    quote!(client.#id(#(#required),*) #(#options)*)
}

/// Returns whether a rule does not allow the parameter with an earlier one.
fn excluded(operation: &Operation, name: &str) -> bool {
    operation.rules.iter().any(|rule| {
        matches!(rule.kind, RuleKind::OneOf | RuleKind::AtMostOneOf)
            && rule.inputs.iter().skip(1).any(|input| input == name)
    })
}

/// Generates an example as an expression of its type.
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
            let text = example.to_string();
            json(ty, &quote!(#text))
        }
    }
}

/// Generates a value that is read from JSON.
fn json(ty: &Type, text: &TokenStream) -> TokenStream {
    let wire = wire_type(ty, &quote!(types::));
    let value = quote!(crate::support::json::<#wire>(#text));
    if ty.has_format() {
        quote!(backpack_runtime::wire::IntoValue::into_value(#value))
    } else {
        value
    }
}

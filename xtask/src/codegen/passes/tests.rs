//! What the tests of all operations need to be driven by the fragment: each call with the example of every parameter,
//! and the type of each answer by the name of its operation.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;
use syn::{Expr, FnArg, ImplItemFn, Pat, Type, parse_quote};

use super::calls::{Calls, answer_type, option, snake};
use super::unexpected;
use crate::fragment::{Fragment, Operation, members};
use crate::problem::Problems;

/// The two test modules.
pub(super) struct Tests {
    /// Every call with the example of every parameter.
    pub(super) calls: TokenStream,
    /// Every answer decoded and written again.
    pub(super) answers: TokenStream,
}

/// Writes the test modules.
pub(super) fn run(fragment: &Fragment, bundle: &Value, calls: &Calls) -> Result<Tests, Problems> {
    let (mut functions, mut call_arms, mut answer_arms) = (Vec::new(), Vec::new(), Vec::new());
    let mut operations: Vec<Operation<'_>> = fragment.operations().collect();
    operations.sort_by_key(Operation::id);
    for operation in operations {
        let id = operation.id().unwrap_or_default();
        let mut call = calls
            .values()
            .flatten()
            .find(|call| call.sig.ident == id)
            .cloned()
            .ok_or_else(|| unexpected(operation, "it has no call"))?;
        let name = format_ident!("{id}");
        let bodies = bodies(bundle, operation);
        let count = bodies.len().max(1);
        let sends = (0..count)
            .map(|at| send(fragment, operation, &call, bodies.get(at)))
            .collect::<Result<Vec<_>, _>>()?;
        let doc = format!(
            " `{id}` with the example of every parameter, once for each example of its body."
        );
        functions.push(quote! {
            #[doc = #doc]
            pub async fn #name(client: &Client) -> Result<(), Error> {
                #(#sends)*
                Ok(())
            }
        });
        call_arms.push(quote!(#id => #name(client).await,));
        let answer = answer_type(&mut call.sig.output)
            .cloned()
            .ok_or_else(|| unexpected(operation, "its answer has no type"))?;
        let text = quote!(#answer).to_string();
        if text != "()" && !text.ends_with(":: Timestamp") {
            answer_arms.push(quote!(#id => again::<#answer>(json),));
        }
    }
    Ok(Tests {
        // rustfmt follows the modules of a test, and its layout is not that of the generator.
        calls: quote! {
            #![cfg_attr(rustfmt, rustfmt_skip)]
            use backpack_api::{Client, Error, Timestamp, types};
            use super::json;
            #(#functions)*
            /// Calls an operation by its name; `None` where it has no call.
            pub async fn call(client: &Client, operation: &str) -> Option<Result<(), Error>> {
                Some(match operation {
                    #(#call_arms)*
                    _ => return None,
                })
            }
        },
        answers: quote! {
            #![cfg_attr(rustfmt, rustfmt_skip)]
            use backpack_api::types;
            use super::{Again, again};
            /// Decodes the JSON of an answer and writes it again; `None` where the operation answers without JSON.
            pub fn round_trip(operation: &str, json: &str) -> Option<Again> {
                Some(match operation {
                    #(#answer_arms)*
                    _ => return None,
                })
            }
        },
    })
}

/// The examples of the body.
fn bodies(bundle: &Value, operation: Operation<'_>) -> Vec<Value> {
    let content = bundle
        .get("paths")
        .and_then(|paths| {
            paths
                .get(operation.path)?
                .get(operation.method)?
                .get("requestBody")
        })
        .and_then(|body| body.get("content"));
    let mut examples = Vec::new();
    for (_, media) in members(content) {
        examples.extend(media.get("example").cloned());
        examples.extend(
            members(media.get("examples")).filter_map(|(_, one)| one.get("value").cloned()),
        );
    }
    examples
}

/// One call with every argument.
fn send(
    fragment: &Fragment,
    operation: Operation<'_>,
    call: &ImplItemFn,
    body: Option<&Value>,
) -> Result<TokenStream, Problems> {
    let (mut required, mut options) = (Vec::new(), Vec::new());
    for input in &call.sig.inputs {
        let FnArg::Typed(argument) = input else {
            continue;
        };
        let Pat::Ident(pattern) = &*argument.pat else {
            continue;
        };
        let name = &pattern.ident;
        let parameter = fragment.parameters(operation).find(|parameter| {
            parameter
                .get("name")
                .and_then(Value::as_str)
                .is_some_and(|own| *name == snake(own))
        });
        let example = match parameter {
            Some(parameter) => parameter
                .get("example")
                .or_else(|| parameter.get("schema")?.get("example")),
            None => body,
        };
        let format = parameter
            .and_then(|parameter| parameter.get("schema")?.get("format"))
            .and_then(Value::as_str);
        let bad = || {
            unexpected(
                operation,
                format!("no test value can be written for the argument `{name}`"),
            )
        };
        let inner = option(&argument.ty);
        let value = value(
            inner.unwrap_or(&argument.ty),
            format,
            example.ok_or_else(bad)?,
        )
        .ok_or_else(bad)?;
        if inner.is_some() {
            options.push(quote!(.#name(#value)));
        } else {
            required.push(value);
        }
    }
    let id = &call.sig.ident;
    Ok(quote! {
        client.#id(#(#required),*) #(#options)* .send().await?;
    })
}

/// An example as an expression of the argument's type.
fn value(ty: &Type, format: Option<&str>, example: &Value) -> Option<Expr> {
    let text = quote!(#ty).to_string().replace(' ', "");
    let number = || Some(Literal::i64_unsuffixed(example.as_i64()?));
    Some(match (text.as_str(), format) {
        ("&'astr", _) => {
            let text = example.as_str()?;
            parse_quote!(#text)
        }
        ("bool", _) => {
            let flag = example.as_bool()?;
            parse_quote!(#flag)
        }
        ("::jiff::Timestamp", Some("unix-seconds")) => {
            let number = number()?;
            parse_quote!(Timestamp::from_second(#number).unwrap())
        }
        ("::jiff::Timestamp", Some("unix-millis")) => {
            let number = number()?;
            parse_quote!(Timestamp::from_millisecond(#number).unwrap())
        }
        ("::rust_decimal::Decimal", _) => {
            let text = example.as_str()?;
            parse_quote!(#text.parse().unwrap())
        }
        ("u8" | "u16" | "u32" | "u64" | "i32" | "i64", _) => {
            let number = number()?;
            parse_quote!(#number)
        }
        _ => match ty {
            Type::Reference(reference) => match (&*reference.elem, example) {
                // A list in the query.
                (Type::Slice(list), Value::Array(items)) if items.iter().all(Value::is_string) => {
                    let items: Vec<Expr> = items
                        .iter()
                        .map(|item| value(&list.elem, None, item))
                        .collect::<Option<_>>()?;
                    parse_quote!(&[#(#items),*])
                }
                (Type::Slice(list), _) => {
                    let (element, json) = (&list.elem, example.to_string());
                    parse_quote!(&json::<Vec<#element>>(#json))
                }
                (one, _) => {
                    let json = example.to_string();
                    parse_quote!(&json::<#one>(#json))
                }
            },
            // An enumeration.
            _ => {
                let text = example.as_str()?;
                parse_quote!(#ty::from(#text))
            }
        },
    })
}

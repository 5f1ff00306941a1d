//! The calls: each becomes a builder, required arguments first, then named options, then `send()`.

use std::collections::BTreeMap;

use proc_macro2::Span;
use quote::{format_ident, quote};
use serde_json::Value;
use syn::visit_mut::{VisitMut, visit_block_mut, visit_expr_mut};
use syn::{Block, Expr, FnArg, Ident, ImplItemFn, Pat, Stmt, Type, parse_quote};

use super::parts::Parts;
use super::{operations, unexpected};
use crate::fragment::{Auth, Fragment, Operation};
use crate::problem::Problems;

/// The calls by the module they go to, which is named for their document.
pub(super) type Calls = BTreeMap<String, Vec<ImplItemFn>>;

/// Turns progenitor's methods into builders.
pub(super) fn run(fragment: &Fragment, parts: &mut Parts) -> Result<Calls, Problems> {
    let mut methods: BTreeMap<String, ImplItemFn> = std::mem::take(&mut parts.calls)
        .into_iter()
        .map(|call| (call.sig.ident.to_string(), call))
        .collect();
    let mut calls = Calls::new();
    for operation in fragment.operations() {
        let id = operation.id().unwrap_or_default();
        let mut call = methods.remove(id).ok_or_else(|| {
            unexpected(operation.subject(), "progenitor generated no method for it")
        })?;
        call.attrs.clear();
        call.attrs
            .extend(doc_attributes(&documentation(operation)?));
        call.attrs.push(builder(id));
        arguments(fragment, operation, &mut call)?;
        body(operation, &mut call)?;
        let module = operation
            .document
            .name
            .trim_end_matches(".yaml")
            .replace('-', "_");
        calls.entry(module).or_default().push(call);
    }
    match methods.into_keys().next() {
        None => Ok(calls),
        Some(name) => Err(unexpected(
            name,
            "progenitor generated a method that is no operation",
        )),
    }
}

/// The attribute that makes a builder of the call.
fn builder(id: &str) -> syn::Attribute {
    let name = format_ident!("{}Call", camel(id));
    let module = format_ident!("{id}_call");
    let type_doc = format!(
        " The call [`Client::{id}`](crate::Client::{id}), with its options; [`send`](Self::send) sends it."
    );
    let module_doc = format!(" The states of [`{name}`].");
    parse_quote! {
        #[builder(
            builder_type(name = #name, doc { #[doc = #type_doc] }),
            state_mod(name = #module, vis = "pub", doc { #[doc = #module_doc] }),
            finish_fn(name = send, doc {
                /// Sends the request and decodes the answer.
                ///
                /// # Errors
                ///
                /// What was refused before sending, could not be signed, failed on the way, was refused by the
                /// exchange, or answered with a body that the API does not document: see [`Error`].
            })
        )]
    }
}

/// The documentation of a call, in the words of the fragment.
fn documentation(operation: Operation<'_>) -> Result<Vec<String>, Problems> {
    let text = |key: &str| {
        operation
            .value
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let mut lines = vec![text("summary")];
    let description = text("description");
    if !description.is_empty() {
        lines.push(String::new());
        lines.extend(description.lines().map(str::to_owned));
    }
    lines.push(String::new());
    let route = format!("`{} {}`", operation.method.to_uppercase(), operation.path);
    lines.push(match operation.auth().map_err(|problem| vec![problem])? {
        Auth::Public => format!("{route}, public."),
        Auth::Signed { instruction } => format!("{route}, signed with the instruction `{instruction}`."),
        Auth::Session => {
            format!("{route}, needs a login session: the exchange refuses API keys here, and the call is not signed.")
        }
    });
    Ok(lines)
}

/// Documents the arguments, orders the required ones as the fragment does, and marks them.
fn arguments(
    fragment: &Fragment,
    operation: Operation<'_>,
    call: &mut ImplItemFn,
) -> Result<(), Problems> {
    let order: Vec<(String, Vec<String>)> = fragment
        .parameters(operation)
        .map(|parameter| {
            let name = parameter
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let doc = parameter
                .get("description")
                .and_then(Value::as_str)
                .unwrap_or_default();
            (snake(name), doc.trim().lines().map(str::to_owned).collect())
        })
        .collect();
    let mut required = Vec::new();
    let mut optional = Vec::new();
    let mut receiver = None;
    for input in std::mem::take(&mut call.sig.inputs) {
        let FnArg::Typed(mut argument) = input else {
            receiver = Some(input);
            continue;
        };
        let Pat::Ident(pattern) = &*argument.pat else {
            return Err(unexpected(operation.subject(), "an argument is not a name"));
        };
        let name = pattern.ident.to_string();
        let place = order.iter().position(|(parameter, _)| *parameter == name);
        let doc = match place.and_then(|place| order.get(place)) {
            Some((_, doc)) => doc.clone(),
            None if name == "body" => vec!["The body of the request.".to_owned()],
            None => {
                return Err(unexpected(
                    operation.subject(),
                    format!("the argument `{name}` is no parameter"),
                ));
            }
        };
        argument.attrs.extend(doc_attributes(&doc));
        // A body comes last.
        let place = place.unwrap_or(usize::MAX);
        if is_option(&argument.ty) {
            optional.push((place, argument));
        } else {
            argument.attrs.push(parse_quote!(#[builder(start_fn)]));
            required.push((place, argument));
        }
    }
    required.sort_by_key(|(place, _)| *place);
    optional.sort_by_key(|(place, _)| *place);
    call.sig.inputs.extend(receiver);
    call.sig.inputs.extend(
        required
            .into_iter()
            .chain(optional)
            .map(|(_, argument)| FnArg::Typed(argument)),
    );
    Ok(())
}

/// The call names its operation by the constant, and sends no header that the exchange does not ask for.
fn body(operation: Operation<'_>, call: &mut ImplItemFn) -> Result<(), Problems> {
    let id = operation.id().unwrap_or_default();
    let constant = operations::constant(id);
    let mut edit = Edit {
        info: parse_quote!(crate::operations::#constant),
        named: false,
        headers: false,
    };
    edit.visit_block_mut(&mut call.block);
    if !edit.named {
        return Err(unexpected(
            operation.subject(),
            "progenitor's call does not name its operation",
        ));
    }
    if edit.headers {
        // The map is still used: for header parameters of the operation.
        return Ok(());
    }
    DropHeaders.visit_block_mut(&mut call.block);
    Ok(())
}

/// Names the operation, drops `api-version`, and sees whether other headers are set.
struct Edit {
    info: Expr,
    named: bool,
    headers: bool,
}

impl VisitMut for Edit {
    fn visit_block_mut(&mut self, block: &mut Block) {
        block
            .stmts
            .retain(|statement| !mentions(statement, "api-version"));
        visit_block_mut(self, block);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Struct(literal) if literal.path.is_ident("OperationInfo") => {
                *expr = self.info.clone();
                self.named = true;
            }
            Expr::MethodCall(call) if call.method == "append" => self.headers = true,
            _ => {}
        }
        visit_expr_mut(self, expr);
    }
}

/// Drops the header map that nothing was added to.
struct DropHeaders;

impl VisitMut for DropHeaders {
    fn visit_block_mut(&mut self, block: &mut Block) {
        block.stmts.retain(|statement| match statement {
            Stmt::Local(local) => {
                !matches!(&local.pat, Pat::Ident(name) if name.ident == "header_map")
            }
            _ => true,
        });
        visit_block_mut(self, block);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::MethodCall(call) = expr
            && call.method == "headers"
        {
            *expr = (*call.receiver).clone();
        }
        visit_expr_mut(self, expr);
    }
}

/// Whether a statement holds the text literal.
fn mentions(statement: &Stmt, text: &str) -> bool {
    quote!(#statement)
        .to_string()
        .contains(&format!("\"{text}\""))
}

fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"))
}

/// Lines as documentation.
pub(super) fn doc_attributes(lines: &[String]) -> Vec<syn::Attribute> {
    lines
        .iter()
        .map(|line| {
            let line = if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            };
            parse_quote!(#[doc = #line])
        })
        .collect()
}

/// `get_time` as `GetTime`.
fn camel(snake: &str) -> Ident {
    let text: String = snake
        .split('_')
        .map(|word| {
            let mut chars = word.chars();
            chars
                .next()
                .map(|first| first.to_ascii_uppercase())
                .into_iter()
                .chain(chars)
                .collect::<String>()
        })
        .collect();
    Ident::new(&text, Span::call_site())
}

/// `autoBorrow` and `X-BROKER-ID` as progenitor writes them: `auto_borrow`, `x_broker_id`.
fn snake(name: &str) -> String {
    heck::ToSnakeCase::to_snake_case(name)
}

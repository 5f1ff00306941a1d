//! The calls: what sends each of them, documented, with required arguments first. [`builders`](super::builders) makes
//! the types of them that people use.

use std::collections::{BTreeMap, BTreeSet};

use quote::{format_ident, quote};
use serde_json::Value;
use syn::visit_mut::{VisitMut, visit_block_mut, visit_expr_mut};
use syn::{Block, Expr, FnArg, Ident, ImplItemFn, Pat, Stmt, Type, parse_quote};

use super::parts::Parts;
use super::{operations, unexpected, unexpected_output, wire};
use crate::fragment::{Auth, Fragment, Operation};
use crate::problem::Problems;

/// The calls by the module they go to, which is named for their document.
pub(super) type Calls = BTreeMap<String, Vec<ImplItemFn>>;

/// Turns progenitor's methods into those that the builders of the calls send with.
///
/// `checked` names the bodies that have rules to be held to.
pub(super) fn run(
    fragment: &Fragment,
    parts: &mut Parts,
    checked: &BTreeSet<String>,
) -> Result<Calls, Problems> {
    let mut methods: BTreeMap<String, ImplItemFn> = std::mem::take(&mut parts.calls)
        .into_iter()
        .map(|call| (call.sig.ident.to_string(), call))
        .collect();
    let mut calls = Calls::new();
    for operation in fragment.operations() {
        let id = operation.id().unwrap_or_default();
        let mut call = methods
            .remove(id)
            .ok_or_else(|| unexpected(operation, "progenitor generated no method for it"))?;
        call.attrs.clear();
        call.attrs
            .extend(doc_attributes(&documentation(operation)?));
        arguments(fragment, operation, &mut call)?;
        body(operation, &mut call)?;
        checks(checked, &mut call);
        request(operation, &mut call)?;
        text(operation, &mut call)?;
        calls.entry(module(operation)).or_default().push(call);
    }
    match methods.into_keys().next() {
        None => Ok(calls),
        Some(name) => Err(unexpected_output(
            name,
            "progenitor generated a method that is no operation",
        )),
    }
}

/// The module that an operation's call goes to: it is named for the document.
pub(super) fn module(operation: Operation<'_>) -> String {
    operation
        .document
        .name
        .trim_end_matches(".yaml")
        .replace('-', "_")
}

/// The name of an operation's builder.
pub(super) fn builder_name(id: &str) -> Ident {
    format_ident!("{}Call", heck::ToUpperCamelCase::to_upper_camel_case(id))
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
    if let Some(tag) = operation.value.pointer("/tags/0").and_then(Value::as_str) {
        let id = operation.id().unwrap_or_default();
        let place = format!("{}/operation/{id}", tag.replace(' ', "-"));
        lines.push(String::new());
        lines.push(format!(
            "Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/{place}), and answers captured \
             from it."
        ));
    }
    Ok(lines)
}

/// Documents the arguments, and puts the required ones first, in the order of the fragment.
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
    let mut wrapped = Vec::new();
    for input in std::mem::take(&mut call.sig.inputs) {
        let FnArg::Typed(mut argument) = input else {
            receiver = Some(input);
            continue;
        };
        let Pat::Ident(pattern) = &*argument.pat else {
            return Err(unexpected(operation, "an argument is not a name"));
        };
        let name = pattern.ident.to_string();
        let place = order.iter().position(|(parameter, _)| *parameter == name);
        let doc = match place.and_then(|place| order.get(place)) {
            Some((_, doc)) => doc.clone(),
            None if name == "body" => vec!["The body of the request.".to_owned()],
            None => {
                return Err(unexpected(
                    operation,
                    format!("the argument `{name}` is no parameter"),
                ));
            }
        };
        argument.attrs.extend(doc_attributes(&doc));
        by_slice(&mut argument.ty);
        if let Some(sent) = wire::argument(&pattern.ident.clone(), &mut argument.ty) {
            wrapped.push((pattern.ident.clone(), sent));
        }
        // A body comes last.
        let place = place.unwrap_or(usize::MAX);
        if option(&argument.ty).is_some() {
            optional.push((place, argument));
        } else {
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
    for (name, sent) in wrapped.into_iter().rev() {
        call.block.stmts.insert(0, parse_quote!(let #name = #sent;));
    }
    Ok(())
}

/// A list is taken as a slice: `&'a Vec<T>` asks for more than is needed.
fn by_slice(ty: &mut Type) {
    struct Slices;
    impl VisitMut for Slices {
        fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
            let Type::Path(path) = &*reference.elem else {
                return;
            };
            let Some(last) = path.path.segments.last().filter(|last| last.ident == "Vec") else {
                return;
            };
            if let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
                && let Some(syn::GenericArgument::Type(element)) = arguments.args.first()
            {
                let element = element.clone();
                *reference.elem = parse_quote!([#element]);
            }
        }
    }
    Slices.visit_type_mut(ty);
}

/// Holds the body to its rules before anything else is done.
fn checks(checked: &BTreeSet<String>, call: &mut ImplItemFn) {
    let body = call.sig.inputs.iter().find_map(|input| match input {
        FnArg::Typed(argument) => match &*argument.pat {
            Pat::Ident(name) if name.ident == "body" => Some(&*argument.ty),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    });
    let Some(Type::Reference(reference)) = body else {
        return;
    };
    let has_rules = |ty: &Type| match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| checked.contains(&last.ident.to_string())),
        _ => false,
    };
    let check: Stmt = match &*reference.elem {
        Type::Slice(list) if has_rules(&list.elem) => parse_quote! {
            for (element, body) in body.iter().enumerate() {
                body.check().map_err(|broken| broken.of_element(element))?;
            }
        },
        one if has_rules(one) => parse_quote!(body.check()?;),
        _ => return,
    };
    call.block.stmts.insert(0, check);
}

/// Starts the request at the transport, which knows the base URL parsed and adds `Accept` itself: what would be
/// `self.client.get(format!("{}/path", self.baseurl)).header(ACCEPT, ...)`.
fn request(operation: Operation<'_>, call: &mut ImplItemFn) -> Result<(), Problems> {
    let bad = |what: &str| unexpected(operation, format!("progenitor's call {what}"));
    let place = call
        .block
        .stmts
        .iter()
        .position(|statement| matches!(statement, Stmt::Local(local) if matches!(&local.pat, Pat::Ident(name) if name.ident == "url")))
        .ok_or_else(|| bad("names no URL"))?;
    let Stmt::Local(url) = call.block.stmts.remove(place) else {
        return Err(bad("names no URL"));
    };
    let path = url
        .init
        .and_then(|init| path(&init.expr))
        .ok_or_else(|| bad("does not append its path to the base URL"))?;
    let method = format_ident!("{}", operation.method.to_uppercase());
    let mut edit = Start {
        start: parse_quote!(self.inner.request(::reqwest::Method::#method, #path)),
        method: operation.method.to_lowercase(),
        started: 0,
        accepts: 0,
    };
    edit.visit_block_mut(&mut call.block);
    if (edit.started, edit.accepts) == (1, 1) {
        Ok(())
    } else {
        Err(bad("does not start a request that accepts JSON"))
    }
}

/// The path, given what appends it to the base URL: `format!("{}/path/{}", self.baseurl, encode_path(..))`.
fn path(url: &Expr) -> Option<Expr> {
    let Expr::Macro(format) = url else {
        return None;
    };
    let parse = syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated;
    let mut arguments = format.mac.parse_body_with(parse).ok()?.into_iter();
    let (text, base) = (arguments.next()?, arguments.next()?);
    if quote!(#base).to_string() != "self . baseurl" {
        return None;
    }
    let Expr::Lit(syn::ExprLit {
        lit: syn::Lit::Str(text),
        ..
    }) = text
    else {
        return None;
    };
    let text = text.value();
    let path = text
        .strip_prefix("{}")
        .filter(|path| path.starts_with('/'))?;
    let parameters: Vec<Expr> = arguments.collect();
    Some(if parameters.is_empty() {
        parse_quote!(#path)
    } else {
        parse_quote!(&format!(#path, #(#parameters),*))
    })
}

/// Puts the start of a request in the place of progenitor's, and counts what it found.
struct Start {
    start: Expr,
    method: String,
    started: usize,
    accepts: usize,
}

impl VisitMut for Start {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_expr_mut(self, expr);
        let Expr::MethodCall(call) = expr else {
            return;
        };
        let receiver = &call.receiver;
        if call.method == self.method && quote!(#receiver).to_string() == "self . client" {
            *expr = self.start.clone();
            self.started += 1;
        } else if call.method == "header"
            && call
                .args
                .first()
                .is_some_and(|name| quote!(#name).to_string().ends_with("ACCEPT"))
        {
            *expr = (*call.receiver).clone();
            self.accepts += 1;
        }
    }
}

/// An answer in plain text is read as text.
fn text(operation: Operation<'_>, call: &mut ImplItemFn) -> Result<(), Problems> {
    let plain = operation
        .value
        .get("responses")
        .and_then(|responses| responses.get("200")?.get("content")?.as_object())
        .is_some_and(|content| content.keys().any(|name| name.starts_with("text/plain")));
    if !plain {
        return Ok(());
    }
    let bad = || unexpected(operation, "its plain text is neither text nor a time");
    let answer = answer_type(&mut call.sig.output).ok_or_else(bad)?;
    let parse: Expr = match wire::answer(answer) {
        Some((value, parse)) => {
            *answer = value;
            parse
        }
        None if quote!(#answer).to_string().ends_with("String") => {
            parse_quote!(|text| Some(text.to_owned()))
        }
        None => return Err(bad()),
    };
    struct AsText(Expr, usize);
    impl VisitMut for AsText {
        fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
            let body = &arm.body;
            if quote!(#body)
                .to_string()
                .trim_start_matches(['{', ' '])
                .starts_with("ResponseValue :: from_response")
            {
                let parse = &self.0;
                *arm.body = parse_quote!(ResponseValue::from_text(response, #parse));
                self.1 += 1;
            }
        }
    }
    let mut edit = AsText(parse, 0);
    edit.visit_block_mut(&mut call.block);
    if edit.1 == 1 { Ok(()) } else { Err(bad()) }
}

/// The `T` of `Result<ResponseValue<T>, _>`.
pub(super) fn answer_type(output: &mut syn::ReturnType) -> Option<&mut Type> {
    fn argument(ty: &mut Type) -> Option<&mut Type> {
        let Type::Path(path) = ty else { return None };
        let syn::PathArguments::AngleBracketed(arguments) =
            &mut path.path.segments.last_mut()?.arguments
        else {
            return None;
        };
        match arguments.args.first_mut()? {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        }
    }
    match output {
        syn::ReturnType::Type(_, result) => argument(argument(result)?),
        syn::ReturnType::Default => None,
    }
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
            operation,
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

/// The `T` of `Option<T>`.
pub(super) fn option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    match (last.ident == "Option", &last.arguments) {
        (true, syn::PathArguments::AngleBracketed(arguments)) => match arguments.args.first()? {
            syn::GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
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

/// `autoBorrow`, `X-BROKER-ID` and `type` as progenitor writes them: `auto_borrow`, `x_broker_id`, `type_`.
pub(super) fn snake(name: &str) -> String {
    let snake = heck::ToSnakeCase::to_snake_case(name);
    if syn::parse_str::<Ident>(&snake).is_ok() {
        snake
    } else {
        format!("{snake}_")
    }
}

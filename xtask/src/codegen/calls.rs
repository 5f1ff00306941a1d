//! Emits the calls: a struct for each operation that owns its arguments, and the method of the client that creates it.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::examples::example;
use super::progenitor::arguments;
use super::rules::Inputs;
use super::rust::{deprecated, doc, ident, markdown, rust_type, wire_type};
use crate::spec::model::{
    Api, Auth, Content, Input, Operation, Pagination, Parameter, Shape, Type,
};
use crate::spec::names::to_pascal;

/// Generates the calls by the module of their document.
pub(super) fn emit(api: &Api) -> BTreeMap<String, TokenStream> {
    let mut modules: BTreeMap<String, (Vec<TokenStream>, Vec<TokenStream>)> = BTreeMap::new();
    for operation in &api.operations {
        let (methods, calls) = modules.entry(operation.module.clone()).or_default();
        methods.push(method(api, operation));
        calls.push(call(api, operation));
    }
    modules
        .into_iter()
        .map(|(module, (methods, calls))| {
            let tokens = quote! {
                use crate::{Client, Error, types};
                impl Client {
                    #(#methods)*
                }
                #(#calls)*
            };
            (module, tokens)
        })
        .collect()
}

/// Returns the name of the struct of a call.
pub(super) fn call_name(id: &str) -> Ident {
    format_ident!("{}Call", to_pascal(id))
}

/// Generates the module of the types, seen from the calls.
fn module() -> TokenStream {
    quote!(types::)
}

/// Generates the type of the response of an operation.
pub(super) fn response_type(operation: &Operation, module: &TokenStream) -> TokenStream {
    let ty = match &operation.success.content {
        Content::Empty => return quote!(()),
        Content::Json(ty) | Content::Text(ty) => rust_type(ty, module),
    };
    if operation.success.optional {
        quote!(Option<#ty>)
    } else {
        ty
    }
}

/// An argument of a call: a parameter or the body.
struct Argument<'a> {
    name: Ident,
    ty: &'a Type,
    required: bool,
    docs: String,
    deprecated: Option<TokenStream>,
}

impl<'a> Argument<'a> {
    /// Returns every argument of a call: required ones first, of which the body is last; each group as written.
    fn all(operation: &'a Operation) -> Vec<Self> {
        let parameters = operation.parameters.iter().map(Self::of);
        let (mut all, optional): (Vec<Self>, Vec<Self>) = parameters.partition(|one| one.required);
        all.extend(operation.body.as_ref().map(|body| Self {
            name: ident("body"),
            ty: &body.ty,
            required: true,
            docs: if body.docs.text.is_empty() {
                "The body of the request.".to_owned()
            } else {
                markdown(&body.docs.text)
            },
            deprecated: None,
        }));
        all.extend(optional);
        all
    }

    fn of(parameter: &'a Parameter) -> Self {
        Self {
            name: ident(&parameter.ident),
            ty: &parameter.ty,
            required: parameter.required,
            docs: markdown(&parameter.docs.text),
            deprecated: deprecated(&parameter.docs),
        }
    }

    /// Generates the type of the field that holds the argument: formats are held as they are sent.
    fn field(&self) -> TokenStream {
        let ty = wire_type(self.ty, &module());
        if self.required {
            ty
        } else {
            quote!(Option<#ty>)
        }
    }

    /// Generates the argument of the constructor or the setter, and the value of the field.
    fn input(&self) -> (TokenStream, TokenStream) {
        let name = &self.name;
        let ty = rust_type(self.ty, &module());
        let text = *self.ty.resolved() == Type::String;
        let element = match self.ty.resolved() {
            Type::List(of) => Some(rust_type(of, &module())),
            _ => None,
        };
        let list = element.is_some();
        let wire = self.ty.has_format();
        let of = quote!(backpack_runtime::wire::FromValue::from_value);
        match (self.required, wire) {
            (true, _) if text => (quote!(impl Into<String>), quote!(#name.into())),
            (true, true) if list => (quote!(impl Into<#ty>), quote!(#of(#name.into()))),
            (true, false) if list => (quote!(impl Into<#ty>), quote!(#name.into())),
            (true, true) => (quote!(#ty), quote!(#of(#name))),
            (true, false) => (quote!(#ty), quote!(#name)),
            (false, _) if text => (
                quote!(impl backpack_runtime::IntoOptionalString),
                quote!(#name.into_optional()),
            ),
            (false, true) if list => (
                quote!(impl backpack_runtime::IntoOptionalList<#element>),
                quote!(#name.into_optional().map(#of)),
            ),
            (false, false) if list => (
                quote!(impl backpack_runtime::IntoOptionalList<#element>),
                quote!(#name.into_optional()),
            ),
            (false, true) => (
                quote!(impl Into<Option<#ty>>),
                quote!(#name.into().map(#of)),
            ),
            (false, false) => (quote!(impl Into<Option<#ty>>), quote!(#name.into())),
        }
    }

    /// Generates the expression that passes the argument to progenitor's method.
    fn passed(&self) -> TokenStream {
        let name = &self.name;
        match (self.ty.resolved(), self.required) {
            (Type::Boolean | Type::Integer(_), _) => quote!(#name),
            (_, true) => quote!(&#name),
            (Type::String, false) => quote!(#name.as_deref()),
            (_, false) => quote!(#name.as_ref()),
        }
    }
}

/// Returns the documentation of an operation.
fn documentation(operation: &Operation) -> String {
    let route = format!("`{} {}`", operation.method.name(), operation.path);
    let access = match &operation.auth {
        Auth::Public => format!("{route}, public."),
        Auth::Signed(instruction) => {
            format!("{route}, signed with the instruction `{instruction}`.")
        }
        Auth::Session => {
            format!(
                "{route}, requires a login session: the exchange rejects API keys, and the call is not signed."
            )
        }
    };
    let place = format!(
        "{}/operation/{}",
        operation.tag.replace(' ', "-"),
        operation.id
    );
    let source = if operation.unpublished {
        "Source: the exchange's own client. **Not published**: the exchange can change it without notice.".to_owned()
    } else {
        format!(
            "Source: [the exchange's documentation](https://docs.backpack.exchange/#tag/{place}), and captured responses."
        )
    };
    format!("{}\n\n{access}\n\n{source}", markdown(&operation.docs.text))
}

/// Generates the method of the client that creates the call.
fn method(api: &Api, operation: &Operation) -> TokenStream {
    let arguments = Argument::all(operation);
    let (id, call) = (ident(&operation.id), call_name(&operation.id));
    let (mut inputs, mut fields, mut list) = (Vec::new(), Vec::new(), Vec::new());
    for argument in &arguments {
        let name = &argument.name;
        if argument.required {
            let (ty, value) = argument.input();
            inputs.push(quote!(#name: #ty));
            fields.push(quote!(#name: #value));
            let text = argument.docs.trim().replace('\n', "\n  ");
            list.push(format!("- `{name}`: {text}"));
        } else {
            fields.push(quote!(#name: None));
        }
    }
    let mut text = documentation(operation);
    if !list.is_empty() {
        text.push_str("\n\n# Arguments\n\n");
        text.push_str(&list.join("\n"));
    }
    if let Some(example) = example(api, operation) {
        text.push_str("\n\n# Examples\n\n");
        text.push_str(&example);
    }
    let (docs, deprecated) = (doc(&text), deprecated(&operation.docs));
    let aliases = &operation.aliases;
    quote! {
        #docs
        #(#[doc(alias = #aliases)])*
        #deprecated
        pub fn #id(&self, #(#inputs),*) -> #call {
            #call { client: self.clone(), #(#fields),* }
        }
    }
}

/// Generates the struct of the call.
fn call(api: &Api, operation: &Operation) -> TokenStream {
    let arguments = Argument::all(operation);
    let id = &operation.id;
    let call = call_name(id);
    let fields = arguments.iter().map(|argument| {
        let (name, ty) = (&argument.name, argument.field());
        quote!(pub(crate) #name: #ty,)
    });
    let optional: Vec<&Argument<'_>> = arguments.iter().filter(|one| !one.required).collect();
    let setters = optional.iter().map(|argument| {
        let (name, docs) = (&argument.name, doc(&argument.docs));
        let (ty, value) = argument.input();
        let deprecated = &argument.deprecated;
        quote! {
            #docs
            #deprecated
            pub fn #name(mut self, #name: #ty) -> Self {
                self.#name = #value;
                self
            }
        }
    });
    let mut text = format!("The call of [`Client::{id}`]; [`send`](Self::send) sends it.");
    if !optional.is_empty() {
        text.push_str(" An option that is set again takes the later value.");
    }
    let docs = doc(&text);
    let response = response_type(operation, &module());
    let check = check_parameters(operation);
    let send = send(api, operation, &arguments);
    let pages = operation.pagination.map(|end| pages(operation, end));
    let lenient = lenient(operation);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct #call {
            pub(crate) client: Client,
            #(#fields)*
        }
        impl #call {
            #(#setters)*

            /// Adds a query parameter that this call has no setter for. It is signed with the others; see
            /// [`CallOptions::query`](crate::CallOptions::query).
            pub fn query_extra(mut self, name: impl Into<String>, value: impl backpack_runtime::QueryValue) -> Self {
                self.client = self.client.with(&crate::CallOptions::new().query(name, value));
                self
            }

            #check

            /// Sends the request and decodes the response.
            ///
            /// # Errors
            ///
            /// See [`Error`]: the request was not sent, its outcome is unknown, the exchange rejected it, or the response
            /// is not what the API documents.
            pub async fn send(self) -> Result<backpack_runtime::Response<#response>, Error> {
                #send
            }

            /// Sends the request and blocks until the response is decoded; see [`blocking`](crate::blocking).
            ///
            /// # Errors
            ///
            /// Those of [`send`](Self::send), and an error inside an asynchronous runtime.
            #[cfg(feature = "blocking")]
            pub fn send_blocking(self) -> Result<backpack_runtime::Response<#response>, Error> {
                backpack_runtime::blocking::wait(self.send()).map_err(|error| error.in_operation(#id))
            }

            #lenient
            #pages
        }
    }
}

/// Generates the row of a response that is a list.
fn row(operation: &Operation) -> Option<TokenStream> {
    match &operation.success.content {
        Content::Json(ty) => match ty.resolved() {
            Type::List(row) if !row.has_format() => Some(rust_type(row, &module())),
            _ => None,
        },
        _ => None,
    }
}

/// Generates the lenient forms of `send` and `send_blocking`, where the response is a list.
fn lenient(operation: &Operation) -> TokenStream {
    let Some(row) = row(operation) else {
        return TokenStream::new();
    };
    let id = &operation.id;
    let (rows, function) = if operation.success.optional {
        (
            quote!(Option<crate::LenientRows<#row>>),
            quote!(lenient_optional),
        )
    } else {
        (quote!(crate::LenientRows<#row>), quote!(lenient))
    };
    quote! {
        /// Sends the request and decodes each row by itself: a row that cannot be decoded is kept as JSON, with its
        /// index and error, and does not lose the others.
        ///
        /// # Errors
        ///
        /// Those of [`send`](Self::send), but for rows that cannot be decoded.
        pub async fn send_lenient(self) -> Result<backpack_runtime::Response<#rows>, Error> {
            backpack_runtime::#function(self.send().await)
        }

        /// Sends the request like [`send_lenient`](Self::send_lenient), and blocks until the response is decoded.
        ///
        /// # Errors
        ///
        /// Those of [`send_lenient`](Self::send_lenient), and an error inside an asynchronous runtime.
        #[cfg(feature = "blocking")]
        pub fn send_lenient_blocking(self) -> Result<backpack_runtime::Response<#rows>, Error> {
            backpack_runtime::blocking::wait(self.send_lenient()).map_err(|error| error.in_operation(#id))
        }
    }
}

/// Generates the statements of `send`.
fn send(api: &Api, operation: &Operation, arguments: &[Argument<'_>]) -> TokenStream {
    let (id, method) = (&operation.id, ident(&operation.id));
    let names: Vec<&Ident> = arguments.iter().map(|argument| &argument.name).collect();
    let ordered = self::arguments(operation).into_iter().filter_map(|index| {
        let parameter = operation.parameters.get(index)?;
        arguments
            .iter()
            .find(|argument| argument.name == parameter.ident.as_str())
    });
    let body = arguments
        .iter()
        .filter(|argument| argument.name == "body" && operation.body.is_some());
    let passed = ordered.chain(body).map(Argument::passed);
    let check_parameters = (!operation.rules.is_empty())
        .then(|| quote!(self.check().map_err(|error| Error::from(error).in_operation(#id))?;));
    let check = check(api, operation);
    let wire = match &operation.success.content {
        Content::Json(ty) | Content::Text(ty) => ty.has_format(),
        Content::Empty => false,
    };
    let unwrap = wire.then(|| {
        quote!(.map(|response| backpack_runtime::Response::map(response, backpack_runtime::wire::IntoValue::into_value)))
    });
    let count = operation
        .one_result_per_item
        .then(|| quote!(.and_then(|response| response.with_length(body.len()))));
    quote! {
        #check_parameters
        let Self { client, #(#names),* } = self;
        #check
        client.http.#method(#(#passed),*).await #unwrap #count.map_err(|error| error.in_operation(#id))
    }
}

/// Generates the method that checks the rules of the parameters.
fn check_parameters(operation: &Operation) -> Option<TokenStream> {
    let inputs = Inputs {
        name: &operation.id,
        all: operation.parameters.iter().map(Input::from).collect(),
        module: module(),
    };
    let checks = operation.rules.iter().map(|rule| inputs.check(rule));
    let list: Vec<String> = operation.rules.iter().map(super::rules::words).collect();
    let docs = doc(&format!(
        "Checks the rules of the parameters. [`send`](Self::send) checks them before it sends:\n\n{}\n\n\
         # Errors\n\nThe first rule that is broken, with the parameters at fault.",
        list.join("\n")
    ));
    (!list.is_empty()).then(|| {
        quote! {
            #docs
            pub fn check(&self) -> Result<(), backpack_runtime::InvalidBody> {
                #(#checks)*
                Ok(())
            }
        }
    })
}

/// Checks the rules of the body before anything is sent.
fn check(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let id = &operation.id;
    let has_rules = |ty: &Type| match ty.resolved() {
        Type::Named(name) => api.schemas.get(name).is_some_and(
            |schema| matches!(&schema.shape, Shape::Struct { rules, .. } if !rules.is_empty()),
        ),
        _ => false,
    };
    let body = operation.body.as_ref()?;
    match body.ty.resolved() {
        Type::List(of) if has_rules(of) => Some(quote! {
            for (index, element) in body.iter().enumerate() {
                element.check().map_err(|error| Error::from(error.of_element(index)).in_operation(#id))?;
            }
        }),
        ty if has_rules(ty) => Some(quote! {
            body.check().map_err(|error| Error::from(error).in_operation(#id))?;
        }),
        _ => None,
    }
}

/// Generates the streams of a paginated operation.
fn pages(operation: &Operation, end: Pagination) -> TokenStream {
    let Some(row) = row(operation) else {
        return TokenStream::new();
    };
    let id = &operation.id;
    let end = match end {
        Pagination::Total => {
            "It ends at an empty page, and at a page with fewer rows than requested that ends at `X-Total`."
        }
        Pagination::ShortPage => "It ends at an empty page.",
    };
    let has = |name: &str| operation.parameters.iter().any(|one| one.ident == name);
    let bounds = if has("from") && has("to") {
        "Set `from` and `to`, with a `to` in the past, to stream rows that do not shift."
    } else {
        "Stream in ascending order where the operation has it, or tell rows apart by their ids."
    };
    let shift = format!(
        "\n\nPages are requested by offset. Newest first, a row that is added meanwhile shifts the rows behind it, so \
         that the last row of a page is also the first of the next one. {bounds}"
    );
    let docs = doc(&format!(
        "Streams the rows of [`Client::{id}`], page after page.\n\n\
         It starts at the `offset` that was set, else at the first row. A page has as many rows as the `limit` that was \
         set, else 100; a limit outside 1 to 1000 becomes the nearer of the two.\n\n\
         One page is in memory at a time; the next one is requested when the last row of a page was taken. {end} An error \
         ends the stream, and has the offset to continue at. A page that repeats the one before it is an error.{shift}"
    ));
    let range = quote! {
        let pages = self.limit.map_or_else(backpack_runtime::Pages::default, backpack_runtime::Pages::of);
        let pages = pages.starting_at(self.offset.unwrap_or(0));
    };
    quote! {
        #docs
        pub fn stream(self) -> crate::Rows<#row> {
            #range
            self.stream_from(pages)
        }

        /// Streams whole pages, each with its offset and its headers, `X-Total` among them, for example to show
        /// progress. Otherwise like [`stream`](Self::stream).
        pub fn pages(self) -> crate::PageStream<#row> {
            #range
            self.pages_from(pages)
        }

        /// Streams like [`pages`](Self::pages), with the page size and the offset of `pages` in place of `limit` and
        /// `offset`.
        pub fn pages_from(self, pages: backpack_runtime::Pages) -> crate::PageStream<#row> {
            backpack_runtime::page_stream(pages, move |limit, offset| {
                self.clone().limit(limit).offset(offset).send()
            })
        }

        /// Streams like [`stream`](Self::stream), with the page size and the offset of `pages` in place of `limit` and
        /// `offset`.
        pub fn stream_from(self, pages: backpack_runtime::Pages) -> crate::Rows<#row> {
            backpack_runtime::rows(pages, move |limit, offset| {
                self.clone().limit(limit).offset(offset).send()
            })
        }
    }
}

/// Returns the documentation of the module of all calls: a table from operations to calls.
pub(super) fn module_docs(api: &Api) -> String {
    let mut text = String::from(
        "The calls, one struct each; they are created by the methods of [`Client`](crate::Client).\n\n\
         Required arguments are passed to the method, options are set by name, and `send()` sends. A call of a paginated \
         operation can `stream()` too.\n\n\
         | call | operation | signed with |\n| --- | --- | --- |\n",
    );
    for operation in &api.operations {
        let signed = match &operation.auth {
            Auth::Signed(instruction) => format!("`{instruction}`"),
            Auth::Session => "login session".to_owned(),
            Auth::Public => "public".to_owned(),
        };
        let pages = if operation.pagination.is_some() {
            ", `stream()`"
        } else {
            ""
        };
        let (id, method, path) = (&operation.id, operation.method.name(), &operation.path);
        text.push_str(&format!(
            "| [`{id}`](crate::Client::{id}){pages} | `{method} {path}` | {signed} |\n"
        ));
    }
    text
}

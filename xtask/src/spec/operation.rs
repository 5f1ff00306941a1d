//! Reads operations: parameters, body, responses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::document::Node;
use super::example;
use super::model::{
    Body, Content, Docs, Input, Location, Method, Operation, Parameter, Response, SourceLocation,
    Success, Tag, Type,
};
use super::names::{self, to_pascal, to_snake};
use super::reader::Reader;
use super::schema::{Read, Use};
use super::{COMMON, FOLDER};

/// The headers that `security` stands for.
pub(crate) const AUTH_HEADERS: [&str; 4] = ["x-api-key", "x-signature", "x-timestamp", "x-window"];

/// The methods of the client that are not operations, and the names that progenitor's client uses itself.
const CLIENT_METHODS: [&str; 20] = [
    "api_key",
    "api_version",
    "base_url",
    "builder",
    "clock_offset",
    "clone",
    "exec",
    "from_env",
    "keep_clock_in_step",
    "new",
    "new_with_client",
    "place",
    "post",
    "pre",
    "rate_budget",
    "request",
    "streams",
    "sync_clock",
    "transport",
    "with",
];

/// The methods of a call that are not parameters.
const CALL_METHODS: [&str; 13] = [
    "body",
    "check",
    "client",
    "clone",
    "pages",
    "pages_from",
    "query_extra",
    "send",
    "send_blocking",
    "send_lenient",
    "send_lenient_blocking",
    "stream",
    "stream_from",
];

impl<'a> Reader<'a> {
    /// Reads the operations of a document.
    pub(super) fn operations(
        &mut self,
        document: &Node<'a>,
        tag: Option<&Tag>,
        operations: &mut Vec<Operation>,
    ) {
        let paths = document.get("paths");
        for (path, item) in paths.iter().flat_map(Node::members) {
            if !item.value.is_object() {
                let help = "write the operations by method";
                self.reject(
                    &item,
                    &format!("path {path}"),
                    "the path must be a mapping",
                    help,
                );
            }
            for (key, node) in item.members() {
                match Method::ALL.iter().find(|(method, _)| *method == key) {
                    Some((_, method)) => {
                        operations.extend(self.operation(path, *method, &node, tag));
                    }
                    None => {
                        let names = Method::ALL.map(|(method, _)| method).join(", ");
                        let cause = format!("`{key}` is not an operation");
                        let help = format!(
                            "keep only {names} here, and write parameters on each operation"
                        );
                        self.reject(&node, &format!("path {path}"), cause, help);
                    }
                }
            }
        }
    }

    fn operation(
        &mut self,
        path: &str,
        method: Method,
        node: &Node<'a>,
        tag: Option<&Tag>,
    ) -> Option<Operation> {
        let written = node.get("operationId").and_then(|id| id.text());
        let subject = match written {
            Some(id) => format!("operation {id}"),
            None => format!("operation {} {path}", method.name()),
        };
        let known = [
            "operationId",
            "tags",
            "summary",
            "description",
            "deprecated",
            "security",
            "parameters",
            "requestBody",
            "responses",
            "x-idempotent",
            "x-aliases",
            "x-instruction",
            "x-pagination",
            "x-rate-limit",
            "x-unpublished",
            "x-one-result-per-item",
            "x-rules",
        ];
        if !self.keys(node, &subject, "an operation", &known) {
            return None;
        }
        let id = self.operation_id(node, &subject);
        self.tag(node, &subject, tag);
        let docs = self.operation_docs(node, &subject);
        let aliases = self.aliases(node, &subject);
        let auth = self.auth(node, &subject);
        let unpublished = self.unpublished(node, &subject);
        let rate_limit = self.rate_limit(node, &subject);
        let name = to_pascal(id.unwrap_or_default());
        let parameters = self.parameters(node, &subject, &name);
        self.path(path, node, &subject, &parameters);
        let inputs: Vec<_> = parameters.iter().map(Input::from).collect();
        let rules = self.rules(node, &subject, &inputs);
        let body = self.body(node, &subject, &name);
        if body.is_some()
            && let Some(query) = parameters
                .iter()
                .find(|parameter| parameter.location == Location::Query)
        {
            let at = node.get("requestBody").unwrap_or_else(|| node.clone());
            let cause = format!("unsupported: query parameter `{}` and a body", query.name);
            let help = "keep one of the two: the order in which both are signed is not published";
            self.reject(&at, &subject, cause, help);
        }
        let mut responses = Vec::new();
        let success = self.responses(node, &subject, &name, &mut responses);
        let pagination = self.pagination(node, &subject, &parameters, success.as_ref());
        let one_result_per_item =
            self.one_result_per_item(node, &subject, body.as_ref(), success.as_ref());
        let is_idempotent = self.idempotent(node, &subject, method, success.as_ref());
        Some(Operation {
            id: id?.to_owned(),
            method,
            path: path.to_owned(),
            tag: tag?.name.clone(),
            module: node.document.module(),
            docs,
            aliases,
            auth: auth?,
            unpublished,
            rate_limit,
            is_idempotent,
            pagination,
            one_result_per_item,
            parameters,
            rules,
            body,
            success: success?,
            responses,
            place: SourceLocation::of(node),
        })
    }

    fn operation_id(&mut self, node: &Node<'a>, subject: &str) -> Option<&'a str> {
        let Some(written) = node.get("operationId") else {
            let help = "add `operationId`, in snake_case; it becomes the name of the call";
            self.reject(node, subject, "the operationId is missing", help);
            return None;
        };
        let id = written.text().unwrap_or_default();
        if !names::is_ident(id) || to_snake(id) != id {
            let cause = "the operationId is not snake_case, or is a keyword of Rust";
            let help = "write it in snake_case; it becomes the name of the call";
            self.reject(&written, subject, cause, help);
            return None;
        }
        if CLIENT_METHODS.contains(&id) {
            let cause = format!("the operationId `{id}` is a method of the client");
            let help = format!("give it another operationId, for example `get_{id}`");
            self.reject(&written, subject, cause, help);
            return None;
        }
        Some(id)
    }

    /// Checks that an operation has one tag, that of its document: the tag decides the generated file.
    fn tag(&mut self, node: &Node<'a>, subject: &str, tag: Option<&Tag>) {
        let written = node.get("tags");
        let own: Vec<Option<&str>> = written
            .iter()
            .flat_map(Node::elements)
            .map(|tag| tag.text())
            .collect();
        let matches = matches!((own.as_slice(), tag), ([Some(own)], Some(tag)) if *own == tag.name);
        if !matches {
            let at = written.unwrap_or_else(|| node.clone());
            let cause = "the operation does not have the one tag of its document";
            let help =
                "declare one tag in `tags` of the document, and give the operation that tag alone";
            self.reject(&at, subject, cause, help);
        }
    }

    fn operation_docs(&mut self, node: &Node<'a>, subject: &str) -> Docs {
        let summary = self
            .text(node, subject, "summary")
            .unwrap_or_default()
            .trim();
        if summary.is_empty() {
            let help = "add `summary`: one sentence; it becomes the documentation of the call";
            self.reject(node, subject, "missing summary", help);
        }
        let mut docs = self.docs(node, subject, "the operation", false);
        if docs.text.is_empty() {
            docs.text = summary.to_owned();
        } else {
            docs.text = format!("{summary}\n\n{}", docs.text);
        }
        docs
    }

    fn parameters(&mut self, node: &Node<'a>, subject: &str, name: &str) -> Vec<Parameter> {
        let list = node.get("parameters");
        if let Some(list) = &list
            && !list.value.is_array()
        {
            let help = "write a list of parameters";
            self.reject(list, subject, "`parameters` must be a list", help);
        }
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut idents = BTreeSet::new();
        for written in list.iter().flat_map(Node::elements) {
            let Some(parameter) = self.resolve(&written, "parameters", subject) else {
                continue;
            };
            let Some(parameter) = self.parameter(&parameter, subject, name) else {
                continue;
            };
            let twice = parameters
                .iter()
                .any(|other| other.name == parameter.name && other.location == parameter.location);
            if twice {
                let cause = format!("the parameter `{}` is written twice", parameter.name);
                self.reject(&written, subject, cause, "keep one of the two");
            } else if !idents.insert(parameter.ident.clone()) {
                let cause = format!("two parameters have the Rust name `{}`", parameter.ident);
                self.reject(&written, subject, cause, "leave one of the two out");
            }
            parameters.push(parameter);
        }
        parameters
    }

    fn parameter(&mut self, node: &Node<'a>, subject: &str, operation: &str) -> Option<Parameter> {
        let known = [
            "name",
            "in",
            "required",
            "description",
            "deprecated",
            "schema",
            "example",
            "style",
            "explode",
        ];
        if !self.keys(node, subject, "a parameter", &known) {
            return None;
        }
        let Some(name) = self.text(node, subject, "name") else {
            if node.get("name").is_none() {
                let help = "add `name`, as in the request";
                self.reject(node, subject, "a parameter has no name", help);
            }
            return None;
        };
        let place = self.text(node, subject, "in").unwrap_or_default();
        let location = match place {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" => Location::Header,
            _ => {
                let at = node.get("in").unwrap_or_else(|| node.clone());
                let cause = format!("unsupported location `{place}` of the parameter `{name}`");
                self.reject(&at, subject, cause, "write `in: query`, `path` or `header`");
                return None;
            }
        };
        let what = format!("the parameter `{name}`");
        let Some(ident) = names::field(name, &CALL_METHODS).filter(|_| !name.is_empty()) else {
            let cause = format!("{what} has no valid Rust name");
            let help = "names consist of ASCII letters, digits, `-` and `_`";
            self.reject(node, subject, cause, help);
            return None;
        };
        if ident == "header_map" {
            let cause = format!("{what} has the name of a variable of the generated code");
            self.reject(node, subject, cause, "leave the parameter out");
        }
        if location == Location::Header && AUTH_HEADERS.contains(&name.to_lowercase().as_str()) {
            let cause = format!("the header `{name}` is written as a parameter");
            let help = "remove it: `security` declares the four headers of a signed request";
            self.reject(node, subject, cause, help);
        }
        let required = self.flag(node, subject, "required");
        if location == Location::Path && !required {
            let cause = format!("{what} is in the path and not required");
            self.reject(node, subject, cause, "write `required: true`");
        }
        let mut docs = self.docs(node, subject, &what, true);
        let read = self.parameter_type(node, subject, &what, location, operation, name);
        let ty = read.as_ref().map(|read| &read.ty);
        self.style(node, subject, &what, location, ty);
        let Some(example) = node.get("example") else {
            let cause = format!("{what} has no example");
            let help = "add `example`; the tests send it and the sandbox checks it";
            self.reject(node, subject, cause, help);
            return None;
        };
        let Read { ty, docs: own, .. } = read?;
        docs.limits = own.limits;
        self.check_example(&example, subject, &ty);
        Some(Parameter {
            name: name.to_owned(),
            ident,
            location,
            required,
            ty,
            docs,
            example: example.value.clone(),
        })
    }

    fn parameter_type(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        what: &str,
        location: Location,
        operation: &str,
        name: &str,
    ) -> Option<Read> {
        let Some(schema) = node.get("schema") else {
            let help = "add `schema` with the type of the value";
            self.reject(node, subject, format!("{what} has no schema"), help);
            return None;
        };
        let inline = format!("{operation}{}", to_pascal(name));
        let read = self.use_of(&schema, subject, &inline, Use::Parameter)?;
        if read.nullable {
            let cause = format!("{what} is nullable");
            let help = "leave it out of `required` instead: null has no form in a query";
            self.reject(&schema, subject, cause, help);
        }
        if !self.is_parameter(&read.ty, location == Location::Query) {
            let cause = format!(
                "{what} has a type without a form in a {}",
                place_name(location)
            );
            let help = "use a string, a boolean, an integer, a decimal, a time, an enumeration, or in a query a list of these";
            self.reject(&schema, subject, cause, help);
        }
        Some(read)
    }

    /// Scalars have a form in a query, a path and a header; lists only in a query.
    fn is_parameter(&self, ty: &Type, in_query: bool) -> bool {
        match ty {
            Type::Boolean | Type::Integer(_) | Type::String | Type::Format(_) => true,
            Type::Alias(_, ty) => self.is_parameter(ty, in_query),
            Type::List(ty) => in_query && self.is_parameter(ty, false),
            Type::Named(name) => self.is_enum(name),
            Type::Secret
            | Type::IntegerOrString(_)
            | Type::PriceLevel
            | Type::Any
            | Type::Map(_)
            | Type::Nullable(_) => false,
        }
    }

    /// Lists are sent as repeated keys, the default style of a query.
    fn style(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        what: &str,
        location: Location,
        ty: Option<&Type>,
    ) {
        let default = match location {
            Location::Query => "form",
            Location::Path | Location::Header => "simple",
        };
        if let Some(style) = self.text(node, subject, "style")
            && style != default
        {
            let at = node.get("style").unwrap_or_else(|| node.clone());
            let cause = format!("{what} has the unsupported style `{style}`");
            self.reject(&at, subject, cause, format!("write `style: {default}`"));
        }
        let is_list = ty.is_some_and(|ty| matches!(ty.resolved(), Type::List(_)));
        if let Some(explode) = node.get("explode")
            && explode.value != &Value::Bool(true)
            && is_list
        {
            let cause = format!("{what} is sent as one comma-separated value");
            let help = "write `explode: true`: the exchange reads a repeated key, and rejects commas with 400";
            self.reject(&explode, subject, cause, help);
        }
    }

    /// Checks that the path has a place for each path parameter, and no other.
    fn path(&mut self, path: &str, node: &Node<'a>, subject: &str, parameters: &[Parameter]) {
        let places: BTreeSet<&str> = path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        let given: BTreeSet<&str> = parameters
            .iter()
            .filter(|parameter| parameter.location == Location::Path)
            .map(|parameter| parameter.name.as_str())
            .collect();
        let braces = path.matches(['{', '}']).count();
        let query = path.contains(['?', '#']);
        if places != given || braces != 2 * places.len() || !path.starts_with('/') || query {
            let cause = format!("the path `{path}` does not match its parameters");
            let help = "start it with `/`, and write `{name}` as a whole segment for each parameter with `in: path`";
            self.reject(node, subject, cause, help);
        }
    }

    fn body(&mut self, node: &Node<'a>, subject: &str, name: &str) -> Option<Body> {
        let written = node.get("requestBody")?;
        let body = self.resolve(&written, "requestBodies", subject)?;
        if !self.keys(
            &body,
            subject,
            "a request body",
            &["required", "description", "content"],
        ) {
            return None;
        }
        if !self.flag(&body, subject, "required") {
            let cause = "the body is not required";
            let help =
                "write `required: true`; describe the request without a body as another operation";
            self.reject(&body, subject, cause, help);
        }
        let (media_type, media) = self.content(&body, subject, "the body")?;
        if !is_json(media_type) {
            let cause = format!("unsupported media type `{media_type}` of a body");
            let help = "write `application/json; charset=utf-8`: only JSON bodies can be signed";
            self.reject(&media, subject, cause, help);
            return None;
        }
        let schema = media.get("schema")?;
        let read = self.use_of(&schema, subject, &format!("{name}Body"), Use::Body)?;
        let signable = match read.ty.resolved() {
            Type::Named(name) => !self.is_enum(name),
            Type::Map(_) => true,
            Type::List(ty) => match ty.resolved() {
                Type::Named(name) => !self.is_enum(name),
                Type::Map(_) => true,
                _ => false,
            },
            _ => false,
        };
        if !signable || read.nullable {
            let cause = "the body is neither an object nor a list of objects";
            let help =
                "describe an object: the rules of signing cover objects and lists of objects";
            self.reject(&schema, subject, cause, help);
            return None;
        }
        let examples = self.checked_examples(&media, subject, "the body", &read.ty);
        let mut docs = self.docs(&body, subject, "the body", false);
        docs.limits = read.docs.limits;
        Some(Body {
            ty: read.ty,
            docs,
            examples,
        })
    }

    /// Reads the one media type of a body or a response, with its schema.
    fn content(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        what: &str,
    ) -> Option<(&'a str, Node<'a>)> {
        let content = node.get("content");
        let mut types: Vec<_> = content.iter().flat_map(Node::members).collect();
        if types.len() != 1 {
            let at = content.unwrap_or_else(|| node.clone());
            let cause = format!("{what} has {} media types", types.len());
            self.reject(&at, subject, cause, "write `content` with one media type");
            return None;
        }
        let (media_type, media) = types.remove(0);
        if !self.keys(
            &media,
            subject,
            "a media type",
            &["schema", "example", "examples"],
        ) {
            return None;
        }
        if media.get("schema").is_none() {
            let cause = format!("{what} has no schema");
            self.reject(&media, subject, cause, "add `schema`");
            return None;
        }
        Some((media_type, media))
    }

    fn checked_examples(
        &mut self,
        media: &Node<'a>,
        subject: &str,
        what: &str,
        ty: &Type,
    ) -> Vec<Value> {
        let examples = self.examples(media, subject);
        if examples.is_empty() {
            let cause = format!("{what} has no example");
            let help = "add `example`; the tests decode it and the sandbox sends it";
            self.reject(media, subject, cause, help);
        }
        for example in &examples {
            self.check_example(example, subject, ty);
        }
        examples
            .into_iter()
            .map(|example| example.value.clone())
            .collect()
    }

    fn check_example(&mut self, example: &Node<'a>, subject: &str, ty: &Type) {
        for problem in example::check(&self.schemas, example, subject, ty) {
            self.report(problem);
        }
    }

    /// Reads the responses; returns what they say of success.
    fn responses(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        name: &str,
        read: &mut Vec<Response>,
    ) -> Option<Success> {
        let responses = node.get("responses");
        let (mut contents, mut empty, mut failed) = (Vec::new(), Vec::new(), false);
        for (status, written) in responses.iter().flat_map(Node::members) {
            let Some(response) = self.resolve(&written, "responses", subject) else {
                failed = true;
                continue;
            };
            let known = ["description", "headers", "content"];
            if !self.keys(&response, subject, "a response", &known) {
                failed = true;
                continue;
            }
            self.docs(&response, subject, "a response", true);
            let headers = self.headers(&response, subject);
            let number = status.parse::<u16>().ok().filter(|_| status.len() == 3);
            let mut documented = Vec::new();
            match number {
                Some(number @ 200..=299) => {
                    if response.get("content").is_some() {
                        match self.success(&response, subject, name, number) {
                            Some(content) => {
                                documented.push(content.0.clone());
                                contents.push((number, content, written));
                            }
                            None => failed = true,
                        }
                    } else {
                        empty.push(number);
                    }
                }
                Some(400..=599) => {
                    documented = self.error_response(&response, &written, subject, status);
                }
                _ => {
                    let cause = format!("unsupported response status `{status}`");
                    let help = "write each status that the exchange sends: 2xx, 4xx or 5xx, in three digits";
                    self.reject(&written, subject, cause, help);
                    failed = true;
                }
            }
            read.push(Response {
                status: number.unwrap_or_default(),
                headers,
                contents: documented,
            });
        }
        if failed {
            return None;
        }
        let mut statuses: Vec<u16> = contents.iter().map(|(status, ..)| *status).collect();
        statuses.extend(&empty);
        statuses.sort_unstable();
        let mut contents = contents.into_iter();
        let Some((first, (content, mut examples), _)) = contents.next() else {
            if empty.is_empty() {
                let at = responses.unwrap_or_else(|| node.clone());
                let help = "add the response that the exchange sends on success";
                self.reject(&at, subject, "no success response is described", help);
                return None;
            }
            return Some(Success {
                content: Content::Empty,
                optional: false,
                statuses,
                examples: Vec::new(),
            });
        };
        for (status, (other, more), written) in contents {
            if format!("{content:?}") != format!("{other:?}") {
                let cause = format!("the responses {first} and {status} have different content");
                let help = "describe one of the two, or one schema that covers both";
                self.reject(&written, subject, cause, help);
                return None;
            }
            examples.extend(more);
        }
        Some(Success {
            content,
            optional: !empty.is_empty(),
            statuses,
            examples,
        })
    }

    fn success(
        &mut self,
        response: &Node<'a>,
        subject: &str,
        name: &str,
        status: u16,
    ) -> Option<(Content, Vec<Value>)> {
        let what = format!("the response {status}");
        let (media_type, media) = self.content(response, subject, &what)?;
        let text = media_type == "text/plain" || media_type.starts_with("text/plain;");
        if !text && !is_json(media_type) {
            let cause = format!("unsupported media type `{media_type}` of a response");
            let help = "write `application/json; charset=utf-8` or `text/plain; charset=utf-8`";
            self.reject(&media, subject, cause, help);
            return None;
        }
        let schema = media.get("schema")?;
        let place = if text { Use::Text } else { Use::Response };
        let read = self.use_of(&schema, subject, &format!("{name}Response"), place)?;
        if read.nullable {
            let cause = format!("{what} is nullable");
            let help = "describe the response without content by its own status, 202 or 204";
            self.reject(&schema, subject, cause, help);
        }
        if text && !matches!(read.ty, Type::String | Type::Integer(_) | Type::Format(_)) {
            let cause = "plain text is neither a string, an integer, a decimal nor a time";
            self.reject(&schema, subject, cause, "write the type of the text");
            return None;
        }
        let examples = self.checked_examples(&media, subject, &what, &read.ty);
        let content = if text {
            Content::Text(read.ty)
        } else {
            Content::Json(read.ty)
        };
        Some((content, examples))
    }

    /// Errors are the API's own error object; a plain text beside it is allowed.
    fn error_response(
        &mut self,
        response: &Node<'a>,
        written: &Node<'a>,
        subject: &str,
        status: &str,
    ) -> Vec<Content> {
        let mut contents = Vec::new();
        let content = response.get("content");
        let json = content
            .iter()
            .flat_map(Node::members)
            .find(|(media_type, _)| is_json(media_type));
        let schema = json.as_ref().and_then(|(_, media)| media.get("schema"));
        let is_error = schema
            .as_ref()
            .and_then(Node::reference)
            .is_some_and(|to| super::reader::last_step(to) == "ApiErrorResponse");
        if !is_error {
            let cause = format!("the error response {status} is not an ApiErrorResponse");
            let help = format!("reference one of the responses in {FOLDER}/{COMMON}");
            self.reject(written, subject, cause, help);
            return contents;
        }
        for (media_type, media) in content.iter().flat_map(Node::members) {
            let Some(schema) = media.get("schema") else {
                continue;
            };
            let place = if is_json(media_type) {
                Use::Response
            } else {
                Use::Text
            };
            if let Some(read) = self.use_of(&schema, subject, "ErrorBody", place) {
                self.checked_examples(&media, subject, "the error response", &read.ty);
                contents.push(if is_json(media_type) {
                    Content::Json(read.ty)
                } else {
                    Content::Text(read.ty)
                });
            }
        }
        contents
    }

    fn headers(&mut self, response: &Node<'a>, subject: &str) -> Vec<(String, Type)> {
        let mut types = Vec::new();
        let headers = response.get("headers");
        for (name, written) in headers.iter().flat_map(Node::members) {
            if let Some(header) = self.resolve(&written, "headers", subject) {
                let known = ["description", "required", "schema", "example"];
                self.keys(&header, subject, "a response header", &known);
                let schema = header.get("schema");
                let read =
                    schema.and_then(|schema| self.use_of(&schema, subject, "Header", Use::Text));
                types.extend(read.map(|read| (name.to_owned(), read.ty)));
            }
        }
        types
    }

    /// Operations are distinct: by id, by the names that follow from it, and by method and path.
    pub(super) fn distinct(&mut self, operations: &[Operation]) {
        let mut ids: BTreeMap<String, &Operation> = BTreeMap::new();
        let mut routes: BTreeMap<(&str, String), &Operation> = BTreeMap::new();
        let mut shapes: BTreeMap<String, &Operation> = BTreeMap::new();
        let place = |of: &Operation| format!("{}:{}", of.place.file, of.place.line);
        let mut problems = Vec::new();
        for operation in operations {
            let mut report = |cause: String, help: &str| {
                problems.push(crate::problem::Problem {
                    file: operation.place.file.clone(),
                    line: Some(operation.place.line),
                    subject: operation.subject(),
                    cause,
                    help: help.to_owned(),
                });
            };
            if let Some(first) = ids.insert(to_pascal(&operation.id), operation) {
                let (id, first) = (&operation.id, place(first));
                let cause = format!("the operationId `{id}` is taken, first at {first}");
                report(cause, "give one of the two another operationId");
            }
            let route = (operation.method.key(), operation.path.clone());
            if let Some(first) = routes.insert(route, operation) {
                let (method, path) = (operation.method.name(), &operation.path);
                let cause = format!(
                    "{method} {path} is written twice, first at {}",
                    place(first)
                );
                report(cause, "keep one of the two");
            }
            // Two paths that differ in the names of their parameters alone match the same requests.
            let shape: Vec<&str> = operation
                .path
                .split('/')
                .map(|part| if part.starts_with('{') { "{}" } else { part })
                .collect();
            match shapes.get(&shape.join("/")) {
                Some(first) if first.path != operation.path => {
                    let cause = format!(
                        "the paths `{}` and `{}` match the same requests, first at {}",
                        operation.path,
                        first.path,
                        place(first)
                    );
                    report(cause, "give the parameters the same names in both paths");
                }
                Some(_) => {}
                None => {
                    shapes.insert(shape.join("/"), operation);
                }
            }
        }
        self.problems.extend(problems);
    }
}

/// Returns whether a media type is JSON, with or without a character set.
fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type.starts_with("application/json;")
}

const fn place_name(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
    }
}

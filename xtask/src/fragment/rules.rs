//! The house rules: what a fragment must hold before anything is generated from it.
//!
//! Each rule is one function. All problems are reported, not the first alone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::refs::{self, Target};
use super::{COMMON, Document, FOLDER, Fragment, METHODS, Operation, escape, members};
use super::{extensions, names, openapi, shapes};
use crate::problem::{Problem, Problems};

/// The version of OpenAPI that progenitor reads.
const OPENAPI: &str = "3.0.3";

/// Parts of the names of properties that hold secrets, in lower case.
const SECRETS: [&str; 3] = ["password", "secret", "twofactor"];

/// The headers that `security` stands for.
const AUTH_HEADERS: [&str; 4] = ["x-api-key", "x-signature", "x-timestamp", "x-window"];

/// Every problem of the fragment.
pub(super) fn check(fragment: &Fragment) -> Problems {
    let mut problems = Vec::new();
    documents(fragment, &mut problems);
    references(fragment, &mut problems);
    duplicate_components(fragment, &mut problems);
    unused_components(fragment, &mut problems);
    unions(fragment, &mut problems);
    duplicate_operations(fragment, &mut problems);
    shapes::circles(fragment, &mut problems);
    for document in &fragment.documents {
        openapi::check(document, &mut problems);
        names::document(document, &mut problems);
        path_items(document, &mut problems);
        known_extensions(document, &document.root, &mut String::new(), &mut problems);
        schemas(document, &mut problems);
    }
    for operation in fragment.operations() {
        problems.extend(operation.auth().err());
        problems.extend(operation.pagination().err());
        problems.extend(operation.rate_limit().err());
        names::operation(fragment, operation, &mut problems);
        shapes::path(fragment, operation, &mut problems);
        tags(operation, &mut problems);
        described(
            operation.document,
            &operation.pointer(),
            operation.value,
            "summary",
            operation.subject(),
            &mut problems,
        );
        parameters(fragment, operation, &mut problems);
        body(fragment, operation, &mut problems);
        responses(fragment, operation, &mut problems);
    }
    problems
}

/// Each document stands on its own for other tools, and there is a common one.
fn documents(fragment: &Fragment, problems: &mut Problems) {
    if fragment.document(COMMON).is_none() {
        problems.push(Problem {
            file: format!("{FOLDER}/{COMMON}"),
            line: None,
            subject: String::new(),
            what: "the document that holds the shared parts is missing".to_owned(),
            mend: "restore it".to_owned(),
        });
    }
    for document in &fragment.documents {
        if document.root.get("openapi").and_then(Value::as_str) != Some(OPENAPI) {
            problems.push(document.problem(
                "/openapi",
                "",
                format!("the document does not say `openapi: {OPENAPI}`"),
                format!("write `openapi: {OPENAPI}`; progenitor reads no other version"),
            ));
        }
        if document.root.get("security").is_some() {
            problems.push(document.problem(
                "/security",
                "",
                "`security` stands for the whole document",
                "write it on each private operation, so that each one says whether it is signed",
            ));
        }
    }
}

/// A path item holds operations and nothing else.
fn path_items(document: &Document, problems: &mut Problems) {
    for (path, item) in members(document.root.get("paths")) {
        for (key, _) in members(Some(item)) {
            if !METHODS.contains(&key) {
                problems.push(document.problem(
                    &format!("/paths/{}/{key}", escape(path)),
                    format!("path {path}"),
                    format!("`{key}` is not an operation"),
                    format!(
                        "keep only {} here, and write parameters on each operation",
                        METHODS.join(", ")
                    ),
                ));
            }
        }
    }
}

/// Every `$ref` points to a component that is there.
fn references(fragment: &Fragment, problems: &mut Problems) {
    for document in &fragment.documents {
        for reference in refs::all(document) {
            let found = refs::target(&document.name, reference.text)
                .and_then(|target| Some((target, fragment.component(target)?)));
            let subject = owner(document, &reference.pointer);
            match found {
                None => problems.push(document.problem(
                    &reference.pointer,
                    subject,
                    format!("`$ref: {}` points to nothing", reference.text),
                    "correct it to `#/components/KIND/NAME` or `FILE.yaml#/components/KIND/NAME`, or add what it names",
                )),
                Some((target, _)) => {
                    let expected = format!("/components/{}/{}", target.kind, target.name);
                    let is_entry = reference.pointer.matches('/').count() == 3
                        && reference.pointer.starts_with("/components/");
                    if is_entry && reference.pointer != expected {
                        problems.push(document.problem(
                            &reference.pointer,
                            subject,
                            format!("the component is only another name for `{}`", reference.text),
                            format!("reference `{}` directly and remove this entry", reference.text),
                        ));
                    }
                }
            }
        }
    }
}

/// A component name belongs to one document: the bundle has one namespace, and so have the Rust types.
fn duplicate_components(fragment: &Fragment, problems: &mut Problems) {
    let mut first: BTreeMap<(&str, &str), &Document> = BTreeMap::new();
    for (document, kind, name, value) in components(fragment) {
        if refs::reference(value).is_some() {
            continue;
        }
        match first.get(&(kind, name)) {
            None => {
                first.insert((kind, name), document);
            }
            Some(other) => {
                let pointer = format!("/components/{kind}/{name}");
                problems.push(document.problem(
                    &pointer,
                    format!("{} {name}", singular(kind)),
                    format!(
                        "`{name}` is defined twice, first at {FOLDER}/{}:{}",
                        other.name,
                        other.line(&pointer)
                    ),
                    format!(
                        "keep one, in {FOLDER}/{COMMON} when both documents use it, or rename one"
                    ),
                ));
            }
        }
    }
}

/// What nothing references is left over from something.
fn unused_components(fragment: &Fragment, problems: &mut Problems) {
    let mut used: BTreeSet<Target<'_>> = BTreeSet::new();
    for document in &fragment.documents {
        for reference in refs::all(document) {
            if let Some(target) = refs::target(&document.name, reference.text) {
                used.insert(target);
            }
        }
        for operation in document.operations() {
            for requirement in operation
                .value
                .get("security")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                for (name, _) in members(Some(requirement)) {
                    used.insert(Target {
                        document: &document.name,
                        kind: "securitySchemes",
                        name,
                    });
                }
            }
        }
    }
    for (document, kind, name, _) in components(fragment) {
        if !used.contains(&Target {
            document: &document.name,
            kind,
            name,
        }) {
            problems.push(document.problem(
                &format!("/components/{kind}/{name}"),
                format!("{} {name}", singular(kind)),
                "nothing references it",
                "remove it, or correct the reference that should have named it",
            ));
        }
    }
}

/// The members of a union carry its tag, each with its own text: by the book a value is of exactly one member.
fn unions(fragment: &Fragment, problems: &mut Problems) {
    for (document, kind, name, schema) in components(fragment) {
        let Some(discriminator) = schema.get("discriminator") else {
            continue;
        };
        let pointer = format!("/components/{kind}/{name}");
        let tag = text(discriminator, "propertyName").unwrap_or_default();
        let mapping: Vec<(&str, &Value)> = members(discriminator.get("mapping")).collect();
        let listed: Vec<&str> = schema
            .get("oneOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(refs::reference)
            .collect();
        let right = |(value, to): &(&str, &Value)| {
            let to = to.as_str().filter(|to| listed.contains(to))?;
            let target = refs::target(&document.name, to)?;
            let (_, member) = fragment.component(target)?;
            let member = super::without_tag(member)?;
            (member.tag == tag && member.text == *value).then_some(())
        };
        if mapping.len() != listed.len() || !mapping.iter().all(|one| right(one).is_some()) {
            problems.push(document.problem(
                &pointer,
                format!("{} {name}", singular(kind)),
                format!("the members of the union do not each carry their value of `{tag}`"),
                format!(
                    "map each value of `{tag}` to a member of `oneOf` of the form \
                     `allOf: [{{$ref: ...}}, {{type: object, required: [{tag}], properties: \
                     {{{tag}: {{type: string, enum: [VALUE]}}}}}}]`"
                ),
            ));
        }
    }
}

/// An operation stands once: the same path and method, or the same operationId, is not written twice.
fn duplicate_operations(fragment: &Fragment, problems: &mut Problems) {
    let mut routes: BTreeMap<(&str, &str), Operation<'_>> = BTreeMap::new();
    let mut ids: BTreeMap<&str, Operation<'_>> = BTreeMap::new();
    let place = |operation: &Operation<'_>| {
        format!(
            "{FOLDER}/{}:{}",
            operation.document.name,
            operation.document.line(&operation.pointer())
        )
    };
    for operation in fragment.operations() {
        if let Some(first) = routes.insert((operation.path, operation.method), operation) {
            problems.push(operation.problem(
                "",
                format!(
                    "{} {} is written twice, first at {}",
                    operation.method.to_uppercase(),
                    operation.path,
                    place(&first)
                ),
                "keep one of the two",
            ));
        }
        if let Some(id) = operation.id()
            && let Some(first) = ids.insert(id, operation)
        {
            problems.push(operation.problem(
                "/operationId",
                format!(
                    "the operationId `{id}` is taken, first at {}",
                    place(&first)
                ),
                "give one of the two another operationId",
            ));
        }
    }
}

/// One tag, the one of its document: the tag decides the generated file.
fn tags(operation: Operation<'_>, problems: &mut Problems) {
    let declared: Vec<&str> = operation
        .document
        .root
        .get("tags")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|tag| tag.get("name").and_then(Value::as_str))
        .collect();
    let own: Vec<Option<&str>> = operation
        .value
        .get("tags")
        .and_then(Value::as_array)
        .map(|tags| tags.iter().map(Value::as_str).collect())
        .unwrap_or_default();
    let ok = matches!((own.as_slice(), declared.as_slice()), ([Some(own)], [declared]) if own == declared);
    if !ok {
        problems.push(operation.problem(
            "/tags",
            "the operation does not carry the one tag of its document",
            "declare one tag in the document's `tags`, and give the operation that tag alone",
        ));
    }
}

/// Parameters have a place, a description and an example, and none is part of the authentication.
fn parameters(fragment: &Fragment, operation: Operation<'_>, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for (index, parameter) in fragment.parameters(operation).enumerate() {
        let pointer = format!("/parameters/{index}");
        let name = parameter
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let place = parameter
            .get("in")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if name.is_empty() || !matches!(place, "query" | "path" | "header") {
            problems.push(operation.problem(
                &pointer,
                "the parameter has no name, or stands neither in query, path nor header",
                "write `name` and `in`",
            ));
        }
        if !seen.insert((name, place)) {
            problems.push(operation.problem(
                &pointer,
                format!("the {place} parameter `{name}` is written twice"),
                "keep one of the two",
            ));
        }
        if place == "header" && AUTH_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
            problems.push(operation.problem(
                &pointer,
                format!("the header `{name}` is written as a parameter"),
                "remove it: `security` stands for the four headers of a signed request",
            ));
        }
        if text(parameter, "description").is_none() {
            problems.push(operation.problem(
                &pointer,
                format!("the parameter `{name}` has no description"),
                "add `description`: what it is, in which unit; it becomes the documentation",
            ));
        }
        let has_example = parameter.get("example").is_some()
            || parameter
                .get("schema")
                .is_some_and(|schema| schema.get("example").is_some());
        if !has_example {
            problems.push(operation.problem(
                &pointer,
                format!("the parameter `{name}` has no example"),
                "add `example`; the tests send it and the sandbox checks it",
            ));
        }
    }
}

/// A body is JSON with an example, and an operation has no query parameters beside it.
fn body(fragment: &Fragment, operation: Operation<'_>, problems: &mut Problems) {
    let Some(written) = operation.value.get("requestBody") else {
        return;
    };
    let Some((_, body)) = fragment.resolve(operation.document, written) else {
        return;
    };
    check_content(operation, "/requestBody", body, problems);
    let has_query = fragment
        .parameters(operation)
        .any(|parameter| parameter.get("in").and_then(Value::as_str) == Some("query"));
    if has_query {
        problems.push(operation.problem(
            "/requestBody",
            "the operation has query parameters beside a body",
            "keep one of the two: in which order both would be signed is not known",
        ));
    }
}

/// One kind of success, with an example; errors are the API's own error object.
fn responses(fragment: &Fragment, operation: Operation<'_>, problems: &mut Problems) {
    let mut success = false;
    for (status, written) in members(operation.value.get("responses")) {
        let pointer = format!("/responses/{status}");
        let Some((_, response)) = fragment.resolve(operation.document, written) else {
            continue;
        };
        match status.as_bytes() {
            [b'2', b'0'..=b'9', b'0'..=b'9'] => {
                success = true;
                if response.get("content").is_some() {
                    check_content(operation, &pointer, response, problems);
                }
            }
            [b'4' | b'5', b'0'..=b'9', b'0'..=b'9'] => {
                let schema = media(response).and_then(|media| media.get("schema"));
                let is_error = schema
                    .and_then(refs::reference)
                    .is_some_and(|to| to.ends_with("#/components/schemas/ApiErrorResponse"));
                if !is_error {
                    problems.push(operation.problem(
                        &pointer,
                        format!("the error response {status} is not an ApiErrorResponse"),
                        format!("reference one of the responses in {FOLDER}/{COMMON}"),
                    ));
                }
            }
            _ => problems.push(operation.problem(
                &pointer,
                format!("the response status `{status}` is not 2xx, 4xx or 5xx"),
                "write the status that the exchange answers with",
            )),
        }
    }
    if !success {
        problems.push(operation.problem(
            "/responses",
            "no success response is described",
            "add the response that the exchange answers with when all is well",
        ));
    }
}

/// The media type that is decoded: JSON, or the only one.
fn media(content_of: &Value) -> Option<&Value> {
    let content = content_of.get("content")?;
    let json = members(Some(content)).find(|(name, _)| name.starts_with("application/json"));
    json.or_else(|| members(Some(content)).next())
        .map(|(_, media)| media)
}

/// The content of a body or a success response has a schema and an example.
fn check_content(operation: Operation<'_>, pointer: &str, of: &Value, problems: &mut Problems) {
    let media = media(of);
    if media.and_then(|media| media.get("schema")).is_none() {
        problems.push(operation.problem(
            pointer,
            "the content has no schema",
            "add `content` with its media type and `schema`",
        ));
    }
    if !media.is_some_and(|media| media.get("example").is_some() || media.get("examples").is_some())
    {
        problems.push(operation.problem(
            pointer,
            "the content has no example",
            "add `example`; the tests decode it and the sandbox answers it",
        ));
    }
}

/// Every schema and property is described, and has a shape that becomes a type.
fn schemas(document: &Document, problems: &mut Problems) {
    for (name, schema) in members(
        document
            .root
            .get("components")
            .and_then(|c| c.get("schemas")),
    ) {
        let pointer = format!("/components/schemas/{name}");
        problems.extend(
            document
                .body_rules(name, schema)
                .err()
                .into_iter()
                .flatten(),
        );
        if refs::reference(schema).is_none() {
            described(
                document,
                &pointer,
                schema,
                "description",
                format!("schema {name}"),
                problems,
            );
        }
    }
    walk(&document.root, &mut String::new(), &mut |pointer, value| {
        for (name, property) in members(value.get("properties").filter(|_| is_schema(value))) {
            if refs::reference(property).is_none() {
                let subject = format!("{}, property {name}", owner(document, pointer));
                let pointer = format!("{pointer}/properties/{}", escape(name));
                described(
                    document,
                    &pointer,
                    property,
                    "description",
                    subject,
                    problems,
                );
            }
            let lower = name.to_ascii_lowercase();
            let shown = property.get("type").and_then(Value::as_str) == Some("string")
                && property.get("format").and_then(Value::as_str) != Some("password");
            if shown && SECRETS.iter().any(|part| lower.contains(part)) {
                problems.push(document.problem(
                    &format!("{pointer}/properties/{}", escape(name)),
                    format!("{}, property {name}", owner(document, pointer)),
                    "by its name it is a secret, and `Debug` would show it".to_owned(),
                    "write `format: password`".to_owned(),
                ));
            }
        }
        if value.get("nullable") == Some(&Value::Bool(true)) && !is_schema(value) {
            problems.push(document.problem(
                &format!("{pointer}/nullable"),
                owner(document, pointer),
                "`nullable` stands beside no `type`, where it means nothing",
                "write `type` beside it; for a reference write \
                 `anyOf: [{$ref: ...}, {type: string, nullable: true, enum: [null]}]`",
            ));
        }
        let is_component =
            pointer.starts_with("/components/schemas/") && pointer.matches('/').count() == 3;
        // Plain text that says a time is read as that time, though by the book it is a string.
        let is_time = pointer.contains("/content/text~1plain")
            && value
                .get("format")
                .is_some_and(|format| format == "unix-millis");
        for (at, what, mend) in shapes::check(value, is_component) {
            if is_time && at == "format" {
                continue;
            }
            problems.push(document.problem(
                &format!("{pointer}/{at}"),
                owner(document, pointer),
                what,
                mend,
            ));
        }
    });
}

/// Whether an object is a schema with a type, rather than a map that has a member of that name.
fn is_schema(value: &Value) -> bool {
    value.get("type").is_some_and(Value::is_string)
}

/// Only the extensions that mean something are written.
fn known_extensions(document: &Document, value: &Value, at: &mut String, problems: &mut Problems) {
    walk(value, at, &mut |pointer, value| {
        for (key, _) in members(Some(value)) {
            if key.starts_with("x-") && !extensions::KNOWN.contains(&key) {
                problems.push(document.problem(
                    &format!("{pointer}/{}", escape(key)),
                    owner(document, pointer),
                    format!("the extension `{key}` means nothing here"),
                    format!(
                        "correct or remove it; known: {}",
                        extensions::KNOWN.join(", ")
                    ),
                ));
            }
        }
    });
}

/// Calls `visit` with every object outside examples.
fn walk(value: &Value, pointer: &mut String, visit: &mut impl FnMut(&str, &Value)) {
    let length = pointer.len();
    match value {
        Value::Object(object) => {
            visit(pointer, value);
            for (key, value) in object {
                if !matches!(key.as_str(), "example" | "examples") {
                    pointer.push('/');
                    pointer.push_str(&escape(key));
                    walk(value, pointer, visit);
                    pointer.truncate(length);
                }
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointer.push('/');
                pointer.push_str(&index.to_string());
                walk(value, pointer, visit);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

/// A text in `key` that is not empty.
fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value
        .get(key)
        .and_then(Value::as_str)
        .filter(|text| !text.trim().is_empty())
}

fn described(
    document: &Document,
    pointer: &str,
    value: &Value,
    key: &str,
    subject: String,
    problems: &mut Problems,
) {
    if text(value, key).is_none() {
        problems.push(document.problem(
            pointer,
            subject,
            format!("there is no {key}"),
            format!("add `{key}`: what it is, in which unit; it becomes the documentation"),
        ));
    }
}

/// Every component entry: its document, kind, name and value.
fn components(fragment: &Fragment) -> impl Iterator<Item = (&Document, &str, &str, &Value)> {
    fragment.documents.iter().flat_map(|document| {
        members(document.root.get("components")).flat_map(move |(kind, of_kind)| {
            members(Some(of_kind)).map(move |(name, value)| (document, kind, name, value))
        })
    })
}

/// The operation or component that a pointer lies in, as people name it.
fn owner(document: &Document, pointer: &str) -> String {
    if let Some(operation) = document.operations().find(|operation| {
        let own = operation.pointer();
        pointer == own || pointer.starts_with(&format!("{own}/"))
    }) {
        return operation.subject();
    }
    let mut steps = pointer.split('/').skip(1);
    match (steps.next(), steps.next(), steps.next()) {
        (Some("components"), Some(kind), Some(name)) => format!("{} {name}", singular(kind)),
        _ => String::new(),
    }
}

/// `schemas` is the kind, `schema` one of them.
pub(super) fn singular(kind: &str) -> &str {
    match kind {
        "requestBodies" => "request body",
        "securitySchemes" => "security scheme",
        _ => kind.strip_suffix('s').unwrap_or(kind),
    }
}

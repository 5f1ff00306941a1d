//! A published operation, translated to one of `openapi/`.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase as _;
use serde_json::Value;

use super::emit::Emitter;
use super::schema::{Kind, Place, Schema, Translator, prose};
use super::words;
use super::yaml::{Entry, Tree};
use crate::published::{Published, Route, as_written, flag};
use crate::spec::document::Node;
use crate::spec::model::{Location, Type};
use crate::spec::{AUTH_HEADERS, COMMON};

/// Help for an operation that has no translation.
const BY_HAND: &str = "describe the operation by hand";

/// Keys of an operation that are translated, or that only explain.
const OPERATION_KEYS: [&str; 10] = [
    "deprecated",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "summary",
    "tags",
];

/// The same for a parameter.
const PARAMETER_KEYS: [&str; 10] = [
    "deprecated",
    "description",
    "example",
    "examples",
    "explode",
    "in",
    "name",
    "required",
    "schema",
    "style",
];

/// Headers that a client sets for all of its calls, and that HTTP itself defines.
const CLIENT_HEADERS: [&str; 5] = [
    "x-broker-id",
    "x-broker-key",
    "accept",
    "authorization",
    "content-type",
];

/// The response of `common.yaml` for each status of an error.
pub(super) const ERRORS: [(&str, &str); 10] = [
    ("400", "BadRequest"),
    ("401", "Unauthorized"),
    ("403", "Forbidden"),
    ("404", "NotFound"),
    ("409", "Conflict"),
    ("429", "TooManyRequests"),
    ("500", "InternalServerError"),
    ("502", "BadGateway"),
    ("503", "ServiceUnavailable"),
    ("504", "GatewayTimeout"),
];

/// The security schemes of a signed operation.
const SIGNED: [&str; 3] = ["ApiKey", "Signature", "Timestamp"];

/// The security scheme of an operation that needs a login session.
const SESSION: &str = "LoginSession";

/// The authentication of a published operation.
enum Auth {
    Public,
    Signed(String),
    /// It rejects requests without credentials, and documents none.
    Session,
}

/// A translated operation.
pub(super) struct Operation {
    auth: Auth,
    deprecated: bool,
    pagination: Option<&'static str>,
    parameters: Vec<Parameter>,
    body: Option<(String, Schema, Vec<String>)>,
    /// The success responses by status.
    successes: Vec<Success>,
    errors: BTreeSet<String>,
    /// Comments on what was left out of the operation.
    comments: Vec<String>,
    /// Comments on what was left out of the responses.
    response_comments: Vec<String>,
}

struct Parameter {
    name: String,
    location: Location,
    required: bool,
    deprecated: bool,
    schema: Schema,
    line: usize,
}

struct Success {
    status: String,
    headers: Vec<(String, String)>,
    content: Option<(String, Schema)>,
    comments: Vec<String>,
    line: usize,
}

/// The components of `common.yaml` that an operation may reference, by kind.
pub(super) struct Common {
    pub(super) responses: BTreeSet<String>,
    pub(super) headers: BTreeSet<String>,
    pub(super) schemes: BTreeSet<String>,
}

/// Translates an operation; errors are recorded in the translator.
pub(super) fn translate<'u>(
    translator: &mut Translator<'u>,
    upstream: &'u Published,
    published: &Route<'u>,
    common: &Common,
) -> Option<Operation> {
    let node = &published.node;
    supported(translator, node, "an operation", &OPERATION_KEYS);
    receive(translator, upstream, node)?;
    let mut comments = Vec::new();
    let (parameters, headers) = parameters(translator, upstream, published, &mut comments)?;
    let body = body(translator, upstream, published)?;
    let (successes, statuses, response_comments) =
        responses(translator, upstream, published, common)?;
    let signs = headers
        .iter()
        .any(|name| AUTH_HEADERS.contains(&name.as_str()))
        || is_secured(upstream, node);
    let instruction = words::instruction(prose(node));
    let auth = match instruction {
        Some(instruction) => Auth::Signed(instruction.to_owned()),
        None if signs => {
            let cause = "the operation takes credentials and documents no instruction";
            let help =
                "add the line Instruction: `NAME` to its description in a copy of the document";
            translator.reject(node, cause, help);
            return None;
        }
        None if node
            .get("responses")
            .is_some_and(|all| all.get("401").is_some()) =>
        {
            let how =
                "Published with 401, and without an instruction or the headers of a signature.";
            comments.push(how.to_owned());
            Auth::Session
        }
        None => Auth::Public,
    };
    let schemes: &[&str] = match auth {
        Auth::Public => &[],
        Auth::Signed(_) => &SIGNED,
        Auth::Session => &[SESSION],
    };
    for scheme in schemes {
        if !common.schemes.contains(*scheme) {
            let cause = format!("{COMMON} has no security scheme `{scheme}`");
            translator.reject(node, cause, "add it there");
        }
    }
    let mut errors = statuses;
    if !matches!(auth, Auth::Public) && common.responses.contains("Unauthorized") {
        errors.insert("401".to_owned());
    }
    Some(Operation {
        auth,
        deprecated: flag(node, "deprecated"),
        pagination: pagination(&parameters, &successes),
        parameters,
        body,
        successes,
        errors,
        comments,
        response_comments,
    })
}

/// Returns whether the operation needs credentials, by its own `security` or that of the document.
fn is_secured(upstream: &Published, operation: &Node<'_>) -> bool {
    let root = upstream.document.node();
    let own = operation.get("security");
    let security = own.or_else(|| root.get("security"));
    let mut alternatives = security.iter().flat_map(Node::elements);
    alternatives.any(|one| one.members().next().is_some())
}

/// Records what the success responses contain, before any schema is translated.
fn receive<'u>(
    translator: &mut Translator<'u>,
    upstream: &'u Published,
    node: &Node<'u>,
) -> Option<()> {
    let responses = node.get("responses");
    for (status, written) in responses.iter().flat_map(Node::members) {
        if !status.starts_with('2') {
            continue;
        }
        let response = translator.recorded(upstream.resolve(&written))?;
        for (_, media) in response.get("content").iter().flat_map(Node::members) {
            if let Some(schema) = media.get("schema") {
                translator.receive(&schema);
            }
        }
    }
    Some(())
}

/// Returns the parameters, and the names of the headers that are left out.
fn parameters<'u>(
    translator: &mut Translator<'u>,
    upstream: &'u Published,
    published: &Route<'u>,
    comments: &mut Vec<String>,
) -> Option<(Vec<Parameter>, BTreeSet<String>)> {
    let operation = published.name.to_upper_camel_case();
    let (mut parameters, mut left_out) = (Vec::<Parameter>::new(), BTreeSet::new());
    let mut failed = false;
    let own = published.node.get("parameters");
    let shared = published.item.get("parameters");
    for written in own.iter().chain(&shared).flat_map(Node::elements) {
        let node = translator.recorded(upstream.resolve(&written))?;
        let text = |key: &str| {
            node.get(key)
                .and_then(|value| value.text())
                .unwrap_or_default()
        };
        let (name, place) = (text("name"), text("in"));
        supported(translator, &node, "a parameter", &PARAMETER_KEYS);
        let location = match place {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" => Location::Header,
            _ => {
                let cause = format!("the parameter `{name}` is in `{place}`, which is unsupported");
                translator.reject(&node, cause, BY_HAND);
                failed = true;
                continue;
            }
        };
        let lower = name.to_lowercase();
        if location == Location::Header {
            if AUTH_HEADERS.contains(&lower.as_str()) {
                left_out.insert(lower);
                continue;
            }
            if CLIENT_HEADERS.contains(&lower.as_str()) {
                comments.push(format!("The published header {name} is set by the client."));
                left_out.insert(lower);
                continue;
            }
        }
        let known = parameters
            .iter()
            .any(|one| one.name == name && one.location == location);
        // A parameter of the operation replaces that of the path.
        if known {
            continue;
        }
        let Some(schema) = node.get("schema") else {
            let cause = format!("the parameter `{name}` has no schema");
            translator.reject(&node, cause, BY_HAND);
            failed = true;
            continue;
        };
        let inline = format!("{operation}{}", name.to_upper_camel_case());
        let place = Place {
            inline: &inline,
            name,
            prose: match prose(&node) {
                "" => prose(&schema),
                text => text,
            },
            response: false,
            component: false,
        };
        let Some(mut schema) = translator.schema(&schema, place) else {
            failed = true;
            continue;
        };
        schema.nullable = false;
        let is_list = matches!(schema.kind, Kind::List { .. });
        let one_value = node
            .get("explode")
            .filter(|explode| *explode.value == Value::Bool(false));
        if let Some(explode) = one_value.filter(|_| is_list) {
            let cause = format!("the parameter `{name}` is one comma-separated value");
            translator.reject(&explode, cause, BY_HAND);
            failed = true;
        }
        if let Some(style) = node.get("style")
            && !matches!(style.text(), Some("form" | "simple"))
        {
            let cause = format!("the style of the parameter `{name}` is unsupported");
            translator.reject(&style, cause, BY_HAND);
            failed = true;
        }
        parameters.push(Parameter {
            name: name.to_owned(),
            location,
            required: flag(&node, "required") || location == Location::Path,
            deprecated: flag(&node, "deprecated"),
            schema,
            line: written.line(),
        });
    }
    (!failed).then_some((parameters, left_out))
}

/// Rejects keys that would change a request and have no translation. `false` changes nothing.
fn supported<'u>(translator: &mut Translator<'u>, node: &Node<'u>, what: &str, known: &[&str]) {
    for (key, member) in node.members() {
        let ignored = key.starts_with("x-") || *member.value == Value::Bool(false);
        if !ignored && !known.contains(&key) {
            let cause = format!("`{key}` of {what} is unsupported");
            translator.reject(&member, cause, BY_HAND);
        }
    }
}

/// Returns the media type and the schema of the body. The outer `None` is an error.
fn body<'u>(
    translator: &mut Translator<'u>,
    upstream: &'u Published,
    published: &Route<'u>,
) -> Option<Option<(String, Schema, Vec<String>)>> {
    let Some(written) = published.node.get("requestBody") else {
        return Some(None);
    };
    let node = translator.recorded(upstream.resolve(&written))?;
    let mut comments = Vec::new();
    if !flag(&node, "required") {
        comments.push("Published as optional.".to_owned());
    }
    let (media_type, schema) = content(translator, &node, &mut comments)??;
    let inline = format!("{}Body", published.name.to_upper_camel_case());
    let place = Place {
        inline: &inline,
        name: &published.name,
        prose: "",
        response: false,
        component: false,
    };
    let mut schema = translator.schema(&schema, place)?;
    schema.nullable = false;
    Some(Some((media_type, schema, comments)))
}

/// Returns the media type and its schema: JSON where there are several. The outer `None` is an error, the inner one no
/// content.
fn content<'u>(
    translator: &mut Translator<'u>,
    node: &Node<'u>,
    comments: &mut Vec<String>,
) -> Option<Option<(String, Node<'u>)>> {
    let content = node.get("content");
    let types: Vec<_> = content.iter().flat_map(as_written).collect();
    let json = types
        .iter()
        .find(|(name, _)| name.starts_with("application/json"));
    let Some((name, media)) = json.or_else(|| types.first()) else {
        return Some(None);
    };
    for (other, _) in types.iter().filter(|(other, _)| other != name) {
        comments.push(format!("Published as {other} too."));
    }
    match media.get("schema") {
        Some(schema) => Some(Some(((*name).to_owned(), schema))),
        None => {
            translator.reject(media, "a media type without a schema", BY_HAND);
            None
        }
    }
}

/// Returns the success responses, the statuses of the errors, and comments on what is left out.
fn responses<'u>(
    translator: &mut Translator<'u>,
    upstream: &'u Published,
    published: &Route<'u>,
    common: &Common,
) -> Option<(Vec<Success>, BTreeSet<String>, Vec<String>)> {
    let (mut successes, mut errors, mut left_out) = (Vec::new(), BTreeSet::new(), Vec::new());
    let mut comments = Vec::new();
    let mut failed = false;
    let responses = published.node.get("responses");
    for (status, written) in responses.iter().flat_map(as_written) {
        let node = translator.recorded(upstream.resolve(&written))?;
        match status.as_bytes() {
            [b'2', ..] => match success(translator, published, common, status, &node) {
                Some(success) => successes.push(success),
                None => failed = true,
            },
            [b'4' | b'5', ..] => {
                let known = ERRORS.iter().find(|(number, _)| *number == status);
                match known.filter(|(_, name)| common.responses.contains(*name)) {
                    Some(_) => {
                        errors.insert(status.to_owned());
                    }
                    None => left_out.push(status),
                }
            }
            _ if status == "default" => {
                comments.push("Published with a default response too.".to_owned());
            }
            _ => {
                let cause = format!("the response status `{status}` is unsupported");
                translator.reject(&written, cause, BY_HAND);
                failed = true;
            }
        }
    }
    if successes.is_empty() && !failed {
        let cause = "no success response is published";
        translator.reject(&published.node, cause, BY_HAND);
        failed = true;
    }
    if !left_out.is_empty() {
        let statuses = left_out.join(", ");
        comments.push(format!(
            "Published with {statuses} too, without a response in {COMMON}."
        ));
    }
    (!failed).then_some((successes, errors, comments))
}

fn success<'u>(
    translator: &mut Translator<'u>,
    published: &Route<'u>,
    common: &Common,
    status: &str,
    node: &Node<'u>,
) -> Option<Success> {
    let mut comments = Vec::new();
    let status = match status {
        "2XX" | "2xx" => {
            comments.push("Published as 2XX.".to_owned());
            "200"
        }
        status => status,
    };
    let mut headers = Vec::new();
    let mut left_out = Vec::new();
    for (name, _) in node.get("headers").iter().flat_map(as_written) {
        let words = name.to_lowercase();
        let component = words.trim_start_matches("x-").to_upper_camel_case();
        if common.headers.contains(&component) {
            let parts = words.split('-').map(|part| part.to_upper_camel_case());
            headers.push((parts.collect::<Vec<_>>().join("-"), component));
        } else {
            left_out.push(name);
        }
    }
    if !left_out.is_empty() {
        comments.push(format!(
            "Published headers left out: {}.",
            left_out.join(", ")
        ));
    }
    let content = match content(translator, node, &mut comments)? {
        None => None,
        Some((media_type, schema)) => {
            let inline = format!("{}Response", published.name.to_upper_camel_case());
            let place = Place {
                inline: &inline,
                name: &published.name,
                prose: "",
                response: true,
                component: false,
            };
            let mut schema = translator.schema(&schema, place)?;
            schema.nullable = false;
            Some((media_type, schema))
        }
    };
    Some(Success {
        status: status.to_owned(),
        headers,
        content,
        comments,
        line: node.line(),
    })
}

/// Returns the end of the pages of a list with the parameters `limit` and `offset`.
fn pagination(parameters: &[Parameter], successes: &[Success]) -> Option<&'static str> {
    let pages = ["limit", "offset"].iter().all(|name| {
        parameters.iter().any(|one| {
            let uint64 =
                matches!(&one.schema.kind, Kind::Scalar { ty, .. } if *ty == Type::Integer("u64"));
            one.name == *name && one.location == Location::Query && !one.required && uint64
        })
    });
    let [success] = successes else {
        return None;
    };
    let is_list =
        matches!(&success.content, Some((_, schema)) if matches!(schema.kind, Kind::List { .. }));
    let total = success.headers.iter().any(|(name, _)| name == "X-Total");
    (pages && is_list).then_some(if total { "total" } else { "short-page" })
}

impl Operation {
    /// Returns the security schemes that the operation names.
    pub(super) fn schemes(&self) -> &'static [&'static str] {
        match self.auth {
            Auth::Public => &[],
            Auth::Signed(_) => &SIGNED,
            Auth::Session => &[SESSION],
        }
    }

    /// Returns the operation in YAML, and the examples that have no end.
    pub(super) fn tree(
        &self,
        id: &str,
        tag: &str,
        emitter: &Emitter<'_>,
    ) -> Result<Vec<Entry>, (usize, String)> {
        let mut entries = vec![
            Entry::text("operationId", id),
            Entry::new("tags", Tree::row([tag])),
            Entry::text("summary", words::sentence(id)).with_trailing_comment(words::TODO),
        ];
        if self.deprecated {
            entries.push(Entry::new("deprecated", Tree::Raw("true".to_owned())));
        }
        if let Auth::Signed(instruction) = &self.auth {
            entries.push(Entry::text("x-instruction", instruction));
        }
        if let Some(pagination) = self.pagination {
            entries.push(Entry::text("x-pagination", pagination));
        }
        if !self.schemes().is_empty() {
            let schemes = self
                .schemes()
                .iter()
                .map(|name| Entry::new(*name, Tree::List(Vec::new())));
            let one = Tree::Map(schemes.collect());
            entries.push(Entry::new("security", Tree::List(vec![one])));
        }
        if !self.parameters.is_empty() {
            let parameters = self.parameters.iter().map(|one| one.tree(emitter));
            let parameters: Result<Vec<Tree>, _> = parameters.collect();
            entries.push(Entry::new("parameters", Tree::List(parameters?)));
        }
        if let Some((media_type, schema, comments)) = &self.body {
            let body = vec![
                Entry::new("required", Tree::Raw("true".to_owned())),
                media(media_type, schema, id, emitter)?,
            ];
            let entry = Entry::new("requestBody", Tree::Map(body)).at(schema.line);
            entries.push(entry.with_comments_above(comments.clone()));
        }
        entries.push(self.responses(id, emitter)?);
        if let Some(first) = entries.first_mut() {
            first.comments_above.clone_from(&self.comments);
        }
        Ok(entries)
    }

    fn responses(&self, id: &str, emitter: &Emitter<'_>) -> Result<Entry, (usize, String)> {
        let mut responses = Vec::new();
        for success in &self.successes {
            let mut members =
                vec![Entry::text("description", "Success.").with_trailing_comment(words::TODO)];
            if !success.headers.is_empty() {
                let headers = success.headers.iter().map(|(name, component)| {
                    let to = format!("{COMMON}#/components/headers/{component}");
                    Entry::new(name, Tree::Map(vec![Entry::text("$ref", to)]))
                });
                members.push(Entry::new("headers", Tree::Map(headers.collect())));
            }
            if let Some((media_type, schema)) = &success.content {
                members.push(media(media_type, schema, id, emitter)?);
            }
            let entry = Entry::new(&success.status, Tree::Map(members));
            responses.push(
                entry
                    .at(success.line)
                    .with_comments_above(success.comments.clone()),
            );
        }
        for status in &self.errors {
            let name = ERRORS.iter().find(|(number, _)| number == status);
            let Some((_, name)) = name else { continue };
            let to = format!("{COMMON}#/components/responses/{name}");
            let reference = Tree::Map(vec![Entry::text("$ref", to)]);
            responses.push(Entry::new(status, reference));
        }
        let entry = Entry::new("responses", Tree::Map(responses));
        Ok(entry.with_comments_above(self.response_comments.clone()))
    }
}

impl Parameter {
    fn tree(&self, emitter: &Emitter<'_>) -> Result<Tree, (usize, String)> {
        let place = match self.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
        };
        let ty = match &self.schema.kind {
            Kind::Scalar { ty, .. } => Some(ty),
            _ => None,
        };
        let description = words::value(&self.name, ty);
        let mut entries = vec![
            Entry::text("name", &self.name),
            Entry::text("in", place),
            Entry::new("required", Tree::Raw(self.required.to_string())),
            Entry::text("description", description).with_trailing_comment(words::TODO),
        ];
        if self.deprecated {
            entries.push(Entry::new("deprecated", Tree::Raw("true".to_owned())));
        }
        if matches!(self.schema.kind, Kind::List { .. }) {
            entries.push(Entry::text("style", "form"));
            entries.push(Entry::new("explode", Tree::Raw("true".to_owned())));
        }
        let (schema, comments) = emitter.bare(&self.schema);
        entries.push(Entry::new("schema", schema).at(self.schema.line));
        let example = emitter.example(&self.schema, &self.name);
        let Some(example) = example else {
            return Err((
                self.line,
                format!("the parameter `{}` has no example", self.name),
            ));
        };
        entries.push(Entry::new("example", Tree::of(&example)));
        if let Some(first) = entries.first_mut() {
            first.line = self.line;
            first.comments_above = comments;
        }
        Ok(Tree::Map(entries))
    }
}

/// Returns the content of a body or a response, with an example.
fn media(
    media_type: &str,
    schema: &Schema,
    id: &str,
    emitter: &Emitter<'_>,
) -> Result<Entry, (usize, String)> {
    let (tree, comments) = emitter.bare(schema);
    let Some(example) = emitter.example(schema, id) else {
        let cause = "the schema is recursive without an end, so it has no example";
        return Err((schema.line, cause.to_owned()));
    };
    let members = vec![
        Entry::new("schema", tree)
            .at(schema.line)
            .with_comments_above(comments),
        Entry::new("example", Tree::of(&example)),
    ];
    let media = Entry::new(media_type, Tree::Map(members));
    Ok(Entry::new("content", Tree::Map(vec![media])))
}

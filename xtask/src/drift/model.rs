//! A document, or the documents of the fragment, as operations in normal form.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::schema::{Node, Shape};
use super::source::{At, Place, Source};
use crate::fragment::METHODS;

/// The header parameters of a signed request as the exchange publishes them: name, type and format. The last one is
/// always optional; the others are optional where a session stands in for them.
const AUTH_HEADERS: [(&str, &str, Option<&str>); 4] = [
    ("x-api-key", "string", None),
    ("x-signature", "string", None),
    ("x-timestamp", "integer", Some("int64")),
    (WINDOW, "integer", Some("uint64")),
];

const WINDOW: &str = "x-window";

/// The security schemes that say the same.
const SIGNED: [&str; 3] = ["ApiKey", "Signature", "Timestamp"];

/// One side.
#[derive(Debug)]
pub(super) struct Api<'a> {
    pub(super) operations: Vec<Operation<'a>>,
    /// The addresses of the servers.
    pub(super) servers: BTreeSet<&'a str>,
    /// Where each tag is declared, or else the document.
    pub(super) tags: BTreeMap<&'a str, Place>,
    pub(super) place: Place,
}

/// One operation.
#[derive(Debug)]
pub(super) struct Operation<'a> {
    /// Its operationId, or else its method and path.
    pub(super) id: String,
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) tags: BTreeSet<&'a str>,
    pub(super) auth: Auth,
    /// The instructions it names; more than one is not understood, and differs from any one.
    pub(super) instructions: BTreeSet<&'a str>,
    pub(super) deprecated: bool,
    pub(super) parameters: Vec<Parameter<'a>>,
    pub(super) body: Option<Body<'a>>,
    pub(super) responses: BTreeMap<&'a str, Response<'a>>,
    pub(super) place: Place,
}

/// How an operation is authenticated.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Auth {
    None,
    /// Signed, said with `security`.
    Security,
    /// Signed, said with exactly the header parameters of a signed request.
    Headers {
        required: bool,
    },
    /// Anything else, in words.
    Other(String),
}

/// A parameter that is no part of the authentication.
#[derive(Debug)]
pub(super) struct Parameter<'a> {
    pub(super) name: &'a str,
    /// `query`, `path` or `header`.
    pub(super) location: &'a str,
    pub(super) required: bool,
    pub(super) deprecated: bool,
    /// How a list or an object is written.
    pub(super) style: String,
    pub(super) schema: Option<Node<'a>>,
    pub(super) place: Place,
}

/// A request body.
#[derive(Debug)]
pub(super) struct Body<'a> {
    pub(super) required: bool,
    pub(super) content: Content<'a>,
    pub(super) place: Place,
}

/// A response.
#[derive(Debug)]
pub(super) struct Response<'a> {
    pub(super) content: Content<'a>,
    /// By name in lower case, with the name as written.
    pub(super) headers: BTreeMap<String, (&'a str, Option<Node<'a>>, Place)>,
    pub(super) place: Place,
}

/// Schemas by media type, without its parameters.
pub(super) type Content<'a> = BTreeMap<String, (Option<Node<'a>>, Place)>;

impl<'a> Api<'a> {
    /// Reads every operation of a side.
    pub(super) fn read(source: &Source<'a>) -> Self {
        let mut api = Self {
            operations: Vec::new(),
            servers: BTreeSet::new(),
            tags: BTreeMap::new(),
            place: Place {
                document: String::new(),
                pointer: "/paths".to_owned(),
            },
        };
        for root in source.roots() {
            for server in root.items("servers") {
                api.servers
                    .extend(server.text("url").map(|url| url.trim_end_matches('/')));
            }
            for tag in root.items("tags") {
                api.tags
                    .extend(tag.text("name").map(|name| (name, tag.place())));
            }
            for (path, item) in root.members("paths") {
                let item = source.follow(item);
                for method in METHODS {
                    if let Some(at) = item.get(method) {
                        api.operations
                            .push(operation(source, &root, &item, at, (method, path)));
                    }
                }
            }
        }
        api
    }
}

fn operation<'a>(
    source: &Source<'a>,
    root: &At<'a>,
    item: &At<'a>,
    at: At<'a>,
    (method, path): (&'static str, &'a str),
) -> Operation<'a> {
    let (parameters, auth) = parameters(source, root, item, &at);
    let responses = at.members("responses").into_iter();
    Operation {
        id: at.text("operationId").map_or_else(
            || format!("{} {path}", method.to_uppercase()),
            str::to_owned,
        ),
        method,
        path,
        tags: at.texts("tags").collect(),
        auth,
        instructions: at
            .text("x-instruction")
            .into_iter()
            .chain(at.text("description").into_iter().flat_map(instructions))
            .collect(),
        deprecated: at.flag("deprecated"),
        parameters,
        body: at.get("requestBody").map(|written| {
            let body = source.follow(written);
            Body {
                required: body.flag("required"),
                content: content(&body),
                place: body.place(),
            }
        }),
        responses: responses
            .map(|(status, written)| (status, response(source, &source.follow(written))))
            .collect(),
        place: at.place(),
    }
}

fn response<'a>(source: &Source<'a>, at: &At<'a>) -> Response<'a> {
    let headers = at.members("headers").into_iter();
    Response {
        content: content(at),
        headers: headers
            .map(|(name, written)| {
                let header = source.follow(written);
                let schema = header.get("schema").map(Node::new);
                (name.to_ascii_lowercase(), (name, schema, header.place()))
            })
            .collect(),
        place: at.place(),
    }
}

fn content<'a>(at: &At<'a>) -> Content<'a> {
    at.members("content")
        .into_iter()
        .map(|(media_type, media)| {
            // `; charset=utf-8` says nothing about the value.
            let name = media_type.split(';').next().unwrap_or(media_type);
            let name = name.trim().to_ascii_lowercase();
            (name, (media.get("schema").map(Node::new), media.place()))
        })
        .collect()
}

/// The parameters of an operation, those of its path included, and how it is authenticated.
fn parameters<'a>(
    source: &Source<'a>,
    root: &At<'a>,
    item: &At<'a>,
    operation: &At<'a>,
) -> (Vec<Parameter<'a>>, Auth) {
    let mut parameters: Vec<Parameter<'a>> = Vec::new();
    for written in operation
        .items("parameters")
        .into_iter()
        .chain(item.items("parameters"))
    {
        let one = parameter(&source.follow(written));
        // What the operation says goes before what its path says.
        if !parameters
            .iter()
            .any(|p| p.name == one.name && p.location == one.location)
        {
            parameters.push(one);
        }
    }
    let (headers, mut parameters): (Vec<_>, Vec<_>) = parameters
        .into_iter()
        .partition(|parameter| is_auth_header(source, parameter));
    let schemes = security(if operation.get("security").is_some() {
        operation
    } else {
        root
    });
    let required = signed_by(&headers);
    let auth = match (schemes.as_slice(), required) {
        ([], Some(required)) => Auth::Headers { required },
        ([], None) if headers.is_empty() => Auth::None,
        ([one], None) if headers.is_empty() && *one == SIGNED.join(", ") => Auth::Security,
        (schemes, _) => {
            let names = headers.iter().map(|header| header.name.to_owned());
            let all: Vec<String> = schemes.iter().cloned().chain(names).collect();
            // What is not understood as a whole is compared one by one.
            parameters.extend(headers);
            Auth::Other(all.join(" or "))
        }
    };
    (parameters, auth)
}

/// The alternatives of `security`, each with the names of its schemes.
fn security(at: &At<'_>) -> Vec<String> {
    let alternatives = at.items("security").into_iter().map(|one| {
        let names: Vec<&str> = crate::fragment::members(Some(one.value))
            .map(|(name, _)| name)
            .collect();
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        }
    });
    alternatives.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whether header parameters are all those of a signed request, and then whether they are required.
fn signed_by(headers: &[Parameter<'_>]) -> Option<bool> {
    let (window, rest): (Vec<_>, Vec<_>) = headers
        .iter()
        .partition(|header| header.name.eq_ignore_ascii_case(WINDOW));
    let required = rest.first()?.required;
    let alike = rest.iter().all(|header| header.required == required);
    let all = headers.len() == AUTH_HEADERS.len() && window.len() == 1;
    (all && alike && window.iter().all(|header| !header.required)).then_some(required)
}

fn parameter<'a>(at: &At<'a>) -> Parameter<'a> {
    let location = at.text("in").unwrap_or_default();
    let usual = match location {
        "query" | "cookie" => "form",
        _ => "simple",
    };
    let style = at.text("style").unwrap_or(usual);
    let explode = match at.value.get("explode") {
        Some(explode) => explode == &Value::Bool(true),
        None => style == "form",
    };
    let content = at.members("content").into_iter().next();
    Parameter {
        name: at.text("name").unwrap_or_default(),
        location,
        required: at.flag("required"),
        deprecated: at.flag("deprecated"),
        style: format!("{style}, {}", if explode { "repeated" } else { "joined" }),
        schema: at
            .get("schema")
            .or_else(|| content.and_then(|(_, media)| media.get("schema")))
            .map(Node::new),
        place: at.place(),
    }
}

/// Whether a parameter is one of those of a signed request, in exactly the form that is known.
fn is_auth_header(source: &Source<'_>, parameter: &Parameter<'_>) -> bool {
    let Some(Shape::Scalar(scalar)) = parameter
        .schema
        .as_ref()
        .map(|node| node.read(source).shape)
    else {
        return false;
    };
    let found = (scalar.kind.as_str(), scalar.format.as_deref());
    parameter.location == "header"
        && AUTH_HEADERS.iter().any(|&(name, kind, format)| {
            parameter.name.eq_ignore_ascii_case(name) && found == (kind, format)
        })
}

/// The instructions that a description names, as in "**Instruction:** `orderQuery`".
fn instructions(description: &str) -> impl Iterator<Item = &str> {
    // Without the first letter, which may be a capital.
    description.split("nstruction").skip(1).filter_map(|after| {
        let name = after
            .trim_start_matches(['*', ':', ' '])
            .strip_prefix('`')?;
        name.split_once('`').map(|(name, _)| name)
    })
}

//! The reader: the documents as written to the typed model. It reports every error, not only the first.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::document::{Document, Documents, Node};
use super::model::{Api, Docs, Schema, Tag};
use super::names::{is_ident, to_snake};
use super::{COMMON, FOLDER};
use crate::problem::{Problem, Problems};

/// The version of OpenAPI that progenitor reads.
const OPENAPI: &str = "3.0.3";

/// Every extension, with the object that it belongs to.
const EXTENSIONS: [(&str, &str); 10] = [
    ("x-instruction", "an operation"),
    ("x-idempotent", "an operation"),
    ("x-pagination", "an operation"),
    ("x-rate-limit", "an operation"),
    ("x-unpublished", "an operation"),
    ("x-one-result-per-item", "an operation"),
    ("x-rules", "an operation or the schema of a body"),
    ("x-rust-name", "a schema or a property"),
    ("x-rust-type", "a schema under `components`"),
    ("x-closed", "an enumeration"),
];

/// The kinds of components.
const KINDS: [&str; 6] = [
    "headers",
    "parameters",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
];

/// Reads the documents into the model.
pub(super) fn read(documents: &Documents, streams: Option<&Document>) -> Result<Api, Problems> {
    let mut reader = Reader {
        documents,
        problems: Vec::new(),
        components: BTreeMap::new(),
        used: BTreeSet::new(),
        schemas: BTreeMap::new(),
        reading: Vec::new(),
        union_members: BTreeSet::new(),
    };
    reader.index();
    let mut api = Api {
        version: String::new(),
        servers: Vec::new(),
        tags: Vec::new(),
        operations: Vec::new(),
        schemas: BTreeMap::new(),
        streams: Vec::new(),
        events: Vec::new(),
    };
    for document in documents.iter() {
        let node = document.node();
        if document.name == COMMON {
            let version = node.get("info").and_then(|info| info.get("version"));
            api.version = version
                .and_then(|version| version.text())
                .unwrap_or_default()
                .to_owned();
            let servers = node.get("servers");
            let servers = servers.iter().flat_map(Node::elements);
            api.servers = servers
                .filter_map(|server| Some(server.get("url")?.text()?.to_owned()))
                .collect();
        }
        let tag = reader.head(&node);
        reader.operations(&node, tag.as_ref(), &mut api.operations);
        api.tags.extend(tag);
    }
    if let Some(streams) = streams {
        reader.streams(&streams.node(), &mut api);
    }
    reader.unused();
    reader.distinct(&api.operations);
    api.schemas = std::mem::take(&mut reader.schemas);
    super::analysis::run(&mut api, &mut reader.problems);
    let mut problems = reader.problems;
    problems.sort();
    problems.dedup();
    if problems.is_empty() {
        Ok(api)
    } else {
        Err(problems)
    }
}

/// Limits that the exchange checks; the types do not.
pub(super) const LIMITS: [&str; 6] = [
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
];

/// The state of reading.
pub(super) struct Reader<'a> {
    documents: &'a Documents,
    pub(super) problems: Problems,
    /// The components, by kind and name.
    components: BTreeMap<(&'a str, &'a str), Node<'a>>,
    /// The components that a reference names.
    used: BTreeSet<(String, String)>,
    /// The named types that were read, by their Rust names.
    pub(super) schemas: BTreeMap<String, Schema>,
    /// The component schemas that are being read, outermost first.
    pub(super) reading: Vec<String>,
    /// The component schemas that only join a tag to an object.
    pub(super) union_members: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    /// Records an error.
    pub(super) fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Records an error at a node.
    pub(super) fn reject(
        &mut self,
        node: &Node<'_>,
        subject: &str,
        cause: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(node.problem(subject, cause, help));
    }

    /// Rejects keys of an object other than `known`, and a value that is not an object. `false` where it is not one.
    pub(super) fn keys(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        what: &str,
        known: &[&str],
    ) -> bool {
        if !node.value.is_object() {
            let cause = format!("{what} must be a mapping");
            self.reject(node, subject, cause, "write it as OpenAPI 3.0.3 defines it");
            return false;
        }
        let unknown: Vec<_> = node
            .members()
            .filter(|(key, _)| !known.contains(key))
            .collect();
        for (key, member) in unknown {
            let place = EXTENSIONS.iter().find(|(name, _)| *name == key);
            let (cause, help) = match place {
                Some((_, place)) => (
                    format!("`{key}` is not allowed in {what}"),
                    format!("move it to {place}, or remove it"),
                ),
                None if key.starts_with("x-") => {
                    let names = EXTENSIONS.map(|(name, _)| name).join(", ");
                    (
                        format!("unknown extension `{key}`"),
                        format!("correct or remove it; known: {names}"),
                    )
                }
                None => {
                    let near = known.iter().find(|name| is_similar(name, key));
                    let help = match near {
                        Some(name) => format!("write `{name}`"),
                        None => format!("remove it; supported: {}", known.join(", ")),
                    };
                    (format!("unsupported key `{key}` in {what}"), help)
                }
            };
            self.reject(&member, subject, cause, help);
        }
        true
    }

    /// Reads the string at `key`; reports a value of another type.
    pub(super) fn text(&mut self, node: &Node<'a>, subject: &str, key: &str) -> Option<&'a str> {
        let member = node.get(key)?;
        let text = member.text();
        if text.is_none() {
            let cause = format!("`{key}` must be a string");
            self.reject(&member, subject, cause, "quote the value");
        }
        text
    }

    /// Reads the boolean at `key`, `false` without one; reports a value of another type.
    pub(super) fn flag(&mut self, node: &Node<'a>, subject: &str, key: &str) -> bool {
        let Some(member) = node.get(key) else {
            return false;
        };
        member.value.as_bool().unwrap_or_else(|| {
            let cause = format!("`{key}` must be a boolean");
            self.reject(&member, subject, cause, "write `true` or `false`");
            false
        })
    }

    /// Reads the documentation of an object; reports a missing required description.
    pub(super) fn docs(
        &mut self,
        node: &Node<'a>,
        subject: &str,
        what: &str,
        required: bool,
    ) -> Docs {
        let text = self
            .text(node, subject, "description")
            .map(str::trim)
            .unwrap_or_default();
        if required && text.is_empty() {
            let cause = format!("missing description of {what}");
            let help = "add `description` with the meaning and the unit; it becomes documentation";
            self.reject(node, subject, cause, help);
        }
        let limits = LIMITS.iter().chain(&["default"]);
        Docs {
            text: text.to_owned(),
            deprecated: self.flag(node, subject, "deprecated"),
            limits: limits
                .filter_map(|key| Some(((*key).to_owned(), node.get(key)?.value.clone())))
                .collect(),
        }
    }

    /// Reads the examples of a parameter, a body or a response.
    pub(super) fn examples(&mut self, node: &Node<'a>, subject: &str) -> Vec<Node<'a>> {
        let mut examples: Vec<Node<'a>> = node.get("example").into_iter().collect();
        if let Some(several) = node.get("examples") {
            if !several.value.is_object() {
                let cause = "`examples` must be a mapping of named examples";
                let help = "write `examples: {NAME: {summary: .., value: ..}}`";
                self.reject(&several, subject, cause, help);
            }
            for (_, named) in several.members() {
                if self.keys(
                    &named,
                    subject,
                    "an example",
                    &["summary", "description", "value"],
                ) {
                    match named.get("value") {
                        Some(value) => examples.push(value),
                        None => {
                            self.reject(&named, subject, "an example has no value", "add `value`");
                        }
                    }
                }
            }
        }
        examples
    }

    /// Returns the object itself, or the component of the kind that it references. The only resolver of references.
    pub(super) fn resolve(
        &mut self,
        node: &Node<'a>,
        kind: &'static str,
        subject: &str,
    ) -> Option<Node<'a>> {
        if node
            .value
            .as_object()
            .is_some_and(|object| object.contains_key("$ref"))
        {
            let extra: Vec<_> = node.members().filter(|(key, _)| *key != "$ref").collect();
            for (key, member) in extra {
                let help = if kind == "schemas" && key == "description" {
                    "write `allOf: [{$ref: ...}]` next to the description"
                } else {
                    "remove it: OpenAPI 3.0 allows no other key next to `$ref`"
                };
                let cause = format!("`{key}` next to `$ref` is ignored");
                self.reject(&member, subject, cause, help);
            }
            let Some(text) = node.reference() else {
                self.reject(
                    node,
                    subject,
                    "`$ref` must be a string",
                    "quote the reference",
                );
                return None;
            };
            return self.target(node, text, kind, subject);
        }
        Some(node.clone())
    }

    /// Returns the component that the reference `text` of the object `node` names.
    pub(super) fn target(
        &mut self,
        node: &Node<'a>,
        text: &str,
        kind: &'static str,
        subject: &str,
    ) -> Option<Node<'a>> {
        let found = split(text).and_then(|(file, of_kind, name)| {
            let file = if file.is_empty() {
                node.document.name.as_str()
            } else {
                file
            };
            let written = self.documents.get(file)?.node();
            let written = written.get("components")?.get(of_kind)?.get(name)?;
            Some((of_kind, name, written))
        });
        let Some((of_kind, name, written)) = found else {
            let cause = format!("unresolved reference `{text}`");
            let help = "write `#/components/KIND/NAME` or `FILE.yaml#/components/KIND/NAME`, or add the component";
            self.reject(node, subject, cause, help);
            return None;
        };
        if of_kind != kind {
            let cause = format!("reference `{text}` to a component of another kind");
            self.reject(
                node,
                subject,
                cause,
                format!("reference one of `#/components/{kind}`"),
            );
            return None;
        }
        self.used.insert((kind.to_owned(), name.to_owned()));
        // An entry of the same name stands for the component of another document.
        match written.reference() {
            None => Some(written),
            Some(_) => self.components.get(&(kind, name)).cloned(),
        }
    }

    /// Returns the component of that kind and name.
    pub(super) fn component(&self, kind: &str, name: &str) -> Option<Node<'a>> {
        self.components
            .iter()
            .find(|((of_kind, own), _)| *of_kind == kind && *own == name)
            .map(|(_, node)| node.clone())
    }

    /// Marks a component as used.
    pub(super) fn mark_used(&mut self, kind: &str, name: &str) {
        self.used.insert((kind.to_owned(), name.to_owned()));
    }

    /// Collects the components of all documents. A name belongs to one document: the bundle has one namespace.
    fn index(&mut self) {
        for document in self.documents.iter() {
            let Some(components) = document.node().get("components") else {
                continue;
            };
            if !self.keys(&components, "", "`components`", &KINDS) {
                continue;
            }
            for (kind, of_kind) in components.members() {
                for (name, node) in of_kind.members() {
                    let subject = format!("{} {name}", singular(kind));
                    if let Some(text) = node.reference() {
                        let same = split(text).is_some_and(|(file, of_kind, of_name)| {
                            of_kind == kind && of_name == name && file != document.name
                        });
                        if !same {
                            let cause = format!("the component is only another name for `{text}`");
                            let help = format!("reference `{text}` directly and remove this entry");
                            self.reject(&node, &subject, cause, help);
                        }
                        continue;
                    }
                    if let Some(first) = self.components.get(&(kind, name)) {
                        let cause =
                            format!("`{name}` is defined twice, first at {}", first.place());
                        let help = format!(
                            "keep one, in {FOLDER}/{COMMON} if both documents use it, or rename one"
                        );
                        self.reject(&node, &subject, cause, help);
                        continue;
                    }
                    self.components.insert((kind, name), node);
                }
            }
        }
        for document in self.documents.iter() {
            mark_references(&document.root, &mut self.used);
        }
        // An entry that stands for a component of another document needs that component.
        for document in self.documents.iter() {
            let components = document.node().get("components");
            for (kind, of_kind) in components.iter().flat_map(Node::members) {
                for (name, node) in of_kind.members() {
                    if let Some(text) = node.reference()
                        && !self.components.contains_key(&(kind, name))
                    {
                        let cause = format!("unresolved reference `{text}`");
                        let help = "correct the reference, or remove the entry";
                        self.reject(&node, &format!("{} {name}", singular(kind)), cause, help);
                    }
                }
            }
        }
        self.security_schemes();
    }

    /// Checks the head of a document; its tag.
    fn head(&mut self, node: &Node<'a>) -> Option<Tag> {
        let document = node.document;
        let keys = ["openapi", "info", "servers", "tags", "paths", "components"];
        if let Some(security) = node.get("security") {
            let cause = "`security` at the root of the document is unsupported";
            let help = "declare it on each private operation";
            self.reject(&security, "", cause, help);
        }
        let with_security: Vec<&str> = keys.iter().copied().chain(["security"]).collect();
        self.keys(node, "", "the document", &with_security);
        if node.get("openapi").and_then(|version| version.text()) != Some(OPENAPI) {
            let at = node.get("openapi").unwrap_or_else(|| node.clone());
            let cause = format!("the document does not declare `openapi: {OPENAPI}`");
            let help = format!("write `openapi: {OPENAPI}`; progenitor reads no other version");
            self.reject(&at, "", cause, help);
        }
        match node.get("info") {
            None => self.reject(
                node,
                "",
                "`info` is missing",
                "add `info` with `title` and `version`",
            ),
            Some(info) => {
                let known = ["title", "version", "description", "license", "contact"];
                if self.keys(&info, "", "`info`", &known) {
                    for key in ["title", "version"] {
                        if self.text(&info, "", key).is_none() && info.get(key).is_none() {
                            self.reject(
                                &info,
                                "",
                                format!("`info` has no `{key}`"),
                                format!("add `{key}`"),
                            );
                        }
                    }
                }
            }
        }
        for server in node.get("servers").iter().flat_map(Node::elements) {
            self.keys(&server, "", "a server", &["url", "description"]);
            if self.text(&server, "", "url").is_none() {
                self.reject(&server, "", "a server has no `url`", "add `url`");
            }
        }
        match node.get("paths") {
            None => self.reject(
                node,
                "",
                "`paths` is missing",
                "add `paths`, `{}` in a document without operations",
            ),
            Some(paths) if !paths.value.is_object() => {
                let cause = "`paths` must be a mapping";
                self.reject(&paths, "", cause, "write the operations by path and method");
            }
            Some(_) => {}
        }
        let module = document.module();
        if document.name != COMMON && !(is_ident(&module) && to_snake(&module) == module) {
            let cause = "the file name is not a valid module name";
            let help = "name it after its tag, in small letters with `-` between words";
            self.reject(node, "", cause, help);
        }
        let tags = node.get("tags");
        let tags: Vec<Node<'a>> = tags.iter().flat_map(Node::elements).collect();
        for tag in &tags {
            self.keys(tag, "", "a tag", &["name", "description"]);
        }
        let [tag] = tags.as_slice() else {
            return None;
        };
        let name = self.text(tag, "", "name")?;
        Some(Tag {
            name: name.to_owned(),
        })
    }

    /// Rejects components that nothing references.
    fn unused(&mut self) {
        let unused: Vec<_> = self
            .components
            .iter()
            .filter(|((kind, name), _)| {
                !self
                    .used
                    .contains(&((*kind).to_owned(), (*name).to_owned()))
            })
            .map(|((kind, name), node)| (format!("{} {name}", singular(kind)), node.clone()))
            .collect();
        for (subject, node) in unused {
            let help = "remove it, or correct the reference that should name it";
            self.reject(&node, &subject, "nothing references it", help);
        }
    }
}

/// Marks every component that a reference names, so that an error elsewhere does not make it look unused.
fn mark_references(value: &Value, used: &mut BTreeSet<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    (
                        "example" | "examples" | "default" | "enum",
                        Value::Array(_) | Value::Null,
                    ) => {}
                    (_, Value::String(text)) => {
                        if let Some((_, kind, name)) = split(text) {
                            used.insert((kind.to_owned(), name.to_owned()));
                        }
                    }
                    _ => mark_references(value, used),
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|one| mark_references(one, used)),
        _ => {}
    }
}

/// Splits `common.yaml#/components/schemas/Side` into file, kind and name.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let (file, pointer) = text.split_once('#')?;
    let (kind, name) = pointer.strip_prefix("/components/")?.split_once('/')?;
    let plain = |text: &str| !text.is_empty() && !text.contains(['/', '~', '%']);
    (plain(kind) && plain(name)).then_some((file, kind, name))
}

/// Returns whether two keys differ by a typing error.
fn is_similar(known: &str, key: &str) -> bool {
    let (left, right) = (known.to_lowercase(), key.to_lowercase());
    similar::TextDiff::from_chars(left.as_str(), right.as_str()).ratio() >= 0.75
}

/// Returns the name of one component of a kind: `schema` for `schemas`.
pub(super) fn singular(kind: &str) -> &str {
    match kind {
        "requestBodies" => "request body",
        "securitySchemes" => "security scheme",
        _ => kind.strip_suffix('s').unwrap_or(kind),
    }
}

/// Returns the last step of a reference: the name of the component.
pub(crate) fn last_step(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or_default()
}

/// Returns a JSON value in an error message: at most 60 characters.
pub(super) fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 {
        return text;
    }
    let start: String = text.chars().take(57).collect();
    format!("{start}...")
}

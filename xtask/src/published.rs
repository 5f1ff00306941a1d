//! A published OpenAPI document, 3.0 or 3.1, YAML or JSON: its operations, and the references in it.

use std::path::Path;

use serde_json::Value;

use crate::files;
use crate::problem::Problem;
use crate::spec::document::{Document, Node};
use crate::spec::model::Method;
use crate::spec::names::to_snake;

/// A published document, with the name that messages give it.
pub(crate) struct Published {
    pub(crate) document: Document,
    pub(crate) file: String,
}

/// An operation of a published document.
#[derive(Clone)]
pub(crate) struct Route<'a> {
    /// The operationId, else the method and the path.
    pub(crate) id: String,
    /// The id in snake_case.
    pub(crate) name: String,
    pub(crate) method: Method,
    pub(crate) path: &'a str,
    /// The path item, whose parameters belong to each of its operations.
    pub(crate) item: Node<'a>,
    pub(crate) node: Node<'a>,
}

impl Published {
    /// Reads a file, YAML or JSON.
    pub(crate) fn load(path: &Path) -> Result<Self, Problem> {
        let file = path.display().to_string();
        let help = "name the OpenAPI document, of version 3.0 or 3.1, that the exchange publishes";
        let text = files::read(path, &file)?;
        let text = text.ok_or_else(|| files::problem(&file, "file not found", help))?;
        let text = text.trim_start_matches('\u{feff}');
        let yaml = Document::parse("", String::new(), text);
        let document = if text.trim_start().starts_with('{') {
            let root = serde_json::from_str(text).map_err(|error| {
                let help = "correct it, or download it again";
                let line = Some(error.line());
                let problem = files::problem(&file, format!("invalid JSON: {error}"), help);
                Problem { line, ..problem }
            })?;
            match yaml {
                Ok(document) => document.with_root(root),
                // JSON that is not YAML as well has no lines.
                Err(_) => Document::without_lines(String::new(), root),
            }
        } else {
            yaml.map_err(|problem| {
                let file = file.clone();
                Problem { file, ..problem }
            })?
        };
        let published = Self { document, file };
        let version = published.document.node().get("openapi");
        let version = version.map_or_else(String::new, |version| match version.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        let cause = if !version.starts_with("3.0") && !version.starts_with("3.1") {
            format!("not an OpenAPI document of version 3.0 or 3.1: `openapi` is `{version}`")
        } else if published.routes().is_empty() {
            "the document has no operation".to_owned()
        } else {
            return Ok(published);
        };
        Err(files::problem(&published.file, cause, help))
    }

    /// Returns every operation.
    pub(crate) fn routes(&self) -> Vec<Route<'_>> {
        let mut routes = Vec::new();
        for (path, item) in members(&self.document.node(), "paths") {
            let item = self.resolved(item);
            for (key, method) in Method::ALL {
                if let Some(node) = item.get(key) {
                    let id = text_of(&node, "operationId").map(str::to_owned);
                    let id = id.unwrap_or_else(|| format!("{} {path}", method.name()));
                    routes.push(Route {
                        name: to_snake(&id),
                        id,
                        method,
                        path,
                        item: item.clone(),
                        node,
                    });
                }
            }
        }
        routes
    }

    /// Returns the schema component of this name, with the name as the document owns it.
    pub(crate) fn schema(&self, name: &str) -> Option<(&str, Node<'_>)> {
        let node = self.target(&format!("#/components/schemas/{name}"))?;
        let schemas = self.document.root.pointer("/components/schemas")?;
        let (name, _) = schemas.as_object()?.get_key_value(name)?;
        Some((name, node))
    }

    /// Returns the node that a reference within the document names.
    pub(crate) fn target(&self, reference: &str) -> Option<Node<'_>> {
        let mut node = self.document.node();
        for step in reference.strip_prefix("#/")?.split('/') {
            node = node.get(&step.replace("~1", "/").replace("~0", "~"))?;
        }
        Some(node)
    }

    /// Returns the node, or the component that it refers to; a reference that leads to no component is left.
    pub(crate) fn resolved<'a>(&'a self, node: Node<'a>) -> Node<'a> {
        // As many steps as any document needs; a circle has no end.
        (0..8).fold(node, |node, _| {
            let next = node.reference().and_then(|to| self.target(to));
            next.unwrap_or(node)
        })
    }

    /// Returns the node, or the component that it refers to.
    pub(crate) fn resolve<'a>(&'a self, node: &Node<'a>) -> Result<Node<'a>, Problem> {
        let end = self.resolved(node.clone());
        let Some(to) = end.reference() else {
            return Ok(end);
        };
        if self.target(to).is_none() {
            let cause = format!("unresolved reference `{to}`");
            let help = "name a document that contains all that it references";
            return Err(self.problem(&end, "", cause, help));
        }
        let cause = "the reference is circular";
        Err(self.problem(node, "", cause, "describe the operation by hand"))
    }

    /// Returns the place of a node: the file with the line, or with the JSON pointer in a document of one line.
    pub(crate) fn place(&self, node: &Node<'_>) -> String {
        match node.line() {
            1 => format!("{}#{}", self.file, node.pointer),
            line => format!("{}:{line}", self.file),
        }
    }

    /// Creates an error at a node.
    pub(crate) fn problem(
        &self,
        node: &Node<'_>,
        subject: &str,
        cause: impl Into<String>,
        help: impl Into<String>,
    ) -> Problem {
        // A document may stand on one line, so the pointer is named too.
        let subject = match subject {
            "" => format!("#{}", node.pointer),
            subject => format!("{subject}, #{}", node.pointer),
        };
        self.at(node.line(), &subject, cause, help)
    }

    /// Creates an error at a line.
    pub(crate) fn at(
        &self,
        line: usize,
        subject: &str,
        cause: impl Into<String>,
        help: impl Into<String>,
    ) -> Problem {
        Problem {
            file: self.file.clone(),
            line: Some(line).filter(|line| *line > 0),
            subject: subject.to_owned(),
            cause: cause.into(),
            help: help.into(),
        }
    }
}

/// Returns the members of an object as written: values of a document are ordered by name.
pub(crate) fn as_written<'u>(node: &Node<'u>) -> Vec<(&'u str, Node<'u>)> {
    let mut members: Vec<_> = node.members().collect();
    members.sort_by_key(|(_, member)| member.line());
    members
}

/// Returns the members of the object `key`; none where it is no object.
pub(crate) fn members<'a>(node: &Node<'a>, key: &str) -> Vec<(&'a str, Node<'a>)> {
    node.get(key).iter().flat_map(Node::members).collect()
}

/// Returns the elements of the list `key`; none where it is no list.
pub(crate) fn elements<'a>(node: &Node<'a>, key: &str) -> Vec<Node<'a>> {
    node.get(key).iter().flat_map(Node::elements).collect()
}

/// Returns the string `key`.
pub(crate) fn text_of<'a>(node: &Node<'a>, key: &str) -> Option<&'a str> {
    node.get(key)?.text()
}

/// Returns whether the member `key` is `true`.
pub(crate) fn flag(node: &Node<'_>, key: &str) -> bool {
    node.value.get(key) == Some(&Value::Bool(true))
}

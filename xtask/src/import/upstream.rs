//! The published document, and the references in it.

use std::path::Path;

use heck::ToSnakeCase as _;
use serde_json::Value;

use crate::files;
use crate::problem::Problem;
use crate::spec::document::{Document, Node};
use crate::spec::model::Method;

/// The published document.
pub(super) struct Upstream {
    /// The file, as errors name it.
    file: String,
    document: Document,
}

/// An operation of the published document.
#[derive(Clone)]
pub(super) struct Published<'u> {
    pub(super) id: String,
    pub(super) path: &'u str,
    pub(super) method: Method,
    pub(super) node: Node<'u>,
    /// The path item, whose parameters belong to each of its operations.
    pub(super) item: Node<'u>,
}

impl Upstream {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        let file = path.display().to_string();
        match files::read(path, &file)? {
            Some(text) => Self::parse(file, &text),
            None => {
                let help = "name the OpenAPI document of the exchange";
                Err(files::problem(&file, "there is no such file", help))
            }
        }
    }

    /// Parses the text of `file`.
    pub(super) fn parse(file: String, text: &str) -> Result<Self, Problem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let parsed = Document::parse("", String::new(), text);
        let document = match parsed {
            Ok(document) => document,
            // JSON has escapes that YAML has not.
            Err(problem) => match serde_json::from_str(text) {
                Ok(root @ Value::Object(_)) => Document::without_lines(String::new(), root),
                _ => return Err(Problem { file, ..problem }),
            },
        };
        let upstream = Self { file, document };
        let version = upstream.document.node().get("openapi");
        let supported = version
            .as_ref()
            .and_then(Node::text)
            .is_some_and(|text| text.starts_with("3.0") || text.starts_with("3.1"));
        if !supported {
            let at = version.unwrap_or_else(|| upstream.document.node());
            let cause = "the file is not a document of OpenAPI 3.0 or 3.1";
            let help = "name the OpenAPI document of the exchange";
            return Err(upstream.problem(&at, "", cause, help));
        }
        Ok(upstream)
    }

    /// Every operation, as written.
    pub(super) fn operations(&self) -> Vec<Published<'_>> {
        let mut operations = Vec::new();
        let paths = self.document.node().get("paths");
        for (path, item) in paths.iter().flat_map(Node::members) {
            for (key, method) in Method::ALL {
                if let Some(node) = item.get(key) {
                    let written = node.get("operationId").and_then(|id| id.text());
                    let id = match written {
                        Some(id) => id.to_snake_case(),
                        None => format!("{key}{path}").to_snake_case(),
                    };
                    operations.push(Published {
                        id,
                        path,
                        method,
                        node,
                        item: item.clone(),
                    });
                }
            }
        }
        operations
    }

    /// The operation `id`, in snake_case or as published.
    pub(super) fn operation(&self, id: &str) -> Result<Published<'_>, Problem> {
        let mut operations = self.operations();
        let wanted = id.to_snake_case();
        let likeness = |one: &Published<'_>| {
            similar::TextDiff::from_chars(one.id.as_str(), wanted.as_str()).ratio()
        };
        let found = operations.iter().position(|one| one.id == wanted);
        if let Some(found) = found {
            return Ok(operations.swap_remove(found));
        }
        let near = operations
            .iter()
            .max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
        let cause = format!(
            "no operation `{id}` among the {} that are published",
            operations.len()
        );
        let help = match near {
            Some(near) => format!("write its operationId, such as `{}`", near.id),
            None => "name the whole document of the exchange".to_owned(),
        };
        Err(files::problem(&self.file, cause, help))
    }

    /// The operation needs credentials, by its own `security` or that of the document.
    pub(super) fn is_secured(&self, operation: &Node<'_>) -> bool {
        let own = operation.get("security");
        let security = own.or_else(|| self.document.node().get("security"));
        let mut alternatives = security.iter().flat_map(Node::elements);
        alternatives.any(|one| one.members().next().is_some())
    }

    /// The node itself, or what its references lead to.
    pub(super) fn resolve<'u>(&'u self, node: &Node<'u>) -> Result<Node<'u>, Problem> {
        let mut at = node.clone();
        // A cycle has no end.
        for _ in 0..8 {
            let Some(to) = at.reference() else {
                return Ok(at);
            };
            let Some(target) = self.target(to) else {
                let cause = format!("`$ref: {to}` points to nothing in the document");
                let help = "name a document that contains all that it references";
                return Err(self.problem(&at, "", cause, help));
            };
            at = target;
        }
        let cause = "the reference leads back to itself";
        Err(self.problem(node, "", cause, "describe the operation by hand"))
    }

    /// The node of a reference within the document.
    fn target(&self, to: &str) -> Option<Node<'_>> {
        let mut node = self.document.node();
        for step in to.strip_prefix("#/")?.split('/') {
            node = node.get(&step.replace("~1", "/").replace("~0", "~"))?;
        }
        Some(node)
    }

    /// An error at a node.
    pub(super) fn problem(
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

    /// An error at a line.
    pub(super) fn at(
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

/// The members of an object as written: values of a document are ordered by name.
pub(super) fn as_written<'u>(node: &Node<'u>) -> Vec<(&'u str, Node<'u>)> {
    let mut members: Vec<_> = node.members().collect();
    members.sort_by_key(|(_, member)| member.line());
    members
}

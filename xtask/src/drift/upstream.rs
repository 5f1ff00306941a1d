//! The published document: YAML or JSON, OpenAPI 3.0 or 3.1, read from a file.

use std::path::Path;

use serde_json::Value;

use super::source::{At, Source};
use crate::fragment::{Document, METHODS, members};
use crate::problem::Problem;

/// The published document, as read.
#[derive(Debug)]
pub(super) struct Upstream {
    pub(super) root: Value,
    file: String,
    /// The same text with its lines. JSON that is not also YAML has none.
    lines: Option<Document>,
}

impl Upstream {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| Problem {
            file: file.clone(),
            line: None,
            subject: String::new(),
            what: format!("cannot be read: {error}"),
            mend: "name the exchange's OpenAPI document, as text in UTF-8".to_owned(),
        })?;
        Self::parse(file, &text)
    }

    /// Reads the text of `file`.
    pub(super) fn parse(file: String, text: &str) -> Result<Self, Problem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let document = Document::parse(String::new(), text).map_err(|problem| Problem {
            file: file.clone(),
            ..problem
        });
        let upstream = if text.trim_start().starts_with('{') {
            let root = serde_json::from_str(text).map_err(|error| Problem {
                file: file.clone(),
                line: Some(error.line()),
                subject: String::new(),
                what: format!("bad JSON: {error}"),
                mend: "correct the JSON at this line, or fetch the document again".to_owned(),
            })?;
            Self {
                root,
                file,
                lines: document.ok(),
            }
        } else {
            let document = document?;
            Self {
                root: document.root.clone(),
                file,
                lines: Some(document),
            }
        };
        upstream.check()?;
        Ok(upstream)
    }

    /// It is an OpenAPI document whose references all lead somewhere: otherwise a comparison would be blind in places.
    fn check(&self) -> Result<(), Problem> {
        let version = self.root.get("openapi").and_then(Value::as_str);
        if !version.is_some_and(|version| version.starts_with("3.0") || version.starts_with("3.1"))
        {
            return Err(self.problem(
                "/openapi",
                match version {
                    Some(version) => format!("OpenAPI {version} is not compared"),
                    None => "the file is not an OpenAPI document: it has no `openapi`".to_owned(),
                },
                "name a document of OpenAPI 3.0 or 3.1",
            ));
        }
        let operations = members(self.root.get("paths"))
            .flat_map(|(_, item)| members(Some(item)))
            .filter(|(method, _)| METHODS.contains(method));
        if operations.count() == 0 {
            return Err(self.problem(
                "/paths",
                "the document has no operation",
                "name the whole document of the exchange",
            ));
        }
        let source = Source::published(&self.root);
        source
            .roots()
            .try_for_each(|root| self.references(&source, &root))
    }

    /// Refuses a `$ref` that points to nothing or to another file.
    fn references(&self, source: &Source<'_>, at: &At<'_>) -> Result<(), Problem> {
        if let Some(reference) = at.text("$ref")
            && source.target(at.document, reference).is_none()
        {
            return Err(self.problem(
                &at.pointer,
                format!("`$ref: {reference}` points to nothing in this document"),
                "name a document that holds all that it references",
            ));
        }
        match at.value {
            Value::Object(object) => object
                .keys()
                // What an example holds is data.
                .filter(|key| !matches!(key.as_str(), "example" | "examples" | "default" | "enum"))
                .filter_map(|key| at.get(key))
                .try_for_each(|member| self.references(source, &member)),
            Value::Array(items) => items.iter().enumerate().try_for_each(|(index, value)| {
                let item = At {
                    document: at.document,
                    pointer: format!("{}/{index}", at.pointer),
                    value,
                };
                self.references(source, &item)
            }),
            _ => Ok(()),
        }
    }

    fn problem(&self, pointer: &str, what: impl Into<String>, mend: &str) -> Problem {
        Problem {
            file: self.file.clone(),
            line: self.lines.as_ref().map(|document| document.line(pointer)),
            subject: format!("#{pointer}"),
            what: what.into(),
            mend: mend.to_owned(),
        }
    }
}

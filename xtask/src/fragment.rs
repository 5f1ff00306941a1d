//! The fragment: the OpenAPI documents of `openapi/`, read with the line of every value.

mod auth;
mod bundle;
mod extensions;
mod names;
mod openapi;
mod refs;
mod rules;
mod shapes;
mod yaml;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::problem::{Problem, Problems};

pub(crate) use auth::Auth;
pub(crate) use extensions::{BodyRule, Pagination, RateLimit};

/// The folder of the fragment, relative to the workspace.
pub(crate) const FOLDER: &str = "openapi";

/// The document that holds what the others share.
pub(crate) const COMMON: &str = "common.yaml";

/// The HTTP methods an operation can have.
pub(crate) const METHODS: [&str; 5] = ["delete", "get", "patch", "post", "put"];

/// One document of the fragment.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its file name in `openapi/`, which is also how other documents reference it.
    pub(crate) name: String,
    /// Its content.
    pub(crate) root: Value,
    /// The line of each value, by JSON pointer.
    lines: BTreeMap<String, usize>,
}

/// One operation of a document, with where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation<'a> {
    pub(crate) document: &'a Document,
    pub(crate) path: &'a str,
    pub(crate) method: &'a str,
    pub(crate) value: &'a Value,
}

/// All documents, ordered by name.
#[derive(Debug)]
pub(crate) struct Fragment {
    pub(crate) documents: Vec<Document>,
}

impl Fragment {
    /// Reads every `.yaml` file of `openapi/` in the workspace at `root`.
    pub(crate) fn load(root: &Path) -> Result<Self, Problems> {
        let folder = root.join(FOLDER);
        let unreadable = |file: String, error: std::io::Error| {
            vec![Problem {
                file,
                line: None,
                subject: String::new(),
                what: format!("cannot be read: {error}"),
                mend: "run the command in the workspace, or name one with --root".to_owned(),
            }]
        };
        let entries = std::fs::read_dir(&folder).map_err(|e| unreadable(FOLDER.to_owned(), e))?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|e| unreadable(FOLDER.to_owned(), e))?;
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("yaml") => names.push(name),
                // A document that is silently not read is worse than one that is refused.
                Some("yml" | "json") => {
                    return Err(vec![Problem {
                        file: format!("{FOLDER}/{name}"),
                        line: None,
                        subject: String::new(),
                        what: "only files that end in .yaml are read".to_owned(),
                        mend: "rename it, or move it out of the folder".to_owned(),
                    }]);
                }
                _ => {}
            }
        }
        names.sort();
        let mut texts = Vec::new();
        for name in names {
            let text = std::fs::read(folder.join(&name))
                .map_err(|e| unreadable(format!("{FOLDER}/{name}"), e))?;
            texts.push((name, text));
        }
        Self::parse(texts)
    }

    /// Reads documents, each given by its file name and its content.
    pub(crate) fn parse(texts: Vec<(String, Vec<u8>)>) -> Result<Self, Problems> {
        let mut documents = Vec::new();
        let mut problems = Vec::new();
        for (name, text) in texts {
            let text = match std::str::from_utf8(&text) {
                Ok(text) => text,
                Err(error) => {
                    problems.push(not_utf8(&name, &text, error.valid_up_to()));
                    continue;
                }
            };
            match Document::parse(name, text) {
                Ok(document) => documents.push(document),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() {
            Ok(Self { documents })
        } else {
            Err(problems)
        }
    }

    /// Reads the fragment and holds it to the house rules.
    pub(crate) fn load_checked(root: &Path) -> Result<Self, Problems> {
        Self::load(root)?.checked()
    }

    /// Holds the fragment to the house rules.
    pub(crate) fn checked(self) -> Result<Self, Problems> {
        let mut problems = rules::check(&self);
        problems.sort();
        problems.dedup();
        if problems.is_empty() {
            Ok(self)
        } else {
            Err(problems)
        }
    }

    /// All documents as one, without references between files. The fragment must have been checked.
    pub(crate) fn bundle(&self) -> Value {
        bundle::bundle(self)
    }

    /// The parameters of an operation, references followed, in the order written.
    pub(crate) fn parameters<'a>(
        &'a self,
        operation: Operation<'a>,
    ) -> impl Iterator<Item = &'a Value> {
        let written = operation.value.get("parameters").and_then(Value::as_array);
        written
            .into_iter()
            .flatten()
            .filter_map(move |written| self.resolve(operation.document, written))
            .map(|(_, parameter)| parameter)
    }

    /// The rules of the body that the schema `name` describes, whichever document defines it.
    pub(crate) fn body_rules(&self, name: &str) -> Result<Vec<BodyRule<'_>>, Problems> {
        for document in &self.documents {
            let schema = document
                .root
                .pointer(&format!("/components/schemas/{}", escape(name)));
            if let Some(schema) = schema {
                return document.body_rules(name, schema);
            }
        }
        Ok(Vec::new())
    }

    /// The document called `name`.
    pub(crate) fn document(&self, name: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.name == name)
    }

    /// Every operation, by document, path and method.
    pub(crate) fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        self.documents.iter().flat_map(Document::operations)
    }
}

impl Document {
    /// Reads the YAML text of the document `name`.
    pub(crate) fn parse(name: String, text: &str) -> Result<Self, Problem> {
        let (root, lines) = yaml::read(text).map_err(|error| Problem {
            file: format!("{FOLDER}/{name}"),
            line: Some(error.line),
            subject: String::new(),
            what: error.what,
            mend: error.mend.to_owned(),
        })?;
        Ok(Self { name, root, lines })
    }

    /// The line of the value at `pointer`, or of the nearest value around it.
    pub(crate) fn line(&self, pointer: &str) -> usize {
        let mut pointer = pointer;
        loop {
            if let Some(line) = self.lines.get(pointer) {
                return *line;
            }
            match pointer.rfind('/') {
                Some(at) => pointer = pointer.get(..at).unwrap_or_default(),
                None => return 1,
            }
        }
    }

    /// A problem with the value at `pointer`.
    pub(crate) fn problem(
        &self,
        pointer: &str,
        subject: impl Into<String>,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Problem {
        Problem {
            file: format!("{FOLDER}/{}", self.name),
            line: Some(self.line(pointer)),
            subject: subject.into(),
            what: what.into(),
            mend: mend.into(),
        }
    }

    /// The operations of this document, in the order written.
    pub(crate) fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        members(self.root.get("paths")).flat_map(move |(path, item)| {
            members(Some(item))
                .filter(|(method, _)| METHODS.contains(method))
                .map(move |(method, value)| Operation {
                    document: self,
                    path,
                    method,
                    value,
                })
        })
    }
}

impl<'a> Operation<'a> {
    /// Where the operation stands in its document.
    pub(crate) fn pointer(&self) -> String {
        format!("/paths/{}/{}", escape(self.path), self.method)
    }

    /// Its operationId, where it has one.
    pub(crate) fn id(&self) -> Option<&'a str> {
        self.value.get("operationId").and_then(Value::as_str)
    }

    /// How people name it in a message.
    pub(crate) fn subject(&self) -> String {
        match self.id() {
            Some(id) => format!("operation {id}"),
            None => format!("operation {} {}", self.method.to_uppercase(), self.path),
        }
    }

    /// A problem with the part of the operation at `pointer`, relative to the operation.
    pub(crate) fn problem(
        &self,
        pointer: &str,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Problem {
        let pointer = format!("{}{pointer}", self.pointer());
        self.document.problem(&pointer, self.subject(), what, mend)
    }
}

/// The problem of a file that is no text from the byte `at` on.
fn not_utf8(name: &str, bytes: &[u8], at: usize) -> Problem {
    let before = bytes.iter().take(at);
    Problem {
        file: format!("{FOLDER}/{name}"),
        line: Some(1 + before.filter(|byte| **byte == b'\n').count()),
        subject: String::new(),
        what: "the file is not UTF-8".to_owned(),
        mend: "save it as UTF-8".to_owned(),
    }
}

/// The members of an object; none where it is not one.
pub(crate) fn members(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
        .map(|(k, v)| (k.as_str(), v))
}

/// Whether a schema is the house's way to say null and nothing else, for which OpenAPI 3.0 has no word.
pub(crate) fn is_null(schema: &Value) -> bool {
    *schema == json!({ "type": "string", "nullable": true, "enum": [null] })
}

/// A member of a union: an object, and the tag that tells it apart.
pub(crate) struct Tagged<'a> {
    /// The reference to the object without the tag.
    pub(crate) base: &'a str,
    /// The property that is the tag.
    pub(crate) tag: &'a str,
    /// Its one value.
    pub(crate) text: &'a str,
}

/// What a schema joins to a tag; `None` where it does not have the form
/// `allOf: [{$ref: ...}, {type: object, required: [TAG], properties: {TAG: {type: string, enum: [TEXT]}}}]`.
pub(crate) fn without_tag(schema: &Value) -> Option<Tagged<'_>> {
    let [base, own] = schema.get("allOf")?.as_array()?.as_slice() else {
        return None;
    };
    let mut properties = members(own.get("properties"));
    let (Some((tag, property)), None) = (properties.next(), properties.next()) else {
        return None;
    };
    let [text] = property.get("enum")?.as_array()?.as_slice() else {
        return None;
    };
    (own.get("required")? == &json!([tag])).then_some(Tagged {
        base: base.get("$ref")?.as_str()?,
        tag,
        text: text.as_str()?,
    })
}

/// A member name as a part of a JSON pointer.
pub(crate) fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

//! The documents as written, and nodes: values of a document that know their line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::yaml::escape;
use super::{COMMON, FOLDER, yaml};
use crate::problem::{Problem, Problems};

/// One document of `openapi/`.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// The file name, by which other documents reference it.
    pub(crate) name: String,
    /// The path in the workspace.
    pub(crate) file: String,
    /// The content.
    pub(crate) root: Value,
    /// The line of each value, by JSON pointer.
    lines: BTreeMap<String, usize>,
}

impl Document {
    /// Parses the YAML text of the file `name` of a folder.
    pub(crate) fn parse(folder: &str, name: String, text: &str) -> Result<Self, Problem> {
        let file = format!("{folder}/{name}");
        let (root, lines) = yaml::read(text).map_err(|error| Problem {
            file: file.clone(),
            line: Some(error.line),
            subject: String::new(),
            cause: error.cause,
            help: error.help.to_owned(),
        })?;
        Ok(Self {
            name,
            file,
            root,
            lines,
        })
    }

    /// Reads the file at `path` in the workspace; `None` without one.
    pub(crate) fn load(root: &Path, path: &str) -> Result<Option<Self>, Problems> {
        let full = root.join(path);
        let problem = |cause: String, help: &str| {
            vec![Problem {
                file: path.to_owned(),
                line: None,
                subject: String::new(),
                cause,
                help: help.to_owned(),
            }]
        };
        match std::fs::symlink_metadata(&full) {
            Ok(entry) if entry.is_file() => {}
            // Opening a pipe or a device would block.
            Ok(_) => {
                return Err(problem(
                    "not a regular file".to_owned(),
                    "replace it by a file",
                ));
            }
            Err(_) => return Ok(None),
        }
        let bytes = std::fs::read(&full)
            .map_err(|e| problem(format!("cannot be read: {e}"), "make it readable"))?;
        let (folder, name) = path.rsplit_once('/').unwrap_or_default();
        let text = std::str::from_utf8(&bytes)
            .map_err(|error| vec![not_utf8(path, &bytes, error.valid_up_to())])?;
        let document =
            Self::parse(folder, name.to_owned(), text).map_err(|problem| vec![problem])?;
        Ok(Some(document))
    }

    /// Creates a document whose values are all at line 1.
    pub(crate) fn without_lines(name: String, root: Value) -> Self {
        let lines = BTreeMap::new();
        Self {
            file: format!("{FOLDER}/{name}"),
            name,
            root,
            lines,
        }
    }

    /// Replaces the values by those of another reader, such as one of JSON.
    pub(crate) fn with_root(self, root: Value) -> Self {
        Self { root, ..self }
    }

    /// Returns the document as a node.
    pub(crate) fn node(&self) -> Node<'_> {
        Node {
            document: self,
            pointer: String::new(),
            value: &self.root,
        }
    }

    /// Returns the name of the generated module: the file name without its extension, in snake_case.
    pub(crate) fn module(&self) -> String {
        self.name.trim_end_matches(".yaml").replace('-', "_")
    }

    /// Returns the line of the value at `pointer`, or of the nearest value around it.
    fn line(&self, mut pointer: &str) -> usize {
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
}

/// A value of a document, with its place.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) document: &'a Document,
    /// The JSON pointer of the value.
    pub(crate) pointer: String,
    pub(crate) value: &'a Value,
}

impl<'a> Node<'a> {
    /// Returns the member `key` of an object.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.as_object()?.get(key)?;
        Some(self.child(key, value))
    }

    /// Returns the members of an object; none for another value.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'a str, Self)> {
        let object = self.value.as_object();
        object
            .into_iter()
            .flatten()
            .map(|(key, value)| (key.as_str(), self.child(key, value)))
    }

    /// Returns the elements of a list; none for another value.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Self> {
        let list = self.value.as_array();
        list.into_iter()
            .flatten()
            .enumerate()
            .map(|(index, value)| self.child(&index.to_string(), value))
    }

    /// Returns the value as a string; `None` for another value.
    pub(crate) fn text(&self) -> Option<&'a str> {
        self.value.as_str()
    }

    /// Returns the `$ref` of a reference object.
    pub(crate) fn reference(&self) -> Option<&'a str> {
        self.value.as_object()?.get("$ref")?.as_str()
    }

    /// Returns the file and line, as printed in error messages.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.document.file, self.line())
    }

    /// Returns the line.
    pub(crate) fn line(&self) -> usize {
        self.document.line(&self.pointer)
    }

    /// Creates an error at this value.
    pub(crate) fn problem(
        &self,
        subject: &str,
        cause: impl Into<String>,
        help: impl Into<String>,
    ) -> Problem {
        Problem {
            file: self.document.file.clone(),
            line: Some(self.line()),
            subject: subject.to_owned(),
            cause: cause.into(),
            help: help.into(),
        }
    }

    fn child(&self, key: &str, value: &'a Value) -> Self {
        Self {
            document: self.document,
            pointer: format!("{}/{}", self.pointer, escape(key)),
            value,
        }
    }
}

/// The documents of `openapi/`, ordered by name.
#[derive(Debug)]
pub(crate) struct Documents(Vec<Document>);

impl Documents {
    /// Reads every `.yaml` file of `openapi/` in the workspace at `root`. Hidden files are skipped.
    pub(crate) fn load(root: &Path) -> Result<Self, Problems> {
        let folder = root.join(FOLDER);
        let unreadable = |file: String, error: &std::io::Error| {
            vec![Problem {
                file,
                line: None,
                subject: String::new(),
                cause: format!("cannot be read: {error}"),
                help: "run the command in the workspace, or name one with --root".to_owned(),
            }]
        };
        let entries = std::fs::read_dir(&folder).map_err(|e| unreadable(FOLDER.to_owned(), &e))?;
        let mut names = BTreeSet::new();
        for entry in entries {
            let entry = entry.map_err(|e| unreadable(FOLDER.to_owned(), &e))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let file = format!("{FOLDER}/{name}");
            let kind = entry
                .file_type()
                .map_err(|e| unreadable(file.clone(), &e))?;
            let extension = Path::new(&name).extension().and_then(|e| e.to_str());
            let rejected = match extension {
                Some("yaml") if kind.is_file() => {
                    names.insert(name);
                    continue;
                }
                // Opening a pipe or a device would block.
                Some("yaml") => "not a regular file",
                // A document that is skipped in silence is worse than an error.
                Some("yml" | "json") => "only files that end in .yaml are read",
                _ => continue,
            };
            return Err(vec![Problem {
                file,
                line: None,
                subject: String::new(),
                cause: rejected.to_owned(),
                help: "replace it by a file that ends in .yaml, or move it out of the folder"
                    .to_owned(),
            }]);
        }
        let mut texts = Vec::new();
        for name in names {
            let text = std::fs::read(folder.join(&name))
                .map_err(|e| unreadable(format!("{FOLDER}/{name}"), &e))?;
            texts.push((name, text));
        }
        Self::parse(texts)
    }

    /// Parses documents, each given by its file name and its content.
    pub(crate) fn parse(texts: Vec<(String, Vec<u8>)>) -> Result<Self, Problems> {
        let (mut documents, mut problems) = (Vec::new(), Vec::new());
        for (name, bytes) in texts {
            let parsed = match std::str::from_utf8(&bytes) {
                Ok(text) => Document::parse(FOLDER, name, text),
                Err(error) => Err(not_utf8(
                    &format!("{FOLDER}/{name}"),
                    &bytes,
                    error.valid_up_to(),
                )),
            };
            match parsed {
                Ok(document) => documents.push(document),
                Err(problem) => problems.push(problem),
            }
        }
        if !documents.iter().any(|document| document.name == COMMON) && problems.is_empty() {
            problems.push(Problem {
                file: format!("{FOLDER}/{COMMON}"),
                line: None,
                subject: String::new(),
                cause: "the document with the shared components is missing".to_owned(),
                help: "restore it".to_owned(),
            });
        }
        documents.sort_by(|left, right| left.name.cmp(&right.name));
        if problems.is_empty() {
            Ok(Self(documents))
        } else {
            Err(problems)
        }
    }

    /// Returns the documents with `document` in the place of the one of its name, or added.
    pub(crate) fn with(&self, document: Document) -> Self {
        let others = self.iter().filter(|other| other.name != document.name);
        let mut documents: Vec<Document> = others.cloned().collect();
        documents.push(document);
        documents.sort_by(|left, right| left.name.cmp(&right.name));
        Self(documents)
    }

    /// Returns every document, by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Document> {
        self.0.iter()
    }

    /// Returns the document `name`.
    pub(crate) fn get(&self, name: &str) -> Option<&Document> {
        self.0.iter().find(|document| document.name == name)
    }
}

/// Returns the error of a file that is not UTF-8 from the byte `at`.
fn not_utf8(file: &str, bytes: &[u8], at: usize) -> Problem {
    let before = bytes.iter().take(at);
    Problem {
        file: file.to_owned(),
        line: Some(1 + before.filter(|byte| **byte == b'\n').count()),
        subject: String::new(),
        cause: "the file is not UTF-8".to_owned(),
        help: "save it as UTF-8".to_owned(),
    }
}

//! Inserts new parts into the text of a document. Every line that is there stays as it is.

use serde_json::Value;

use super::yaml::{Entry, Line, Tree};
use crate::files;
use crate::problem::Problem;
use crate::spec::FOLDER;
use crate::spec::document::{Document, Node};

/// The parts to insert.
pub(super) struct Parts {
    pub(super) path: String,
    /// The operation, by its method.
    pub(super) operation: Entry,
    pub(super) schemas: Vec<Entry>,
    /// Security schemes that the document does not have yet.
    pub(super) schemes: Vec<Entry>,
}

/// A text whose lines know the line of the published document that they follow from.
pub(super) struct Text {
    pub(super) text: String,
    /// The lines, with their ends where they were there before.
    pub(super) lines: Vec<Line>,
}

/// Lines to insert before the line `at`, from 0.
struct Insertion {
    at: usize,
    lines: Vec<Line>,
}

impl Parts {
    /// Creates a new document: the head, and then the parts.
    pub(super) fn document(self, head: Vec<Entry>) -> Text {
        let path = Entry::new(self.path, Tree::Map(vec![self.operation]));
        let mut components = Vec::new();
        if !self.schemes.is_empty() {
            components.push(Entry::new("securitySchemes", Tree::Map(self.schemes)));
        }
        if !self.schemas.is_empty() {
            components.push(Entry::new("schemas", Tree::Map(self.schemas)));
        }
        let mut entries = head;
        entries.push(Entry::new("paths", Tree::Map(vec![path])));
        if !components.is_empty() {
            entries.push(Entry::new("components", Tree::Map(components)));
        }
        let lines: Vec<Line> = entries.iter().flat_map(|entry| entry.lines(0, 0)).collect();
        let text = lines.iter().map(|line| format!("{}\n", line.text));
        Text {
            text: text.collect(),
            lines,
        }
    }

    /// Returns the text of an existing document with the parts in it.
    pub(super) fn insert(self, document: &Document, text: &str) -> Result<Text, Problem> {
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let old: Vec<&str> = text.split_inclusive('\n').collect();
        let root = document.node();
        let mut insertions = Vec::new();
        let mut emptied = Vec::new();

        let paths = root.get("paths");
        let item = paths.as_ref().and_then(|paths| paths.get(&self.path));
        let (around, entry) = match item {
            Some(item) => (Some(item), self.operation),
            None => (
                paths,
                Entry::new(self.path, Tree::Map(vec![self.operation])),
            ),
        };
        let around = around.ok_or_else(|| flow(&root))?;
        insertions.push(into(&around, &old, vec![entry], &mut emptied)?);

        let components = root.get("components");
        let mut missing = Vec::new();
        for (kind, entries) in [("securitySchemes", self.schemes), ("schemas", self.schemas)] {
            if entries.is_empty() {
                continue;
            }
            match components.as_ref().and_then(|all| all.get(kind)) {
                Some(of_kind) => insertions.push(into(&of_kind, &old, entries, &mut emptied)?),
                None => missing.push(Entry::new(kind, Tree::Map(entries))),
            }
        }
        if !missing.is_empty() {
            insertions.push(match components {
                Some(components) => into(&components, &old, missing, &mut emptied)?,
                None => Insertion {
                    at: block_end(&old, 0, None),
                    lines: Entry::new("components", Tree::Map(missing)).lines(0, 0),
                },
            });
        }

        // Insertions at one place keep their order.
        insertions.sort_by_key(|insertion| insertion.at);
        let mut insertions = insertions.into_iter().peekable();
        let mut new = Text {
            text: String::new(),
            lines: Vec::new(),
        };
        for at in 0..=old.len() {
            while let Some(insertion) = insertions.next_if(|insertion| insertion.at <= at) {
                if !new.text.is_empty() && !new.text.ends_with('\n') {
                    new.text.push_str(end);
                }
                for line in insertion.lines {
                    new.text.push_str(&line.text);
                    new.text.push_str(end);
                    new.lines.push(line);
                }
            }
            if let Some(line) = old.get(at) {
                let text = match emptied.contains(&at) {
                    true => line.replacen(" {}", "", 1),
                    false => (*line).to_owned(),
                };
                new.text.push_str(&text);
                new.lines.push(Line { text, published: 0 });
            }
        }
        // The lines are counted, not parsed: whatever that misses must not change the document.
        let parsed = Document::parse(FOLDER, document.name.clone(), &new.text);
        match parsed {
            Ok(parsed) if contains(&parsed.root, &document.root) => Ok(new),
            _ => Err(flow(&root)),
        }
    }
}

/// Returns the insertion at the end of the mapping `node`. An empty mapping is opened.
fn into(
    node: &Node<'_>,
    old: &[&str],
    entries: Vec<Entry>,
    emptied: &mut Vec<usize>,
) -> Result<Insertion, Problem> {
    let key = node.line().saturating_sub(1);
    let line = old.get(key).copied().unwrap_or_default();
    let indent = indentation(line);
    let first = node.members().map(|(_, member)| member.line() - 1).min();
    let child = match first {
        // The members stand on the line of the key.
        Some(first) if first == key => return Err(flow(node)),
        Some(first) => indentation(old.get(first).copied().unwrap_or_default()),
        None => {
            if line.contains(" {}") && !emptied.contains(&key) {
                emptied.push(key);
            }
            indent + 2
        }
    };
    Ok(Insertion {
        at: block_end(old, key + 1, Some(indent)),
        lines: entries
            .iter()
            .flat_map(|entry| entry.lines(child, 0))
            .collect(),
    })
}

/// Returns the line after a block that starts at `from` and is indented deeper than `indent`; of the whole text without
/// one. Blank lines and comments that follow belong to what comes next.
fn block_end(lines: &[&str], from: usize, indent: Option<usize>) -> usize {
    let deeper = |line: &str| indent.is_none_or(|indent| indentation(line) > indent);
    let mut end = from;
    for (at, line) in lines.iter().enumerate().skip(from) {
        let text = line.trim();
        if text.is_empty() {
            continue;
        }
        if deeper(line) {
            end = at + 1;
        } else if !text.starts_with('#') {
            break;
        }
    }
    end
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Returns whether every member of the old value is in the new one, unchanged.
fn contains(new: &Value, old: &Value) -> bool {
    match (new, old) {
        (Value::Object(new), Value::Object(old)) => old
            .iter()
            .all(|(key, old)| new.get(key).is_some_and(|new| contains(new, old))),
        (new, old) => new == old,
    }
}

fn flow(node: &Node<'_>) -> Problem {
    let name = &node.document.name;
    let cause = "the operation cannot be inserted into this part of the document";
    Problem {
        line: Some(node.line()),
        ..files::problem(
            &format!("{FOLDER}/{name}"),
            cause,
            "write `paths` and `components` in block style, each member on its own line",
        )
    }
}

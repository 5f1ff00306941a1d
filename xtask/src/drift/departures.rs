//! The recorded departures: lines of the report that are meant, each with its reason and its evidence.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use super::facts::Facts;
use crate::problem::{Problem, Problems};
use crate::spec::document::{Document, Node};

/// The file, relative to the workspace.
pub(super) const FILE: &str = "openapi/drift/departures.yaml";

/// Separates the parts of a line.
const SEPARATOR: &str = ": ";

/// One entry.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Departure {
    lines: String,
    pub(super) reason: String,
    pub(super) evidence: String,
    /// The published document from which the entry applies.
    since: Option<String>,
    /// The published document until which the entry applies.
    before: Option<String>,
    #[serde(skip)]
    pub(super) patterns: Vec<Pattern>,
    #[serde(skip)]
    pub(super) place: String,
}

/// A line of the report, in which `*` stands for any text within one part.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) text: String,
    pub(super) line: usize,
}

/// All entries, as written.
#[derive(Debug, Default)]
pub(super) struct Departures {
    entries: Vec<Departure>,
    /// The names of published documents, each with a subject that it has and that older ones lack.
    documents: BTreeMap<String, String>,
}

impl Departures {
    /// Reads the file of the workspace at `root`. A workspace without it has no departures.
    pub(super) fn load(root: &Path) -> Result<Self, Problems> {
        match Document::load(root, FILE)? {
            Some(document) => Self::read(&document),
            None => Ok(Self::default()),
        }
    }

    /// Reads the content of the file.
    pub(super) fn read(document: &Document) -> Result<Self, Problems> {
        let root = document.node();
        let documents = root
            .get("documents")
            .map_or(json!({}), |of| of.value.clone());
        let documents = serde_json::from_value(documents).map_err(|error| {
            let help = "write `documents: {NAME: SUBJECT}`, a subject that older documents lack";
            vec![root.problem("", format!("invalid `documents`: {error}"), help)]
        })?;
        let Some(list) = root.get("departures").filter(|list| list.value.is_array()) else {
            let help = "write `departures:` with a list of entries, or `departures: []`";
            return Err(vec![root.problem(
                "",
                "the list `departures` is missing",
                help,
            )]);
        };
        let (mut entries, mut problems) = (Vec::new(), Vec::new());
        for node in list.elements() {
            match entry(&node, &documents) {
                Ok(entry) => entries.push(entry),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() {
            Ok(Self { entries, documents })
        } else {
            Err(problems)
        }
    }

    /// Returns the entries that apply to a published document.
    pub(super) fn applying(&self, published: &Facts) -> Vec<&Departure> {
        let subjects = published.subjects().map(ToString::to_string);
        let subjects: BTreeSet<String> = subjects.collect();
        let is = |name: &String| {
            let subject = self.documents.get(name);
            subject.is_some_and(|subject| subjects.contains(subject))
        };
        let applies = |entry: &&Departure| {
            entry.since.as_ref().is_none_or(is) && !entry.before.as_ref().is_some_and(is)
        };
        self.entries.iter().filter(applies).collect()
    }
}

/// Reads an entry.
fn entry(node: &Node<'_>, documents: &BTreeMap<String, String>) -> Result<Departure, Problem> {
    let mut entry = Departure::deserialize(node.value).map_err(|error| {
        let help = "an entry has lines, reason and evidence, and may have since and before";
        node.problem("", format!("invalid entry: {error}"), help)
    })?;
    entry.place = node.place();
    let texts = [&entry.lines, &entry.reason, &entry.evidence];
    if texts.iter().any(|text| text.trim().is_empty()) {
        let help = "write the lines, the reason and the evidence";
        return Err(node.problem("", "an entry with an empty text", help));
    }
    for name in [&entry.since, &entry.before].into_iter().flatten() {
        if !documents.contains_key(name) {
            let help = "add it to `documents`, with a subject that older documents lack";
            return Err(node.problem("", format!("unknown document `{name}`"), help));
        }
    }
    let key = node.get("lines").map_or(1, |lines| lines.line());
    // In a block, the lines follow the key.
    let first = key + usize::from(entry.lines.contains('\n'));
    for (index, text) in entry.lines.lines().map(str::trim).enumerate() {
        let line = first + index;
        if let Some(help) = too_wide(text) {
            let cause = format!("`*` could hide something new: `{text}`");
            let problem = node.problem("", cause, help);
            return Err(Problem {
                line: Some(line),
                ..problem
            });
        }
        let text = text.to_owned();
        entry.patterns.push(Pattern { text, line });
    }
    Ok(entry)
}

/// Returns the help for a pattern whose `*` could hide something new: in the values, or in a name of one side.
fn too_wide(pattern: &str) -> Option<&'static str> {
    let mut parts = pattern.rsplit(SEPARATOR);
    let values = parts.next().unwrap_or_default();
    if values.contains('*') {
        return Some("write out the part after the last `: `");
    }
    let one_side = values.starts_with("published only") || values.starts_with("here only");
    let name = parts.next().unwrap_or_default();
    (one_side && name.contains('*')).then_some("write out the name of what one side lacks")
}

impl Departure {
    /// Returns whether the entry records the line.
    pub(super) fn covers(&self, line: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches(line))
    }
}

impl Pattern {
    /// Returns whether the line has the form of the pattern.
    pub(super) fn matches(&self, line: &str) -> bool {
        let (patterns, parts) = (self.text.split(SEPARATOR), line.split(SEPARATOR));
        patterns.clone().count() == parts.clone().count()
            && patterns
                .zip(parts)
                .all(|(pattern, part)| is_match(pattern, part))
    }
}

/// Returns whether the text matches the pattern, in which `*` matches any text.
fn is_match(pattern: &str, text: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(rest) = text.strip_prefix(before) else {
        return false;
    };
    let mut rests = (0..=rest.len()).filter_map(|at| rest.get(at..));
    rests.any(|rest| is_match(after, rest))
}

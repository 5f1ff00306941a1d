//! The texts of a published document, and the record of those that were read.
//!
//! The record has a hash of each text, so the exchange's words are not copied. A text whose hash it lacks is new or changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

use super::facts::{Facts, Subject};
use crate::files;
use crate::problem::Problem;
use crate::published::{Published, elements, members, text_of};
use crate::spec::document::Node;

/// The record, relative to the workspace.
const FILE: &str = "openapi/drift/prose.txt";

/// The first line of the record.
const HEADER: &str = "# A hash of each published text that was read, by section; `cargo xtask drift --record-prose` adds to it.";

/// A text of a published document.
#[derive(Debug)]
pub(super) struct Text {
    /// The operation, the schema or the heading that it belongs to.
    section: String,
    text: String,
    place: String,
    /// The operation or the schema.
    subject: Option<Subject>,
}

impl Text {
    /// Hashes the words (32-bit FNV-1a). The hash has to differ only from the few others of its section.
    fn hash(&self) -> String {
        let words: Vec<&str> = self.text.split_whitespace().collect();
        let hash = words.join(" ").bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        format!("{hash:08x}")
    }

    /// Returns `true` if the text belongs to this operation or schema.
    pub(super) fn is_of(&self, subject: &Subject) -> bool {
        self.subject.as_ref() == Some(subject)
    }
}

/// A text that the record lacks, with its line of the report.
#[derive(Debug, Serialize)]
pub(super) struct Finding<'t> {
    pub(super) line: String,
    pub(super) place: &'t str,
    pub(super) text: &'t str,
}

/// The hashes by section.
#[derive(Debug, Default)]
pub(super) struct Record(BTreeMap<String, BTreeSet<String>>);

impl Record {
    /// Reads the record of the workspace at `root`, empty without the file.
    pub(super) fn load(root: &Path) -> Result<Self, Problem> {
        let text = files::read(&root.join(FILE), FILE)?.unwrap_or_default();
        let mut record = Self::default();
        for (index, line) in text.lines().enumerate().skip(1) {
            let Some((section, hashes)) = line.rsplit_once(": ") else {
                let help = "restore the file, or remove it and run drift with --record-prose";
                let cause = "expected a section, `: ` and hashes";
                let problem = files::problem(FILE, cause, help);
                let line = Some(index + 1);
                return Err(Problem { line, ..problem });
            };
            let hashes = hashes.split(' ').map(str::to_owned).collect();
            record.0.insert(section.to_owned(), hashes);
        }
        Ok(record)
    }

    /// Returns the texts that the record lacks, without those of operations and schemas that neither side has.
    pub(super) fn missing<'t>(&self, texts: &'t [Text], here: &Facts) -> Vec<Finding<'t>> {
        let mut seen = BTreeSet::new();
        let texts = texts
            .iter()
            .filter(|text| seen.insert((&text.section, text.hash())));
        let ours = |text: &Text| {
            text.subject
                .as_ref()
                .is_none_or(|subject| here.has(subject))
        };
        let missing = texts.filter_map(|text| {
            let section = &text.section;
            let line = match self.0.get(section) {
                Some(hashes) if hashes.contains(&text.hash()) => return None,
                Some(_) => format!("{section}: changed text"),
                None if !ours(text) => return None,
                None => format!("{section}: new text"),
            };
            let (place, text) = (text.place.as_str(), text.text.as_str());
            Some(Finding { line, place, text })
        });
        missing.collect()
    }

    /// Adds texts, and writes the record to the workspace at `root`.
    pub(super) fn add(mut self, texts: &[Text], root: &Path) -> Result<Self, Problem> {
        for text in texts {
            let hashes = self.0.entry(text.section.clone()).or_default();
            hashes.insert(text.hash());
        }
        let mut lines = vec![HEADER.to_owned()];
        for (section, hashes) in &self.0 {
            let hashes: Vec<&str> = hashes.iter().map(String::as_str).collect();
            lines.push(format!("{section}: {}", hashes.join(" ")));
        }
        files::write(root, FILE, &(lines.join("\n") + "\n"))?;
        Ok(self)
    }
}

/// Returns every text of a document: descriptions and summaries, those with headings by heading.
pub(super) fn texts(published: &Published) -> Vec<Text> {
    let root = published.document.node();
    let texts = Vec::new();
    let mut found = Found { published, texts };
    if let Some(introduction) = root.get("info").and_then(|info| info.get("description")) {
        found.split("introduction", &introduction);
    }
    for tag in elements(&root, "tags") {
        if let Some(description) = tag.get("description") {
            let name = text_of(&tag, "name").unwrap_or_default();
            found.split(&format!("tag {name}"), &description);
        }
    }
    for route in published.routes() {
        found.below(&Subject::operation(&route.id), &route.node);
    }
    for (name, schema) in root
        .get("components")
        .iter()
        .flat_map(|all| members(all, "schemas"))
    {
        found.below(&Subject::schema(name), &schema);
    }
    found.texts
}

struct Found<'p> {
    published: &'p Published,
    texts: Vec<Text>,
}

impl Found<'_> {
    /// Adds the descriptions and summaries of a value and of everything in it, except examples.
    fn below(&mut self, subject: &Subject, node: &Node<'_>) {
        for (key, member) in node.members() {
            match (key, member.text()) {
                ("description" | "summary", Some(text)) => {
                    self.add(&subject.to_string(), Some(subject), text, &member);
                }
                ("default" | "enum" | "example" | "examples", _) => {}
                _ => self.below(subject, &member),
            }
        }
        node.elements()
            .for_each(|element| self.below(subject, &element));
    }

    /// Adds a text by its headings of the first two levels. Those of the changelog are its entries.
    fn split(&mut self, section: &str, node: &Node<'_>) {
        let (mut name, mut part) = (section.to_owned(), String::new());
        let (mut in_code, mut in_changelog) = (false, false);
        for line in node.text().unwrap_or_default().lines() {
            in_code ^= line.trim_start().starts_with("```");
            let (first, second) = (line.strip_prefix("# "), line.strip_prefix("## "));
            if let Some(heading) = first.or(second).filter(|_| !in_code) {
                self.add(&name, None, &std::mem::take(&mut part), node);
                in_changelog = first.map_or(in_changelog, |heading| heading.trim() == "Changelog");
                name = match second {
                    Some(date) if in_changelog => format!("changelog {}", date.trim()),
                    _ => format!("{section}: {}", heading.trim()),
                };
            }
            part.push_str(line);
            part.push('\n');
        }
        self.add(&name, None, &part, node);
    }

    fn add(&mut self, section: &str, subject: Option<&Subject>, text: &str, node: &Node<'_>) {
        if !text.trim().is_empty() {
            self.texts.push(Text {
                section: section.to_owned(),
                text: text.trim().to_owned(),
                place: self.published.place(node),
                subject: subject.cloned(),
            });
        }
    }
}

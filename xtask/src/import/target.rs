//! The document that an operation is written to.

use heck::ToKebabCase as _;

use super::words;
use super::yaml::{Entry, Tree};
use crate::files;
use crate::problem::Problem;
use crate::published::{Published, Route};
use crate::spec::document::{Document, Documents, Node};
use crate::spec::{COMMON, FOLDER};

/// The document that an operation is written to.
pub(super) struct Target {
    /// The file name.
    pub(super) document: String,
    /// The tag that the operation gets.
    pub(super) tag: String,
    /// The line of the tag in the published document.
    line: usize,
}

impl Target {
    /// Returns the document `named`, or that of the published tag; a new one if there is none.
    pub(super) fn of(
        upstream: &Published,
        documents: &Documents,
        published: &Route<'_>,
        named: Option<&str>,
    ) -> Result<Self, Problem> {
        let tags = published.node.get("tags");
        let tag = tags.iter().flat_map(Node::elements).next();
        let text = tag.as_ref().and_then(Node::text);
        let subject = format!("operation {}", published.name);
        let document = match (named, text) {
            (Some(name), _) => name.trim_end_matches(".yaml").to_owned(),
            (None, Some(tag)) => {
                let of_tag = documents
                    .iter()
                    .find(|one| own_tag(one).as_deref() == Some(tag));
                of_tag.map_or_else(
                    || tag.to_kebab_case(),
                    |one| one.name.trim_end_matches(".yaml").to_owned(),
                )
            }
            (None, None) => {
                let help = "name the document with `--document NAME`";
                let cause = "the operation has no tag";
                return Err(upstream.problem(&published.node, &subject, cause, help));
            }
        };
        let file = format!("{document}.yaml");
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if document.is_empty() || !document.chars().all(letters) || file == COMMON {
            let cause = format!("`{document}` is not the name of a document with a tag");
            let help = "write `--document NAME`, in small letters with `-` between words";
            return Err(upstream.problem(&published.node, &subject, cause, help));
        }
        let existing = documents.get(&file).map(own_tag);
        let tag_of = match existing {
            Some(Some(own)) => own,
            Some(None) => {
                let cause = "the document has no tag";
                let help = "declare one tag in `tags`, or name another document with `--document`";
                return Err(files::problem(&format!("{FOLDER}/{file}"), cause, help));
            }
            None => text.unwrap_or(&document).to_owned(),
        };
        if named.is_none() && text != Some(tag_of.as_str()) {
            let cause = format!("{FOLDER}/{file} has the tag `{tag_of}`");
            let help = "name a document with `--document NAME`";
            return Err(upstream.problem(&published.node, &subject, cause, help));
        }
        Ok(Self {
            document: file,
            tag: tag_of,
            line: tag.map_or_else(|| published.node.line(), |tag| tag.line()),
        })
    }

    /// Creates the head of a new document, after that of the shared components.
    pub(super) fn head(&self, documents: &Documents) -> Vec<Entry> {
        let common = documents.get(COMMON).map(Document::node);
        let at = |steps: &[&str]| {
            let mut node = common.clone();
            for step in steps {
                node = node.and_then(|node| node.get(step));
            }
            node
        };
        let title = at(&["info", "title"]);
        let title = title.as_ref().and_then(Node::text).unwrap_or_default();
        let title = title.split(',').next().unwrap_or_default();
        let mut info = vec![Entry::text(
            "title",
            format!("{title}, {}", self.tag.to_lowercase()),
        )];
        for key in ["version", "license"] {
            let of_common = at(&["info", key]);
            info.extend(of_common.map(|node| Entry::new(key, Tree::of(node.value))));
        }
        let servers = at(&["servers"]);
        let servers = servers
            .iter()
            .flat_map(Node::elements)
            .filter_map(|server| {
                let url = server.get("url")?;
                Some(Tree::Map(vec![Entry::new("url", Tree::of(url.value))]))
            });
        let tag = vec![
            Entry::text("name", &self.tag),
            Entry::text("description", words::sentence(&self.tag))
                .with_trailing_comment(words::TODO),
        ];
        vec![
            Entry::new("openapi", Tree::Raw("3.0.3".to_owned())),
            Entry::new("info", Tree::Map(info)),
            Entry::new("servers", Tree::List(servers.collect())),
            Entry::new("tags", Tree::List(vec![Tree::Map(tag)])).at(self.line),
        ]
    }
}

/// Returns the one tag of a document.
fn own_tag(document: &Document) -> Option<String> {
    let tags = document.node().get("tags")?;
    let mut tags = tags.elements();
    let tag = tags.next()?.get("name")?.text()?.to_owned();
    tags.next().is_none().then_some(tag)
}

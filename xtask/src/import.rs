//! `cargo xtask import`: describes an operation of a published OpenAPI document in `openapi/`.
//!
//! The published prose is not copied: descriptions follow from names, each with a comment for the maintainer who writes it. Its
//! texts are recorded as read, so that `cargo xtask drift` reports those that change.

mod emit;
mod insert;
mod operation;
mod schema;
mod target;
#[cfg(test)]
mod tests;
mod union;
mod words;
mod yaml;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use self::emit::Emitter;
use self::insert::{Parts, Text};
use self::operation::{Common, Operation};
use self::schema::Translator;
use self::target::Target;
use self::yaml::{Entry, Tree};
use crate::problem::{Problem, Problems};
use crate::published::{Published, Route};
use crate::sample::Samples;
use crate::spec::document::{Document, Documents, Node};
use crate::spec::model::{Schema, Shape};
use crate::spec::names::to_snake;
use crate::spec::{COMMON, FOLDER, Spec};
use crate::{drift, files};

/// Describes the operation `id` of the document `upstream`, in the document of its tag or in `document`.
pub(crate) fn run(root: &Path, id: &str, upstream: &Path, document: Option<&str>) -> ExitCode {
    match write(root, id, upstream, document) {
        Ok(summary) => {
            // A reader that closes early is no failure.
            let _ = writeln!(std::io::stdout(), "{summary}");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("error: {problem}");
            }
            eprintln!("import: {} error(s), nothing was written", problems.len());
            ExitCode::FAILURE
        }
    }
}

fn write(
    root: &Path,
    id: &str,
    upstream: &Path,
    document: Option<&str>,
) -> Result<String, Problems> {
    let upstream = Published::load(upstream).map_err(|problem| vec![problem])?;
    let documents = Documents::load(root)?;
    let spec = Spec::read(&documents, None)?;
    let mut texts = BTreeMap::new();
    for document in documents.iter() {
        let file = format!("{FOLDER}/{}", document.name);
        let text = files::read(&root.join(&file), &file).map_err(|problem| vec![problem])?;
        texts.insert(document.name.clone(), text.unwrap_or_default());
    }
    let import = Import::new(&upstream, &documents, &spec, &texts, id, document)?;
    let (_, after) = import.check(&upstream, &documents)?;
    let file = format!("{FOLDER}/{}", import.document);
    files::write(root, &file, &import.text.text)
        .and_then(|()| drift::record_texts(root, &upstream, &import.published, &import.schemas))
        .map_err(|problem| vec![problem])?;
    let mut notes = received(&spec, &after);
    notes.extend(import.shared.iter().cloned());
    Ok(import.summary(&file, &notes))
}

/// Returns the operation `id`, in snake_case or as published.
fn find<'u>(upstream: &'u Published, id: &str) -> Result<Route<'u>, Problem> {
    let mut operations = upstream.routes();
    let wanted = to_snake(id);
    let likeness =
        |one: &Route<'_>| similar::TextDiff::from_chars(one.name.as_str(), wanted.as_str()).ratio();
    let found = operations.iter().position(|one| one.name == wanted);
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
        Some(near) => format!("write its operationId, such as `{}`", near.name),
        None => "name the whole document of the exchange".to_owned(),
    };
    Err(files::problem(&upstream.file, cause, help))
}

/// An operation that was translated, with the new text of its document.
struct Import {
    id: String,
    /// The id as published.
    published: String,
    /// The document that changes.
    document: String,
    text: Text,
    /// The new schemas.
    schemas: Vec<String>,
    /// Notes on schemas that two documents share now.
    shared: BTreeSet<String>,
}

impl Import {
    fn new(
        upstream: &Published,
        documents: &Documents,
        spec: &Spec,
        texts: &BTreeMap<String, String>,
        id: &str,
        document: Option<&str>,
    ) -> Result<Self, Problems> {
        let published = find(upstream, id).map_err(|problem| vec![problem])?;
        let target = Target::of(upstream, documents, &published, document);
        let target = target.map_err(|problem| vec![problem])?;
        unknown(spec, upstream, &published).map_err(|problem| vec![problem])?;
        let described = described(documents);
        let mut translator = Translator::new(
            upstream,
            format!("operation {}", published.name),
            described.keys().cloned().collect(),
            price_level(documents),
        );
        let common = common(documents);
        let operation = operation::translate(&mut translator, upstream, &published, &common);
        let mut problems = std::mem::take(&mut translator.problems);
        problems.sort();
        problems.dedup();
        let operation = match operation {
            Some(operation) if problems.is_empty() => operation,
            _ => return Err(problems),
        };
        let samples = Samples::of(&spec.api);
        let emitter = Emitter {
            components: &translator.components,
            described: &described,
            document: &target.document,
            samples: &samples,
            schemas: &spec.api.schemas,
            turn: Cell::new(0),
        };
        let tree = operation.tree(&published.name, &target.tag, &emitter);
        let tree = tree.map_err(|(line, cause)| {
            let subject = format!("operation {}", published.name);
            let help = "describe the operation by hand";
            vec![upstream.at(line, &subject, cause, help)]
        })?;
        let parts = Parts {
            path: published.path.to_owned(),
            operation: Entry::new(published.method.key(), Tree::Map(tree))
                .at(published.node.line()),
            schemas: emitter.components(),
            schemes: schemes(documents, &target, &operation),
        };
        let text = match (documents.get(&target.document), texts.get(&target.document)) {
            (Some(document), Some(text)) => parts
                .insert(document, text)
                .map_err(|problem| vec![problem])?,
            _ => parts.document(target.head(documents)),
        };
        let new = translator.components.into_iter();
        Ok(Self {
            id: published.name.clone(),
            published: published.id.clone(),
            schemas: new.map(|(name, _)| name).collect(),
            shared: shared(&described, &target.document, &text),
            document: target.document,
            text,
        })
    }

    /// Checks the whole description with the new text. An error in an inserted line is reported at the published line.
    fn check(
        &self,
        upstream: &Published,
        documents: &Documents,
    ) -> Result<(Documents, Spec), Problems> {
        let read = Document::parse(FOLDER, self.document.clone(), &self.text.text)
            .map_err(|problem| vec![problem])
            .and_then(|document| {
                let documents = documents.with(document);
                Spec::read(&documents, None).map(|spec| (documents, spec))
            });
        let problems = match read {
            Ok(read) => return Ok(read),
            Err(problems) => problems,
        };
        let file = format!("{FOLDER}/{}", self.document);
        let mut placed: Problems = problems
            .into_iter()
            .map(|problem| {
                let line = problem.line.filter(|_| problem.file == file);
                let line = line.and_then(|line| self.text.lines.get(line.checked_sub(1)?));
                match line {
                    Some(line) if line.published > 0 => upstream.at(
                        line.published,
                        &problem.subject,
                        problem.cause,
                        format!("{}; describe the operation by hand", problem.help),
                    ),
                    _ => problem,
                }
            })
            .collect();
        placed.sort();
        placed.dedup();
        Err(placed)
    }

    fn summary(&self, file: &str, notes: &[String]) -> String {
        let mut summary = format!("import: {} is described in {file}", self.id);
        if !self.schemas.is_empty() {
            let schemas = self.schemas.join(", ");
            summary.push_str(&format!(", with {}: {schemas}", self.schemas.len()));
        }
        let new = self.text.lines.iter().filter(|line| line.published > 0);
        let todo = new.filter(|line| line.text.ends_with(words::TODO));
        summary.push_str(&format!(
            "\nnext: write the {} descriptions that are marked `{}`",
            todo.count(),
            words::TODO
        ));
        for note in notes {
            summary.push_str(&format!("\nnext: {note}"));
        }
        summary.push_str(&format!(
            "\nnext: run `cargo xtask fixture {}` and `cargo xtask codegen`",
            self.id
        ));
        summary
    }
}

/// Rejects an operation that is described already.
fn unknown(spec: &Spec, upstream: &Published, published: &Route<'_>) -> Result<(), Problem> {
    let same = spec.api.operations.iter().find(|one| {
        one.id == published.name || one.path == published.path && one.method == published.method
    });
    let Some(same) = same else {
        return Ok(());
    };
    let (file, line) = (&same.place.file, same.place.line);
    let cause = format!("it is described already, at {file}:{line}");
    let help = "edit it there: `cargo xtask drift` lists how it differs";
    let subject = format!("operation {}", published.name);
    Err(upstream.problem(&published.node, &subject, cause, help))
}

/// Returns the document of each component schema.
fn described(documents: &Documents) -> BTreeMap<String, String> {
    let mut described = BTreeMap::new();
    for document in documents.iter() {
        for (name, schema) in components(document, "schemas") {
            if schema.reference().is_none() {
                described.insert(name.to_owned(), document.name.clone());
            }
        }
    }
    described
}

/// Returns the component of a price and a quantity.
fn price_level(documents: &Documents) -> Option<String> {
    let mut schemas = documents
        .iter()
        .flat_map(|document| components(document, "schemas"));
    let level = schemas.find(|(_, schema)| schema.get("x-rust-type").is_some())?;
    Some(level.0.to_owned())
}

/// Returns the components of a kind of a document.
fn components<'d>(document: &'d Document, kind: &str) -> Vec<(&'d str, Node<'d>)> {
    let components = document.node().get("components");
    let of_kind = components.and_then(|components| components.get(kind));
    of_kind.iter().flat_map(Node::members).collect()
}

fn common(documents: &Documents) -> Common {
    let names = |kind: &str| -> BTreeSet<String> {
        let document = documents.get(COMMON);
        let names = document.into_iter().flat_map(|one| components(one, kind));
        names.map(|(name, _)| name.to_owned()).collect()
    };
    Common {
        responses: names("responses"),
        headers: names("headers"),
        schemes: names("securitySchemes"),
    }
}

/// Returns the security schemes of the operation that its document does not name yet.
fn schemes(documents: &Documents, target: &Target, operation: &Operation) -> Vec<Entry> {
    let document = documents.get(&target.document);
    let known: Vec<&str> = document
        .into_iter()
        .flat_map(|document| components(document, "securitySchemes"))
        .map(|(name, _)| name)
        .collect();
    let missing = operation
        .schemes()
        .iter()
        .filter(|name| !known.contains(*name));
    missing
        .map(|name| {
            let to = format!("{COMMON}#/components/securitySchemes/{name}");
            Entry::new(*name, Tree::Map(vec![Entry::text("$ref", to)]))
        })
        .collect()
}

/// Returns the schemas of other documents that the new lines reference: two documents now share them.
fn shared(described: &BTreeMap<String, String>, target: &str, text: &Text) -> BTreeSet<String> {
    let mut notes = BTreeSet::new();
    for line in text.lines.iter().filter(|line| line.published > 0) {
        let Some((before, name)) = line.text.split_once("#/components/schemas/") else {
            continue;
        };
        let name = name.trim_end_matches('\'');
        let Some(document) = described.get(name) else {
            continue;
        };
        if document != target && document != COMMON && before.ends_with(document.as_str()) {
            notes.insert(format!(
                "move the schema {name} from {FOLDER}/{document} to {FOLDER}/{COMMON}: two documents use it now"
            ));
        }
    }
    notes
}

/// Returns the schemas that were only part of requests and are now part of a response, where null is possible.
fn received(before: &Spec, after: &Spec) -> Vec<String> {
    let optional = |schema: &Schema| match &schema.shape {
        Shape::Struct { fields, .. } => fields.iter().any(|one| !one.required && !one.nullable),
        _ => false,
    };
    let mut notes = Vec::new();
    for (name, schema) in &before.api.schemas {
        let now = after.api.schemas.get(name);
        if !schema.in_response && optional(schema) && now.is_some_and(|now| now.in_response) {
            notes.push(format!(
                "add `nullable: true` to the optional properties of {}, at {}:{}: a response contains it now",
                schema.wire_name, schema.place.file, schema.place.line
            ));
        }
    }
    notes
}

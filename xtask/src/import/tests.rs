//! Operations of published documents, imported into a description that has little else.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::*;

/// Creates a description with only the shared components, and an operation that uses them.
fn workspace() -> BTreeMap<String, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/common.yaml");
    let common = Document::parse(
        FOLDER,
        COMMON.to_owned(),
        &fs::read_to_string(file).unwrap(),
    )
    .unwrap();
    let mut root = common.root.clone();
    let schemas = root["components"]["schemas"].as_object_mut().unwrap();
    schemas.retain(|name, _| name.starts_with("ApiError"));
    let mut uses = json!({
        "operationId": "use_everything", "tags": ["Bootstrap"], "summary": "Uses everything.",
        "responses": {"200": {"description": "Done.", "headers": {}}},
    });
    for name in root["components"]["headers"].as_object().unwrap().keys() {
        uses["responses"]["200"]["headers"][format!("X-{name}")] =
            json!({"$ref": format!("{COMMON}#/components/headers/{name}")});
    }
    for (status, name) in super::operation::ERRORS {
        if root["components"]["responses"].get(name).is_some() {
            uses["responses"][status] =
                json!({"$ref": format!("{COMMON}#/components/responses/{name}")});
        }
    }
    let signed = json!([{"ApiKey": [], "Signature": [], "Timestamp": []}]);
    let operation = |id: &str, more: Value| {
        let mut operation = json!({
            "operationId": id, "tags": ["Bootstrap"], "summary": "Uses it.",
            "responses": {"200": {"description": "Done."}},
        });
        for (key, value) in more.as_object().unwrap() {
            operation[key] = value.clone();
        }
        operation
    };
    let bootstrap = json!({
        "openapi": "3.0.3",
        "info": {"title": "Bootstrap", "version": "1"},
        "tags": [{"name": "Bootstrap"}],
        "paths": {
            "/bootstrap": {
                "get": uses,
                "post": operation("sign_it", json!({"security": signed, "x-instruction": "signIt"})),
                "put": operation("log_in", json!({"security": [{"LoginSession": []}]})),
            },
        },
    });
    BTreeMap::from([
        (COMMON.to_owned(), yaml(&root)),
        ("bootstrap.yaml".to_owned(), yaml(&bootstrap)),
    ])
}

/// Returns a document in block style.
fn yaml(root: &Value) -> String {
    let mut text = String::new();
    for (key, value) in root.as_object().unwrap() {
        for line in Entry::new(key, Tree::of(value)).lines(0, 0) {
            writeln!(text, "{}", line.text).unwrap();
        }
    }
    text
}

fn parse(texts: &BTreeMap<String, String>) -> (Documents, Spec) {
    let texts = texts.iter();
    let texts = texts.map(|(name, text)| (name.clone(), text.clone().into_bytes()));
    let documents = Documents::parse(texts.collect()).unwrap();
    let spec =
        Spec::read(&documents, None).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    (documents, spec)
}

fn shown(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// A description, as texts and parsed.
struct Description {
    texts: BTreeMap<String, String>,
    documents: Documents,
    spec: Spec,
}

impl Description {
    fn of(texts: BTreeMap<String, String>) -> Self {
        let (documents, spec) = parse(&texts);
        Self {
            texts,
            documents,
            spec,
        }
    }

    /// Returns the description with the operation in it.
    fn import(&self, upstream: &Published, id: &str) -> Result<Self, Problems> {
        self.import_to(upstream, id, None)
    }

    fn import_to(
        &self,
        upstream: &Published,
        id: &str,
        document: Option<&str>,
    ) -> Result<Self, Problems> {
        let (documents, spec, texts) = (&self.documents, &self.spec, &self.texts);
        let import = Import::new(upstream, documents, spec, texts, id, document)?;
        let (documents, spec) = import.check(upstream, &self.documents)?;
        assert_eq!(
            spec.api.operations.len(),
            self.spec.api.operations.len() + 1
        );
        let mut texts = self.texts.clone();
        let old = texts.insert(import.document, import.text.text.clone());
        assert_kept(&old.unwrap_or_default(), &import.text.text);
        let mut operations = spec.api.operations.iter();
        let operation = operations.find(|one| one.id == import.id).unwrap();
        let fixtures = crate::fixture::files(&Samples::of(&spec.api), operation);
        crate::fixture::tests::assert_complete(&spec.api, operation, &fixtures);
        Ok(Self {
            texts,
            documents,
            spec,
        })
    }
}

/// Asserts that the new text has every line of the old one, in order, but for an empty mapping that was opened.
fn assert_kept(old: &str, new: &str) {
    let mut lines = new.lines();
    for line in old.lines() {
        let opened = line.replacen(" {}", "", 1);
        let found = lines.any(|new| new == line || new == opened);
        assert!(found, "{line:?} is gone from\n{new}");
    }
}

/// Returns the real description without one document, and without the shared components that only it uses.
fn without(real: &Documents, document: &str) -> BTreeMap<String, String> {
    let mut roots: BTreeMap<String, Value> = real
        .iter()
        .filter(|one| one.name != document)
        .map(|one| (one.name.clone(), one.root.clone()))
        .collect();
    loop {
        let empty = ("common.yaml".to_owned(), b"paths: {}".to_vec());
        let mut documents = Documents::parse(vec![empty]).unwrap();
        for (name, root) in &roots {
            documents = documents.with(Document::without_lines(name.clone(), root.clone()));
        }
        let Err(problems) = Spec::read(&documents, None) else {
            let texts = roots.iter().map(|(name, root)| (name.clone(), yaml(root)));
            return texts.collect();
        };
        for problem in problems {
            assert_eq!(problem.cause, "nothing references it", "{problem}");
            let (kind, name) = problem.subject.rsplit_once(' ').unwrap();
            let kind = match kind {
                "security scheme" => "securitySchemes".to_owned(),
                kind => format!("{kind}s"),
            };
            for root in roots.values_mut() {
                if let Some(of_kind) = root["components"].get_mut(&kind) {
                    of_kind.as_object_mut().unwrap().remove(name);
                }
            }
        }
    }
}

fn published() -> Option<Published> {
    let Some(file) = std::env::var_os("BACKPACK_UPSTREAM") else {
        eprintln!("BACKPACK_UPSTREAM is not set: no document of the exchange was imported");
        return None;
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    Some(Published::load(&path).unwrap())
}

/// Each operation of the small document is imported alone and has complete fixtures.
#[test]
fn imports_each_operation() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/published.yaml");
    let upstream = Published::load(&file).unwrap();
    let start = Description::of(workspace());
    for operation in upstream.routes() {
        let import = start.import_to(&upstream, &operation.name, Some("small"));
        if let Err(problems) = import {
            panic!("{}: {}", operation.name, shown(&problems));
        }
    }
}

/// Each operation of the document that `BACKPACK_UPSTREAM` names is imported alone. One that cannot be is an error with its
/// place and help.
#[test]
fn imports_each_published_operation() {
    let Some(upstream) = published() else { return };
    let start = Description::of(workspace());
    let (mut imported, mut report) = (0, String::new());
    let operations = upstream.routes();
    for operation in &operations {
        match start.import(&upstream, &operation.name) {
            Ok(_) => imported += 1,
            Err(problems) => {
                for problem in &problems {
                    assert!(
                        problem.line.is_some() && !problem.help.is_empty(),
                        "{problem}"
                    );
                }
                writeln!(report, "{}", shown(&problems)).unwrap();
            }
        }
    }
    let all = operations.len();
    eprintln!("import: {imported} of {all} published operations");
    assert_eq!(imported, all, "{report}");
}

/// The published operations of each document are imported one after the other into the real description without it.
#[test]
fn imports_whole_documents() {
    let Some(upstream) = published() else { return };
    let documents = Documents::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap();
    let real = Spec::read(&documents, None).unwrap();
    for tag in &real.api.tags {
        let document = format!("{}.yaml", tag.name.to_lowercase().replace(' ', "-"));
        let mut description = Description::of(without(&documents, &document));
        for operation in upstream.routes() {
            let known = &description.spec.api.operations;
            if !known.iter().any(|one| one.id == operation.name)
                && real
                    .api
                    .operations
                    .iter()
                    .any(|one| one.id == operation.name && one.tag == tag.name)
            {
                description = description
                    .import(&upstream, &operation.name)
                    .unwrap_or_else(|problems| panic!("{}: {}", operation.name, shown(&problems)));
            }
        }
    }
}

//! `cargo xtask import` on a published document in the style of the exchange's.

#![cfg(test)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::{Workspace, stderr, stdout};

const BASE: &str = "openapi/base.yaml";

/// The small description that is imported to, relative to this package.
const DESCRIPTION: &str = "tests/import/openapi";

impl Workspace {
    /// Runs `import` on a published document.
    fn import(&self, upstream: &Path, arguments: &[&str]) -> Output {
        let upstream = ["--upstream", upstream.to_str().unwrap()];
        self.run("import", &[&upstream, arguments].concat())
    }

    /// Imports an operation of the published document of these tests, and returns the output.
    fn imports(&self, arguments: &[&str]) -> String {
        let output = self.import(&data("published.yaml"), arguments);
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(stderr(&output), "");
        stdout(&output)
    }

    /// Asserts that an import fails with one error that has every part of `expected`, and writes nothing.
    fn rejects(&self, upstream: &Path, arguments: &[&str], expected: &[&str]) {
        let before = self.documents();
        let output = self.import(upstream, arguments);
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert_eq!(message.matches("error: ").count(), 1, "{message}");
        assert!(message.contains("\n    help: "), "{message}");
        for part in expected {
            assert!(message.contains(part), "{part:?} is missing in\n{message}");
        }
        assert_eq!(before, self.documents(), "{message}");
    }

    /// Reads the documents, sorted by name; a symbolic link has no content.
    fn documents(&self) -> Vec<(String, Option<Vec<u8>>)> {
        let entries = fs::read_dir(self.path("openapi")).unwrap();
        let mut files: Vec<_> = entries
            .map(|entry| entry.unwrap())
            .map(|entry| {
                let text = entry.file_type().unwrap().is_file();
                let text = text.then(|| fs::read(entry.path()).unwrap());
                (entry.file_name().into_string().unwrap(), text)
            })
            .collect();
        files.sort();
        files
    }
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/import")
        .join(name)
}

/// Imported operations have the style of `openapi/`, and no published prose.
#[test]
fn writes_style_of_description() {
    let workspace = Workspace::of(DESCRIPTION);
    for operation in ["get_thing", "create_thing", "delete_thing", "get_things"] {
        workspace.imports(&[operation]);
    }
    workspace.imports(&["get_text", "--document", "thing-store"]);
    let text = workspace.read("openapi/thing-store.yaml");
    assert!(!text.contains("PROSE"), "{text}");
    let expected = fs::read_to_string(data("thing-store.yaml")).unwrap();
    assert_eq!(text, expected);
}

/// The output names the document, the schemas and the next steps.
#[test]
fn prints_document_schemas_and_next_steps() {
    let workspace = Workspace::of(DESCRIPTION);
    let text = workspace.imports(&["getThing"]);
    for part in [
        "import: get_thing is described in openapi/thing-store.yaml, with 10: Thing, Shape, ",
        "next: write the 36 descriptions that are marked `TODO: describe`\n",
        "next: move the schema Color from openapi/base.yaml to openapi/common.yaml: two documents use it now\n",
        "next: run `cargo xtask fixture get_thing` and `cargo xtask codegen`\n",
    ] {
        assert!(text.contains(part), "{part:?} is missing in\n{text}");
    }
    let text = workspace.imports(&["put_base"]);
    let part =
        "next: add `nullable: true` to the optional properties of Wish, at openapi/base.yaml:";
    assert!(text.contains(part), "{text}");
    let output = workspace.run("coverage", &[]);
    let table = String::from_utf8(output.stdout).unwrap();
    for operation in ["get_thing", "put_base"] {
        assert!(table.contains(&format!("  {operation} ")), "{table}");
    }
}

/// Returns the lines of `new` that are not in `old`. Panics if a line of `old` is missing or has another line ending.
fn added(old: &str, new: &str) -> String {
    let mut old = old.split_inclusive('\n').peekable();
    let mut added = String::new();
    for line in new.split_inclusive('\n') {
        if old.next_if_eq(&line).is_none() {
            added.push_str(line);
        }
    }
    assert_eq!(old.next(), None, "a line is missing in\n{new}");
    added
}

/// An import keeps every byte of a document: comments, blank lines, indentation and line endings.
#[test]
fn keeps_the_rest_of_the_document() {
    let text = fs::read_to_string(data("openapi/base.yaml")).unwrap();
    let four: String = text
        .split_inclusive('\n')
        .map(|line| {
            let spaces = line.len() - line.trim_start_matches(' ').len();
            let line = line.replacen("- name", "-   name", 1);
            format!("{}{line}", " ".repeat(spaces))
        })
        .collect();
    for (old, end) in [
        (text.clone(), "\n"),
        (text.replace('\n', "\r\n"), "\r\n"),
        (four, "\n"),
        (format!("---\n# First.\n{text}\n\n# Last.\n"), "\n"),
    ] {
        let workspace = Workspace::of(DESCRIPTION);
        workspace.write(BASE, &old);
        workspace.imports(&["put_base"]);
        workspace.imports(&["get_base_map"]);
        let new = workspace.read(BASE);
        let added = added(&old, &new);
        assert!(added.lines().count() > 30, "{added}");
        assert!(added.split_inclusive('\n').all(|line| line.ends_with(end)));
        assert_eq!(end == "\r\n", added.contains('\r'));
        // One operation is added to its path, the other after the last path.
        let at = |part: &str| new.find(part).unwrap_or_else(|| panic!("{part}: {new}"));
        assert!(at("create_base") < at("put_base"));
        assert!(at("put_base") < at("/api/v1/base/map:"));
        assert!(at("/api/v1/base/map:") < at("# A comment of the components."));
    }
}

/// Schemas are added after the last schema and its comments, and a missing final newline is added.
#[test]
fn appends_schemas() {
    let workspace = Workspace::of(DESCRIPTION);
    let old = workspace.read(BASE);
    let old = old.trim_end();
    workspace.write(BASE, old);
    workspace.imports(&["get_things", "--document", "base.yaml"]);
    let new = workspace.read(BASE);
    added(&format!("{old}\n"), &new);
    let (_, schemas) = new
        .split_once("# A comment after the last schema.\n")
        .unwrap();
    assert!(
        schemas.starts_with("    Kind:\n") || schemas.starts_with("    # "),
        "{schemas}"
    );
    assert!(
        new.contains("tags: [Base]"),
        "the tag is that of the document"
    );
    assert!(new.ends_with('\n'));
}

/// Empty mappings are extended, and missing ones are added.
#[test]
fn extends_empty_mappings() {
    let head = "openapi: 3.0.3\ninfo: {title: Things, version: '1'}\ntags: [{name: Thing Store}]\n";
    for rest in [
        "paths: {}\n",
        "paths: {} # none yet\ncomponents: {}\n",
        "paths: {}\ncomponents:\n  schemas: {}\n",
        "components:\n  securitySchemes: {}\npaths: {}\n# The end.\n",
    ] {
        let workspace = Workspace::of(DESCRIPTION);
        workspace.write("openapi/thing-store.yaml", &format!("{head}{rest}"));
        workspace.imports(&["create_thing"]);
        let new = workspace.read("openapi/thing-store.yaml");
        let kept = rest
            .split_inclusive('\n')
            .map(|line| line.replacen(" {}", "", 1));
        added(&format!("{head}{}", kept.collect::<String>()), &new);
    }
}

/// A mapping in flow style cannot be extended by lines.
#[test]
fn rejects_flow_style() {
    let workspace = Workspace::of(DESCRIPTION);
    let text = workspace.read(BASE);
    let (rest, _) = text.split_once("  schemas:\n").unwrap();
    let schemas = "  schemas: {Base: {type: object, description: It., required: [color, price], properties: {color: {$ref: \
        '#/components/schemas/Color'}, price: {type: string, format: decimal, description: It.}, note: {type: string, \
        nullable: true, description: It.}}}, Color: {type: string, description: It., enum: [Green]}, Wish: {type: object, \
        description: It., properties: {note: {type: string, description: It.}}}}\n";
    workspace.write(BASE, &format!("{rest}{schemas}"));
    let line = 1 + rest.matches('\n').count();
    workspace.rejects(
        &data("published.yaml"),
        &["get_things", "--document", "base"],
        &[
            &format!("openapi/base.yaml:{line}: the operation cannot be inserted"),
            "in block style",
        ],
    );
    workspace.imports(&["put_base"]);
}

/// The operation must be published and not described, and its document known.
#[test]
fn rejects_unknown_and_described_operations() {
    let workspace = Workspace::of(DESCRIPTION);
    let published = data("published.yaml");
    workspace.rejects(
        &published,
        &["get_thin"],
        &[
            "published.yaml: no operation `get_thin` among the 8",
            "such as `get_thing`",
        ],
    );
    workspace.rejects(
        &published,
        &["get_base"],
        &[
            "published.yaml:",
            "operation get_base",
            "described already, at openapi/base.yaml:",
        ],
    );
    workspace.rejects(
        &published,
        &["get_text"],
        &["the operation has no tag", "`--document NAME`"],
    );
    for name in ["../outside", "Thing", "common", "a b", ""] {
        workspace.rejects(
            &published,
            &["get_text", "--document", name],
            &[
                "is not the name of a document with a tag",
                "`--document NAME`",
            ],
        );
    }
    // A document of this name has another tag.
    let base = workspace.read(BASE);
    workspace.write("openapi/thing-store.yaml", &base);
    fs::remove_file(workspace.path(BASE)).unwrap();
    workspace.rejects(
        &published,
        &["get_things"],
        &[
            "openapi/thing-store.yaml has the tag `Base`",
            "`--document NAME`",
        ],
    );
}

/// The description must be valid before an import.
#[test]
fn rejects_an_invalid_description() {
    let workspace = Workspace::of(DESCRIPTION);
    let text = workspace
        .read(BASE)
        .replace("summary: Get the base.", "sumary: Get the base.");
    workspace.write(BASE, &text);
    let output = workspace.import(&data("published.yaml"), &["put_base"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output)
            .contains("openapi/base.yaml:15: operation get_base: unsupported key `sumary`"),
        "{}",
        stderr(&output)
    );
    assert_eq!(workspace.read(BASE), text);
}

/// Published document with one operation. `PARTS` is replaced.
const SMALL: &str = "openapi: 3.0.3
info: {title: Small, version: '1'}
paths:
  /api/v1/small:
    get:
      tags: [Small]
      operationId: get_small
PARTS
";

/// Unsupported schemas, each with the cause of the error.
const SCHEMAS: &str = "
{not: {type: string}} <- `not` has no type
{oneOf: [{type: string}, {type: integer}]} <- `oneOf` without a discriminator
{anyOf: [{type: string}, {type: integer}]} <- `anyOf` without a discriminator
{allOf: [{type: string}, {type: integer}]} <- `allOf` of something else than objects
{type: integer, format: uint128} <- the format `uint128` of an integer is unknown
{type: array} <- a list without `items`
{type: [string, integer]} <- is unsupported
{type: string, enum: [1]} <- is not a string
{type: string, enum: ['+']} <- without a value that has a name
{type: object, patternProperties: {}} <- `patternProperties` of a schema is unsupported
{type: object, discriminator: {propertyName: a}} <- `discriminator` of a schema is unsupported
{type: object, properties: {a: true}} <- a schema is not a mapping
{type: object, properties: {a: {type: string}, A: {type: string}}} <- two properties have the Rust name `a`
{$ref: '#/components/schemas/None'} <- unresolved reference
{$ref: 'other.yaml#/components/schemas/A'} <- unresolved reference
{$ref: '#/paths/~1api~1v1~1small/get/responses/200/content/application~1json/schema'} <- is circular
{oneOf: [{type: object}], discriminator: {mapping: {}}} <- without `propertyName`
{oneOf: [{type: object}, {type: object}], discriminator: {propertyName: a}} <- has no name
{allOf: [{properties: {a: {type: string}}}, {properties: {a: {type: boolean}}}]} <- two descriptions of `a`
";

/// Unsupported parameters, each with the line and the cause of the error.
const PARAMETERS: &str = "
{name: a, in: cookie, schema: {type: string}} <- 9: is in `cookie`
{name: a, in: query} <- 9: has no schema
{name: a, in: query, explode: false, schema: {type: array, items: {type: string}}} <- 9: comma-separated
{name: a, in: query, style: pipeDelimited, schema: {type: string}} <- 9: the style of the parameter `a`
{name: a, in: query, allowReserved: true, schema: {type: string}} <- 9: `allowReserved` of a parameter
{name: a, in: query, schema: {type: object}} <- 9: has a type without a form in a query
{name: a, in: path, required: true, schema: {type: string}} <- 5: does not match its parameters
{name: X-API-KEY, in: header, schema: {type: string}} <- 5: documents no instruction
";

/// Unsupported operations, with their members on one line, each with the cause of the error.
const OPERATIONS: &str = "
responses: {'302': {description: ''}} <- the response status `302` is unsupported
responses: {'200': {description: '', content: {text/html: {schema: {type: string}}}}} <- media type `text/html`
responses: {'200': {description: '', content: {application/json: {}}}} <- a media type without a schema
servers: [] <- `servers` of an operation is unsupported
callbacks: {} <- `callbacks` of an operation is unsupported
";

/// Unsupported schemas, parameters and operations are rejected at their published lines, with help.
#[test]
fn rejects_unsupported_elements() {
    let workspace = Workspace::of(DESCRIPTION);
    let upstream = workspace.path("small.yaml");
    let rejects = |parts: &str, line: &str, cause: &str| {
        fs::write(&upstream, SMALL.replace("PARTS", parts)).unwrap();
        let place = format!("small.yaml:{line}: operation get_small");
        workspace.rejects(&upstream, &["get_small"], &[&place, cause]);
    };
    let cases = |table: &'static str| {
        let lines = table.lines().filter(|line| !line.is_empty());
        lines.map(|line| line.split_once(" <- ").unwrap())
    };
    for (schema, cause) in cases(SCHEMAS) {
        let parts = format!(
            "      responses:\n        '200':\n          description: ''\n          content:\n            \
             application/json:\n              schema: {schema}"
        );
        rejects(&parts, "13", cause);
    }
    let success = "      responses: {'200': {description: ''}}";
    for (parameter, cause) in cases(PARAMETERS) {
        let (line, cause) = cause.split_once(": ").unwrap();
        let parts = format!("      parameters:\n        - {parameter}\n{success}");
        rejects(&parts, line, cause);
    }
    for (members, cause) in cases(OPERATIONS) {
        let has_response = members.starts_with("responses");
        let success = if has_response { "" } else { success };
        rejects(&format!("      {members}\n{success}"), "8", cause);
    }
    let none = "      responses: {'400': {description: ''}}";
    rejects(none, "5", "no success response is published");
    let secured = format!("      security: [{{}}, {{Key: []}}]\n{success}");
    rejects(&secured, "5", "documents no instruction");
}

/// A schema whose every value contains itself has no example.
#[test]
fn rejects_infinitely_recursive_schemas() {
    let workspace = Workspace::of(DESCRIPTION);
    let upstream = workspace.path("small.yaml");
    let parts = "      responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}
components:
  schemas:
    A: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}";
    fs::write(&upstream, SMALL.replace("PARTS", parts)).unwrap();
    let expected = ["small.yaml:8: ", "recursive without an end"];
    workspace.rejects(&upstream, &["get_small"], &expected);
    let parts = parts.replace(
        "properties: {a: {$ref: '#/components/schemas/A'}}",
        "properties: {a: {type: string}}",
    );
    let parts = parts.replace(
        "type: object",
        "allOf: [{$ref: '#/components/schemas/A'}, {type: object}]",
    );
    fs::write(&upstream, SMALL.replace("PARTS", &parts)).unwrap();
    workspace.rejects(
        &upstream,
        &["get_small"],
        &["small.yaml:", "nest without an end"],
    );
}

/// Each part of nested `allOf` is merged once: 30 levels of 4 parts would otherwise not terminate.
#[test]
fn merges_nested_objects_once() {
    let workspace = Workspace::of(DESCRIPTION);
    let upstream = workspace.path("small.yaml");
    let mut parts = String::from(
        "      responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/A0'}}}}}
components:
  schemas:
    A30: {type: object, properties: {a: {type: string}}}\n",
    );
    for level in 0..30 {
        let below = format!("{{$ref: '#/components/schemas/A{}'}}", level + 1);
        let four = [below.as_str(); 4].join(", ");
        parts.push_str(&format!("    A{level}: {{allOf: [{four}]}}\n"));
    }
    fs::write(&upstream, SMALL.replace("PARTS", &parts)).unwrap();
    let output = workspace.import(&upstream, &["get_small"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        workspace
            .read("openapi/small.yaml")
            .contains("    A0:\n      type: object\n")
    );
}

/// Null and constants of OpenAPI 3.1 are translated.
#[test]
fn reads_openapi_3_1() {
    let workspace = Workspace::of(DESCRIPTION);
    let upstream = workspace.path("small.json");
    let schema = r##"{"type": "object", "required": ["a", "b"], "properties": {
        "a": {"type": ["string", "null"], "examples": ["x"]},
        "b": {"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]},
        "c": {"const": "only"},
        "d": {"type": "integer", "exclusiveMinimum": 0}}}"##;
    let json = format!(
        r##"{{"openapi": "3.1.0", "paths": {{"/api/v1/small": {{"get": {{"tags": ["Small"], "responses": {{"200": {{
        "description": "\ud83d\ude00", "content": {{"application/json": {{"schema": {schema}}}}}}}}}}}}}}},
        "components": {{"schemas": {{"B": {{"type": "string", "enum": ["x\/y"]}}}}}}}}"##
    );
    fs::write(&upstream, json).unwrap();
    let output = workspace.import(&upstream, &["get_api_v1_small"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = workspace.read("openapi/small.yaml");
    for part in [
        "        a:\n                    type: string\n                    nullable: true\n",
        "- $ref: '#/components/schemas/B'\n                      - {type: string, nullable: true, enum: [null]}\n",
        "                    enum:\n                      - only\n",
        "    B:\n      type: string\n      description: B. # TODO: describe\n      enum:\n        - x/y\n",
    ] {
        assert!(text.contains(part), "{part:?} is missing in\n{text}");
    }
}

/// An enumeration of more than 200 values becomes a string, since values are added without notice.
#[test]
fn large_enumeration_becomes_string() {
    let workspace = Workspace::of(DESCRIPTION);
    let upstream = workspace.path("small.yaml");
    let values: Vec<String> = (0..201).map(|number| format!("A{number}")).collect();
    let parts = format!(
        "      parameters:\n        - {{name: asset, in: query, schema: {{$ref: '#/components/schemas/Asset'}}}}
      responses: {{'200': {{description: ''}}}}\ncomponents:\n  schemas:\n    Asset: {{type: string, enum: [{}]}}",
        values.join(", ")
    );
    fs::write(&upstream, SMALL.replace("PARTS", &parts)).unwrap();
    let output = workspace.import(&upstream, &["get_small"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = workspace.read("openapi/small.yaml");
    assert!(
        text.contains("# Published as Asset, an enumeration of 201 values, which is open.\n"),
        "{text}"
    );
    assert!(!text.contains("components:"), "{text}");
}

/// The published document must be a regular file with an OpenAPI document.
#[test]
fn rejects_invalid_upstream_files() {
    let workspace = Workspace::of(DESCRIPTION);
    let file = workspace.path("upstream.yaml");
    let rejects = |cause: &str| workspace.rejects(&file, &["get_small"], &["upstream.yaml", cause]);
    rejects("file not found");
    for (bytes, cause) in [
        (
            &b"openapi: 2.0\npaths: {}"[..],
            "not an OpenAPI document of version 3.0 or 3.1: `openapi` is `2.0`",
        ),
        (
            b"paths: {}",
            "not an OpenAPI document of version 3.0 or 3.1",
        ),
        (b"a: [", "upstream.yaml:2: bad YAML"),
        (b"{\"a\": 1,}x", "upstream.yaml:1: invalid JSON"),
        (b"a\n\xff", "upstream.yaml:2: the file is not UTF-8"),
        (b"", "not a YAML mapping"),
        (
            b"openapi: 3.0.3\npaths: {}",
            "the document has no operation",
        ),
    ] {
        fs::write(&file, bytes).unwrap();
        rejects(cause);
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    rejects("not a regular file");
}

/// A pipe would block, and a symbolic link would change another file.
#[test]
#[cfg(unix)]
fn rejects_pipes_and_links() {
    let workspace = Workspace::of(DESCRIPTION);
    let pipe = workspace.path("pipe.yaml");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    workspace.rejects(&pipe, &["get_small"], &["pipe.yaml: not a regular file"]);

    let outside = workspace.path("outside.yaml");
    std::os::unix::fs::symlink(&outside, workspace.path("openapi/thing-store.yaml")).unwrap();
    workspace.rejects(
        &data("published.yaml"),
        &["get_things"],
        &["openapi/thing-store.yaml: "],
    );
    assert!(!outside.exists());
}

/// Missing arguments and options of other commands are rejected.
#[test]
fn rejects_invalid_arguments() {
    let workspace = Workspace::of(DESCRIPTION);
    for (command, arguments, message) in [
        ("import", &[][..], "import needs an OPERATION"),
        ("import", &["a"], "import needs `--upstream FILE`"),
        ("import", &["a", "b"], "unexpected argument"),
        (
            "import",
            &["a", "--force"],
            "import has no option `--force`",
        ),
        ("imports", &[], "unknown command `imports`"),
    ] {
        let output = workspace.run(command, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).contains(message),
            "{arguments:?}: {}",
            stderr(&output)
        );
        assert!(stderr(&output).contains("cargo xtask COMMAND"));
    }
}

/// The texts of an imported operation and of its schemas are recorded as read, so drift reports none of them.
#[test]
fn records_texts_as_read() {
    let workspace = Workspace::new();
    workspace.imports(&["get_thing"]);
    let upstream = data("published.yaml");
    let reported = || {
        let output = workspace.run("drift", &["--upstream", upstream.to_str().unwrap()]);
        let text = String::from_utf8(output.stdout).unwrap();
        (text.matches(": new text\n").count(), text)
    };
    let (count, text) = reported();
    assert_eq!(count, 0, "{text}");
    fs::remove_file(workspace.path("openapi/drift/prose.txt")).unwrap();
    let (count, text) = reported();
    assert_eq!(count, 2, "{text}");
}

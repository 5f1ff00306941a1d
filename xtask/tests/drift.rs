//! Drift as a maintainer meets it: a small fragment, and documents that are published for it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// What the documents of the fragment share.
const COMMON: &str = include_str!("drift/common.yaml");
/// The one document beside it.
const THING: &str = include_str!("drift/thing.yaml");
/// The same API as the exchange would publish it.
const PUBLISHED: &str = include_str!("drift/published.yaml");
/// The same as JSON and OpenAPI 3.1.
const PUBLISHED_JSON: &str = include_str!("drift/published.json");
/// What is recorded of the two.
const DEPARTURES: &str = include_str!("drift/departures.yaml");

/// A workspace with the small fragment, beside a published document.
struct Drift {
    folder: TempDir,
}

impl Drift {
    fn new(published: &str) -> Self {
        let drift = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        fs::create_dir_all(drift.folder.path().join("openapi/drift")).unwrap();
        drift.write("openapi/common.yaml", COMMON);
        drift.write("openapi/thing.yaml", THING);
        drift.write("openapi/drift/departures.yaml", DEPARTURES);
        drift.write("published", published);
        drift
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let published = self.folder.path().join("published");
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["drift", "--upstream"])
            .arg(published)
            .args(arguments)
            .arg("--root")
            .arg(self.folder.path())
            .output()
            .unwrap();
        said(&output)
    }

    /// Fails with these unrecorded differences and stale records, and no others.
    fn reports(&self, expected: &[&str]) {
        let (code, out, err) = self.run(&["--quiet"]);
        assert_eq!(code, Some(1), "{out}{err}");
        for part in expected {
            let line = format!("error: {part}");
            assert!(
                out.lines().any(|one| one == line),
                "{line:?} is missing in\n{out}{err}"
            );
        }
        assert_eq!(out.matches("error: ").count(), expected.len(), "{out}");
    }
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    (
        output.status.code(),
        String::from_utf8(output.stdout.clone()).unwrap(),
        String::from_utf8(output.stderr.clone()).unwrap(),
    )
}

/// The published document with the first `from` replaced, which must be there.
fn published(from: &str, to: &str) -> String {
    replaced(PUBLISHED, from, to)
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "it no longer holds {from:?}");
    text.replacen(from, to, 1)
}

/// Wrapper schemas, inline enumerations, a union of one member, header parameters, an instruction in the description:
/// other ways to say the same, apart from what is recorded.
#[test]
fn the_same_in_other_words() {
    let drift = Drift::new(PUBLISHED);
    let (code, out, err) = drift.run(&[]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.starts_with("Recorded departures\n"), "{out}");
    for part in [
        "openapi/drift/departures.yaml:2: The four headers are a security requirement.\n    evidence: The introduction.\n    \
         create_thing: authentication security here, required header parameters published [auth-headers]",
        "schema.Thing.createdAt: format unix-millis here, int64 published [format]",
        "drift: 0 unrecorded, 5 recorded by 3 entries, 0 stale",
    ] {
        assert!(out.contains(part), "{part:?} is missing in\n{out}");
    }
    assert_eq!(drift.run(&[]).1, out, "the same each time");

    let (code, out, _) = drift.run(&["--quiet"]);
    assert_eq!(code, Some(0));
    assert_eq!(
        out,
        "drift: 0 unrecorded, 5 recorded by 3 entries, 0 stale\n"
    );
}

/// JSON is read as well, and what OpenAPI 3.1 says in its own way, `null` included.
#[test]
fn json_and_openapi_3_1() {
    let (departures, _) = DEPARTURES.split_once("  - what: '**'").unwrap();
    let drift = Drift::new(PUBLISHED_JSON);
    drift.write("openapi/drift/departures.yaml", departures);
    let (code, out, err) = drift.run(&["--quiet"]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");

    let changed = replaced(
        PUBLISHED_JSON,
        "\"Round\", \"Flat\"",
        "\"Round\", \"Flat\", \"Bent\"",
    );
    drift.write("published", &changed);
    drift.reports(&["schema.Form.enum.Bent: enum value added: published, not here [value-added]"]);
}

/// Each change of an operation, with the words it is reported with.
#[test]
fn operations() {
    for (from, to, expected) in [
        (
            "  /api/v1/things:\n    get:",
            "  /api/v1/new:\n    get:\n      operationId: get_new\n      tags: [Thing]\n      responses: {}\n  /api/v1/things:\n    get:",
            "get_new: operation added: GET /api/v1/new published, not here [operation-added]",
        ),
        (
            "operationId: get_things",
            "operationId: list_things",
            "get_things: operationId get_things here, list_things published [operation-id]",
        ),
        (
            "  /api/v1/things:",
            "  /api/v2/things:",
            "get_things: path /api/v1/things here, /api/v2/things published [path]",
        ),
        (
            "  /api/v1/things:\n    get:",
            "  /api/v1/things:\n    put:",
            "get_things: method get here, put published [method]",
        ),
        (
            "      tags: [Thing]\n",
            "      tags: [Thong]\n",
            "get_thing: tag Thing here, Thong published [tag]",
        ),
        (
            "`thingQuery`",
            "`thingAsk`",
            "get_thing: instruction thingQuery here, thingAsk published [instruction]",
        ),
        (
            "**Instruction:** `thingQuery`",
            "No word of it.",
            "get_thing: instruction thingQuery here, none published [instruction]",
        ),
        (
            "url: https://api.example/",
            "url: https://new.example",
            "servers: server https://api.example here, https://new.example published [server]",
        ),
    ] {
        Drift::new(&published(from, to)).reports(&[expected]);
    }
    let (before, rest) = PUBLISHED.split_once("  /api/v1/things:").unwrap();
    let (_, after) = rest.split_once("components:").unwrap();
    let without = format!("{before}components:{after}");
    Drift::new(&without).reports(&[
        "get_things: operation removed: GET /api/v1/things here, not published [operation-removed]",
    ]);
}

/// An operation that is published without one of the four headers is not signed as we sign it.
#[test]
fn authentication() {
    let window = "        - {name: X-WINDOW, in: header, required: false, schema: {type: integer, format: uint64}}\n";
    Drift::new(&published(window, "")).reports(&[
        "get_thing: authentication security here, X-API-KEY or X-SIGNATURE or X-TIMESTAMP published [authentication]",
        "get_thing.header.X-API-KEY: parameter added: required string published, not here [parameter-added]",
        "get_thing.header.X-SIGNATURE: parameter added: required string published, not here [parameter-added]",
        "get_thing.header.X-TIMESTAMP: parameter added: required integer int64 published, not here [parameter-added]",
    ]);
}

/// Each change of a parameter, a body or a response.
#[test]
fn messages() {
    for (from, to, expected) in [
        (
            "        - {name: limit,",
            "        - {name: side, in: query, required: true, schema: {type: string}}\n        - {name: limit,",
            "get_thing.query.side: parameter added: required string published, not here [parameter-added]",
        ),
        (
            "        - {name: limit, in: query, required: false, schema: {type: integer, format: uint32}}\n",
            "",
            "get_thing.query.limit: parameter removed: optional integer uint32 here, not published [parameter-removed]",
        ),
        (
            "{name: limit, in: query, required: false",
            "{name: limit, in: query, required: true",
            "get_thing.query.limit: presence optional here, required published [required]",
        ),
        (
            "{name: limit, in: query",
            "{name: limit, in: path",
            "get_thing.query.limit: place of the parameter query here, path published [location]",
        ),
        (
            "schema: {type: integer, format: uint32}",
            "schema: {type: integer, format: uint64}",
            "get_thing.query.limit: format uint32 here, uint64 published [format]",
        ),
        (
            "schema: {type: integer, format: uint32}",
            "schema: {type: string}",
            "get_thing.query.limit: type integer here, string published [type]",
        ),
        (
            "schema: {type: integer, format: uint32}",
            "schema: {type: integer, format: uint32, maximum: 500}",
            "get_thing.query.limit: constraint no maximum here, maximum 500 published [constraint]",
        ),
        (
            "          explode: true\n",
            "          explode: false\n",
            "get_things.query.form: style form, repeated here, form, joined published [style]",
        ),
        (
            "        required: true\n",
            "        required: false\n",
            "create_thing.body: presence required here, optional published [required]",
        ),
        (
            "        '400': {$ref: '#/components/responses/Bad'}\n",
            "",
            "get_thing.response.400: response removed: here, not published [response-removed]",
        ),
        (
            "        '400': {$ref: '#/components/responses/Bad'}\n",
            "        '400': {$ref: '#/components/responses/Bad'}\n        '418': {$ref: '#/components/responses/Bad'}\n",
            "get_thing.response.418: response added: published, not here [response-added]",
        ),
        (
            "            X-TOTAL: {schema: {type: integer, format: uint64}}\n",
            "",
            "get_things.response.200.header.X-Total: response header removed: here, not published [header-removed]",
        ),
        (
            "            X-TOTAL:",
            "            X-SUM: {schema: {type: string}}\n            X-TOTAL:",
            "get_things.response.200.header.X-SUM: response header added: published, not here [header-added]",
        ),
        (
            "            X-TOTAL: {schema: {type: integer",
            "            X-TOTAL: {schema: {type: string",
            "get_things.response.200.header.X-Total: type integer here, string published [type]",
        ),
        (
            "            application/json; charset=utf-8: {schema: {$ref: '#/components/schemas/Thing'}}",
            "            text/csv: {schema: {$ref: '#/components/schemas/Thing'}}\n            \
             application/json: {schema: {$ref: '#/components/schemas/Thing'}}",
            "get_thing.response.200.text/csv: media type added: published, not here [content-added]",
        ),
    ] {
        Drift::new(&published(from, to)).reports(&[expected]);
    }
}

/// Each change of a schema, told once by its name although two operations use it.
#[test]
fn schemas() {
    for (from, to, expected) in [
        (
            "        id: {type: string}\n",
            "        id: {type: string}\n        note: {type: string, format: decimal}\n",
            "schema.Thing.note: field added: optional string decimal published, not here [field-added]",
        ),
        (
            "        note: {type: string}\n",
            "",
            "schema.ThingCreate.note: field removed: optional string here, not published [field-removed]",
        ),
        (
            "        note: {type: string}\n",
            "        note: {type: string, nullable: true}\n",
            "schema.ThingCreate.note: null refused here, allowed published [nullable]",
        ),
        (
            "        note: {type: string}\n",
            "        note: {type: string, default: none}\n",
            "schema.ThingCreate.note: default none here, \"none\" published [default]",
        ),
        (
            "        id: {type: string}\n",
            "        id: {type: integer}\n",
            "schema.Thing.id: type string here, integer published [type]",
        ),
        (
            "        id: {type: string}\n",
            "        id: {type: string, nullable: true}\n",
            "schema.Thing.id: null refused here, allowed published [nullable]",
        ),
        (
            "        id: {type: string}\n",
            "        id: {type: string, enum: [a, b]}\n",
            "schema.Thing.id: values any here, a, b published [enumeration]",
        ),
        (
            "      required: [id, createdAt, form, shape, curve]\n",
            "      required: [createdAt, form, shape, curve]\n",
            "schema.Thing.id: presence required here, optional published [required]",
        ),
        (
            "enum: [Round, Flat]",
            "enum: [Round, Flat, Bent]",
            "schema.Form.enum.Bent: enum value added: published, not here [value-added]",
        ),
        (
            "enum: [Round, Flat]",
            "enum: [Flat]",
            "schema.Form.enum.Round: enum value removed: here, not published [value-removed]",
        ),
        (
            "          Ball: '#/components/schemas/Shape_Ball'\n",
            "          Ball: '#/components/schemas/Shape_Ball'\n          Egg: '#/components/schemas/Shape_Ball'\n",
            "schema.Shape(Egg): variant of the union added: published, not here [variant-added]",
        ),
        (
            "          sqrt: '#/components/schemas/Curve_Sqrt'\n",
            "          sqrt: '#/components/schemas/Curve_Sqrt'\n          log: '#/components/schemas/Curve_Sqrt'\n",
            "schema.Curve(log): variant of the union added: published, not here [variant-added]",
        ),
        (
            "        base: {type: string, format: decimal}\n",
            "        base: {type: string}\n",
            "schema.Curve(sqrt).base: format decimal here, none published [format]",
        ),
        (
            "        radius: {type: string, format: decimal}\n",
            "        radius: {type: string, format: decimal}\n        color: {type: string}\n",
            "schema.Ball.color: field added: optional string published, not here [field-added]",
        ),
        (
            "        sizes: {type: array, items: {type: integer, format: int64}}\n",
            "        sizes: {type: array, items: {type: integer, format: int32}}\n",
            "schema.Thing.sizes[]: format int64 here, int32 published [format]",
        ),
        (
            "        labels: {type: object, additionalProperties: {type: string}}\n",
            "        labels: {type: object, additionalProperties: {type: boolean}}\n",
            "schema.Thing.labels{}: type string here, boolean published [type]",
        ),
    ] {
        Drift::new(&published(from, to)).reports(&[expected]);
    }
    Drift::new(&PUBLISHED.replace("kind", "sort"))
        .reports(&["schema.Shape: tag of the union kind here, sort published [union-tag]"]);
    let renamed = published("        Ball: '#", "        Bowl: '#");
    Drift::new(&renamed).reports(&[
        "schema.Shape(Ball): variant of the union removed: here, not published [variant-removed]",
        "schema.Shape(Bowl): variant of the union added: published, not here [variant-added]",
    ]);
}

/// A difference names its place on both sides.
#[test]
fn places() {
    let (_, out, _) = Drift::new(&published(
        "{type: string, enum: [Round, Flat]}",
        "{type: string, enum: [Round]}",
    ))
    .run(&["--quiet"]);
    let line = 1 + COMMON.lines().position(|line| line == "    Form:").unwrap();
    let expected =
        format!("\n    here: openapi/common.yaml:{line}, published: #/components/schemas/Form\n");
    assert!(out.contains(&expected), "{expected:?} is missing in\n{out}");
    assert!(out.contains("mend: bring openapi/ up to date"), "{out}");

    // What only they have stands with us where it would be written.
    let (_, out, _) = Drift::new(&published(
        "        id: {type: string}\n",
        "        id: {type: string}\n        b~/: {}\n",
    ))
    .run(&["--quiet"]);
    let line = 1 + THING.lines().position(|line| line == "    Thing:").unwrap();
    let expected = format!(
        "here: openapi/thing.yaml:{line}, published: #/components/schemas/Thing/properties/b~0~1\n"
    );
    assert!(out.contains(&expected), "{expected:?} is missing in\n{out}");
}

/// A record whose difference is gone, or has changed, is an error with its line.
#[test]
fn stale_departures() {
    let gone = published(
        "createdAt: {type: integer, format: int64}",
        "createdAt: {type: integer, format: unix-millis}",
    );
    let (code, out, _) = Drift::new(&gone).run(&["--quiet"]);
    assert_eq!(code, Some(1));
    let line = 1 + DEPARTURES
        .lines()
        .position(|line| line.contains("createdAt"))
        .unwrap();
    let expected = format!(
        "error: openapi/drift/departures.yaml:{line}: schema.Thing.createdAt: the recorded difference of kind `format` is gone\n    mend: "
    );
    assert!(out.starts_with(&expected), "{out}");
    assert!(
        out.ends_with("drift: 0 unrecorded, 4 recorded by 2 entries, 1 stale\n"),
        "{out}"
    );

    // The same place, another format: the record does not cover it.
    Drift::new(&published("createdAt: {type: integer, format: int64}", "createdAt: {type: integer, format: uint64}")).reports(&[
        "schema.Thing.createdAt: format unix-millis here, uint64 published [format]",
        &format!("openapi/drift/departures.yaml:{line}: schema.Thing.createdAt: the recorded difference of kind `format` is gone"),
    ]);
}

/// One name of a list that covers nothing is stale, although the others cover something.
#[test]
fn stale_name_in_a_list() {
    let drift = Drift::new(PUBLISHED);
    let list = "what:\n      - schema.Thing.createdAt\n      - schema.Thing.updatedAt";
    drift.write(
        "openapi/drift/departures.yaml",
        &replaced(DEPARTURES, "what: schema.Thing.createdAt", list),
    );
    let line = 3 + DEPARTURES
        .lines()
        .position(|line| line.contains("createdAt"))
        .unwrap();
    drift.reports(&[&format!(
        "openapi/drift/departures.yaml:{line}: schema.Thing.updatedAt: the recorded difference of kind `format` is gone"
    )]);
}

/// Without records everything is reported; a file that cannot be understood is an error, not an empty one.
#[test]
fn departures_file() {
    let drift = Drift::new(PUBLISHED);
    fs::remove_file(drift.folder.path().join("openapi/drift/departures.yaml")).unwrap();
    let (code, out, _) = drift.run(&[]);
    assert_eq!(code, Some(1));
    assert!(
        out.contains("drift: 5 unrecorded, 0 recorded by 0 entries, 0 stale"),
        "{out}"
    );
    for (text, what) in [
        ("departures: [", ":2: bad YAML"),
        (
            "departures:\n  - {what: a, kind: tag, reason: r, evidence: e}\n",
            ":2: an entry of kind `tag` has no `here`",
        ),
        (
            "departures:\n  - {what: '**', kind: value-added, reason: r, evidence: e}\n",
            ":2: an entry of kind `value-added` has no `*`",
        ),
    ] {
        drift.write("openapi/drift/departures.yaml", text);
        let (code, out, err) = drift.run(&[]);
        assert_eq!((code, out.as_str()), (Some(1), ""));
        assert!(
            err.contains(&format!("error: openapi/drift/departures.yaml{what}")),
            "{err}"
        );
        assert!(err.contains("nothing was compared"), "{err}");
    }
}

/// A document that cannot be read or understood is named with the line, and nothing is compared.
#[test]
fn bad_documents() {
    let dangling = published(
        "$ref: '#/components/schemas/Curve'",
        "$ref: '#/components/schemas/Curves'",
    );
    let line = 1 + dangling
        .lines()
        .position(|line| line.contains("/Curves'"))
        .unwrap();
    for (text, expected) in [
        ("openapi: 3.0.0\npaths: [\n", "published:3: bad YAML"),
        (
            "openapi: 3.0.0\npaths: {}\npaths: {}\n",
            "published:3: `paths` is defined twice, first at line 2",
        ),
        (
            "{\n  \"openapi\": \"3.0.0\",\n  \"paths\": {,}\n}",
            "published:3: bad JSON",
        ),
        (
            "info: {}\n",
            "published:1: #/openapi: the file is not an OpenAPI document",
        ),
        (
            "swagger: '2.0'\npaths: {}\n",
            "published:1: #/openapi: the file is not an OpenAPI document",
        ),
        (
            "info: {}\nopenapi: 2.0.0\n",
            "published:2: #/openapi: OpenAPI 2.0.0 is not compared",
        ),
        (
            "openapi: 3.0.0\npaths: {}\n",
            "published:2: #/paths: the document has no operation",
        ),
        ("", "published:1: the file is not a YAML mapping"),
        ("<html>\n", "published:1: the file is not a YAML mapping"),
        (
            &dangling,
            &format!(
                "published:{line}: #/components/schemas/Thing/properties/curve: `$ref: #/components/schemas/Curves` points to nothing"
            ),
        ),
    ] {
        let (code, out, err) = Drift::new(text).run(&[]);
        assert_eq!((code, out.as_str()), (Some(1), ""), "{text}");
        assert!(err.contains(expected), "{expected:?} is missing in\n{err}");
        assert!(err.contains("mend: "), "{err}");
    }
    let drift = Drift::new("");
    fs::remove_file(drift.folder.path().join("published")).unwrap();
    let (code, _, err) = drift.run(&[]);
    assert_eq!(code, Some(1));
    assert!(err.contains("published: cannot be read: "), "{err}");
}

/// A fragment that breaks a house rule is refused as by codegen.
#[test]
fn bad_fragment() {
    let drift = Drift::new(PUBLISHED);
    drift.write(
        "openapi/thing.yaml",
        &replaced(THING, "      summary: Get a thing.\n", ""),
    );
    let (code, out, err) = drift.run(&[]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(
        err.contains("operation get_thing: there is no summary"),
        "{err}"
    );
}

/// A wrong command line says so and shows the right ones.
#[test]
fn usage() {
    for (arguments, what) in [
        (&["drift"][..], "drift needs `--upstream FILE`"),
        (&["drift", "--upstream"], "missing argument"),
        (
            &["drift", "--upstream", "x", "--check"],
            "drift has no option `--check`",
        ),
        (
            &["drift", "--upstream", "x", "--markdown"],
            "drift has no option `--markdown`",
        ),
        (&["drift", "--upstream", "x", "y"], "unexpected argument"),
        (&["codegen", "--quiet"], "codegen has no option `--quiet`"),
        (
            &["codegen", "--upstream", "x"],
            "codegen has no option `--upstream`",
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .output()
            .unwrap();
        let (code, _, err) = said(&output);
        assert_eq!(code, Some(2), "{arguments:?}: {err}");
        assert!(err.contains(what), "{arguments:?}: {err}");
        assert!(err.contains("cargo xtask COMMAND"), "{err}");
    }
}

/// This workspace's fragment against the document of the exchange that the environment variable `BACKPACK_UPSTREAM`
/// names: every difference is recorded, and no record is stale.
#[test]
fn the_published_document() {
    let Some(file) = std::env::var_os("BACKPACK_UPSTREAM") else {
        return;
    };
    fs::metadata(&file).unwrap_or_else(|error| panic!("{}: {error}", Path::new(&file).display()));
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args([
            "drift",
            "--quiet",
            "--root",
            concat!(env!("CARGO_MANIFEST_DIR"), "/.."),
            "--upstream",
        ])
        .arg(file)
        .output()
        .unwrap();
    let (code, out, err) = said(&output);
    assert_eq!(code, Some(0), "{out}{err}");
}

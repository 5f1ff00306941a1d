//! `cargo xtask drift` on a small description and variants of its published document.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Shared document of the description.
const COMMON: &str = include_str!("drift/common.yaml");
/// Other document of the description.
const THING: &str = include_str!("drift/thing.yaml");
/// Published document of the same API.
const PUBLISHED: &str = include_str!("drift/published.yaml");
/// Published document as JSON and OpenAPI 3.1.
const PUBLISHED_JSON: &str = include_str!("drift/published.json");
/// Recorded departures.
const DEPARTURES: &str = include_str!("drift/departures.yaml");

/// Workspace with the small description and a published document whose texts are recorded.
struct Drift {
    folder: TempDir,
}

impl Drift {
    fn new(published: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let drift = Self { folder };
        fs::create_dir_all(drift.path("openapi/drift")).unwrap();
        drift.write("openapi/common.yaml", COMMON);
        drift.write("openapi/thing.yaml", THING);
        drift.write("openapi/drift/departures.yaml", DEPARTURES);
        drift.write("published", PUBLISHED);
        assert_eq!(drift.run(&["--record-prose"]).0, Some(0));
        drift.write("published", published);
        drift
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Runs the command, and returns exit code, standard output and standard error.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["drift", "--upstream", "published"])
            .args(arguments)
            .args(["--root", "."])
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        streams(&output)
    }

    /// Asserts that the command fails with exactly these errors, one per line, and returns the output.
    fn reports(&self, expected: &[&str]) -> String {
        let (code, out, err) = self.run(&["--quiet"]);
        assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
        let errors: Vec<&str> = out
            .lines()
            .filter_map(|line| line.strip_prefix("error: "))
            .collect();
        assert_eq!(errors, expected, "{out}");
        out
    }

    /// Asserts that the command fails with this error and prints nothing on standard output.
    fn fails(&self, expected: &str) {
        let (code, out, err) = self.run(&[]);
        assert_eq!((code, out.as_str()), (Some(1), ""), "{expected}");
        assert!(
            err.contains(&format!("error: {expected}")),
            "{expected:?} is missing in\n{err}"
        );
        assert!(
            err.contains("help: ") && err.contains("nothing was compared"),
            "{err}"
        );
    }
}

fn streams(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// Returns the published document with the first `from` replaced. Panics if there is none.
fn published(from: &str, to: &str) -> String {
    replaced(PUBLISHED, from, to)
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from:?} is missing");
    text.replacen(from, to, 1)
}

/// Returns the line of the first occurrence.
fn line_of(text: &str, part: &str) -> usize {
    1 + text.lines().position(|line| line.contains(part)).unwrap()
}

#[test]
fn equal_descriptions_have_no_difference() {
    let drift = Drift::new(PUBLISHED);
    let (code, out, err) = drift.run(&[]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let expected = "\
recorded: openapi/drift/departures.yaml:4: A time.
    evidence: Captured.
    schema Thing: property createdAt: published int64 integer, here unix-millis integer
recorded: openapi/drift/departures.yaml:8: Null is sent.
    evidence: Captured.
    schema Thing: property labels: published optional, here optional or null
    schema Thing: property sizes: published optional, here optional or null
drift: 0 unrecorded, 3 recorded by 2 entries, 0 stale, 0 new or changed texts
";
    assert_eq!(out, expected);
    let (code, out, _) = drift.run(&["--quiet"]);
    assert_eq!(code, Some(0));
    assert_eq!(out.lines().count(), 1, "{out}");
}

#[test]
fn reads_json_and_openapi_3_1() {
    let (departures, _) = DEPARTURES
        .split_once("  - lines: |\n      schema *")
        .unwrap();
    let drift = Drift::new(PUBLISHED_JSON);
    drift.write("openapi/drift/departures.yaml", departures);
    assert_eq!(
        drift.run(&["--record-prose"]).0,
        Some(0),
        "{}",
        drift.run(&[]).1
    );
    let changed = replaced(
        PUBLISHED_JSON,
        "\"Round\", \"Flat\"",
        "\"Round\", \"Flat\", \"Bent\"",
    );
    drift.write("published", &changed);
    let out = drift.reports(&["schema Form: value Bent: published only"]);
    assert!(
        out.contains("published: published#/components/schemas/Form\n"),
        "{out}"
    );
}

#[test]
fn reports_operations() {
    for (from, to, expected) in [
        (
            "  /api/v1/things:\n    get:",
            "  /api/v1/new:\n    get: {operationId: get_new, tags: [Thing], responses: {'200': {}}}\n  /api/v1/things:\n    get:",
            &["operation get_new: published only (GET /api/v1/new, tag Thing, public)"][..],
        ),
        (
            "operationId: get_things",
            "operationId: list_things",
            &[
                "operation get_things: here only (GET /api/v1/things, tag Thing, public)",
                "operation list_things: published only (GET /api/v1/things, tag Thing, public)",
            ],
        ),
        (
            "  /api/v1/things:",
            "  /api/v2/things:",
            &["operation get_things: published GET /api/v2/things, here GET /api/v1/things"],
        ),
        (
            "  /api/v1/things:\n    get:",
            "  /api/v1/things:\n    put:",
            &["operation get_things: published PUT /api/v1/things, here GET /api/v1/things"],
        ),
        (
            "      tags: [Thing]\n",
            "      tags: [Thong]\n",
            &["operation get_thing: published tag Thong, here tag Thing"],
        ),
        (
            "url: https://api.example/",
            "url: https://new.example",
            &[
                "server https://api.example: here only",
                "server https://new.example: published only",
            ],
        ),
        (
            "      operationId: get_thing\n",
            "      operationId: get_thing\n      deprecated: true\n",
            &["operation get_thing: published deprecated, here no deprecation"],
        ),
    ] {
        Drift::new(&published(from, to)).reports(expected);
    }
    for (to, expected) in [
        (
            "`thingAsk`",
            "operation get_thing: published instruction thingAsk, here instruction thingQuery",
        ),
        (
            "thingQuery",
            "operation get_thing: published no instruction, here instruction thingQuery",
        ),
    ] {
        let text = "operation get_thing: changed text";
        Drift::new(&published("`thingQuery`", to)).reports(&[expected, text]);
    }
    let (before, rest) = PUBLISHED.split_once("  /api/v1/things:").unwrap();
    let (_, after) = rest.split_once("components:").unwrap();
    let without = format!("{before}components:{after}");
    Drift::new(&without)
        .reports(&["operation get_things: here only (GET /api/v1/things, tag Thing, public)"]);
}

/// An operation that is published without one of the four headers is not signed.
#[test]
fn reports_authentication() {
    let window = "        - {name: X-WINDOW, in: header, required: false, schema: {type: integer, format: uint64}}\n";
    Drift::new(&published(window, "")).reports(&[
        "operation get_thing: published public, here signed",
        "operation get_thing: header x-api-key: published only (string, required)",
        "operation get_thing: header x-signature: published only (string, required)",
        "operation get_thing: header x-timestamp: published only (int64 integer, required)",
    ]);
}

#[test]
fn reports_parameters_bodies_and_responses() {
    for (from, to, expected) in [
        (
            "        - {name: limit,",
            "        - {name: page, in: query, required: true, schema: {type: string}}\n        - {name: limit,",
            "operation get_thing: query page: published only (string, required)",
        ),
        (
            "        - {name: limit, in: query, required: false, schema: {type: integer, format: uint32}}\n",
            "",
            "operation get_thing: query limit: here only (uint32 integer, optional)",
        ),
        (
            "{name: limit, in: query, required: false",
            "{name: limit, in: query, required: true",
            "operation get_thing: query limit: published required, here optional",
        ),
        (
            "schema: {type: integer, format: uint32}",
            "schema: {type: integer, format: uint64}",
            "operation get_thing: query limit: published uint64 integer, here uint32 integer",
        ),
        (
            "schema: {type: integer, format: uint32}",
            "schema: {type: integer, format: uint32, maximum: 500}",
            "operation get_thing: query limit: published uint32 integer (maximum 500), here uint32 integer",
        ),
        (
            "schema: {type: integer, format: uint32}",
            "schema: {type: integer, format: uint32, default: 10}",
            "operation get_thing: query limit: published default 10, here no default",
        ),
        (
            "          explode: true\n",
            "          explode: false\n",
            "operation get_things: query form: published list of one of Flat, Round (explode false), here list of one of Flat, Round",
        ),
        (
            "        required: true\n",
            "        required: false\n",
            "operation create_thing: body: published optional, here required",
        ),
        (
            "        '400': {$ref: '#/components/responses/Bad'}\n",
            "",
            "operation get_thing: response 400: here only (ApiErrorResponse)",
        ),
        (
            "        '400': {$ref: '#/components/responses/Bad'}\n",
            "        '400': {$ref: '#/components/responses/Bad'}\n        '418': {$ref: '#/components/responses/Bad'}\n",
            "operation get_thing: response 418: published only (ApiErrorResponse)",
        ),
        (
            "            X-TOTAL: {schema: {type: integer, format: uint64}}\n",
            "",
            "operation get_things: response 200: header x-total: here only (uint64 integer)",
        ),
        (
            "            X-TOTAL:",
            "            X-SUM: {schema: {type: string}}\n            X-TOTAL:",
            "operation get_things: response 200: header x-sum: published only (string)",
        ),
        (
            "            X-TOTAL: {schema: {type: integer, format: uint64",
            "            X-TOTAL: {schema: {type: string",
            "operation get_things: response 200: header x-total: published string, here uint64 integer",
        ),
        (
            "            application/json; charset=utf-8: {schema: {$ref: '#/components/schemas/Thing'}}",
            "            text/csv: {schema: {type: string}}\n            application/json: {schema: {$ref: '#/components/schemas/Thing'}}",
            "operation get_thing: response 200: text/csv: published only (string)",
        ),
        (
            "            application/json; charset=utf-8: {schema: {$ref: '#/components/schemas/Thing'}}",
            "            application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}",
            "operation get_thing: response 200: published list of Thing, here Thing",
        ),
    ] {
        Drift::new(&published(from, to)).reports(&[expected]);
    }
    Drift::new(&published(
        "{name: limit, in: query",
        "{name: limit, in: path",
    ))
    .reports(&[
        "operation get_thing: path limit: published only (uint32 integer, optional)",
        "operation get_thing: query limit: here only (uint32 integer, optional)",
    ]);
}

/// A difference of a schema is one line, although two operations use the schema.
#[test]
fn reports_schemas() {
    for (from, to, expected) in [
        (
            "        id: {type: string}\n",
            "        id: {type: string}\n        note: {type: string, format: decimal}\n",
            "schema Thing: property note: published only (decimal string, optional)",
        ),
        (
            "        note: {type: string}\n",
            "        remark: {type: string}\n        note: {type: string}\n",
            "schema ThingCreate: property remark: published only (string, optional)",
        ),
        (
            "        inner: {type: array, items: {$ref: '#/components/schemas/Thing'}}\n",
            "",
            "schema Thing: property inner: here only (list of Thing, optional)",
        ),
        (
            "        note: {type: string}\n",
            "        note: {type: string, nullable: true}\n",
            "schema ThingCreate: property note: published optional or null, here optional",
        ),
        (
            "        note: {type: string}\n",
            "        note: {type: string, default: none}\n",
            "schema ThingCreate: property note: published default \"none\", here no default",
        ),
        (
            "        id: {type: string}\n",
            "        id: {type: integer}\n",
            "schema Thing: property id: published int64 integer, here string",
        ),
        (
            "        id: {type: string}\n",
            "        id: {type: string, nullable: true}\n",
            "schema Thing: property id: published required or null, here required",
        ),
        (
            "        id: {type: string}\n",
            "        id: {type: string, enum: [a, b]}\n",
            "schema Thing: property id: published ThingId, here string",
        ),
        (
            "      required: [id, createdAt, form, shape, curve]\n",
            "      required: [createdAt, form, shape, curve]\n",
            "schema Thing: property id: published optional, here required",
        ),
        (
            "        radius: {type: string, format: decimal}\n",
            "        radius: {type: string, format: decimal}\n        color: {type: string}\n",
            "schema Ball: property color: published only (string, optional)",
        ),
        (
            "        base: {type: string, format: decimal}\n",
            "        base: {type: string}\n",
            "schema Curve: property base: published string, here decimal string",
        ),
        (
            "        sizes: {type: array, items: {type: integer, format: int64}}\n",
            "        sizes: {type: array, items: {type: integer, format: int32}}\n",
            "schema Thing: property sizes: published list of int32 integer, here list of int64 integer",
        ),
        (
            "        labels: {type: object, additionalProperties: {type: string}}\n",
            "        labels: {type: object, additionalProperties: {type: boolean}}\n",
            "schema Thing: property labels: published map of boolean, here map of string",
        ),
        (
            "    ThingCreate:\n      type: object\n",
            "    ThingCreate:\n      type: object\n      additionalProperties: {type: string}\n",
            "schema ThingCreate: other properties: published only (string)",
        ),
        (
            "          Ball: '#/components/schemas/Shape_Ball'\n",
            "          Ball: '#/components/schemas/Shape_Ball'\n          Egg: '#/components/schemas/Shape_Ball'\n",
            "schema Shape: member Egg: published only (Ball)",
        ),
    ] {
        Drift::new(&published(from, to)).reports(&[expected]);
    }
    Drift::new(&PUBLISHED.replace("kind", "sort"))
        .reports(&["schema Shape: published union by sort, here union by kind"]);
    Drift::new(&published("        Ball: '#", "        Bowl: '#")).reports(&[
        "schema Shape: member Ball: here only (Ball)",
        "schema Shape: member Bowl: published only (Ball)",
    ]);
    // With a second member, an object is a union, whose members are not compared.
    let second = "        - {$ref: '#/components/schemas/Curve_Sqrt'}\n        - {$ref: '#/components/schemas/Ball'}\n";
    Drift::new(&published(
        "        - {$ref: '#/components/schemas/Curve_Sqrt'}\n",
        second,
    ))
    .reports(&["schema Curve: published union by type, here object"]);
}

/// An enumeration that is published inline has the name of the description.
#[test]
fn reports_enumerations() {
    for (from, to, expected) in [
        (
            "[Round, Flat]",
            "[Round, Flat, Bent]",
            "schema Form: value Bent: published only",
        ),
        (
            "[Round, Flat]",
            "[Flat]",
            "schema Form: value Round: here only",
        ),
        (
            "[Flat, Round]",
            "[Flat, Round, Bent]",
            "operation get_things: query form: published list of one of Bent, Flat, Round, here list of one of Flat, Round",
        ),
    ] {
        Drift::new(&published(from, to)).reports(&[expected]);
    }
}

/// A difference has its line in each document, and the new schemas that it references.
#[test]
fn reports_lines_and_new_schemas() {
    let text = published(
        "        id: {type: string}\n",
        "        id: {type: string}\n        edge: {$ref: '#/components/schemas/Edge'}\n",
    );
    let text = replaced(
        &text,
        "    ThingCreate:\n",
        "    Edge: {type: object, properties: {a: {$ref: '#/components/schemas/Side'}}}\n    Side: {type: string, enum: [x]}\n    ThingCreate:\n",
    );
    let out = Drift::new(&text)
        .reports(&["schema Thing: property edge: published only (Edge, optional)"]);
    let line = line_of(&text, "edge:");
    assert!(
        out.contains(&format!(
            "\n    published: published:{line}\n    with schema Edge\n    with schema Side\n"
        )),
        "{out}"
    );

    let text = published("note: {type: string}", "note: {type: boolean}");
    let out = Drift::new(&text)
        .reports(&["schema ThingCreate: property note: published boolean, here string"]);
    let (theirs, ours) = (line_of(&text, "note:"), line_of(THING, "        note:"));
    let places =
        format!("\n    published: published:{theirs}\n    here: openapi/thing.yaml:{ours}\n");
    assert!(out.contains(&places), "{places:?} is missing in\n{out}");
    assert!(
        out.contains("help: change openapi/ and run `cargo xtask codegen`"),
        "{out}"
    );
}

/// A departure without a difference is an error with its line.
#[test]
fn rejects_stale_departures() {
    let pattern =
        "schema Thing: property createdAt: published int64 integer, here unix-millis integer";
    let line = line_of(DEPARTURES, pattern);
    let stale = format!("openapi/drift/departures.yaml:{line}: no difference matches `{pattern}`");
    let created = "createdAt: {type: integer, format: int64}";
    Drift::new(&published(
        created,
        "createdAt: {type: integer, format: unix-millis}",
    ))
    .reports(&[&stale]);
    // The difference to another type is not recorded.
    Drift::new(&published(
        created,
        "createdAt: {type: integer, format: uint64}",
    ))
    .reports(&[
        "schema Thing: property createdAt: published uint64 integer, here unix-millis integer",
        &stale,
    ]);
    // One line of an entry is stale, although the others match.
    let drift = Drift::new(PUBLISHED);
    let more = format!("{pattern}\n      schema Thing: property updatedAt: published a, here b");
    drift.write(
        "openapi/drift/departures.yaml",
        &replaced(DEPARTURES, pattern, &more),
    );
    drift.reports(&[&format!(
        "openapi/drift/departures.yaml:{}: no difference matches `schema Thing: property updatedAt: published a, here b`",
        line + 1
    )]);
}

/// An entry can be limited to published documents with or without a subject.
#[test]
fn departures_apply_to_some_documents() {
    let side = published(
        "        - {name: limit,",
        "        - {name: side, in: query, required: false, schema: {type: string}}\n        - {name: limit,",
    );
    let without = published("        '400': {$ref: '#/components/responses/Bad'}\n", "");
    let bad = "operation get_thing: response 400: here only (ApiErrorResponse)";
    let new = "operation get_thing: query side: published only (string, optional)";
    let drift = Drift::new(&side);
    drift.write(
        "openapi/drift/departures.yaml",
        &format!(
            "{DEPARTURES}  - {{lines: '{new}', since: new, reason: r, evidence: e}}\n  \
             - {{lines: '{bad}', before: new, reason: r, evidence: e}}\n"
        ),
    );
    assert_eq!(drift.run(&[]).0, Some(0), "{}", drift.run(&[]).1);
    drift.write("published", &without);
    assert_eq!(drift.run(&[]).0, Some(0), "{}", drift.run(&[]).1);
    // An entry is stale in a document to which it applies.
    drift.write("published", PUBLISHED);
    let place = format!(
        "openapi/drift/departures.yaml:{}",
        DEPARTURES.lines().count() + 2
    );
    drift.reports(&[&format!("{place}: no difference matches `{bad}`")]);
}

/// Without the file every difference is reported; an invalid file is an error.
#[test]
fn rejects_invalid_departures_file() {
    let drift = Drift::new(PUBLISHED);
    fs::remove_file(drift.path("openapi/drift/departures.yaml")).unwrap();
    let (code, out, _) = drift.run(&[]);
    assert_eq!(code, Some(1));
    assert!(
        out.contains("drift: 3 unrecorded, 0 recorded by 0 entries, 0 stale"),
        "{out}"
    );
    for (text, cause) in [
        ("departures: [", ":2: bad YAML"),
        (
            "departures:\n  - {lines: a, reason: r}\n",
            ":2: invalid entry: missing field `evidence`",
        ),
        (
            "departures:\n  - {lines: '*', reason: r, evidence: e}\n",
            ":2: `*` could hide something new: `*`",
        ),
    ] {
        drift.write("openapi/drift/departures.yaml", text);
        drift.fails(&format!("openapi/drift/departures.yaml{cause}"));
    }
    fs::remove_file(drift.path("openapi/drift/departures.yaml")).unwrap();
    fs::create_dir(drift.path("openapi/drift/departures.yaml")).unwrap();
    drift.fails("openapi/drift/departures.yaml: not a regular file");
}

#[test]
fn reports_changed_and_new_texts() {
    // White space is ignored.
    let drift = Drift::new(&published("Gets it.\\n\\n**", "Gets   it.\\n**"));
    assert_eq!(drift.run(&[]).0, Some(0), "{}", drift.run(&[]).1);

    let text = published("Gets it.", "Gets it, once.");
    let out = Drift::new(&text).reports(&["operation get_thing: changed text"]);
    let line = line_of(&text, "once");
    assert!(
        out.contains(&format!(
            "\n    published: published:{line}\n    | Gets it, once.\n"
        )),
        "{out}"
    );

    Drift::new(&published("how to get them", "how to sell them"))
        .reports(&["introduction: Introduction: changed text"]);
    Drift::new(&published("All of them", "Most of them"))
        .reports(&["tag Thing: Things: changed text"]);
    Drift::new(&published("# No heading", "# A comment"))
        .reports(&["introduction: Introduction: changed text"]);
    Drift::new(&published("Its form.", "Its shape.")).reports(&["schema Thing: changed text"]);
    // A new text of a property.
    Drift::new(&published(
        "id: {type: string}",
        "id: {type: string, description: The id.}",
    ))
    .reports(&["schema Thing: changed text"]);

    let entry = "    ## 2026-07-11\n\n    - Things have edges.\n\n    ## 2025-11-12\n";
    let drift = Drift::new(&published("    ## 2025-11-12\n", entry));
    let out = drift.reports(&["changelog 2026-07-11: new text"]);
    assert!(
        out.contains("\n    | ## 2026-07-11\n    | \n    | - Things have edges.\n"),
        "{out}"
    );
    assert!(
        out.contains("0 unrecorded, 3 recorded by 2 entries, 0 stale, 1 new or changed texts"),
        "{out}"
    );

    // Recorded texts are not reported, and neither are those of the older document.
    assert_eq!(drift.run(&["--record-prose"]).0, Some(0));
    let record = fs::read_to_string(drift.path("openapi/drift/prose.txt")).unwrap();
    assert!(!record.contains("edges"), "{record}");
    assert!(
        record
            .lines()
            .any(|line| line.starts_with("changelog 2026-07-11: ")),
        "{record}"
    );
    drift.write("published", PUBLISHED);
    assert_eq!(drift.run(&[]).0, Some(0), "{}", drift.run(&[]).1);
    drift.run(&["--record-prose"]);
    assert_eq!(
        fs::read_to_string(drift.path("openapi/drift/prose.txt")).unwrap(),
        record
    );
}

/// The texts of an operation that only the published document has are not reported.
#[test]
fn ignores_texts_of_new_operation() {
    let new = "  /api/v1/new:\n    get: {operationId: get_new, description: New., responses: {'200': {}}}\n  /api/v1/things:";
    let drift = Drift::new(&published("  /api/v1/things:", new));
    drift.reports(&["operation get_new: published only (GET /api/v1/new, public)"]);
}

#[test]
fn rejects_invalid_record_of_texts() {
    let drift = Drift::new(PUBLISHED);
    drift.write("openapi/drift/prose.txt", "# Header\noperation get_thing\n");
    drift.fails("openapi/drift/prose.txt:2: expected a section, `: ` and hashes");
    fs::remove_file(drift.path("openapi/drift/prose.txt")).unwrap();
    let (code, out, _) = drift.run(&["--quiet"]);
    assert_eq!(code, Some(1));
    assert_eq!(out.matches("new text\n").count(), 7, "{out}");
    assert!(!out.contains("changed text\n"), "{out}");
}

#[test]
fn prints_json() {
    let text = published("note: {type: string}", "note: {type: boolean}");
    let text = replaced(&text, "Gets it.", "Gets it, once.");
    let (code, out, err) = Drift::new(&text).run(&["--json"]);
    assert_eq!((code, err.as_str()), (Some(1), ""));
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["clean"], false);
    let (theirs, ours) = (line_of(&text, "note:"), line_of(THING, "        note:"));
    assert_eq!(
        report["unrecorded"],
        json!([{
            "line": "schema ThingCreate: property note: published boolean, here string",
            "published": format!("published:{theirs}"),
            "here": format!("openapi/thing.yaml:{ours}"),
            "schemas": [],
            "same": [],
        }])
    );
    assert_eq!(report["recorded"][0]["reason"], "A time.");
    assert_eq!(report["recorded"][0]["lines"].as_array().unwrap().len(), 1);
    assert_eq!(report["stale"], json!([]));
    assert_eq!(
        report["texts"][0]["line"],
        "operation get_thing: changed text"
    );
    assert_eq!(
        report["texts"][0]["text"],
        "Gets it, once.\n\n**Instruction:** `thingQuery`"
    );

    let (code, out, _) = Drift::new(PUBLISHED).run(&["--json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &report["clean"]), (Some(0), &json!(true)));
}

#[test]
fn rejects_other_documents() {
    let dangling = published(
        "$ref: '#/components/schemas/Curve'",
        "$ref: '#/components/schemas/Curves'",
    );
    let line = line_of(&dangling, "/Curves'");
    let dangling_error = format!(
        "published:{line}: #/components/schemas/Thing/properties/curve: unresolved reference `#/components/schemas/Curves`"
    );
    let version = "published: not an OpenAPI document of version 3.0 or 3.1: `openapi` is ";
    for (text, expected) in [
        ("openapi: 3.0.0\npaths: [\n", "published:3: bad YAML"),
        (
            "openapi: 3.0.0\npaths: {}\npaths: {}\n",
            "published:3: `paths` is defined twice, first at line 2",
        ),
        (
            "{\n  \"openapi\": \"3.0.0\",\n  \"paths\": {,}\n}",
            "published:3: invalid JSON",
        ),
        ("info: {}\n", &format!("{version}``")),
        ("swagger: '2.0'\npaths: {}\n", &format!("{version}``")),
        ("info: {}\nopenapi: 2.0.0\n", &format!("{version}`2.0.0`")),
        (
            "openapi: 3.0.0\npaths: {}\n",
            "published: the document has no operation",
        ),
        ("", "published:1: the file is not a YAML mapping"),
        ("<html>\n", "published:1: the file is not a YAML mapping"),
        (&dangling, &dangling_error),
    ] {
        Drift::new(text).fails(expected);
    }
}

/// A pipe would block the command.
#[cfg(unix)]
#[test]
fn rejects_irregular_files() {
    let drift = Drift::new("");
    fs::remove_file(drift.path("published")).unwrap();
    drift.fails("published: file not found");
    fs::create_dir(drift.path("published")).unwrap();
    drift.fails("published: not a regular file");
    fs::remove_dir(drift.path("published")).unwrap();
    let made = Command::new("mkfifo")
        .arg(drift.path("published"))
        .status()
        .unwrap();
    assert!(made.success());
    drift.fails("published: not a regular file");
}

/// An invalid description is reported with its line.
#[test]
fn rejects_an_invalid_description() {
    let drift = Drift::new(PUBLISHED);
    drift.write(
        "openapi/thing.yaml",
        &replaced(THING, "      summary: Get a thing.\n", ""),
    );
    let line = line_of(THING, "operationId: get_thing");
    drift.fails(&format!(
        "openapi/thing.yaml:{}: operation get_thing: missing summary",
        line - 1
    ));
}

#[test]
fn rejects_an_invalid_command_line() {
    for (arguments, cause) in [
        (&["drift"][..], "drift needs `--upstream FILE`"),
        (&["drift", "--upstream"], "missing argument"),
        (&["drift", "--upstream", "x", "--markdown"], "--markdown"),
        (&["drift", "--upstream", "x", "y"], "unexpected argument"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .output()
            .unwrap();
        let (code, _, err) = streams(&output);
        assert_eq!(code, Some(2), "{arguments:?}: {err}");
        assert!(
            err.contains(cause) && err.contains("cargo xtask COMMAND"),
            "{arguments:?}: {err}"
        );
    }
}

/// This description against the document of the exchange that the environment variable `BACKPACK_UPSTREAM` names, and against
/// those in the same folder: every difference and every text is recorded, and no entry is stale.
#[test]
fn published_documents_of_the_exchange() {
    let Some(file) = std::env::var_os("BACKPACK_UPSTREAM") else {
        return;
    };
    let entries = fs::read_dir(Path::new(&file).parent().unwrap()).unwrap();
    let mut compared = 0;
    for file in entries.map(|entry| entry.unwrap().path()) {
        if !file
            .extension()
            .is_some_and(|of| of == "yml" || of == "json")
        {
            continue;
        }
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["drift", "--quiet", "--root"])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
            .arg("--upstream")
            .arg(&file)
            .output()
            .unwrap();
        let (code, out, err) = streams(&output);
        assert_eq!(code, Some(0), "{}: {out}{err}", file.display());
        compared += 1;
    }
    assert!(
        compared > 0,
        "{} has no document",
        Path::new(&file).display()
    );
}

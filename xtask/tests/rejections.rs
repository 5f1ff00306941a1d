//! Rejected descriptions: each error has the file, the line, the operation or component, the cause and help.

#![cfg(test)]

mod support;

use support::{Workspace, stderr};

const ACCOUNT: &str = "openapi/account.yaml";
const COMMON: &str = "openapi/common.yaml";

/// Asserts that the changed description is an error with every part of `expected`, and that no file is written.
fn rejects(change: impl Fn(&Workspace), expected: &[&str]) {
    let workspace = Workspace::new();
    change(&workspace);
    let before = workspace.files();
    for arguments in [&[][..], &["--check"]] {
        let output = workspace.codegen(arguments);
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{message}");
        for part in expected {
            assert!(message.contains(part), "{part:?} is missing in\n{message}");
        }
        assert!(message.contains("help: "), "{message}");
        assert_eq!(workspace.files(), before, "an error writes nothing");
    }
}

/// Returns the place of the first `needle` in a file, as in messages.
fn place(workspace: &Workspace, file: &str, needle: &str) -> String {
    let text = workspace.read(file);
    let line = text.lines().position(|line| line.contains(needle)).unwrap() + 1;
    format!("{file}:{line}: ")
}

#[test]
fn rejects_private_operation_without_instruction() {
    let at = place(&Workspace::new(), ACCOUNT, "      security:");
    let at = at.replace(
        &line_of(&at),
        &(line_of(&at).parse::<usize>().unwrap() - 1).to_string(),
    );
    rejects(
        |w| w.replace(ACCOUNT, "      x-instruction: maxWithdrawalQuantity\n", ""),
        &[
            &at,
            "operation get_max_withdrawal_quantity",
            "private but has no `x-instruction`",
            "add `x-instruction`",
        ],
    );
}

fn line_of(place: &str) -> String {
    place.split(':').nth(1).unwrap().to_owned()
}

#[test]
fn rejects_instruction_of_public_operation() {
    let at = place(&Workspace::new(), ACCOUNT, "x-instruction:");
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "      security:\n        - ApiKey: []\n          Signature: []\n          Timestamp: []\n",
                "",
            );
        },
        &[
            &at,
            "operation get_max_withdrawal_quantity",
            "public but has the instruction `maxWithdrawalQuantity`",
            "remove `x-instruction`, or add `security`",
        ],
    );
}

/// The client cannot sign with a signature without a key, or with alternatives.
#[test]
fn rejects_unsupported_security() {
    for (from, to) in [
        ("          Timestamp: []\n", ""),
        (
            "          Timestamp: []\n",
            "          Timestamp: []\n        - ApiKey: []\n",
        ),
        (
            "        - ApiKey: []\n          Signature: []\n",
            "        - ApiKey: []\n        - Signature: []\n",
        ),
    ] {
        rejects(
            |w| w.replace(ACCOUNT, from, to),
            &["unsupported form of `security`"],
        );
    }
    rejects(
        |w| w.replace(ACCOUNT, "paths:\n", "security:\n  - ApiKey: []\npaths:\n"),
        &["`security` at the root of the document"],
    );
}

#[test]
fn rejects_invalid_instruction() {
    for instruction in ["''", "max quantity", "a&timestamp=1", "7"] {
        rejects(
            |w| {
                w.replace(
                    ACCOUNT,
                    "x-instruction: maxWithdrawalQuantity",
                    &format!("x-instruction: {instruction}"),
                )
            },
            &["invalid instruction"],
        );
    }
}

#[test]
fn rejects_unknown_extension() {
    let at = place(&Workspace::new(), ACCOUNT, "x-instruction:");
    rejects(
        |w| w.replace(ACCOUNT, "x-instruction:", "x-instuction:"),
        &[
            &at,
            "operation get_max_withdrawal_quantity",
            "unknown extension `x-instuction`",
            "x-instruction, x-idempotent",
        ],
    );
}

#[test]
fn rejects_missing_operation_id() {
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "      operationId: get_max_withdrawal_quantity\n",
                "",
            )
        },
        &[
            "operation GET /api/v1/account/limits/withdrawal",
            "the operationId is missing",
            "add `operationId`",
        ],
    );
}

#[test]
fn rejects_duplicate_operation_id() {
    let first = place(&Workspace::new(), ACCOUNT, "    get:");
    let first = first.trim_end_matches(": ").to_owned();
    rejects(
        |w| second_document(w, "get_max_withdrawal_quantity", "/api/v1/second", "Second"),
        &[
            "openapi/second.yaml:",
            "operation get_max_withdrawal_quantity",
            "the operationId `get_max_withdrawal_quantity` is taken, first at ",
            &first,
            "give one of the two another operationId",
        ],
    );
}

#[test]
fn rejects_operation_id_not_in_snake_case() {
    for id in ["getTime", "get-time", "2fa", "''", "[a]"] {
        rejects(
            |w| {
                w.replace(
                    ACCOUNT,
                    "operationId: get_max_withdrawal_quantity",
                    &format!("operationId: {id}"),
                )
            },
            &["the operationId is not snake_case"],
        );
    }
}

#[test]
fn rejects_duplicate_route() {
    rejects(
        |w| {
            second_document(
                w,
                "get_second",
                "/api/v1/account/limits/withdrawal",
                "Second",
            )
        },
        &[
            "openapi/second.yaml:",
            "operation get_second",
            "GET /api/v1/account/limits/withdrawal is written twice, first at openapi/account.yaml:",
        ],
    );
}

/// By the specification, `nullable` next to a reference has no effect; some tools read it as null.
#[test]
fn rejects_nullable_without_type() {
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "      properties:\n",
                "      properties:\n        other:\n          description: Another.\n          nullable: true\n          \
                 allOf:\n            - $ref: '#/components/schemas/MaxWithdrawalQuantity'\n",
            );
        },
        &[
            "schema MaxWithdrawalQuantity",
            "`nullable` without `type`",
            "anyOf: [{$ref: ...}, {type: string, nullable: true, enum: [null]}]",
        ],
    );
}

/// Member of a union with the tag `kind` and its value `B`.
const TAGGED_B: &str = "      allOf: [{$ref: '#/components/schemas/MaxWithdrawalQuantity'}, {type: object, required: [kind], properties: {kind: {type: string, enum: [B], description: Which.}}}]\n";

/// A value must match exactly one member of `oneOf`; without the tag it matches several.
#[test]
fn rejects_union_of_members_without_tag() {
    let union = |member: &str| {
        format!(
            "oneOf: [{{$ref: '#/components/schemas/KindA'}}, {{$ref: '#/components/schemas/KindB'}}]\n      \
             discriminator:\n        propertyName: kind\n        mapping:\n          A: '#/components/schemas/KindA'\n          \
             B: '#/components/schemas/KindB'\n    \
             KindB:\n      description: B.\n{}    KindA:\n      description: A.\n{member}",
            TAGGED_B
        )
    };
    let tagged = |required: &str, value: &str| {
        format!(
            "      allOf:\n        - $ref: '#/components/schemas/MaxWithdrawalQuantity'\n        - type: object\n          \
             required: [{required}]\n          properties:\n            kind:\n              type: string\n              \
             enum: [{value}]\n              description: Which.\n"
        )
    };
    let expected = [
        "schema A",
        "the members of the union do not each carry their value of `kind`",
        "map each value of `kind`",
    ];
    for member in [
        "      type: object\n".to_owned(),
        tagged("kind", "B"),
        tagged("other", "A"),
    ] {
        rejects(|w| with_schema(w, &union(&member)), &expected);
    }
    let workspace = Workspace::new();
    with_schema(&workspace, &union(&tagged("kind", "A")));
    let message = stderr(&workspace.codegen(&[]));
    assert!(!message.contains(expected[1]), "{message}");
}

#[test]
fn rejects_unresolved_reference() {
    let at = place(&Workspace::new(), ACCOUNT, "schemas/MaxWithdrawalQuantity'");
    let at = at.replace(
        &line_of(&at),
        &(line_of(&at).parse::<usize>().unwrap() - 1).to_string(),
    );
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "schemas/MaxWithdrawalQuantity'",
                "schemas/MaxWithdrawal'",
            )
        },
        &[
            &at,
            "operation get_max_withdrawal_quantity",
            "unresolved reference `#/components/schemas/MaxWithdrawal`",
            "or add the component",
        ],
    );
    for text in [
        "commons.yaml#/components/responses/BadRequest",
        "common.yaml#/components/responses/Bad",
        "common.yaml",
        "BadRequest",
        "#/paths",
    ] {
        rejects(
            |w| {
                w.replace(
                    ACCOUNT,
                    "common.yaml#/components/responses/BadRequest",
                    text,
                )
            },
            &[
                "operation get_max_withdrawal_quantity",
                "unresolved reference",
            ],
        );
    }
}

#[test]
fn rejects_duplicate_schema_name() {
    let at = place(&Workspace::new(), COMMON, "    ApiErrorCode:");
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "    MaxWithdrawalQuantity:\n      type: object",
                "    ApiErrorCode:\n      type: string\n      description: Again.\n    MaxWithdrawalQuantity:\n      type: object",
            );
        },
        &[
            "schema ApiErrorCode",
            "`ApiErrorCode` is defined twice, first at openapi/account.yaml:",
            &at,
            "keep one",
        ],
    );
}

/// With a duplicate key, the YAML parser would choose one.
#[test]
fn rejects_duplicate_key() {
    let second = place(&Workspace::new(), ACCOUNT, "      summary:");
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "      summary:",
                "      operationId: other\n      summary:",
            )
        },
        &[&second, "`operationId` is defined twice, first at line"],
    );
}

#[test]
fn rejects_invalid_yaml() {
    let at = place(&Workspace::new(), ACCOUNT, "      tags: [Account]");
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "      tags: [Account]",
                "      tags: [Account\n     bad: : x",
            )
        },
        &["openapi/account.yaml:", "bad YAML"],
    );
    rejects(
        |w| w.replace(ACCOUNT, "tags: [Account]", "tags: \"\\q\""),
        &[&at, "bad YAML", "correct the YAML at this line"],
    );
    rejects(
        |w| w.write(ACCOUNT, ""),
        &["openapi/account.yaml:1: ", "not a YAML mapping"],
    );
    rejects(
        |w| std::fs::write(w.path(ACCOUNT), b"openapi: \xff\n").unwrap(),
        &["openapi/account.yaml:1: ", "not UTF-8"],
    );
}

#[test]
fn rejects_missing_and_ignored_files() {
    rejects(
        |w| w.write("openapi/order.yml", "x: 1\n"),
        &[
            "openapi/order.yml: ",
            "only files that end in .yaml are read",
        ],
    );
    rejects(
        |w| std::fs::remove_file(w.path(COMMON)).unwrap(),
        &[
            "openapi/common.yaml: ",
            "the document with the shared components is missing",
        ],
    );
    rejects(
        |w| std::fs::remove_dir_all(w.path("openapi")).unwrap(),
        &["openapi: cannot be read"],
    );
}

#[test]
fn rejects_other_version() {
    rejects(
        |w| w.replace(ACCOUNT, "openapi: 3.0.3", "openapi: 3.1.0"),
        &[
            "openapi/account.yaml:1: ",
            "does not declare `openapi: 3.0.3`",
        ],
    );
}

#[test]
fn rejects_tag_of_another_document() {
    for tags in ["[Acount]", "[]", "[Account, Capital]"] {
        rejects(
            |w| w.replace(ACCOUNT, "tags: [Account]", &format!("tags: {tags}")),
            &[
                "operation get_max_withdrawal_quantity",
                "does not have the one tag of its document",
            ],
        );
    }
}

/// A misspelt `decimal` would become a plain string without an error.
#[test]
fn rejects_unknown_format() {
    rejects(
        |w| w.replace(ACCOUNT, "format: decimal", "format: decimals"),
        &[
            "schema MaxWithdrawalQuantity",
            "unsupported format `decimals`",
        ],
    );
}

/// A two-factor token must not appear in a log.
#[test]
fn rejects_secret_without_password_format() {
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "          description: The asset.\n",
                "          description: The asset.\n        twoFactorToken:\n          type: string\n          description: A token.\n",
            )
        },
        &[
            "schema MaxWithdrawalQuantity, property twoFactorToken",
            "write `format: password`",
        ],
    );
}

/// An amount must not become a float, so a number with a fraction needs a format.
#[test]
fn rejects_number_without_format() {
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "type: string\n          format: decimal",
                "type: number",
            )
        },
        &[
            "schema MaxWithdrawalQuantity",
            "would be read through a float",
            "`format: double`",
        ],
    );
}

#[test]
fn rejects_missing_descriptions() {
    rejects(
        |w| w.replace(ACCOUNT, "          description: The asset.\n", ""),
        &[
            "schema MaxWithdrawalQuantity, property symbol",
            "missing description",
        ],
    );
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "      summary: Get the largest quantity of an asset that can be withdrawn now.\n",
                "",
            )
        },
        &["operation get_max_withdrawal_quantity", "missing summary"],
    );
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "          description: The asset to withdraw, for example `SOL`.\n",
                "",
            )
        },
        &[
            "operation get_max_withdrawal_quantity",
            "missing description of the parameter `symbol`",
        ],
    );
}

#[test]
fn rejects_missing_examples() {
    rejects(
        |w| w.replace(ACCOUNT, "          example: SOL\n", ""),
        &[
            "operation get_max_withdrawal_quantity",
            "the parameter `symbol` has no example",
        ],
    );
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "              example:\n                autoBorrow: true\n                autoLendRedeem: true\n                maxWithdrawalQuantity: '12.345678901'\n                symbol: SOL\n",
                "",
            );
        },
        &[
            "operation get_max_withdrawal_quantity",
            "the response 200 has no example",
        ],
    );
}

#[test]
fn rejects_authentication_header_as_parameter() {
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "        - name: symbol\n          in: query",
                "        - name: X-WINDOW\n          in: header",
            )
        },
        &[
            "the header `X-WINDOW` is written as a parameter",
            "`security` declares",
        ],
    );
}

#[test]
fn rejects_error_response_of_another_schema() {
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "$ref: 'common.yaml#/components/responses/BadRequest'",
                "description: Bad.",
            )
        },
        &[
            "operation get_max_withdrawal_quantity",
            "the error response 400 is not an ApiErrorResponse",
        ],
    );
}

#[test]
fn rejects_missing_success_response() {
    rejects(
        |w| w.replace(ACCOUNT, "        '200':\n", "        '300':\n"),
        &["unsupported response status `300`", "2xx, 4xx or 5xx"],
    );
    rejects(
        |w| {
            let text = w.read(ACCOUNT);
            let (head, rest) = text.split_once("        '200':\n").unwrap();
            let (_, rest) = rest.split_once("        '400':\n").unwrap();
            w.write(ACCOUNT, &format!("{head}        '400':\n{rest}"));
        },
        &["no success response is described"],
    );
}

#[test]
fn rejects_unused_component() {
    rejects(
        |w| {
            w.replace(ACCOUNT, "    MaxWithdrawalQuantity:\n      type: object", "    Unused:\n      type: string\n      description: Left over.\n    MaxWithdrawalQuantity:\n      type: object")
        },
        &["schema Unused", "nothing references it"],
    );
}

#[test]
fn rejects_parameters_of_path() {
    rejects(
        |w| w.replace(ACCOUNT, "    get:\n", "    parameters: []\n    get:\n"),
        &[
            "path /api/v1/account/limits/withdrawal",
            "`parameters` is not an operation",
        ],
    );
}

#[test]
fn rejects_query_with_body() {
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "      responses:\n        '200'",
                "      requestBody:\n        content:\n          application/json; charset=utf-8:\n            schema:\n              $ref: '#/components/schemas/MaxWithdrawalQuantity'\n            example: {}\n      responses:\n        '200'",
            );
        },
        &[
            "operation get_max_withdrawal_quantity",
            "query parameter `symbol` and a body",
        ],
    );
}

/// Two success responses with different bodies are reported with the operation; progenitor would panic.
#[test]
fn rejects_different_success_bodies() {
    rejects(
        |w| {
            w.replace(
                ACCOUNT,
                "        '200':\n          description: The limit as of now.",
                "        '201':\n          description: Made.\n          content:\n            application/json; charset=utf-8:\n              schema:\n                type: string\n              example: x\n        '200':\n          description: The limit as of now.",
            );
        },
        &[
            "openapi/account.yaml:",
            "operation get_max_withdrawal_quantity",
            "have different content",
        ],
    );
}

/// All errors are reported in one run.
#[test]
fn reports_all_errors_at_once() {
    rejects(
        |w| {
            w.replace(ACCOUNT, "          example: SOL\n", "");
            w.replace(ACCOUNT, "format: decimal", "format: decimals");
            w.replace(ACCOUNT, "      x-instruction: maxWithdrawalQuantity\n", "");
        },
        &[
            "has no example",
            "unsupported format `decimals`",
            "no `x-instruction`",
            "3 error(s), nothing was written",
        ],
    );
}

/// Adds a document with one small operation.
fn second_document(workspace: &Workspace, id: &str, path: &str, tag: &str) {
    workspace.write(
        "openapi/second.yaml",
        &format!(
            "openapi: 3.0.3
info:
  title: Second
  version: '1'
tags:
  - name: {tag}
paths:
  {path}:
    get:
      operationId: {id}
      tags: [{tag}]
      summary: Get a text.
      responses:
        '200':
          description: The text.
          content:
            application/json; charset=utf-8:
              schema:
                type: string
              example: text
        '500':
          $ref: 'common.yaml#/components/responses/InternalServerError'
"
        ),
    );
}

/// An extension with an invalid value would be ignored.
#[test]
fn rejects_invalid_extension_values() {
    let at = place(&Workspace::new(), ACCOUNT, "x-instruction:");
    for (line, expected) in [
        ("x-pagination: totals", "unknown pagination \"totals\""),
        ("x-rate-limit: 30", "unknown rate limit 30"),
        (
            "x-idempotent: true",
            "`x-idempotent` on a read-only operation",
        ),
    ] {
        rejects(
            |w| {
                w.replace(
                    ACCOUNT,
                    "      x-instruction:",
                    &format!("      {line}\n      x-instruction:"),
                )
            },
            &[&at, "operation get_max_withdrawal_quantity", expected],
        );
    }
    for (rule, expected) in [
        ("{source: x}", "a rule needs one of `any-of`, `one-of`"),
        (
            "{any-of: [], source: x}",
            "a rule needs one of `any-of`, `one-of`",
        ),
        ("{one-of: [symbol]}", "a rule has no `source`"),
        (
            "{one-of: [symbl], source: x}",
            "a rule names the unknown property `symbl`",
        ),
        (
            "{when: {kind: A}, any-of: [symbol], source: x}",
            "`when` names the unknown property `kind`",
        ),
    ] {
        rejects(
            |w| {
                w.replace(
                    ACCOUNT,
                    "    MaxWithdrawalQuantity:\n      type: object\n",
                    &format!("    MaxWithdrawalQuantity:\n      type: object\n      x-rules:\n        - {rule}\n"),
                );
            },
            &[
                "openapi/account.yaml:",
                "schema MaxWithdrawalQuantity",
                expected,
            ],
        );
    }
}

/// A file that is not UTF-8 is rejected at the line of the first invalid byte.
#[test]
fn rejects_file_that_is_not_utf8() {
    rejects(
        |w| {
            let text = w
                .read(ACCOUNT)
                .replacen("example: SOL", "example: S\u{fffd}L", 1);
            let bytes = text.into_bytes();
            let at = bytes
                .windows(3)
                .position(|three| three == "\u{fffd}".as_bytes())
                .unwrap();
            let latin: Vec<u8> = [&bytes[..at], b"\xd6", &bytes[at + 3..]].concat();
            std::fs::write(w.path(ACCOUNT), latin).unwrap();
        },
        &[
            &place(&Workspace::new(), ACCOUNT, "example: SOL"),
            "not UTF-8",
            "save it as UTF-8",
        ],
    );
}

/// Values of another type are rejected at their line.
#[test]
fn rejects_values_of_another_type() {
    let operation = "operation get_max_withdrawal_quantity";
    for (from, to, expected) in [
        (
            "type: boolean\n          example",
            "type: 7\n          example",
            [operation, "`type` must be a string"],
        ),
        (
            "summary: Get",
            "summary: [Get]\n      x: Get",
            [operation, "`summary` must be a string"],
        ),
        (
            "      required:\n        - maxWithdrawalQuantity",
            "      required: true\n      enum:\n        - maxWithdrawalQuantity",
            ["schema MaxWithdrawalQuantity", "`required` must be a list"],
        ),
        (
            "  version: '2026.11'",
            "  version: 2026.11",
            ["openapi/account.yaml:4: ", "`version` must be a string"],
        ),
        (
            "  - url: https",
            "  - address: https",
            [
                "openapi/account.yaml:9: ",
                "unsupported key `address` in a server",
            ],
        ),
    ] {
        rejects(|w| w.replace(ACCOUNT, from, to), &expected);
    }
}

/// A misspelt key would change the API: with `requried`, a required property would be optional.
#[test]
fn rejects_unknown_keys() {
    for (from, to, expected) in [
        (
            "      required:\n        - maxWithdrawalQuantity",
            "      requried:\n        - maxWithdrawalQuantity",
            [
                "schema MaxWithdrawalQuantity",
                "unsupported key `requried` in an object",
                "write `required`",
            ],
        ),
        (
            "          required: true\n          description: The asset",
            "          requird: true\n          description: The asset",
            [
                "operation get_max_withdrawal_quantity",
                "unsupported key `requird` in a parameter",
                "write `required`",
            ],
        ),
        (
            "          nullable: true\n",
            "          nulable: true\n",
            [
                "schema MaxWithdrawalQuantity, property",
                "unsupported key `nulable` in a schema",
                "write `nullable`",
            ],
        ),
        (
            "          description: The limit as of now.\n",
            "          description: The limit as of now.\n          links: {}\n",
            [
                "operation get_max_withdrawal_quantity",
                "unsupported key `links` in a response",
                "supported: description, headers, content",
            ],
        ),
        (
            "      summary: Get",
            "      callbacks: {}\n      summary: Get",
            [
                "operation get_max_withdrawal_quantity",
                "unsupported key `callbacks` in an operation",
                "remove it",
            ],
        ),
    ] {
        rejects(|w| w.replace(ACCOUNT, from, to), &expected);
    }
}

/// An extension in another place would be ignored.
#[test]
fn rejects_misplaced_extensions() {
    for (from, to, expected) in [
        (
            "    MaxWithdrawalQuantity:\n      type: object\n",
            "    MaxWithdrawalQuantity:\n      type: object\n      x-pagination: total\n",
            [
                "schema MaxWithdrawalQuantity",
                "`x-pagination` is not allowed in an object",
                "move it to an operation",
            ],
        ),
        (
            "    MaxWithdrawalQuantity:\n      type: object\n",
            "    MaxWithdrawalQuantity:\n      type: object\n      x-closed: true\n",
            [
                "schema MaxWithdrawalQuantity",
                "`x-closed` is not allowed in an object",
                "move it to an enumeration",
            ],
        ),
        (
            "      x-instruction:",
            "      x-unpublished: false\n      x-instruction:",
            [
                "operation get_max_withdrawal_quantity",
                "`x-unpublished` is false",
                "write `true`, or remove it",
            ],
        ),
        (
            "      x-instruction:",
            "      x-one-result-per-item: true\n      x-instruction:",
            [
                "operation get_max_withdrawal_quantity",
                "`x-one-result-per-item` where body and response are not both lists",
                "remove `x-one-result-per-item`",
            ],
        ),
        (
            "      x-instruction:",
            "      x-rules: [{at-most-one-of: [symbol, autoBorrow], source: x}]\n      x-instruction:",
            [
                "operation get_max_withdrawal_quantity",
                "a rule names the required property `symbol`",
                "remove the property from `required`",
            ],
        ),
        (
            "      x-instruction:",
            "      x-rules: [{positive: [autoBorrow], source: x}]\n      x-instruction:",
            [
                "operation get_max_withdrawal_quantity",
                "a rule of values names `autoBorrow`, which is not a decimal, an integer or a string",
                "remove it from the rule",
            ],
        ),
        (
            "      x-instruction:",
            "      x-rules: [{known: [symbol], source: x}]\n      x-instruction:",
            [
                "operation get_max_withdrawal_quantity",
                "a rule of values names `symbol`, which is not an enumeration",
                "remove it from the rule",
            ],
        ),
        (
            "    MaxWithdrawalQuantity:\n      type: object\n",
            "    MaxWithdrawalQuantity:\n      type: object\n      x-rules: [{any-of: [autoBorrow], source: x}]\n",
            [
                "schema MaxWithdrawalQuantity",
                "`x-rules` on a schema that is not a body",
                "remove them",
            ],
        ),
    ] {
        rejects(|w| w.replace(ACCOUNT, from, to), &expected);
    }
}

/// An example that does not match its schema would fail a test later, without its line.
#[test]
fn rejects_invalid_examples() {
    for (from, to, expected) in [
        (
            "autoBorrow: true\n                autoLend",
            "autoBorrow: 'yes'\n                autoLend",
            "the example \"yes\" is not a boolean",
        ),
        (
            "'12.345678901'",
            "12.345678901",
            "the example 12.345678901 is not a decimal string",
        ),
        (
            "'12.345678901'",
            "'1e5'",
            "the example \"1e5\" is not a decimal string",
        ),
        (
            "'12.345678901'",
            "null",
            "`maxWithdrawalQuantity` is not nullable",
        ),
        (
            "                symbol: SOL\n",
            "                symbl: SOL\n",
            "the example has no `symbol`, which is required",
        ),
        (
            "                symbol: SOL\n",
            "                symbol: SOL\n                more: 1\n",
            "the example has `more`, which MaxWithdrawalQuantity does not describe",
        ),
        (
            "          example: SOL\n",
            "          example: 7\n",
            "the example 7 is not a string",
        ),
    ] {
        rejects(
            |w| w.replace(ACCOUNT, from, to),
            &[
                "openapi/account.yaml:",
                "operation get_max_withdrawal_quantity",
                expected,
            ],
        );
    }
}

/// A name that is not valid in Rust or has the Rust name of another does not compile.
#[test]
fn rejects_invalid_names() {
    let operation = "operation get_max_withdrawal_quantity";
    for (from, to, expected) in [
        (
            "get_max_withdrawal_quantity",
            "type",
            "the operationId is not snake_case, or is a keyword of Rust",
        ),
        (
            "get_max_withdrawal_quantity",
            "get__max",
            "the operationId is not snake_case",
        ),
        (
            "get_max_withdrawal_quantity",
            "sync_clock",
            "the operationId `sync_clock` is a method of the client",
        ),
        ("name: autoBorrow", "name: header_map", operation),
        (
            "name: autoBorrow",
            "name: auto_lend_redeem",
            "two parameters have the Rust name `auto_lend_redeem`",
        ),
        (
            "name: autoBorrow",
            "name: 'ü'",
            "the parameter `ü` has no valid Rust name",
        ),
    ] {
        rejects(
            |w| w.replace(ACCOUNT, from, to),
            &["openapi/account.yaml:", expected],
        );
    }
    for name in ["maxWithdrawal", "Self", "Max-Withdrawal", "MAX", "Größe"] {
        rejects(
            |w| {
                let text = w.read(ACCOUNT).replace("MaxWithdrawalQuantity", name);
                w.write(ACCOUNT, &text);
            },
            &[
                "openapi/account.yaml:",
                &format!("the schema name `{name}`"),
            ],
        );
    }
    rejects(
        |w| std::fs::rename(w.path(ACCOUNT), w.path("openapi/my account.yaml")).unwrap(),
        &[
            "openapi/my account.yaml:1: ",
            "the file name is not a valid module name",
        ],
    );
}

/// A parameter or property with the name of a method has a trailing underscore in Rust.
#[test]
fn names_of_methods_get_underscore() {
    for (name, expected) in [
        ("body", "pub fn body_("),
        ("send", "pub fn send_("),
        ("client", "pub fn client_("),
        ("stream_from", "pub fn stream_from_("),
        ("type", "pub fn type_("),
        ("self", "pub fn self_("),
    ] {
        let workspace = Workspace::new();
        workspace.replace(ACCOUNT, "name: autoBorrow", &format!("name: {name}"));
        let output = workspace.codegen(&[]);
        assert!(output.status.success(), "{}", stderr(&output));
        let calls = workspace.read("generated/src/calls/account.rs");
        assert!(calls.contains(expected), "{name}: {calls}");
    }
}

/// A property of a body with the name of a method of bodies has a trailing underscore in Rust; every other name is its own.
#[test]
fn properties_with_names_of_methods_get_underscore() {
    let workspace = Workspace::new();
    let text = workspace.read(ACCOUNT);
    let (head, rest) = text.split_once("      parameters:\n").unwrap();
    let (_, rest) = rest.split_once("      responses:\n").unwrap();
    let body = "      requestBody:\n        required: true\n        content:\n          application/json; charset=utf-8:\n            schema:\n              $ref: '#/components/schemas/MaxWithdrawalQuantity'\n            example: {maxWithdrawalQuantity: '1', symbol: SOL}\n";
    let property =
        "          type: boolean\n          nullable: true\n          description: Optional.\n";
    let (rest, properties) = rest.split_once("        autoBorrow:\n").unwrap();
    let more = ["new", "check", "clone", "build", "options"]
        .map(|name| format!("        {name}:\n{property}"))
        .concat();
    let rest = format!("{rest}{more}        autoBorrow:\n{properties}");
    workspace.write(ACCOUNT, &format!("{head}{body}      responses:\n{rest}"));
    workspace.replace(ACCOUNT, "    get:\n", "    post:\n");
    let output = workspace.codegen(&[]);
    assert!(output.status.success(), "{}", stderr(&output));
    let types = workspace.read("generated/src/types/account.rs");
    for name in ["new_", "check_", "clone_", "build", "options"] {
        assert!(
            types.contains(&format!("pub fn {name}(")),
            "{name}: {types}"
        );
    }
}

/// Adds the schema `A`, and gives the property `autoBorrow` that type.
fn with_schema(workspace: &Workspace, schema: &str) {
    workspace.replace(
        ACCOUNT,
        "        autoBorrow:\n          type: boolean\n          nullable: true\n          description: True if the limit assumes that the withdrawal may borrow.\n",
        "        autoBorrow:\n          $ref: '#/components/schemas/A'\n",
    );
    let text = workspace.read(ACCOUNT);
    // A flow mapping becomes part of a block mapping.
    let schema = match schema
        .strip_prefix('{')
        .and_then(|inner| inner.strip_suffix('}'))
    {
        Some(inner) => format!("A: {{description: A., {inner}}}"),
        None => format!("A:\n      description: A.\n      {schema}"),
    };
    workspace.write(ACCOUNT, &format!("{text}    {schema}\n"));
}

/// Schemas that cannot be mapped to a Rust type, or that recurse without an end.
#[test]
fn rejects_unsupported_schemas() {
    for (schema, expected) in [
        // Infinite recursion.
        (
            "allOf: [{$ref: '#/components/schemas/A'}, {type: object}]",
            "unsupported: `allOf` of more than one reference",
        ),
        (
            "allOf: [{$ref: '#/components/schemas/A'}]",
            "unsupported: `allOf`",
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/MaxWithdrawalQuantity'}], discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A', b: '#/components/schemas/MaxWithdrawalQuantity'}}}",
            "do not each carry their value of `kind`",
        ),
        (
            "{type: array, items: {$ref: '#/components/schemas/A'}}",
            "the schema is recursive through a list, a map or a scalar",
        ),
        // Published by the exchange.
        (
            "allOf: [{$ref: '#/components/schemas/MaxWithdrawalQuantity'}, {description: More.}]",
            "unsupported: `allOf` of a reference and a description",
        ),
        (
            "oneOf: [{$ref: '#/components/schemas/MaxWithdrawalQuantity'}]",
            "unsupported: `oneOf` of one member",
        ),
        (
            "oneOf: [{type: string}, {type: integer}]",
            "the first member that fits",
        ),
        (
            "{type: object, properties: {u: {description: U., oneOf: [{type: string}, {type: integer}]}}}",
            "the first member that fits",
        ),
        (
            "anyOf: [{type: string}, {type: integer}]",
            "unsupported: `anyOf`",
        ),
        ("not: {type: string}", "unsupported: `not`"),
        // Invalid enumerations and types.
        (
            "{type: integer, enum: [1, 2]}",
            "an enumeration of the type integer is unsupported",
        ),
        ("{type: string, enum: []}", "`enum` lists no value"),
        (
            "{type: string, enum: [a, null]}",
            "the value null is not a string",
        ),
        (
            "{type: string, enum: [a, A]}",
            "two values have the variant name `A`",
        ),
        (
            "{type: string, enum: [a, other]}",
            "takes the name `Other` of unknown values",
        ),
        (
            "{type: string, enum: ['1m', m1]}",
            "two values have the variant name `M1`",
        ),
        (
            "{type: number, format: decimal}",
            "unsupported format `decimal` of the type number",
        ),
        (
            "{type: boolean, format: int32}",
            "unsupported format `int32` of the type boolean",
        ),
        (
            "{type: object, required: [b], properties: {}}",
            "`b` is required and not described",
        ),
        (
            "{type: object, properties: {}, x-rules: 7}",
            "`x-rules` must be a list",
        ),
    ] {
        rejects(
            |w| with_schema(w, schema),
            &["openapi/account.yaml:", "schema A", expected],
        );
    }
}

/// A tag needs a variant name of its own.
#[test]
fn rejects_tags_without_variant_name() {
    for tag in ["''", "'+'", "other"] {
        let union = format!(
            "oneOf: [{{$ref: '#/components/schemas/B'}}, {{$ref: '#/components/schemas/C'}}]\n      discriminator: \
             {{propertyName: kind, mapping: {{{tag}: '#/components/schemas/B', c: '#/components/schemas/C'}}}}\n    \
             B: {{description: B., allOf: [{{$ref: '#/components/schemas/D'}}, {{type: object, required: [kind], \
             properties: {{kind: {{type: string, enum: [{tag}]}}}}}}]}}\n    \
             C: {{description: C., allOf: [{{$ref: '#/components/schemas/D'}}, {{type: object, required: [kind], \
             properties: {{kind: {{type: string, enum: [c]}}}}}}]}}\n    \
             D: {{description: D., type: object, properties: {{}}}}"
        );
        rejects(
            |w| with_schema(w, &union),
            &[
                "openapi/account.yaml:",
                "schema A",
                "has no variant name of its own",
            ],
        );
    }
}

/// A path parameter that is not part of the path would never be sent.
#[test]
fn rejects_mismatched_path_parameters() {
    for (from, to) in [
        (
            "in: query\n          required: true",
            "in: path\n          required: true",
        ),
        ("limits/withdrawal:", "limits/{asset}:"),
        ("limits/withdrawal:", "limits/{asset:"),
        ("  /api/v1/account/limits/withdrawal:", "  limits:"),
    ] {
        rejects(
            |w| w.replace(ACCOUNT, from, to),
            &["openapi/account.yaml:15: ", "does not match its parameters"],
        );
    }
}

#[test]
fn rejects_invalid_aliases() {
    for (aliases, cause) in [
        ("candle", "`x-aliases` must be a list"),
        ("[]", "`x-aliases` must be a list"),
        ("[7]", "invalid alias 7"),
        ("['']", "invalid alias \"\""),
        ("['my  trades']", "invalid alias \"my  trades\""),
        ("['a\"b']", "invalid alias"),
        ("[limits, limits]", "the alias `limits`"),
        ("[get_max_withdrawal_quantity]", "is the operationId"),
    ] {
        let id = "operationId: get_max_withdrawal_quantity\n";
        let with = format!("{id}      x-aliases: {aliases}\n");
        rejects(
            |w| w.replace(ACCOUNT, id, &with),
            &["operation get_max_withdrawal_quantity", cause],
        );
    }
}

//! What codegen refuses: each with the file, the line, the operation or component, and the mend; and nothing written.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use support::{Workspace, stderr};

const ACCOUNT: &str = "openapi/account.yaml";
const COMMON: &str = "openapi/common.yaml";

/// Changes the fragment, and expects a refusal that says all of `expected` and leaves no file behind.
fn refused(change: impl Fn(&Workspace), expected: &[&str]) {
    let workspace = Workspace::new();
    change(&workspace);
    let before = workspace.files();
    for arguments in [&[][..], &["--check"]] {
        let output = workspace.codegen(arguments);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        for part in expected {
            assert!(said.contains(part), "{part:?} is missing in\n{said}");
        }
        assert!(said.contains("mend: "), "{said}");
        assert_eq!(workspace.files(), before, "a refusal writes nothing");
    }
}

/// The line of the first `needle` in a file, as messages name it.
fn place(workspace: &Workspace, file: &str, needle: &str) -> String {
    let text = workspace.read(file);
    let line = text.lines().position(|line| line.contains(needle)).unwrap() + 1;
    format!("{file}:{line}: ")
}

#[test]
fn private_without_instruction() {
    let at = place(&Workspace::new(), ACCOUNT, "      security:");
    let at = at.replace(
        &line_of(&at),
        &(line_of(&at).parse::<usize>().unwrap() - 1).to_string(),
    );
    refused(
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
fn instruction_on_a_public_operation() {
    let at = place(&Workspace::new(), ACCOUNT, "x-instruction:");
    refused(
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
            "public but names the instruction `maxWithdrawalQuantity`",
            "remove `x-instruction`, or add `security`",
        ],
    );
}

/// A signature without the key, or with alternatives, is no form that the client can sign.
#[test]
fn security_of_another_form() {
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
        refused(
            |w| w.replace(ACCOUNT, from, to),
            &["`security` is not one of the forms"],
        );
    }
    refused(
        |w| w.replace(ACCOUNT, "paths:\n", "security:\n  - ApiKey: []\npaths:\n"),
        &["`security` stands for the whole document"],
    );
}

#[test]
fn instruction_that_is_none() {
    for instruction in ["''", "max quantity", "a&timestamp=1", "7"] {
        refused(
            |w| {
                w.replace(
                    ACCOUNT,
                    "x-instruction: maxWithdrawalQuantity",
                    &format!("x-instruction: {instruction}"),
                )
            },
            &["`x-instruction` is not an instruction"],
        );
    }
}

#[test]
fn misspelt_extension() {
    let at = place(&Workspace::new(), ACCOUNT, "x-instruction:");
    refused(
        |w| w.replace(ACCOUNT, "x-instruction:", "x-instuction:"),
        &[
            &at,
            "operation get_max_withdrawal_quantity",
            "`x-instuction` means nothing",
            "known: x-instruction",
        ],
    );
}

#[test]
fn operation_id_missing() {
    refused(
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
fn operation_id_twice() {
    let first = place(&Workspace::new(), ACCOUNT, "    get:");
    let first = first.trim_end_matches(": ").to_owned();
    refused(
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
fn operation_id_of_another_form() {
    for id in ["getTime", "get-time", "2fa", "''", "[a]"] {
        refused(
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
fn route_twice() {
    refused(
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

/// `nullable` beside a reference is read as null by some tools and as nothing by others, by the book.
#[test]
fn nullable_without_a_type() {
    refused(
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
            "`nullable` stands beside no `type`",
            "anyOf: [{$ref: ...}, {type: string, nullable: true, enum: [null]}]",
        ],
    );
}

/// By the book a value is of exactly one member of `oneOf`: without the tag a validator finds several.
#[test]
fn union_of_members_without_the_tag() {
    let union = |member: &str| {
        format!(
            "  schemas:\n    Kind:\n      description: Kinds.\n      oneOf:\n        - $ref: '#/components/schemas/KindA'\n      \
             discriminator:\n        propertyName: kind\n        mapping:\n          A: '#/components/schemas/KindA'\n    \
             KindA:\n      description: A.\n{member}"
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
        "schema Kind",
        "the members of the union do not each carry their value of `kind`",
        "map each value of `kind`",
    ];
    for member in [
        "      type: object\n".to_owned(),
        tagged("kind", "B"),
        tagged("other", "A"),
    ] {
        refused(
            |w| w.replace(ACCOUNT, "  schemas:\n", &union(&member)),
            &expected,
        );
    }
    let workspace = Workspace::new();
    workspace.replace(ACCOUNT, "  schemas:\n", &union(&tagged("kind", "A")));
    let said = stderr(&workspace.codegen(&[]));
    assert!(!said.contains(expected[1]), "{said}");
}

#[test]
fn unresolved_reference() {
    let at = place(&Workspace::new(), ACCOUNT, "schemas/MaxWithdrawalQuantity'");
    let at = at.replace(
        &line_of(&at),
        &(line_of(&at).parse::<usize>().unwrap() - 1).to_string(),
    );
    refused(
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
            "`$ref: #/components/schemas/MaxWithdrawal` points to nothing",
            "correct it to",
        ],
    );
    for text in [
        "commons.yaml#/components/responses/BadRequest",
        "common.yaml#/components/responses/Bad",
        "common.yaml",
        "BadRequest",
        "#/paths",
    ] {
        refused(
            |w| {
                w.replace(
                    ACCOUNT,
                    "common.yaml#/components/responses/BadRequest",
                    text,
                )
            },
            &["operation get_max_withdrawal_quantity", "points to nothing"],
        );
    }
}

#[test]
fn schema_name_twice() {
    let at = place(&Workspace::new(), COMMON, "    ApiErrorCode:");
    refused(
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

/// A name given twice in one file would otherwise be decided by the YAML reader.
#[test]
fn key_twice() {
    let second = place(&Workspace::new(), ACCOUNT, "      summary:");
    refused(
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
fn bad_yaml() {
    let at = place(&Workspace::new(), ACCOUNT, "      tags: [Account]");
    refused(
        |w| {
            w.replace(
                ACCOUNT,
                "      tags: [Account]",
                "      tags: [Account\n     bad: : x",
            )
        },
        &["openapi/account.yaml:", "bad YAML"],
    );
    refused(
        |w| w.replace(ACCOUNT, "tags: [Account]", "tags: \"\\q\""),
        &[&at, "bad YAML", "correct the YAML at this line"],
    );
    refused(
        |w| w.write(ACCOUNT, ""),
        &["openapi/account.yaml:1: ", "not a YAML mapping"],
    );
    refused(
        |w| std::fs::write(w.path(ACCOUNT), b"openapi: \xff\n").unwrap(),
        &["openapi/account.yaml:1: ", "not UTF-8"],
    );
}

#[test]
fn files_that_would_not_be_read() {
    refused(
        |w| w.write("openapi/order.yml", "x: 1\n"),
        &[
            "openapi/order.yml: ",
            "only files that end in .yaml are read",
        ],
    );
    refused(
        |w| std::fs::remove_file(w.path(COMMON)).unwrap(),
        &[
            "openapi/common.yaml: ",
            "the document that holds the shared parts is missing",
        ],
    );
    refused(
        |w| std::fs::remove_dir_all(w.path("openapi")).unwrap(),
        &["openapi: cannot be read"],
    );
}

#[test]
fn other_version() {
    refused(
        |w| w.replace(ACCOUNT, "openapi: 3.0.3", "openapi: 3.1.0"),
        &["openapi/account.yaml:1: ", "does not say `openapi: 3.0.3`"],
    );
}

#[test]
fn tag_that_is_not_the_documents() {
    for tags in ["[Acount]", "[]", "[Account, Capital]"] {
        refused(
            |w| w.replace(ACCOUNT, "tags: [Account]", &format!("tags: {tags}")),
            &[
                "operation get_max_withdrawal_quantity",
                "does not carry the one tag of its document",
            ],
        );
    }
}

/// typify takes an unknown format for plain text: a misspelt decimal would lose its type without a word.
#[test]
fn unknown_format() {
    refused(
        |w| w.replace(ACCOUNT, "format: decimal", "format: decimals"),
        &[
            "schema MaxWithdrawalQuantity",
            "the format `decimals` is not known",
        ],
    );
}

/// A two-factor token in a log is a token for whoever reads the log.
#[test]
fn secret_that_would_be_shown() {
    refused(
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

/// Amounts never go through a float: a number with a fraction has the format that is read exactly.
#[test]
fn number_without_format() {
    refused(
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
fn undescribed() {
    refused(
        |w| w.replace(ACCOUNT, "          description: The asset.\n", ""),
        &[
            "schema MaxWithdrawalQuantity, property symbol",
            "there is no description",
        ],
    );
    refused(
        |w| {
            w.replace(
                ACCOUNT,
                "      summary: Get the largest quantity of an asset that can be withdrawn now.\n",
                "",
            )
        },
        &[
            "operation get_max_withdrawal_quantity",
            "there is no summary",
        ],
    );
    refused(
        |w| {
            w.replace(
                ACCOUNT,
                "          description: The asset to withdraw, for example `SOL`.\n",
                "",
            )
        },
        &[
            "operation get_max_withdrawal_quantity",
            "the parameter `symbol` has no description",
        ],
    );
}

#[test]
fn without_example() {
    refused(
        |w| w.replace(ACCOUNT, "          example: SOL\n", ""),
        &[
            "operation get_max_withdrawal_quantity",
            "the parameter `symbol` has no example",
        ],
    );
    refused(
        |w| {
            w.replace(
                ACCOUNT,
                "              example:\n                autoBorrow: true\n                autoLendRedeem: true\n                maxWithdrawalQuantity: '12.345678901'\n                symbol: SOL\n",
                "",
            );
        },
        &[
            "operation get_max_withdrawal_quantity",
            "the content has no example",
        ],
    );
}

#[test]
fn auth_header_as_parameter() {
    refused(
        |w| {
            w.replace(
                ACCOUNT,
                "        - name: symbol\n          in: query",
                "        - name: X-WINDOW\n          in: header",
            )
        },
        &[
            "the header `X-WINDOW` is written as a parameter",
            "`security` stands for",
        ],
    );
}

#[test]
fn error_of_another_shape() {
    refused(
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
fn success_missing() {
    refused(
        |w| w.replace(ACCOUNT, "        '200':\n", "        '300':\n"),
        &[
            "the response status `300` is not 2xx, 4xx or 5xx",
            "no success response is described",
        ],
    );
}

#[test]
fn left_over_component() {
    refused(
        |w| {
            w.replace(ACCOUNT, "    MaxWithdrawalQuantity:\n      type: object", "    Unused:\n      type: string\n      description: Left over.\n    MaxWithdrawalQuantity:\n      type: object")
        },
        &["schema Unused", "nothing references it"],
    );
}

#[test]
fn path_item_with_more_than_operations() {
    refused(
        |w| w.replace(ACCOUNT, "    get:\n", "    parameters: []\n    get:\n"),
        &[
            "path /api/v1/account/limits/withdrawal",
            "`parameters` is not an operation",
        ],
    );
}

#[test]
fn query_beside_a_body() {
    refused(
        |w| {
            w.replace(
                ACCOUNT,
                "      responses:\n        '200'",
                "      requestBody:\n        content:\n          application/json; charset=utf-8:\n            schema:\n              $ref: '#/components/schemas/MaxWithdrawalQuantity'\n            example: {}\n      responses:\n        '200'",
            );
        },
        &[
            "operation get_max_withdrawal_quantity",
            "query parameters beside a body",
        ],
    );
}

/// What progenitor cannot take is reported with the operation, not as a panic.
#[test]
fn what_progenitor_refuses() {
    refused(
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
            "progenitor refuses it",
        ],
    );
}

/// All problems are reported at once, so that a maintainer mends them in one go.
#[test]
fn all_at_once() {
    refused(
        |w| {
            w.replace(ACCOUNT, "          example: SOL\n", "");
            w.replace(ACCOUNT, "format: decimal", "format: decimals");
            w.replace(ACCOUNT, "      x-instruction: maxWithdrawalQuantity\n", "");
        },
        &[
            "has no example",
            "`decimals` is not known",
            "no `x-instruction`",
            "3 problem(s), nothing was written",
        ],
    );
}

/// A document with one small operation.
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

/// An extension that means nothing in its place would be left out without a word.
#[test]
fn extensions_with_another_value() {
    let at = place(&Workspace::new(), ACCOUNT, "x-instruction:");
    for (line, what) in [
        (
            "x-pagination: totals",
            "`x-pagination` is neither `total` nor `short-page`",
        ),
        (
            "x-rate-limit: 30",
            "`x-rate-limit` is not a class that is known",
        ),
    ] {
        refused(
            |w| {
                w.replace(
                    ACCOUNT,
                    "      x-instruction:",
                    &format!("      {line}\n      x-instruction:"),
                )
            },
            &[&at, "operation get_max_withdrawal_quantity", what],
        );
    }
    for (rule, what) in [
        ("{source: x}", "a rule has neither `any-of` nor `one-of`"),
        (
            "{any-of: [], source: x}",
            "a rule has neither `any-of` nor `one-of`",
        ),
        ("{one-of: [symbol]}", "a rule has no `source`"),
        (
            "{one-of: [symbl], source: x}",
            "a rule names `symbl`, which is no property",
        ),
        (
            "{when: {kind: A}, any-of: [symbol], source: x}",
            "a rule names `kind`",
        ),
    ] {
        refused(
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
                what,
            ],
        );
    }
}

/// A file that is no text is refused where it stops being one, and not as one that is missing.
#[test]
fn not_utf8() {
    refused(
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

/// What is no OpenAPI is refused where it stands. It used to be refused for the folder as a whole.
#[test]
fn parts_that_are_not_openapi() {
    for (from, to, subject) in [
        (
            "type: boolean\n          example",
            "type: 7\n          example",
            "operation get_max_withdrawal_quantity",
        ),
        (
            "summary: Get",
            "summary: [Get]\n      x: Get",
            "operation get_max_withdrawal_quantity",
        ),
        (
            "      required:\n        - maxWithdrawalQuantity",
            "      required: true\n      enum:\n        - maxWithdrawalQuantity",
            "schema MaxWithdrawalQuantity",
        ),
        ("  version: '2026.11'", "  version: 2026.11", "info"),
        ("  - url: https", "  - address: https", "servers"),
    ] {
        refused(
            |w| w.replace(ACCOUNT, from, to),
            &["openapi/account.yaml:", subject, "not OpenAPI 3.0"],
        );
    }
}

/// A name that is another in Rust, or none, would be changed on the way, or would not compile.
#[test]
fn names_that_are_none() {
    let operation = "operation get_max_withdrawal_quantity";
    for (from, to, expected) in [
        (
            "get_max_withdrawal_quantity",
            "type",
            "the operationId is not snake_case, or is a word of Rust",
        ),
        (
            "get_max_withdrawal_quantity",
            "get__max",
            "the operationId is not snake_case",
        ),
        ("name: autoBorrow", "name: body", operation),
        ("name: autoBorrow", "name: send", operation),
        ("name: autoBorrow", "name: client", operation),
        ("name: autoBorrow", "name: stream_from", operation),
        (
            "name: autoBorrow",
            "name: auto_lend_redeem",
            "the parameter `autoLendRedeem` does not become",
        ),
        (
            "name: autoBorrow",
            "name: 'ü'",
            "the parameter `ü` does not become the name of an argument",
        ),
    ] {
        refused(
            |w| w.replace(ACCOUNT, from, to),
            &["openapi/account.yaml:", expected],
        );
    }
    for name in ["maxWithdrawal", "Self", "Max-Withdrawal", "MAX", "Größe"] {
        refused(
            |w| {
                let text = w.read(ACCOUNT).replace("MaxWithdrawalQuantity", name);
                w.write(ACCOUNT, &text);
            },
            &[
                "openapi/account.yaml:",
                &format!("schema {name}"),
                "does not become the name of a type",
            ],
        );
    }
    refused(
        |w| std::fs::rename(w.path(ACCOUNT), w.path("openapi/my account.yaml")).unwrap(),
        &[
            "openapi/my account.yaml:1: ",
            "the file name does not become the name of a module",
        ],
    );
}

/// The builder of a body has names of its own, which its properties cannot have too.
#[test]
fn properties_that_a_builder_cannot_set() {
    for name in ["build", "options"] {
        refused(
            |w| {
                let text = w.read(ACCOUNT);
                let (head, rest) = text.split_once("      parameters:\n").unwrap();
                let (_, rest) = rest.split_once("      responses:\n").unwrap();
                let body = "      requestBody:\n        required: true\n        content:\n          application/json; charset=utf-8:\n            schema:\n              $ref: '#/components/schemas/MaxWithdrawalQuantity'\n            example: {}\n";
                let rest = rest.replace("autoBorrow:", &format!("{name}:"));
                w.write(ACCOUNT, &format!("{head}{body}      responses:\n{rest}"));
                w.replace(ACCOUNT, "    get:\n", "    post:\n");
            },
            &[
                "openapi/account.yaml:",
                "schema MaxWithdrawalQuantity",
                &format!("its builder has a `{name}` of its own"),
            ],
        );
    }
}

/// Adds the schema `A`, and gives the property `autoBorrow` that type.
fn with_schema(workspace: &Workspace, schema: &str) {
    workspace.replace(
        ACCOUNT,
        "        autoBorrow:\n          type: boolean\n          nullable: true\n          description: Whether the withdrawal was taken to borrow what the balance does not cover.\n",
        "        autoBorrow:\n          $ref: '#/components/schemas/A'\n",
    );
    let text = workspace.read(ACCOUNT);
    // A flow mapping is written as the block that it stands in.
    let schema = match schema
        .strip_prefix('{')
        .and_then(|inner| inner.strip_suffix('}'))
    {
        Some(inner) => format!("A: {{description: A., {inner}}}"),
        None => format!("A:\n      description: A.\n      {schema}"),
    };
    workspace.write(ACCOUNT, &format!("{text}    {schema}\n"));
}

/// Shapes that a generator takes for something else, or never comes to the end of.
#[test]
fn shapes_that_become_no_type() {
    for (schema, what) in [
        // Without an end: the generator's stack overflowed.
        (
            "allOf: [{$ref: '#/components/schemas/A'}, {type: object}]",
            "`allOf` is not one reference",
        ),
        (
            "allOf: [{$ref: '#/components/schemas/A'}]",
            "it is made of itself",
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/A'}], discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/A'}}}",
            "it is made of itself",
        ),
        // For the first member that fits.
        (
            "oneOf: [{$ref: '#/components/schemas/MaxWithdrawalQuantity'}]",
            "the first member that fits",
        ),
        (
            "oneOf: [{type: string}, {type: integer}]",
            "the first member that fits",
        ),
        (
            "{type: object, properties: {u: {description: U., oneOf: [{type: string}]}}}",
            "the first member that fits",
        ),
        ("anyOf: [{type: string}]", "`anyOf` has no type"),
        ("not: {type: string}", "`not` has no type"),
        // Closed, or of another type than it says.
        ("{type: integer, enum: [1, 2]}", "not one of texts"),
        ("{type: string, enum: []}", "not one of texts"),
        ("{type: string, enum: [a, null]}", "not one of texts"),
        (
            "{type: string, enum: [a, other]}",
            "would be called `Other`",
        ),
        (
            "{type: string, enum: ['1m', m1]}",
            "two of its values would be called `M1`",
        ),
        (
            "{type: number, format: decimal}",
            "the format `decimal` is not known for the type number",
        ),
        (
            "{type: boolean, format: int32}",
            "the format `int32` is not known for the type boolean",
        ),
        (
            "{type: object, required: [b], properties: {}}",
            "`b` is required, and is no property",
        ),
        (
            "{type: object, properties: {}, x-rules: 7}",
            "`x-rules` is no list",
        ),
    ] {
        refused(
            |w| with_schema(w, schema),
            &["openapi/account.yaml:", "schema A", what],
        );
    }
}

/// A tag that is no name of a variant, or one that another has.
#[test]
fn tags_that_are_no_names() {
    for tag in ["''", "'1'", "other"] {
        let union = format!(
            "oneOf: [{{$ref: '#/components/schemas/B'}}]\n      discriminator: {{propertyName: kind, mapping: {{{tag}: '#/components/schemas/B'}}}}\n    B: {{description: B., type: object, properties: {{}}}}"
        );
        refused(
            |w| with_schema(w, &union),
            &[
                "openapi/account.yaml:",
                "schema A",
                "does not become the name of a variant of its own",
            ],
        );
    }
}

/// A parameter that the path has no place for would never be sent.
#[test]
fn path_parameters() {
    for (from, to) in [
        (
            "in: query\n          required: true",
            "in: path\n          required: true",
        ),
        ("limits/withdrawal:", "limits/{asset}:"),
        ("limits/withdrawal:", "limits/{asset:"),
        ("  /api/v1/account/limits/withdrawal:", "  limits:"),
    ] {
        refused(
            |w| w.replace(ACCOUNT, from, to),
            &["openapi/account.yaml:15: ", "do not belong together"],
        );
    }
}

/// What the generator refuses is refused where it stands.
#[test]
fn refused_by_the_generator() {
    refused(
        |w| with_schema(w, "{type: string, enum: [a, A]}"),
        &["openapi/account.yaml:", "schema A", "progenitor refuses it"],
    );
    refused(
        |w| with_schema(w, "{type: array, items: {type: string, format: decimal}}"),
        &["openapi/account.yaml:", "schema A", "has no reader yet"],
    );
}

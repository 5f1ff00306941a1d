//! A maintainer adds an endpoint or a stream: one file edited, one command run, and its code compiles. So does every shape of
//! an endpoint that codegen accepts, and it passes the tests that it generates.

use std::fs;
use std::path::Path;

use backpack_tests::support::workspace::Workspace;

/// The shapes of endpoints, and the outcome of each.
const SHAPES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../xtask/tests/shapes");

/// The tests that run on the new operations: all that are driven by the description.
const TESTS: &[&str] = &[
    "bodies",
    "captures",
    "operations",
    "pages",
    "responses",
    "string_to_sign",
    "tolerance",
];

/// The operation that the maintainer adds under `paths:` of one document.
const OPERATION: &str = "
  /api/v1/account/nickname/{accountId}:
    get:
      operationId: get_account_nickname
      tags: [Account]
      summary: Get the nickname of an account.
      x-instruction: accountNicknameQuery
      security:
        - ApiKey: []
          Signature: []
          Timestamp: []
      parameters:
        - name: accountId
          in: path
          required: true
          description: The account.
          schema:
            type: integer
            format: int64
          example: 7
        - name: marketType
          in: query
          required: true
          description: The kinds of markets.
          style: form
          explode: true
          schema:
            type: array
            items:
              type: string
          example: [SPOT, PERP]
        - name: since
          in: query
          required: false
          description: The day since when, in words.
          schema:
            type: string
          example: yesterday
      responses:
        '200':
          description: The nickname.
          content:
            application/json; charset=utf-8:
              schema:
                $ref: '#/components/schemas/AccountNickname'
              example:
                nickname: moss
                color: Green
                weight: '1.50'
        '400':
          $ref: 'common.yaml#/components/responses/BadRequest'
";

/// The schemas of the operation, added under `schemas:`.
const SCHEMAS: &str = "
    AccountNickname:
      type: object
      description: How an account is called.
      required:
        - nickname
        - color
      properties:
        nickname:
          type: string
          description: The name.
        color:
          $ref: '#/components/schemas/NicknameColor'
        weight:
          type: string
          format: decimal
          nullable: true
          description: How heavy it is.
    NicknameColor:
      type: string
      description: The color of a nickname.
      enum:
        - Green
        - Blue
";

/// The stream that the maintainer adds, as the parts of `asyncapi/streams.yaml` and what they are added to.
const STREAM: &[(&str, &str)] = &[
    (
        "\nchannels:\n",
        "  nickname:
    address: nickname.{symbol}
    title: Nicknames
    description: The nickname of a market, sent on change.
    x-sequence:
      first: 'n'
      last: 'n'
    x-reconcile: [get_markets]
    parameters:
      symbol:
        $ref: '#/components/parameters/symbol'
    messages:
      nickname:
        $ref: '#/components/messages/Nickname'
",
    ),
    (
        "\noperations:\n",
        "  nickname:
    action: receive
    channel:
      $ref: '#/channels/nickname'
    summary: Nicknames of a market.
",
    ),
    (
        "\n  messages:\n",
        "    Nickname:
      name: nickname
      summary: The nickname has changed.
      payload:
        $ref: '#/components/schemas/NicknameUpdate'
      examples:
        - name: not-captured
          summary: SOL_USDC.
          payload:
            e: nickname
            n: 7
            w: '1.50'
",
    ),
    (
        "\n  schemas:\n",
        "    NicknameUpdate:
      type: object
      description: Nickname of a market.
      required:
        - e
        - 'n'
        - w
      properties:
        e:
          type: string
          const: nickname
          description: Type of the event.
        'n':
          type: integer
          format: uint64
          description: Number of the change.
          x-rust-name: number
        w:
          type: string
          format: decimal
          description: How heavy it is.
          x-rust-name: weight
",
    ),
];

/// Code of a user that calls them.
const USER: &str = r##"
use backpack_api::streams::{NicknameUpdate, StreamEvent, nickname};
use backpack_api::{Client, Decimal, Error, types::NicknameColor};

pub fn subscribe() -> (String, Decimal) {
    let channel = nickname("SOL_USDC");
    let data = r#"{"e":"nickname","n":7,"w":"1.50"}"#;
    let Ok(StreamEvent::Nickname(NicknameUpdate { number: 7, weight, .. })) = StreamEvent::from_json(channel.name(), data)
    else {
        panic!("another event");
    };
    (channel.name().to_owned(), weight)
}

pub async fn call(client: &Client) -> Result<(String, Option<Decimal>), Error> {
    let kinds = ["SPOT".to_owned(), "PERP".to_owned()];
    let nickname = client.get_account_nickname(7, kinds).since("yesterday").send().await?.into_inner();
    assert_eq!(nickname.color, NicknameColor::Green);
    Ok((nickname.nickname, nickname.weight))
}
"##;

/// Both in one copy of the workspace: a build of it takes its time.
#[test]
fn new_endpoints_work() {
    let workspace = Workspace::copy();

    // One file is edited.
    let text = workspace.read("openapi/account.yaml");
    let text = text.replacen("\npaths:\n", &format!("\npaths:{OPERATION}"), 1);
    let text = text.replacen("\n  schemas:\n", &format!("\n  schemas:{SCHEMAS}"), 1);
    workspace.write("openapi/account.yaml", &text);
    let mut operations = vec!["get_account_nickname".to_owned()];

    // One file is edited for the stream too.
    let mut text = workspace.read("asyncapi/streams.yaml");
    for (before, part) in STREAM {
        assert_eq!(text.matches(before).count(), 1, "{before}");
        text = text.replacen(before, &format!("{before}{part}"), 1);
    }
    workspace.write("asyncapi/streams.yaml", &text);

    let outcomes = fs::read_to_string(Path::new(SHAPES).join("outcomes.tsv")).unwrap();
    let accepted: Vec<&str> = outcomes
        .lines()
        .filter_map(|line| line.split_once("\taccepted").map(|(name, _)| name))
        .collect();
    assert!(
        accepted.len() >= 89,
        "only {} shapes are accepted",
        accepted.len()
    );
    for (number, name) in accepted.iter().enumerate() {
        let text = fs::read_to_string(Path::new(SHAPES).join(format!("{name}.yaml"))).unwrap();
        let text = apart(&text, number);
        for line in text.lines() {
            operations.extend(line.trim().strip_prefix("operationId: ").map(str::to_owned));
        }
        workspace.write(&format!("openapi/shape-{number}.yaml"), &text);
    }

    // One command is run, and one for the fixtures.
    workspace.xtask(&["codegen"]);
    let calls = workspace.read("generated/src/calls/account.rs");
    assert!(
        calls.contains("/// The day since when, in words."),
        "{calls}"
    );
    let streams = workspace.read("generated/src/streams.rs");
    let sequence = ".sequence(|event| (event.number, event.number))";
    assert!(streams.contains(sequence), "{streams}");
    let mut fixture = vec!["fixture"];
    fixture.extend(operations.iter().map(String::as_str));
    workspace.xtask(&fixture);

    // A user's code compiles against it, and the generated tests pass.
    workspace.write(
        "generated/examples/user.rs",
        &format!("//! A user.\n{USER}\nfn main() {{}}\n"),
    );
    // The whole workspace, so that the dependencies have the features that they are built with already.
    let mut arguments = vec![
        "test",
        "--quiet",
        "--workspace",
        "--no-fail-fast",
        "--example",
        "user",
    ];
    for test in TESTS {
        arguments.extend(["--test", test]);
    }
    workspace.cargo(&arguments);
    println!(
        "{} shapes accepted, {} operations",
        accepted.len(),
        operations.len()
    );
}

/// Returns the shape with names of its own: most of them use the same ones.
fn apart(text: &str, number: usize) -> String {
    let mut words = String::new();
    let mut rest = text;
    // The names of schemas begin with a `Z`, the paths with `/z` behind their version, and the ids with `z_`.
    while let Some(at) = rest.find(|c: char| c.is_ascii_alphanumeric() || c == '_') {
        let (before, word) = rest.split_at(at);
        let end = word
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        words.push_str(before);
        words.push_str(word);
        let schema = word.starts_with('Z') && word.chars().nth(1).is_some_and(char::is_uppercase);
        if schema || word.starts_with("z_") && before.ends_with(' ') {
            words.push_str(&if schema {
                format!("S{number}")
            } else {
                format!("_s{number}")
            });
        }
        rest = after;
    }
    words.push_str(rest);
    words
        .replace("Shape case", &format!("Shape {number}"))
        .replace("/api/v1/", &format!("/api/v1/s{number}/"))
        .replace("/api/v2/", &format!("/api/v2/s{number}/"))
        .replace("/wapi/v1/", &format!("/wapi/v1/s{number}/"))
        .replace("/wapi/v2/", &format!("/wapi/v2/s{number}/"))
}

//! Every operation as a command, driven by the bundled description.
#![cfg(test)]

mod common;

use backpack_api::OPENAPI;
use backpack_sandbox::{ReceivedRequest, Sandbox};
use serde_json::{Value, json};

use common::{Operation, Outcome, Terminal, kebab, operations, text};

/// The only request that the sandbox received.
fn received(sandbox: &Sandbox, what: &str) -> ReceivedRequest {
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 1, "{what}");
    requests[0].clone()
}

/// The orders of a body or of a response.
fn orders(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    match value {
        Value::Array(orders) => orders.iter_mut(),
        order => std::slice::from_mut(order).iter_mut(),
    }
}

fn check(operation: &Operation, body: Option<&Value>, sandbox: &Sandbox, outcome: &Outcome) {
    let id = operation.id.as_str();
    let request = received(sandbox, id);
    assert_eq!(request.operation_id(), Some(id), "{outcome:?}");
    assert_eq!(request.method().as_str(), operation.method, "{id}");
    let mut query = request.query().to_vec();
    query.sort_by(|left, right| left.0.cmp(&right.0));
    assert_eq!(query, operation.query(), "{id}");
    let mut sent: Option<Value> =
        (!request.body().is_empty()).then(|| serde_json::from_slice(request.body()).unwrap());
    // A placed order is given a client id, by which it is found when the response is lost.
    if let (true, Some(sent), Some(body)) = (operation.places_orders(), sent.as_mut(), body) {
        for (order, given) in orders(sent).zip(orders(&mut body.clone())) {
            if given.get("clientId").is_none() {
                let order = order.as_object_mut().unwrap();
                assert!(order.remove("clientId").is_some_and(|id| id.is_u64()));
            }
        }
    }
    assert_eq!(sent.as_ref(), body, "{id}");
    assert_eq!(
        request.authentication().is_verified(),
        operation.is_private(),
        "{id}"
    );
    if operation.requires_session() {
        assert_eq!(outcome.code, 3, "{id}: {outcome:?}");
        assert_eq!(outcome.output, "", "{id}");
        return;
    }
    // One order of the example of a batch is rejected.
    let code = if id == "execute_order_batch" { 3 } else { 0 };
    assert_eq!(outcome.code, code, "{id}: {outcome:?}");
    match operation.response() {
        Some(Value::String(plain)) => {
            let expected = serde_json::from_str(&plain).unwrap_or(Value::String(plain));
            assert_eq!(outcome.json(), expected, "{id}");
        }
        // Orders are printed as the library decodes them, with every field, and those of a batch with their outcome.
        Some(mut expected) if operation.places_orders() => {
            let mut printed = outcome.json();
            for order in orders(&mut printed).chain(orders(&mut expected)) {
                let fields = order.as_object_mut().unwrap();
                if id == "execute_order_batch" {
                    for own in ["operation", "outcome", "clientId"] {
                        fields.remove(own);
                    }
                }
                fields.retain(|_, value| !value.is_null());
            }
            assert_eq!(printed, expected, "{id}");
        }
        Some(Value::Array(mut rows)) => {
            rows.drain(..operation.offset().min(rows.len()));
            assert_eq!(outcome.json(), Value::Array(rows), "{id}");
        }
        Some(expected) => assert_eq!(outcome.json(), expected, "{id}"),
        None => assert_eq!(outcome.output, "", "{id}"),
    }
}

/// Every command sends the examples of all parameters and of each body, signed if it is private, and prints the response of
/// the exchange. A parameter that is lost, renamed or misplaced is money lost.
#[tokio::test]
async fn every_command_sends_its_examples_and_prints_the_response() {
    let sandbox = Sandbox::start().await.unwrap();
    let terminal = Terminal::of(&sandbox);
    let mut count = 0;
    for operation in operations(OPENAPI) {
        let bodies = operation.bodies();
        if bodies.is_empty() {
            sandbox.clear_requests();
            let outcome = terminal.run(&operation.arguments()).await;
            check(&operation, None, &sandbox, &outcome);
            count += 1;
        }
        for body in bodies {
            sandbox.clear_requests();
            let mut arguments = operation.arguments();
            arguments.extend(["--yes".to_owned(), "--body".to_owned(), body.to_string()]);
            let outcome = terminal.run(&arguments).await;
            check(&operation, Some(&body), &sandbox, &outcome);
            count += 1;
        }
    }
    assert!(count >= 82, "only {count} commands");
}

/// The options of a body send the same request as its JSON. Objects and secrets have no option.
#[tokio::test]
async fn options_and_body_send_the_same_request() {
    let sandbox = Sandbox::start().await.unwrap();
    let terminal = Terminal::of(&sandbox);
    let mut options = 0;
    for operation in operations(OPENAPI) {
        for body in operation.bodies() {
            let Some(fields) = body.as_object() else {
                continue;
            };
            sandbox.clear_requests();
            let mut arguments = operation.arguments();
            arguments.push("--yes".to_owned());
            let mut rest = serde_json::Map::new();
            for (name, value) in fields {
                if value.is_object()
                    || name == "twoFactorToken"
                    || operation.id == "request_two_factor"
                {
                    rest.insert(name.clone(), value.clone());
                } else {
                    arguments.push(format!("--{}={}", kebab(name), text(value)));
                    options += 1;
                }
            }
            let terminal = if rest.is_empty() {
                terminal.clone()
            } else {
                arguments.extend(["--body", "-"].map(str::to_owned));
                terminal.clone().piping(&Value::Object(rest).to_string())
            };
            let outcome = terminal.run(&arguments).await;
            check(&operation, Some(&body), &sandbox, &outcome);
        }
    }
    assert!(options > 80, "only {options} options");
}

/// Lists as comma-separated values are read by another library: each cell is the value as sent. As a table, every value is
/// on the screen.
#[tokio::test]
async fn lists_are_printed_as_csv_and_tables() {
    let sandbox = Sandbox::start().await.unwrap();
    let terminal = Terminal::of(&sandbox);
    let mut lists = 0;
    for operation in operations(OPENAPI) {
        let Some(Value::Array(rows)) = operation.response() else {
            continue;
        };
        if operation.places_orders() {
            // Its rows are outcomes, and no response of the exchange.
            continue;
        }
        let mut arguments = operation.arguments();
        arguments.retain(|argument| !argument.starts_with("--offset="));
        if let Some(body) = operation.bodies().first() {
            arguments.extend(["--yes".to_owned(), "--body".to_owned(), body.to_string()]);
        }
        let id = &operation.id;
        let with = |format: &str| [&arguments[..], &["-o".to_owned(), format.to_owned()]].concat();

        let outcome = terminal.run(&with("csv")).await;
        assert_eq!(outcome.code, 0, "{id}: {outcome:?}");
        let mut reader = csv::Reader::from_reader(outcome.output.as_bytes());
        let names = reader.headers().unwrap().clone();
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), rows.len(), "{id}");
        for (row, record) in rows.iter().zip(&records) {
            for (name, cell) in names.iter().zip(record) {
                match &row[name] {
                    Value::Null => assert_eq!(cell, "", "{id}: {name}"),
                    Value::String(value) => assert_eq!(cell, value, "{id}: {name}"),
                    value => assert_eq!(cell.parse::<Value>().unwrap(), *value, "{id}: {name}"),
                }
            }
            let missing: Vec<&String> = (row.as_object().unwrap().keys())
                .filter(|name| !names.iter().any(|known| known == *name))
                .collect();
            assert!(missing.is_empty(), "{id}: {missing:?}");
        }

        let lines = terminal.run(&with("ndjson")).await.output;
        let parsed: Vec<Value> = lines.lines().map(|line| line.parse().unwrap()).collect();
        assert_eq!(parsed, rows, "{id}");

        for width in [40, 10_000] {
            let table = terminal.clone().wide(width).run(&arguments).await;
            assert_eq!(table.code, 0, "{id}: {table:?}");
            let values = rows
                .iter()
                .flat_map(|row| row.as_object().unwrap().values());
            for value in values.filter(|value| !value.is_null() && !value.is_object()) {
                if !value.is_array() {
                    assert!(
                        table.output.contains(&text(value)),
                        "{id}: {value}\n{}",
                        table.output
                    );
                }
            }
        }
        lists += 1;
    }
    assert!(lists > 30, "only {lists} lists");
}

/// Every command has a help text with its method and path, and a short form where it begins with `get`.
#[tokio::test]
async fn every_command_has_help() {
    let terminal = Terminal::new();
    let mut short = 0;
    for operation in operations(OPENAPI) {
        let [tag, name] = operation.command();
        let form = name.strip_prefix("get-");
        short += usize::from(form.is_some());
        let name = form.unwrap_or(&name);
        let help = terminal.run(&[tag.as_str(), name, "--help"]).await;
        assert_eq!(
            (help.code, help.error.as_str()),
            (0, ""),
            "{}",
            operation.id
        );
        let route = format!("{} {}", operation.method, operation.path);
        assert!(
            help.output.contains(&route),
            "{}: {}",
            operation.id,
            help.output
        );
    }
    assert!(short > 40, "only {short}");
}

/// A new endpoint is a command with no further edit: parameters in the path and in lists, and names that options of the
/// program have.
#[tokio::test]
async fn new_endpoint_is_a_command() {
    let mut document: Value = serde_json::from_str(OPENAPI).unwrap();
    document["paths"]["/api/v1/account/nickname/{accountId}"] = json!({"get": {
        "operationId": "get_account_nickname",
        "tags": ["Account"],
        "summary": "Returns the nickname of an account.",
        "x-instruction": "accountNicknameQuery",
        "security": [{"ApiKey": [], "Signature": [], "Timestamp": []}],
        "parameters": [
            {"name": "accountId", "in": "path", "required": true, "description": "The account.",
             "schema": {"type": "integer", "format": "int64"}, "example": 7},
            {"name": "kinds", "in": "query", "required": false, "description": "The kinds.",
             "style": "form", "explode": true,
             "schema": {"type": "array", "items": {"type": "string"}}, "example": ["SPOT", "PERP"]},
            {"name": "output", "in": "query", "required": false, "description": "A reserved name.",
             "schema": {"type": "string"}, "example": "x"},
        ],
        "responses": {"200": {"description": "The nickname.", "content": {"application/json": {
            "schema": {"type": "object", "properties": {"nickname": {"type": "string"}}},
            "example": {"nickname": "moss", "weight": 1.50}}}}},
    }});
    let openapi = document.to_string();
    let sandbox = Sandbox::builder()
        .openapi(openapi.clone())
        .start()
        .await
        .unwrap();
    let mut terminal = Terminal::of(&sandbox);
    terminal.openapi = openapi;
    let outcome = terminal
        .run(&[
            "account",
            "account-nickname",
            "7",
            "--kinds",
            "SPOT",
            "--kinds",
            "a b&c",
            "--with-output",
            "x",
        ])
        .await;
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_eq!(outcome.json()["nickname"], "moss");
    let request = received(&sandbox, "nickname");
    assert!(request.authentication().is_verified());
    assert_eq!(request.path(), "/api/v1/account/nickname/7");
    let query = request.query();
    let expected = [("kinds", "SPOT"), ("kinds", "a b&c"), ("output", "x")];
    assert_eq!(
        query,
        expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    let outcome = terminal
        .run(&["account", "account-nickname", "seven"])
        .await;
    assert_eq!(outcome.code, 2, "{outcome:?}");
}

/// The generated entry of an operation decides its authentication, whatever the description says.
#[tokio::test]
async fn generated_entry_decides_authentication() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut terminal = Terminal::of(&sandbox);
    let mut document: Value = serde_json::from_str(OPENAPI).unwrap();
    document["paths"]["/api/v1/account"]["get"]["x-instruction"] = "other".into();
    terminal.openapi = document.to_string();
    let command = ["account", "get-account"];
    let dry = terminal.run(&[&command[..], &["--dry-run"]].concat()).await;
    let signed = dry.json()["stringToSign"].as_str().unwrap().to_owned();
    assert!(signed.starts_with("instruction=accountQuery&"), "{signed}");
    let outcome = terminal.run(&command).await;
    assert_eq!(outcome.code, 0, "{outcome:?}");
}

/// A rule of the description that cannot be checked is reported, not left out.
#[tokio::test]
async fn unsupported_rule_is_reported() {
    let mut terminal = Terminal::new();
    let mut document: Value = serde_json::from_str(OPENAPI).unwrap();
    document["paths"]["/api/v1/account"]["get"]["x-rules"] = json!([{"none-of": ["a"]}]);
    terminal.openapi = document.to_string();
    let outcome = terminal.run(&["--help"]).await;
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert!(outcome.error.contains("none-of"), "{outcome:?}");
}

/// `raw` sends the request of a command that does not exist yet.
#[tokio::test]
async fn raw_request_equals_that_of_the_command() {
    let sandbox = Sandbox::start().await.unwrap();
    let terminal = Terminal::of(&sandbox);
    let command = terminal
        .run(&[
            "account",
            "get-max-withdrawal-quantity",
            "SOL",
            "--auto-borrow",
        ])
        .await;
    let raw = [
        "raw",
        "get",
        "/api/v1/account/limits/withdrawal",
        "--signed",
        "maxWithdrawalQuantity",
        "-q",
        "symbol=SOL",
        "-q",
        "autoBorrow=true",
    ];
    let raw = terminal.run(&raw).await;
    assert_eq!((raw.code, &raw.output), (0, &command.output), "{raw:?}");
    let requests = sandbox.requests();
    assert_eq!(requests[0].query(), requests[1].query());
    assert!(requests[1].authentication().is_verified());

    for (arguments, code) in [
        (["raw", "GET", "api/v1/x", "-q", "a=b"], 2),
        (["raw", "GET", "/api/v1/x?a=b", "-q", "a=b"], 2),
        (["raw", "GET", "/api/v1/x", "-q", "ab"], 2),
        (["raw", "GET", "/api/v1/x", "--signed", "a b"], 2),
        (["raw", "POST", "/api/v1/order", "--body", "{}"], 2),
        (["raw", "GET", "/api/v1/unknown", "-q", "a=b"], 3),
    ] {
        let outcome = terminal.run(&arguments).await;
        assert_eq!(outcome.code, code, "{arguments:?}: {outcome:?}");
    }
}

//! Nothing is sent by accident, every failure has its exit code, and no secret is printed.
#![cfg(test)]

mod common;

use std::fs;
use std::thread;

use backpack_api::OPENAPI;
use backpack_sandbox::{Book, Fault, MockResponse, Sandbox};
use serde_json::{Value, json};

use common::{Terminal, concurrently, operations};

const ORDER: [&str; 12] = [
    "order",
    "execute-order",
    "--symbol",
    "SOL_USDC",
    "--side",
    "Bid",
    "--order-type",
    "Limit",
    "--price",
    "140.10",
    "--quantity",
    "2",
];

const CANCEL: [&str; 7] = [
    "order",
    "cancel-order",
    "--yes",
    "--symbol",
    "SOL_USDC",
    "--order-id",
    "7",
];

fn order(more: &[&'static str]) -> Vec<&'static str> {
    [&ORDER[..], more].concat()
}

/// Every command that changes something is a usage error where nobody can be asked, and reaches the exchange after `--yes`
/// alone. The rule is that of the method, so that a new endpoint has it too.
#[tokio::test]
async fn mutating_commands_need_confirmation() {
    let sandbox = Sandbox::start().await.unwrap();
    let terminal = Terminal::of(&sandbox);
    let mut count = 0;
    for operation in operations(OPENAPI) {
        if operation.method == "GET" {
            continue;
        }
        let mut arguments = operation.arguments();
        arguments.extend(["--body".to_owned(), operation.bodies()[0].to_string()]);
        let outcome = terminal.run(&arguments).await;
        assert_eq!(
            (outcome.code, outcome.output.as_str()),
            (2, ""),
            "{}",
            operation.id
        );
        assert!(outcome.error.contains("--yes"), "{outcome:?}");
        count += 1;
    }
    assert!(count >= 21, "only {count} commands");
    assert!(sandbox.requests().is_empty());
}

/// The question shows the request; only yes sends it. The end of the input is a no.
#[tokio::test]
async fn question_shows_the_request_and_only_yes_sends_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let terminal = Terminal::of(&sandbox);
    for (input, code) in [
        ("", 5),
        ("\n", 5),
        ("no\n", 5),
        ("yy\n", 5),
        ("y\n", 0),
        ("YES\n", 0),
    ] {
        sandbox.clear_requests();
        let outcome = terminal.clone().typing(input).run(&ORDER).await;
        assert_eq!(outcome.code, code, "{input:?}: {outcome:?}");
        assert_eq!(
            sandbox.requests().len(),
            usize::from(code == 0),
            "{input:?}"
        );
        for shown in [
            "POST /api/v1/order",
            "\"price\": \"140.10\"",
            sandbox.url(),
            Sandbox::API_KEY,
        ] {
            assert!(outcome.error.contains(shown), "{shown}: {outcome:?}");
        }
    }
}

/// A dry run prints the request and the string to sign that the exchange verifies, and sends nothing. It needs no
/// credentials.
#[tokio::test]
async fn dry_run_prints_the_string_to_sign() {
    let sandbox = Sandbox::start().await.unwrap();
    let terminal = Terminal::of(&sandbox)
        .without("BACKPACK_API_SECRET")
        .without("BACKPACK_API_KEY");
    let outcome = terminal.run(&order(&["--dry-run", "--post-only"])).await;
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let shown = outcome.json();
    assert_eq!(
        (shown["method"].as_str(), shown["path"].as_str()),
        (Some("POST"), Some("/api/v1/order"))
    );
    assert_eq!(shown["body"]["price"], "140.10");
    let signed = shown["stringToSign"].as_str().unwrap();
    let expected = "instruction=orderExecute&orderType=Limit&postOnly=true&price=140.10&quantity=2&side=Bid&symbol=SOL_USDC&timestamp=";
    assert!(signed.starts_with(expected), "{signed}");
    assert!(signed.ends_with("&window=5000"), "{signed}");

    let query = [
        "account",
        "get-max-order-quantity",
        "SOL_USDC",
        "Bid",
        "--price=1.50",
        "--dry-run",
    ];
    let shown = terminal.run(&query).await.json();
    assert_eq!(
        shown["path"],
        "/api/v1/account/limits/order?symbol=SOL_USDC&side=Bid&price=1.50"
    );
    assert!(sandbox.requests().is_empty());
}

/// A two-factor token is masked in the dry run and in the question, and is no option. A rejection that quotes the body does
/// not show it either.
#[tokio::test]
async fn secrets_are_never_shown() {
    let sandbox = Sandbox::start().await.unwrap();
    let terminal = Terminal::of(&sandbox);
    let secret = "token-of-two-factors";
    let body = format!(
        r#"{{"address":"7Hk3","blockchain":"Solana","quantity":"1","symbol":"SOL","twoFactorToken":"{secret}"}}"#
    );
    for command in [
        vec!["capital", "request-withdrawal", "--body", "-"],
        vec![
            "raw",
            "POST",
            "/wapi/v1/capital/withdrawals",
            "--signed",
            "withdraw",
            "--body",
            "-",
        ],
    ] {
        let dry = [&command[..], &["--dry-run"]].concat();
        let dry = terminal.clone().piping(&body).run(&dry).await;
        assert_eq!(dry.code, 0, "{dry:?}");
        assert!(dry.output.contains("twoFactorToken=***"), "{dry:?}");
        let sent = [&command[..], &["--yes"]].concat();
        let sent = terminal.clone().piping(&body).run(&sent).await;
        assert_eq!(sent.code, 0, "{sent:?}");
        let mut outcomes = vec![dry, sent];
        let quote = format!(
            r#"parse request payload error: Expected input type "AccountWithdrawalPayload", found {body}."#
        );
        for (response, code, shown) in [
            (
                MockResponse::api_error(400, "INVALID_CLIENT_REQUEST", &quote),
                3,
                "INVALID_CLIENT_REQUEST: parse request payload error",
            ),
            // Text is no proof that nothing was executed.
            (
                MockResponse::text(400, quote.as_str()),
                4,
                "parse request payload error",
            ),
            (MockResponse::json(400, &json!({"quote": quote})), 4, "400"),
        ] {
            sandbox
                .on("request_withdrawal")
                .respond_with(response)
                .unwrap();
            let arguments = [&command[..], &["--yes"]].concat();
            let rejected = terminal.clone().piping(&body).run(&arguments).await;
            assert_eq!(rejected.code, code, "{rejected:?}");
            assert!(rejected.error.contains(shown), "{rejected:?}");
            outcomes.push(rejected);
        }
        for outcome in outcomes {
            for hidden in [secret, Sandbox::API_SECRET] {
                assert!(!format!("{outcome:?}").contains(hidden), "{outcome:?}");
            }
        }
    }
    assert!(
        sandbox
            .requests()
            .iter()
            .all(|request| request.body() == body.as_bytes())
    );
    let inline = terminal
        .run(&[
            "capital",
            "request-withdrawal",
            "--two-factor-token",
            secret,
        ])
        .await;
    assert_eq!(inline.code, 2, "{inline:?}");
}

/// Orders have the exit codes of their outcomes. At the same time, since the search for an order waits for its window.
#[test]
fn outcomes_of_orders_have_their_exit_codes() {
    thread::scope(|scope| {
        scope.spawn(unknown_outcome_has_its_exit_code);
        scope.spawn(batch_lists_the_outcome_of_each_order);
    });
}

/// A response that is lost, and an order that no list shows: the outcome is unknown, and the exit code says so.
fn unknown_outcome_has_its_exit_code() {
    let faults = [
        Fault::reset().after_execution(),
        Fault::html(502).after_execution(),
    ];
    concurrently(faults.map(|fault| {
        async move || {
            let sandbox = Sandbox::start().await.unwrap();
            sandbox.on("execute_order").fault(fault).unwrap();
            let outcome = Terminal::of(&sandbox).run(&order(&["--yes"])).await;
            assert_eq!(
                (outcome.code, outcome.output.as_str()),
                (4, ""),
                "{outcome:?}"
            );
            assert!(outcome.error.contains("outcome unknown"), "{outcome:?}");
        }
    }));
}

/// A batch lists the outcome of each order, and the worst one is the exit code: unknown, rejected, not placed.
fn batch_lists_the_outcome_of_each_order() {
    const PLACED: (&str, &str) = ("placed", "2");
    const TOO_LARGE: (&str, &str) = ("rejected", "100000");
    const NOT_PLACED: (&str, &str) = ("not placed", "3");
    const UNKNOWN: (&str, &str) = ("unknown", "4");
    type Case = (u8, Vec<(&'static str, &'static str)>, fn(&Sandbox));
    let cases: Vec<Case> = vec![
        (0, vec![PLACED, PLACED], |_| {}),
        (3, vec![PLACED, TOO_LARGE], |_| {}),
        // The response is lost, and the orders are found.
        (0, vec![PLACED, PLACED], |sandbox| {
            fault(sandbox, Fault::reset().after_execution());
        }),
        (5, vec![NOT_PLACED, NOT_PLACED], |sandbox| {
            fault(sandbox, Fault::reset().before_execution());
        }),
        // The response is lost, and so are the lists in which the orders are.
        (4, vec![UNKNOWN, UNKNOWN], |sandbox| {
            fault(sandbox, Fault::reset().after_execution());
            hide_orders(sandbox);
        }),
        // One result is of a kind that this version does not know.
        (4, vec![PLACED, TOO_LARGE, UNKNOWN], |sandbox| {
            let placed = json!({
                "operation": "Ok", "orderType": "Market", "id": "7", "createdAt": 1, "side": "Bid",
                "executedQuantity": "2", "executedQuoteQuantity": "2", "symbol": "SOL_USDC", "status": "Filled",
                "selfTradePrevention": "RejectTaker", "timeInForce": "GTC",
            });
            let rejected =
                json!({"operation": "Err", "code": "INSUFFICIENT_FUNDS", "message": "no"});
            let results = json!([placed, rejected, {"operation": "Later"}]);
            let response = MockResponse::json(200, &results);
            let script = sandbox.on("execute_order_batch");
            script.respond_with(response).unwrap();
            hide_orders(sandbox);
        }),
    ];
    concurrently(cases.into_iter().map(|(code, orders, prepare)| {
        async move || {
            let book = Book::new().balance("USDC", 1_000).balance("SOL", 0);
            let sandbox = Sandbox::builder().book(book).start().await.unwrap();
            prepare(&sandbox);
            check_batch(&sandbox, code, &orders).await;
        }
    }));
}

/// Places orders with these outcomes and quantities.
async fn check_batch(sandbox: &Sandbox, code: u8, orders: &[(&str, &str)]) {
    let body = orders.iter().map(|(_, quantity)| {
        json!({
            "symbol": "SOL_USDC", "side": "Bid", "orderType": "Limit", "price": "100",
            "quantity": quantity,
        })
    });
    let terminal = Terminal::of(sandbox).piping(&Value::from_iter(body).to_string());
    let command = ["order", "execute-order-batch", "--body", "-", "--yes"];
    let outcome = terminal.run(&command).await;
    assert_eq!(outcome.code, code, "{orders:?}: {outcome:?}");
    let rows = outcome.json();
    let rows = rows.as_array().unwrap();
    assert!(rows.iter().all(|row| row["clientId"].is_u64()), "{rows:?}");
    let outcomes = rows.iter().map(|row| row["outcome"].as_str().unwrap());
    let expected = orders.iter().map(|(outcome, _)| *outcome);
    assert!(outcomes.eq(expected.clone()), "{orders:?}: {outcome:?}");
    let placed = expected.filter(|outcome| *outcome == "placed").count();
    let summary = format!("{placed} of {} orders placed", orders.len());
    assert_eq!(outcome.error.contains(&summary), code != 0, "{outcome:?}");
}

fn fault(sandbox: &Sandbox, fault: Fault) {
    sandbox.on("execute_order_batch").fault(fault).unwrap();
}

/// Makes the lists that a limit order can be in unreadable.
fn hide_orders(sandbox: &Sandbox) {
    for list in ["get_open_orders", "get_order_history"] {
        let hidden = Fault::status(500).before_execution().always();
        sandbox.on(list).fault(hidden).unwrap();
    }
}

/// Every failure has its exit code.
#[tokio::test]
async fn failures_have_their_exit_codes() {
    let sandbox = Sandbox::start().await.unwrap();
    let terminal = Terminal::of(&sandbox);

    let rejected = MockResponse::api_error(400, "INVALID_ORDER", "Price is\u{1b}[31m bad");
    sandbox.on("execute_order").respond_with(rejected).unwrap();
    let outcome = terminal.run(&order(&["--yes"])).await;
    assert_eq!(
        (outcome.code, outcome.output.as_str()),
        (3, ""),
        "{outcome:?}"
    );
    assert!(
        outcome.error.contains("INVALID_ORDER: Price is"),
        "{outcome:?}"
    );
    assert!(!outcome.error.contains('\u{1b}'), "{outcome:?}");

    // No connection: the port is closed.
    let closed = Sandbox::start().await.unwrap();
    let address = closed.url().to_owned();
    closed.stop().await;
    let elsewhere = terminal.clone().variable("BACKPACK_API_URL", &address);
    let outcome = elsewhere.run(&order(&["--yes", "--timeout", "2"])).await;
    assert_eq!(outcome.code, 5, "{outcome:?}");

    for arguments in [
        vec!["order", "execute-order", "--yes", "--symbol", "SOL_USDC"],
        vec!["order", "execute-order", "--yes", "--side", "bid"],
        vec![
            "order",
            "cancel-order",
            "--yes",
            "--symbol",
            "S",
            "--order-id",
            "1",
            "--client-id",
            "2",
        ],
        vec!["order", "cancel-order", "--yes", "--symbol", "S"],
        vec![
            "order",
            "cancel-order",
            "--yes",
            "--body",
            r#"{"symbol":"S","orderId":1}"#,
        ],
        vec![
            "order",
            "cancel-order",
            "--yes",
            "--body",
            r#"{"symbol":"S","orderID":"1"}"#,
        ],
        vec![
            "order",
            "cancel-order",
            "--yes",
            "--body",
            r#"{"symbol":"S","symbol":"T","orderId":"1"}"#,
        ],
        vec![
            "order",
            "cancel-order",
            "--yes",
            "--body",
            "/does/not/exist",
        ],
        vec![
            "order",
            "cancel-order",
            "--yes",
            "--symbol",
            "S",
            "--client-id",
            "-1",
        ],
        vec![
            "order",
            "cancel-order",
            "--yes",
            "--symbol",
            "S",
            "--client-id",
            "4294967296",
        ],
        vec![
            "order",
            "cancel-order",
            "--yes",
            "--symbol",
            "S",
            "--client-id",
            "007",
        ],
        vec!["order", "execute-order-batch", "--yes", "--body", "[]"],
        vec!["order", "execute-order-batch", "--yes", "--body", "[{}]"],
        vec![
            "borrow-lend",
            "execute-borrow-lend",
            "--yes",
            "--symbol",
            "S",
            "--side",
            "Lend",
            "--quantity",
            "1e3",
        ],
        vec![
            "borrow-lend",
            "execute-borrow-lend",
            "--yes",
            "--symbol",
            "S",
            "--side",
            "Lend",
            "--quantity",
            "007",
        ],
        vec!["account", "get-max-withdrawal-quantity"],
        vec!["--url", "http://example.com", "account", "get-account"],
        vec!["stream", "trade"],
        vec!["stream", "kline", "SOL_USDC"],
        vec!["watch", "SOL_USDC", "--interval", "7m"],
        vec!["unknown"],
        vec![],
    ] {
        sandbox.clear_requests();
        let outcome = terminal.run(&arguments).await;
        assert_eq!(
            (outcome.code, outcome.output.as_str()),
            (2, ""),
            "{arguments:?}: {outcome:?}"
        );
        assert!(!outcome.error.is_empty(), "{arguments:?}");
        assert!(sandbox.requests().is_empty(), "{arguments:?}");
    }
}

/// An invalid body or name is reported with a way to correct it.
#[tokio::test]
async fn usage_errors_say_what_to_do() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.json");
    let terminal = Terminal::of(&sandbox).variable("BACKPACK_CONFIG", path.to_str().unwrap());
    fs::write(&path, "{}").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    let batch = ["order", "execute-order-batch", "--yes", "--body"];
    let cancel = ["order", "cancel-order", "--yes", "--body"];
    for (command, value, help) in [
        (&batch[..], "{}", "(see the example in --help)"),
        (&batch, "[1]", "(see the example in --help)"),
        (&batch, "[]", "(give at least one object)"),
        (&cancel, "[]", "(see the example in --help)"),
        (
            &["account", "get-account", "--profile"],
            "main",
            "(add it, or name another with --profile)",
        ),
    ] {
        let outcome = terminal.run(&[command, &[value]].concat()).await;
        assert_eq!(outcome.code, 2, "{outcome:?}");
        assert!(outcome.error.contains(help), "{outcome:?}");
    }
    assert!(sandbox.requests().is_empty());
}

/// Asserts that a cancel has the exit code 0, prints no result, and reports its status.
async fn assert_cancel_is_done(sandbox: &Sandbox) {
    let outcome = Terminal::of(sandbox).run(&CANCEL).await;
    assert_eq!(
        (outcome.code, outcome.output.as_str()),
        (0, ""),
        "{outcome:?}"
    );
    assert!(outcome.error.contains("202 Accepted"), "{outcome:?}");
}

/// A cancel that was accepted is done: exit code 0, with the status as a message.
#[tokio::test]
async fn accepted_cancel_is_done() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .on("cancel_order")
        .respond_with(MockResponse::status(202))
        .unwrap();
    assert_cancel_is_done(&sandbox).await;
}

/// A cancel that finds nothing after an attempt that may have been executed is done: its error is not printed as a result.
#[tokio::test]
async fn cancel_that_finds_nothing_on_retry_is_done() {
    let sandbox = Sandbox::start().await.unwrap();
    let script = sandbox.on("cancel_order");
    let missing = MockResponse::api_error(404, "RESOURCE_NOT_FOUND", "Order not found");
    script
        .fault(Fault::reset().after_execution())
        .and_then(|script| script.respond_with(missing.always()))
        .unwrap();
    assert_cancel_is_done(&sandbox).await;
    assert_eq!(sandbox.requests().len(), 2);
}

/// A private command without credentials names the ways to give them; a public one needs none.
#[tokio::test]
async fn private_command_without_credentials_says_how() {
    let sandbox = Sandbox::start().await.unwrap();
    let terminal = Terminal::new()
        .variable("BACKPACK_API_URL", sandbox.url())
        .variable("HOME", "/nowhere");
    for command in [
        vec!["capital", "balances"],
        vec!["auth", "check"],
        vec!["stream", "account.orderUpdate"],
    ] {
        let outcome = terminal.run(&command).await;
        assert_eq!(outcome.code, 5, "{outcome:?}");
        for way in [
            "BACKPACK_API_SECRET",
            "/nowhere/.config/backpack/profiles.json",
            "--sandbox",
        ] {
            assert!(outcome.error.contains(way), "{way}: {outcome:?}");
        }
    }
    // A key without its secret is no reason to use those of a profile.
    let half = terminal
        .clone()
        .variable("BACKPACK_API_KEY", Sandbox::API_KEY);
    let outcome = half.run(&["capital", "balances"]).await;
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert!(outcome.error.contains("BACKPACK_API_SECRET is not"));
    assert!(sandbox.requests().is_empty());
    assert_eq!(
        terminal
            .run(&["markets", "get-depth", "SOL_USDC"])
            .await
            .code,
        0
    );
}

/// Profiles of a file that is accessible to its owner alone. An error names the file, and no part of its content.
#[cfg(unix)]
#[tokio::test]
async fn profiles_are_read_from_a_protected_file() {
    use std::os::unix::fs::PermissionsExt as _;

    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("profiles.json");
    let write = |content: &str, mode: u32| {
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let terminal = Terminal::new()
        .variable("BACKPACK_API_URL", sandbox.url())
        .variable("BACKPACK_CONFIG", path.to_str().unwrap());
    let (key, secret) = (Sandbox::API_KEY, Sandbox::API_SECRET);
    let profiles = format!(
        r#"{{"default":{{"api_secret":"{secret}"}},"main":{{"api_key":"{key}","api_secret":"{secret}"}},
            "none":{{}},"mixed":{{"api_key":"R+Xv7ZTkYu8Yd82kOVl3OwRz7v+CJlPofWTP+iChvwQ=","api_secret":"{secret}"}}}}"#
    );
    for (content, mode, profile, code) in [
        (profiles.as_str(), 0o600, None, 0),
        (&profiles, 0o400, Some("main"), 0),
        (&profiles, 0o640, Some("main"), 2),
        (&profiles, 0o604, None, 2),
        (&profiles, 0o600, Some("other"), 2),
        (&profiles, 0o600, Some("none"), 2),
        (&profiles, 0o600, Some("mixed"), 2),
        ("{\"default\": YmFja3BhY2", 0o600, None, 2),
        ("{\"default\": \"YmFja3BhY2\"}", 0o600, None, 2),
        (
            "{\"default\": {\"api_secret\": \"YmFja3BhY2\\/\"}}",
            0o600,
            None,
            2,
        ),
        (
            "{\"default\": {\"api_secret\": [\"YmFja3BhY2\"]}}",
            0o600,
            None,
            2,
        ),
        (&" ".repeat(1 << 16), 0o600, None, 2),
        ("{}", 0o600, None, 5),
    ] {
        let _ = fs::remove_file(&path);
        write(content, mode);
        let mut command = vec!["capital", "balances"];
        command.extend(profile.into_iter().flat_map(|name| ["--profile", name]));
        let outcome = terminal.run(&command).await;
        assert_eq!(outcome.code, code, "{mode:o} {profile:?}: {outcome:?}");
        assert!(!outcome.error.contains("YmFja3BhY2"), "{outcome:?}");
    }
    let missing = terminal
        .variable("BACKPACK_CONFIG", "/nowhere")
        .run(&["--profile", "main", "capital", "balances"])
        .await;
    assert_eq!(missing.code, 2, "{missing:?}");
}

/// `auth check` accepts the key of a sandbox, and rejects one that the exchange rejects.
#[tokio::test]
async fn auth_check_reports_key_and_clock() {
    let accepted = Terminal::new().run(&["--sandbox", "auth", "check"]).await;
    assert_eq!(accepted.code, 0, "{accepted:?}");
    let report = accepted.json();
    assert_eq!(
        (&report["apiKey"], &report["isAccepted"]),
        (&Sandbox::API_KEY.into(), &true.into())
    );
    assert_eq!(report["isClockRight"], true);
    let left = report["requestsLeft"].as_u64().unwrap();
    // The limits permit a fifth of a minute's requests at once, and the check has sent some.
    assert!((1..360).contains(&left), "{report}");
    assert_eq!(report["historicalRequestsLeft"], 6, "{report}");

    // A fixed time, so the clock is off.
    let sandbox = Sandbox::start().await.unwrap();
    let time = MockResponse::text(200, "1790000000123").always();
    sandbox.on("get_time").respond_with(time).unwrap();
    let off = Terminal::of(&sandbox).run(&["auth", "check"]).await;
    assert_eq!(
        (off.code, &off.json()["isClockRight"]),
        (1, &false.into()),
        "{off:?}"
    );
    let response = MockResponse::api_error(401, "UNAUTHORIZED", "no such key");
    sandbox.on("get_account").respond_with(response).unwrap();
    let rejected = Terminal::of(&sandbox).run(&["auth", "check"]).await;
    assert_eq!(
        (rejected.code, &rejected.json()["isAccepted"]),
        (3, &false.into()),
        "{rejected:?}"
    );
}

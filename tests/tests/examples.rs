//! The examples, run as programs against the sandbox.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use backpack_sandbox::book::Side;
use backpack_sandbox::{Book, Fault, RetryAfter, Sandbox};

/// Returns the path of a program, and builds it if cargo did not build it with the tests of its package.
fn program(name: &str) -> PathBuf {
    // This test is target/debug/deps/examples-..., the program target/debug/examples/NAME.
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().and_then(|deps| deps.parent()).unwrap();
    let program = profile
        .join("examples")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        let status = Command::new(env!("CARGO"))
            // The whole workspace, so that the dependencies have the features that they are built with already.
            .args(["build", "--quiet", "--workspace", "--example", name])
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
            .status()
            .unwrap();
        assert!(
            status.success() && program.exists(),
            "the example was not built"
        );
    }
    program
}

/// Returns the command of a program, without the credentials of this environment.
fn command(name: &str) -> Command {
    let mut command = Command::new(program(name));
    command
        .env_remove("BACKPACK_API_KEY")
        .env_remove("BACKPACK_API_SECRET")
        .env_remove("BACKPACK_SANDBOX_URL");
    command
}

/// Returns the exit code, the output and the errors.
fn texts(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let output = command("max_withdrawal")
        .args(arguments)
        .envs(environment.iter().copied())
        .output();
    texts(output.unwrap())
}

/// Every example that needs no input runs to its end.
#[test]
fn examples_succeed() {
    let expected: [(&str, &[&str]); 11] = [
        ("balances", &["asset"]),
        ("batch", &["accepted"]),
        ("blocking", &["not your funds"]),
        ("fills", &["fills"]),
        ("market_data", &["best bid"]),
        (
            "orders",
            &[
                "rounded: 2 at 142.12",
                "queried: order 1 is New",
                "cancelled",
            ],
        ),
        (
            "placement",
            &[
                "the response is lost, client id",
                "placed, order Some(\"1\")",
                "not placed: execute_order: connection failed",
                "not placed: execute_order: 429",
                "orders in the book: 1",
            ],
        ),
        ("remote_signer", &["signed by"]),
        ("rfq", &["best quote: 142.4", "is Filled"]),
        ("signing_alone", &["200 OK", "maxWithdrawalQuantity"]),
        ("tested_bot", &["bought: true"]),
    ];
    for (name, parts) in expected {
        let (code, output, error) = texts(command(name).output().unwrap());
        assert_eq!(code, Some(0), "{name}: {output}{error}");
        for part in parts {
            assert!(output.contains(part), "{name}: {part}: {output}");
        }
    }
}

/// The two-factor token is read from the standard input, sent, and not printed.
#[test]
fn withdraw_does_not_print_the_token() {
    let mut child = command("withdraw")
        .args(["SOL", "10", "7Hk3ExampleRecipientAddress11111111111111111"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"987654321\n").unwrap();
    drop(input);
    let (code, output, error) = texts(child.wait_with_output().unwrap());
    assert_eq!(code, Some(0), "{output}{error}");
    assert!(output.contains("withdrawal 6120448: 10 SOL"), "{output}");
    assert!(
        output.contains("AccountWithdrawalPayload") && !output.contains("987654321"),
        "{output}"
    );
}

/// A year has 8760 hours; the funding rates of both ends are included.
#[test]
fn history_to_csv_writes_a_year() {
    let folder = tempfile::tempdir().unwrap();
    let (code, output, error) = texts(
        command("history_to_csv")
            .arg(folder.path())
            .output()
            .unwrap(),
    );
    assert_eq!(code, Some(0), "{output}{error}");
    assert!(
        output.starts_with("8761 funding rates and 8760 K-lines"),
        "{output}"
    );
    assert!(
        error.contains("funding  [") && error.contains("100 %"),
        "{error}"
    );
    for (name, rows, column) in [
        ("funding.csv", 8_761, "intervalEndTimestamp"),
        ("klines.csv", 8_760, "quoteVolume"),
    ] {
        let mut file = csv::Reader::from_path(folder.path().join(name)).unwrap();
        assert!(file.headers().unwrap().iter().any(|name| name == column));
        let rows_read: Vec<csv::StringRecord> = file.records().map(Result::unwrap).collect();
        assert_eq!(rows_read.len(), rows, "{name}");
    }
}

/// The quoter survives 429 and 503, and cancels all orders on Ctrl-C.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn quoter_survives_faults_and_cancels_all() {
    let book = Book::new()
        .balance("USDC", 10_000)
        .balance("SOL", 50)
        .level("SOL_USDC", Side::Bid, 139, 100)
        .level("SOL_USDC", Side::Ask, 141, 100);
    let sandbox = Sandbox::builder().book(book).start().await.unwrap();
    let busy = || Fault::rate_limited(RetryAfter::Absent).before_execution();
    let down = || Fault::status(503).before_execution();
    for (operation, fault) in [
        ("get_market", busy()),
        ("get_depth", down()),
        ("execute_order_batch", busy()),
        ("cancel_open_orders", down().every(2).times(2)),
    ] {
        sandbox.on(operation).fault(fault).unwrap();
    }
    let program = command("quoter")
        .env("BACKPACK_SANDBOX_URL", sandbox.url())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();

    // All faults were used, and both sides are quoted.
    let mut seen = 0;
    while !sandbox.unused().is_empty() || sandbox.book().open_orders().len() != 2 {
        let events = sandbox.book().wait_for_events(seen).await.unwrap();
        seen = events.last().unwrap().sequence();
    }
    let interrupted = Command::new("kill")
        .args(["-INT", &program.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupted.success());
    let output = tokio::task::spawn_blocking(|| program.wait_with_output());
    let (code, output, error) = texts(output.await.unwrap().unwrap());
    assert_eq!(code, Some(0), "{output}{error}");
    assert!(output.contains("no quotes in this round"), "{output}");
    assert!(output.ends_with("all orders are cancelled\n"), "{output}");
    assert!(sandbox.book().open_orders().is_empty());
}

/// Without credentials the example calls the sandbox, and prints that it does.
#[test]
fn uses_sandbox_without_credentials() {
    let (code, output, error) = run(&["SOL", "--auto-borrow"], &[]);
    assert_eq!(code, Some(0), "{error}");
    assert!(
        output.contains("Largest withdrawal of SOL: 12.345678901"),
        "{output}"
    );
    assert!(output.contains("may borrow:            yes"), "{output}");
    assert!(
        output.contains("sandbox") && output.contains("not your funds"),
        "{output}"
    );
    assert!(output.contains("BACKPACK_API_SECRET"), "{output}");
    assert_eq!(error, "");
}

/// An error is one line without a backtrace, and the exit code is 1.
#[test]
fn invalid_input_is_one_line() {
    const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";
    let proxy = ("HTTPS_PROXY", "http://127.0.0.1:9");
    for (arguments, environment, expected) in [
        (
            &["DOGE"][..],
            &[][..],
            "INVALID_ASSET: the sandbox has no asset DOGE",
        ),
        (&[], &[], "usage: max_withdrawal ASSET"),
        (&["SOL", "USDC"], &[], "usage: max_withdrawal ASSET"),
        (&["--help"], &[], "usage: max_withdrawal ASSET"),
        (
            &["SOL"],
            &[("BACKPACK_API_SECRET", "")],
            "BACKPACK_API_SECRET is empty",
        ),
        (
            &["SOL"],
            &[("BACKPACK_API_SECRET", "not base64!")],
            "the API secret is not valid base64",
        ),
        (
            &["SOL"],
            &[("BACKPACK_API_SECRET", "AAAA")],
            "decodes to 3 bytes",
        ),
        (
            &["SOL"],
            &[
                ("BACKPACK_API_SECRET", SECRET),
                ("BACKPACK_API_KEY", SECRET),
            ],
            "the API key does not match the API secret",
        ),
        // The live exchange, through a proxy that does not exist.
        (
            &["SOL"],
            &[("BACKPACK_API_SECRET", SECRET), proxy],
            "get_max_withdrawal_quantity: no connection; nothing was sent",
        ),
    ] {
        let (code, output, error) = run(arguments, environment);
        assert_eq!(code, Some(1), "{arguments:?}: {output}{error}");
        assert!(
            error.starts_with("error: ") && error.contains(expected),
            "{arguments:?}: {error}"
        );
        assert_eq!(error.trim_end().lines().count(), 1, "{error}");
        assert!(
            !error.contains("GTAT") && !error.contains("panicked"),
            "{error}"
        );
    }
}

/// The sandbox is called without a proxy, whatever the environment names: one would receive key and body in plain text.
#[test]
fn calls_sandbox_without_proxy() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    for name in [
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
        "HTTPS_PROXY",
        "https_proxy",
    ] {
        let environment = [(name, proxy.as_str()), ("NO_PROXY", ""), ("no_proxy", "")];
        let (code, output, error) = run(&["SOL"], &environment);
        assert_eq!(code, Some(0), "{name}: {error}");
        assert!(output.contains("12.345678901"), "{name}: {output}");
    }
    listener.set_nonblocking(true).unwrap();
    let error = listener.accept().unwrap_err();
    assert_eq!(
        error.kind(),
        std::io::ErrorKind::WouldBlock,
        "the proxy was used"
    );
}

/// The examples of raw calls and of metrics run to their end.
#[test]
fn raw_call_and_metrics_succeed() {
    for (name, expected) in [
        ("raw_call", "SOL: "),
        (
            "metrics",
            "backpack_retries{operation=\"get_status\",reason=\"status 503\"} 1",
        ),
    ] {
        let (code, output, error) = texts(command(name).output().unwrap());
        assert_eq!(code, Some(0), "{name}: {error}");
        assert!(output.contains(expected), "{name}: {output}");
    }
}

//! Commands on a terminal: tables, colours and questions.
#![cfg(target_os = "linux")]
#![cfg(test)]

mod pty;

use pty::Pty;

/// Runs a command against a sandbox of its own in a terminal of 24 rows and 100 columns, where a person types `input`.
/// Returns its exit code and its output.
fn run(arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let mut pty = Pty::open(24, 100);
    let arguments = [&["--sandbox"], arguments].concat();
    let mut child = pty.spawn(env!("CARGO_BIN_EXE_backpack"), &arguments, variables);
    pty.write(input);
    let status = child.wait().unwrap();
    (status.code(), pty.rest())
}

/// On a terminal the output is a table, in bold unless `NO_COLOR` is set, and a person is asked.
#[test]
fn terminal_has_tables_colors_and_questions() {
    let query = ["account", "get-max-withdrawal-quantity", "SOL"];
    let (code, text) = run(&query, "", &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("\u{1b}[1mmaxWithdrawalQuantity\u{1b}[0m  12.345678901"),
        "{text}"
    );
    let (code, text) = run(&query, "", &[("NO_COLOR", "1")]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("maxWithdrawalQuantity  12.345678901"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'), "{text}");
    let (code, text) = run(&[&query[..], &["-o", "json"]].concat(), "", &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("\"maxWithdrawalQuantity\": \"12.345678901\""),
        "{text}"
    );

    let cancel = [
        "order",
        "cancel-order",
        "--symbol",
        "SOL_USDC",
        "--order-id",
        "7",
    ];
    for (input, code) in [("n\n", 5), ("y\n", 0)] {
        let (actual, text) = run(&cancel, input, &[]);
        assert_eq!(actual, Some(code), "{text}");
        assert!(
            text.contains("DELETE /api/v1/order") && text.contains("[y/N]"),
            "{text}"
        );
    }
}

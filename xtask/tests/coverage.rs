//! `cargo xtask coverage`: the table, and the errors for missing examples, tests and fixtures.

#![cfg(test)]

mod support;

use std::fs;
use std::process::Output;

use support::{Workspace, documents, stderr, stdout};

const ACCOUNT: &str = "openapi/account.yaml";

/// The description of this project, relative to this package.
const DESCRIPTION: &str = "../openapi";

fn coverage(workspace: &Workspace, arguments: &[&str]) -> Output {
    workspace.run("coverage", arguments)
}

/// Lists the operation ids of the description.
fn operations() -> Vec<String> {
    let mut ids = Vec::new();
    for document in documents(DESCRIPTION) {
        let text = fs::read_to_string(document).unwrap();
        let lines = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("operationId: "));
        ids.extend(lines.map(str::to_owned));
    }
    ids
}

/// Creates a workspace in which every operation has a test and a fixture.
fn covered() -> Workspace {
    let workspace = Workspace::of(DESCRIPTION);
    let mut calls = String::from("//! Calls.\n");
    for id in operations() {
        calls.push_str(&format!("pub async fn {id}(client: &Client) {{}}\n"));
        let folder = workspace.path(&format!("tests/fixtures/{id}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("01.json"), "{}").unwrap();
    }
    fs::create_dir_all(workspace.path("tests/src/generated")).unwrap();
    workspace.write("tests/src/generated/calls.rs", &calls);
    workspace
}

/// Asserts that coverage fails with one error that has every part of `expected`.
fn rejects(workspace: &Workspace, expected: &[&str]) {
    let output = coverage(workspace, &[]);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert_eq!(text.matches("error: ").count(), 1, "{text}");
    for part in expected {
        assert!(text.contains(part), "{part:?} is missing in\n{text}");
    }
    assert!(text.contains("help: "), "{text}");
}

/// The table lists every operation, and the totals are correct.
#[test]
fn lists_every_operation() {
    let workspace = covered();
    let output = coverage(&workspace, &[]);
    let text = stdout(&output);
    assert!(output.status.success(), "{text}{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    let ids = operations();
    for id in &ids {
        assert!(
            text.contains(&format!("  {id} ")),
            "{id} is missing in\n{text}"
        );
    }
    let count = ids.len();
    let totals = text.lines().last().unwrap();
    assert!(
        totals.starts_with(&format!("{count} operations (")),
        "{totals}"
    );
    let numbers: Vec<usize> = totals
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .collect();
    let [all, published, unpublished, rest @ ..] = &numbers[..] else {
        panic!("{totals}");
    };
    assert_eq!((*all, published + unpublished), (count, count), "{totals}");
    let [public, private, session, rest @ ..] = rest else {
        panic!("{totals}");
    };
    assert_eq!(public + private + session, count, "{totals}");
    let [examples, tests, of_tests, fixtures, of_fixtures, empty] = rest else {
        panic!("{totals}");
    };
    assert!(*examples > count, "{totals}");
    assert_eq!((*tests, *of_tests), (count, count), "{totals}");
    assert_eq!(
        (fixtures, of_fixtures + empty),
        (of_fixtures, count),
        "{totals}"
    );
    let second = stdout(&coverage(&workspace, &[]));
    assert_eq!(text, second, "the output is not deterministic");
}

/// The row of an operation has its request, and the number of its examples, tests and fixtures.
#[test]
fn row_describes_operation() {
    let text = stdout(&coverage(&covered(), &[]));
    let row = text
        .lines()
        .find(|line| line.contains(" get_max_withdrawal_quantity "))
        .unwrap();
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(
        cells,
        [
            "get_max_withdrawal_quantity",
            "GET",
            "/api/v1/account/limits/withdrawal",
            "private",
            "maxWithdrawalQuantity",
            "4",
            "yes",
            "1"
        ]
    );
}

/// With `--markdown` there is a table per tag, and every row has as many cells as the header.
#[test]
fn markdown_has_table_per_tag() {
    let output = coverage(&covered(), &["--markdown"]);
    let text = stdout(&output);
    assert!(output.status.success());
    assert!(text.contains("### Account\n\n| operation "), "{text}");
    assert!(text.contains("| `get_account` "), "{text}");
    let rows = text.lines().filter(|line| line.starts_with('|'));
    assert!(rows.clone().all(|row| row.matches('|').count() == 9));
    assert!(rows.count() > operations().len());
}

#[test]
fn rejects_parameter_without_example() {
    let workspace = covered();
    workspace.replace(ACCOUNT, "          example: SOL_USDC_PERP\n", "");
    rejects(
        &workspace,
        &[
            "operation get_max_order_quantity",
            "the parameter `symbol` has no example",
            ACCOUNT,
        ],
    );
    assert_eq!(stdout(&coverage(&workspace, &[])), "");
}

/// Removes the text from the first `from` up to the next `to`.
fn cut(workspace: &Workspace, from: &str, to: &str) {
    let text = workspace.read(ACCOUNT);
    let (before, rest) = text.split_once(from).unwrap();
    let (_, after) = rest.split_once(to).unwrap();
    workspace.write(ACCOUNT, &format!("{before}{to}{after}"));
}

#[test]
fn rejects_response_without_example() {
    let workspace = covered();
    cut(&workspace, "              example:\n", "        '400':");
    rejects(
        &workspace,
        &["operation get_account", "the response 200 has no example"],
    );
}

#[test]
fn rejects_body_without_example() {
    let workspace = covered();
    cut(&workspace, "            examples:\n", "      responses:");
    rejects(
        &workspace,
        &[
            "operation update_account_settings",
            "the body has no example",
        ],
    );
}

/// Neither a longer name nor a comment is a test.
#[test]
fn rejects_operation_without_test() {
    let workspace = covered();
    workspace.replace(
        "tests/src/generated/calls.rs",
        "pub async fn get_order(",
        "// pub async fn get_order(\npub async fn get_order_too(",
    );
    rejects(
        &workspace,
        &[
            "operation get_order:",
            "no test calls it",
            "tests/src/generated/calls.rs",
        ],
    );
}

/// Neither an empty folder nor a hidden file is a fixture.
#[test]
fn rejects_operation_without_fixture() {
    let workspace = covered();
    let file = workspace.path("tests/fixtures/get_order/01.json");
    fs::rename(&file, file.with_file_name(".01.json")).unwrap();
    rejects(
        &workspace,
        &[
            "operation get_order:",
            "no fixture",
            "tests/fixtures/get_order",
        ],
    );
    fs::remove_dir_all(workspace.path("tests/fixtures/get_order")).unwrap();
    rejects(&workspace, &["operation get_order:", "no fixture"]);
}

/// A response without content needs no fixture.
#[test]
fn empty_response_needs_no_fixture() {
    let workspace = covered();
    fs::remove_dir_all(workspace.path("tests/fixtures/update_account_settings")).unwrap();
    let output = coverage(&workspace, &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    let row = text
        .lines()
        .find(|line| line.contains(" update_account_settings "))
        .unwrap();
    assert!(row.ends_with(" -"), "{row}");
}

/// Without generated files, every operation without a test or a fixture is reported.
#[test]
fn reports_every_uncovered_operation() {
    let output = coverage(&Workspace::of(DESCRIPTION), &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    for id in operations() {
        assert!(
            text.contains(&format!("operation {id}: no test calls it")),
            "{id}"
        );
    }
    assert!(
        text.contains("operation get_order: it has no fixture"),
        "{text}"
    );
}

/// A file of tests that cannot be parsed is an error.
#[test]
fn rejects_invalid_test_file() {
    let workspace = covered();
    workspace.write("tests/src/generated/calls.rs", "pub async fn (");
    let output = coverage(&workspace, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("tests/src/generated/calls.rs: cannot be parsed"));
}

/// Options of other commands are rejected.
#[test]
fn rejects_options_of_other_commands() {
    for arguments in [
        &["--check"][..],
        &["--quiet"],
        &["--upstream", "x"],
        &["extra"],
    ] {
        let output = coverage(&Workspace::of(DESCRIPTION), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains("cargo xtask COMMAND"));
    }
}

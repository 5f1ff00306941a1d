//! `cargo xtask fixture`: new files, existing files, and errors.

#![cfg(test)]

mod support;

use std::fs;
use std::process::Output;

use support::{Workspace, stderr, stdout};

const FOLDER: &str = "tests/fixtures/get_max_withdrawal_quantity";

fn fixture(workspace: &Workspace, arguments: &[&str]) -> Output {
    workspace.run("fixture", arguments)
}

/// Lists the names of the fixtures.
fn fixture_names(workspace: &Workspace) -> Vec<String> {
    let entries = fs::read_dir(workspace.path(FOLDER)).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The fixtures of an operation are generated from its types and its example.
#[test]
fn writes_fixtures() {
    let workspace = Workspace::new();
    let output = fixture(&workspace, &["get_max_withdrawal_quantity"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let expected = "fixture: 3 files written to tests/fixtures/get_max_withdrawal_quantity\n";
    assert_eq!(stdout(&output), expected);
    let names = [
        "01-every-field.json",
        "02-optional-null.json",
        "03-optional-absent.json",
    ];
    assert_eq!(fixture_names(&workspace), names);
    let texts = names.map(|name| workspace.read(&format!("{FOLDER}/{name}")));
    let expected = [
        "{\n  \"autoBorrow\": true,\n  \"autoLendRedeem\": true,\n  \"maxWithdrawalQuantity\": \"12.345678901\",\n  \"symbol\": \"SOL\"\n}\n",
        "{\n  \"autoBorrow\": null,\n  \"autoLendRedeem\": null,\n  \"maxWithdrawalQuantity\": \"12.345678901\",\n  \"symbol\": \"SOL\"\n}\n",
        "{\n  \"maxWithdrawalQuantity\": \"12.345678901\",\n  \"symbol\": \"SOL\"\n}\n",
    ];
    assert_eq!(texts, expected);
}

/// Existing fixtures are kept, and replaced with `--force`. Files with other names are not changed.
#[test]
fn keeps_existing_files() {
    let workspace = Workspace::new();
    fs::create_dir_all(workspace.path(FOLDER)).unwrap();
    let (own, captured) = (
        format!("{FOLDER}/02-optional-null.json"),
        format!("{FOLDER}/06-captured.json"),
    );
    for file in [&own, &captured] {
        fs::write(workspace.path(file), "{}").unwrap();
    }
    let output = fixture(&workspace, &["get_max_withdrawal_quantity"]);
    assert!(
        stdout(&output).contains(": 2 files written to"),
        "{}",
        stderr(&output)
    );
    assert!(stdout(&output).contains(", 1 kept (`--force` replaces them)\n"));
    assert_eq!(workspace.read(&own), "{}");
    let output = fixture(&workspace, &["get_max_withdrawal_quantity", "--force"]);
    assert!(stdout(&output).contains(": 3 files written to"));
    assert_ne!(workspace.read(&own), "{}");
    assert_eq!(workspace.read(&captured), "{}");
    assert_eq!(fixture_names(&workspace).len(), 4);
}

/// A response without content has no fixture.
#[test]
fn empty_response_has_no_fixture() {
    let workspace = Workspace::new();
    let document = workspace.path("openapi/account.yaml");
    let text = fs::read_to_string(&document).unwrap();
    let (before, rest) = text.split_once("          content:\n").unwrap();
    let (_, rest) = rest.split_once("        '400':\n").unwrap();
    let (rest, _) = rest.split_once("  schemas:\n").unwrap();
    fs::write(&document, format!("{before}        '400':\n{rest}")).unwrap();
    let output = fixture(&workspace, &["get_max_withdrawal_quantity"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains("its response has no content"));
    assert!(!workspace.path("tests").exists());
}

/// An operation that is not described is rejected, and so is an invalid description.
#[test]
fn rejects_unknown_operations() {
    let workspace = Workspace::new();
    for name in ["get_nothing", "../outside", ""] {
        let output = fixture(&workspace, &[name]);
        assert_eq!(output.status.code(), Some(1));
        let message = stderr(&output);
        assert!(
            message.contains(&format!("no operation `{name}`")),
            "{message}"
        );
        assert!(message.contains("\n    help: "), "{message}");
    }
    // Nothing is written where one of several is unknown.
    let output = fixture(&workspace, &["get_max_withdrawal_quantity", "get_nothing"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!workspace.path("tests").exists());
    fs::write(workspace.path("openapi/account.yaml"), "openapi: 3.0.3\n").unwrap();
    let output = fixture(&workspace, &["get_max_withdrawal_quantity"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("openapi/account.yaml:1: "));
    assert!(!workspace.path("tests").exists());
}

/// A symbolic link would move the files to another folder.
#[test]
#[cfg(unix)]
fn rejects_symbolic_links() {
    use std::os::unix::fs::symlink;

    let elsewhere = tempfile::tempdir().unwrap();
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("tests")).unwrap();
    symlink(elsewhere.path(), workspace.path("tests/fixtures")).unwrap();
    let output = fixture(&workspace, &["get_max_withdrawal_quantity"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("is a symbolic link"),
        "{}",
        stderr(&output)
    );

    fs::remove_file(workspace.path("tests/fixtures")).unwrap();
    fs::create_dir_all(workspace.path(FOLDER)).unwrap();
    let file = workspace.path(FOLDER).join("01-every-field.json");
    symlink(elsewhere.path().join("target"), file).unwrap();
    let output = fixture(&workspace, &["get_max_withdrawal_quantity", "--force"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("is a symbolic link"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

/// Missing arguments and options of other commands are rejected.
#[test]
fn rejects_invalid_arguments() {
    for (arguments, message) in [
        (&[][..], "fixture needs an OPERATION"),
        (&["a", "--check"], "fixture has no option `--check`"),
    ] {
        let output = fixture(&Workspace::new(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
}

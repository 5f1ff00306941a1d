//! Coverage as a maintainer meets it: what is missing is named, and nothing else fails.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const ACCOUNT: &str = "openapi/account.yaml";

/// A workspace of its own, with the fragment of this one.
struct Workspace {
    folder: TempDir,
}

impl Workspace {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("openapi");
        fs::create_dir(&to).unwrap();
        for document in documents() {
            fs::copy(&document, to.join(document.file_name().unwrap())).unwrap();
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn replace(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} no longer holds {from:?}");
        self.write(name, &text.replacen(from, to, 1));
    }

    fn coverage(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("coverage")
            .args(arguments)
            .arg("--root")
            .arg(self.folder.path())
            .output()
            .unwrap()
    }
}

/// The documents of this workspace's fragment.
fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .collect()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The operationIds of the fragment.
fn operations() -> Vec<String> {
    let mut ids = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(document).unwrap();
        let lines = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("operationId: "));
        ids.extend(lines.map(str::to_owned));
    }
    ids
}

/// A copy of the fragment in which every operation has a test and a fixture.
fn covered() -> Workspace {
    let workspace = Workspace::new();
    let mut calls = String::from("//! Calls.\n");
    for id in operations() {
        calls.push_str(&format!("pub async fn {id}(client: &Client) {{}}\n"));
        let folder = workspace.path(&format!("tests/fixtures/{id}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("answer.json"), "{}").unwrap();
    }
    fs::create_dir_all(workspace.path("tests/generated")).unwrap();
    workspace.write("tests/generated/calls.rs", &calls);
    workspace
}

/// Fails, and says all of `expected` and nothing about other operations.
fn lacks(workspace: &Workspace, expected: &[&str]) {
    let output = workspace.coverage(&[]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.matches("error: ").count(), 1, "{said}");
    for part in expected {
        assert!(said.contains(part), "{part:?} is missing in\n{said}");
    }
    assert!(said.contains("mend: "), "{said}");
}

/// The table lists every operation, and the totals add up.
#[test]
fn everything_is_covered() {
    let workspace = covered();
    let output = workspace.coverage(&[]);
    let said = stdout(&output);
    assert!(output.status.success(), "{said}{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    let ids = operations();
    for id in &ids {
        assert!(
            said.contains(&format!("  {id} ")),
            "{id} is missing in\n{said}"
        );
    }
    let count = ids.len();
    let totals = said.lines().last().unwrap();
    assert!(
        totals.starts_with(&format!("{count} operations: ")),
        "{totals}"
    );
    let numbers: Vec<usize> = totals
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .collect();
    let [all, public, private, session, rest @ ..] = &numbers[..] else {
        panic!("{totals}");
    };
    assert_eq!(
        (*all, public + private + session),
        (count, count),
        "{totals}"
    );
    let [examples, _, tests, _, fixtures, needed, empty] = rest else {
        panic!("{totals}");
    };
    assert_eq!((*examples, *tests), (count, count), "{totals}");
    assert_eq!((fixtures, needed + empty), (needed, count), "{totals}");
    assert_eq!(said, stdout(&workspace.coverage(&[])), "the same each time");
}

/// The row of an operation says how it is called.
#[test]
fn row() {
    let said = stdout(&covered().coverage(&[]));
    let row = said
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
            "yes",
            "yes",
            "yes"
        ]
    );
}

/// The same as Markdown: a table under each tag, every row with as many cells as the head.
#[test]
fn markdown() {
    let output = covered().coverage(&["--markdown"]);
    let said = stdout(&output);
    assert!(output.status.success());
    assert!(said.contains("### Account\n\n| operation "), "{said}");
    assert!(said.contains("| `get_account` "), "{said}");
    let rows = said.lines().filter(|line| line.starts_with('|'));
    assert!(rows.clone().all(|row| row.matches('|').count() == 9));
    assert!(rows.count() > operations().len());
}

#[test]
fn parameter_without_example() {
    let workspace = covered();
    workspace.replace(ACCOUNT, "          example: SOL_USDC_PERP\n", "");
    lacks(
        &workspace,
        &[
            "operation get_max_order_quantity",
            "the parameter `symbol` has no example",
            ACCOUNT,
        ],
    );
    assert!(stdout(&workspace.coverage(&[])).contains(" no "));
}

/// Removes what stands between the first `from` and the next `to`, the first of the two with it.
fn cut(workspace: &Workspace, from: &str, to: &str) {
    let text = workspace.read(ACCOUNT);
    let (before, rest) = text.split_once(from).unwrap();
    let (_, after) = rest.split_once(to).unwrap();
    workspace.write(ACCOUNT, &format!("{before}{to}{after}"));
}

#[test]
fn answer_without_example() {
    let workspace = covered();
    cut(&workspace, "              example:\n", "        '400':");
    lacks(
        &workspace,
        &["operation get_account", "the answer 200 has no example"],
    );
}

#[test]
fn body_without_example() {
    let workspace = covered();
    cut(&workspace, "            examples:\n", "      responses:");
    lacks(
        &workspace,
        &[
            "operation update_account_settings",
            "the body has no example",
        ],
    );
}

/// The name of another function that begins alike, or in a comment, is no test.
#[test]
fn operation_without_test() {
    let workspace = covered();
    workspace.replace(
        "tests/generated/calls.rs",
        "pub async fn get_order(",
        "// pub async fn get_order(\npub async fn get_order_too(",
    );
    lacks(
        &workspace,
        &[
            "operation get_order:",
            "no test calls it",
            "tests/generated/calls.rs",
        ],
    );
}

/// A folder without a file is no fixture.
#[test]
fn operation_without_fixture() {
    let workspace = covered();
    fs::remove_file(workspace.path("tests/fixtures/get_order/answer.json")).unwrap();
    lacks(
        &workspace,
        &[
            "operation get_order:",
            "no fixture",
            "tests/fixtures/get_order",
        ],
    );
    fs::remove_dir(workspace.path("tests/fixtures/get_order")).unwrap();
    lacks(&workspace, &["operation get_order:", "no fixture"]);
}

/// An operation whose answer is empty has nothing to keep.
#[test]
fn empty_answer() {
    let workspace = covered();
    fs::remove_dir_all(workspace.path("tests/fixtures/update_account_settings")).unwrap();
    let output = workspace.coverage(&[]);
    assert!(output.status.success(), "{}", stderr(&output));
    let said = stdout(&output);
    let row = said
        .lines()
        .find(|line| line.contains(" update_account_settings "))
        .unwrap();
    assert!(row.ends_with(" -"), "{row}");
}

/// Nothing is generated yet: every operation lacks both, and none is passed over.
#[test]
fn nothing_is_covered() {
    let output = Workspace::new().coverage(&[]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    for id in operations() {
        assert!(
            said.contains(&format!("operation {id}: no test calls it")),
            "{id}"
        );
    }
    assert!(
        said.contains("operation get_order: it has no fixture"),
        "{said}"
    );
}

/// Tests that do not parse are an error, not an empty list.
#[test]
fn broken_tests() {
    let workspace = covered();
    workspace.write("tests/generated/calls.rs", "pub async fn (");
    let output = workspace.coverage(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("tests/generated/calls.rs: cannot be read"));
}

/// Options of the other commands are wrong here.
#[test]
fn usage() {
    for arguments in [
        &["--check"][..],
        &["--quiet"],
        &["--upstream", "x"],
        &["extra"],
    ] {
        let output = Workspace::new().coverage(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains("cargo xtask COMMAND"));
    }
}

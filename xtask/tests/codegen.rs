//! Codegen as a maintainer meets it: the same bytes each time, and a check that changes nothing.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use support::{Workspace, stderr};

/// The same fragment gives the same bytes, and a second run writes nothing.
#[test]
fn deterministic() {
    let (one, two) = (Workspace::new(), Workspace::new());
    for workspace in [&one, &two] {
        let output = workspace.codegen(&[]);
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let strip = |workspace: &Workspace| {
        let root = workspace.path("");
        workspace
            .files()
            .into_iter()
            .map(move |(path, bytes)| (path.strip_prefix(&root).unwrap().to_path_buf(), bytes))
            .collect::<Vec<_>>()
    };
    assert_eq!(strip(&one), strip(&two));
    assert!(one.path("generated/openapi.json").exists());

    let again = one.codegen(&[]);
    let said = String::from_utf8(again.stdout).unwrap();
    assert!(said.contains("0 written, 0 removed"), "{said}");
}

/// What is committed is what the fragment gives.
#[test]
fn committed_files_are_up_to_date() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["codegen", "--check", "--root", root])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
}

/// A check passes right after codegen; after a change it fails with the diff and the mend, and writes nothing.
#[test]
fn check_shows_the_drift_and_changes_nothing() {
    let workspace = Workspace::new();
    assert!(
        !workspace.codegen(&["--check"]).status.success(),
        "nothing is generated yet"
    );
    assert!(
        !workspace.path("generated").exists(),
        "a check writes nothing"
    );
    assert!(workspace.codegen(&[]).status.success());
    assert!(workspace.codegen(&["--check"]).status.success());

    workspace.replace(
        "openapi/account.yaml",
        "in units of the asset",
        "in whole units",
    );
    workspace.write("generated/src/generated/calls/gone.rs", "// left over\n");
    let before = workspace.files();
    let output = workspace.codegen(&["--check"]);
    assert!(!output.status.success());
    let said = stderr(&output);
    for part in [
        "generated/src/generated/types.rs",
        "-    /// The largest quantity that can be withdrawn, in units of the asset.",
        "+    /// The largest quantity that can be withdrawn, in whole units.",
        "calls/gone.rs is no longer generated",
        "run `cargo xtask codegen`",
    ] {
        assert!(said.contains(part), "{part:?} is missing in\n{said}");
    }
    assert_eq!(workspace.files(), before, "a check writes nothing");

    assert!(workspace.codegen(&[]).status.success());
    assert!(workspace.codegen(&["--check"]).status.success());
    assert!(
        !workspace
            .path("generated/src/generated/calls/gone.rs")
            .exists()
    );
}

/// Line endings of another system are a drift, not a crash.
#[test]
fn other_line_endings_are_a_drift() {
    let workspace = Workspace::new();
    assert!(workspace.codegen(&[]).status.success());
    let file = "generated/src/generated/operations.rs";
    workspace.write(file, &workspace.read(file).replace('\n', "\r\n"));
    assert!(!workspace.codegen(&["--check"]).status.success());
}

/// A wrong command line says so and shows the right ones.
#[test]
fn usage() {
    for arguments in [&["--chekc"][..], &["extra"]] {
        let output = Workspace::new().codegen(arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("cargo xtask COMMAND"));
    }
}

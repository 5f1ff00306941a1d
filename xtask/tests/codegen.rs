//! `cargo xtask codegen`: deterministic output, the check, and the files that it owns.

#![cfg(test)]

mod support;

use support::{Workspace, stderr};

/// The same description generates the same bytes, and a second run writes nothing.
#[test]
fn output_is_deterministic() {
    let (one, two) = (Workspace::new(), Workspace::new());
    for workspace in [&one, &two] {
        let output = workspace.codegen(&[]);
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let relative_files = |workspace: &Workspace| {
        let root = workspace.path("");
        workspace
            .files()
            .into_iter()
            .map(move |(path, bytes)| (path.strip_prefix(&root).unwrap().to_path_buf(), bytes))
            .collect::<Vec<_>>()
    };
    assert_eq!(relative_files(&one), relative_files(&two));
    assert!(one.path("generated/openapi.json").exists());

    let again = one.codegen(&[]);
    let stdout = String::from_utf8(again.stdout).unwrap();
    assert!(stdout.contains("0 written, 0 removed"), "{stdout}");
}

/// The changes of the API are printed with their kind, once.
#[test]
fn prints_changes_of_the_api() {
    let workspace = Workspace::new();
    let changes = || {
        let output = workspace.codegen(&[]);
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = text.lines().map(str::to_owned);
        lines
            .filter(|line| !line.starts_with("codegen: "))
            .collect::<Vec<_>>()
    };
    // Nothing is there to compare with.
    assert_eq!(changes(), [""; 0]);
    let file = "openapi/common.yaml";
    workspace.replace(
        file,
        "        - ACCOUNT_DEACTIVATED\n",
        "        - ACCOUNT_ASLEEP\n",
    );
    assert_eq!(
        changes(),
        [
            "added: schema ApiErrorCode: value ACCOUNT_ASLEEP",
            "removed: schema ApiErrorCode: value ACCOUNT_DEACTIVATED",
        ]
    );
    assert_eq!(changes(), [""; 0]);
}

/// The committed files are those that the description generates.
#[test]
fn committed_files_are_up_to_date() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["codegen", "--check", "--root", root])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
}

/// A check passes after codegen. After a change of the description it fails with a diff and help, and writes nothing.
#[test]
fn check_prints_diff_and_writes_nothing() {
    let workspace = Workspace::new();
    assert!(
        !workspace.codegen(&["--check"]).status.success(),
        "no file is generated"
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
    workspace.write("generated/src/calls/gone.rs", "// stale\n");
    let before = workspace.files();
    let output = workspace.codegen(&["--check"]);
    assert!(!output.status.success());
    let message = stderr(&output);
    for part in [
        "generated/src/types/account.rs",
        "-    /// The largest quantity that can be withdrawn, in units of the asset.",
        "+    /// The largest quantity that can be withdrawn, in whole units.",
        "calls/gone.rs is no longer generated",
        "run `cargo xtask codegen`",
    ] {
        assert!(message.contains(part), "{part:?} is missing in\n{message}");
    }
    assert_eq!(workspace.files(), before, "a check writes nothing");

    assert!(workspace.codegen(&[]).status.success());
    assert!(workspace.codegen(&["--check"]).status.success());
    assert!(!workspace.path("generated/src/calls/gone.rs").exists());
}

/// A check fails on other line endings.
#[test]
fn check_detects_other_line_endings() {
    let workspace = Workspace::new();
    assert!(workspace.codegen(&[]).status.success());
    let file = "generated/src/operations.rs";
    workspace.write(file, &workspace.read(file).replace('\n', "\r\n"));
    assert!(!workspace.codegen(&["--check"]).status.success());
}

/// An invalid command line is an error with the usage.
#[test]
fn rejects_invalid_command_line() {
    for arguments in [&["--chekc"][..], &["extra"]] {
        let output = Workspace::new().codegen(arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("cargo xtask COMMAND"));
    }
}

/// A symbolic link in a generated folder is an error, and is neither followed nor removed.
#[cfg(unix)]
#[test]
fn rejects_symbolic_links() {
    let outside = tempfile::tempdir().unwrap();
    let kept = outside.path().join("kept.rs");
    std::fs::write(&kept, "// not ours\n").unwrap();
    for (target, link) in [
        (outside.path(), "generated/src/calls"),
        (outside.path(), "generated/src/more"),
        (kept.as_path(), "generated/src/client.rs"),
        (kept.as_path(), "generated/openapi.json"),
    ] {
        let workspace = Workspace::new();
        let link = workspace.path(link);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, &link).unwrap();
        let before = workspace.files();
        for arguments in [&[][..], &["--check"]] {
            let output = workspace.codegen(arguments);
            let message = stderr(&output);
            assert_eq!(output.status.code(), Some(1), "{message}");
            assert!(message.contains("is a symbolic link"), "{message}");
        }
        assert_eq!(workspace.files(), before, "an error writes nothing");
        assert_eq!(std::fs::read_to_string(&kept).unwrap(), "// not ours\n");
    }
}

/// Hand-written and hidden files are kept; a file that is no longer generated is removed, and its name is printed.
#[test]
fn removes_only_stale_files() {
    let workspace = Workspace::new();
    std::fs::create_dir_all(workspace.path("generated/src/ext")).unwrap();
    std::fs::create_dir_all(workspace.path("generated/src/calls")).unwrap();
    for name in ["lib.rs", "ext/mine.rs", ".hidden", "calls/.editor.swp"] {
        workspace.write(&format!("generated/src/{name}"), "// by hand\n");
    }
    workspace.write("generated/src/calls/old.rs", "// stale\n");
    let output = workspace.codegen(&[]);
    assert!(output.status.success(), "{}", stderr(&output));
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(
        stdout.contains("removed generated/src/calls/old.rs"),
        "{stdout}"
    );
    assert!(!workspace.path("generated/src/calls/old.rs").exists());
    for name in ["lib.rs", "ext/mine.rs", ".hidden", "calls/.editor.swp"] {
        assert_eq!(
            workspace.read(&format!("generated/src/{name}")),
            "// by hand\n"
        );
    }
    let temporary: Vec<_> = workspace
        .files()
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|e| e == "tmp"))
        .collect();
    assert!(temporary.is_empty(), "temporary files: {temporary:?}");
}

/// A pipe instead of a document or a generated file is an error, and does not block.
#[cfg(unix)]
#[test]
fn rejects_pipes() {
    for place in ["openapi/pipe.yaml", "generated/src/operations.rs"] {
        let workspace = Workspace::new();
        let pipe = workspace.path(place);
        std::fs::create_dir_all(pipe.parent().unwrap()).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap();
        assert!(made.success());
        let output = workspace.codegen(&[]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stderr(&output).contains("not a regular file"),
            "{}",
            stderr(&output)
        );
    }
}

//! Description in a temporary folder, and runs of the program on it.

#![allow(dead_code, reason = "no test uses all of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// Workspace in a temporary folder.
pub(crate) struct Workspace {
    folder: TempDir,
}

impl Workspace {
    /// Copies the small description of `tests/data`.
    pub(crate) fn new() -> Self {
        Self::of("tests/data/openapi")
    }

    /// Copies the description in a folder, which is relative to this package.
    pub(crate) fn of(description: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("openapi");
        fs::create_dir(&to).unwrap();
        for document in documents(description) {
            fs::copy(&document, to.join(document.file_name().unwrap())).unwrap();
        }
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Replaces the first `from` in a file. Panics if there is none.
    pub(crate) fn replace(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} does not contain {from:?}");
        self.write(name, &text.replacen(from, to, 1));
    }

    /// Runs `codegen` with additional arguments.
    pub(crate) fn codegen(&self, arguments: &[&str]) -> Output {
        self.run("codegen", arguments)
    }

    /// Runs a command on this workspace.
    pub(crate) fn run(&self, command: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg(command)
            .args(arguments)
            .arg("--root")
            .arg(self.folder.path())
            .output()
            .unwrap()
    }

    /// Reads every file, sorted by path.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push((path.clone(), fs::read(path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }
}

/// Lists the documents of a description.
pub(crate) fn documents(description: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(description);
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

/// Returns the standard output of a run.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Returns the standard error of a run.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

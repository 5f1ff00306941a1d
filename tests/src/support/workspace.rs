//! Copy of this workspace for tests that change it as a maintainer would and build it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use tempfile::TempDir;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Copy of the workspace in a temporary folder. It uses the target folder of the test, so that dependencies are not built
/// again.
pub struct Workspace {
    folder: TempDir,
}

impl Workspace {
    /// Copies the workspace.
    pub fn copy() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in [
            "Cargo.toml",
            "Cargo.lock",
            "README.md",
            "clippy.toml",
            "rust-toolchain.toml",
        ] {
            fs::copy(Path::new(ROOT).join(name), root.join(name)).unwrap();
        }
        let manifest = root.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        for name in members(&text).chain(["openapi", "asyncapi", "docs"]) {
            copy(&Path::new(ROOT).join(name), &root.join(name));
        }
        // Packages of the same name and version would share their build in the target folder.
        let (before, rest) = text.split_once("\nversion = \"").unwrap();
        let (version, after) = rest.split_once('"').unwrap();
        let (minor, _) = version.rsplit_once('.').unwrap();
        let other = format!("{before}\nversion = \"{minor}.999\"{after}");
        // They are built for one run, which is shorter than their optimization.
        let is_optimized =
            |line: &&str| line.starts_with("backpack-") && line.contains(".opt-level");
        let lines: Vec<&str> = other.lines().filter(|line| !is_optimized(line)).collect();
        fs::write(&manifest, lines.join("\n") + "\n").unwrap();
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Runs the `xtask` of this workspace on the copy; it must succeed.
    pub fn xtask(&self, arguments: &[&str]) -> Output {
        static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
            run(cargo(Path::new(ROOT)).args(["build", "--quiet", "--workspace", "--bin", "xtask"]));
            let name = format!("xtask{}", std::env::consts::EXE_SUFFIX);
            target().join("debug").join(name)
        });
        run(Command::new(&*PROGRAM)
            .args(arguments)
            .arg("--root")
            .arg(self.folder.path()))
    }

    /// Runs cargo in the copy; it must succeed.
    pub fn cargo(&self, arguments: &[&str]) -> Output {
        run(cargo(self.folder.path()).args(arguments))
    }
}

/// Prepares a run of cargo without the network.
fn cargo(workspace: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_NET_OFFLINE", "true");
    command
}

fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// Returns the target folder; the program of a test is in its `debug/deps`.
fn target() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    program.ancestors().nth(3).unwrap().to_path_buf()
}

/// Lists the folders of the workspace's members.
fn members(manifest: &str) -> impl Iterator<Item = &str> {
    let (_, list) = manifest.split_once("\nmembers = [").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    list.split(',')
        .map(|name| name.trim().trim_matches('"'))
        .filter(|name| !name.is_empty())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().unwrap().is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

//! The generated files: written, or compared with those in the workspace.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The command that updates the files.
const HELP: &str = "run `cargo xtask codegen` and commit the result";

/// The generated files, by path relative to the workspace.
#[derive(Debug, Default)]
pub(crate) struct Files {
    files: BTreeMap<PathBuf, String>,
    /// Folders of generated files, each with the entries in it that are written by hand.
    folders: Vec<(PathBuf, &'static [&'static str])>,
}

/// The result of writing: counts of files, and the files that were removed.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    /// Every generated file.
    pub(crate) files: usize,
    /// The files that were written.
    pub(crate) written: usize,
    /// The files that were removed, since nothing generates them any more.
    pub(crate) removed: Vec<PathBuf>,
}

impl Files {
    /// Adds a file.
    pub(crate) fn add(&mut self, path: impl Into<PathBuf>, content: String) {
        self.files.insert(path.into(), content);
    }

    /// Declares that everything in `folder` is generated, apart from the entries `by_hand` and hidden files.
    pub(crate) fn own(&mut self, folder: impl Into<PathBuf>, by_hand: &'static [&'static str]) {
        self.folders.push((folder.into(), by_hand));
    }

    /// Returns the content of each file, by path.
    pub(crate) fn into_texts(self) -> BTreeMap<PathBuf, String> {
        self.files
    }

    /// Returns the content of a file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(Path::new(path)).map(String::as_str)
    }

    /// Writes the files that differ, each beside its target and then renamed, and removes those that are generated no more.
    pub(crate) fn write(&self, root: &Path) -> Result<Summary, String> {
        let removed = self.stale(root)?;
        let mut summary = Summary {
            files: self.files.len(),
            written: 0,
            removed,
        };
        // Everything is checked before the first change.
        let mut changed = Vec::new();
        for (path, new) in &self.files {
            reject_symlinks(root, path)?;
            if read(root, path)?.as_deref() != Some(new) {
                changed.push((path, new));
            }
        }
        for (path, new) in changed {
            crate::files::write(root, &path.to_string_lossy(), new)
                .map_err(|problem| format!("error: {problem}"))?;
            summary.written += 1;
        }
        for path in &summary.removed {
            fs::remove_file(root.join(path)).map_err(|e| failed("removed", path, &e))?;
        }
        Ok(summary)
    }

    /// Compares the files. An error is the difference and the command that updates them.
    pub(crate) fn check(&self, root: &Path) -> Result<Summary, String> {
        let mut difference = String::new();
        for (path, new) in &self.files {
            reject_symlinks(root, path)?;
            let old = read(root, path)?;
            if old.as_deref() != Some(new) {
                let old = old.unwrap_or_default();
                let diff = similar::TextDiff::from_lines(old.as_str(), new.as_str());
                let shown = path.display().to_string();
                let mut unified = diff.unified_diff();
                let unified =
                    unified.header(&format!("{shown} (is)"), &format!("{shown} (should be)"));
                let _ = write!(difference, "{unified}");
            }
        }
        for path in self.stale(root)? {
            let _ = writeln!(difference, "{} is no longer generated", path.display());
        }
        if difference.is_empty() {
            Ok(Summary {
                files: self.files.len(),
                ..Summary::default()
            })
        } else {
            Err(format!(
                "{difference}\nerror: the generated files are not up to date: {HELP}"
            ))
        }
    }

    /// Returns the files in the owned folders that are not generated.
    fn stale(&self, root: &Path) -> Result<Vec<PathBuf>, String> {
        let mut stale = Vec::new();
        for (owned, by_hand) in &self.folders {
            let mut folders = vec![owned.clone()];
            while let Some(folder) = folders.pop() {
                reject_symlinks(root, &folder)?;
                let entries = match fs::read_dir(root.join(&folder)) {
                    Ok(entries) => entries,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    Err(error) => return Err(failed("read", &folder, &error)),
                };
                for entry in entries {
                    let entry = entry.map_err(|e| failed("read", &folder, &e))?;
                    let name = entry.file_name();
                    let path = folder.join(&name);
                    let name = name.to_string_lossy();
                    let kept = folder == *owned && by_hand.contains(&name.as_ref());
                    if kept || name.starts_with('.') {
                        continue;
                    }
                    let kind = entry.file_type().map_err(|e| failed("read", &path, &e))?;
                    if kind.is_symlink() {
                        return Err(symlink(&path));
                    }
                    if kind.is_dir() {
                        folders.push(path);
                    } else if !self.files.contains_key(&path) {
                        stale.push(path);
                    }
                }
            }
        }
        stale.sort();
        Ok(stale)
    }
}

/// Rejects a symbolic link in the place of a generated file or folder: it would lead out of the generated folders.
fn reject_symlinks(root: &Path, path: &Path) -> Result<(), String> {
    let mut walked = PathBuf::new();
    for part in path.components() {
        walked.push(part);
        if fs::symlink_metadata(root.join(&walked)).is_ok_and(|entry| entry.is_symlink()) {
            return Err(symlink(&walked));
        }
    }
    Ok(())
}

fn symlink(path: &Path) -> String {
    format!(
        "error: {} is a symbolic link in a generated folder\n    help: replace it by the file or folder itself",
        path.display()
    )
}

/// Reads the content of a regular file; `None` without one.
fn read(root: &Path, path: &Path) -> Result<Option<String>, String> {
    crate::files::read(&root.join(path), &path.display().to_string())
        .map_err(|problem| format!("error: {problem}"))
}

fn failed(action: &str, path: &Path, error: &io::Error) -> String {
    format!("error: {} cannot be {action}: {error}", path.display())
}

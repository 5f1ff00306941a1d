//! The generated files: written, or compared with what is there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The command that mends a drift.
const MEND: &str = "run `cargo xtask codegen` and commit the result";

/// The generated files by path relative to the workspace.
#[derive(Debug, Default)]
pub(super) struct Files {
    files: BTreeMap<PathBuf, String>,
    /// Folders that hold generated files alone; what else lies in them is removed.
    folders: Vec<PathBuf>,
}

impl Files {
    /// Adds a file.
    pub(super) fn add(&mut self, path: impl Into<PathBuf>, content: String) {
        self.files.insert(path.into(), content);
    }

    /// Declares that everything in `folder` is generated.
    pub(super) fn own(&mut self, folder: impl Into<PathBuf>) {
        self.folders.push(folder.into());
    }

    /// The text of each file, by path.
    pub(super) fn into_texts(self) -> BTreeMap<PathBuf, String> {
        self.files
    }

    /// Writes what differs and removes what is no longer generated.
    pub(super) fn write(&self, root: &Path) -> Result<String, String> {
        let mut written = 0_usize;
        for (path, new) in &self.files {
            let full = root.join(path);
            if read(&full)?.as_deref() != Some(new) {
                if let Some(folder) = full.parent() {
                    std::fs::create_dir_all(folder).map_err(|e| failed("created", folder, &e))?;
                }
                std::fs::write(&full, new).map_err(|e| failed("written", &full, &e))?;
                written += 1;
            }
        }
        let stale = self.stale(root)?;
        for path in &stale {
            std::fs::remove_file(root.join(path)).map_err(|e| failed("removed", path, &e))?;
        }
        Ok(format!(
            "{} files, {written} written, {} removed",
            self.files.len(),
            stale.len()
        ))
    }

    /// Compares; an error is the diff and the command that mends it.
    pub(super) fn check(&self, root: &Path) -> Result<String, String> {
        let mut drift = String::new();
        for (path, new) in &self.files {
            let old = read(&root.join(path))?;
            if old.as_deref() != Some(new) {
                let old = old.unwrap_or_default();
                let diff = similar::TextDiff::from_lines(old.as_str(), new.as_str());
                let shown = path.display().to_string();
                let _ = write!(
                    drift,
                    "{}",
                    diff.unified_diff()
                        .header(&format!("{shown} (is)"), &format!("{shown} (should be)"))
                );
            }
        }
        for path in self.stale(root)? {
            let _ = writeln!(drift, "{} is no longer generated", path.display());
        }
        if drift.is_empty() {
            Ok(format!("{} files, all up to date,", self.files.len()))
        } else {
            Err(format!(
                "{drift}\nerror: the generated files are not up to date: {MEND}"
            ))
        }
    }

    /// Files in the owned folders that are not generated any more.
    fn stale(&self, root: &Path) -> Result<Vec<PathBuf>, String> {
        let mut stale = Vec::new();
        let mut folders: Vec<PathBuf> = self.folders.clone();
        while let Some(folder) = folders.pop() {
            let entries = match std::fs::read_dir(root.join(&folder)) {
                Ok(entries) => entries,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(failed("read", &folder, &error)),
            };
            for entry in entries {
                let entry = entry.map_err(|e| failed("read", &folder, &e))?;
                let path = folder.join(entry.file_name());
                if entry
                    .file_type()
                    .map_err(|e| failed("read", &path, &e))?
                    .is_dir()
                {
                    folders.push(path);
                } else if !self.files.contains_key(&path) {
                    stale.push(path);
                }
            }
        }
        stale.sort();
        Ok(stale)
    }
}

/// The text of a file; `None` where it is not there.
fn read(path: &Path) -> Result<Option<String>, String> {
    match std::fs::read(path) {
        // Bytes that are not UTF-8 were not written here, and differ from what is generated.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("read", path, &error)),
    }
}

fn failed(action: &str, path: &Path, error: &std::io::Error) -> String {
    format!("error: {} cannot be {action}: {error}", path.display())
}

//! Files of the workspace: only regular files are read, and a file is written whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::problem::Problem;

/// Returns the text of a file, or `None` if it does not exist. `name` stands for the file in an error.
pub(crate) fn read(path: &Path, name: &str) -> Result<Option<String>, Problem> {
    let failed = |error: &io::Error| {
        let help = "check the path and the permissions";
        problem(name, format!("cannot be read: {error}"), help)
    };
    // Opening a pipe or a device would block.
    match fs::metadata(path) {
        Ok(found) if found.is_file() => {}
        Ok(_) => return Err(problem(name, "not a regular file", "name a file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&error)),
    }
    let bytes = fs::read(path).map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let before = error
            .as_bytes()
            .iter()
            .take(error.utf8_error().valid_up_to());
        Problem {
            line: Some(1 + before.filter(|byte| **byte == b'\n').count()),
            ..problem(name, "the file is not UTF-8", "save it as UTF-8")
        }
    })
}

/// Writes `file`, which is relative to the workspace at `root`, beside its place and then renames it. Neither the file nor a
/// folder below `root` may be a symbolic link.
pub(crate) fn write(root: &Path, file: &str, text: &str) -> Result<(), Problem> {
    let path = root.join(file);
    let failed = |error: &io::Error| {
        let help = "check the permissions and the space on the disk";
        problem(file, format!("cannot be written: {error}"), help)
    };
    let (folders, name) = file.rsplit_once('/').unwrap_or(("", file));
    let mut folder = root.to_path_buf();
    for step in folders.split('/').filter(|step| !step.is_empty()) {
        folder.push(step);
        match kind(&folder, file)? {
            None => fs::create_dir(&folder).map_err(|error| failed(&error))?,
            Some(kind) if kind.is_dir() => {}
            Some(_) => {
                let cause = format!("{} is not a folder", folder.display());
                return Err(problem(file, cause, "replace it by a folder"));
            }
        }
    }
    let old = match kind(&path, file)? {
        None => None,
        Some(kind) if kind.is_file() => {
            let permissions = fs::metadata(&path).map(|found| found.permissions());
            Some(permissions.map_err(|error| failed(&error))?)
        }
        Some(_) => {
            let help = "remove it, so that a file can be written there";
            return Err(problem(file, "not a regular file", help));
        }
    };
    let temporary = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = write_new(&temporary, text, old).and_then(|()| fs::rename(&temporary, &path));
    written.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        failed(&error)
    })
}

/// Writes a file that is not there yet, with the permissions of the file that it replaces.
fn write_new(path: &PathBuf, text: &str, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.sync_all()
}

/// Returns the kind of what is at `path`; `None` where there is nothing, an error for a symbolic link.
pub(crate) fn kind(path: &Path, file: &str) -> Result<Option<fs::FileType>, Problem> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => {
            let cause = format!("{} is a symbolic link", path.display());
            Err(problem(file, cause, "replace it by what it points to"))
        }
        Ok(found) => Ok(Some(found.file_type())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let cause = format!("cannot be read: {error}");
            Err(problem(file, cause, "check the path and the permissions"))
        }
    }
}

/// Creates an error of a whole file.
pub(crate) fn problem(file: &str, cause: impl Into<String>, help: impl Into<String>) -> Problem {
    Problem {
        file: file.to_owned(),
        line: None,
        subject: String::new(),
        cause: cause.into(),
        help: help.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text is all there, nothing else is left in the folder, and a replaced file keeps its permissions.
    #[test]
    #[cfg(unix)]
    fn replaces_a_file() {
        use std::os::unix::fs::PermissionsExt as _;

        let root = tempfile::tempdir().unwrap();
        write(root.path(), "a/b/file.txt", "one").unwrap();
        let path = root.path().join("a/b/file.txt");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write(root.path(), "a/b/file.txt", "two").unwrap();
        assert_eq!(read(&path, "file").unwrap().as_deref(), Some("two"));
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        let entries = fs::read_dir(root.path().join("a/b")).unwrap();
        assert_eq!(entries.count(), 1);
    }

    /// A link would have the text written elsewhere.
    #[test]
    #[cfg(unix)]
    fn rejects_symbolic_links() {
        use std::os::unix::fs::symlink;

        let root = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let target = elsewhere.path().join("target");
        fs::write(&target, "kept").unwrap();
        symlink(&target, root.path().join("file.txt")).unwrap();
        symlink(elsewhere.path(), root.path().join("folder")).unwrap();
        symlink("nothing", root.path().join("dangling")).unwrap();
        for file in ["file.txt", "folder/new.txt", "dangling"] {
            let problem = write(root.path(), file, "text").unwrap_err();
            assert!(problem.cause.ends_with("is a symbolic link"), "{problem}");
        }
        assert_eq!(fs::read_to_string(&target).unwrap(), "kept");
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);
    }

    /// Folders, and bytes that are not text, are errors; what is not there is not.
    #[test]
    fn reads_regular_files() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("file");
        assert_eq!(read(&path, "file").unwrap(), None);
        fs::write(&path, b"a\nb\xff").unwrap();
        let problem = read(&path, "file").unwrap_err();
        assert_eq!(problem.line, Some(2), "{problem}");
        let problem = read(root.path(), "file").unwrap_err();
        assert_eq!(problem.cause, "not a regular file");
        let problem = write(root.path(), "file/inside", "text").unwrap_err();
        assert!(problem.cause.ends_with("is not a folder"), "{problem}");
    }
}

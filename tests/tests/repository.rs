//! Files of the repository: names that are valid on every system, and the terms of the field.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Banned phrases, each with the term to write instead.
const PHRASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/banned-phrases.txt");

/// Folders without files of the project.
const SKIPPED: &[&str] = &["target", ".git", "node_modules"];

/// Lists every file of the repository, by its path.
fn files() -> Vec<PathBuf> {
    let root = Path::new(ROOT);
    let (mut files, mut folders) = (Vec::new(), vec![root.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            if SKIPPED.contains(&name.as_str()) {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path().strip_prefix(root).unwrap().to_path_buf());
            }
        }
    }
    files.sort();
    assert!(files.len() > 200, "only {} files", files.len());
    files
}

/// No file has a name that Windows reserves, in any case and with any extension: it could not be checked out there.
#[test]
fn file_names_are_valid_on_windows() {
    for name in [
        "nul", "NUL.txt", "com1", "aux.rs", "a:b", "a?", "dot.", "space ",
    ] {
        assert!(is_reserved(name), "{name}");
    }
    for name in [
        "null",
        "nul-byte",
        "common.rs",
        ".gitignore",
        "com10",
        "auxiliary",
    ] {
        assert!(!is_reserved(name), "{name}");
    }
    let reserved: Vec<PathBuf> = files()
        .into_iter()
        .filter(|path| path.iter().any(|part| is_reserved(&part.to_string_lossy())))
        .collect();
    assert!(reserved.is_empty(), "{reserved:?}");
}

fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || numbered("com")
        || numbered("lpt")
        || name.contains(['<', '>', ':', '"', '\\', '|', '?', '*'])
        || name.ends_with(['.', ' '])
}

/// No file has a banned phrase: readers know the terms of the field, and would have to translate a paraphrase.
#[test]
fn files_have_no_banned_phrase() {
    let phrases = fs::read_to_string(PHRASES).unwrap();
    let phrases: Vec<(&str, &str)> = phrases
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once('\t').unwrap())
        .collect();
    let is_checked = |path: &Path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        matches!(
            extension,
            Some("rs" | "md" | "yaml" | "toml" | "py" | "mjs")
        ) || path.starts_with(".ci")
    };
    let mut found = Vec::new();
    for path in files().into_iter().filter(|path| is_checked(path)) {
        let text = fs::read_to_string(Path::new(ROOT).join(&path)).unwrap();
        for (number, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            for (phrase, term) in &phrases {
                if has_phrase(&line, phrase) {
                    found.push(format!(
                        "{}:{}: banned phrase `{phrase}`: write {term}",
                        path.display(),
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(
        found.is_empty(),
        "{} banned phrases:\n{}",
        found.len(),
        found.join("\n")
    );
}

/// Returns whether a line has the phrase as whole words.
fn has_phrase(line: &str, phrase: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(phrase).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + phrase.len()..].chars().next();
        !is_word(before) && !is_word(after)
    })
}

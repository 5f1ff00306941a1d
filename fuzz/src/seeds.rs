//! Seeds from files, and helpers to build others.

use std::fs;
use std::path::{Path, PathBuf};

use backpack_tests::support::document::Operation;
use serde_json::Value;

/// Initial input.
#[derive(Clone, Debug)]
pub struct Seed {
    /// Description of the input or of its finding.
    pub name: String,
    /// Input.
    pub input: Vec<u8>,
}

/// Returns the root of the workspace.
pub(crate) fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Reads the seed files of a target: inputs of former findings, and inputs that cannot be derived.
pub(crate) fn stored(target: &str) -> Vec<Seed> {
    let folder = workspace().join("fuzz/seeds").join(target);
    // A target without seed files has no folder, since git keeps no empty folder.
    if !folder.exists() {
        return Vec::new();
    }
    let files = files(&folder).into_iter().map(|path| Seed {
        name: name(&path),
        input: read(&path),
    });
    files.collect()
}

/// Lists every file below a folder, sorted by name.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let below = paths.into_iter().flat_map(|path| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    });
    below.collect()
}

pub(crate) fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Builds the query string with the example of every query parameter, with a leading `?`.
pub(crate) fn query(operation: &Operation<'_>) -> String {
    let plain = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let mut query = form_urlencoded::Serializer::for_suffix("?".to_owned(), 1);
    for parameter in operation.parameters() {
        if parameter["in"] != "query" {
            continue;
        }
        let name = parameter["name"].as_str().unwrap();
        let example = match parameter.get("example") {
            Some(example) => example,
            None => &parameter["schema"]["example"],
        };
        let values = match example {
            Value::Array(values) => values.iter().map(plain).collect(),
            one => vec![plain(one)],
        };
        query.extend_pairs(values.iter().map(|value| (name, value)));
    }
    query.finish()
}

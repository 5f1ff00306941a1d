//! Files of the repository: names that are valid on every system, the terms of the field, links, the guide, and manifests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

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

/// Every relative link of a page for readers points to a file of the repository. An image is a link too.
#[test]
fn links_point_to_existing_files() {
    let is_checked = |path: &Path| {
        path.extension().is_some_and(|extension| extension == "md")
            && (path.starts_with("docs")
                || path.ends_with("README.md")
                || path.ends_with("CONTRIBUTING.md"))
    };
    let (mut links, mut broken) = (0, Vec::new());
    for path in files().into_iter().filter(|path| is_checked(path)) {
        let page = Path::new(ROOT).join(&path);
        for target in relative_links(&fs::read_to_string(&page).unwrap()) {
            links += 1;
            if !page.parent().unwrap().join(&target).exists() {
                broken.push(format!("{}: no file {target}", path.display()));
            }
        }
    }
    assert!(links > 20, "only {links} links");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Returns the targets of the links of a page outside of its code blocks, but for URLs and anchors.
fn relative_links(page: &str) -> Vec<String> {
    let mut is_code = false;
    let lines = page.lines().filter(|line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    });
    let text: Vec<&str> = lines.collect();
    let text = text.join("\n");
    let targets = text.split("](").skip(1);
    targets
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target.split('#').next().unwrap_or_default().to_owned())
        .filter(|target| !target.is_empty() && !target.contains("://"))
        .collect()
}

/// Every guarantee names at least one test, and each path that it names exists.
#[test]
fn guarantees_name_existing_tests() {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/guarantees.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| ")).skip(2);
    let (mut guarantees, mut broken) = (0, Vec::new());
    for row in rows {
        guarantees += 1;
        let tests = row
            .trim_end_matches([' ', '|'])
            .rsplit_once(" | ")
            .unwrap()
            .1;
        let spans: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!spans.is_empty(), "no test: {row}");
        let paths = spans.iter().filter(|span| !span.starts_with("cargo "));
        let missing = paths.filter(|path| !Path::new(ROOT).join(path).exists());
        broken.extend(missing.map(|path| format!("no file {path}")));
    }
    assert!(guarantees > 40, "only {guarantees} guarantees");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Every chapter of the guide is in its table of contents, and its code is compiled.
#[test]
fn guide_lists_and_compiles_every_chapter() {
    let root = Path::new(ROOT);
    let contents = fs::read_to_string(root.join("docs/guide/src/SUMMARY.md")).unwrap();
    let compiled = fs::read_to_string(root.join("tests/src/guide.rs")).unwrap();
    let mut chapters = 0;
    for path in files() {
        let Ok(name) = path.strip_prefix("docs/guide/src") else {
            continue;
        };
        let name = name.to_str().unwrap();
        if name == "SUMMARY.md" {
            continue;
        }
        chapters += 1;
        assert!(
            contents.contains(&format!("]({name})")),
            "{name}: not in SUMMARY.md"
        );
        let page = fs::read_to_string(root.join(&path)).unwrap();
        // The book has the chapters alone.
        let links = relative_links(&page);
        assert!(
            !links.iter().any(|link| link.contains('/')),
            "{name}: link out of the book"
        );
        assert!(
            !page.contains("```rust") || compiled.contains(&format!("/{name}\")")),
            "{name}: not in tests/src/guide.rs"
        );
    }
    assert!(chapters >= 8, "only {chapters} chapters");
}

/// Every crate that is published carries its licence texts, which its package has from its own folder.
#[test]
fn published_crates_have_their_licences() {
    let manifests = files()
        .into_iter()
        .filter(|path| path.ends_with("Cargo.toml") && path.iter().count() == 2);
    let mut published = 0;
    for manifest in manifests {
        let text = fs::read_to_string(Path::new(ROOT).join(&manifest)).unwrap();
        if text.lines().any(|line| line == "publish = false") {
            continue;
        }
        published += 1;
        for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
            let own = Path::new(ROOT).join(manifest.with_file_name(licence));
            let own = fs::read_to_string(&own)
                .unwrap_or_else(|error| panic!("{}: {error}", own.display()));
            let of_all = fs::read_to_string(Path::new(ROOT).join(licence)).unwrap();
            assert_eq!(own, of_all, "{}", manifest.display());
        }
        for key in [
            "description",
            "documentation",
            "keywords",
            "categories",
            "readme",
        ] {
            let has = text
                .lines()
                .any(|line| line.starts_with(&format!("{key} =")));
            assert!(has, "{}: no {key}", manifest.display());
        }
        assert!(
            text.contains("[package.metadata.docs.rs]"),
            "{}",
            manifest.display()
        );
    }
    assert!(published >= 6, "only {published} crates");
}

/// No dependency of a published crate declares a newer Rust than these crates do. Each system has its own dependencies.
#[test]
fn dependencies_support_the_minimum_rust_version() {
    let rustc = output("rustc", &["-vV"]);
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: "));
    let metadata = output(
        env!("CARGO"),
        &[
            "metadata",
            "--locked",
            "--offline",
            "--all-features",
            "--format-version=1",
            "--filter-platform",
            host.unwrap(),
        ],
    );
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let by_id = |list: &Value| -> BTreeMap<String, Value> {
        let entries = list.as_array().unwrap().iter();
        let id = |entry: &Value| entry["id"].as_str().unwrap().to_owned();
        entries.map(|entry| (id(entry), entry.clone())).collect()
    };
    let packages = by_id(&metadata["packages"]);
    let nodes = by_id(&metadata["resolve"]["nodes"]);

    let mut rest: Vec<&str> = (metadata["workspace_members"].as_array().unwrap().iter())
        .map(|id| id.as_str().unwrap())
        .filter(|id| packages[*id]["publish"].is_null())
        .collect();
    assert!(rest.len() >= 6, "{rest:?}");
    let own = &packages[rest[0]]["rust_version"];
    let version = |text: &Value| -> Vec<u32> {
        let numbers = text.as_str().unwrap().split('.');
        numbers.map(|number| number.parse().unwrap()).collect()
    };
    let mut checked = BTreeSet::new();
    while let Some(id) = rest.pop() {
        if !checked.insert(id) {
            continue;
        }
        let (package, node) = (&packages[id], &nodes[id]);
        if !package["rust_version"].is_null() {
            assert!(
                version(&package["rust_version"])[..2] <= version(own)[..2],
                "{} {} needs Rust {}: choose an older version of it",
                package["name"],
                package["version"],
                package["rust_version"]
            );
        }
        for dependency in node["deps"].as_array().unwrap() {
            let mut kinds = dependency["dep_kinds"].as_array().unwrap().iter();
            if kinds.any(|kind| kind["kind"] != "dev") {
                rest.push(dependency["pkg"].as_str().unwrap());
            }
        }
    }
    println!("{} packages support Rust {own}", checked.len());
    assert!(checked.len() > 100, "only {} packages", checked.len());
}

/// Runs a program in the workspace, and returns its output. It must succeed.
fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(ROOT)
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

//! Any documents of `openapi/`: code is generated, or each error has file, line and help.
//!
//! An input is one document, or several with a line `# file: NAME` before each. The first is `account.yaml`; without a
//! `common.yaml`, that of the tests of `xtask` is used.

use std::collections::BTreeMap;

use crate::seeds::{self, Seed};

/// Prefix of the line with the name of a document.
const MARK: &[u8] = b"# file: ";

/// Document with the shared components.
const COMMON: &str = "common.yaml";

/// Checks one description.
pub(crate) fn run(input: &[u8]) {
    let mut documents = vec![("account.yaml".to_owned(), Vec::new())];
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(MARK) {
            Some(name) => {
                let name = String::from_utf8_lossy(name).trim_end().to_owned();
                documents.push((name, Vec::new()));
            }
            None => documents.last_mut().unwrap().1.extend_from_slice(line),
        }
    }
    // Names are unique in a folder.
    let mut documents: BTreeMap<String, Vec<u8>> = documents.into_iter().collect();
    documents
        .entry(COMMON.to_owned())
        .or_insert_with(|| seeds::read(&base(COMMON)));
    // A carriage return ends a line in YAML.
    let length = |text: &[u8]| {
        1 + text
            .iter()
            .filter(|byte| matches!(byte, b'\n' | b'\r'))
            .count()
    };
    let lengths: BTreeMap<String, usize> = (documents.iter())
        .map(|(name, text)| (format!("openapi/{name}"), length(text)))
        .collect();

    match xtask::generate(documents.into_iter().collect()) {
        Ok(files) => {
            assert!(!files.is_empty());
            for (path, text) in files {
                assert!(
                    !text.contains("compile_error!"),
                    "{}: {text}",
                    path.display()
                );
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "rejected without an error");
            for problem in problems {
                assert!(
                    !problem.cause.is_empty() && !problem.help.is_empty(),
                    "{problem}"
                );
                let length = lengths.get(&problem.file);
                let length = length.unwrap_or_else(|| panic!("unknown file: {problem}"));
                let line = problem.line.unwrap_or_else(|| panic!("no line: {problem}"));
                // An error may be at the end of a file.
                assert!(
                    (1..=length + 1).contains(&line),
                    "line out of range: {problem}"
                );
            }
        }
    }
}

/// Returns the path of a document of the small description in the tests of `xtask`.
fn base(name: &str) -> std::path::PathBuf {
    seeds::workspace()
        .join("xtask/tests/data/openapi")
        .join(name)
}

/// Returns the small description, and each document of the real one.
pub(crate) fn seeds() -> Vec<Seed> {
    let small = Seed {
        name: "small".to_owned(),
        input: seeds::read(&base("account.yaml")),
    };
    let real = seeds::workspace().join("openapi");
    let common = seeds::read(&real.join(COMMON));
    let documents = seeds::files(&real).into_iter().filter(|path| {
        path.parent() == Some(&real)
            && path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            && !path.ends_with(COMMON)
    });
    let documents = documents.map(|path| {
        let name = seeds::name(&path);
        let marked = [b"\n", MARK, COMMON.as_bytes(), b"\n"].concat();
        Seed {
            name,
            input: [seeds::read(&path), marked, common.clone()].concat(),
        }
    });
    std::iter::once(small)
        .chain(documents)
        .chain(large())
        .collect()
}

/// Generates documents that are too large for files: deep, wide, or with many quotes, colons or keys.
fn large() -> impl Iterator<Item = Seed> {
    let deep_block = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth)));
    let wide = |count: usize| (0..count).map(|key| format!("a{key}: 1"));
    let long = [
        ("deep lists", format!("a: {}", "[".repeat(100_000))),
        ("deep objects", "{a: ".repeat(50_000)),
        ("deep blocks", deep_block.collect()),
        ("deep dashes", "- ".repeat(50_000)),
        ("deep keys", "? ".repeat(50_000)),
        ("quotes", "\"".repeat(100_000)),
        ("colons", ": ".repeat(50_000)),
        ("many keys", wide(20_000).collect::<Vec<_>>().join("\n")),
        (
            "many keys in braces",
            format!("{{{}}}", wide(20_000).collect::<Vec<_>>().join(",")),
        ),
        ("a long number", format!("openapi: {}", "9".repeat(60_000))),
    ];
    long.into_iter().map(|(name, text)| Seed {
        name: name.to_owned(),
        input: text.into_bytes(),
    })
}

//! Shapes of endpoints that the exchange may publish: each is accepted, or rejected at its line with help.
//!
//! `shapes/*.yaml` are documents with one operation each, and `shapes/outcomes.tsv` has their outcomes. The test `new_endpoint` of
//! `backpack-tests` compiles the accepted ones and runs the generated tests on them.

#![cfg(test)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Environment variable that updates the recorded outcomes.
const UPDATE: &str = "UPDATE_SHAPES";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shapes")
}

/// Reads the documents of a folder.
fn documents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .collect()
}

/// Every shape has its recorded outcome, and every rejection has help and a line of the shape.
#[test]
fn every_shape_has_its_recorded_outcome() {
    let common = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/common.yaml");
    let common = ("common.yaml".to_owned(), fs::read(common).unwrap());
    let shapes = documents(&folder());
    assert!(shapes.len() >= 131, "only {} shapes", shapes.len());
    let mut outcomes = String::from("shape\toutcome\tfirst error\n");
    for (name, shape) in &shapes {
        let all = vec![
            common.clone(),
            ("shape-case.yaml".to_owned(), shape.clone()),
        ];
        let name = name.trim_end_matches(".yaml");
        // Most shared components are unused without the other documents.
        let problems = xtask::check(all).err().unwrap_or_default();
        let (own, shared): (Vec<_>, Vec<_>) = problems
            .into_iter()
            .partition(|problem| problem.file == "openapi/shape-case.yaml");
        assert!(
            shared
                .iter()
                .all(|problem| problem.cause == "nothing references it"),
            "{name}: {shared:?}"
        );
        let Some(first) = own.first() else {
            outcomes.push_str(&format!("{name}\taccepted\t\n"));
            continue;
        };
        for problem in &own {
            assert!(
                problem.line.is_some_and(|line| line > 1),
                "{name}: {problem}"
            );
            assert!(!problem.help.is_empty(), "{name}: {problem}");
        }
        let first = first.to_string().replace("\n    ", " ");
        outcomes.push_str(&format!("{name}\trejected\t{first}\n"));
    }
    let file = folder().join("outcomes.tsv");
    if std::env::var_os(UPDATE).is_some() {
        fs::write(&file, &outcomes).unwrap();
    }
    let recorded = fs::read_to_string(&file).unwrap();
    for (outcome, expected) in outcomes.lines().zip(recorded.lines()) {
        assert_eq!(outcome, expected, "set {UPDATE}=1 to update outcomes.tsv");
    }
    assert_eq!(outcomes.lines().count(), recorded.lines().count());
}

//! Frames of streams: each one decodes as the event of its stream and is written back with the same values.
//!
//! Reads `tests/frames`, and the folder that `BACKPACK_FRAMES` names.

use std::fs;
use std::path::{Path, PathBuf};

use backpack_api::Decimal;
use backpack_api::streams::StreamEvent;
use serde_json::Value;

const FRAMES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/frames");

/// The files named `*.json` in the folders of `folder`.
fn frames(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for kind in fs::read_dir(folder).unwrap() {
        let kind = kind.unwrap().path();
        if kind.is_dir() {
            files.extend(fs::read_dir(kind).unwrap().map(|file| file.unwrap().path()));
        }
    }
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.sort();
    files
}

/// Removes members that are null, which the written event leaves out, and the trailing zeros of decimals.
fn normalized(value: &Value) -> Value {
    match value {
        Value::Object(object) => object
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), normalized(value)))
            .collect(),
        Value::Array(array) => array.iter().map(normalized).collect(),
        Value::String(string) => match string.parse::<Decimal>() {
            Ok(decimal) => Value::String(decimal.normalize().to_string()),
            Err(_) => value.clone(),
        },
        other => other.clone(),
    }
}

/// Checks every frame in `folder` and returns the number of events.
fn check(folder: &Path) -> usize {
    let mut events = 0;
    let mut failures = Vec::new();
    for file in frames(folder) {
        let text = fs::read_to_string(&file).unwrap();
        let frame: Value = serde_json::from_str(&text).unwrap();
        let Some(name) = frame["stream"].as_str() else {
            continue;
        };
        let data = &frame["data"];
        match StreamEvent::from_json(name, &data.to_string()) {
            Ok(StreamEvent::Other(_)) => {
                failures.push(format!("{}: {name} is no known stream", file.display()));
            }
            Ok(event) => {
                let written = serde_json::to_value(&event).unwrap();
                if normalized(&written) != normalized(data) {
                    failures.push(format!("{}: written as {written}", file.display()));
                }
            }
            Err(error) => failures.push(format!("{}: {error}", file.display())),
        }
        events += 1;
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    events
}

#[test]
fn own_frames() {
    let events = check(Path::new(FRAMES));
    assert!(events >= 60, "only {events} events");
    println!("{events} own frames");
}

#[test]
fn recorded_frames() {
    let Some(folder) = std::env::var_os("BACKPACK_FRAMES") else {
        println!("recorded frames: not checked, BACKPACK_FRAMES is not set");
        return;
    };
    let events = check(Path::new(&folder));
    assert!(events > 0, "no frames in {}", folder.display());
    println!("{events} recorded frames");
}

#[test]
fn every_kind_of_stream_has_a_frame() {
    for kind in StreamEvent::KINDS {
        let folder = Path::new(FRAMES).join(kind);
        assert!(folder.is_dir(), "no frame of {kind} in tests/frames");
    }
}

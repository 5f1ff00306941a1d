//! Frames of streams: each one decodes as the event of its stream, is modelled whole, and is written back equal.
//!
//! Three sets are checked: `tests/frames`, the folder that `BACKPACK_FRAMES` names, and `ws` in the folder that
//! `BACKPACK_CAPTURES` names. A variable that is not set stands for `../shared/streams/frames` and `../shared/captures` beside
//! the workspace. A file `<kind of stream>/*.json` is one frame, with or without its envelope, and `runs/*.jsonl` has one
//! frame per line.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use backpack_api::streams::StreamEvent;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Frames of the project.
const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/frames");

/// Values that recorded frames have and the description omits: the field and the value, with the reason.
const UNMODELLED: &[(&str, &str, &str)] = &[];

/// A captured frame.
const ORDER: &str = r#"{"data":{"E":1788368290063153,"O":"USER","Q":"20.1520","S":"Ask","T":1788368290062979,"V":"RejectTaker","X":"New","Z":"0","e":"orderAccepted","f":"GTC","i":"59887375336","o":"LIMIT","p":"1.0076","q":"20","r":false,"s":"USDT_USDC","t":null,"y":true,"z":"0"},"stream":"account.orderUpdate"}"#;

/// Frame of an error.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ErrorFrame {
    id: Option<i64>,
    error: ErrorContent,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ErrorContent {
    code: i64,
    message: String,
}

/// A frame with its place.
struct Frame {
    place: String,
    text: String,
    /// The kind of its stream; `None` in a run.
    kind: Option<String>,
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Returns the frames of a folder.
fn frames(folder: &Path) -> Vec<Frame> {
    let mut frames = Vec::new();
    for kind in files(folder).iter().filter(|path| path.is_dir()) {
        let name = kind.file_name().unwrap().to_str().unwrap();
        for file in files(kind) {
            let place = file.strip_prefix(folder).unwrap().display().to_string();
            let extension = file.extension().unwrap_or_default();
            if name == "runs" && extension == "jsonl" {
                for (number, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
                    frames.push(Frame {
                        place: format!("{place}:{}", number + 1),
                        text: line.to_owned(),
                        kind: None,
                    });
                }
            } else if extension == "json" {
                frames.push(Frame {
                    place,
                    text: fs::read_to_string(&file).unwrap(),
                    kind: Some(name.to_owned()),
                });
            }
        }
    }
    frames
}

/// Returns the problem of a frame.
fn check(text: &str, kind: Option<&str>) -> Result<(), String> {
    let frame: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if kind == Some("error") {
        let error: ErrorFrame = serde_json::from_str(text).map_err(|error| error.to_string())?;
        return compare(&frame, &serde_json::to_value(error).unwrap());
    }
    let has_envelope =
        frame.get("stream").is_some() || frame.get("data").is_some() || kind.is_none();
    let (name, data) = if has_envelope {
        let members: BTreeSet<_> = frame.as_object().ok_or("not an object")?.keys().collect();
        if members.iter().copied().ne(["data", "stream"]) {
            return Err(format!("the envelope has the members {members:?}"));
        }
        let name = frame["stream"]
            .as_str()
            .ok_or("the stream is not a string")?;
        if kind.is_some_and(|kind| {
            !name
                .strip_prefix(kind)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        }) {
            return Err(format!(
                "the stream {name} is in the folder of another kind"
            ));
        }
        (name, &frame["data"])
    } else {
        (kind.unwrap_or_default(), &frame)
    };
    let event =
        StreamEvent::from_json(name, &data.to_string()).map_err(|error| error.to_string())?;
    if let StreamEvent::Other(_) = event {
        return Err(format!("{name} is no known stream"));
    }
    for (field, value) in unknown_values(&format!("{event:?}")) {
        if !UNMODELLED
            .iter()
            .any(|one| (one.0, one.1) == (field, value))
        {
            return Err(format!("{field} has the unknown value {value:?}"));
        }
    }
    compare(data, &serde_json::to_value(&event).unwrap())
}

/// Returns the fields and the values of enums that no variant has, from the `Debug` of an event.
fn unknown_values(debug: &str) -> Vec<(&str, &str)> {
    let other = "Other(\"";
    let found = debug.match_indices(other).map(|(at, _)| {
        let field = debug[..at].trim_end_matches("Some(").trim_end_matches(": ");
        let field = field.rsplit([' ', '{']).next().unwrap_or_default();
        let value = debug[at + other.len()..].split('"').next();
        (field, value.unwrap_or_default())
    });
    found.collect()
}

fn compare(read: &Value, written: &Value) -> Result<(), String> {
    if read == written {
        return Ok(());
    }
    Err(format!("written as {written}"))
}

/// Checks a folder, and returns the number of its frames.
fn check_folder(folder: &Path) -> usize {
    let frames = frames(folder);
    assert!(!frames.is_empty(), "no frames in {}", folder.display());
    let failures: Vec<_> = frames
        .iter()
        .filter_map(|frame| {
            let problem = check(&frame.text, frame.kind.as_deref()).err()?;
            Some(format!("{}: {problem}", frame.place))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{}:\n{}",
        folder.display(),
        failures.join("\n")
    );
    frames.len()
}

/// Returns the folder that a variable names, relative to the workspace, or the default.
fn recordings(variable: &str, default: &str) -> Option<PathBuf> {
    match std::env::var_os(variable) {
        Some(named) => Some(Path::new(ROOT).join(named)),
        None => Some(Path::new(ROOT).join(default)).filter(|folder| folder.is_dir()),
    }
}

#[test]
fn own_frames() {
    let count = check_folder(Path::new(OWN));
    assert!(count >= 60, "only {count} frames");
    println!("{count} own frames");
}

#[test]
fn recorded_frames() {
    let frames = recordings("BACKPACK_FRAMES", "../shared/streams/frames");
    let captures =
        recordings("BACKPACK_CAPTURES", "../shared/captures").map(|folder| folder.join("ws"));
    for (variable, folder) in [("BACKPACK_FRAMES", frames), ("BACKPACK_CAPTURES", captures)] {
        match folder {
            Some(folder) => println!("{}: {} frames", folder.display(), check_folder(&folder)),
            None => println!("recorded frames: not checked, {variable} is not set"),
        }
    }
}

#[test]
fn every_kind_of_stream_has_a_frame() {
    for kind in StreamEvent::KINDS {
        let folder = Path::new(OWN).join(kind);
        assert!(folder.is_dir(), "no frame of {kind} in tests/frames");
    }
}

#[test]
fn unknown_values_are_reported() {
    let kind = Some("account.orderUpdate");
    assert_eq!(check(ORDER, kind), Ok(()));
    let damaged = ORDER.replace("\"New\"", "\"Paused\"");
    let problem = check(&damaged, kind).unwrap_err();
    assert_eq!(problem, "status has the unknown value \"Paused\"");
}

/// A frame with an unknown or mistyped field, or without its end, is reported.
#[test]
fn damaged_frames_are_reported() {
    let mut tried = 0;
    for Frame { place, text, kind } in frames(Path::new(OWN)) {
        let report = |damaged: &str| {
            assert!(
                check(damaged, kind.as_deref()).is_err(),
                "{place}: {damaged}"
            );
        };
        report(&text.trim_end()[..text.trim_end().len() - 1]);
        let frame: Value = serde_json::from_str(&text).unwrap();
        let place = match kind.as_deref() {
            Some("error") => "/error",
            _ if frame.get("data").is_some() => "/data",
            _ => "",
        };
        let fields = frame.pointer(place).unwrap().as_object().unwrap();
        for name in fields.keys().map(String::as_str).chain(["unknown"]) {
            for wrong in [json!({}), json!(1.5)] {
                let mut damaged = frame.clone();
                damaged.pointer_mut(place).unwrap()[name] = wrong;
                report(&damaged.to_string());
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "only {tried} damaged frames");
}

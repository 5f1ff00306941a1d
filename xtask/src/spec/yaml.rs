//! YAML to JSON values, with the line of each.
//!
//! Only what an OpenAPI document needs: one document, string keys, no anchors (a `$ref` says the same and other
//! tools follow it), and a key given twice is an error instead of the last one winning.

use std::collections::BTreeMap;

use saphyr::{Scalar, ScalarStyle};
use saphyr_parser::{Event, Marker, Parser, ScanError, Span, StrInput};
use serde_json::{Map, Number, Value};

/// How deep values may nest; an OpenAPI document stays far below.
const MAX_DEPTH: usize = 64;

/// A YAML error.
#[derive(Debug)]
pub(super) struct Error {
    pub(super) line: usize,
    pub(super) cause: String,
    pub(super) help: &'static str,
}

/// Reads the value of `text`, and the line of every value in it by JSON pointer. A member's line is its key's.
pub(super) fn read(text: &str) -> Result<(Value, BTreeMap<String, usize>), Error> {
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
        lines: BTreeMap::new(),
        pointer: String::new(),
    };
    let mut root = None;
    while let Some((event, span)) = reader.next()? {
        match event {
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
            event if root.is_none() => root = Some(reader.value(event, span, 0)?),
            _ => {
                return Err(error(
                    span.start,
                    "a second YAML document starts here",
                    "keep one OpenAPI document in a file",
                ));
            }
        }
    }
    match root {
        Some(value @ Value::Object(_)) => Ok((value, reader.lines)),
        _ => Err(Error {
            line: 1,
            cause: "the file is not a YAML mapping".to_owned(),
            help: "write an OpenAPI 3.0.3 document",
        }),
    }
}

struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    lines: BTreeMap<String, usize>,
    pointer: String,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Option<(Event<'a>, Span)>, Error> {
        self.parser
            .next_event()
            .transpose()
            .map_err(|scan: ScanError| {
                error(
                    *scan.marker(),
                    format!("bad YAML: {}", scan.info()),
                    "correct the YAML at this line",
                )
            })
    }

    /// Returns the next event of a collection that is open.
    fn inside(&mut self, opened: Span) -> Result<(Event<'a>, Span), Error> {
        self.next()?.ok_or_else(|| {
            error(
                opened.start,
                "bad YAML: not closed",
                "close what is opened at this line",
            )
        })
    }

    fn value(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Value, Error> {
        if depth > MAX_DEPTH {
            return Err(error(
                span.start,
                format!("values nest deeper than {MAX_DEPTH}"),
                "name the inner schema and reference it",
            ));
        }
        self.lines
            .entry(self.pointer.clone())
            .or_insert(span.start.line());
        match event {
            Event::Scalar(text, style, 0, tag) => {
                let shown = text.to_string();
                match Scalar::parse_from_cow_and_metadata(text, style, tag.as_ref()) {
                    Some(Scalar::Null) => Ok(Value::Null),
                    Some(Scalar::Boolean(value)) => Ok(Value::Bool(value)),
                    Some(Scalar::Integer(value)) => Ok(Value::Number(value.into())),
                    // An integer past 64 bits or a fraction: both are floats to OpenAPI tools as well.
                    Some(Scalar::FloatingPoint(value)) => Number::from_f64(value.into_inner())
                        .map(Value::Number)
                        .ok_or_else(|| {
                            error(
                                span.start,
                                format!("`{shown}` has no JSON form"),
                                "quote it",
                            )
                        }),
                    Some(Scalar::String(value)) => Ok(Value::String(value.into_owned())),
                    None => Err(error(
                        span.start,
                        format!("`{shown}` does not match its tag"),
                        "remove the tag, or quote the value",
                    )),
                }
            }
            Event::SequenceStart(0, _) => {
                let mut items = Vec::new();
                loop {
                    let (event, at) = self.inside(span)?;
                    if event == Event::SequenceEnd {
                        return Ok(Value::Array(items));
                    }
                    let step = items.len().to_string();
                    items.push(self.step(&step, at.start.line(), |reader| {
                        reader.value(event, at, depth + 1)
                    })?);
                }
            }
            Event::MappingStart(0, _) => {
                let mut members = Map::new();
                loop {
                    let (event, at) = self.inside(span)?;
                    let key = match event {
                        Event::MappingEnd => return Ok(Value::Object(members)),
                        // `<<` would mean a merge to other tools.
                        Event::Scalar(key, style, 0, None)
                            if !(key == "<<" && style == ScalarStyle::Plain) =>
                        {
                            key.into_owned()
                        }
                        _ => {
                            return Err(error(
                                at.start,
                                "a key is not plain text",
                                "write the key as text, without anchors, tags or merges",
                            ));
                        }
                    };
                    if members.contains_key(&key) {
                        let first = self
                            .lines
                            .get(&format!("{}/{}", self.pointer, escape(&key)));
                        return Err(error(
                            at.start,
                            format!(
                                "`{key}` is defined twice, first at line {}",
                                first.copied().unwrap_or_default()
                            ),
                            "keep one of the two",
                        ));
                    }
                    let (event, value_at) = self.inside(span)?;
                    let value = self.step(&escape(&key), at.start.line(), |reader| {
                        reader.value(event, value_at, depth + 1)
                    })?;
                    members.insert(key, value);
                }
            }
            _ => Err(error(
                span.start,
                "anchors and aliases are not read",
                "write the value out, or make it a component and reference it with $ref",
            )),
        }
    }

    /// Runs `read` with the pointer one step further, and records that step's line.
    fn step<T>(
        &mut self,
        step: &str,
        line: usize,
        read: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(step);
        self.lines.insert(self.pointer.clone(), line);
        let value = read(self);
        self.pointer.truncate(length);
        value
    }
}

fn error(at: Marker, cause: impl Into<String>, help: &'static str) -> Error {
    Error {
        line: at.line(),
        cause: cause.into(),
        help,
    }
}

/// Returns a key as one step of a JSON pointer.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A message is only as good as its line.
    #[test]
    fn lines_are_those_of_the_keys() {
        let (value, lines) = read("a: 1\nb:\n  - x\n  - c/d: '2'\n    e: 1.10\n").unwrap();
        assert_eq!(
            value,
            serde_json::json!({"a": 1, "b": ["x", {"c/d": "2", "e": 1.1}]})
        );
        assert_eq!(lines["/a"], 1);
        assert_eq!(lines["/b"], 2);
        assert_eq!(lines["/b/0"], 3);
        assert_eq!(lines["/b/1/c~1d"], 4);
        assert_eq!(lines["/b/1/e"], 5);
    }

    /// The words that mean something else in YAML 1.1 are text in OpenAPI's YAML 1.2.
    #[test]
    fn core_schema() {
        let (value, _) = read("a: no\nb: '200'\nc: ~\nd: 0o17\ne: 2025-01-21\nf: true").unwrap();
        assert_eq!(
            value,
            serde_json::json!({"a": "no", "b": "200", "c": null, "d": 15, "e": "2025-01-21", "f": true})
        );
    }

    /// Ambiguous YAML is rejected with its line.
    #[test]
    fn errors_name_the_line() {
        for (text, line, cause) in [
            ("a: 1\nb: [1, 2\n", 3, "bad YAML"),
            (
                "a: 1\nb: 2\na: 3\n",
                3,
                "`a` is defined twice, first at line 1",
            ),
            ("a: &x 1\nb: *x\n", 1, "anchors"),
            ("a: 1\n<<: {b: 2}\n", 2, "not plain text"),
            ("a: 1\n---\nb: 1\n", 3, "second YAML document"),
            ("- 1\n", 1, "not a YAML mapping"),
            ("", 1, "not a YAML mapping"),
            ("a: .nan\n", 1, "no JSON form"),
            ("a: \"\\q\"\n", 1, "bad YAML"),
        ] {
            let error = read(text).expect_err(text);
            assert_eq!(error.line, line, "{text:?}: {}", error.cause);
            assert!(error.cause.contains(cause), "{text:?}: {}", error.cause);
        }
        let deep = format!("a: {}{}", "[".repeat(100), "]".repeat(100));
        assert!(read(&deep).unwrap_err().cause.contains("nest deeper"));
    }
}

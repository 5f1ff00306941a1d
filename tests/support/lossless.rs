//! Whether a body is written back as it came: every text to the last zero, every number to the last digit.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::value::RawValue;

use super::path::{Path, shown};

/// A JSON value whose numbers are the text that they were written as.
#[derive(Debug)]
enum Tree {
    /// `null`, `true`, `false`, a number.
    Word(String),
    Text(String),
    List(Vec<Tree>),
    Object(BTreeMap<String, Tree>),
}

impl Tree {
    fn read(raw: &RawValue) -> serde_json::Result<Self> {
        let text = raw.get();
        Ok(match text.as_bytes().first() {
            Some(b'{') => Self::Object(
                serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(text)?
                    .into_iter()
                    .map(|(key, value)| Ok((key, Self::read(&value)?)))
                    .collect::<serde_json::Result<_>>()?,
            ),
            Some(b'[') => Self::List(
                serde_json::from_str::<Vec<Box<RawValue>>>(text)?
                    .iter()
                    .map(|value| Self::read(value))
                    .collect::<serde_json::Result<_>>()?,
            ),
            Some(b'"') => Self::Text(serde_json::from_str(text)?),
            _ => Self::Word(text.to_owned()),
        })
    }

    fn is_null(&self) -> bool {
        matches!(self, Self::Word(word) if word == "null")
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::List(_) => f.write_str("a list"),
            Self::Object(_) => f.write_str("an object"),
        }
    }
}

/// Two texts of one number. A fraction is one that the description calls a double, and keeps its value alone.
fn same_number(left: &str, right: &str) -> bool {
    let fraction = |text: &str| {
        text.contains(['.', 'e', 'E'])
            .then(|| text.parse::<f64>().ok())
            .flatten()
    };
    left == right || fraction(left).is_some_and(|number| fraction(right) == Some(number))
}

/// What was lost between two texts of JSON, each with its path. A field that is `null` and one that is absent are the
/// same; what lies under `but_for` is not looked at.
pub(crate) fn losses(was: &str, is: &str, but_for: &[Path]) -> Vec<String> {
    let read = |text: &str| Tree::read(&serde_json::from_str::<Box<RawValue>>(text)?);
    let mut losses = Vec::new();
    match (read(was), read(is)) {
        (Ok(was), Ok(is)) => compare(&was, &is, &Path::default(), but_for, &mut losses),
        (Err(error), _) | (_, Err(error)) => losses.push(format!("$: {error}")),
    }
    losses
}

fn compare(was: &Tree, is: &Tree, path: &Path, but_for: &[Path], losses: &mut Vec<String>) {
    if but_for.iter().any(|skipped| path.is_in(skipped)) {
        return;
    }
    match (was, is) {
        (Tree::Object(was), Tree::Object(is)) => {
            for (key, was) in was {
                match is.get(key) {
                    Some(is) => compare(was, is, &path.key(key), but_for, losses),
                    None if was.is_null() => {}
                    None => {
                        let path = path.key(key);
                        if !but_for.iter().any(|skipped| path.is_in(skipped)) {
                            losses.push(format!("{path}: was {}, is lost", shown(was)));
                        }
                    }
                }
            }
            for (key, is) in is {
                if !was.contains_key(key) && !is.is_null() {
                    losses.push(format!(
                        "{}: was not there, is {}",
                        path.key(key),
                        shown(is)
                    ));
                }
            }
        }
        (Tree::List(was), Tree::List(is)) if was.len() == is.len() => {
            for (index, (was, is)) in was.iter().zip(is).enumerate() {
                compare(was, is, &path.index(index), but_for, losses);
            }
        }
        (Tree::Text(was), Tree::Text(is)) if was == is => {}
        (Tree::Word(was), Tree::Word(is)) if same_number(was, is) => {}
        _ => losses.push(format!("{path}: was {}, is {}", shown(was), shown(is))),
    }
}

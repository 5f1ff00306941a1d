//! Comparison of a body with the body that its decoded value is encoded as, to the last digit.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::value::RawValue;

use super::path::{Path, excerpt};

/// JSON value whose numbers keep all their digits.
#[derive(Debug)]
enum Tree {
    /// `null`, a boolean or a number, as written.
    Literal(String),
    String(String),
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
            Some(b'"') => Self::String(serde_json::from_str(text)?),
            _ => Self::Literal(text.to_owned()),
        })
    }

    fn is_null(&self) -> bool {
        matches!(self, Self::Literal(literal) if literal == "null")
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(literal) => f.write_str(literal),
            Self::String(string) => write!(f, "{string:?}"),
            Self::List(_) => f.write_str("a list"),
            Self::Object(_) => f.write_str("an object"),
        }
    }
}

/// Returns whether two literals are the same number. Only a double has a fraction, and it keeps its value, not its digits.
fn same_number(left: &str, right: &str) -> bool {
    let fraction = |text: &str| {
        text.contains(['.', 'e', 'E'])
            .then(|| text.parse::<f64>().ok())
            .flatten()
    };
    left == right || fraction(left).is_some_and(|number| fraction(right) == Some(number))
}

/// Returns whether two strings are the same time: the zeros of a fraction of a second are not kept.
fn same_time(left: &str, right: &str) -> bool {
    let short = |text: &str| match text.split_once('.') {
        Some((time, "000" | "000Z")) if time.len() == "2026-09-01T17:54:04".len() => {
            format!(
                "{time}{}",
                text.strip_prefix(&format!("{time}.000"))
                    .unwrap_or_default()
            )
        }
        _ => text.to_owned(),
    };
    left == right || short(left) == right
}

/// Lists the differences between two JSON strings, each with its path. `null` equals an absent field; the values at
/// `ignored` are not compared.
pub fn losses(before: &str, after: &str, ignored: &[Path]) -> Vec<String> {
    let read = |text: &str| Tree::read(&serde_json::from_str::<Box<RawValue>>(text)?);
    let mut losses = Vec::new();
    match (read(before), read(after)) {
        (Ok(before), Ok(after)) => {
            compare(&before, &after, &Path::default(), ignored, &mut losses);
        }
        (Err(error), _) | (_, Err(error)) => losses.push(format!("$: {error}")),
    }
    losses
}

fn compare(before: &Tree, after: &Tree, path: &Path, ignored: &[Path], losses: &mut Vec<String>) {
    if ignored.iter().any(|skipped| path.is_in(skipped)) {
        return;
    }
    match (before, after) {
        (Tree::Object(before), Tree::Object(after)) => {
            for (key, before) in before {
                match after.get(key) {
                    Some(after) => compare(before, after, &path.key(key), ignored, losses),
                    None if before.is_null() => {}
                    None => {
                        let path = path.key(key);
                        if !ignored.iter().any(|skipped| path.is_in(skipped)) {
                            losses.push(format!("{path}: was {}, is lost", excerpt(before)));
                        }
                    }
                }
            }
            for (key, after) in after {
                if !before.contains_key(key) && !after.is_null() {
                    losses.push(format!(
                        "{}: was absent, is {}",
                        path.key(key),
                        excerpt(after)
                    ));
                }
            }
        }
        (Tree::List(before), Tree::List(after)) if before.len() == after.len() => {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                compare(before, after, &path.index(index), ignored, losses);
            }
        }
        (Tree::String(before), Tree::String(after)) if same_time(before, after) => {}
        (Tree::Literal(before), Tree::Literal(after)) if same_number(before, after) => {}
        _ => losses.push(format!(
            "{path}: was {}, is {}",
            excerpt(before),
            excerpt(after)
        )),
    }
}

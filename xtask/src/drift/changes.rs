//! The changes between two bundled documents of ours, and their meaning for code that uses the API.

use std::fmt;

use serde_json::Value;

use super::facts::{Difference, Facts, PRESENCE, Part, Side, Subject, TAG, TYPE, compare};
use crate::problem::Problems;
use crate::published::Published;
use crate::spec::document::Document;

/// The kinds of changes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ChangeKind {
    /// Something is new. Code that compiled still compiles.
    Added,
    /// Something else is sent, received or documented. Code that compiled still compiles.
    Changed,
    /// A name is gone: code that uses it does not compile.
    Removed,
    /// A name stays, and its type or its arguments change: code that uses it may not compile.
    Breaking,
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Breaking => "breaking",
        })
    }
}

/// One change of the API.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Change {
    pub(crate) kind: ChangeKind,
    /// The change in words.
    pub(crate) line: String,
}

/// Returns the changes from one bundled document to another, by operation and schema.
///
/// Fails where one of the two has an unresolved reference.
pub(crate) fn changes(old: &Value, new: &Value) -> Result<Vec<Change>, Problems> {
    let facts = |root: &Value, file: &str| {
        let (document, file) = (
            Document::without_lines(String::new(), root.clone()),
            file.to_owned(),
        );
        Published { document, file }.facts(true)
    };
    let (old, new) = (facts(old, "the old bundle")?, facts(new, "the new bundle")?);
    let differences = compare(&old, &new, true);
    Ok(differences
        .iter()
        .map(|difference| change(difference, &new))
        .collect())
}

fn change(difference: &Difference, new: &Facts) -> Change {
    let Difference {
        subject, aspect, ..
    } = difference;
    let (old, now) = (&difference.published, &difference.here);
    let words = |side: &Option<Side>| side.as_ref().map(|side| side.words.clone());
    let (line, kind) = match (words(old), words(now)) {
        (Some(old), Some(now)) => {
            let line = format!("{subject}: was {old}, is {now}");
            (line, altered(aspect, subject, &old, &now))
        }
        (old, now) => {
            let is_new = old.is_none();
            let kind = if is_new {
                added(subject, new)
            } else {
                removed(subject)
            };
            let words = old.or(now).unwrap_or_default();
            let words = if words.is_empty() {
                words
            } else {
                format!(" ({words})")
            };
            (format!("{subject}{words}"), kind)
        }
    };
    Change { kind, line }
}

/// Returns whether the part is a response of success, whose type is that of the call.
fn is_success(part: Option<&Part>) -> bool {
    matches!(part, Some(Part::Response(status)) if status.starts_with('2'))
}

fn added(subject: &Subject, new: &Facts) -> ChangeKind {
    let presence = new.aspect(subject, PRESENCE).unwrap_or_default();
    let required = presence.starts_with("required");
    let breaks = match subject.0.as_slice() {
        [_, Part::Parameter(..)] => required,
        [Part::Schema(name), Part::Property(_)] => required && new.sent().contains(name),
        parts => parts.last() == Some(&Part::Body) || is_success(parts.last()),
    };
    if breaks {
        ChangeKind::Breaking
    } else {
        ChangeKind::Added
    }
}

fn removed(subject: &Subject) -> ChangeKind {
    match subject.0.last() {
        part if is_success(part) => ChangeKind::Breaking,
        // None of these has a name in Rust.
        Some(Part::Response(_) | Part::Header(_) | Part::Content(_) | Part::Server(_)) => {
            ChangeKind::Changed
        }
        _ => ChangeKind::Removed,
    }
}

fn altered(aspect: &str, subject: &Subject, old: &str, now: &str) -> ChangeKind {
    // The limits of a type are no part of the Rust type.
    let base = |ty: &str| ty.split(" (").next().map(str::to_owned);
    let breaks = match (aspect, subject.0.last()) {
        (TYPE, Some(Part::Header(_))) => false,
        (TYPE, part @ Some(Part::Response(_))) => is_success(part),
        (TYPE, _) => base(old) != base(now),
        // A value that may be null or absent is an `Option` either way.
        (PRESENCE, _) => (old == "required") != (now == "required"),
        // The tag is the module.
        (TAG, _) => true,
        ("x-pagination", _) if old.starts_with("no ") => return ChangeKind::Added,
        ("x-aliases" | "x-idempotent" | "x-rate-limit" | "x-rules", _) => false,
        (aspect, _) => aspect.starts_with("x-"),
    };
    if breaks {
        ChangeKind::Breaking
    } else {
        ChangeKind::Changed
    }
}

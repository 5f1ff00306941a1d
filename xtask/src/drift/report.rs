//! The report: the differences that are not recorded, the entries without a difference, and the texts that are new.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::departures::{Departures, FILE};
use super::facts::{Difference, Facts, TYPE, compare};
use super::prose::Finding;
use crate::spec::FOLDER;

/// The outcome of a comparison.
#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    /// Everything is recorded, and every entry has a difference.
    pub(super) clean: bool,
    unrecorded: Vec<Unrecorded>,
    recorded: Vec<Recorded<'a>>,
    stale: Vec<Stale<'a>>,
    texts: Vec<Finding<'a>>,
}

/// A difference that is not recorded.
#[derive(Debug, Serialize)]
struct Unrecorded {
    line: String,
    published: Option<String>,
    here: Option<String>,
    /// The schemas that one side lacks and that the other uses here.
    schemas: BTreeSet<String>,
    /// Other subjects that differ in the same two types.
    same: Vec<String>,
}

/// An entry with the lines that it covers.
#[derive(Debug, Serialize)]
struct Recorded<'a> {
    entry: &'a str,
    reason: &'a str,
    evidence: &'a str,
    lines: Vec<String>,
}

/// A line of an entry that matches no difference.
#[derive(Debug, Serialize)]
struct Stale<'a> {
    place: String,
    line: &'a str,
}

impl<'a> Report<'a> {
    /// Compares the published facts with ours, and assigns each difference to the first entry that covers it.
    pub(super) fn new(
        (published, here): &(Facts, Facts),
        departures: &'a Departures,
        texts: Vec<Finding<'a>>,
    ) -> Self {
        let entries = departures.applying(published);
        let mut lines = Vec::new();
        let mut covered = vec![Vec::new(); entries.len()];
        let (mut unrecorded, mut causes) = (Vec::<Unrecorded>::new(), BTreeMap::new());
        for difference in compare(published, here, false) {
            // A schema that one side lacks follows from each difference that uses it.
            if difference.aspect.is_empty() && difference.subject.is_schema() {
                continue;
            }
            let line = difference.to_string();
            lines.push(line.clone());
            let entry = entries.iter().position(|entry| entry.covers(&line));
            if let Some(covered) = entry.and_then(|entry| covered.get_mut(entry)) {
                covered.push(line);
                continue;
            }
            let next = unrecorded.len();
            let first = cause(&difference).map(|cause| *causes.entry(cause).or_insert(next));
            match first.and_then(|first| unrecorded.get_mut(first)) {
                Some(first) => first.same.push(difference.subject.to_string()),
                None => unrecorded.push(Unrecorded {
                    line,
                    published: difference.published.map(|side| side.place),
                    here: difference.here.map(|side| side.place),
                    schemas: difference.schemas,
                    same: Vec::new(),
                }),
            }
        }
        let (mut stale, mut recorded) = (Vec::new(), Vec::new());
        for (entry, lines_of_entry) in entries.into_iter().zip(covered) {
            for pattern in &entry.patterns {
                if !lines.iter().any(|line| pattern.matches(line)) {
                    let place = format!("{FILE}:{}", pattern.line);
                    let line = pattern.text.as_str();
                    stale.push(Stale { place, line });
                }
            }
            if !lines_of_entry.is_empty() {
                recorded.push(Recorded {
                    entry: &entry.place,
                    reason: &entry.reason,
                    evidence: &entry.evidence,
                    lines: lines_of_entry,
                });
            }
        }
        let clean = unrecorded.is_empty() && stale.is_empty() && texts.is_empty();
        Self {
            clean,
            unrecorded,
            recorded,
            stale,
            texts,
        }
    }

    /// Returns the report for programs.
    pub(super) fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Returns the report for people, without the recorded departures if `quiet`.
    pub(super) fn text(&self, quiet: bool) -> String {
        let mut lines = Vec::new();
        for one in &self.unrecorded {
            lines.push(format!("error: {}", one.line));
            for (name, place) in [("published", &one.published), ("here", &one.here)] {
                lines.extend(place.iter().map(|place| format!("    {name}: {place}")));
            }
            lines.extend(
                one.schemas
                    .iter()
                    .map(|name| format!("    with schema {name}")),
            );
            lines.extend(
                one.same
                    .iter()
                    .map(|subject| format!("    the same: {subject}")),
            );
        }
        for Stale { place, line } in &self.stale {
            lines.push(format!("error: {place}: no difference matches `{line}`"));
            lines.push(
                "    help: remove the line, or correct it to a line of the report".to_owned(),
            );
        }
        for finding in &self.texts {
            lines.push(format!("error: {}", finding.line));
            lines.push(format!("    published: {}", finding.place));
            lines.extend(finding.text.lines().map(|line| format!("    | {line}")));
        }
        for one in self.recorded.iter().filter(|_| !quiet) {
            lines.push(format!("recorded: {}: {}", one.entry, one.reason));
            lines.push(format!("    evidence: {}", one.evidence));
            lines.extend(one.lines.iter().map(|line| format!("    {line}")));
        }
        let unrecorded: usize = self.unrecorded.iter().map(|one| 1 + one.same.len()).sum();
        let recorded: usize = self.recorded.iter().map(|one| one.lines.len()).sum();
        let (entries, stale, texts) = (self.recorded.len(), self.stale.len(), self.texts.len());
        lines.push(format!(
            "drift: {unrecorded} unrecorded, {recorded} recorded by {entries} entries, {stale} stale, {texts} new or changed texts"
        ));
        if unrecorded > 0 {
            lines.push(format!(
                "help: change {FOLDER}/ and run `cargo xtask codegen`, or record the lines in {FILE}"
            ));
        }
        if texts > 0 {
            lines.push(
                "help: change what follows from the texts, then run drift with --record-prose"
                    .to_owned(),
            );
        }
        lines.join("\n")
    }
}

/// Returns the cause of a difference between two types, wherever they are used: the two.
fn cause(difference: &Difference) -> Option<(String, String)> {
    let sides = (difference.published.as_ref()?, difference.here.as_ref()?);
    (difference.aspect == TYPE).then(|| (sides.0.words.clone(), sides.1.words.clone()))
}

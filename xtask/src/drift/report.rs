//! What a comparison says to people.

use std::fmt::Write as _;

use super::departures::{Departure, Departures};
use super::difference::Difference;
use super::source::Place;
use crate::fragment::{FOLDER, Fragment};
use crate::problem::Problems;

/// The outcome of a comparison.
#[derive(Debug)]
pub(super) struct Report<'a> {
    unrecorded: Vec<&'a Difference>,
    /// The entries with what they cover.
    recorded: Vec<(&'a Departure, Vec<&'a Difference>)>,
    /// What is recorded and no longer there.
    stale: Problems,
}

impl<'a> Report<'a> {
    /// Sorts differences into those that are recorded, under the first entry that covers each, and those that are not.
    pub(super) fn new(differences: &'a [Difference], departures: &'a Departures) -> Self {
        let entries = &departures.entries;
        let mut report = Self {
            unrecorded: Vec::new(),
            recorded: entries.iter().map(|entry| (entry, Vec::new())).collect(),
            stale: entries
                .iter()
                .flat_map(|entry| entry.stale(differences))
                .collect(),
        };
        for difference in differences {
            let recorded = report.recorded.iter_mut();
            match recorded
                .into_iter()
                .find(|(entry, _)| entry.covers(difference))
            {
                Some((_, covered)) => covered.push(difference),
                None => report.unrecorded.push(difference),
            }
        }
        report.recorded.retain(|(_, covered)| !covered.is_empty());
        report
    }

    /// Whether every difference is recorded, and every entry covers one.
    pub(super) fn is_clean(&self) -> bool {
        self.unrecorded.is_empty() && self.stale.is_empty()
    }

    /// The whole report; without the recorded departures where `quiet`.
    pub(super) fn text(&self, fragment: &Fragment, quiet: bool) -> String {
        let mut text = String::new();
        for difference in &self.unrecorded {
            let _ = writeln!(
                text,
                "error: {difference}\n    {}",
                places(fragment, difference)
            );
        }
        for problem in &self.stale {
            let _ = writeln!(text, "error: {problem}");
        }
        if !self.is_clean() {
            text.push('\n');
        }
        let recorded: usize = self.recorded.iter().map(|(_, covered)| covered.len()).sum();
        if !quiet && recorded > 0 {
            text.push_str("Recorded departures\n\n");
            for (entry, covered) in &self.recorded {
                let _ = writeln!(text, "{}: {}", entry.place(), entry.reason);
                let _ = writeln!(text, "    evidence: {}", entry.evidence);
                for difference in covered {
                    let _ = writeln!(text, "    {difference}");
                }
            }
            text.push('\n');
        }
        let _ = write!(
            text,
            "drift: {} unrecorded, {} recorded by {} entries, {} stale",
            self.unrecorded.len(),
            recorded,
            self.recorded.len(),
            self.stale.len(),
        );
        if !self.unrecorded.is_empty() {
            let _ = write!(
                text,
                "\nmend: bring {FOLDER}/ up to date and run `cargo xtask codegen`, or record a departure that is meant \
                 in {FOLDER}/drift/departures.yaml"
            );
        }
        text
    }
}

/// Where a difference stands on both sides.
fn places(fragment: &Fragment, difference: &Difference) -> String {
    let Place { document, pointer } = &difference.ours;
    let ours = match fragment.document(document) {
        Some(found) => format!("{FOLDER}/{document}:{}", found.line(pointer)),
        None => FOLDER.to_owned(),
    };
    format!("here: {ours}, published: #{}", difference.theirs.pointer)
}

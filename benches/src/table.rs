//! Tables in Markdown, with measured figures and their targets.

use std::collections::HashMap;
use std::fmt;

use crate::Failure;
use crate::case::{BASELINE, Case, OFFICIAL, Target};
use crate::measure::Rounds;

/// Table of the README.
#[derive(Debug)]
pub struct Table {
    title: String,
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Creates a table without rows. The column `target` and the one after it have the cells of [`check_targets`].
    #[must_use]
    pub fn new(title: impl Into<String>, columns: &[&'static str]) -> Self {
        Self {
            title: title.into(),
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row with a cell for each column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }
}

/// Title, and table in Markdown.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize, name: &str| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells
                .map(|cell| cell.chars().count())
                .fold(name.chars().count().max(3), usize::max)
        };
        let widths: Vec<_> = (0..)
            .zip(&self.columns)
            .map(|(at, name)| width(at, name))
            .collect();
        writeln!(f, "{}\n", self.title)?;
        let mut line = |cells: &mut dyn Iterator<Item = &str>| {
            write!(f, "|")?;
            for (cell, width) in cells.zip(&widths) {
                write!(f, " {cell:width$} |")?;
            }
            writeln!(f)
        };
        let rules: Vec<_> = widths.iter().map(|width| "-".repeat(*width)).collect();
        line(&mut self.columns.iter().copied())?;
        line(&mut rules.iter().map(String::as_str))?;
        for row in &self.rows {
            line(&mut row.iter().map(String::as_str))?;
        }
        Ok(())
    }
}

/// Allocations per call, by case and side.
pub type Counts = HashMap<(String, String), f64>;

/// Creates the table of cases that were timed in this process.
///
/// # Errors
///
/// Returns an error if a figure with a target or the allocations of a side were not measured.
pub fn of_cases(title: &str, cases: &[(Case, Rounds)], counts: &Counts) -> Result<Table, Failure> {
    let columns = [
        "",
        "",
        "of baseline",
        "of official",
        "allocations",
        "target",
        "met",
    ];
    let mut table = Table::new(title, &columns);
    for (case, rounds) in cases {
        let mut name = case.name;
        for side in &case.sides {
            let key = (case.name.to_owned(), side.name.to_owned());
            let allocations = counts.get(&key).copied();
            let allocations = allocations.ok_or("the allocations were not counted")?;
            let [target, met] = check_targets(side.targets, |target| match target {
                Target::Time(_, of) => rounds.ratio(side.name, of),
                Target::Allocations(_) => Some(allocations),
                _ => None,
            })?;
            table.row([
                name.to_owned(),
                side.name.to_owned(),
                ratio(rounds.ratio(side.name, BASELINE)),
                ratio(rounds.ratio(side.name, OFFICIAL)),
                count(allocations),
                target,
                met,
            ]);
            name = "";
        }
    }
    Ok(table)
}

/// Compares measured figures with their targets. Returns a cell with the targets, and one with `yes` or `no`.
///
/// # Errors
///
/// Returns an error if a figure was not measured.
pub fn check_targets(
    targets: &[Target],
    measured: impl Fn(&Target) -> Option<f64>,
) -> Result<[String; 2], Failure> {
    let mut met = true;
    for target in targets {
        let value = measured(target).ok_or_else(|| format!("not measured: {}", target.text()))?;
        // Figures are compared as printed, with two decimals.
        met &= (value * 100.0).round() <= (target.bound() * 100.0).round();
    }
    let texts: Vec<_> = targets.iter().map(Target::text).collect();
    let met = match (targets.is_empty(), met) {
        (true, _) => "",
        (false, true) => "yes",
        (false, false) => "no",
    };
    Ok([texts.join(", "), met.to_owned()])
}

/// Formats a ratio for a table; a missing one is a dash.
#[must_use]
pub fn ratio(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"))
}

/// Formats a number of allocations, with a decimal if calls differ.
#[must_use]
pub fn count(value: f64) -> String {
    if (value - value.round()).abs() < 0.05 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table is Markdown with aligned columns.
    #[test]
    fn table_is_aligned_markdown() {
        let mut table = Table::new("Title", &["", "ratio"]);
        table.row(["a long name".to_owned(), "1.05".to_owned()]);
        table.row(["–".to_owned(), "2".to_owned()]);
        let text = "\
Title

|             | ratio |
| ----------- | ----- |
| a long name | 1.05  |
| –           | 2     |
";
        assert_eq!(table.to_string(), text);
    }

    /// Targets are met if no printed figure is above its bound. A figure that was not measured is an error.
    #[test]
    fn compares_printed_figures_with_targets() {
        let targets = [Target::Time(1.05, "baseline"), Target::Allocations(7.0)];
        let check = |time, allocations| {
            check_targets(&targets, |target| match target {
                Target::Time(..) => time,
                _ => Some(allocations),
            })
        };
        let [text, met] = check(Some(1.054), 7.0).unwrap();
        assert_eq!((&*text, &*met), ("1.05 of baseline, 7 allocations", "yes"));
        assert_eq!(check(Some(1.056), 7.0).unwrap()[1], "no");
        assert_eq!(check(Some(1.0), 8.0).unwrap()[1], "no");
        assert!(check(None, 7.0).is_err());
        assert_eq!(check_targets(&[], |_| None).unwrap()[1], "");
    }
}

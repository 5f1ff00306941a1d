//! Tables in Markdown, with what is to be reached beside what was measured.

use std::collections::HashMap;
use std::fmt;

use crate::Failure;
use crate::case::{Case, FLOOR, Limit, OFFICIAL};
use crate::measure::Rounds;

/// A table that README can quote.
#[derive(Debug)]
pub struct Table {
    title: String,
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows. A column called `reach` is filled by [`verdict`], and so is the one after it.
    #[must_use]
    pub fn new(title: impl Into<String>, columns: &[&'static str]) -> Self {
        Self {
            title: title.into(),
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row, a cell for each column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }
}

/// The title, and the table in Markdown.
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

/// Allocations for each call, by case and side.
pub type Counts = HashMap<(String, String), f64>;

/// The table of cases that were timed within this process.
///
/// # Errors
///
/// A figure that is to be reached, or the allocations of a side, were not measured.
pub fn of_cases(title: &str, cases: &[(Case, Rounds)], counts: &Counts) -> Result<Table, Failure> {
    let columns = [
        "",
        "",
        "of floor",
        "of official",
        "allocations",
        "reach",
        "met",
    ];
    let mut table = Table::new(title, &columns);
    for (case, rounds) in cases {
        let mut name = case.name;
        for side in &case.sides {
            let key = (case.name.to_owned(), side.name.to_owned());
            let allocations = counts.get(&key).copied();
            let allocations = allocations.ok_or("the allocations were not counted")?;
            let [reach, met] = verdict(side.reach, |limit| match limit {
                Limit::Time(_, of) => rounds.ratio(side.name, of),
                Limit::Allocations(_) => Some(allocations),
                _ => None,
            })?;
            table.row([
                name.to_owned(),
                side.name.to_owned(),
                ratio(rounds.ratio(side.name, FLOOR)),
                ratio(rounds.ratio(side.name, OFFICIAL)),
                count(allocations),
                reach,
                met,
            ]);
            name = "";
        }
    }
    Ok(table)
}

/// What is to be reached, and whether it is: two cells.
///
/// # Errors
///
/// A figure that was not measured.
pub fn verdict(
    reach: &[Limit],
    measured: impl Fn(&Limit) -> Option<f64>,
) -> Result<[String; 2], Failure> {
    let mut met = true;
    for limit in reach {
        let value = measured(limit).ok_or_else(|| format!("not measured: {}", limit.text()))?;
        // The figure that is shown is the one that counts.
        met &= (value * 100.0).round() <= (limit.at_most() * 100.0).round();
    }
    let texts: Vec<_> = reach.iter().map(Limit::text).collect();
    let met = match (reach.is_empty(), met) {
        (true, _) => "",
        (false, true) => "yes",
        (false, false) => "no",
    };
    Ok([texts.join(", "), met.to_owned()])
}

/// A ratio as it stands in a table; a dash where there is none.
#[must_use]
pub fn ratio(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"))
}

/// A number of allocations: whole, unless calls differ.
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

    /// The table is Markdown, and its columns stand in line.
    #[test]
    fn markdown() {
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

    /// A reach is met when no figure, as shown, is above its limit; and nothing counts as met that was not measured.
    #[test]
    fn verdicts() {
        let reach = [Limit::Time(1.05, "floor"), Limit::Allocations(7.0)];
        let judged = |time, allocations| {
            verdict(&reach, |limit| match limit {
                Limit::Time(..) => time,
                _ => Some(allocations),
            })
        };
        let [text, met] = judged(Some(1.054), 7.0).unwrap();
        assert_eq!((&*text, &*met), ("1.05 of floor, 7 allocations", "yes"));
        assert_eq!(judged(Some(1.056), 7.0).unwrap()[1], "no");
        assert_eq!(judged(Some(1.0), 8.0).unwrap()[1], "no");
        assert!(judged(None, 7.0).is_err());
        assert_eq!(verdict(&[], |_| None).unwrap()[1], "");
    }
}

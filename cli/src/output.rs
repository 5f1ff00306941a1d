//! Prints responses: as a table, JSON, lines of JSON, or CSV.

use std::io;

use clap::ArgMatches;

use crate::console::{Console, printable};
use crate::json::Json;

/// The format of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Json,
    Lines,
    Csv,
}

impl Format {
    /// The names of the option `--output`.
    pub(crate) const NAMES: [&'static str; 4] = ["table", "json", "ndjson", "csv"];

    /// Reads the option `--output`; without it, a table on a terminal, and JSON elsewhere.
    pub(crate) fn of(arguments: &ArgMatches, console: &Console<'_>) -> Self {
        match arguments.get_one::<String>("output").map(String::as_str) {
            Some("table") => Self::Table,
            Some("ndjson") => Self::Lines,
            Some("csv") => Self::Csv,
            Some(_) => Self::Json,
            None if console.width.is_some() => Self::Table,
            None => Self::Json,
        }
    }
}

/// Prints `value`. `text` is its JSON as received, and `columns` are those of the description.
pub(crate) fn print(
    console: &mut Console<'_>,
    format: Format,
    value: &Json,
    text: &str,
    columns: &[String],
) -> io::Result<()> {
    match format {
        // A person reads lines; a program reads the text as received.
        Format::Json if console.width.is_some() => writeln!(console.output, "{}", value.indented()),
        Format::Json => writeln!(console.output, "{}", text.trim_end()),
        Format::Lines => match value {
            Json::List(rows) => rows
                .iter()
                .try_for_each(|row| writeln!(console.output, "{row}")),
            other => writeln!(console.output, "{other}"),
        },
        Format::Csv => csv(console, value, columns),
        Format::Table => table(console, value, columns),
    }
}

/// Rows with one cell for each column.
struct Grid {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// Returns the rows of a list, or one object as a single row. Columns of the description come first, then those of the
    /// rows alone. Values that are not objects are in the column `value`.
    fn of(value: &Json, described: &[String]) -> Self {
        let single = std::slice::from_ref(value);
        let rows: &[Json] = match value {
            Json::List(rows) => rows,
            _ => single,
        };
        let is_object = |row: &&Json| matches!(row, Json::Object(_));
        let mut columns = match (rows.first(), described) {
            (Some(row), _) if !is_object(&row) => vec!["value".to_owned()],
            _ => described.to_vec(),
        };
        for row in rows {
            let Json::Object(members) = row else { continue };
            for (name, _) in members {
                if !columns.contains(name) {
                    columns.push(name.clone());
                }
            }
        }
        let cells = |row: &Json| match row {
            Json::Object(_) => columns
                .iter()
                .map(|name| row.get(name).map_or_else(String::new, Json::cell))
                .collect(),
            other => vec![other.cell()],
        };
        Self {
            rows: rows.iter().map(cells).collect(),
            columns,
        }
    }

    /// Returns the members of an object of objects as rows, with the name of each in the first column.
    fn of_map(members: &[(String, Json)]) -> Self {
        let rows: Vec<Json> = members
            .iter()
            .map(|(name, value)| {
                let mut row = vec![(String::new(), Json::String(name.clone()))];
                if let Json::Object(inner) = value {
                    row.extend(inner.iter().cloned());
                }
                Json::Object(row)
            })
            .collect();
        Self::of(&Json::List(rows), &[])
    }

    /// Drops the columns that are empty in all rows.
    fn without_empty_columns(mut self) -> Self {
        let used: Vec<bool> = (0..self.columns.len())
            .map(|at| {
                self.rows
                    .iter()
                    .any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()))
            })
            .collect();
        for cells in std::iter::once(&mut self.columns).chain(&mut self.rows) {
            let mut used = used.iter();
            cells.retain(|_| used.next().is_some_and(|used| *used));
        }
        self
    }
}

/// Prints comma-separated values as of RFC 4180, with a header.
fn csv(console: &mut Console<'_>, value: &Json, columns: &[String]) -> io::Result<()> {
    let grid = Grid::of(value, columns);
    let field = |text: &String| {
        if text.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    for line in std::iter::once(&grid.columns).chain(&grid.rows) {
        let fields: Vec<String> = line.iter().map(field).collect();
        write!(console.output, "{}\r\n", fields.join(","))?;
    }
    Ok(())
}

/// Prints a table; where it is wider than the terminal, each row as a record of lines.
fn table(console: &mut Console<'_>, value: &Json, columns: &[String]) -> io::Result<()> {
    let grid = match value {
        Json::List(rows) if rows.is_empty() => {
            console.note("no rows");
            return Ok(());
        }
        Json::List(_) => Grid::of(value, columns).without_empty_columns(),
        Json::Object(members) if is_map(members) => Grid::of_map(members),
        Json::Object(members) => return record(console, members),
        scalar => return writeln!(console.output, "{}", printable(&scalar.cell())),
    };
    let rows: Vec<Vec<String>> = grid
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| printable(cell)).collect())
        .collect();
    let widths: Vec<usize> = grid
        .columns
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let cells = rows
                .iter()
                .filter_map(|row| row.get(at))
                .map(|cell| cell.chars().count());
            cells
                .chain([name.chars().count()])
                .max()
                .unwrap_or_default()
        })
        .collect();
    let total = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
    if console.width.is_some_and(|width| total > width) {
        for (number, row) in rows.iter().enumerate() {
            if number > 0 {
                writeln!(console.output)?;
            }
            let members: Vec<(&str, &str)> = (grid.columns.iter().zip(row))
                .filter(|(_, cell)| !cell.is_empty())
                .map(|(name, cell)| (name.as_str(), cell.as_str()))
                .collect();
            lines(console, &members)?;
        }
        return Ok(());
    }
    let line = |cells: &[String]| {
        let padded = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let head = console.bold(&line(&grid.columns));
    writeln!(console.output, "{head}")?;
    rows.iter()
        .try_for_each(|row| writeln!(console.output, "{}", line(row)))
}

/// Returns true for an object whose values are objects with the same names, such as balances by asset.
fn is_map(members: &[(String, Json)]) -> bool {
    let names = |value: &Json| match value {
        Json::Object(inner) if !inner.is_empty() => Some(
            inner
                .iter()
                .map(|(name, _)| name.clone())
                .collect::<Vec<_>>(),
        ),
        _ => None,
    };
    let mut all = members.iter().map(|(_, value)| names(value));
    match all.next() {
        Some(Some(first)) => all.all(|other| other.as_ref() == Some(&first)),
        _ => false,
    }
}

/// Prints the members of an object, one a line. The elements of a list have a line each.
fn record(console: &mut Console<'_>, members: &[(String, Json)]) -> io::Result<()> {
    let mut cells: Vec<(&str, String)> = Vec::new();
    for (name, value) in members {
        match value {
            Json::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    let name = if at == 0 { name.as_str() } else { "" };
                    cells.push((name, printable(&item.cell())));
                }
            }
            other => cells.push((name, printable(&other.cell()))),
        }
    }
    let cells: Vec<(&str, &str)> = cells
        .iter()
        .map(|(name, cell)| (*name, cell.as_str()))
        .collect();
    lines(console, &cells)
}

/// Prints names and values in two columns.
pub(crate) fn lines(console: &mut Console<'_>, cells: &[(&str, &str)]) -> io::Result<()> {
    let width = cells
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or_default();
    for (name, cell) in cells {
        let name = console.bold(&format!("{name:width$}"));
        writeln!(console.output, "{}", format!("{name}  {cell}").trim_end())?;
    }
    Ok(())
}

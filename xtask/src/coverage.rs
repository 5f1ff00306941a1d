//! `cargo xtask coverage`: every operation, with its examples, its test and its fixtures.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use crate::files;
use crate::fixture::FIXTURES;
use crate::problem::{Problem, Problems};
use crate::spec::Spec;
use crate::spec::model::{Auth, Content, Operation};

/// The generated tests: one function for each operation, named after it.
const CALLS: &str = "tests/src/generated/calls.rs";

/// The columns of the table.
const COLUMNS: [&str; 8] = [
    "operation",
    "method",
    "path",
    "access",
    "instruction",
    "examples",
    "test",
    "fixtures",
];

/// Prints the table and the totals, and what is missing to standard error. Fails where anything is missing.
pub(crate) fn run(root: &Path, markdown: bool) -> ExitCode {
    let outcome = Spec::load(root).and_then(|spec| {
        let coverage = Coverage::read(root, &spec)?;
        Ok((coverage.table(markdown), coverage.missing()))
    });
    let problems = match outcome {
        Ok((table, missing)) => {
            // A reader that closes early, such as `head`, is no failure.
            let _ = writeln!(std::io::stdout(), "{table}");
            missing
        }
        Err(problems) => problems,
    };
    for problem in &problems {
        eprintln!("error: {problem}");
    }
    if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Every operation, ordered by tag and then as written.
struct Coverage<'a> {
    rows: Vec<Row<'a>>,
}

/// One operation.
struct Row<'a> {
    operation: &'a Operation,
    /// The examples of its parameters, its body and its response. The model rejects an operation that lacks one.
    examples: usize,
    /// A generated test calls it.
    test: bool,
    /// Its fixtures; `None` for a response without content.
    fixtures: Option<usize>,
}

impl<'a> Coverage<'a> {
    fn read(root: &Path, spec: &'a Spec) -> Result<Self, Problems> {
        let tests = tests(root)?;
        let mut rows = Vec::new();
        for operation in &spec.api.operations {
            let of_body = operation
                .body
                .as_ref()
                .map_or(0, |body| body.examples.len());
            let fixtures = match operation.success.content {
                Content::Empty => None,
                Content::Json(_) | Content::Text(_) => {
                    Some(count(&root.join(FIXTURES).join(&operation.id))?)
                }
            };
            rows.push(Row {
                operation,
                examples: operation.parameters.len() + of_body + operation.success.examples.len(),
                test: tests.contains(&operation.id),
                fixtures,
            });
        }
        rows.sort_by_key(|row| &row.operation.tag);
        Ok(Self { rows })
    }

    /// Returns the tables, one for each tag, and the totals.
    fn table(&self, markdown: bool) -> String {
        let mut text = String::new();
        // All tables have the same columns.
        let mut widths = COLUMNS.map(str::len);
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row.cells(markdown)) {
                *width = (*width).max(cell.len());
            }
        }
        for of_tag in self
            .rows
            .chunk_by(|a, b| a.operation.tag == b.operation.tag)
        {
            let tag = of_tag.first().map_or("", |row| &row.operation.tag);
            let rule = widths.map(|width| "-".repeat(width));
            let rows = of_tag.iter().map(|row| row.cells(markdown));
            let head = COLUMNS.map(str::to_owned);
            if markdown {
                text.push_str(&format!("### {tag}\n\n"));
                for cells in [head, rule].into_iter().chain(rows) {
                    text.push_str(&format!("| {} |\n", line(&cells, &widths, " | ")));
                }
            } else {
                text.push_str(&format!("{tag}\n"));
                for cells in [head].into_iter().chain(rows) {
                    text.push_str(&format!("  {}\n", line(&cells, &widths, "  ").trim_end()));
                }
            }
            text.push('\n');
        }
        text.push_str(&self.totals());
        text
    }

    fn totals(&self) -> String {
        let count = |of: &dyn Fn(&Row<'_>) -> bool| self.rows.iter().filter(|row| of(row)).count();
        let all = self.rows.len();
        let empty = count(&|row| row.fixtures.is_none());
        format!(
            "{all} operations ({} published, {} unpublished): {} public, {} private, {} session; {} examples; {} of {all} \
             with a test, {} of {} with a fixture ({empty} respond without content)",
            count(&|row| !row.operation.unpublished),
            count(&|row| row.operation.unpublished),
            count(&|row| row.operation.auth == Auth::Public),
            count(&|row| matches!(row.operation.auth, Auth::Signed(_))),
            count(&|row| row.operation.auth == Auth::Session),
            self.rows.iter().map(|row| row.examples).sum::<usize>(),
            count(&|row| row.test),
            count(&|row| row.fixtures.is_some_and(|files| files > 0)),
            all - empty,
        )
    }

    /// Returns the missing tests and fixtures, by operation.
    fn missing(&self) -> Problems {
        self.rows.iter().flat_map(Row::missing).collect()
    }
}

impl Row<'_> {
    fn cells(&self, markdown: bool) -> [String; COLUMNS.len()] {
        let code = |text: &str| match (markdown, text) {
            (true, text) if !text.is_empty() => format!("`{text}`"),
            _ => text.to_owned(),
        };
        let (access, instruction) = match &self.operation.auth {
            Auth::Public => ("public", ""),
            Auth::Signed(instruction) => ("private", instruction.as_str()),
            Auth::Session => ("session", ""),
        };
        [
            code(&self.operation.id),
            self.operation.method.name(),
            code(&self.operation.path),
            access.to_owned(),
            code(instruction),
            self.examples.to_string(),
            if self.test { "yes" } else { "no" }.to_owned(),
            self.fixtures
                .map_or_else(|| "-".to_owned(), |files| files.to_string()),
        ]
    }

    fn missing(&self) -> Problems {
        let id = &self.operation.id;
        let problem = |cause: String, help: String| Problem {
            file: self.operation.place.file.clone(),
            line: Some(self.operation.place.line),
            subject: self.operation.subject(),
            cause,
            help,
        };
        let mut missing = Vec::new();
        if !self.test {
            missing.push(problem(
                format!("no test calls it: {CALLS} has no function `{id}`"),
                "run `cargo xtask codegen`, which writes the tests".to_owned(),
            ));
        }
        if self.fixtures == Some(0) {
            missing.push(problem(
                format!("it has no fixture: {FIXTURES}/{id} has no file"),
                format!("run `cargo xtask fixture {id}`, or add a response of the exchange without account data"),
            ));
        }
        missing
    }
}

/// Returns the cells of a row, each as wide as its column.
fn line(cells: &[String], widths: &[usize], between: &str) -> String {
    let cells = cells.iter().zip(widths);
    let padded: Vec<String> = cells
        .map(|(cell, width)| format!("{cell:width$}"))
        .collect();
    padded.join(between)
}

/// Returns the names of the functions in the generated tests; none where they are not generated yet.
fn tests(root: &Path) -> Result<BTreeSet<String>, Problems> {
    let text = files::read(&root.join(CALLS), CALLS).map_err(|problem| vec![problem])?;
    let file = syn::parse_file(&text.unwrap_or_default()).map_err(|error| {
        let help = "restore it, or remove it and run `cargo xtask codegen`";
        vec![files::problem(
            CALLS,
            format!("cannot be parsed: {error}"),
            help,
        )]
    })?;
    let mut names = BTreeSet::new();
    functions(&file.items, &mut names);
    Ok(names)
}

fn functions(items: &[syn::Item], names: &mut BTreeSet<String>) {
    for item in items {
        match item {
            syn::Item::Fn(function) => {
                names.insert(function.sig.ident.to_string());
            }
            syn::Item::Mod(module) => {
                if let Some((_, items)) = &module.content {
                    functions(items, names);
                }
            }
            _ => {}
        }
    }
}

/// Returns the number of files in a folder, without hidden files.
fn count(folder: &Path) -> Result<usize, Problems> {
    let failed = |error: std::io::Error| {
        let cause = format!("cannot be read: {error}");
        vec![files::problem(
            &folder.display().to_string(),
            cause,
            "check the permissions",
        )]
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(failed(error)),
    };
    let mut files = 0;
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && entry.file_type().map_err(failed)?.is_file() {
            files += 1;
        }
    }
    Ok(files)
}

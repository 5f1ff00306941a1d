//! `cargo xtask coverage`: which operations there are, and what each is held by: examples, a test, a fixture.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;

use crate::fragment::{Auth, Fragment, Operation, members};
use crate::problem::{Problem, Problems};

/// The generated tests: one function for each operation, named as the operation.
const CALLS: &str = "tests/generated/calls.rs";

/// The answers of the exchange that were kept: one folder for each operation, named as the operation.
const FIXTURES: &str = "tests/fixtures";

/// The columns of the table.
const COLUMNS: [&str; 8] = [
    "operation",
    "method",
    "path",
    "access",
    "instruction",
    "examples",
    "test",
    "fixture",
];

/// Prints the table and the totals, and what is missing to standard error. Fails where anything is.
pub(crate) fn run(root: &Path, markdown: bool) -> ExitCode {
    let outcome = Fragment::load(root).and_then(|fragment| {
        let coverage = Coverage::read(root, &fragment)?;
        let table = coverage.table(markdown);
        Ok((table, coverage.missing()))
    });
    match outcome {
        Ok((table, missing)) => {
            // A reader that has seen enough, such as `head`, is no failure.
            let _ = writeln!(std::io::stdout(), "{table}");
            for problem in &missing {
                eprintln!("error: {problem}");
            }
            if missing.is_empty() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("error: {problem}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Every operation, ordered by tag and then as written.
struct Coverage<'a> {
    rows: Vec<Row<'a>>,
}

/// One operation.
struct Row<'a> {
    operation: Operation<'a>,
    tag: &'a str,
    auth: Auth<'a>,
    /// What has no example, in words.
    without_example: Vec<String>,
    test: bool,
    /// `None` where every success answer is empty, so that there is nothing to keep.
    fixture: Option<bool>,
}

impl<'a> Coverage<'a> {
    fn read(root: &Path, fragment: &'a Fragment) -> Result<Self, Problems> {
        let bundle = fragment.bundle();
        let tests = tests(root)?;
        let mut rows = Vec::new();
        let mut problems = Vec::new();
        for operation in fragment.operations() {
            let auth = match operation.auth() {
                Ok(auth) => auth,
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            let Some(id) = operation.id() else {
                problems.push(operation.problem(
                    "",
                    "the operationId is missing",
                    "add `operationId`, in snake_case; it becomes the name of the call",
                ));
                continue;
            };
            rows.push(Row {
                operation,
                tag: operation
                    .value
                    .pointer("/tags/0")
                    .and_then(Value::as_str)
                    .unwrap_or("no tag"),
                auth,
                without_example: without_example(&bundle, operation.value),
                test: tests.contains(id),
                fixture: if answers(&bundle, operation.value) {
                    Some(has_file(&root.join(FIXTURES).join(id))?)
                } else {
                    None
                },
            });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        rows.sort_by_key(|row| row.tag);
        Ok(Self { rows })
    }

    /// The tables, one for each tag, and the totals.
    fn table(&self, markdown: bool) -> String {
        let mut text = String::new();
        // One width for all, so that the tables stand in line.
        let mut widths = COLUMNS.map(str::len);
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row.cells(markdown)) {
                *width = (*width).max(cell.len());
            }
        }
        for of_tag in self.rows.chunk_by(|a, b| a.tag == b.tag) {
            let tag = of_tag.first().map_or("", |row| row.tag);
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
        let empty = count(&|row| row.fixture.is_none());
        format!(
            "{all} operations: {} public, {} private, {} session; {} of {all} with all examples, {} of {all} with a \
             test, {} of {} with a fixture ({empty} answer without content)",
            count(&|row| row.auth == Auth::Public),
            count(&|row| matches!(row.auth, Auth::Signed { .. })),
            count(&|row| row.auth == Auth::Session),
            count(&|row| row.without_example.is_empty()),
            count(&|row| row.test),
            count(&|row| row.fixture == Some(true)),
            all - empty,
        )
    }

    /// What is missing, operation by operation.
    fn missing(&self) -> Problems {
        self.rows.iter().flat_map(Row::missing).collect()
    }
}

impl Row<'_> {
    fn cells(&self, markdown: bool) -> [String; COLUMNS.len()] {
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        let code = |text: &str| match (markdown, text) {
            (true, text) if !text.is_empty() => format!("`{text}`"),
            _ => text.to_owned(),
        };
        let (access, instruction) = match self.auth {
            Auth::Public => ("public", ""),
            Auth::Signed { instruction } => ("private", instruction),
            Auth::Session => ("session", ""),
        };
        [
            code(self.operation.id().unwrap_or_default()),
            self.operation.method.to_uppercase(),
            code(self.operation.path),
            access.to_owned(),
            code(instruction),
            yes(self.without_example.is_empty()),
            yes(self.test),
            self.fixture.map_or_else(|| "-".to_owned(), yes),
        ]
    }

    fn missing(&self) -> Problems {
        let id = self.operation.id().unwrap_or_default();
        let mut missing: Problems = self
            .without_example
            .iter()
            .map(|what| {
                self.operation.problem(
                    "",
                    format!("{what} has no example"),
                    "add `example`; the tests send and decode it and the sandbox answers it",
                )
            })
            .collect();
        if !self.test {
            missing.push(self.operation.problem(
                "",
                format!("no test calls it: {CALLS} has no function `{id}`"),
                "run `cargo xtask codegen`, which writes the tests",
            ));
        }
        if self.fixture == Some(false) {
            missing.push(self.operation.problem(
                "",
                format!("it has no fixture: {FIXTURES}/{id} holds no file"),
                "keep an answer of the exchange there, without anything of an account's in it",
            ));
        }
        missing
    }
}

/// The cells of a row, each as wide as its column.
fn line(cells: &[String], widths: &[usize], between: &str) -> String {
    let cells = cells.iter().zip(widths);
    let padded: Vec<String> = cells
        .map(|(cell, width)| format!("{cell:width$}"))
        .collect();
    padded.join(between)
}

/// The parameters, the body and the success answers of an operation that have no example.
fn without_example(bundle: &Value, operation: &Value) -> Vec<String> {
    let mut without = Vec::new();
    for written in operation
        .get("parameters")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let parameter = follow(bundle, written);
        let in_schema = parameter.get("schema").is_some_and(has_example);
        if !has_example(parameter) && !in_schema {
            let name = parameter.get("name").and_then(Value::as_str);
            without.push(format!(
                "the parameter `{}`",
                name.unwrap_or("without a name")
            ));
        }
    }
    let lacks = |of: &Value| {
        members(follow(bundle, of).get("content")).any(|(_, media)| !has_example(media))
    };
    if operation.get("requestBody").is_some_and(lacks) {
        without.push("the body".to_owned());
    }
    for (status, response) in members(operation.get("responses")) {
        if status.starts_with('2') && lacks(response) {
            without.push(format!("the answer {status}"));
        }
    }
    without
}

/// Whether a success answer of an operation has content.
fn answers(bundle: &Value, operation: &Value) -> bool {
    members(operation.get("responses")).any(|(status, response)| {
        status.starts_with('2') && follow(bundle, response).get("content").is_some()
    })
}

fn has_example(of: &Value) -> bool {
    of.get("example").is_some() || members(of.get("examples")).next().is_some()
}

/// The value, or the component that it references in whichever document: the bundle has them all.
fn follow<'a>(bundle: &'a Value, written: &'a Value) -> &'a Value {
    let reference = written.get("$ref").and_then(Value::as_str);
    reference
        .and_then(|reference| reference.split_once('#'))
        .and_then(|(_, pointer)| bundle.pointer(pointer))
        .unwrap_or(written)
}

/// The names of the functions in the generated tests; none where they are not generated yet.
fn tests(root: &Path) -> Result<BTreeSet<String>, Problems> {
    let text = match std::fs::read_to_string(root.join(CALLS)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(vec![unreadable(CALLS, &error)]),
    };
    let file = syn::parse_file(&text).map_err(|error| vec![unreadable(CALLS, &error)])?;
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

/// Whether a folder is there and holds a file.
fn has_file(folder: &Path) -> Result<bool, Problems> {
    let failed = |error: std::io::Error| vec![unreadable(&folder.display().to_string(), &error)];
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(failed(error)),
    };
    for entry in entries {
        if entry
            .and_then(|entry| entry.file_type())
            .map_err(failed)?
            .is_file()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn unreadable(file: &str, error: &dyn std::fmt::Display) -> Problem {
    Problem {
        file: file.to_owned(),
        line: None,
        subject: String::new(),
        what: format!("cannot be read: {error}"),
        mend: "restore it, or remove it and run `cargo xtask codegen`".to_owned(),
    }
}

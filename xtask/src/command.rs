//! The command line of `cargo xtask`.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::{codegen, coverage, drift, fixture, import, man};

const USAGE: &str = "\
cargo xtask COMMAND

Commands
  codegen                  generate the typed client from openapi/
    --check                write nothing; fail with a diff where the generated files are not up to date
  import OPERATION         describe an operation of a published OpenAPI document in openapi/
    --upstream FILE        the published document, JSON or YAML
    --document NAME        the document of openapi/ to write it to (default: that of its tag)
  fixture OPERATION...     write the fixtures of operations to tests/fixtures/
    --force                replace those that are there
  coverage                 list the operations; fail where one lacks a test or a fixture
    --markdown             the same list as Markdown tables
  drift                    compare openapi/ with a published document; fail on differences and texts that
                           openapi/drift/ does not record, and on entries without a difference
    --upstream FILE        the published document, JSON or YAML
    --quiet                leave out the recorded departures
    --json                 print JSON
    --record-prose         record the texts of the published document as read
  man                      write the man pages of the program `backpack` to target/man/

Options
  --root DIR               the workspace to work on (default: this one)
  --help                   this text";

/// The options of each command, and the number of operations that it takes at most.
const COMMANDS: [(&str, &[&str], usize); 6] = [
    ("codegen", &["--check"], 0),
    ("coverage", &["--markdown"], 0),
    (
        "drift",
        &["--upstream", "--quiet", "--json", "--record-prose"],
        0,
    ),
    ("fixture", &["--force"], usize::MAX),
    ("import", &["--upstream", "--document"], 1),
    ("man", &[], 0),
];

/// Runs the command of the command line. Errors are printed to standard error.
pub fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(usage) => {
            eprintln!("error: {usage}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// The arguments.
#[derive(Default)]
struct Arguments {
    command: Option<String>,
    operations: Vec<String>,
    root: Option<PathBuf>,
    upstream: Option<PathBuf>,
    document: Option<String>,
    /// The options in use, as written.
    options: Vec<&'static str>,
}

/// Reads the arguments and runs the command; an error is an invalid command line.
fn run() -> Result<ExitCode, lexopt::Error> {
    use lexopt::prelude::*;

    let mut read = Arguments::default();
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Long("help") | Short('h') => {
                println!("{USAGE}");
                return Ok(ExitCode::SUCCESS);
            }
            Long("check") => read.options.push("--check"),
            Long("force") => read.options.push("--force"),
            Long("markdown") => read.options.push("--markdown"),
            Long("json") => read.options.push("--json"),
            Long("quiet") => read.options.push("--quiet"),
            Long("record-prose") => read.options.push("--record-prose"),
            Long("document") => {
                read.document = Some(args.value()?.string()?);
                read.options.push("--document");
            }
            Long("upstream") => {
                read.upstream = Some(args.value()?.into());
                read.options.push("--upstream");
            }
            Long("root") => read.root = Some(args.value()?.into()),
            Value(value) if read.command.is_none() => read.command = Some(value.string()?),
            Value(value) => read.operations.push(value.string()?),
            _ => return Err(arg.unexpected()),
        }
    }
    read.run()
}

impl Arguments {
    fn run(self) -> Result<ExitCode, lexopt::Error> {
        let Some(command) = self.command.as_deref() else {
            return Err("a command is missing".into());
        };
        let Some((command, options, limit)) =
            COMMANDS.into_iter().find(|(name, ..)| *name == command)
        else {
            return Err(format!("unknown command `{command}`").into());
        };
        if let Some(other) = self.options.iter().find(|one| !options.contains(one)) {
            return Err(format!("{command} has no option `{other}`").into());
        }
        if let Some(other) = self.operations.get(limit) {
            return Err(format!("unexpected argument `{other}`").into());
        }
        if self.operations.is_empty() && limit > 0 {
            return Err(format!("{command} needs an OPERATION").into());
        }
        let first = self.operations.first().map_or("", String::as_str);
        let root = self.root.clone().unwrap_or_else(default_root);
        let upstream = || match &self.upstream {
            Some(file) => Ok(file),
            None => Err(lexopt::Error::from(format!(
                "{command} needs `--upstream FILE`"
            ))),
        };
        Ok(match command {
            "codegen" => codegen::run(&root, self.has("--check")),
            "coverage" => coverage::run(&root, self.has("--markdown")),
            "fixture" => fixture::run(&root, &self.operations, self.has("--force")),
            "import" => import::run(&root, first, upstream()?, self.document.as_deref()),
            "man" => man::run(&root),
            _ => {
                let options = drift::Options {
                    quiet: self.has("--quiet"),
                    json: self.has("--json"),
                    record_prose: self.has("--record-prose"),
                };
                drift::run(&root, upstream()?, options)
            }
        })
    }

    fn has(&self, option: &str) -> bool {
        self.options.contains(&option)
    }
}

/// Returns the workspace that cargo runs this program in, or else the one it was built in.
fn default_root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().unwrap_or(&manifest).to_path_buf()
}

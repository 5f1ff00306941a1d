//! The command line of `cargo xtask`.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::{codegen, coverage, drift};

const USAGE: &str = "\
cargo xtask COMMAND

Commands
  codegen                generate the typed client from openapi/
  codegen --check        change nothing; fail with a diff where the generated files are not up to date
  coverage               list the operations; fail where one lacks an example, a test or a fixture
  coverage --markdown    the same list as a Markdown table
  drift --upstream FILE  compare openapi/ with a published OpenAPI document; fail where they differ in
                         what openapi/drift/departures.yaml does not record, or it records too much
  drift --quiet          the same without the recorded departures

Options
  --root DIR             the workspace to work on (default: this one)
  --help                 this text";

/// Runs the command that the command line names. Problems go to standard error.
pub fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(usage) => {
            eprintln!("error: {usage}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// What the command line says.
#[derive(Default)]
struct Arguments {
    command: Option<String>,
    root: Option<PathBuf>,
    upstream: Option<PathBuf>,
    /// The options that are on or off, as written.
    flags: Vec<&'static str>,
}

/// Reads the arguments and runs the command; an error is a wrong use of the command line.
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
            Long("check") => read.flags.push("--check"),
            Long("markdown") => read.flags.push("--markdown"),
            Long("quiet") => read.flags.push("--quiet"),
            Long("root") => read.root = Some(args.value()?.into()),
            Long("upstream") => read.upstream = Some(args.value()?.into()),
            Value(value) if read.command.is_none() => read.command = Some(value.string()?),
            _ => return Err(arg.unexpected()),
        }
    }
    read.run()
}

impl Arguments {
    fn run(self) -> Result<ExitCode, lexopt::Error> {
        let root = self.root.clone().unwrap_or_else(default_root);
        match self.command.as_deref() {
            Some("codegen") => Ok(codegen::run(&root, self.flag("--check")?)),
            Some("coverage") => Ok(coverage::run(&root, self.flag("--markdown")?)),
            Some("drift") => {
                let quiet = self.flag("--quiet")?;
                match &self.upstream {
                    Some(upstream) => Ok(drift::run(&root, upstream, quiet)),
                    None => Err("drift needs `--upstream FILE`".into()),
                }
            }
            Some(other) => Err(format!("there is no command `{other}`").into()),
            None => Err("a command is missing".into()),
        }
    }

    /// Whether the one flag that the command knows is on. Another flag is an error, and so is `--upstream` where
    /// nothing is compared.
    fn flag(&self, known: &str) -> Result<bool, lexopt::Error> {
        let command = self.command.as_deref().unwrap_or_default();
        if let Some(other) = self.flags.iter().find(|flag| **flag != known) {
            return Err(format!("{command} has no option `{other}`").into());
        }
        if self.upstream.is_some() && command != "drift" {
            return Err(format!("{command} has no option `--upstream`").into());
        }
        Ok(self.flags.contains(&known))
    }
}

/// The workspace that cargo runs this program in, or else the one it was built in.
fn default_root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().unwrap_or(&manifest).to_path_buf()
}

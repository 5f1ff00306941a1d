//! `cargo xtask`: the maintenance commands of this workspace. One file a command.

mod codegen;
mod fragment;
mod problem;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

Commands
  codegen          generate the typed client from openapi/
  codegen --check  change nothing; fail with a diff where the generated files are not up to date

Options
  --root DIR       the workspace to work on (default: this one)
  --help           this text";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(usage) => {
            eprintln!("error: {usage}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// Reads the arguments and runs the command; an error is a wrong use of the command line.
fn run() -> Result<ExitCode, lexopt::Error> {
    use lexopt::prelude::*;

    let mut command = None;
    let mut check = false;
    let mut root = default_root();
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Long("help") | Short('h') => {
                println!("{USAGE}");
                return Ok(ExitCode::SUCCESS);
            }
            Long("check") => check = true,
            Long("root") => root = args.value()?.into(),
            Value(value) if command.is_none() => command = Some(value.string()?),
            _ => return Err(arg.unexpected()),
        }
    }
    match command.as_deref() {
        Some("codegen") => Ok(codegen::run(&root, check)),
        Some(other) => Err(format!("there is no command `{other}`").into()),
        None => Err("a command is missing".into()),
    }
}

/// The workspace that cargo runs this program in, or else the one it was built in.
fn default_root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().unwrap_or(&manifest).to_path_buf()
}

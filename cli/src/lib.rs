#![doc = include_str!("../README.md")]

mod auth;
mod call;
mod commands;
mod console;
mod description;
mod failure;
mod json;
mod output;
mod pages;
mod place;
mod request;
mod rules;
mod send;
mod serve;
mod session;
mod signals;
mod stream;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::ArgMatches;
use clap::error::ErrorKind;

use crate::commands::kebab;
pub use crate::console::Console;
use crate::description::{Description, Operation};
use crate::failure::{Failure, USAGE};
#[doc(hidden)]
pub use crate::watch::with_screen;

/// Runs the program with the arguments and the terminal of this process.
#[must_use]
pub fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let code = Console::with_process(|console| match runtime {
        Ok(runtime) => runtime.block_on(run(backpack_api::OPENAPI, std::env::args_os(), console)),
        Err(error) => {
            console.note(&format!("error: cannot start the runtime: {error}"));
            1
        }
    });
    ExitCode::from(code)
}

/// Runs the program: parses `arguments`, the name of the program first, and executes the command that they name.
///
/// `openapi` is the OpenAPI document of the operations: [`backpack_api::OPENAPI`]. Returns the exit code: 0 done, 1 other
/// failure, 2 usage, 3 rejected by the exchange, 4 outcome unknown, 5 not executed. It requires a Tokio runtime with
/// network and time enabled.
pub async fn run<I>(openapi: &str, arguments: I, console: &mut Console<'_>) -> u8
where
    I: IntoIterator<Item = OsString>,
{
    let mut result = parse_and_execute(openapi, arguments, console).await;
    let flushed = console.output.flush();
    if let (Ok(_), Err(error)) = (&result, flushed) {
        result = Err(error.into());
    }
    match result {
        Ok(code) => code,
        Err(failure) => {
            if !failure.is_broken_pipe() {
                let label = console.bold("error:");
                console.note(&format!("{label} {failure}"));
            }
            failure.code()
        }
    }
}

async fn parse_and_execute<I>(
    openapi: &str,
    arguments: I,
    console: &mut Console<'_>,
) -> Result<u8, Failure>
where
    I: IntoIterator<Item = OsString>,
{
    let description = Description::read(openapi)
        .map_err(|error| Failure::Other(format!("invalid OpenAPI document: {error}")))?;
    let program = commands::program(&description);
    match program.clone().try_get_matches_from(arguments) {
        Ok(matches) => execute(&description, program, &matches, console)
            .await
            .map(|()| 0),
        Err(error) => {
            let text = error.render();
            let text = if console.has_color {
                text.ansi().to_string()
            } else {
                text.to_string()
            };
            if matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ) {
                write!(console.output, "{text}")?;
                return Ok(0);
            }
            console.note(text.trim_end());
            Ok(USAGE)
        }
    }
}

async fn execute(
    description: &Description,
    mut program: clap::Command,
    matches: &ArgMatches,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let (name, arguments) = subcommand(matches)?;
    match name {
        "raw" => call::raw(arguments, console).await,
        "auth" => auth::check(subcommand(arguments)?.1, console).await,
        "stream" => stream::print(arguments, console).await,
        "watch" => watch::run(arguments, console).await,
        "sandbox" => serve::run(arguments, console).await,
        "completions" => {
            if let Some(shell) = arguments.get_one::<clap_complete::Shell>("shell") {
                // A write that fails is a panic there.
                let mut text = Vec::new();
                clap_complete::generate(*shell, &mut program, "backpack", &mut text);
                console.output.write_all(&text)?;
            }
            Ok(())
        }
        "man" => {
            if let Some(folder) = arguments.get_one::<std::path::PathBuf>("folder") {
                clap_mangen::generate_to(program, folder)?;
            }
            Ok(())
        }
        tag => {
            let (name, arguments) = subcommand(arguments)?;
            let operation = find(description, tag, name).ok_or_else(|| {
                Failure::Usage(format!("unknown command {tag} {name} (try --help)"))
            })?;
            call::operation(operation, arguments, console).await
        }
    }
}

/// Finds the operation of a command.
fn find<'a>(description: &'a Description, tag: &str, name: &str) -> Option<&'a Operation> {
    let tag = description
        .tags
        .iter()
        .find(|known| kebab(&known.name) == tag)?;
    tag.operations
        .iter()
        .find(|operation| kebab(&operation.id) == name)
}

fn subcommand(matches: &ArgMatches) -> Result<(&str, &ArgMatches), Failure> {
    matches
        .subcommand()
        .ok_or_else(|| Failure::Usage("missing command (try --help)".to_owned()))
}
